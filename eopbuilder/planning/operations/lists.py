"""Operations on lists of records: add, remove with everything that hangs on it, and put in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.records import RECORD_TYPES, Answer, Assignment, OwnRole, Record, field_specs
from eopbuilder.errors import Bug
from eopbuilder.planning.operations.order import close_gaps
from eopbuilder.planning.operations.values import checked_value, shown_label, the_record, the_spec
from eopbuilder.planning.rows import SINGLE_TABLES
from eopbuilder.planning.session import Session
from eopbuilder.planning.writer import Writer

_GOES_WITH = {
    ("trainings", "person"),
    ("assignments", "person"),
    ("zones", "site"),
    ("agreements", "site"),
    ("agreements", "provider"),
    ("assignments", "role"),
    ("own_links", "source"),
    ("own_links", "target"),
    ("markers", "picture"),
}
"""Fields whose record means nothing once the record they point at is gone."""
_ROLES = ("pack.roles", "pack.positions")
"""What fields refer to that may point at a role of the team's own."""


def add_record(
    session: Session,
    *,
    table: str,
    values: Mapping[str, object] | None = None,
    record: str | None = None,
    origin: object = None,
) -> str:
    """Adds a record at the end of its list and returns its id.

    `record` gives the id, for an import that brings its own. Raises `InvalidValue` when a value does not fit.
    """
    if table not in RECORD_TYPES or table in SINGLE_TABLES:
        raise Bug(f"nothing can be added to {table}")
    new_id = record or uuid4().hex
    if session.record(table, new_id) is not None:
        raise InvalidValue("There is a record with this id already.")
    known: dict[str, Any] = {
        field: value
        for field, raw in (values or {}).items()
        if (value := checked_value(session, the_spec(table, field), raw)) is not None
    }
    added = RECORD_TYPES[table](id=new_id, position=session.next_position(table), **known)
    name = shown_label(session, added)
    label = f"Add {added.NOUN}" if name.startswith("Unnamed ") else f"Add {added.NOUN} {name}"
    with session.operation(label, origin=origin) as writer:
        writer.put(added)
    return new_id


def remove_record(session: Session, *, table: str, record: str, origin: object = None) -> None:
    """Removes a record and, in the same step, everything that points at it.

    What means nothing without it (a person's role assignments and trainings, a site's zones and agreements,
    the markers on a picture) goes too;
    elsewhere only the mention is taken out.
    """
    found = the_record(session, table, record)
    if table in SINGLE_TABLES:
        raise Bug(f"{table} cannot be removed")
    with session.operation(f"Remove {found.NOUN} {shown_label(session, found)}", origin=origin) as writer:
        roles = {found.role} if isinstance(found, Assignment) else set[str | None]()
        _remove(session, writer, found, roles)
        for role in sorted(role for role in roles if role):
            close_gaps(session, writer, role)


def _remove(session: Session, writer: Writer, gone: Record, roles: set[str | None]) -> None:
    """Removes a record with what hangs on it; notes in `roles` where the order of holders has to be closed up."""
    targets = {gone.TABLE, *(_ROLES if isinstance(gone, OwnRole) else ())}
    for table, kind in RECORD_TYPES.items():
        names = [spec.name for spec in field_specs(kind) if spec.refers_to in targets]
        for record in session.plan.records(table) if names else ():
            mentions = [name for name in names if _mentions(getattr(record, name), gone.id)]
            if any((table, name) in _GOES_WITH for name in mentions):
                if isinstance(record, Assignment):
                    roles.add(record.role)
                _remove(session, writer, record, roles)
            elif mentions:
                writer.put(replace(record, **{name: _without(getattr(record, name), gone.id) for name in mentions}))
    _forget_in_answers(session, writer, gone)
    writer.remove(gone.TABLE, gone.id)


def _forget_in_answers(session: Session, writer: Writer, gone: Record) -> None:
    for answer in session.plan.answers:
        if _mentions(answer.value, gone.id):
            question = session.pack.questions.get(answer.id)
            if question is not None and question.spec.refers_to == gone.TABLE:
                left = _without(answer.value, gone.id)
                if left:
                    writer.put(replace(answer, value=left))
                else:
                    writer.remove(Answer.TABLE, answer.id)


def _mentions(value: object, record_id: str) -> bool:
    return record_id in value if isinstance(value, tuple) else value == record_id


def _without(value: object, record_id: str) -> Any:
    return tuple(one for one in value if one != record_id) if isinstance(value, tuple) else None


def move_record(session: Session, *, table: str, record: str, to_index: int, origin: object = None) -> None:
    """Moves a record to another place of its list, counted from 0; beyond the end means the end."""
    found = the_record(session, table, record)
    others = [row for row in session.plan.records(table) if row.id != found.id]
    others.insert(max(0, min(to_index, len(others))), found)
    with session.operation(f"Move {found.NOUN} {shown_label(session, found)}", origin=origin) as writer:
        for position, row in enumerate(others):
            if row.position != position:
                writer.put(replace(row, position=position))
