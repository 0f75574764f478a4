"""Choosing the paper, which is remembered, and locking with a passphrase, which never is."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QFileDialog, QLineEdit
from pytestqt.qtbot import QtBot

from eopbuilder import paths
from eopbuilder.planning.exporting import SHORTEST_PASSPHRASE
from tests.gui.screen import AS_OF, button, labels, named, wait_for_jobs
from ui.dialogs.passphrase import PassphraseDialog, ask_passphrase
from ui.settings import Look, load_look, load_paper, save_look
from ui.widgets import export_panel
from ui.widgets.export_panel import ExportPanel
from ui.widgets.print_choice import PrintChoice
from ui.workspace import Workspace

SECRET = "copper lantern river"


@pytest.fixture
def panel(sample_space: Workspace, show: Callable[..., None], tmp_path: Path) -> ExportPanel:
    def refuse(error: Exception) -> None:
        raise error

    made = ExportPanel(sample_space.jobs, refuse, refuse)
    made.show_plan(sample_space.plan, sample_space.pack, AS_OF, tmp_path)
    show(made, 1100, 700)
    wait_for_jobs(sample_space)
    return made


@pytest.fixture
def dialog(show: Callable[..., None]) -> PassphraseDialog:
    made = PassphraseDialog()
    show(made)
    return made


def wait(panel: ExportPanel, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not panel._jobs.busy, timeout=60_000)
    QApplication.processEvents()


def choose_paper(choice: PrintChoice, paper: str) -> None:
    papers = named(choice, QComboBox, "Paper")
    papers.setCurrentIndex(papers.findData(paper))
    papers.activated.emit(papers.currentIndex())


def test_the_paper_is_remembered_beside_the_look(show: Callable[..., None]) -> None:
    save_look(Look("dark"))
    first = PrintChoice()
    show(first)
    assert first.paper == "letter"
    choose_paper(first, "a4")
    assert load_paper() == "a4"
    assert load_look() == Look("dark")
    second = PrintChoice()
    show(second)
    assert second.paper == "a4"
    assert not second.locks


def test_what_is_written_and_shown_has_the_paper_chosen(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    choose_paper(panel.findChild(PrintChoice), "a4")  # type: ignore[arg-type]
    panel.write(tmp_path / "plan.pdf")
    wait(panel, qtbot)
    with pikepdf.open(tmp_path / "plan.pdf") as pdf:
        assert [float(one) for one in pdf.pages[0].MediaBox] == pytest.approx([0, 0, 595.28, 841.89])
    taken = []
    for name in ("export_forms", "export_kit", "export_plan"):
        monkeypatch.setattr(export_panel, name, lambda *_args, paper, **_more: taken.append(paper) or 1 / 0)
    panel._on_fault = lambda _error: None
    panel.write_forms(tmp_path / "forms", 3, "pdf")
    wait(panel, qtbot)
    panel.write_kit(tmp_path / "kit", "docx")
    wait(panel, qtbot)
    panel.refresh_preview()
    wait(panel, qtbot)
    assert taken == ["a4", "a4", "a4"]


def lock(panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, passphrase: str) -> list[object]:
    """Checks the box and answers every question for the passphrase; the questions asked."""
    asked: list[object] = []
    (box,) = [one for one in panel.findChildren(QCheckBox) if one.accessibleName().startswith("Lock PDFs")]
    box.setChecked(True)
    monkeypatch.setattr(export_panel, "ask_passphrase", lambda parent: asked.append(parent) or passphrase)
    return asked


def test_a_locked_plan_opens_with_its_passphrase_and_nothing_keeps_it(
    panel: ExportPanel,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    qtbot: QtBot,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    asked = lock(panel, monkeypatch, SECRET)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan.pdf"), ""))
    button(panel, "PDF").click()
    wait(panel, qtbot)
    assert asked == [panel]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(tmp_path / "plan.pdf")
    with pikepdf.open(tmp_path / "plan.pdf", password=SECRET) as pdf:
        assert pdf.encryption.R == 6
    assert panel._job is None
    assert SECRET not in caplog.text
    kept = [file for file in paths.data_folder().rglob("*") if file.is_file() and SECRET.encode() in file.read_bytes()]
    assert kept == []


def test_forms_and_kit_are_locked_and_other_files_are_not_asked_about(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qtbot: QtBot
) -> None:
    asked = lock(panel, monkeypatch, SECRET)
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    button(panel, "Forms as PDF").click()
    wait(panel, qtbot)
    forms = list(tmp_path.rglob("*.pdf"))
    assert len(forms) == 4
    for form in forms:
        with pikepdf.open(form, password=SECRET) as pdf:
            assert pdf.is_encrypted
    handed = []
    monkeypatch.setattr(
        export_panel, "export_kit", lambda *_args, passphrase, **_more: handed.append(passphrase) or 1 / 0
    )
    panel._on_fault = lambda _error: None
    button(panel, "Kit as PDF").click()
    wait(panel, qtbot)
    button(panel, "Kit as Word").click()
    wait(panel, qtbot)
    assert handed == [SECRET, ""]
    assert len(asked) == 2
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan.txt"), ""))
    button(panel, "Plain text").click()
    wait(panel, qtbot)
    assert len(asked) == 2
    assert (tmp_path / "plan.txt").read_bytes()


def test_thinking_better_of_a_passphrase_writes_nothing(
    panel: ExportPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lock(panel, monkeypatch, "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "plan.pdf"), ""))
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    for words in ("PDF", "Forms as PDF", "Kit as PDF"):
        button(panel, words).click()
        assert not panel._jobs.busy
    assert list(tmp_path.glob("*.pdf")) == []
    assert not any("written" in one for one in labels(panel))


@pytest.mark.parametrize(
    ("first", "again", "told", "agrees"),
    [
        ("", "", f"At least {SHORTEST_PASSPHRASE} characters.", False),
        ("short", "short", "At least 8 characters: 3 more.", False),
        (SECRET, "", "Type it once more below.", False),
        (SECRET, SECRET.upper(), "The two differ.", False),
        (SECRET, SECRET, "Both are alike.", True),
    ],
)
def test_the_passphrase_is_long_enough_and_typed_twice_alike(
    dialog: PassphraseDialog, first: str, again: str, told: str, agrees: bool
) -> None:
    named(dialog, QLineEdit, "Passphrase").setText(first)
    named(dialog, QLineEdit, "The same passphrase again").setText(again)
    assert told in labels(dialog)
    assert button(dialog, "Lock and save").isEnabled() is agrees
    assert dialog.passphrase == first
    assert any("Nobody can recover it" in one and "no PDF/A" in one for one in labels(dialog))


def test_what_is_typed_is_hidden_until_it_is_asked_to_be_shown(dialog: PassphraseDialog, qtbot: QtBot) -> None:
    fields = dialog.findChildren(QLineEdit)
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Password}
    box = dialog.findChild(QCheckBox)
    box.setChecked(True)
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Normal}
    box.setChecked(False)
    assert {field.echoMode() for field in fields} == {QLineEdit.EchoMode.Password}


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
def test_it_is_answered_by_keyboard(app: QApplication, qtbot: QtBot, key: Qt.Key) -> None:
    def answer() -> None:
        dialog = app.activeModalWidget()
        assert isinstance(dialog, PassphraseDialog)
        for field in dialog.findChildren(QLineEdit):
            qtbot.keyClicks(field, SECRET)
        qtbot.keyClick(dialog, key)

    QTimer.singleShot(0, answer)
    assert ask_passphrase(None) == (SECRET if key == Qt.Key.Key_Return else "")
