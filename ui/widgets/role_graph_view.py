"""The role graph on screen: a drawing to zoom, pan and walk through with the arrow keys.

It draws the same scene as PDF, SVG and PNG. What it shows stands as a table beside it for those who cannot see it.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QBrush,
    QColor,
    QFocusEvent,
    QFont,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsScene,
    QGraphicsView,
    QStyleOptionGraphicsItem,
    QWidget,
)

from eopbuilder.rolegraph.scene import Box, Label, Line, Scene, arrow_head
from ui.theme import theme

_FAMILIES = ["Source Sans 3", "DejaVu Sans"]
_EM = 100
"""Letters are set at this many pixels and scaled down, because Qt knows only whole pixel sizes."""
_MARGIN = 16.0
_SMALLEST_ZOOM, _LARGEST_ZOOM = 0.2, 6.0
_ZOOM_STEP = 1.2


def _font(*, bold: bool, italic: bool) -> QFont:
    font = QFont()
    font.setFamilies(_FAMILIES)
    font.setPixelSize(_EM)
    font.setBold(bold)
    font.setItalic(italic)
    return font


def _draw_label(painter: QPainter, label: Label) -> None:
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


class _BoxItem(QGraphicsItem):
    """A role's box."""

    def __init__(self, box: Box) -> None:
        super().__init__()
        self.box = box
        self.marked = False
        self.setToolTip(box.tooltip)
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)

    def frame(self) -> QRectF:
        return QRectF(self.box.x, self.box.y, self.box.width, self.box.height)

    def mark(self, marked: bool) -> None:
        self.marked = marked
        self.update()

    def boundingRect(self) -> QRectF:
        return self.frame().adjusted(-4, -4, 4, 4)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(QBrush(QColor(self.box.fill)) if self.box.fill else Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self.box.stroke, self.box.stroke_width, self.box.dash))
        painter.drawRoundedRect(self.frame(), self.box.radius, self.box.radius)
        for label in self.box.labels:
            _draw_label(painter, label)
        if self.marked:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme().color("focus"), 2.2))
            painter.drawRoundedRect(self.frame().adjusted(-2.4, -2.4, 2.4, 2.4), 5, 5)


def _closed(points: tuple[tuple[float, float], ...]) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


class _LineItem(QGraphicsItem):
    """A line with its arrow heads."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self._line = line
        self._path = QPainterPath(QPointF(*line.points[0]))
        for point in line.points[1:]:
            self._path.lineTo(QPointF(*point))
        self._heads = [(_closed(part.points), part.filled) for part in arrow_head(line)]

    def boundingRect(self) -> QRectF:
        return self._path.boundingRect().adjusted(-8, -8, 8, 8)

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_pen(self._line.color, self._line.width, self._line.dash))
        painter.drawPath(self._path)
        painter.setPen(_pen(self._line.color, self._line.width, ()))
        for head, filled in self._heads:
            painter.setBrush(QBrush(QColor(self._line.color)) if filled else QBrush(theme().color("surface")))
            painter.drawPath(head)


class _LabelItem(QGraphicsItem):
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
        _draw_label(painter, self._label)


class RoleGraphView(QGraphicsView):
    """Shows a scene. `role_chosen` carries the role a person clicked or walked to."""

    role_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setAccessibleName("Role graph")
        self._boxes: dict[str, _BoxItem] = {}
        self._above: dict[str, str] = {}
        self._current = ""
        self._fitted = True
        self._pressed_at = QPointF()

    @property
    def current_role(self) -> str:
        """The role that carries the mark, or empty."""
        return self._current

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles drawn, top to bottom and left to right."""
        return tuple(sorted(self._boxes, key=lambda role: (self._boxes[role].box.y, self._boxes[role].box.x)))

    def show_scene(self, scene: Scene) -> None:
        """Draws a scene, keeping zoom, place and the marked role."""
        drawing = QGraphicsScene(self)
        self._boxes, self._above = {}, {}
        for item in scene.items:
            drawing.addItem(self._item(item))
        drawing.setSceneRect(QRectF(0, 0, scene.width, scene.height).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN))
        previous = self.scene()
        self.setScene(drawing)
        previous.deleteLater()
        self.setBackgroundBrush(theme().color("surface"))
        self.setAccessibleDescription(scene.title)
        role = self._current if self._current in self._boxes else ""
        self._current = ""
        if role:
            self._mark(role)
        if self._fitted:
            self.zoom_to_fit()

    def _item(self, item: Box | Line | Label) -> QGraphicsItem:
        match item:
            case Box():
                made = _BoxItem(item)
                made.setZValue(1)
                if item.node:
                    self._boxes[item.node] = made
                return made
            case Line():
                if item.edge and item.edge[2] == "reports_to":
                    self._above[item.edge[0]] = item.edge[1]
                return _LineItem(item)
            case Label():
                return _LabelItem(item)

    def choose_role(self, role: str) -> None:
        """Marks a role and brings it into view, as when it was chosen in the list beside; tells nobody."""
        if role in self._boxes and role != self._current:
            self._mark(role)
            self.ensureVisible(self._boxes[role].frame(), 40, 40)

    def zoom_in(self) -> None:
        """Larger."""
        self._zoom(_ZOOM_STEP)

    def zoom_out(self) -> None:
        """Smaller."""
        self._zoom(1 / _ZOOM_STEP)

    def zoom_to_fit(self) -> None:
        """The whole drawing."""
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._fitted = True

    def _zoom(self, factor: float) -> None:
        zoom = self.transform().m11() * factor
        if _SMALLEST_ZOOM <= zoom <= _LARGEST_ZOOM:
            self.scale(factor, factor)
            self._fitted = False

    def _mark(self, role: str) -> None:
        if self._current in self._boxes:
            self._boxes[self._current].mark(False)
        self._current = role
        box = self._boxes[role]
        box.mark(True)
        self.setAccessibleDescription(box.box.tooltip or " ".join(label.text for label in box.box.labels))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _walk_to(self, role: str) -> None:
        if role and role != self._current:
            self._mark(role)
            self.ensureVisible(self._boxes[role].frame(), 40, 40)
            self.role_chosen.emit(role)

    def _top(self) -> str:
        return next((role for role in self.roles if role not in self._above), "")

    def _neighbour(self, key: int) -> str:
        """The role an arrow key leads to: up to the supervisor, down to the first report, sideways along the row."""
        if key == Qt.Key.Key_Up:
            return self._above.get(self._current, "")
        if key == Qt.Key.Key_Down:
            return next((role for role in self.roles if self._above.get(role) == self._current), "")
        team = [role for role in self.roles if self._above.get(role) == self._above.get(self._current)]
        team.sort(key=lambda role: (self._boxes[role].box.x, self._boxes[role].box.y))
        place = team.index(self._current) + (1 if key == Qt.Key.Key_Right else -1)
        return team[place] if 0 <= place < len(team) else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal} and with_control:
            self.zoom_in()
        elif key == Qt.Key.Key_Minus and with_control:
            self.zoom_out()
        elif key == Qt.Key.Key_0 and with_control:
            self.zoom_to_fit()
        elif key == Qt.Key.Key_Home:
            self._walk_to(self._top())
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right}:
            self._walk_to(self._neighbour(key) if self._current else self._top())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current and self._boxes:
            self._mark(self._top())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if (event.position() - self._pressed_at).manhattanLength() < 4:
            found = self.itemAt(event.position().toPoint())
            if isinstance(found, _BoxItem) and found.box.node:
                self._walk_to(found.box.node)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.zoom_to_fit()
