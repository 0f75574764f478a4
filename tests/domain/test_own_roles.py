"""A team's own roles and dependencies stand in the pack beside those of the template."""

from __future__ import annotations

import pytest

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import OwnLink, OwnRole, PlanInfo, Record, School
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.structure import opens_at, structure_at, supervisor


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("k12-federal")


def plan_with(*records: Record) -> Plan:
    return Plan.of(PlanInfo(id="plan", title="Plan"), School(id="school"), records)


FARM = OwnRole(
    id="own-farm", name="Farm Animal Lead", reports_to="role-ops", duties=("Leads the animals out",), opens_at="2",
    rank="lvl-team", named_beforehand=True, min_alternates=1,
)  # fmt: skip
HELPER = OwnRole(id="own-helper", name="Farm Helper", reports_to="own-farm", named_beforehand=False, position=1)


def test_nothing_added_is_the_pack_itself(pack: Pack) -> None:
    assert with_own_roles(pack, plan_with()) is pack
    assert with_own_roles(pack, plan_with(OwnRole(id="x"))) is pack


def test_a_role_stands_with_the_others(pack: Pack) -> None:
    plan = plan_with(FARM, HELPER)
    ours = with_own_roles(pack, plan)
    assert list(ours.roles) == [*pack.roles, "own-farm", "own-helper"]
    role = ours.roles["own-farm"]
    assert (role.title, role.group, role.rank, role.min_alternates) == ("Farm Animal Lead", "operations", "lvl-team", 1)
    assert role.needs_primary
    assert role.own
    helper = ours.roles["own-helper"]
    assert (helper.group, helper.rank, helper.duties) == ("operations", "lvl-unit", ("Acts as Farm Helper",))
    assert not helper.needs_primary
    assert opens_at(plan, role) == 2
    assert supervisor(plan, ours, "own-helper") == "own-farm"
    assert "own-farm" not in structure_at(plan, ours, 1).active
    assert structure_at(plan, ours, 3).above["own-helper"] == "own-farm"
    assert ours.catalogue("pack.roles")["own-farm"] == "Farm Animal Lead"
    unused = with_own_roles(pack, plan_with(OwnRole(id="n", name="Not", opens_at="never"))).roles["n"]
    assert opens_at(plan, unused) is None


def test_a_role_of_the_template_is_never_replaced(pack: Pack) -> None:
    plan = plan_with(OwnRole(id="role-ic", name="King"))
    assert with_own_roles(pack, plan).roles["role-ic"].title == pack.roles["role-ic"].title


def test_roles_that_report_in_a_ring_still_get_a_section(pack: Pack) -> None:
    ring = (OwnRole(id="a", name="A", reports_to="b"), OwnRole(id="b", name="B", reports_to="a"))
    assert with_own_roles(pack, plan_with(*ring)).roles["a"].group == "operations"


def test_a_dependency_needs_both_ends(pack: Pack) -> None:
    links = (
        OwnLink(id="l1", source="own-farm", kind="needs", target="role-log", why="Fodder", phase="during"),
        OwnLink(id="l2", source="role-ic", kind="informs", target="tip-line"),
        OwnLink(id="l3", source="own-farm", kind="needs", target="gone"),
        OwnLink(id="l4", source="own-farm", target="role-log"),
        OwnLink(id="l5", source="own-farm", kind="needs", target="own-farm"),
        OwnLink(id="l6", source="tip-line", kind="needs", target="role-ic"),
    )
    ours = with_own_roles(pack, plan_with(FARM, *links))
    added = [one for one in ours.relations if one.own]
    assert [(one.id, one.type, one.phase, one.text) for one in added] == [
        ("l1", "needs", "during", "Fodder"), ("l2", "informs", "any", ""),
    ]  # fmt: skip
    assert ours.relations[: len(pack.relations)] == pack.relations


def test_a_later_plan_gives_the_same_as_the_template_would(pack: Pack) -> None:
    link = OwnLink(id="l1", source="own-farm", kind="needs", target="role-log")
    first = with_own_roles(pack, plan_with(FARM, HELPER, link))
    later = plan_with(HELPER)
    assert with_own_roles(first, later) == with_own_roles(pack, later)
    assert with_own_roles(first, plan_with()).roles == pack.roles
    assert with_own_roles(first, plan_with()).relations == pack.relations
