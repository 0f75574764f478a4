"""From a finding to the field that mends it, and what the rail says after every edit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from eopbuilder import packs
from eopbuilder.domain.findings import Finding, Severity, Where, sentence
from eopbuilder.planning import operations
from eopbuilder.planning.completeness import progress
from eopbuilder.wizard.flow import part_of, step_of
from tests.gui.screen import button, close_popups, field_of, labels, leave, row_of, settle, type_into
from ui.main_window import MainWindow
from ui.widgets.findings_list import FindingsList
from ui.widgets.form_row import FormRow
from ui.wizard.part_notes import PartNotes
from ui.wizard.shell import Wizard


def wizard(window: MainWindow) -> Wizard:
    assert window.wizard is not None
    return window.wizard


def findings_of(window: MainWindow) -> FindingsList:
    wizard(window).flow.jump("review")
    settle(window)
    return next(one for one in wizard(window).page.findChildren(FindingsList))


def go_there(window: MainWindow, finding: Finding) -> None:
    """Presses the button beside a finding on the review page."""
    listed = findings_of(window)
    name = f"Go there: {finding.message}"
    lines(listed)
    next(one for one in listed.findChildren(QPushButton) if one.accessibleName() == name).click()
    for _ in range(3):
        QApplication.processEvents()


def first(window: MainWindow, matches: Callable[[Finding], bool]) -> Finding:
    assert window.workspace is not None
    return next(one for one in window.workspace.findings if matches(one))


def row_with_keyboard() -> FormRow | None:
    widget: QWidget | None = QApplication.focusWidget()
    while widget is not None and not isinstance(widget, FormRow):
        widget = widget.parentWidget()
    return widget


def _is_about_question(one: Finding) -> bool:
    return one.where.record.startswith("answers:")


def _is_about_record_field(one: Finding) -> bool:
    return one.where.record.startswith(("sites:", "audiences:", "providers:")) and bool(one.where.field)


@pytest.mark.parametrize("kind", [_is_about_question, _is_about_record_field])
def test_go_there_leads_to_the_field(walk: MainWindow, kind: Callable[[Finding], bool]) -> None:
    assert walk.workspace is not None
    finding = first(walk, kind)
    go_there(walk, finding)
    page = wizard(walk).page
    assert page.step.id == step_of(finding, walk.workspace.pack)
    assert page.part == part_of(finding, page.step)
    row = row_with_keyboard()
    assert row is not None
    assert (row.record_key, row.field) == (finding.where.record, finding.where.field)


def test_go_there_leads_to_a_record_as_a_whole(walk: MainWindow) -> None:
    finding = first(walk, lambda one: one.where.record.startswith("sites:") and not one.where.field)
    go_there(walk, finding)
    row = row_with_keyboard()
    assert row is not None
    assert row.record_key == finding.where.record


def test_go_there_leads_to_a_role_and_where_its_people_are_chosen(walk: MainWindow) -> None:
    assert walk.workspace is not None
    finding = first(walk, lambda one: one.where.record.startswith("roles:") and one.severity is Severity.ERROR)
    go_there(walk, finding)
    page = wizard(walk).page
    assert page.step.id == "roles"
    roles = next(one for one in page.findChildren(QListWidget) if one.accessibleName() == "Roles")
    title = walk.workspace.pack.roles[finding.where.record.partition(":")[2]].title
    assert roles.currentItem().text().startswith(title)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QComboBox)
    assert focused.objectName() == "person"


def test_go_there_leads_to_the_list_something_is_missing_from(walk: MainWindow) -> None:
    finding = first(walk, lambda one: not one.where.record and one.where.field == "reaches")
    go_there(walk, finding)
    page = wizard(walk).page
    assert page.step.parts[page.part].editor == "channels"
    assert QApplication.focusWidget() is not None
    assert page.isAncestorOf(QApplication.focusWidget())


def test_every_finding_of_the_sample_leads_somewhere(walk: MainWindow) -> None:
    assert walk.workspace is not None
    for finding in walk.workspace.findings:
        assert step_of(finding, walk.workspace.pack) not in {"", "review", "export"}, finding


def test_a_finding_no_page_mends_leads_nowhere(walk: MainWindow) -> None:
    findings_of(walk)
    wizard(walk).show_finding(Finding("V", Severity.NOTE, Where(), "Plan as a whole", "Think"))
    assert wizard(walk).page.step.id == "review"


def lines(listed: FindingsList) -> list[str]:
    """All findings of the kind shown, however often more have to be asked for."""
    while more := [one for one in listed.findChildren(QPushButton) if one.text().startswith("Show more")]:
        more[0].click()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return [one for one in labels(listed) if one.startswith(("Error: ", "Open: ", "Warning: ", "Note: "))]


def kind_of(finding: Finding) -> str:
    return "Open" if finding.code == "V-Q-01" else finding.severity.value.title()


def test_filters_show_one_kind(walk: MainWindow) -> None:
    assert walk.workspace is not None
    listed = findings_of(walk)
    kinds = Counter(kind_of(one) for one in walk.workspace.findings)
    for words, kind in (("Errors", "Error"), ("Open answers", "Open"), ("Warnings", "Warning"), ("Notes", "Note")):
        assert kinds[kind]
        button(listed, words).click()
        shown = lines(listed)
        assert {one.split(":")[0] for one in shown} == {kind}
        assert len(shown) == kinds[kind]
    button(listed, "All").click()
    assert len(lines(listed)) == kinds.total()


def test_the_review_counts_as_the_list_of_steps_does(walk: MainWindow) -> None:
    assert walk.workspace is not None
    listed = findings_of(walk)
    kinds = Counter(kind_of(one) for one in walk.workspace.findings)
    assert labels(listed)[0].startswith(f"{kinds['Error']} errors, {kinds['Open']} open answers, ")
    assert f"{kinds['Error']} errors" in rail_line(walk, "review")


def test_a_long_review_shows_more_when_asked(listed: FindingsList) -> None:
    pack = packs.load_pack("k12-federal")
    many = [Finding("V", Severity.NOTE, Where("sites"), f"Thing {n}", "Look") for n in range(70)]
    listed.show_findings(many, pack)
    assert len([one for one in labels(listed) if one.startswith("Note: ")]) == 30
    button(listed, "Show more (40 left)").click()
    keyboard = listed.focusWidget()
    assert keyboard is not None
    assert keyboard.accessibleName() == "Go there: Thing 30"
    assert lines(listed) == [f"Note: Thing {n}." for n in range(70)]
    assert labels(listed).count("Sites") == 1
    button(listed, "Notes").click()
    assert len([one for one in labels(listed) if one.startswith("Note: ")]) == 30


def test_the_review_is_not_made_anew_while_another_page_is_shown(walk: MainWindow) -> None:
    assert walk.workspace is not None
    listed = findings_of(walk)
    before = listed._body
    wizard(walk).flow.jump("school")
    kept, walk.workspace.findings = walk.workspace.findings, walk.workspace.findings[1:]
    walk.workspace.reviewed.emit()
    assert listed._body is before
    wizard(walk).flow.jump("review")
    assert listed._body is not before
    walk.workspace.findings = kept
    walk.workspace.reviewed.emit()


# --- what a part as a whole lacks -----------------------------------------------------------------------------------


def notes_of(window: MainWindow) -> list[str]:
    place = wizard(window).page._holders[wizard(window).page.part]
    return labels(next(one for one in place.findChildren(PartNotes)))


def test_what_a_list_lacks_is_told_on_its_page(walk: MainWindow) -> None:
    assert walk.workspace is not None
    finding = first(walk, lambda one: one.code == "V-RU-09" and not one.where.record)
    go_there(walk, finding)
    assert wizard(walk).page.step.parts[wizard(walk).page.part].editor == "zones"
    assert any(finding.message in line for line in notes_of(walk))


def test_many_things_lacking_leave_room_for_the_page(walk: MainWindow) -> None:
    assert walk.workspace is not None
    wizard(walk).flow.jump("team")
    wizard(walk).page.show_part(0)
    lacking = [one for one in walk.workspace.findings if one.where.step == "team" and not one.where.record]
    assert len(lacking) > 3
    assert notes_of(walk)[-1] == f"{len(lacking) - 3} more on the review page."


def test_a_field_says_itself_what_is_wrong_with_it(walk: MainWindow) -> None:
    finding = first(walk, _is_about_question)
    go_there(walk, finding)
    assert not any(finding.message in line for line in notes_of(walk))


@pytest.fixture
def listed(show: Callable[..., None]) -> FindingsList:
    made = FindingsList()
    show(made, 600, 400)
    return made


def test_an_empty_review_says_so(listed: FindingsList) -> None:
    pack = packs.load_pack("k12-federal")
    note = Finding("V", Severity.NOTE, Where(), "One thing", "Look")
    listed.show_findings([note], pack)
    assert "1 note." in labels(listed)[0]
    assert "The plan as a whole" in labels(listed)
    button(listed, "Errors").click()
    assert "Nothing to mend here." in labels(listed)
    listed.show_findings([], pack)
    assert labels(listed)[0] == "The checks found nothing to mend."


def test_a_sentence_ends_once() -> None:
    assert [sentence(one) for one in ("Who leads?", "Nobody leads", "Stop.")] == [
        "Who leads?",
        "Nobody leads.",
        "Stop.",
    ]


# --- the rail -------------------------------------------------------------------------------------------------------


def rail_line(window: MainWindow, step: str) -> str:
    rail = wizard(window).rail.findChild(QListWidget)
    assert rail is not None
    place = next(n for n, one in enumerate(wizard(window).flow.steps) if one.id == step)
    return str(rail.item(place).data(Qt.ItemDataRole.AccessibleTextRole))


def test_states_follow_every_edit(empty_window: MainWindow, qtbot: QtBot) -> None:
    assert empty_window.workspace is not None
    session = empty_window.workspace.session
    assert rail_line(empty_window, "people").endswith("Not started")
    operations.add_record(session, table="people", values={"given_name": "Ann", "family_name": "Lee"})
    qtbot.waitUntil(lambda: not rail_line(empty_window, "people").endswith("Not started"), timeout=5000)
    session.undo()
    qtbot.waitUntil(lambda: rail_line(empty_window, "people").endswith("Not started"), timeout=5000)


def test_the_progress_is_said_in_a_sentence(walk: MainWindow) -> None:
    assert walk.workspace is not None
    words = progress(walk.workspace.states).words
    assert " steps complete" in words
    assert words in [one.text() for one in wizard(walk).rail.findChildren(QLabel)]


def test_a_mended_finding_goes_from_field_and_review(sample_window: MainWindow, qtbot: QtBot) -> None:
    assert sample_window.workspace is not None
    finding = first(
        sample_window, lambda one: one.where.record == "sites:site-library" and one.where.field == "capacity"
    )
    go_there(sample_window, finding)
    row = row_of(sample_window, "capacity")
    assert any(finding.message in words for words in labels(row))
    line = field_of(row, QLineEdit)
    type_into(line, "900")
    leave(line)
    qtbot.waitUntil(
        lambda: finding not in (sample_window.workspace.findings if sample_window.workspace else ()), timeout=5000
    )
    qtbot.waitUntil(lambda: not any(finding.message in words for words in labels(row)), timeout=2000)
    close_popups(line)


def test_a_narrow_window_keeps_names_and_states_for_everybody(walk: MainWindow) -> None:
    rail = wizard(walk).rail
    wide = rail.width()
    said = rail_line(walk, "people")
    rail.fit(500)
    assert rail.width() < wide
    assert rail_line(walk, "people") == said
    rail.fit(1280)
    assert rail.width() == wide
