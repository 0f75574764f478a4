"""Connections to SQLite: the one that writes a working copy, and the distrustful one that looks at a strange file."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from sqlite_utils import Database

APPLICATION_ID = 0x454F5031
"""“EOP1”, at byte 68 of every plan file."""

_LONGEST_VALUE = 32 * 1024 * 1024
_LONGEST_STATEMENT = 1_000_000
_INSTRUCTIONS_BETWEEN_CHECKS = 20_000


def open_working(path: Path) -> Database:
    """The one writing connection to a working copy, which nobody else can open while it lives.

    Write-ahead log with a flush at every commit: what a commit has acknowledged survives a power cut. Raises
    `sqlite3.OperationalError` ("database is locked") when another connection has it.
    """
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    try:
        database = Database(connection, execute_plugins=False)
        for pragma in (
            "locking_mode = EXCLUSIVE",
            "journal_mode = WAL",
            "synchronous = FULL",
            "fullfsync = ON",
            "checkpoint_fullfsync = ON",
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "foreign_keys = ON",
        ):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("COMMIT")
    except BaseException:
        connection.close()
        raise
    return database


def open_strange(path: Path, *, seconds: float) -> Database:
    """A read-only connection that a hostile file cannot use against us: no trusted schema, limits on size and time."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, isolation_level=None)
    try:
        for category, limit in (
            (sqlite3.SQLITE_LIMIT_LENGTH, _LONGEST_VALUE),
            (sqlite3.SQLITE_LIMIT_SQL_LENGTH, _LONGEST_STATEMENT),
            (sqlite3.SQLITE_LIMIT_EXPR_DEPTH, 50),
            (sqlite3.SQLITE_LIMIT_ATTACHED, 0),
            (sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH, 0),
        ):
            connection.setlimit(category, limit)
        deadline = time.monotonic() + seconds
        connection.set_progress_handler(lambda: int(time.monotonic() > deadline), _INSTRUCTIONS_BETWEEN_CHECKS)
        for pragma in ("trusted_schema = OFF", "cell_size_check = ON", "query_only = ON", "mmap_size = 0"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        return Database(connection, execute_plugins=False, recursive_triggers=False)
    except BaseException:
        connection.close()
        raise
