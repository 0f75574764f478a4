"""A chart on as many pages as it needs to stay readable: an overview first, then a page for each branch taken out.

Everything that prints the chart takes its pages from here, so that it is split alike in PDF, SVG, PNG and Word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.layout import SMALLEST_SIZE, Heads, chart_title, structure_scene
from eopbuilder.rolegraph.scene import Item, Scene, moved
from eopbuilder.rolegraph.structure import TOP_LEVEL, Structure, command_role, structure_at
from eopbuilder.working import nothing

_BETWEEN = 18.0
"""Points between pages set below each other."""
_ROUNDING = 1e-6
_SMALLEST_BOX = 1500.0
"""Square points that a box with two lines of the smallest text takes at least."""


@dataclass(frozen=True)
class ChartPage:
    """One page of a chart: the drawing, who leads what it shows (None: everybody), and the roles on it."""

    scene: Scene
    leader: str | None
    roles: tuple[str, ...]


def chart_pages(
    plan: Plan,
    pack: Pack,
    as_of: date,
    *,
    level: int = TOP_LEVEL,
    max_width: float = 690.0,
    max_height: float = 480.0,
    working: Callable[[], None] = nothing,
) -> tuple[ChartPage, ...]:
    """The chart of a level on one page, or split by branch where its labels would be smaller than 7 points.

    `working` is called before each page is tried and may raise to stop.

    The biggest teams are folded away first, and as few as will do; each is drawn on a page of its own after the page
    it is missing from. A team too big even for that goes over several pages, its leader on each.
    """
    structure = structure_at(plan, pack, level)
    pages = _Pages(plan, pack, as_of, level, max_width, max_height, working)
    return tuple(pages.of(structure, command_role(pack), None))


def stacked(pages: Iterable[ChartPage]) -> Scene:
    """The pages below each other in one drawing, for files that have no pages."""
    scenes = [page.scene for page in pages]
    if len(scenes) == 1:
        return scenes[0]
    width = max((scene.width for scene in scenes), default=0.0)
    items: list[Item] = []
    y = 0.0
    for scene in scenes:
        items.extend(moved(item, 1.0, (width - scene.width) / 2, y) for item in scene.items)
        y += scene.height + _BETWEEN
    return Scene(width, max(y - _BETWEEN, 0.0), tuple(items), scenes[0].title if scenes else "")


@dataclass(frozen=True)
class _Pages:
    plan: Plan
    pack: Pack
    as_of: date
    level: int
    max_width: float
    max_height: float
    working: Callable[[], None]

    def of(self, structure: Structure, top: str | None, leader: str | None) -> Iterator[ChartPage]:
        """The pages of a structure whose top is `top`; `leader` is whose branch it is."""
        whole = self._readable_page(structure, top, leader, ())
        if whole is not None:
            yield whole
            return
        heads = _heads(structure, top)
        sizes = {one: len(_below(structure, one)) for one in heads}
        folded: tuple[str, ...] = ()
        for one in sorted((one for one in heads if sizes[one] > 1), key=lambda one: -sizes[one]):
            folded = (*folded, one)
            page = self._readable_page(structure, top, leader, folded)
            if page is not None:
                yield page
                for branch in (one for one in heads if one in folded):
                    yield from self.of(_branch(structure, (branch,), branch), branch, branch)
                return
        if len(heads) < 2:
            yield self._page(structure, top, leader, ())
            return
        half = (len(heads) + 1) // 2
        for some in (heads[:half], heads[half:]):
            yield from self.of(_branch(structure, some, top), top, leader)

    def _readable_page(
        self, structure: Structure, top: str | None, leader: str | None, folded: tuple[str, ...]
    ) -> ChartPage | None:
        """The page, or None when its words would be too small; one that plainly holds too many is not even drawn."""
        hidden = sum(len(_below(structure, one)) - 1 for one in folded)
        if (len(structure.active) - hidden) * _SMALLEST_BOX > self.max_width * self.max_height:
            return None
        page = self._page(structure, top, leader, folded)
        return page if page.scene.smallest_label >= SMALLEST_SIZE - _ROUNDING else None

    def _page(self, structure: Structure, top: str | None, leader: str | None, folded: tuple[str, ...]) -> ChartPage:
        self.working()
        title = chart_title(self.plan, self.pack, self.level)
        if leader is not None:
            title = f"{title}, {self._called(leader)} and team"
        scene = structure_scene(
            self.plan,
            self.pack,
            self.as_of,
            structure,
            Heads(top, command_role(self.pack)),
            collapsed=frozenset(folded),
            max_width=self.max_width,
            max_height=self.max_height,
            title=title,
            elsewhere=True,
        )
        hidden = {one for branch in folded for one in _below(structure, branch) if one != branch}
        return ChartPage(scene, leader, tuple(one for one in structure.active if one not in hidden))

    def _called(self, node: str) -> str:
        return self.pack.roles[node].title if node in self.pack.roles else self.pack.nodes[node].title


def _heads(structure: Structure, top: str | None) -> tuple[str, ...]:
    """The teams a drawing consists of: direct reports of the top, then whoever else reports to nobody."""
    others = tuple(one for one in structure.roots() if one != top)
    return (*(structure.reports_of(top) if top is not None else ()), *others)


def _below(structure: Structure, leader: str) -> tuple[str, ...]:
    """A leader and everybody below, leaders first."""
    found: list[str] = []
    waiting = [leader]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting.extend(reversed(structure.reports_of(here)))
    return tuple(found)


def _branch(structure: Structure, heads: Iterable[str], top: str | None) -> Structure:
    """The part of a structure that consists of a top and the teams of some heads."""
    kept = {one for head in heads for one in _below(structure, head)}
    if top is not None:
        kept.add(top)
    above = {
        one: None if one == top else leader if leader in kept else None
        for one, leader in structure.above.items()
        if one in kept
    }
    below = {
        leader: some
        for leader, team in structure.below.items()
        if leader in kept and (some := tuple(one for one in team if one in kept))
    }
    active = {one: role for one, role in structure.active.items() if one in kept}
    return replace(structure, active=active, above=above, below=below)
