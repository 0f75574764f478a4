"""Which sections a plan's document holds, in the order and with the numbers they are printed with."""

from __future__ import annotations

from dataclasses import replace

from eopbuilder.document.blocks_hazards import in_order_of_priority
from eopbuilder.document.conditions import HAZARD_ANNEX, is_printed
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.plan import Plan


def printed_sections(plan: Plan, pack: Pack) -> tuple[Section, ...]:
    """The sections to print, hazard annexes by the priority the team gave each hazard."""
    known = {part.id for part in pack.parts}
    printed = tuple(one for one in pack.sections if one.part in known and is_printed(plan, one))
    rank = {one.hazard: place for place, one in enumerate(in_order_of_priority(plan.hazards))}
    first = next((place for place, one in enumerate(printed) if one.when == HAZARD_ANNEX), 0)
    hazards = sorted((one for one in printed if one.when == HAZARD_ANNEX), key=lambda one: rank.get(one.id, len(rank)))
    others = tuple(one for one in printed if one.when != HAZARD_ANNEX)
    numbered = (replace(one, number=f"H{place}") for place, one in enumerate(hazards, start=1))
    return (*others[:first], *numbered, *others[first:])
