"""Boxes to write in for PDF, cards to cut out along their dashed edges, and lines to tear along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eopbuilder.document.nodes import Box, Boxes, BoxRow, language_of
from eopbuilder.render.keeping import BOX_PAD, CARD_PAD, is_to_write_in
from eopbuilder.render.pdf_layout import Drawn, Strip, baseline_below
from eopbuilder.render.pdf_looks import Looks
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tables import PAD_X, Cell, CellLine, Row
from eopbuilder.render.pdf_tagging import Element
from eopbuilder.render.pdf_text import line_width, wrap

_AFTER = 8.0
_CARD_PAD_X = 9.0
_TEAR_HEIGHT = 26.0
_TEAR_LEAST = 40.0
"""How much of a line to tear along is left at least on either side of its words."""
_TITLE_GAP = 2.0
_HAIR = 0.1
"""Points that a card may differ from its height."""


@dataclass(slots=True)
class _BoxedRow(Row):
    """Cells with lines around each; `edges` are their left edges and the right edge of the last.

    The line above is that below the row before it; only the first row of a page draws its own.
    """

    edges: Sequence[float] = ()
    color: str = "#000000"
    dashed: bool = False
    first: bool = False

    @property
    def outgrown(self) -> bool:
        """Whether words made cards to cut out higher than they are to be."""
        return self.dashed and self.height > self.least + _HAIR

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        """Draws the frames and the words."""
        bottom, right = top - self.height, self.x + self.width
        for x in self.edges:
            page.edge((x, top), (x, bottom), self.color, dashed=self.dashed)
        for y in (top, bottom) if self.first else (bottom,):
            page.edge((self.x, y), (right, y), self.color, dashed=self.dashed)
        Row.draw(self, page, top, repeated=repeated)

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The row as two, for words that no page could hold."""
        halves = Row.split(self, room)
        if halves is None:
            return None
        head, tail = (
            _BoxedRow(
                self.x,
                self.width,
                half.cells,
                self.pad,
                after=half.after,
                keep=half.keep,
                edges=self.edges,
                color=self.color,
                dashed=self.dashed,
                first=True,
            )
            for half in halves
        )
        return head, tail


def box_strips(boxes: Boxes, looks: Looks, root: Element, x: float, width: float) -> Sequence[Strip]:
    """A strip for each row of boxes."""
    group = Element("Div", root)
    strips = [_row(row, boxes, looks, group, x, boxes.across(width)) for row in boxes.rows]
    for strip in strips[:1]:
        strip.first = True
    for strip in strips[-1:]:
        strip.after = _AFTER
    return strips


def _row(row: BoxRow, boxes: Boxes, looks: Looks, group: Element, x: float, width: float) -> _BoxedRow:
    shares = sum(box.share for box in row.boxes)
    edges = [x]
    for box in row.boxes:
        edges.append(edges[-1] + width * box.share / shares)
    pad_x = _CARD_PAD_X if boxes.cut else PAD_X
    cells = [
        Cell(left + pad_x, _lines(box, looks, group, right - left - 2 * pad_x))
        for box, left, right in zip(row.boxes, edges, edges[1:], strict=False)
    ]
    pad = CARD_PAD if boxes.cut else looks.stylesheet.cell_pad + BOX_PAD
    color = looks.color("muted" if boxes.cut else "ink")
    by_hand = is_to_write_in(row, boxes)
    return _BoxedRow(x, width, cells, pad, by_hand=by_hand, least=row.room, edges=edges, color=color, dashed=boxes.cut)


def _lines(box: Box, looks: Looks, group: Element, width: float) -> list[CellLine]:
    lines: list[CellLine] = []
    body = looks.inlines(box.inlines, "cell")
    for name, atoms, language in (
        ("box_title", looks.words(box.title, "box_title"), ""),
        ("cell", body, language_of(box.inlines)),
    ):
        style = looks.style(name)
        wrapped = wrap(atoms, width)
        if wrapped:
            element = Element("P", group, language=language)
            above = _TITLE_GAP if lines else 0.0
            lines += [
                CellLine(element, line, style.size, style.leading, above if index == 0 else 0.0)
                for index, line in enumerate(wrapped)
            ]
    return lines


def tear_strip(text: str, looks: Looks, root: Element, x: float, width: float) -> Strip:
    """A dashed line with words in its middle, on as many lines as they need."""
    style = looks.style("source")
    lines = wrap(looks.words(text, "source"), width - 2 * _TEAR_LEAST)
    element = Element("P", root)
    longest = max(map(line_width, lines), default=0.0)
    height = max(_TEAR_HEIGHT, len(lines) * style.leading)

    def paint(page: PageContent, top: float) -> None:
        middle = top - height / 2
        room = longest / 2 + 8 if lines else 0.0
        center = x + width / 2
        for start, end in ((x, center - room), (center + room, x + width)):
            page.edge((start, middle), (end, middle), looks.color("muted"), dashed=True)
        y = middle + len(lines) * style.leading / 2
        for line in lines:
            page.text(element, center - line_width(line) / 2, baseline_below(y, style.size, style.leading), line)
            y -= style.leading

    return Drawn(height, paint)
