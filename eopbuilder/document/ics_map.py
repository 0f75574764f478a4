"""The block “Map/Sketch” of the incident briefing: the school’s site plan if there is one, or room for a sketch."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from eopbuilder.document.blocks_pictures import alternative
from eopbuilder.document.context import label, lines, words
from eopbuilder.document.facts_text import one_line
from eopbuilder.document.form_catalogue import Form
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.ics_boxes import box
from eopbuilder.document.nodes import Block, Box, Boxes, BoxRow, Figure, Inlines
from eopbuilder.document.stylesheet import drawing_room
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Picture
from eopbuilder.domain.records.pictures import MARKER_KINDS
from eopbuilder.rolegraph.picture_scene import Numbered, picture_scene

_SKETCH_ROOM = 330.0
_MAP_SHARE = 0.36
"""How much of the page the map may take."""
_LEGEND_COLUMNS = 3
_PLACES = (
    ("Command post", "q-ics-6a"),
    ("Second command post", "q-ics-6b"),
    ("Off campus", "q-ics-6c"),
    ("We assemble at", "q-ev-1"),
)


def map_or_sketch(context: FormContext, form: Form, number: str) -> tuple[Block, ...]:
    """The block with this number: a drawing with what is marked on it, or a box to sketch in."""
    picture = _site_plan(context)
    if picture is None:
        return (Boxes((BoxRow((box(form, number, _places(context)),), _SKETCH_ROOM),)),)
    markers = tuple(enumerate(context.plan.markers(picture.id), start=1))
    width, height = drawing_room("form", landscape=False)
    image = context.plan.images[picture.image or ""]
    scene = picture_scene(picture, image, markers, max_width=width, max_height=height * _MAP_SHARE)
    caption = f"{form.block(number).heading}: {label(picture)}"
    rows = [BoxRow((Box("Where we are, as the plan has it; draw on the map what the day adds", _places(context)),), 36)]
    if markers:
        rows.append(BoxRow(tuple(_legend(markers)), 36))
    return (Figure(caption, f"map-{number}", scene, alternative(picture, markers)), Boxes(tuple(rows)))


def _site_plan(context: FormContext) -> Picture | None:
    """The first site plan of the school itself that has an image."""
    plans = (one for one in context.plan.pictures if one.kind == "site-plan" and one.site is None)
    return next((one for one in plans if one.image in context.plan.images), None)


def _places(context: FormContext) -> Inlines:
    known = [(*words(f"{name}: "), *answer) for name, question in _PLACES if (answer := context.answer(question))]
    return lines(known)


def _legend(markers: Numbered) -> Iterator[Box]:
    """What is marked, number by number, in columns of much the same length."""
    each = ceil(len(markers) / _LEGEND_COLUMNS)
    for start in range(0, len(markers), each):
        some = markers[start : start + each]
        told = lines(words(f"{number}\u00a0 {_told(marker.kind, marker.name)}") for number, marker in some)
        yield Box(f"Marks {some[0][0]} to {some[-1][0]}" if len(some) > 1 else f"Mark {some[0][0]}", told)


def _told(kind: str | None, name: str | None) -> str:
    known = MARKER_KINDS.get(kind or "")
    told = known.label if known else "Not said"
    return f"{told}: {one_line(clean_text(name))}" if name else told
