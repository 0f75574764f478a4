"""Backups: verified copies of plan files in the program's own folder, thinned as they grow old."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from eopbuilder.store.copying import must_have_hash, put_bytes, put_copy, same_file
from eopbuilder.store.desk import is_plan_id

DAYS, WEEKS, MONTHS = 12, 10, 9
"""How many daily, then weekly, then monthly backups are kept. All of the newest day are."""

_NAME = re.compile(r"(\d{8}T\d{6})Z-([0-9a-f]{12})\.eop")


@dataclass(frozen=True)
class Backup:
    """A backup: the file, and when it was made (UTC)."""

    path: Path
    made_at: datetime

    @property
    def _hash_start(self) -> str:
        return self.path.stem[-12:]


class Backups:
    """The backups of one plan, below `root` in a folder named by the plan's id."""

    def __init__(self, root: Path, plan_id: str) -> None:
        self.folder = root / plan_id
        self._origin = self.folder / "origin.json"

    def list(self) -> list[Backup]:
        """All backups, newest first. Files with other names are not ours and are left alone."""
        found = []
        if self.folder.is_dir():
            for entry in self.folder.iterdir():
                parts = _NAME.fullmatch(entry.name)
                if parts:
                    with contextlib.suppress(ValueError):
                        made_at = datetime.strptime(parts[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                        found.append(Backup(entry, made_at))
        return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)

    def take(self, source: Path, sha256: str, origin: Path, now: datetime) -> Backup | None:
        """Keeps a copy of the checked file `source`, unless its content is the newest backup already; then thins.

        The copy is read back and compared before it counts. Raises `UserFixable` when it cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        self._remember(origin)
        existing = self.list()
        if any(backup._hash_start == sha256[:12] for backup in existing[:1]):
            return None
        made_at = now.astimezone(UTC).replace(microsecond=0)
        target = self.folder / f"{made_at:%Y%m%dT%H%M%S}Z-{sha256[:12]}.eop"
        put_copy(source, target, verify=must_have_hash(sha256))
        made = Backup(target, made_at)
        kept = keep([made_at, *(backup.made_at for backup in existing)], made_at)
        for backup in existing:
            if backup.made_at not in kept:
                with contextlib.suppress(OSError):
                    backup.path.unlink()
        return made

    def origin(self) -> str | None:
        """Where the plan lay when it was last backed up."""
        try:
            return str(json.loads(self._origin.read_text(encoding="utf-8"))["path"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _remember(self, origin: Path) -> None:
        if self.origin() != str(origin):
            put_bytes(json.dumps({"path": str(origin)}).encode(), self._origin)


def backups_of_path(root: Path, path: Path) -> list[Backup]:
    """Backups of the plan that last lay at `path`, newest first; for a file that is gone or cannot be read."""
    found: list[Backup] = []
    for entry in root.iterdir():
        if is_plan_id(entry.name):
            backups = Backups(root, entry.name)
            origin = backups.origin()
            if origin is not None and same_file(origin, path):
                found.extend(backups.list())
    return sorted(found, key=lambda backup: backup.made_at, reverse=True)


def keep(moments: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Which backups stay: all of the newest day, the last of 12 days, then of 10 weeks, then of 9 months.

    Days count that have a backup, so that a plan nobody touched for a year loses nothing. Backups dated after `now`
    come from a wrong clock: they stay and push nothing out.
    """
    kept: set[datetime] = set()
    past: list[datetime] = []
    for moment in sorted(moments, reverse=True):
        if moment > now:
            kept.add(moment)
        else:
            past.append(moment)
    if past:
        kept.update(moment for moment in past if moment.date() == past[0].date())
    periods: tuple[tuple[int, Callable[[datetime], object]], ...] = (
        (DAYS, lambda moment: moment.date()),
        (WEEKS, lambda moment: moment.isocalendar()[:2]),
        (MONTHS, lambda moment: (moment.year, moment.month)),
    )
    left = past
    for count, period in periods:
        seen: set[object] = set()
        rest: list[datetime] = []
        for moment in left:
            if period(moment) in seen:
                continue
            if len(seen) < count:
                seen.add(period(moment))
                kept.add(moment)
            else:
                rest.append(moment)
        left = rest
    return frozenset(kept)
