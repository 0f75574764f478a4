"""The log says what happened and never what stands in a plan."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eopbuilder import journal
from eopbuilder.errors import UserFixable

SECRET = "Zoë Park 505-555-0144"


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "eopbuilder.log"
    journal.open_log(file)
    yield file
    for handler in logging.getLogger("eopbuilder").handlers:
        handler.close()


def test_named_fields_are_written_and_all_others_withheld(log: Path) -> None:
    journal.note("plan opened", table="people", count=45, title=SECRET, path=SECRET, person=SECRET)
    line = log.read_text(encoding="utf-8")
    assert "INFO plan opened table=people count=45 title=(withheld) path=(withheld) person=(withheld)\n" in line
    assert SECRET not in line


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.from_regex(r"[a-z_]{1,20}", fullmatch=True).filter(lambda name: name != "event"))
def test_no_other_field_gets_through(log: Path, name: str) -> None:
    journal.note("something", **{name: SECRET})
    last = log.read_text(encoding="utf-8").splitlines()[-1]
    assert (SECRET in last) == (name in journal.LOGGABLE)


def test_what_may_be_logged_names_nothing_of_a_plan() -> None:
    private = {"name", "title", "path", "file", "person", "phone", "email", "address", "school", "message", "text"}
    assert not private & journal.LOGGABLE


def fail(depth: int) -> None:
    if depth:
        fail(depth - 1)
    raise UserFixable(SECRET, SECRET, SECRET)


def test_a_failure_is_told_by_kind_and_place_never_by_its_message(log: Path) -> None:
    try:
        fail(9)
    except UserFixable as error:
        journal.failure("command failed", error)
    line = log.read_text(encoding="utf-8")
    assert "ERROR command failed kind=UserFixable at=test_journal.py:" in line
    assert line.count("test_journal.py:") == 6
    assert SECRET not in line
    assert str(Path(__file__).parent) not in line


def test_nothing_reaches_the_screen_or_other_logs(
    log: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere: list[logging.LogRecord] = []
    handler = logging.Handler()
    monkeypatch.setattr(handler, "emit", elsewhere.append)
    monkeypatch.setattr(logging.getLogger(), "handlers", [handler])
    journal.note("plan opened", count=1)
    assert capsys.readouterr() == ("", "")
    assert elsewhere == []
    assert log.exists()


def test_a_log_that_cannot_be_written_stops_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    journal.open_log(tmp_path / "missing" / "eopbuilder.log")
    journal.note("plan opened", count=1)
    assert capsys.readouterr() == ("", "")


def test_opening_the_log_again_writes_each_line_once(log: Path) -> None:
    journal.note("first")
    journal.open_log(log)
    journal.note("second")
    assert [line.rsplit(" ", 1)[1] for line in log.read_text(encoding="utf-8").splitlines()] == ["first", "second"]


def test_a_log_grown_too_large_is_set_aside(tmp_path: Path) -> None:
    file = tmp_path / "eopbuilder.log"
    file.write_text("x" * 600_000, encoding="utf-8")
    journal.open_log(file)
    journal.note("started")
    assert file.stat().st_size < 1_000
    assert (tmp_path / "eopbuilder.old.log").stat().st_size == 600_000
