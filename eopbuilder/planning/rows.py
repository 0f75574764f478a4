"""The records of an open plan in memory, and the immutable snapshot everybody reads."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import cast

from eopbuilder.domain.images import image_id, plain_image
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    RECORD_TYPES,
    SINGLES,
    PlanInfo,
    Record,
    School,
    field_specs,
    images_of,
    references,
)
from eopbuilder.errors import Bug
from eopbuilder.planning.changes import RowChange

SINGLE_TABLES = frozenset(kind.TABLE for kind in SINGLES)
"""Tables with exactly one record, which is never removed."""

REFERENCE_FIELDS: dict[str, dict[str, str]] = {
    table: {
        spec.name: spec.refers_to
        for spec in field_specs(kind)
        if spec.refers_to and not spec.refers_to.startswith("pack.")
    }
    for table, kind in RECORD_TYPES.items()
}
"""Table to its fields that point at records of the plan, each with the table it points at."""


class Rows:
    """Every record by table and id, and the images they name.

    Snapshots are built when asked for, and only of the lists that changed.
    """

    def __init__(self, records: dict[str, dict[str, Record]], images: dict[str, bytes]) -> None:
        self._records = records
        self._images = images
        self._stale: set[str] = {kind.TABLE for kind in LISTS}
        self._plan: Plan | None = None

    def get(self, table: str, record_id: str) -> Record | None:
        """The record with this id; None when there is none. KeyError for a table no plan has."""
        return self._records[table].get(record_id)

    def set(self, table: str, record_id: str, record: Record | None) -> None:
        """Puts a record in place, or takes it out."""
        if record is None:
            self._records[table].pop(record_id, None)
        else:
            self._records[table][record_id] = record
        self._stale.add(table)

    def add_image(self, data: bytes) -> str:
        """Takes the bytes of an image in, for records to name, and returns its id. Raises `NotPlain`."""
        plain_image(data)
        image = image_id(data)
        self._images[image] = data
        return image

    def images_named(self, changes: tuple[RowChange, ...]) -> dict[str, bytes]:
        """The images that records name after these changes, by id."""
        named = {image for change in changes if change.after is not None for image in images_of(change.after)}
        return {image: self._images[image] for image in named}

    def next_position(self, table: str) -> int:
        """The position that puts a new record at the end of its list."""
        return max((row.position for row in self._records[table].values()), default=-1) + 1

    @property
    def info(self) -> PlanInfo:
        """The record about the plan itself."""
        return cast("PlanInfo", next(iter(self._records[PlanInfo.TABLE].values())))

    @property
    def plan(self) -> Plan:
        """The snapshot of everything. What was handed out never changes."""
        if self._plan is None or self._stale:
            self._plan = self._build(self._plan)
            self._stale.clear()
        return self._plan

    def _build(self, earlier: Plan | None) -> Plan:
        school = cast("School", next(iter(self._records[School.TABLE].values())))
        changed = self._stale - SINGLE_TABLES
        if earlier is not None and not changed:
            return replace(earlier, info=self.info, school=school)
        lists = dict(earlier.lists) if earlier is not None else {}
        for table in changed:
            lists[table] = tuple(sorted(self._records[table].values(), key=lambda row: (row.position, row.id)))
        return Plan(self.info, school, MappingProxyType(lists), images=MappingProxyType(self._images))

    def check_references(self, changes: tuple[RowChange, ...]) -> None:
        """Raises `Bug` when these changes leave a record pointing at one that is not there."""
        gone = {change.table for change in changes if change.after is None}
        for change in changes:
            if change.after is not None:
                self._check_targets(change.after)
        for table, fields in REFERENCE_FIELDS.items():
            if not gone.isdisjoint(fields.values()):
                for record in self._records[table].values():
                    self._check_targets(record)

    def _check_targets(self, record: Record) -> None:
        tables = REFERENCE_FIELDS[record.TABLE]
        for name, ids in references(record).items():
            if any(one not in self._records[tables[name]] for one in ids):
                raise Bug(f"{record.TABLE}.{name} points at a record that is not there")
        if not self._images.keys() >= set(images_of(record)):
            raise Bug(f"an image of {record.TABLE} is not there")
