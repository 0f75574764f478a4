"""The named conditions that decide whether a section is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from eopbuilder.domain.annexes import HAZARD_ANNEX, own_hazards
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug

CONDITIONS: Mapping[str, Callable[[Plan, Section], bool]] = MappingProxyType(
    {
        "": lambda _plan, _section: True,
        "always": lambda _plan, _section: True,
        "has-sites": lambda plan, _section: bool(plan.sites),
        "has-off-site": lambda plan, _section: any(site.is_off_site for site in plan.sites),
        "has-providers": lambda plan, _section: bool(plan.providers),
        "has-channels": lambda plan, _section: bool(plan.channels),
        "has-own-hazards": lambda plan, _section: bool(own_hazards(plan)),
        "has-languages": lambda plan, _section: bool(plan.languages),
        HAZARD_ANNEX: lambda plan, section: any(
            hazard.included and hazard.hazard == section.id for hazard in plan.hazards
        ),
    }
)


def is_printed(plan: Plan, section: Section) -> bool:
    """Whether the plan's document holds the section. Raises `Bug` for a condition nobody knows."""
    condition = CONDITIONS.get(section.when)
    if condition is None:
        raise Bug(f"unknown condition of section {section.id}: {section.when}")
    if section.disclosure >= Disclosure.NEVER or is_withheld(plan, section):
        return False
    return condition(plan, section) and not left_out(plan, section.id)


def is_withheld(plan: Plan, section: Section) -> bool:
    """Whether the plan's edition leaves the section out."""
    return plan.withholds(Disclosure(section.disclosure))


def is_withheld_section(plan: Plan, pack: Pack, section_id: str) -> bool:
    """Whether the pack has the section and the plan's edition leaves it out."""
    return any(is_withheld(plan, section) for section in pack.sections if section.id == section_id)


def left_out(plan: Plan, section_id: str) -> str:
    """Why the team leaves a section out of its plan; empty when it does not."""
    setting = plan.section_setting(section_id)
    return setting.left_out or "" if setting else ""
