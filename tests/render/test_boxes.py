"""Boxes to write in, cards to cut out, lines to tear along, larger text, and words in another language."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO

import pytest

from eopbuilder.document.lint import lint
from eopbuilder.document.nodes import (
    Blank,
    Box,
    Boxes,
    BoxRow,
    Column,
    Document,
    Heading,
    Look,
    Paragraph,
    Part,
    Run,
    Table,
    TearLine,
)
from eopbuilder.document.stylesheet import load_stylesheet
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from tests.render.docx_reading import docx_text
from tests.render.pdf_reading import languages_in, problems, read_pdf
from tests.render.writer_contract import lost_words, written

FORM = Boxes(
    (
        BoxRow((Box("1. Incident Name"), Box("2. Number", (Run("known already"),), 2.0))),
        BoxRow((Box("3. Map/Sketch"),), 200.0),
    )
)
CARDS = Boxes((BoxRow((Box("Ana", (Run("Call 911\nthen the office"),)), Box("")), 150.0),) * 2, cut=True)
SPANISH = Paragraph((Run("Bienvenidos", language="es"), Blank("hora", "es")))


def document(*blocks: object, look: Look = "form", language: str = "en-US", grow: float = 1.0) -> Document:
    part = Part((Heading(1, "Form", "form"), *blocks), one_page=True, grow=grow)  # type: ignore[arg-type]
    return Document("Form", language, "School", "Form", "2026-09-01", "Header", "Footer", None, (part,), 0, look=look)


EVERYTHING = document(FORM, TearLine("Tear off here"), CARDS, SPANISH)


def test_every_writer_keeps_every_word() -> None:
    assert lint(EVERYTHING) == ()
    pdf, word = written(write_pdf, EVERYTHING), written(write_docx, EVERYTHING)
    text = written(write_text, EVERYTHING).decode()
    assert not lost_words(EVERYTHING, "\n".join(read_pdf(pdf).drawn))
    assert not lost_words(EVERYTHING, docx_text(word))
    assert not lost_words(EVERYTHING, text)
    assert "1. Incident Name: ____" in text
    assert problems(pdf) == []


def test_a_form_without_boxes_is_a_fault() -> None:
    assert lint(document(Boxes(()))) == ("A form has no boxes.",)
    assert lint(document(Boxes((BoxRow(()),)))) == ("A form has no boxes.",)


def test_rows_of_different_boxes_share_a_grid_in_word() -> None:
    body = zipfile.ZipFile(BytesIO(written(write_docx, document(FORM)))).read("word/document.xml").decode()
    (table,) = re.findall(r"<w:tbl>.*?</w:tbl>", body)
    columns = [int(width) for width in re.findall(r'<w:gridCol w:w="(\d+)"/>', table)]
    rows = re.findall(r"<w:tr>.*?</w:tr>", table)
    for row in rows:
        cells = re.findall(r'<w:tcW w:w="(\d+)" w:type="dxa"/>(?:<w:gridSpan w:val="(\d+)"/>)?', row)
        assert sum(int(width) for width, _ in cells) == sum(columns)
        assert sum(int(span or 1) for _, span in cells) == len(columns)
    assert 'w:val="dashed"' not in table


def test_cards_are_cut_along_dashes() -> None:
    body = zipfile.ZipFile(BytesIO(written(write_docx, document(CARDS)))).read("word/document.xml").decode()
    assert body.count('w:val="dashed"') == 6
    drawn = _streams(written(write_pdf, document(CARDS)))
    assert drawn.count("[5 3] 0 d") == 2 * 3 + 3


def test_words_that_no_page_holds_go_on_over_the_page() -> None:
    long = document(Boxes((BoxRow((Box("5. Situation", (Run("word " * 6000),)),)),)))
    pdf = written(write_pdf, long)
    assert len(read_pdf(pdf).sizes) == 3
    assert not lost_words(long, "\n".join(read_pdf(pdf).drawn))


@pytest.mark.parametrize("by_hand", [True, False])
def test_rows_to_write_in_are_high_and_have_lines_between_their_cells(by_hand: bool) -> None:
    columns = (Column("Bus"), Column("Driver"), Column("Left at"))
    buses = Table("", "buses", columns, (((Run("Bus 1"),), (), ()),), by_hand=by_hand)
    word = zipfile.ZipFile(BytesIO(written(write_docx, document(buses)))).read("word/document.xml").decode()
    assert word.count("<w:tcBorders>") == (2 if by_hand else 0)
    assert ("<w:trHeight" in word) == by_hand
    plain = _streams(written(write_pdf, document(replace(buses, by_hand=False))))
    assert _streams(written(write_pdf, document(buses))).count(" l S") - plain.count(" l S") == (2 if by_hand else 0)


@pytest.mark.parametrize("grow", [1.0, 1.3])
def test_a_short_text_grows_to_fill_its_page_as_far_as_it_may(grow: float) -> None:
    drawn = _streams(written(write_pdf, document(Paragraph((Run("Short."),)), grow=grow)))
    size = load_stylesheet("form").text["body"].size * grow
    assert f" {size:g} Tf" in drawn


def test_a_text_that_fills_its_page_does_not_grow() -> None:
    full = document(Paragraph((Run("Words to fill the page. " * 190),)), grow=1.5)
    assert len(read_pdf(written(write_pdf, full)).sizes) == 1


def test_words_in_another_language_say_so() -> None:
    cells = Table("", "t", (Column("English"), Column("Spanish")), (((Run("Hello"),), SPANISH.inlines),))
    data = written(write_pdf, document(SPANISH, cells))
    assert languages_in(data).count("es") == 2
    word = zipfile.ZipFile(BytesIO(written(write_docx, document(SPANISH)))).read("word/document.xml").decode()
    assert word.count('<w:lang w:val="es"/>') == 2


def test_the_pages_of_a_spanish_document_are_counted_in_spanish() -> None:
    spanish = document(SPANISH, language="es-US")
    drawn = "".join(read_pdf(written(write_pdf, spanish)).drawn)
    assert "Página 1 de 1" in drawn
    footer = zipfile.ZipFile(BytesIO(written(write_docx, spanish))).read("word/footer1.xml").decode()
    assert "Página" in footer


@pytest.mark.parametrize("look", ["card", "wallet", "sign"])
def test_a_look_that_builds_on_another_keeps_what_it_does_not_change(look: Look) -> None:
    own, base = load_stylesheet(look), load_stylesheet("form")
    assert own.colors == base.colors
    assert set(own.text) == set(base.text)
    assert own != base


def _streams(data: bytes) -> str:
    """Everything drawn on the pages, as operators."""
    found = []
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", data, re.DOTALL):
        try:
            found.append(zlib.decompress(stream).decode("latin-1"))
        except zlib.error:
            continue
    return "\n".join(one for one in found if " Tf" in one)
