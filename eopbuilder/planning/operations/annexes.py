"""Operations on what a team changes about the annexes and sections of its template pack.

A change is laid over the pack's entry with the same id. Where it says the same as the pack again, it goes away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import MANY, is_empty
from eopbuilder.domain.records import RECORD_TYPES, Course, Goal, Objective, Record, SectionSetting, field_specs
from eopbuilder.planning.operations.facts import with_value
from eopbuilder.planning.operations.values import checked_reason, checked_value, in_sentence, merge_key, the_spec
from eopbuilder.planning.section_texts import text_of_program
from eopbuilder.planning.session import Session
from eopbuilder.planning.writer import Writer

_BELONGS = frozenset({"section", "phase", "objective"})
"""Fields that say where an entry belongs; alone they change nothing about an entry of the pack."""


def change_entry(
    session: Session,
    *,
    table: str,
    record: str,
    field: str,
    value: object,
    belongs: Mapping[str, str] | None = None,
    origin: object = None,
) -> None:
    """Changes one field of a goal, objective, course, message or section, of the pack's or of the team's own.

    `belongs` says where a new entry belongs (its section, phase or objective). Raises `InvalidValue` when the value
    does not fit.
    """
    spec = the_spec(table, field)
    checked = checked_value(session, spec, value)
    said = pack_value(session.pack, table, record, field)
    if said is not None and checked == said:
        checked = None
    if checked is None and spec.kind in MANY:
        checked = ()
    found = session.record(table, record)
    base = found or _new(session, table, record, belongs)
    changed = with_value(base, field, checked)
    label = f"Change {in_sentence(spec.label)}"
    with session.operation(label, origin=origin, merge_key=merge_key(spec.kind, table, record, field)) as writer:
        if _says_something(session.pack, changed):
            writer.put(changed)
        elif found is not None:
            writer.remove(table, record)


def set_entry_aside(
    session: Session,
    *,
    table: str,
    record: str,
    field: str,
    reason: str,
    belongs: Mapping[str, str] | None = None,
    origin: object = None,
) -> None:
    """Says that one field of an entry does not apply, and why. Raises `InvalidValue` without a reason."""
    spec = the_spec(table, field)
    why = checked_reason(spec, reason)
    found = session.record(table, record)
    base = found or _new(session, table, record, belongs)
    changed = with_value(base, field, () if spec.kind in MANY else None)
    changed = replace(changed, not_applicable={**changed.not_applicable, field: why})
    with session.operation(f"Mark {in_sentence(spec.label)} as not applicable", origin=origin) as writer:
        writer.put(changed)


def restore_entry(session: Session, *, table: str, record: str, origin: object = None) -> None:
    """Brings back the words of the pack for an entry; an entry of the team's own is removed."""
    found = session.record(table, record)
    if found is None:
        return
    with session.operation("Bring back the words of the program", origin=origin) as writer:
        writer.remove(table, record)
        if not _is_the_packs(session.pack, found):
            _forget_courses(session, writer, found)


def _forget_courses(session: Session, writer: Writer, gone: Record) -> None:
    """Removes the courses of action of an objective that is gone; no other course waits for a course that is gone."""
    courses = session.plan.all(Course)
    lost = {one.id for one in courses if one.objective == gone.id} if isinstance(gone, Objective) else {gone.id}
    for course in courses:
        if course.id in lost:
            writer.remove(Course.TABLE, course.id)
        elif not lost.isdisjoint(course.after):
            kept = replace(course, after=tuple(one for one in course.after if one not in lost))
            if _says_something(session.pack, kept):
                writer.put(kept)
            else:
                writer.remove(Course.TABLE, kept.id)


def add_objective(session: Session, *, section: str, phase: str, origin: object = None) -> str:
    """Adds an objective of the team's own to a goal and returns its id."""
    return _add(session, Objective(id=uuid4().hex, section=section, phase=phase), "Add objective", origin)


def add_course(session: Session, *, section: str, objective: str, origin: object = None) -> str:
    """Adds a course of action of the team's own to an objective and returns its id."""
    added = Course(id=uuid4().hex, section=section, objective=objective)
    return _add(session, added, "Add course of action", origin)


def _new(session: Session, table: str, record: str, belongs: Mapping[str, str] | None) -> Record:
    where: dict[str, Any] = dict(belongs or {})
    return RECORD_TYPES[table](id=record, position=session.next_position(table), **where)


def _add(session: Session, record: Record, label: str, origin: object) -> str:
    placed = replace(record, position=session.next_position(record.TABLE))
    with session.operation(label, origin=origin) as writer:
        writer.put(placed)
    return placed.id


def pack_value(pack: Pack, table: str, record: str, field: str) -> object | None:
    """What the pack itself says in a field of an entry; None when the entry is the team's own or says nothing."""
    entry: object | None = None
    if table == Course.TABLE:
        entry = pack.courses.get(record)
    elif table in {Goal.TABLE, Objective.TABLE}:
        goals = [goal for section in pack.sections for goal in section.goals]
        entries: list[object] = [*goals, *(one for goal in goals for one in goal.objectives)]
        entry = next((one for one in entries if getattr(one, "id", "") == record), None)
    elif table == SectionSetting.TABLE:
        section = next((one for one in pack.sections if one.id == record), None)
        if section is not None and field == "own_text":
            return text_of_program(pack, section)
        return section.owner or None if section is not None and field == "lead" else None
    elif table == "messages":
        entry = next((message for message in pack.messages if message.id == record), None)
    value = getattr(entry, field, None)
    return None if is_empty(value) else value


def _is_the_packs(pack: Pack, record: Record) -> bool:
    return isinstance(record, SectionSetting) or pack_value(pack, record.TABLE, record.id, "id") is not None


def _says_something(pack: Pack, record: Record) -> bool:
    """Whether a record changes anything: one of the team's own always does."""
    if not _is_the_packs(pack, record) or record.not_applicable:
        return True
    names = (spec.name for spec in field_specs(type(record)) if spec.name not in _BELONGS)
    return any(not is_empty(getattr(record, name)) for name in names)
