"""The records of a plan: what a team knows about its school, people, places, channels and helpers.

A record is a frozen dataclass. Each fact field describes itself (see `facts.fact`); `None` means unknown. A field a
team declared not applicable is listed, with the reason, in `not_applicable`. References hold ids of other records.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import ClassVar

from eopbuilder.domain.facts import UNKNOWN, Fact, FieldSpec, Kind, Known, NotApplicable, Value, fact, is_empty

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: an id that never changes, its place in its list, and what does not apply to it."""

    TABLE: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""
    """How one such record is called in a sentence, such as “person”."""
    NATURAL_KEYS: ClassVar[tuple[tuple[str, ...], ...]] = ()
    """Alternative sets of fields by which an exchange file may name one such record."""

    id: str
    position: int = 0
    not_applicable: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)
    """Field name to the reason why it does not apply."""

    def fact(self, name: str) -> Fact:
        """The fact in field `name`: known, unknown, or not applicable."""
        value = getattr(self, name)
        if not is_empty(value):
            return Known(value)
        reason = self.not_applicable.get(name)
        return NotApplicable(reason) if reason else UNKNOWN

    @property
    def label(self) -> str:
        """How lists, sentences and graphs call this record."""
        return str(getattr(self, "name", None) or f"Unnamed {self.NOUN}")


@dataclass(frozen=True, kw_only=True)
class School(Record):
    """The one school the plan is for."""

    TABLE = "school"
    NOUN = "school"

    name: str | None = fact(Kind.TEXT, "School name", required=True)
    district: str | None = fact(Kind.TEXT, "School district", required=True)
    grades: str | None = fact(Kind.TEXT, "Grades", help="For example Pre-K to 5, or 9 to 12.")
    address: str | None = fact(Kind.TEXT, "Street address", required=True)
    city: str | None = fact(Kind.TEXT, "City")
    state: str | None = fact(Kind.TEXT, "State")
    postal_code: str | None = fact(Kind.TEXT, "ZIP code")
    phone: str | None = fact(Kind.PHONE, "Main office phone", required=True)
    website: str | None = fact(Kind.TEXT, "School website")
    enrollment: int | None = fact(Kind.NUMBER, "Students enrolled", required=True, unit="students")
    staff_count: int | None = fact(
        Kind.NUMBER, "Staff", required=True, unit="people", help="Everyone employed here, full or part time."
    )
    school_day: str | None = fact(Kind.TEXT, "School day", help="First bell to last bell, for example 8:05 to 14:50.")
    other_hours: str | None = fact(
        Kind.LONG_TEXT,
        "Other times people are in the building",
        help="Before-school care, after-school program, evening events and community use, with hours and numbers.",
    )
    iep_students: int | None = fact(Kind.NUMBER, "Students with an individualized education program", unit="students")
    wheelchair_users: int | None = fact(Kind.NUMBER, "Students who use a wheelchair", unit="students")
    deaf_or_hard_of_hearing: int | None = fact(Kind.NUMBER, "Students who are deaf or hard of hearing", unit="students")
    blind_or_low_vision: int | None = fact(Kind.NUMBER, "Students who are blind or have low vision", unit="students")
    emergency_medication: int | None = fact(
        Kind.NUMBER, "Students with emergency medication at school", unit="students"
    )


@dataclass(frozen=True, kw_only=True)
class Language(Record):
    """A language spoken in the students' homes."""

    TABLE = "languages"
    NOUN = "language"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Language", required=True)
    share: float | None = fact(Kind.DECIMAL, "Share of families", unit="%")


