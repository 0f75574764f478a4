"""What happens in a case: who steps up, what nobody covers, which annexes stop working, and why.

A case is compared with the plan as it stands, so that what it changes is told apart from gaps the plan has anyway.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.annex_needs import STEPS_BY, AnnexNeeds, Path
from eopbuilder.rolegraph.case import Case, Presence, suppose
from eopbuilder.rolegraph.scope import Scope

_DOUBLING_IS_FINE = "note"


@dataclass(frozen=True)
class StepUp:
    """A role somebody else acts in. `before` is the person who holds it, empty while nobody does."""

    role: str
    before: str
    to: str


@dataclass(frozen=True)
class Stretched:
    """One person who would have to act in several open roles at once because of the case."""

    person: str
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Affected:
    """An annex that cannot work as written, with a path to each thing that is missing."""

    annex: str
    paths: tuple[Path, ...]

    @property
    def stops(self) -> bool:
        """Whether it stops altogether; else some of its steps have nobody to do them."""
        return any(path[0].words != STEPS_BY for path in self.paths)


@dataclass(frozen=True)
class Outcome:
    """The plan in a case, beside the plan as it stands."""

    case: Case
    plan: Plan
    as_it_stands: AnnexNeeds
    in_case: AnnexNeeds

    @property
    def presence(self) -> Presence:
        """Who is on site in the case."""
        return Presence(self.case)

    @cached_property
    def steps_up(self) -> tuple[StepUp, ...]:
        """Every open role that somebody else than its holder acts in, in the pack's order."""
        found = []
        for role, acting in self.in_case.staffed_roles.items():
            holder = self.as_it_stands.scope.primaries.get(role)
            if acting is not None and (holder is None or holder.id != acting):
                found.append(StepUp(role, holder.id if holder else "", acting))
        return tuple(found)

    @cached_property
    def uncovered(self) -> tuple[str, ...]:
        """Every open role nobody is there for, in the pack's order, whether or not the case is the reason."""
        return tuple(role for role, acting in self.in_case.staffed_roles.items() if acting is None)

    def was_so_before(self, node: str) -> bool:
        """Whether something that is missing is missing in the plan as it stands, too."""
        return self.as_it_stands.is_broken(node)

    @cached_property
    def stretched(self) -> tuple[Stretched, ...]:
        """People who act in more roles than they hold by the plan, where the level asks for one person in each."""
        pack = self.in_case.scope.pack
        level = next((one for one in pack.levels if one.rank == self.case.level), None)
        if level is None or level.doubling == _DOUBLING_IS_FINE:
            return ()
        before, now = _roles_by_person(self.as_it_stands), _roles_by_person(self.in_case)
        return tuple(
            Stretched(person, tuple(roles))
            for person, roles in now.items()
            if len(roles) > 1 and set(roles) - set(before.get(person, ()))
        )

    @cached_property
    def annexes_affected(self) -> tuple[Affected, ...]:
        """Every annex that hangs on something missing, in the order of the plan."""
        found = ((section.id, self.in_case.paths_to_broken(section.id)) for section in self.in_case.annexes)
        return tuple(Affected(annex, paths) for annex, paths in found if paths)

    def new_first(self, affected: Affected) -> tuple[Path, ...]:
        """The paths of an annex, those the case itself opens before those of gaps the plan has anyway."""
        return tuple(sorted(affected.paths, key=lambda path: self.was_so_before(path[-1].node)))

    def reasons(self, node: str) -> tuple[str, ...]:
        """The fewest parts of the case without which a missing node would be there; empty when it is missing anyway.

        Parts are told as `Case.items` does. Where several sets would do, it is one of them.
        """
        if self.was_so_before(node):
            return ()
        kept = [one for one in self.case.items if not _cannot_matter(self, node, one)]
        for item in tuple(kept):
            fewer = [one for one in kept if one != item]
            if self._breaks(node, self.case.only(fewer)):
                kept = fewer
        return tuple(kept)

    def _breaks(self, node: str, case: Case) -> bool:
        scope = self.as_it_stands.scope
        return needs_in(self.plan, scope.pack, scope.as_of, case).is_broken(node)


def what_if(plan: Plan, pack: Pack, as_of: date, case: Case) -> Outcome:
    """The outcome of a case. Takes time in proportion to roles, relations and annexes once something is asked of it."""
    return Outcome(
        case,
        plan,
        needs_in(plan, pack, as_of, Case(case.level)),
        needs_in(plan, pack, as_of, case),
    )


def needs_in(plan: Plan, pack: Pack, as_of: date, case: Case) -> AnnexNeeds:
    """What hangs on what in a case."""
    return AnnexNeeds(Scope(suppose(plan, pack, case), pack, as_of), case.level, case.lost)


def _roles_by_person(needs: AnnexNeeds) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for role, acting in needs.staffed_roles.items():
        if acting is not None:
            found[acting].append(role)
    return found


def _cannot_matter(outcome: Outcome, node: str, item: str) -> bool:
    """Whether a part of the case has nothing to do with a role: the absence of somebody who does not hold it."""
    if node not in outcome.in_case.staffed_roles:
        return False
    kind, _, person = item.partition(":")
    return kind == Person.NOUN and all(row.person != person for row in outcome.plan.holders(node))
