"""An export can be stopped, or fail, at any moment: the older file stays as it was, and nothing else is left behind."""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import BinaryIO

import pytest

from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.errors import UserFixable
from eopbuilder.planning.exporting import Cancelled, Progress, export_graph, export_plan
from eopbuilder.planning.exporting_forms import FORM_NAMES, export_forms
from eopbuilder.planning.exporting_kit import export_kit
from eopbuilder.working import untold
from tests.document.schools import AS_OF, PACK, sample_school

Export = Callable[[Path, Progress], object]
OLDER = b"older"
MOMENTS = (0.0, 0.02, 0.36, 0.6, 0.995, 1.0)
"""Parts of all reports of progress, at which an export is stopped."""
A_LARGE_CHART = 2_000_000
"""Calls of functions that laying out one chart of all roles takes: the longest piece of work nothing interrupts."""


def plan(ending: str, passphrase: str = "") -> Export:
    def export(folder: Path, progress: Progress) -> object:
        return export_plan(
            sample_school(), PACK, AS_OF, folder / f"x{ending}", passphrase=passphrase, progress=progress
        )

    return export


def graph(ending: str) -> Export:
    return lambda folder, progress: export_graph(sample_school(), PACK, AS_OF, folder / f"x{ending}", progress=progress)


def kit(folder: Path, progress: Progress) -> object:
    return export_kit(sample_school(), PACK, AS_OF, folder, progress=progress)


def forms(folder: Path, progress: Progress) -> object:
    return export_forms(sample_school(), PACK, AS_OF, folder, file_format="docx", progress=progress)


EXPORTS = {
    "Word": (plan(".docx"), ["x.docx"]),
    "PDF": (plan(".pdf"), ["x.pdf"]),
    "locked PDF": (plan(".pdf", "copper lantern river"), ["x.pdf"]),
    "text": (plan(".txt"), ["x.txt"]),
    "kit": (kit, [f"{one.name}.pdf" for one in KIT]),
    "forms": (forms, [f"{name}.docx" for name in FORM_NAMES]),
}
QUICK_EXPORTS = {
    "data": (plan(".json"), ["x.json"]),
    "lists": (plan(".xlsx"), ["x.xlsx"]),
    "dates": (plan(".ics"), ["x.ics"]),
    "drawing": (graph(".svg"), ["x.svg"]),
    "pages of the drawing": (graph(".pdf"), ["x.pdf"]),
    "data of the graph": (graph(".graphml"), ["x.graphml"]),
}
"""Written at once: nothing is told of them before the end."""
LONG = [pytest.param(*one, id=name) for name, one in EXPORTS.items()]
EVERY = [*LONG, *(pytest.param(*one, id=name) for name, one in QUICK_EXPORTS.items())]


@pytest.mark.parametrize(("export", "names"), EVERY)
def test_stopped_at_any_moment_it_leaves_older_files_and_nothing_else(
    tmp_path: Path, export: Export, names: list[str]
) -> None:
    reports: list[float] = []
    (tmp_path / "whole").mkdir()
    export(tmp_path / "whole", reports.append)
    assert reports == sorted(reports)
    assert reports[-1] == 1.0
    for moment in MOMENTS if len(reports) > 1 else MOMENTS[-1:]:
        folder = tmp_path / str(moment)
        folder.mkdir()
        for name in names:
            (folder / name).write_bytes(OLDER)
        left = round((len(reports) - 1) * moment)
        heard: list[float] = []

        def stop(share: float, heard: list[float] = heard, left: int = left) -> None:
            heard.append(share)
            if len(heard) > left:
                raise Cancelled

        with pytest.raises(Cancelled):
            export(folder, stop)
        assert len(heard) == left + 1, "nothing goes on after it was stopped"
        assert sorted(one.name for one in folder.iterdir()) == sorted(names)
        replaced = [name for name in names if (folder / name).read_bytes() != OLDER]
        for name in replaced:
            assert (folder / name).read_bytes() == (tmp_path / "whole" / name).read_bytes(), "whole or not at all"
        assert len(replaced) <= len(names) * heard[-1]
        assert len(names) > 1 or not replaced


@pytest.mark.parametrize(("export", "names"), LONG)
def test_between_two_reports_is_little_work(tmp_path: Path, export: Export, names: list[str]) -> None:
    """Counted in calls of functions: an export of some seconds reports many times a second."""
    export(tmp_path, untold)  # what is loaded once counts for no export
    calls = 0
    stretches: list[int] = []

    def count(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    def heard(_share: float) -> None:
        nonlocal calls
        stretches.append(calls)
        calls = 0

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        export(tmp_path, heard)
    finally:
        sys.setprofile(before)
    stretches.append(calls)
    assert max(stretches) < A_LARGE_CHART, (stretches.index(max(stretches)), len(stretches))
    assert len(stretches) > 100


def broken(error: OSError) -> Callable[..., object]:
    def fail(*_args: object, **_more: object) -> object:
        raise error

    return fail


FAULTS = {
    "the disk is full": (os, "fsync", OSError(errno.ENOSPC, "No space left on device")),
    "the drive is read-only": (tempfile, "mkstemp", OSError(errno.EROFS, "Read-only file system")),
    "the folder does not allow it, or another program such as Word has the file open": (
        Path,
        "replace",
        PermissionError(errno.EACCES, "Permission denied"),
    ),
}


@pytest.mark.parametrize("why", FAULTS)
@pytest.mark.parametrize(("export", "names"), EVERY)
def test_a_failure_is_one_sentence_and_leaves_older_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, export: Export, names: list[str], why: str
) -> None:
    for name in names:
        (tmp_path / name).write_bytes(OLDER)
    where, what, error = FAULTS[why]
    monkeypatch.setattr(where, what, broken(error))
    with pytest.raises(UserFixable) as told:
        export(tmp_path, untold)
    monkeypatch.undo()
    assert told.value.why == why
    assert told.value.what.endswith("” was not written")
    assert "\n" not in str(told.value)
    assert {one.name: one.read_bytes() for one in tmp_path.iterdir()} == dict.fromkeys(names, OLDER)


def test_a_disk_that_fills_up_while_the_file_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    open_descriptor = os.fdopen

    class Full:
        """A stream with room for some bytes only."""

        def __init__(self, stream: BinaryIO) -> None:
            self.stream = stream

        def __enter__(self) -> Full:
            return self

        def __exit__(self, *_error: object) -> None:
            self.stream.close()

        def write(self, data: bytes) -> int:
            if self.stream.tell() + len(data) > 1000:
                raise OSError(errno.ENOSPC, "No space left on device")
            return self.stream.write(data)

        def writelines(self, lines: Iterable[bytes]) -> None:
            for line in lines:
                self.write(line)

        def __getattr__(self, name: str) -> object:
            return getattr(self.stream, name)

    monkeypatch.setattr(os, "fdopen", lambda descriptor, mode: Full(open_descriptor(descriptor, mode)))
    for ending in (".pdf", ".docx", ".txt"):
        (tmp_path / f"x{ending}").write_bytes(OLDER)
        with pytest.raises(UserFixable, match="the disk is full"):
            plan(ending)(tmp_path, untold)
        assert (tmp_path / f"x{ending}").read_bytes() == OLDER
    assert sorted(one.name for one in tmp_path.iterdir()) == ["x.docx", "x.pdf", "x.txt"]
