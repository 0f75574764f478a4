"""A picture with its markers on screen, to place, move and walk through by mouse and by keyboard.

It draws the same scene as the documents. What it shows stands as a list beside it for those who cannot see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView, QWidget

from eopbuilder.domain.records import Marker
from eopbuilder.rolegraph.scene import Box, Label, Scene
from ui.theme import theme
from ui.widgets.announce import announce
from ui.widgets.graph_items import LabelItem, LineItem
from ui.widgets.picture_items import CrossHairItem, MarkerItem, SheetItem
from ui.widgets.picture_words import kind_words, marker_words, place_words

_MARGIN = 8.0
_SMALLEST_ZOOM, _LARGEST_ZOOM = 0.2, 12.0
_ZOOM_STEP = 1.2
_STEP, _LARGE_STEP = 0.005, 0.05
"""Shares of the picture that an arrow key moves by, and with Shift."""
_PAUSE = 300
"""Milliseconds without a key before a marker moved by the arrow keys is saved and its place is said."""
_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_KEYS = (
    "Arrow keys move the cross-hair or the chosen marker, with Shift in large steps. Enter places a marker, or leads "
    "to the words of the chosen one. Page Up and Page Down: from marker to marker. Delete removes, Escape lets go."
)


@dataclass
class _Press:
    """The left button held down: where it went down, on which marker, where that lay, and how far the mouse came."""

    start: QPointF
    point: QPointF
    marker: str
    place: tuple[float, float]
    last: QPointF
    dragging: bool = False


class PictureView(QGraphicsView):
    """Shows a scene with its backdrop. Places are shares of the picture's width and height.

    `marker_chosen` carries the marker a person clicked or walked to, empty when they let go of it; `words_wanted` asks
    for its fields, `removal_wanted` for its end. `stopped` comes when Escape ends the placing of markers.
    """

    marker_chosen = Signal(str)
    placing_wanted = Signal(float, float)
    move_wanted = Signal(str, float, float)
    removal_wanted = Signal(str)
    words_wanted = Signal()
    stopped = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setScene(QGraphicsScene(self))
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.AnchorUnderMouse)
        self.setAccessibleName("Picture with its markers")
        self.setToolTip(_KEYS)
        self.setWhatsThis(_KEYS)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self._markers: tuple[Marker, ...] = ()
        self._items: dict[str, MarkerItem] = {}
        self._picture = QRectF()
        self._cross = CrossHairItem()
        self._at = (0.5, 0.5)
        self._kind = ""
        self._current = ""
        self._fitted = True
        self._press: _Press | None = None
        self._moved: tuple[str, float, float] | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self._on_pause)

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def current_marker(self) -> str:
        """The marker that is chosen, or empty."""
        return self._current

    @property
    def cross_hair(self) -> tuple[float, float]:
        """Where Enter places a marker."""
        return self._at

    def marker_item(self, marker: str) -> MarkerItem:
        """The drawing of a marker."""
        return self._items[marker]

    def show_picture(self, scene: Scene, markers: Sequence[Marker], image: QPixmap) -> None:
        """Draws a picture; zoom, place and the chosen marker stay."""
        drawing = QGraphicsScene(self)
        sheet = QRectF(0, 0, scene.width, scene.height).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)
        if scene.backdrop is not None:
            drawing.addItem(SheetItem(sheet, scene.backdrop, image))
            self._picture = QRectF(0, 0, scene.backdrop.width, scene.backdrop.height)
        self._markers, self._items = tuple(markers), {}
        words = {marker.id: marker_words(marker, number) for number, marker in enumerate(markers, start=1)}
        for item in scene.items:
            if isinstance(item, Box):
                made = MarkerItem(item)
                made.setZValue(1)
                made.setToolTip(words.get(item.node, item.tooltip))
                self._items[item.node] = made
                drawing.addItem(made)
            else:
                drawing.addItem(LabelItem(item) if isinstance(item, Label) else LineItem(item))
        drawing.setSceneRect(sheet)
        previous = self.scene()
        if self._cross.scene() is not None:
            previous.removeItem(self._cross)
        drawing.addItem(self._cross)
        self.setScene(drawing)
        previous.deleteLater()
        self.setBackgroundBrush(theme().color("canvas"))
        if self._current not in self._items:
            self._current = ""
        self._show_choice()
        if self._fitted:
            self.zoom_to_fit()

    def set_kind(self, kind: str) -> None:
        """Takes the kind of marker that a click or Enter places; empty for none."""
        self._kind = kind
        if kind:
            self._let_marker_go()
        self.viewport().setCursor(Qt.CursorShape.CrossCursor if kind else Qt.CursorShape.ArrowCursor)
        self._show_choice()

    def choose_marker(self, marker: str) -> None:
        """Chooses a marker and brings it into view; empty lets go. Tells nobody."""
        self.flush()
        self._current = marker if marker in self._items else ""
        self._show_choice()
        if self._current:
            self.ensureVisible(self._items[self._current].frame(), 30, 30)

    def _show_choice(self) -> None:
        for marker, item in self._items.items():
            item.choose(marker == self._current)
        found = self._marker()
        if found is not None:
            self._at = (found.x or 0.0, found.y or 0.0)
        self._show_cross()
        self.setAccessibleDescription(self._told())
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))

    def _show_cross(self) -> None:
        self._cross.setPos(self._at[0] * self._picture.width(), self._at[1] * self._picture.height())
        self._cross.setVisible(not self._current and self.hasFocus())

    def _told(self) -> str:
        found = self._marker()
        if found is not None:
            return f"Marker {marker_words(found, self._markers.index(found) + 1)}"
        placing = f"Enter places: {kind_words(self._kind)}. " if self._kind else ""
        many = len(self._markers)
        return f"{placing}{many} marker{'' if many == 1 else 's'}. Cross-hair {place_words(*self._at)}"

    def _marker(self) -> Marker | None:
        return next((one for one in self._markers if one.id == self._current), None)

    # --- zoom -------------------------------------------------------------------------------------------------------

    def zoom(self, by: int) -> None:
        """Larger for 1, smaller for -1, the whole picture for 0."""
        if by:
            self._scale(_ZOOM_STEP**by)
        else:
            self.zoom_to_fit()

    def zoom_to_fit(self) -> None:
        """The whole picture."""
        self.fitInView(self.sceneRect(), Qt.AspectRatioMode.KeepAspectRatio)
        self._fitted = True

    def _scale(self, factor: float) -> None:
        if _SMALLEST_ZOOM <= self.transform().m11() * factor <= _LARGEST_ZOOM:
            self.scale(factor, factor)
            self._fitted = False

    # --- the keyboard -----------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _ARROWS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            large = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._go(*_ARROWS[key], _LARGE_STEP if large else _STEP)
        elif key in {Qt.Key.Key_PageDown, Qt.Key.Key_PageUp}:
            self._walk(1 if key == Qt.Key.Key_PageDown else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._enter()
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace} and self._current:
            self.flush()
            self.removal_wanted.emit(self._current)
        elif key == Qt.Key.Key_Escape and (self._current or self._kind):
            self._let_go()
        else:
            super().keyPressEvent(event)

    def _go(self, across: int, down: int, step: float) -> None:
        x, y = (min(1.0, max(0.0, share)) for share in (self._at[0] + across * step, self._at[1] + down * step))
        self._shift(x, y)
        self._pause.start()

    def _shift(self, x: float, y: float) -> None:
        """Moves the chosen marker on screen, else the cross-hair; saved is the move a moment later."""
        item = self._items.get(self._current)
        if item is None:
            self._at = (x, y)
            self._show_cross()
            self.ensureVisible(self._cross.sceneBoundingRect(), 10, 10)
            return
        by = QPointF((x - self._at[0]) * self._picture.width(), (y - self._at[1]) * self._picture.height())
        item.setPos(item.pos() + by)
        self._at = (x, y)
        self._moved = (self._current, x, y)
        self.ensureVisible(item.frame(), 20, 20)

    def _walk(self, by: int) -> None:
        """On to the next marker, or back to the one before; round at the ends."""
        if self._markers:
            ids = [one.id for one in self._markers]
            start = ids.index(self._current) + by if self._current in ids else (0 if by > 0 else -1)
            self._choose(ids[start % len(ids)])

    def _enter(self) -> None:
        self.flush()
        if self._current:
            self.words_wanted.emit()
        elif self._kind:
            self.placing_wanted.emit(*self._at)

    def _let_go(self) -> None:
        """Lets go of the marker; when none is chosen, ends the placing."""
        if self._current:
            self._choose("")
        else:
            self.stopped.emit()

    def _choose(self, marker: str) -> None:
        self.choose_marker(marker)
        self.marker_chosen.emit(self._current)
        announce(self, self._told())

    def flush(self) -> None:
        """Saves where the arrow keys moved a marker to."""
        self._pause.stop()
        if self._moved is not None:
            moved, self._moved = self._moved, None
            self.move_wanted.emit(*moved)

    def _on_pause(self) -> None:
        self.flush()
        announce(self, place_words(*self._at))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_cross()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.flush()
        self._show_cross()

    # --- the mouse --------------------------------------------------------------------------------------------------

    def marker_at(self, place: QPointF) -> str:
        """The marker drawn at a place of the viewport, or empty."""
        point = self.mapToScene(place.toPoint())
        found = (item for item in self.items(place.toPoint()) if isinstance(item, MarkerItem))
        return next((item.box.node for item in found if item.frame().contains(point)), "")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            super().mousePressEvent(event)
            return
        self.flush()
        here = event.position()
        marker = self.marker_at(here)
        if marker and marker != self._current:
            self._choose(marker)
        self._press = _Press(here, self.mapToScene(here.toPoint()), marker, self._at, here)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        press, here = self._press, event.position()
        if press is None:
            super().mouseMoveEvent(event)
            return
        far = (here - press.start).manhattanLength() >= QApplication.startDragDistance()
        press.dragging = press.dragging or far
        if press.dragging and press.marker:
            by = self.mapToScene(here.toPoint()) - press.point
            x = press.place[0] + by.x() / (self._picture.width() or 1)
            y = press.place[1] + by.y() / (self._picture.height() or 1)
            self._shift(min(1.0, max(0.0, x)), min(1.0, max(0.0, y)))
        elif press.dragging and not self._kind:
            self._pan(here - press.last)
        press.last = here

    def _pan(self, by: QPointF) -> None:
        for bar, pixels in ((self.horizontalScrollBar(), by.x()), (self.verticalScrollBar(), by.y())):
            bar.setValue(bar.value() - round(pixels))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        press = self._press
        if press is None or event.button() is not Qt.MouseButton.LeftButton:
            super().mouseReleaseEvent(event)
            return
        self._press = None
        if press.dragging:
            self.flush()
        elif not press.marker:
            self._click(press.point)

    def _click(self, point: QPointF) -> None:
        """A click beside all markers: it lets go of the chosen one, or places another."""
        if self._picture.contains(point):
            self._let_marker_go()
            self._at = (point.x() / self._picture.width(), point.y() / self._picture.height())
            self._show_cross()
            if self._kind:
                self.placing_wanted.emit(*self._at)

    def _let_marker_go(self) -> None:
        if self._current:
            self._choose("")

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._scale(_ZOOM_STEP if event.angleDelta().y() > 0 else 1 / _ZOOM_STEP)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitted:
            self.zoom_to_fit()
