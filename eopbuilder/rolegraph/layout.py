"""The organization chart of a plan as a scene: one geometry for screen, PDF, SVG, PNG and Word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.branches import count_below
from eopbuilder.rolegraph.chart_boxes import BoxContent, Chart, ChartStyle
from eopbuilder.rolegraph.chart_layout import Arrangement, Tree, arrange
from eopbuilder.rolegraph.legend import Legend, chart_key, edge_legend
from eopbuilder.rolegraph.overlay import drawn_relations, route
from eopbuilder.rolegraph.palette import palette
from eopbuilder.rolegraph.scene import Item, Line, Scene, moved
from eopbuilder.rolegraph.structure import TOP_LEVEL, Structure, command_role, structure_at

MARGIN = 4.0
"""Space around a drawing, in points."""
SMALLEST_SIZE = 7.0
_SIZES = (10.0, 9.25, 8.5, 7.75, 7.35, SMALLEST_SIZE)
_WIDTHS = (13.5, 12.0, 15.5, 11.0)
"""Box widths to try, in multiples of the font size, the best looking first."""
_NAMES_FROM = 8.5
"""Font size from which alternates are named rather than counted."""


def chart_scene(
    plan: Plan,
    pack: Pack,
    as_of: date,
    *,
    level: int = TOP_LEVEL,
    overlay: frozenset[str] = frozenset(),
    collapsed: frozenset[str] = frozenset(),
    max_width: float = 690.0,
    max_height: float = 480.0,
    dark: bool = False,
) -> Scene:
    """The chart of the roles open at a level, at most `max_width` by `max_height` points.

    `overlay` names the edge types drawn over it, `collapsed` the roles whose teams are folded away. The text is as
    large as fits, from 10 points down to 7; only a chart too big even for that is shrunk below
    (see `Scene.smallest_label`).
    """
    command = command_role(pack)
    return structure_scene(
        plan,
        pack,
        as_of,
        structure_at(plan, pack, level),
        Heads(command, command),
        overlay=overlay,
        collapsed=collapsed,
        max_width=max_width,
        max_height=max_height,
        dark=dark,
        title=chart_title(plan, pack, level),
    )


@dataclass(frozen=True)
class Heads:
    """Who stands at the top of a drawing, and whose staff, if anybody's, stands beside the stem."""

    top: str | None
    command: str | None


def structure_scene(
    plan: Plan,
    pack: Pack,
    as_of: date,
    structure: Structure,
    heads: Heads,
    *,
    overlay: frozenset[str] = frozenset(),
    collapsed: frozenset[str] = frozenset(),
    max_width: float,
    max_height: float,
    dark: bool = False,
    title: str,
    elsewhere: bool = False,
) -> Scene:
    """The chart of a structure, or of a part of one; otherwise as `chart_scene`.

    `elsewhere` says that teams folded away are drawn on pages of their own.
    """
    folded, shown = _fold(structure, collapsed)
    stray = frozenset(one for one in structure.roots() if one in structure.active and one != heads.top)
    chart = Chart(plan, pack, as_of, structure, palette(dark), folded, stray)
    relations = drawn_relations(plan, pack, frozenset(shown), overlay)
    width, height = max_width - 2 * MARGIN, max_height - 2 * MARGIN
    key = chart_key(chart, shown, width, elsewhere=elsewhere)
    legends = (key, edge_legend(chart.palette, relations, width))
    below = sum(legend.height for legend in legends)
    fitted = _fit(chart, shown, heads, width, height - below, roomy=bool(relations))
    reporting = [
        Line(points, chart.palette.line, 0.9, edge=(one, structure.above[one] or "", "reports_to"))
        for one, points in fitted.arrangement.lines.items()
    ]
    boxes = [fitted.contents[one].box(fitted.arrangement.places[one], fitted.style, chart.palette) for one in shown]
    across = route(relations, fitted.arrangement, reporting, chart.palette)
    return _composed([*reporting, *boxes, *across], fitted.arrangement, legends, (width, height), title)


