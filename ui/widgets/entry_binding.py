"""A field of a goal, objective, course of action or section setting: the pack's words until the team changes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from eopbuilder.domain.facts import UNKNOWN, Fact, FieldSpec, Known, NotApplicable, is_empty
from eopbuilder.planning import operations
from ui.workspace import Workspace


class EntryBinding:
    """How a form row reads and changes such a field. `says` tells what the plan says in it now, or None.

    `options` are what a reference may point at, where that is less than everything of its kind.
    """

    def __init__(
        self,
        workspace: Workspace,
        table: str,
        record: str,
        spec: FieldSpec,
        says: Callable[[], object],
        belongs: Mapping[str, str],
        options: Callable[[], Sequence[tuple[str, str]]] | None = None,
    ) -> None:
        self.spec = spec
        self.options = options
        self._workspace = workspace
        self._table = table
        self._record = record
        self._says = says
        self._belongs = belongs

    @property
    def record_key(self) -> str:
        return f"{self._table}:{self._record}"

    @property
    def field(self) -> str:
        return self.spec.name

    def fact(self) -> Fact | None:
        own = self._workspace.plan.find(self._table, self._record)
        reason = own.not_applicable.get(self.spec.name) if own else None
        if reason:
            return NotApplicable(reason)
        value = self._says()
        if is_empty(value) or not isinstance(value, str | int | float | bool | tuple):
            return UNKNOWN
        return Known(value)

    def set(self, value: object, origin: object) -> None:
        operations.change_entry(
            self._workspace.session,
            table=self._table,
            record=self._record,
            field=self.spec.name,
            value=value,
            belongs=self._belongs,
            origin=origin,
        )

    def mark_not_applicable(self, reason: str, origin: object) -> None:
        operations.set_entry_aside(
            self._workspace.session,
            table=self._table,
            record=self._record,
            field=self.spec.name,
            reason=reason,
            belongs=self._belongs,
            origin=origin,
        )

    def clear(self, origin: object) -> None:
        self.set(None, origin)
