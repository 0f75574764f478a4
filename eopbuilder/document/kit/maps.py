"""The maps of a plan to hang up and hand out: a page for each, with its markers as a table."""

from __future__ import annotations

from collections.abc import Container, Iterator

from eopbuilder.document.blocks_pictures import picture_blocks
from eopbuilder.document.context import label
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import kit_document
from eopbuilder.document.nodes import Block, Box, Boxes, BoxRow, Document, Heading, Part
from eopbuilder.document.stylesheet import drawing_room
from eopbuilder.domain.images import plain_image
from eopbuilder.domain.records import Picture, Site
from eopbuilder.domain.records.pictures import MARKER_GROUPS, PICTURE_KINDS

TITLE = "Maps of the school and its sites"
_WIDE = 1.6
_LARGEST, _SMALLEST = 0.66, 0.34
"""How much of the page a map may take, and takes at least; the rest is for its table."""
_ROW, _ROWS_BESIDE = 16.0, 6
"""Points for a row of the table when its words are a little smaller; heading, caption and note as rows."""
_SKETCH_ROOM = 560.0
_ASKED = "Sketch: buildings, exits, shut-offs, AED, command post, assembly areas. Mark north and say the scale."


def maps(context: FormContext) -> Document:
    """A page for each map that has an image; one with room for a sketch when there is none."""
    shown = [one for one in context.plan.pictures if is_map(one) and one.image in context.plan.images]
    parts = tuple(_page(context, one) for one in shown)
    return kit_document(context, TITLE, parts or (_sketch_page(),))


def is_map(picture: Picture) -> bool:
    """Whether a picture is a map and not a photo."""
    kind = PICTURE_KINDS.get(picture.kind or "")
    return kind is not None and kind.is_map


def map_of_site(context: FormContext, site: Site) -> Picture | None:
    """The first map of a site that has an image; on campus, where there is none, the site plan of the school."""
    maps_there = [one for one in context.plan.pictures if is_map(one) and one.image in context.plan.images]
    own = (one for one in maps_there if one.site == site.id)
    grounds = (one for one in maps_there if one.kind == "site-plan" and one.site is None and site.reach == "on-campus")
    return next(own, None) or next(grounds, None)


def map_blocks(
    context: FormContext,
    picture: Picture,
    *,
    landscape: bool = False,
    share: float = _LARGEST,
    groups: Container[str] = MARKER_GROUPS,
) -> Iterator[Block]:
    """A map with its table of markers of these groups, the map at most `share` of the page high."""
    width, height = drawing_room("form", landscape=landscape)
    rows = (len(context.plan.markers(picture.id)) + _ROWS_BESIDE) * _ROW
    room = height * max(_SMALLEST, min(share, 1 - rows / height))
    yield from picture_blocks(context.plan, picture, context.plan.images[picture.image or ""], width, room, groups)


def _page(context: FormContext, picture: Picture) -> Part:
    size = plain_image(context.plan.images[picture.image or ""])
    wide = size.width >= _WIDE * size.height
    blocks = tuple(map_blocks(context, picture, landscape=wide))
    return Part((Heading(1, label(picture), f"map-{picture.id}"), *blocks), landscape=wide, one_page=True)


def _sketch_page() -> Part:
    sketch = Boxes((BoxRow((Box(_ASKED),), _SKETCH_ROOM),))
    return Part((Heading(1, TITLE, "maps"), sketch), one_page=True)
