"""Undo and redo belong to the whole plan: fields leave their keys to the window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget


class _UndoKeys(QObject):
    """Tells Qt that a field has no use for the keys of undo and redo, so that they reach the menu."""

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        ours = event.type() is QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and _is_undo(event)
        if ours:
            event.ignore()
        return ours


def _is_undo(event: QKeyEvent) -> bool:
    return event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)


def leave_undo_to_window(field: QWidget) -> None:
    """Makes the undo and redo keys pressed in a field undo and redo steps of the plan."""
    field.installEventFilter(_UndoKeys(field))
