"""A file is replaced whole or not at all, whatever fails on the way."""

from __future__ import annotations

import errno
import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import pytest

from eopbuilder import files
from eopbuilder.errors import UserFixable
from eopbuilder.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, replace_file, sweep_temporaries

posix_only = pytest.mark.skipif(os.name != "posix", reason="permissions as POSIX knows them")


def new(stream: BinaryIO) -> None:
    stream.write(b"new")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "plans"
    folder.mkdir()
    path = folder / "plan.pdf"
    path.write_bytes(b"old")
    return path


def left_in(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.iterdir())


def test_a_new_file_and_a_replaced_one(target: Path) -> None:
    replace_file(target, new)
    assert target.read_bytes() == b"new"
    fresh = target.with_name("fresh.pdf")
    replace_file(fresh, new)
    assert fresh.read_bytes() == b"new"
    assert left_in(target.parent) == ["fresh.pdf", "plan.pdf"]


def fails(code: int) -> Callable[..., NoReturn]:
    def fail(*_args: Any, **_kwargs: Any) -> NoReturn:
        raise OSError(code, os.strerror(code))

    return fail


STEPS = ("make", "write", "flush to disk", "verify", "look at the old one", "move")


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(
    ("code", "why"),
    [
        (errno.ENOSPC, "the disk is full"),
        (errno.EACCES, "another program such as Word has the file open"),
        (errno.EROFS, "the drive is read-only"),
        (errno.EIO, "input/output error"),
    ],
)
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(
    target: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int, why: str
) -> None:
    write: Callable[[BinaryIO], None] = new
    verify: Callable[[Path], None] | None = None
    if step == "make":
        monkeypatch.setattr(tempfile, "mkstemp", fails(code))
    elif step == "write":
        write = fails(code)
    elif step == "flush to disk":
        monkeypatch.setattr(os, "fsync", fails(code))
    elif step == "verify":
        verify = fails(code)
    elif step == "look at the old one":
        monkeypatch.setattr(Path, "exists", fails(code))
    else:
        monkeypatch.setattr(Path, "replace", fails(code))
    with pytest.raises(UserFixable, match=why) as caught:
        replace_file(target, write, verify=verify)
    monkeypatch.undo()
    assert caught.value.what == "“plan.pdf” was not written"
    assert target.read_bytes() == b"old"
    assert left_in(target.parent) == ["plan.pdf"]


class StoppedError(Exception):
    """What a user who stops an export, or a check of the new file, raises."""


@pytest.mark.parametrize("error", [StoppedError(), KeyboardInterrupt(), UserFixable("a", "b", "c")])
@pytest.mark.parametrize("step", ["write", "verify"])
def test_what_the_caller_raises_comes_through_and_leaves_the_old_file(
    target: Path, error: BaseException, step: str
) -> None:
    def stop(*_args: object) -> None:
        raise error

    with pytest.raises(type(error)):
        replace_file(target, stop if step == "write" else new, verify=stop if step == "verify" else None)
    assert target.read_bytes() == b"old"
    assert left_in(target.parent) == ["plan.pdf"]


def test_the_new_file_is_whole_on_disk_before_it_is_verified(target: Path) -> None:
    seen: list[bytes] = []
    replace_file(target, new, verify=lambda path: seen.append(path.read_bytes()))
    assert seen == [b"new"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("missing/plan.pdf", "is not there"),
        ("plan.pdf/inside.pdf", "is not there"),
        ("folder", "a folder has that name"),
        ("n" * 300 + ".pdf", "its name or path is too long"),
    ],
)
@posix_only
def test_a_place_where_no_file_can_be_is_explained(target: Path, name: str, why: str) -> None:
    (target.parent / "folder").mkdir()
    with pytest.raises(UserFixable, match=why):
        replace_file(target.parent / name, new)
    assert left_in(target.parent) == ["folder", "plan.pdf"]


def test_an_error_without_words_is_explained_all_the_same(target: Path) -> None:
    def fail(_stream: BinaryIO) -> None:
        raise OSError

    with pytest.raises(UserFixable, match="the disk reported an error"):
        replace_file(target, fail)


