"""The Word file opens, reads in order, is accessible, carries nothing it should not, and never loses a word."""

from __future__ import annotations

import dataclasses
import itertools
import zipfile
from collections import Counter
from io import BytesIO
from typing import Any

import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eopbuilder.document.nodes import (
    Blank,
    Block,
    Box,
    Boxes,
    BoxRow,
    Callout,
    Column,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    Inlines,
    ListItems,
    Missing,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    Run,
    Signatures,
    Table,
)
from eopbuilder.domain.facts import clean_text
from eopbuilder.errors import Bug
from eopbuilder.render.docx_body import Body
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.docx_xml import bookmark_name
from eopbuilder.render.keeping import BLANK_ROW
from eopbuilder.rolegraph import scene
from eopbuilder.rolegraph.scene import Label, Scene
from tests.document.samples import built, full_plan
from tests.render.docx_reading import HeadingNumbers, docx_text, footnotes, open_word, paragraph_text, part
from tests.render.writer_contract import expected_words, words, written

CELL: Inlines = (Run("x"),)
BOX = scene.Box(10, 10, 80, 30, "#FFFFFF", "#1D4F7C", 1, (Label(50, 28, "Commander", 9, "#17212B", anchor="middle"),))
SCENE = Scene(100, 50, (BOX,), "Chart")


def document(*blocks: Block, **changes: Any) -> Document:
    cover = Cover("Plan", "School", ("A line",), "Confidential")
    made = Document(
        "Plan", "en-US", "School", "Subject", "2026-09-01T08:30:00", "Header", "Footer", cover, (Part(blocks),)
    )
    return dataclasses.replace(made, **changes)


def docx(*blocks: Block, **changes: Any) -> bytes:
    return written(write_docx, document(*blocks, **changes))


@pytest.fixture(scope="module")
def full() -> bytes:
    return written(write_docx, built(full_plan()))


def body(data: bytes) -> Any:
    return part(data, "word/document.xml").find(qn("w:body"))


def test_headings_are_real_styles_with_their_final_numbers(full: bytes) -> None:
    counted = HeadingNumbers(full)
    found = [one for one in open_word(full).paragraphs if one.style.name.startswith("Heading")]
    headings = [(one.style.name, f"{counted.before(one._p)}{one.text}") for one in found]
    assert [one.text for one in found[:4]] == ["Basic Plan", "Facts", "Details", "Deeper"]
    assert headings[:4] == [
        ("Heading 1", "Basic Plan"),
        ("Heading 2", "1 Facts"),
        ("Heading 3", "1.1 Details"),
        ("Heading 4", "1.1.1 Deeper"),
    ]
    styles = part(full, "word/styles.xml")
    for level in (1, 2, 3, 4):
        (style,) = [one for one in styles if one.get(qn("w:styleId")) == f"Heading{level}"]
        assert style.find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) == str(level - 1)
        assert style.find(f".//{qn('w:numPr')}") is None


def test_word_counts_headings_as_the_tree_does_over_gaps_and_prefixes() -> None:
    numbers = [
        ((2, "F1"), (3, "F1.1"), (4, "F1.1.1"), (4, "F1.1.2"), (3, "F1.2"), (4, "F1.2.1")),
        ((2, "F1-A"), (3, "F1-A.1"), (2, "F1-B")),
        ((2, "F4"), (3, "F4.1"), (2, "F5"), (3, "F5.1"), (2, "2.1"), (2, "3"), (3, "3.1"), (2, "F6"), (3, "F6.1")),
        ((2, "Annex %1"), (3, "Annex %1.1"), (2, "IV b"), (3, "IV b.1"), (2, "7"), (3, "7.2"), (3, "8.1"), (4, "7.1")),
    ]
    headings = [
        Heading(level, "Words", f"a{place}", number)
        for place, (level, number) in enumerate(one for group in numbers for one in group)
    ]
    data = docx(Heading(1, "Part", "part"), *headings)
    assert docx_text(data).splitlines()[-len(headings) :] == [heading.title for heading in headings]
    plain = [one.text for one in open_word(data).paragraphs if one.style.name.startswith("Heading")]
    left_as_text = [one for one in plain if one not in {"Part", "Words"}]
    assert left_as_text == [f"{number} Words" for _, number in numbers[3] if number != "7"]


