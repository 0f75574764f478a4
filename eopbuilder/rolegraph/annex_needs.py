"""What the annexes of a plan hang on at a level: the roles that lead and act, what these need, and so on down.

A node is a section that is an annex, a role, a node of the pack, a protective action (`action:…`), an audience
(`audience:…`), or the outside helpers (`helpers`). The nearest open role above answers for a role that is closed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from eopbuilder.domain.annexes import annex_goals, annexes, lead_of
from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.naming import called
from eopbuilder.domain.records import Agency, Audience, Channel, Person, ProtectiveAction, Provider, Site
from eopbuilder.rolegraph.conditions import has_operator, is_ready
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.structure import command_role, open_role_above

HELPERS = "helpers"
STEPS_BY = "has steps done by"
"""How an annex hangs on a role that neither leads nor commands it."""
UNDER_COMMAND_OF = "is under the command of"
HELPERS_TITLE = "Outside help with an agreement in force"
_ACTION = "action"
_WORDS = {"needs": "needs", "needs_approval": "needs approval from"}
_BEFORE = "before"
_TABLES = {
    _ACTION: ProtectiveAction.TABLE,
    **{one.NOUN: one.TABLE for one in (Agency, Audience, Channel, Person, Provider, Site)},
}


@dataclass(frozen=True)
class Link:
    """One step of a path: a node, and in words how it hangs on the next."""

    node: str
    words: str = ""


Path = tuple[Link, ...]


@dataclass(frozen=True)
class AnnexNeeds:
    """What hangs on what at one activation level. `lost` are nodes of the pack supposed not to work."""

    scope: Scope
    level: int
    lost: frozenset[str] = frozenset()

    @cached_property
    def annexes(self) -> tuple[Section, ...]:
        """The annexes of the plan, in its order."""
        return annexes(self.scope.plan, self.scope.pack)

    def acting(self, role_id: str) -> str | None:
        """Id of who acts in a role: its primary, else the first alternate who is there; None when nobody is."""
        primary = self.scope.primaries.get(role_id)
        if primary is not None:
            return primary.id
        return next((one.id for one in present_alternates(self.scope.plan, role_id, self.scope.as_of)), None)

    @cached_property
    def staffed_roles(self) -> Mapping[str, str | None]:
        """Open roles somebody must hold, each with who acts in it, in the pack's order."""
        active = self.scope.structures[self.level].active
        return {role.id: self.acting(role.id) for role in active.values() if role.needs_primary}

    def is_broken(self, node: str) -> bool:
        """Whether a node cannot do its part by itself, whatever it hangs on."""
        if node not in self._broken:
            self._broken[node] = self._judge(node)
        return self._broken[node]

    def _judge(self, node: str) -> bool:
        scope = self.scope
        if node in self.staffed_roles:
            return self.staffed_roles[node] is None
        if node in scope.pack.nodes:
            return node in self.lost or not is_ready(scope.plan, scope.pack, scope.as_of, node)
        if node == HELPERS:
            return not any(self._is_promised(one) for one in scope.plan.providers)
        if node in self._audiences:
            return not any(self._can_send(one) for one in self._audiences[node].channels)
        action = self._actions.get(node)
        return action is not None and not self._can_be_ordered(action)

    def _is_promised(self, provider: Provider) -> bool:
        return any(one.provider == provider.id and one.in_force(self.scope.as_of) for one in self.scope.plan.agreements)

    def _can_be_ordered(self, action: ProtectiveAction) -> bool:
        roles = [answering for one in action.ordered_by if (answering := self._answering(one))]
        somebody = bool(action.anyone) or not action.ordered_by or any(not self.is_broken(one) for one in roles)
        return somebody and (not action.channels or any(self._can_send(one) for one in action.channels))

    def _can_send(self, channel_id: str) -> bool:
        """Whether a channel is there, with somebody to use it; one without senders of its own is for everybody."""
        plan, channel = self.scope.plan, self.scope.plan.get(Channel, channel_id)
        return channel is not None and (not channel.operators or has_operator(plan, channel, self.scope.as_of))

    @cached_property
    def _actions(self) -> Mapping[str, ProtectiveAction]:
        return {f"{_ACTION}:{one.id}": one for one in self.scope.plan.all(ProtectiveAction)}

    @cached_property
    def _audiences(self) -> Mapping[str, Audience]:
        return {f"{Audience.NOUN}:{one.id}": one for one in self.scope.plan.audiences}

    @cached_property
    def _broken(self) -> dict[str, bool]:
        return {}

    def links(self, node: str) -> Mapping[str, str]:
        """What a node hangs on, each in words; nothing for a node that is broken itself."""
        if node in self._sections:
            return self._links_of_annex(self._sections[node])
        return self._needs.get(node, {})

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return {one.id: one for one in self.annexes}

    def _links_of_annex(self, section: Section) -> Mapping[str, str]:
        scope, found = self.scope, dict[str, str]()
        lead = self._answering(lead_of(scope.plan, section))
        if lead:
            found[lead] = "is led by"
        command = command_role(scope.pack)
        if command:
            found.setdefault(command, UNDER_COMMAND_OF)
        for goal in annex_goals(scope.plan, scope.pack, section):
            for course in goal.courses if goal.phase != _BEFORE else ():
                owner = self._answering(course.owner)
                if owner:
                    found.setdefault(owner, STEPS_BY)
        found.update(self._facts_of_annex(section))
        return found

    def _facts_of_annex(self, section: Section) -> Iterator[tuple[str, str]]:
        """The protective actions an annex sets out, the audiences it reaches, and the outside helpers it counts on."""
        for key, action in self._actions.items():
            kind = self.scope.pack.actions.get(action.action or "")
            if kind is not None and kind.annex == section.id:
                yield key, "sets out"
        if self._is_about(section, Audience.TABLE):
            yield from ((key, "reaches") for key in self._audiences)
        if self._is_about(section, Provider.TABLE) and self.scope.plan.providers:
            yield HELPERS, "counts on"

    def _is_about(self, section: Section, table: str) -> bool:
        """Whether a section shows what the page with this list of records asks."""
        step = self.scope.pack.step_of_editor.get(table)
        return step is not None and section.id in self.scope.pack.step(step).sections

    def _answering(self, role_id: str) -> str | None:
        return open_role_above(self.scope.plan, self.scope.pack, self.scope.structures[self.level], role_id)

    @cached_property
    def _needs(self) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, dict[str, str]] = {}
        active = self.scope.structures[self.level].active
        for one in self.scope.pack.relations:
            if one.type not in _WORDS or one.phase == _BEFORE or one.source not in active:
                continue
            target = one.target if one.target in self.scope.pack.nodes else self._answering(one.target)
            if target and target != one.source:
                found.setdefault(one.source, {}).setdefault(target, _WORDS[one.type])
        return found

    def hangs_on(self, annex: str) -> frozenset[str]:
        """Everything an annex cannot work without: who leads and commands it, and all that these need in turn."""
        seen = {annex}
        waiting = deque([annex])
        while waiting:
            for there, words in self.links(waiting.popleft()).items():
                if there not in seen and words != STEPS_BY:
                    seen.add(there)
                    waiting.append(there)
        return frozenset(seen - {annex})

    def paths_to_broken(self, start: str) -> tuple[Path, ...]:
        """A shortest path from a node to each broken one it hangs on, nearest first; none leads through another."""
        came: dict[str, tuple[str, str]] = {start: ("", "")}
        waiting, found = deque([start]), list[Path]()
        while waiting:
            here = waiting.popleft()
            if here != start and self.is_broken(here):
                found.append(_path(came, here))
                continue
            for there, words in self.links(here).items():
                if there not in came:
                    came[there] = (here, words)
                    waiting.append(there)
        return tuple(found)


def _path(came: Mapping[str, tuple[str, str]], end: str) -> Path:
    path, here = [Link(end)], end
    while came[here][0]:
        here, words = came[here]
        path.append(Link(here, words))
    return tuple(reversed(path))


def title_of(scope: Scope, node: str) -> str:
    """What a node, or a part of a case, is called in a sentence; the id itself when nothing has it."""
    kind, _, record_id = node.partition(":")
    record = scope.plan.find(_TABLES.get(kind, ""), record_id)
    if record is not None:
        return called(scope.plan, scope.pack, record)
    if node == HELPERS:
        return HELPERS_TITLE
    section = next((one for one in scope.pack.sections if one.id == node), None)
    return section.title if section else scope.title(node)
