"""Choosing the kind of file for single sheets: the kit to hand out, and the forms of an activation level."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import ActivationLevel
from ui.icons import set_icon
from ui.theme import M, S


class _SheetsChoice(QWidget):
    """A title, what the sheets are for, a button for PDF and one for Word; `format_chosen` tells `pdf` or `docx`."""

    format_chosen = Signal(str)

    def __init__(self, title: str, use: str, words: tuple[str, str], what: str, icon: str) -> None:
        super().__init__()
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, M, 0, 0)
        self._layout.setSpacing(S)
        for told, look in ((title, "section"), (use, "muted")):
            label = QLabel(told)
            label.setProperty("type", look)
            label.setWordWrap(True)
            self._layout.addWidget(label)
        grid = QGridLayout()
        grid.setVerticalSpacing(M)
        self.buttons = []
        for column, (on_button, file_format) in enumerate(zip(words, ("pdf", "docx"), strict=True)):
            button = QPushButton(on_button)
            set_icon(button, icon)
            button.setAccessibleDescription(what)
            button.clicked.connect(lambda _checked=False, one=file_format: self.format_chosen.emit(one))
            grid.addWidget(button, 0, column)
            self.buttons.append(button)
        grid.setColumnStretch(2, 1)
        self._layout.addLayout(grid)


class KitChoice(_SheetsChoice):
    """Two buttons."""

    def __init__(self) -> None:
        super().__init__(
            "To hand out and post: the kit",
            "Contact sheet and call tree, cards for rooms and wallets, messages, signs and cards for reunification, "
            "ICS forms, records, a family guide: each made from this plan.",
            ("&Kit as PDF", "K&it as Word"),
            "A folder of documents, each made from this plan",
            "export",
        )


class FormsChoice(_SheetsChoice):
    """A level and two buttons. `chosen` tells the level's rank and `pdf` or `docx`."""

    chosen = Signal(int, str)

    def __init__(self) -> None:
        super().__init__(
            "For the day: ICS forms and job action sheets",
            "ICS 203, 205A and 207 and a one-page sheet for each open role: whom to call, and what to do first.",
            ("For&ms as PDF", "Form&s as Word"),
            "Four files in a folder you choose",
            "checklist",
        )
        self.format_chosen.connect(self._on_format_chosen)
        self._level = QComboBox()
        self._level.setAccessibleName("Activation level of the forms")
        label = QLabel("For &level")
        label.setBuddy(self._level)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._level)
        row.addStretch(1)
        self._layout.insertLayout(2, row)
        self.setTabOrder(self._level, self.buttons[0])

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

    def _on_format_chosen(self, file_format: str) -> None:
        if self._level.currentData() is not None:
            self.chosen.emit(int(self._level.currentData()), file_format)
