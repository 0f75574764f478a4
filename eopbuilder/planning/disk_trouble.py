"""What to say and to tell after the disk failed: which error it was, and what differs from what was shown."""

from __future__ import annotations

import sqlite3

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import RECORD_TYPES
from eopbuilder.errors import UserFixable
from eopbuilder.planning.changes import RowChange


def differences(before: Plan, after: Plan) -> tuple[RowChange, ...]:
    """What differs between two snapshots, record by record."""
    found: list[RowChange] = []
    for table in RECORD_TYPES:
        old = {row.id: row for row in before.records(table)}
        new = {row.id: row for row in after.records(table)}
        changed = (one for one in dict.fromkeys((*old, *new)) if old.get(one) != new.get(one))
        found.extend(RowChange(table, one, old.get(one), new.get(one)) for one in changed)
    return tuple(found)


def explained(error: sqlite3.Error) -> UserFixable:
    """The error of the database as a sentence for the user."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the extended code's low byte
    what = "The last change was not saved"
    if code == sqlite3.SQLITE_FULL:
        return UserFixable(what, "this computer's disk is full", "Free some space, then make the change again")
    return UserFixable(
        what,
        "this computer's disk reported an error",
        "The window shows what the disk really holds; check it, and save a copy of the plan to another drive",
    )
