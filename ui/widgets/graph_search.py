"""The search over the role graph: words, the hits one after the other, and a sentence on where one is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.theme import XS
from ui.widgets.announce import announce
from ui.widgets.undo_keys import leave_undo_to_window

Find = Callable[[str], tuple[str, ...]]


class _Field(QLineEdit):
    """A line in which Enter goes on to the next hit, Shift+Enter back, and Escape ends the search."""

    step_wanted = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.step_wanted.emit(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class GraphSearch(QWidget):
    """`found` carries every hit whenever the words change, `hit_chosen` the one stepped to.

    `find` gives the hits for some words; it is asked anew at each step, because the plan may have changed.
    """

    found = Signal(object)
    hit_chosen = Signal(str)

    def __init__(self, find: Find, title_of: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._title_of = title_of
        self._hits: tuple[str, ...] = ()
        self._at = ""
        self._field = _Field()
        self._field.setPlaceholderText("Find in the graph")
        self._field.setAccessibleName("Find a role or a person in the graph")
        self._field.setToolTip("A role's title or a person's name (Ctrl+F); Enter for the next hit, Shift+Enter back")
        self._field.setClearButtonEnabled(True)
        leave_undo_to_window(self._field)
        self._field.textChanged.connect(self.refresh)
        self._field.step_wanted.connect(self._on_step_wanted)
        self._words = QLabel()
        self._words.setProperty("type", "small")
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._field)
        layout.addWidget(self._words)

    @property
    def sentence(self) -> str:
        """What is said about the search; empty when nothing is searched for."""
        return self._words.text()

    def start(self) -> None:
        """Puts the keyboard into the field."""
        self._field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._field.selectAll()

    def refresh(self) -> None:
        """Looks again for the words that stand in the field."""
        before = self._hits
        self._hits = self._find(self._field.text())
        if self._at not in self._hits:
            self._at = ""
        self._say(aloud=before != self._hits)
        self.found.emit(self._hits)

    def _on_step_wanted(self, by: int) -> None:
        self.refresh()
        if not self._hits:
            announce(self._field, self.sentence)
            return
        place = self._hits.index(self._at) + by if self._at else (0 if by > 0 else -1)
        self._at = self._hits[place % len(self._hits)]
        self.hit_chosen.emit(self._at)
        self._say(aloud=True)

    def _say(self, *, aloud: bool) -> None:
        words = self._field.text().strip()
        if not words:
            sentence = ""
        elif not self._hits:
            sentence = f"No role open at this level has “{words}” in its title, and nobody of that name holds one."
        elif self._at:
            sentence = f"{self._hits.index(self._at) + 1} of {len(self._hits)}: {self._title_of(self._at)}"
        else:
            sentence = f"{len(self._hits)} found; Enter goes to the {'first' if len(self._hits) > 1 else 'role'}."
        self._words.setText(sentence)
        self._words.setVisible(bool(sentence))
        if aloud and sentence:
            announce(self._field, sentence)
