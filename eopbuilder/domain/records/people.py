"""People, what they are trained for, and the roles they hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.alphabet import alphabetical
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A member of staff or a named partner who may hold a role. Never a student."""

    TABLE = "people"
    NOUN = "person"
    DISCLOSURE = Disclosure.STAFF

    given_name: str | None = fact(Kind.TEXT, "First name", required=True)
    family_name: str | None = fact(Kind.TEXT, "Last name", required=True)
    job_title: str | None = fact(Kind.TEXT, "Job title")
    department: str | None = fact(Kind.TEXT, "Department or grade")
    room: str | None = fact(Kind.TEXT, "Room")
    work_phone: str | None = fact(Kind.PHONE, "Work phone")
    mobile_phone: str | None = fact(Kind.PHONE, "Mobile phone", disclosure=Disclosure.RESPONDER)
    home_phone: str | None = fact(Kind.PHONE, "Home phone", disclosure=Disclosure.RESPONDER)
    email: str | None = fact(Kind.EMAIL, "E-mail")
    work_days: str | None = fact(
        Kind.TEXT,
        "Days and hours on site",
        help="For example Mon–Fri, or Tue and Thu 9:00–15:00.",
        disclosure=Disclosure.RESPONDER,
    )
    teaches_class: bool | None = fact(Kind.YES_NO, "Is responsible for a class")
    sworn: bool | None = fact(Kind.YES_NO, "Is a sworn police officer (SRO)")
    fte: float | None = fact(Kind.DECIMAL, "Share of full time", unit="FTE", help="1 is full time, 0.5 half time.")
    languages: tuple[str, ...] = fact(Kind.TEXTS, "Languages besides English")
    employee_id: str | None = fact(Kind.TEXT, "Employee number", disclosure=Disclosure.NEVER)
    start_date: date | None = fact(Kind.DATE, "Started on", disclosure=Disclosure.FULL)
    end_date: date | None = fact(Kind.DATE, "Left or leaves on", disclosure=Disclosure.FULL)
    left: bool | None = fact(Kind.YES_NO, "No longer works here")

    @property
    def name(self) -> str:
        """First and last name as said aloud."""
        return " ".join(part for part in (self.given_name, self.family_name) if part)

    @property
    def label(self) -> str:
        return self.name or "Unnamed person"

    @property
    def filed_under(self) -> tuple[str, str]:
        """What to sort people by, so that a reader finds them: last name, then first name."""
        return alphabetical(self.family_name or self.label), alphabetical(self.given_name)

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
    DISCLOSURE = Disclosure.STAFF

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
    DISCLOSURE = Disclosure.PUBLIC

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
    DISCLOSURE = Disclosure.STAFF

    role: str | None = fact(Kind.REFERENCE, "Role", required=True, refers_to="pack.roles")
    person: str | None = fact(Kind.REFERENCE, "Person", required=True, refers_to="people")
    order: int | None = fact(Kind.NUMBER, "Order", required=True, help="0 is the primary, 1 the first alternate.")

    @property
    def label(self) -> str:
        return f"{self.role} {self.order}"
