"""Plan data is imported in one step that can be undone, and a file that is none changes nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eopbuilder.errors import UserFixable
from eopbuilder.planning.data_import import Rejection, import_data
from tests.planning.sessions import new_session


def write(folder: Path, data: object) -> Path:
    path = folder / "data.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_an_import_is_one_undo_step_and_reports(tmp_path: Path) -> None:
    data = {
        "people": [{"given_name": "Ana"}, {"nickname": "x"}],
        "school": {"name": "Cedar Hollow"},
        "answers": {"leader": "Ana", "meeting-point": "Field"},
    }
    with new_session(tmp_path / "plan.eop") as session:
        report = import_data(session, path=write(tmp_path, data), origin="page")
        assert (report.added, report.changed) == (3, 1)
        assert report.rejected == (Rejection("people[1]", "a person has no field “nickname”"),)
        assert session.plan.school.name == "Cedar Hollow"
        assert session.undo_label == "Import plan data"
        session.undo()
        assert session.plan.people == ()
        assert session.plan.school.name is None


def test_a_file_that_is_no_plan_data_changes_nothing(tmp_path: Path) -> None:
    with new_session(tmp_path / "plan.eop") as session:
        with pytest.raises(UserFixable, match="has a part called “students”"):
            import_data(session, path=write(tmp_path, {"school": {"name": "X"}, "students": []}))
        assert session.undo_label is None