def test_every_style_in_use_is_defined_and_every_list_too(full: bytes) -> None:
    defined = {one.get(qn("w:styleId")) for one in part(full, "word/styles.xml").iter(qn("w:style"))}
    used = {one.get(qn("w:val")) for tag in ("w:pStyle", "w:rStyle", "w:tblStyle") for one in body(full).iter(qn(tag))}
    assert used <= defined
    numbers = {one.get(qn("w:numId")) for one in part(full, "word/numbering.xml").iter(qn("w:num"))}
    assert {one.get(qn("w:val")) for one in body(full).iter(qn("w:numId"))} <= numbers


def test_tables_repeat_their_header_keep_rows_whole_and_describe_themselves(full: bytes) -> None:
    tables = [
        one
        for one in body(full).iter(qn("w:tbl"))
        if one.find(f".//{qn('w:tblStyle')}").get(qn("w:val")) == "PlanTable"
    ]
    assert len(tables) > 20
    for table in tables:
        rows = table.findall(qn("w:tr"))
        assert rows[0].find(f".//{qn('w:tblHeader')}") is not None
        assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
        assert table.find(f".//{qn('w:tblCaption')}").get(qn("w:val"))
        assert table.find(f".//{qn('w:tblDescription')}").get(qn("w:val"))
        widths = [int(one.get(qn("w:w"))) for one in table.iter(qn("w:gridCol"))]
        assert sum(widths) in {9800, 13800}


def test_tables_open_with_the_right_cells() -> None:
    rows = ((CELL, (Run("1"),)), ((Run("y\nz"),), (Run("2"),)))
    (table,) = open_word(docx(Table("T", "t", (Column("A", 2), Column("B", align="right")), rows))).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["A", "B"], ["x", "1"], ["y\nz", "2"]]
    right = [one.get(qn("w:val")) for one in table._tbl.iter(qn("w:jc"))]
    assert right == ["right"] * 3
    look = table._tbl.find(f".//{qn('w:tblLook')}")
    assert (look.get(qn("w:firstRow")), look.get(qn("w:firstColumn"))) == ("1", "1")


def kept_rows(data: bytes) -> list[bool]:
    """Whether each row of the only table stays with what follows it; a header row does by its style."""
    return [row.find(f".//{qn('w:keepNext')}") is not None for row in body(data).iter(qn("w:tr"))]


def test_no_short_row_stands_alone_at_the_foot_or_head_of_a_page() -> None:
    short, long = (CELL,), ((Run("word " * 60),),)
    note = Paragraph((Run("Sources: none."),), "source")

    def table(*rows: tuple[Inlines, ...]) -> Table:
        return Table("T", "t", (Column("A"),), rows)

    assert kept_rows(docx(table(short, short, short, short))) == [False, False, False, True, False]
    assert kept_rows(docx(table(long, short, short, long))) == [False, False, False, False, False]
    assert kept_rows(docx(table(short), note)) == [False, True]
    assert kept_rows(docx(Facts("F", "f", (("A", CELL), ("B", CELL), ("C", CELL))), note)) == [True, True, True]


def test_lines_to_sign_and_a_few_rows_to_fill_in_stay_on_one_page() -> None:
    blank = ((),)
    for filled, empty, kept in (((), 4, [True] * 3), (((CELL,),), 3, [True] * 3), ((), 7, [*[False] * 5, True])):
        data = docx(Table("T", "t", (Column("A"),), (*filled, *[blank] * empty)))
        assert kept_rows(data) == [False, *kept, False]
    assert kept_rows(docx(Signatures((("", "Principal"),) * 4))) == [False, True, True, True, False]