@posix_only
def test_the_permissions_of_the_old_file_are_kept(target: Path) -> None:
    target.chmod(0o640)
    replace_file(target, new)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@posix_only
def test_a_new_file_gets_the_permissions_of_any_new_file(target: Path) -> None:
    fresh = target.with_name("fresh.pdf")
    before = os.umask(0o027)
    try:
        replace_file(fresh, new)
        assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)
    assert stat.S_IMODE(fresh.stat().st_mode) == 0o640


def test_a_drive_without_permissions_is_no_obstacle(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "chmod", fails(errno.EPERM))
    replace_file(target, new)
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("call", ["open", "fsync"])
@posix_only
def test_a_folder_that_cannot_be_flushed_is_no_failure_once_the_file_is_in_place(
    target: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    genuine: Callable[..., Any] = getattr(os, call)

    def fail_for_folders(what: Any, *rest: Any) -> Any:
        if stat.S_ISDIR(os.fstat(what).st_mode) if call == "fsync" else Path(what).is_dir():
            raise OSError(errno.EACCES, "Permission denied")
        return genuine(what, *rest)

    monkeypatch.setattr(os, call, fail_for_folders)
    replace_file(target, new)
    assert target.read_bytes() == b"new"


def test_systems_that_flush_no_folders_are_not_asked_to(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "name", "nt")
    monkeypatch.setattr(os, "open", lambda *_arguments: pytest.fail("opened"))
    files._sync_folder(target.parent)
    monkeypatch.undo()


def sharing_error(code: int) -> OSError:
    error = PermissionError(errno.EACCES, "The process cannot access the file")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    return error


@pytest.mark.skipif(sys.platform == "win32", reason="imitates Windows elsewhere")
@pytest.mark.parametrize("code", [5, 32, 33])
@pytest.mark.parametrize("failures", [1, 6, 7])
def test_a_file_held_for_a_moment_is_waited_for(
    target: Path, monkeypatch: pytest.MonkeyPatch, code: int, failures: int
) -> None:
    genuine = Path.replace
    pauses: list[float] = []
    tries = 0

    def busy(self: Path, other: Path) -> Path:
        nonlocal tries
        tries += 1
        if tries <= failures:
            raise sharing_error(code)
        return genuine(self, other)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(time, "sleep", pauses.append)
    if failures <= 6:
        replace_file(target, new)
        assert target.read_bytes() == b"new"
    else:
        with pytest.raises(UserFixable, match="another program such as Word has the file open"):
            replace_file(target, new)
        assert target.read_bytes() == b"old"
        assert 2 <= sum(pauses) <= 3
    assert left_in(target.parent) == ["plan.pdf"]


def test_other_errors_are_not_waited_for(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "replace", fails(errno.EXDEV))
    monkeypatch.setattr(time, "sleep", lambda _pause: pytest.fail("waited"))
    with pytest.raises(UserFixable):
        replace_file(target, new)


def test_what_an_interrupted_write_left_is_swept_after_a_day(target: Path) -> None:
    day = 24 * 60 * 60
    kept = {
        f"{TEMPORARY_PREFIX}young{TEMPORARY_SUFFIX}": day - 60,
        f"{TEMPORARY_PREFIX}other.txt": 9 * day,
        f"other{TEMPORARY_SUFFIX}": 9 * day,
    }
    for name, age in {**kept, f"{TEMPORARY_PREFIX}stale{TEMPORARY_SUFFIX}": day + 60}.items():
        path = target.parent / name
        path.write_bytes(b"")
        os.utime(path, (time.time() - age, time.time() - age))
    replace_file(target, new)
    assert left_in(target.parent) == sorted([*kept, "plan.pdf"])


def test_a_left_over_that_cannot_be_removed_stops_nobody(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stale = target.parent / f"{TEMPORARY_PREFIX}stale{TEMPORARY_SUFFIX}"
    stale.write_bytes(b"")
    os.utime(stale, (0, 0))
    monkeypatch.setattr(Path, "unlink", fails(errno.EACCES))
    replace_file(target, new)
    assert target.read_bytes() == b"new"
    sweep_temporaries(target.parent / "missing")
