"""Who may write a plan, and which backups stay."""

from __future__ import annotations

import itertools
import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.store import lock as lock_module
from eopbuilder.store import processes
from eopbuilder.store.backups import DAYS, MONTHS, WEEKS, Backups, backups_of_path, keep
from eopbuilder.store.copying import file_hash
from eopbuilder.store.lock import Lock, PlanLocked

NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)


# --- locks ----------------------------------------------------------------------------------------------------------


def holder_file(file: Path, **changes: object) -> None:
    data = {
        "host": processes.host(),
        "user": "ana",
        "pid": os.getpid(),
        "started": processes.started(os.getpid()),
        "since": "2026-11-21T20:00:00+00:00",
    }
    file.write_text(json.dumps({**data, **changes}), encoding="utf-8")


def test_a_lock_is_taken_once_and_given_back(tmp_path: Path) -> None:
    first, second = Lock(tmp_path / "lock.json"), Lock(tmp_path / "lock.json")
    first.acquire()
    assert first.holder() is not None
    with pytest.raises(PlanLocked, match=processes.user()):
        second.acquire()
    second.release()
    assert second.holder() is not None
    first.release()
    assert second.holder() is None
    second.acquire()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["lock.json"]


@pytest.mark.parametrize(
    "changes",
    [{"pid": 2**22 + 1}, {"started": "another time"}, {"pid": "x"}],
    ids=["no such process", "number used again", "unreadable"],
)
def test_the_lock_of_someone_gone_is_cleared(tmp_path: Path, changes: dict[str, object]) -> None:
    file = tmp_path / "lock.json"
    holder_file(file, **changes)
    lock = Lock(file)
    assert lock.holder() is None
    lock.acquire()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["lock.json"]


def test_the_lock_of_another_computer_is_respected(tmp_path: Path) -> None:
    file = tmp_path / "lock.json"
    holder_file(file, host="office-pc", pid=1)
    with pytest.raises(PlanLocked, match="ana on office-pc") as caught:
        Lock(file).acquire()
    assert str(file) in caught.value.remedy


def test_a_lock_taken_while_a_dead_one_was_cleared_is_given_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "lock.json"
    holder_file(file, pid=2**22 + 1)
    lock = Lock(file)
    clear = lock._clear_stale

    def somebody_is_faster(judged: object) -> None:
        holder_file(file)
        clear(judged)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_clear_stale", somebody_is_faster)
    with pytest.raises(PlanLocked):
        lock.acquire()
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["lock.json"]


def test_a_lock_cleared_by_somebody_else_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "lock.json"
    holder_file(file, pid=2**22 + 1)
    lock = Lock(file)
    clear = lock._clear_stale

    def gone(judged: object) -> None:
        file.unlink()
        clear(judged)  # type: ignore[arg-type]

    monkeypatch.setattr(lock, "_clear_stale", gone)
    lock.acquire()
    assert lock.holder() is not None


def test_file_systems_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(lock_module.os, "link", refuse)
    first, second = Lock(tmp_path / "lock.json"), Lock(tmp_path / "lock.json")
    first.acquire()
    with pytest.raises(PlanLocked):
        second.acquire()


def test_a_process_that_ended_is_gone() -> None:
    child = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = processes.started(child.pid)
    assert mark is not None
    assert processes.started(child.pid) == mark
    child.communicate(b"\n")
    assert processes.started(child.pid) is None


def test_a_zombie_is_gone() -> None:
    with subprocess.Popen([sys.executable, "-c", ""]) as child:
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)
        assert processes.started(child.pid) is None


def test_other_systems(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def run(command: list[str], **_options: object) -> subprocess.CompletedProcess[str]:
        asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout=" Sat Nov 21 20:00:00 2026\n")

    monkeypatch.setattr(processes, "_SYSTEM", "darwin")
    monkeypatch.setattr(subprocess, "run", run)
    assert processes.started(7) == "Sat Nov 21 20:00:00 2026"
    assert asked[0][-1] == "7"
    monkeypatch.setattr(processes, "_SYSTEM", "win32")
    monkeypatch.setattr(processes, "_started_windows", lambda pid: f"windows {pid}")
    assert processes.started(7) == "windows 7"


def test_a_user_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> str:
        raise KeyError

    monkeypatch.setattr(processes.getpass, "getuser", fail)
    assert processes.user() == "someone"


# --- thinning -------------------------------------------------------------------------------------------------------

