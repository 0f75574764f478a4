"""The role graph on screen: a drawing to zoom, pan and walk through with the keys.

It draws the same scene as PDF, SVG and PNG. What it shows stands as a table beside it for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from eopbuilder.rolegraph.scene import Box, Label, Line, Scene
from ui.theme import theme
from ui.widgets.graph_items import BoxItem, LabelItem, LineItem, Mark
from ui.widgets.graph_walk import DependencyWalk, Walk

_MARGIN = 16.0
_SMALLEST_ZOOM, _LARGEST_ZOOM = 0.2, 6.0
_ZOOM_STEP = 1.2
_ARROWS = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right})

_KEYS = (
    "Arrow keys: along the reporting lines. Ctrl+Right, Ctrl+Left: on to what the role needs, and back to who needs it."
)


class RoleGraphView(QGraphicsView):
    """Shows a scene. `role_chosen` carries the role a person clicked or walked to.

    `stepped(here, there, ahead)` comes after a step along a dependency; `there` is empty where there is none.
    """

    role_chosen = Signal(str)
    stepped = Signal(str, str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setDragMode(QGraphicsView.DragMode.ScrollHandDrag)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.SmartViewportUpdate)
        self.setAccessibleName("Role graph")
        self.add_keys(_KEYS)
        self._boxes: dict[str, BoxItem] = {}
        self._lines: list[LineItem] = []
        self._walk = Walk({}, {})
        self._dependencies = DependencyWalk()
        self._tips: Mapping[str, str] = {}
        self._current = ""
        self._fitted = True
        self._walks_off = False
        self._pressed_at = QPointF()

    def add_keys(self, words: str) -> None:
        """Says in the tooltip which keys do what."""
        self.setToolTip(f"{self.toolTip()} {words}".strip())
        self.setWhatsThis(self.toolTip())

    @property
    def current_role(self) -> str:
        """The role that carries the mark, or empty."""
        return self._current

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles drawn, top to bottom and left to right."""
        return self._walk.nodes

    def box_of(self, role: str) -> BoxItem:
        """The box of a role that is drawn."""
        return self._boxes[role]

    def marked(self, mark: Mark) -> frozenset[str]:
        """The roles that carry a mark."""
        return frozenset(role for role, item in self._boxes.items() if mark in item.marks)

    def show_scene(self, scene: Scene, tips: Mapping[str, str] | None = None) -> None:
        """Draws a scene, keeping zoom, place and the marked role. `tips` are said while the mouse rests on a box."""
        drawing = QGraphicsScene(self)
        self._tips = tips or {}
        self._boxes, self._lines = {}, []
        above: dict[str, str] = {}
        for item in scene.items:
            drawing.addItem(self._item(item))
            if isinstance(item, Line) and item.edge and item.edge[2] == "reports_to":
                above[item.edge[0]] = item.edge[1]
        self._walk = Walk({role: made.box for role, made in self._boxes.items()}, above)
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
                made = BoxItem(item)
                made.setZValue(1)
                if item.node:
                    self._boxes[item.node] = made
                    made.setToolTip(_as_tip(self._tips.get(item.node, item.tooltip)))
                return made
            case Line():
                line = LineItem(item)
                self._lines.append(line)
                return line
            case Label():
                return LabelItem(item)

    def show_marks(self, mark: Mark, roles: Iterable[str]) -> None:
        """Marks exactly these roles."""
        wanted = frozenset(roles)
        for role, item in self._boxes.items():
            item.set_mark(mark, role in wanted)

    def set_links(self, links: Iterable[tuple[str, str]]) -> None:
        """Takes what needs what, to be walked along with Ctrl and the arrow keys."""
        ahead: dict[str, list[str]] = {}
        back: dict[str, list[str]] = {}
        for source, target in dict.fromkeys(links):
            if self._walks_off or (source in self._boxes and target in self._boxes):
                ahead.setdefault(source, []).append(target)
                back.setdefault(target, []).append(source)
        self._dependencies.set_ways(ahead, back)

    def walk_off_the_drawing(self) -> None:
        """Lets the keys lead to what is not drawn yet; whoever hears `role_chosen` draws it."""
        self._walks_off = True

    def let_stand_out(self, roles: Iterable[str] | None) -> None:
        """Lets all but these roles and the lines between them stand back; None for nothing."""
        kept = frozenset(self._boxes if roles is None else roles)
        for role, item in self._boxes.items():
            item.dim(role not in kept)
        for line in self._lines:
            line.dim(roles is not None and not (line.line.edge and set(line.line.edge[:2]) <= kept))

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
            self._boxes[self._current].choose(False)
        self._current = role
        self._boxes[role].choose(True)
        self.setAccessibleDescription(self._boxes[role].words(self._tips.get(role, "")))
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _walk_to(self, role: str) -> None:
        if role and role != self._current:
            if role in self._boxes:
                self._mark(role)
                self.ensureVisible(self._boxes[role].frame(), 40, 40)
            self.role_chosen.emit(role)

    def _step(self, *, ahead: bool) -> None:
        """One step along a dependency: ahead to what is needed, or back to what needs it."""
        here = self._current
        if here:
            there = self._dependencies.step(here, ahead=ahead)
            self._walk_to(there)
            self.stepped.emit(here, there, ahead)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        with_control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if with_control and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif with_control and key == Qt.Key.Key_Minus:
            self.zoom_out()
        elif with_control and key == Qt.Key.Key_0:
            self.zoom_to_fit()
        elif with_control and key in {Qt.Key.Key_Right, Qt.Key.Key_Left}:
            self._step(ahead=key == Qt.Key.Key_Right)
        elif key == Qt.Key.Key_Home:
            self._walk_to(self._walk.top())
        elif key in _ARROWS:
            self._walk_to(self._walk.neighbour(self._current, key) if self._current else self._walk.top())
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self._current and self._boxes:
            self._mark(self._walk.top())

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._zoom(_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP)
        else:
            super().wheelEvent(event)

    def role_at(self, place: QPointF) -> str:
        """The role whose box lies at a place of the viewport, or empty."""
        boxes = (item for item in self.items(place.toPoint()) if isinstance(item, BoxItem))
        point = self.mapToScene(place.toPoint())
        return next((item.box.node for item in boxes if item.frame().contains(point)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed_at = event.position()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if (event.position() - self._pressed_at).manhattanLength() < 4:
            self._walk_to(self.role_at(event.position()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.zoom_to_fit()


def _as_tip(words: str) -> str:
    """Lines of text as a tooltip that breaks long ones."""
    return "".join(f"<div>{escape(line)}</div>" for line in words.split("\n")) if words else ""
