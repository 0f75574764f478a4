"""What every page of an open plan shares: the session, what the checks say, and how far each step has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import UserFixable
from eopbuilder.planning.changes import ChangeSet
from eopbuilder.planning.completeness import StepState, step_states
from eopbuilder.planning.review import review
from eopbuilder.planning.session import Session
from ui.bridge import Bridge
from ui.jobs import Jobs

_REVIEW_DELAY = 250
_PUBLISH_DELAY = 2_000
"""Milliseconds after the last edit."""


class Workspace(QObject):
    """An open plan. `changed` carries each change set; `reviewed` comes when findings and states are new.

    `publishing` tells in words how the plan file is doing; `trouble` carries what the user should hear of it.
    """

    changed = Signal(object)
    reviewed = Signal()
    publishing = Signal(str)
    trouble = Signal(object)

    def __init__(self, session: Session, as_of: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.as_of = as_of
        self.jobs = Jobs(self)
        self.findings: tuple[Finding, ...] = ()
        self.states: dict[str, StepState] = {}
        self._bridge = Bridge(session, self)
        self._bridge.changed.connect(self._on_session_changed)
        self._review_timer = self._timer(_REVIEW_DELAY, self.review_now)
        self._publish_timer = self._timer(_PUBLISH_DELAY, self.publish_soon)
        self._publishing = False
        self._edits = 0
        self.review_now()

    def _timer(self, delay: int, act: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(delay)
        timer.timeout.connect(act)
        return timer

    @property
    def plan(self) -> Plan:
        """The plan as it stands now."""
        return self.session.plan

    @property
    def pack(self) -> Pack:
        """The template pack the plan follows."""
        return self.session.pack

    def attempt(self, act: Callable[[], object]) -> str:
        """Carries out an operation. Returns why it was refused, in one sentence, or an empty text when it was done."""
        try:
            act()
        except InvalidValue as problem:
            return str(problem)
        except UserFixable as problem:
            self.trouble.emit(problem)
            return str(problem)
        return ""

    def findings_at(self, record: str, field: str) -> tuple[Finding, ...]:
        """What the checks say about one field of one record (`table:id`), or about one question."""
        return tuple(one for one in self.findings if one.where.record == record and one.where.field == field)

    def _on_session_changed(self, changes: ChangeSet) -> None:
        self._edits += 1
        self.changed.emit(changes)
        self._review_timer.start()
        self._publish_timer.start()

    def review_now(self) -> None:
        """Runs the checks in the background over the plan as it is now."""
        plan, pack, as_of, edits = self.plan, self.pack, self.as_of, self._edits

        def check(_progress: Callable[[float], None]) -> tuple[tuple[Finding, ...], dict[str, StepState]]:
            findings = review(plan, pack, as_of)
            return findings, step_states(plan, pack, findings)

        def take(result: tuple[tuple[Finding, ...], dict[str, StepState]]) -> None:
            if edits == self._edits:
                self.findings, self.states = result
                self.reviewed.emit()

        self.jobs.start(check, done=take, failed=self.trouble.emit)

    def publish_soon(self) -> None:
        """Puts the plan file in place in the background, unless that is under way or there is nothing new."""
        if self._publishing:
            self._publish_timer.start()
            return
        if self.session.closed or not self.session.has_unpublished_changes:
            return
        try:
            publication = self.session.prepare_publication()
        except UserFixable as problem:
            self.trouble.emit(problem)
            return
        self._publishing = True
        self.publishing.emit("Saved. Updating the plan file…")
        self.jobs.start(lambda _progress: publication.finish(), done=self._on_published, failed=self._on_not_published)

    def _on_published(self, published: object) -> None:
        self._publishing = False
        beside = getattr(published, "beside", None)
        if isinstance(beside, Path):
            self.trouble.emit(
                UserFixable(
                    "Your plan file was changed by someone else",
                    f"both were kept, and yours is now “{beside.name}” in the same folder",
                    "Compare the two and go on with one of them",
                )
            )
        self.publishing.emit("Saved")

    def _on_not_published(self, error: Exception) -> None:
        self._publishing = False
        self.publishing.emit("Saved on this computer; the plan file could not be updated")
        self.trouble.emit(error)

    def close(self) -> None:
        """Ends the work: waits for what runs, publishes what is new, and lets go of the plan."""
        self._review_timer.stop()
        self._publish_timer.stop()
        self.jobs.close()
        self._bridge.close()
        if not self.session.closed:
            self.session.close()
