"""The place on this computer where one plan is worked on: its working database, its lock and its ticket.

The ticket says which file the working copy belongs to and what was last published there.
"""

from __future__ import annotations

import contextlib
import json
import re
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from eopbuilder.store.copying import put_bytes, same_file, temporary_name
from eopbuilder.store.lock import Lock

_PLAN_ID = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Fingerprint:
    """A published file: its generation, the hash of all its bytes, and the revision of the plan it shows."""

    generation: int
    sha256: str
    revision: int


@dataclass(frozen=True)
class Ticket:
    """Where a working copy belongs. `pending` is what was being published when the ticket was written."""

    path: str
    published: Fingerprint | None = None
    pending: Fingerprint | None = None

    def knows(self, sha256: str) -> bool:
        """Whether a file with this hash is one we put or found there."""
        return any(one is not None and one.sha256 == sha256 for one in (self.published, self.pending))


class Desk:
    """One plan's folder below `root`, named by the plan's id."""

    def __init__(self, root: Path, plan_id: str) -> None:
        self.root = root
        self.plan_id = plan_id
        self.folder = root / plan_id
        self.database = self.folder / "plan.db"
        self.lock = Lock(self.folder / "lock.json")
        self._ticket_file = self.folder / "ticket.json"

    def ticket(self) -> Ticket | None:
        """The ticket; None when there is none or it cannot be read."""
        try:
            data = json.loads(self._ticket_file.read_text(encoding="utf-8"))
            return Ticket(str(data["path"]), _fingerprint(data["published"]), _fingerprint(data["pending"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write_ticket(self, ticket: Ticket) -> None:
        """Replaces the ticket. Raises `UserFixable` when the disk does not allow it."""
        put_bytes(json.dumps(asdict(ticket)).encode("ascii"), self._ticket_file)

    def temporary(self) -> Path:
        """A name for a temporary database in this folder; nothing is there yet."""
        return temporary_name(self.folder)

    def clear(self) -> None:
        """Removes the working copy; the lock goes with `Lock.release`.

        The database goes first and the ticket last, so that a kill in between never leaves work without its ticket.
        """
        if self.folder.is_dir():
            order = {self.database: 0, self._ticket_file: 2}
            for entry in sorted(self.folder.iterdir(), key=lambda entry: order.get(entry, 1)):
                if entry != self.lock.file:
                    with contextlib.suppress(OSError):
                        entry.unlink()

    def leave(self) -> None:
        """Gives up the lock, and the folder when nothing of value is left in it."""
        self.lock.release()
        with contextlib.suppress(OSError):
            self.folder.rmdir()

    def set_aside(self, stamp: str) -> Path:
        """Moves a damaged working copy out of the way, keeping it."""
        aside = self.root / f"{self.plan_id}.damaged-{stamp}"
        aside.mkdir()
        for entry in list(self.folder.iterdir()):
            if entry != self.lock.file:
                shutil.move(entry, aside / entry.name)
        return aside


def is_plan_id(text: object) -> bool:
    """Whether a text has the form of a plan's id, and so is safe as the name of a folder."""
    return isinstance(text, str) and _PLAN_ID.fullmatch(text) is not None


def desks(root: Path) -> list[Desk]:
    """The plans that have something on a desk below `root`."""
    return [Desk(root, entry.name) for entry in sorted(root.iterdir()) if is_plan_id(entry.name)]


def desk_of(root: Path, path: Path) -> Desk | None:
    """The desk on which the plan file at `path` is being worked on, or was when the program stopped."""
    for desk in desks(root):
        ticket = desk.ticket()
        if ticket is not None and same_file(ticket.path, path) and desk.database.exists():
            return desk
    return None


def _fingerprint(data: Any) -> Fingerprint | None:
    if data is None:
        return None
    return Fingerprint(int(data["generation"]), str(data["sha256"]), int(data["revision"]))
