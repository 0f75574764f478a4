"""Texts as long as nobody writes them, in every place a document has for words: nothing lost, nothing off the page."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest

from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Callout,
    Column,
    Cover,
    Document,
    Facts,
    Heading,
    ListItems,
    Paragraph,
    Part,
    Run,
    Signatures,
    Table,
    TearLine,
)
from eopbuilder.planning.document_files import DOCUMENT_ENDINGS, write_document
from eopbuilder.render.pdf_writer import write_pdf
from tests.effort import effort
from tests.nasty.exports import Written, document_faults
from tests.render.pdf_reading import read_pdf

SENTENCE = "The incident commander sends staff to the assembly area and keeps a running log of decisions. "
MEGABYTE = (SENTENCE * 11_000)[:1_000_000]
ONE_WORD = "W" * 300
HEAD = Heading(1, "Everything", "everything")


def cell(text: str) -> tuple[Run, ...]:
    return (Run(text),)


def table(columns: int, text: str, rows: int = 3) -> Table:
    titles = tuple(Column(f"Column {place}") for place in range(columns))
    return Table("Table 1. All", "table", titles, (tuple(cell(text) for _ in range(columns)),) * rows)


def document(*blocks: Block, words: str = "Maple Ridge", landscape: bool = False) -> Document:
    return Document(
        title=words,
        language="en-US",
        author=words,
        subject=words,
        created="2026-03-04T05:06:07",
        header=words,
        footer=words,
        cover=Cover(words, words, (words, words), "Confidential"),
        parts=(Part((HEAD, *blocks), landscape),),
        keywords=(words,),
    )


LONG = {
    "a paragraph of a megabyte": document(Paragraph(cell(MEGABYTE))),
    "a word of many pages": document(Paragraph(cell("W" * 200_000))),
    "a cell of many pages": document(
        Table("T", "t", (Column("A"), Column("B")), ((cell("row"), cell(MEGABYTE[:200_000])),))
    ),
    "a fact of many pages": document(Facts("F", "f", (("Label", cell(MEGABYTE[:100_000])),))),
    "a box of many pages": document(Boxes((BoxRow((Box("Box", cell(MEGABYTE[:100_000])), Box("Other"))),))),
    "cells taller than a page": document(table(2, "\n".join(f"line {number}" for number in range(300)))),
    "long words in narrow columns": document(table(10, ONE_WORD)),
    "long words in forty columns": document(table(40, ONE_WORD, rows=1), landscape=True),
    "headings of a thousand letters": document(
        *(block for level in (2, 3, 4) for block in (Heading(level, "Long " * 200, f"h{level}"), Paragraph(cell("x")))),
        words="Long " * 200,
    ),
    "names of a thousand letters": document(Paragraph(cell("x")), words="W" * 1000),
    "a name of two thousand words": document(Paragraph(cell("x")), words="Long " * 2000),
    "names to sign": document(Signatures((("N" * 400, "T " * 400),))),
    "words to tear along": document(TearLine("tear " * 100)),
    "a note": document(Callout("C " * 500, cell("c " * 5000))),
    "a thousand entries": document(ListItems((cell("entry"),) * 1000, "number")),
    "names from the right": document(Paragraph(cell("שלום עולם")), words="مدرسة الأمل"),
    "nothing but spaces": document(
        Paragraph(cell(" \u200b")), Table(" ", "t", (Column(" "),), ((cell(" "),),)), words=" "
    ),
}


@pytest.mark.parametrize("ending", DOCUMENT_ENDINGS)
@pytest.mark.parametrize("name", LONG)
def test_nothing_is_lost_or_off_the_page(name: str, ending: str, tmp_path: Path) -> None:
    written = LONG[name]
    result = write_document(written, tmp_path / f"file{ending}")
    assert document_faults(Written(written, result)) == []


def test_the_work_of_a_huge_paragraph_grows_no_faster_than_the_paragraph() -> None:
    def work(size: int) -> int:
        return effort(lambda: write_pdf(document(Paragraph(cell(MEGABYTE[:size]))), BytesIO()))

    work(1000)
    least, small, large = work(1000), work(100_000), work(200_000)
    assert large - least < 2.2 * (small - least)


def test_a_name_too_long_for_its_cover_is_set_smaller_before_it_goes_on_over_the_page() -> None:
    def pages_before_the_contents(words: str) -> int:
        stream = BytesIO()
        write_pdf(document(Paragraph(cell("x")), words=words), stream)
        return next(number for number, text in enumerate(read_pdf(stream.getvalue()).drawn) if "Contents" in text)

    assert pages_before_the_contents("Long " * 30) == 1
    assert pages_before_the_contents("Long " * 200) == 1
    assert pages_before_the_contents("Long " * 2000) > 1
