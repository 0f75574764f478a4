"""The pieces of the role graph on screen: boxes, lines and words as they stand in the scene, and marks upon them.

A mark is told by its outline and by a word on the box, never by colour alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen, QPixmap
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from eopbuilder.rolegraph.scene import Box, Label, Line, arrow_head, outline
from ui.theme import theme

_FAMILIES = ["Source Sans 3", "DejaVu Sans"]
_EM = 100
"""Letters are set at this many pixels and scaled down, because Qt knows only whole pixel sizes."""
_TAG_SIZE = 7.0
_ROUND = 8.0
"""How far a mark reaches beyond its box, in points."""
_DIMMED = 0.4


class Mark(Enum):
    """What a box can be marked as, besides chosen. The value is the word that stands on it."""

    FOUND = "found"
    UPSTREAM = "needed"
    DOWNSTREAM = "needs it"
    TARGET = "will lead"


@dataclass(frozen=True)
class _Outline:
    """How the outline of a mark is drawn: width in points, dash, and how far outside the box it runs."""

    width: float
    style: Qt.PenStyle
    away: float
    twice: bool = False


_OUTLINES = {
    Mark.FOUND: _Outline(1.4, Qt.PenStyle.SolidLine, 3.0, twice=True),
    Mark.UPSTREAM: _Outline(2.6, Qt.PenStyle.SolidLine, 2.0),
    Mark.DOWNSTREAM: _Outline(2.2, Qt.PenStyle.DashLine, 2.0),
    Mark.TARGET: _Outline(3.0, Qt.PenStyle.SolidLine, 2.6),
}


@dataclass(frozen=True)
class Handle:
    """Where a branch is folded away and unfolded, and whether it is folded."""

    place: QPointF
    folded: bool


_HANDLE = 3.6
"""Radius of a handle, in points."""


def _font(*, bold: bool, italic: bool) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(_EM)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def draw_label(painter: QPainter, label: Label) -> None:
    """Draws one line of text as the scene wants it."""
    font = _font(bold=label.bold, italic=label.italic)
    width = QFontMetricsF(font).horizontalAdvance(label.text)
    shift = {"start": 0.0, "middle": width / 2, "end": width}[label.anchor]
    painter.save()
    painter.translate(label.x, label.y)
    painter.scale(label.size / _EM, label.size / _EM)
    painter.setFont(font)
    painter.setPen(QColor(label.color))
    painter.drawText(QPointF(-shift, 0), label.text)
    painter.restore()


def _pen(color: str, width: float, dash: tuple[float, ...]) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dash and width:
        pen.setDashPattern([length / width for length in dash])
    return pen


def _closed(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def draw_box(painter: QPainter, box: Box) -> None:
    """Draws a box, in its shape and with its words, as the scene wants it."""
    painter.setBrush(QBrush(QColor(box.fill)) if box.fill else Qt.BrushStyle.NoBrush)
    painter.setPen(_pen(box.stroke, box.stroke_width, box.dash))
    if box.shape == "box":
        painter.drawRoundedRect(QRectF(box.x, box.y, box.width, box.height), box.radius, box.radius)
    else:
        painter.drawPath(_closed(outline(box)))
    for label in box.labels:
        draw_label(painter, label)


class BoxItem(QGraphicsItem):
    """The box of a role, or of something roles depend on, with its marks."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.box = box
        self._chosen = False
        self._marks: frozenset[Mark] = frozenset()
        self._dimmed = False
        self._handle: Handle | None = None
        self.setToolTip(box.tooltip)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    @property
    def marks(self) -> frozenset[Mark]:
        """What the box is marked as."""
        return self._marks

    @property
    def dimmed(self) -> bool:
        """Whether the box stands back behind what is marked."""
        return self._dimmed

    @property
    def handle(self) -> Handle | None:
        """The handle of the branch below, if it can be folded."""
        return self._handle

    def set_handle(self, handle: Handle) -> None:
        """Gives the box a handle."""
        self._handle = handle
        self.update()

    def paint_into(self, picture: QPixmap, zoom: float) -> None:
        """Draws the box alone, without marks, into a picture of its size."""
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        painter.scale(zoom, zoom)
        painter.translate(-self.frame().topLeft())
        draw_box(painter, self.box)
        painter.end()

    def frame(self) -> QRectF:
        """The outline of the box."""
        return QRectF(self.box.x, self.box.y, self.box.width, self.box.height)

    def choose(self, chosen: bool) -> None:
        """Puts on or takes off the mark of the chosen role."""
        if chosen != self._chosen:
            self._chosen = chosen
            self.update()

    def set_mark(self, mark: Mark, on: bool) -> None:
        """Puts a mark on or takes it off."""
        marks = self._marks | {mark} if on else self._marks - {mark}
        if marks != self._marks:
            self._marks = marks
            self.setZValue(2 if marks else 1)
            self.update()

    def dim(self, dimmed: bool) -> None:
        """Lets the box stand back."""
        self._dimmed = dimmed
        self.setOpacity(_DIMMED if dimmed else 1.0)

    def words(self, instead: str = "") -> str:
        """What stands in the box, or what is said instead, with the words of its marks."""
        said = instead or self.box.tooltip or " ".join(label.text for label in self.box.labels)
        return ", ".join([said, *(mark.value for mark in Mark if mark in self._marks)])

    def boundingRect(self) -> QRectF:
        return self.frame().adjusted(-_ROUND, -_ROUND, _ROUND, _ROUND)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        draw_box(painter, self.box)
        if self._handle is not None:
            self._draw_handle(painter, self._handle)
        if self._chosen:
            self._draw_outline(painter, _Outline(2.2, Qt.PenStyle.SolidLine, 2.4), theme().color("focus"))
        for mark in Mark:
            if mark in self._marks:
                self._draw_outline(painter, _OUTLINES[mark], theme().color("ink"))
        if self._marks:
            self._draw_tag(painter, " · ".join(mark.value for mark in Mark if mark in self._marks))

    def _draw_handle(self, painter: QPainter, handle: Handle) -> None:
        """A small circle with a minus, or a plus where the branch is folded away."""
        painter.setPen(QPen(QColor(self.box.stroke), 0.9))
        painter.setBrush(theme().color("surface"))
        painter.drawEllipse(handle.place, _HANDLE, _HANDLE)
        painter.setPen(QPen(theme().color("ink"), 0.9))
        reach = _HANDLE * 0.55
        painter.drawLine(handle.place - QPointF(reach, 0), handle.place + QPointF(reach, 0))
        if handle.folded:
            painter.drawLine(handle.place - QPointF(0, reach), handle.place + QPointF(0, reach))

    def _draw_outline(self, painter: QPainter, outline: _Outline, color: QColor) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(color, outline.width, outline.style))
        away = outline.away
        painter.drawRoundedRect(self.frame().adjusted(-away, -away, away, away), 5, 5)
        if outline.twice:
            painter.drawRoundedRect(self.frame().adjusted(-away - 2.6, -away - 2.6, away + 2.6, away + 2.6), 6, 6)

    def _draw_tag(self, painter: QPainter, words: str) -> None:
        """A small flag with the word of the mark at the upper right corner."""
        width = QFontMetricsF(_font(bold=True, italic=False)).horizontalAdvance(words) * _TAG_SIZE / _EM + 6
        right, top = self.frame().right() + _ROUND - 1, self.frame().top() - _ROUND + 0.5
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme().color("ink"))
        painter.drawRoundedRect(QRectF(right - width, top, width, _TAG_SIZE + 2.4), 3, 3)
        ground = theme().color("surface").name()
        draw_label(painter, Label(right - width + 3, top + _TAG_SIZE, words, _TAG_SIZE, ground, bold=True))


