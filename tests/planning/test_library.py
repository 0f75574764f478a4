"""Plans as files: made, opened, published, changed by others meanwhile, recovered, restored, and remembered."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from eopbuilder import paths
from eopbuilder.domain.records import Site
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.files import TEMPORARY_PREFIX
from eopbuilder.planning import library, recent
from eopbuilder.planning.library import Reading
from eopbuilder.planning.session import Session
from eopbuilder.store import migrations, publication
from eopbuilder.store.gate import Refused, admit
from eopbuilder.store.lock import PlanLocked
from tests.planning.sessions import Clock, crash, new_session, open_session, small_pack


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "plan.eop"


def name_school(session: Session, name: str) -> None:
    with session.operation("Change school name") as writer:
        writer.put(replace(session.plan.school, name=name))


def read(path: Path) -> Reading:
    return library.open_for_reading(path, load_pack=small_pack)


def school_in(path: Path) -> str | None:
    return read(path).plan.school.name


def nothing_left_behind() -> bool:
    return list(paths.working_folder().iterdir()) == []


# --- making and opening ---------------------------------------------------------------------------------------------


def test_a_new_plan_is_a_file_at_once_and_leaves_nothing_behind(tmp_path: Path) -> None:
    session = library.create_plan(tmp_path / "plan", pack="small", title=" Our\x00 plan ", load_pack=small_pack)
    assert session.path == tmp_path / "plan.eop"
    info = session.plan.info
    assert (info.title, info.pack, info.pack_edition) == ("Our plan", "small", "2026")
    assert info.created_at == info.updated_at
    assert not session.has_unpublished_changes
    session.close()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["home", "plan.eop"]
    assert nothing_left_behind()
    with open_session(session.path) as again:
        assert again.plan == session.plan
        assert (again.recovered, again.kept_beside) == (False, None)


def test_an_existing_file_is_replaced_only_when_told(path: Path) -> None:
    path.write_text("precious")
    with pytest.raises(UserFixable, match="a file of that name"):
        new_session(path)
    assert path.read_text() == "precious"
    with library.create_plan(path, pack="small", load_pack=small_pack, overwrite=True):
        assert read(path).plan.info.pack == "small"


def test_a_plan_that_cannot_be_written_is_not_half_made(tmp_path: Path) -> None:
    with pytest.raises(UserFixable, match="is not there"):
        new_session(tmp_path / "missing" / "plan.eop")
    with pytest.raises(UserFixable, match="another choice"):
        library.create_plan(tmp_path / "plan.eop", pack="nonsense", load_pack=_no_pack)
    assert nothing_left_behind()
    assert not (tmp_path / "plan.eop").exists()


def _no_pack(_pack: str) -> None:  # type: ignore[misc]
    raise UserFixable("The pack was not found", "it is not there", "Make another choice")


def test_a_disk_problem_while_making_a_plan(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(migrations, "apply", fail)
    with pytest.raises(UserFixable, match="not made"):
        new_session(path)
    assert nothing_left_behind()


def test_the_shipped_pack_is_the_default(path: Path) -> None:
    asked = []

    def loader(pack: str) -> object:
        asked.append(pack)
        return small_pack(pack)

    library.create_plan(path, load_pack=loader).close()  # type: ignore[arg-type]
    assert asked == [library.DEFAULT_PACK]


def test_packs_come_from_the_pack_room(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from eopbuilder import packs

    monkeypatch.setattr(packs, "load_pack", small_pack)
    with library.create_plan(path, pack="small") as session:
        assert session.pack.id == "small"
    assert library.open_for_reading(path).pack.id == "small"


# --- publishing -----------------------------------------------------------------------------------------------------


def test_the_plan_file_follows_on_publication_and_on_close(path: Path) -> None:
    session = new_session(path)
    name_school(session, "One")
    assert session.has_unpublished_changes
    assert school_in(path) is None
    done = session.publish()
    assert (done.path, done.beside) == (path, None)
    assert not session.has_unpublished_changes
    assert school_in(path) == "One"
    name_school(session, "Two")
    session.close()
    assert school_in(path) == "Two"
    assert sorted(entry.name for entry in path.parent.iterdir()) == ["home", "plan.eop"]


def test_a_snapshot_can_be_finished_by_another_thread_while_typing_goes_on(path: Path) -> None:
    with new_session(path) as session:
        name_school(session, "One")
        prepared = session.prepare_publication()
        name_school(session, "Two")
        results = []
        thread = threading.Thread(target=lambda: results.append(prepared.finish()))
        thread.start()
        thread.join()
        assert results[0].path == path
        assert school_in(path) == "One"
        assert session.has_unpublished_changes


def test_snapshots_finished_out_of_order_never_go_back(path: Path) -> None:
    with new_session(path) as session:
        name_school(session, "One")
        first = session.prepare_publication()
        name_school(session, "Two")
        second = session.prepare_publication()
        later = second.finish()
        assert first.finish() == later
        assert school_in(path) == "Two"
        late = session.prepare_publication()
    before = path.read_bytes()
    late.finish()
    assert path.read_bytes() == before
    assert nothing_left_behind()


def test_generations_grow_across_restarts(path: Path) -> None:
    new_session(path).close()
    generations = []
    for number in range(3):
        with open_session(path) as session:
            name_school(session, str(number))
            generations.append(session.publish().fingerprint.generation)
    assert generations == [2, 3, 4]


def test_a_file_changed_by_someone_else_is_kept_and_ours_goes_beside(path: Path) -> None:
    with new_session(path) as session:
        name_school(session, "Ours")
        path.write_bytes(b"theirs")
        done = session.publish()
        assert path.read_bytes() == b"theirs"
        assert done.beside == done.path == session.path
        assert done.path.name.startswith("plan (your version 2026-09-01")
        name_school(session, "Still ours")
    assert path.read_bytes() == b"theirs"
    assert school_in(done.path) == "Still ours"
    assert len(list(path.parent.glob("*.eop"))) == 2


def test_a_second_conflict_gets_a_name_of_its_own(path: Path) -> None:
    with new_session(path) as session:
        for name in ("one", "two"):
            session.path.write_bytes(b"theirs")
            name_school(session, name)
            session.publish()
    assert len(list(path.parent.glob("*.eop"))) == 3


def test_a_deleted_file_is_written_again(path: Path) -> None:
    with new_session(path) as session:
        path.unlink()
        name_school(session, "Ours")
        assert session.publish().beside is None
    assert school_in(path) == "Ours"


def test_an_unreachable_folder_loses_nothing(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    session = new_session(stick / "plan.eop")
    name_school(session, "Ours")
    shutil.move(stick, tmp_path / "pulled")
    with pytest.raises(UserFixable, match="is not there"):
        session.publish()
    assert session.plan.school.name == "Ours"
    with pytest.raises(UserFixable):
        session.close()
    assert session.closed
    with open_session(stick / "plan.eop") as without:
        assert without.recovered
        assert without.plan.school.name == "Ours"
        name_school(without, "Ours, later")
        shutil.move(tmp_path / "pulled", stick)
    with open_session(stick / "plan.eop") as again:
        assert school_in(again.path) in {None, "Ours, later"}
    assert {school_in(one) for one in stick.glob("*.eop")} == {None, "Ours, later"}


@pytest.mark.skipif(os.geteuid() == 0, reason="the administrator may write anywhere")
def test_a_read_only_folder(tmp_path: Path) -> None:
    folder = tmp_path / "share"
    folder.mkdir()
    new_session(folder / "plan.eop").close()
    folder.chmod(0o555)
    try:
        assert school_in(folder / "plan.eop") is None
        session = open_session(folder / "plan.eop")
        name_school(session, "Ours")
        with pytest.raises(UserFixable, match="does not allow"):
            session.publish()
    finally:
        folder.chmod(0o755)
    session.close()
    assert school_in(folder / "plan.eop") == "Ours"


def test_a_folder_that_refuses(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import tempfile

    session = new_session(path)
    name_school(session, "Ours")
    make = tempfile.mkstemp

    def refuse(*arguments: object, **options: object) -> tuple[int, str]:
        if Path(str(options["dir"])) == path.parent:
            raise PermissionError(13, "Permission denied")
        return make(*arguments, **options)  # type: ignore[call-overload, no-any-return]

    with monkeypatch.context() as patch:
        patch.setattr(tempfile, "mkstemp", refuse)
        with pytest.raises(UserFixable, match="does not allow"):
            session.publish()
    assert school_in(path) is None
    session.publish()
    assert school_in(path) == "Ours"
    session.close()


def test_a_full_disk_while_taking_the_snapshot(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_session(path) as session:
        name_school(session, "Ours")

        def fail(_target: Path) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        with monkeypatch.context() as patch:
            patch.setattr(session._working, "copy_to", fail)
            with pytest.raises(UserFixable, match="safe in the program"):
                session.publish()
        assert school_in(path) is None
    assert school_in(path) == "Ours"


def test_a_snapshot_that_is_not_good_is_not_published(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with new_session(path) as session:
        before = path.read_bytes()
        for spoil in (lambda copy: copy.write_bytes(b"x" * 5000), _forget_application):
            prepared = session.prepare_publication()
            spoil(prepared.copy)
            with pytest.raises(UserFixable, match="full or failing"):
                prepared.finish()
        assert path.read_bytes() == before
        prepared = session.prepare_publication()
        with monkeypatch.context() as patch:
            patch.setattr(publication, "file_hash", lambda _file: "0" * 64)
            with pytest.raises(UserFixable, match="read back differs"):
                prepared.finish()
        assert path.read_bytes() == before


def _forget_application(copy: Path) -> None:
    connection = sqlite3.connect(copy)
    connection.execute("PRAGMA application_id = 1")
    connection.close()


def test_a_copy_can_be_saved_elsewhere(path: Path) -> None:
    with new_session(path) as session:
        name_school(session, "Ours")
        copy = path.with_name("copy.eop")
        session.save_copy(copy)
        assert school_in(copy) == "Ours"
        assert session.path == path
        with pytest.raises(UserFixable, match="a file of that name"):
            session.save_copy(copy)
        name_school(session, "Later")
        session.save_copy(copy, overwrite=True)
        assert school_in(copy) == "Later"
        assert school_in(path) is None


# --- locks ----------------------------------------------------------------------------------------------------------


def test_a_plan_is_open_once(path: Path) -> None:
    with new_session(path) as session:
        with pytest.raises(PlanLocked, match="has had it open"):
            open_session(path)
        name_school(session, "Ours")
        reading = read(path)
        assert reading.held_by is not None
        assert reading.plan.school.name is None
        reading.close()
    assert read(path).held_by is None


def test_a_copy_of_an_open_plan_is_the_same_plan(path: Path) -> None:
    with new_session(path):
        copy = Path(shutil.copy(path, path.with_name("copy.eop")))
        with pytest.raises(PlanLocked):
            open_session(copy)
        assert len(list(paths.working_folder().glob(f"{TEMPORARY_PREFIX}*"))) == 0


CHILD = """
import sys
sys.path.insert(0, {root!r})
from pathlib import Path
from tests.planning.sessions import open_session
session = open_session(Path({path!r}))
print("open", flush=True)
sys.stdin.readline()
session.close()
"""


def test_two_processes(path: Path) -> None:
    new_session(path).close()
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", CHILD.format(root=root, path=str(path))]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None
        assert child.stdout is not None
        assert child.stdout.readline() == "open\n"
        with pytest.raises(PlanLocked):
            open_session(path)
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert "PlanLocked" in second.stderr
        child.kill()
        child.wait()
    with open_session(path) as session:
        assert not session.recovered


def test_a_lock_lost_is_no_way_in(path: Path) -> None:
    with new_session(path) as session:
        session._desk.lock.file.unlink()
        with pytest.raises(UserFixable, match="has its working copy open"):
            open_session(path)
        name_school(session, "Ours")
    assert school_in(path) == "Ours"


# --- after a crash --------------------------------------------------------------------------------------------------


def test_work_that_was_not_published_is_found_and_said(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    crash(session)
    reading = read(path)
    assert (reading.recovered, reading.plan.school.name) == (True, "Ours")
    with open_session(path) as again:
        assert again.recovered
        assert again.plan.school.name == "Ours"
    assert school_in(path) == "Ours"
    assert nothing_left_behind()


def test_a_crash_after_publication_is_nothing_to_talk_about(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    session.publish()
    crash(session)
    assert not read(path).recovered
    with open_session(path) as again:
        assert not again.recovered
        assert again.plan.school.name == "Ours"


def test_a_crash_between_moving_the_file_and_noting_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    write_ticket = session._desk.write_ticket

    def die(ticket: object) -> None:
        if ticket.pending is None:  # type: ignore[attr-defined]
            raise KeyboardInterrupt
        write_ticket(ticket)  # type: ignore[arg-type]

    monkeypatch.setattr(session._desk, "write_ticket", die)
    with pytest.raises(KeyboardInterrupt):
        session.publish()
    name_school(session, "Later")
    crash(session)
    with open_session(path) as again:
        assert again.recovered
        assert again.plan.school.name == "Later"
        assert again.publish().beside is None


def test_unpublished_work_and_a_changed_file_are_both_kept(path: Path) -> None:
    new_session(path).close()
    theirs = path.with_name("theirs.eop")
    shutil.copy(path, theirs)
    session = open_session(path)
    name_school(session, "Ours")
    crash(session)
    hidden = paths.data_folder()
    os.environ["EOPBUILDER_HOME"] = str(path.parent / "other-computer")
    with open_session(theirs) as other:
        name_school(other, "Theirs")
    os.environ["EOPBUILDER_HOME"] = str(hidden)
    theirs.replace(path)
    with open_session(path) as again:
        assert not again.recovered
        assert again.plan.school.name == "Theirs"
        assert again.kept_beside is not None
        assert school_in(again.kept_beside) == "Ours"
    assert school_in(path) == "Theirs"


def test_a_plan_moved_after_a_crash_is_recognized(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    crash(session)
    moved = path.rename(path.with_name("moved.eop"))
    with open_session(moved) as again:
        assert again.recovered
        assert again.path == moved
    assert school_in(moved) == "Ours"
    assert not path.exists()


@pytest.mark.parametrize("damage", ["gone", "damaged"])
def test_a_working_copy_stands_in_for_a_file_that_is_not_there(path: Path, damage: str) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    crash(session)
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(b"broken")
    with open_session(path) as again:
        assert again.recovered
        assert again.plan.school.name == "Ours"
        done = again.publish()
    assert (done.beside is None) == (damage == "gone")
    assert school_in(done.path) == "Ours"


def test_a_damaged_working_copy_is_kept_aside(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    database = session._desk.database
    crash(session)
    for side in (database, database.with_name("plan.db-wal")):
        if side.exists():
            side.write_bytes(b"broken" * 2000)
    assert school_in(path) is None
    database.parent.mkdir(exist_ok=True)
    (aside,) = paths.working_folder().glob("*.damaged-*")
    assert (aside / "plan.db").read_bytes().startswith(b"broken")
    with open_session(path) as again:
        assert again.plan.school.name is None


def test_a_damaged_working_copy_is_said_when_opening(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    database = session._desk.database
    crash(session)
    database.write_bytes(b"broken" * 2000)
    with open_session(path) as again:
        assert again.kept_beside is not None
        assert (again.kept_beside / "plan.db").exists()
    session = open_session(path)
    crash(session)
    database.write_bytes(b"broken" * 2000)
    path.unlink()
    with pytest.raises(Refused):
        open_session(path)


def test_a_ticket_that_cannot_be_read_keeps_both(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    crash(session)
    (session._desk.folder / "ticket.json").write_text("{")
    with open_session(path) as again:
        assert again.kept_beside is not None
        assert school_in(again.kept_beside) == "Ours"


def test_a_working_copy_of_a_newer_version_is_left_alone(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    session._working.database.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('eopbuilder', '9999-later', '')"
    )
    crash(session)
    with pytest.raises(Refused, match="newer version"):
        open_session(path)
    with pytest.raises(Refused, match="newer version"):
        read(path)
    assert session._desk.database.exists()


def test_a_kill_while_tidying_up_leaves_nothing_to_recover(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    removed = []
    unlink = Path.unlink

    def die_after_one(file: Path, missing_ok: bool = False) -> None:
        if file.parent == session._desk.folder and not file.name.startswith(TEMPORARY_PREFIX):
            if removed:
                raise KeyboardInterrupt
            removed.append(file.name)
        unlink(file, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", die_after_one)
        with pytest.raises(KeyboardInterrupt):
            session.close()
    session._desk.lock.file.unlink()
    assert removed == ["plan.db"]
    with open_session(path) as again:
        assert (again.recovered, again.kept_beside, again.plan.school.name) == (False, None, "Ours")


def test_a_plan_killed_while_it_was_made_is_no_plan(path: Path) -> None:
    session = new_session(path)
    session._working.database.execute("DELETE FROM plan")
    crash(session)
    path.unlink()
    assert library.unfinished() == [path]
    with pytest.raises(Refused, match="no such file"):
        open_session(path)
    assert library.unfinished() == []
    assert nothing_left_behind()


def test_plans_with_work_to_recover_are_listed(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    assert library.unfinished() == []
    crash(session)
    assert library.unfinished() == [path]
    open_session(path).close()
    assert library.unfinished() == []


# --- backups --------------------------------------------------------------------------------------------------------


def test_backups_are_taken_on_opening_and_can_be_restored(path: Path) -> None:
    clock = Clock()
    new_session(path, clock).close()
    for name in ("One", "Two", "Three"):
        clock.now += timedelta(days=1)
        with open_session(path, clock) as session:
            name_school(session, name)
    with open_session(path, clock):
        pass
    found = library.backups(path)
    assert [school_in(backup.path) for backup in found] == ["Three", "Two", "One", None]
    library.restore_backup(found[2], path, clock=clock)
    assert school_in(path) == "One"
    assert next(school_in(backup.path) for backup in library.backups(path)) == "Three"
    with open_session(path, clock) as session:
        assert session.plan.school.name == "One"
        assert session.undo_label == "Change school name"


def test_a_damaged_plan_can_be_restored_from_its_backups(path: Path) -> None:
    with new_session(path) as session:
        name_school(session, "Ours")
    open_session(path).close()
    path.write_bytes(b"broken")
    found = library.backups(path)
    assert len(found) == 1
    library.restore_backup(found[0], path)
    assert school_in(path) == "Ours"
    assert [one.read_bytes() for one in path.parent.glob("plan (replaced*")] == [b"broken"]
    path.unlink()
    library.restore_backup(found[0], path)
    assert school_in(path) == "Ours"


def test_restoring_keeps_unpublished_work_and_respects_the_lock(path: Path) -> None:
    new_session(path).close()
    session = open_session(path)
    (backup,) = library.backups(path)
    with pytest.raises(PlanLocked):
        library.restore_backup(backup, path)
    name_school(session, "Ours")
    crash(session)
    library.restore_backup(backup, path)
    assert school_in(path) is None
    (beside,) = path.parent.glob("plan (your version*")
    assert school_in(beside) == "Ours"
    session = open_session(path)
    crash(session)
    library.restore_backup(backup, path)
    assert nothing_left_behind()


def test_a_backup_folder_that_is_in_the_way_does_not_stop_work(path: Path) -> None:
    new_session(path).close()
    (paths.data_folder() / "backups").write_text("in the way")
    with open_session(path) as session:
        name_school(session, "Ours")
    assert school_in(path) == "Ours"


# --- recent plans ---------------------------------------------------------------------------------------------------


def test_recent_plans_are_remembered_newest_first(tmp_path: Path) -> None:
    for number in range(12):
        library.create_plan(tmp_path / f"{number}.eop", pack="small", title=str(number), load_pack=small_pack).close()
    open_session(tmp_path / "5.eop").close()
    titles = [entry.title for entry in recent.recent_plans()]
    assert titles == ["5", "11", "10", "9", "8", "7", "6", "4", "3", "2"]
    assert recent.recent_plans()[0].exists
    recent.forget(tmp_path / "5.eop")
    assert recent.recent_plans()[0].title == "11"
    (tmp_path / "11.eop").unlink()
    assert not recent.recent_plans()[0].exists


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"recent": 5}', '{"recent": [1, {"path": 3}, {"path": ""}]}'])
def test_damaged_settings_are_no_obstacle(path: Path, damage: str) -> None:
    paths.settings_file().write_text(damage)
    assert recent.recent_plans() == []
    new_session(path).close()
    assert [entry.path for entry in recent.recent_plans()] == [path]
    assert recent.recent_plans()[0].title == "plan"


def test_other_settings_stay(path: Path) -> None:
    paths.settings_file().write_text('{"look": "dark"}')
    new_session(path).close()
    assert json.loads(paths.settings_file().read_text())["look"] == "dark"


def test_settings_that_cannot_be_written_are_no_obstacle(path: Path) -> None:
    paths.settings_file().mkdir()
    new_session(path).close()
    assert recent.recent_plans() == []


# --- odds and ends --------------------------------------------------------------------------------------------------


def test_a_link_leads_to_the_file_itself(path: Path) -> None:
    new_session(path).close()
    link = path.with_name("link.eop")
    link.symlink_to(path)
    with open_session(link) as session:
        name_school(session, "Ours")
    assert link.is_symlink()
    assert school_in(path) == "Ours"


def test_a_session_can_end_without_publishing(path: Path) -> None:
    session = new_session(path)
    name_school(session, "Ours")
    session.close(publish=False)
    with open_session(path) as again:
        assert again.recovered
        assert again.plan.school.name == "Ours"


def test_a_migration_that_fails_leaves_the_plan_as_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new_session(path).close()
    before = path.read_bytes()

    def fail(*_arguments: object) -> None:
        raise Bug("a migration left rows that point nowhere")

    monkeypatch.setattr("eopbuilder.planning.leftovers.bring_up_to_date", fail)
    with pytest.raises(Bug):
        open_session(path)
    with pytest.raises(Bug):
        read(path)
    assert path.read_bytes() == before
    assert nothing_left_behind()


def test_large_plans_open_and_publish(path: Path) -> None:
    with new_session(path) as session:
        with session.operation("Add") as writer:
            for number in range(2000):
                writer.put(Site(id=str(number), name=f"Site {number}", notes="word " * 50))
        session.publish()
        assert admit(path, path.parent, migrations.MIGRATIONS).revision == 2
