"""Where the boxes of an organization chart go: the incident command convention as pure geometry.

Staff stand beside the stem below the commander, sections follow in columns, teams hang below their leader. General
layered layouts spread 40 roles over 2,300 points of width; hanging columns keep them readable on one page.

For each leader the search keeps a few of the best trade-offs between width and height (its shapes), from the leaves
up, so the work grows with the number of boxes and never with the number of combinations.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Point = tuple[float, float]


@dataclass(frozen=True)
class Gaps:
    """Space between boxes in points. `indent` is how far a team stands to the right of its leader."""

    column: float = 10.0
    row: float = 4.5
    indent: float = 9.0
    bus: float = 15.0


@dataclass(frozen=True)
class Tree:
    """What is laid out: boxes of one width, each with its height, and who hangs below whom.

    `staff` are direct reports of `top` that stand beside the stem. `loose` are the tops of trees of their own, set
    beside the sections without a line. `top` is None when nobody commands.
    """

    top: str | None
    team: Mapping[str, tuple[str, ...]]
    heights: Mapping[str, float]
    width: float
    staff: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()

    def below(self, leader: str | None) -> tuple[str, ...]:
        return self.team.get(leader, ()) if leader is not None else ()


@dataclass(frozen=True)
class Place:
    """A box on the page: top left corner and size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2

    @property
    def center(self) -> float:
        return self.x + self.width / 2


@dataclass(frozen=True)
class Arrangement:
    """A finished layout: its size, the place of each box, and the reporting line of each box that has one."""

    width: float
    height: float
    places: Mapping[str, Place]
    lines: Mapping[str, tuple[Point, ...]]
    stacked: int = 0
    """Sections that share a column with one that has a team; each in a column of its own looks best."""


@dataclass(frozen=True, eq=False)
class _Shape:
    """One way to arrange a leader and everybody below: size, and the columns its direct reports stand in."""

    id: str
    width: float
    height: float
    columns: _Columns = ()


_Columns = tuple[tuple[_Shape, ...], ...]


_MOST_COLUMNS = 12
_MOST_SHAPES = 8
_TARGETS = 12
_BISECTIONS = 14


