"""Tables as WordprocessingML: one string for each table, styles by id, header rows that repeat, rows in one piece."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate, pairwise

from eopbuilder.document.nodes import Blank, Facts, Inlines, Run, Signatures, Table, plain_text
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.columns import column_widths
from eopbuilder.render.docx_styles import CELL_MARGIN
from eopbuilder.render.docx_xml import (
    attribute,
    control_xml,
    hex_color,
    inlines_xml,
    is_right_to_left,
    run_xml,
    text_xml,
    twips,
)
from eopbuilder.render.keeping import BLANK_ROW

LONGEST_UNBROKEN_CELL = 1500
"""Characters beyond which a row may run on over the page: it might not fit on one."""
_SIGNATURE_HEIGHT = 40.0
_SIGNATURE_SHARES = (0.375, 0.425, 0.2)
_SHORT_ROW = 200
"""Characters in its longest cell up to which a row never begins or ends a page alone."""
_FEW_TO_FILL_IN = 6
"""Rows up to which a table that has some to fill in stays on one page."""
LETTER_SHARE = 5 / 9
"""The part of its size a letter is wide on average, with something to spare."""
_BLANK_LETTERS = 17
"""How many letters are as long as a line to write on with the brackets around its label."""
_WORD = re.compile(r"\(\d{3}\) \S+|\S+")


def in_twips(widths: Sequence[float]) -> list[int]:
    """Widths of columns in twentieths of a point; they add up exactly to what all of them measure together."""
    edges = [twips(edge) for edge in (0.0, *accumulate(widths))]
    return [right - left for left, right in pairwise(edges)]


def likely_widths(table: Table, width: float, letter: float) -> list[float]:
    """Widths of a table's columns, guessed from the number of letters of its words; `letter` is the width of one."""
    cells = (
        (column.title, *(_without_gaps(row[place]) for row in table.rows)) for place, column in enumerate(table.columns)
    )
    words = [max(_longest_word(text, letter) for text in column) for column in cells]
    return column_widths([column.share for column in table.columns], words, width)


def table_xml(
    table: Table, columns: Sequence[float], *, keep_last: bool = False, rule: str = "auto", spread: float = 1.0
) -> str:
    """A table with its header row, its columns as wide as given in points.

    `keep_last` holds its last row on the page of what follows; `rule` is the color of the lines between cells to write
    in, and rows of those are `spread` times higher than planned.
    """
    texts = [[plain_text(inlines) for inlines in row] for row in table.rows]
    widths = in_twips(columns)
    right = [column.align == "right" for column in table.columns]
    head = "".join(
        _cell(_paragraph("TableHead", text_xml(column.title), at_right), each)
        for column, each, at_right in zip(table.columns, widths, right, strict=True)
    )
    high = BLANK_ROW * spread
    longest = [max(map(len, row)) for row in texts]
    few = len(longest) <= _FEW_TO_FILL_IN and max(longest, default=0) <= _SHORT_ROW and 0 in longest
    kept = _kept(longest, keep_last=keep_last, headed=True, whole=few)
    rows = "".join(
        _row(
            *each,
            widths,
            right,
            height=high,
            uprights=_uprights(rule) if table.by_hand or not any(each[0]) else "",
        )
        for each in zip(table.rows, texts, kept, strict=True)
    )
    look = _look(first_row=True, first_column=table.row_header, bands=True)
    opening = _opening("PlanTable", widths, look, table.caption, table.summary or _columns(table))
    return f"{opening}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"


def _without_gaps(inlines: Inlines) -> str:
    """The words of a cell, with letters in place of blanks, which are not broken before their labels."""
    return plain_text(
        tuple(Run("_" * (_BLANK_LETTERS + len(one.label))) if isinstance(one, Blank) else one for one in inlines)
    )


def _longest_word(text: str, letter: float) -> float:
    """About the room in points that the longest word needs in a cell; a phone number is one word."""
    longest = max(map(len, _WORD.findall(text)), default=0)
    return longest * letter + 2 * CELL_MARGIN / 20


def _kept(lengths: Sequence[int], *, keep_last: bool, headed: bool = False, whole: bool = False) -> list[bool]:
    """Which rows stay with the next: so that no short row stands alone at the foot or the head of a page, or all.

    The first row below a header row does only in a table that is kept whole: when one of several pages begins so,
    LibreOffice shows nothing of the others.
    """
    last = len(lengths) - 1
    kept = [whole] * len(lengths)
    if last > 0:
        kept[0] = whole or (lengths[0] <= _SHORT_ROW and not headed)
        kept[-2] = kept[-2] or lengths[-1] <= _SHORT_ROW
    if lengths:
        kept[-1] = keep_last
    return kept


def _columns(table: Table) -> str:
    return f"Columns: {', '.join(column.title for column in table.columns)}."


def _row(
    row: Sequence[Inlines],
    texts: Sequence[str],
    keep: bool,
    widths: Sequence[int],
    right: Sequence[bool],
    *,
    height: float,
    uprights: str,
) -> str:
    """A row; one with `uprights` is there to write in: of a `height`, with lines between its cells."""
    cells = "".join(
        _cell(cell_paragraph(inlines, at_right=at_right, keep=keep), width, uprights if place else "")
        for place, (inlines, width, at_right) in enumerate(zip(row, widths, right, strict=True))
    )
    if uprights:
        return f"<w:tr>{_height(height)}{cells}</w:tr>"
    return f"<w:tr>{_unbroken(texts)}{cells}</w:tr>"


