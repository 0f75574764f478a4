"""The hazard register: what can happen here, how it was scored, and what the team decided about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record

_STEPS = {"4": "4", "3": "3", "2": "2", "1": "1"}


@dataclass(frozen=True, kw_only=True)
class Hazard(Record):
    """A threat or hazard the team looked at: carried forward into the plan, or left out for a reason."""

    TABLE = "hazards"
    NOUN = "hazard"
    DISCLOSURE = Disclosure.STAFF

    hazard: str | None = fact(Kind.REFERENCE, "Hazard", refers_to="pack.hazards")
    name: str | None = fact(
        Kind.TEXT, "Your own name for it", help="For a hazard that is not in the list, or a clearer name."
    )
    included: bool | None = fact(Kind.YES_NO, "Carried forward into the plan", required=True)
    decision_reason: str | None = fact(
        Kind.TEXT,
        "Why it is left out",
        help="Only for a hazard that is not carried forward.",
        disclosure=Disclosure.RESPONDER,
    )
    mandated_by: str | None = fact(
        Kind.CHOICE,
        "Required by",
        choices={"state": "The state", "district": "The district", "school": "Our own choice"},
    )
    local_facts: str | None = fact(
        Kind.LONG_TEXT,
        "How it could happen here",
        help="Where it comes from, how near it is, when it is likely.",
        disclosure=Disclosure.RESPONDER,
    )
    scale: str | None = fact(
        Kind.CHOICE,
        "Scale used",
        choices={
            "scale-rems": "Federal school matrix",
            "scale-cpri": "Calculated Priority Risk Index (CPRI)",
            "scale-pri": "Priority Risk Index with spatial extent",
        },
        help="The scales use different steps for duration. Score all hazards on one scale.",
        disclosure=Disclosure.RESPONDER,
    )
    probability: str | None = fact(
        Kind.CHOICE,
        "Probability",
        choices={"4": "4: highly likely", "3": "3: likely", "2": "2: possible", "1": "1: unlikely"},
        disclosure=Disclosure.RESPONDER,
    )
    magnitude: str | None = fact(
        Kind.CHOICE,
        "Magnitude",
        choices={"4": "4: catastrophic", "3": "3: critical", "2": "2: limited", "1": "1: negligible"},
        disclosure=Disclosure.RESPONDER,
    )
    warning: str | None = fact(
        Kind.CHOICE,
        "Warning time",
        choices={
            "4": "4: under 6 hours",
            "3": "3: 6 to 12 hours",
            "2": "2: 12 to 24 hours",
            "1": "1: more than 24 hours",
        },
        disclosure=Disclosure.RESPONDER,
    )
    duration: str | None = fact(
        Kind.CHOICE,
        "Duration",
        choices=_STEPS,
        help="Federal matrix: 4 is 12 hours or more, 3 is 6 to 12, 2 is 3 to 6, 1 is under 3 hours. "
        "CPRI and PRI: 4 is over a week, 3 under a week, 2 under a day, 1 under 6 hours.",
        disclosure=Disclosure.RESPONDER,
    )
    extent: str | None = fact(
        Kind.CHOICE,
        "Spatial extent",
        choices={"4": "4: 50 to 100 %", "3": "3: 10 to 50 %", "2": "2: 1 to 10 %", "1": "1: under 1 %"},
        help="Only for the index with spatial extent.",
        disclosure=Disclosure.RESPONDER,
    )
    priority: str | None = fact(
        Kind.CHOICE,
        "Priority the team gives it",
        choices={"high": "High", "medium": "Medium", "low": "Low"},
        help="The program suggests a band from the score. The team decides.",
        disclosure=Disclosure.RESPONDER,
    )
    override_reason: str | None = fact(
        Kind.TEXT, "Why the priority differs from the suggestion", disclosure=Disclosure.RESPONDER
    )
    scored_on: date | None = fact(Kind.DATE, "Scored on", disclosure=Disclosure.RESPONDER)
    cascading: str | None = fact(Kind.TEXT, "What it could set off", disclosure=Disclosure.RESPONDER)
    covered_by: tuple[str, ...] = fact(
        Kind.REFERENCES, "Functional annexes that cover it", refers_to="pack.sections", help="For a hazard of your own."
    )

    @property
    def label(self) -> str:
        return self.name or "Unnamed hazard"
