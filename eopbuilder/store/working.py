"""The working copy of a plan: every edit is one transaction here, with what undo needs, before anyone says “saved”."""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from eopbuilder.domain.records import RECORD_TYPES, PlanInfo, Record, image_fields
from eopbuilder.store.columns import Row, from_row, to_row
from eopbuilder.store.connection import open_working

MOST_FOR_UNDO = 16_000_000
"""Bytes of images that no record names any more and that are kept only to undo steps."""

Image = Row | None
"""What a row held: every column of one that came or went, the changed columns of one that stayed; None for no row."""


@dataclass(frozen=True)
class RowChange:
    """One record changed: before and after, None where there was or is none."""

    table: str
    id: str
    before: Record | None
    after: Record | None


@dataclass(frozen=True)
class LoggedChange:
    """One row of an operation as the change log holds it."""

    table: str
    id: str
    before: Image
    after: Image


class WorkingCopy:
    """The only writer of a plan's working database. Belongs to the thread that made it."""

    def __init__(self, path: Path) -> None:
        """Opens the database at `path`. Raises `sqlite3.Error`, among them “database is locked”."""
        self.path = path
        self.database: Database = open_working(path)

    @property
    def _connection(self) -> sqlite3.Connection:
        return self.database.conn

    def close(self) -> None:
        """Ends the connection; what was committed stays."""
        self.database.close()

    def reopen(self) -> None:
        """Starts afresh after an error, so that the next read tells what the disk really holds."""
        with contextlib.suppress(sqlite3.Error):
            self.database.close()
        self.database = open_working(self.path)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. When it returns, what was written survives a power cut."""
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    def load(self) -> dict[str, dict[str, Record]]:
        """Every record, by table and id."""
        return {table: {record.id: record for record in self._read(table)} for table in RECORD_TYPES}

    def _read(self, table: str) -> Iterator[Record]:
        cursor = self._connection.execute(f'SELECT * FROM "{table}"')  # noqa: S608 a name from RECORD_TYPES
        names = [description[0] for description in cursor.description]
        for cells in cursor:
            yield from_row(table, dict(zip(names, cells, strict=True)))

    def images(self) -> dict[str, bytes]:
        """The bytes of every image, by id; those only undo needs are among them."""
        return dict(self._connection.execute("SELECT id, data FROM images"))

    def keep_images(self, images: Mapping[str, bytes]) -> None:
        """Keeps images that records name. Only inside a transaction."""
        self._connection.executemany("INSERT OR IGNORE INTO images VALUES (?, ?)", images.items())

    def drop_unused_images(self) -> None:
        """Drops images that no record and no step of undo names any more. Only inside a transaction.

        Of those that only undo needs the latest are kept, up to `MOST_FOR_UNDO` bytes; a step whose image is gone can
        not be undone any more.
        """
        fields = ((table, name) for table in RECORD_TYPES for name in image_fields(table))
        in_use = " UNION ".join(
            f'SELECT "{name}" FROM "{table}" WHERE "{name}" NOT NULL'  # noqa: S608 names of ours
            for table, name in fields
        )
        unused = self._connection.execute(
            f"""SELECT id, length(data), (
                    SELECT max(operation) FROM row_changes WHERE instr(before, images.id) OR instr(after, images.id)
                ) AS latest FROM images WHERE id NOT IN ({in_use}) ORDER BY latest DESC"""  # noqa: S608 names of ours
        ).fetchall()
        kept = 0
        for image, size, latest in unused:
            kept += size
            if latest is None or kept > MOST_FOR_UNDO:
                self._connection.execute("DELETE FROM images WHERE id = ?", (image,))

    @property
    def revision(self) -> int:
        """How many times this plan was changed; undo and redo count too."""
        found: int = self._connection.execute("SELECT revision FROM state").fetchone()[0]
        return found

    def write_rows(self, changes: Iterable[LoggedChange], at: datetime) -> None:
        """Writes rows and notes that the plan changed at `at`. Only inside a transaction."""
        for change in changes:
            self._write_row(change)
        self._connection.execute("UPDATE state SET revision = revision + 1")
        self._connection.execute("UPDATE plan SET updated_at = ?", (at.isoformat(),))

    def _write_row(self, change: LoggedChange) -> None:
        table, row = change.table, change.after
        if row is None:
            self._connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (change.id,))  # noqa: S608
        elif change.before is None:
            names, marks = ", ".join(f'"{name}"' for name in row), ", ".join("?" * len(row))
            statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'  # noqa: S608
            self._connection.execute(statement, tuple(row.values()))
        elif row:
            settings = ", ".join(f'"{name}" = ?' for name in row)
            statement = f'UPDATE "{table}" SET {settings} WHERE id = ?'  # noqa: S608
            self._connection.execute(statement, (*row.values(), change.id))

    def log(self, label: str, changes: Iterable[LoggedChange], at: datetime) -> int:
        """Adds an operation to the change log and returns its number. Only inside a transaction."""
        cursor = self._connection.execute(
            "INSERT INTO operations (label, at, undone) VALUES (?, ?, 0)", (label, at.isoformat())
        )
        number = cursor.lastrowid
        assert number is not None
        self._log_changes(number, changes)
        return number

    def merge_into(self, number: int, changes: Iterable[LoggedChange], at: datetime) -> bool:
        """Joins changes to an earlier operation; False when nothing of that operation is left, and it is gone."""
        merged = {(change.table, change.id): change for change in self.changes_of(number)}
        for later in changes:
            key = (later.table, later.id)
            joined = _join(merged[key], later) if key in merged else later
            if joined is None:
                del merged[key]
            else:
                merged[key] = joined
        self._connection.execute("DELETE FROM row_changes WHERE operation = ?", (number,))
        if not merged:
            self._connection.execute("DELETE FROM operations WHERE number = ?", (number,))
            return False
        self._connection.execute("UPDATE operations SET at = ? WHERE number = ?", (at.isoformat(), number))
        self._log_changes(number, merged.values())
        return True

    def _log_changes(self, number: int, changes: Iterable[LoggedChange]) -> None:
        self._connection.executemany(
            "INSERT INTO row_changes VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, step, change.table, change.id, _as_json(change.before), _as_json(change.after))
                for step, change in enumerate(changes)
            ),
        )

    def changes_of(self, number: int) -> list[LoggedChange]:
        """The rows an operation changed, in order."""
        rows = self._connection.execute(
            'SELECT "table", record, before, after FROM row_changes WHERE operation = ? ORDER BY step', (number,)
        )
        return [
            LoggedChange(table, record, _from_json(before), _from_json(after)) for table, record, before, after in rows
        ]

    def last_done(self) -> tuple[int, str] | None:
        """Number and label of the operation undo would take back."""
        return self._one("SELECT number, label FROM operations WHERE undone = 0 ORDER BY number DESC LIMIT 1")

    def first_undone(self) -> tuple[int, str] | None:
        """Number and label of the operation redo would do again."""
        return self._one("SELECT number, label FROM operations WHERE undone = 1 ORDER BY number LIMIT 1")

    def _one(self, statement: str) -> tuple[int, str] | None:
        found: tuple[int, str] | None = self._connection.execute(statement).fetchone()
        return found

    def mark(self, number: int, *, undone: bool) -> None:
        """Notes that an operation was undone or done again. Only inside a transaction."""
        self._connection.execute("UPDATE operations SET undone = ? WHERE number = ?", (int(undone), number))

    def forget_undone(self) -> None:
        """Drops the operations that redo could do again. Only inside a transaction."""
        self._connection.execute(
            "DELETE FROM row_changes WHERE operation IN (SELECT number FROM operations WHERE undone = 1)"
        )
        self._connection.execute("DELETE FROM operations WHERE undone = 1")

    def forget_changes(self) -> None:
        """Empties the change log: nothing done so far can be undone."""
        self._connection.execute("DELETE FROM row_changes")
        self._connection.execute("DELETE FROM operations")
        self.drop_unused_images()

    def copy_to(self, path: Path) -> None:
        """Writes the committed state as one compact file. Not inside a transaction; `path` must not exist."""
        self._connection.execute("VACUUM INTO ?", (str(path),))


def logged(change: RowChange) -> LoggedChange:
    """The images of a change: full rows for one that came or went, the changed columns for one that stayed."""
    if change.before is not None and change.after is not None:
        return LoggedChange(change.table, change.id, *_difference(change.before, change.after))
    before = None if change.before is None else to_row(change.before)
    return LoggedChange(change.table, change.id, before, None if change.after is None else to_row(change.after))


def apply_image(table: str, record: Record | None, image: Image) -> Record | None:
    """The record after an image is put back: None removes it, a full row makes it, some columns change it.

    A row written before a migration lacks the columns that came later; they are unknown.
    """
    if image is None:
        return None
    known = record if record is not None else RECORD_TYPES[table](id="")
    return from_row(table, {**to_row(known), **image})


def _difference(before: Record, after: Record) -> tuple[Row, Row]:
    """The columns in which two versions of a record differ. When a plan changed last is no fact and is left out."""
    old, new = to_row(before), to_row(after)
    if before.TABLE == PlanInfo.TABLE:
        new["updated_at"] = old["updated_at"]
    names = [name for name in new if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def _join(earlier: LoggedChange, later: LoggedChange) -> LoggedChange | None:
    """Two changes of one row as one; None when together they change nothing."""
    before, after = earlier.before, later.after
    if before is not None and later.before is not None:
        before = {**later.before, **before}
    if after is not None and earlier.after is not None:
        after = {**earlier.after, **after}
    if before is not None and after is not None:
        names = [name for name in after if before[name] != after[name]]
        before, after = {name: before[name] for name in names}, {name: after[name] for name in names}
    return LoggedChange(earlier.table, earlier.id, before, after) if before or after else None


def _as_json(image: Image) -> str | None:
    return None if image is None else json.dumps(image, ensure_ascii=False, separators=(",", ":"))


def _from_json(text: str | None) -> Image:
    return None if text is None else json.loads(text)
