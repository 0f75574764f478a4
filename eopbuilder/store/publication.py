"""Publishing: the working copy becomes the one plain file its owner sees, copies and mails.

The first half runs on the thread that owns the working copy and is fast; the second may run anywhere. Nobody else's
version is ever overwritten: when the file is not the one we last put there, ours goes beside it.
"""

from __future__ import annotations

import dataclasses
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from eopbuilder.errors import UserFixable
from eopbuilder.store.connection import APPLICATION_ID
from eopbuilder.store.copying import file_hash, free_name, must_have_hash, put_copy
from eopbuilder.store.desk import Desk, Fingerprint, Ticket
from eopbuilder.store.seal import seal
from eopbuilder.store.working import WorkingCopy


@dataclass(frozen=True)
class Published:
    """What a publication did. `beside` is set when someone else had changed the file: ours lies there, theirs stays."""

    path: Path
    fingerprint: Fingerprint
    beside: Path | None = None


class _Changed(Exception):
    """The file at the target is not the one we last put there."""


class Publication:
    """A snapshot taken and not yet in place."""

    def __init__(self, publisher: Publisher, copy: Path, fingerprint: Fingerprint) -> None:
        self._publisher = publisher
        self.copy = copy
        self.fingerprint = fingerprint

    def finish(self) -> Published:
        """Checks the snapshot and puts it in place. May run in any thread; once.

        Returns what was done; when a later snapshot is in place already, what that one did. Raises `UserFixable`
        when the folder, the disk or another program stands in the way; the old file is then still whole.
        """
        return self._publisher.finish(self)


class Publisher:
    """Puts snapshots of one plan at its place. All methods but `prepare` may be called from any thread."""

    def __init__(self, desk: Desk, ticket: Ticket, now: Callable[[], datetime]) -> None:
        self._desk = desk
        self._ticket = ticket
        self._now = now
        self._lock = threading.Lock()
        self._generation = max((one.generation for one in (ticket.published, ticket.pending) if one), default=0)
        self._latest: Published | None = None

    @property
    def path(self) -> Path:
        """Where the plan file lies."""
        return Path(self._ticket.path)

    @property
    def revision(self) -> int | None:
        """The revision the published file shows; None when nothing is published yet."""
        return self._ticket.published.revision if self._ticket.published else None

    def prepare(self, working: WorkingCopy) -> Publication:
        """Takes a snapshot. Only on the thread that owns `working`. Raises `UserFixable` when the disk is full."""
        copy = self._desk.temporary()
        try:
            working.copy_to(copy)
        except sqlite3.Error as error:
            copy.unlink(missing_ok=True)
            raise UserFixable(
                f"“{self.path.name}” was not written",
                "this computer's disk is full or failing",
                "Free some space; what you typed is safe in the program",
            ) from error
        self._generation += 1  # only the owner's thread comes here, and must not wait for a slow drive
        return Publication(self, copy, Fingerprint(self._generation, "", working.revision))

    def finish(self, publication: Publication) -> Published:
        """See `Publication.finish`."""
        with self._lock:
            try:
                latest = self._latest
                if latest is not None and latest.fingerprint.generation >= publication.fingerprint.generation:
                    return latest
                make_plain(publication.copy, publication.fingerprint.generation)
                fingerprint = dataclasses.replace(publication.fingerprint, sha256=file_hash(publication.copy))
                self._latest = self._put(publication.copy, fingerprint)
                return self._latest
            finally:
                publication.copy.unlink(missing_ok=True)

    def write_copy(self, working: WorkingCopy, target: Path, *, overwrite: bool) -> None:
        """Writes the current state to another file. Raises `UserFixable`, also when one is there already."""
        check_free(target, overwrite=overwrite)
        publication = self.prepare(working)
        try:
            make_plain(publication.copy, publication.fingerprint.generation)
            put_copy(publication.copy, target)
        finally:
            publication.copy.unlink(missing_ok=True)

    def stop(self) -> None:
        """Waits for a publication that is under way; later ones count as done."""
        with self._lock:
            never = Fingerprint(2**62, "", 0)
            self._latest = Published(self.path, never) if self._latest is None else self._latest
            self._latest = dataclasses.replace(self._latest, fingerprint=never)

    def _put(self, copy: Path, fingerprint: Fingerprint) -> Published:
        try:
            return self._put_at(self._ticket, copy, fingerprint)
        except _Changed:
            beside = free_name(self.path, f"your version {self._now().astimezone():%Y-%m-%d %H.%M}")
            done = self._put_at(Ticket(str(beside)), copy, fingerprint)
            return dataclasses.replace(done, beside=beside)

    def _put_at(self, before: Ticket, copy: Path, fingerprint: Fingerprint) -> Published:
        """Puts the snapshot where the ticket says, unless the file there is none the ticket knows: then `_Changed`."""
        target = Path(before.path)
        self._desk.write_ticket(dataclasses.replace(before, pending=fingerprint))

        def verify(written: Path) -> None:
            must_have_hash(fingerprint.sha256)(written)
            if target.exists() and not before.knows(file_hash(target)):
                raise _Changed

        put_copy(copy, target, verify=verify)
        self._ticket = Ticket(before.path, published=fingerprint)
        self._desk.write_ticket(self._ticket)
        return Published(target, fingerprint)


def check_free(target: Path, *, overwrite: bool) -> None:
    """Raises `UserFixable` when something is at `target` and nobody said that it may go."""
    if target.exists() and not overwrite:
        raise UserFixable(f"“{target.name}” was not written", "there is a file of that name", "Choose another name")


def make_plain(copy: Path, generation: int) -> None:
    """Seals a snapshot and makes it one plain file without a write-ahead log. Raises `UserFixable` when it is bad."""
    try:
        connection = sqlite3.connect(copy, isolation_level=None)
        try:
            mode = connection.execute("PRAGMA journal_mode = DELETE").fetchone()[0]
            connection.execute("BEGIN")
            seal(connection, generation=generation)
            connection.execute("COMMIT")
            good = connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok" and mode == "delete"
            good = good and connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _bad_snapshot() from error
    if not good:
        raise _bad_snapshot()


def _bad_snapshot() -> UserFixable:
    return UserFixable(
        "The plan file was not written",
        "this computer's disk is full or failing",
        "Free some space; what you typed is safe in the program",
    )
