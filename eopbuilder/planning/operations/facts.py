"""Operations on one field of one record: known, unknown, or not applicable for a stated reason."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from eopbuilder.domain.facts import MANY, Value
from eopbuilder.domain.records import Record
from eopbuilder.planning.operations.values import (
    checked_reason,
    checked_value,
    in_sentence,
    merge_key,
    of_record,
    the_record,
    the_spec,
)
from eopbuilder.planning.session import Session


def set_fact(
    session: Session, *, table: str, field: str, value: object, record: str | None = None, origin: object = None
) -> None:
    """Says what is known; an empty value says that it is unknown. A reason for not applying is dropped.

    `record` may be left out for the plan and the school. Raises `InvalidValue` when the value does not fit.
    """
    found, spec = the_record(session, table, record), the_spec(table, field)
    _write(
        session,
        with_value(found, field, checked_value(session, spec, value)),
        label=f"Change {in_sentence(spec.label)}{of_record(session, found)}",
        origin=origin,
        key=merge_key(spec.kind, table, found.id, field),
    )


def clear_fact(session: Session, *, table: str, field: str, record: str | None = None, origin: object = None) -> None:
    """Makes a fact unknown again."""
    found, spec = the_record(session, table, record), the_spec(table, field)
    changed = with_value(found, field, () if spec.kind in MANY else None)
    _write(session, changed, label=f"Clear {in_sentence(spec.label)}{of_record(session, found)}", origin=origin)


def mark_not_applicable(
    session: Session, *, table: str, field: str, reason: str, record: str | None = None, origin: object = None
) -> None:
    """Says that a fact does not apply, and why; a value is dropped. Raises `InvalidValue` without a reason."""
    found, spec = the_record(session, table, record), the_spec(table, field)
    why = checked_reason(spec, reason)
    changed = with_value(found, field, () if spec.kind in MANY else None)
    changed = replace(changed, not_applicable=MappingProxyType({**changed.not_applicable, field: why}))
    _write(
        session,
        changed,
        label=f"Mark {in_sentence(spec.label)}{of_record(session, found)} as not applicable",
        origin=origin,
        key=f"{table}:{found.id}:{field}:reason",
    )


def with_value(record: Record, field: str, value: Value | None) -> Record:
    """The record with one field set and without a reason why that field does not apply."""
    reasons: Mapping[str, str] = record.not_applicable
    if field in reasons:
        reasons = MappingProxyType({name: why for name, why in reasons.items() if name != field})
    changes: dict[str, Any] = {field: value}
    return replace(record, not_applicable=reasons, **changes)


def _write(session: Session, changed: Record, *, label: str, origin: object, key: str | None = None) -> None:
    with session.operation(label, origin=origin, merge_key=key) as writer:
        writer.put(changed)
