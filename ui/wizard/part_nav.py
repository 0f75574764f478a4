"""The way between the parts of a page: buttons where they fit in a row, else a list beside, else a drop-down."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QButtonGroup,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from eopbuilder.domain.catalogue import StepPart
from ui.icons import icon
from ui.theme import S, theme
from ui.widgets.flow_layout import FlowLayout

_PILLS_UP_TO = 5
_LIST_WIDTH = 216
_BESIDE_WORDS = 44
"""What icon and margins of a line take of the list's width."""
_FEWEST_LINES = 5
"""However little room there is, the list shows about so many parts at once."""
_ROOM_FOR_LIST = 900
"""A page narrower than this, at 100 % text, has no room for a list beside its fields."""


class PartNav(QWidget):
    """Three ways to choose a part, of which one is shown. `beside` is the list, to be placed left of the parts."""

    part_chosen = Signal(int)

    def __init__(self, title: str, parts: Sequence[StepPart], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts = tuple(parts)
        self._room = 0
        self._group = QButtonGroup(self)
        self._flow = FlowLayout(S)
        self._pills = QWidget()
        self._pills.setLayout(self._flow)
        self.beside = QListWidget()
        self.beside.setObjectName("partList")
        self.beside.setAccessibleName(f"Parts of {title}")
        self.beside.setWordWrap(True)
        self.beside.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.beside.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._combo = QComboBox()
        self._combo.setAccessibleName(f"Part of {title}")
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        label = QLabel("&Part")
        label.setBuddy(self._combo)
        self._drop_down = QWidget()
        row = QHBoxLayout(self._drop_down)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._combo, 1)
        for place, part in enumerate(self._parts):
            self._add(place, part)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pills, 1)
        layout.addWidget(self._drop_down, 1)
        self.beside.currentRowChanged.connect(self._on_chosen)
        self._combo.activated.connect(self._on_chosen)
        self._group.idClicked.connect(self._on_chosen)

    def _add(self, place: int, part: StepPart) -> None:
        button = QPushButton(part.title)
        button.setCheckable(True)
        button.setProperty("look", "pill")
        self._group.addButton(button, place)
        self._flow.addWidget(button)
        self.beside.addItem(QListWidgetItem(part.title))
        self._combo.addItem(part.title)

    def fit(self, width: int, height: int) -> None:
        """Shows the way that suits a page of this width; a list is no higher than `height`, and scrolls if it must."""
        self._room = height
        several = len(self._parts) > 1
        pills = several and len(self._parts) <= _PILLS_UP_TO and self._flow.one_row_width() <= width
        beside = several and not pills and width >= theme().px(_ROOM_FOR_LIST)
        self._pills.setVisible(pills)
        self.beside.setVisible(beside)
        self._drop_down.setVisible(several and not pills and not beside)
        self.setVisible(several and not beside)
        self.beside.setFixedWidth(theme().px(_LIST_WIDTH))
        QTimer.singleShot(0, self.beside, self._fit_list)

    def _fit_list(self) -> None:
        """Gives each line the height its words need, and the list that of all lines or all the room there is."""
        room = max(self._room, _FEWEST_LINES * theme().px(32)) - 2 * S
        total = self._measure(0)
        if total > room:
            total = self._measure(self.beside.verticalScrollBar().sizeHint().width())
        self.beside.setFixedHeight(min(total, room) + 2 * S)
        self._show_current()

    def _measure(self, bar: int) -> int:
        """Fits the height of each line to its words, beside a scroll bar of this width; returns the height of all."""
        metrics = self.beside.fontMetrics()
        room = QRect(0, 0, theme().px(_LIST_WIDTH - _BESIDE_WORDS) - bar, 1_000)
        total = 0
        for place, part in enumerate(self._parts):
            words = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, part.title)
            height = words.height() + theme().px(10)
            self.beside.item(place).setSizeHint(QSize(0, height))
            total += height
        return total

    def _show_current(self) -> None:
        item = self.beside.currentItem()
        if item is not None:
            self.beside.scrollToItem(item)

    def show_part(self, place: int) -> None:
        """Marks a part as the one shown; tells nobody."""
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)
        self._combo.setCurrentIndex(place)
        self.beside.blockSignals(True)
        self.beside.setCurrentRow(place)
        self.beside.blockSignals(False)
        self._show_current()

    def show_marks(self, marks: dict[int, tuple[str, str, str]]) -> None:
        """Shows icon, colour and word for parts that have something to mend."""
        for place, part in enumerate(self._parts):
            name, color, word = marks.get(place, ("", "", ""))
            mark = icon(name, color, 14) if name else _no_mark()
            item = self.beside.item(place)
            item.setIcon(mark)
            item.setToolTip(word)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{part.title}. {word}".strip(". "))
            self._combo.setItemIcon(place, mark)

    def _on_chosen(self, place: int) -> None:
        if place >= 0:
            self.part_chosen.emit(place)


def _no_mark() -> QIcon:
    """As wide as a mark, so that all titles begin at one line, and unseen on every ground."""
    edge = theme().px(14)
    blank = QPixmap(edge, edge)
    blank.fill(Qt.GlobalColor.transparent)
    return QIcon(blank)
