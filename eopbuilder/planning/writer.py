"""Writing records inside one operation."""

from __future__ import annotations

from eopbuilder.domain.records import RECORD_TYPES, Record
from eopbuilder.errors import Bug
from eopbuilder.planning.changes import RowChange
from eopbuilder.planning.rows import SINGLE_TABLES, Rows


class Writer:
    """Collects what one operation writes. Nothing reaches the disk, or a listener, before the operation ends."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._journal: list[tuple[str, str, Record | None]] = []
        self._ended = False

    def put(self, record: Record) -> None:
        """Adds a record, or replaces the one with its id. Raises `Bug` outside its operation."""
        if record.TABLE in SINGLE_TABLES and self._rows.get(record.TABLE, record.id) is None:
            raise Bug(f"a second record in {record.TABLE}")
        self.write(record.TABLE, record.id, record)

    def add_image(self, data: bytes) -> str:
        """Takes the bytes of an image in and returns the id by which records name it.

        It is kept only when a record names it. Raises `NotPlain` for what was not made by `prepare_image`.
        """
        return self._rows.add_image(data)

    def remove(self, table: str, record_id: str) -> None:
        """Takes a record out. What points at it must be changed in the same operation.

        Raises `Bug` when there is no such record, or outside its operation.
        """
        if table not in RECORD_TYPES or table in SINGLE_TABLES or self._rows.get(table, record_id) is None:
            raise Bug(f"nothing to remove in {table}")
        self.write(table, record_id, None)

    def write(self, table: str, record_id: str, record: Record | None) -> None:
        """Puts a record in place, or takes it out, whatever was there."""
        if self._ended:
            raise Bug("a write outside an operation")
        self._journal.append((table, record_id, self._rows.get(table, record_id)))
        self._rows.set(table, record_id, record)

    @property
    def mark(self) -> int:
        """How much was written so far, for `roll_back`."""
        return len(self._journal)

    def roll_back(self, mark: int = 0) -> None:
        """Takes back what was written after `mark`."""
        while len(self._journal) > mark:
            self._rows.set(*self._journal.pop())

    def end(self) -> None:
        """Refuses every later write."""
        self._ended = True

    def changes(self) -> tuple[RowChange, ...]:
        """What the operation comes to: one change for each record that is not what it was."""
        before: dict[tuple[str, str], Record | None] = {}
        for table, record_id, earlier in self._journal:
            before.setdefault((table, record_id), earlier)
        changes = (
            RowChange(table, record_id, earlier, self._rows.get(table, record_id))
            for (table, record_id), earlier in before.items()
        )
        return tuple(change for change in changes if change.before != change.after)