def test_a_column_is_wide_enough_for_its_longest_word() -> None:
    rows = (((Run("Communications Leader"),), CELL), ((Run("(505) 555-0100 cell"),), CELL))
    data = docx(Table("T", "t", (Column("A", 0.1), Column("B", 5)), rows))
    narrow, wide = (int(one.get(qn("w:w"))) / 20 for one in body(data).iter(qn("w:gridCol")))
    assert narrow > 14 * 4.5 + 9
    assert narrow + wide == 490


def test_a_column_is_wide_enough_for_a_line_to_write_on_with_its_label() -> None:
    columns = (Column("A"), Column("B", 4.0))
    plain, blank = (
        [
            int(one.get(qn("w:w")))
            for one in body(docx(Table("T", "t", columns, ((inlines, CELL),)))).iter(qn("w:gridCol"))
        ]
        for inlines in ((Run("Name"),), (Blank("name"),))
    )
    assert blank[0] > plain[0]
    assert sum(blank) == sum(plain)


def test_a_figure_follows_its_caption_which_keeps_to_it(full: bytes) -> None:
    paragraphs = list(body(full).iter(qn("w:p")))
    styles = [one.find(f".//{qn('w:pStyle')}") for one in paragraphs]
    names = ["" if one is None else one.get(qn("w:val")) for one in styles]
    assert {before for before, name in itertools.pairwise(names) if name == "Figure"} == {"Caption"}
    (caption,) = [one for one in part(full, "word/styles.xml") if one.get(qn("w:styleId")) == "Caption"]
    assert caption.find(f".//{qn('w:keepNext')}") is not None


def test_rows_to_fill_in_are_high_enough_to_write_in() -> None:
    data = docx(Table("T", "t", (Column("A"),), ((),) * 2 and (((),),) * 2, row_header=False))
    heights = [int(one.get(qn("w:val"))) for one in body(data).iter(qn("w:trHeight"))]
    assert heights == [20 * BLANK_ROW, 20 * BLANK_ROW]


def test_a_row_longer_than_a_page_may_break() -> None:
    data = docx(Table("T", "t", (Column("A"),), (((Run("word " * 2000),),),)))
    rows = list(body(data).iter(qn("w:tr")))
    assert rows[1].find(qn("w:trPr")) is None


def test_bookmarks_are_unique_and_every_link_has_one(full: bytes) -> None:
    marks = [one.get(qn("w:name")) for one in body(full).iter(qn("w:bookmarkStart"))]
    ids = [one.get(qn("w:id")) for one in body(full).iter(qn("w:bookmarkStart"))]
    assert len(marks) == len({mark.casefold() for mark in marks})
    assert ids == [one.get(qn("w:id")) for one in body(full).iter(qn("w:bookmarkEnd"))]
    links = {one.get(qn("w:anchor")) for one in body(full).iter(qn("w:hyperlink"))}
    assert links
    assert links <= set(marks)


@pytest.mark.parametrize("anchor", ["a-b", "A b", "x" * 80, "学校", ""])
def test_bookmark_names_are_ones_word_accepts(anchor: str) -> None:
    name = bookmark_name(anchor)
    assert len(name) <= 40
    assert name.isascii()
    assert name.replace("_", "a").isalnum()


def test_bookmark_names_of_different_anchors_differ() -> None:
    anchors = ["a-b", "a_b", "a.b", "A-B", "x" * 41, "x" * 42]
    assert len({bookmark_name(one).casefold() for one in anchors}) == len(anchors)


