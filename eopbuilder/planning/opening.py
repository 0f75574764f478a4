"""How a plan file becomes a session: lock, gate, unpublished work of an earlier run, backup, migration."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from eopbuilder import paths
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import UserFixable
from eopbuilder.files import sweep_temporaries
from eopbuilder.planning.leftovers import Leftover, keep_beside, open_and_migrate, take_leftover
from eopbuilder.planning.rows import Rows
from eopbuilder.planning.session import Session
from eopbuilder.store import migrations as steps
from eopbuilder.store.backups import Backups
from eopbuilder.store.copying import free_name, put_copy
from eopbuilder.store.desk import Desk, Fingerprint, Ticket, desk_of
from eopbuilder.store.gate import Admitted, Refused, admit
from eopbuilder.store.lock import PlanLocked
from eopbuilder.store.publication import Publisher

PackLoader = Callable[[str], Pack]
Clock = Callable[[], datetime]


def open_session(path: Path, load_pack: PackLoader, clock: Clock) -> Session:
    """Opens the plan file at `path` for writing. Raises `UserFixable`: `PlanLocked`, `Refused`, or a disk problem."""
    root = paths.working_folder()
    sweep_temporaries(root)
    known_desk = desk_of(root, path)
    if known_desk is not None:
        refuse_if_held(known_desk)
    try:
        admitted = admit(path, root, steps.MIGRATIONS)
    except Refused as refusal:
        if known_desk is None:
            raise
        return _continue_without_file(known_desk, path, refusal, load_pack, clock)
    desk = Desk(root, admitted.plan_id)
    try:
        desk.lock.acquire()
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
    _back_up(desk, path, admitted, clock())
    leftover, kept = take_leftover(desk, path, clock())
    if leftover is not None:
        if not leftover.is_in_a_file(admitted.sha256):
            shown = leftover.shown_by(admitted.sha256)
            if shown is not None:
                return _continue(desk, leftover, Ticket(str(path), shown), load_pack, clock)
            with contextlib.closing(leftover.working):
                kept = keep_beside(desk, path, leftover, clock)
        leftover.working.close()
    try:
        return _open_fresh(desk, path, admitted, kept, load_pack, clock)
    except BaseException:
        desk.clear()
        raise


def _open_fresh(
    desk: Desk, path: Path, admitted: Admitted, kept: Path | None, load_pack: PackLoader, clock: Clock
) -> Session:
    # A file with the tables of an older version is published again even when nobody changes anything.
    revision = -1 if admitted.needs_migration else admitted.revision
    ticket = Ticket(str(path), Fingerprint(admitted.generation, admitted.sha256, revision))
    desk.clear()
    desk.write_ticket(ticket)
    admitted.copy.replace(desk.database)
    working = open_and_migrate(desk.database)
    return Session(desk, working, Publisher(desk, ticket, clock), load_pack, clock=clock, kept_beside=kept)


def _continue(desk: Desk, leftover: Leftover, ticket: Ticket, load_pack: PackLoader, clock: Clock) -> Session:
    """Goes on with the work an earlier run left."""
    desk.write_ticket(ticket)
    return Session(desk, leftover.working, Publisher(desk, ticket, clock), load_pack, clock=clock, recovered=True)


def _continue_without_file(desk: Desk, path: Path, refusal: Refused, load_pack: PackLoader, clock: Clock) -> Session:
    """Opens the working copy of a file that is gone or cannot be opened; a file that is there is not overwritten."""
    desk.lock.acquire()
    try:
        leftover, _ = take_leftover(desk, path, clock())
        if leftover is None:
            raise refusal
        return _continue(desk, leftover, Ticket(str(path)), load_pack, clock)
    except BaseException:
        desk.leave()
        raise


def read_unpublished(desk: Desk, path: Path, now: datetime) -> Plan | None:
    """The plan in a working copy nobody holds, when it has changes that are in no file; else None."""
    desk.lock.acquire()
    try:
        leftover, _ = take_leftover(desk, path, now)
        if leftover is None:
            return None
        with contextlib.closing(leftover.working):
            return None if leftover.is_in_a_file() else Rows(leftover.working.load(), leftover.working.images()).plan
    finally:
        desk.leave()


def read_admitted(admitted: Admitted) -> Plan:
    """The plan in a file that passed the gate, its tables brought up to date in the copy."""
    with contextlib.closing(open_and_migrate(admitted.copy)) as working:
        return Rows(working.load(), working.images()).plan


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
            leftover, _ = take_leftover(desk, path, clock())
            if leftover is not None:
                with contextlib.closing(leftover.working):
                    if not leftover.is_in_a_file():
                        keep_beside(desk, path, leftover, clock)
                desk.clear()
            _keep_replaced(path, root, clock())
            put_copy(admitted.copy, path)
        finally:
            desk.leave()
    finally:
        admitted.copy.unlink(missing_ok=True)


def _keep_replaced(path: Path, root: Path, now: datetime) -> None:
    """Backs up the file a backup is about to replace; one that cannot be opened stays beside it under a new name."""
    if not path.exists():
        return
    try:
        present = admit(path, root, steps.MIGRATIONS)
    except Refused:
        put_copy(path, free_name(path, f"replaced {now.astimezone():%Y-%m-%d %H.%M}"))
        return
    try:
        Backups(paths.backup_folder(), present.plan_id).take(present.copy, present.sha256, path, now)
    finally:
        present.copy.unlink(missing_ok=True)
