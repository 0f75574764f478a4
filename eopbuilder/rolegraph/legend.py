"""The key below a drawing: what marks and lines mean, in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from eopbuilder.domain.catalogue import EdgeType, Relation
from eopbuilder.rolegraph.chart_boxes import Chart
from eopbuilder.rolegraph.metrics import text_width
from eopbuilder.rolegraph.palette import Palette
from eopbuilder.rolegraph.scene import Item, Label, Line

SIZE = 7.5
_LEADING = 10.5
_ABOVE = 7.0
_SAMPLE = 30.0
"""Length of the sample line of an edge type."""
_APART = 14.0


@dataclass(frozen=True)
class Legend:
    """A legend whose top left corner is the origin. Nothing to explain: no items, no height."""

    width: float
    height: float
    items: tuple[Item, ...]


@dataclass(frozen=True)
class _Entry:
    text: str
    type: EdgeType | None = None

    @property
    def width(self) -> float:
        return text_width(self.text, SIZE) + (_SAMPLE + 4 if self.type else 0.0)


def chart_key(chart: Chart, shown: Iterable[str], max_width: float, *, elsewhere: bool = False) -> Legend:
    """What the marks in the boxes of this chart mean; only those that occur.

    `elsewhere` says that roles folded away are drawn on another page.
    """
    roles = [chart.structure.active[one] for one in shown if one in chart.structure.active]
    entries = []
    if any(chart.lacks_holder(role) for role in roles):
        entries.append(_Entry("▲ and dashed outline: nobody assigned"))
    if any(chart.alternates(role.id) for role in roles):
        entries.append(_Entry("“then” or +2: alternates, who step up in order"))
    if chart.folded:
        where = "below, drawn on a page of their own" if elsewhere else "folded away"
        entries.append(_Entry(f"▸ +5: five roles {where}"))
    return _flow(entries, chart.palette, max_width)


def edge_legend(colors: Palette, relations: Iterable[Relation], max_width: float) -> Legend:
    """A sample line and words for each type of edge drawn. An arrow runs from the one that needs to the one needed."""
    types = {relation.type for relation in relations}
    return _flow(
        [_Entry(look.words, type_) for type_, look in colors.edges.items() if type_ in types], colors, max_width
    )


def _flow(entries: Iterable[_Entry], colors: Palette, max_width: float) -> Legend:
    items: list[Item] = []
    x, y, widest = 0.0, _ABOVE + SIZE * 0.8, 0.0
    for entry in entries:
        if x and x + entry.width > max_width:
            x, y = 0.0, y + _LEADING
        start = x
        if entry.type:
            look = colors.edges[entry.type]
            middle = y - SIZE * 0.3
            line = Line(((x, middle), (x + _SAMPLE, middle)), look.color, look.width, look.dash, look.arrow)
            items.append(line)
            start += _SAMPLE + 4
        items.append(Label(start, y, entry.text, SIZE, colors.muted))
        x += entry.width + _APART
        widest = max(widest, x - _APART)
    return Legend(widest, y + 3 if items else 0.0, tuple(items))
