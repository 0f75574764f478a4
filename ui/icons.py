"""Icons from the shipped drawings, in the colours of the present look and at the present text size.

An icon never stands alone: it goes with a word or an accessible name.
"""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from eopbuilder import assets
from ui.theme import theme

_NAME, _COLOR, _SIZE = "iconName", "iconColor", "iconSize_"


@cache
def _drawing(name: str) -> str:
    return assets.read_text(f"resources/icons/{name}.svg")


@cache
def _pixmap(name: str, color: str, size: int, ratio: float) -> QPixmap:
    made = QPixmap(round(size * ratio), round(size * ratio))
    made.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_drawing(name).replace("currentColor", color).encode()))
    painter = QPainter(made)
    renderer.render(painter, QRectF(0, 0, made.width(), made.height()))
    painter.end()
    made.setDevicePixelRatio(ratio)
    return made


def pixmap(name: str, color: str = "ink", size: int = 18) -> QPixmap:
    """A drawing in a named colour. `size` is in pixels at 100 % text."""
    app = QApplication.instance()
    ratio = app.devicePixelRatio() if isinstance(app, QApplication) else 1.0
    return _pixmap(name, getattr(theme().colors, color), theme().px(size), ratio)


def icon(name: str, color: str = "ink", size: int = 18) -> QIcon:
    """The same as an icon."""
    return QIcon(pixmap(name, color, size))


def lasting_icon(picture: QPixmap) -> QIcon:
    """An icon of a picture that keeps its colors in a chosen line of a list."""
    made = QIcon(picture)
    made.addPixmap(picture, QIcon.Mode.Selected)
    return made


def set_icon(widget: QAbstractButton | QLabel, name: str, color: str = "ink", size: int = 18) -> None:
    """Gives a button or label an icon that follows later changes of the look."""
    widget.setProperty(_NAME, name)
    widget.setProperty(_COLOR, color)
    widget.setProperty(_SIZE, size)
    _draw(widget)


def _draw(widget: QWidget) -> None:
    name, color, size = widget.property(_NAME), widget.property(_COLOR), widget.property(_SIZE)
    if isinstance(widget, QAbstractButton):
        widget.setIcon(icon(name, color, size))
        edge = theme().px(size)
        widget.setIconSize(QSize(edge, edge))
    elif isinstance(widget, QLabel):
        widget.setPixmap(pixmap(name, color, size))


def redraw_all() -> None:
    """Draws every icon of the application anew, after the look changed."""
    for widget in QApplication.allWidgets():
        if widget.property(_NAME):
            _draw(widget)
