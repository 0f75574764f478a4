"""Who depends on whom at an activation level: each link, and everything reached by following links to their ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from eopbuilder.domain.catalogue import EdgeType, Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.palette import LIGHT
from eopbuilder.rolegraph.structure import Structure, structure_at

DEPENDS: tuple[EdgeType, ...] = ("needs", "needs_approval")
"""Without the other end of these, a role cannot do its work."""
FLOWS: tuple[EdgeType, ...] = (*DEPENDS, "hands_off_to", "informs")
"""Everything that passes between a role and what it works with."""

Path = tuple[str, ...]


@dataclass(frozen=True)
class Links:
    """The links between open roles and other nodes of a pack, in the pack's order."""

    relations: tuple[Relation, ...]
    outgoing: Mapping[str, tuple[Relation, ...]]
    incoming: Mapping[str, tuple[Relation, ...]]

    def of(self, node: str) -> tuple[Relation, ...]:
        """What a node needs, asks, hands over to or informs."""
        return self.outgoing.get(node, ())

    def to(self, node: str) -> tuple[Relation, ...]:
        """What needs, asks, hands over to or informs a node."""
        return self.incoming.get(node, ())


@dataclass(frozen=True)
class Reach:
    """What a node depends on and what depends on it, each with a shortest way there from the node, nearest first."""

    upstream: Mapping[str, Path]
    downstream: Mapping[str, Path]


def links_at(pack: Pack, structure: Structure, types: Iterable[EdgeType] = FLOWS) -> Links:
    """The links of these types whose both ends are there: roles open at the level, and nodes that are not roles."""
    wanted = frozenset(types)
    there = structure.active.keys() | pack.nodes.keys()
    found = tuple(one for one in pack.relations if one.type in wanted and {one.source, one.target} <= there)
    outgoing: dict[str, list[Relation]] = {}
    incoming: dict[str, list[Relation]] = {}
    for one in found:
        outgoing.setdefault(one.source, []).append(one)
        incoming.setdefault(one.target, []).append(one)
    return Links(found, _settled(outgoing), _settled(incoming))


def links_of(plan: Plan, pack: Pack, level: int) -> Links:
    """The links of a plan at an activation level."""
    return links_at(pack, structure_at(plan, pack, level))


def reach(links: Links, node: str) -> Reach:
    """Everything a node depends on and everything that depends on it, through any number of others.

    Only links of `DEPENDS` count: who is informed or handed over to does not keep anybody from working.
    """
    depends = frozenset(DEPENDS)
    ahead = {one: [r.target for r in found if r.type in depends] for one, found in links.outgoing.items()}
    back = {one: [r.source for r in found if r.type in depends] for one, found in links.incoming.items()}
    return Reach(_paths(ahead, node), _paths(back, node))


def said(pack: Pack, relation: Relation) -> str:
    """A link as a sentence: who needs whom, and why."""
    ends = (pack.roles.get(one) or pack.nodes.get(one) for one in (relation.source, relation.target))
    source, target = (one.title if one else "something that is gone" for one in ends)
    because = f": {relation.text}" if relation.text else "."
    return f"{source} {LIGHT.edges[relation.type].words} {target}{because}"


def _paths(steps: Mapping[str, Iterable[str]], start: str) -> Mapping[str, Path]:
    found: dict[str, Path] = {start: (start,)}
    waiting = deque([start])
    while waiting:
        here = waiting.popleft()
        for there in steps.get(here, ()):
            if there not in found:
                found[there] = (*found[here], there)
                waiting.append(there)
    del found[start]
    return found


def _settled(found: Mapping[str, list[Relation]]) -> Mapping[str, tuple[Relation, ...]]:
    return {node: tuple(relations) for node, relations in found.items()}
