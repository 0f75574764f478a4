"""Which roles are open, and who reports to whom after changes and closed roles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.rolegraph import structure
from tests.rolegraph.small import COMMAND, GraphNode, pack_of, plan_of, role

OUTSIDE = GraphNode("external-ic", "Police or fire incident commander", "partner", "", "")
PACK = pack_of(
    [
        COMMAND,
        role("role-ops", opens=2),
        role("role-br", "role-ops", opens=0),
        role("role-med", "role-br"),
        role("role-team", "role-med", opens=3),
        role("rr-police", "external-ic", opens=2),
    ],
    nodes=[OUTSIDE],
)


def test_a_role_opens_where_the_pack_says_unless_the_team_says_otherwise() -> None:
    settings = {"role-br": {"opens_at": "3"}, "role-ops": {"opens_at": "never"}, "role-med": {"opens_at": "odd"}}
    plan = plan_of(settings=settings)
    opens = {role_id: structure.opens_at(plan, one) for role_id, one in PACK.roles.items()}
    assert opens == {
        "role-ic": 1,
        "role-ops": None,
        "role-br": 3,
        "role-med": 1,
        "role-team": 3,
        "rr-police": 2,
    }
    assert structure.opens_at(plan_of(), PACK.roles["role-br"]) is None


def test_open_roles_come_in_the_packs_order() -> None:
    assert [one.id for one in structure.active_roles(plan_of(), PACK, 2)] == [
        "role-ic",
        "role-ops",
        "role-med",
        "rr-police",
    ]


def test_a_changed_supervisor_wins_and_one_that_is_gone_counts_as_none() -> None:
    plan = plan_of(settings={"role-med": {"reports_to": "role-ic"}, "role-team": {"reports_to": "role-gone"}})
    assert structure.supervisor(plan, PACK, "role-med") == "role-ic"
    assert structure.supervisor(plan, PACK, "role-team") is None
    assert structure.supervisor(plan, PACK, "rr-police") == "external-ic"
    assert structure.supervisor(plan, PACK, "role-ic") is None


def test_reports_of_closed_roles_roll_up() -> None:
    plan = plan_of()
    assert structure.structure_at(plan, PACK, 1).above["role-med"] == "role-ic"
    assert structure.structure_at(plan, PACK, 2).above["role-med"] == "role-ops"
    assert structure.structure_at(plan, PACK, 3).above["role-ic"] is None
    assert structure.team(plan, PACK, "role-ic", 1) == ("role-med",)
    assert structure.team(plan, PACK, "role-med", 1) == ()


def test_the_top_is_command_then_whoever_else_reports_to_nobody() -> None:
    plan = plan_of(settings={"role-med": {"reports_to": "role-gone"}})
    tree = structure.structure_at(plan, PACK, 3)
    assert tree.roots() == ("role-ic", "role-med", "external-ic")
    assert tree.depth("role-team") == 1
    assert tree.depth("rr-police") == 1
    assert tree.depth("role-ic") == 0


def test_who_commands() -> None:
    assert structure.command_role(PACK) == "role-ic"
    assert structure.command_role(pack_of([role("role-a")])) is None


@pytest.mark.parametrize("closed", [False, True])
def test_loops_are_cut_and_never_hang(closed: bool) -> None:
    settings = {"role-ops": {"reports_to": "role-med"}, "role-br": {"opens_at": "never" if closed else "1"}}
    tree = structure.structure_at(plan_of(settings=settings), PACK, 3)
    assert tree.above["role-ops"] is None
    assert tree.above["role-med"] == ("role-ops" if closed else "role-br")
    assert tree.depth("role-team") == (2 if closed else 3)


def test_a_loop_of_closed_roles_leads_nowhere() -> None:
    pack = pack_of([COMMAND, role("a", "b", 0), role("b", "a", 0), role("c", "a"), role("d", "b"), role("e", "e")])
    tree = structure.structure_at(plan_of(), pack, 3)
    assert tree.above == {"role-ic": None, "c": None, "d": None, "e": None}


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=12))
def test_every_open_role_hangs_below_exactly_one_top(drawn: list[tuple[int, int]]) -> None:
    names = [f"r{number}" for number in range(len(drawn))]
    roles = [role(name, f"r{above}", opens) for name, (above, opens) in zip(names, drawn, strict=True)]
    pack = pack_of(roles)
    for level in structure.LEVELS:
        tree = structure.structure_at(plan_of(), pack, level)
        reached: list[str] = []
        waiting = list(tree.roots())
        while waiting:
            here = waiting.pop()
            reached.append(here)
            waiting.extend(tree.reports_of(here))
        assert sorted(reached) == sorted(tree.active)


def test_a_way_up_that_comes_back_is_named_whole() -> None:
    pack = pack_of([COMMAND, role("role-a"), role("role-b", "role-a"), role("role-c", "role-b")])
    round_about = plan_of(settings={"role-a": {"reports_to": "role-c"}, "role-b": {"opens_at": "never"}})
    assert structure.reporting_circle(round_about, pack, "role-a") == ("role-a", "role-c", "role-b", "role-a")
    assert structure.reporting_circle(round_about, pack, "role-ic") == ()
    assert structure.reporting_circle(plan_of(), pack, "role-c") == ()
    beside = pack_of([COMMAND, role("role-a", "role-b"), role("role-b", "role-a"), role("role-c", "role-a")])
    assert structure.reporting_circle(plan_of(), beside, "role-c") == ()
