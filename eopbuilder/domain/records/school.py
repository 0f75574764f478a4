"""The school: its people in figures, its languages and its buildings."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class School(Record):
    """The one school the plan is for."""

    TABLE = "school"
    NOUN = "school"
    DISCLOSURE = Disclosure.PUBLIC

    name: str | None = fact(Kind.TEXT, "School name", required=True)
    short_name: str | None = fact(
        Kind.TEXT,
        "Short name for text messages",
        help="At most 22 letters, so that prepared messages fit into one text.",
    )
    district: str | None = fact(Kind.TEXT, "School district", required=True)
    grades: str | None = fact(Kind.TEXT, "Grades", help="For example Pre-K to 5, or 9 to 12.")
    address: str | None = fact(Kind.TEXT, "Street address", required=True)
    city: str | None = fact(Kind.TEXT, "City")
    state: str | None = fact(Kind.TEXT, "State")
    postal_code: str | None = fact(Kind.TEXT, "ZIP code")
    phone: str | None = fact(Kind.PHONE, "Main office phone", required=True)
    website: str | None = fact(Kind.TEXT, "School website")
    logo: str | None = fact(Kind.IMAGE, "School logo", help="It stands on the cover of the plan.")
    enrollment: int | None = fact(Kind.NUMBER, "Students enrolled", required=True, unit="students")
    staff_count: int | None = fact(
        Kind.NUMBER, "Staff", required=True, unit="people", help="Everyone employed here, full or part time."
    )
    school_day: str | None = fact(Kind.TEXT, "School day", help="First bell to last bell, for example 8:05 to 14:50.")
    other_hours: str | None = fact(
        Kind.LONG_TEXT,
        "Other times people are in the building",
        help="Before-school care, after-school program, evening events and community use, with hours and numbers.",
        disclosure=Disclosure.STAFF,
    )
    iep_students: int | None = fact(
        Kind.NUMBER, "Students with an individualized education program", unit="students", disclosure=Disclosure.STAFF
    )
    wheelchair_users: int | None = fact(
        Kind.NUMBER, "Students who use a wheelchair", unit="students", disclosure=Disclosure.STAFF
    )
    deaf_or_hard_of_hearing: int | None = fact(
        Kind.NUMBER, "Students who are deaf or hard of hearing", unit="students", disclosure=Disclosure.STAFF
    )
    blind_or_low_vision: int | None = fact(
        Kind.NUMBER, "Students who are blind or have low vision", unit="students", disclosure=Disclosure.STAFF
    )
    emergency_medication: int | None = fact(
        Kind.NUMBER, "Students with emergency medication at school", unit="students", disclosure=Disclosure.STAFF
    )


@dataclass(frozen=True, kw_only=True)
class Language(Record):
    """A language spoken in the students' homes."""

    TABLE = "languages"
    NOUN = "language"
    DISCLOSURE = Disclosure.PUBLIC

    name: str | None = fact(Kind.TEXT, "Language", required=True)
    share: float | None = fact(Kind.DECIMAL, "Share of families", unit="%")


@dataclass(frozen=True, kw_only=True)
class Building(Record):
    """A building or a group of rooms that is reached, locked or powered differently from the others."""

    TABLE = "buildings"
    NOUN = "building"
    DISCLOSURE = Disclosure.PUBLIC

    name: str | None = fact(Kind.TEXT, "Building", required=True)
    description: str | None = fact(
        Kind.LONG_TEXT, "What it is", help="Year, wings, floors, what it is used for.", disclosure=Disclosure.STAFF
    )
    locks_from_inside: bool | None = fact(
        Kind.YES_NO, "Room doors lock from the inside", disclosure=Disclosure.RESPONDER
    )
    reached_by_pa: bool | None = fact(
        Kind.YES_NO, "The public address system is heard in every room", disclosure=Disclosure.RESPONDER
    )
    reached_by_phone: bool | None = fact(Kind.YES_NO, "Every room has a phone", disclosure=Disclosure.RESPONDER)
    water_shutoff: str | None = fact(Kind.TEXT, "Water shut-off", disclosure=Disclosure.RESPONDER)
    gas_shutoff: str | None = fact(Kind.TEXT, "Gas shut-off", disclosure=Disclosure.RESPONDER)
    electric_shutoff: str | None = fact(Kind.TEXT, "Electrical shut-off", disclosure=Disclosure.RESPONDER)
    aed: str | None = fact(Kind.TEXT, "Defibrillator (AED)", disclosure=Disclosure.STAFF)
    bleeding_kit: str | None = fact(Kind.TEXT, "Bleeding-control kit", disclosure=Disclosure.STAFF)
