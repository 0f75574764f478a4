"""Boxes to write in for Word, cards to cut out along their dashed edges, and lines to tear along."""

from __future__ import annotations

from itertools import accumulate, pairwise

from eopbuilder.document.nodes import Box, Boxes, BoxRow
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_tables import cell_paragraph
from eopbuilder.render.docx_xml import attribute, control_xml, hex_color, run_xml, twips

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_PAD, _CARD_PAD = 80, 170
"""Space inside a box, in twentieths of a point."""


def boxes_xml(boxes: Boxes, width: float, sheet: StyleSheet) -> str:
    """All rows as one table whose cells span as many columns of a fine grid as they need."""
    edges = [_edges(row, width) for row in boxes.rows]
    grid = sorted({edge for row in edges for edge in row})
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(grid))
    rows = "".join(_row(row, own, grid) for row, own in zip(boxes.rows, edges, strict=True))
    color = hex_color(sheet.colors["muted" if boxes.cut else "ink"])
    line = "dashed" if boxes.cut else "single"
    borders = "".join(f'<w:{side} w:val="{line}" w:sz="6" w:space="0" w:color="{color}"/>' for side in _SIDES)
    pad = _CARD_PAD if boxes.cut else _PAD
    margins = "".join(f'<w:{side} w:w="{pad}" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    told = "Cards to cut out." if boxes.cut else "Boxes to fill in; each begins with its title."
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{grid[-1]}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblDescription w:val="{attribute(told)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _edges(row: BoxRow, width: float) -> list[int]:
    shares = sum(box.share for box in row.boxes)
    return [twips(width * share / shares) for share in accumulate((box.share for box in row.boxes), initial=0.0)]


def _row(row: BoxRow, edges: list[int], grid: list[int]) -> str:
    cells = "".join(
        _cell(box, right - left, grid.index(right) - grid.index(left))
        for box, (left, right) in zip(row.boxes, pairwise(edges), strict=True)
    )
    height = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(row.room)}" w:hRule="atLeast"/></w:trPr>'
    return f"<w:tr>{height}{cells}</w:tr>"


def _cell(box: Box, width: int, span: int) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    title = f'<w:p><w:pPr><w:pStyle w:val="BoxTitle"/></w:pPr>{run_xml(box.title)}</w:p>' if box.title else ""
    to_fill_in = control_xml(box.title) if box.title and not box.inlines else ""
    body = cell_paragraph(box.inlines, ending=to_fill_in)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{title}{body}</w:tc>'


def tear_xml(text: str, sheet: StyleSheet) -> tuple[str, str]:
    """The border and the words of the paragraph above a dashed line."""
    color = hex_color(sheet.colors["muted"])
    return f'<w:pBdr><w:bottom w:val="dashed" w:sz="6" w:space="4" w:color="{color}"/></w:pBdr>', run_xml(text)