class LineItem(QGraphicsItem):
    """A line with its arrow heads."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self._path = QPainterPath(QPointF(*line.points[0]))
        for point in line.points[1:]:
            self._path.lineTo(QPointF(*point))
        self._heads = [(_closed(part.points), part.filled) for part in arrow_head(line)]

    def dim(self, dimmed: bool) -> None:
        """Lets the line stand back."""
        self.setOpacity(_DIMMED if dimmed else 1.0)

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self.line.color, self.line.width, self.line.dash))
        painter.drawPath(self._path)
        painter.setPen(_pen(self.line.color, self.line.width, ()))
        for head, filled in self._heads:
            painter.setBrush(QBrush(QColor(self.line.color)) if filled else QBrush(theme().color("surface")))
            painter.drawPath(head)


class LabelItem(QGraphicsItem):
    """A line of text outside any box."""

    def __init__(self, label: Label) -> None:
        super().__init__()
        self._label = label
        width = QFontMetricsF(_font(bold=label.bold, italic=label.italic)).horizontalAdvance(label.text)
        self._width = width * label.size / _EM

    def boundingRect(self) -> QRectF:
        label = self._label
        left = {"start": label.x, "middle": label.x - self._width / 2, "end": label.x - self._width}[label.anchor]
        return QRectF(left, label.y - label.size, self._width, label.size * 1.4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        draw_label(painter, self._label)
