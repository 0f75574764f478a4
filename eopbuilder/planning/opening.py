"""How a plan file becomes a session: lock, gate, unpublished work of an earlier run, backup, migration."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from eopbuilder import paths
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import UserFixable
from eopbuilder.files import sweep_temporaries
from eopbuilder.planning.rows import Rows
from eopbuilder.planning.session import Session
from eopbuilder.store import migrations as steps
from eopbuilder.store.backups import Backups
from eopbuilder.store.copying import free_name, put_copy
from eopbuilder.store.desk import Desk, Fingerprint, Ticket, desk_of
from eopbuilder.store.gate import Admitted, Refused, admit, check_database
from eopbuilder.store.lock import PlanLocked
from eopbuilder.store.publication import Publisher
from eopbuilder.store.working import WorkingCopy

PackLoader = Callable[[str], Pack]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Leftover:
    """A working copy an earlier run left behind, opened again."""

    working: WorkingCopy
    ticket: Ticket | None

    @property
    def has_unpublished_work(self) -> bool:
        """Whether it holds changes that were in no plan file when the earlier run ended."""
        published = self.ticket.published if self.ticket else None
        return published is None or published.revision != self.working.revision


def open_session(path: Path, load_pack: PackLoader, clock: Clock) -> Session:
    """Opens the plan file at `path` for writing. Raises `UserFixable`: `PlanLocked`, `Refused`, or a disk problem."""
    root = paths.working_folder()
    sweep_temporaries(root)
    known_desk = desk_of(root, path)
    if known_desk is not None:
        refuse_if_held(known_desk)
    try:
        admitted = admit(path, root, steps.MIGRATIONS)
    except Refused:
        if known_desk is None:
            raise
        return _continue_without_file(known_desk, path, load_pack, clock)
    desk = Desk(root, admitted.plan_id)
    try:
        desk.lock.acquire()
    except BaseException:
        admitted.copy.unlink(missing_ok=True)
        raise
    try:
        return _open_on(desk, path, admitted, load_pack, clock)
    except BaseException:
        desk.leave()
        raise
    finally:
        admitted.copy.unlink(missing_ok=True)


def refuse_if_held(desk: Desk) -> None:
    """Raises `PlanLocked` when a living process has the plan open."""
    holder = desk.lock.holder()
    if holder is not None:
        raise PlanLocked(holder, desk.lock.file)


def _open_on(desk: Desk, path: Path, admitted: Admitted, load_pack: PackLoader, clock: Clock) -> Session:
    now = clock()
    _back_up(desk, path, admitted, now)
    leftover = take_leftover(desk, path, now)
    kept_beside: Path | None = None
    if leftover is not None:
        unpublished = not _is_shown_by(leftover, admitted)
        continues = leftover.ticket is not None and leftover.ticket.knows(admitted.sha256)
        if unpublished and continues:
            ticket = Ticket(str(path), published=_file_fingerprint(leftover, admitted))
            desk.write_ticket(ticket)
            return Session(
                desk, leftover.working, Publisher(desk, ticket, clock), load_pack, clock=clock, recovered=True
            )
        try:
            if unpublished:
                kept_beside = _keep_beside(desk, path, leftover, clock)
        finally:
            leftover.working.close()
        desk.clear()
    ticket = Ticket(str(path), Fingerprint(admitted.generation, admitted.sha256, admitted.revision))
    desk.write_ticket(ticket)
    admitted.copy.replace(desk.database)
    working = open_and_migrate(desk.database)
    if admitted.needs_migration:
        # The plan file still has the old tables: publish even when nothing else changes.
        ticket = replace(ticket, published=replace(ticket.published, revision=-1) if ticket.published else None)
    publisher = Publisher(desk, ticket, clock)
    return Session(desk, working, publisher, load_pack, clock=clock, kept_beside=kept_beside)


def _is_shown_by(leftover: Leftover, admitted: Admitted) -> bool:
    """Whether the plan file shows all that the working copy holds, so that nothing of it is lost by dropping it."""
    shown = _file_fingerprint(leftover, admitted)
    return shown is not None and shown.revision == leftover.working.revision


def _file_fingerprint(leftover: Leftover, admitted: Admitted) -> Fingerprint | None:
    """What the working copy's ticket says about the very file that lies there now."""
    ticket = leftover.ticket
    candidates = (ticket.pending, ticket.published) if ticket else ()
    return next((one for one in candidates if one is not None and one.sha256 == admitted.sha256), None)


def _keep_beside(desk: Desk, path: Path, leftover: Leftover, clock: Clock) -> Path:
    """Publishes work that cannot go into the file, because someone else changed that, under a name beside it."""
    publisher = Publisher(desk, Ticket(str(path)), clock)
    done = publisher.prepare(leftover.working).finish()
    return done.path


