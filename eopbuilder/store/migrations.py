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


_TABLES_0002 = (
    "ALTER TABLE plan ADD COLUMN status TEXT",
    "ALTER TABLE plan ADD COLUMN revision TEXT",
    "ALTER TABLE school ADD COLUMN short_name TEXT",
    "ALTER TABLE people ADD COLUMN teaches_class INTEGER",
    "ALTER TABLE people ADD COLUMN sworn INTEGER",
    "ALTER TABLE agencies ADD COLUMN alternate_contact TEXT",
    "ALTER TABLE agencies ADD COLUMN joins_command INTEGER",
    "ALTER TABLE agencies ADD COLUMN saw_plan_on TEXT",
    f"""CREATE TABLE messages (
        {_ROW}, title TEXT, phase TEXT, audience TEXT, channel TEXT, language TEXT, text TEXT
    ) STRICT""",
    f"""CREATE TABLE actions (
        {_ROW}, action TEXT, says TEXT, anyone INTEGER, ordered_by TEXT NOT NULL, after_hours TEXT, channels TEXT NOT
        NULL, ended_by TEXT
    ) STRICT""",
    f"""CREATE TABLE delegations (
        {_ROW}, authority TEXT, details TEXT, people TEXT NOT NULL, outside TEXT, starts_when TEXT, ends_when TEXT,
        limits TEXT, legal_basis TEXT, may_pass_on INTEGER, signed_on TEXT
    ) STRICT""",
    f"""CREATE TABLE essential_functions (
        {_ROW}, name TEXT, restore_hours REAL, lead TEXT, backup TEXT, how TEXT, needs TEXT NOT NULL
    ) STRICT""",
    f"""CREATE TABLE team (
        {_ROW}, person TEXT, name TEXT, organization TEXT, "group" TEXT, speaks_for TEXT NOT NULL, takes_part TEXT,
        leads INTEGER, duty TEXT, phone TEXT, email TEXT, signed_on TEXT
    ) STRICT""",
    f"CREATE TABLE meetings ({_ROW}, held_on TEXT, purpose TEXT, attended TEXT NOT NULL, decisions TEXT) STRICT",
    f"""CREATE TABLE assessments (
        {_ROW}, kind TEXT, done_on TEXT, lead TEXT, took_part TEXT NOT NULL, findings TEXT, next_due TEXT
    ) STRICT""",
    f"""CREATE TABLE hazards (
        {_ROW}, hazard TEXT, name TEXT, included INTEGER, decision_reason TEXT, mandated_by TEXT, local_facts TEXT,
        scale TEXT, probability TEXT, magnitude TEXT, warning TEXT, duration TEXT, extent TEXT, priority TEXT,
        override_reason TEXT, scored_on TEXT, cascading TEXT, covered_by TEXT NOT NULL
    ) STRICT""",
    f"CREATE TABLE section_settings ({_ROW}, own_text TEXT, lead TEXT, left_out TEXT, reviewed_on TEXT) STRICT",
    f"CREATE TABLE goals ({_ROW}, section TEXT, phase TEXT, text TEXT) STRICT",
    f"CREATE TABLE objectives ({_ROW}, section TEXT, phase TEXT, text TEXT, dropped INTEGER) STRICT",
    f"""CREATE TABLE courses (
        {_ROW}, section TEXT, objective TEXT, action TEXT, owner TEXT, "trigger" TEXT, minutes INTEGER, available
        INTEGER, resources TEXT NOT NULL, access TEXT, "after" TEXT NOT NULL, see TEXT, dropped INTEGER
    ) STRICT""",
    f"""CREATE TABLE drill_rules (
        {_ROW}, drill TEXT, times INTEGER, period TEXT, deadline TEXT, citation TEXT, verified_on TEXT
    ) STRICT""",
    f"""CREATE TABLE drills (
        {_ROW}, drill TEXT, planned_on TEXT, held_on TEXT, time_of_day TEXT, led_by TEXT, announced INTEGER, told TEXT
        NOT NULL, students_present INTEGER, simulation INTEGER, age_fit INTEGER, access_plan INTEGER, opt_out INTEGER,
        helper_on_hand INTEGER, police_on_site INTEGER, partners TEXT NOT NULL, minutes REAL, people INTEGER,
        all_counted INTEGER, debriefed_on TEXT, findings TEXT
    ) STRICT""",
    f"""CREATE TABLE improvements (
        {_ROW}, issue TEXT, action TEXT, element TEXT, section TEXT, owner TEXT, due_on TEXT, done_on TEXT, drill TEXT
    ) STRICT""",
    f"CREATE TABLE approvals ({_ROW}, name TEXT, title TEXT, organization TEXT, capacity TEXT, signed_on TEXT) STRICT",
    f"""CREATE TABLE distribution (
        {_ROW}, recipient TEXT, agency TEXT, kind TEXT, edition TEXT, revision TEXT, copies INTEGER, delivered_on TEXT
    ) STRICT""",
    f"CREATE TABLE changes ({_ROW}, number TEXT, made_on TEXT, made_by TEXT, summary TEXT) STRICT",
)


@MIGRATIONS(name="0002-the-whole-plan")
def _the_whole_plan(database: Database) -> None:
    for statement in _TABLES_0002:
        database.execute(statement)


_TABLES_0003 = (
    f"""CREATE TABLE scenarios (
        {_ROW}, name TEXT, story TEXT, level TEXT, day TEXT, time TEXT, absent TEXT NOT NULL, lost_sites TEXT NOT
        NULL, lost_channels TEXT NOT NULL, lost_systems TEXT NOT NULL, lost_providers TEXT NOT NULL, lost_agencies TEXT
        NOT NULL
    ) STRICT""",
    f"""CREATE TABLE own_roles (
        {_ROW}, name TEXT, reports_to TEXT, duties TEXT NOT NULL, opens_at TEXT, rank TEXT, named_beforehand INTEGER,
        min_alternates INTEGER
    ) STRICT""",
    f"CREATE TABLE own_links ({_ROW}, source TEXT, kind TEXT, target TEXT, why TEXT, phase TEXT) STRICT",
)


@MIGRATIONS(name="0003-scenarios-and-own-roles")
def _scenarios_and_own_roles(database: Database) -> None:
    for statement in _TABLES_0003:
        database.execute(statement)


_STATEMENTS_0004 = (
    "CREATE TABLE images (id TEXT PRIMARY KEY NOT NULL, data BLOB NOT NULL) STRICT",
    f"""CREATE TABLE pictures (
        {_ROW}, title TEXT, kind TEXT, image TEXT, building TEXT, site TEXT, description TEXT, source TEXT, as_of TEXT,
        north INTEGER, scale TEXT
    ) STRICT""",
    f"CREATE TABLE markers ({_ROW}, picture TEXT, kind TEXT, x REAL, y REAL, name TEXT, note TEXT) STRICT",
    "ALTER TABLE school ADD COLUMN logo TEXT",
)


@MIGRATIONS(name="0004-pictures")
def _pictures(database: Database) -> None:
    for statement in _STATEMENTS_0004:
        database.execute(statement)


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
