"""A session: what an operation promises, undo, redo, merging of typing, listeners, and errors of the disk."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from eopbuilder.domain.records import Answer, Assignment, Person, PlanInfo, Site, Zone
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning.session import ChangeSet, Session
from tests.planning.sessions import Clock, crash, new_session, open_session


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    made = new_session(tmp_path / "plan.eop", clock)
    yield made
    if not made.closed:
        made.close()


def name_school(session: Session, name: str, *, merge_key: str | None = None, origin: object = None) -> None:
    with session.operation("Change school name", merge_key=merge_key, origin=origin) as writer:
        writer.put(replace(session.plan.school, name=name))


def add_and_fail(session: Session) -> None:
    with session.operation("Break") as writer:
        writer.put(Site(id="s", name="Church"))
        raise ZeroDivisionError


def add_many_sites(session: Session) -> None:
    with session.operation("Too much") as writer:
        for number in range(400):
            writer.put(Site(id=str(number), name="x" * 400))


def test_an_operation_is_saved_and_announced_as_one(session: Session) -> None:
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    me = object()
    with session.operation("Add site", origin=me) as writer:
        writer.put(Site(id="s", name="Church"))
        writer.put(Zone(id="z", site="s", zone="check-in"))
        assert session.plan.sites[0].name == "Church"
        assert heard == []
    (news,) = heard
    assert (news.label, news.origin, news.tables) == ("Add site", me, {"sites", "zones"})
    assert [(change.id, change.before) for change in news.changes] == [("s", None), ("z", None)]
    assert session.undo_label == "Add site"


def test_a_snapshot_handed_out_never_changes_and_untouched_lists_are_kept(session: Session) -> None:
    with session.operation("Add") as writer:
        writer.put(Site(id="s", name="Church"))
        writer.put(Person(id="p", given_name="Ana"))
    before = session.plan
    with session.operation("Rename") as writer:
        writer.put(Site(id="s", name="Temple"))
    assert before.sites[0].name == "Church"
    assert session.plan.sites[0].name == "Temple"
    assert session.plan.people is before.people


def test_an_exception_takes_everything_back_and_tells_nobody(session: Session) -> None:
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    before = session.plan
    with pytest.raises(ZeroDivisionError):
        add_and_fail(session)
    assert session.plan == before
    assert (heard, session.undo_label) == ([], None)


def test_an_operation_that_changes_nothing_leaves_no_trace(session: Session) -> None:
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    with session.operation("Nothing") as writer:
        writer.put(replace(session.plan.school))
    with session.operation("There and back") as writer:
        writer.put(Site(id="s"))
        writer.remove("sites", "s")
    assert (heard, session.undo_label) == ([], None)
    assert not session.has_unpublished_changes


def test_an_inner_operation_joins_the_outer_one(session: Session) -> None:
    with session.operation("Outer") as writer:
        writer.put(Site(id="a"))
        with session.operation("Inner") as inner:
            inner.put(Site(id="b"))
        with pytest.raises(ZeroDivisionError):
            add_and_fail(session)
    assert [site.id for site in session.plan.sites] == ["a", "b"]
    assert session.undo_label == "Outer"
    session.undo()
    assert session.plan.sites == ()


def test_writes_outside_an_operation_are_bugs(session: Session) -> None:
    with session.operation("Add") as writer:
        writer.put(Site(id="s"))
    with pytest.raises(Bug):
        writer.put(Site(id="t"))
    with pytest.raises(Bug):
        writer.remove("sites", "s")


@pytest.mark.parametrize(("table", "record"), [("sites", "x"), ("school", "school"), ("nonsense", "x")])
def test_only_what_is_there_and_may_go_can_be_removed(session: Session, table: str, record: str) -> None:
    with pytest.raises(Bug), session.operation("Remove") as writer:
        writer.remove(table, record)


def test_there_is_one_plan_record(session: Session) -> None:
    with pytest.raises(Bug), session.operation("Second") as writer:
        writer.put(PlanInfo(id="other"))


@pytest.mark.parametrize(
    "record", [Zone(id="z", site="gone"), Assignment(id="a", role="ic", person="gone", order=0)], ids=["zone", "holder"]
)
def test_a_reference_must_lead_somewhere(session: Session, record: Zone | Assignment) -> None:
    with pytest.raises(Bug), session.operation("Dangle") as writer:
        writer.put(record)
    assert session.plan.zones == ()
    assert session.plan.assignments == ()


def test_what_is_pointed_at_cannot_be_removed_alone(session: Session) -> None:
    with session.operation("Add") as writer:
        writer.put(Site(id="s"))
        writer.put(Zone(id="z", site="s"))
    with pytest.raises(Bug), session.operation("Remove") as writer:
        writer.remove("sites", "s")
    assert len(session.plan.sites) == 1


def test_the_time_of_the_last_change_is_kept(session: Session, clock: Clock) -> None:
    name_school(session, "Maple")
    changed_at = clock.now
    assert session.plan.info.updated_at == changed_at
    path = session.path
    session.close()
    with open_session(path) as again:
        assert again.plan.info.updated_at == changed_at


# --- undo and redo --------------------------------------------------------------------------------------------------


def test_undo_and_redo_restore_ids_and_every_field(session: Session) -> None:
    empty = session.plan
    with session.operation("Add") as writer:
        writer.put(Person(id="p", given_name="Ana", languages=("Spanish",), fte=0.5))
        writer.put(Assignment(id="a", role="ic", person="p", order=0))
        writer.put(Answer(id="q", value=("x", "y")))
    full = session.plan
    with session.operation("Remove") as writer:
        writer.remove("assignments", "a")
        writer.remove("people", "p")
    assert session.undo()
    assert session.plan.lists == full.lists
    assert session.undo()
    assert session.plan.lists == empty.lists
    assert not session.undo()
    assert (session.undo_label, session.redo_label) == (None, "Add")
    assert session.redo()
    assert session.plan.lists == full.lists
    assert session.redo()
    assert session.plan.people == ()
    assert not session.redo()
    assert session.redo_label is None


def test_listeners_see_what_undo_and_redo_would_do_now(session: Session) -> None:
    seen: list[tuple[str | None, str | None]] = []
    session.subscribe(lambda _changes: seen.append((session.undo_label, session.redo_label)))
    with session.operation("Add") as writer:
        writer.put(Person(id="p", given_name="Ana"))
    session.undo()
    session.redo()
    session.undo()
    with session.operation("Add another") as writer:
        writer.put(Person(id="q", given_name="Bo"))
    assert seen == [("Add", None), (None, "Add"), ("Add", None), (None, "Add"), ("Add another", None)]


def test_a_new_edit_ends_redo(session: Session) -> None:
    name_school(session, "One")
    name_school(session, "Two")
    session.undo()
    name_school(session, "Three")
    assert session.redo_label is None
    assert not session.redo()
    session.undo()
    assert session.plan.school.name == "One"


def test_undo_works_after_a_restart(session: Session) -> None:
    name_school(session, "One")
    name_school(session, "Two")
    session.undo()
    path = session.path
    session.close()
    with open_session(path) as again:
        assert (again.undo_label, again.redo_label) == ("Change school name", "Change school name")
        assert again.redo()
        assert again.plan.school.name == "Two"
        assert again.undo()
        assert again.undo()
        assert again.plan.school.name is None


def test_undo_tells_listeners_who_asked(session: Session) -> None:
    name_school(session, "One")
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    me = object()
    session.undo(origin=me)
    assert [(news.label, news.origin, news.tables) for news in heard] == [("Change school name", me, {"school"})]


def test_a_damaged_log_is_refused_and_nothing_changes(session: Session) -> None:
    name_school(session, "One")
    session._working.database.execute("UPDATE row_changes SET \"table\" = 'nonsense'")
    with pytest.raises(UserFixable, match="not undone"):
        session.undo()
    assert session.plan.school.name == "One"


# --- merging --------------------------------------------------------------------------------------------------------


def test_typing_in_one_field_is_one_step(session: Session) -> None:
    for text in ("M", "Ma", "Map"):
        name_school(session, text, merge_key="name")
    assert session.undo()
    assert session.plan.school.name is None
    assert not session.undo()
    session.redo()
    assert session.plan.school.name == "Map"


def test_typing_back_to_where_it_began_leaves_no_step(session: Session) -> None:
    name_school(session, "Maple")
    name_school(session, "Maplex", merge_key="name")
    name_school(session, "Maple", merge_key="name")
    session.undo()
    assert session.plan.school.name is None
    assert not session.undo()


@pytest.mark.parametrize("between", ["key", "pause", "undo", "other"])
def test_what_ends_merging(session: Session, clock: Clock, between: str) -> None:
    name_school(session, "A", merge_key="name")
    if between == "pause":
        clock.now += timedelta(seconds=61)
    elif between == "undo":
        session.undo()
        session.redo()
    elif between == "other":
        with session.operation("Other") as writer:
            writer.put(Site(id="s"))
    name_school(session, "B", merge_key="another" if between == "key" else "name")
    session.undo()
    assert session.plan.school.name == "A"


def test_a_clock_that_jumps_back_does_not_merge(session: Session, clock: Clock) -> None:
    name_school(session, "A", merge_key="name")
    clock.now -= timedelta(hours=1)
    name_school(session, "B", merge_key="name")
    session.undo()
    assert session.plan.school.name == "A"


def test_merging_joins_adding_changing_and_removing(session: Session) -> None:
    def step(change: Callable[..., None]) -> None:
        with session.operation("Step", merge_key="k") as writer:
            change(writer)

    with session.operation("Before") as writer:
        writer.put(Site(id="old", name="Old"))
    step(lambda writer: writer.put(Site(id="new", name="New")))
    step(lambda writer: writer.put(Site(id="new", name="Newer", capacity=5)))
    step(lambda writer: writer.put(Site(id="old", name="Changed")))
    step(lambda writer: writer.remove("sites", "old"))
    after = session.plan.sites
    session.undo()
    assert session.plan.sites == (Site(id="old", name="Old"),)
    session.redo()
    assert session.plan.sites == after == (Site(id="new", name="Newer", capacity=5),)
    session.undo()
    with session.operation("Step", merge_key="k") as writer:
        writer.remove("sites", "old")
    with session.operation("Step", merge_key="k") as writer:
        writer.put(Site(id="old", name="Back"))
    session.undo()
    assert session.plan.sites == (Site(id="old", name="Old"),)


# --- listeners ------------------------------------------------------------------------------------------------------


def test_a_listener_that_fails_harms_nobody(session: Session) -> None:
    heard: list[ChangeSet] = []

    def fail(_changes: ChangeSet) -> None:
        raise RuntimeError

    session.subscribe(fail)
    unsubscribe = session.subscribe(heard.append)
    name_school(session, "Maple")
    assert session.plan.school.name == "Maple"
    assert len(heard) == 1
    unsubscribe()
    unsubscribe()
    name_school(session, "Oak")
    assert len(heard) == 1


def test_changes_made_by_a_listener_are_told_in_order(session: Session) -> None:
    heard: list[str] = []

    def react(changes: ChangeSet) -> None:
        if changes.label == "Change school name":
            with session.operation("Reaction") as writer:
                writer.put(Site(id="s"))

    session.subscribe(react)
    session.subscribe(lambda changes: heard.append(changes.label))
    name_school(session, "Maple")
    assert heard == ["Change school name", "Reaction"]


# --- guards ---------------------------------------------------------------------------------------------------------


def test_another_thread_is_a_bug(session: Session) -> None:
    caught: list[BaseException] = []

    def intrude() -> None:
        try:
            name_school(session, "Maple")
        except BaseException as error:
            caught.append(error)

    thread = threading.Thread(target=intrude)
    thread.start()
    thread.join()
    assert isinstance(caught[0], Bug)


def test_nothing_but_writing_happens_inside_an_operation(session: Session) -> None:
    for forbidden in (session.undo, session.redo, session.prepare_publication):
        with pytest.raises(Bug), session.operation("Outer"):
            forbidden()


def test_a_closed_session_is_closed(session: Session) -> None:
    session.close()
    session.close()
    assert session.closed
    with pytest.raises(Bug):
        name_school(session, "Maple")


def test_the_pack_is_loaded_once(session: Session) -> None:
    assert session.pack is session.pack
    assert session.pack.id == "small"


# --- the disk -------------------------------------------------------------------------------------------------------


def test_a_full_disk_is_said_and_nothing_is_pretended(session: Session) -> None:
    name_school(session, "Maple")
    before = session.plan
    pages = session._working.database.execute("PRAGMA page_count").fetchone()[0]
    session._working.database.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(UserFixable, match="disk is full"):
        add_many_sites(session)
    assert session.plan == before
    name_school(session, "Oak")
    path = session.path
    session.close()
    with open_session(path) as again:
        assert again.plan.school.name == "Oak"
        assert again.plan.sites == ()


def test_a_disk_that_takes_no_more_bytes(session: Session) -> None:
    """The system itself refuses to let the write-ahead log grow, at some point in the middle of saving."""
    resource = pytest.importorskip("resource")
    name_school(session, "Maple")
    log = session._desk.database.with_name("plan.db-wal")
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
    saved, refusals = "Maple", []
    for room in range(0, 40_000, 5_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + room, unlimited[1]))
        try:
            for number in range(50):
                name_school(session, f"{room} {number} " * 50)
                saved = f"{room} {number} " * 50
        except UserFixable as error:
            refusals.append(error.what)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
        assert session.plan.school.name == saved
    assert refusals == ["The last change was not saved"] * 8
    crash(session)
    with open_session(session.path) as again:
        assert again.plan.school.name == saved


def test_an_error_after_the_disk_took_it_is_found_out(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[ChangeSet] = []
    session.subscribe(heard.append)
    transaction = session._working.transaction

    class Lying:
        def __enter__(self) -> None:
            self.inner = transaction()
            self.inner.__enter__()

        def __exit__(self, *error: object) -> None:
            self.inner.__exit__(None, None, None)
            raise sqlite3.OperationalError("disk I/O error")

    with monkeypatch.context() as patch:
        patch.setattr(session._working, "transaction", Lying)
        with pytest.raises(UserFixable, match="reported an error"):
            name_school(session, "Maple")
    assert session.plan.school.name == "Maple"
    assert {"school"} <= heard[0].tables
    session.undo()
    assert session.plan.school.name is None


def test_a_disk_that_is_gone_stops_everything(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(session._working, "write_rows", fail)
    monkeypatch.setattr(session._working, "reopen", fail)
    with pytest.raises(UserFixable):
        name_school(session, "Maple")
    with pytest.raises(UserFixable, match="cannot be changed now"):
        name_school(session, "Oak")
    session.close()
    assert session.closed


def test_an_unexpected_error_while_saving_takes_the_edit_back(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnicodeEncodeError):
        name_school(session, "\ud800")
    assert session.plan.school.name is None
    name_school(session, "Maple")
    assert session.plan.school.name == "Maple"


def test_a_crash_loses_nothing(session: Session) -> None:
    name_school(session, "Maple")
    path = session.path
    crash(session)
    with open_session(path) as again:
        assert again.recovered
        assert again.plan.school.name == "Maple"
        assert again.undo_label == "Change school name"