def arrange(tree: Tree, gaps: Gaps, max_width: float, max_height: float) -> Arrangement:
    """The arrangement that needs the least shrinking to fit the given size. The same tree gives the same result.

    Among those that fit, sections each in a column of their own come first, then the smallest area.
    """
    shapes = _shapes_of_all(tree, gaps)
    beside = set(tree.staff)
    heads = [shapes[one] for one in (*tree.below(tree.top), *tree.loose) if one not in beside]
    staff = [shapes[one][0] for one in tree.staff]
    top = (tree.width, tree.heights[tree.top]) if tree.top is not None else (0.0, 0.0)
    rows_of_staff = [
        _staff_rows(staff, per_side, gaps) for per_side in range(1, max(1, min(3, -(-len(staff) // 2))) + 1)
    ]

    def rank(choice: tuple[_Columns, _Staff]) -> tuple[float, int, float]:
        columns, rows = choice
        width, height = _size_of_columns(columns, gaps)
        across = max(width, rows.width, top[0], 1.0)
        down = top[1] + rows.height + height + gaps.bus
        return min(1.0, max_width / across, max_height / down), -_stacked(columns), -across * down

    choices = [(columns, rows) for columns in _column_choices(heads, gaps) for rows in rows_of_staff]
    return _Placing(tree, gaps).run(*max(choices, key=rank))


def _stacked(columns: _Columns) -> int:
    return sum(len(column) - 1 for column in columns if any(shape.columns for shape in column))


def _shapes_of_all(tree: Tree, gaps: Gaps) -> dict[str, tuple[_Shape, ...]]:
    """Every box below the top with its shapes, narrowest first; teams before their leaders."""
    order = list(_walk(tree))
    shapes: dict[str, tuple[_Shape, ...]] = {}
    for one in reversed(order):
        teams = [shapes[member] for member in tree.below(one)]
        shapes[one] = _shapes_of(one, tree, teams, gaps)
    return shapes


def _walk(tree: Tree) -> Iterator[str]:
    """Every box but the top, leaders before their teams."""
    waiting = [*tree.below(tree.top), *tree.loose]
    while waiting:
        here = waiting.pop()
        yield here
        waiting.extend(tree.below(here))


def _shapes_of(one: str, tree: Tree, teams: Sequence[tuple[_Shape, ...]], gaps: Gaps) -> tuple[_Shape, ...]:
    own = tree.heights[one]
    if not teams:
        return (_Shape(one, tree.width, own),)
    found: list[_Shape] = []
    for columns in _column_choices(teams, gaps):
        if len(columns) == 1:
            width = gaps.indent + max(shape.width for shape in columns[0])
            height = own + gaps.row + _column_height(columns[0], gaps)
        else:
            inner, below = _size_of_columns(columns, gaps)
            width, height = max(tree.width, inner), own + gaps.bus + below
        found.append(_Shape(one, width, height, columns))
    return _best_trade_offs(found)


def _best_trade_offs(found: Sequence[_Shape]) -> tuple[_Shape, ...]:
    """The shapes no other beats in both width and height, narrowest first, thinned to a few."""
    kept: list[_Shape] = []
    for shape in sorted(found, key=lambda one: (one.width, one.height)):
        if not kept or shape.height < kept[-1].height - 0.01:
            kept.append(shape)
    if len(kept) <= _MOST_SHAPES:
        return tuple(kept)
    step = (len(kept) - 1) / (_MOST_SHAPES - 1)
    return tuple(kept[round(number * step)] for number in range(_MOST_SHAPES))


def _column_choices(teams: Sequence[tuple[_Shape, ...]], gaps: Gaps) -> Iterator[_Columns]:
    """Ways to set the teams in columns, in order, for a range of column heights; each with evened-out columns."""
    if not teams:
        yield ()
        return
    lowest = max(shapes[-1].height for shapes in teams)
    highest = sum(shapes[0].height + gaps.row for shapes in teams)
    seen: set[tuple[int, ...]] = set()
    for number in range(_TARGETS + 1):
        target = lowest * (highest / lowest) ** (number / _TARGETS)
        picked = [next((one for one in shapes if one.height <= target + 0.01), shapes[-1]) for shapes in teams]
        columns = _evened_out(picked, target, gaps)
        key = (*(id(shape) for shape in picked), -1, *(len(column) for column in columns))
        if len(columns) <= max(_MOST_COLUMNS, len(teams) // 40) and key not in seen:
            seen.add(key)
            yield columns


def _evened_out(picked: Sequence[_Shape], target: float, gaps: Gaps) -> _Columns:
    """As many columns as the target height asks for, made as even as their order allows."""
    columns = _fill(picked, target, gaps)
    low, high = max(shape.height for shape in picked), target
    for _ in range(_BISECTIONS):
        middle = (low + high) / 2
        tried = _fill(picked, middle, gaps)
        if len(tried) <= len(columns):
            columns, high = tried, middle
        else:
            low = middle
    return columns


def _fill(picked: Sequence[_Shape], target: float, gaps: Gaps) -> _Columns:
    columns: list[list[_Shape]] = [[]]
    used = 0.0
    for shape in picked:
        if columns[-1] and used + shape.height > target + 0.01:
            columns.append([])
            used = 0.0
        columns[-1].append(shape)
        used += shape.height + gaps.row
    return tuple(tuple(column) for column in columns)


def _column_height(column: Sequence[_Shape], gaps: Gaps) -> float:
    return sum(shape.height for shape in column) + gaps.row * (len(column) - 1)


def _column_indent(column: Sequence[_Shape], gaps: Gaps) -> float:
    """A column of several hangs from a line at its left; a single one hangs from its own top."""
    return gaps.indent if len(column) > 1 else 0.0


def _column_width(column: Sequence[_Shape], gaps: Gaps) -> float:
    return _column_indent(column, gaps) + max(shape.width for shape in column)


def _size_of_columns(columns: _Columns, gaps: Gaps) -> tuple[float, float]:
    if not columns:
        return 0.0, 0.0
    width = sum(_column_width(column, gaps) for column in columns) + gaps.column * (len(columns) - 1)
    return width, max(_column_height(column, gaps) for column in columns)


@dataclass(frozen=True)
class _Staff:
    """Staff in rows; each row is what stands left of the stem (nearest last) and right of it (nearest first)."""

    rows: tuple[tuple[tuple[_Shape, ...], tuple[_Shape, ...]], ...]
    per_side: int
    lead: float
    """Space above each row."""
    width: float
    height: float


def _staff_rows(staff: Sequence[_Shape], per_side: int, gaps: Gaps) -> _Staff:
    """Staff in reading order, `per_side` to each side of the stem; an odd last one stands to the left."""
    rows = []
    for start in range(0, len(staff), 2 * per_side):
        row = staff[start : start + 2 * per_side]
        half = (len(row) + 1) // 2
        rows.append((tuple(row[:half]), tuple(row[half:])))
    side = max((_side_width(part, gaps) for row in rows for part in row), default=0.0)
    lead = gaps.row if per_side == 1 else gaps.bus
    height = sum(lead + max(shape.height for part in row for shape in part) for row in rows)
    return _Staff(tuple(rows), per_side, lead, 2 * side + 2 * gaps.column if rows else 0.0, height)


def _side_width(part: Sequence[_Shape], gaps: Gaps) -> float:
    return sum(shape.width for shape in part) + gaps.column * max(0, len(part) - 1)


@dataclass(frozen=True)
class _Approach:
    """How a reporting line comes to a box: the points so far, and whether it enters from above or from the left."""

    points: tuple[Point, ...]
    from_above: bool


class _Placing:
    """Turns chosen shapes into coordinates and reporting lines."""

    def __init__(self, tree: Tree, gaps: Gaps) -> None:
        self.tree = tree
        self.gaps = gaps
        self.loose = frozenset(tree.loose)
        self.places: dict[str, Place] = {}
        self.lines: dict[str, tuple[Point, ...]] = {}
        self.waiting: list[tuple[_Shape, float, float, _Approach | None]] = []

    def run(self, columns: _Columns, staff: _Staff) -> Arrangement:
        """Place the top, the staff and the columns below them."""
        tree, gaps = self.tree, self.gaps
        inner, height = _size_of_columns(columns, gaps)
        width = max(inner, staff.width, tree.width if tree.top else 0.0)
        stem: Point | None = None
        y = 0.0
        if tree.top is not None:
            self._set(tree.top, width / 2 - tree.width / 2, 0.0)
            stem = (width / 2, tree.heights[tree.top])
            y = self._stand_beside(staff, stem)
        if columns:
            y += gaps.bus if stem else 0.0
            self._hang_columns(columns, width / 2 - inner / 2, y, stem)
        while self.waiting:
            self._place(*self.waiting.pop())
        return Arrangement(width, y + height, self.places, self.lines, _stacked(columns))

    def _set(self, one: str, x: float, y: float) -> Place:
        self.places[one] = Place(x, y, self.tree.width, self.tree.heights[one])
        return self.places[one]

    def _place(self, shape: _Shape, x: float, y: float, approach: _Approach | None) -> None:
        gaps = self.gaps
        spread = len(shape.columns) > 1
        center = x + shape.width / 2
        place = self._set(shape.id, center - self.tree.width / 2 if spread else x, y)
        if approach is not None:
            self.lines[shape.id] = _ended_at(place, approach)
        if spread:
            inner, _ = _size_of_columns(shape.columns, gaps)
            self._hang_columns(shape.columns, center - inner / 2, place.bottom + gaps.bus, (center, place.bottom))
            return
        for column in shape.columns:
            spine = (x + gaps.indent / 2, place.bottom)
            self._hang_column(column, x + gaps.indent, place.bottom + gaps.row, _Approach((spine,), False))

    def _hang_columns(self, columns: _Columns, x: float, y: float, leader: Point | None) -> None:
        gaps = self.gaps
        bus = y - gaps.bus / 2
        for column in columns:
            several = len(column) > 1
            approach = None
            if leader is not None:
                turn = (leader, (leader[0], bus))
                approach = _Approach((*turn, (x + gaps.indent / 2, bus)) if several else turn, not several)
            self._hang_column(column, x + _column_indent(column, gaps), y, approach)
            x += _column_width(column, gaps) + gaps.column

    def _hang_column(self, column: Sequence[_Shape], x: float, y: float, approach: _Approach | None) -> None:
        for shape in column:
            self.waiting.append((shape, x, y, None if shape.id in self.loose else approach))
            y += shape.height + self.gaps.row

    def _stand_beside(self, staff: _Staff, stem: Point) -> float:
        """Place the staff; the y where the last row ends."""
        gaps = self.gaps
        y = stem[1]
        for left, right in staff.rows:
            top = y + staff.lead
            for part, start in (
                (left, stem[0] - gaps.column - _side_width(left, gaps)),
                (right, stem[0] + gaps.column),
            ):
                x = start
                for shape in part:
                    self._place(shape, x, top, None)
                    place = self.places[shape.id]
                    if staff.per_side == 1:
                        edge = place.right if x < stem[0] else place.x
                        self.lines[shape.id] = (stem, (stem[0], place.middle), (edge, place.middle))
                    else:
                        turn = (stem, (stem[0], top - gaps.bus / 2))
                        self.lines[shape.id] = _ended_at(place, _Approach(turn, from_above=True))
                    x += shape.width + gaps.column
            y = top + max(shape.height for part in (left, right) for shape in part)
        return y


def _ended_at(place: Place, approach: _Approach) -> tuple[Point, ...]:
    """The line led on to the box by one more turn, without points that repeat."""
    last_x, last_y = approach.points[-1]
    if approach.from_above:
        points = (*approach.points, (place.center, last_y), (place.center, place.y))
    else:
        points = (*approach.points, (last_x, place.middle), (place.x, place.middle))
    return (points[0], *(after for before, after in pairwise(points) if after != before))
