"""A staff list is looked at first and imported in one step that can be undone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eopbuilder.errors import UserFixable
from eopbuilder.planning.changes import ChangeSet
from eopbuilder.planning.session import Session
from eopbuilder.planning.staff_import import STAFF_FIELDS, import_staff, preview
from tests.planning.sessions import new_session

AS_OF = date(2026, 9, 1)
TEXT = """\
Last,First,Nickname,Title,Email,Exit Date
Field,Ana,Annie,Cook,ana@school.example,
,,,Vacant,,
Stone,Bo,,,,6/12/2026
"""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "plan.eop") as session:
        yield session


@pytest.fixture
def staff_list(tmp_path: Path) -> Path:
    path = tmp_path / "staff.csv"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_preview_shows_how_the_list_was_understood(staff_list: Path) -> None:
    look = preview(staff_list)
    assert look.columns == ("Last", "First", "Nickname", "Title", "Email", "Exit Date")
    assert look.mapping == {0: "family_name", 1: "given_name", 3: "job_title", 4: "email", 5: "end_date"}
    assert set(look.mapping.values()) <= set(STAFF_FIELDS)
    assert look.samples[0][:2] == ("Field", "Ana")
    assert (look.row_count, look.format) == (3, "CSV, comma, UTF-8")


def test_a_preview_shows_a_few_rows_of_a_long_list(tmp_path: Path) -> None:
    path = tmp_path / "long.csv"
    path.write_text("Last,First\n" + "".join(f"Field,Ana{number}\n" for number in range(50)), encoding="utf-8")
    look = preview(path)
    assert look.row_count == 50
    assert len(look.samples) == 8


def test_an_import_is_one_undo_step_and_reports(session: Session, staff_list: Path) -> None:
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    report = import_staff(session, preview=preview(staff_list), as_of=AS_OF, origin="page")
    assert (report.added, report.merged, report.left, report.people) == (2, 0, 1, 2)
    assert [(note.row, note.why) for note in report.rejected] == [(3, "it has no name")]
    assert [(one.label, one.origin) for one in heard] == [("Import staff list", "page")]
    assert session.undo_label == "Import staff list"
    session.undo()
    assert session.plan.people == ()


def test_a_corrected_column_is_used(session: Session, staff_list: Path) -> None:
    import_staff(session, preview=preview(staff_list), mapping={0: "family_name", 2: "given_name"}, as_of=AS_OF)
    assert [person.name for person in session.plan.people] == ["Annie Field", "Stone"]


def test_without_a_column_of_names_nothing_is_changed(session: Session, staff_list: Path) -> None:
    with pytest.raises(UserFixable, match="no column was recognized as the names"):
        import_staff(session, preview=preview(staff_list), mapping={3: "job_title"}, as_of=AS_OF)
    assert session.undo_label is None


def test_importing_again_adds_nobody_and_is_no_undo_step(session: Session, staff_list: Path) -> None:
    import_staff(session, preview=preview(staff_list), as_of=AS_OF)
    before = session.plan
    assert import_staff(session, preview=preview(staff_list), as_of=AS_OF).added == 0
    assert session.plan.people == before.people
    session.undo()
    assert session.undo_label is None
