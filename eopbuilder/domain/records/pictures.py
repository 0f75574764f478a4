"""Maps and photos of the school and its sites, and the markers a team places on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import Kind, fact
from eopbuilder.domain.records.base import Record

MOST_PICTURES = 40
"""In one plan: so many of the largest leave room in the plan file for years of changes."""


@dataclass(frozen=True)
class PictureKind:
    """A sort of picture: how it is called, and who may see pictures of this sort with all that is marked on them."""

    label: str
    level: Disclosure
    is_map: bool = True


@dataclass(frozen=True)
class MarkerKind:
    """A sort of marker: how it is called, who may see it, and the shape that tells its group without color."""

    label: str
    level: Disclosure
    group: str


_STAFF, _RESPONDER = Disclosure.STAFF, Disclosure.RESPONDER

PICTURE_KINDS: Mapping[str, PictureKind] = MappingProxyType(
    {
        "site-plan": PictureKind("Site plan: buildings and grounds", _RESPONDER),
        "floor-plan": PictureKind("Floor plan", _RESPONDER),
        "evacuation-map": PictureKind("Evacuation map, as posted in rooms", _STAFF),
        "reunification-map": PictureKind("Map of a reunification site", _RESPONDER),
        "photo": PictureKind("Photo", _STAFF, is_map=False),
    }
)

MARKER_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "ways": "ways out and in",
        "utilities": "shut-offs",
        "care": "first aid and fire equipment",
        "command": "command and responders",
        "places": "places to gather",
        "traffic": "traffic",
        "warnings": "warnings and other things",
    }
)
"""Groups of markers, each drawn in a shape of its own."""

MARKER_KINDS: Mapping[str, MarkerKind] = MappingProxyType(
    {
        "exit": MarkerKind("Exit", _STAFF, "ways"),
        "accessible-exit": MarkerKind("Exit without steps", _STAFF, "ways"),
        "refuge": MarkerKind("Area of refuge", _STAFF, "ways"),
        "elevator": MarkerKind("Elevator", _STAFF, "ways"),
        "responder-entrance": MarkerKind("Way in for responders", _RESPONDER, "ways"),
        "gas": MarkerKind("Gas shut-off", _RESPONDER, "utilities"),
        "water": MarkerKind("Water shut-off", _RESPONDER, "utilities"),
        "electric": MarkerKind("Electrical shut-off", _RESPONDER, "utilities"),
        "ventilation": MarkerKind("Ventilation shut-off", _RESPONDER, "utilities"),
        "aed": MarkerKind("Defibrillator (AED)", _STAFF, "care"),
        "bleeding-kit": MarkerKind("Bleeding-control kit", _STAFF, "care"),
        "first-aid": MarkerKind("First aid", _STAFF, "care"),
        "extinguisher": MarkerKind("Fire extinguisher", _STAFF, "care"),
        "hydrant": MarkerKind("Fire hydrant", _STAFF, "care"),
        "go-kit": MarkerKind("Go-kit", _STAFF, "care"),
        "command-post": MarkerKind("Command post", _RESPONDER, "command"),
        "staging": MarkerKind("Staging area for responders", _RESPONDER, "command"),
        "fire-panel": MarkerKind("Fire alarm panel", _RESPONDER, "command"),
        "media": MarkerKind("Media area", _RESPONDER, "command"),
        "assembly": MarkerKind("Assembly area", _STAFF, "places"),
        "shelter": MarkerKind("Shelter area", _STAFF, "places"),
        "check-in": MarkerKind("Check-in for families", _STAFF, "places"),
        "zone": MarkerKind("Reunification zone", _STAFF, "places"),
        "traffic-in": MarkerKind("Traffic in", _RESPONDER, "traffic"),
        "traffic-out": MarkerKind("Traffic out", _RESPONDER, "traffic"),
        "bus-loading": MarkerKind("Bus loading", _RESPONDER, "traffic"),
        "parking": MarkerKind("Parking", _RESPONDER, "traffic"),
        "dead-spot": MarkerKind("Radio or phone dead spot", _RESPONDER, "warnings"),
        "hazard": MarkerKind("Hazard", _RESPONDER, "warnings"),
        "other": MarkerKind("Other", _RESPONDER, "warnings"),
    }
)
"""What may be marked. There is no kind for door codes, key safes or cameras: they do not belong into a plan."""


@dataclass(frozen=True, kw_only=True)
class Picture(Record):
    """A map or photo. Who may see it is decided by its kind (`PICTURE_KINDS`); markers of it are seen where it is."""

    TABLE = "pictures"
    NOUN = "picture"
    DISCLOSURE = Disclosure.STAFF

    title: str | None = fact(Kind.TEXT, "Title", required=True, help="For example “Main building, first floor”.")
    kind: str | None = fact(
        Kind.CHOICE, "Kind", required=True, choices={key: kind.label for key, kind in PICTURE_KINDS.items()}
    )
    image: str | None = fact(Kind.IMAGE, "Image", required=True)
    building: str | None = fact(Kind.REFERENCE, "Building it shows", refers_to="buildings")
    site: str | None = fact(Kind.REFERENCE, "Site it shows", refers_to="sites")
    description: str | None = fact(
        Kind.LONG_TEXT,
        "What it shows, in words",
        required=True,
        help="For readers who cannot see it: one or two sentences. Markers are told by the table beside the picture.",
    )
    source: str | None = fact(Kind.TEXT, "Where it comes from", help="For example “Fire department” or “Our own”.")
    as_of: date | None = fact(Kind.DATE, "As of", help="The day it was drawn, taken or last found right.")
    north: int | None = fact(
        Kind.NUMBER,
        "Where north is",
        unit="degrees clockwise from the top",
        most=359,
        help="0 when north is at the top, 90 when it is at the right.",
    )
    scale: str | None = fact(Kind.TEXT, "Scale", help="For example “1 inch is about 40 feet” or “Not to scale”.")

    @property
    def label(self) -> str:
        return self.title or "Unnamed picture"


@dataclass(frozen=True, kw_only=True)
class Marker(Record):
    """Something marked on a picture, at shares of its width and height counted from the top left corner."""

    TABLE = "markers"
    NOUN = "marker"
    DISCLOSURE = Disclosure.STAFF

    picture: str | None = fact(Kind.REFERENCE, "Picture", required=True, refers_to="pictures")
    kind: str | None = fact(
        Kind.CHOICE, "What is there", required=True, choices={key: kind.label for key, kind in MARKER_KINDS.items()}
    )
    x: float | None = fact(
        Kind.DECIMAL, "From the left", required=True, most=1, help="0 is the left edge, 1 is the right edge."
    )
    y: float | None = fact(
        Kind.DECIMAL, "From the top", required=True, most=1, help="0 is the top edge, 1 is the bottom edge."
    )
    name: str | None = fact(Kind.TEXT, "Name", help="For example “Door 3” or “North lot”.")
    note: str | None = fact(Kind.TEXT, "Note", help="For example what it takes to open it. Never a door code.")

    @property
    def label(self) -> str:
        kind = MARKER_KINDS.get(self.kind or "")
        return self.name or (kind.label if kind else "Unnamed marker")


def picture_level(picture: Picture | None) -> Disclosure:
    """Who may see a picture; one of no known kind, or that is not there, responders."""
    kind = PICTURE_KINDS.get(picture.kind or "") if picture else None
    return kind.level if kind else Disclosure.RESPONDER


def marker_level(marker: Marker, picture: Picture | None) -> Disclosure:
    """Who may see a marker: where its kind is shown and its picture, too."""
    kind = MARKER_KINDS.get(marker.kind or "")
    return max(kind.level if kind else Disclosure.RESPONDER, picture_level(picture))
