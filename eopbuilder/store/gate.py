"""The gate every plan file passes before anything of it is used. A file that is refused is never written to.

The file's first bytes are judged where it lies; everything else is judged on a private copy of it, so that the bytes
that were checked are the bytes that are used, and no side file appears beside the original.
"""

from __future__ import annotations

import errno
import json
import shutil
import sqlite3
import stat
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from sqlite_utils import Database, Migrations

from eopbuilder.domain.images import image_id, plain_image
from eopbuilder.domain.records import RECORD_TYPES, images_of
from eopbuilder.errors import UserFixable
from eopbuilder.store import migrations as steps
from eopbuilder.store.columns import from_row
from eopbuilder.store.connection import APPLICATION_ID, open_strange
from eopbuilder.store.copying import file_hash, temporary_name
from eopbuilder.store.desk import is_plan_id
from eopbuilder.store.seal import is_intact

LARGEST_FILE = 64 * 1024 * 1024
"""Bytes. A large school's plan with years of history takes a few megabytes."""
SECONDS = 5.0
"""How long judging a file may take."""

_BACKUP_REMEDY = "Restore a backup of the plan, or ask for the file again"


class Refused(UserFixable):
    """A file that cannot be opened as a plan. It was left exactly as it is."""


class NewerVersion(Refused):
    """A file made by a version of this program that knows more than this one."""


@dataclass(frozen=True)
class Admitted:
    """A private copy of a plan file that passed: where it lies, and what it is."""

    copy: Path
    plan_id: str
    sha256: str
    generation: int
    revision: int
    needs_migration: bool


def admit(path: Path, workspace: Path, migrations: Migrations) -> Admitted:
    """Copies the plan file at `path` into `workspace` and checks it. Raises `Refused` with the reason."""
    _check_first_bytes(path)
    copy = temporary_name(workspace)
    try:
        try:
            shutil.copyfile(path, copy)
        except OSError as error:
            raise _unreadable(path, error) from error
        return _judge(path, copy, migrations)
    except BaseException:
        copy.unlink(missing_ok=True)
        raise


def _check_first_bytes(path: Path) -> None:
    try:
        facts = path.stat()
        if stat.S_ISDIR(facts.st_mode):
            raise _refusal(path, "it is a folder", "Choose the plan file inside it")
        if not stat.S_ISREG(facts.st_mode):
            raise _refusal(path, "it is not a regular file", "Choose a file that ends in .eop")
        with path.open("rb") as stream:
            head = stream.read(100)
    except OSError as error:
        raise _unreadable(path, error) from error
    if not head:
        raise _refusal(path, "it is empty", _BACKUP_REMEDY)
    if head.startswith(b"PK\x03\x04"):
        raise _refusal(path, "it is a ZIP, Word or Excel file and not a plan", "Choose a file that ends in .eop")
    if not head.startswith(b"SQLite format 3\x00"):
        raise _refusal(path, "it is not a plan made with this program", "Choose a file that ends in .eop")
    if len(head) < 100:
        raise _damaged(path)
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _refusal(path, "it is a database of another program", "Choose a file that ends in .eop")
    if facts.st_size > LARGEST_FILE:
        raise _refusal(path, "it is far larger than any plan", "Ask whoever gave you the file for the original plan")


