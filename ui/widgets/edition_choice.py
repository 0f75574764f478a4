"""Choosing for whom everything is written: the edition, and what it means for plan, kit, forms and role graph."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eopbuilder.domain.disclosure import Edition
from eopbuilder.planning.sheets import sheets_told
from ui.theme import M, S


class EditionChoice(QWidget):
    """A list of the editions, the full plan first. `changed` tells that another one was chosen."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._list = QComboBox()
        self._list.setAccessibleName("Edition of the plan")
        for edition in Edition:
            self._list.addItem(edition.label, edition.value)
        label = QLabel("&Edition")
        label.setBuddy(self._list)
        self._told = QLabel()
        self._told.setProperty("type", "muted")
        self._told.setWordWrap(True)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._list)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, M)
        layout.setSpacing(S)
        layout.addLayout(row)
        layout.addWidget(self._told)
        self._list.currentIndexChanged.connect(self._on_changed)
        self._on_changed()

    @property
    def edition(self) -> Edition:
        """The edition chosen."""
        return Edition(self._list.currentData())

    def choose(self, edition: Edition) -> None:
        """Chooses an edition."""
        self._list.setCurrentIndex(self._list.findData(edition.value))

    def _on_changed(self) -> None:
        told = f"{self.edition.told}\n{sheets_told(self.edition)}"
        self._told.setText(told)
        self._list.setAccessibleDescription(told)
        self.changed.emit()
