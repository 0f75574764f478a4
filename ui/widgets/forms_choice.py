"""Choosing the activation level and the kind of file for ICS forms and job action sheets."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import ActivationLevel
from ui.icons import set_icon
from ui.theme import M, S


class FormsChoice(QWidget):
    """A level and two buttons. `chosen` tells the level's rank and `pdf` or `docx`."""

    chosen = Signal(int, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("For the day: ICS forms and job action sheets")
        title.setProperty("type", "section")
        title.setWordWrap(True)
        use = QLabel(
            "ICS 203, 205A and 207 and a one-page sheet for each open role: whom to call, and what to do first."
        )
        use.setProperty("type", "muted")
        use.setWordWrap(True)
        self._level = QComboBox()
        self._level.setAccessibleName("Activation level of the forms")
        label = QLabel("For &level")
        label.setBuddy(self._level)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._level)
        row.addStretch(1)
        grid = QGridLayout()
        grid.setVerticalSpacing(M)
        self.buttons = []
        for column, (words, file_format) in enumerate((("For&ms as PDF", "pdf"), ("Form&s as Word", "docx"))):
            button = QPushButton(words)
            set_icon(button, "checklist")
            button.setAccessibleDescription("Four files in a folder you choose")
            button.clicked.connect(lambda _checked=False, chosen=file_format: self._on_clicked(chosen))
            grid.addWidget(button, 0, column)
            self.buttons.append(button)
        grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(title)
        layout.addWidget(use)
        layout.addLayout(row)
        layout.addLayout(grid)

    def show_levels(self, levels: tuple[ActivationLevel, ...]) -> None:
        """Offers these levels; the one chosen stays chosen, and the highest is chosen first."""
        if [(one.title, one.rank) for one in levels] == [
            (self._level.itemText(place), self._level.itemData(place)) for place in range(self._level.count())
        ]:
            return
        kept = self._level.currentData()
        self._level.clear()
        for one in levels:
            self._level.addItem(one.title, one.rank)
        found = self._level.findData(kept) if kept is not None else -1
        self._level.setCurrentIndex(found if found >= 0 else self._level.count() - 1)

    def _on_clicked(self, file_format: str) -> None:
        if self._level.currentData() is not None:
            self.chosen.emit(int(self._level.currentData()), file_format)
