"""Choosing whom a role reports to: a list to search by role or name."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.finding import find_nodes
from ui.dialogs.sizes import open_at
from ui.theme import L, M

_ROLE = Qt.ItemDataRole.UserRole


class ReportsToDialog(QDialog):
    """The roles a role may report to. After it was accepted, `chosen` is the leader; None for what the pack says."""

    def __init__(self, plan: Plan, pack: Pack, as_of: date, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan, self._pack, self._as_of = plan, pack, as_of
        self._role = role
        title = pack.roles[role].title
        self.setWindowTitle(f"{title} reports to")
        label = QLabel(f"&Whom shall {title} report to?")
        label.setWordWrap(True)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search roles or names")
        self._search.setClearButtonEnabled(True)
        self._search.setAccessibleName(f"Search for whom {title} shall report to")
        self._search.textChanged.connect(self._fill)
        label.setBuddy(self._search)
        self._list = QListWidget()
        self._list.setAccessibleName("Roles it may report to")
        self._list.itemActivated.connect(lambda _item: self.accept())
        self._list.currentItemChanged.connect(self._on_current_item_changed)
        self._nothing = QLabel("No role has these words in its title, and nobody of that name holds one.")
        self._nothing.setProperty("type", "small")
        self._nothing.setWordWrap(True)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._take = buttons.addButton("Report to the chosen role", QDialogButtonBox.ButtonRole.AcceptRole)
        self._take.setProperty("look", "primary")
        self._take.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(M)
        for widget in (label, self._search, self._list, self._nothing, buttons):
            layout.addWidget(widget, 1 if widget is self._list else 0)
        open_at(self, 520, 520)
        self._fill()

    @property
    def chosen(self) -> str | None:
        """The leader chosen."""
        place = self._list.currentRow()
        return (self._list.item(place).data(_ROLE) or None) if place >= 0 else None

    def _fill(self) -> None:
        """Lists the roles that fit the words; who leads now comes chosen."""
        setting = self._plan.role_setting(self._role)
        usual = self._pack.roles[self._role].reports_to
        now = (setting.reports_to if setting else None) or usual or ""
        words = self._search.text()
        others = [one for one in self._pack.roles if one != self._role]
        fitting = find_nodes(self._plan, self._pack, self._as_of, others, words) if words.strip() else tuple(others)
        self._list.clear()
        if setting is not None and setting.reports_to and not words.strip():
            title = self._pack.catalogue("pack.roles").get(usual or "", "nobody")
            self._add(f"As the template says: {title}", "")
        for one in fitting:
            holder = self._plan.primary(one)
            title = self._pack.roles[one].title
            self._add(f"{title} ({holder.label})" if holder else title, one)
            if one == now:
                self._list.setCurrentRow(self._list.count() - 1)
        if self._list.currentRow() < 0:
            self._list.setCurrentRow(0)
        self._nothing.setVisible(self._list.count() == 0)
        self._on_current_item_changed()

    def _add(self, words: str, role: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_ROLE, role)
        self._list.addItem(item)

    def _on_current_item_changed(self) -> None:
        self._take.setEnabled(self._list.currentRow() >= 0)
