"""The pieces of a picture on screen: the sheet it lies on, its markers, and the cross-hair of the keyboard.

A sheet is white in every look, as it is on paper.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QApplication, QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from eopbuilder.domain.records import Marker
from eopbuilder.rolegraph.picture_scene import marker_box
from eopbuilder.rolegraph.scene import Backdrop, Box
from ui.theme import theme
from ui.widgets.graph_items import draw_box

_PAPER, _INK = QColor("#FFFFFF"), QColor("#10161C")
_RING = 4.0
"""How far the ring of the chosen marker lies outside of it, in points."""
_ARM, _GAP = 14, 4
"""Length of an arm of the cross-hair, and how much of its middle stays free, in pixels at 100 % text."""


class SheetItem(QGraphicsItem):
    """White paper with an image on it."""

    def __init__(self, sheet: QRectF, backdrop: Backdrop, image: QPixmap) -> None:
        super().__init__()
        self._sheet = sheet
        self._place = QRectF(backdrop.x, backdrop.y, backdrop.width, backdrop.height)
        self._image = image

    def boundingRect(self) -> QRectF:
        return self._sheet

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.fillRect(self._sheet, _PAPER)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(self._place, self._image, QRectF(self._image.rect()))


class MarkerItem(QGraphicsItem):
    """A marker as documents draw it, with a ring in two tones when it is chosen."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.box = box
        self._chosen = False
        self.setToolTip(box.tooltip)

    @property
    def chosen(self) -> bool:
        """Whether it carries the ring."""
        return self._chosen

    def choose(self, chosen: bool) -> None:
        """Puts the ring on or takes it off."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.setZValue(2 if chosen else 1)
            self.update()

    def frame(self) -> QRectF:
        """Where the marker is drawn, in the drawing."""
        return QRectF(self.box.x, self.box.y, self.box.width, self.box.height).translated(self.pos())

    def boundingRect(self) -> QRectF:
        away = _RING + 2.5
        return QRectF(self.box.x, self.box.y, self.box.width, self.box.height).adjusted(-away, -away, away, away)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        draw_box(painter, self.box)
        if self._chosen:
            away = _RING
            ring = QRectF(self.box.x, self.box.y, self.box.width, self.box.height).adjusted(-away, -away, away, away)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for color, width in ((_PAPER, 4.2), (_INK, 2.0)):
                painter.setPen(QPen(color, width))
                painter.drawEllipse(ring)


class CrossHairItem(QGraphicsItem):
    """Where Enter places a marker; as large on screen at every zoom."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIgnoresTransformations)
        self.setZValue(3)

    def boundingRect(self) -> QRectF:
        reach = theme().px(_ARM) + 3
        return QRectF(-reach, -reach, 2 * reach, 2 * reach)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        arm, gap = theme().px(_ARM), theme().px(_GAP)
        for color, width in ((_PAPER, 5), (_INK, 2)):
            painter.setPen(QPen(color, width))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(0, 0), arm * 0.62, arm * 0.62)
            for across, down in ((1, 0), (-1, 0), (0, 1), (0, -1)):
                painter.drawLine(QPointF(across * gap, down * gap), QPointF(across * arm, down * arm))


def marker_pixmap(kind: str, number: int = 0, size: int = 24) -> QPixmap:
    """The mark of a kind as lists show it, with its number unless that is 0. `size` is in pixels at 100 % text."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _drawn(kind, number, theme().px(size), ratio)


@lru_cache(maxsize=512)
def _drawn(kind: str, number: int, edge: int, ratio: float) -> QPixmap:
    made = QPixmap(QSize(round(edge * ratio), round(edge * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    box = marker_box(Marker(id="", kind=kind), number, 0, 0)
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    painter.translate(edge / 2, edge / 2)
    painter.scale(edge / 26, edge / 26)
    draw_box(painter, box if number else replace(box, labels=()))
    painter.end()
    return made