@dataclass(frozen=True, kw_only=True)
class Building(Record):
    """A building or a group of rooms that is reached, locked or powered differently from the others."""

    TABLE = "buildings"
    NOUN = "building"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Building", required=True)
    description: str | None = fact(Kind.LONG_TEXT, "What it is", help="Year, wings, floors, what it is used for.")
    locks_from_inside: bool | None = fact(Kind.YES_NO, "Room doors lock from the inside")
    reached_by_pa: bool | None = fact(Kind.YES_NO, "The public address system is heard in every room")
    reached_by_phone: bool | None = fact(Kind.YES_NO, "Every room has a phone")
    water_shutoff: str | None = fact(Kind.TEXT, "Water shut-off")
    gas_shutoff: str | None = fact(Kind.TEXT, "Gas shut-off")
    electric_shutoff: str | None = fact(Kind.TEXT, "Electrical shut-off")
    aed: str | None = fact(Kind.TEXT, "Defibrillator (AED)")
    bleeding_kit: str | None = fact(Kind.TEXT, "Bleeding-control kit")


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A member of staff or a named partner who may hold a role. Never a student."""

    TABLE = "people"
    NOUN = "person"
    NATURAL_KEYS = (("name",), ("email",))

    given_name: str | None = fact(Kind.TEXT, "First name", required=True)
    family_name: str | None = fact(Kind.TEXT, "Last name", required=True)
    job_title: str | None = fact(Kind.TEXT, "Job title")
    department: str | None = fact(Kind.TEXT, "Department or grade")
    room: str | None = fact(Kind.TEXT, "Room")
    work_phone: str | None = fact(Kind.PHONE, "Work phone")
    mobile_phone: str | None = fact(Kind.PHONE, "Mobile phone")
    home_phone: str | None = fact(Kind.PHONE, "Home phone")
    email: str | None = fact(Kind.EMAIL, "E-mail")
    work_days: str | None = fact(
        Kind.TEXT, "Days and hours on site", help="For example Mon–Fri, or Tue and Thu 9:00–15:00."
    )
    fte: float | None = fact(Kind.DECIMAL, "Share of full time", unit="FTE", help="1 is full time, 0.5 half time.")
    languages: tuple[str, ...] = fact(Kind.TEXTS, "Languages besides English")
    employee_id: str | None = fact(Kind.TEXT, "Employee number")
    start_date: date | None = fact(Kind.DATE, "Started on")
    end_date: date | None = fact(Kind.DATE, "Left or leaves on")
    left: bool | None = fact(Kind.YES_NO, "No longer works here")

    @property
    def name(self) -> str:
        """First and last name as said aloud."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    @property
    def label(self) -> str:
        return self.name or "Unnamed person"

    @property
    def best_phone(self) -> str | None:
        """The number to try first: mobile, then work, then home."""
        return self.mobile_phone or self.work_phone or self.home_phone

    def has_left(self, as_of: date) -> bool:
        """Whether the person is marked as gone or their last day is before `as_of`."""
        return self.left is True or (self.end_date is not None and self.end_date < as_of)


@dataclass(frozen=True, kw_only=True)
class Training(Record):
    """A course a person finished."""

    TABLE = "trainings"
    NOUN = "training"
    NATURAL_KEYS = (("person", "course"),)

    person: str | None = fact(Kind.REFERENCE, "Person", required=True, refers_to="people")
    course: str | None = fact(Kind.TEXT, "Course", required=True, help="For example IS-100, CPR/AED or PREPaRE.")
    completed_on: date | None = fact(Kind.DATE, "Finished on")
    expires_on: date | None = fact(Kind.DATE, "Valid until")

    @property
    def label(self) -> str:
        return self.course or "Unnamed training"


@dataclass(frozen=True, kw_only=True)
class RoleSetting(Record):
    """What a team changed about a role of the catalogue. Its id is the role's id."""

    TABLE = "role_settings"
    NOUN = "role setting"
    NATURAL_KEYS = (("id",),)

    opens_at: str | None = fact(
        Kind.CHOICE,
        "Opened from",
        choices={"1": "Level 1 and up", "2": "Level 2 and up", "3": "Level 3 only", "never": "Not used at this school"},
    )
    reports_to: str | None = fact(Kind.REFERENCE, "Reports to", refers_to="pack.roles")

    @property
    def label(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True)
class Assignment(Record):
    """A person given a role: order 0 is the primary, 1 and up the alternates in the order they step up."""

    TABLE = "assignments"
    NOUN = "role assignment"
    NATURAL_KEYS = (("role", "order"),)

    role: str | None = fact(Kind.REFERENCE, "Role", required=True, refers_to="pack.roles")
    person: str | None = fact(Kind.REFERENCE, "Person", required=True, refers_to="people")
    order: int | None = fact(Kind.NUMBER, "Order", required=True, help="0 is the primary, 1 the first alternate.")

    @property
    def label(self) -> str:
        return f"{self.role} {self.order}"


