"""A chart that would be too small on one page is split by branch; nobody is lost and every word stays readable."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Role
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.chart_pages import ChartPage, chart_pages, stacked
from eopbuilder.rolegraph.describe import changes_from_below, chart_rows, team_text
from eopbuilder.rolegraph.layout import SMALLEST_SIZE, chart_scene
from eopbuilder.rolegraph.scene import Box, Line
from eopbuilder.rolegraph.structure import LEVELS, structure_at
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, role

FEDERAL = load_pack("k12-federal")


def boxes(page: ChartPage) -> list[str]:
    return [item.node for item in page.scene.items if isinstance(item, Box)]


def lines(page: ChartPage) -> set[tuple[str, str]]:
    return {(item.edge[0], item.edge[1]) for item in page.scene.items if isinstance(item, Line) and item.edge}


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("size", [(690.0, 480.0), (690.0, 330.0), (420.0, 300.0)])
def test_every_page_is_readable_and_together_they_show_the_structure(level: int, size: tuple[float, float]) -> None:
    plan = plan_of({one: [person(f"Alexandria {one.title()}")] for one in FEDERAL.roles})
    structure = structure_at(plan, FEDERAL, level)
    pages = chart_pages(plan, FEDERAL, AS_OF, level=level, max_width=size[0], max_height=size[1])
    assert all(page.scene.smallest_label >= SMALLEST_SIZE - 1e-6 for page in pages)
    assert all(page.scene.width <= size[0] + 0.5 and page.scene.height <= size[1] + 0.5 for page in pages)
    assert {one for page in pages for one in boxes(page)} == set(structure.active)
    drawn = {line for page in pages for line in lines(page)}
    assert drawn == {(one, leader) for one, leader in structure.above.items() if leader}
    assert all(sorted(boxes(page)) == sorted(page.roles) for page in pages)


def test_what_fits_on_one_page_is_the_chart_as_it_is_on_screen() -> None:
    plan = plan_of()
    (page,) = chart_pages(plan, FEDERAL, AS_OF, level=1)
    assert page.scene == chart_scene(plan, FEDERAL, AS_OF, level=1)
    assert page.leader is None
    assert stacked([page]) == page.scene


def test_the_biggest_branch_is_taken_out_and_follows_its_overview() -> None:
    first, *rest = chart_pages(plan_of(), FEDERAL, AS_OF, max_height=380.0)
    assert first.leader is None
    assert rest[0].leader == "role-ops"
    assert "role-ops" in boxes(first)
    assert "role-ops-medical" not in boxes(first)
    told = [label.text for item in first.scene.items if isinstance(item, Box) for label in item.labels]
    assert any(text.startswith("▸ +") for text in told)
    assert "Operations Section Chief and team" in rest[0].scene.title
    words = team_text(plan_of(), FEDERAL, AS_OF, 3, "role-ops", rest[0].roles)
    assert words.startswith("The branch of Operations Section Chief (nobody assigned): ")
    assert "Report to its leader: Protective Branch Director (nobody assigned)" in words


def test_a_team_too_big_for_a_page_goes_over_several_with_its_leader_on_each() -> None:
    many = [role(f"role-{number}", title=f"A Rather Long Title of Team Number {number}") for number in range(150)]
    pages = chart_pages(plan_of(), pack_of([COMMAND, *many]), AS_OF)
    assert len(pages) > 1
    assert all("role-ic" in boxes(page) for page in pages)
    assert sorted(one for page in pages for one in boxes(page) if one != "role-ic") == sorted(one.id for one in many)
    assert all(page.scene.smallest_label >= SMALLEST_SIZE - 1e-6 for page in pages)


def test_pages_below_each_other_keep_their_size() -> None:
    pages = chart_pages(plan_of(), FEDERAL, AS_OF, max_height=330.0)
    whole = stacked(pages)
    assert whole.smallest_label == min(page.scene.smallest_label for page in pages)
    assert whole.height > sum(page.scene.height for page in pages)
    assert whole.width == max(page.scene.width for page in pages)
    assert stacked(()).items == ()


@settings(deadline=None, max_examples=20)
@given(st.lists(st.integers(0, 40), min_size=1, max_size=24))
def test_no_role_is_lost_whoever_reports_to_whom(leaders: list[int]) -> None:
    roles: list[Role] = [COMMAND]
    for number, leader in enumerate(leaders):
        roles.append(role(f"role-{number}", roles[leader % len(roles)].id))
    pages = chart_pages(plan_of(), pack_of(roles), AS_OF, max_width=300.0, max_height=200.0)
    assert {one for page in pages for one in boxes(page)} == {one.id for one in roles}
    assert {line for page in pages for line in lines(page)} == {(one.id, one.reports_to) for one in roles[1:]}


def test_what_a_level_changes_and_the_level_below_make_the_level() -> None:
    plan = plan_of()
    for level in LEVELS[1:]:
        before = {row.role: row for row in chart_rows(plan, FEDERAL, AS_OF, level - 1)}
        changes = changes_from_below(plan, FEDERAL, AS_OF, level)
        assert {one.row.role for one in changes if one.opens}.isdisjoint(before)
        after = {**before, **{one.row.role: one.row for one in changes}}
        assert after == {row.role: row for row in chart_rows(plan, FEDERAL, AS_OF, level)}
    security = next(one for one in changes if one.row.role == "role-ops-security")
    assert security.change == "Now reports to Protective Branch Director, no longer to Operations Section Chief"
