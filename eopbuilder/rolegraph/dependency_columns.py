"""Which columns the boxes of a dependency drawing stand in: around one role, or all of them from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import networkx as nx

from eopbuilder.domain.catalogue import Relation
from eopbuilder.rolegraph.dependencies import Links

Columns = tuple[tuple[str, ...], ...]


def columns_around(links: Links, node: str, steps: int) -> Columns:
    """What needs the node at its left, what it needs at its right, up to so many steps away; the node in between."""
    ahead = _within(node, steps, {one: [r.target for r in found] for one, found in links.outgoing.items()})
    back = _within(node, steps, {one: [r.source for r in found] for one, found in links.incoming.items()})
    for one in ahead.keys() & back.keys():
        del (back if ahead[one] <= back[one] else ahead)[one]
    places = {node: 0, **ahead, **{one: -distance for one, distance in back.items()}}
    return _columns(places)


def columns_of_all(links: Links) -> Columns:
    """Everything that has a link, each further right than what needs it, as far as there are no circles."""
    pairs = _acyclic(links.relations)
    rank: dict[str, int] = {}
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(dict.fromkeys(end for one in links.relations for end in (one.source, one.target)))
    graph.add_edges_from(pairs)
    for node in nx.lexicographical_topological_sort(graph):
        rank[node] = max((rank[one] + 1 for one in graph.predecessors(node)), default=0)
    for node in reversed(list(nx.lexicographical_topological_sort(graph))):
        nearest = min((rank[one] - 1 for one in graph.successors(node)), default=rank[node])
        rank[node] = max(rank[node], nearest)  # no further left than what it needs asks for
    return _columns({node: rank[node] for node in graph})


def drawn_between(relations: Iterable[Relation], columns: Columns) -> tuple[Relation, ...]:
    """The links whose ends stand in different columns: those that can be drawn."""
    at = {node: place for place, column in enumerate(columns) for node in column}
    return tuple(one for one in relations if one.source in at and one.target in at and at[one.source] != at[one.target])


def _within(start: str, steps: int, ways: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Everything at most so many steps away, with the number of steps."""
    found: dict[str, int] = {}
    edge = [start]
    for distance in range(1, steps + 1):
        edge = list(dict.fromkeys(there for here in edge for there in ways.get(here, ()) if there not in found))
        edge = [one for one in edge if one != start]
        found.update(dict.fromkeys(edge, distance))
    return found


def _acyclic(relations: Iterable[Relation]) -> list[tuple[str, str]]:
    """The links, those turned round that would close a circle; in the order given, so that the first ones stay."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    for one in relations:
        if one.source == one.target:
            continue
        source, target = one.source, one.target
        if target in graph and source in graph and nx.has_path(graph, target, source):
            source, target = target, source
        graph.add_edge(source, target)
    return list(graph.edges)


def _columns(places: Mapping[str, int]) -> Columns:
    numbers = sorted(set(places.values()))
    return tuple(tuple(node for node, place in places.items() if place == number) for number in numbers)