@dataclass(frozen=True, kw_only=True)
class Agency(Record):
    """A partner that responds, decides or must be told: police, fire, ambulance, emergency management, hospital."""

    TABLE = "agencies"
    NOUN = "agency"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Agency", required=True)
    kind: str | None = fact(
        Kind.CHOICE,
        "Kind",
        required=True,
        choices={
            "police": "Police or sheriff",
            "fire": "Fire",
            "ems": "Ambulance (EMS)",
            "emergency-management": "Emergency management",
            "dispatch": "911 center",
            "hospital": "Hospital",
            "health": "Health department",
            "district": "School district office",
            "coroner": "Coroner or medical examiner",
            "other": "Other partner",
        },
    )
    contact: str | None = fact(Kind.TEXT, "Contact person")
    phone: str | None = fact(Kind.PHONE, "Phone")
    radio: str | None = fact(Kind.TEXT, "Radio channel")
    response_minutes: int | None = fact(Kind.NUMBER, "Usual time to arrive", unit="minutes")
    notes: str | None = fact(Kind.LONG_TEXT, "Notes")


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """A place where students can be assembled or returned to their families."""

    TABLE = "sites"
    NOUN = "site"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Site", required=True)
    reach: str | None = fact(
        Kind.CHOICE,
        "How people get there",
        required=True,
        choices={"on-campus": "On campus", "walking": "On foot", "bus": "By bus"},
    )
    rank: str | None = fact(
        Kind.CHOICE,
        "Order of choice",
        required=True,
        choices={"primary": "First choice", "secondary": "Second choice", "tertiary": "Third choice"},
    )
    address: str | None = fact(Kind.TEXT, "Address")
    distance_miles: float | None = fact(Kind.DECIMAL, "Distance", unit="miles")
    capacity: int | None = fact(Kind.NUMBER, "People it can hold", required=True, unit="people")
    contact: str | None = fact(Kind.TEXT, "Contact person")
    phone: str | None = fact(Kind.PHONE, "Contact phone")
    after_hours_access: str | None = fact(
        Kind.TEXT, "Who opens it after hours", help="Name and phone of the key holder. Never a door code."
    )
    route: str | None = fact(
        Kind.LONG_TEXT, "Route", help="How to get there, and what to use when that way is blocked."
    )
    accessible: bool | None = fact(Kind.YES_NO, "Wheelchair users can use entrance, rooms and restrooms")
    separate_entrances: bool | None = fact(Kind.YES_NO, "Families and students can use different entrances")
    private_rooms: bool | None = fact(Kind.YES_NO, "It has private rooms")
    notes: str | None = fact(Kind.LONG_TEXT, "Notes")

    @property
    def is_off_site(self) -> bool:
        """Whether the site is away from school and so needs an agreement with its host."""
        return self.reach in {"walking", "bus"}


@dataclass(frozen=True, kw_only=True)
class Zone(Record):
    """A room or area of a site with one purpose during reunification."""

    TABLE = "zones"
    NOUN = "zone"
    NATURAL_KEYS = (("site", "zone"),)

    site: str | None = fact(Kind.REFERENCE, "Site", required=True, refers_to="sites")
    zone: str | None = fact(Kind.REFERENCE, "Zone", required=True, refers_to="pack.zones")
    place: str | None = fact(Kind.TEXT, "Room or area", required=True)
    supervisor: str | None = fact(Kind.REFERENCE, "Run by", refers_to="pack.roles")
    capacity: int | None = fact(Kind.NUMBER, "People it can hold", unit="people")
    entrance: str | None = fact(Kind.TEXT, "Way in")
    exit: str | None = fact(Kind.TEXT, "Way out")
    visible_from: tuple[str, ...] = fact(Kind.REFERENCES, "Can be seen from", refers_to="pack.zones")

    @property
    def label(self) -> str:
        return self.place or "Unnamed zone"


@dataclass(frozen=True, kw_only=True)
class Provider(Record):
    """Someone outside the school's own staff who helps with mental health before, during or after an incident."""

    TABLE = "providers"
    NOUN = "provider"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Provider", required=True)
    kind: str | None = fact(
        Kind.CHOICE,
        "Kind",
        required=True,
        choices={
            "mh-district": "District crisis team",
            "mh-neighbor": "Neighboring district",
            "mh-community": "Community provider",
            "mh-hospital": "Hospital or psychiatric emergency care",
            "mh-tribal-faith": "Faith or cultural leader",
            "mh-victim": "Victim assistance",
            "mh-state": "State resource",
            "mh-eap": "Employee assistance",
        },
    )
    services: str | None = fact(Kind.LONG_TEXT, "What they do for us")
    contact: str | None = fact(Kind.TEXT, "Contact person")
    phone: str | None = fact(Kind.PHONE, "Phone, day and night", required=True)
    response_hours: float | None = fact(Kind.DECIMAL, "Here within", unit="hours")
    languages: tuple[str, ...] = fact(Kind.TEXTS, "Languages")


