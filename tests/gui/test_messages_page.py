"""The messages written beforehand: each can be read, put into the team's words, brought back, and added to."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.messages import messages_of
from tests.gui.screen import button, named, settle
from ui.main_window import MainWindow
from ui.wizard.messages_part import MessagesPart
from ui.workspace import Workspace


def page(window: MainWindow) -> tuple[MessagesPart, Workspace]:
    assert window.wizard is not None
    assert window.workspace is not None
    space = window.workspace
    window.wizard.flow.jump("notification")
    shown = window.wizard.page
    shown.show_part(next(n for n, part in enumerate(shown.step.parts) if part.editor == "messages"))
    settle(window)
    part = shown.findChild(MessagesPart)
    assert isinstance(part, MessagesPart)
    assert len(messages_of(space.plan, space.pack)) == the_list(part).count()
    return part, space


def the_list(part: MessagesPart) -> QListWidget:
    return named(part, QListWidget, "Messages")


def words(space: Workspace, message: str) -> str:
    return next(one.text for one in messages_of(space.plan, space.pack) if one.id == message)


def say(part: MessagesPart, text: str) -> None:
    """Types the words of the message shown, as its editor does."""
    assert part._form is not None
    row = part._form.row("text")
    assert row is not None
    row._editor.set_value(text)
    row._editor.typed.emit()
    row.flush()


def test_a_message_of_the_program_gets_the_teams_words_and_its_own_back(sample_window: MainWindow) -> None:
    part, space = page(sample_window)
    chosen = the_list(part).item(3).data(Qt.ItemDataRole.UserRole)
    the_list(part).setCurrentRow(3)
    before = words(space, chosen)
    assert not button(part, "Back to the program’s words").isEnabled()
    say(part, "Come to {site} at {time}.")
    assert words(space, chosen) == "Come to {site} at {time}."
    assert "your words" in the_list(part).item(3).text()
    assert not button(part, "Remove").isEnabled()
    button(part, "Back to the program’s words").click()
    assert words(space, chosen) == before
    assert the_list(part).currentRow() == 3
    assert space.session.undo_label
    space.session.undo()
    assert words(space, chosen) == "Come to {site} at {time}."


def test_a_message_of_the_teams_own_is_added_and_removed(sample_window: MainWindow) -> None:
    part, space = page(sample_window)
    count = the_list(part).count()
    button(part, "Add message").click()
    assert the_list(part).count() == count + 1
    assert the_list(part).currentRow() == count
    say(part, "The gym is open.")
    assert words(space, part._shown) == "The gym is open."
    button(part, "Remove").click()
    assert the_list(part).count() == count
    assert the_list(part).currentRow() == count - 1


def test_a_finding_about_a_message_leads_to_its_words(sample_window: MainWindow) -> None:
    part, space = page(sample_window)
    named(part, QLineEdit, "Search messages").setText("no message says this")
    assert all(the_list(part).item(row).isHidden() for row in range(the_list(part).count()))
    found = next(one for one in space.findings if one.code == "V-MSG-06")
    assert sample_window.wizard is not None
    sample_window.wizard.show_finding(found)
    settle(sample_window)
    assert found.where.record == f"messages:{part._shown}"
    assert not the_list(part).currentItem().isHidden()
    assert "Warning" in the_list(part).currentItem().data(Qt.ItemDataRole.AccessibleTextRole)
    elsewhere = Finding("V", Severity.NOTE, Where("notification", "messages:none", "text", ""), "a", "b", "")
    assert not part.show_finding(elsewhere)
