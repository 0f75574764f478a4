"""The planning team: who takes part for whom, when it met, what it assessed, and how it keeps the plan alive."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class TeamMember(Record):
    """Someone who takes part in planning, from the school's own staff or from outside."""

    TABLE = "team"
    NOUN = "team member"
    DISCLOSURE = Disclosure.STAFF

    person: str | None = fact(Kind.REFERENCE, "Person on our staff", refers_to="people")
    name: str | None = fact(
        Kind.TEXT,
        "Name, if not on our staff",
        help="Parents and students may take part by their role, such as “PTA chair”.",
    )
    organization: str | None = fact(Kind.TEXT, "Organization")
    group: str | None = fact(Kind.REFERENCE, "Stakeholder group", required=True, refers_to="pack.groups")
    speaks_for: tuple[str, ...] = fact(
        Kind.CHOICES,
        "Speaks for",
        help="Tick everyone this member can speak for.",
        choices={
            "administration": "Administration",
            "teachers": "Teachers",
            "nurse": "School nurse",
            "mental-health": "Mental health",
            "custodial": "Custodians and maintenance",
            "transportation": "Transportation",
            "food": "Food service",
            "special-education": "Special education",
            "students": "Students",
            "families": "Families",
            "disability": "People with disabilities or access and functional needs",
            "languages": "People who speak limited English",
            "police": "Police",
            "fire": "Fire",
            "ems": "Ambulance (EMS)",
            "emergency-management": "Emergency management",
            "district": "District office",
            "board": "School board",
            "media": "News media",
            "business": "Businesses and nonprofits",
            "community": "Community, youth or faith organizations",
        },
    )
    takes_part: str | None = fact(
        Kind.CHOICE,
        "Takes part",
        choices={
            "in-person": "In person",
            "consultation": "By being consulted",
            "resources": "By giving resources",
        },
    )
    leads: bool | None = fact(Kind.YES_NO, "Leads the team")
    duty: str | None = fact(Kind.TEXT, "Task in planning")
    phone: str | None = fact(Kind.PHONE, "Phone, if not on our staff", disclosure=Disclosure.RESPONDER)
    email: str | None = fact(Kind.EMAIL, "E-mail, if not on our staff", disclosure=Disclosure.RESPONDER)
    signed_on: date | None = fact(Kind.DATE, "Agreed to the plan on", disclosure=Disclosure.RESPONDER)

    @property
    def label(self) -> str:
        return self.name or "Unnamed team member"


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """A meeting of the planning team, held or planned."""

    TABLE = "meetings"
    NOUN = "meeting"
    DISCLOSURE = Disclosure.RESPONDER

    held_on: date | None = fact(Kind.DATE, "Date", required=True)
    purpose: str | None = fact(Kind.TEXT, "Purpose", required=True)
    attended: tuple[str, ...] = fact(Kind.REFERENCES, "Who took part", refers_to="team")
    decisions: str | None = fact(Kind.LONG_TEXT, "What was decided", disclosure=Disclosure.FULL)

    @property
    def label(self) -> str:
        return self.purpose or "Unnamed meeting"


@dataclass(frozen=True, kw_only=True)
class Assessment(Record):
    """A look at buildings, climate, threats or means, on which the hazard register rests."""

    TABLE = "assessments"
    NOUN = "assessment"
    DISCLOSURE = Disclosure.RESPONDER

    kind: str | None = fact(
        Kind.CHOICE,
        "Kind",
        required=True,
        choices={
            "site": "Site assessment: buildings and grounds",
            "climate": "Culture and climate survey",
            "threat": "Threat-assessment team at work",
            "capacity": "Capacity: skills, partners and equipment",
            "risk": "Risk assessment",
        },
    )
    done_on: date | None = fact(Kind.DATE, "Done on", required=True)
    lead: str | None = fact(Kind.TEXT, "Led by")
    took_part: tuple[str, ...] = fact(Kind.TEXTS, "Who took part")
    findings: str | None = fact(
        Kind.LONG_TEXT, "Main findings", help="Headlines only. Never an answer or a threat that points to one student."
    )
    next_due: date | None = fact(Kind.DATE, "Next one due")

    @property
    def label(self) -> str:
        labels = {
            "site": "Site assessment",
            "climate": "Culture and climate survey",
            "threat": "Threat-assessment team",
            "capacity": "Capacity assessment",
            "risk": "Risk assessment",
        }
        return labels.get(self.kind or "", "Unnamed assessment")


