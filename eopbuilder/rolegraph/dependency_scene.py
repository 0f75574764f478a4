"""The dependencies of a plan as a drawing of their own: around one role, or all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from eopbuilder.domain.catalogue import Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.chart_boxes import BoxContent, Chart, ChartStyle
from eopbuilder.rolegraph.dependencies import links_at
from eopbuilder.rolegraph.dependency_columns import Columns, columns_around, columns_of_all, drawn_between
from eopbuilder.rolegraph.layered import Edge, Layered, Spacing, lay_out
from eopbuilder.rolegraph.layout import MARGIN, SMALLEST_SIZE
from eopbuilder.rolegraph.legend import SIZE, Legend, edge_legend
from eopbuilder.rolegraph.palette import palette
from eopbuilder.rolegraph.scene import Item, Label, Line, Scene, moved
from eopbuilder.rolegraph.structure import TOP_LEVEL, structure_at

_SIZES = (10.0, 9.25, 8.5, 7.75, SMALLEST_SIZE)
_WIDTHS = (14.0, 12.0, 10.5)
"""Box widths to try, in multiples of the font size, the best looking first."""
_WHOLE_SIZE = 9.0
"""Font size of the drawing of everything, which grows as large as it must."""
_NOTE_HEIGHT = 12.0


def dependency_scene(
    plan: Plan,
    pack: Pack,
    as_of: date,
    *,
    level: int = TOP_LEVEL,
    around: str = "",
    steps: int = 1,
    max_width: float = 690.0,
    max_height: float = 480.0,
    dark: bool = False,
) -> Scene:
    """What `around` needs, asks, informs and hands over to, and who needs it, within so many steps of it.

    It fits the size given, with text from 10 points down to 7; only what is too big even for that is shrunk. Without
    `around` everything at the level is drawn, as large as it must be.
    """
    structure = structure_at(plan, pack, level)
    links = links_at(pack, structure)
    chart = Chart(plan, pack, as_of, structure, palette(dark), {}, frozenset())
    known = around in structure.active or around in pack.nodes
    columns = columns_around(links, around, steps) if known else columns_of_all(links) if not around else ()
    among = frozenset(node for column in columns for node in column)
    within = tuple(one for one in links.relations if {one.source, one.target} <= among)
    drawing = _Drawing(chart, columns, drawn_between(within, columns), len(within), around)
    width, height = max_width - 2 * MARGIN, max_height - 2 * MARGIN
    tried = drawing.fitted(width, height) if around else drawing.tried(_WHOLE_SIZE, _WIDTHS[0])
    return drawing.scene(tried, (width, height) if around else None, _title(chart, around, level))


@dataclass(frozen=True)
class _Tried:
    """The boxes in one style and where they go."""

    style: ChartStyle
    contents: Mapping[str, BoxContent]
    layered: Layered

    def scale(self, width: float, height: float) -> float:
        """How far it must shrink to fit; 1 when it fits as it is."""
        return min(1.0, width / max(self.layered.width, 1.0), height / max(self.layered.height, 1.0))


@dataclass(frozen=True)
class _Drawing:
    """What is drawn: columns of nodes and the links between them, of so many among these nodes."""

    chart: Chart
    columns: Columns
    relations: tuple[Relation, ...]
    links: int
    around: str

    def tried(self, size: float, factor: float) -> _Tried:
        """The layout with text of a size and boxes so many times as wide."""
        style = ChartStyle(size, size * factor, names_alternates=False)
        contents = {node: self.chart.content(node, style) for column in self.columns for node in column}
        if self.around in contents:
            contents[self.around] = replace(contents[self.around], head=True, strong=True)
        heights = {node: content.height(style) for node, content in contents.items()}
        edges = [Edge(one.source, one.target) for one in self.relations]
        space = Spacing(style.width, size * 6.5, size * 1.0)
        return _Tried(style, contents, lay_out(self.columns, edges, heights, space))

    def fitted(self, width: float, height: float) -> _Tried:
        """The largest text that fits, or the smallest, shrunk as little as possible."""
        room = height - self.legend(width).height - _NOTE_HEIGHT
        tries = (self.tried(size, factor) for size in _SIZES for factor in _WIDTHS)
        best: tuple[float, _Tried] | None = None
        for one in tries:
            scale = one.scale(width, room)
            if best is None or scale > best[0]:
                best = (scale, one)
            if scale >= 1:
                break
        return best[1] if best else self.tried(SMALLEST_SIZE, _WIDTHS[0])

    def legend(self, width: float) -> Legend:
        """The key to the kinds of links drawn."""
        return edge_legend(self.chart.palette, self.relations, width)

    def note(self) -> str:
        """What the drawing does not show, in words; empty when it shows all."""
        if not any(self.columns):
            return "Nothing here depends on anything at this level."
        if self.around and not self.links:
            return "It depends on nothing else, and nothing depends on it."
        left_out = self.links - len(self.relations)
        if not left_out:
            return ""
        are = "1 link between boxes of one column is" if left_out == 1 else f"{left_out} links within columns are"
        return f"{are} not drawn."

    def scene(self, tried: _Tried, room: tuple[float, float] | None, title: str) -> Scene:
        """Boxes, lines and legend; shrunk to the room when there is one."""
        colors, layered = self.chart.palette, tried.layered
        drawn: list[Item] = []
        for one, points in zip(self.relations, layered.lines, strict=True):
            look = colors.edges[one.type]
            edge = (one.source, one.target, one.type)
            drawn.append(Line(points, look.color, look.width, look.dash, look.arrow, edge=edge))
        drawn += [content.box(layered.places[node], tried.style, colors) for node, content in tried.contents.items()]
        legend = self.legend(room[0] if room else max(layered.width, 300.0))
        below = legend.height + _NOTE_HEIGHT
        scale = tried.scale(room[0], room[1] - below) if room else 1.0
        wide = max(layered.width * scale, legend.width, 1.0)
        left = MARGIN + (wide - layered.width * scale) / 2
        items: list[Item] = [moved(item, scale, left, MARGIN) for item in drawn]
        y = MARGIN + layered.height * scale
        items.extend(moved(item, 1.0, MARGIN, y) for item in legend.items)
        y += legend.height
        if self.note():
            items.append(Label(MARGIN, y + _NOTE_HEIGHT - 3, self.note(), SIZE, colors.muted, italic=True))
            wide = max(wide, 200.0)
            y += _NOTE_HEIGHT
        return Scene(wide + 2 * MARGIN, y + MARGIN, tuple(items), title)


def _title(chart: Chart, around: str, level: int) -> str:
    pack = chart.pack
    named = next((one.title for one in pack.levels if one.rank == level), f"Level {level}")
    node = pack.roles.get(around) or pack.nodes.get(around)
    whose = node.title if node else chart.plan.school.label
    return f"Dependencies of {whose}: {named}"
