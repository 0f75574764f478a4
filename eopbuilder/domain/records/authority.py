"""Who may decide what: delegations of authority, protective actions, and functions that must go on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Delegation(Record):
    """An authority handed on beforehand, to named people in order."""

    TABLE = "delegations"
    NOUN = "delegation"
    DISCLOSURE = Disclosure.STAFF

    authority: str | None = fact(
        Kind.CHOICE,
        "Authority",
        required=True,
        choices={
            "close-school": "Close the school",
            "dismiss-early": "Dismiss early",
            "spend": "Spend money in an emergency",
            "release-information": "Release information",
            "change-plan": "Change the plan",
            "protective-action": "Order a protective action",
            "other": "Other",
        },
    )
    details: str | None = fact(
        Kind.TEXT,
        "What exactly",
        help="For example “up to $5,000 without a purchase order”.",
        disclosure=Disclosure.RESPONDER,
    )
    people: tuple[str, ...] = fact(Kind.REFERENCES, "Who holds it, in order", required=True, refers_to="people")
    outside: str | None = fact(Kind.TEXT, "Held by someone outside the school", help="For example the superintendent.")
    starts_when: str | None = fact(Kind.TEXT, "Takes effect when")
    ends_when: str | None = fact(Kind.TEXT, "Ends when")
    limits: str | None = fact(Kind.TEXT, "Limits", disclosure=Disclosure.RESPONDER)
    legal_basis: str | None = fact(
        Kind.TEXT, "Rests on", help="The law, policy or rule, for example “Board policy 204”."
    )
    may_pass_on: bool | None = fact(Kind.YES_NO, "May be passed on")
    signed_on: date | None = fact(Kind.DATE, "Signed on")

    @property
    def label(self) -> str:
        labels = {
            "close-school": "Close the school",
            "dismiss-early": "Dismiss early",
            "spend": "Spend money in an emergency",
            "release-information": "Release information",
            "change-plan": "Change the plan",
            "protective-action": "Order a protective action",
        }
        return labels.get(self.authority or "") or self.details or "Unnamed authority"


@dataclass(frozen=True, kw_only=True)
class ProtectiveAction(Record):
    """How this school orders, announces and ends a protective action. Its pack entry says what people do."""

    TABLE = "actions"
    NOUN = "protective action"
    DISCLOSURE = Disclosure.PUBLIC

    action: str | None = fact(Kind.REFERENCE, "Protective action", required=True, refers_to="pack.actions")
    says: str | None = fact(Kind.TEXT, "Our words for it", help="Leave open to use the words of the program.")
    anyone: bool | None = fact(Kind.YES_NO, "Any staff member may order it when life is in danger", required=True)
    ordered_by: tuple[str, ...] = fact(
        Kind.REFERENCES,
        "Otherwise ordered by, in order",
        required=True,
        refers_to="pack.roles",
        disclosure=Disclosure.STAFF,
    )
    after_hours: str | None = fact(Kind.TEXT, "Who orders it after hours", required=True, disclosure=Disclosure.STAFF)
    channels: tuple[str, ...] = fact(
        Kind.REFERENCES, "Announced by", required=True, refers_to="channels", disclosure=Disclosure.STAFF
    )
    ended_by: str | None = fact(
        Kind.TEXT,
        "Who ends it, and how",
        help="Leave open to use the words of the program.",
        disclosure=Disclosure.STAFF,
    )

    @property
    def label(self) -> str:
        return self.action or "Unnamed protective action"


@dataclass(frozen=True, kw_only=True)
class EssentialFunction(Record):
    """Work of the school that must go on, or start again soon, whatever happens."""

    TABLE = "essential_functions"
    NOUN = "essential function"
    DISCLOSURE = Disclosure.STAFF

    name: str | None = fact(Kind.TEXT, "Essential function", required=True)
    restore_hours: float | None = fact(Kind.DECIMAL, "Restored within", required=True, unit="hours")
    lead: str | None = fact(Kind.REFERENCE, "Led by", required=True, refers_to="people")
    backup: str | None = fact(Kind.REFERENCE, "Stand-in", refers_to="people")
    how: str | None = fact(Kind.LONG_TEXT, "How it goes on")
    needs: tuple[str, ...] = fact(Kind.TEXTS, "Records and equipment it needs", disclosure=Disclosure.RESPONDER)
