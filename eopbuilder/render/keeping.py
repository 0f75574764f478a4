"""What Word and PDF have in common: what stays with the block that follows it, words of footers, the logo's size."""

from __future__ import annotations

from eopbuilder.document.nodes import Block, Facts, Figure, ListItems, Missing, Paragraph, Signatures, Table, plain_text
from eopbuilder.domain.images import plain_image

_PAGE_WORDS = {"es": ("Página", "de")}


def page_words(language: str) -> tuple[str, str]:
    """“Page” and “of” as a footer in this language has them."""
    return _PAGE_WORDS.get(language.partition("-")[0], ("Page", "of"))


_LOGO_WIDTH, _LOGO_HEIGHT = 220.0, 84.0
_LOGO_PIXELS_TO_THE_INCH = 110


def logo_size(logo: bytes) -> tuple[float, float]:
    """Width and height in points of a logo on a cover: as large as fits, never so large that it looks blurred."""
    size = plain_image(logo)
    scale = min(_LOGO_WIDTH / size.width, _LOGO_HEIGHT / size.height, 72 / _LOGO_PIXELS_TO_THE_INCH)
    return size.width * scale, size.height * scale


_INTRODUCED = (ListItems, Table, Facts, Figure, Signatures)
_LONGEST_INTRODUCTION = 240


def never_begins_a_page(block: Block | None) -> bool:
    """Whether a block says nothing without the one before it: the note that ends a section, the mark of a gap."""
    if not isinstance(block, Paragraph):
        return False
    return block.role == "source" or all(isinstance(one, Missing) for one in block.inlines)


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