def _judge(path: Path, copy: Path, migrations: Migrations) -> Admitted:
    try:
        database = open_strange(copy, seconds=SECONDS)
        try:
            applied = check_database(path, database, migrations)
            if not is_intact(database.conn):
                raise _damaged(path)
            plan_id = _plan_id(path, database)
            generation, revision = database.execute("SELECT generation, revision FROM state").fetchone()
            complete = len(applied) == len(steps.known_names(migrations))
            if complete:
                _check_rows(database)
        finally:
            database.close()
    except sqlite3.OperationalError as error:
        if "interrupted" in str(error):
            raise _refusal(path, "checking it took too long, so it is not a plan", _BACKUP_REMEDY) from error
        raise _damaged(path) from error
    except (sqlite3.DatabaseError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise _damaged(path) from error
    return Admitted(copy, plan_id, file_hash(copy), generation, revision, needs_migration=not complete)


def check_database(path: Path, database: Database, migrations: Migrations) -> tuple[str, ...]:
    """Refuses schemas other than those of this program, damage, and files of a newer version.

    Returns the names of the applied migrations. Raises `Refused`, or `sqlite3.DatabaseError` for a broken file.
    """
    schema = database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall()
    for kind, _, _, sql in schema:
        if kind not in {"table", "index"} or _plain(sql).startswith("create virtual"):
            raise _refusal(path, "it contains program code, which a plan never does", _BACKUP_REMEDY)
    if database.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise _damaged(path)
    found = _normalized(schema)
    if not _normalized([("table", "_sqlite_migrations", "_sqlite_migrations", steps.BOOKKEEPING[0])]) <= found:
        raise _foreign(path)
    applied = tuple(
        str(name) for (name,) in database.execute("SELECT name FROM _sqlite_migrations ORDER BY id").fetchall()
    )
    known = steps.known_names(migrations)
    if not set(applied) <= set(known):
        raise NewerVersion(
            f"“{path.name}” was not opened",
            "it was made by a newer version of this program",
            "Update this program, then open it",
        )
    if applied != known[: len(applied)] or found != _expected_schema(migrations, len(applied)):
        raise _foreign(path)
    return applied


@lru_cache(maxsize=8)
def _expected_schema(migrations: Migrations, count: int) -> frozenset[tuple[str, ...]]:
    """The schema after the first `count` migrations."""
    names = steps.known_names(migrations)
    database = Database(memory=True, execute_plugins=False)
    try:
        steps.apply(database, migrations, stop_before=names[count] if count < len(names) else None)
        return _normalized(database.execute("SELECT type, name, tbl_name, sql FROM sqlite_schema").fetchall())
    finally:
        database.close()


def _normalized(schema: list[tuple[str, str, str, str | None]]) -> frozenset[tuple[str, ...]]:
    return frozenset((str(kind), str(name), str(table), _plain(sql)) for kind, name, table, sql in schema)


def _plain(sql: object) -> str:
    """A statement without what does not change its meaning: case, spacing and quotes around names."""
    return " ".join(str(sql or "").replace('"', "").split()).casefold()


def _plan_id(path: Path, database: Database) -> str:
    plans = database.execute("SELECT id FROM plan").fetchall()
    schools = database.execute("SELECT id FROM school").fetchall()
    if len(plans) != 1 or len(schools) != 1 or not is_plan_id(plans[0][0]):
        raise _foreign(path)
    return str(plans[0][0])


def _check_rows(database: Database) -> None:
    """Reads everything once. Raises `ValueError`, `TypeError` or `KeyError` for rows this program never writes."""
    images = _checked_images(database)
    for table in RECORD_TYPES:
        for row in database[table].rows:
            if not images.issuperset(images_of(from_row(table, row))):
                raise ValueError("an image is not there")
    for before, after in database.execute("SELECT before, after FROM row_changes"):
        for image in (before, after):
            if image is not None and not isinstance(json.loads(image), dict):
                raise ValueError("not an image of a row")


def _checked_images(database: Database) -> set[str]:
    """The ids of the images; raises `ValueError` for one that is not as this program keeps them."""
    found = set()
    for name, data in database.execute("SELECT id, data FROM images"):
        plain_image(data)
        if image_id(data) != name:
            raise ValueError("not the image it is called")
        found.add(name)
    return found


def _refusal(path: Path, why: str, remedy: str) -> Refused:
    return Refused(f"“{path.name}” was not opened", why, remedy)


def _damaged(path: Path) -> Refused:
    return _refusal(path, "the file is damaged", _BACKUP_REMEDY)


def _foreign(path: Path) -> Refused:
    return _refusal(path, "another program has changed it or made it", _BACKUP_REMEDY)


def _unreadable(path: Path, error: OSError) -> Refused:
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return _refusal(path, "there is no such file", "Check the name and the folder, or plug in the drive it is on")
    if error.errno in {errno.EACCES, errno.EPERM}:
        return _refusal(path, "you are not allowed to read it", "Ask its owner for permission")
    if error.errno == errno.ENOSPC:
        return _refusal(path, "this computer's disk is full", "Free some space")
    reason = (error.strerror or "the disk reported an error").lower()
    return _refusal(path, reason, "Copy the file to this computer and open the copy")
