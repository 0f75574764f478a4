"""The mapping between records and table rows, derived once from the field descriptions of the record types.

Text stays text; yes/no is 0 or 1; dates and times are ISO text; lists, reasons and answer values are JSON text.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from types import MappingProxyType
from typing import Any

from eopbuilder.domain.facts import MANY, Kind
from eopbuilder.domain.records import RECORD_TYPES, Answer, PlanInfo, Record, field_specs

Cell = str | int | float | None
"""What one column of one row holds."""
Row = dict[str, Cell]


@dataclass(frozen=True)
class Column:
    """One column: its SQLite type, and the two directions of the mapping."""

    name: str
    type: str
    required: bool
    to_cell: Callable[[Any], Cell]
    from_cell: Callable[[Any], Any]

    @property
    def definition(self) -> str:
        """The column as a CREATE TABLE statement writes it."""
        if self.name == "id":
            return "id TEXT PRIMARY KEY NOT NULL"
        return f'"{self.name}" {self.type}{" NOT NULL" if self.required else ""}'


def _same(value: Any) -> Any:
    return value


def _to_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _reasons_to_json(reasons: Mapping[str, str]) -> str:
    return _to_json(dict(sorted(reasons.items())))


_NO_REASONS: Mapping[str, str] = MappingProxyType({})


def _reasons_from_json(text: str) -> Mapping[str, str]:
    if text == "{}":
        return _NO_REASONS
    reasons = json.loads(text)
    if not isinstance(reasons, dict) or not all(isinstance(reason, str) for reason in reasons.values()):
        raise ValueError("not a table of reasons")
    return MappingProxyType(reasons)


def _texts_from_json(text: str) -> tuple[str, ...]:
    texts = json.loads(text)
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise ValueError("not a list of texts")
    return tuple(texts)


def _answer_from_json(text: str) -> Any:
    if text.startswith("["):
        return _texts_from_json(text)
    value = json.loads(text)
    if not isinstance(value, str | int | float):
        raise ValueError("not an answer")
    return value


def _moment(value: datetime) -> str:
    return value.isoformat()


def _day(value: date) -> str:
    return value.isoformat()


_SPECIAL: dict[tuple[str, str], tuple[str, bool, Callable[[Any], Cell], Callable[[Any], Any]]] = {
    (Answer.TABLE, "value"): ("TEXT", False, _optional(_to_json), _optional(_answer_from_json)),
    (PlanInfo.TABLE, "pack"): ("TEXT", True, _same, _same),
    (PlanInfo.TABLE, "pack_edition"): ("TEXT", True, _same, _same),
    (PlanInfo.TABLE, "created_at"): ("TEXT", False, _optional(_moment), _optional(datetime.fromisoformat)),
    (PlanInfo.TABLE, "updated_at"): ("TEXT", False, _optional(_moment), _optional(datetime.fromisoformat)),
}
_COMMON = (
    Column("id", "TEXT", True, _same, _same),
    Column("position", "INTEGER", True, _same, _same),
    Column("not_applicable", "TEXT", True, _reasons_to_json, _reasons_from_json),
)


def _of_kind(name: str, kind: Kind) -> Column:
    if kind in MANY:
        return Column(name, "TEXT", True, lambda value: _to_json(list(value)), _texts_from_json)
    if kind is Kind.YES_NO:
        return Column(name, "INTEGER", False, _optional(int), _optional(bool))
    if kind is Kind.NUMBER:
        return Column(name, "INTEGER", False, _same, _same)
    if kind is Kind.DECIMAL:
        return Column(name, "REAL", False, _optional(float), _same)
    if kind is Kind.DATE:
        return Column(name, "TEXT", False, _optional(_day), _optional(date.fromisoformat))
    return Column(name, "TEXT", False, _same, _same)


@cache
def columns(table: str) -> tuple[Column, ...]:
    """The columns a record type needs, in order. KeyError when the plan has no such table."""
    record_type = RECORD_TYPES[table]
    kinds = {spec.name: spec.kind for spec in field_specs(record_type)}
    found = list(_COMMON)
    for one in dataclasses.fields(record_type):
        if one.name in kinds:
            found.append(_of_kind(one.name, kinds[one.name]))
        elif (table, one.name) in _SPECIAL:
            found.append(Column(one.name, *_SPECIAL[table, one.name]))
    return tuple(found)


def to_row(record: Record) -> Row:
    """The row of a record: column name to cell."""
    return {column.name: column.to_cell(getattr(record, column.name)) for column in columns(record.TABLE)}


def from_row(table: str, row: Mapping[str, Cell]) -> Record:
    """The record of a row. Columns the record type does not know are ignored.

    Raises `ValueError`, `TypeError` or `KeyError` for a row this program cannot have written.
    """
    values = {column.name: column.from_cell(row[column.name]) for column in columns(table)}
    return RECORD_TYPES[table](**values)


def table_definition(table: str) -> str:
    """The CREATE TABLE statement the mapping of a record type needs; migrations must lead to exactly this."""
    return f'CREATE TABLE "{table}" ({", ".join(column.definition for column in columns(table))}) STRICT'
