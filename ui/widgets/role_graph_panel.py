"""The role graph with its controls: activation level, dependencies to show, zoom, and the same content as a table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHeaderView,
    QMenu,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.describe import CHART_COLUMNS, chart_rows
from eopbuilder.rolegraph.layout import chart_scene
from eopbuilder.rolegraph.scene import Scene
from ui.icons import set_icon
from ui.jobs import Jobs, Progress
from ui.theme import XS, S, theme
from ui.widgets.flow_layout import FlowLayout
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
        self._level = QComboBox()
        self._level.setAccessibleName("Activation level to draw")
        self._level.currentIndexChanged.connect(self._on_choice_changed)
        self._overlay = _overlay_button(self)
        for action in self._overlay.menu().actions():
            action.toggled.connect(self._on_choice_changed)
        self._view = RoleGraphView(self)
        self._view.role_chosen.connect(self._on_view_role_chosen)
        self._table = _table()
        self._table.itemSelectionChanged.connect(self._on_table_selection_changed)
        self._tabs = QTabWidget()
        self._tabs.setAccessibleName("Role graph as chart or table")
        self._tabs.addTab(self._view, "Chart")
        self._tabs.addTab(self._table, "Table")
        self._tabs.setDocumentMode(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(self._controls())
        layout.addWidget(self._tabs, 1)
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
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)
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
        level = self._level.currentData() or _TOP_LEVEL
        chosen = frozenset(action.data() for action in self._overlay.menu().actions() if action.isChecked())
        dark = theme().dark
        self._wanted += 1
        number = self._wanted

        def work(_progress: Progress) -> Scene:
            return chart_scene(plan, pack, as_of, level=level, overlay=chosen, dark=dark)

        self._jobs.start(work, done=lambda scene: self._on_drawn(number, scene), failed=self._on_fault)
        self._fill_table(plan, pack, as_of, level)

    def _on_drawn(self, number: int, scene: Scene) -> None:
        """Shows a finished drawing, unless a newer one is on its way."""
        if number == self._wanted:
            self._view.show_scene(scene)
            if self._role:
                self._view.choose_role(self._role)

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
        self.role_chosen.emit(role)

    def _on_table_selection_changed(self) -> None:
        item = self._table.item(self._table.currentRow(), 0)
        if item is not None:
            self._view.choose_role(item.data(_ROLE_ID))
            self.role_chosen.emit(item.data(_ROLE_ID))


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
