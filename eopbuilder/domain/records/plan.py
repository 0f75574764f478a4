"""What the plan is, and the answers to its template pack's questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class PlanInfo(Record):
    """What the plan is: its title, the year it is for, and the template pack it follows."""

    TABLE = "plan"
    NOUN = "plan"
    DISCLOSURE = Disclosure.PUBLIC

    title: str | None = fact(Kind.TEXT, "Plan title", required=True)
    school_year: str | None = fact(Kind.TEXT, "School year", required=True, help="For example 2026-2027.")
    status: str | None = fact(
        Kind.CHOICE,
        "Status",
        choices={
            "draft": "Draft",
            "in-review": "In review",
            "approved": "Approved",
            "superseded": "Replaced by a newer plan",
        },
    )
    revision: str | None = fact(Kind.TEXT, "Revision", help="For example 1 or 2026-A. It is printed on every page.")
    pack: str = "k12-federal"
    pack_edition: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def label(self) -> str:
        return self.title or "Untitled plan"


AnswerValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """The answer to a question of the template pack. Its id is the question's id; dates are ISO text."""

    TABLE = "answers"
    NOUN = "answer"

    value: AnswerValue | None = None

    @property
    def label(self) -> str:
        return self.id
