"""Putting a finished file in place so that a failure never harms the one that was there."""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from eopbuilder.errors import UserFixable

TEMPORARY_PREFIX = ".eopbuilder-"
TEMPORARY_SUFFIX = ".tmp"
_STALE_SECONDS = 24 * 60 * 60
_BUSY_WINDOWS_ERRORS = {5, 32, 33}
_RETRY_PAUSES = (0.05, 0.1, 0.2, 0.4, 0.8, 0.95)


def replace_file(
    target: Path, write: Callable[[BinaryIO], None], *, verify: Callable[[Path], None] | None = None
) -> None:
    """Writes `target` anew: a temporary file beside it, flushed to disk, verified, then moved into place in one step.

    Whatever goes wrong, an existing target stays as it was and the temporary file is removed. `verify` may raise to
    refuse the new file. Raises `UserFixable` when the folder, the disk or another program stands in the way.
    """
    sweep_temporaries(target.parent)
    temporary: Path | None = None
    try:
        descriptor, name = tempfile.mkstemp(prefix=TEMPORARY_PREFIX, suffix=TEMPORARY_SUFFIX, dir=target.parent)
        temporary = Path(name)
        with os.fdopen(descriptor, "wb") as stream:
            write(stream)
            stream.flush()
            os.fsync(stream.fileno())
        if verify is not None:
            verify(temporary)
        _match_permissions(temporary, target)
        _move_into_place(temporary, target)
        temporary = None
        _sync_folder(target.parent)
    except OSError as error:
        raise _explain(error, target) from error
    finally:
        if temporary is not None:
            with contextlib.suppress(OSError):
                temporary.unlink()


def sweep_temporaries(folder: Path) -> None:
    """Removes temporary files of ours that an interrupted write left in `folder` more than a day ago."""
    with contextlib.suppress(OSError):
        for left_over in folder.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
            with contextlib.suppress(OSError):
                if time.time() - left_over.stat().st_mtime > _STALE_SECONDS:
                    left_over.unlink()


def _match_permissions(temporary: Path, target: Path) -> None:
    """Gives the new file the permissions of the old one, or those a new file of this user gets."""
    if target.exists():
        mode = target.stat().st_mode & 0o777
    else:
        mask = os.umask(0)
        os.umask(mask)
        mode = 0o666 & ~mask
    with contextlib.suppress(OSError):
        temporary.chmod(mode)


def _move_into_place(temporary: Path, target: Path) -> None:
    """`os.replace`, waiting out virus scanners and sync clients that hold the file for a moment (Windows)."""
    for pause in (*_RETRY_PAUSES, None):
        try:
            temporary.replace(target)
            return
        except OSError as error:
            if pause is None or getattr(error, "winerror", None) not in _BUSY_WINDOWS_ERRORS:
                raise
            time.sleep(pause)


def _sync_folder(folder: Path) -> None:
    """Makes the renaming itself durable where the system lets a folder be flushed."""
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # the new file is in place already: too late to call it a failure
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _explain(error: OSError, target: Path) -> UserFixable:
    what = f"“{target.name}” was not written"
    if error.errno == errno.ENOSPC:
        return UserFixable(what, "the disk is full", "Free some space, or choose another folder")
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return UserFixable(what, f"the folder “{target.parent}” is not there", "Choose a folder that exists")
    if error.errno == errno.EISDIR:
        return UserFixable(what, "a folder has that name", "Choose another name")
    if error.errno == errno.EROFS:
        return UserFixable(what, "the drive is read-only", "Choose another folder")
    if error.errno in {errno.EACCES, errno.EPERM} or getattr(error, "winerror", None) in _BUSY_WINDOWS_ERRORS:
        return UserFixable(
            what,
            "the folder does not allow it, or another program such as Word has the file open",
            "Close the other program, or choose another name or folder",
        )
    if error.errno == errno.ENAMETOOLONG:
        return UserFixable(what, "its name or path is too long", "Choose a shorter name or a folder nearer the top")
    return UserFixable(
        what, (error.strerror or "the disk reported an error").lower(), "Try again, or choose another folder"
    )
