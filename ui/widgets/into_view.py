"""Scrolling a page to where something happens."""

from __future__ import annotations

from PySide6.QtWidgets import QScrollArea, QWidget

_BESIDE, _ABOVE = 20, 60
"""Room left around what is shown, in pixels."""


def bring_into_view(widget: QWidget) -> None:
    """Scrolls every area the widget lies in so far that it is seen."""
    parent = widget.parentWidget()
    while parent is not None:
        if isinstance(parent, QScrollArea):
            parent.ensureWidgetVisible(widget, _BESIDE, _ABOVE)
        parent = parent.parentWidget()
