"""Branches of the chart that can be folded away, and what folding them hides."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.structure import Structure, structure_at


def branches_of(plan: Plan, pack: Pack, level: int) -> Mapping[str, int]:
    """Each role or partner with more than one role below it, however deep, and how many those are."""
    structure = structure_at(plan, pack, level)
    counts = ((leader, count_below(structure, leader)) for leader in structure.below)
    return {leader: count for leader, count in counts if count > 1}


def count_below(structure: Structure, leader: str) -> int:
    """How many roles are below a leader, however deep."""
    count = 0
    waiting = list(structure.reports_of(leader))
    while waiting:
        count += 1
        waiting.extend(structure.reports_of(waiting.pop()))
    return count


def leaders_above(plan: Plan, pack: Pack, level: int, role: str) -> tuple[str, ...]:
    """The leaders of an open role, nearest first, up to whoever reports to nobody."""
    above = structure_at(plan, pack, level).above
    found: list[str] = []
    here = above.get(role)
    while here is not None:
        found.append(here)
        here = above.get(here)
    return tuple(found)


def folded_words(count: int) -> str:
    """What a folded box says to those who hear it."""
    return f"{count} roles below folded away" if count != 1 else "1 role below folded away"
