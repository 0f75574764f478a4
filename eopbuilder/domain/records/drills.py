"""Drills and exercises: what the state asks for, what was planned, and what happened."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class DrillRule(Record):
    """How often a kind of drill is held, by law or by the school's own choice."""

    TABLE = "drill_rules"
    NOUN = "drill rule"
    DISCLOSURE = Disclosure.PUBLIC

    drill: str | None = fact(Kind.REFERENCE, "Drill", required=True, refers_to="pack.drills")
    times: int | None = fact(Kind.NUMBER, "How often", required=True, unit="times")
    period: str | None = fact(
        Kind.CHOICE,
        "In each",
        required=True,
        choices={
            "month": "Month",
            "semester": "Semester",
            "year": "School year",
            "two-years": "Two years",
            "five-years": "Five years",
        },
    )
    deadline: str | None = fact(Kind.TEXT, "By when", help="For example “8 of them by December 31”.")
    citation: str | None = fact(Kind.TEXT, "Law or policy that asks for it")
    verified_on: date | None = fact(Kind.DATE, "Checked with the state or district on")

    @property
    def label(self) -> str:
        return self.drill or "Unnamed drill rule"


@dataclass(frozen=True, kw_only=True)
class Drill(Record):
    """A drill or exercise, planned or held. Never names a student."""

    TABLE = "drills"
    NOUN = "drill"
    DISCLOSURE = Disclosure.STAFF

    drill: str | None = fact(Kind.REFERENCE, "Kind", required=True, refers_to="pack.drills")
    planned_on: date | None = fact(Kind.DATE, "Planned for")
    held_on: date | None = fact(Kind.DATE, "Held on")
    time_of_day: str | None = fact(Kind.TEXT, "Time of day", help="For example 10:20, lunch, or dismissal.")
    led_by: str | None = fact(Kind.REFERENCE, "Led by", refers_to="people")
    announced: bool | None = fact(Kind.YES_NO, "Announced beforehand")
    told: tuple[str, ...] = fact(
        Kind.CHOICES,
        "Who was told beforehand",
        choices={
            "staff": "Staff",
            "students": "Students",
            "families": "Families",
            "police": "Police",
            "dispatch": "911 center",
        },
    )
    students_present: bool | None = fact(Kind.YES_NO, "Students take part")
    simulation: bool | None = fact(Kind.YES_NO, "Uses actors, props, fake blood or sounds of violence")
    age_fit: bool | None = fact(Kind.YES_NO, "Fits the age of the students")
    access_plan: bool | None = fact(Kind.YES_NO, "Prepared for people with access and functional needs")
    opt_out: bool | None = fact(Kind.YES_NO, "Families may choose an alternative")
    helper_on_hand: bool | None = fact(Kind.YES_NO, "A mental-health professional helps plan it or is at hand")
    police_on_site: bool | None = fact(Kind.YES_NO, "Police who are there are in uniform and explained")
    partners: tuple[str, ...] = fact(Kind.REFERENCES, "Partners who take part", refers_to="agencies")
    minutes: float | None = fact(Kind.DECIMAL, "It took", unit="minutes", disclosure=Disclosure.RESPONDER)
    people: int | None = fact(Kind.NUMBER, "People who took part", unit="people", disclosure=Disclosure.RESPONDER)
    all_counted: bool | None = fact(Kind.YES_NO, "Everyone was counted", disclosure=Disclosure.RESPONDER)
    debriefed_on: date | None = fact(Kind.DATE, "Talked over on", disclosure=Disclosure.RESPONDER)
    findings: str | None = fact(Kind.LONG_TEXT, "What went well and what did not", disclosure=Disclosure.RESPONDER)

    @property
    def label(self) -> str:
        return self.drill or "Unnamed drill"
