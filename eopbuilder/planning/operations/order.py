"""The order in which people hold a role: 0 the primary, then the alternates, without gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from eopbuilder.domain.records import Assignment
from eopbuilder.planning.session import Session
from eopbuilder.planning.writer import Writer


def in_order(session: Session, role: str) -> list[Assignment]:
    """The assignments of a role, primary first."""
    found = [row for row in session.plan.assignments if row.role == role]
    return sorted(found, key=lambda row: (row.order if row.order is not None else len(found), row.position, row.id))


def put_in_order(writer: Writer, assignments: Iterable[Assignment]) -> None:
    """Numbers these assignments of one role from 0, writing only what changes."""
    for order, assignment in enumerate(assignments):
        if assignment.order != order:
            writer.put(replace(assignment, order=order))


def close_gaps(session: Session, writer: Writer, role: str) -> None:
    """Makes the order dense again after an assignment went."""
    put_in_order(writer, in_order(session, role))
