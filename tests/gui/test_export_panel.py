"""Writing files in the background, with a look at the pages first."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QFileDialog,
    QProgressBar,
    QScrollArea,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Copy
from eopbuilder.errors import UserFixable
from eopbuilder.planning import operations
from eopbuilder.planning.sheets import FORM_NAMES, sheets_told
from tests.gui.screen import AS_OF, button, labels, named, wait_for_jobs
from ui.jobs import Progress
from ui.main_window import MainWindow
from ui.preview.pdf_preview import PdfPreview
from ui.widgets import export_panel
from ui.widgets.copy_choice import CopyChoice
from ui.widgets.edition_choice import EditionChoice
from ui.widgets.export_names import forms_folder_name, kit_folder_name, suggested_name
from ui.widgets.export_panel import ExportPanel
from ui.widgets.into_view import bring_into_view
from ui.widgets.sheets_choice import FormsChoice
from ui.workspace import Workspace


@pytest.fixture
def heard() -> list[Exception]:
    return []


@pytest.fixture
def panel(sample_space: Workspace, show: Callable[..., None], heard: list[Exception], tmp_path: Path) -> ExportPanel:
    made = ExportPanel(sample_space.jobs, heard.append, heard.append)
    made.show_plan(sample_space.plan, sample_space.pack, AS_OF, tmp_path)
    show(made, 1100, 600)
    wait_for_jobs(sample_space)
    return made


def wait(panel: ExportPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel._jobs.busy, timeout=60_000)
    QApplication.processEvents()


def choose(monkeypatch: pytest.MonkeyPatch, target: Path | None) -> list[str]:
    """Answers the question where to save; returns what was suggested."""
    suggested: list[str] = []

    def answer(_parent: object, _title: str, suggestion: str, _filter: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return (str(target) if target else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return suggested


@pytest.mark.parametrize(
    ("words", "ending", "begins"),
    [
        ("Word document", ".docx", b"PK"),
        ("PDF", ".pdf", b"%PDF-"),
        ("Plain text", ".txt", b""),
        ("Plan data (JSON)", ".json", b"{"),
        ("Role graph as a drawing (SVG)", ".svg", b"<"),
    ],
)
def test_every_format_is_written(
    panel: ExportPanel,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
    words: str,
    ending: str,
    begins: bytes,
) -> None:
    target = tmp_path / f"out{ending}"
    suggested = choose(monkeypatch, tmp_path / "out")
    button(panel, words).click()
    bar = panel.findChild(QProgressBar)
    assert bar is not None
    assert bar.isVisible()
    assert not button(panel, "PDF").isEnabled()
    wait(panel, qtbot)
    assert target.read_bytes().startswith(begins)
    assert target.stat().st_size > 500
    assert suggested == [str(tmp_path / suggested_name(panel._content[0], ending, of_graph=ending == ".svg"))]  # type: ignore[index]
    assert any(line.startswith(f"out{ending} was written to ") for line in labels(panel))
    assert not bar.isVisible()
    assert button(panel, "PDF").isEnabled()
    if ending == ".svg":
        assert ElementTree.fromstring(target.read_text(encoding="utf-8")).tag.endswith("svg")


@pytest.mark.parametrize(("words", "ending"), [("Forms as PDF", "pdf"), ("Forms as Word", "docx")])
def test_the_forms_of_a_level_are_written_into_a_folder_of_their_own(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot, words: str, ending: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    forms = panel.findChild(FormsChoice)
    assert forms is not None
    level = forms.findChild(QComboBox)
    assert level is not None
    assert level.currentData() == 3
    level.setCurrentIndex(0)
    assert panel._content is not None
    panel.show_plan(*panel._content, tmp_path)
    assert level.currentData() == 1
    button(panel, words).click()
    assert not button(panel, words).isEnabled()
    wait(panel, qtbot)
    folder = tmp_path / forms_folder_name(panel._content[0], 1)
    assert {one.name for one in folder.iterdir()} == {f"{name}.{ending}" for name in FORM_NAMES}
    assert f"4 files were written to {folder}." in labels(panel)
    assert button(panel, words).isEnabled()
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    button(panel, "Show in folder").click()
    assert [Path(one) for one in opened] == [folder]


def test_the_kit_is_written_into_a_folder_of_its_own(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    assert panel._content is not None
    button(panel, "Kit as Word").click()
    assert not button(panel, "Kit as PDF").isEnabled()
    wait(panel, qtbot)
    folder = tmp_path / kit_folder_name(panel._content[0])
    assert {one.name for one in folder.iterdir()} == {f"{one.name}.docx" for one in KIT}
    assert f"{len(KIT)} files were written to {folder}." in labels(panel)
    assert button(panel, "Kit as PDF").isEnabled()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    button(panel, "Kit as PDF").click()
    assert not panel._jobs.busy


def test_forms_can_be_cancelled_and_refused(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: "")
    button(panel, "Forms as PDF").click()
    assert not panel._jobs.busy
    go_on = threading.Event()

    def export(*_args: object, progress: Progress, **_more: object) -> None:
        progress(0.5)
        assert go_on.wait(60)
        progress(0.9)
        raise AssertionError("a cancelled export went on")

    monkeypatch.setattr(export_panel, "export_forms", export)
    panel.write_forms(tmp_path / "forms", 2, "pdf")
    bar = panel.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() == 50, timeout=60_000)
    button(panel, "Cancel").click()
    go_on.set()
    wait(panel, qtbot)
    assert "The export was cancelled. Files already finished stay; others were left as they were." in labels(panel)


def test_thinking_better_of_it_writes_nothing(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    choose(monkeypatch, None)
    button(panel, "PDF").click()
    bar = panel.findChild(QProgressBar)
    assert bar is not None
    assert not bar.isVisible()
    assert not any("written" in one for one in labels(panel))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Exports wait at half their way until the event is set."""
    go_on = threading.Event()

    def export(*_args: object, progress: Progress, **_more: object) -> None:
        progress(0.5)
        assert go_on.wait(60)
        progress(0.9)
        raise AssertionError("a cancelled export went on")

    monkeypatch.setattr(export_panel, "export_plan", export)
    yield go_on
    go_on.set()


