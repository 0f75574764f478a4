"""Every hazard of the template pack to tick: what is ticked is carried forward into the plan."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Hazard
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.theme import theme
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
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
        for kind, words in _TYPES.items():
            for hazard in workspace.pack.hazards.values():
                if hazard.type == kind:
                    item = QListWidgetItem(f"{hazard.title} ({words.lower()})")
                    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                    item.setData(_ID, hazard.id)
                    item.setToolTip(hazard.note)
                    self._list.addItem(item)
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
        for row in range(self._list.count()):
            item = self._list.item(row)
            ticked = item.data(_ID) in included
            item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self._list.blockSignals(False)

    def _on_item_changed(self, item: QListWidgetItem) -> None:
        session, included = self._workspace.session, item.checkState() is Qt.CheckState.Checked
        hazard = item.data(_ID)
        self._workspace.attempt(lambda: operations.carry_hazard(session, hazard=hazard, included=included, origin=self))

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if Hazard.TABLE in changes.tables:
            self._show()
