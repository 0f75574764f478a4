"""Roles a team adds: assigned, moved, refused in circles, removed with all that hangs on them, carried in files."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eopbuilder.domain.records import OwnLink, OwnRole
from eopbuilder.errors import UserFixable
from eopbuilder.planning import data_import, library, operations
from eopbuilder.planning.exporting import export_plan
from eopbuilder.planning.session import Session
from eopbuilder.rolegraph.analysis import check_roles
from eopbuilder.rolegraph.build import build_graph
from eopbuilder.rolegraph.case import Case
from eopbuilder.rolegraph.whatif import what_if

DAY = date(2026, 11, 26)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with library.create_plan(tmp_path / "plan.eop") as made:
        yield made


def add_role(session: Session, name: str, reports_to: str = "role-ops", **values: object) -> str:
    facts = {"name": name, "reports_to": reports_to, **values}
    return operations.add_record(session, table=OwnRole.TABLE, values=facts)


def test_a_role_of_our_own_is_a_role_like_any_other(session: Session) -> None:
    template = session.pack
    farm = add_role(session, "Farm Animal Lead", duties=["Leads the animals out"], min_alternates=1)
    assert session.pack is not template
    assert session.pack is session.pack
    ann = operations.add_record(session, table="people", values={"given_name": "Ann"})
    operations.assign_role(session, role=farm, person=ann)
    graph = build_graph(session.plan, session.pack, DAY)
    assert graph.nodes[farm]["label"] == "Farm Animal Lead"
    assert graph.has_edge(farm, "role-ops")
    said = [one.message for one in check_roles(session.plan, session.pack, DAY)]
    assert any("Farm Animal Lead" in one and "nobody can step up" not in one for one in said)
    outcome = what_if(session.plan, session.pack, DAY, Case(absent=frozenset({ann})))
    assert farm in outcome.uncovered
    session.undo()
    session.undo()
    session.undo()
    assert farm not in session.pack.roles


def test_level_and_supervisor_are_kept_with_the_role_itself(session: Session) -> None:
    farm = add_role(session, "Farm Animal Lead")
    operations.set_role_level(session, role=farm, opens_at=3)
    operations.set_supervisor(session, role=farm, reports_to="role-log")
    role = session.plan.get(OwnRole, farm)
    assert role is not None
    assert (role.opens_at, role.reports_to) == ("3", "role-log")
    assert session.plan.role_setting(farm) is None


def test_a_line_that_leads_round_in_a_circle_is_refused_with_the_way(session: Session) -> None:
    farm = add_role(session, "Farm Lead")
    barn = add_role(session, "Barn Lead", farm)
    with pytest.raises(UserFixable) as refused:
        operations.set_supervisor(session, role=farm, reports_to=barn)
    assert "Barn Lead reports to Farm Lead" in str(refused.value)
    with pytest.raises(UserFixable):
        operations.set_fact(session, table=OwnRole.TABLE, record=farm, field="reports_to", value=barn)
    assert session.pack.roles[farm].reports_to == "role-ops"


def test_removing_a_role_takes_along_what_means_nothing_without_it(session: Session) -> None:
    farm = add_role(session, "Farm Lead")
    barn = add_role(session, "Barn Lead", farm)
    ann = operations.add_record(session, table="people", values={"given_name": "Ann"})
    operations.assign_role(session, role=farm, person=ann)
    link = {"source": barn, "kind": "needs", "target": farm}
    operations.add_record(session, table=OwnLink.TABLE, values=link)
    hold = {"action": "pa-hold", "ordered_by": [farm, "role-ic"]}
    operations.add_record(session, table="actions", values=hold)
    operations.remove_record(session, table=OwnRole.TABLE, record=farm)
    assert session.plan.assignments == ()
    assert session.plan.all(OwnLink) == ()
    (left,) = session.plan.all(OwnRole)
    assert (left.id, left.reports_to) == (barn, None)
    assert session.plan.records("actions")[0].ordered_by == ("role-ic",)  # type: ignore[attr-defined]
    session.undo()
    assert session.pack.roles[barn].reports_to == farm
    assert len(session.plan.assignments) == 1


def test_roles_travel_in_plan_data(session: Session, tmp_path: Path) -> None:
    farm = add_role(session, "Farm Lead")
    barn = add_role(session, "Barn Lead", farm)
    operations.move_record(session, table=OwnRole.TABLE, record=barn, to_index=0)
    ann = operations.add_record(session, table="people", values={"given_name": "Ann"})
    operations.assign_role(session, role=barn, person=ann)
    operations.add_record(session, table=OwnLink.TABLE, values={"source": barn, "kind": "needs", "target": "tip-line"})
    export_plan(session.plan, session.pack, DAY, tmp_path / "plan.json")
    with library.create_plan(tmp_path / "other.eop") as other:
        report = data_import.import_data(other, path=tmp_path / "plan.json")
        assert report.rejected == ()
        assert other.plan.all(OwnRole) == session.plan.all(OwnRole)
        assert other.plan.all(OwnLink) == session.plan.all(OwnLink)
        assert other.plan.primary(barn) is not None


def test_data_names_roles_by_their_titles_and_refuses_what_is_not_clear(session: Session, tmp_path: Path) -> None:
    data = {
        "people": [{"given_name": "Ann"}],
        "own_roles": [
            {"name": "Barn Lead", "reports_to": "Farm Lead"},
            {"name": "Farm Lead", "reports_to": "Operations Section Chief"},
            {"name": "Lost Lead", "reports_to": "Nobody There"},
        ],
        "own_links": [{"source": "Barn Lead", "kind": "needs", "target": "Farm Lead"}],
        "assignments": [{"role": "Barn Lead", "person": "Ann", "order": 0}],
    }
    path = tmp_path / "data.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    report = data_import.import_data(session, path=path)
    assert [one.why for one in report.rejected] == ["Reports to: there is no role “Nobody There”"]
    assert [one.name for one in session.plan.all(OwnRole)] == ["Barn Lead", "Farm Lead"]
    barn, farm = session.plan.all(OwnRole)
    assert (barn.reports_to, farm.reports_to) == (farm.id, "role-ops")
    assert session.plan.primary(barn.id) is not None


def test_data_that_would_close_a_circle_keeps_the_line_there_was(session: Session, tmp_path: Path) -> None:
    farm = add_role(session, "Farm Lead")
    barn = add_role(session, "Barn Lead", farm)
    path = tmp_path / "data.json"
    path.write_text(json.dumps({"own_roles": [{"id": farm, "reports_to": barn}]}), encoding="utf-8")
    report = data_import.import_data(session, path=path)
    assert "it would close a circle" in report.rejected[0].why
    assert session.pack.roles[farm].reports_to == "role-ops"


def test_reading_a_file_knows_its_own_roles(session: Session) -> None:
    farm = add_role(session, "Farm Lead")
    session.publish()
    path = session.path
    session.close()
    reading = library.open_for_reading(path)
    assert farm in reading.pack.roles
