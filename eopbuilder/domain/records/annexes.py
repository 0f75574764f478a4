"""What a team changes about the annexes of its template pack: goals, objectives, courses of action, texts.

A record whose id is that of an entry of the pack stands for that entry: a field it leaves open keeps the pack's words.
Records with other ids are the team's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record

PHASES = {"before": "Before", "during": "During", "after": "After"}


def _phase() -> Any:
    return fact(Kind.CHOICE, "Phase", choices=PHASES)


@dataclass(frozen=True, kw_only=True)
class SectionSetting(Record):
    """What a team changed about a section of the plan. Its id is the section's id."""

    TABLE = "section_settings"
    NOUN = "section setting"
    DISCLOSURE = Disclosure.PUBLIC

    own_text: str | None = fact(
        Kind.LONG_TEXT,
        "Text in our own words",
        help="Words in «…» are filled in from your facts. An empty field brings back the text of the program.",
    )
    lead: str | None = fact(Kind.REFERENCE, "Led by", refers_to="pack.roles")
    left_out: str | None = fact(Kind.TEXT, "Left out of our plan, because", disclosure=Disclosure.STAFF)
    reviewed_on: date | None = fact(Kind.DATE, "Last reviewed on", disclosure=Disclosure.STAFF)

    @property
    def label(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True)
class Goal(Record):
    """The outcome a team wants from an annex before, during or after an incident."""

    TABLE = "goals"
    NOUN = "goal"
    DISCLOSURE = Disclosure.PUBLIC

    section: str | None = fact(Kind.REFERENCE, "Annex", refers_to="pack.sections")
    phase: str | None = _phase()
    text: str | None = fact(Kind.TEXT, "Goal")

    @property
    def label(self) -> str:
        return self.text or "Unnamed goal"


@dataclass(frozen=True, kw_only=True)
class Objective(Record):
    """A measurable step toward a goal."""

    TABLE = "objectives"
    NOUN = "objective"
    DISCLOSURE = Disclosure.PUBLIC

    section: str | None = fact(Kind.REFERENCE, "Annex", refers_to="pack.sections")
    phase: str | None = _phase()
    text: str | None = fact(Kind.TEXT, "Objective")
    dropped: bool | None = fact(Kind.YES_NO, "Not used at our school")

    @property
    def label(self) -> str:
        return self.text or "Unnamed objective"


@dataclass(frozen=True, kw_only=True)
class Course(Record):
    """A course of action: who does what, when, in how many minutes, with what."""

    TABLE = "courses"
    NOUN = "course of action"
    DISCLOSURE = Disclosure.PUBLIC

    section: str | None = fact(Kind.REFERENCE, "Annex", refers_to="pack.sections")
    objective: str | None = fact(Kind.TEXT, "Objective", help="The id of the objective it serves.")
    action: str | None = fact(Kind.TEXT, "What is done")
    owner: str | None = fact(Kind.REFERENCE, "Who does it", refers_to="pack.roles")
    trigger: str | None = fact(Kind.TEXT, "When it starts")
    minutes: int | None = fact(Kind.NUMBER, "Time it takes", unit="minutes")
    available: int | None = fact(Kind.NUMBER, "Time there is", unit="minutes")
    resources: tuple[str, ...] = fact(Kind.TEXTS, "What is needed")
    access: str | None = fact(Kind.TEXT, "For people with access and functional needs or other languages")
    after: tuple[str, ...] = fact(Kind.REFERENCES, "What must happen first", refers_to="pack.courses")
    see: str | None = fact(Kind.REFERENCE, "Described in another annex", refers_to="pack.sections")
    dropped: bool | None = fact(Kind.YES_NO, "Not used at our school")

    @property
    def label(self) -> str:
        return self.action or "Unnamed course of action"


@dataclass(frozen=True, kw_only=True)
class Message(Record):
    """A message written beforehand: the team's own, or its wording of one of the pack's."""

    TABLE = "messages"
    NOUN = "message"
    DISCLOSURE = Disclosure.STAFF

    title: str | None = fact(Kind.TEXT, "Message")
    phase: str | None = _phase()
    audience: str | None = fact(Kind.REFERENCE, "For", refers_to="pack.audiences")
    channel: str | None = fact(
        Kind.CHOICE,
        "Sent by",
        choices={
            "sms": "Text message",
            "wea90": "Wireless alert, short",
            "wea360": "Wireless alert, long",
            "pa": "Public address",
            "voice": "Voice call",
            "email": "E-mail",
        },
    )
    language: str | None = fact(Kind.TEXT, "Language code", help="For example en or es.")
    text: str | None = fact(
        Kind.LONG_TEXT,
        "Words",
        required=True,
        help="Put what is known only on the day in braces, like {time} or {site}.",
    )

    @property
    def label(self) -> str:
        return self.title or "Unnamed message"
