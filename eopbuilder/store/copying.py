"""Small jobs with whole files: hashing, copying into place, temporary names, comparing paths."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

from eopbuilder.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX, replace_file, sweep_temporaries


def file_hash(path: Path) -> str:
    """The SHA-256 of a file's bytes."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def put_bytes(data: bytes, target: Path) -> None:
    """Replaces `target` by these bytes. Raises `UserFixable` as `replace_file` does."""

    def write(stream: BinaryIO) -> None:
        stream.write(data)

    replace_file(target, write)


def put_copy(source: Path, target: Path, *, verify: Callable[[Path], None] | None = None) -> None:
    """Replaces `target` by a copy of `source`. Raises `UserFixable` as `replace_file` does, or what `verify` raises."""

    def write(stream: BinaryIO) -> None:
        with source.open("rb") as data:
            shutil.copyfileobj(data, stream)

    replace_file(target, write, verify=verify)


def must_have_hash(sha256: str) -> Callable[[Path], None]:
    """A check that the file read back is the file that was written."""

    def verify(written: Path) -> None:
        if file_hash(written) != sha256:
            raise OSError(errno.EIO, "what was read back differs from what was written")

    return verify


def temporary_name(folder: Path) -> Path:
    """A fresh name in `folder` that a later sweep recognizes as ours; nothing is there yet."""
    sweep_temporaries(folder)
    return folder / f"{TEMPORARY_PREFIX}{uuid.uuid4().hex}{TEMPORARY_SUFFIX}"


def same_file(left: str | Path, right: str | Path) -> bool:
    """Whether two paths name the same place, whatever way they are written."""
    return os.path.normcase(os.path.realpath(left)) == os.path.normcase(os.path.realpath(right))


def free_name(path: Path, addition: str) -> Path:
    """A name beside `path` that is not taken: the stem, the addition in brackets, a number when needed."""
    candidate, number = path.with_name(f"{path.stem} ({addition}){path.suffix}"), 2
    while candidate.exists():
        candidate, number = path.with_name(f"{path.stem} ({addition}, {number}){path.suffix}"), number + 1
    return candidate
