"""Roles and dependencies a team adds to those of its template pack."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class OwnRole(Record):
    """A role of the school's own. Its id is the role's id."""

    TABLE = "own_roles"
    NOUN = "role"
    DISCLOSURE = Disclosure.PUBLIC

    name: str | None = fact(Kind.TEXT, "Role", required=True, help="For example “Farm Animal Lead”.")
    reports_to: str | None = fact(Kind.REFERENCE, "Reports to", required=True, refers_to="pack.roles")
    duties: tuple[str, ...] = fact(
        Kind.TEXTS, "Duties", required=True, help="What this role does, most urgent first.", disclosure=Disclosure.STAFF
    )
    opens_at: str | None = fact(
        Kind.CHOICE,
        "Opened from",
        choices={"1": "Level 1 and up", "2": "Level 2 and up", "3": "Level 3 only", "never": "Not used at this school"},
        help="Level 1 and up while it is open.",
    )
    rank: str | None = fact(
        Kind.CHOICE,
        "Rank",
        choices={
            "lvl-cmdstaff": "Command staff",
            "lvl-section": "Section",
            "lvl-branch": "Branch",
            "lvl-unit": "Unit",
            "lvl-team": "Team",
        },
        help="A unit while it is open.",
    )
    named_beforehand: bool | None = fact(
        Kind.YES_NO, "Somebody is named beforehand", help="No for a role filled on the day from whoever is there."
    )
    min_alternates: int | None = fact(Kind.NUMBER, "Alternates wanted", unit="people")


@dataclass(frozen=True, kw_only=True)
class OwnLink(Record):
    """A dependency the team knows of: from the role that needs, asks, tells or hands over, to the other."""

    TABLE = "own_links"
    NOUN = "dependency"
    DISCLOSURE = Disclosure.RESPONDER

    source: str | None = fact(Kind.REFERENCE, "Role", required=True, refers_to="pack.roles")
    kind: str | None = fact(
        Kind.CHOICE,
        "Depends how",
        required=True,
        choices={
            "needs": "Needs",
            "needs_approval": "Needs approval from",
            "informs": "Informs",
            "hands_off_to": "Hands over to",
            "mutually_exclusive": "Not the same person as",
        },
    )
    target: str | None = fact(Kind.REFERENCE, "On whom or what", required=True, refers_to="pack.positions")
    why: str | None = fact(Kind.TEXT, "Why", help="One sentence, for example “The barn key hangs in the shop”.")
    phase: str | None = fact(
        Kind.CHOICE,
        "When",
        choices={"before": "Before an incident", "during": "During an incident", "after": "After an incident"},
        help="At any time while it is open.",
    )

    @property
    def label(self) -> str:
        return self.why or "Unnamed dependency"
