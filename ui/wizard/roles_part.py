"""The part of the roles page on which people are given roles, with the live role graph beside it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSplitter, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from eopbuilder.planning.suggestions import suggest_assignments
from ui.dialogs import messages
from ui.dialogs.suggestions import SuggestionsDialog
from ui.icons import set_icon
from ui.theme import M, S, theme
from ui.widgets.role_assignments import RoleAssignments
from ui.widgets.role_graph_panel import RoleGraphPanel
from ui.workspace import Workspace

_HEIGHT, _HEIGHT_NARROW = 540, 760
_ROOM_FOR_TWO = 730
"""Narrower than this, at 100 % text, the graph stands below the roles."""


class RolesPart(QWidget):
    """The role assignments with the live role graph beside them."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._roles = RoleAssignments()
        self._graph = RoleGraphPanel(workspace.jobs, workspace.trouble.emit)
        self._graph.save_beside(workspace.session.path.parent)
        suggest = QPushButton("Suggest from &job titles…")
        set_icon(suggest, "people")
        suggest.clicked.connect(self._on_suggest_clicked)
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(suggest, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._roles, 1)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._left)
        self._split.addWidget(self._graph)
        self._split.setSizes([500, 500])
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)
        self._graph.large_wanted.connect(lambda large: self._left.setVisible(not large))
        self._roles.assign_wanted.connect(self._on_assign_wanted)
        self._roles.unassign_wanted.connect(self._on_unassign_wanted)
        self._roles.move_wanted.connect(self._on_move_wanted)
        self._roles.level_wanted.connect(self._on_level_wanted)
        self._roles.role_chosen.connect(self._graph.choose_role)
        self._graph.role_chosen.connect(self._roles.choose_role)
        self._graph.supervisor_wanted.connect(self._on_supervisor_wanted)
        workspace.changed.connect(self._on_workspace_changed)
        workspace.reviewed.connect(self._show_roles)
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_TWO)
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self.setMinimumHeight(theme().px(_HEIGHT if wide else _HEIGHT_NARROW))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._roles.list_of_roles

    def flush(self) -> None:
        """Nothing is typed here that is not chosen at once."""

    def show_finding(self, finding: Finding) -> bool:
        table, _, role = finding.where.record.partition(":")
        if table != "roles":
            return False
        self._roles.choose_role(role)
        self._graph.choose_role(role)
        self._roles.focus_person_field()
        return True

    def _show(self) -> None:
        self._graph.show_plan(self._workspace.plan, self._workspace.pack, self._workspace.as_of)
        self._show_roles()

    def _show_roles(self) -> None:
        space = self._workspace
        self._roles.show_plan(space.plan, space.pack, space.as_of, space.findings)

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if changes.tables & {"assignments", "role_settings", "own_roles", "own_links", "people", "sites", "agencies"}:
            self._show()

    def _on_assign_wanted(self, role: str, person: str, order: int) -> None:
        session = self._workspace.session
        self._workspace.attempt(lambda: operations.assign_role(session, role=role, person=person, order=order))

    def _on_unassign_wanted(self, assignment: str) -> None:
        session = self._workspace.session
        self._workspace.attempt(lambda: operations.unassign(session, assignment=assignment))

    def _on_move_wanted(self, assignment: str, order: int) -> None:
        session = self._workspace.session
        self._workspace.attempt(lambda: operations.move_alternate(session, assignment=assignment, to_order=order))

    def _on_level_wanted(self, role: str, opens_at: str) -> None:
        session = self._workspace.session
        self._workspace.attempt(lambda: operations.set_role_level(session, role=role, opens_at=opens_at or None))

    def _on_supervisor_wanted(self, role: str, leader: str) -> None:
        session = self._workspace.session
        self._workspace.attempt(lambda: operations.set_supervisor(session, role=role, reports_to=leader or None))

    def _on_suggest_clicked(self) -> None:
        space = self._workspace
        found = suggest_assignments(space.plan, space.pack, space.as_of)
        if not found:
            words = "Nobody else on the staff list has a job title that usually holds one of the open roles."
            messages.tell(self, "Suggestions", words)
            return
        dialog = SuggestionsDialog(space.plan, space.pack, found, self)
        if dialog.exec():
            space.attempt(lambda: operations.take_suggestions(space.session, suggestions=dialog.chosen()))
