"""What every writer owes the document tree: no words lost, order kept, the tree left as it was."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import BinaryIO

from eopbuilder.document.lint import inlines_of
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Boxes,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Inlines,
    Signatures,
    Table,
    TearLine,
)
from eopbuilder.document.nodes import plain_text as tree_text

Write = Callable[[Document, BinaryIO], None]
ReadText = Callable[[bytes], str]


def written(write: Write, document: Document) -> bytes:
    """What a writer makes of a document."""
    stream = BytesIO()
    write(document, stream)
    return stream.getvalue()


def words(text: str) -> list[str]:
    """The words of a text without the punctuation around them; lines to write on are not words.

    Words joined by a hyphen count one by one: a line may end at the hyphen.
    """
    bare = (word.strip(".,;:?!()") for word in re.sub(r"_{3,}|[\u00a0-]", " ", text).split())
    return [word for word in bare if word]


def expected_words(document: Document) -> Counter[str]:
    """How often each word of the tree must at least appear in what a writer makes of it."""
    cover = document.cover
    counted: Counter[str] = Counter()
    on_cover = (cover.title, cover.subtitle, cover.marking, *cover.lines) if cover else ()
    for text in (*on_cover, *_texts(document)):
        counted.update(words(text))
    return counted


def _texts(document: Document) -> Iterator[str]:
    for block in document.blocks():
        yield from _own_texts(block)
        yield from (_drawn(inlines) for inlines in inlines_of(block))


def _own_texts(block: Block) -> Iterator[str]:
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
            yield from (label for label, _inlines in pairs)
        case Figure(caption):
            yield caption
        case Signatures(lines):
            for name, title in lines:
                yield from (name, title)
        case Boxes(rows=rows):
            yield from (box.title for row in rows for box in row.boxes)
        case TearLine(text):
            yield text
        case _:
            pass


def _drawn(inlines: Inlines) -> str:
    """The words of inlines with blanks apart from what touches them: writers draw a blank in their own way."""
    return "".join(f" {tree_text((one,))} " if isinstance(one, Blank) else tree_text((one,)) for one in inlines)


def landmarks(document: Document) -> list[str]:
    """Titles and captions in reading order."""
    return [
        block.title if isinstance(block, Heading) else block.caption
        for block in document.blocks()
        if isinstance(block, Heading | Table | Facts | Figure)
    ]


def lost_words(document: Document, text: str) -> Counter[str]:
    """Words of the tree that are not in the text a writer made, or not often enough."""
    return expected_words(document) - Counter(words(text))


def out_of_order(document: Document, text: str) -> list[str]:
    """Titles and captions that do not follow each other in the text, read from its end: contents come first."""
    squeezed = "".join(words(text))
    found, end = [], len(squeezed)
    for landmark in reversed(landmarks(document)):
        at = squeezed.rfind("".join(words(landmark)), 0, end)
        if at < 0:
            found.append(landmark)
        else:
            end = at
    return found