def test_the_contents_link_to_the_headings_and_ask_no_questions(full: bytes) -> None:
    entries = [one for one in open_word(full).paragraphs if one.style.name.startswith("toc ")]
    shown = [paragraph_text(one._p).strip() for one in entries]
    assert shown == [heading.title for heading in built(full_plan()).headings()]
    fields = [one.text for one in body(full).iter(qn("w:instrText"))]
    assert fields[0].strip() == 'TOC \\o "1-2" \\h \\z \\u'
    assert len([one for one in fields if "PAGEREF" in one]) == len(entries)
    kinds = [one.get(qn("w:fldCharType")) for one in body(full).iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("end") == kinds.count("separate")
    everything = zipfile.ZipFile(BytesIO(full))
    assert not any(
        b"updateFields" in everything.read(name) or b"w:dirty" in everything.read(name)
        for name in everything.namelist()
    )


def test_a_document_without_headings_has_no_empty_field() -> None:
    assert not list(body(docx(Paragraph(CELL))).iter(qn("w:fldChar")))


def test_the_cover_has_no_words_in_its_header_and_the_chart_lies_sideways(full: bytes) -> None:
    sections = open_word(full).sections
    lying = [section for section in sections if section.orientation]
    assert len(lying) == 1
    assert not any(one.text for one in sections[0].header.paragraphs)
    assert sections[0].footer.is_linked_to_previous
    assert sections[1].header.paragraphs[0].text.startswith("Hill School")
    assert "Page 1 of 1" in sections[1].footer.paragraphs[0].text
    assert lying[0].page_width > lying[0].page_height
    assert (sections[0].page_width.pt, sections[0].page_height.pt) == (612, 792)


def test_a_document_that_ends_sideways() -> None:
    sections = open_word(docx(parts=(Part((Paragraph(CELL),)), Part((Paragraph(CELL),), landscape=True)))).sections
    assert [section.orientation for section in sections] == [0, 0, 1]


def test_the_picture_has_a_vector_twin_and_words(full: bytes) -> None:
    drawings = list(body(full).iter(qn("wp:docPr")))
    assert drawings
    charts = [one.get("descr") for one in drawings if "Incident Commander" in one.get("descr")]
    assert len(charts) == 3
    assert [one.get("descr").split(".")[0] for one in drawings if one.get("descr") not in charts] == [
        "Hill School logo",
        "Two rooms",
        "Photo: Street",
    ]
    with zipfile.ZipFile(BytesIO(full)) as archive:
        assert archive.read("word/media/picture2.png").startswith(b"\x89PNG")
        assert b"<svg" in archive.read("word/media/picture3.svg")
    assert b"svgBlip" in zipfile.ZipFile(BytesIO(full)).read("word/document.xml")


def test_a_picture_larger_than_the_page_is_made_to_fit() -> None:
    data = docx(Figure("F", "f", dataclasses.replace(SCENE, width=2000, height=3000), "Words"))
    extent = next(body(data).iter(qn("wp:extent")))
    assert int(extent.get("cx")) / 12700 <= 490
    assert int(extent.get("cy")) / 12700 <= 664


def media(data: bytes) -> list[str]:
    names = zipfile.ZipFile(BytesIO(data)).namelist()
    return [name.removeprefix("word/media/") for name in names if name.startswith("word/media/")]


def test_pictures_have_their_own_files_and_equal_ones_share_theirs() -> None:
    data = docx(Figure("F", "f", SCENE, "One"), Figure("G", "g", dataclasses.replace(SCENE, width=120), "Two"))
    assert [one.get("id") for one in body(data).iter(qn("wp:docPr"))] == ["1", "2"]
    assert media(data) == ["picture1.png", "picture2.svg", "picture3.png", "picture4.svg"]
    data = docx(Figure("F", "f", SCENE, "Same"), Figure("G", "g", SCENE, "Same"))
    assert [one.get("id") for one in body(data).iter(qn("wp:docPr"))] == ["1", "2"]
    assert media(data) == ["picture1.png", "picture2.svg"]


def fields(data: bytes) -> list[str]:
    return [one.text.strip() for one in body(data).iter(qn("w:instrText"))]


def test_word_counts_captions_as_the_tree_does_and_references_follow() -> None:
    def table(caption: str, anchor: str) -> Table:
        return Table(caption, anchor, (Column("A"),), ((CELL,),))

    seen = Paragraph((Run("See "), Reference("Table 2", "two"), Run(" and "), Reference("Figure 9", "nine"), Run(".")))
    data = docx(
        table("Table 1. One", "one"), table("Table 2. Two", "two"), table("Table 5. Five", "five"),
        table("Bare", "bare"), Figure("Figure 9. Chart", "nine", SCENE, "Words"), seen,
    )  # fmt: skip
    assert fields(data) == [
        "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC", "SEQ Table \\* ARABIC \\r 5", "SEQ Figure \\* ARABIC \\r 9",
        "REF a_two \\h", "REF a_nine \\h",
    ]  # fmt: skip
    marked = {}
    for start in body(data).iter(qn("w:bookmarkStart")):
        words = ""
        for one in start.itersiblings():
            if one.tag == qn("w:bookmarkEnd"):
                break
            words += "".join(text.text for text in one.iter(qn("w:t")))
        marked[start.get(qn("w:name"))] = words
    assert marked == {
        "a_one": "Table 1",
        "a_two": "Table 2",
        "a_five": "Table 5",
        "a_bare": "Bare",
        "a_nine": "Figure 9",
    }
    assert "Table 5. Five" in docx_text(data)
    assert "See Table 2 and Figure 9." in docx_text(data)


def test_the_words_of_a_plan_stand_in_word_exactly_as_in_the_tree() -> None:
    document_of_a_plan = dataclasses.replace(built(full_plan()), cover=None, contents_depth=0)
    text = docx_text(written(write_docx, document_of_a_plan))
    found = Counter(words(text))
    wanted = expected_words(document_of_a_plan)
    heads = Counter(["Name", "and", "title", "Signature", "Date"])
    signed = sum(isinstance(one, Signatures) for one in document_of_a_plan.blocks())
    assert found == wanted + Counter({word: count * signed for word, count in heads.items()})


def test_lists_start_anew() -> None:
    numbered = ListItems((CELL, CELL), "number")
    data = docx(numbered, Paragraph(CELL), numbered, ListItems((CELL,)), ListItems((CELL,), "check"))
    assert [one.get(qn("w:val")) for one in body(data).iter(qn("w:numId"))] == ["3", "3", "4", "4"]
    styles = [one.style.name for one in open_word(data).paragraphs if "List" in one.style.name]
    assert styles == ["List Number"] * 4 + ["List Bullet", "Check List"]
    restarts = [one.get(qn("w:numId")) for one in part(data, "word/numbering.xml").iter(qn("w:num"))]
    assert restarts == ["1", "2", "3", "4"]


def test_missing_is_marked_in_words_and_look_blanks_have_a_line_and_a_label() -> None:
    data = docx(Paragraph((Missing("who"), Run(" at ", bold=True, italic=True), Blank("time"))))
    assert "▲ Not yet decided: who at" in docx_text(data)
    assert "(time)" in docx_text(data)
    styles = [one.get(qn("w:val")) for one in body(data).iter(qn("w:rStyle"))]
    assert styles == ["Missing", "BlankLabel"]
    assert next(body(data).iter(qn("w:u"))).get(qn("w:val")) == "single"


def contents_leading(entries: int) -> tuple[int, int]:
    """The line heights of parts and sections in the contents of a document with one part, in twentieths of a point."""
    headings = [Heading(1, "Part", "part"), *(Heading(2, "Words", f"a{place}") for place in range(entries - 1))]
    styles = {one.get(qn("w:styleId")): one for one in part(docx(*headings), "word/styles.xml")}
    first, second = (int(styles[one].find(f".//{qn('w:spacing')}").get(qn("w:line"))) for one in ("TOC1", "TOC2"))
    return first, second


def test_lines_of_the_contents_draw_closer_where_a_few_would_begin_another_page() -> None:
    usual = contents_leading(20)
    assert usual == (340, 290)
    assert contents_leading(60) == usual
    closer = contents_leading(43)
    assert 0.87 * 290 <= closer[1] < 290
    assert closer[0] / usual[0] == pytest.approx(closer[1] / usual[1], abs=0.01)


def test_dots_lead_to_the_page_numbers_only_once_word_has_filled_them_in() -> None:
    data = docx(Heading(1, "Part", "part"), Heading(2, "Words", "a"))
    (style,) = [one for one in part(data, "word/styles.xml") if one.get(qn("w:styleId")) == "TOC2"]
    assert style.find(f".//{qn('w:tab')}").get(qn("w:leader")) == "dot"
    entries = [one for one in open_word(data).paragraphs if one.style.name.startswith("toc")]
    assert [one._p.pPr.find(f".//{qn('w:tab')}").get(qn("w:leader")) for one in entries] == ["none", "none"]


def test_callouts_are_boxed_and_stay_together() -> None:
    data = docx(Callout("Careful", CELL, "warning"), Callout("Note", CELL))
    boxed = [one for one in body(data).iter(qn("w:p")) if one.find(f"{qn('w:pPr')}/{qn('w:shd')}") is not None]
    assert [paragraph_text(one) for one in boxed] == ["Confidential", "", "Careful", "x", "Note", "x"]


def test_facts_have_labels_beside_values_and_signatures_lines_to_sign() -> None:
    data = docx(Facts("Sheet", "s", (("Name", CELL),)), Signatures((("", "Principal"), ("Ana", ""), ("", ""))))
    facts, signatures = open_word(data).tables
    assert [cell.text for cell in facts.rows[0].cells] == ["Name", "x"]
    words = [" ".join(paragraph_text(cell.paragraphs[0]._p).split()) for cell in signatures.columns[0].cells]
    assert words == ["Name and title", "Principal", "Ana", ""]


def controls(data: bytes) -> list[tuple[str, str]]:
    """Name and kind of every content control."""
    return [
        (one.find(qn("w:alias")).get(qn("w:val")), one[-1].tag.partition("}")[2])
        for one in body(data).iter(qn("w:sdtPr"))
    ]


def test_what_is_filled_in_by_hand_is_a_control_with_a_name_that_prints_as_room_to_write() -> None:
    boxes = Boxes((BoxRow((Box("Incident name"), Box("Date", (Run("today"),)), Box(""))),))
    data = docx(Paragraph((Blank("t" * 80), Blank(""))), boxes, Signatures((("", "Principal"), ("Ana", ""), ("", ""))))
    assert controls(data) == [
        ("t" * 64, "richText"),
        ("Fill in", "richText"),
        ("Incident name", "text"),
        ("Name: Principal", "text"),
        ("Date: Principal", "date"),
        ("Date: Ana", "date"),
        ("Name and title", "text"),
        ("Date", "date"),
    ]
    for one in body(data).iter(qn("w:sdt")):
        assert one.find(f"{qn('w:sdtPr')}/{qn('w:showingPlcHdr')}") is not None
        assert set("".join(text.text for text in one.iter(qn("w:t")))) == {"\u00a0"}
    first = next(body(data).iter(qn("w:sdt")))
    assert len(list(first.iter(qn("w:u")))) == 2


def test_page_breaks_are_a_property_of_what_follows() -> None:
    data = docx(Paragraph(CELL), PageBreak(), Heading(1, "Next", "n"), parts=())
    assert not list(body(data).iter(qn("w:pageBreakBefore")))
    data = docx(Paragraph(CELL), PageBreak(), Heading(1, "Next", "n"))
    (broken, again) = [
        one for one in body(data).iter(qn("w:p")) if one.find(f".//{qn('w:pageBreakBefore')}") is not None
    ]
    assert [paragraph_text(broken), paragraph_text(again)] == ["x", "Next"]


def test_text_below_a_table_keeps_its_distance() -> None:
    data = docx(Table("T", "t", (Column("A"),), ((CELL,),)), Paragraph(CELL))
    last = list(body(data).iter(qn("w:p")))[-1]
    assert last.find(f".//{qn('w:spacing')}").get(qn("w:before")) == "200"


def test_a_short_introduction_stays_with_its_list_and_a_long_one_does_not() -> None:
    short, long = Paragraph((Run("These:"),)), Paragraph((Run("word " * 100),))
    for first, kept in ((short, 1), (long, 0)):
        data = docx(first, ListItems((CELL,)))
        assert len(list(body(data).iter(qn("w:keepNext")))) == kept


def test_a_note_and_the_mark_of_a_gap_never_stand_alone() -> None:
    note = Paragraph((Run("Sources: none."),), "source")
    gap = Paragraph((Missing("the date"),))
    (kept,) = body(docx(Paragraph((Run("word " * 100),)), gap)).iter(qn("w:keepNext"))
    assert paragraph_text(kept.getparent().getparent()).startswith("word")
    for before in (Paragraph(CELL), ListItems((CELL, CELL))):
        *_, kept = body(docx(before, note)).iter(qn("w:keepNext"))
        paragraphs = [
            paragraph_text(one) for one in (kept.getparent().getparent(), *kept.getparent().getparent().itersiblings())
        ]
        assert paragraphs[:2] == ["x", "Sources: none."]


@pytest.mark.parametrize(("entries", "kept"), [(7, 7), (20, 3)])
def test_the_short_list_that_ends_a_section_stays_whole_with_its_note(entries: int, kept: int) -> None:
    data = docx(ListItems((CELL,) * entries), Paragraph((Run("Sources: none."),), "source"))
    assert len(list(body(data).iter(qn("w:keepNext")))) == kept


def test_a_note_to_words_is_a_footnote_and_one_on_its_own_stays_in_its_place() -> None:
    note = (Run(" ", note=True), Reference("Sources", "s", note=True), Run(": S1.", note=True))
    data = docx(Heading(1, "S", "s"), Paragraph((Run("Kept by: X."), *note), "source"), Paragraph(note, "source"))
    assert footnotes(data) == {"1": " Sources: S1."}
    marks = list(body(data).iter(qn("w:footnoteReference")))
    assert [one.get(qn("w:id")) for one in marks] == ["1"]
    assert docx_text(data).endswith("Kept by: X. Sources: S1.\n Sources: S1.")
    kinds = [one.get(qn("w:type")) for one in part(data, "word/footnotes.xml")]
    assert kinds == ["separator", "continuationSeparator", None]
    announced = [one.get(qn("w:id")) for one in part(data, "word/settings.xml").iter(qn("w:footnote"))]
    assert announced == ["-1", "0"]
    link = next(part(data, "word/footnotes.xml").iter(qn("w:hyperlink")))
    assert link.get(qn("w:anchor")) == "a_s"


def test_a_document_without_notes_has_no_part_for_them() -> None:
    assert "word/footnotes.xml" not in zipfile.ZipFile(BytesIO(docx(Paragraph(CELL)))).namelist()


def test_no_entry_of_a_list_stands_alone_at_the_foot_or_head_of_a_page() -> None:
    data = docx(ListItems(tuple((Run(f"item {n}"),) for n in range(5))))
    kept = [paragraph_text(one.getparent().getparent()) for one in body(data).iter(qn("w:keepNext"))]
    assert kept == ["item 0", "item 3"]


def test_other_languages_and_scripts_are_marked() -> None:
    data = docx(Paragraph((Run("Hola", language="es"),)), Paragraph((Run("تم إخلاء"),)), Paragraph((Run("Plan تم"),)))
    assert [one.get(qn("w:val")) for one in body(data).iter(qn("w:lang"))] == ["es"]
    assert len(list(body(data).iter(qn("w:bidi")))) == 1
    assert len(list(body(data).iter(qn("w:rtl")))) == 2


def test_the_properties_are_the_documents_own(full: bytes) -> None:
    properties = open_word(full).core_properties
    assert (properties.title, properties.author) == ("Hill School Safety Plan", "Hill School")
    assert properties.last_modified_by == "Hill School"
    assert properties.created.isoformat() == "2026-09-01T08:30:00+00:00"
    assert properties.language == "en-US"
    names = zipfile.ZipFile(BytesIO(full)).namelist()
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert b"python" not in b"".join(zipfile.ZipFile(BytesIO(full)).read(name) for name in names).lower()


def test_long_properties_are_cut_to_what_word_allows() -> None:
    properties = open_word(docx(Paragraph(CELL), title="Long " * 100, author="a\x00b")).core_properties
    assert len(properties.title) == 255
    assert properties.title.endswith("…")
    assert properties.author == "ab"


def test_relationships_stay_inside_the_file(full: bytes) -> None:
    with zipfile.ZipFile(BytesIO(full)) as archive:
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name)


