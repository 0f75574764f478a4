"""Boxes in columns with lines that run from left to right between them, as pure geometry.

Every line passes a column through a gap of its own, so no line runs through a box. The order within each column is
the one with the fewest crossings that sweeping to and fro finds; the same input gives the same result.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eopbuilder.rolegraph.chart_layout import Place, Point

_SWEEPS = 12
_SETTLING = 8
_STUB = 9.0
"""How far a line runs straight before a box, so that its arrowhead lies flat."""
_PASSING = 7.0
"""Height of the gap in which a line passes a column."""


@dataclass(frozen=True)
class Edge:
    """A line from one box to another; boxes of one column are never joined."""

    source: str
    target: str


@dataclass(frozen=True)
class Spacing:
    """Width of the boxes, room between columns, and room between the boxes of a column, in points."""

    width: float
    between: float
    row: float


@dataclass(frozen=True)
class Layered:
    """A finished layout: its size, the place of each box, and the points of each line, in the order given."""

    width: float
    height: float
    places: Mapping[str, Place]
    lines: tuple[tuple[Point, ...], ...]


_Slot = str | tuple[int, int]
"""A box, or where line number one passes through column number two."""


def lay_out(
    columns: Sequence[Sequence[str]], edges: Sequence[Edge], heights: Mapping[str, float], space: Spacing
) -> Layered:
    """Places boxes column by column. A line that leads back to an earlier column ends at the right of its box."""
    at = {node: place for place, column in enumerate(columns) for node in column}
    chains = [_chain(number, edge, at) for number, edge in enumerate(edges)]
    slots: list[list[_Slot]] = [list(column) for column in columns]
    for chain in chains:
        for slot in chain[1:-1]:
            if isinstance(slot, tuple):
                slots[slot[1]].append(slot)
    joins = [pair for chain in chains for pair in pairwise(chain)]
    ordered = _ordered(slots, joins)
    middles = _settled(ordered, joins, heights, space)
    return _drawn(ordered, chains, edges, at, middles, heights, space)


def _chain(number: int, edge: Edge, at: Mapping[str, int]) -> list[_Slot]:
    """The slots a line runs through, from left to right."""
    left, right = sorted((edge.source, edge.target), key=at.__getitem__)
    return [left, *((number, column) for column in range(at[left] + 1, at[right])), right]


def _neighbours(joins: Sequence[tuple[_Slot, _Slot]]) -> tuple[dict[_Slot, list[_Slot]], dict[_Slot, list[_Slot]]]:
    before: dict[_Slot, list[_Slot]] = {}
    after: dict[_Slot, list[_Slot]] = {}
    for left, right in joins:
        after.setdefault(left, []).append(right)
        before.setdefault(right, []).append(left)
    return before, after


def _ordered(slots: list[list[_Slot]], joins: Sequence[tuple[_Slot, _Slot]]) -> list[list[_Slot]]:
    """The columns ordered by the middle of their neighbours, swept to and fro; the best of all tries."""
    before, after = _neighbours(joins)
    best, fewest = [list(column) for column in slots], _crossings(slots, after)
    now = [list(column) for column in slots]
    for sweep in range(_SWEEPS):
        forward = sweep % 2 == 0
        numbers = range(1, len(now)) if forward else range(len(now) - 2, -1, -1)
        for number in numbers:
            beside = now[number - 1] if forward else now[number + 1]
            ranks = {slot: float(rank) for rank, slot in enumerate(beside)}
            near = before if forward else after
            own = {slot: rank for rank, slot in enumerate(now[number])}
            wanted = {slot: _mean([ranks[one] for one in near.get(slot, ())], own[slot]) for slot in now[number]}
            now[number].sort(key=lambda slot, wanted=wanted, own=own: (wanted[slot], own[slot]))  # type: ignore[misc]
        count = _crossings(now, after)
        if count < fewest:
            best, fewest = [list(column) for column in now], count
    return best


def _mean(values: Sequence[float], otherwise: float) -> float:
    return sum(values) / len(values) if values else otherwise


def _crossings(slots: Sequence[Sequence[_Slot]], after: Mapping[_Slot, Sequence[_Slot]]) -> int:
    count = 0
    for left, right in pairwise(slots):
        ranks = {slot: rank for rank, slot in enumerate(right)}
        ends = [sorted(ranks[one] for one in after.get(slot, ()) if one in ranks) for slot in left]
        flat = [rank for group in ends for rank in group]
        count += sum(1 for place, one in enumerate(flat) for other in flat[place + 1 :] if other < one)
    return count


def _settled(
    ordered: Sequence[Sequence[_Slot]],
    joins: Sequence[tuple[_Slot, _Slot]],
    heights: Mapping[str, float],
    space: Spacing,
) -> dict[_Slot, float]:
    """The middle of each slot: as near to its neighbours as the order and the room between boxes allow."""
    before, after = _neighbours(joins)
    middles: dict[_Slot, float] = {}
    for column in ordered:
        wanted = [0.0] * len(column)
        middles.update(zip(column, _spread(column, wanted, heights, space), strict=True))
    for turn in range(_SETTLING):
        for column in ordered if turn % 2 == 0 else reversed(ordered):
            wanted = [
                _mean([middles[one] for one in (*before.get(slot, ()), *after.get(slot, ()))], middles[slot])
                for slot in column
            ]
            middles.update(zip(column, _spread(column, wanted, heights, space), strict=True))
    return middles


def _height(slot: _Slot, heights: Mapping[str, float]) -> float:
    return heights[slot] if isinstance(slot, str) else _PASSING


def _spread(
    column: Sequence[_Slot], wanted: Sequence[float], heights: Mapping[str, float], space: Spacing
) -> list[float]:
    """Middles nearest to those wanted (least squares) that keep the order and the room between."""
    offsets = [0.0]
    for one, other in pairwise(column):
        gap = space.row if isinstance(one, str) and isinstance(other, str) else space.row / 2
        offsets.append(offsets[-1] + (_height(one, heights) + _height(other, heights)) / 2 + gap)
    blocks: list[tuple[float, int]] = []  # sum of what is wanted, and how many move together
    for middle, offset in zip(wanted, offsets, strict=False):
        total, count = middle - offset, 1
        while blocks and blocks[-1][0] / blocks[-1][1] > total / count:
            earlier = blocks.pop()
            total, count = total + earlier[0], count + earlier[1]
        blocks.append((total, count))
    moved = [total / count for total, count in blocks for _ in range(count)]
    return [one + offset for one, offset in zip(moved, offsets, strict=False)]


def _drawn(
    ordered: Sequence[Sequence[_Slot]],
    chains: Sequence[Sequence[_Slot]],
    edges: Sequence[Edge],
    at: Mapping[str, int],
    middles: Mapping[_Slot, float],
    heights: Mapping[str, float],
    space: Spacing,
) -> Layered:
    top = min((middles[slot] - _height(slot, heights) / 2 for column in ordered for slot in column), default=0.0)
    lefts = [number * (space.width + space.between) for number in range(len(ordered))]
    places = {
        node: Place(lefts[column], middles[node] - heights[node] / 2 - top, space.width, heights[node])
        for node, column in at.items()
    }
    doors = _doors(chains, middles, places, top)
    lines = []
    for number, (chain, edge) in enumerate(zip(chains, edges, strict=True)):
        points: list[Point] = []
        for slot in chain:
            if isinstance(slot, tuple):
                y = middles[slot] - top
                points += [(lefts[slot[1]], y), (lefts[slot[1]] + space.width, y)]
            else:
                ends = slot == chain[0]
                x, y = (places[slot].right if ends else places[slot].x), doors[(number, slot)]
                points += [(x, y), (x + _STUB, y)] if ends else [(x - _STUB, y), (x, y)]
        lines.append(tuple(points if chain[0] == edge.source else reversed(points)))
    bottom = max((place.bottom for place in places.values()), default=0.0)
    passing = [y for line in lines for _, y in line]
    width = lefts[-1] + space.width if lefts else 0.0
    return Layered(width, max([bottom, *passing], default=0.0), places, tuple(lines))


def _doors(
    chains: Sequence[Sequence[_Slot]], middles: Mapping[_Slot, float], places: Mapping[str, Place], top: float
) -> dict[tuple[int, str], float]:
    """Where on its side of a box each line leaves or enters: spread evenly, in the order of the lines' other ends."""
    sides: dict[tuple[str, bool], list[tuple[float, int]]] = {}
    for number, chain in enumerate(chains):
        left, right = chain[0], chain[-1]
        if isinstance(left, str) and isinstance(right, str):
            sides.setdefault((left, True), []).append((middles[chain[1]], number))
            sides.setdefault((right, False), []).append((middles[chain[-2]], number))
    doors: dict[tuple[int, str], float] = {}
    for (node, _leaves), lines in sides.items():
        place = places[node]
        for rank, (_, number) in enumerate(sorted(lines), start=1):
            doors[(number, node)] = place.y + place.height * rank / (len(lines) + 1)
    return doors
