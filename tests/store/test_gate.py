"""Files that are not a plan, are damaged, hostile or newer: refused with a reason, quickly, and left as they are."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from eopbuilder import paths
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning import library
from eopbuilder.store import gate, migrations
from eopbuilder.store.connection import APPLICATION_ID
from eopbuilder.store.gate import Refused, admit
from eopbuilder.store.seal import content_hash, seal
from tests.planning.sessions import new_session


@pytest.fixture(scope="module")
def good_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published plan with some content."""
    folder = tmp_path_factory.mktemp("good")
    before = os.environ.get("EOPBUILDER_HOME")
    os.environ["EOPBUILDER_HOME"] = str(folder / "home")
    try:
        with new_session(folder / "plan.eop") as session, session.operation("Change") as writer:
            writer.put(replace(session.plan.school, name="Maple Ridge"))
    finally:
        if before is None:
            del os.environ["EOPBUILDER_HOME"]
        else:
            os.environ["EOPBUILDER_HOME"] = before
    return folder / "plan.eop"


@pytest.fixture
def plan(good_plan: Path, tmp_path: Path) -> Path:
    """A copy of the good plan to spoil."""
    return Path(shutil.copy(good_plan, tmp_path / "plan.eop"))


@contextmanager
def tampered(file: Path, *, sealed: bool = True) -> Iterator[sqlite3.Connection]:
    """Changes a plan file from outside, and seals it again as a knowing attacker would."""
    connection = sqlite3.connect(file, isolation_level=None)
    yield connection
    if sealed:
        with contextlib.suppress(sqlite3.OperationalError):  # shadow tables of a full-text index cannot be sealed
            seal(connection, generation=7)
    connection.close()


def refused(file: Path) -> str:
    """The reason why a file is refused, after checking what every refusal must keep."""
    before = file.read_bytes()
    siblings = sorted(file.parent.iterdir())
    with pytest.raises(Refused) as caught:
        library.open_plan(file)
    assert file.read_bytes() == before
    assert sorted(file.parent.iterdir()) in (siblings, sorted([*siblings, paths.data_folder()]))
    assert list(paths.working_folder().iterdir()) == []
    assert str(caught.value).count(". ") == 1
    return caught.value.why


def test_a_good_plan_is_admitted(plan: Path, tmp_path: Path) -> None:
    admitted = admit(plan, tmp_path, migrations.MIGRATIONS)
    assert admitted.copy.read_bytes() == plan.read_bytes()
    assert (admitted.generation, admitted.needs_migration) == (2, False)


def test_a_plan_file_is_one_plain_file_that_says_what_it_is(plan: Path) -> None:
    head = plan.read_bytes()[:100]
    assert head[18:20] == b"\x01\x01"
    assert head[68:72] == b"EOP1"
    assert int.from_bytes(head[68:72], "big") == APPLICATION_ID


def test_what_is_not_a_file_of_ours(tmp_path: Path) -> None:
    file = tmp_path / "x.eop"
    file.write_bytes(b"")
    assert "empty" in refused(file)
    file.write_bytes(b"Dear all, the plan is in the other folder." * 9)
    assert "not a plan" in refused(file)
    file.write_bytes(b"SQLite format 3\x00")
    assert "damaged" in refused(file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "Word" in refused(file)
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE notes (a)")
    connection.close()
    assert "another program" in refused(file)


def test_what_is_not_a_file_at_all(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="no such file"):
        library.open_plan(tmp_path / "missing.eop")
    with pytest.raises(Refused, match="folder"):
        library.open_plan(tmp_path)
    os.mkfifo(tmp_path / "pipe.eop")
    with pytest.raises(Refused, match="regular"):
        library.open_plan(tmp_path / "pipe.eop")


@pytest.mark.parametrize(
    ("error", "why"),
    [(PermissionError(13, "no"), "allowed"), (OSError(28, "full"), "disk is full"), (OSError(5, "I/O"), "i/o")],
)
def test_a_file_that_cannot_be_read(plan: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, why: str) -> None:
    def fail(*_arguments: object) -> None:
        raise error

    monkeypatch.setattr(shutil, "copyfile", fail)
    assert why in refused(plan)


def test_a_file_larger_than_any_plan(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "LARGEST_FILE", 1000)
    assert "larger" in refused(plan)


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("CREATE TRIGGER t AFTER UPDATE ON school BEGIN DELETE FROM people; END", "program code"),
        ("CREATE VIEW v AS SELECT * FROM people", "program code"),
        ("CREATE VIRTUAL TABLE f USING fts5(x)", "program code"),
        ("CREATE TABLE other (a, b)", "another program"),
        ("CREATE INDEX i ON people (given_name)", "another program"),
        ("ALTER TABLE people ADD COLUMN diagnosis TEXT", "another program"),
        ("ALTER TABLE people DROP COLUMN room", "another program"),
        ("DROP TABLE people", "another program"),
        ("DROP TABLE _sqlite_migrations", "another program"),
        ("DELETE FROM _sqlite_migrations", "another program"),
        ("DELETE FROM school", "another program"),
        ("UPDATE plan SET id = '../../evil'", "another program"),
        ("INSERT INTO plan SELECT 'b', 1, '{}', title, '', pack, '', '', '', '', '' FROM plan", "another program"),
        ("INSERT INTO answers (id, position, not_applicable, value) VALUES ('q', 0, '{}', '[[')", "damaged"),
        ("INSERT INTO answers (id, position, not_applicable, value) VALUES ('q', 0, '{}', '{\"a\": 1}')", "damaged"),
        ("UPDATE row_changes SET before = '5'", "damaged"),
        ("UPDATE row_changes SET after = 'x'", "damaged"),
    ],
)  # fmt: skip
def test_a_file_somebody_has_tampered_with(plan: Path, statement: str, why: str) -> None:
    with tampered(plan) as connection:
        connection.execute(statement)
    assert why in refused(plan)


