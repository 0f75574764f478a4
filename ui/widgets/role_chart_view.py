"""The chart on screen: the role graph with branches to fold away and boxes to drag onto whom they shall report to."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from eopbuilder.rolegraph.scene import Scene
from ui.widgets.graph_drag import BoxDrag
from ui.widgets.graph_items import BoxItem, Handle
from ui.widgets.role_graph_view import RoleGraphView

_REACH = 4.6
"""How near to a handle, in points of the drawing, a click counts for it."""
_LEAST_REACH = 4.0
"""The same in pixels, however small the drawing."""


class RoleChartView(RoleGraphView):
    """Shows the chart. `fold_wanted(role, folded)` asks for a branch to be folded away or unfolded.

    `reports_wanted(role, leader)` asks for a role to report to another one; `menu_wanted(role, place)` for what can be
    done with a role.
    """

    fold_wanted = Signal(str, bool)
    reports_wanted = Signal(str, str)
    menu_wanted = Signal(str, QPoint)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded: dict[str, bool] = {}
        self._movable: Collection[str] = ()
        self._drag: BoxDrag | None = None
        self.add_keys("Minus, plus: fold the branch away and unfold it, Space does either.")
        self.setCursor(Qt.CursorShape.ArrowCursor)

    def show_scene(self, scene: Scene, tips: Mapping[str, str] | None = None) -> None:
        """As for every graph; a drag under way ends."""
        self._end_drag()
        super().show_scene(scene, tips)

    def set_branches(self, branches: Collection[str], folded: Collection[str], movable: Collection[str]) -> None:
        """Takes which branches can be folded, which are, and which boxes may be dragged and dropped upon."""
        self._folded = {role: role in folded for role in branches if role in self._boxes}
        self._movable = movable
        lines = (item.line for item in self._lines)
        starts = {line.edge[1]: line.points[0] for line in lines if line.edge and line.edge[2] == "reports_to"}
        for role, is_folded in self._folded.items():
            frame = self._boxes[role].frame()
            below = QPointF(frame.center().x(), frame.bottom())
            place = QPointF(*starts[role]) if role in starts and not is_folded else below
            self._boxes[role].set_handle(Handle(place, is_folded))

    @property
    def dragging(self) -> bool:
        """Whether a box is being dragged."""
        return self._drag is not None and self._drag.under_way

    def _fold(self, role: str, folded: bool | None = None) -> None:
        """Asks to fold or unfold a branch, or the other way round; what is so already stays."""
        if role in self._folded and folded is not self._folded[role]:
            self.fold_wanted.emit(role, not self._folded[role])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key == Qt.Key.Key_Escape and self._drag is not None:
            self._end_drag()
        elif plain and key == Qt.Key.Key_Minus:
            self._fold(self._current, True)
        elif plain and key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self._fold(self._current, False)
        elif plain and key == Qt.Key.Key_Space:
            self._fold(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        left = event.button() == Qt.MouseButton.LeftButton
        role = self.role_at(event.position()) if left else ""
        self._pressed_at = event.position()
        if left and self._handle_at(event.position()):
            event.accept()
        elif role in self._movable:
            self._drag = BoxDrag(self, self._boxes[role], event.position(), self._target_at)
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._drag is None:
            super().mouseMoveEvent(event)
            return
        self._drag.move(event.position())
        if self._drag.under_way:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        handle = self._handle_at(event.position())
        if self.dragging and self._drag is not None:
            role, leader = self._drag.role, self._drag.target
            self._end_drag()
            if leader:
                self.reports_wanted.emit(role, leader)
        elif handle and handle == self._handle_at(self._pressed_at):
            self._fold(handle)
        else:
            self._end_drag()
            super().mouseReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the box under the mouse, or by keyboard of the chosen one."""
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        role = self._current if by_key else self.role_at(QPointF(event.pos()))
        if role in self._boxes:
            self._walk_to(role)
            at = self.mapFromScene(self._boxes[role].frame().bottomLeft()) if by_key else event.pos()
            self.menu_wanted.emit(role, self.viewport().mapToGlobal(at))

    def _end_drag(self) -> None:
        if self._drag is not None:
            self._drag.end()
            self._drag = None
            self.viewport().unsetCursor()

    def _target_at(self, place: QPointF) -> BoxItem | None:
        """The box a dragged one may be dropped upon: another one, and not the one it reports to already."""
        role = self.role_at(place)
        if self._drag is None or role not in self._movable or role == self._drag.role:
            return None
        return None if self._walk.leader(self._drag.role) == role else self._boxes[role]

    def _handle_at(self, place: QPointF) -> str:
        """The branch whose handle lies at a place of the viewport, or empty."""
        reach = max(_LEAST_REACH, _REACH * self.transform().m11())
        for role in self._folded:
            handle = self._boxes[role].handle
            if handle is not None and (self.mapFromScene(handle.place) - place.toPoint()).manhattanLength() <= reach:
                return role
        return ""