def test_cancelling_leaves_the_older_file(
    panel: ExportPanel, slow: threading.Event, tmp_path: Path, qtbot: QtBot
) -> None:
    target = tmp_path / "out.pdf"
    target.write_text("older", encoding="utf-8")
    panel.write(target)
    bar = panel.findChild(QProgressBar)
    assert bar is not None
    qtbot.waitUntil(lambda: bar.value() == 50, timeout=60_000)
    button(panel, "Cancel").click()
    slow.set()
    wait(panel, qtbot)
    assert target.read_text(encoding="utf-8") == "older"
    assert "The export was cancelled. An older file was left as it was." in labels(panel)
    assert button(panel, "PDF").isEnabled()


@pytest.mark.parametrize(
    "trouble", [UserFixable("The file was not written", "the disk is full", "Free some space"), RuntimeError("fault")]
)
def test_a_failure_is_told_and_the_panel_is_ready_again(
    panel: ExportPanel,
    monkeypatch: pytest.MonkeyPatch,
    heard: list[Exception],
    tmp_path: Path,
    qtbot: QtBot,
    trouble: Exception,
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise trouble

    monkeypatch.setattr(export_panel, "export_plan", fail)
    panel.write(tmp_path / "out.pdf")
    wait(panel, qtbot)
    assert heard == [trouble]
    assert "Nothing was written." in labels(panel)
    assert button(panel, "PDF").isEnabled()


def test_what_was_written_can_be_opened(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    panel.write(tmp_path / "out.txt")
    wait(panel, qtbot)
    button(panel, "Open it").click()
    button(panel, "Show in folder").click()
    assert [Path(one) for one in opened] == [tmp_path / "out.txt", tmp_path]


def test_the_pages_are_shown_and_turned_by_keyboard(panel: ExportPanel, qtbot: QtBot) -> None:
    preview = panel.preview
    assert "No pages yet" in labels(preview)
    panel.refresh_preview()
    wait(panel, qtbot)
    assert preview.page_count > 10
    assert f"Page 1 of {preview.page_count}" in labels(preview)
    area = named(preview, QScrollArea, "Page preview")
    area.setFocus()
    for key, page in (
        (Qt.Key.Key_PageDown, 1),
        (Qt.Key.Key_End, preview.page_count - 1),
        (Qt.Key.Key_PageDown, preview.page_count - 1),
        (Qt.Key.Key_PageUp, preview.page_count - 2),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_A, 0),
    ):
        QTest.keyClick(area, key)
        assert preview.page == page
    named(preview, QToolButton, "Next page").click()
    assert preview.page == 1
    named(preview, QToolButton, "Previous page").click()
    assert not named(preview, QToolButton, "Previous page").isEnabled()
    preview.clear()
    assert preview.page_count == 0
    preview.show_page(3)
    assert preview.page_count == 0


def test_a_preview_that_fails_can_be_asked_for_again(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, heard: list[Exception], qtbot: QtBot
) -> None:
    def fail(*_args: object, **_more: object) -> None:
        raise UserFixable("No pages", "there is no room", "Make room")

    monkeypatch.setattr(export_panel, "export_plan", fail)
    panel.refresh_preview()
    wait(panel, qtbot)
    assert len(heard) == 1
    assert panel._preview_button.isEnabled()


def test_without_a_plan_nothing_happens(
    sample_space: Workspace, show: Callable[..., None], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    panel = ExportPanel(sample_space.jobs, lambda _e: None, lambda _e: None)
    show(panel)
    choose(monkeypatch, tmp_path / "x.pdf")
    button(panel, "PDF").click()
    panel.write(tmp_path / "x.pdf")
    panel.refresh_preview()
    assert list(tmp_path.glob("x*")) == []


def test_names_of_files_suit_every_system(sample_space: Workspace) -> None:
    plan: Plan = sample_space.plan
    name = suggested_name(plan, ".pdf", of_graph=False)
    assert name.startswith("Maple Ridge")
    assert name.endswith(".pdf")
    assert not set(name) & set('\\/:*?"<>|')
    assert "Role Graph" in suggested_name(plan, ".svg", of_graph=True)


def test_the_page_exports_what_the_plan_is_now(sample_window: MainWindow) -> None:
    assert sample_window.wizard is not None
    assert sample_window.workspace is not None
    sample_window.actions_["export"].trigger()
    assert sample_window.wizard.page.step.id == "export"
    panel = sample_window.wizard.page.findChild(ExportPanel)
    assert panel is not None
    operations.set_fact(sample_window.workspace.session, table="school", field="name", value="Cedar Hill")
    assert panel._content is not None
    assert panel._content[0].school.name == "Cedar Hill"


def test_a_preview_without_pdf_draws_nothing(show: Callable[..., None]) -> None:
    preview = PdfPreview()
    show(preview)
    QTest.keyClick(preview, Qt.Key.Key_PageDown)
    assert preview.page == 0
    assert preview.sizeHint().width() > 0


def test_an_edition_is_chosen_with_a_sentence_on_it_and_written(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    choice = panel.findChild(EditionChoice)
    assert choice is not None
    assert choice.edition is Edition.FULL
    for edition in Edition:
        choice.choose(edition)
        assert f"{edition.told}\n{sheets_told(edition)}" in labels(panel)
    suggested = choose(monkeypatch, tmp_path / "out.json")
    button(panel, "Plan data (JSON)").click()
    wait(panel, qtbot)
    assert "EOP Public Edition" in suggested[0]
    data = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert data["people"] == []
    choice.choose(Edition.FULL)
    button(panel, "Plan data (JSON)").click()
    wait(panel, qtbot)
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["people"]


def test_the_edition_chosen_is_that_of_graph_forms_and_kit_too(
    panel: ExportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    choice = panel.findChild(EditionChoice)
    assert choice is not None
    choice.choose(Edition.STAFF)
    panel.write_kit(tmp_path / "kit", "docx")
    wait(panel, qtbot)
    assert not (tmp_path / "kit" / "contact-sheet.docx").exists()
    assert (tmp_path / "kit" / "flip-card.docx").exists()
    assert any("Not in the edition for staff and substitutes: " in text for text in labels(panel))
    panel.write_forms(tmp_path / "forms", 1, "docx")
    wait(panel, qtbot)
    assert {one.stem for one in (tmp_path / "forms").iterdir()} == set(FORM_NAMES) - {"ics-205a"}
    choice.choose(Edition.PUBLIC)
    panel.write(tmp_path / "graph.json", of_graph=True)
    wait(panel, qtbot)
    assert '"kind": "person"' not in (tmp_path / "graph.json").read_text(encoding="utf-8")


def test_what_an_edition_means_for_the_sheets_is_told_in_a_line() -> None:
    assert sheets_told(Edition.STAFF) == (
        "Kit: 16 of 31 documents. Forms: ICS 203, ICS 207, job action sheets. Role graph: with names."
    )
    assert "Forms: none. Role graph: titles without names." in sheets_told(Edition.PUBLIC)


def test_the_copies_of_the_edition_are_offered_with_their_recipients(
    sample_space: Workspace, panel: ExportPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    copies, choice = panel.findChild(CopyChoice), panel.findChild(EditionChoice)
    assert copies is not None
    assert choice is not None
    assert not copies.isVisible()
    records = [
        Copy(id="c1", position=0, recipient="Chief Ruiz", agency="Fire", edition="responder", copies=2),
        Copy(id="c2", position=1, recipient="Superintendent", edition="full"),
    ]
    plan = sample_space.plan
    lists = {**plan.lists, Copy.TABLE: tuple(records)}
    panel.show_plan(replace(plan, lists=lists), sample_space.pack, AS_OF, tmp_path)
    listed = named(panel, QComboBox, "Copy of the plan")
    assert [listed.itemText(place) for place in range(listed.count())][1:] == ["Copy 3 for Superintendent"]
    choice.choose(Edition.RESPONDER)
    assert [listed.itemData(place) for place in range(listed.count())] == ["", "1", "2"]
    copies.choose("2")
    panel.write(tmp_path / "out.txt")
    wait(panel, qtbot)
    assert "Copy number 2 · Chief Ruiz, Fire" in (tmp_path / "out.txt").read_text(encoding="utf-8")
    choice.choose(Edition.PUBLIC)
    assert copies.number == ""
    assert not copies.isVisible()


def test_the_sheets_of_the_kit_are_bound_in_when_asked(panel: ExportPanel, tmp_path: Path, qtbot: QtBot) -> None:
    check = next(one for one in panel.findChildren(QCheckBox) if "&Bind" in one.text())
    found = []
    for wanted in (False, True):
        check.setChecked(wanted)
        panel.write(tmp_path / "out.txt")
        wait(panel, qtbot)
        found.append("You depend on" in (tmp_path / "out.txt").read_text(encoding="utf-8"))
    assert found == [False, True]


def seen(widget: QWidget) -> bool:
    """Whether all of it can be seen, and nothing has scrolled it away."""
    return widget.isVisible() and widget.visibleRegion().boundingRect() == widget.rect()


def test_progress_is_seen_wherever_the_button_was_and_the_keyboard_goes_with_it(
    sample_window: MainWindow, slow: threading.Event, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    sample_window.resize(1000, 620)
    sample_window.actions_["export"].trigger()
    assert sample_window.wizard is not None
    panel = sample_window.wizard.page.findChild(ExportPanel)
    assert panel is not None
    low = button(panel, "Role graph as a page (PDF)")
    low.setFocus()
    bring_into_view(low)
    choose(monkeypatch, tmp_path / "x.pdf")
    button(panel, "PDF").click()
    cancel, bar = button(panel, "Cancel"), named(panel, QProgressBar, "Progress of the export")
    qtbot.waitUntil(lambda: seen(cancel) and seen(bar))
    assert cancel.hasFocus()
    assert not button(panel, "Show the pages").isEnabled()
    cancel.click()
    slow.set()
    wait(panel, qtbot)
    assert low.hasFocus()
    assert not bar.isVisible()
    monkeypatch.undo()
    panel.write(tmp_path / "x.txt")
    wait(panel, qtbot)
    assert button(panel, "Open it").hasFocus()
    panel.write(tmp_path / "y.txt")
    elsewhere = panel.findChildren(QCheckBox)[0]
    elsewhere.setFocus()
    wait(panel, qtbot)
    assert elsewhere.hasFocus()


def test_laying_out_the_pages_can_be_stopped(panel: ExportPanel, slow: threading.Event, qtbot: QtBot) -> None:
    panel.refresh_preview()
    assert "Laying out the pages…" in labels(panel)
    button(panel, "Cancel").click()
    slow.set()
    wait(panel, qtbot)
    assert panel.preview.page_count == 0
    assert button(panel, "Show the pages").isEnabled()


def test_pages_that_stand_below_the_buttons_are_scrolled_to(sample_window: MainWindow, qtbot: QtBot) -> None:
    sample_window.resize(700, 700)
    sample_window.actions_["export"].trigger()
    assert sample_window.wizard is not None
    panel = sample_window.wizard.page.findChild(ExportPanel)
    assert panel is not None
    QApplication.processEvents()
    assert panel.preview.visibleRegion().isEmpty()
    button(panel, "Show the pages").click()
    wait(panel, qtbot)
    qtbot.waitUntil(lambda: panel.preview.visibleRegion().boundingRect().height() > 200)
