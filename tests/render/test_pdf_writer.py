"""PDF: every word in reading order, tagged; links, bookmarks and page numbers that lead where they say; valid files."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from eopbuilder.document.nodes import (
    Blank,
    Block,
    Callout,
    Column,
    Cover,
    Document,
    Facts,
    Figure,
    Heading,
    ListItems,
    Missing,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    Run,
    Signatures,
    Table,
    plain_text,
)
from eopbuilder.render.pdf_text import clean
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.unsupported import unsupported_characters
from eopbuilder.rolegraph.scene import Box, Label, Scene
from tests.effort import effort
from tests.render.pdf_reading import ReadPdf, problems, read_pdf, right_ends

SENTENCE = "The incident commander sends staff to the assembly area and keeps a running log of decisions. "
SCENE = Scene(
    700,
    300,
    (Box(20, 20, 120, 60, "#E8F0F7", "#1D4F7C", 1, (Label(80, 55, "Safety Officer", 10, "#17212B"),)),),
    "Chart",
)


def make(*blocks: Block, landscape: bool = False, **changes: Any) -> Document:
    document = Document(
        title="Plan & annexes <2026>",
        language="en-US",
        author="Ridge School",
        subject="School emergency operations plan",
        created="2026-03-04T05:06:07-05:00",
        header="Ridge School · Plan",
        footer="Full edition",
        cover=Cover("Emergency Operations Plan", "Ridge School", ("School year 2026–27", "District 4"), "Confidential"),
        parts=(Part(blocks, landscape),),
        keywords=("safety", "plan"),
    )
    return replace(document, **changes)


def runs(*words: str) -> tuple[Run, ...]:
    return tuple(Run(word) for word in words)


def table(rows: int, *, anchor: str = "t", last: str = "Duty", title: str = "What they do") -> Table:
    columns = (Column("Role", 2), Column("Primary"), Column(title, 3))
    cells = tuple((runs(f"Role {n}"), runs(f"Person {n}"), runs(f"{last} {n}")) for n in range(rows))
    return Table("Table 1. Roles", anchor, columns, cells, "Each role with its holder")


EVERYTHING = make(
    Heading(1, "Basic Plan", "basic", "1"),
    Paragraph(runs("How the school gets ready."), "lead"),
    Heading(2, "Purpose", "purpose", "1.1"),
    Paragraph((*runs("See "), Reference("Annex A", "annex-a"), *runs(" and "), Reference("Table 1", "t"), *runs("."))),
    Paragraph(
        (Run("The principal, "), Missing("the name"), Run(", starts at "), Blank("time"), Run(". Go", bold=True))
    ),
    Callout("Note", runs("Anyone may call 911.")),
    Callout("Warning", runs("Stay upwind."), "warning"),
    Paragraph(runs("Every teacher:")),
    ListItems((runs("takes the roster"), runs("leads the class " + SENTENCE * 3), (), runs("counts students"))),
    ListItems((runs("Check the hall."), runs("Lock the door.")), "number"),
    ListItems((runs("Radio charged"), (Run("Sealed on "), Blank("date"))), "check"),
    Heading(4, "A level was skipped", "skipped"),
    table(36),
    Paragraph(runs("Source: Guide, p. 23."), "source"),
    Facts("Site: Church", "facts", (("Address", runs("220 Church Street")), ("Agreement", (Missing("an agreement"),)))),
    Signatures((("Dana Whitfield", "Principal"), ("", "Superintendent"), ("", ""))),
    PageBreak(),
    PageBreak(),
    Heading(1, "Annex A: Reunification", "annex-a"),
    Paragraph((Run(SENTENCE * 60, italic=True),)),
    Heading(3, "A table to fill in", "fill"),
    Table("", "blank", (Column("No."), Column("Date")), (((), ()),) * 4, row_header=False),
)
EVERYTHING = replace(
    EVERYTHING,
    parts=(
        *EVERYTHING.parts,
        Part(
            (Heading(1, "Role graph", "graph"), Figure("Figure 1. Roles", "figure", SCENE, "One box: safety officer.")),
            landscape=True,
        ),
        Part((Heading(2, "Back to portrait", "back"), Paragraph(runs("The end.")))),
    ),
)


def pdf_of(document: Document) -> bytes:
    stream = io.BytesIO()
    write_pdf(document, stream)
    return stream.getvalue()


def read(*blocks: Block, **changes: Any) -> ReadPdf:
    return read_pdf(pdf_of(make(*blocks, **changes)))


def words_in_order(document: Document) -> Iterator[str]:
    """Every string the tree holds, as the reader should meet them after the cover and the contents."""
    for block in document.blocks():
        match block:
            case Heading():
                yield block.title
            case Paragraph(inlines):
                yield plain_text(inlines)
            case ListItems(items):
                yield from map(plain_text, items)
            case Callout(title, inlines):
                yield from (title, plain_text(inlines))
            case Table():
                yield block.caption
                yield from (column.title for column in block.columns)
                yield from (plain_text(cell) for row in block.rows for cell in row)
            case Facts():
                yield block.caption
                yield from (text for label, value in block.pairs for text in (label, plain_text(value)))
            case Figure():
                yield block.caption
            case Signatures(lines):
                yield from (text for line in lines for text in line)


def squeezed(text: str) -> str:
    return "".join(clean(text).split())


def assert_words_in_order(document: Document, text: str) -> None:
    whole, at = squeezed(text), 0
    for words in words_in_order(document):
        found = whole.find(squeezed(words), at)
        assert found >= 0, f"{words!r} is missing or out of order"
        at = found + len(squeezed(words))


@pytest.fixture(scope="module")
def data() -> bytes:
    return pdf_of(EVERYTHING)


@pytest.fixture(scope="module")
def everything(data: bytes) -> ReadPdf:
    return read_pdf(data)


def test_the_structure_tree_holds_every_word_in_reading_order(everything: ReadPdf) -> None:
    assert_words_in_order(EVERYTHING, everything.text)
    cover = squeezed(everything.trees[0].text)
    assert cover == squeezed("Confidential Emergency Operations Plan Ridge School School year 2026–27 District 4")


def test_words_are_separated_for_readers_even_where_a_line_ends(everything: ReadPdf) -> None:
    assert SENTENCE.strip() in everything.text
    assert "commandersends" not in everything.text


def test_it_meets_the_accessibility_standard(data: bytes) -> None:
    assert problems(data) == []


def test_a_document_of_nothing_but_a_title_is_valid_too() -> None:
    assert problems(pdf_of(make(cover=Cover("Plan", "", ()), header="", footer="", title=""))) == []


def test_the_same_document_gives_the_same_bytes(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1")
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert pdf_of(EVERYTHING) == data


def test_another_document_gets_another_identity() -> None:
    first, second = (re.search(rb"/ID *\n?\[(<\w+>)", pdf_of(make(Heading(1, title, "a")))) for title in ("One", "Two"))
    assert first
    assert second
    assert first[1] != second[1]


def test_it_says_what_it_is(everything: ReadPdf, data: bytes) -> None:
    assert everything.metadata["Title"] == "Plan & annexes <2026>"
    assert everything.metadata["Author"] == "Ridge School"
    assert everything.metadata["Keywords"] == "safety, plan"
    assert everything.metadata["CreationDate"] == "D:20260304100607+00'00'"
    assert b'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">Plan &amp; annexes &lt;2026&gt;' in data
    assert b"<xmp:CreateDate>2026-03-04T10:06:07+00:00" in data
    assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A" in data
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert pdf.Root.Lang == "en-US"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_headings_are_bookmarks_that_lead_to_their_pages(everything: ReadPdf) -> None:
    assert [(level, title) for level, title, _ in everything.bookmarks] == [
        (0, "Contents"),
        (0, "1 Basic Plan"),
        (1, "1.1 Purpose"),
        (2, "A level was skipped"),
        (0, "Annex A: Reunification"),
        (1, "A table to fill in"),
        (0, "Role graph"),
        (1, "Back to portrait"),
    ]
    for _, title, page in everything.bookmarks:
        assert title in everything.trees[page].text


def test_heading_levels_are_never_skipped(everything: ReadPdf) -> None:
    tags = [node.tag for tree in everything.trees for level in "123456" for node in tree.all(f"H{level}")]
    assert "H4" not in tags
    assert [node.text.strip() for node in everything.all("H3")] == ["A level was skipped"]


@pytest.mark.parametrize(("sections", "pages"), [(38, 1), (44, 1), (52, 2)])
def test_lines_of_the_contents_draw_closer_where_a_few_would_begin_another_page(sections: int, pages: int) -> None:
    headings = (Heading(2, f"Section {place}", f"a{place}") for place in range(sections))
    (contents, part, *_) = read(Heading(1, "Part", "part"), *headings).bookmarks
    assert part[2] - contents[2] == pages


def test_the_contents_name_the_page_of_every_heading_and_link_to_it(everything: ReadPdf) -> None:
    entries = [node.text.strip() for node in everything.all("TOCI")]
    pages = {title: page for _, title, page in everything.bookmarks}
    expected = ["1 Basic Plan", "1.1 Purpose", "Annex A: Reunification", "Role graph", "Back to portrait"]
    assert entries == [f"{title} {pages[title] + 1}" for title in expected]
    for title in expected:
        assert [link for link in everything.links if link.page == 1 and link.target == pages[title]]
    assert len([link for link in everything.links if link.page == 1]) == 2 * len(expected)


def test_references_are_links_to_their_anchors(everything: ReadPdf) -> None:
    pages = {title: page for _, title, page in everything.bookmarks}
    links = [link for link in everything.links if link.page == pages["1.1 Purpose"]]
    table_page = next(n for n, tree in enumerate(everything.trees) if "Table 1. Roles" in tree.text)
    assert [link.target for link in links] == [pages["Annex A: Reunification"], table_page]
    assert [node.text.strip() for node in everything.trees[links[0].page].all("Link")] == ["Annex A", "Table 1"]
    assert all(link.target_top > 40 for link in links)


def test_a_link_that_goes_over_two_lines_is_one_link_with_two_areas() -> None:
    title = "a title of so many words that it must go on to the next line of its paragraph, surely and without doubt"
    result = read(Heading(1, "Far away", "far"), Paragraph((*runs("See at any rate "), Reference(title, "far"))))
    assert [node.text.strip() for node in result.trees[-1].all("Link")] == [title]
    on_page = [link for link in result.links if link.page == 2]
    assert len(on_page) == 2
    assert on_page[0].rectangle[1] > on_page[1].rectangle[1]


@pytest.mark.parametrize("lines_before", range(20, 40, 6))
def test_all_signatures_stand_on_one_page_with_the_words_before_them(lines_before: int) -> None:
    titles = ["Principal", "Superintendent", "Board", "Police", "Fire", "Ambulance", "County"]
    result = read(
        *(Paragraph(runs("What the plan says.")) for _ in range(lines_before)),
        Paragraph(runs("Whoever signs has read this.")),
        Signatures(tuple(("", title) for title in titles)),
    )
    (signed,) = [tree.text for tree in result.trees if "Whoever signs" in tree.text]
    assert [title for title in titles if title in signed] == titles


def test_a_reference_to_nowhere_is_plain_words() -> None:
    result = read(Paragraph((*runs("See "), Reference("Annex Q", "nowhere"))))
    assert "See Annex Q" in result.text
    assert result.links == []


def test_two_headings_with_one_anchor_both_get_their_bookmark() -> None:
    result = read(Heading(1, "One", "same"), PageBreak(), Heading(1, "Two", "same"))
    assert [(title, page) for _, title, page in result.bookmarks] == [("Contents", 1), ("One", 2), ("Two", 3)]


def test_headers_footers_and_repeated_rows_are_decoration(everything: ReadPdf) -> None:
    count = len(everything.drawn)
    assert "Page" not in everything.drawn[0]
    for number, drawn in enumerate(everything.drawn[1:], start=2):
        assert f"Page {number} of {count}" in drawn
        assert "Ridge School · Plan" in drawn
        assert "Full edition" in drawn
    assert "Page 2 of" not in everything.text
    assert "Full edition" not in everything.text
    header_pages = [drawn for drawn in everything.drawn if "What they do" in drawn]
    assert len(header_pages) == 2
    assert everything.text.count("What they do") == 1


def test_a_header_or_footer_too_long_for_its_line_ends_in_an_ellipsis() -> None:
    result = read(Heading(1, "One", "one"), header=SENTENCE * 3, footer=SENTENCE * 3)
    assert result.drawn[2].count("…") == 2
    assert "Page 3 of 3" in result.drawn[2]


def test_tables_are_tables(everything: ReadPdf) -> None:
    head = everything.all("THead")[0]
    assert [cell.text.strip() for cell in head.all("TH")] == ["Role", "Primary", "What they do"]
    rows = [row for body in everything.all("TBody")[:2] for row in body.all("TR")]
    assert [node.tag for node in rows[0].children] == ["TH", "TD", "TD"]
    assert [node.text.strip() for node in everything.all("Caption")] == [
        "Table 1. Roles",
        "Site: Church",
        "Figure 1. Roles",
    ]
    assert len(rows) == 36


def test_lists_have_labels(everything: ReadPdf) -> None:
    labels = [node.text.strip() for node in everything.all("Lbl")]
    assert labels == ["•", "•", "•", "1.", "2.", "☐", "☐"]


def test_a_figure_has_its_alternative_and_stands_on_a_landscape_page(everything: ReadPdf) -> None:
    page = everything.bookmarks[6][2]
    figure = everything.trees[page].all("Figure")[0]
    assert figure.alternative == "One box: safety officer."
    assert "Safety Officer" in figure.text
    assert everything.sizes[page] == (792, 612)
    assert set(everything.sizes[:page]) == {(612, 792)}
    assert everything.sizes[page + 1] == (612, 792)


def test_a_figure_larger_than_a_page_is_made_to_fit() -> None:
    result = read(Figure("", "f", replace(SCENE, width=3000, height=5000), ""))
    assert len(result.sizes) == 2
    assert result.trees[1].all("Figure")[0].alternative == "Chart"


def test_a_figure_shrinks_a_little_to_stay_on_the_page_it_is_spoken_of() -> None:
    tall = replace(SCENE, height=560)
    result = read(Paragraph(runs(SENTENCE * 10)), Figure("Figure", "f", tall, "A drawing."))
    assert len(result.sizes) == 2
    assert len(read(Paragraph(runs(SENTENCE * 30)), Figure("Figure", "f", tall, "A drawing.")).sizes) == 3


@pytest.mark.parametrize("lines", range(20, 48))
def test_a_heading_is_never_the_last_thing_on_a_page(lines: int) -> None:
    filler = tuple(Paragraph(runs(f"Line {n}")) for n in range(lines))
    result = read(*filler, Heading(2, "Kept", "kept"), Paragraph(runs("First words. " + SENTENCE * 8)))
    pages = [n for n, tree in enumerate(result.trees) if tree.all("H1") and "Kept" in tree.text]
    assert "First words." in result.trees[pages[-1]].text


@pytest.mark.parametrize("lines", range(22, 34))
def test_no_row_stands_alone_at_the_foot_or_head_of_a_page(lines: int) -> None:
    result = read(*(Paragraph(runs(f"Line {n}")) for n in range(lines)), table(4))
    counts = [len([row for body in tree.all("TBody") for row in body.all("TR")]) for tree in result.trees]
    assert set(counts) <= {0, 2, 4}
    caption = next(tree for tree in result.trees if "Table 1. Roles" in tree.text)
    assert len(caption.all("TR")) >= 3


@pytest.mark.parametrize("lines", range(22, 34))
def test_an_introduction_and_a_closing_note_never_stand_alone(lines: int) -> None:
    filler = [Paragraph(runs(f"Line {n}")) for n in range(lines)]
    note = Paragraph(runs("Sources: none."), "source")
    for listed in (ListItems((runs("The first"), runs("The last"))), table(1)):
        trees = read(*filler, Paragraph((Reference("All of these", "t"),)), listed, note).trees
        (introduced,) = [tree.text for tree in trees if "All of these" in tree.text]
        assert "The first" in introduced or "Role 0" in introduced
        (closed,) = [tree.text for tree in trees if "Sources: none." in tree.text]
        assert "The last" in closed or "Duty 0" in closed


@pytest.mark.parametrize("lines", range(22, 34))
def test_the_short_list_that_ends_a_section_stays_whole_with_its_note(lines: int) -> None:
    filler = [Paragraph(runs(f"Line {n}")) for n in range(lines)]
    listed = ListItems(tuple(runs(f"Entry {n}") for n in range(7)))
    trees = read(*filler, listed, Paragraph(runs("Sources: none."), "source")).trees
    (closed,) = [tree.text for tree in trees if "Sources: none." in tree.text]
    assert all(f"Entry {n}" in closed for n in range(7))


@pytest.mark.parametrize("lines", range(22, 34))
def test_the_mark_of_a_gap_stays_with_the_words_before_it(lines: int) -> None:
    filler = [Paragraph(runs(f"Line {n}")) for n in range(lines)]
    trees = read(*filler, Paragraph(runs(SENTENCE * 6 + "Last words.")), Paragraph((Missing("the date"),))).trees
    (marked,) = [tree.text for tree in trees if "the date" in tree.text]
    assert "Last words." in marked


def test_numbers_stand_at_the_right_of_their_column() -> None:
    columns = (Column("Name", 1), Column("Count", 1, "right"))
    page = pdf_of(make(Table("T", "t", columns, ((runs("a"), runs("7")), (runs("b"), runs("1234"))))))
    ends = right_ends(page, "7", "1234", "Count")
    assert max(ends) - min(ends) < 1


def test_a_cell_taller_than_a_page_goes_on_over_pages_with_the_header_repeated() -> None:
    document = make(table(3, last=SENTENCE * 150))
    result = read_pdf(pdf_of(document))
    assert len(result.sizes) > 5
    assert_words_in_order(document, result.text)
    assert all("What they do" in drawn for drawn in result.drawn[1:])
    assert problems(pdf_of(document)) == []


def test_a_header_row_as_tall_as_a_page_is_not_repeated() -> None:
    document = make(table(30, title=SENTENCE * 60))
    result = read_pdf(pdf_of(document))
    assert_words_in_order(document, result.text)
    assert "Primary" not in result.drawn[-1]


def test_a_note_longer_than_a_page_goes_on() -> None:
    document = make(Callout("Note", runs(SENTENCE * 120)), Table("Empty", "e", (Column("A"),), ()))
    result = read_pdf(pdf_of(document))
    assert_words_in_order(document, result.text)
    assert len(result.sizes) >= 4


def test_empty_pieces_leave_no_trace() -> None:
    result = read(
        Heading(1, " ", "empty"),
        Paragraph(()),
        ListItems(((), ())),
        Callout("", ()),
        Facts("", "f", ()),
        Paragraph(runs("Words.")),
    )
    assert [node.text for node in result.all("P")][-1].strip() == "Words."
    assert result.all("L") == []
    assert result.bookmarks == []


@pytest.mark.parametrize("words", [SENTENCE, "x" * 90], ids=["words", "one word"])
def test_the_work_a_paragraph_takes_grows_no_faster_than_its_length(words: str) -> None:
    def write(times: int) -> int:
        document = make(Paragraph(runs(words * times)))
        return effort(lambda: pdf_of(document))

    assert write(4_000) < 4 * 1.25 * write(1_000)


def test_progress_goes_up_and_can_cancel() -> None:
    seen: list[float] = []
    stream = io.BytesIO()
    write_pdf(EVERYTHING, stream, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == 1

    class Stop(Exception):
        pass

    def stop(fraction: float) -> None:
        if fraction > 0.8:
            raise Stop

    stream = io.BytesIO()
    with pytest.raises(Stop):
        write_pdf(EVERYTHING, stream, stop)
    assert stream.getvalue() == b""


def test_many_different_letters_are_followed_by_spaces_like_any_others() -> None:
    text = " ".join(map(chr, range(0xC0, 0xC0 + 175)))  # a font's first subset has room for 159 besides ASCII
    data = pdf_of(make(Paragraph(runs(text)), cover=None, header="", footer=""))
    assert problems(data) == []
    assert text in read_pdf(data).text


def test_it_names_the_characters_it_cannot_show() -> None:
    document = make(Paragraph((*runs("Łódź, Việt, Ω ☐ → 學 and שלום, \ue000"), Missing("a 校 name"))))
    assert unsupported_characters(document) == ("學", "ש", "ל", "ו", "ם", "\ufffd", "校")
    assert unsupported_characters(make(Paragraph(runs("\ufb29 \U0001ee00")))) == ("\ufb29", "\U0001ee00")
    assert unsupported_characters(EVERYTHING) == ()
    assert "\ufffd" in read_pdf(pdf_of(document)).text


NASTY = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("\x00\x0c\x1b\t\n\r\u2028\u00ad\u200b\u202e\ufeff\ufffe\ud800()\\<>&{}[]%學🎒ạ\u0323שع\ue000"),
    ),
    max_size=120,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(NASTY, NASTY, st.integers(1, 400))
def test_no_text_breaks_it(text: str, other: str, times: int) -> None:
    document = make(
        Heading(1, text, "h"),
        Paragraph((Run(text), Run(other, bold=True), Reference(text, "h"), Missing(other), Blank(text))),
        ListItems(((Run(text),), (Run(other),))),
        Callout(text, runs(other)),
        Table(text, "t", (Column(text), Column(other)), (((Run(text * times),), (Run(other, italic=True),)),), other),
        Facts(other, "f", ((text, runs(other)),)),
        Signatures(((text, other),)),
        Figure(text, "g", SCENE, other),
        title=text,
        author=other,
        subject=text,
        keywords=(other,),
        header=text,
        footer=other,
        cover=Cover(text, other, (text,), other),
    )
    data = pdf_of(document)
    assert problems(data) == []


@settings(max_examples=25)
@given(st.lists(st.text(st.characters(codec="latin-1", categories=["L", "N", "P", "Zs"]), max_size=400), max_size=6))
def test_no_word_is_lost(texts: list[str]) -> None:
    document = make(*(Paragraph(runs(text)) for text in texts), *(ListItems((runs(text),)) for text in texts))
    assert_words_in_order(document, read_pdf(pdf_of(document)).text)
