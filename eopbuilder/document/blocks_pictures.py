"""Maps and photos of the plan: each as a figure with its markers, and the same markers as a table."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping

from eopbuilder.document.blocks_graph import CAPTION_SPACE
from eopbuilder.document.context import (
    Context,
    Landscape,
    Node,
    label,
    missing,
    or_dash,
    parameter,
    parameter_list,
    words,
)
from eopbuilder.document.facts_text import date_text, list_text, one_line
from eopbuilder.document.nodes import Block, Column, Figure, Inlines, Missing, Paragraph, Run, Table
from eopbuilder.document.stylesheet import drawing_room
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.images import plain_image
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Marker, Picture, Site
from eopbuilder.domain.records.pictures import MARKER_GROUPS, MARKER_KINDS, PICTURE_KINDS
from eopbuilder.rolegraph.picture_scene import Numbered, marker_look, picture_scene

_WIDE = 1.5
"""A map this many times as wide as high has a landscape page of its own."""
_UPRIGHT_SHARE = 0.62
"""How much of an upright page a picture may take, so that its table begins on the same page."""
MARKER_COLUMNS = (Column("Mark", 1.1), Column("What is there", 1.5), Column("Name", 1.5), Column("Note", 2.4))


def pictures(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The pictures of some kinds below a heading of their own, without those that stand in the sheet of their site.

    `wanted` says what is missing while there is none; without it there is nothing then, not even the heading.
    """
    kinds = parameter_list(parameters, "pictures")
    found = [one for one in context.plan.pictures if one.kind in kinds and not _in_site_sheet(context.plan, one)]
    wanted = parameter(parameters, "wanted")
    nodes = tuple(node for one in found for node in picture_nodes(context.plan, one))
    if not nodes and wanted:
        nodes = missing(wanted)
    return (context.sub_heading(parameter(parameters, "title")), *nodes) if nodes else ()


def site_pictures(plan: Plan, site: Site) -> tuple[Picture, ...]:
    """The maps of a reunification site that are shown with its sheet."""
    return tuple(one for one in plan.pictures if one.site == site.id and one.kind == "reunification-map")


def _in_site_sheet(plan: Plan, picture: Picture) -> bool:
    site = plan.get(Site, picture.site)
    return site is not None and picture in site_pictures(plan, site)


def picture_nodes(plan: Plan, picture: Picture) -> Iterator[Node]:
    """A picture with all that is known of it; a wide map on a landscape page."""
    image = plan.images.get(picture.image or "")
    if image is None:
        yield from missing(f"the image of {label(picture)}")
        return
    size = plain_image(image)
    kind = PICTURE_KINDS.get(picture.kind or "")
    if kind and kind.is_map and size.width >= _WIDE * size.height:
        width, height = drawing_room()
        yield Landscape(tuple(picture_blocks(plan, picture, image, width, height - CAPTION_SPACE)))
        return
    width, height = drawing_room(landscape=False)
    yield from picture_blocks(plan, picture, image, width, height * _UPRIGHT_SHARE)


def picture_blocks(
    plan: Plan, picture: Picture, image: bytes, width: float, height: float, groups: Container[str] = MARKER_GROUPS
) -> Iterator[Block]:
    """Figure, table of markers and note, the figure at most this large (points), with markers of these groups only.

    Markers keep their numbers whichever are shown.
    """
    every = enumerate(plan.markers(picture.id), start=1)
    markers = [(number, one) for number, one in every if marker_look(one).group in groups]
    scene = picture_scene(picture, image, markers, max_width=width, max_height=height)
    yield Figure(label(picture), f"picture-{picture.id}", scene, alternative(picture, markers))
    if markers:
        caption = f"What is marked on “{label(picture)}”"
        yield Table(caption, f"markers-{picture.id}", MARKER_COLUMNS, marker_rows(markers))
    note = _note(picture, markers)
    if note:
        yield Paragraph(note, "source")


def marker_rows(markers: Numbered) -> tuple[tuple[Inlines, ...], ...]:
    """A row for each marker: number and shape, what is there, its name and note."""
    return tuple(
        (
            words(f"{number}, {marker_look(marker).told}"),
            words(_kind(marker)),
            or_dash(clean_text(marker.name or "")),
            or_dash(clean_text(marker.note or "")),
        )
        for number, marker in markers
    )


def alternative(picture: Picture, markers: Numbered) -> str:
    """What the picture shows, with what is drawn below it, for those who cannot see it."""
    kind = PICTURE_KINDS.get(picture.kind or "")
    shows = one_line(clean_text(picture.description or "")) or f"{kind.label if kind else 'Picture'}: {label(picture)}"
    marked = list_text([f"{number} {_told(one)}" for number, one in markers])
    said = [f"{shows.rstrip('.')}."]
    if picture.scale:
        said.append(f"Scale: {one_line(clean_text(picture.scale)).rstrip('.')}.")
    if picture.north is not None:
        said.append(_north(picture.north))
    if marked:
        said.append(f"Marked on it: {marked}.")
    return " ".join(said)


_SIDES = {0: "at the top", 90: "at the right", 180: "at the bottom", 270: "at the left"}


def _north(degrees: int) -> str:
    where = _SIDES.get(degrees, f"{degrees} degrees clockwise from the top")
    return f"North is {where}."


def _kind(marker: Marker) -> str:
    kind = MARKER_KINDS.get(marker.kind or "")
    return kind.label if kind else "Not said"


def _told(marker: Marker) -> str:
    return f"{_kind(marker)} “{clean_text(marker.name)}”" if marker.name else _kind(marker)


def _note(picture: Picture, markers: Numbered) -> Inlines:
    """Where the picture comes from and from when, what the shapes mean, and what is still to be said about it."""
    kind = PICTURE_KINDS.get(picture.kind or "")
    said = []
    if picture.source:
        said.append(f"From: {one_line(clean_text(picture.source))}.")
    if picture.as_of:
        said.append(f"As of {date_text(picture.as_of)}.")
    looks = dict.fromkeys(marker_look(one) for _, one in markers)
    if looks:
        said.append(f"Shapes: {'; '.join(f'{look.told}, {MARKER_GROUPS[look.group]}' for look in looks)}.")
    lacking = []
    if not picture.description:
        lacking.append(Missing(f"what “{label(picture)}” shows, in words"))
    if not markers and kind and kind.is_map:
        lacking.append(Missing(f"what is marked on “{label(picture)}”"))
    inlines: list[Run | Missing] = [Run(" ".join(said))] if said else []
    for one in lacking:
        inlines.extend((Run(" "), one) if inlines else (one,))
    return tuple(inlines)
