"""Tables as WordprocessingML: one string for each table, styles by id, header rows that repeat, rows in one piece."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from eopbuilder.document.nodes import Facts, Inlines, Signatures, Table, plain_text
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_xml import attribute, hex_color, inlines_xml, is_right_to_left, text_xml, twips

LONGEST_UNBROKEN_CELL = 1500
"""Characters beyond which a row may run on over the page: it might not fit on one."""
_FILL_IN_HEIGHT = 26.0
_SIGNATURE_HEIGHT = 40.0
_FACTS_SHARES = (1.0, 2.0)


def column_widths(shares: Sequence[float], width: float) -> list[int]:
    """Widths of the columns in twentieths of a point; they add up to `width` points exactly."""
    total = twips(width)
    edges = [round(total * sum(shares[:count]) / sum(shares)) for count in range(len(shares) + 1)]
    return [right - left for left, right in pairwise(edges)]


def table_xml(table: Table, width: float) -> str:
    """A table with its header row."""
    widths = column_widths([column.share for column in table.columns], width)
    right = [column.align == "right" for column in table.columns]
    head = "".join(
        _cell(_paragraph("TableHead", text_xml(column.title), at_right), each)
        for column, each, at_right in zip(table.columns, widths, right, strict=True)
    )
    rows = "".join(_row(row, widths, right) for row in table.rows)
    look = _look(first_row=True, first_column=table.row_header, bands=True)
    opening = _opening("PlanTable", widths, look, table.caption, table.summary or _columns(table))
    return f"{opening}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"


def _columns(table: Table) -> str:
    return f"Columns: {', '.join(column.title for column in table.columns)}."


def _row(row: Sequence[Inlines], widths: Sequence[int], right: Sequence[bool]) -> str:
    cells = "".join(
        _cell(cell_paragraph(inlines, at_right=at_right), width)
        for inlines, width, at_right in zip(row, widths, right, strict=True)
    )
    if not any(row):
        return f"<w:tr>{_height(_FILL_IN_HEIGHT)}{cells}</w:tr>"
    return f"<w:tr>{_unbroken(row)}{cells}</w:tr>"


def _unbroken(row: Sequence[Inlines]) -> str:
    longest = max(len(plain_text(inlines)) for inlines in row)
    return "<w:trPr><w:cantSplit/></w:trPr>" if longest <= LONGEST_UNBROKEN_CELL else ""


def _height(points: float) -> str:
    return f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(points)}" w:hRule="atLeast"/></w:trPr>'


def cell_paragraph(inlines: Inlines, *, at_right: bool = False) -> str:
    """The paragraph of a cell."""
    mark = "<w:bidi/>" if is_right_to_left(inlines) else ""
    aligned = '<w:jc w:val="right"/>' if at_right else ""
    return f'<w:p><w:pPr><w:pStyle w:val="TableText"/>{mark}{aligned}</w:pPr>{inlines_xml(inlines)}</w:p>'


def _paragraph(style: str, content: str, at_right: bool = False) -> str:
    aligned = '<w:jc w:val="right"/>' if at_right else ""
    run = f"<w:r>{content}</w:r>" if content else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{aligned}</w:pPr>{run}</w:p>'


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


def facts_xml(facts: Facts, width: float) -> str:
    """Labels and values side by side."""
    widths = column_widths(_FACTS_SHARES, width)
    rows = "".join(
        f"<w:tr>{_unbroken((inlines,))}{_cell(_paragraph('TableText', text_xml(label)), widths[0])}"
        f"{_cell(cell_paragraph(inlines), widths[1])}</w:tr>"
        for label, inlines in facts.pairs
    )
    look = _look(first_row=False, first_column=True, bands=False)
    return f"{_opening('FactsTable', widths, look, facts.caption, 'Each row has a label and its value.')}{rows}</w:tbl>"


def signatures_xml(signatures: Signatures, width: float, sheet: StyleSheet) -> str:
    """A line to sign and one for the date, for each name and title."""
    widths = column_widths((1.5, 1.7, 0.8), width)
    heads = ("Name and title", "Signature", "Date")
    head = "".join(
        _cell(_paragraph("TableHead", text_xml(text)), each) for text, each in zip(heads, widths, strict=True)
    )
    rows = "".join(_signature(name, title, widths, sheet) for name, title in signatures.lines)
    look = _look(first_row=True, first_column=False, bands=False)
    opening = _opening("PlanTable", widths, look, "Signatures", "Each row is a line to sign and to date.")
    return f"{opening}<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"


def _signature(name: str, title: str, widths: Sequence[int], sheet: StyleSheet) -> str:
    bottom = '<w:vAlign w:val="bottom"/>'
    words = "\n".join(filter(None, (name, title)))
    edge = f'<w:left w:val="single" w:sz="4" w:space="0" w:color="{hex_color(sheet.colors["rule"])}"/>'
    ruled = f"<w:tcBorders>{edge}</w:tcBorders>{bottom}"
    cells = (
        _cell(_paragraph("TableText", text_xml(words) if words else ""), widths[0], bottom),
        _cell(_paragraph("TableText", ""), widths[1], ruled),
        _cell(_paragraph("TableText", ""), widths[2], ruled),
    )
    return f"<w:tr>{_height(_SIGNATURE_HEIGHT)}{''.join(cells)}</w:tr>"
