"""Working copies an earlier run left behind, because it was killed or could not reach the plan file."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eopbuilder.errors import Bug, UserFixable
from eopbuilder.store import migrations as steps
from eopbuilder.store.copying import file_hash
from eopbuilder.store.desk import Desk, Fingerprint, Ticket
from eopbuilder.store.gate import NewerVersion, Refused, check_database
from eopbuilder.store.publication import Publisher
from eopbuilder.store.working import WorkingCopy


@dataclass(frozen=True)
class Leftover:
    """A working copy an earlier run left behind, opened again, with its ticket as far as that can be read."""

    working: WorkingCopy
    ticket: Ticket | None

    def shown_by(self, sha256: str) -> Fingerprint | None:
        """What the ticket says about a file with this hash; None for a file we did not put or find there."""
        candidates = (self.ticket.pending, self.ticket.published) if self.ticket else ()
        return next((one for one in candidates if one is not None and one.sha256 == sha256), None)

    def is_in_a_file(self, *hashes: str) -> bool:
        """Whether a file with one of these hashes, or the one where the copy belongs, shows all that is in it."""
        if self.ticket is not None:
            with contextlib.suppress(OSError):  # The file is gone or its drive is: then it shows nothing.
                hashes = (*hashes, file_hash(Path(self.ticket.path)))
        found = (self.shown_by(sha256) for sha256 in hashes)
        return any(one is not None and one.revision == self.working.revision for one in found)


def take_leftover(desk: Desk, path: Path, now: datetime) -> tuple[Leftover | None, Path | None]:
    """Opens the working copy on a desk whose lock is ours, if there is one.

    A damaged one is moved aside and kept; then the second part says where. Raises `UserFixable` when a newer version
    of the program made it, or another program has it open.
    """
    if not desk.database.exists():
        return None, None
    try:
        working = WorkingCopy(desk.database)
        try:
            check_database(path, working.database, steps.MIGRATIONS)
            bring_up_to_date(working)
        except BaseException:
            working.close()
            raise
    except NewerVersion:
        raise
    except sqlite3.OperationalError as error:
        raise UserFixable(
            f"“{path.name}” was not opened",
            "another program on this computer has its working copy open, or the disk is full or failing",
            "Close the other program, free some space, and try again",
        ) from error
    except (sqlite3.DatabaseError, Refused, ValueError):
        return None, desk.set_aside(f"{now:%Y%m%dT%H%M%S}")
    if not database_has_a_plan(working):
        working.close()
        desk.clear()
        return None, None
    return Leftover(working, desk.ticket()), None


def database_has_a_plan(working: WorkingCopy) -> bool:
    """Whether the making of the plan came as far as its first records; if not, nothing was ever entered."""
    return bool(working.database.execute("SELECT 1 FROM plan").fetchone())


def keep_beside(desk: Desk, path: Path, leftover: Leftover, clock: Callable[[], datetime]) -> Path:
    """Publishes work that cannot go into the file, because someone else changed that, under a name beside it."""
    return Publisher(desk, Ticket(str(path)), clock).prepare(leftover.working).finish().path


def open_and_migrate(database: Path) -> WorkingCopy:
    """Opens a checked database for writing and brings its tables up to date. Raises `sqlite3.Error`."""
    working = WorkingCopy(database)
    try:
        bring_up_to_date(working)
    except BaseException:
        working.close()
        raise
    return working


def bring_up_to_date(working: WorkingCopy) -> None:
    """Applies pending migrations, with foreign keys off meanwhile and checked afterwards."""
    database = working.database
    if not steps.MIGRATIONS.pending(database):
        return
    database.execute("PRAGMA foreign_keys = OFF")
    steps.apply(database, steps.MIGRATIONS)
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    database.execute("PRAGMA foreign_keys = ON")
    if broken:
        raise Bug("a migration left rows that point nowhere")
