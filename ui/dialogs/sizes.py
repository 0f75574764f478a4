"""How large dialogs open."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QDialog

from ui.theme import theme

_USUAL_WINDOW = QSize(1280, 720)


def open_at(dialog: QDialog, width: int, height: int) -> None:
    """Gives a dialog a size in pixels at 100 % text, but never more than the window it belongs to."""
    parent = dialog.parentWidget()
    room = parent.window().size() if parent is not None else _USUAL_WINDOW
    dialog.resize(QSize(theme().px(width), theme().px(height)).boundedTo(room))