@pytest.mark.parametrize("created", ["2026-09-01T08:30:00+02:00", "2026-09-01T06:30:00.5", "1970-01-01"])
def test_times_are_the_documents_and_never_the_clocks(created: str) -> None:
    data = docx(Paragraph(CELL), created=created)
    assert data == docx(Paragraph(CELL), created=created)
    dates = {entry.date_time for entry in zipfile.ZipFile(BytesIO(data)).infolist()}
    expected = (1980, 1, 1, 0, 0, 0) if created.startswith("1970") else (2026, 9, 1, 6, 30, 0)
    assert dates == {expected}


def test_progress_rises_to_one_and_may_stop_the_work() -> None:
    heard: list[float] = []
    write_docx(document(Paragraph(CELL), Paragraph(CELL)), BytesIO(), heard.append)
    assert heard == sorted(heard)
    assert heard[-1] == 1.0

    class Stopped(Exception):
        pass

    def stop(_done: float) -> None:
        raise Stopped

    stream = BytesIO()
    with pytest.raises(Stopped):
        write_docx(document(Paragraph(CELL)), stream, stop)
    assert stream.getvalue() == b""


def test_an_unknown_block_is_a_bug() -> None:
    from eopbuilder.document.stylesheet import load_stylesheet

    with pytest.raises(Bug, match="unknown block"):
        Body(load_stylesheet(), "en-US", lambda _png, _svg: ("", "")).add("nothing")  # type: ignore[arg-type]


