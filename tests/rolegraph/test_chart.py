"""The chart: every open role once, readable, inside the page, nothing over anything else."""

from __future__ import annotations

import dataclasses
from datetime import date
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.plan import Plan
from eopbuilder.packs import load_pack
from eopbuilder.planning.suggestions import suggest_assignments
from eopbuilder.rolegraph.layout import chart_scene
from eopbuilder.rolegraph.metrics import text_width
from eopbuilder.rolegraph.palette import palette
from eopbuilder.rolegraph.scene import Box, Label, Line, Scene, arrow_head
from eopbuilder.rolegraph.structure import structure_at
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, relation, role

FEDERAL = load_pack("k12-federal")
JOBS = ("Principal", "Assistant Principal", "School Nurse", "Head Custodian", "Office Manager", "School Counselor")
EVERY_EDGE = frozenset({"needs", "needs_approval", "informs", "hands_off_to", "backs_up", "mutually_exclusive"})


def staffed() -> Plan:
    """A plan in which the roles of the federal pack are given out by job title."""
    people = [
        dataclasses.replace(person(f"Given{number} Family{number}"), job_title=job)
        for number, job in enumerate(JOBS * 3)
    ]
    plan = plan_of(records=people)
    by_id = {one.id: one for one in people}
    holders: dict[str, list[object]] = {}
    for one in suggest_assignments(plan, FEDERAL, AS_OF):
        holders.setdefault(one.role, []).append(by_id[one.person])
    return plan_of(holders)  # type: ignore[arg-type]


def boxes(scene: Scene) -> list[Box]:
    return [item for item in scene.items if isinstance(item, Box)]


def lines(scene: Scene) -> list[Line]:
    return [item for item in scene.items if isinstance(item, Line)]


def overlap(one: Box, other: Box) -> bool:
    apart = (
        one.x + one.width <= other.x + 0.01
        or other.x + other.width <= one.x + 0.01
        or one.y + one.height <= other.y + 0.01
        or other.y + other.height <= one.y + 0.01
    )
    return not apart


def check_geometry(scene: Scene, max_width: float, max_height: float) -> None:
    assert scene.width <= max_width + 0.01
    assert scene.height <= max_height + 0.01
    for one, other in combinations(boxes(scene), 2):
        assert not overlap(one, other), (one.node, other.node)
    for box in boxes(scene):
        assert box.x >= 0
        assert box.x + box.width <= scene.width + 0.01
        assert box.y + box.height <= scene.height + 0.01
        for label in box.labels:
            width = text_width(label.text, label.size, label.bold)
            left = {"start": label.x, "middle": label.x - width / 2, "end": label.x - width}[label.anchor]
            assert left >= box.x - 0.5
            assert left + width <= box.x + box.width + 0.5
            assert box.y < label.y <= box.y + box.height


def passes_through(line: Line, box: Box) -> bool:
    inner = (box.x + 1.5, box.y + 1.5, box.x + box.width - 1.5, box.y + box.height - 1.5)
    for (x1, y1), (x2, y2) in pairwise(line.points):
        if min(x1, x2) < inner[2] and max(x1, x2) > inner[0] and min(y1, y2) < inner[3] and max(y1, y2) > inner[1]:
            return True
    return False


@pytest.mark.parametrize("level", [1, 2, 3])
@pytest.mark.parametrize("dark", [False, True])
def test_the_federal_chart_is_whole_and_readable(level: int, dark: bool) -> None:
    plan = staffed()
    scene = chart_scene(plan, FEDERAL, AS_OF, level=level, dark=dark)
    check_geometry(scene, 690, 480)
    drawn = [box.node for box in boxes(scene)]
    assert len(drawn) == len(set(drawn))
    assert set(structure_at(plan, FEDERAL, level).active) <= set(drawn)
    assert scene.smallest_label >= (7 if level < 3 else 6.4)
    assert max(scene.width / 690, scene.height / 480) >= 0.55


def test_unstaffed_roles_are_told_in_words_and_by_outline() -> None:
    scene = chart_scene(plan_of(), pack_of([COMMAND, role("role-a")]), AS_OF)
    box = next(one for one in boxes(scene) if one.node == "role-a")
    assert box.dash
    assert any("Unstaffed" in label.text for label in box.labels)
    assert "nobody assigned" in " ".join(item.text for item in scene.items if isinstance(item, Label))


def test_a_leaver_does_not_staff_a_role() -> None:
    gone = dataclasses.replace(person("Ann Gone"), end_date=date(2026, 1, 1))
    scene = chart_scene(plan_of({"role-ic": [gone]}), pack_of([COMMAND]), AS_OF)
    assert boxes(scene)[0].dash


def test_holders_and_alternates_are_named_or_counted() -> None:
    holders = {"role-ic": [person("Ann First"), person("Bo Second"), person("Cy Third")]}
    small = chart_scene(plan_of(holders), pack_of([COMMAND, role("role-a")]), AS_OF)
    texts = [label.text for label in boxes(small)[0].labels]
    assert "Ann First" in texts
    assert any("Second" in text or "+2" in text for text in texts)


def test_a_folded_team_is_hidden_and_counted() -> None:
    roles = [COMMAND, role("role-a"), role("role-b", "role-a"), role("role-c", "role-b")]
    scene = chart_scene(plan_of(), pack_of(roles), AS_OF, collapsed=frozenset({"role-a"}))
    assert {box.node for box in boxes(scene)} == {"role-ic", "role-a"}
    assert any("+2" in label.text for box in boxes(scene) for label in box.labels)


