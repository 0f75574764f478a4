"""Pictures in the document: figure, table of markers, what is missing, and where each kind stands."""

from __future__ import annotations

import dataclasses
from datetime import date

from eopbuilder.document.blocks_pictures import picture_nodes, pictures
from eopbuilder.document.context import Context, Landscape, Node
from eopbuilder.document.kit.maps import maps
from eopbuilder.document.kit.traffic import traffic_pages
from eopbuilder.document.nodes import Figure, Heading, Paragraph, Table, plain_text
from eopbuilder.domain.images import image_id
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Marker, Picture, PlanInfo, Record, School, Site
from eopbuilder.rolegraph.scene import Box
from eopbuilder.rolegraph.structure import TOP_LEVEL
from tests.document.samples import full_plan, tiny_pack
from tests.document.schools import at_level
from tests.images import PLAIN_PNG, drawing, encoded

WIDE = encoded(drawing(900, 300).quantize(8))
IMAGES = {image_id(one): one for one in (PLAIN_PNG, WIDE)}


def plan_of(*records: Record) -> Plan:
    return Plan.of(PlanInfo(id="plan"), School(id="school"), records, IMAGES)


def nodes(plan: Plan, **parameters: object) -> tuple[Node, ...]:
    pack = tiny_pack()
    return pictures(Context(plan, pack, date(2026, 9, 1), pack.sections[0]), {"title": "Maps", **parameters})


def test_a_picture_is_a_figure_and_its_markers_a_table() -> None:
    heading, figure, table, note = nodes(full_plan(), pictures=["site-plan"])
    assert isinstance(heading, Heading)
    assert isinstance(figure, Figure)
    assert figure.caption == "Grounds"
    assert (
        figure.alternative
        == "Two rooms. Scale: Not to scale. North is at the right. Marked on it: 1 Gas shut-off “Meter” and 2 Exit."
    )
    assert isinstance(table, Table)
    assert [[plain_text(cell) for cell in row] for row in table.rows] == [
        ["1, diamond", "Gas shut-off", "Meter", "Wrench beside it"],
        ["2, square", "Exit", "–", "–"],
    ]
    assert isinstance(note, Paragraph)
    assert plain_text(note.inlines) == (
        "From: Fire department. As of August 1, 2026. Shapes: diamond, shut-offs; square, ways out and in."
    )


def test_what_is_missing_is_told_and_what_nobody_needs_is_not() -> None:
    empty = plan_of()
    assert nodes(empty, pictures=["photo"]) == ()
    heading, lacking = nodes(empty, pictures=["site-plan"], wanted="a plan of the grounds")
    assert isinstance(heading, Heading)
    assert isinstance(lacking, Paragraph)
    assert plain_text(lacking.inlines) == "▲ Not yet decided: a plan of the grounds"
    bare = Picture(id="p", title="Gym", kind="floor-plan", image=image_id(PLAIN_PNG), north=200)
    *_, drawn, told = nodes(plan_of(bare), pictures=["floor-plan"])
    assert isinstance(drawn, Figure)
    assert isinstance(told, Paragraph)
    assert "North is 200 degrees clockwise from the top." in drawn.alternative
    assert "what “Gym” shows, in words" in plain_text(told.inlines)
    assert "what is marked on “Gym”" in plain_text(told.inlines)
    lost = next(picture_nodes(empty, dataclasses.replace(bare, image=None)))
    assert isinstance(lost, Paragraph)
    assert "the image of Gym" in plain_text(lost.inlines)


def test_a_wide_map_lies_on_a_wide_page_and_a_photo_never() -> None:
    wide = Picture(id="p", title="Gym", kind="floor-plan", image=image_id(WIDE))
    assert isinstance(next(picture_nodes(plan_of(wide), wide)), Landscape)
    photo = dataclasses.replace(wide, kind="photo")
    assert isinstance(next(picture_nodes(plan_of(photo), photo)), Figure)


def test_the_map_of_a_site_stands_in_its_sheet_only() -> None:
    site = Site(id="s", name="Church", reach="walking")
    of_site = Picture(id="a", title="Church", kind="reunification-map", image=image_id(PLAIN_PNG), site="s")
    other = dataclasses.replace(of_site, id="b", title="Somewhere", site=None)
    found = nodes(plan_of(site, of_site, other), pictures=["reunification-map"])
    assert [one.caption for one in found if isinstance(one, Figure)] == ["Somewhere"]
    assert nodes(plan_of(site, of_site), pictures=["reunification-map"]) == ()


def test_traffic_pages_show_the_map_of_the_site_with_the_numbers_of_the_plan() -> None:
    sites = (Site(id="s", name="Church", reach="walking"), Site(id="t", name="Field", reach="on-campus"))
    church = Picture(id="a", title="Church grounds", kind="reunification-map", image=image_id(PLAIN_PNG), site="s")
    school = Picture(id="b", title="School grounds", kind="site-plan", image=image_id(WIDE))
    markers = (
        Marker(id="1", picture="a", kind="exit", x=0.1, y=0.1),
        Marker(id="2", position=1, picture="a", kind="traffic-in", x=0.5, y=0.5),
    )
    document = traffic_pages(at_level(plan_of(*sites, church, school, *markers), TOP_LEVEL))
    figures = [block for block in document.blocks() if isinstance(block, Figure)]
    assert [one.caption for one in figures] == ["Church grounds", "School grounds"]
    drawn = [item for item in figures[0].scene.items if isinstance(item, Box)]
    assert [box.labels[0].text for box in drawn] == ["2"]
    without = traffic_pages(at_level(plan_of(sites[0]), TOP_LEVEL))
    assert not any(isinstance(block, Figure) for block in without.blocks())


def test_the_kit_has_a_page_for_each_map_and_room_for_a_sketch_without() -> None:
    church = Picture(id="a", title="Church grounds", kind="reunification-map", image=image_id(PLAIN_PNG))
    gym = Picture(id="b", title="Gym", kind="floor-plan", image=image_id(WIDE))
    photo = Picture(id="c", title="Street", kind="photo", image=image_id(PLAIN_PNG))
    document = maps(at_level(plan_of(church, gym, photo), TOP_LEVEL))
    assert [part.landscape for part in document.parts] == [False, True]
    empty = maps(at_level(plan_of(photo), TOP_LEVEL))
    assert [type(block).__name__ for block in empty.blocks()] == ["Heading", "Boxes"]
