"""The role graph with all that belongs to it: search, controls, drawing, table, and the card of the chosen role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QMenu, QPushButton, QSplitter, QTabWidget, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.branches import branches_of, folded_words, leaders_above
from eopbuilder.rolegraph.dependencies import Links, links_of
from eopbuilder.rolegraph.describe import ChartRow, chart_rows
from eopbuilder.rolegraph.finding import find_nodes
from eopbuilder.rolegraph.focus import FocusCard, focus_cards
from eopbuilder.rolegraph.pictures import ChartPicture, Picture, draw
from eopbuilder.rolegraph.scene import Scene
from ui.dialogs.reports_to import ReportsToDialog
from ui.jobs import Jobs, Progress
from ui.theme import XS, theme
from ui.widgets.announce import announce
from ui.widgets.dependency_pane import DependencyPane
from ui.widgets.graph_controls import GraphControls
from ui.widgets.graph_items import Mark
from ui.widgets.graph_links import GraphLinks
from ui.widgets.graph_saving import GraphSaving
from ui.widgets.graph_search import GraphSearch
from ui.widgets.role_chart_view import RoleChartView
from ui.widgets.role_focus_card import RoleFocusCard
from ui.widgets.role_graph_view import RoleGraphView
from ui.widgets.role_table import RoleTable

_ROOM_FOR_CARD = 720
"""Narrower than this, at 100 % text, the card is left out until it is asked for, and then stands below."""


@dataclass(frozen=True)
class _Content:
    """What the panel shows: a plan with its pack on a day."""

    plan: Plan
    pack: Pack
    as_of: date


@dataclass(frozen=True)
class _Drawn:
    """What the background work hands over."""

    level: int
    scene: Scene
    cards: Mapping[str, FocusCard]
    links: Links
    branches: Mapping[str, int]
    folded: frozenset[str]
    rows: tuple[ChartRow, ...]


class RoleGraphPanel(QFrame):
    """A live drawing of who reports to whom.

    `role_chosen` carries a role chosen in the drawing or the table; `large_wanted` whether it should have all the room.
    `supervisor_wanted(role, leader)` asks for a role to report to another one, or to whom the pack says when empty.
    """

    role_chosen = Signal(str)
    large_wanted = Signal(bool)
    supervisor_wanted = Signal(str, str)

    def __init__(self, jobs: Jobs, on_fault: Callable[[Exception], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_fault = on_fault
        self._content: _Content | None = None
        self._wanted = 0
        self._role = ""
        self._cards: Mapping[str, FocusCard] = {}
        self._branches: Mapping[str, int] = {}
        self._folded: frozenset[str] = frozenset()
        self._view = RoleChartView(self)
        self._view.role_chosen.connect(self._choose)
        self._view.fold_wanted.connect(self._on_fold_wanted)
        self._view.reports_wanted.connect(self.supervisor_wanted)
        self._view.menu_wanted.connect(self._on_menu_wanted)
        self._dependencies = DependencyPane(jobs, on_fault)
        self._dependencies.role_chosen.connect(self._choose)
        self._dependencies.drawn.connect(self._on_dependencies_drawn)
        self._views: tuple[RoleGraphView, ...] = (self._view, self._dependencies.view)
        self._table = RoleTable()
        self._table.role_chosen.connect(self._choose)
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName("Role graph as chart, dependencies or table")
        self._tabs.addTab(self._view, "Chart")
        self._tabs.addTab(self._dependencies, "Dependencies")
        self._tabs.addTab(self._table, "Table")
        self._tabs.setDocumentMode(True)
        self._tabs.currentChanged.connect(self._on_tab_changed)
        self._links = GraphLinks(self._views, self._title_of, self)
        self._links.said.connect(self._on_said)
        self._search = GraphSearch(self._find, self._title_of)
        self._search.found.connect(self._on_found)
        self._search.hit_chosen.connect(self._choose)
        self._words = _sentence_line()
        self._card = RoleFocusCard()
        self._reports_to = QPushButton("&Reports to…")
        self._reports_to.setToolTip("Choose whom the chosen role reports to (Ctrl+R)")
        self._reports_to.clicked.connect(self._ask_supervisor)
        self._side = self._new_side()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._tabs)
        self._split.addWidget(self._side)
        self._split.setStretchFactor(0, 1)
        self._split.setChildrenCollapsible(False)
        self._controls = self._new_controls()
        self._saving = GraphSaving(jobs, on_fault)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._search)
        layout.addLayout(self._controls.row)
        layout.addWidget(self._words)
        layout.addWidget(self._saving)
        layout.addWidget(self._split, 1)
        theme().changed.connect(self._draw)

    @property
    def view(self) -> RoleChartView:
        """The drawing."""
        return self._view

    def save_beside(self, folder: Path) -> None:
        """Takes the folder that is offered first for saving what is shown."""
        self._saving.save_beside(folder)

    @property
    def picture(self) -> Picture:
        """What is shown, as a choice that can be drawn again; the chart for the table."""
        if self._tabs.currentWidget() is self._dependencies:
            return self._dependencies.picture
        return ChartPicture(self._controls.level, self._controls.overlay, self._folded)

    def show_plan(self, plan: Plan, pack: Pack, as_of: date) -> None:
        """Draws the roles of a plan; zoom, folded branches and the marked role stay."""
        self._controls.offer_levels(pack.levels)
        self._content = _Content(plan, pack, as_of)
        self._draw()

    def choose_role(self, role: str) -> None:
        """Marks a role chosen elsewhere; a branch that hides it is unfolded."""
        self._role = role
        self._show_role()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_CARD)
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self._controls.show_details_by_room(wide)

    def _new_side(self) -> QWidget:
        """The card with what can be done to its role."""
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self._card, 1)
        column.addWidget(self._reports_to, 0, Qt.AlignmentFlag.AlignLeft)
        side.hide()
        return side

    def _new_controls(self) -> GraphControls:
        controls = GraphControls(self)
        controls.changed.connect(self._draw)
        controls.zoom_wanted.connect(self._on_zoom_wanted)
        controls.highlight_switched.connect(self._links.switch)
        controls.details_switched.connect(self._side.setVisible)
        controls.large_switched.connect(self.large_wanted)
        controls.menu_wanted.connect(self._fill_menu)
        controls.add_key("Ctrl+F", self._search.start)
        controls.add_key("Ctrl+R", self._ask_supervisor)
        return controls

    # --- drawing ----------------------------------------------------------------------------------------------------

    def _draw(self) -> None:
        content = self._content
        if content is None:
            return
        plan, pack, as_of = content.plan, content.pack, content.as_of
        level, folded, dark = self._controls.level, self._folded, theme().dark
        chart = ChartPicture(level, self._controls.overlay, folded)
        self._wanted += 1
        number = self._wanted

        def work(_progress: Progress) -> _Drawn:
            return _Drawn(
                level,
                draw(plan, pack, as_of, chart, dark=dark),
                focus_cards(plan, pack, as_of, level),
                links_of(plan, pack, level),
                branches_of(plan, pack, level),
                folded,
                chart_rows(plan, pack, as_of, level),
            )

        self._jobs.start(work, done=lambda drawn: self._on_drawn(number, content, drawn), failed=self._on_fault)

    def _on_drawn(self, number: int, content: _Content, drawn: _Drawn) -> None:
        """Shows a finished drawing, unless a newer one is on its way."""
        if number != self._wanted:
            return
        plan, pack = content.plan, content.pack
        self._cards, self._branches = drawn.cards, drawn.branches
        self._view.show_scene(drawn.scene, self._tips())
        self._view.set_branches(drawn.branches, drawn.folded, pack.roles)
        self._table.show_rows(drawn.rows, self._role)
        self._links.take(pack, drawn.links)
        self._dependencies.show_plan(plan, pack, content.as_of, drawn.level, self._tips())
        self._search.refresh()
        self._show_role()

    def _on_tab_changed(self) -> None:
        """Each drawing finds what it shows, and the lines over the chart can be chosen while the chart is seen."""
        self._controls.set_overlay_offered(self._tabs.currentWidget() is self._view)
        self._search.refresh()

    def _on_dependencies_drawn(self) -> None:
        """Puts the marks on a new drawing."""
        self._links.show_role(self._role)
        self._search.refresh()

    def _on_found(self, hits: tuple[str, ...]) -> None:
        for view in self._views:
            view.show_marks(Mark.FOUND, hits)

    def _tips(self) -> Mapping[str, str]:
        """What is said of each box, with what is folded away below it."""
        tips = {node: card.summary for node, card in self._cards.items()}
        for role in self._folded & self._branches.keys():
            tips[role] = f"{tips.get(role, '')}\n{folded_words(self._branches[role])}".strip()
        return tips

    # --- the chosen role --------------------------------------------------------------------------------------------

    def _choose(self, role: str) -> None:
        """Shows a role chosen here, and tells so."""
        self.choose_role(role)
        self.role_chosen.emit(role)

    def _show_role(self) -> None:
        """Shows all there is to the chosen role: its box, row, card and marks."""
        self._unfold_for(self._role)
        self._view.choose_role(self._role)
        self._dependencies.show_role(self._role)
        self._table.choose_role(self._role)
        self._card.show_card(self._cards.get(self._role))
        self._reports_to.setEnabled(self._is_role(self._role))
        self._links.show_role(self._role)

    def _is_role(self, node: str) -> bool:
        return self._content is not None and node in self._content.pack.roles

    def _title_of(self, node: str) -> str:
        return self._cards[node].title if node in self._cards else node

    def _find(self, words: str) -> tuple[str, ...]:
        """The roles of the level that fit some words, as the table lists them; where it is drawn, other nodes too."""
        if self._content is None:
            return ()
        plan, pack, as_of = self._content.plan, self._content.pack, self._content.as_of
        nodes = [row.role for row in chart_rows(plan, pack, as_of, self._controls.level)]
        if self._tabs.currentWidget() is self._dependencies:
            nodes += pack.nodes
        return find_nodes(plan, pack, as_of, nodes, words)

    def _on_zoom_wanted(self, by: int) -> None:
        view = self._dependencies.view if self._tabs.currentWidget() is self._dependencies else self._view
        {-1: view.zoom_out, 0: view.zoom_to_fit, 1: view.zoom_in}[by]()

    def _on_said(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    # --- branches ---------------------------------------------------------------------------------------------------

    def _on_fold_wanted(self, role: str, fold: bool) -> None:
        hidden = folded_words(self._branches.get(role, 0))
        if fold and self._content is not None and self._role != role:
            above = leaders_above(self._content.plan, self._content.pack, self._controls.level, self._role)
            if role in above:
                self._choose(role)
        self._folded = self._folded | {role} if fold else self._folded - {role}
        self._draw()
        self._on_said(f"{self._title_of(role)}: {hidden if fold else hidden.replace('folded away', 'shown again')}.")
        announce(self._view, self._words.text())

    def _unfold_for(self, role: str) -> None:
        """Unfolds the branches that hide a role."""
        if self._content is None or not self._folded:
            return
        above = leaders_above(self._content.plan, self._content.pack, self._controls.level, role)
        if not self._folded.isdisjoint(above):
            self._folded -= frozenset(above)
            self._draw()

    def _unfold_all(self) -> None:
        self._folded = frozenset()
        self._draw()

    # --- what can be done with a role -------------------------------------------------------------------------------

    def _on_menu_wanted(self, _role: str, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._fill_menu(menu)
        menu.popup(place)

    def _fill_menu(self, menu: QMenu) -> None:
        """What can be done with the chosen role and the drawing."""
        menu.clear()
        role = self._role
        asking = menu.addAction(f"{self._title_of(role).replace('&', '&&')} &reports to…" if role else "&Reports to…")
        asking.setEnabled(self._is_role(role))
        asking.triggered.connect(self._ask_supervisor)
        if role in self._branches:
            folded = role in self._folded
            words = "&Unfold the branch below" if folded else f"&Fold away the {self._branches[role]} roles below"
            menu.addAction(words).triggered.connect(lambda: self._on_fold_wanted(role, not folded))
        everything = menu.addAction("Unfold &everything")
        everything.setEnabled(bool(self._folded))
        everything.triggered.connect(self._unfold_all)
        if self._content is not None:
            menu.addSeparator()
            content = self._content
            self._saving.fill_menu(menu, (content.plan, content.pack, content.as_of), self.picture)

    def _ask_supervisor(self) -> None:
        if self._content is None or not self._is_role(self._role):
            return
        role = self._role
        dialog = ReportsToDialog(self._content.plan, self._content.pack, self._content.as_of, role, self)
        if dialog.exec():
            self.supervisor_wanted.emit(role, dialog.chosen or "")
        dialog.deleteLater()


def _sentence_line() -> QLabel:
    """A line that says in words what the drawing shows; hidden while there is nothing to say."""
    line = QLabel()
    line.setProperty("type", "small")
    line.setWordWrap(True)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.hide()
    return line
