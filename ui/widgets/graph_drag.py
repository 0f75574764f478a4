"""Dragging a box onto another: a ghost follows the mouse, and the box that would lead is marked."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QGraphicsPixmapItem, QGraphicsView

from ui.theme import theme
from ui.widgets.graph_items import BoxItem, Mark

_MARGIN = 24
"""Pixels from the edge at which the drawing begins to move along."""


class BoxDrag:
    """One drag of one box, from the press of the button on. `target_at` gives the box a drop would be on, or None."""

    def __init__(
        self, view: QGraphicsView, box: BoxItem, pressed_at: QPointF, target_at: Callable[[QPointF], BoxItem | None]
    ) -> None:
        self._view = view
        self._box = box
        self._pressed_at = pressed_at
        self._target_at = target_at
        self._ghost: QGraphicsPixmapItem | None = None
        self._target: BoxItem | None = None

    @property
    def role(self) -> str:
        """The role that is dragged."""
        return self._box.box.node

    @property
    def target(self) -> str:
        """The role it would report to, or empty."""
        return self._target.box.node if self._target is not None else ""

    @property
    def under_way(self) -> bool:
        """Whether the mouse has moved far enough for this to be no click."""
        return self._ghost is not None

    def move(self, place: QPointF) -> None:
        """Follows the mouse to a place of the viewport."""
        if self._ghost is None:
            if (place - self._pressed_at).manhattanLength() < QApplication.startDragDistance():
                return
            self._ghost = self._new_ghost()
        point = self._view.mapToScene(place.toPoint())
        self._ghost.setPos(point - self._view.mapToScene(self._pressed_at.toPoint()) + self._box.frame().topLeft())
        self._view.ensureVisible(QRectF(point, point), _MARGIN, _MARGIN)
        self._mark(self._target_at(place))

    def end(self) -> None:
        """Takes ghost and mark away."""
        self._mark(None)
        if self._ghost is not None:
            self._view.scene().removeItem(self._ghost)
            self._ghost = None

    def _mark(self, target: BoxItem | None) -> None:
        if target is not self._target:
            if self._target is not None:
                self._target.set_mark(Mark.TARGET, False)
            self._target = target
            if target is not None:
                target.set_mark(Mark.TARGET, True)

    def _new_ghost(self) -> QGraphicsPixmapItem:
        """A picture of the box, drawn once, so that each move only shifts it."""
        frame = self._box.frame()
        zoom = self._view.transform().m11() * self._view.devicePixelRatioF()
        picture = QPixmap(max(1, round(frame.width() * zoom)), max(1, round(frame.height() * zoom)))
        picture.fill(Qt.GlobalColor.transparent)
        self._box.paint_into(picture, zoom)
        ghost = QGraphicsPixmapItem(picture)
        ghost.setScale(1 / zoom)
        ghost.setOpacity(0.8 if theme().dark else 0.7)
        ghost.setZValue(10)
        ghost.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self._view.scene().addItem(ghost)
        return ghost
