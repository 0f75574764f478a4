"""Walking through the steps of a template pack: next, back, and jumping anywhere at any time.

Nothing here is ever locked: a step that lacks something says so through its state, which planning works out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from eopbuilder.domain.catalogue import Pack, Step, StepPart
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import RECORD_TYPES, field_specs


class Flow:
    """The steps in order and the one that is shown. Listeners hear of every move, after it happened."""

    def __init__(self, steps: Sequence[Step]) -> None:
        if not steps:
            raise ValueError("a wizard needs at least one step")
        self.steps = tuple(steps)
        self._index = 0
        self._listeners: list[Callable[[Step], None]] = []

    @property
    def current(self) -> Step:
        """The step that is shown."""
        return self.steps[self._index]

    @property
    def following(self) -> Step | None:
        """The step after the current one, or None on the last."""
        return self.steps[self._index + 1] if self._index + 1 < len(self.steps) else None

    @property
    def preceding(self) -> Step | None:
        """The step before the current one, or None on the first."""
        return self.steps[self._index - 1] if self._index else None

    def on_move(self, listener: Callable[[Step], None]) -> None:
        """Calls `listener` with the new step after every move."""
        self._listeners.append(listener)

    def next(self) -> bool:
        """Moves on by one step; False on the last."""
        return self._move(self._index + 1)

    def back(self) -> bool:
        """Moves back by one step; False on the first."""
        return self._move(self._index - 1)

    def jump(self, step_id: str) -> bool:
        """Shows the step with this id; False when there is none. Jumping to the current step is no move."""
        found = next((index for index, step in enumerate(self.steps) if step.id == step_id), None)
        return found is not None and (found == self._index or self._move(found))

    def _move(self, index: int) -> bool:
        if not 0 <= index < len(self.steps):
            return False
        self._index = index
        for listener in self._listeners:
            listener(self.current)
        return True


def step_of(finding: Finding, pack: Pack) -> str:
    """The id of the step that mends a finding: the one it names, else the one asking its question or its record.

    Empty when no step of the pack does.
    """
    where = finding.where
    table = where.record.partition(":")[0]
    candidates = (
        where.step,
        pack.step_of_question.get(where.field, ""),
        pack.step_of_editor.get(table, ""),
        next((step.id for step in pack.steps if where.section and where.section in step.sections), ""),
    )
    known = {step.id for step in pack.steps}
    return next((step for step in candidates if step in known), "")


def part_of(finding: Finding, step: Step) -> int:
    """The index of the part of `step` that shows what a finding is about; 0 when no part shows it by name.

    A finding that names a field but no record (something is missing from a list) belongs to the list with that field.
    """
    where = finding.where
    table = where.record.partition(":")[0]
    for index, part in enumerate(step.parts):
        has_field = not where.record and part.editor in RECORD_TYPES and where.field in _fields(part.editor)
        if where.field in (*part.questions, *part.asks) or (part.editor and part.editor == table) or has_field:
            return index
    return 0


def is_about_the_whole(finding: Finding, part: StepPart) -> bool:
    """Whether a part shows what this finding is about in none of its fields, so that the part itself must say it.

    True of what is missing from a list, and of a record as a whole; never where the part has a place of its own for it.
    """
    if part.editor in _SAYS_IT_ITSELF:
        return False
    where = finding.where
    return not (where.record and where.field)


_SAYS_IT_ITSELF = frozenset({"roles", "review", "requirements", "export"})


def _fields(table: str) -> set[str]:
    return {spec.name for spec in field_specs(RECORD_TYPES[table])}