def _uprights(color: str) -> str:
    """The line on the left of a cell to write in."""
    return f'<w:tcBorders><w:left w:val="single" w:sz="4" w:space="0" w:color="{color}"/></w:tcBorders>'


def _unbroken(texts: Sequence[str]) -> str:
    return "<w:trPr><w:cantSplit/></w:trPr>" if max(map(len, texts)) <= LONGEST_UNBROKEN_CELL else ""


def _height(points: float) -> str:
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(points)}" w:hRule="atLeast"/></w:trPr>'


def cell_paragraph(inlines: Inlines, *, at_right: bool = False, keep: bool = False, ending: str = "") -> str:
    """The paragraph of a cell; `ending` is finished XML after its words."""
    kept = "<w:keepNext/>" if keep else ""
    mark = "<w:bidi/>" if is_right_to_left(inlines) else ""
    aligned = '<w:jc w:val="right"/>' if at_right else ""
    content = f"{inlines_xml(inlines)}{ending}"
    return f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{kept}{mark}{aligned}</w:pPr>{content}</w:p>'


def _paragraph(style: str, content: str, at_right: bool = False) -> str:
    run = f"<w:r>{content}</w:r>" if content else ""
    return _styled(style, run, at_right)


def _styled(style: str, runs: str, at_right: bool = False, *, keep: bool = False) -> str:
    kept = "<w:keepNext/>" if keep else ""
    aligned = '<w:jc w:val="right"/>' if at_right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{kept}{aligned}</w:pPr>{runs}</w:p>'


def _cell(paragraph: str, width: int, properties: str = "") -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{properties}</w:tcPr>{paragraph}</w:tc>'


def _look(*, first_row: bool, first_column: bool, bands: bool) -> str:
    value = 0x0020 * first_row + 0x0080 * first_column + 0x0200 * (not bands) + 0x0400
    return (
        f'<w:tblLook w:val="{value:04X}" w:firstRow="{int(first_row)}" w:lastRow="0"'
        f' w:firstColumn="{int(first_column)}" w:lastColumn="0" w:noHBand="{int(not bands)}" w:noVBand="1"/>'
    )


def _opening(style: str, widths: Sequence[int], look: str, caption: str, description: str) -> str:
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{attribute(caption)}"/>'
        f'<w:tblDescription w:val="{attribute(description)}"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
    )


def facts_xml(facts: Facts, width: float, *, keep_last: bool = False) -> str:
    """Labels and values side by side. `keep_last` holds the last row on the page of what follows."""
    widths = in_twips([width * share for share in (facts.label_share, 1 - facts.label_share)])
    texts = [plain_text(inlines) for _label, inlines in facts.pairs]
    kept = _kept([len(text) for text in texts], keep_last=keep_last)
    rows = "".join(
        f"<w:tr>{_unbroken((text,))}{_cell(cell_paragraph((Run(label),), keep=keep), widths[0])}"
        f"{_cell(cell_paragraph(inlines, keep=keep), widths[1])}</w:tr>"
        for (label, inlines), text, keep in zip(facts.pairs, texts, kept, strict=True)
    )
    look = _look(first_row=False, first_column=True, bands=False)
    return f"{_opening('FactsTable', widths, look, facts.caption, 'Each row has a label and its value.')}{rows}</w:tbl>"


def signatures_xml(signatures: Signatures, width: float, sheet: StyleSheet, language: str) -> str:
    """A line to sign and one to date for each name and title, all on one page. `language` is that of the dates."""
    widths = in_twips([width * share for share in _SIGNATURE_SHARES])
    heads = ("Name and title", "Signature", "Date")
    head = "".join(
        _cell(_paragraph("TableHead", text_xml(text)), each) for text, each in zip(heads, widths, strict=True)
    )
    last = len(signatures.lines) - 1
    rows = "".join(
        _signature(name, title, widths, sheet, language, keep=place < last)
        for place, (name, title) in enumerate(signatures.lines)
    )
    look = _look(first_row=True, first_column=False, bands=False)
    opening = _opening("PlanTable", widths, look, "Signatures", "Each row is a line to sign and to date.")
    return f"{opening}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"


def _signature(name: str, title: str, widths: Sequence[int], sheet: StyleSheet, language: str, *, keep: bool) -> str:
    bottom = '<w:vAlign w:val="bottom"/>'
    whose = ", ".join(filter(None, (title, name)))
    signer = run_xml(name) if name else control_xml(f"Name: {whose}" if whose else "Name and title")
    below = f"<w:r><w:br/></w:r>{run_xml(title)}" if title else ""
    dated = control_xml(f"Date: {whose}" if whose else "Date", date=language)
    edge = f'<w:left w:val="single" w:sz="4" w:space="0" w:color="{hex_color(sheet.colors["rule"])}"/>'
    ruled = f"<w:tcBorders>{edge}</w:tcBorders>{bottom}"
    cells = (
        _cell(_styled("TableText", f"{signer}{below}", keep=keep), widths[0], bottom),
        _cell(_styled("TableText", "", keep=keep), widths[1], ruled),
        _cell(_styled("TableText", dated, keep=keep), widths[2], ruled),
    )
    return f"<w:tr>{_height(_SIGNATURE_HEIGHT)}{''.join(cells)}</w:tr>"
