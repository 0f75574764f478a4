"""Finding things on the screen as a person does: by their words; and waiting until the program is done."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFocusEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QWidget

from ui.main_window import MainWindow
from ui.widgets.form_row import FormRow
from ui.workspace import Workspace

AS_OF = date(2026, 11, 21)
Found = TypeVar("Found", bound=QWidget)


def settle(window: MainWindow, seconds: float = 60) -> None:
    """Lets layouts and background work finish."""
    app = QApplication.instance()
    assert app is not None
    app.processEvents()
    if window.workspace is not None:
        wait_for_jobs(window.workspace, seconds)
    app.processEvents()


def wait_for_jobs(space: Workspace, seconds: float = 60) -> None:
    """Waits until nothing runs in the background any more."""
    app = QApplication.instance()
    assert app is not None
    deadline = time.monotonic() + seconds
    while space.jobs.busy and time.monotonic() < deadline:
        app.processEvents()
        time.sleep(0.002)
    assert not space.jobs.busy


def plain(words: str) -> str:
    """Words without the marks of mnemonics."""
    return words.replace("&&", "\0").replace("&", "").replace("\0", "&")


def named(root: QWidget, kind: type[Found], name: str) -> Found:
    """The one visible widget of a kind with this accessible name."""
    QApplication.processEvents()
    found = [one for one in root.findChildren(kind) if one.accessibleName() == name and one.isVisibleTo(root)]
    assert len(found) == 1, f"{len(found)} of {kind.__name__} are called “{name}”"
    return found[0]


def button(root: QWidget, words: str) -> QPushButton:
    """The one visible push button with these words on it."""
    QApplication.processEvents()
    found = [one for one in root.findChildren(QPushButton) if plain(one.text()) == words and one.isVisibleTo(root)]
    assert len(found) == 1, f"{len(found)} buttons say “{words}”"
    return found[0]


def labels(root: QWidget) -> list[str]:
    """The words of all visible labels."""
    QApplication.processEvents()
    return [one.text() for one in root.findChildren(QLabel) if one.isVisibleTo(root) and one.text()]


def row_of(root: QWidget, field: str) -> FormRow:
    """The visible form row of a field or question."""
    QApplication.processEvents()
    found = [one for one in root.findChildren(FormRow) if one.field == field and one.isVisibleTo(root)]
    assert len(found) == 1, f"{len(found)} rows are called “{field}”"
    return found[0]


def field_of(row: FormRow, kind: type[Found]) -> Found:
    """The control of a row that a person works with."""
    found = next((one for one in row.findChildren(kind) if one.isVisibleTo(row)), None)
    assert found is not None, f"no {kind.__name__} in “{row.field}”"
    return found


def type_into(control: QWidget, words: str) -> None:
    """Replaces what stands in a control by typing."""
    control.setFocus()
    QTest.keyClick(control, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    for number, line in enumerate(words.split("\n")):
        if number:
            QTest.keyClick(control, Qt.Key.Key_Return)
        QTest.keyClicks(control, line)


def pick(combo: QComboBox, words: str) -> None:
    """Chooses an entry of a box as a click in its list does."""
    place = combo.findText(words)
    assert place >= 0, f"no “{words}” in {[combo.itemText(n) for n in range(combo.count())]}"
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def close_popups(control: QWidget) -> None:
    """Closes lists that dropped down; without a screen nobody gives the window back its keyboard."""
    while popup := QApplication.activePopupWidget():
        popup.close()
        control.window().activateWindow()
        QApplication.processEvents()


def leave(control: QWidget) -> None:
    """Takes the keyboard away from a control, as Tab does."""
    close_popups(control)
    QApplication.sendEvent(control, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.TabFocusReason))
    control.clearFocus()


def every_part(window: MainWindow) -> Iterator[str]:
    """Shows every part of every page, one after the other, and gives its name."""
    assert window.wizard is not None
    for step in window.wizard.flow.steps:
        window.wizard.flow.jump(step.id)
        for place, part in enumerate(step.parts):
            window.wizard.page.show_part(place)
            settle(window)
            yield f"{step.id}: {part.title}"
