"""Importing a staff list: a look at the file first, then one step that can be undone."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from eopbuilder.errors import UserFixable
from eopbuilder.exchange.spreadsheet import Row, numbered
from eopbuilder.exchange.staff_columns import STAFF_FIELDS, StaffTable
from eopbuilder.exchange.staff_list import read_people, read_staff_table
from eopbuilder.planning.session import Session
from eopbuilder.planning.staff_merge import StaffReport, merge_staff

__all__ = ["STAFF_FIELDS", "StaffPreview", "StaffReport", "import_staff", "preview"]

_SAMPLE_ROWS = 8


@dataclass(frozen=True)
class StaffPreview:
    """How a staff list was understood, to be shown and corrected before anything is imported.

    `mapping` gives, by column index, the field of `STAFF_FIELDS` the column seems to hold; a column that is not in it
    is left out.
    """

    table: StaffTable
    columns: tuple[str, ...]
    samples: tuple[Row, ...]
    mapping: Mapping[int, str]
    format: str
    row_count: int


def preview(path: Path) -> StaffPreview:
    """Reads a staff list without importing it. Raises `UserFixable` when the file cannot be read as a table."""
    table = read_staff_table(path)
    rows = [row for _, row in numbered(table.grid, table.first_row)]
    if not rows:
        why = "it has headings and nobody below them"
        raise UserFixable(f"“{path.name}” was not read", why, "Export the staff list again")
    return StaffPreview(table, table.columns, tuple(rows[:_SAMPLE_ROWS]), table.mapping, table.grid.format, len(rows))


def import_staff(
    session: Session,
    *,
    preview: StaffPreview,
    mapping: Mapping[int, str] | None = None,
    as_of: date,
    origin: object = None,
) -> StaffReport:
    """Imports a previewed list in one undoable step and reports on every row that was not taken as it stood.

    Raises `UserFixable` when no column holds a name.
    """
    staff = read_people(preview.table, preview.mapping if mapping is None else mapping)
    merge = merge_staff(session.plan, staff, as_of, lambda: uuid.uuid4().hex)
    with session.operation("Import staff list", origin=origin) as writer:
        for record in merge.records:
            writer.put(record)
    return merge.report
