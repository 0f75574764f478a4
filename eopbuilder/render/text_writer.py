"""The document tree as plain UTF-8 text of 100 columns, for screens, e-mail and comparing two editions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import BinaryIO

from eopbuilder.document.nodes import (
    Block,
    Boxes,
    Callout,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    ListItems,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TearLine,
    plain_text,
)
from eopbuilder.domain.facts import clean_text
from eopbuilder.render.text_layout import aligned, column_widths, hanging, width_of, wrap
from eopbuilder.working import Steps, untold

WIDTH = 100
_UNDERLINES = {1: "=", 2: "-", 3: "~", 4: "."}
_MARKS = {"bullet": "- ", "check": "[ ] "}


def write_text(document: Document, stream: BinaryIO, progress: Callable[[float], None] = untold) -> None:
    """Write the document as text. Nothing of the tree is left out; drawings are told by their alternative text.

    `progress` hears how much is done, 0 to 1, and may raise to stop.
    """
    stream.writelines(f"{line}\n".encode() for line in _document(document, Steps(progress)))


def _document(document: Document, steps: Steps) -> Iterator[str]:
    if document.cover is not None:
        yield from _cover(document.cover)
    if document.contents_depth:
        yield from _underlined("Contents", "=")
    for heading in document.headings():
        yield from hanging(heading.title, "  " * (heading.level - 1), WIDTH)
    for block in steps.over(tuple(document.blocks()), 0.0, 1.0):
        yield from _block(block)


def _cover(cover: Cover) -> Iterator[str]:
    if cover.marking:
        yield from (*wrap(cover.marking, WIDTH), "")
    yield from _underlined(cover.title, "=")
    yield from wrap(cover.subtitle, WIDTH)
    if cover.logo:
        yield from wrap(f"[{cover.logo_alternative}]", WIDTH)
    yield ""
    for line in cover.lines:
        yield from wrap(line, WIDTH)
    yield ""


def _underlined(text: str, mark: str) -> Iterator[str]:
    lines = wrap(text, WIDTH)
    yield from lines
    yield mark * min(WIDTH, max(width_of(line) for line in lines))


def _block(block: Block) -> Iterator[str]:
    if not isinstance(block, PageBreak):
        yield ""
    match block:
        case Heading(level):
            if level <= 2:
                yield ""
            yield from _underlined(block.title, _UNDERLINES[level])
        case Paragraph(inlines):
            yield from wrap(plain_text(inlines), WIDTH)
        case ListItems(items, style):
            for number, item in enumerate(items, 1):
                yield from hanging(plain_text(item), _MARKS.get(style, f"{number}. "), WIDTH)
        case Callout(title, inlines):
            yield from hanging(f"{title}\n{plain_text(inlines)}", "| ", WIDTH)
        case Table():
            yield from wrap(block.caption, WIDTH)
            yield from _table(block)
        case Facts(caption, _, pairs):
            yield from wrap(caption, WIDTH)
            yield from _records([[(label, plain_text(inlines)) for label, inlines in pairs]])
        case Figure(caption, alternative=alternative):
            yield from wrap(caption, WIDTH)
            yield from wrap(alternative, WIDTH)
        case Signatures(lines):
            for name, title in lines:
                yield from ("", f"{'_' * 44}  Date {'_' * 16}")
                yield from wrap(", ".join(filter(None, (name, title))) or "Name and title", WIDTH)
        case Boxes(rows):
            for box in (box for row in rows for box in row.boxes):
                yield from hanging(
                    f"{box.title}: {plain_text(box.inlines) or '_' * 24}".removeprefix(": "), "  ", WIDTH
                )
        case TearLine(text):
            yield from wrap(f"- - - {text} - - -", WIDTH)
        case PageBreak():
            pass


def _table(table: Table) -> Iterator[str]:
    titles = [clean_text(column.title) for column in table.columns]
    rows = [[clean_text(plain_text(cell)) for cell in row] for row in table.rows]
    widths = column_widths([titles, *rows], [column.share for column in table.columns], WIDTH)
    if widths is None:
        yield from _records([list(zip(titles, row, strict=True)) for row in rows])
        return
    blank_rows = [["_" * min(width, 24) for width in widths] if not any(row) else row for row in rows]
    yield from aligned([titles, *blank_rows], widths, [column.align == "right" for column in table.columns])


def _records(records: list[list[tuple[str, str]]]) -> Iterator[str]:
    """Each record as lines of “label: value”."""
    for index, record in enumerate(records):
        if index:
            yield ""
        for label, value in record:
            yield from hanging(f"{label}: {value}", "  ", WIDTH)
