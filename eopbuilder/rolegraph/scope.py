"""What the checks of the role graph look at: the roles a school uses, and the structure at each activation level."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.findings import Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.staffing import present_primary
from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL, Structure, opens_at, structure_at

_SECTION = "bp-org"
GRAVITY = (Severity.NOTE, Severity.WARNING, Severity.ERROR)
"""Severities, the gravest last."""


@dataclass(frozen=True)
class Scope:
    """A plan with its pack on a day, each structure computed once."""

    plan: Plan
    pack: Pack
    as_of: date

    @cached_property
    def structures(self) -> Mapping[int, Structure]:
        """The structure at each level, lowest first."""
        return {level: structure_at(self.plan, self.pack, level) for level in LEVELS}

    @property
    def top(self) -> Structure:
        """The structure with everything open."""
        return self.structures[TOP_LEVEL]

    @cached_property
    def used(self) -> Mapping[str, Role]:
        """The roles this school uses at some level, in the pack's order."""
        return self.top.active

    @cached_property
    def opens(self) -> Mapping[str, int]:
        """Used role to the lowest level at which it is open."""
        return {role_id: opens_at(self.plan, role) or TOP_LEVEL for role_id, role in self.used.items()}

    @cached_property
    def primaries(self) -> Mapping[str, Person]:
        """Used role to its primary, if there is one who still works here."""
        found = ((role_id, present_primary(self.plan, role_id, self.as_of)) for role_id in self.used)
        return {role_id: person for role_id, person in found if person}

    def doubling_from(self, rank: int) -> Severity:
        """The gravest that two roles open together from a level up can be for one person."""
        found = (Severity(level.doubling) for level in self.pack.levels if level.rank >= rank)
        return max(found, key=GRAVITY.index, default=Severity.NOTE)

    def title(self, node: str) -> str:
        """The title of a role or of another node of the pack; the id itself when the pack has neither."""
        if node in self.pack.roles:
            return self.pack.roles[node].title
        return self.pack.nodes[node].title if node in self.pack.nodes else node

    def at(self, role_id: str) -> Where:
        """Where a role is assigned."""
        record = f"roles:{role_id}" if role_id in self.pack.roles else ""
        return Where(self.pack.step_of_editor.get("roles", "roles"), record, "", _SECTION)
