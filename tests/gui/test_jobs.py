"""Work in the background: its progress, result, failure and end reach the thread of the screen."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.jobs import Jobs, Progress


@pytest.fixture
def jobs(app: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def test_progress_and_result_come_on_the_thread_of_the_screen(jobs: Jobs, qtbot: QtBot) -> None:
    heard: list[tuple[str, object, bool]] = []

    def note(kind: str, what: object) -> None:
        heard.append((kind, what, threading.current_thread() is threading.main_thread()))

    def work(progress: Progress) -> str:
        assert threading.current_thread() is not threading.main_thread()
        progress(0.5)
        return "done"

    jobs.start(
        work,
        done=lambda result: note("done", result),
        failed=lambda error: note("failed", error),
        progressed=lambda share: note("at", share),
    )
    assert jobs.busy
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5000)
    assert heard == [("at", 0.0, True), ("at", 0.5, True), ("done", "done", True)]


def test_a_failure_is_handed_over(jobs: Jobs, qtbot: QtBot) -> None:
    error = ValueError("x")
    heard: list[object] = []

    def work(_progress: Progress) -> None:
        raise error

    jobs.start(work, done=heard.append, failed=heard.append)
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5000)
    assert heard == [error]


@pytest.mark.parametrize("notices", [True, False])
def test_cancelled_work_reports_only_that(jobs: Jobs, qtbot: QtBot, notices: bool) -> None:
    heard: list[object] = []
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> str:
        begun.set()
        go_on.wait(10)
        if notices:
            progress(0.9)
        return "too late"

    job = jobs.start(
        work,
        done=heard.append,
        failed=heard.append,
        progressed=lambda _share: None,
        cancelled=lambda: heard.append("cancelled"),
    )
    assert begun.wait(5)
    job.cancel()
    go_on.set()
    qtbot.waitUntil(lambda: not jobs.busy, timeout=5000)
    assert heard == ["cancelled"]


def test_closing_waits_for_what_runs_and_says_nothing_more(jobs: Jobs, app: QApplication) -> None:
    heard: list[object] = []
    begun, ended = threading.Event(), threading.Event()

    def work(_progress: Progress) -> None:
        begun.set()
        ended.wait(0.2)
        ended.set()

    jobs.start(work, done=heard.append, failed=heard.append)
    assert begun.wait(5)
    jobs.close()
    assert ended.is_set()
    assert not jobs.busy
    app.processEvents()
    assert heard == []
