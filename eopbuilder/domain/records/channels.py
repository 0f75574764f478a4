"""Ways of telling people, and who is told by which."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Channel(Record):
    """A way of telling people something."""

    TABLE = "channels"
    NOUN = "channel"
    DISCLOSURE = Disclosure.STAFF

    name: str | None = fact(Kind.TEXT, "Channel", required=True)
    kind: str | None = fact(Kind.REFERENCE, "Kind", required=True, refers_to="pack.channels")
    operators: tuple[str, ...] = fact(Kind.REFERENCES, "Who may send", refers_to="people")
    outside_senders: str | None = fact(Kind.TEXT, "Senders who are not on our staff", disclosure=Disclosure.RESPONDER)
    reaches: tuple[str, ...] = fact(
        Kind.CHOICES,
        "Also reaches",
        choices={
            "outdoors": "People outdoors",
            "buses": "People on buses",
            "deaf": "People who are deaf or hard of hearing",
            "blind": "People who are blind or have low vision",
            "portables": "Portable classrooms",
        },
    )
    gaps: str | None = fact(Kind.LONG_TEXT, "Where or whom it does not reach", disclosure=Disclosure.RESPONDER)
    last_tested_on: date | None = fact(Kind.DATE, "Last tested on")
    notes: str | None = fact(Kind.LONG_TEXT, "How to use it", disclosure=Disclosure.RESPONDER)


@dataclass(frozen=True, kw_only=True)
class Audience(Record):
    """Who must be told, and by which channels in which order (primary, alternate, contingency, emergency)."""

    TABLE = "audiences"
    NOUN = "audience"
    DISCLOSURE = Disclosure.STAFF

    audience: str | None = fact(Kind.REFERENCE, "Audience", required=True, refers_to="pack.audiences")
    primary: str | None = fact(Kind.REFERENCE, "First channel", refers_to="channels")
    alternate: str | None = fact(Kind.REFERENCE, "Second channel", refers_to="channels")
    contingency: str | None = fact(Kind.REFERENCE, "Third channel", refers_to="channels")
    emergency: str | None = fact(Kind.REFERENCE, "Last resort", refers_to="channels")
    approver: str | None = fact(Kind.REFERENCE, "Approved by", refers_to="pack.roles")

    @property
    def label(self) -> str:
        return self.audience or "Unnamed audience"

    @property
    def channels(self) -> tuple[str, ...]:
        """Ids of the channels chosen, first to last, without repeats."""
        chosen = (self.primary, self.alternate, self.contingency, self.emergency)
        return tuple(dict.fromkeys(channel for channel in chosen if channel))
