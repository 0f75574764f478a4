"""The role graph as a table, for those who cannot see the drawing."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from eopbuilder.rolegraph.describe import CHART_COLUMNS, ChartRow

_ROLE = Qt.ItemDataRole.UserRole


class RoleTable(QTableWidget):
    """One row for each role. `role_chosen` carries the role of the row somebody chose."""

    role_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(0, len(CHART_COLUMNS), parent)
        self.setHorizontalHeaderLabels(list(CHART_COLUMNS))
        self.setAccessibleName("Role graph as a table")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.itemSelectionChanged.connect(self._on_selection_changed)

    def show_rows(self, rows: Iterable[ChartRow], role: str) -> None:
        """Shows these rows, the one of `role` marked."""
        shown = tuple(rows)
        self.blockSignals(True)
        self.setRowCount(len(shown))
        for place, row in enumerate(shown):
            for column, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setData(_ROLE, row.role)
                item.setToolTip(text)
                self.setItem(place, column, item)
        self.blockSignals(False)
        self.choose_role(role)

    def choose_role(self, role: str) -> None:
        """Marks the row of a role; tells nobody."""
        for place in range(self.rowCount()):
            item = self.item(place, 0)
            if item is not None and item.data(_ROLE) == role:
                self.blockSignals(True)
                self.selectRow(place)
                self.blockSignals(False)

    def _on_selection_changed(self) -> None:
        item = self.item(self.currentRow(), 0)
        if item is not None:
            self.role_chosen.emit(item.data(_ROLE))
