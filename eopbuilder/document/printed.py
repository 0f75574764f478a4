"""Which sections a plan's document holds, in the order and with the numbers they are printed with."""

from __future__ import annotations

from eopbuilder.document.conditions import is_printed
from eopbuilder.domain.annexes import HAZARD_ANNEX, with_hazard_numbers
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.plan import Plan


def printed_sections(plan: Plan, pack: Pack) -> tuple[Section, ...]:
    """The sections to print, hazard annexes in the order of their numbers."""
    known = {part.id for part in pack.parts}
    sections = with_hazard_numbers(pack, plan).sections
    printed = tuple(one for one in sections if one.part in known and is_printed(plan, one))
    first = next((place for place, one in enumerate(printed) if one.when == HAZARD_ANNEX), 0)
    hazards = sorted(
        (one for one in printed if one.when == HAZARD_ANNEX), key=lambda one: (len(one.number), one.number)
    )
    others = tuple(one for one in printed if one.when != HAZARD_ANNEX)
    return (*others[:first], *hazards, *others[first:])
