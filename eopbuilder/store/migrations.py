"""How a plan file's tables came to be, step by step. A published step never changes; new needs get a new step.

Every statement is written out, so that a step keeps its meaning when the record types move on.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

SET_NAME = "eopbuilder"
BOOKKEEPING = (
    'CREATE TABLE "_sqlite_migrations" '
    '("id" INTEGER PRIMARY KEY, "migration_set" TEXT, "name" TEXT, "applied_at" TEXT)',
    'CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name" ON "_sqlite_migrations" ("migration_set", "name")',
)
"""The table in which sqlite-utils notes applied steps, made by our own statement so that its text never varies."""

MIGRATIONS = Migrations(SET_NAME)

_ROW = "id TEXT PRIMARY KEY NOT NULL, position INTEGER NOT NULL, not_applicable TEXT NOT NULL"
_TABLES_0001 = (
    """CREATE TABLE state (
        id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL, generation INTEGER NOT NULL,
        content_hash TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE operations (
        number INTEGER PRIMARY KEY, label TEXT NOT NULL, at TEXT NOT NULL, undone INTEGER NOT NULL
    ) STRICT""",
    """CREATE TABLE row_changes (
        operation INTEGER NOT NULL REFERENCES operations (number), step INTEGER NOT NULL, "table" TEXT NOT NULL,
        record TEXT NOT NULL, before TEXT, after TEXT, PRIMARY KEY (operation, step)
    ) STRICT, WITHOUT ROWID""",
    f"""CREATE TABLE plan (
        {_ROW}, title TEXT, school_year TEXT, pack TEXT NOT NULL, pack_edition TEXT NOT NULL, created_at TEXT,
        updated_at TEXT
    ) STRICT""",
    f"""CREATE TABLE school (
        {_ROW}, name TEXT, district TEXT, grades TEXT, address TEXT, city TEXT, state TEXT, postal_code TEXT,
        phone TEXT, website TEXT, enrollment INTEGER, staff_count INTEGER, school_day TEXT, other_hours TEXT,
        iep_students INTEGER, wheelchair_users INTEGER, deaf_or_hard_of_hearing INTEGER, blind_or_low_vision INTEGER,
        emergency_medication INTEGER
    ) STRICT""",
    f"CREATE TABLE languages ({_ROW}, name TEXT, share REAL) STRICT",
    f"""CREATE TABLE buildings (
        {_ROW}, name TEXT, description TEXT, locks_from_inside INTEGER, reached_by_pa INTEGER,
        reached_by_phone INTEGER, water_shutoff TEXT, gas_shutoff TEXT, electric_shutoff TEXT, aed TEXT,
        bleeding_kit TEXT
    ) STRICT""",
    f"""CREATE TABLE people (
        {_ROW}, given_name TEXT, family_name TEXT, job_title TEXT, department TEXT, room TEXT, work_phone TEXT,
        mobile_phone TEXT, home_phone TEXT, email TEXT, work_days TEXT, fte REAL, languages TEXT NOT NULL,
        employee_id TEXT, start_date TEXT, end_date TEXT, left INTEGER
    ) STRICT""",
    f"""CREATE TABLE trainings (
        {_ROW}, person TEXT, course TEXT, completed_on TEXT, expires_on TEXT
    ) STRICT""",
    f"CREATE TABLE role_settings ({_ROW}, opens_at TEXT, reports_to TEXT) STRICT",
    f'CREATE TABLE assignments ({_ROW}, role TEXT, person TEXT, "order" INTEGER) STRICT',
    f"""CREATE TABLE agencies (
        {_ROW}, name TEXT, kind TEXT, contact TEXT, phone TEXT, radio TEXT, response_minutes INTEGER, notes TEXT
    ) STRICT""",
    f"""CREATE TABLE sites (
        {_ROW}, name TEXT, reach TEXT, rank TEXT, address TEXT, distance_miles REAL, capacity INTEGER, contact TEXT,
        phone TEXT, after_hours_access TEXT, route TEXT, accessible INTEGER, separate_entrances INTEGER,
        private_rooms INTEGER, notes TEXT
    ) STRICT""",
    f"""CREATE TABLE zones (
        {_ROW}, site TEXT, zone TEXT, place TEXT, supervisor TEXT, capacity INTEGER, entrance TEXT, exit TEXT,
        visible_from TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE providers (
        {_ROW}, name TEXT, kind TEXT, services TEXT, contact TEXT, phone TEXT, response_hours REAL,
        languages TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE agreements (
        {_ROW}, kind TEXT, partner TEXT, site TEXT, provider TEXT, state TEXT, signed_on TEXT, valid_until TEXT,
        verified_on TEXT, covers TEXT
    ) STRICT""",
    f"""CREATE TABLE channels (
        {_ROW}, name TEXT, kind TEXT, operators TEXT NOT NULL, outside_senders TEXT, reaches TEXT NOT NULL, gaps TEXT,
        last_tested_on TEXT, notes TEXT
    ) STRICT""",
    f"""CREATE TABLE audiences (
        {_ROW}, audience TEXT, "primary" TEXT, alternate TEXT, contingency TEXT, emergency TEXT, approver TEXT
    ) STRICT""",
    f"CREATE TABLE answers ({_ROW}, value TEXT) STRICT",
)


@MIGRATIONS(name="0001-first-tables")
def _first_tables(database: Database) -> None:
    for statement in _TABLES_0001:
        database.execute(statement)
    database.execute("INSERT INTO state (id, revision, generation, content_hash) VALUES (1, 0, 0, '')")


def known_names(migrations: Migrations) -> tuple[str, ...]:
    """The names of all steps this program knows, in order."""
    in_memory = Database(memory=True, execute_plugins=False)
    try:
        return tuple(step.name for step in migrations.pending(in_memory))
    finally:
        in_memory.close()


def apply(database: Database, migrations: Migrations, *, stop_before: str | None = None) -> None:
    """Applies every pending step (or those before `stop_before`), each in its own transaction."""
    if not database["_sqlite_migrations"].exists():
        with database.atomic():
            for statement in BOOKKEEPING:
                database.execute(statement)
    migrations.apply(database, stop_before=stop_before)
