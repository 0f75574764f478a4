"""Choosing whose copy of an edition is written, after the record of distribution."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QWidget

from eopbuilder.domain.copies import numbered_copies
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from ui.theme import S

_NOT_NUMBERED = "Not numbered: a blank on the cover"


class CopyChoice(QWidget):
    """A list of the copies of an edition, each with its recipient; not there while the record has none of them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName("Copy of the plan")
        self._list.setAccessibleDescription("The number and its recipient are printed on the cover")
        self._list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        label = QLabel("Cop&y")
        label.setBuddy(self._list)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._list, 1)
        self.hide()

    @property
    def number(self) -> str:
        """The number chosen, or an empty text."""
        return str(self._list.currentData() or "")

    def choose(self, number: str) -> None:
        """Chooses a copy by its number."""
        self._list.setCurrentIndex(self._list.findData(number))

    def show_copies(self, plan: Plan, edition: Edition) -> None:
        """Offers the copies of an edition; the one chosen stays chosen while it is among them."""
        kept = self.number
        self._list.clear()
        self._list.addItem(_NOT_NUMBERED, "")
        for one in numbered_copies(plan):
            if one.record.edition == edition:
                for number in range(one.first, one.last + 1):
                    self._list.addItem(f"Copy {number} for {one.recipient}", str(number))
        self._list.setCurrentIndex(max(0, self._list.findData(kept)))
        self.setVisible(self._list.count() > 1)
