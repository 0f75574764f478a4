"""The drop-down box of the program: the wheel passes it by, and names are found by typing any part of them."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QCompleter, QWidget

from ui.widgets.undo_keys import leave_undo_to_window

_LEAST_LETTERS = 16


class ChoiceBox(QComboBox):
    """A drop-down box. `activated` comes when the user chose an entry, by mouse, by keyboard or by typing its words.

    Words that fit one entry only choose it; others are taken back when the keyboard leaves, so that the box never
    shows what was not chosen. With `opens_on_arrows` the arrow keys open the list instead of choosing at once.
    """

    def __init__(
        self, *, searchable: bool = False, opens_on_arrows: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._opens_on_arrows = opens_on_arrows
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        if searchable:
            self._make_searchable()

    def _make_searchable(self) -> None:
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        completer = self.completer()
        line = self.lineEdit()
        if completer is not None and line is not None:
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
            line.returnPressed.connect(self.take_typed)
            leave_undo_to_window(self)

    def take_typed(self) -> bool:
        """Chooses the one entry that the typed words fit; False when there is none, or more than one."""
        words = self.currentText().strip().casefold()
        if not self.isEditable() or words == self.itemText(self.currentIndex()).casefold():
            return False
        fitting = self._fitting(words)
        if len(fitting) != 1:
            return False
        self.setCurrentIndex(fitting[0])
        self.activated.emit(fitting[0])
        return True

    def chosen(self) -> str:
        """The data of the entry that is chosen or whose words were typed; empty when other words stand there."""
        self.take_typed()
        is_entry = self.currentText() == self.itemText(self.currentIndex())
        return str(self.currentData() or "") if is_entry else ""

    def _fitting(self, words: str) -> list[int]:
        """The places of the entries that some words mean; no words mean the entry that stands for none."""
        if not words:
            return [place for place in range(self.count()) if not self.itemData(place)]
        entries = [self.itemText(place).casefold() for place in range(self.count())]
        exact = [place for place, entry in enumerate(entries) if entry == words]
        return exact or [place for place, entry in enumerate(entries) if words in entry]

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isEditable() and event.reason() is not Qt.FocusReason.PopupFocusReason and not self.take_typed():
            self.setEditText(self.itemText(self.currentIndex()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """A wheel that passes over the closed box scrolls the page instead of changing the answer."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._opens_on_arrows and event.key() in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.showPopup()
            return
        super().keyPressEvent(event)