NASTY = st.one_of(
    st.text(max_size=80),
    st.sampled_from(
        [
            "<w:p/>&amp; ]]> \"'",
            "x" * 300,
            "a\x00\x0b\x1bb\ufffe\ud800c",
            "tab\there\nline\r\nend",
            "Tiếng Việt, Łódź, 學校 🚨 العربية עברית",
            "{{ school }} [[time]]",
        ]
    ),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(NASTY, NASTY)
def test_any_text_anywhere_survives(first: str, second: str) -> None:
    words: Inlines = (Run(first), Missing(second), Blank(first), Reference(second, "top"))
    made = document(
        Heading(1, first, "top"),
        Paragraph(words),
        ListItems((words,)),
        Callout(second, words),
        Table(first, "t", (Column(second), Column("B")), ((words, ()),), second),
        Facts(second, "f", ((first, words),)),
        Signatures(((first, second),)),
        title=first,
        author=second,
        header=second,
        footer=first,
        cover=Cover(first, second, (second,), first),
    )
    text = docx_text(written(write_docx, made))
    for wanted in (first, second):
        assert "".join(clean_text(wanted).split()) in "".join(text.split())


def test_a_megabyte_in_one_paragraph_and_one_word() -> None:
    long = "word " * 200_000
    text = docx_text(docx(Paragraph((Run(long),)), Paragraph((Run("y" * 1_000_000),))))
    assert text.count("word ") == 200_000
    assert "y" * 1_000_000 in text
