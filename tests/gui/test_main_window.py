"""The window: plans are made, opened, kept, copied, restored and closed, and the words say whether all is saved."""

from __future__ import annotations

import shutil
import sys
import threading
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QFileDialog,
    QFrame,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QMessageBox,
    QPlainTextEdit,
    QPushButton,
)
from pytestqt.qtbot import QtBot

from eopbuilder import paths
from eopbuilder.errors import UserFixable
from eopbuilder.planning import library, operations, recent
from eopbuilder.planning.session import Session
from tests.gui.conftest import Said
from tests.gui.screen import AS_OF, button, field_of, labels, row_of, settle, type_into
from ui import app as app_module
from ui.dialogs import backups, messages
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.messages import FaultDialog, fault_report
from ui.main_window import MainWindow
from ui.settings import Look, load_look
from ui.theme import theme
from ui.widgets.record_list import RecordList

REAL = {name: getattr(messages, name) for name in ("tell", "problem", "ask", "ask_reason", "fault")}


@pytest.fixture
def answer_save(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Sets what the user answers to “where to save?”."""

    def answer(path: Path | None) -> None:
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path) if path else "", ""))

    return answer


@pytest.fixture
def answer_open(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path | None], None]:
    """Sets what the user answers to “which file?”."""

    def answer(path: Path | None) -> None:
        monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(path) if path else "", ""))

    return answer


def trigger(window: MainWindow, name: str) -> None:
    action = window.actions_[name]
    assert action.isEnabled(), name
    action.trigger()
    settle(window)


def is_welcome(window: MainWindow) -> bool:
    return window.welcome.isVisible() and window.workspace is None and window.windowTitle() == "eopbuilder"


# --- making and opening ---------------------------------------------------------------------------------------------


def test_a_window_begins_on_the_welcome_page(window: MainWindow) -> None:
    assert is_welcome(window)
    for name in ("copy", "restore", "export", "close", "undo", "redo"):
        assert not window.actions_[name].isEnabled()
    assert "Plans you open will be listed here." in labels(window)


def test_a_new_plan_is_made_where_the_user_says(
    window: MainWindow, answer_save: Callable[[Path | None], None], tmp_path: Path
) -> None:
    answer_save(tmp_path / "Cedar Hill")
    button(window, "New plan\nStart for your school").click()
    settle(window)
    assert (tmp_path / "Cedar Hill.eop").is_file()
    assert window.wizard is not None
    assert window.wizard.isVisible()
    assert window.windowTitle().endswith(" · Cedar Hill.eop · eopbuilder")
    assert window.actions_["export"].isEnabled()
    assert not window.actions_["undo"].isEnabled()
    assert not window.actions_["redo"].isEnabled()


@pytest.mark.parametrize("name", ["new", "open", "sample", "finished"])
def test_thinking_better_of_it_changes_nothing(
    window: MainWindow,
    answer_save: Callable[[Path | None], None],
    answer_open: Callable[[Path | None], None],
    name: str,
) -> None:
    answer_save(None)
    answer_open(None)
    trigger(window, name)
    assert is_welcome(window)


@pytest.mark.parametrize(
    ("way_in", "status"), [("Explore the sample school", None), ("See a finished plan", "approved")]
)
def test_the_sample_school_is_opened_as_a_copy(
    window: MainWindow,
    answer_save: Callable[[Path | None], None],
    tmp_path: Path,
    way_in: str,
    status: str | None,
) -> None:
    answer_save(tmp_path / "sample.eop")
    button = next(one for one in window.welcome.findChildren(QPushButton) if one.accessibleName() == way_in)
    button.click()
    assert window.windowTitle().startswith("Maple Ridge")
    assert (tmp_path / "sample.eop").is_file()
    assert window.workspace is not None
    assert window.workspace.plan.info.status == status


def test_the_ways_in_stand_below_one_another_when_there_is_little_room(window: MainWindow, app: QApplication) -> None:
    ways = [one for one in window.welcome.findChildren(QPushButton) if one.property("look") == "big"]
    places = {}
    for width in (1280, 960):
        window._wear(text_scale=100 if width == 1280 else 200)
        window.resize(width, 720)
        app.processEvents()
        places[width] = len({one.mapTo(window, one.rect().topLeft()).x() for one in ways})
    assert len(ways) == 4
    assert places == {1280: 2, 960: 1}


def test_a_plan_is_opened_and_remembered(
    window: MainWindow, answer_open: Callable[[Path | None], None], sample_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "plan & more.eop"
    shutil.copy(sample_file, file)
    answer_open(file)
    trigger(window, "open")
    assert window.workspace is not None
    assert window.workspace.session.path == file
    trigger(window, "close")
    assert is_welcome(window)
    known = next(one for one in window.welcome.findChildren(QPushButton) if str(file).replace("&", "&&") in one.text())
    known.click()
    settle(window)
    assert window.workspace is not None
    trigger(window, "close")
    window.actions_.recent.aboutToShow.emit()
    action = window.actions_.recent.actions()[0]
    assert action.isEnabled()
    action.trigger()
    assert window.workspace is not None


def test_a_recent_plan_that_is_gone_can_be_taken_off_the_list(
    window: MainWindow, sample_file: Path, tmp_path: Path
) -> None:
    file = tmp_path / "gone.eop"
    shutil.copy(sample_file, file)
    library.open_plan(file).close()
    file.unlink()
    window._show_welcome()
    away = next(one for one in window.welcome.findChildren(QPushButton) if "(not there now)" in one.text())
    assert not away.isEnabled()
    window.actions_.recent.aboutToShow.emit()
    assert not window.actions_.recent.actions()[0].isEnabled()
    button(window, "Take off the list").click()
    assert recent.recent_plans() == []
    assert "Plans you open will be listed here." in labels(window)


def test_without_recent_plans_the_menu_says_so(window: MainWindow) -> None:
    window.actions_.recent.aboutToShow.emit()
    assert [one.text() for one in window.actions_.recent.actions()] == ["None yet"]
    assert isinstance(window.actions_.recent, QMenu)


@pytest.mark.parametrize("content", [b"", b"not a plan at all", b"SQLite format 3\x00" + b"\xff" * 4000])
def test_a_damaged_file_is_one_problem_and_stays_as_it_is(
    window: MainWindow, tmp_path: Path, said: Said, content: bytes
) -> None:
    file = tmp_path / "damaged.eop"
    file.write_bytes(content)
    window.open_plan(file)
    assert len(said.problems) == 1
    said.problems.clear()
    assert is_welcome(window)
    assert file.read_bytes() == content


def test_a_plan_open_elsewhere_is_said_to_be_so(
    window: MainWindow, app: QApplication, sample_file: Path, tmp_path: Path, said: Said
) -> None:
    file = tmp_path / "plan.eop"
    shutil.copy(sample_file, file)
    window.open_plan(file)
    second = MainWindow(AS_OF)
    second.show()
    second.open_plan(file)
    assert len(said.problems) == 1
    assert "has had it open since" in str(said.problems[0])
    assert "Close it there first" in str(said.problems[0])
    said.problems.clear()
    assert is_welcome(second)
    second.close()
    second.deleteLater()
    assert window.workspace is not None


def test_opening_another_plan_closes_the_first(
    sample_window: MainWindow, answer_save: Callable[[Path | None], None], tmp_path: Path
) -> None:
    assert sample_window.workspace is not None
    first = sample_window.workspace.session
    answer_save(tmp_path / "second.eop")
    trigger(sample_window, "new")
    assert first.closed
    assert sample_window.workspace.session.path.name == "second.eop"


# --- nothing is lost --------------------------------------------------------------------------------------------------


def _school_name(path: Path) -> str | None:
    reading = library.open_for_reading(path)
    return reading.plan.school.name


def _type_school_name(window: MainWindow, words: str) -> None:
    assert window.wizard is not None
    window.wizard.page.show_part(1)
    type_into(field_of(row_of(window, "name"), QLineEdit), words)


@pytest.mark.parametrize("how", ["close the plan", "close the window", "quit"])
def test_what_is_being_typed_is_kept_on_the_way_out(empty_window: MainWindow, how: str) -> None:
    assert empty_window.workspace is not None
    path = empty_window.workspace.session.path
    _type_school_name(empty_window, "Cedar Hill")
    if how == "close the window":
        empty_window.close()
    else:
        empty_window.actions_["close" if how == "close the plan" else "quit"].trigger()
    assert empty_window.workspace is None
    assert _school_name(path) == "Cedar Hill"


def test_what_is_being_typed_is_kept_when_another_page_is_shown(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    assert empty_window.wizard is not None
    _type_school_name(empty_window, "Cedar Hill")
    empty_window.wizard.flow.jump("people")
    assert empty_window.workspace.plan.school.name == "Cedar Hill"
    assert empty_window.windowTitle().startswith("Cedar Hill · ")


def test_the_plan_file_follows_and_the_words_say_so(empty_window: MainWindow, qtbot: QtBot) -> None:
    assert empty_window.workspace is not None
    space = empty_window.workspace
    words: list[str] = []
    space.publishing.connect(words.append)
    operations.set_fact(space.session, table="school", field="name", value="Cedar Hill")
    assert space.session.has_unpublished_changes
    qtbot.waitUntil(lambda: not space.session.has_unpublished_changes, timeout=6000)
    settle(empty_window)
    assert words == ["Saved. Updating the plan file…", "Saved"]
    assert "Saved" in [one.text() for one in empty_window.statusBar().findChildren(QLabel)]
    assert _school_name(space.session.path) == "Cedar Hill"


def test_a_plan_file_that_cannot_be_written_is_told_and_the_work_is_kept(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    assert empty_window.workspace is not None
    space = empty_window.workspace
    trouble = UserFixable("The plan file was not written", "the disk is full", "Free some space")

    class Failing:
        def finish(self) -> None:
            raise trouble

    with monkeypatch.context() as patch:
        patch.setattr(Session, "prepare_publication", lambda _self: Failing())
        operations.set_fact(space.session, table="school", field="name", value="Cedar Hill")
        space.publish_soon()
        settle(empty_window)
    assert said.problems == [trouble]
    said.problems.clear()
    saved = [one.text() for one in empty_window.statusBar().findChildren(QLabel)]
    assert "Saved on this computer; the plan file could not be updated" in saved


def test_a_plan_that_cannot_even_be_prepared_is_told(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    assert empty_window.workspace is not None
    trouble = UserFixable("Nothing was written", "the disk is full", "Free some space")

    def fail(_self: Session) -> None:
        raise trouble

    operations.set_fact(empty_window.workspace.session, table="school", field="name", value="Cedar Hill")
    with monkeypatch.context() as patch:
        patch.setattr(Session, "prepare_publication", fail)
        empty_window.workspace.publish_soon()
    assert said.problems == [trouble]
    said.problems.clear()


def test_a_slow_drive_is_asked_once_at_a_time(
    empty_window: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    assert empty_window.workspace is not None
    space = empty_window.workspace
    begun: list[int] = []
    go_on = threading.Event()

    class Slow:
        def finish(self) -> None:
            begun.append(1)
            go_on.wait(10)

    operations.set_fact(space.session, table="school", field="name", value="Cedar Hill")
    with monkeypatch.context() as patch:
        patch.setattr(Session, "prepare_publication", lambda _self: Slow())
        space.publish_soon()
        space.publish_soon()
        qtbot.waitUntil(lambda: begun == [1], timeout=5000)
        go_on.set()
        settle(empty_window)
        space._publish_timer.stop()
    assert begun == [1]


def test_a_file_changed_by_someone_else_is_kept_beside(empty_window: MainWindow, said: Said) -> None:
    assert empty_window.workspace is not None
    space = empty_window.workspace
    shutil.copy(space.session.path, space.session.path.with_suffix(".other"))
    with space.session.path.open("ab") as stream:
        stream.write(b"\0" * 4096)
    operations.set_fact(space.session, table="school", field="name", value="Cedar Hill")
    space.publish_soon()
    settle(empty_window)
    assert len(said.problems) == 1
    assert "both were kept" in said.problems[0].why
    said.problems.clear()


def test_work_found_on_this_computer_is_told(
    window: MainWindow, open_sample: Callable[[], Session], said: Said
) -> None:
    session = open_sample()
    session.recovered = True
    window.show_session(session)
    assert [title for title, _ in said.told] == ["Your work is back"]
    window.close_plan()
    session = open_sample()
    session.kept_beside = Path("Maple Ridge (2).eop")
    window.show_session(session)
    assert "Maple Ridge (2).eop" in said.told[-1][1]


def test_unfinished_work_is_offered_on_the_welcome_page(window: MainWindow, open_sample: Callable[[], Session]) -> None:
    session = open_sample()
    operations.set_fact(session, table="school", field="name", value="Cedar Hill")
    session._working.close()
    session._closed = True
    session._desk.lock.file.unlink()
    assert any(paths.working_folder().iterdir())
    window._show_welcome()
    QApplication.processEvents()
    notice = next(one for one in window.welcome.findChildren(QFrame) if one.objectName() == "notice")
    button(notice, "Open it").click()
    settle(window)
    assert window.workspace is not None
    assert window.workspace.plan.school.name == "Cedar Hill"


def test_closing_without_a_plan_does_nothing(window: MainWindow) -> None:
    window.close_plan()
    window.save_copy()
    window.restore_backup()
    window.go_to_export()
    window.undo()
    window.redo()
    window._on_changed()
    assert is_welcome(window)


def test_trouble_on_closing_is_told_and_the_window_closes(
    sample_window: MainWindow, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    assert sample_window.workspace is not None
    trouble = UserFixable("The plan file was not written", "the drive is gone", "Plug it in")
    space = sample_window.workspace

    def fail() -> None:
        raise trouble

    monkeypatch.setattr(space, "close", fail)
    sample_window.close()
    assert said.problems == [trouble]
    said.problems.clear()
    assert not sample_window.isVisible()
    space.jobs.close()
    space._review_timer.stop()
    space._publish_timer.stop()
    space._bridge.close()


# --- copies and backups -----------------------------------------------------------------------------------------------


def test_a_copy_holds_what_was_just_typed(
    empty_window: MainWindow, answer_save: Callable[[Path | None], None], tmp_path: Path
) -> None:
    assert empty_window.workspace is not None
    path = empty_window.workspace.session.path
    _type_school_name(empty_window, "Cedar Hill")
    answer_save(None)
    trigger(empty_window, "copy")
    answer_save(tmp_path / "copy")
    trigger(empty_window, "copy")
    assert _school_name(tmp_path / "copy.eop") == "Cedar Hill"
    assert empty_window.statusBar().currentMessage() == "A copy was saved as copy.eop"
    assert empty_window.workspace.session.path == path
    empty_window.statusBar().clearMessage()


def test_an_earlier_state_is_restored(
    window: MainWindow, open_sample: Callable[[], Session], monkeypatch: pytest.MonkeyPatch
) -> None:
    session = open_sample()
    path = session.path
    before = session.plan.school.name
    operations.set_fact(session, table="school", field="name", value="Cedar Hill")
    session.close()
    window.open_plan(path)  # makes a backup, because the file changed
    assert window.workspace is not None
    operations.set_fact(window.workspace.session, table="school", field="name", value="Third name")
    chosen: list[BackupsDialog] = []

    def takes_the_oldest(dialog: BackupsDialog) -> int:
        chosen.append(dialog)
        dialog._list.setCurrentRow(dialog._list.count() - 1)
        return int(QDialog.DialogCode.Accepted)

    monkeypatch.setattr(BackupsDialog, "exec", takes_the_oldest)
    trigger(window, "restore")
    assert window.workspace is not None
    assert window.workspace.session.path == path
    assert window.workspace.plan.school.name in {before, "Cedar Hill"}
    assert window.workspace.plan.school.name != "Third name"
    assert len(chosen) == 1


def test_a_backup_that_cannot_be_read_is_told(
    sample_window: MainWindow, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    assert sample_window.workspace is not None
    path = sample_window.workspace.session.path

    def fail(*_args: object, **_more: object) -> None:
        raise UserFixable("The backup was not restored", "it is damaged", "Choose another one")

    monkeypatch.setattr(BackupsDialog, "exec", lambda _self: 1)
    monkeypatch.setattr(BackupsDialog, "chosen", lambda _self: object())
    monkeypatch.setattr(library, "restore_backup", fail)
    trigger(sample_window, "restore")
    assert [one.why for one in said.problems] == ["it is damaged"]
    said.problems.clear()
    assert sample_window.workspace is not None
    assert sample_window.workspace.session.path == path


def test_backups_are_named_by_their_day(app: QApplication, open_sample: Callable[[], Session]) -> None:
    session = open_sample()
    found = library.backups(session.path)
    dialog = BackupsDialog(found)
    assert dialog._list.count() == len(found)
    if found:
        assert dialog.chosen() is found[0]
    empty = BackupsDialog([])
    assert empty.chosen() is None
    assert any("no backup" in words for words in labels(empty))
    for one in (dialog, empty):
        one.deleteLater()
    assert backups.BackupsDialog is BackupsDialog


# --- undo, look, help -------------------------------------------------------------------------------------------------


def test_undo_and_redo_work_across_pages_and_say_what(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    assert empty_window.wizard is not None
    _type_school_name(empty_window, "Cedar & Hill")
    empty_window.wizard.flow.jump("sites")
    settle(empty_window)
    button(empty_window.wizard.page, "Add site").click()
    assert empty_window.actions_["undo"].text() == "&Undo: Add site"
    trigger(empty_window, "undo")
    assert empty_window.workspace.plan.records("sites") == ()
    trigger(empty_window, "undo")
    assert empty_window.workspace.plan.school.name is None
    assert not empty_window.actions_["undo"].isEnabled()
    assert empty_window.actions_["redo"].text() == "&Redo: Change school name"
    trigger(empty_window, "redo")
    trigger(empty_window, "redo")
    assert empty_window.workspace.plan.school.name == "Cedar & Hill"
    assert len(empty_window.workspace.plan.records("sites")) == 1
    assert not empty_window.actions_["redo"].isEnabled()


def test_undo_takes_what_is_being_typed_first(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    _type_school_name(empty_window, "Cedar")
    empty_window.undo()
    assert empty_window.workspace.plan.school.name is None
    assert field_of(row_of(empty_window, "name"), QLineEdit).text() == ""


def test_the_keys_of_undo_reach_the_plan_from_within_a_field(empty_window: MainWindow, qtbot: QtBot) -> None:
    assert empty_window.workspace is not None
    space = empty_window.workspace
    _type_school_name(empty_window, "Cedar")
    qtbot.waitUntil(lambda: space.plan.school.name == "Cedar", timeout=2000)
    line = field_of(row_of(empty_window, "name"), QLineEdit)
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert space.plan.school.name is None
    assert line.text() == ""
    QTest.keyClick(line, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert space.plan.school.name == "Cedar"
    assert line.text() == "Cedar"


def test_a_new_look_keeps_the_place_and_the_words(empty_window: MainWindow) -> None:
    assert empty_window.wizard is not None
    assert empty_window.workspace is not None
    empty_window.wizard.flow.jump("school")
    _type_school_name(empty_window, "Cedar Hill")
    for name, look in (("dark", Look("dark")), ("larger", Look("dark", 115)), ("larger", Look("dark", 130))):
        trigger(empty_window, name)
        assert load_look() == look
        assert theme().dark
        assert theme().scale == look.text_scale / 100
        page = empty_window.wizard.page
        assert (page.step.id, page.part) == ("school", 1)
        assert field_of(row_of(empty_window, "name"), QLineEdit).text() == "Cedar Hill"
    trigger(empty_window, "smaller")
    trigger(empty_window, "usual")
    trigger(empty_window, "smaller")
    trigger(empty_window, "light")
    assert load_look() == Look("light", 100)
    trigger(empty_window, "system")
    assert load_look().appearance == "system"
    operations.set_fact(empty_window.workspace.session, table="school", field="name", value="Maple")
    assert field_of(row_of(empty_window, "name"), QLineEdit).text() == "Maple"


def test_text_grows_no_further_than_its_largest(window: MainWindow) -> None:
    for _ in range(10):
        window.actions_["larger"].trigger()
    assert theme().scale == 2


def test_help_says_the_shortcuts_and_what_this_is(window: MainWindow, said: Said) -> None:
    trigger(window, "shortcuts")
    trigger(window, "about")
    assert [title for title, _ in said.told] == ["Keyboard shortcuts", "About eopbuilder"]
    for words in ("F6", "Alt+Right", "Ctrl+Z"):
        assert words in said.told[0][1]
    assert "not legal advice" in said.told[1][1]


# --- faults and messages ----------------------------------------------------------------------------------------------


def _fault(secret: str) -> RuntimeError:
    try:
        raise RuntimeError(f"{secret} is wrong")
    except RuntimeError as error:
        return error


def test_a_fault_anywhere_is_shown_once_and_says_nothing_of_the_plan(
    window: MainWindow, said: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    hook = app_module._show_faults_in(window)
    error = _fault("Zoë Park")
    nested: list[int] = []

    def show(_parent: object, shown: BaseException) -> None:
        nested.append(1)
        hook(type(shown), shown, None)
        said.faults.append(shown)

    monkeypatch.setattr(messages, "fault", show)
    hook(type(error), error, error.__traceback__)
    assert nested == [1]
    hook(type(error), error, error.__traceback__)
    assert said.faults == [error, error]
    said.faults.clear()
    log = paths.log_file().read_text(encoding="utf-8") if paths.log_file().exists() else ""
    assert "Zoë" not in log


def test_the_report_of_a_fault_holds_versions_and_places_only(app: QApplication) -> None:
    error = _fault("Zoë Park")
    report = fault_report(error)
    assert "eopbuilder " in report
    assert "RuntimeError" in report
    assert "test_main_window.py:" in report
    assert "Zoë" not in report
    dialog = FaultDialog(error)
    text = dialog.findChild(QPlainTextEdit)
    assert text is not None
    assert text.toPlainText() == report
    assert text.isReadOnly()
    dialog.deleteLater()


def test_trouble_in_the_background_reaches_the_user(sample_window: MainWindow, said: Said) -> None:
    assert sample_window.workspace is not None
    trouble, fault = UserFixable("A", "b", "C"), ValueError("x")
    for one in (trouble, fault, "neither"):
        sample_window.workspace.trouble.emit(one)
    assert said.problems == [trouble]
    assert said.faults == [fault]
    said.problems.clear()
    said.faults.clear()


def _answer_next_box(app: QApplication, press: Callable[[QDialog], None], seen: list[str]) -> None:
    """Answers the next dialog that waits for the user."""

    def answer() -> None:
        box = app.activeModalWidget()
        assert isinstance(box, QDialog)
        if isinstance(box, QMessageBox):
            seen.append(f"{box.text()}|{box.informativeText()}")
        press(box)

    QTimer.singleShot(0, answer)


def test_messages_say_what_why_and_what_to_do(app: QApplication) -> None:
    seen: list[str] = []
    _answer_next_box(app, lambda box: box.accept(), seen)
    REAL["tell"](None, "Title", "Words")
    _answer_next_box(app, lambda box: box.accept(), seen)
    REAL["problem"](None, UserFixable("It failed", "it was full", "Empty it"))
    assert seen == ["Words|", "It failed.|Why: it was full.\n\nWhat to do: Empty it."]
    _answer_next_box(app, lambda box: box.reject(), seen)
    REAL["fault"](None, _fault("x"))


@pytest.mark.parametrize(("words", "agreed"), [("Replace", True), ("Cancel", False)])
def test_a_question_is_answered_as_pressed(app: QApplication, words: str, agreed: bool) -> None:
    def press(box: QDialog) -> None:
        assert isinstance(box, QMessageBox)
        assert box.defaultButton().text() == "Cancel"
        next(one for one in box.buttons() if one.text() == words).click()

    _answer_next_box(app, press, [])
    assert REAL["ask"](None, "Title", "Replace it?", "Replace") is agreed


@pytest.mark.parametrize(
    ("typed", "accepted", "reason"), [(" None here ", True, "None here"), ("  ", True, None), ("x", False, None)]
)
def test_a_reason_is_asked_for(app: QApplication, typed: str, accepted: bool, reason: str | None) -> None:
    def press(box: QDialog) -> None:
        assert isinstance(box, QInputDialog)
        assert "Wheelchair" in box.labelText()
        box.setTextValue(typed)
        box.accept() if accepted else box.reject()

    _answer_next_box(app, press, [])
    assert REAL["ask_reason"](None, "Wheelchair users") == reason


# --- starting -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_plan", [False, True])
def test_the_program_starts_and_ends(
    app: QApplication, monkeypatch: pytest.MonkeyPatch, sample_file: Path, tmp_path: Path, with_plan: bool
) -> None:
    windows: list[MainWindow] = []
    file = tmp_path / "plan.eop"
    shutil.copy(sample_file, file)

    def run_no_further(_app: object = None) -> int:
        windows.extend(one for one in app.topLevelWidgets() if isinstance(one, MainWindow) and one.isVisible())
        return 0

    monkeypatch.setattr(QApplication, "exec", run_no_further)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    interval = sys.getswitchinterval()
    assert app_module.run(file if with_plan else None, date(2026, 11, 21)) == 0
    sys.setswitchinterval(interval)
    assert len(windows) == 1
    assert (windows[0].workspace is not None) is with_plan
    assert app.applicationName() == "eopbuilder"
    assert not app.windowIcon().isNull()
    windows[0].close()
    windows[0].deleteLater()
    theme().wear(Look("light"))


def test_what_was_refused_is_asked_about_before_the_plan_closes(empty_window: MainWindow, said: Said) -> None:
    wizard = empty_window.wizard
    assert wizard is not None
    wizard.flow.jump("school")
    wizard.page.show_part(1)
    row = row_of(empty_window, "enrollment")
    type_into(field_of(row, QLineEdit), "many")
    wizard.flow.jump("review")
    said.agrees = False
    assert not empty_window.close()
    assert empty_window.workspace is not None
    assert "“many”" in said.asked[-1]
    QApplication.processEvents()
    assert (wizard.flow.current.id, wizard.page.part) == ("school", 1)
    assert field_of(row, QLineEdit).text() == "many"
    said.agrees = True
    assert empty_window.close_plan()
    assert empty_window.workspace is None


def test_going_back_leads_to_the_record_that_was_refused(empty_window: MainWindow, said: Said) -> None:
    wizard, space = empty_window.wizard, empty_window.workspace
    assert wizard is not None
    assert space is not None
    first = operations.add_record(space.session, table="sites", values={"name": "A"})
    second = operations.add_record(space.session, table="sites", values={"name": "B"})
    wizard.flow.jump("sites")
    records = wizard.page.findChildren(RecordList)[0]
    records.choose(first)
    type_into(field_of(row_of(records, "capacity"), QLineEdit), "very many")
    records.choose(second)
    said.agrees = False
    assert not empty_window.close_plan()
    assert records.current == first
    assert field_of(row_of(records, "capacity"), QLineEdit).text() == "very many"
    said.agrees = True
