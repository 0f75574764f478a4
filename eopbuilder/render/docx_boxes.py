"""Boxes to write in for Word, cards to cut out along their dashed edges, and lines to tear along."""

from __future__ import annotations

from itertools import accumulate, pairwise

from eopbuilder.document.nodes import Box, Boxes, BoxRow
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_tables import cell_paragraph
from eopbuilder.render.docx_xml import attribute, control_xml, hex_color, run_xml, twips
from eopbuilder.render.keeping import BOX_PAD, CARD_PAD, is_to_write_in

_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")
_ASIDE, _CARD_ASIDE = 80, 170
"""Space inside a box at left and right, in twentieths of a point."""


def boxes_xml(boxes: Boxes, width: float, sheet: StyleSheet, spread: float = 1.0) -> str:
    """All rows as one table whose cells span as many columns of a fine grid as they need.

    Rows to write in are `spread` times higher than planned.
    """
    edges = [_edges(row, width) for row in boxes.rows]
    grid = sorted({edge for row in edges for edge in row})
    columns = "".join(f'<w:gridCol w:w="{right - left}"/>' for left, right in pairwise(grid))
    pad = CARD_PAD if boxes.cut else sheet.cell_pad + BOX_PAD
    least = sheet.text["box_title"].leading + sheet.text["cell"].leading + 2 * pad
    rows = "".join(
        _row(row, own, grid, least, card=boxes.cut, spread=spread if is_to_write_in(row, boxes) else 1.0)
        for row, own in zip(boxes.rows, edges, strict=True)
    )
    color = hex_color(sheet.colors["muted" if boxes.cut else "ink"])
    line = "dashed" if boxes.cut else "single"
    borders = "".join(f'<w:{side} w:val="{line}" w:sz="6" w:space="0" w:color="{color}"/>' for side in _SIDES)
    aside = _CARD_ASIDE if boxes.cut else _ASIDE
    rooms = (("top", twips(pad)), ("left", aside), ("bottom", twips(pad)), ("right", aside))
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side, room in rooms)
    told = "Cards to cut out." if boxes.cut else "Boxes to fill in; each begins with its title."
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{grid[-1]}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblDescription w:val="{attribute(told)}"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>'
    )


def _edges(row: BoxRow, width: float) -> list[int]:
    shares = sum(box.share for box in row.boxes)
    return [twips(width * share / shares) for share in accumulate((box.share for box in row.boxes), initial=0.0)]


def _row(row: BoxRow, edges: list[int], grid: list[int], least: float, *, card: bool, spread: float) -> str:
    """A row of boxes; `least` is the height of one with a title and a line below it."""
    room = row.room * spread
    cells = "".join(
        _cell(box, right - left, grid.index(right) - grid.index(left), below=room >= least, card=card)
        for box, (left, right) in zip(row.boxes, pairwise(edges), strict=True)
    )
    height = f'<w:trPr><w:cantSplit/><w:trHeight w:val="{twips(room)}" w:hRule="atLeast"/></w:trPr>'
    return f"<w:tr>{height}{cells}</w:tr>"


def _cell(box: Box, width: int, span: int, *, below: bool, card: bool) -> str:
    """A box; one to write in holds its control on the line `below` its title, or on the same line.

    A `card` with nothing but a title is complete, such as a label.
    """
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    to_fill_in = control_xml(box.title) if box.title and not box.inlines and not card else ""
    beside = f"{run_xml(' ')}{to_fill_in}" if to_fill_in and not below else ""
    alone = box.title and not box.inlines and (beside or card)
    title = f'<w:p><w:pPr><w:pStyle w:val="BoxTitle"/></w:pPr>{run_xml(box.title)}{beside}</w:p>' if box.title else ""
    body = "" if alone else cell_paragraph(box.inlines, ending=to_fill_in)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}</w:tcPr>{title}{body}</w:tc>'


def tear_xml(text: str, width: float) -> tuple[str, str]:
    """The tab stops and the runs of a line to tear along: its words in the middle, dashes on either side."""
    stops = (("center", width / 2), ("right", width))
    tabs = "".join(f'<w:tab w:val="{kind}" w:leader="hyphen" w:pos="{twips(at)}"/>' for kind, at in stops)
    tab = '<w:r><w:rPr><w:b/><w:i w:val="0"/><w:sz w:val="24"/></w:rPr><w:tab/></w:r>'
    return f"<w:tabs>{tabs}</w:tabs>", f"{tab}{run_xml(f' {text} ')}{tab}"
