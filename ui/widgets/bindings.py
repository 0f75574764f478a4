"""What a form row stands for: a field of a record, or a question of the template pack."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from eopbuilder.domain.catalogue import Question
from eopbuilder.domain.facts import Fact, FieldSpec
from eopbuilder.domain.naming import called
from eopbuilder.domain.records import Agency, Answer, Person, Record
from eopbuilder.planning import operations
from ui.workspace import Workspace

Options = Callable[[], Sequence[tuple[str, str]]]
"""Ids and words of what a reference may point at now."""


class Binding(Protocol):
    """How a form row reads and changes its fact. The changing calls raise as operations do."""

    spec: FieldSpec
    options: Options | None
    """What a reference may point at, where that is less than everything of its kind."""

    @property
    def record_key(self) -> str:
        """`table:id`, as findings name it."""

    @property
    def field(self) -> str:
        """The field's name, or the question's id."""

    def fact(self) -> Fact | None:
        """The fact now; None when the record is gone."""

    def set(self, value: object, origin: object) -> None: ...

    def mark_not_applicable(self, reason: str, origin: object) -> None: ...

    def clear(self, origin: object) -> None: ...


class RecordBinding:
    """A field of a record."""

    options: Options | None = None

    def __init__(self, workspace: Workspace, table: str, record: str, spec: FieldSpec) -> None:
        self.spec = spec
        self._workspace = workspace
        self._table = table
        self._record = record

    @property
    def record_key(self) -> str:
        return f"{self._table}:{self._record}"

    @property
    def field(self) -> str:
        return self.spec.name

    def fact(self) -> Fact | None:
        record = self._workspace.plan.find(self._table, self._record)
        return record.fact(self.spec.name) if record else None

    def set(self, value: object, origin: object) -> None:
        operations.set_fact(
            self._workspace.session,
            table=self._table,
            record=self._record,
            field=self.spec.name,
            value=value,
            origin=origin,
        )

    def mark_not_applicable(self, reason: str, origin: object) -> None:
        operations.mark_not_applicable(
            self._workspace.session,
            table=self._table,
            record=self._record,
            field=self.spec.name,
            reason=reason,
            origin=origin,
        )

    def clear(self, origin: object) -> None:
        operations.clear_fact(
            self._workspace.session, table=self._table, record=self._record, field=self.spec.name, origin=origin
        )


class QuestionBinding:
    """A question of the template pack."""

    options: Options | None = None

    def __init__(self, workspace: Workspace, question: Question) -> None:
        self.spec = question.spec
        self._workspace = workspace
        self._question = question

    @property
    def record_key(self) -> str:
        return f"{Answer.TABLE}:{self._question.id}"

    @property
    def field(self) -> str:
        return self._question.id

    def fact(self) -> Fact | None:
        return self._workspace.plan.answer(self._question)

    def set(self, value: object, origin: object) -> None:
        operations.answer_question(self._workspace.session, question=self._question.id, value=value, origin=origin)

    def mark_not_applicable(self, reason: str, origin: object) -> None:
        operations.answer_not_applicable(
            self._workspace.session, question=self._question.id, reason=reason, origin=origin
        )

    def clear(self, origin: object) -> None:
        operations.clear_answer(self._workspace.session, question=self._question.id, origin=origin)


def reference_options(workspace: Workspace, spec: FieldSpec) -> Options:
    """What a reference may point at now: entries of the pack, or records of the plan."""

    def options() -> Sequence[tuple[str, str]]:
        if not spec.refers_to:
            return []
        if spec.refers_to.startswith("pack."):
            return list(workspace.pack.catalogue(spec.refers_to).items())
        records = [one for one in workspace.plan.records(spec.refers_to) if not _has_left(one, workspace)]
        return [(record.id, _words(record, workspace)) for record in records]

    return options


def _has_left(record: Record, workspace: Workspace) -> bool:
    return isinstance(record, Person) and record.has_left(workspace.as_of)


def _words(record: Record, workspace: Workspace) -> str:
    extra = record.job_title if isinstance(record, Person) else record.contact if isinstance(record, Agency) else None
    name = called(workspace.plan, workspace.pack, record)
    return f"{name}, {extra}" if extra else name
