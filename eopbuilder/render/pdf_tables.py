"""Tables, record sheets and boxed notes for PDF: cells wrapped side by side, rows that may go on over the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from typing import NamedTuple

from eopbuilder.document.nodes import Callout, Facts, Inlines, Table, language_of
from eopbuilder.render.columns import column_widths
from eopbuilder.render.keeping import BLANK_ROW
from eopbuilder.render.pdf_layout import Strip, baseline_below, owner
from eopbuilder.render.pdf_looks import Looks
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tagging import Element, pdf_string
from eopbuilder.render.pdf_text import Atom, Line, atoms_of, clean, line_width, wrap

PAD_X = 5.0
_CALLOUT_PAD = 9.0
_EDGE = 3.0
_HAIRLINE = 0.5
_TOP_RULE = 1.2
_AFTER_IN_PADS = 10 / 3
"""Space below a table, in paddings of a cell."""
_FEWEST_LINES = 2
"""Lines of each cell a split row leaves at least on the page."""
_TALLEST_KEPT = 160.0
"""A taller row stays with no other, and a taller header row is not repeated on the next page."""
_SHORT = 56.0
"""A row of more than three lines may begin or end a page alone."""


class CellLine(NamedTuple):
    """One line in a cell: whose it is, the words, their size and leading, the space above and on its left."""

    element: Element
    line: Line
    size: float
    leading: float
    above: float = 0.0
    shift: float = 0.0


class Cell(NamedTuple):
    """Lines from `x` on."""

    x: float
    lines: Sequence[CellLine]

    def height(self) -> float:
        """The height of its lines."""
        return sum(line.leading + line.above for line in self.lines)


@dataclass(slots=True)
class Row:
    """Cells side by side, with a fill, a bar on the left edge, rules below and above."""

    x: float
    width: float
    cells: Sequence[Cell]
    pad: float
    fill: str = ""
    edge: str = ""
    rule: str = ""
    rule_above: str = ""
    uprights: Sequence[float] = ()
    """Where fine lines stand between the cells of a row to write in."""
    by_hand: bool = False
    """Whether it is to write in, so that it may become higher."""
    least: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    header: Strip | None = None
    height: float = field(init=False)

    def __post_init__(self) -> None:
        tallest = max((cell.height() for cell in self.cells), default=0.0)
        self.height = max(tallest + 2 * self.pad, self.least)

    @property
    def outgrown(self) -> bool:
        """Whether it is higher than it may be; a row of a table has no such height."""
        return False

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        """Draws the fill, the bar, the rule and the words."""
        bottom = top - self.height
        if self.fill:
            page.fill(self.x, bottom, self.width, self.height, self.fill)
        if self.edge:
            page.fill(self.x, bottom, _EDGE, self.height, self.edge)
        if self.rule:
            page.rule(self.x, bottom, self.x + self.width, self.rule, _HAIRLINE)
        if self.rule_above:
            page.rule(self.x, top, self.x + self.width, self.rule_above, _TOP_RULE)
        for x in self.uprights:
            page.edge((x, top), (x, bottom), self.rule, dashed=False, width=_HAIRLINE)
        for x, lines in self.cells:
            y = top - self.pad
            for line in lines:
                y -= line.above
                baseline = baseline_below(y, line.size, line.leading)
                page.text(owner(line.element, repeated), x + line.shift, baseline, line.line)
                y -= line.leading

    def split(self, room: float) -> tuple[Row, Row] | None:
        """The row as two; None when that would leave less than two lines of a cell above or nothing below."""
        heads, tails = [], []
        for cell in self.cells:
            fits = _fitting(cell.lines, room - 2 * self.pad)
            if fits < min(_FEWEST_LINES, len(cell.lines)):
                return None
            heads.append(Cell(cell.x, cell.lines[:fits]))
            tails.append(Cell(cell.x, cell.lines[fits:]))
        if not any(tail.lines for tail in tails):
            return None
        look = (self.pad, self.fill, self.edge, self.rule)
        head = Row(self.x, self.width, heads, *look, rule_above=self.rule_above, before=self.before)
        tail = Row(self.x, self.width, tails, *look, after=self.after, keep=self.keep, header=self.header)
        return head, tail


def _fitting(lines: Sequence[CellLine], room: float) -> int:
    used = 0.0
    for index, line in enumerate(lines):
        used += line.leading + line.above
        if used > room:
            return index
    return len(lines)


class _Grid(NamedTuple):
    """The columns of a table: their widths, which are set at the right, whether the first one names the rows."""

    widths: Sequence[float]
    rights: Sequence[bool]
    row_header: bool


class TableSetter:
    """Makes rows of tables, record sheets and callouts between `x` and `x + width`."""

    def __init__(self, looks: Looks, x: float, width: float) -> None:
        self._looks = looks
        self._x = x
        self._width = width
        self.columns: list[tuple[float, ...]] = []
        """The widths of the columns of each table, as far as they are made."""

    @property
    def _after(self) -> float:
        """Space below a table."""
        return round(self._looks.stylesheet.cell_pad * _AFTER_IN_PADS, 2)

    def table(self, table: Table, element: Element) -> list[Row]:
        """The rows of a table; the header row comes again on every page the table goes on to."""
        if table.summary:
            element.attributes = b"<< /O /Table /Summary %s >>" % pdf_string(clean(table.summary))
        titles = [self._looks.words(column.title, "cell_header") for column in table.columns]
        rows = [
            [self._looks.inlines(cell, "cell", bold=table.row_header and index == 0) for index, cell in enumerate(row)]
            for row in table.rows
        ]
        columns = table.columns
        widths = self._widths([column.share for column in columns], [titles, *rows])
        self.columns.append(tuple(widths))
        grid = _Grid(widths, [column.align == "right" for column in columns], table.row_header)
        head = Element("TR", Element("THead", element))
        header = Row(
            self._x,
            self._width,
            self._cells([(Element("TH", head, attributes=_scope("Column")), atoms) for atoms in titles], grid),
            self._looks.stylesheet.cell_pad,
            fill=self._looks.color("header_fill"),
        )
        if not rows:
            return _kept_together([header], self._after)
        header.keep = header.height <= _TALLEST_KEPT
        body = Element("TBody", element)
        again = header if header.keep else None
        made = [
            self._row(body, row, cells, grid, again, by_hand=table.by_hand or not any(row))
            for row, cells in zip(rows, table.rows, strict=True)
        ]
        return [header, *_kept_together(made, self._after)]

    def facts(self, facts: Facts, element: Element) -> list[Row]:
        """The rows of a record sheet: labels on the left, values on the right."""
        rows = [
            [self._looks.words(label, "cell", bold=True), self._looks.inlines(value, "cell")]
            for label, value in facts.pairs
        ]
        grid = _Grid([self._width * facts.label_share, self._width * (1 - facts.label_share)], [False, False], True)
        body = Element("TBody", element)
        made = [
            self._row(body, row, ((), value), grid, None) for row, (_, value) in zip(rows, facts.pairs, strict=True)
        ]
        for row in made[:1]:
            row.rule_above = self._looks.color("accent")
        return _kept_together(made, self._after)

    def callout(self, callout: Callout, element: Element) -> list[Row]:
        """A boxed note, which is one cell with a title."""
        looks = self._looks
        warning = callout.tone == "warning"
        title = looks.tinted("callout_title", "warning_edge") if warning else looks.look("callout_title")
        lines: list[CellLine] = []
        room = self._width - 2 * _CALLOUT_PAD - _EDGE
        paragraphs = (
            ("callout_title", atoms_of([(title, callout.title)]), 0.0),
            ("callout", looks.inlines(callout.inlines, "callout"), 2.0),
        )
        for name, atoms, above in paragraphs:
            style = looks.style(name)
            wrapped = wrap(atoms, room)
            if wrapped:
                language = language_of(callout.inlines) if name == "callout" else ""
                paragraph = Element("P", element, language=language)
                lines += [
                    CellLine(paragraph, line, style.size, style.leading, above if lines and index == 0 else 0.0)
                    for index, line in enumerate(wrapped)
                ]
        after = looks.style("body").after
        return [
            Row(
                self._x,
                self._width,
                [Cell(self._x + _EDGE + _CALLOUT_PAD, lines)],
                pad=_CALLOUT_PAD - 1.5,
                fill=looks.color("warning_fill" if warning else "note_fill"),
                edge=looks.color("warning_edge" if warning else "accent"),
                before=after,
                after=after + 3,
            )
        ]

    def _row(
        self,
        body: Element,
        row: Sequence[list[Atom]],
        inlines: Sequence[Inlines],
        grid: _Grid,
        header: Row | None,
        *,
        by_hand: bool = False,
    ) -> Row:
        tr = Element("TR", body)
        names = 1 if grid.row_header else 0
        cells = [
            (Element("TH", tr, attributes=_scope("Row")) if index < names else Element("TD", tr), atoms)
            for index, atoms in enumerate(row)
        ]
        for (element, _), words in zip(cells, inlines, strict=True):
            element.language = language_of(words)
        return Row(
            self._x,
            self._width,
            self._cells(cells, grid),
            self._looks.stylesheet.cell_pad,
            rule=self._looks.color("rule"),
            uprights=[] if not by_hand else [self._x + edge for edge in accumulate(grid.widths[:-1])],
            by_hand=by_hand,
            least=BLANK_ROW if by_hand else 0.0,
            header=header,
        )

    def _cells(self, cells: Sequence[tuple[Element, list[Atom]]], grid: _Grid) -> list[Cell]:
        style = self._looks.style("cell")
        made = []
        x = self._x
        for (element, atoms), width, right in zip(cells, grid.widths, grid.rights, strict=True):
            room = width - 2 * PAD_X
            made.append(
                Cell(
                    x + PAD_X,
                    [
                        CellLine(
                            element, line, style.size, style.leading, shift=room - line_width(line) if right else 0
                        )
                        for line in wrap(atoms, room)
                    ],
                )
            )
            x += width
        return made

    def _widths(self, shares: Sequence[float], rows: Sequence[Sequence[list[Atom]]]) -> list[float]:
        """Column widths by their shares, but wide enough for the longest word where that can be had."""
        longest = (
            max((atom.width for row in rows for atom in row[index]), default=0.0) for index in range(len(shares))
        )
        return column_widths(shares, [word + 2 * PAD_X + 0.01 for word in longest], self._width)


def _scope(scope: str) -> bytes:
    return b"<< /O /Table /Scope /%s >>" % scope.encode()


def _kept_together(rows: list[Row], after: float) -> list[Row]:
    """Rows below a header, none of which stands alone at the foot or the head of a page if it is short."""
    for row in rows[:-1][:1]:
        row.keep = row.height <= _SHORT
    for row, last in pairwise(rows[-2:]):
        row.keep = row.keep or (last.height <= _SHORT and row.height <= _TALLEST_KEPT)
    if rows:
        rows[-1].after = after
    return rows
