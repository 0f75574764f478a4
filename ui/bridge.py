"""Turns what a session tells its listeners into one Qt signal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from eopbuilder.planning.session import ChangeSet, Session


class Bridge(QObject):
    """`changed` carries every change set of the session, after it was committed."""

    changed = Signal(object)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._unsubscribe = session.subscribe(self._on_change)

    def close(self) -> None:
        """Stops listening."""
        self._unsubscribe()

    def _on_change(self, changes: ChangeSet) -> None:
        self.changed.emit(changes)
