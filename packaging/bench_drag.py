"""Frames of the role graph on screen while a box is dragged about, beside the least any drag in Qt must do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from datetime import date

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from bench_model import bench_pack
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap
from PySide6.QtWidgets import QApplication, QGraphicsScene, QGraphicsView

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, School
from eopbuilder.rolegraph.branches import branches_of
from eopbuilder.rolegraph.pictures import ChartPicture, draw
from ui.theme import theme
from ui.widgets.role_chart_view import RoleChartView

ROLES, LINKS = 100, 100
SIZE = (1280, 800)
_DAY = date(2026, 9, 1)

Frame = Callable[[], object]


def drag_frames() -> Frame:
    """A function that moves the mouse, a box of 100 in its hand, and paints; it goes to and fro over the whole chart.

    Lines of needs and informs are drawn over the chart, so that the ghost passes over everything there can be.
    """
    theme()
    pack = bench_pack(ROLES, LINKS)
    plan = Plan.of(PlanInfo(id="plan"), School(id="school"))
    view = RoleChartView()
    view.resize(*SIZE)
    view.show_scene(draw(plan, pack, _DAY, ChartPicture(overlay=frozenset({"needs", "informs"}))))
    view.set_branches(branches_of(plan, pack, 3), (), pack.roles)
    view.show()
    view.zoom_to_fit()
    QApplication.processEvents()
    start = QPointF(view.mapFromScene(view.box_of(view.roles[-1]).frame().center()))
    _mouse(view, QEvent.Type.MouseButtonPress, start)
    places = _to_and_fro()

    def frame() -> None:
        _mouse(view, QEvent.Type.MouseMove, next(places))
        _paint(view)

    frame()
    assert view.dragging
    return frame


def bare_frames() -> Frame:
    """A function that moves one picture over an empty view of the same size, and paints."""
    theme()
    scene = QGraphicsScene(QRectF(0, 0, SIZE[0] - 8, SIZE[1] - 8))
    view = QGraphicsView(scene)
    view.resize(*SIZE)
    picture = QPixmap(90, 24)
    picture.fill(QColor("#1D4F7C"))
    item = scene.addPixmap(picture)
    view.show()
    QApplication.processEvents()
    places = _to_and_fro()

    def frame() -> None:
        assert item.scene() is scene
        item.setPos(view.mapToScene(next(places).toPoint()))
        _paint(view)

    return frame


def _paint(view: QGraphicsView) -> None:
    """Paints what has changed at once; left alone, Qt waits some milliseconds to paint several changes together."""
    QApplication.processEvents()
    QApplication.sendEvent(view, QEvent(QEvent.Type.UpdateRequest))


def _to_and_fro() -> Iterator[QPointF]:
    """Places of the mouse: 8 pixels further each time, line below line, from top to bottom and again."""
    while True:
        for y in range(40, SIZE[1] - 40, 24):
            for x in range(40, SIZE[0] - 40, 8):
                yield QPointF(x, y)


def _mouse(view: QGraphicsView, kind: QEvent.Type, place: QPointF) -> None:
    left = Qt.MouseButton.LeftButton
    event = QMouseEvent(kind, place, view.viewport().mapToGlobal(place), left, left, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)
