"""Circles in a directed graph: who waits for whom without end. Strongly connected groups, never every single cycle."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping

import networkx as nx

Links = Iterable[tuple[str, str]]


def circles(links: Links, order: Mapping[str, int]) -> tuple[tuple[str, ...], ...]:
    """Each group of nodes that all reach each other, as one shortest way round from its first node back to it.

    A node linked to itself is a circle too. `order` says which node comes first. Linear in the links.
    """
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_edges_from(links)
    groups = [
        frozenset(group)
        for group in nx.strongly_connected_components(graph)
        if len(group) > 1 or graph.has_edge(node := next(iter(group)), node)
    ]
    starts = sorted(((min(group, key=order.__getitem__), group) for group in groups), key=lambda one: order[one[0]])
    return tuple(_way_round(graph, start, group) for start, group in starts)


def _way_round(graph: nx.DiGraph[str], start: str, group: frozenset[str]) -> tuple[str, ...]:
    """A shortest way from a node of the group back to itself, both ends included."""
    came_from: dict[str, str] = {}
    waiting = deque([start])
    while start not in came_from:
        here = waiting.popleft()
        for there in graph.successors(here):
            if there in group and there not in came_from:
                came_from[there] = here
                waiting.append(there)
    path = [start, came_from[start]]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return tuple(reversed(path))
