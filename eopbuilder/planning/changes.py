"""What an operation changed, as listeners get it after the commit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from eopbuilder.store.working import RowChange

__all__ = ["ChangeSet", "RowChange"]


@dataclass(frozen=True)
class ChangeSet:
    """Everything one operation, undo or redo changed. `origin` is whoever caused it, so that it need not refresh."""

    label: str
    origin: object
    changes: tuple[RowChange, ...]

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables that changed."""
        return frozenset(change.table for change in self.changes)
