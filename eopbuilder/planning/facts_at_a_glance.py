"""A plan in a few figures."""

from __future__ import annotations

from datetime import date
from typing import Any

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.structure import opens_at


def plan_at_a_glance(plan: Plan, pack: Pack, as_of: date) -> dict[str, Any]:
    """What the plan is and how far it has come. Roles count when they open at some level and need a named holder."""
    roles = [role for role in pack.roles.values() if role.needs_primary and opens_at(plan, role) is not None]
    holders = [plan.primary(role.id) for role in roles]
    return {
        "id": plan.info.id,
        "title": plan.info.title,
        "school": plan.school.name,
        "school_year": plan.info.school_year,
        "pack": plan.info.pack,
        "pack_edition": plan.info.pack_edition,
        "people": len(plan.people),
        "roles_total": len(roles),
        "roles_staffed": sum(person is not None and not person.has_left(as_of) for person in holders),
        "updated_at": plan.info.updated_at.isoformat() if plan.info.updated_at else None,
    }