def test_reporting_lines_join_each_role_to_its_leader() -> None:
    scene = chart_scene(staffed(), FEDERAL, AS_OF, level=2)
    above = structure_at(staffed(), FEDERAL, 2).above
    told = {line.edge[0]: line.edge[1] for line in lines(scene) if line.edge}
    assert told == {one: leader for one, leader in above.items() if leader}


@pytest.mark.parametrize("level", [2, 3])
def test_dependencies_run_between_the_boxes_and_are_told_apart(level: int) -> None:
    scene = chart_scene(staffed(), FEDERAL, AS_OF, level=level, overlay=EVERY_EDGE)
    check_geometry(scene, 690, 480)
    drawn = [line for line in lines(scene) if line.edge and line.edge[2] != "reports_to"]
    assert {line.edge[2] for line in drawn if line.edge} >= {"needs", "needs_approval", "informs", "mutually_exclusive"}
    looks = {(line.dash == (), line.arrow, line.color) for line in drawn}
    assert len(looks) == len({line.edge[2] for line in drawn if line.edge})
    for line in drawn:
        assert line.edge
        assert arrow_head(line)
        strangers = [box for box in boxes(scene) if box.node not in line.edge[:2]]
        assert not any(passes_through(line, box) for box in strangers), line.edge


def test_the_legend_names_only_what_is_drawn() -> None:
    roles = [COMMAND, role("role-a"), role("role-b")]
    pack = pack_of(roles, [relation("needs", "role-a", "role-b"), relation("informs", "role-b", "role-gone")])
    scene = chart_scene(plan_of(), pack, AS_OF, overlay=EVERY_EDGE)
    words = " ".join(item.text for item in scene.items if isinstance(item, Label))
    assert "needs" in words
    assert "informs" not in words


def test_an_alternate_steps_up_from_the_role_they_lead() -> None:
    ann, bo = person("Ann First"), person("Bo Second")
    plan = plan_of({"role-ic": [ann, bo], "role-a": [bo, ann]})
    scene = chart_scene(plan, pack_of([COMMAND, role("role-a")]), AS_OF, overlay=frozenset({"backs_up"}))
    edges = {line.edge for line in lines(scene) if line.edge and line.edge[2] == "backs_up"}
    assert edges == {("role-a", "role-ic", "backs_up"), ("role-ic", "role-a", "backs_up")}


def test_equal_plans_give_equal_drawings() -> None:
    assert chart_scene(staffed(), FEDERAL, AS_OF, overlay=EVERY_EDGE) == chart_scene(
        staffed(), FEDERAL, AS_OF, overlay=EVERY_EDGE
    )


def test_a_plan_without_a_command_role_is_drawn_all_the_same() -> None:
    scene = chart_scene(plan_of(settings={"role-ic": {"opens_at": "never"}}), pack_of([COMMAND, role("role-a")]), AS_OF)
    assert {box.node for box in boxes(scene)} >= {"role-a"}


def test_nothing_open_gives_an_empty_drawing() -> None:
    scene = chart_scene(plan_of(settings={"role-ic": {"opens_at": "never"}}), pack_of([COMMAND]), AS_OF)
    assert boxes(scene) == []
    assert scene.smallest_label == 0 or scene.items


def test_a_circle_of_supervisors_is_drawn_too() -> None:
    plan = plan_of(settings={"role-a": {"reports_to": "role-b"}, "role-b": {"reports_to": "role-a"}})
    scene = chart_scene(plan, pack_of([COMMAND, role("role-a"), role("role-b")]), AS_OF)
    assert {box.node for box in boxes(scene)} == {"role-ic", "role-a", "role-b"}


def test_very_long_titles_and_names_stay_in_their_boxes() -> None:
    long = role("role-a", title="Wildlandfireandsmokeinformationcoordinator " * 4)
    holder = person("Maximiliana-Konstantinopolitanska Featherstonehaugh-Cholmondeley")
    scene = chart_scene(plan_of({"role-a": [holder]}), pack_of([COMMAND, long]), AS_OF)
    check_geometry(scene, 690, 480)


@pytest.mark.parametrize("dark", [False, True])
def test_text_is_readable_on_every_box(dark: bool) -> None:
    colors = palette(dark)
    for tone in (*colors.tones.values(), colors.plain):
        assert contrast(colors.on_head, tone.head) >= 4.5
        assert contrast(colors.ink, tone.tint) >= 4.5
        assert contrast(colors.warning, colors.background) >= 4.5


def contrast(one: str, other: str) -> float:
    def luminance(color: str) -> float:
        parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    """Random trees of up to 40 roles, some of them far down, with random dependencies."""
    count = draw(st.integers(0, 39))
    roles: list[Role] = [COMMAND]
    for number in range(count):
        leader = draw(st.sampled_from([one.id for one in roles]))
        group = draw(st.sampled_from(["command", "operations", "logistics", "other"]))
        title = draw(st.sampled_from(["Lead", "Search and Rescue Team Leader", "Accountant, Parent Side Person"]))
        roles.append(role(f"role-{number}", leader, group=group, title=title))
    ids = [one.id for one in roles]
    pairs = draw(st.lists(st.tuples(st.sampled_from(ids), st.sampled_from(ids)), max_size=6, unique=True))
    return pack_of(roles, [relation("needs", one, other) for one, other in pairs if one != other])


@settings(max_examples=40, deadline=None)
@given(packs())
def test_any_tree_is_drawn_once_each_without_overlap(pack: Pack) -> None:
    scene = chart_scene(plan_of(), pack, AS_OF, overlay=frozenset({"needs"}))
    assert sorted(box.node for box in boxes(scene)) == sorted(pack.roles)
    check_geometry(scene, 690, 480)