@dataclass(frozen=True, kw_only=True)
class Agreement(Record):
    """A promise of help: what was agreed, with whom, and until when it holds."""

    TABLE = "agreements"
    NOUN = "agreement"
    NATURAL_KEYS = (("site",), ("provider",), ("partner",))

    kind: str | None = fact(
        Kind.CHOICE,
        "Kind",
        required=True,
        choices={
            "host": "Host site",
            "provider": "Mental-health provider",
            "mutual-aid": "Mutual aid",
            "transport": "Transport",
            "sro": "School resource officer",
            "media": "Media",
        },
    )
    partner: str | None = fact(Kind.TEXT, "Agreed with")
    site: str | None = fact(Kind.REFERENCE, "Site", refers_to="sites")
    provider: str | None = fact(Kind.REFERENCE, "Provider", refers_to="providers")
    state: str | None = fact(
        Kind.CHOICE,
        "State",
        required=True,
        choices={
            "signed": "Signed",
            "same-district": "Not needed: same district",
            "informal": "Spoken only",
            "none": "None yet",
        },
    )
    signed_on: date | None = fact(Kind.DATE, "Signed on")
    valid_until: date | None = fact(
        Kind.DATE, "Holds until", help="The end or the next review date, whichever comes first."
    )
    verified_on: date | None = fact(Kind.DATE, "Last confirmed on")
    covers: str | None = fact(
        Kind.LONG_TEXT, "What it covers", help="Spaces, hours, keys, insurance, cost, who may ask for it."
    )

    @property
    def label(self) -> str:
        return self.partner or "Unnamed agreement"

    def in_force(self, as_of: date) -> bool:
        """Whether help is promised on `as_of`: signed (or inside the district) and not past its end or review date."""
        if self.state not in {"signed", "same-district"}:
            return False
        return self.valid_until is None or self.valid_until >= as_of


@dataclass(frozen=True, kw_only=True)
class Channel(Record):
    """A way of telling people something."""

    TABLE = "channels"
    NOUN = "channel"
    NATURAL_KEYS = (("name",),)

    name: str | None = fact(Kind.TEXT, "Channel", required=True)
    kind: str | None = fact(Kind.REFERENCE, "Kind", required=True, refers_to="pack.channels")
    operators: tuple[str, ...] = fact(Kind.REFERENCES, "Who may send", refers_to="people")
    outside_senders: str | None = fact(Kind.TEXT, "Senders who are not on our staff")
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
    gaps: str | None = fact(Kind.LONG_TEXT, "Where or whom it does not reach")
    last_tested_on: date | None = fact(Kind.DATE, "Last tested on")
    notes: str | None = fact(Kind.LONG_TEXT, "How to use it")


@dataclass(frozen=True, kw_only=True)
class Audience(Record):
    """Who must be told, and by which channels in which order (primary, alternate, contingency, emergency)."""

    TABLE = "audiences"
    NOUN = "audience"
    NATURAL_KEYS = (("audience",),)

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


AnswerValue = str | int | float | bool | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Answer(Record):
    """The answer to a question of the template pack. Its id is the question's id; dates are ISO text."""

    TABLE = "answers"
    NOUN = "answer"
    NATURAL_KEYS = (("id",),)

    value: AnswerValue | None = None

    @property
    def label(self) -> str:
        return self.id


@dataclass(frozen=True, kw_only=True)
class PlanInfo(Record):
    """What the plan is: its title, the year it is for, and the template pack it follows."""

    TABLE = "plan"
    NOUN = "plan"

    title: str | None = fact(Kind.TEXT, "Plan title", required=True)
    school_year: str | None = fact(Kind.TEXT, "School year", required=True, help="For example 2026-2027.")
    pack: str = "k12-federal"
    pack_edition: str = ""
    created_at: datetime | None = None
    updated_at: datetime | None = None

    @property
    def label(self) -> str:
        return self.title or "Untitled plan"


LISTS: tuple[type[Record], ...] = (
    Language,
    Building,
    Person,
    Training,
    RoleSetting,
    Assignment,
    Agency,
    Site,
    Zone,
    Provider,
    Agreement,
    Channel,
    Audience,
    Answer,
)
"""Record types a plan holds any number of, in an order in which references point backwards."""

SINGLES: tuple[type[Record], ...] = (PlanInfo, School)
RECORD_TYPES: dict[str, type[Record]] = {kind.TABLE: kind for kind in (*SINGLES, *LISTS)}


@cache
def _specs_of(table: str) -> dict[str, FieldSpec]:
    fields = dataclasses.fields(RECORD_TYPES[table])
    return {
        one.name: dataclasses.replace(one.metadata["spec"], name=one.name) for one in fields if "spec" in one.metadata
    }


def field_specs(record_type: type[Record]) -> tuple[FieldSpec, ...]:
    """The fact fields of a record type, in order."""
    return tuple(_specs_of(record_type.TABLE).values())


def field_spec(record_type: type[Record], name: str) -> FieldSpec:
    """The description of one field; KeyError when the type has no such fact."""
    return _specs_of(record_type.TABLE)[name]


def references(record: Record) -> dict[str, tuple[str, ...]]:
    """Field name to the record ids it points at, for fields that refer to tables of the plan (not to the pack)."""
    found: dict[str, tuple[str, ...]] = {}
    for spec in field_specs(type(record)):
        if spec.refers_to and not spec.refers_to.startswith("pack."):
            value: Value | None = getattr(record, spec.name)
            if isinstance(value, tuple):
                found[spec.name] = value
            elif isinstance(value, str) and value:
                found[spec.name] = (value,)
    return found
