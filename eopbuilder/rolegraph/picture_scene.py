"""A picture of a plan as a drawing: the image, numbered markers over it, scale and north below it.

Each group of markers has a shape of its own, and each marker a number, so that nothing is said by color alone.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.images import plain_image
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.domain.records.pictures import MARKER_KINDS
from eopbuilder.rolegraph.metrics import shorten, text_width
from eopbuilder.rolegraph.scene import Backdrop, Box, Item, Label, Line, Scene, Shape

MARKER_SIZE = 17.0
"""Points across a marker."""
_PIXELS_TO_THE_INCH = 110
"""No image is drawn larger than this makes it: it would look blurred."""
_INK, _PAPER, _FRAME = "#1B1B1B", "#FFFFFF", "#8A8F98"
_NUMBER_SIZE, _NOTE_SIZE = 9.0, 9.0
_STRIP = 30.0
"""Points below the image for scale and north."""
_NORTH_RADIUS = 11.0
_BESIDE_NOTE = 64.0
"""Points beside the scale for the arrow to the north with its word."""


@dataclass(frozen=True)
class MarkerLook:
    """How the markers of a group look. `told` names the shape in words; `lift` moves the number to its middle."""

    group: str
    shape: Shape
    told: str
    color: str
    radius: float = 1.0
    size: float = MARKER_SIZE
    lift: float = 0.0


MARKER_LOOKS: Mapping[str, MarkerLook] = MappingProxyType(
    {
        look.group: look
        for look in (
            MarkerLook("ways", "box", "square", "#0B5D3B", radius=2.0),
            MarkerLook("utilities", "diamond", "diamond", "#7A1F0F", size=22.0),
            MarkerLook("care", "box", "circle", "#9B1C31", radius=9.0, size=18.0),
            MarkerLook("command", "hexagon", "hexagon", "#1F3F8B", size=20.0),
            MarkerLook("places", "house", "house", "#5A2D82", size=19.0, lift=-2.0),
            MarkerLook("traffic", "up", "triangle", "#4A4A00", size=23.0, lift=-4.0),
            MarkerLook("warnings", "down", "triangle down", "#3A3A3A", size=23.0, lift=4.0),
        )
    }
)
"""By group of markers."""


def marker_look(marker: Marker) -> MarkerLook:
    """How a marker looks; one of no known kind like a warning."""
    kind = MARKER_KINDS.get(marker.kind or "")
    return MARKER_LOOKS[kind.group if kind else "warnings"]


def marker_box(marker: Marker, number: int, x: float, y: float) -> Box:
    """The marker with its number, its middle at (x, y)."""
    look = marker_look(marker)
    baseline = y + _NUMBER_SIZE * 0.35 - look.lift
    words = Label(x, baseline, str(number), _NUMBER_SIZE, _PAPER, bold=True, anchor="middle")
    left, top = x - look.size / 2, y - look.size / 2
    return Box(
        left, top, look.size, look.size, look.color, _PAPER, 1.5, (words,), marker.id, (), look.radius, marker.label,
        look.shape,
    )  # fmt: skip


Numbered = Sequence[tuple[int, Marker]]
"""Markers with their numbers on the picture."""


def picture_scene(picture: Picture, image: bytes, markers: Numbered, *, max_width: float, max_height: float) -> Scene:
    """The picture as large as fits, but never so large that it looks blurred.

    Raises `NotPlain` when the bytes are no image of a plan.
    """
    size = plain_image(image)
    strip = _STRIP if picture.north is not None or picture.scale else 0.0
    scale = min(max_width / size.width, (max_height - strip) / size.height, 72 / _PIXELS_TO_THE_INCH)
    width, height = size.width * scale, size.height * scale
    room = max_width - _BESIDE_NOTE
    note = shorten(" ".join(clean_text(f"Scale: {picture.scale}").split()), _NOTE_SIZE, room) if picture.scale else ""
    wide = min(max_width, max(width, text_width(note, _NOTE_SIZE) + _BESIDE_NOTE if strip else 0.0))
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height), (0.0, 0.0))
    items: list[Item] = [Line(corners, _FRAME, 0.75)]
    items.extend(marker_box(marker, number, *_inside(marker, width, height)) for number, marker in markers)
    if note:
        items.append(Label(0, height + 18, note, _NOTE_SIZE, _INK))
    if picture.north is not None:
        items.extend(_north(picture.north, wide - _NORTH_RADIUS - 2, height + _STRIP / 2 + 2))
    title = clean_text(picture.label)
    return Scene(wide, height + strip, tuple(items), title, backdrop=Backdrop(0, 0, width, height, image))


def _inside(marker: Marker, width: float, height: float) -> tuple[float, float]:
    """Where a marker is drawn: at its place, but never over the edge of the picture."""
    half = marker_look(marker).size / 2 + 1

    def at(share: float | None, length: float) -> float:
        return min(max((share or 0.0) * length, min(half, length / 2)), max(length - half, length / 2))

    return at(marker.x, width), at(marker.y, height)


def _north(degrees: int, x: float, y: float) -> tuple[Item, ...]:
    """An arrow to the north with its letter, about (x, y)."""
    turn = math.radians(degrees % 360)
    ahead = (math.sin(turn) * _NORTH_RADIUS, -math.cos(turn) * _NORTH_RADIUS)
    arrow = Line(((x - ahead[0], y - ahead[1]), (x + ahead[0], y + ahead[1])), _INK, 1.6, arrow="filled")
    return arrow, Label(x - _NORTH_RADIUS - 4, y + 4, "North", _NOTE_SIZE, _INK, bold=True, anchor="end")
