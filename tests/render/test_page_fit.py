"""Parts that must fit one page: one search for the size of their text, and Word files that follow it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from docx.oxml.ns import qn

from eopbuilder.document.kit.catalogue import KIT, KitDocument, context_in
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Callout,
    Column,
    Document,
    Facts,
    Figure,
    Heading,
    ListItems,
    Look,
    Paragraph,
    Part,
    Run,
    Table,
    TearLine,
)
from eopbuilder.document.stylesheet import load_stylesheet
from eopbuilder.domain.disclosure import Edition
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.page_fit import PageFit
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.rolegraph.scene import Scene
from eopbuilder.rolegraph.structure import TOP_LEVEL
from tests.document.schools import AS_OF, CREATED, PACK, crowded_school, sample_school
from tests.render.docx_reading import open_word, part
from tests.render.pdf_reading import read_pdf
from tests.render.writer_contract import written

TITLE = Heading(1, "Sheet", "sheet")
SHORT, LONG = (Paragraph((Run("Words to fill the page. " * count),)) for count in (9, 300))


def document(*parts: Part, look: Look = "form") -> Document:
    return Document("Form", "en-US", "School", "Form", "2026-09-01", "Header", "Footer", None, parts, 0, look=look)


def sheet(*blocks: Block, grow: float = 1.0, look: Look | None = None) -> Part:
    return Part((TITLE, *blocks), one_page=True, grow=grow, look=look)


def style_of(data: bytes, paragraph: Any) -> Any:
    """The definition of the style of a paragraph."""
    name = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val"))
    styles = part(data, "word/styles.xml").iter(qn("w:style"))
    return next(one for one in styles if one.get(qn("w:styleId")) == name)


def paragraph(data: bytes, beginning: str) -> Any:
    found = open_word(data).element.body.iter(qn("w:p"))
    return next(one for one in found if words(one).startswith(beginning))


def words(element: Any) -> str:
    return "".join(text.text for text in element.iter(qn("w:t")))


def size(style: Any) -> float:
    return int(style.find(f"{qn('w:rPr')}/{qn('w:sz')}").get(qn("w:val"))) / 2


@pytest.mark.parametrize(("text", "grow"), [(SHORT, 1.0), (SHORT, 1.5), (LONG, 1.0), (LONG, 1.3)])
def test_word_sets_a_sheet_in_the_size_that_fits_its_page(text: Paragraph, grow: float) -> None:
    one = document(sheet(text, grow=grow))
    scale = PageFit.for_word(one).fit(one.parts[0]).scale
    assert (scale < 1) == (text is LONG)
    assert text is LONG or scale == grow
    data = written(write_docx, one)
    style, look = style_of(data, paragraph(data, "Words")), load_stylesheet("form").text["body"]
    assert look.size * scale - 0.5 < size(style) <= look.size * scale
    spacing = style.find(f"{qn('w:pPr')}/{qn('w:spacing')}")
    assert spacing.get(qn("w:lineRule")) == "exact"
    assert int(spacing.get(qn("w:line"))) == pytest.approx(look.leading * scale * 20, abs=1)
    assert len(read_pdf(written(write_pdf, one)).sizes) == 1


def test_a_sheet_keeps_the_meaning_of_its_styles() -> None:
    items = ListItems((((Run("First"),)), ((Run("Last"),))), "check")
    data = written(write_docx, document(sheet(LONG, items)))
    based = {
        text: style_of(data, paragraph(data, text)).find(qn("w:basedOn")).get(qn("w:val"))
        for text in ("Sheet", "Words", "First")
    }
    assert based == {"Sheet": "Heading1", "Words": "Normal", "First": "CheckList"}


def test_parts_of_other_sizes_do_not_change_the_document() -> None:
    one = document(Part((TITLE, SHORT)), replace(sheet(LONG), look="form"), Part((SHORT,)), look="plan")
    data = written(write_docx, one)
    texts = [style_of(data, found) for found in open_word(data).element.body.iter(qn("w:p")) if len(found) > 1]
    names = [style.get(qn("w:styleId")) for style in texts]
    assert names[0] == "Heading1"
    assert names[1] == names[-1] == "Normal"
    assert len({name.removeprefix("Heading1").removeprefix("Normal") for name in names[2:-1]}) == 1
    assert size(texts[1]) == load_stylesheet("plan").text["body"].size


def test_a_heading_that_looks_like_another_level_stays_on_its_own() -> None:
    deeper = Heading(3, "Deep", "deep", shown_as=1)
    data = written(write_docx, document(replace(sheet(deeper), look="form"), look="plan"))
    style = style_of(data, paragraph(data, "Deep"))
    assert style.find(qn("w:basedOn")).get(qn("w:val")) == "Heading3"
    assert size(style) == load_stylesheet("form").text["heading1"].size


@pytest.mark.parametrize("spare", [0.0, 10.0])
def test_text_is_a_step_smaller_where_a_page_is_filled_to_the_last_line(spare: float) -> None:
    page = load_stylesheet("form").page
    heading, gap = load_stylesheet("form").text["heading1"], 4.0
    room = page.text_height - heading.leading - heading.after - gap
    full = document(sheet(Boxes((BoxRow((Box("Sketch"),), room),))))
    fit = PageFit.for_word(full, spare=spare).fit(full.parts[0])
    assert (fit.scale < 1.0) == bool(spare)


def test_a_picture_takes_the_room_that_is_left() -> None:
    page = load_stylesheet("form").page
    scene = Scene(page.text_width, page.text_height * 0.8, (), "Map")
    rows = Table("Marks", "marks", (Column("Mark"),), tuple(((Run(f"{row}"),),) for row in range(8)))
    one = document(sheet(rows, Figure("Map", "map", scene, "A map")))
    fit = PageFit.for_word(one).fit(one.parts[0])
    assert len(fit.figures) == 1
    assert fit.figures[0] < 1
    extent = next(one for one in open_word(written(write_docx, one)).element.body.iter() if one.tag.endswith("}extent"))
    assert int(extent.get("cy")) == pytest.approx(scene.height * fit.figures[0] * 12700, abs=2)


def test_a_table_at_the_end_leaves_no_empty_line_that_could_begin_a_page() -> None:
    data = written(write_docx, document(sheet(Boxes((BoxRow((Box("Sketch"),)),)))))
    *_, last, _section = open_word(data).element.body
    assert last.tag == qn("w:p")
    assert last.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:lineRule")) == "exact"
    text = written(write_docx, document(sheet(SHORT)))
    *_, last, _section = open_word(text).element.body
    assert words(last).startswith("Words")


def test_a_new_page_and_a_heading_further_down_have_the_room_above_they_have_in_pdf() -> None:
    facts = Facts("", "f", (("A", (Run("B"),)),))
    again = replace(TITLE, text="Again", anchor="again")
    data = written(write_docx, document(sheet(facts, TearLine("Cut here"), again), sheet(SHORT)))
    sheets = [one for one in open_word(data).element.body.iter(qn("w:p")) if words(one) == "Sheet"]
    assert all(one.find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:before")) == "0" for one in sheets)
    above = paragraph(data, "Again").find(f"{qn('w:pPr')}/{qn('w:spacing')}").get(qn("w:before"))
    assert int(above) == 20 * load_stylesheet("form").text["heading1"].leading


def test_notes_below_one_another_are_two() -> None:
    notes = (Callout("Say", (Run("Hello"),)), Callout("In Spanish", (Run("Hola"),)))
    data = written(write_docx, document(sheet(*notes, SHORT)))
    texts = [words(one) for one in open_word(data).element.body.iter(qn("w:p"))]
    assert texts[1:5] == ["Say", "Hello", "", "In Spanish"]


@cache
def made(one: KitDocument, crowded: bool) -> Document:
    school = (crowded_school if crowded else sample_school)()
    return one.make(context_in(one.facts_in(Edition.FULL), school, PACK, AS_OF, TOP_LEVEL, CREATED))


@pytest.mark.parametrize("crowded", [False, True])
@pytest.mark.parametrize("one", KIT, ids=lambda one: one.name)
def test_every_sheet_of_the_kit_has_room_to_spare_in_word(one: KitDocument, crowded: bool) -> None:
    built = made(one, crowded)
    pages = PageFit.for_word(built, spare=0.0)
    word = PageFit.for_word(built)
    for each in (one for one in built.parts if one.one_page):
        largest, chosen = pages.fit(each).scale, word.fit(each).scale
        assert largest >= chosen >= largest - 0.2001
