"""What a staff list says about each person, row by row, with an honest word on everything not taken as it stood."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from eopbuilder.domain.damage import looks_damaged
from eopbuilder.errors import UserFixable
from eopbuilder.exchange.spreadsheet import Row, numbered, read_grids
from eopbuilder.exchange.staff_columns import StaffTable, find_table
from eopbuilder.exchange.staff_values import (
    CourseReading,
    Name,
    read_courses,
    read_date,
    read_phone,
    read_share,
    said,
    says_left,
    split_name,
)


@dataclass(frozen=True)
class RowNote:
    """A word about one row of the list, numbered as the spreadsheet shows it."""

    row: int
    why: str


@dataclass(frozen=True)
class StaffRow:
    """One person as a row gives them. `values` holds fields of the record `Person`; only what the row says is there."""

    row: int
    values: Mapping[str, object]
    courses: tuple[CourseReading, ...] = ()


@dataclass(frozen=True)
class StaffList:
    """All rows taken, and all notes."""

    rows: tuple[StaffRow, ...]
    rejected: tuple[RowNote, ...]
    warnings: tuple[RowNote, ...]


@dataclass
class _Reading:
    """What one row yields while it is read."""

    row: int
    values: dict[str, object] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)


def read_staff_table(path: Path) -> StaffTable:
    """The table of a staff list with a guess for each column. Raises `UserFixable` when the file cannot be read."""
    grids = read_grids(path)
    if not any(any(row) for grid in grids for row in grid.rows):
        raise UserFixable(f"“{path.name}” was not read", "it holds no rows", "Export the staff list again")
    return find_table([grid for grid in grids if grid.rows])


def read_people(table: StaffTable, mapping: Mapping[int, str]) -> StaffList:
    """Every row of the table as a person, by `mapping` (column index to field of `STAFF_FIELDS`).

    Raises `UserFixable` when no column holds a name.
    """
    fields = set(mapping.values())
    if not fields & {"full_name", "family_name", "given_name"}:
        raise UserFixable(
            "The staff list was not imported",
            "no column was recognized as the names of people",
            "Give the column of the names a heading such as “Name”, or choose it in the window, and try again",
        )
    rows: list[StaffRow] = []
    rejected: list[RowNote] = []
    warnings: list[RowNote] = []
    for number, cells in numbered(table.grid, table.first_row):
        reading = _Reading(number)
        cell = {name: cells[index] if index < len(cells) else "" for index, name in mapping.items()}
        refusal = _refuse(cells, cell, table)
        if refusal:
            rejected.append(RowNote(number, refusal))
            continue
        _read_row(reading, cell)
        rows.append(StaffRow(number, reading.values, read_courses(cell.get("trainings", ""))))
        warnings.extend(RowNote(number, why) for why in reading.notes)
    return StaffList(tuple(rows), tuple(rejected), tuple(warnings))


def _refuse(cells: Row, cell: Mapping[str, str], table: StaffTable) -> str:
    """Why a row is not a person, or empty when it is one."""
    if table.first_row and tuple(cells) == table.columns:
        return "it repeats the headings"
    parts = [part for one in ("full_name", "given_name", "family_name") if (part := said(cell.get(one, "")))]
    name = " ".join(parts)
    if not name:
        return "it has no name"
    if any(re.match(r"[=@+]|-.*\(", part) for part in parts):
        return "its name is a spreadsheet formula"
    if re.match(r"(grand )?total\b|count\b|end of (report|list)|page \d+|printed\b|report\b", name, re.IGNORECASE):
        return "it is a total or a note, not a person"
    if not any(letter.isalpha() for letter in name):
        return "its name has no letters"
    return ""


def _read_row(reading: _Reading, cell: Mapping[str, str]) -> None:
    name = _name(cell)
    if looks_damaged(f"{name.given} {name.family}"):
        reading.notes.append(
            f"the name “{name.given} {name.family}” looks damaged: letters were lost before the list reached us"
        )
    _keep(reading, "given_name", name.given)
    _keep(reading, "family_name", name.family)
    for text in ("job_title", "department", "work_days", "employee_id"):
        _keep(reading, text, said(cell.get(text, "")))
    building, room = said(cell.get("building", "")), said(cell.get("room", ""))
    _keep(reading, "room", " ".join(part for part in (building, room) if part))
    _keep(
        reading,
        "languages",
        tuple(part.strip() for part in re.split(r"[;,/]", said(cell.get("languages", ""))) if part.strip()),
    )
    for phone in ("work_phone", "mobile_phone", "home_phone"):
        _read_phone_cell(reading, phone, cell.get(phone, ""))
    _read_email(reading, said(cell.get("email", "")))
    for day in ("start_date", "end_date"):
        _read_date_cell(reading, day, said(cell.get(day, "")))
    _read_fte(reading, said(cell.get("fte", "")))
    if says_left(cell.get("status", "")):
        reading.values["left"] = True


def _name(cell: Mapping[str, str]) -> Name:
    given, family = said(cell.get("given_name", "")), said(cell.get("family_name", ""))
    if given or family:
        if not given and "," in family:
            return split_name(family)
        return Name(given, family)
    return split_name(said(cell.get("full_name", "")))


def _keep(reading: _Reading, field_name: str, value: object) -> None:
    if value not in ("", (), None):
        reading.values[field_name] = value


def _read_phone_cell(reading: _Reading, field_name: str, cell: str) -> None:
    phone = read_phone(cell)
    _keep(reading, field_name, phone.phone)
    if phone.warning:
        reading.notes.append(phone.warning)


def _read_email(reading: _Reading, email: str) -> None:
    if not email:
        return
    if not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
        reading.notes.append(f"“{email}” is not an e-mail address and was left out")
        return
    if looks_damaged(email) and not reading.notes:
        reading.notes.append(f"the e-mail “{email}” looks damaged")
    reading.values["email"] = email


def _read_date_cell(reading: _Reading, field_name: str, text: str) -> None:
    if not text:
        return
    day: date | None = read_date(text)
    if day is None:
        reading.notes.append(f"“{text}” is not a date and was left out")
    else:
        reading.values[field_name] = day


def _read_fte(reading: _Reading, text: str) -> None:
    if not text:
        return
    share = read_share(text)
    if share is None:
        reading.notes.append(f"“{text}” is not a share of full time and was left out")
    else:
        reading.values["fte"] = share
