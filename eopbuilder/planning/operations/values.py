"""What all operations share: finding records, checking values and references, and wording labels."""

from __future__ import annotations

from eopbuilder.domain.facts import FieldSpec, InvalidValue, Kind, Value, clean_text, parse_value
from eopbuilder.domain.naming import called
from eopbuilder.domain.records import RECORD_TYPES, Course, Record, field_spec
from eopbuilder.errors import Bug
from eopbuilder.planning.rows import SINGLE_TABLES
from eopbuilder.planning.session import Session

TYPED = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE, Kind.EMAIL, Kind.NUMBER, Kind.DECIMAL})
"""Kinds filled in by typing, where a pause of less than a minute stays one undo step."""


def the_record(session: Session, table: str, record: str | None) -> Record:
    """The record to change; for the plan and the school no id is needed. Raises `Bug` when it is not there."""
    if table not in RECORD_TYPES:
        raise Bug(f"no such table: {table}")
    if table in SINGLE_TABLES and record is None:
        return session.plan.records(table)[0]
    found = session.record(table, record or "")
    if found is None:
        raise Bug(f"no such record in {table}")
    return found


def the_spec(table: str, field: str) -> FieldSpec:
    """The description of a field. Raises `Bug` for a field the records do not have."""
    try:
        return field_spec(RECORD_TYPES[table], field)
    except KeyError:
        raise Bug(f"no such field: {table}.{field}") from None


def checked_value(session: Session, spec: FieldSpec, raw: object) -> Value | None:
    """The cleaned, typed value. Raises `InvalidValue` when it does not fit or points at nothing."""
    value = parse_value(spec, raw)
    if spec.kind is Kind.IMAGE and value is not None and value not in session.plan.images:
        raise InvalidValue(f"“{spec.label}” names an image the plan does not have; choose the file again.")
    if spec.refers_to:
        ids = value if isinstance(value, tuple) else (value,) if isinstance(value, str) else ()
        for one in ids:
            if not _is_there(session, spec.refers_to, one):
                raise InvalidValue(f"“{spec.label}” names something that is not in the plan any more; choose again.")
    return value


def _is_there(session: Session, refers_to: str, target: str) -> bool:
    if refers_to == "pack.courses" and session.record(Course.TABLE, target) is not None:
        return True  # courses of action of the team's own stand beside those of the pack
    if refers_to.startswith("pack."):
        return target in session.pack.catalogue(refers_to)
    return session.record(refers_to, target) is not None


def checked_reason(spec: FieldSpec, reason: str) -> str:
    """The cleaned reason why something does not apply. Raises `InvalidValue` when it says nothing."""
    text = " ".join(clean_text(reason).split())
    if not text:
        raise InvalidValue(f"Say why “{spec.label}” does not apply; without a reason it counts as unanswered.")
    return text


def merge_key(kind: Kind, *parts: str) -> str | None:
    """The key that joins typing in one field into one undo step; None for what is chosen rather than typed."""
    return ":".join(parts) if kind in TYPED else None


def in_sentence(label: str) -> str:
    """A field's label as it stands inside a sentence: “School name” as “school name”, but “ZIP code” as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def of_record(session: Session, record: Record) -> str:
    """Whose field it is, for a label: “ of Grace Community Church”, or nothing for the plan and the school."""
    return "" if record.TABLE in SINGLE_TABLES else f" of {shown_label(session, record)}"


def shown_label(session: Session, record: Record) -> str:
    """What people call a record, with the pack's words for one that stands for an entry of the pack."""
    return called(session.plan, session.pack, record)
