"""A list beside what is chosen in it; one above the other where there is too little room for both."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from ui.theme import theme


class TwoSides(QWidget):
    """A widget with two sides. `height` and `room` are in pixels at 100 % text.

    Narrower than `room`, the second side stands below the first, and the widget asks for twice the `height`; with
    `stacked`, for these heights of the two.
    """

    def __init__(
        self, height: int, room: int, parent: QWidget | None = None, *, stacked: tuple[int, int] | None = None
    ) -> None:
        super().__init__(parent)
        self._side_height, self._room, self._stacked = height, room, stacked
        self._split = QSplitter(Qt.Orientation.Horizontal)

    def set_sides(self, first: QWidget, second: QWidget, shares: tuple[int, int]) -> QSplitter:
        """Puts in the sides, in parts of the width; returns what holds them, to be laid out."""
        self._split.addWidget(first)
        self._split.addWidget(second)
        self._split.setSizes(list(shares))
        self._split.setChildrenCollapsible(False)
        return self._split

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(self._room)
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        turns = turned is not self._split.orientation()
        below = sum(self._stacked) if self._stacked else 2 * self._side_height
        self.setMinimumHeight(theme().px(self._side_height if wide else below))
        self._split.setOrientation(turned)
        if turns and self._stacked and not wide:
            self._split.setSizes([theme().px(one) for one in self._stacked])

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.minimumHeight())
