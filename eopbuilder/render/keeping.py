"""What Word and PDF have in common: what stays with the block that follows it, words of footers, sizes."""

from __future__ import annotations

from typing import NamedTuple

from eopbuilder.document.nodes import (
    Block,
    Boxes,
    BoxRow,
    Facts,
    Figure,
    ListItems,
    Missing,
    Paragraph,
    Signatures,
    Table,
    plain_text,
)
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.domain.images import plain_image

BLANK_ROW = 24.0
"""Points of height of a row to write in by hand."""
BOX_PAD = 0.5
"""What a box has more above and below its text than a cell, in points."""
CARD_PAD = 8.0
"""Points above and below the text of a card to cut out."""
_PAGE_WORDS = {"es": ("Página", "de")}


class Fit(NamedTuple):
    """How a part fills its pages: the style sheet its text is set in, `scale` times the size of its look.

    Rows to write in are `spread` times higher than planned, and `above` points stay free at the top. `figures` has the
    part of its size each figure is drawn in, `columns` the widths in points of each table's columns.
    """

    sheet: StyleSheet
    scale: float = 1.0
    spread: float = 1.0
    above: float = 0.0
    figures: tuple[float, ...] = ()
    columns: tuple[tuple[float, ...], ...] = ()


def page_words(language: str) -> tuple[str, str]:
    """“Page” and “of” as a footer in this language has them."""
    return _PAGE_WORDS.get(language.partition("-")[0], ("Page", "of"))


def label_width(size: float) -> float:
    """The room in points for the sign or number before a list item in letters of this size."""
    return max(_LABEL_WIDTH, size * _LABEL_SHARE)


LABEL_GAP = 5.0
"""Points between the sign of a list item and its text."""
_LABEL_WIDTH, _LABEL_SHARE = 18.0, 1.5
_LOGO_WIDTH, _LOGO_HEIGHT = 220.0, 84.0
_LOGO_PIXELS_TO_THE_INCH = 110


def logo_size(logo: bytes) -> tuple[float, float]:
    """Width and height in points of a logo on a cover: as large as fits, never so large that it looks blurred."""
    size = plain_image(logo)
    scale = min(_LOGO_WIDTH / size.width, _LOGO_HEIGHT / size.height, 72 / _LOGO_PIXELS_TO_THE_INCH)
    return size.width * scale, size.height * scale


_INTRODUCED = (ListItems, Table, Facts, Figure, Signatures)
_LONGEST_INTRODUCTION = 240


def is_to_write_in(row: BoxRow, boxes: Boxes) -> bool:
    """Whether a row of boxes has room to write in, and may have more."""
    return not boxes.cut and (any(not box.inlines for box in row.boxes) or row.room >= _ROOM_FOR_LINES)


_ROOM_FOR_LINES = 56.0
"""Points of a box in which one writes below the words that it has already."""


def never_begins_a_page(block: Block | None) -> bool:
    """Whether a block says nothing without the one before it: the note that ends a section, the mark of a gap."""
    if not isinstance(block, Paragraph):
        return False
    return block.role == "source" or all(isinstance(one, Missing) for one in block.inlines)


_LONGEST_CLOSING_LIST = 8


def stays_whole(items: ListItems, following: Block | None) -> bool:
    """Whether a list is the short end of a section, so that no page holds only its last line or two."""
    return never_begins_a_page(following) and len(items.items) <= _LONGEST_CLOSING_LIST


def introduces(paragraph: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph is short and opens the list, table, figure or signatures that follow."""
    return isinstance(following, _INTRODUCED) and len(plain_text(paragraph.inlines)) <= _LONGEST_INTRODUCTION


_CLOSEST = 0.87


def contents_closeness(lines: float, others: float, page: float) -> float:
    """How close the lines of the contents stand, 1 being as usual, so that a few of them do not begin another page.

    `lines` is how high all of them are, `others` what stands with them and cannot shrink, `page` a page, in points.
    """
    pages = (lines + others) // page
    closeness = (pages * page - others) / lines if lines else 1.0
    return closeness if _CLOSEST <= closeness < 1 else 1.0
