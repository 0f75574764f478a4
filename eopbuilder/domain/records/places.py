"""Places where students are assembled or returned to their families."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record


@dataclass(frozen=True, kw_only=True)
class Site(Record):
    """A place where students can be assembled or returned to their families."""

    TABLE = "sites"
    NOUN = "site"
    DISCLOSURE = Disclosure.STAFF

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
    contact: str | None = fact(Kind.TEXT, "Contact person", disclosure=Disclosure.RESPONDER)
    phone: str | None = fact(Kind.PHONE, "Contact phone", disclosure=Disclosure.RESPONDER)
    after_hours_access: str | None = fact(
        Kind.TEXT,
        "Who opens it after hours",
        help="Name and phone of the key holder. Never a door code.",
        disclosure=Disclosure.RESPONDER,
    )
    route: str | None = fact(
        Kind.LONG_TEXT,
        "Route",
        help="How to get there, and what to use when that way is blocked.",
        disclosure=Disclosure.RESPONDER,
    )
    accessible: bool | None = fact(Kind.YES_NO, "Wheelchair users can use entrance, rooms and restrooms")
    separate_entrances: bool | None = fact(
        Kind.YES_NO, "Families and students can use different entrances", disclosure=Disclosure.RESPONDER
    )
    private_rooms: bool | None = fact(Kind.YES_NO, "It has private rooms", disclosure=Disclosure.RESPONDER)
    notes: str | None = fact(Kind.LONG_TEXT, "Notes", disclosure=Disclosure.RESPONDER)

    @property
    def is_off_site(self) -> bool:
        """Whether the site is away from school and so needs an agreement with its host."""
        return self.reach in {"walking", "bus"}


@dataclass(frozen=True, kw_only=True)
class Zone(Record):
    """A room or area of a site with one purpose during reunification."""

    TABLE = "zones"
    NOUN = "room"
    DISCLOSURE = Disclosure.STAFF

    site: str | None = fact(Kind.REFERENCE, "Site", required=True, refers_to="sites")
    zone: str | None = fact(Kind.REFERENCE, "Zone", required=True, refers_to="pack.zones")
    place: str | None = fact(Kind.TEXT, "Room or area", required=True)
    supervisor: str | None = fact(Kind.REFERENCE, "Run by", refers_to="pack.roles")
    capacity: int | None = fact(Kind.NUMBER, "People it can hold", unit="people")
    entrance: str | None = fact(Kind.TEXT, "Way in", disclosure=Disclosure.RESPONDER)
    exit: str | None = fact(Kind.TEXT, "Way out", disclosure=Disclosure.RESPONDER)
    visible_from: tuple[str, ...] = fact(
        Kind.REFERENCES, "Can be seen from", refers_to="pack.zones", disclosure=Disclosure.RESPONDER
    )

    @property
    def label(self) -> str:
        return self.place or "Unnamed zone"
