"""Dependencies drawn over the chart: which ones, and lines that run between the boxes, never through them.

Each line is found on a grid of the free lanes beside and between the boxes, by the shortest way that turns seldom and
keeps off lanes that carry another line already.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from eopbuilder.domain.catalogue import EdgeType, Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.chart_layout import Arrangement, Place, Point
from eopbuilder.rolegraph.palette import Palette
from eopbuilder.rolegraph.scene import Line

_CLEAR = 3.0
"""Points a line keeps from a box it does not end at."""
_TURN = 24.0
"""What a turn costs, in points of way."""
_SHARED = 18.0
"""What a stretch costs, per stretch, that another line runs along already."""
_MOST_STEPS = 6_000
"""Grid points looked at for one line; a line that needs more is drawn straight."""
_BACKS_UP: EdgeType = "backs_up"


def drawn_relations(plan: Plan, pack: Pack, shown: frozenset[str], overlay: frozenset[str]) -> tuple[Relation, ...]:
    """The dependencies of the wanted types whose both ends are on the chart, in the order of the pack.

    Backing up is between people; on the chart it runs from the role its alternate leads to the role they step up to.
    """
    found = [one for one in pack.relations if one.type in overlay and {one.source, one.target} <= shown]
    if _BACKS_UP in overlay:
        found.extend(_backing_up(plan, shown))
    return tuple(found)


def _backing_up(plan: Plan, shown: frozenset[str]) -> Iterable[Relation]:
    leads: dict[str, str] = {}
    for role in sorted(shown):
        primary = plan.primary(role)
        if primary is not None:
            leads.setdefault(primary.id, role)
    for role in sorted(shown):
        for alternate in plan.alternates(role):
            own = leads.get(alternate.id)
            if own is not None and own != role:
                yield Relation(f"backs_up:{own}:{role}", _BACKS_UP, own, role, "steps up for", "during")


def route(
    relations: Sequence[Relation], arrangement: Arrangement, reporting: Iterable[Line], palette: Palette
) -> tuple[Line, ...]:
    """A line with arrowhead for each dependency, from the one that needs to the one needed."""
    if not relations:
        return ()
    grid = _Grid.around(arrangement, reporting)
    lines = []
    for relation in relations:
        look = palette.edges[relation.type]
        points = grid.way(arrangement.places[relation.source], arrangement.places[relation.target])
        edge = (relation.source, relation.target, relation.type)
        lines.append(Line(points, look.color, look.width, look.dash, look.arrow, edge=edge))
    return tuple(lines)


_Node = tuple[int, int]


@dataclass
class _Grid:
    """Lanes in both directions, the points and stretches boxes stand on, and how many lines each stretch carries."""

    xs: list[float]
    ys: list[float]
    blocked: set[_Node] = field(default_factory=set)
    barred: set[tuple[_Node, _Node]] = field(default_factory=set)
    used: dict[tuple[_Node, _Node], int] = field(default_factory=dict)

    @classmethod
    def around(cls, arrangement: Arrangement, reporting: Iterable[Line]) -> _Grid:
        """The lanes beside every box, and above and below it."""
        places = list(arrangement.places.values())
        xs = _lanes(x for place in places for x in (place.x - _CLEAR, place.right + _CLEAR))
        ys = _lanes(y for place in places for y in (place.y - _CLEAR / 1.5, place.bottom + _CLEAR / 1.5))
        grid = cls(xs, ys)
        for place in places:
            grid._bar(place)
        for line in reporting:
            grid.mark([grid.nearest(point) for point in line.points])
        return grid

    def _bar(self, place: Place) -> None:
        """Keeps lines out of a box."""
        across = range(bisect_left(self.xs, place.x - 0.5), bisect_left(self.xs, place.right + 0.5))
        down = range(bisect_left(self.ys, place.y - 0.5), bisect_left(self.ys, place.bottom + 0.5))
        self.blocked.update((column, row) for column in across for row in down)
        for column in across:
            steps = range(max(0, down.start - 1), min(down.stop + 1, len(self.ys)))
            self.barred.update(((column, one), (column, other)) for one, other in pairwise(steps))
        for row in down:
            steps = range(max(0, across.start - 1), min(across.stop + 1, len(self.xs)))
            self.barred.update(((one, row), (other, row)) for one, other in pairwise(steps))

    def nearest(self, point: Point) -> _Node:
        """The grid point nearest to a place on the page."""
        return _nearest(self.xs, point[0]), _nearest(self.ys, point[1])

    def way(self, source: Place, target: Place) -> tuple[Point, ...]:
        """A way from the side of one box to the side of another."""
        starts, ends = self._doors(source), self._doors(target)
        found = self._shortest(starts, ends)
        if not found:
            return ((source.center, source.middle), (target.center, target.middle))
        self.mark(found)
        inner = [(self.xs[column], self.ys[row]) for column, row in found]
        first = _on_edge(source, inner[0])
        last = _on_edge(target, inner[-1])
        return _without_needless_points((first, *inner, last))

    def _doors(self, place: Place) -> list[_Node]:
        """Free grid points from which a short straight line reaches the box."""
        rows = (place.y + place.height * 0.3, place.y + place.height * 0.7, place.y, place.bottom)
        nodes = [
            (_nearest(self.xs, x), _nearest(self.ys, y)) for x in (place.x - _CLEAR, place.right + _CLEAR) for y in rows
        ]
        return [node for node in dict.fromkeys(nodes) if node not in self.blocked]

    def _shortest(self, starts: list[_Node], ends: list[_Node]) -> list[_Node]:
        """Dijkstra over lanes, a turn and a shared stretch each costing extra; empty when there is no way."""
        goals = set(ends)
        waiting: list[tuple[float, _Node, int]] = [(0.0, node, -1) for node in starts]
        best: dict[tuple[_Node, int], float] = {(node, -1): 0.0 for node in starts}
        came: dict[tuple[_Node, int], tuple[_Node, int]] = {}
        steps = 0
        while waiting and steps < _MOST_STEPS:
            cost, node, heading = heapq.heappop(waiting)
            if cost > best.get((node, heading), cost):
                continue
            steps += 1
            if node in goals:
                return _retraced((node, heading), came)
            for turn, neighbour in self._neighbours(node):
                price = cost + self._price(node, neighbour) + (_TURN if heading not in {-1, turn} else 0.0)
                key = (neighbour, turn)
                if price < best.get(key, float("inf")):
                    best[key] = price
                    came[key] = (node, heading)
                    heapq.heappush(waiting, (price, neighbour, turn))
        return []

    def _neighbours(self, node: _Node) -> Iterable[tuple[int, _Node]]:
        column, row = node
        for heading, other in enumerate(((column + 1, row), (column - 1, row), (column, row + 1), (column, row - 1))):
            inside = 0 <= other[0] < len(self.xs) and 0 <= other[1] < len(self.ys)
            if inside and other not in self.blocked and _stretch(node, other) not in self.barred:
                yield heading // 2, other

    def _price(self, node: _Node, other: _Node) -> float:
        way = abs(self.xs[node[0]] - self.xs[other[0]]) + abs(self.ys[node[1]] - self.ys[other[1]])
        return way + _SHARED * self.used.get(_stretch(node, other), 0)

    def mark(self, nodes: Sequence[_Node]) -> None:
        """Notes that a line runs along these grid points."""
        for one, other in pairwise(nodes):
            stretch = _stretch(one, other)
            self.used[stretch] = self.used.get(stretch, 0) + 1


def _stretch(one: _Node, other: _Node) -> tuple[_Node, _Node]:
    return (one, other) if one <= other else (other, one)


def _retraced(end: tuple[_Node, int], came: Mapping[tuple[_Node, int], tuple[_Node, int]]) -> list[_Node]:
    found = [end]
    while found[-1] in came:
        found.append(came[found[-1]])
    return [node for node, _ in reversed(found)]


def _lanes(values: Iterable[float]) -> list[float]:
    """The values in order, those closer than a point taken together."""
    lanes: list[float] = []
    for value in sorted(values):
        if not lanes or value - lanes[-1] > 1.0:
            lanes.append(value)
    return lanes


def _nearest(values: Sequence[float], value: float) -> int:
    place = bisect_left(values, value)
    around = [one for one in (place - 1, place) if 0 <= one < len(values)]
    return min(around, key=lambda one: abs(values[one] - value))


def _on_edge(place: Place, point: Point) -> Point:
    """Where a straight line from a point beside a box meets its edge."""
    x, y = point
    if y <= place.y or y >= place.bottom:
        if place.x < x < place.right:
            return x, place.y if y <= place.y else place.bottom
        y = min(max(y, place.y + 2), place.bottom - 2)
    return (place.x if x <= place.x else place.right), y


def _without_needless_points(points: Sequence[Point]) -> tuple[Point, ...]:
    """The points at which a line turns, with its ends."""
    kept = list(points[:1])
    for before, here, after in zip(points, points[1:], points[2:], strict=False):
        straight = (before[0] == here[0] == after[0]) or (before[1] == here[1] == after[1])
        if not straight and here != kept[-1]:
            kept.append(here)
    kept.append(points[-1])
    return tuple(kept)
