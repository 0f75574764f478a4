"""Entering facts: every kind of field saves what is typed, shows what the plan holds, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from eopbuilder.domain.facts import Known, NotApplicable, Unknown
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Building, Channel, Person, Site, Zone
from eopbuilder.errors import UserFixable
from eopbuilder.planning import operations
from tests.gui.conftest import Said
from tests.gui.screen import button, field_of, labels, leave, named, pick, row_of, type_into
from ui.main_window import MainWindow
from ui.widgets import form_row
from ui.widgets.editors import Editor
from ui.widgets.fact_form import FactForm, question_form, record_form, reveal, scrolled
from ui.widgets.form_row import FormRow, with_mnemonics
from ui.workspace import Workspace

Show = Callable[..., None]


@pytest.fixture
def form(space: Workspace, show: Show, monkeypatch: pytest.MonkeyPatch) -> Callable[..., FactForm]:
    """Shows the form of a record, made on the way when it is not the plan's or the school's; its pause is short."""
    monkeypatch.setattr(form_row, "_TYPING_PAUSE", 60)

    def make(table: str, **values: object) -> FactForm:
        record = table if table == "school" else operations.add_record(space.session, table=table, values=values)
        made = record_form(space, table, record)
        show(made)
        return made

    return make


@pytest.fixture
def person(space: Workspace) -> str:
    return operations.add_record(space.session, table="people", values={"given_name": "Ann", "family_name": "Lee"})


def the_row(form: FactForm, field: str) -> FormRow:
    row = form.row(field)
    assert row is not None
    return row


# --- every kind ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "field", "typed", "value", "shown"),
    [
        ("school", "name", "  Maple   Ridge ", "Maple Ridge", "Maple Ridge"),
        ("school", "phone", "505-555-0100", "505-555-0100", "505-555-0100"),
        ("people", "email", "ann@school.org", "ann@school.org", "ann@school.org"),
        ("school", "enrollment", "1,412", 1412, "1412"),
        ("sites", "distance_miles", "0.5", 0.5, "0.5"),
        ("sites", "distance_miles", "3.0", 3.0, "3"),
        ("people", "end_date", "8/31/2026", date(2026, 8, 31), "2026-08-31"),
        ("people", "end_date", "2026-08-31", date(2026, 8, 31), "2026-08-31"),
        ("people", "end_date", " 08-31-2026 ", date(2026, 8, 31), "2026-08-31"),
    ],
)
def test_a_line_is_saved_and_shown_as_the_plan_writes_it(
    form: Callable[..., FactForm], space: Workspace, table: str, field: str, typed: str, value: object, shown: str
) -> None:
    row = the_row(form(table), field)
    line = field_of(row, QLineEdit)
    type_into(line, typed)
    leave(line)
    record = space.plan.find(table, row.record_key.partition(":")[2])
    assert record is not None
    assert record.fact(field) == Known(value)
    assert line.text() == shown


def test_long_text_keeps_its_lines(form: Callable[..., FactForm], space: Workspace) -> None:
    text = field_of(the_row(form("school"), "other_hours"), QPlainTextEdit)
    type_into(text, "Before school\nAfter school")
    leave(text)
    assert space.plan.school.other_hours == "Before school\nAfter school"
    assert text.tabChangesFocus()


def test_a_long_text_box_grows_with_its_text(form: Callable[..., FactForm]) -> None:
    text = field_of(the_row(form("school"), "other_hours"), QPlainTextEdit)
    before = text.height()
    type_into(text, "\n".join("line" for _ in range(8)))
    assert text.height() > before
    type_into(text, "\n".join("line" for _ in range(60)))
    assert text.height() < 500


def test_several_texts_are_one_a_line(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("people"), "languages")
    text = field_of(row, QPlainTextEdit)
    type_into(text, "English\n\n  Navajo \nEnglish")
    leave(text)
    assert space.plan.people[0].languages == ("English", "Navajo")
    assert text.toPlainText() == "English\nNavajo"


def test_yes_or_no_is_neither_until_chosen(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("buildings"), "reached_by_pa")
    yes, no = row.findChildren(QRadioButton)
    assert not yes.isChecked()
    assert not no.isChecked()
    no.click()
    assert space.plan.records("buildings")[0].fact("reached_by_pa") == Known(False)
    yes.click()
    assert space.plan.records("buildings")[0].fact("reached_by_pa") == Known(True)
    space.session.undo()
    assert no.isChecked()
    space.session.undo()
    assert not yes.isChecked()
    assert not no.isChecked()


def test_a_choice_is_saved_and_taken_back(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("sites"), "reach")
    combo = field_of(row, QComboBox)
    assert combo.currentText() == "Not chosen yet"
    words = combo.itemText(1)
    pick(combo, words)
    site = space.plan.records("sites")[0]
    assert isinstance(site, Site)
    assert site.reach == combo.itemData(1)
    pick(combo, "Not chosen yet")
    assert isinstance(space.plan.records("sites")[0].fact("reach"), Unknown)


def test_several_choices_are_boxes_to_check(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("channels"), "reaches")
    boxes = row.findChildren(QCheckBox)
    assert len(boxes) > 2
    boxes[2].click()
    boxes[0].click()
    channel = space.plan.records("channels")[0]
    assert isinstance(channel, Channel)
    assert len(channel.reaches) == 2
    boxes[0].click()
    boxes[2].click()
    assert isinstance(space.plan.records("channels")[0].fact("reaches"), Unknown)


def test_a_reference_points_at_what_there_is(form: Callable[..., FactForm], space: Workspace) -> None:
    site = operations.add_record(space.session, table="sites", values={"name": "Grace Church"})
    row = the_row(form("zones"), "site")
    combo = field_of(row, QComboBox)
    pick(combo, "Grace Church")
    zone = space.plan.records("zones")[0]
    assert isinstance(zone, Zone)
    assert zone.site == site
    operations.add_record(space.session, table="sites", values={"name": "Library"})
    assert combo.findText("Library") > 0
    assert combo.currentText() == "Grace Church"
    operations.set_fact(space.session, table="sites", record=site, field="name", value="Grace Chapel")
    assert combo.currentText() == "Grace Chapel"


def test_several_references_are_added_and_removed_one_by_one(
    form: Callable[..., FactForm], space: Workspace, person: str
) -> None:
    row = the_row(form("channels"), "operators")
    combo = field_of(row, QComboBox)
    pick(combo, "Ann Lee")
    channel = space.plan.records("channels")[0]
    assert isinstance(channel, Channel)
    assert channel.operators == (person,)
    assert combo.findText("Ann Lee") < 0
    assert combo.currentText() == "Add another…"
    named(row, QPushButton, "Remove Ann Lee").click()
    assert isinstance(space.plan.records("channels")[0].fact("operators"), Unknown)
    space.session.undo()
    named(row, QPushButton, "Remove Ann Lee")


def test_somebody_who_left_is_not_offered(form: Callable[..., FactForm], space: Workspace, person: str) -> None:
    operations.set_fact(space.session, table="people", record=person, field="left", value=True)
    combo = field_of(the_row(form("channels"), "operators"), QComboBox)
    assert combo.findText("Ann Lee") < 0


def test_a_person_removed_is_gone_from_the_field(form: Callable[..., FactForm], space: Workspace, person: str) -> None:
    row = the_row(form("channels", operators=[person]), "operators")
    named(row, QPushButton, "Remove Ann Lee")
    operations.remove_record(space.session, table="people", record=person)
    assert not [one for one in row.findChildren(QPushButton) if one.isVisibleTo(row)]


def test_answers_to_questions_are_saved(space: Workspace, show: Show) -> None:
    form = question_form(space, ["q-bp-adopted-by", "q-bp-hazards", "q-ics-8"])
    show(form)
    line = field_of(the_row(form, "q-bp-adopted-by"), QLineEdit)
    type_into(line, "School board")
    form.flush()
    question = space.pack.questions["q-bp-adopted-by"]
    assert space.plan.answer(question) == Known("School board")
    type_into(line, "")
    QTest.keyClick(line, Qt.Key.Key_Delete)
    form.flush()
    assert isinstance(space.plan.answer(question), Unknown)


# --- boxes that are searched --------------------------------------------------------------------------------------


@pytest.fixture
def site_box(form: Callable[..., FactForm], space: Workspace) -> QComboBox:
    for name in ("Grace Church", "City Library", "County Library"):
        operations.add_record(space.session, table="sites", values={"name": name})
    return field_of(the_row(form("zones"), "site"), QComboBox)


def _site_of_zone(space: Workspace) -> str | None:
    zone = space.plan.records("zones")[0]
    assert isinstance(zone, Zone)
    site = space.plan.find("sites", zone.site or "")
    return site.label if site else None


@pytest.mark.parametrize(
    ("typed", "chosen"), [("grace", "Grace Church"), ("CITY LIBRARY", "City Library"), ("library", None), ("zzz", None)]
)
def test_typed_words_choose_what_they_mean_or_nothing(
    space: Workspace, site_box: QComboBox, typed: str, chosen: str | None
) -> None:
    type_into(site_box, typed)
    leave(site_box)
    assert _site_of_zone(space) == chosen
    assert site_box.currentText() == (chosen or "Not chosen yet")


def test_emptying_a_searched_box_takes_the_choice_back(space: Workspace, site_box: QComboBox) -> None:
    pick(site_box, "Grace Church")
    type_into(site_box, "")
    QTest.keyClick(site_box, Qt.Key.Key_Delete)
    leave(site_box)
    assert _site_of_zone(space) is None
    assert site_box.currentText() == "Not chosen yet"


def test_return_chooses_what_was_typed(space: Workspace, site_box: QComboBox) -> None:
    type_into(site_box, "county")
    QTest.keyClick(site_box, Qt.Key.Key_Return)
    assert _site_of_zone(space) == "County Library"


def _wheel_over(widget: QWidget) -> None:
    event = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


@pytest.mark.parametrize(("table", "field"), [("zones", "site"), ("sites", "reach"), ("channels", "operators")])
def test_a_passing_wheel_changes_nothing(
    form: Callable[..., FactForm], space: Workspace, person: str, table: str, field: str
) -> None:
    operations.add_record(space.session, table="sites", values={"name": "Grace Church"})
    combo = field_of(the_row(form(table), field), QComboBox)
    label = space.session.undo_label
    _wheel_over(combo)
    assert combo.currentIndex() == 0
    assert space.session.undo_label == label


def test_arrow_keys_do_not_add_a_person_by_accident(
    form: Callable[..., FactForm], space: Workspace, person: str
) -> None:
    combo = field_of(the_row(form("channels"), "operators"), QComboBox)
    combo.setFocus()
    QTest.keyClick(combo, Qt.Key.Key_Down)
    assert combo.view().isVisible()
    combo.hidePopup()
    assert isinstance(space.plan.records("channels")[0].fact("operators"), Unknown)


# --- dates from the calendar --------------------------------------------------------------------------------------


def test_a_date_can_be_picked(form: Callable[..., FactForm], space: Workspace, app: QApplication) -> None:
    row = the_row(form("people", end_date="2026-08-31"), "end_date")
    named(row, QToolButton, "Pick a date from a calendar").click()
    app.processEvents()
    menu = next(one for one in row.findChildren(QMenu) if one.isVisible())
    calendar = menu.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2026, 8, 31)
    calendar.activated.emit(QDate(2027, 1, 4))
    person = space.plan.people[0]
    assert person.end_date == date(2027, 1, 4)
    assert field_of(row, QLineEdit).text() == "2027-01-04"
    app.processEvents()


# --- when it is saved ---------------------------------------------------------------------------------------------


def test_typing_is_saved_after_a_pause(form: Callable[..., FactForm], space: Workspace, qtbot: QtBot) -> None:
    line = field_of(the_row(form("school"), "name"), QLineEdit)
    type_into(line, "Maple")
    assert space.plan.school.name is None
    QTest.keyClicks(line, " Ridge")
    assert space.plan.school.name is None
    qtbot.waitUntil(lambda: space.plan.school.name == "Maple Ridge", timeout=2000)


def test_the_pause_is_long_enough_for_a_slow_hand_and_short_enough_to_lose_nothing() -> None:
    assert form_row._TYPING_PAUSE == 400


def test_a_pause_in_the_middle_of_typing_changes_nothing_in_the_field(
    form: Callable[..., FactForm], space: Workspace, qtbot: QtBot
) -> None:
    line = field_of(the_row(form("school"), "name"), QLineEdit)
    type_into(line, "Ridge")
    line.home(False)
    QTest.keyClicks(line, "Maple ")
    qtbot.waitUntil(lambda: space.plan.school.name == "Maple Ridge", timeout=2000)
    assert line.cursorPosition() == len("Maple ")
    line.end(False)
    QTest.keyClicks(line, " ")
    qtbot.wait(120)
    assert line.text() == "Maple Ridge "
    QTest.keyClicks(line, "School")
    leave(line)
    assert space.plan.school.name == "Maple Ridge School"


def test_a_pause_in_the_middle_of_a_long_text_leaves_the_cursor(
    form: Callable[..., FactForm], space: Workspace, qtbot: QtBot
) -> None:
    text = field_of(the_row(form("school"), "other_hours"), QPlainTextEdit)
    type_into(text, "First line\n")
    qtbot.waitUntil(lambda: space.plan.school.other_hours == "First line", timeout=2000)
    QTest.keyClicks(text, "second")
    leave(text)
    assert space.plan.school.other_hours == "First line\nsecond"


def test_half_a_date_is_no_error_while_it_is_typed(
    form: Callable[..., FactForm], space: Workspace, qtbot: QtBot
) -> None:
    row = the_row(form("people"), "end_date")
    line = field_of(row, QLineEdit)
    type_into(line, "8/31")
    qtbot.wait(120)
    assert not row.refused
    QTest.keyClicks(line, "/2026")
    leave(line)
    assert space.plan.people[0].end_date == date(2026, 8, 31)
    assert not row.refused


def test_typing_is_one_step_to_undo(form: Callable[..., FactForm], space: Workspace, qtbot: QtBot) -> None:
    line = field_of(the_row(form("school"), "name"), QLineEdit)
    type_into(line, "Maple")
    qtbot.waitUntil(lambda: space.plan.school.name == "Maple", timeout=2000)
    QTest.keyClicks(line, " Ridge")
    leave(line)
    assert space.plan.school.name == "Maple Ridge"
    assert space.session.undo_label == "Change school name"
    space.session.undo()
    assert space.plan.school.name is None
    assert line.text() == ""
    assert space.session.undo_label is None


def test_a_change_from_elsewhere_is_shown(form: Callable[..., FactForm], space: Workspace) -> None:
    made = form("school")
    operations.set_fact(space.session, table="school", field="name", value="Cedar Hill")
    operations.set_fact(space.session, table="school", field="enrollment", value=88)
    assert field_of(the_row(made, "name"), QLineEdit).text() == "Cedar Hill"
    assert field_of(the_row(made, "enrollment"), QLineEdit).text() == "88"


def test_a_change_from_elsewhere_does_not_overwrite_what_is_being_typed(
    form: Callable[..., FactForm], space: Workspace
) -> None:
    line = field_of(the_row(form("school"), "name"), QLineEdit)
    type_into(line, "Maple")
    operations.set_fact(space.session, table="school", field="city", value="Durham")
    assert line.text() == "Maple"
    leave(line)
    assert space.plan.school.name == "Maple"


# --- refusals -----------------------------------------------------------------------------------------------------


def test_what_is_refused_stays_with_the_reason(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("school"), "enrollment")
    line = field_of(row, QLineEdit)
    type_into(line, "about 400")
    leave(line)
    assert line.text() == "about 400"
    assert row.refused
    assert "takes a number like 412, and “about 400” is not one." in " ".join(labels(row))
    assert line.property("invalid") == "true"
    assert space.plan.school.enrollment is None
    type_into(line, "400")
    leave(line)
    assert space.plan.school.enrollment == 400
    assert not row.refused
    assert line.property("invalid") == "false"
    assert "is not one" not in " ".join(labels(row))


def test_a_refusal_is_dropped_for_what_the_plan_holds(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("school"), "enrollment")
    line = field_of(row, QLineEdit)
    type_into(line, "412")
    leave(line)
    type_into(line, "many")
    leave(line)
    row.drop()
    assert line.text() == "412"
    assert not row.refused


def test_undo_drops_what_was_refused_before_it_undoes(empty_window: MainWindow) -> None:
    assert empty_window.workspace is not None
    assert empty_window.wizard is not None
    empty_window.wizard.page.show_part(1)
    type_into(field_of(row_of(empty_window, "name"), QLineEdit), "Maple")
    row = row_of(empty_window, "enrollment")
    type_into(field_of(row, QLineEdit), "many")
    empty_window.actions_["undo"].trigger()
    assert field_of(row, QLineEdit).text() == ""
    assert not row.refused
    assert empty_window.workspace.plan.school.name == "Maple"
    empty_window.actions_["undo"].trigger()
    assert empty_window.workspace.plan.school.name is None


def test_a_failing_disk_is_told_once_and_the_words_stay(
    form: Callable[..., FactForm], space: Workspace, monkeypatch: pytest.MonkeyPatch, said: Said
) -> None:
    row = the_row(form("school"), "other_hours")
    text = field_of(row, QPlainTextEdit)
    trouble = UserFixable("The change was not saved", "the disk is full", "Free some space")

    def fail(*_args: object, **_more: object) -> None:
        raise trouble

    heard: list[object] = []

    def hear(problem: object) -> None:
        heard.append(problem)
        leave(text)  # a message takes the keyboard away from the field

    space.trouble.connect(hear)
    monkeypatch.setattr(operations, "set_fact", fail)
    type_into(text, "Evening classes")
    leave(text)
    assert heard == [trouble]
    assert text.toPlainText() == "Evening classes"
    assert row.refused


# --- unknown, not applicable, answered ----------------------------------------------------------------------------


def _choose_in_menu(row: FormRow, words: str) -> None:
    more = next(one for one in row.findChildren(QToolButton) if one.accessibleName().startswith("More for"))
    action = next(one for one in more.menu().actions() if one.text() == words)
    assert action.isEnabled()
    action.trigger()


def test_not_applicable_says_why_in_words(form: Callable[..., FactForm], space: Workspace, said: Said) -> None:
    row = the_row(form("school"), "wheelchair_users")
    said.reason = "No student uses one this year"
    _choose_in_menu(row, "Does not apply here…")
    assert said.asked == [row._binding.spec.label]
    assert space.plan.school.fact("wheelchair_users") == NotApplicable("No student uses one this year")
    assert "Does not apply here: No student uses one this year" in labels(row)
    assert not field_or_none(row, QLineEdit)
    button(row, "Answer it after all").click()
    assert isinstance(space.plan.school.fact("wheelchair_users"), Unknown)
    assert field_of(row, QLineEdit).hasFocus()


def field_or_none(row: FormRow, kind: type[QWidget]) -> QWidget | None:
    return next((one for one in row.findChildren(kind) if one.isVisibleTo(row)), None)


def test_thinking_better_of_not_applicable_changes_nothing(
    form: Callable[..., FactForm], space: Workspace, said: Said
) -> None:
    row = the_row(form("school"), "wheelchair_users")
    _choose_in_menu(row, "Does not apply here…")
    assert isinstance(space.plan.school.fact("wheelchair_users"), Unknown)
    assert field_of(row, QLineEdit)


def test_not_applicable_wins_over_words_still_being_typed(
    form: Callable[..., FactForm], space: Workspace, said: Said, qtbot: QtBot
) -> None:
    row = the_row(form("school"), "wheelchair_users")
    type_into(field_of(row, QLineEdit), "3")
    said.reason = "None"
    _choose_in_menu(row, "Does not apply here…")
    qtbot.wait(120)
    assert space.plan.school.fact("wheelchair_users") == NotApplicable("None")


def test_clear_makes_a_fact_unknown_again(form: Callable[..., FactForm], space: Workspace, qtbot: QtBot) -> None:
    row = the_row(form("school"), "enrollment")
    more = next(one for one in row.findChildren(QToolButton) if one.accessibleName().startswith("More for"))
    assert not more.menu().actions()[1].isEnabled()
    type_into(field_of(row, QLineEdit), "0")
    qtbot.waitUntil(lambda: space.plan.school.fact("enrollment") == Known(0), timeout=2000)
    QTest.keyClicks(field_of(row, QLineEdit), "5")
    _choose_in_menu(row, "Clear")
    qtbot.wait(120)
    assert isinstance(space.plan.school.fact("enrollment"), Unknown)
    assert field_of(row, QLineEdit).text() == ""


def test_not_applicable_is_undone_to_the_answer(form: Callable[..., FactForm], space: Workspace, said: Said) -> None:
    row = the_row(form("school"), "wheelchair_users")
    type_into(field_of(row, QLineEdit), "3")
    leave(field_of(row, QLineEdit))
    said.reason = "None"
    _choose_in_menu(row, "Does not apply here…")
    space.session.undo()
    assert field_of(row, QLineEdit).text() == "3"


# --- findings beside the field ------------------------------------------------------------------------------------


def test_findings_stand_below_their_field_and_go(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("school"), "enrollment")
    space.findings = (
        Finding("V-X", Severity.WARNING, Where("school", row.record_key, "enrollment"), "Too many", "Count again"),
    )
    space.reviewed.emit()
    assert "Warning: Too many. Count again." in labels(row)
    space.findings = ()
    space.reviewed.emit()
    assert "Warning: Too many. Count again." not in labels(row)


def test_what_is_required_says_so(form: Callable[..., FactForm]) -> None:
    made = form("school")
    required = [row for row in made.rows if row._binding.spec.required]
    assert required
    for row in required:
        assert "Required" in labels(row)


def test_reveal_scrolls_to_a_row_and_gives_it_the_keyboard(space: Workspace, show: Show, app: QApplication) -> None:
    form = record_form(space, "school", "school")
    area = scrolled(form)
    show(area, 500, 300)
    row = the_row(form, "emergency_medication")
    reveal(row)
    app.processEvents()
    app.processEvents()
    assert field_of(row, QLineEdit).hasFocus()
    assert area.viewport().rect().intersects(row.rect().translated(row.mapTo(area.viewport(), QPoint())))


def test_a_record_can_leave_fields_to_others(space: Workspace, show: Show) -> None:
    form = record_form(space, "school", "school", leave_out=["name"])
    show(form)
    assert form.row("name") is None
    assert form.row("city") is not None


def test_mnemonics_differ_as_long_as_letters_last() -> None:
    marked = with_mnemonics(["Name", "Number", "R&D", "12", "nn"], taken="f")
    assert marked == ["&Name", "N&umber", "&R&&D", "12", "nn"]


def test_an_editor_has_to_say_how_it_works(app: QApplication) -> None:
    editor = Editor()
    for call in (editor.value, editor.focus_target, lambda: editor.set_value(None)):
        with pytest.raises(NotImplementedError):
            call()
    editor.deleteLater()


def test_a_choice_the_catalogue_no_longer_knows_is_still_shown(form: Callable[..., FactForm], space: Workspace) -> None:
    row = the_row(form("sites"), "reach")
    row._editor.set_value("by-boat")
    combo = field_of(row, QComboBox)
    assert combo.currentText() == "by-boat"


def test_the_record_of_a_form_may_be_gone(form: Callable[..., FactForm], space: Workspace) -> None:
    made = form("buildings", name="Gym")
    building = space.plan.records("buildings")[0]
    assert isinstance(building, Building)
    operations.remove_record(space.session, table="buildings", record=building.id)
    made.flush()
    assert space.plan.records("buildings") == ()


def test_the_people_of_a_plan_are_told_apart_by_their_job(space: Workspace, show: Show) -> None:
    operations.add_record(space.session, table="people", values={"given_name": "Ann", "job_title": "Nurse"})
    operations.add_record(space.session, table="agencies", values={"name": "Police", "contact": "Sgt. Ray"})
    questions = [one for one in space.pack.questions.values() if one.spec.refers_to in {"people", "agencies"}]
    form = question_form(space, [one.id for one in questions])
    show(form)
    offered = {combo.itemText(n) for combo in form.findChildren(QComboBox) for n in range(combo.count())}
    assert "Ann, Nurse" in offered
    assert isinstance(space.plan.people[0], Person)
