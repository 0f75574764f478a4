"""Whom a role depends on and who depends on it at one level: one step up and one step down the graph, with reasons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eopbuilder.domain.catalogue import Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.structure import Structure, open_role_above

_NEEDS = frozenset({"needs", "needs_approval"})
_TELLS = frozenset({"informs", "hands_off_to"})


@dataclass(frozen=True)
class Neighbor:
    """A role or other node next to a role, and why."""

    node: str
    stands_in: str | None
    """The open role that does the work of `node` while that is closed; None when it is open, or no role."""
    reports: bool
    """Whether one of the two reports to the other."""
    relations: tuple[Relation, ...]


def upstream(plan: Plan, pack: Pack, structure: Structure, role_id: str) -> tuple[Neighbor, ...]:
    """Whom an open role depends on: its supervisor first, then what it needs and who tells it or hands it something."""
    leader = structure.above.get(role_id)
    needed = [(one.target, one) for one in pack.relations if one.source == role_id and one.type in _NEEDS]
    told = [(one.source, one) for one in pack.relations if one.target == role_id and one.type in _TELLS]
    return tuple(_gathered(plan, pack, structure, role_id, (leader,) if leader else (), [*needed, *told]))


def downstream(plan: Plan, pack: Pack, structure: Structure, role_id: str) -> tuple[Neighbor, ...]:
    """Who depends on an open role: its team first, then who needs it and whom it tells or hands something."""
    needing = [(one.source, one) for one in pack.relations if one.target == role_id and one.type in _NEEDS]
    told = [(one.target, one) for one in pack.relations if one.source == role_id and one.type in _TELLS]
    return tuple(_gathered(plan, pack, structure, role_id, structure.reports_of(role_id), [*needing, *told]))


def acting_for(plan: Plan, pack: Pack, structure: Structure, role_id: str) -> str | None:
    """The open role that does the work of a closed one: the nearest open one above it. None when nobody does."""
    found = open_role_above(plan, pack, structure, role_id)
    return found if found in structure.active else None


def _gathered(
    plan: Plan,
    pack: Pack,
    structure: Structure,
    role_id: str,
    reporting: tuple[str, ...],
    related: list[tuple[str, Relation]],
) -> Iterator[Neighbor]:
    """Each neighbor once, with all its reasons. What falls to the role itself while another is closed is left out."""
    reasons: dict[str, list[Relation]] = {node: [] for node in reporting}
    for node, relation in related:
        reasons.setdefault(node, []).append(relation)
    for node, relations in reasons.items():
        stands_in = None
        if node in pack.roles and node not in structure.active:
            stands_in = acting_for(plan, pack, structure, node)
            if stands_in is None or stands_in == role_id:
                continue
        yield Neighbor(node, stands_in, node in reporting, tuple(relations))
