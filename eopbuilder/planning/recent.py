"""Which plans were opened lately. The file also keeps other settings, which are left as they are."""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eopbuilder import paths
from eopbuilder.errors import UserFixable
from eopbuilder.store.copying import put_bytes, same_file

if TYPE_CHECKING:
    from eopbuilder.domain.plan import Plan

LONGEST = 10
_KEY = "recent"


@dataclass(frozen=True)
class RecentPlan:
    """A plan opened lately: where it lay and what it is called."""

    path: Path
    title: str

    @property
    def exists(self) -> bool:
        """Whether the file is there now."""
        return self.path.is_file()


def recent_plans() -> list[RecentPlan]:
    """The plans opened lately, newest first. Empty when the settings cannot be read."""
    entries = _read().get(_KEY)
    return [
        RecentPlan(Path(entry["path"]), str(entry.get("title") or Path(entry["path"]).stem))
        for entry in (entries if isinstance(entries, list) else [])
        if isinstance(entry, dict) and isinstance(entry.get("path"), str) and entry["path"]
    ][:LONGEST]


def remember(path: Path, plan: Plan) -> None:
    """Puts a plan at the head of the list. A disk that does not allow it is no reason to fail."""
    title = plan.info.title or plan.school.name or path.stem
    others = [entry for entry in recent_plans() if not same_file(entry.path, path)]
    _write([RecentPlan(path, title), *others][:LONGEST])


def forget(path: Path) -> None:
    """Takes a plan off the list."""
    _write([entry for entry in recent_plans() if not same_file(entry.path, path)])


def _read() -> dict[str, Any]:
    try:
        data = json.loads(paths.settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _write(entries: list[RecentPlan]) -> None:
    data = {**_read(), _KEY: [{"path": str(entry.path), "title": entry.title} for entry in entries]}
    with contextlib.suppress(UserFixable, OSError):
        put_bytes(json.dumps(data, ensure_ascii=False, indent=1).encode("utf-8", "replace"), paths.settings_file())