moments = st.datetimes(datetime(2024, 1, 1), datetime(2027, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))


def test_a_year_of_daily_backups_is_thinned() -> None:
    days = [NOW - timedelta(days=number) for number in range(500)]
    kept = keep(days, NOW)
    assert len(kept) == DAYS + WEEKS + MONTHS
    newest = sorted(kept, reverse=True)
    assert newest[:DAYS] == days[:DAYS]
    assert all(later - earlier <= timedelta(days=62) for later, earlier in itertools.pairwise(newest))


def test_all_of_the_newest_day_and_all_of_few_stay() -> None:
    today = [NOW - timedelta(minutes=number) for number in range(30)]
    assert keep(today, NOW) == set(today)
    old = [NOW - timedelta(days=400 * number) for number in range(5)]
    assert keep(old, NOW) == set(old)
    assert keep([], NOW) == set()


def test_backups_from_the_future_stay_and_push_nothing_out() -> None:
    days = [NOW - timedelta(days=number) for number in range(DAYS)]
    future = [NOW + timedelta(days=number) for number in range(1, 3000, 30)]
    assert keep([*days, *future], NOW) == {*days, *future}


@given(st.lists(moments, unique=True, max_size=80), moments)
def test_thinning_is_stable_and_keeps_the_newest(made: list[datetime], now: datetime) -> None:
    kept = keep(made, now)
    assert kept <= set(made)
    assert keep(kept, now) == kept
    past = [moment for moment in made if moment <= now]
    assert {moment for moment in made if moment > now} <= kept
    if past:
        assert max(past) in kept
        last_of_day = [m for m in past if m.date() == max(past).date()]
        assert len([m for m in kept if m <= now]) <= DAYS + WEEKS + MONTHS + len(last_of_day) - 1


def test_day_by_day_thinning_never_empties_the_past() -> None:
    held: frozenset[datetime] = frozenset()
    for number in range(600):
        today = NOW + timedelta(days=number)
        held = keep([*held, today], today)
    assert min(held) < NOW + timedelta(days=600 - 250)
    assert len(held) <= DAYS + WEEKS + MONTHS


# --- backups --------------------------------------------------------------------------------------------------------

PLAN_ID = "0" * 32


def test_a_backup_is_taken_when_something_changed(tmp_path: Path) -> None:
    backups = Backups(tmp_path / "backups", PLAN_ID)
    assert backups.list() == []
    source, origin = tmp_path / "plan.eop", tmp_path / "where" / "plan.eop"
    source.write_bytes(b"one")
    first = backups.take(source, file_hash(source), origin, NOW)
    assert first is not None
    assert first.path.read_bytes() == b"one"
    assert backups.take(source, file_hash(source), origin, NOW + timedelta(days=1)) is None
    source.write_bytes(b"two")
    second = backups.take(source, file_hash(source), origin, NOW + timedelta(days=1))
    assert backups.list() == [second, first]
    assert backups_of_path(tmp_path / "backups", origin) == [second, first]
    assert backups_of_path(tmp_path / "backups", source) == []


def test_old_backups_go_and_strange_files_stay(tmp_path: Path) -> None:
    backups = Backups(tmp_path, PLAN_ID)
    source = tmp_path / "plan.eop"
    for number in range(40):
        source.write_bytes(b"%d" % number)
        backups.take(source, file_hash(source), source, NOW + timedelta(days=number))
    strange = backups.folder / "holiday.jpg"
    strange.write_bytes(b"")
    (backups.folder / "20269921T201512Z-0123456789ab.eop").write_bytes(b"")
    assert DAYS < len(backups.list()) < 20
    assert strange.exists()


def test_a_backup_that_reads_back_wrong_does_not_count(tmp_path: Path) -> None:
    backups = Backups(tmp_path, PLAN_ID)
    source = tmp_path / "plan.eop"
    source.write_bytes(b"one")
    with pytest.raises(Exception, match="read back differs"):
        backups.take(source, "0" * 64, source, NOW)
    assert backups.list() == []


def test_backups_whose_origin_is_unreadable_are_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / PLAN_ID
    folder.mkdir()
    assert backups_of_path(tmp_path, tmp_path / "plan.eop") == []
    (folder / "origin.json").write_text("[]")
    (tmp_path / "other").mkdir()
    assert backups_of_path(tmp_path, tmp_path / "plan.eop") == []
