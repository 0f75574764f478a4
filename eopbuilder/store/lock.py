"""One plan, one writer: a lock file that names its holder, and is cleared when the holder is provably gone."""

from __future__ import annotations

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from eopbuilder.errors import UserFixable
from eopbuilder.files import TEMPORARY_PREFIX, TEMPORARY_SUFFIX
from eopbuilder.store import processes


@dataclass(frozen=True)
class Holder:
    """Who has a plan open: computer, user, process number, the mark of its start, and since when (ISO, UTC)."""

    host: str
    user: str
    pid: int
    started: str
    since: str

    def is_gone(self) -> bool:
        """Whether the holder provably no longer runs. Nobody can tell for another computer."""
        return self.host == processes.host() and processes.started(self.pid) != self.started

    def __str__(self) -> str:
        return f"{self.user} on {self.host}"


class PlanLocked(UserFixable):
    """The plan is open elsewhere. `holder` says where; `file` is the lock."""

    def __init__(self, holder: Holder, file: Path) -> None:
        since = holder.since[:16].replace("T", " ")
        if holder.host == processes.host():
            remedy = "Close it there first"
        else:
            remedy = f"Close it there first; if that computer was switched off, delete “{file}”"
        super().__init__("The plan was not opened", f"{holder} has had it open since {since} UTC", remedy)
        self.holder = holder
        self.file = file


class Lock:
    """The lock of one plan."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._held: Holder | None = None

    def holder(self) -> Holder | None:
        """Who holds the lock now, other than an owner that is gone; None when it is free."""
        found = self._read()
        return None if found is None or found.is_gone() else found

    def acquire(self) -> None:
        """Takes the lock, clearing one whose holder is gone. Raises `PlanLocked` when somebody has it."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        mine = _myself()
        own_copy = self.file.parent / f"{TEMPORARY_PREFIX}lock-{os.getpid()}-{id(self)}{TEMPORARY_SUFFIX}"
        own_copy.write_text(json.dumps(asdict(mine)), encoding="utf-8")
        try:
            while not _claim(own_copy, self.file):
                found = self._read()
                if found is not None and not found.is_gone():
                    raise PlanLocked(found, self.file)
                self._clear_stale(found)
        finally:
            own_copy.unlink(missing_ok=True)
        self._held = mine

    def release(self) -> None:
        """Gives the lock back. Does nothing when it is not ours."""
        if self._held is not None and self._read() == self._held:
            with contextlib.suppress(OSError):
                self.file.unlink()
        self._held = None

    def _read(self) -> Holder | None:
        try:
            data = json.loads(self.file.read_text(encoding="utf-8"))
            return Holder(
                str(data["host"]), str(data["user"]), int(data["pid"]), str(data["started"]), str(data["since"])
            )
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _clear_stale(self, judged: Holder | None) -> None:
        """Moves a dead lock away; when another process was faster and the moved one is alive, puts it back."""
        aside = self.file.with_suffix(f".stale-{os.getpid()}-{id(self)}")
        with contextlib.suppress(FileNotFoundError):
            self.file.rename(aside)
            taken = Lock(aside)._read()
            if taken == judged or taken is None or taken.is_gone():
                aside.unlink()
            else:
                _claim(aside, self.file)
                aside.unlink()


def _claim(source: Path, target: Path) -> bool:
    """Gives a complete file the name of the lock in one step; False when the name is taken."""
    try:
        os.link(source, target)
    except FileExistsError:
        return False
    except OSError:
        return _claim_without_links(source, target)
    return True


def _claim_without_links(source: Path, target: Path) -> bool:
    """The same on file systems that have no hard links."""
    try:
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(source.read_bytes())
    return True


def _myself() -> Holder:
    pid = os.getpid()
    started = processes.started(pid) or ""
    return Holder(processes.host(), processes.user(), pid, started, datetime.now(UTC).isoformat(timespec="seconds"))
