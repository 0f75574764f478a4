"""Faults a finished document must not have. Each is one clear sentence; an empty result means it may be printed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from eopbuilder.document.nodes import (
    Block,
    Boxes,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Inlines,
    ListItems,
    PageBreak,
    Paragraph,
    Reference,
    Signatures,
    Table,
    TearLine,
    plain_text,
)

_LEFTOVER = re.compile(r"\{\{|\}\}|\[\[|\]\]|\{[A-Za-z][\w:./ -]*\}")
_LONGEST_QUOTE = 40


def lint(document: Document) -> tuple[str, ...]:
    """What is wrong with a document, as sentences; empty when nothing is."""
    blocks = tuple(document.blocks())
    return (
        *_anchors(blocks),
        *_references(blocks),
        *_headings(blocks),
        *_levels(blocks),
        *_empty_blocks(blocks),
        *_captions(document),
        *_leftovers(document, blocks),
    )


def _anchors(blocks: Iterable[Block]) -> Iterator[str]:
    seen: set[str] = set()
    for anchor in _anchors_of(blocks):
        if not anchor:
            yield "A heading, table or figure has no anchor."
        elif anchor.casefold() in seen:
            yield f"Two places share the anchor “{anchor}”."
        seen.add(anchor.casefold())


def _anchors_of(blocks: Iterable[Block]) -> Iterator[str]:
    return (block.anchor for block in blocks if isinstance(block, Heading | Table | Facts | Figure))


def _references(blocks: tuple[Block, ...]) -> Iterator[str]:
    anchors = set(_anchors_of(blocks))
    for block in blocks:
        for inlines in inlines_of(block):
            for one in inlines:
                if isinstance(one, Reference) and one.anchor not in anchors:
                    yield f"The reference “{one.text}” leads to “{one.anchor}”, which is not in the document."


def _headings(blocks: tuple[Block, ...]) -> Iterator[str]:
    printed = [block for block in blocks if not isinstance(block, PageBreak)]
    for block, following in pairwise((*printed, None)):
        if not isinstance(block, Heading):
            continue
        if not block.text.strip():
            yield "A heading has no words."
        if following is None or (isinstance(following, Heading) and following.level <= block.level):
            yield f"Nothing stands below the heading “{block.title}”."


def _levels(blocks: Iterable[Block]) -> Iterator[str]:
    last = 0
    for block in blocks:
        if isinstance(block, Heading):
            if block.level > last + 1:
                yield f"The heading “{block.title}” skips from level {last} to level {block.level}."
            last = block.level


def _empty_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Table(rows=()) | Table(columns=()) | Facts(pairs=()):
                yield f"The table “{block.caption}” is empty."
            case Table() if any(len(row) != len(block.columns) for row in block.rows):
                yield f"The table “{block.caption}” has rows of the wrong length."
            case ListItems(items=()):
                yield "A list has no entries."
            case Boxes(rows=rows) if not rows or not all(row.boxes for row in rows):
                yield "A form has no boxes."
            case Signatures(lines=()):
                yield "There is no line to sign."
            case Paragraph(inlines) if not plain_text(inlines).strip():
                yield "A paragraph has no words."
            case Figure(alternative=""):
                yield "A figure has no text alternative."
            case _:
                pass


def _captions(document: Document) -> Iterator[str]:
    """A sign is read at a glance: its drawing needs no caption."""
    for part in document.parts:
        if (part.look or document.look) != "sign":
            for block in part.blocks:
                if isinstance(block, Figure) and not block.caption:
                    yield "A figure has no caption."


def _leftovers(document: Document, blocks: Iterable[Block]) -> Iterator[str]:
    cover = document.cover
    on_cover = (cover.title, cover.subtitle, cover.marking, *cover.lines) if cover else ()
    for text in (*on_cover, document.header, document.footer):
        yield from _leftover(text)
    for block in blocks:
        for text in texts_of(block):
            yield from _leftover(text)


def _leftover(text: str) -> Iterator[str]:
    found = _LEFTOVER.search(text)
    if found:
        quote = text[max(0, found.start() - 10) : found.start() + _LONGEST_QUOTE]
        yield f"A placeholder was not filled in: “{quote}”."


def inlines_of(block: Block) -> Iterator[Inlines]:
    """Every run of inlines a block holds, in reading order."""
    match block:
        case Paragraph(inlines) | Callout(_, inlines):
            yield inlines
        case ListItems(items):
            yield from items
        case Table(rows=rows):
            for row in rows:
                yield from row
        case Facts(pairs=pairs):
            for _label, inlines in pairs:
                yield inlines
        case Boxes(rows=box_rows):
            for box_row in box_rows:
                yield from (box.inlines for box in box_row.boxes)
        case _:
            pass


def texts_of(block: Block) -> Iterator[str]:
    """Every text a block shows, in reading order."""
    match block:
        case Heading():
            yield block.title
        case Callout(title):
            yield title
        case Table(caption, _, columns):
            yield caption
            yield from (column.title for column in columns)
        case Facts(caption, _, pairs):
            yield caption
            for label, inlines in pairs:
                yield label
                yield plain_text(inlines)
            return
        case Figure(caption):
            yield caption
        case Signatures(lines):
            for name, title in lines:
                yield name
                yield title
        case Boxes(rows=rows):
            yield from (box.title for row in rows for box in row.boxes)
        case TearLine(text):
            yield text
        case _:
            pass
    yield from (plain_text(inlines) for inlines in inlines_of(block))