def _fold(structure: Structure, collapsed: frozenset[str]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Folded role to the number of roles below it; and the roles and partners still shown, leaders first."""
    shown: list[str] = []
    waiting = list(reversed(structure.roots()))
    folded: dict[str, int] = {}
    while waiting:
        here = waiting.pop()
        shown.append(here)
        team = structure.reports_of(here)
        if here in collapsed and team:
            folded[here] = count_below(structure, here)
        else:
            waiting.extend(reversed(team))
    return folded, tuple(shown)


@dataclass(frozen=True)
class _Fitted:
    """A style, the contents of the boxes in it, and where they go."""

    style: ChartStyle
    contents: dict[str, BoxContent]
    arrangement: Arrangement
    scale: float
    """How far the arrangement must shrink to fit; 1 when it fits as it is."""


def _fit(chart: Chart, shown: tuple[str, ...], heads: Heads, width: float, height: float, *, roomy: bool) -> _Fitted:
    """The largest style that fits, or the smallest shrunk as little as possible.

    Text somewhat smaller is worth it where each section then stands in a column of its own.
    """
    smallest = [
        _tried(chart, shown, heads, ChartStyle(SMALLEST_SIZE, factor * SMALLEST_SIZE, False, roomy), width, height)
        for factor in _WIDTHS
    ]
    best = max(smallest, key=lambda one: one.scale)
    if best.scale < 1:
        return best
    sizes = _SIZES[:-1]
    fitting = best
    low, high = 0, len(sizes)
    while low < high:  # larger text never fits where smaller does not
        middle = (low + high) // 2
        found = _first_that_fits(chart, shown, heads, sizes[middle], width, height, roomy=roomy)
        if found is None:
            low = middle + 1
        else:
            fitting, high = found, middle
    for size in (one for one in _SIZES[high + 1 :] if fitting.arrangement.stacked):
        found = _first_that_fits(chart, shown, heads, size, width, height, roomy=roomy)
        if found is not None and found.arrangement.stacked < fitting.arrangement.stacked:
            fitting = found
    return fitting


def _first_that_fits(
    chart: Chart, shown: tuple[str, ...], heads: Heads, size: float, width: float, height: float, *, roomy: bool
) -> _Fitted | None:
    """The best looking style of a font size that fits, or None."""
    for names in (True, False) if size >= _NAMES_FROM else (False,):
        for factor in _WIDTHS:
            fitted = _tried(chart, shown, heads, ChartStyle(size, factor * size, names, roomy), width, height)
            if fitted.scale >= 1:
                return fitted
    return None


def _tried(
    chart: Chart, shown: tuple[str, ...], heads: Heads, style: ChartStyle, width: float, height: float
) -> _Fitted:
    contents = {one: chart.content(one, style) for one in shown}
    heights = {one: content.height(style) for one, content in contents.items()}
    structure = chart.structure
    team = {one: structure.reports_of(one) for one in shown if one not in chart.folded}
    top = heads.top if heads.top in heights else None
    staff: tuple[str, ...] = ()
    if top is not None and top == heads.command:
        group = structure.active[top].group
        staff = tuple(one for one in team.get(top, ()) if structure.active[one].group == group)
    loose = tuple(one for one in structure.roots() if one != top)
    arrangement = arrange(Tree(top, team, heights, style.width, staff, loose), style.gaps, width, height)
    fits = min(1.0, width / max(arrangement.width, 1.0), height / max(arrangement.height, 1.0))
    return _Fitted(style, contents, arrangement, fits)


def _composed(
    items: Iterable[Item],
    arrangement: Arrangement,
    legends: Iterable[Legend],
    room: tuple[float, float],
    title: str,
) -> Scene:
    """Chart and legends below each other, with a margin around them."""
    width, height = room
    legends = [legend for legend in legends if legend.items]
    below = sum(legend.height for legend in legends)
    scale = min(1.0, width / max(arrangement.width, 1.0), (height - below) / max(arrangement.height, 1.0))
    wide = max([arrangement.width * scale, *(legend.width for legend in legends)])
    left = MARGIN + (wide - arrangement.width * scale) / 2
    placed = [moved(item, scale, left, MARGIN) for item in items]
    y = MARGIN + arrangement.height * scale
    for legend in legends:
        placed.extend(moved(item, 1.0, MARGIN, y) for item in legend.items)
        y += legend.height
    return Scene(wide + 2 * MARGIN, y + MARGIN, tuple(placed), title)


def chart_title(plan: Plan, pack: Pack, level: int) -> str:
    """What the chart of a level is called."""
    named = next((one.title for one in pack.levels if one.rank == level), f"Level {level}")
    return f"Incident command structure of {plan.school.label}: {named}"
