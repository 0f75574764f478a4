"""Suggested role assignments, to be agreed to one by one or all at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.planning.suggestions import Suggestion
from ui.dialogs.sizes import open_at
from ui.theme import L, M


class SuggestionsDialog(QDialog):
    """A table with a check box for each suggestion; all are checked at first."""

    def __init__(
        self, plan: Plan, pack: Pack, suggestions: Sequence[Suggestion], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Suggested role assignments")
        self._suggestions = tuple(suggestions)
        words = QLabel(
            "These people have job titles that usually hold the role. Uncheck what does not fit: "
            "a suggestion is a start for the team, not a decision."
        )
        words.setWordWrap(True)
        self._table = QTableWidget(len(self._suggestions), 4)
        self._table.setAccessibleName("Suggested role assignments")
        self._table.setHorizontalHeaderLabels(["Role", "As", "Person", "Because"])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setTabKeyNavigation(False)
        self._table.verticalHeader().hide()
        self._table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self._table.horizontalHeader().setStretchLastSection(True)
        for row, suggestion in enumerate(self._suggestions):
            self._fill(row, suggestion, plan, pack)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        take = buttons.addButton("Assign the checked ones", QDialogButtonBox.ButtonRole.AcceptRole)
        take.setProperty("look", "primary")
        take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(M)
        layout.addWidget(words)
        layout.addWidget(self._table, 1)
        layout.addWidget(buttons)
        open_at(self, 860, 560)

    def _fill(self, row: int, suggestion: Suggestion, plan: Plan, pack: Pack) -> None:
        person = plan.get(Person, suggestion.person)
        order = "In charge" if suggestion.order == 0 else f"Alternate {suggestion.order}"
        cells = (pack.roles[suggestion.role].title, order, person.label if person else "", suggestion.why)
        for column, text in enumerate(cells):
            item = QTableWidgetItem(text)
            item.setToolTip(text)
            if column == 0:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Checked)
            self._table.setItem(row, column, item)

    def chosen(self) -> tuple[Suggestion, ...]:
        """The suggestions still checked."""
        items = (self._table.item(row, 0) for row in range(self._table.rowCount()))
        return tuple(
            suggestion
            for suggestion, item in zip(self._suggestions, items, strict=True)
            if item is not None and item.checkState() is Qt.CheckState.Checked
        )