@dataclass(frozen=True, kw_only=True)
class Improvement(Record):
    """Something to mend, found in a drill, an incident or the review, with who does it by when."""

    TABLE = "improvements"
    NOUN = "improvement"
    DISCLOSURE = Disclosure.RESPONDER

    issue: str | None = fact(Kind.TEXT, "What is not good enough", required=True)
    action: str | None = fact(Kind.TEXT, "What will be done")
    element: str | None = fact(
        Kind.CHOICE,
        "Kind of work",
        choices={
            "planning": "Planning",
            "organization": "Organization",
            "equipment": "Equipment",
            "training": "Training",
            "exercise": "Exercise",
        },
    )
    section: str | None = fact(Kind.REFERENCE, "Part of the plan it touches", refers_to="pack.sections")
    owner: str | None = fact(Kind.REFERENCE, "Who does it", required=True, refers_to="people")
    due_on: date | None = fact(Kind.DATE, "Due on", required=True)
    done_on: date | None = fact(Kind.DATE, "Done on")
    drill: str | None = fact(Kind.REFERENCE, "Found in", refers_to="drills")

    @property
    def label(self) -> str:
        return self.issue or "Unnamed improvement"


@dataclass(frozen=True, kw_only=True)
class Change(Record):
    """A change to the adopted plan, for the record of changes."""

    TABLE = "changes"
    NOUN = "change"
    DISCLOSURE = Disclosure.RESPONDER

    number: str | None = fact(Kind.TEXT, "Change number", required=True)
    made_on: date | None = fact(Kind.DATE, "Date", required=True)
    made_by: str | None = fact(Kind.TEXT, "Made by", required=True)
    summary: str | None = fact(Kind.TEXT, "Summary", required=True)

    @property
    def label(self) -> str:
        return f"Change {self.number}" if self.number else "Unnumbered change"


@dataclass(frozen=True, kw_only=True)
class Approval(Record):
    """Someone who adopts, reviews or concurs with the plan; unsigned until there is a date."""

    TABLE = "approvals"
    NOUN = "approval"
    DISCLOSURE = Disclosure.STAFF

    name: str | None = fact(Kind.TEXT, "Name", required=True)
    title: str | None = fact(Kind.TEXT, "Title", required=True)
    organization: str | None = fact(Kind.TEXT, "Organization")
    capacity: str | None = fact(
        Kind.CHOICE,
        "Signs to",
        required=True,
        choices={
            "adopts": "Adopt the plan",
            "reviewed": "Say it was reviewed",
            "concurs": "Agree with it as a partner",
        },
    )
    signed_on: date | None = fact(Kind.DATE, "Signed on")


@dataclass(frozen=True, kw_only=True)
class Copy(Record):
    """A copy of the plan handed to someone, for the record of distribution."""

    TABLE = "distribution"
    NOUN = "copy"
    DISCLOSURE = Disclosure.RESPONDER

    recipient: str | None = fact(Kind.TEXT, "Recipient, title and name", required=True)
    agency: str | None = fact(Kind.TEXT, "Agency or office")
    kind: str | None = fact(
        Kind.CHOICE,
        "Who that is",
        required=True,
        choices={
            "police": "Police",
            "fire": "Fire",
            "ems": "Ambulance (EMS)",
            "emergency-management": "Emergency management",
            "district": "District office",
            "board": "School board",
            "staff": "Staff",
            "other": "Other",
        },
    )
    edition: str | None = fact(
        Kind.CHOICE,
        "Edition",
        required=True,
        choices={"full": "Full", "responder": "Responders", "staff": "Staff", "public": "Public"},
    )
    revision: str | None = fact(Kind.TEXT, "Revision of the plan")
    copies: int | None = fact(Kind.NUMBER, "Copies", unit="copies")
    delivered_on: date | None = fact(Kind.DATE, "Delivered on")

    @property
    def label(self) -> str:
        return self.recipient or "Unnamed recipient"
