"""The row of controls over the role graph: what is drawn, how large, and what is shown beside."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QMenu, QPushButton, QToolButton, QWidget

from eopbuilder.domain.catalogue import ActivationLevel
from ui.icons import set_icon
from ui.theme import S
from ui.widgets.flow_layout import FlowLayout

_OVERLAYS = {
    "needs": "Needs",
    "needs_approval": "Needs approval from",
    "backs_up": "Backs up",
    "hands_off_to": "Hands over to",
    "informs": "Informs",
    "mutually_exclusive": "Not the same person",
}
_TOP_LEVEL = 3


class GraphControls(QObject):
    """The controls and their keys, which work anywhere in `owner`.

    `changed` comes when something else is to be drawn; `zoom_wanted` carries 1 for larger, -1 for smaller, 0 to fit.
    `menu_wanted` asks for the menu of the chosen role to be filled before it opens.
    """

    changed = Signal()
    zoom_wanted = Signal(int)
    highlight_switched = Signal(bool)
    details_switched = Signal(bool)
    large_switched = Signal(bool)
    menu_wanted = Signal(QMenu)

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._level = QComboBox()
        self._level.setAccessibleName("Activation level to draw")
        self._level.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self._level.currentIndexChanged.connect(self.changed)
        self._overlay = _overlay_button()
        for action in self._overlay.menu().actions():
            action.toggled.connect(self.changed)
        self._details = _pill("D&etails", "All about the chosen role: who, contact, duties, whom it depends on")
        self._details.toggled.connect(self.details_switched)
        self._details.clicked.connect(self._on_details_clicked)
        self._details_decided = False
        self._row = self._new_row()

    @property
    def row(self) -> FlowLayout:
        """The controls, side by side."""
        return self._row

    @property
    def level(self) -> int:
        """The rank of the activation level to draw."""
        return self._level.currentData() or _TOP_LEVEL

    @property
    def overlay(self) -> frozenset[str]:
        """The kinds of dependencies to draw over the chart."""
        return frozenset(action.data() for action in self._overlay.menu().actions() if action.isChecked())

    def set_overlay_offered(self, offered: bool) -> None:
        """Whether the lines over the chart can be chosen."""
        self._overlay.setEnabled(offered)

    def offer_levels(self, levels: tuple[ActivationLevel, ...]) -> None:
        """Offers the levels of a pack, the highest chosen; does nothing when they are offered already."""
        if self._level.count() == 0:
            self._level.blockSignals(True)
            for level in levels:
                self._level.addItem(level.title, level.rank)
            self._level.setCurrentIndex(self._level.count() - 1)
            self._level.blockSignals(False)

    def show_details_by_room(self, wide: bool) -> None:
        """Switches the details by the room there is, until somebody has decided."""
        if not self._details_decided:
            self._details.setChecked(wide)

    def add_key(self, keys: str, act: Callable[[], object]) -> None:
        """Adds a shortcut that works anywhere in the graph."""
        shortcut = QShortcut(QKeySequence(keys), self._owner, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(act)

    def _new_row(self) -> FlowLayout:
        row = FlowLayout(S)
        row.addWidget(self._level)
        row.addWidget(self._overlay)
        for name, words, keys, by in (
            ("zoom-out", "Zoom out", "Ctrl+-", -1),
            ("zoom-in", "Zoom in", "Ctrl++", 1),
            ("zoom-fit", "Show the whole drawing", "Ctrl+0", 0),
        ):
            button = self._icon_button(name, words, keys)
            button.clicked.connect(lambda _checked=False, step=by: self.zoom_wanted.emit(step))
            row.addWidget(button)
        highlight = self._icon_button("target", "Mark what the chosen role depends on and who depends on it", "Ctrl+D")
        highlight.setCheckable(True)
        highlight.toggled.connect(self.highlight_switched)
        large = _pill("&Large", "Give the graph the whole page")
        large.toggled.connect(self.large_switched)
        for widget in (highlight, self._details, large, self._more_button()):
            row.addWidget(widget)
        return row

    def _icon_button(self, name: str, words: str, keys: str) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "icon")
        button.setToolTip(f"{words} ({keys})")
        button.setAccessibleName(words)
        set_icon(button, name)
        self.add_key(keys, button.click)
        return button

    def _more_button(self) -> QToolButton:
        button = QToolButton()
        button.setProperty("look", "icon")
        button.setAccessibleName("More for the chosen role and the drawing")
        button.setToolTip(button.accessibleName())
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        set_icon(button, "more")
        menu = QMenu(button)
        menu.setAccessibleName(button.accessibleName())
        menu.aboutToShow.connect(lambda: self.menu_wanted.emit(menu))
        button.setMenu(menu)
        return button

    def _on_details_clicked(self) -> None:
        self._details_decided = True


def _pill(words: str, tip: str) -> QPushButton:
    button = QPushButton(words)
    button.setCheckable(True)
    button.setProperty("look", "pill")
    button.setToolTip(tip)
    return button


def _overlay_button() -> QPushButton:
    """A button whose menu switches the kinds of dependencies on and off."""
    button = QPushButton("&Dependency lines")
    button.setToolTip("Which kinds of dependencies are drawn over the chart")
    set_icon(button, "link")
    menu = QMenu(button)
    menu.setAccessibleName("Kinds of dependencies to draw")
    for edge_type, words in _OVERLAYS.items():
        action = menu.addAction(words)
        action.setCheckable(True)
        action.setData(edge_type)
    button.setMenu(menu)
    return button
