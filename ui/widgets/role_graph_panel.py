"""The role graph with its controls: activation level, dependencies to show, zoom, and the same content as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.dependencies import Links, links_of
from eopbuilder.rolegraph.describe import CHART_COLUMNS, chart_rows
from eopbuilder.rolegraph.finding import find_nodes
from eopbuilder.rolegraph.focus import FocusCard, focus_cards
from eopbuilder.rolegraph.layout import chart_scene
from eopbuilder.rolegraph.scene import Scene
from ui.icons import set_icon
from ui.jobs import Jobs, Progress
from ui.theme import XS, S, theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.graph_items import Mark
from ui.widgets.graph_links import GraphLinks
from ui.widgets.graph_search import GraphSearch
from ui.widgets.role_focus_card import RoleFocusCard
from ui.widgets.role_graph_view import RoleGraphView

_OVERLAYS = {
    "needs": "Needs",
    "needs_approval": "Needs approval from",
    "backs_up": "Backs up",
    "hands_off_to": "Hands over to",
    "informs": "Informs",
    "mutually_exclusive": "Not the same person",
}
_TOP_LEVEL = 3
_ROLE_ID = Qt.ItemDataRole.UserRole
_ROOM_FOR_CARD = 720
"""Narrower than this, at 100 % text, the card is left out until it is asked for, and then stands below."""


@dataclass(frozen=True)
class _Drawn:
    """What the background work hands over."""

    scene: Scene
    cards: Mapping[str, FocusCard]
    links: Links


class RoleGraphPanel(QFrame):
    """A live drawing of who reports to whom.

    `role_chosen` carries a role chosen in the drawing or the table; `large_wanted` whether it should have all the room.
    """

    role_chosen = Signal(str)
    large_wanted = Signal(bool)

    def __init__(self, jobs: Jobs, on_fault: Callable[[Exception], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_fault = on_fault
        self._shown: tuple[Plan, Pack, date] | None = None
        self._wanted = 0
        self._role = ""
        self._cards: Mapping[str, FocusCard] = {}
        self._level = QComboBox()
        self._level.setAccessibleName("Activation level to draw")
        self._level.currentIndexChanged.connect(self._on_choice_changed)
        self._overlay = _overlay_button(self)
        for action in self._overlay.menu().actions():
            action.toggled.connect(self._on_choice_changed)
        self._view = RoleGraphView(self)
        self._view.role_chosen.connect(self._on_view_role_chosen)
        self._links = GraphLinks((self._view,), self._title_of, self)
        self._links.said.connect(self._on_said)
        self._words = _sentence_line()
        self._table = _table()
        self._table.itemSelectionChanged.connect(self._on_table_selection_changed)
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName("Role graph as chart or table")
        self._tabs.addTab(self._view, "Chart")
        self._tabs.addTab(self._table, "Table")
        self._tabs.setDocumentMode(True)
        self._search = GraphSearch(self._find, self._title_of)
        self._search.found.connect(lambda hits: self._view.show_marks(Mark.FOUND, hits))
        self._search.hit_chosen.connect(self._on_hit_chosen)
        self._card = RoleFocusCard()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._tabs)
        self._split.addWidget(self._card)
        self._split.setStretchFactor(0, 1)
        self._split.setChildrenCollapsible(False)
        self._details = self._new_details_button()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._search)
        layout.addLayout(self._controls())
        layout.addWidget(self._words)
        layout.addWidget(self._split, 1)
        self._add_shortcut("Ctrl+F", self._search.start)
        theme().changed.connect(self._draw)

    @property
    def view(self) -> RoleGraphView:
        """The drawing."""
        return self._view

    def show_plan(self, plan: Plan, pack: Pack, as_of: date) -> None:
        """Draws the roles of a plan; zoom and the marked role stay."""
        if self._level.count() == 0:
            self._offer_levels(pack)
        self._shown = (plan, pack, as_of)
        self._draw()

    def choose_role(self, role: str) -> None:
        """Marks a role chosen elsewhere."""
        self._role = role
        self._view.choose_role(role)
        self._select_row(role)
        self._show_role()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_CARD)
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        if not self._details_wanted:
            self._details.setChecked(wide)

    def _new_details_button(self) -> QPushButton:
        """Shows the card and hides it; until somebody decides, the room decides."""
        self._details_wanted = False
        button = QPushButton("D&etails")
        button.setCheckable(True)
        button.setProperty("look", "pill")
        button.setToolTip("All about the chosen role: who, contact, duties, whom it depends on")
        button.toggled.connect(self._card.setVisible)
        button.clicked.connect(self._on_details_clicked)
        self._card.hide()
        return button

    def _new_highlight_button(self) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setProperty("look", "icon")
        button.setAccessibleName("Mark what the chosen role depends on and who depends on it")
        button.setToolTip(f"{button.accessibleName()} (Ctrl+D)")
        set_icon(button, "target")
        button.toggled.connect(self._links.switch)
        self._add_shortcut("Ctrl+D", button.toggle)
        return button

    def _on_said(self, words: str) -> None:
        self._words.setText(words)
        self._words.setVisible(bool(words))

    def _on_details_clicked(self) -> None:
        self._details_wanted = True

    def _add_shortcut(self, keys: str, act: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _find(self, words: str) -> tuple[str, ...]:
        """The roles of the level, as the table lists them, that fit some words."""
        if self._shown is None:
            return ()
        plan, pack, as_of = self._shown
        rows = chart_rows(plan, pack, as_of, self._level_shown())
        return find_nodes(plan, pack, as_of, (row.role for row in rows), words)

    def _title_of(self, node: str) -> str:
        return self._cards[node].title if node in self._cards else node

    def _on_hit_chosen(self, role: str) -> None:
        self.choose_role(role)
        self.role_chosen.emit(role)

    def _show_role(self) -> None:
        """Shows all there is to the chosen role: its card and its marks."""
        self._card.show_card(self._cards.get(self._role))
        self._links.show_role(self._role)

    def _level_shown(self) -> int:
        return self._level.currentData() or _TOP_LEVEL

    def _offer_levels(self, pack: Pack) -> None:
        self._level.blockSignals(True)
        for level in pack.levels:
            self._level.addItem(level.title, level.rank)
        self._level.setCurrentIndex(self._level.count() - 1)
        self._level.blockSignals(False)

    def _controls(self) -> FlowLayout:
        row = FlowLayout(S)
        self._level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        row.addWidget(self._level)
        row.addWidget(self._overlay)
        for name, words, keys, act in (
            ("zoom-out", "Zoom out", "Ctrl+-", self._view.zoom_out),
            ("zoom-in", "Zoom in", "Ctrl++", self._view.zoom_in),
            ("zoom-fit", "Show the whole chart", "Ctrl+0", self._view.zoom_to_fit),
        ):
            button = QToolButton()
            button.setProperty("look", "icon")
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleName(words)
            set_icon(button, name)
            button.clicked.connect(act)
            row.addWidget(button)
            self._add_shortcut(keys, act)
        row.addWidget(self._new_highlight_button())
        row.addWidget(self._details)
        large = QPushButton("&Large")
        large.setCheckable(True)
        large.setProperty("look", "pill")
        large.setToolTip("Give the graph the whole page")
        large.toggled.connect(self.large_wanted)
        row.addWidget(large)
        return row

    def _on_choice_changed(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if self._shown is None:
            return
        plan, pack, as_of = self._shown
        level = self._level_shown()
        chosen = frozenset(action.data() for action in self._overlay.menu().actions() if action.isChecked())
        dark = theme().dark
        self._wanted += 1
        number = self._wanted

        def work(_progress: Progress) -> _Drawn:
            scene = chart_scene(plan, pack, as_of, level=level, overlay=chosen, dark=dark)
            return _Drawn(scene, focus_cards(plan, pack, as_of, level), links_of(plan, pack, level))

        self._jobs.start(work, done=lambda drawn: self._on_drawn(number, pack, drawn), failed=self._on_fault)
        self._fill_table(plan, pack, as_of, level)

    def _on_drawn(self, number: int, pack: Pack, drawn: _Drawn) -> None:
        """Shows a finished drawing, unless a newer one is on its way."""
        if number == self._wanted:
            self._cards = drawn.cards
            self._view.show_scene(drawn.scene, {node: card.summary for node, card in drawn.cards.items()})
            if self._role:
                self._view.choose_role(self._role)
            self._search.refresh()
            self._show_role()
            self._links.take(pack, drawn.links)

    def _fill_table(self, plan: Plan, pack: Pack, as_of: date, level: int) -> None:
        rows = chart_rows(plan, pack, as_of, level)
        self._table.blockSignals(True)
        self._table.setRowCount(len(rows))
        for place, row in enumerate(rows):
            for column, text in enumerate(row.cells):
                item = QTableWidgetItem(text)
                item.setData(_ROLE_ID, row.role)
                item.setToolTip(text)
                self._table.setItem(place, column, item)
        self._table.blockSignals(False)

        self._select_row(self._view.current_role)

    def _select_row(self, role: str) -> None:
        """Marks the row of a role in the table; tells nobody."""
        for place in range(self._table.rowCount()):
            item = self._table.item(place, 0)
            if item is not None and item.data(_ROLE_ID) == role:
                self._table.blockSignals(True)
                self._table.selectRow(place)
                self._table.blockSignals(False)

    def _on_view_role_chosen(self, role: str) -> None:
        self._role = role
        self._select_row(role)
        self._show_role()
        self.role_chosen.emit(role)

    def _on_table_selection_changed(self) -> None:
        item = self._table.item(self._table.currentRow(), 0)
        if item is not None:
            self._role = item.data(_ROLE_ID)
            self._view.choose_role(self._role)
            self._show_role()
            self.role_chosen.emit(self._role)


def _overlay_button(parent: QWidget) -> QPushButton:
    """A button whose menu switches the kinds of dependencies on and off."""
    button = QPushButton("&Dependencies")
    set_icon(button, "link")
    menu = QMenu(button)
    menu.setAccessibleName("Kinds of dependencies to draw")
    for edge_type, words in _OVERLAYS.items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setData(edge_type)
    button.setMenu(menu)
    return button


def _sentence_line() -> QLabel:
    """A line that says in words what the drawing shows; hidden while there is nothing to say."""
    line = QLabel()
    line.setProperty("type", "small")
    line.setWordWrap(True)
    line.setTextFormat(Qt.TextFormat.PlainText)
    line.hide()
    return line


def _table() -> QTableWidget:
    table = QTableWidget(0, len(CHART_COLUMNS))
    table.setHorizontalHeaderLabels(list(CHART_COLUMNS))
    table.setAccessibleName("Role graph as a table")
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setAlternatingRowColors(True)
    table.setWordWrap(True)
    table.verticalHeader().hide()
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return table