def test_a_recursive_view_cannot_keep_us_busy(plan: Path) -> None:
    with tampered(plan) as connection:
        connection.execute(
            "CREATE VIEW everything AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        )
    assert "program code" in refused(plan)


def test_checking_ends_when_its_time_is_up(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with tampered(plan) as connection:
        connection.execute("BEGIN")
        connection.executemany(
            "INSERT INTO answers (id, position, not_applicable) VALUES (?, 0, '{}')", ((str(n),) for n in range(20_000))
        )
        connection.execute("COMMIT")
    monkeypatch.setattr(gate, "SECONDS", -1.0)
    assert "too long" in refused(plan)


def test_a_change_that_was_not_sealed_counts_as_damage(plan: Path) -> None:
    with tampered(plan, sealed=False) as connection:
        connection.execute("UPDATE school SET name = 'Mapel Ridge'")
    assert "damaged" in refused(plan)


def test_a_cell_that_cannot_be_hashed_counts_as_damage(plan: Path) -> None:
    with tampered(plan, sealed=False) as connection:
        connection.execute("UPDATE _sqlite_migrations SET applied_at = x'00ff'")
    assert "damaged" in refused(plan)


def test_a_file_of_a_newer_version_is_left_alone(plan: Path) -> None:
    with tampered(plan) as connection:
        connection.execute("CREATE TABLE later (id TEXT PRIMARY KEY NOT NULL, name TEXT) STRICT")
        connection.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('eopbuilder', '9999-later', '')"
        )
    assert "newer version" in refused(plan)


def test_truncated_files(plan: Path) -> None:
    whole = plan.read_bytes()
    for length in [*range(1, 100, 33), 100, 512, 4096, *range(4097, len(whole), len(whole) // 20)]:
        plan.write_bytes(whole[:length])
        refused(plan)


def test_flipped_bits_are_found_or_harmless(plan: Path, tmp_path: Path) -> None:
    whole = plan.read_bytes()
    with sqlite3.connect(plan) as connection:
        sealed = content_hash(connection, generation=2)
    connection.close()
    chance = random.Random(20261121)
    written = [position for position, byte in enumerate(whole) if byte]
    found = 0
    for _ in range(150):
        spoiled = bytearray(whole)
        position = chance.choice(written)
        spoiled[position] ^= 1 << chance.randrange(8)
        plan.write_bytes(spoiled)
        try:
            admitted = admit(plan, tmp_path, migrations.MIGRATIONS)
        except Refused:
            found += 1
        else:
            survivor = sqlite3.connect(admitted.copy)
            assert content_hash(survivor, generation=2) == sealed
            survivor.close()
            admitted.copy.unlink()
        assert plan.read_bytes() == spoiled
    assert found > 100


def test_random_files(tmp_path: Path) -> None:
    chance = random.Random(20261121)
    file = tmp_path / "random.eop"
    for number in range(60):
        data = chance.randbytes(chance.randrange(1, 9000))
        if number % 2:
            head = bytearray(b"SQLite format 3\x00" + data.ljust(200, b"\x00"))
            head[68:72] = b"EOP1"
            data = bytes(head)
        file.write_bytes(data)
        refused(file)


def with_another_step(*, bad: bool = False) -> Migrations:
    """The migrations of a later version: the ones there are, and one more."""
    later = Migrations(migrations.SET_NAME)
    later(name="0001-first-tables")(migrations._first_tables)
    later(name="0002-the-whole-plan")(migrations._the_whole_plan)
    later(name="0003-scenarios-and-own-roles")(migrations._scenarios_and_own_roles)
    later(name="0004-pictures")(migrations._pictures)

    @later(name="0005-agency-order")
    def _agency_order(database: Database) -> None:
        database.execute("CREATE INDEX agencies_by_kind ON agencies (kind)")
        if bad:
            database.execute(
                "INSERT INTO row_changes (operation, step, \"table\", record) VALUES (999, 0, 'people', 'x')"
            )

    return later


def test_an_older_file_is_backed_up_and_brought_up_to_date(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = plan.read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", with_another_step())
    reading = library.open_for_reading(plan)
    assert reading.plan.school.name == "Maple Ridge"
    assert plan.read_bytes() == old
    with library.open_plan(plan) as session:
        assert session.plan.school.name == "Maple Ridge"
        assert session.undo_label == "Change"
        (backup,) = library.backups(plan)
        assert backup.path.read_bytes() == old
    assert plan.read_bytes() != old
    with library.open_plan(plan) as session:
        assert session.plan.school.name == "Maple Ridge"
    monkeypatch.undo()
    monkeypatch.setenv("EOPBUILDER_HOME", str(plan.parent / "home"))
    assert "newer version" in refused(plan)


def test_a_migration_that_breaks_references_is_not_used(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = plan.read_bytes()
    monkeypatch.setattr(migrations, "MIGRATIONS", with_another_step(bad=True))
    with pytest.raises(Bug):
        library.open_plan(plan)
    assert plan.read_bytes() == old
    assert list(paths.working_folder().iterdir()) == []


def test_an_older_file_is_not_migrated_without_a_backup(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", with_another_step())
    (paths.backup_folder() / "x").parent.rmdir()
    paths.data_folder().joinpath("backups").write_text("in the way")
    with pytest.raises(UserFixable):
        library.open_plan(plan)
