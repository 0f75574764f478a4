"""Who stands next to a role in the graph, and why."""

from __future__ import annotations

from eopbuilder.domain.catalogue import GraphNode
from eopbuilder.rolegraph.neighbors import Neighbor, acting_for, downstream, upstream
from eopbuilder.rolegraph.structure import structure_at
from tests.rolegraph.small import COMMAND, pack_of, plan_of, relation, role

ROLES = (COMMAND, role("role-ops", opens=2), role("role-team", "role-ops"), role("role-log", opens=2), role("role-pio"))
FIRE = GraphNode("fire", "Fire", "partner", "agency-police-or-fire-with-contact", "")
NEEDS = relation("needs", "role-team", "role-log")
ASKS = relation("needs_approval", "role-pio", "role-ic")
TELLS = relation("informs", "role-team", "role-pio")
HANDS = relation("hands_off_to", "role-ic", "fire")
NEVER = relation("mutually_exclusive", "role-ic", "role-pio")
PACK = pack_of(ROLES, (NEEDS, ASKS, TELLS, HANDS, NEVER), (FIRE,))


def test_the_supervisor_comes_first_then_what_is_needed_and_who_tells() -> None:
    plan = plan_of()
    structure = structure_at(plan, PACK, 2)
    assert upstream(plan, PACK, structure, "role-team") == (
        Neighbor("role-ops", None, True, ()),
        Neighbor("role-log", None, False, (NEEDS,)),
    )
    assert upstream(plan, PACK, structure, "role-pio") == (
        Neighbor("role-ic", None, True, (ASKS,)),
        Neighbor("role-team", None, False, (TELLS,)),
    )


def test_the_team_comes_first_then_who_needs_and_whom_to_tell() -> None:
    plan = plan_of()
    found = downstream(plan, PACK, structure_at(plan, PACK, 2), "role-ic")
    assert [one.node for one in found] == ["role-ops", "role-log", "role-pio", "fire"]
    assert found[2] == Neighbor("role-pio", None, True, (ASKS,))
    assert found[3] == Neighbor("fire", None, False, (HANDS,))


def test_a_closed_need_falls_to_the_open_role_above_it_and_is_no_neighbor_of_that_role() -> None:
    plan = plan_of()
    structure = structure_at(plan, PACK, 1)
    assert acting_for(plan, PACK, structure, "role-log") == "role-ic"
    assert upstream(plan, PACK, structure, "role-team") == (
        Neighbor("role-ic", None, True, ()),
        Neighbor("role-log", "role-ic", False, (NEEDS,)),
    )
    assert [one.node for one in downstream(plan, PACK, structure, "role-ic")] == ["role-team", "role-pio", "fire"]


def test_nobody_acts_for_a_role_below_a_loop_of_closed_ones() -> None:
    settings = {
        "role-ops": {"reports_to": "role-log", "opens_at": "never"},
        "role-log": {"reports_to": "role-ops", "opens_at": "never"},
    }
    plan = plan_of(settings=settings)
    structure = structure_at(plan, PACK, 3)
    assert acting_for(plan, PACK, structure, "role-ops") is None
    assert [one.node for one in upstream(plan, PACK, structure, "role-team")] == []
