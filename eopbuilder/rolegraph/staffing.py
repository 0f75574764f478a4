"""Who is really there for a role: holders who have left the school count as nobody."""

from __future__ import annotations

from datetime import date

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person


def present_primary(plan: Plan, role_id: str, as_of: date) -> Person | None:
    """Who holds the role first, unless that person has left."""
    person = plan.primary(role_id)
    return None if person is None or person.has_left(as_of) else person


def present_alternates(plan: Plan, role_id: str, as_of: date) -> tuple[Person, ...]:
    """Who can step up, in order: nobody twice, nobody who has left, and not the primary again."""
    primary = plan.primary(role_id)
    found = {person.id: person for person in plan.alternates(role_id) if not person.has_left(as_of)}
    if primary is not None:
        found.pop(primary.id, None)
    return tuple(found.values())
