"""The named conditions that decide whether a section is printed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug

NEVER_EXPORTED = 4
"""The disclosure level of what stays in the program."""

CONDITIONS: Mapping[str, Callable[[Plan], bool]] = MappingProxyType(
    {
        "": lambda _plan: True,
        "always": lambda _plan: True,
        "has-sites": lambda plan: bool(plan.sites),
        "has-off-site": lambda plan: any(site.is_off_site for site in plan.sites),
        "has-providers": lambda plan: bool(plan.providers),
        "has-channels": lambda plan: bool(plan.channels),
        "has-languages": lambda plan: bool(plan.languages),
    }
)


def is_printed(plan: Plan, section: Section) -> bool:
    """Whether the plan's document holds the section. Raises `Bug` for a condition nobody knows."""
    condition = CONDITIONS.get(section.when)
    if condition is None:
        raise Bug(f"unknown condition of section {section.id}: {section.when}")
    return section.disclosure < NEVER_EXPORTED and condition(plan)
