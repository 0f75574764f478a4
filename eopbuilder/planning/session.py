"""A plan being worked on: operations, undo and redo, listeners, the current snapshot, and publication."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import OwnLink, OwnRole, PlanInfo, Record
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning.changes import ChangeSet, RowChange
from eopbuilder.planning.disk_trouble import differences, explained
from eopbuilder.planning.listeners import Listener, Listeners
from eopbuilder.planning.reporting import changed_lines, refuse_circles
from eopbuilder.planning.rows import Rows
from eopbuilder.planning.writer import Writer
from eopbuilder.store.desk import Desk
from eopbuilder.store.publication import Publication, Published, Publisher
from eopbuilder.store.working import WorkingCopy, apply_image, logged

__all__ = ["MERGE_WINDOW", "ChangeSet", "Listener", "RowChange", "Session", "now_utc"]

MERGE_WINDOW = timedelta(seconds=60)
"""Typing in one field becomes one undo step as long as the pauses are shorter than this."""


def now_utc() -> datetime:
    """The current time with its zone."""
    return datetime.now(UTC)


class Session:
    """The one door to a plan. Belongs to the thread that opened it; every method raises `Bug` in another."""

    def __init__(
        self,
        desk: Desk,
        working: WorkingCopy,
        publisher: Publisher,
        load_pack: Callable[[str], Pack],
        *,
        clock: Callable[[], datetime] = now_utc,
        recovered: bool = False,
        kept_beside: Path | None = None,
    ) -> None:
        self._desk = desk
        self._working = working
        self._publisher = publisher
        self._load_pack = load_pack
        self._clock = clock
        self.recovered = recovered
        """Whether work was found that the last run of the program could not publish any more."""
        self.kept_beside = kept_beside
        """Where such work was put when the plan file had been changed by someone else meanwhile."""
        self._thread = threading.get_ident()
        self._closed = False
        self._broken = False
        self._writer: Writer | None = None
        self._audience = Listeners()
        self._mergeable: tuple[str, int, datetime] | None = None
        self._pack: Pack | None = None
        self._own: tuple[tuple[Record, ...], ...] = ()
        """The team's own roles and dependencies that are in the pack."""
        self._read_everything()

    # --- what the plan is -------------------------------------------------------------------------------------------

    @property
    def plan(self) -> Plan:
        """The plan as it stands now, inside an operation with what that has written. Never changes once handed out."""
        return self._rows.plan

    @property
    def pack(self) -> Pack:
        """The template pack with the team's own roles. Raises `UserFixable` when this program does not have it."""
        plan = self.plan
        if self._pack is None or self._pack.id != plan.info.pack:
            self._pack, self._own = self._load_pack(plan.info.pack), ()
        own = (plan.records(OwnRole.TABLE), plan.records(OwnLink.TABLE))
        if own != self._own:
            self._pack, self._own = with_own_roles(self._pack, plan), own
        return self._pack

    @property
    def path(self) -> Path:
        """Where the plan file lies."""
        return self._publisher.path

    @property
    def closed(self) -> bool:
        """Whether the session has ended."""
        return self._closed

    def _read_everything(self) -> None:
        self._rows = Rows(self._working.load(), self._working.images())
        self._has_undone = self._working.first_undone() is not None
        self._mergeable = None

    def record(self, table: str, record_id: str) -> Record | None:
        """The record as it stands now, inside an operation too; None when there is none."""
        return self._rows.get(table, record_id)

    def next_position(self, table: str) -> int:
        """The position that puts a new record at the end of its list."""
        return self._rows.next_position(table)

    # --- changing it ------------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def operation(self, label: str, *, origin: object = None, merge_key: str | None = None) -> Iterator[Writer]:
        """One undo step: everything the writer is given is saved together when the block ends, or not at all.

        An operation inside another joins it. Operations with the same `merge_key` less than a minute apart become
        one undo step. An exception takes back what the block wrote and tells nobody. Raises `UserFixable` when a role
        would report to somebody below it, and when the disk fails; the session then shows what the disk really holds.
        """
        self._check_usable()
        outer = self._writer
        if outer is not None:
            mark = outer.mark
            try:
                yield outer
            except BaseException:
                outer.roll_back(mark)
                raise
            return
        writer = self._writer = Writer(self._rows)
        try:
            yield writer
            changes = writer.changes()
            self._rows.check_references(changes)
            moved = changed_lines(changes)
            if moved:
                refuse_circles(self.plan, self.pack, moved)
        except BaseException:
            writer.roll_back()
            raise
        finally:
            writer.end()
            self._writer = None
        if changes:
            self._commit(label, changes, origin, lambda at: self._save_edit(label, changes, merge_key, at))

    def _save_edit(self, label: str, changes: tuple[RowChange, ...], merge_key: str | None, at: datetime) -> None:
        if self._has_undone:
            self._working.forget_undone()
        named = self._rows.images_named(changes)
        self._working.keep_images(named)
        images = [logged(change) for change in changes]
        self._working.write_rows(images, at)
        number = self._merged_number(merge_key, at)
        if number is None:
            number = self._working.log(label, images, at)
        elif not self._working.merge_into(number, images, at):
            number = None
        if named:
            self._working.drop_unused_images()
        self._mergeable = (merge_key, number, at) if merge_key is not None and number is not None else None

    def _merged_number(self, merge_key: str | None, at: datetime) -> int | None:
        """The operation that one with this key joins; None when it begins a step of its own."""
        if merge_key is None or self._mergeable is None:
            return None
        key, number, last = self._mergeable
        return number if key == merge_key and timedelta(0) <= at - last <= MERGE_WINDOW else None

    def _commit(
        self, label: str, changes: tuple[RowChange, ...], origin: object, write: Callable[[datetime], None]
    ) -> None:
        at = self._clock()
        try:
            with self._working.transaction():
                write(at)
        except sqlite3.Error as error:
            self._take_back(changes)
            self._start_afresh(error)
        except BaseException:
            self._take_back(changes)
            raise
        info = self._rows.info
        self._rows.set(PlanInfo.TABLE, info.id, replace(info, updated_at=at))
        self._has_undone = self._working.first_undone() is not None
        self._audience.tell(ChangeSet(label, origin, changes))

    def _take_back(self, changes: tuple[RowChange, ...]) -> None:
        """Makes memory what it was before an operation that was not saved."""
        for change in changes:
            self._rows.set(change.table, change.id, change.before)
        self._mergeable = None

    def _start_afresh(self, error: sqlite3.Error) -> NoReturn:
        """After an error of the disk: reads again what it holds, tells the listeners, and says so."""
        before = self.plan
        try:
            self._working.reopen()
            self._read_everything()
        except sqlite3.Error as second:
            self._broken = True
            raise explained(second) from error
        found = differences(before, self.plan)
        if found:
            self._audience.tell(ChangeSet("Read the plan again", None, found))
        raise explained(error) from error

    # --- undo and redo ----------------------------------------------------------------------------------------------

    @property
    def undo_label(self) -> str | None:
        """What undo would take back; None when there is nothing."""
        self._check_usable()
        found = self._working.last_done()
        return found[1] if found else None

    @property
    def redo_label(self) -> str | None:
        """What redo would do again; None when there is nothing."""
        self._check_usable()
        found = self._working.first_undone() if self._has_undone else None
        return found[1] if found else None

    def undo(self, *, origin: object = None) -> bool:
        """Takes back the last operation; False when there is none. Works across restarts."""
        self._check_idle()
        found = self._working.last_done()
        if found is None:
            return False
        self._replay(*found, undone=True, origin=origin)
        return True

    def redo(self, *, origin: object = None) -> bool:
        """Does the operation again that was undone last; False when there is none."""
        self._check_idle()
        found = self._working.first_undone()
        if found is None:
            return False
        self._replay(*found, undone=False, origin=origin)
        return True

    def start_history_here(self) -> None:
        """Makes the plan as it is the beginning: what was done so far can no longer be undone."""
        self._check_idle()
        self._mergeable = None
        with self._working.transaction():
            self._working.forget_changes()
        self._has_undone = False

    def _replay(self, number: int, label: str, *, undone: bool, origin: object) -> None:
        writer = Writer(self._rows)
        try:
            for change in self._working.changes_of(number):
                image = change.before if undone else change.after
                record = apply_image(change.table, self._rows.get(change.table, change.id), image)
                writer.write(change.table, change.id, record)
            changes = writer.changes()
            self._rows.check_references(changes)
            moved = changed_lines(changes)
            if moved:
                refuse_circles(self.plan, self.pack, moved)
        except (KeyError, ValueError, TypeError, Bug) as error:
            writer.roll_back()
            raise UserFixable(
                f"“{label}” was not {'undone' if undone else 'done again'}",
                "the plan's record of that change is not complete",
                "Make the change by hand, or restore a backup",
            ) from error

        def write(at: datetime) -> None:
            self._working.keep_images(self._rows.images_named(changes))
            self._working.write_rows([logged(change) for change in changes], at)
            self._working.mark(number, undone=undone)

        self._mergeable = None
        self._commit(label, changes, origin, write)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Calls `listener` after every commit, undo and redo; returns the function that ends this."""
        self._check_owner()
        return self._audience.add(listener)

    # --- publication and end ----------------------------------------------------------------------------------------

    @property
    def has_unpublished_changes(self) -> bool:
        """Whether the plan file does not show the latest change yet."""
        self._check_usable()
        return self._working.revision != self._publisher.revision

    def prepare_publication(self) -> Publication:
        """Takes a snapshot for the plan file; quick. Call `finish()` on it, in any thread, to put it in place."""
        self._check_idle()
        return self._publisher.prepare(self._working)

    def publish(self) -> Published:
        """Brings the plan file up to date. Raises `UserFixable` when that fails; nothing is lost then."""
        return self.prepare_publication().finish()

    def save_copy(self, path: Path, *, overwrite: bool = False) -> None:
        """Writes the plan as it stands to another file; this session stays with its own.

        Raises `UserFixable` when something is there already and `overwrite` is not given, or on a disk error.
        """
        self._check_idle()
        self._publisher.write_copy(self._working, path, overwrite=overwrite)

    def close(self, *, publish: bool = True) -> None:
        """Brings the plan file up to date when needed, and ends the session. Safe to call twice.

        Raises `UserFixable` when publishing fails: the session is closed all the same, and the working copy stays
        for the next start. With `publish=False` it stays, too.
        """
        self._check_owner()
        if self._closed:
            return
        try:
            if publish and not self._broken and self.has_unpublished_changes:
                self.publish()
        finally:
            self._publisher.stop()
            with contextlib.suppress(sqlite3.Error):
                if not self._broken and not self.has_unpublished_changes:
                    self._working.close()
                    self._desk.clear()
            self._closed = True
            with contextlib.suppress(sqlite3.Error):
                self._working.close()
            self._desk.leave()

    def __enter__(self) -> Session:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # --- guards -----------------------------------------------------------------------------------------------------

    def _check_owner(self) -> None:
        if threading.get_ident() != self._thread:
            raise Bug("a session belongs to the thread that opened it")

    def _check_usable(self) -> None:
        self._check_owner()
        if self._closed:
            raise Bug("the session is closed")
        if self._broken:
            raise UserFixable(
                "The plan cannot be changed now",
                "this computer's disk failed",
                "Close the program, look after the disk, and start again",
            )

    def _check_idle(self) -> None:
        self._check_usable()
        if self._writer is not None:
            raise Bug("not inside an operation")
