"""Importing a staff list: seen before it is taken, corrected, reported on, and undone in one step."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QTableWidget,
)
from pytestqt.qtbot import QtBot

from eopbuilder.errors import UserFixable
from tests.gui.screen import AS_OF, button, labels, named
from ui.dialogs import import_staff
from ui.dialogs.import_staff import ImportStaffDialog
from ui.main_window import MainWindow
from ui.workspace import Workspace

STAFF = """Nachname;First;Title;Cell;End
Park;Zoë;Nurse;505.555.0100;
Kim;An;Cook;;2020-01-31
;;;;
Lee;Bo;Teacher;12;
"""


@pytest.fixture
def staff(tmp_path: Path) -> Path:
    file = tmp_path / "staff.csv"
    file.write_text(STAFF, encoding="utf-8")
    return file


@pytest.fixture
def problems() -> list[UserFixable]:
    return []


@pytest.fixture
def dialog(space: Workspace, show: Callable[..., None], problems: list[UserFixable]) -> ImportStaffDialog:
    made = ImportStaffDialog(space.session, AS_OF, problems.append)
    show(made, 860, 560)
    return made


def read(dialog: ImportStaffDialog, file: Path, qtbot: QtBot) -> None:
    dialog.read_file(file)
    qtbot.waitUntil(lambda: not dialog._jobs.busy, timeout=5000)
    QApplication.processEvents()


def test_a_list_is_shown_as_it_was_understood(dialog: ImportStaffDialog, staff: Path, qtbot: QtBot) -> None:
    assert not button(dialog, "Import").isEnabled()
    read(dialog, staff, qtbot)
    assert any(words.startswith("3 rows, read as CSV") for words in labels(dialog))
    assert set(dialog.mapping().values()) >= {"given_name", "job_title", "mobile_phone"}
    table = named(dialog, QTableWidget, "The first rows of the list")
    heading = table.horizontalHeaderItem(0)
    cell = table.item(0, 1)
    assert heading is not None
    assert cell is not None
    assert (heading.text(), cell.text()) == ("Nachname", "Zoë")
    assert button(dialog, "Import").isEnabled()


def test_a_column_is_corrected_and_imported_in_one_step(
    dialog: ImportStaffDialog, staff: Path, space: Workspace, qtbot: QtBot
) -> None:
    read(dialog, staff, qtbot)
    column = named(dialog, QComboBox, "What the column Nachname holds")
    column.setCurrentIndex(column.findData("family_name"))
    ignored = named(dialog, QComboBox, "What the column Title holds")
    ignored.setCurrentIndex(0)
    button(dialog, "Import").click()
    assert {one.label for one in space.plan.people} == {"Zoë Park", "An Kim", "Bo Lee"}
    assert all(one.job_title is None for one in space.plan.people)
    report = named(dialog, QPlainTextEdit, "What was imported").toPlainText()
    assert report.startswith("3 people added")
    assert report.count("\nRow ") == len(dialog.report.rejected) + len(dialog.report.warnings)  # type: ignore[union-attr]
    assert space.session.undo_label == "Import staff list"
    space.session.undo()
    assert space.plan.people == ()


def test_the_report_is_closed_with_one_button(dialog: ImportStaffDialog, staff: Path, qtbot: QtBot) -> None:
    read(dialog, staff, qtbot)
    column = named(dialog, QComboBox, "What the column Nachname holds")
    column.setCurrentIndex(column.findData("family_name"))
    button(dialog, "Import").click()
    box = dialog.findChild(QDialogButtonBox)
    assert box is not None
    shown = [one for one in box.buttons() if one.isVisibleTo(dialog)]
    assert len(shown) == 1
    shown[0].click()
    assert dialog.result() == QDialog.DialogCode.Accepted


def test_without_a_name_column_nothing_is_taken(
    dialog: ImportStaffDialog, staff: Path, space: Workspace, problems: list[UserFixable], qtbot: QtBot
) -> None:
    read(dialog, staff, qtbot)
    for choice in dialog.findChildren(QComboBox):
        choice.setCurrentIndex(0)
    button(dialog, "Import").click()
    assert len(problems) == 1
    assert space.plan.people == ()
    assert dialog.report is None
    assert button(dialog, "Import").isEnabled()


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 40])
def test_a_bad_file_is_told_once_and_changes_nothing(
    dialog: ImportStaffDialog,
    space: Workspace,
    problems: list[UserFixable],
    tmp_path: Path,
    qtbot: QtBot,
    content: bytes,
) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(content)
    read(dialog, bad, qtbot)
    assert len(problems) == 1
    assert space.session.undo_label is None
    assert button(dialog, "Choose a file…").isEnabled()
    assert not button(dialog, "Import").isEnabled()


def test_a_file_is_chosen_from_the_computer(
    dialog: ImportStaffDialog, staff: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: ("", ""))
    button(dialog, "Choose a file…").click()
    assert dialog.mapping() == {}
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(staff), ""))
    button(dialog, "Choose a file…").click()
    qtbot.waitUntil(lambda: bool(dialog.mapping()), timeout=5000)


def test_another_list_may_be_read_after_the_first(
    dialog: ImportStaffDialog, staff: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    read(dialog, staff, qtbot)
    other = tmp_path / "other.csv"
    other.write_text("First name,Last name\nCy,Young\n", encoding="utf-8")
    read(dialog, other, qtbot)
    assert sorted(dialog.mapping().values()) == ["family_name", "given_name"]
    assert any(words.startswith("1 row, ") for words in labels(dialog))


def test_importing_before_a_file_is_read_does_nothing(dialog: ImportStaffDialog, space: Workspace) -> None:
    dialog._on_import_clicked()
    assert dialog.report is None


def test_the_people_page_offers_the_import(empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    assert empty_window.wizard is not None
    opened: list[object] = []

    def opens(self: ImportStaffDialog) -> int:
        opened.append(self)
        self.done(0)
        return 0

    monkeypatch.setattr(ImportStaffDialog, "exec", opens)
    empty_window.wizard.flow.jump("people")
    button(empty_window.wizard.page, "Import staff list…").click()
    assert len(opened) == 1


def test_columns_without_a_heading_are_numbered(dialog: ImportStaffDialog, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "gaps.csv"
    file.write_text("First name,,Last name\nCy,x,Young\nBo,y,Lee\n", encoding="utf-8")
    read(dialog, file, qtbot)
    assert "Column 2" in [one.text() for one in dialog.findChildren(QLabel)]
    assert import_staff._LEFT_OUT in [one.currentText() for one in dialog.findChildren(QComboBox)]
    assert isinstance(button(dialog, "Import"), QPushButton)