def _continue_without_file(desk: Desk, path: Path, load_pack: PackLoader, clock: Clock) -> Session:
    """Opens the working copy of a file that is gone or damaged."""
    desk.lock.acquire()
    try:
        leftover = take_leftover(desk, path, clock())
        if leftover is None:
            raise Refused(f"“{path.name}” was not opened", "the file is damaged", "Restore a backup of the plan")
        ticket = leftover.ticket or Ticket(str(path))
        revision_unknown = replace(ticket, published=None, pending=None) if path.exists() else ticket
        publisher = Publisher(desk, replace(revision_unknown, published=_behind(revision_unknown.published)), clock)
        return Session(desk, leftover.working, publisher, load_pack, clock=clock, recovered=True)
    except BaseException:
        desk.leave()
        raise


def _behind(published: Fingerprint | None) -> Fingerprint | None:
    """The same fingerprint, marked as not showing the latest revision, because the file is not there."""
    return None if published is None else replace(published, revision=-1)


def take_leftover(desk: Desk, path: Path, now: datetime) -> Leftover | None:
    """Opens the working copy on a desk whose lock is ours; None when there is none.

    A damaged one is moved aside and kept. Raises `UserFixable` when a newer version of the program made it.
    """
    if not desk.database.exists():
        return None
    try:
        working = open_and_migrate(desk.database, path)
    except sqlite3.OperationalError as error:
        raise UserFixable(
            f"“{path.name}” was not opened",
            "another program on this computer has its working copy open, or the disk failed",
            "Close the other program and try again",
        ) from error
    except sqlite3.DatabaseError:
        desk.set_aside(f"{now:%Y%m%dT%H%M%S}")
        return None
    return Leftover(working, desk.ticket())


def read_unpublished(desk: Desk, path: Path, now: datetime) -> Plan | None:
    """The plan in a working copy nobody holds, when it has changes that are in no file; else None."""
    desk.lock.acquire()
    try:
        leftover = take_leftover(desk, path, now)
        if leftover is None:
            return None
        with contextlib.closing(leftover.working):
            return Rows(leftover.working.load()).plan if leftover.has_unpublished_work else None
    finally:
        desk.leave()


def read_admitted(admitted: Admitted) -> Plan:
    """The plan in a file that passed the gate, its tables brought up to date in the copy."""
    working = open_and_migrate(admitted.copy)
    with contextlib.closing(working):
        return Rows(working.load()).plan


def open_and_migrate(database: Path, named: Path | None = None) -> WorkingCopy:
    """Opens a working copy and brings its tables up to date.

    With `named`, the plan file it belongs to, it is checked first: raises `Refused` or `sqlite3.Error`.
    """
    working = WorkingCopy(database)
    try:
        if named is not None:
            check_database(named, working.database, steps.MIGRATIONS)
        if steps.MIGRATIONS.pending(working.database):
            migrate(working)
        return working
    except BaseException:
        working.close()
        raise


def migrate(working: WorkingCopy) -> None:
    """Applies pending migrations, with foreign keys off meanwhile and checked afterwards."""
    database = working.database
    database.execute("PRAGMA foreign_keys = OFF")
    steps.apply(database, steps.MIGRATIONS)
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    database.execute("PRAGMA foreign_keys = ON")
    if broken:
        raise sqlite3.IntegrityError("a migration left rows that point nowhere")


def _back_up(desk: Desk, path: Path, admitted: Admitted, now: datetime) -> None:
    """Takes a backup of the file as it was found. Only a pending migration insists on it."""
    try:
        Backups(paths.backup_folder(), desk.plan_id).take(admitted.copy, admitted.sha256, path, now)
    except (UserFixable, OSError):
        if admitted.needs_migration:
            raise


def restore(backup: Path, path: Path, clock: Clock) -> None:
    """Puts a backup in place of the plan file at `path`, keeping what was there. See `library.restore_backup`."""
    root = paths.working_folder()
    admitted = admit(backup, root, steps.MIGRATIONS)
    desk = Desk(root, admitted.plan_id)
    try:
        desk.lock.acquire()
        try:
            leftover = take_leftover(desk, path, clock())
            if leftover is not None:
                with contextlib.closing(leftover.working):
                    if leftover.has_unpublished_work:
                        _keep_beside(desk, path, leftover, clock)
                desk.clear()
            _keep_replaced(path, desk, clock())
            put_copy(admitted.copy, path)
        finally:
            desk.leave()
    finally:
        admitted.copy.unlink(missing_ok=True)


def _keep_replaced(path: Path, desk: Desk, now: datetime) -> None:
    """Backs up the file a backup is about to replace; one that cannot be opened stays beside it under a new name."""
    if not path.exists():
        return
    try:
        present = admit(path, desk.root, steps.MIGRATIONS)
    except Refused:
        put_copy(path, free_name(path, f"replaced {now.astimezone():%Y-%m-%d %H.%M}"))
        return
    try:
        Backups(paths.backup_folder(), present.plan_id).take(present.copy, present.sha256, path, now)
    finally:
        present.copy.unlink(missing_ok=True)
