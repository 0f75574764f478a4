"""Who is told about changes, and in which order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from eopbuilder import journal
from eopbuilder.planning.changes import ChangeSet

Listener = Callable[[ChangeSet], None]


class Listeners:
    """Tells every listener every change set, one after the other, even when a listener makes further changes."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []
        self._outbox: deque[ChangeSet] = deque()
        self._delivering = False

    def add(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener; returns the function that removes it again."""
        self._listeners.append(listener)

        def remove() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return remove

    def tell(self, changes: ChangeSet) -> None:
        """Delivers a change set. A listener that raises is noted in the log and harms nobody."""
        self._outbox.append(changes)
        if self._delivering:
            return
        self._delivering = True
        try:
            while self._outbox:
                news = self._outbox.popleft()
                for listener in tuple(self._listeners):
                    try:
                        listener(news)
                    except Exception as error:
                        journal.failure("listener failed", error)
        finally:
            self._delivering = False
