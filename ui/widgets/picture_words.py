"""Pictures and markers in words: who gets to see them, where a marker is, and what it is."""

from __future__ import annotations

from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.records import Marker
from eopbuilder.domain.records.pictures import MARKER_KINDS
from eopbuilder.rolegraph.picture_scene import marker_look

_ACROSS = ("left", "center", "right")
_DOWN = ("upper", "middle", "lower")


def seen_in(level: Disclosure) -> str:
    """Which editions of the plan show what is of this level, and which do not."""
    shows = ", ".join(one.label for one in Edition if one.shows(level))
    hides = ", ".join(one.label for one in Edition if not one.shows(level))
    return f"Shown in: {shows}. Left out of: {hides}." if hides else f"Shown in: {shows}."


def part_of_picture(x: float, y: float) -> str:
    """The part of a picture a place lies in, such as “upper left”. `x` and `y` are shares of its width and height."""
    across, down = _ACROSS[_third(x)], _DOWN[_third(y)]
    return "center" if (across, down) == ("center", "middle") else f"{down} {across}"


def place_words(x: float, y: float) -> str:
    """A place in words and numbers."""
    return f"{part_of_picture(x, y)}, {x:.0%} from the left, {y:.0%} from the top"


def kind_words(kind: str | None) -> str:
    """What a kind of marker is called."""
    found = MARKER_KINDS.get(kind or "")
    return found.label if found else "Not said what"


def marker_words(marker: Marker, number: int) -> str:
    """A marker for those who cannot see it: its number and shape, what is there, its name and place."""
    named = f" “{marker.name}”" if marker.name else ""
    place = part_of_picture(marker.x or 0.0, marker.y or 0.0)
    return f"{number}, {marker_look(marker).told}: {kind_words(marker.kind)}{named}, {place}"


def _third(share: float) -> int:
    return min(2, max(0, int(share * 3)))
