"""Work that takes longer than a tenth of a second runs here, away from the screen.

A job is a plain function of its own data. Its progress, result or failure reaches the screen's thread as a call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QThreadPool, Signal, Slot

Progress = Callable[[float], None]
Work = Callable[[Progress], object]


class Cancelled(Exception):
    """Raised inside a job when somebody cancelled it."""


class Job(QObject):
    """One piece of work under way. Signals arrive on the screen's thread; exactly one of the last three comes."""

    progressed = Signal(float)
    done = Signal(object)
    failed = Signal(object)
    cancelled = Signal()

    _ended = Signal(str, object)
    _moved = Signal(float)

    def __init__(self, work: Work, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self._stop = threading.Event()
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._on_ended, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Asks the work to stop at its next report of progress; its result, if any, is dropped."""
        self._stop.set()

    def run(self) -> None:
        """Does the work, on whichever thread calls."""
        try:
            self._step(0.0)
            result = self._work(self._step)
        except Cancelled:
            self._ended.emit("cancelled", None)
        except Exception as error:
            self._ended.emit("failed", error)
        else:
            self._ended.emit("done", result)

    def _step(self, share: float) -> None:
        if self._stop.is_set():
            raise Cancelled
        self._moved.emit(share)

    @Slot(float)
    def _on_moved(self, share: float) -> None:
        if not self._stop.is_set():
            self.progressed.emit(share)

    @Slot(str, object)
    def _on_ended(self, how: str, outcome: object) -> None:
        if how == "cancelled" or self._stop.is_set():
            self.cancelled.emit()
        elif how == "failed":
            self.failed.emit(outcome)
        else:
            self.done.emit(outcome)


class Jobs(QObject):
    """Starts jobs and keeps them alive until they have reported."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(2)
        self._running: set[Job] = set()

    def start(
        self,
        work: Work,
        *,
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
        progressed: Callable[[float], None] | None = None,
        cancelled: Callable[[], None] | None = None,
    ) -> Job:
        """Starts `work`; it is given a function to report progress to, from 0 to 1. The calls come back here."""
        job = Job(work)
        self._running.add(job)
        for end in (job.done, job.failed, job.cancelled):
            end.connect(lambda *_: self._running.discard(job))
        job.done.connect(done)
        job.failed.connect(failed)
        if progressed:
            job.progressed.connect(progressed)
        if cancelled:
            job.cancelled.connect(cancelled)
        self._pool.start(job.run)
        return job

    @property
    def busy(self) -> bool:
        """Whether any job has yet to report."""
        return bool(self._running)

    def close(self) -> None:
        """Cancels what runs and waits until the threads are free."""
        for job in tuple(self._running):
            job.cancel()
            job.blockSignals(True)
        self._pool.waitForDone()
        self._running.clear()
