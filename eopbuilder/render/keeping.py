"""What stays on the page of the block that follows it: the same in Word and in PDF."""

from __future__ import annotations

from eopbuilder.document.nodes import Block, Facts, Figure, ListItems, Paragraph, Table, plain_text

_INTRODUCED = (ListItems, Table, Facts, Figure)
_LONGEST_INTRODUCTION = 240


def is_note(block: Block | None) -> bool:
    """Whether a block is the small note that ends a section; it never stands on a page alone."""
    return isinstance(block, Paragraph) and block.role == "source"


def introduces(paragraph: Paragraph, following: Block | None) -> bool:
    """Whether a paragraph is short and opens the list, table or figure that follows."""
    return isinstance(following, _INTRODUCED) and len(plain_text(paragraph.inlines)) <= _LONGEST_INTRODUCTION
