"""The seal of a published file: a hash over all its content, which shows damage that SQLite's own checks miss."""

from __future__ import annotations

import hashlib
import json
import sqlite3

_ROWS_AT_ONCE = 500


def content_hash(connection: sqlite3.Connection, *, generation: int) -> str:
    """The SHA-256 over every row of every table, and over revision and generation."""
    (revision,) = connection.execute("SELECT revision FROM state").fetchone()
    digest = hashlib.sha256(f"{revision} {generation}".encode())
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'state' ORDER BY name"
    ).fetchall()
    for (table,) in tables:
        digest.update(json.dumps(table).encode())
        rows = connection.execute(f'SELECT * FROM "{table}" ORDER BY 1, 2')  # noqa: S608 a name the gate allows
        while batch := rows.fetchmany(_ROWS_AT_ONCE):
            for row in batch:
                digest.update(json.dumps(row, default=_hash_of_bytes).encode())
    return digest.hexdigest()


def _hash_of_bytes(cell: bytes) -> str:
    return hashlib.sha256(cell).hexdigest()


def seal(connection: sqlite3.Connection, *, generation: int) -> None:
    """Writes generation and hash into the file, as the last thing before it is published."""
    connection.execute(
        "UPDATE state SET generation = ?, content_hash = ?",
        (generation, content_hash(connection, generation=generation)),
    )


def is_intact(connection: sqlite3.Connection) -> bool:
    """Whether the content still is what was sealed."""
    generation, sealed = connection.execute("SELECT generation, content_hash FROM state").fetchone()
    try:
        return content_hash(connection, generation=generation) == str(sealed)
    except (TypeError, ValueError):
        return False
