"""The dependencies as a drawing of their own: whole, readable, no line through a box, kinds told apart."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import EdgeType
from eopbuilder.rolegraph.dependencies import FLOWS, links_at
from eopbuilder.rolegraph.dependency_columns import columns_around, columns_of_all
from eopbuilder.rolegraph.dependency_scene import dependency_scene
from eopbuilder.rolegraph.pictures import ChartPicture, DependencyPicture, draw
from eopbuilder.rolegraph.scene import Box, Label, Line, Scene, arrow_head
from eopbuilder.rolegraph.structure import structure_at
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, plan_of, relation, role
from tests.rolegraph.test_chart import FEDERAL, boxes, check_geometry, lines, staffed

ROLES = [COMMAND, *(role(f"role-{letter}") for letter in "abcdef")]
NODES = [one.id for one in ROLES]


def words(scene: Scene) -> str:
    return " ".join(item.text for item in scene.items if isinstance(item, Label))


def crosses(line: Line, box: Box) -> bool:
    """Whether a line, sampled densely, comes inside a box."""
    left, right, top, bottom = box.x + 0.5, box.x + box.width - 0.5, box.y + 0.5, box.y + box.height - 0.5
    for (x1, y1), (x2, y2) in pairwise(line.points):
        for step in range(101):
            x, y = x1 + (x2 - x1) * step / 100, y1 + (y2 - y1) * step / 100
            if left < x < right and top < y < bottom:
                return True
    return False


def check(scene: Scene) -> None:
    for line in lines(scene):
        if line.edge:
            assert arrow_head(line)
            assert not [box.node for box in boxes(scene) if crosses(line, box)], line.edge
            ends = {box.node: box for box in boxes(scene)}
            (x, y), box = line.points[-1], ends[line.edge[1]]
            assert x == pytest.approx(box.x) or x == pytest.approx(box.x + box.width)
            assert box.y < y < box.y + box.height


@pytest.mark.parametrize("steps", [1, 2])
@pytest.mark.parametrize("level", [2, 3])
def test_around_every_role_and_node_the_drawing_is_whole_and_readable_on_a_page(steps: int, level: int) -> None:
    plan = staffed()
    structure = structure_at(plan, FEDERAL, level)
    links = links_at(FEDERAL, structure)
    for node in (*structure.active, *FEDERAL.nodes):
        scene = dependency_scene(plan, FEDERAL, AS_OF, level=level, around=node, steps=steps)
        check_geometry(scene, 690, 480)
        check(scene)
        assert scene.smallest_label >= 7
        own = {(one.source, one.target, one.type) for one in (*links.of(node), *links.to(node))}
        assert own <= {line.edge for line in lines(scene)}
        near = {node, *(one.target for one in links.of(node)), *(one.source for one in links.to(node))}
        drawn = {box.node for box in boxes(scene)}
        assert near <= drawn if steps == 2 else near == drawn


def test_the_whole_drawing_has_every_link_once_and_none_through_a_box() -> None:
    plan = staffed()
    scene = dependency_scene(plan, FEDERAL, AS_OF)
    links = links_at(FEDERAL, structure_at(plan, FEDERAL, 3))
    drawn = [line.edge for line in lines(scene) if line.edge]
    assert sorted(drawn) == sorted((one.source, one.target, one.type) for one in links.relations)
    check_geometry(scene, scene.width, scene.height)
    check(scene)
    assert scene.smallest_label >= 7


def test_kinds_are_told_apart_by_dash_and_arrowhead_and_explained() -> None:
    pack = pack_of(ROLES, [relation(kind, "role-a", "role-b") for kind in FLOWS])
    scene = dependency_scene(plan_of(), pack, AS_OF, around="role-a")
    drawn = [line for line in lines(scene) if line.edge]
    assert len({(line.dash, line.arrow) for line in drawn}) == len(FLOWS)
    assert len({line.color for line in drawn}) == len(FLOWS)
    for said in ("needs", "needs approval from", "informs", "hands over to"):
        assert said in words(scene)


def test_who_needs_a_role_stands_left_and_what_it_needs_right() -> None:
    pack = pack_of(ROLES, [relation("needs", "role-a", "role-b"), relation("needs", "role-b", "role-c")])
    links = links_at(pack, structure_at(plan_of(), pack, 3))
    assert columns_around(links, "role-b", 1) == (("role-a",), ("role-b",), ("role-c",))
    assert columns_around(links, "role-a", 2) == (("role-a",), ("role-b",), ("role-c",))
    assert columns_around(links, "role-d", 2) == (("role-d",),)
    assert columns_of_all(links) == (("role-a",), ("role-b",), ("role-c",))


def test_what_is_not_drawn_is_said() -> None:
    pack = pack_of(ROLES, [relation("needs", "role-a", one) for one in ("role-b", "role-c")])
    assert "not drawn" not in words(dependency_scene(plan_of(), pack, AS_OF, around="role-a"))
    within = pack_of(ROLES, [*pack.relations, relation("informs", "role-b", "role-c")])
    assert "1 link between boxes of one column is not drawn." in words(
        dependency_scene(plan_of(), within, AS_OF, around="role-a")
    )
    alone = dependency_scene(plan_of(), pack, AS_OF, around="role-f")
    assert [box.node for box in boxes(alone)] == ["role-f"]
    assert "It depends on nothing else, and nothing depends on it." in words(alone)
    assert "Nothing here depends on anything" in words(dependency_scene(plan_of(), pack_of(ROLES), AS_OF))
    assert boxes(dependency_scene(plan_of(), pack, AS_OF, around="gone")) == []


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.sampled_from(FLOWS)), max_size=16, unique=True
    ),
    st.sampled_from(["", *NODES]),
    st.integers(1, 2),
)
def test_any_links_are_drawn_without_a_line_through_a_box(
    links: list[tuple[str, str, EdgeType]], around: str, steps: int
) -> None:
    pack = pack_of(ROLES, [relation(kind, one, other) for one, other, kind in links if one != other])
    scene = dependency_scene(plan_of(), pack, AS_OF, around=around, steps=steps)
    check(scene)
    check_geometry(scene, scene.width, scene.height)
    if not around:
        drawn = sorted(line.edge for line in lines(scene) if line.edge)
        assert drawn == sorted((one.source, one.target, one.type) for one in pack.relations)


def test_a_picture_is_drawn_as_it_was_chosen() -> None:
    plan = staffed()
    chart = draw(plan, FEDERAL, AS_OF, ChartPicture(2, frozenset({"needs"}), frozenset({"role-log"})))
    assert "Level 2" in chart.title
    assert {line.edge[2] for line in lines(chart) if line.edge} == {"reports_to", "needs"}
    assert any("▸ +" in label.text for box in boxes(chart) for label in box.labels)
    around = draw(plan, FEDERAL, AS_OF, DependencyPicture(3, "role-ic", 2), dark=True)
    assert around == dependency_scene(plan, FEDERAL, AS_OF, around="role-ic", steps=2, dark=True)
    assert around.title == "Dependencies of Incident Commander: Level 3: major"
