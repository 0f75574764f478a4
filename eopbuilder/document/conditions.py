"""The named conditions that decide whether a section is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug

NEVER_EXPORTED = 4
"""The disclosure level of what stays in the program."""

CONDITIONS: Mapping[str, Callable[[Plan, Section], bool]] = MappingProxyType(
    {
        "": lambda _plan, _section: True,
        "always": lambda _plan, _section: True,
        "has-sites": lambda plan, _section: bool(plan.sites),
        "has-off-site": lambda plan, _section: any(site.is_off_site for site in plan.sites),
        "has-providers": lambda plan, _section: bool(plan.providers),
        "has-channels": lambda plan, _section: bool(plan.channels),
        "has-languages": lambda plan, _section: bool(plan.languages),
        "hazard-included": lambda plan, section: any(
            hazard.included and hazard.hazard == section.id for hazard in plan.hazards
        ),
    }
)


def is_printed(plan: Plan, section: Section) -> bool:
    """Whether the plan's document holds the section. Raises `Bug` for a condition nobody knows."""
    condition = CONDITIONS.get(section.when)
    if condition is None:
        raise Bug(f"unknown condition of section {section.id}: {section.when}")
    return section.disclosure < NEVER_EXPORTED and condition(plan, section) and not left_out(plan, section.id)


def left_out(plan: Plan, section_id: str) -> str:
    """Why the team leaves a section out of its plan; empty when it does not."""
    setting = plan.section_setting(section_id)
    return setting.left_out or "" if setting else ""
