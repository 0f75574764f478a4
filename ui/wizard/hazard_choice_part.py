"""Every hazard of the template pack to tick: what is ticked is carried forward into the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Hazard
from eopbuilder.domain.reference_lists import HazardKind
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.theme import theme
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_TYPE = Qt.ItemDataRole.UserRole + 1
_HEIGHT = 420
_TYPES = {
    "natural": "Natural",
    "technological": "Technological",
    "biological": "Biological",
    "human": "Human-caused",
}


class HazardChoicePart(QWidget):
    """The hazards by type, each with a box to tick."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._list = QListWidget()
        self._list.setAccessibleName("Hazards this plan prepares for")
        self._list.setMinimumHeight(theme().px(_HEIGHT))
        for kind in _TYPES:
            hazards = [one for one in workspace.pack.hazards.values() if one.type == kind]
            if hazards:
                self._list.addItem(_heading(kind))
            for hazard in hazards:
                self._list.addItem(_box(hazard))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._list)
        self._list.itemChanged.connect(self._on_item_changed)
        workspace.changed.connect(self._on_workspace_changed)
        self._show()

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._list

    def flush(self) -> None:
        """A tick is saved at once."""

    def show_finding(self, _finding: Finding) -> bool:
        return False

    def _show(self) -> None:
        included = {one.hazard for one in self._workspace.plan.hazards if one.included}
        self._list.blockSignals(True)
        items = [self._list.item(row) for row in range(self._list.count())]
        boxes = [one for one in items if one.data(_ID)]
        for box in boxes:
            ticked = box.data(_ID) in included
            box.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        for heading in (one for one in items if not one.data(_ID)):
            kind = heading.data(_TYPE)
            below = [one for one in boxes if one.data(_TYPE) == kind]
            count = sum(one.data(_ID) in included for one in below)
            heading.setText(f"{_TYPES[kind]} ({count} of {len(below)} ticked)")
        self._list.blockSignals(False)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        session, included = self._workspace.session, item.checkState() is Qt.CheckState.Checked
        hazard = item.data(_ID)
        if not hazard:
            return
        self._workspace.attempt(lambda: operations.carry_hazard(session, hazard=hazard, included=included, origin=self))

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if Hazard.TABLE in changes.tables:
            self._show()


def _heading(kind: str) -> QListWidgetItem:
    """The line above the hazards of a type. It can be read, not ticked or chosen."""
    item = QListWidgetItem(_TYPES[kind])
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    item.setData(_TYPE, kind)
    font = item.font()
    font.setBold(True)
    item.setFont(font)
    return item


def _box(hazard: HazardKind) -> QListWidgetItem:
    """A hazard to tick. Whoever hears the list also hears the type, which others see above."""
    item = QListWidgetItem(hazard.title)
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setData(_ID, hazard.id)
    item.setData(_TYPE, hazard.type)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{hazard.title}, {_TYPES[hazard.type].lower()}")
    item.setToolTip(hazard.note)
    return item
