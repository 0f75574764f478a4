"""Plans as files: making, opening and reading them, their backups, and which were opened lately."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from eopbuilder import paths
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, School
from eopbuilder.errors import UserFixable
from eopbuilder.planning import opening, recent
from eopbuilder.planning.opening import Clock, PackLoader
from eopbuilder.planning.session import Session, now_utc
from eopbuilder.store import migrations as steps
from eopbuilder.store.backups import Backup, Backups, backups_of_path
from eopbuilder.store.connection import APPLICATION_ID
from eopbuilder.store.copying import file_hash
from eopbuilder.store.desk import Desk, Fingerprint, Ticket, desk_of, desks
from eopbuilder.store.gate import Refused, admit
from eopbuilder.store.lock import Holder
from eopbuilder.store.publication import Publisher, check_free
from eopbuilder.store.working import RowChange, WorkingCopy, logged

__all__ = [
    "DEFAULT_PACK",
    "SUFFIX",
    "Backup",
    "Reading",
    "backups",
    "complete_path",
    "create_plan",
    "full_path",
    "open_for_reading",
    "open_plan",
    "restore_backup",
    "unfinished",
]

DEFAULT_PACK = "k12-federal"
SUFFIX = ".eop"


@dataclass(frozen=True)
class Reading:
    """A plan read without opening it for changes.

    `held_by` names who has it open: then this is the file as last published. `recovered` says that unpublished work
    of an earlier run was read instead of the file.
    """

    path: Path
    plan: Plan
    load_pack: PackLoader
    held_by: Holder | None = None
    recovered: bool = False

    @property
    def pack(self) -> Pack:
        """The template pack with the team's own roles. Raises `UserFixable` when this program does not have it."""
        return with_own_roles(self.load_pack(self.plan.info.pack), self.plan)

    def close(self) -> None:
        """Nothing is held; here so that a reading and a session can be used alike."""


def create_plan(
    path: Path,
    *,
    pack: str = DEFAULT_PACK,
    title: str | None = None,
    overwrite: bool = False,
    clock: Clock = now_utc,
    load_pack: PackLoader | None = None,
) -> Session:
    """Makes an empty plan, writes its file and opens it.

    Raises `UserFixable` when there is a file already and `overwrite` is not given, when the pack is unknown, or when
    the file cannot be written; nothing is left behind then.
    """
    path = complete_path(path)
    check_free(path, overwrite=overwrite)
    loader = load_pack or _load_pack
    edition = loader(pack).edition
    with _disk_problems_explained(path, "made"):
        session = _make(path, pack, edition, title, clock, loader)
    recent.remember(path, session.plan)
    return session


def _make(path: Path, pack: str, edition: str, title: str | None, clock: Clock, loader: PackLoader) -> Session:
    desk = Desk(paths.working_folder(), uuid4().hex)
    desk.lock.acquire()
    working: WorkingCopy | None = None
    try:
        replaced = Fingerprint(0, file_hash(path), -1) if path.exists() else None
        ticket = Ticket(str(path), published=replaced)
        desk.write_ticket(ticket)
        working = WorkingCopy(desk.database)
        working.database.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        steps.apply(working.database, steps.MIGRATIONS)
        now = clock()
        shown_title = " ".join(clean_text(title or "").split()) or None
        info = PlanInfo(
            id=desk.plan_id, title=shown_title, pack=pack, pack_edition=edition, created_at=now, updated_at=now
        )
        with working.transaction():
            working.write_rows(
                [logged(RowChange(one.TABLE, one.id, None, one)) for one in (info, School(id=School.TABLE))], now
            )
        publisher = Publisher(desk, ticket, clock)
        publisher.prepare(working).finish()
        return Session(desk, working, publisher, loader, clock=clock)
    except BaseException:
        if working is not None:
            working.close()
        desk.clear()
        desk.leave()
        raise


def open_plan(path: Path, *, clock: Clock = now_utc, load_pack: PackLoader | None = None) -> Session:
    """Opens a plan for changes, with unpublished work of an earlier run if there is any.

    Raises `UserFixable` with the reason when the file is refused, damaged, made by a newer version, or open elsewhere
    (`PlanLocked`). A refused file is left exactly as it is.
    """
    path = full_path(path)
    with _disk_problems_explained(path, "opened"):
        session = opening.open_session(path, load_pack or _load_pack, clock)
    recent.remember(session.path, session.plan)
    return session


def open_for_reading(path: Path, *, clock: Clock = now_utc, load_pack: PackLoader | None = None) -> Reading:
    """Reads a plan without keeping it locked, even while the program has it open.

    Unpublished work of an earlier run is read when nobody holds it. Raises `UserFixable` as `open_plan` does.
    """
    path = full_path(path)
    loader = load_pack or _load_pack
    with _disk_problems_explained(path, "opened"):
        root = paths.working_folder()
        desk = desk_of(root, path)
        holder = desk.lock.holder() if desk else None
        if desk is not None and holder is None:
            unpublished = opening.read_unpublished(desk, path, clock())
            if unpublished is not None:
                return Reading(path, unpublished, loader, recovered=True)
        admitted = admit(path, root, steps.MIGRATIONS)
        try:
            return Reading(path, opening.read_admitted(admitted), loader, held_by=holder)
        finally:
            admitted.copy.unlink(missing_ok=True)


def unfinished() -> list[Path]:
    """The plan files whose latest work an earlier run may not have published; opening them brings it back."""
    waiting = (desk for desk in desks(paths.working_folder()) if desk.database.exists() and desk.lock.holder() is None)
    return [Path(ticket.path) for desk in waiting if (ticket := desk.ticket()) is not None]


def backups(path: Path) -> list[Backup]:
    """The backups of the plan at `path`, newest first, even when that file is damaged or gone."""
    path = full_path(path)
    root = paths.working_folder()
    try:
        admitted = admit(path, root, steps.MIGRATIONS)
    except Refused:
        return backups_of_path(paths.backup_folder(), path)
    admitted.copy.unlink(missing_ok=True)
    return Backups(paths.backup_folder(), admitted.plan_id).list()


def restore_backup(backup: Backup, path: Path, *, clock: Clock = now_utc) -> None:
    """Makes a backup the plan file at `path` again. What was there is backed up, or kept beside it when damaged.

    Close the plan first. Raises `PlanLocked` while it is open, and `UserFixable` when the backup or the disk fails.
    """
    path = full_path(path)
    with _disk_problems_explained(path, "restored"):
        opening.restore(backup.path, path, clock)


def full_path(path: Path) -> Path:
    """The absolute path of the file itself, links followed."""
    return path.expanduser().resolve()


def complete_path(path: Path) -> Path:
    """The full path, with `.eop` added when the name has no ending."""
    full = full_path(path)
    return full if full.suffix else full.with_suffix(SUFFIX)


@contextlib.contextmanager
def _disk_problems_explained(path: Path, done: str) -> Iterator[None]:
    """Says what a disk that is full, failing or read-only means here; the program's own folder is part of it."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise UserFixable(
            f"“{path.name}” was not {done}",
            "this computer's disk is full, failing or read-only",
            "Free some space and try again",
        ) from error


def _load_pack(pack: str) -> Pack:
    from eopbuilder import packs

    return packs.load_pack(pack)
