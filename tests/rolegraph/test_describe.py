"""The role chart in words."""

from __future__ import annotations

from datetime import date

from eopbuilder.domain.catalogue import GraphNode
from eopbuilder.packs import load_pack
from eopbuilder.rolegraph.describe import CHART_COLUMNS, alternative_text, chart_rows, dependencies_text
from eopbuilder.rolegraph.structure import active_roles
from eopbuilder.rolegraph.wording import from_level, listed, number, separated
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, relation, role

ANA, BEN, CAY = person("Ana Ruiz"), person("Ben Ode"), person("Cay Lim")
GONE = person("Gil Gone", end_date=date(2026, 6, 30))
PACK = pack_of(
    [
        COMMAND,
        role("role-ops", opens=2, rank="lvl-section", min_alternates=1),
        role("role-log", opens=3, rank="lvl-section"),
        role("role-med", "role-ops", min_alternates=1),
        role("role-teacher", "role-med", needs_primary=False),
        role("role-stray", "role-gone", opens=3),
        role("role-site", "police", opens=3),
    ],
    [
        relation("needs", "role-med", "police"),
        relation("needs_approval", "role-med", "role-ops"),
        relation("needs", "role-med", "role-ops"),
        relation("needs", "role-med", "role-unknown"),
        relation("informs", "role-med", "role-log"),
    ],
    [GraphNode("police", "Police commander", "partner", "", "")],
)
PLAN = plan_of({"role-ic": [ANA, BEN], "role-ops": [GONE, GONE], "role-med": [BEN, GONE, CAY], "role-site": [CAY]})


def test_rows_stand_as_the_chart_draws_them_each_leader_before_the_team() -> None:
    rows = chart_rows(PLAN, PACK, AS_OF, 3)
    assert [row.role for row in rows] == [
        "role-ic",
        "role-ops",
        "role-med",
        "role-teacher",
        "role-log",
        "role-stray",
        "role-site",
    ]
    cells = {row.role: dict(zip(CHART_COLUMNS, row.cells, strict=True)) for row in rows}
    assert cells["role-ic"] == {
        "Role": "Incident Commander",
        "Reports to": "Nobody (in charge)",
        "Depends on": "Nothing else",
        "Primary": "Ana Ruiz",
        "Alternates": "Ben Ode",
    }
    assert cells["role-med"]["Depends on"] == "Police commander, Ops"
    assert cells["role-med"]["Alternates"] == "Cay Lim"
    assert cells["role-ops"]["Primary"] == "Nobody assigned (Gil Gone has left)"
    assert cells["role-ops"]["Alternates"] == "Nobody named"
    assert cells["role-log"]["Primary"] == "Nobody assigned"
    assert cells["role-teacher"]["Primary"] == "Assigned on the day"
    assert cells["role-teacher"]["Alternates"] == "None needed"
    assert cells["role-stray"]["Reports to"] == "Nobody yet"
    assert cells["role-site"]["Reports to"] == "Police commander"


def test_a_level_shows_its_own_roles_and_lines() -> None:
    rows = chart_rows(PLAN, PACK, AS_OF, 1)
    assert [row.role for row in rows] == ["role-ic", "role-med", "role-teacher"]
    assert rows[1].cells[1:3] == ("Incident Commander", "Police commander")


def test_the_paragraph_says_who_commands_who_leads_and_who_is_missing() -> None:
    assert alternative_text(PLAN, PACK, AS_OF) == (
        "Seven roles are open at Level 3 major. In charge: Incident Commander (Ana Ruiz). "
        "Section chiefs: Ops (nobody assigned) and Log (nobody assigned). "
        "Nobody holds these three roles: Ops, Log and Stray."
    )
    assert alternative_text(PLAN, PACK, AS_OF, 1) == (
        "Three roles are open at Level 1 minor. In charge: Incident Commander (Ana Ruiz). "
        "Somebody is assigned to every role that needs it."
    )


def test_small_and_empty_charts() -> None:
    alone = pack_of([role("role-a")])
    assert alternative_text(plan_of(), alone, AS_OF) == (
        "One role is open at Level 3 major. Nobody holds this role: A."
    )
    closed = plan_of(settings={"role-a": {"opens_at": "never"}})
    assert alternative_text(closed, alone, AS_OF) == "No role is open at Level 3 major."
    assert chart_rows(closed, alone, AS_OF, 3) == ()


def test_the_federal_pack_is_described_whole_and_briefly() -> None:
    pack = load_pack("k12-federal")
    for level in (1, 2, 3):
        rows = chart_rows(plan_of(), pack, AS_OF, level)
        assert {row.role for row in rows} == {one.id for one in active_roles(plan_of(), pack, level)}
        assert all(cell for row in rows for cell in row.cells)
        words = alternative_text(plan_of(), pack, AS_OF, level)
        assert len(words) < 1000
        assert "\n" not in words


def test_lists_numbers_and_levels_as_sentences_say_them() -> None:
    assert [listed(items) for items in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert listed(["A", "B", "C", "D"], 2) == "A, B and 2 more"
    assert listed(["Count, parents", "B", "C"]) == "Count, parents; B and C"
    assert separated(["A", "B"]) == "A, B"
    assert [number(count) for count in (0, 9, 10, 1200)] == ["no", "nine", "10", "1,200"]
    assert [from_level(rank) for rank in (1, 2, 3)] == ["at every level", "from level 2 up", "at level 3"]


def test_dependencies_are_told_as_sentences_those_of_one_role_or_all() -> None:
    around = dependencies_text(PLAN, PACK, 3, "role-med")
    assert around.startswith("Med needs Police commander: because. Med needs approval from Ops: because.")
    assert around.count("because.") == 4
    assert dependencies_text(PLAN, PACK, 3) == around
    assert dependencies_text(PLAN, PACK, 3, "role-site") == "Nothing here depends on anything at this level."


def test_a_paragraph_on_many_dependencies_counts_the_rest() -> None:
    many = [role(f"role-{place}") for place in range(60)]
    pack = pack_of([COMMAND, *many], [relation("needs", one.id, "role-ic") for one in many])
    assert dependencies_text(PLAN, pack, 3).endswith("And 20 more.")
