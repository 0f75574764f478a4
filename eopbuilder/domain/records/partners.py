"""Those who help: agencies, mental-health providers, and the agreements with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Agency(Record):
    """A partner that responds, decides or must be told: police, fire, ambulance, emergency management, hospital."""

    TABLE = "agencies"
    NOUN = "agency"
    DISCLOSURE = Disclosure.PUBLIC

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
    contact: str | None = fact(Kind.TEXT, "Contact person", disclosure=Disclosure.STAFF)
    phone: str | None = fact(Kind.PHONE, "Phone", disclosure=Disclosure.STAFF)
    alternate_contact: str | None = fact(Kind.TEXT, "Stand-in contact, with phone", disclosure=Disclosure.RESPONDER)
    radio: str | None = fact(Kind.TEXT, "Radio channel", disclosure=Disclosure.RESPONDER)
    response_minutes: int | None = fact(
        Kind.NUMBER, "Usual time to arrive", unit="minutes", disclosure=Disclosure.RESPONDER
    )
    joins_command: bool | None = fact(Kind.YES_NO, "Would join unified command", disclosure=Disclosure.STAFF)
    saw_plan_on: date | None = fact(Kind.DATE, "Last saw the plan on", disclosure=Disclosure.RESPONDER)
    notes: str | None = fact(Kind.LONG_TEXT, "Notes", disclosure=Disclosure.RESPONDER)


@dataclass(frozen=True, kw_only=True)
class Provider(Record):
    """Someone outside the school's own staff who helps with mental health before, during or after an incident."""

    TABLE = "providers"
    NOUN = "provider"
    DISCLOSURE = Disclosure.STAFF

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
    contact: str | None = fact(Kind.TEXT, "Contact person", disclosure=Disclosure.RESPONDER)
    phone: str | None = fact(Kind.PHONE, "Phone, day and night", required=True, disclosure=Disclosure.RESPONDER)
    response_hours: float | None = fact(Kind.DECIMAL, "Here within", unit="hours", disclosure=Disclosure.RESPONDER)
    languages: tuple[str, ...] = fact(Kind.TEXTS, "Languages")


@dataclass(frozen=True, kw_only=True)
class Agreement(Record):
    """A promise of help: what was agreed, with whom, and until when it holds."""

    TABLE = "agreements"
    NOUN = "agreement"
    DISCLOSURE = Disclosure.RESPONDER

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
        Kind.LONG_TEXT,
        "What it covers",
        help="Spaces, hours, keys, insurance, cost, who may ask for it.",
        disclosure=Disclosure.FULL,
    )

    @property
    def label(self) -> str:
        return self.partner or "Unnamed agreement"

    def in_force(self, as_of: date) -> bool:
        """Whether help is promised on `as_of`: signed (or inside the district) and not past its end or review date."""
        if self.state not in {"signed", "same-district"}:
            return False
        return self.valid_until is None or self.valid_until >= as_of
