"""Records survive the way to a row and back; migrations lead to exactly the tables the records need, and never move."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from eopbuilder.domain.facts import MANY, FieldSpec, Kind
from eopbuilder.domain.records import RECORD_TYPES, Answer, PlanInfo, Record, field_specs
from eopbuilder.store import migrations
from eopbuilder.store.columns import columns, from_row, table_definition, to_row

PUBLISHED = {
    "0001-first-tables": "944842c91f2a4e21",
    "0002-the-whole-plan": "ba44c18cc662d9bf",
    "0003-scenarios-and-own-roles": "8d782fa7019205b0",
    "0004-pictures": "4a4ac02788b98693",
}
"""What each published step does to the schema. A step that differs from this has changed its meaning."""

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


def values_for(spec: FieldSpec) -> st.SearchStrategy[Any]:
    if spec.kind in MANY:
        return st.lists(texts, max_size=3).map(tuple)
    known: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.YES_NO: st.booleans(),
        Kind.NUMBER: st.integers(0, 10**9),
        Kind.DECIMAL: st.floats(0, 1e9) | st.integers(0, 100),
        Kind.DATE: st.dates(),
    }
    return st.none() | known.get(spec.kind, texts)


@st.composite
def records(draw: st.DrawFn) -> Record:
    kind = draw(st.sampled_from(list(RECORD_TYPES.values())))
    values = {spec.name: draw(values_for(spec)) for spec in field_specs(kind)}
    if kind is Answer:
        values["value"] = draw(st.none() | texts | st.integers() | st.booleans() | st.lists(texts).map(tuple))
    if kind is PlanInfo:
        values["created_at"] = draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    reasons = draw(st.dictionaries(texts, texts, max_size=2))
    return kind(id=draw(texts), position=draw(st.integers(0, 99)), not_applicable=MappingProxyType(reasons), **values)


@pytest.fixture(scope="module")
def database() -> Database:
    made = Database(memory=True, execute_plugins=False)
    migrations.apply(made, migrations.MIGRATIONS)
    return made


@given(records())
def test_a_record_comes_back_from_its_row_as_it_was(record: Record) -> None:
    database = Database(memory=True, execute_plugins=False)
    migrations.apply(database, migrations.MIGRATIONS)
    row = to_row(record)
    names = ", ".join(f'"{name}"' for name in row)
    database.execute(f'INSERT INTO "{record.TABLE}" ({names}) VALUES ({", ".join("?" * len(row))})', list(row.values()))
    (stored,) = database[record.TABLE].rows
    assert from_row(record.TABLE, stored) == record
    database.close()


@pytest.mark.parametrize("table", RECORD_TYPES)
def test_migrations_lead_to_the_table_a_record_type_needs(database: Database, table: str) -> None:
    needed = Database(memory=True, execute_plugins=False)
    needed.execute(table_definition(table))

    def shape(one: Database) -> object:
        facts = [row[1:] for row in one.execute(f'PRAGMA table_xinfo("{table}")').fetchall()]
        strict = one.execute("SELECT strict FROM pragma_table_list WHERE name = ?", [table]).fetchone()
        return sorted(facts), strict

    assert shape(database) == shape(needed)
    needed.close()


def test_every_table_is_strict_and_there_is_nothing_else(database: Database) -> None:
    tables = {name: strict for _, name, _, _, _, strict in database.execute("PRAGMA table_list").fetchall()}
    ours = {name for name in tables if not name.startswith("sqlite_") and name != "_sqlite_migrations"}
    assert ours == {*RECORD_TYPES, "images", "state", "operations", "row_changes"}
    assert all(tables[name] for name in ours)


def test_published_steps_never_change(database: Database) -> None:
    names = migrations.known_names(migrations.MIGRATIONS)
    assert names == tuple(PUBLISHED)
    made = Database(memory=True, execute_plugins=False)
    for count, name in enumerate(names, start=1):
        migrations.apply(made, migrations.MIGRATIONS, stop_before=names[count] if count < len(names) else None)
        schema = made.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").fetchall()
        statements = "\n".join(" ".join(sql.split()) for (sql,) in schema)
        assert hashlib.sha256(statements.encode()).hexdigest()[:16] == PUBLISHED[name]
    made.close()


def test_applying_twice_changes_nothing(database: Database) -> None:
    before = database.schema
    migrations.apply(database, migrations.MIGRATIONS)
    assert database.schema == before


@pytest.mark.parametrize(
    ("table", "column", "cell"),
    [
        ("people", "languages", "{}"),
        ("people", "languages", "[1]"),
        ("people", "languages", "[["),
        ("people", "not_applicable", "[]"),
        ("people", "not_applicable", '{"a": 1}'),
        ("people", "start_date", "yesterday"),
        ("answers", "value", "{}"),
        ("answers", "value", "[1]"),
        ("answers", "value", "null"),
        ("plan", "created_at", "soon"),
    ],
)
def test_cells_this_program_never_writes_are_refused(table: str, column: str, cell: str) -> None:
    row = to_row(RECORD_TYPES[table](id="x"))
    with pytest.raises((ValueError, TypeError)):
        from_row(table, {**row, column: cell})


def test_dates_are_iso_text_and_yes_no_is_a_number() -> None:
    person = RECORD_TYPES["people"](id="p", start_date=date(2026, 8, 1), left=True)
    row = to_row(person)
    assert (row["start_date"], row["left"]) == ("2026-08-01", 1)
    assert {column.name for column in columns("people")} == set(row)
    info = PlanInfo(id="p", created_at=datetime(2026, 8, 1, 12, tzinfo=UTC))
    assert to_row(info)["created_at"] == "2026-08-01T12:00:00+00:00"
