"""Paper, margins, headers, footers and tabs: the same in Word and PDF, clear of holes, on Letter and A4."""

from __future__ import annotations

import io
import itertools
from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from docx.oxml.ns import qn

from eopbuilder.document.build import build_document
from eopbuilder.document.kit.catalogue import KIT, KitDocument
from eopbuilder.document.nodes import Document, Figure, Heading, Look, Paragraph, Part, Run
from eopbuilder.document.stylesheet import PAPERS, drawing_room, load_stylesheet
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import plan_for_edition
from eopbuilder.domain.paper import Paper
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.part_tabs import PartTab, part_tabs
from eopbuilder.render.pdf_writer import write_pdf
from tests.document.schools import AS_OF, CREATED, PACK, at_level, crowded_school, sample_school
from tests.render.docx_reading import open_word
from tests.render.pdf_reading import problems, read_pdf
from tests.render.writer_contract import written

HOLES = 54.0
"""Points (three quarters of an inch) that holes for a binder take of an edge, at most."""
LOOKS: tuple[Look, ...] = ("plan", "form", "card", "wallet", "sign")
TITLES = ("Basic Plan", "Functional Annexes", "Threat- and Hazard-Specific Annexes", "Appendices")


@cache
def plan_document(edition: Edition) -> Document:
    school = sample_school()
    dated = replace(school, info=replace(school.info, revision="2026-A", school_year="2026-27"))
    return build_document(plan_for_edition(dated, PACK, edition, AS_OF), PACK, AS_OF, CREATED)


@cache
def pdf_of(edition: Edition, paper: Paper) -> bytes:
    return written(write_pdf, replace(plan_document(edition), paper=paper))


def inked(data: bytes, left: float, bottom: float, right: float, top: float) -> list[int]:
    """The pages (from 0) on which something is drawn within an area, given as distances from the lower left corner."""
    found = []
    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        for index, page in enumerate(document):
            width, height = page.get_size()
            crop = (left, bottom, max(width - right, 0), max(height - top, 0))
            if page.render(scale=0.5, crop=crop, grayscale=True).to_pil().getextrema()[0] < 250:
                found.append(index)
    finally:
        document.close()
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_every_page_has_the_size_of_the_paper_and_stays_clear_of_the_holes(paper: Paper) -> None:
    data = pdf_of(Edition.RESPONDER, paper)
    read, size = read_pdf(data), PAPERS[paper]
    lying = [index for index, one in enumerate(read.sizes) if one[0] > one[1]]
    assert lying
    assert all(one == pytest.approx(size if index not in lying else size[::-1], abs=0.1)
               for index, one in enumerate(read.sizes))  # fmt: skip
    assert set(inked(data, 0, 0, HOLES - 1, size[1])) <= {0, *lying}, "the cover has its band at the binding"
    lies = inked(data, 0, size[0] - HOLES + 1, size[1], size[0])
    assert not set(lies) & set(lying), "a page that lies on its side is punched at its top"
    assert problems(data) == []


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("look", LOOKS)
def test_margins_leave_room_for_holes(look: Look, paper: Paper) -> None:
    sheet = load_stylesheet(look, paper)
    assert sheet.page.margin_left >= HOLES
    assert sheet.turned(landscape=True).margin_top >= HOLES
    if look == "plan":
        assert sheet.page.margin_right >= HOLES, "the back of a sheet is punched at the right"
    if look != "sign":
        style = sheet.text["header"]
        assert sheet.landscape.header_baseline - style.size >= HOLES - 4, "holes lie within 46 points"
    assert sheet.page.text_width == pytest.approx(PAPERS[paper][0] - sheet.page.margin_left - sheet.page.margin_right)


def test_a_drawing_fits_a_landscape_page_of_every_paper() -> None:
    for look in LOOKS:
        width, height = drawing_room(look)
        for paper in PAPERS:
            page = load_stylesheet(look, paper).landscape
            assert width <= page.text_width
            assert height <= page.text_height
    figures = [block for block in plan_document(Edition.FULL).blocks() if isinstance(block, Figure)]
    assert figures
    assert all(figure.scene.width <= drawing_room()[0] + 0.5 for figure in figures)


@pytest.mark.parametrize("edition", Edition)
def test_every_page_says_which_plan_edition_and_revision_it_is_from(edition: Edition) -> None:
    document = plan_document(edition)
    name = {
        Edition.FULL: "Confidential · Full plan",
        Edition.RESPONDER: "For responders only",
        Edition.STAFF: "For staff and substitutes only",
        Edition.PUBLIC: "Public edition",
    }[edition]
    assert document.header == "Maple Ridge Elementary School · Emergency Operations Plan · 2026-27"
    assert document.footer == f"{name} · Revision 2026-A"
    read = read_pdf(pdf_of(edition, "letter"))
    for index, drawn in enumerate(read.drawn[1:], start=2):
        assert document.header in drawn
        assert document.footer in drawn
        assert f"Page {index} of {len(read.sizes)}" in drawn
    sections = open_word(written(write_docx, document)).sections
    for section in sections[1:]:
        assert document.header in "".join(one.text for one in section.header.paragraphs)
        assert document.footer in "".join(one.text for one in section.footer.paragraphs)
    assert "Revision 2026-A" in read.drawn[0]


def test_every_page_of_a_part_bears_its_tab_further_down_the_edge_than_the_part_before() -> None:
    document = plan_document(Edition.FULL)
    tabs = list(dict.fromkeys(tab for tab in part_tabs(document) if tab))
    assert [(tab.letter, tab.title) for tab in tabs] == list(zip("BFHA", TITLES, strict=True))
    page = load_stylesheet().page
    spans = [tab.span(page, landscape=False) for tab in tabs]
    assert all(upper[1] < lower[0] for upper, lower in itertools.pairwise(spans))
    data = pdf_of(Edition.FULL, "letter")
    starts = [at for level, title, at in read_pdf(data).bookmarks if level == 0 and title in TITLES]
    ends = [*starts[1:], len(read_pdf(data).sizes)]
    lying = {at for at, size in enumerate(read_pdf(data).sizes) if size[0] > size[1]}
    for (top, bottom), first, last in zip(spans, starts, ends, strict=True):
        marked = inked(data, page.width - 12, page.height - bottom + 4, page.width, page.height - top - 4)
        assert set(marked) - lying == set(range(first, last)) - lying
    for at in sorted(lying):
        assert at in inked(data, 60, 0, page.height - 60, 10)


def test_words_on_a_tab_are_decoration_and_readers_skip_them() -> None:
    read = read_pdf(written(write_pdf, small("Xylophone", "Yonder")))
    assert [drawn.count("Xylophone") for drawn in read.drawn] == [1, 3, 0]
    assert [tree.text.count("Xylophone") for tree in read.trees] == [1, 1, 0]


def small(*titles: str, depth: int = 2) -> Document:
    parts = tuple(
        Part((Heading(1, title, f"a{place}"), Paragraph((Run("Words."),)))) for place, title in enumerate(titles)
    )
    return Document("Plan", "en-US", "School", "", CREATED.isoformat(), "Header", "Footer", None, parts, depth)


def test_too_few_or_too_many_chapters_and_single_sheets_have_no_tabs() -> None:
    assert part_tabs(small("One")) == (None,)
    assert part_tabs(small(*map(str, range(13)))) == (None,) * 13
    assert part_tabs(small("One", "Two", depth=0)) == (None, None)
    assert part_tabs(small("One", "Two")) == (PartTab(0, 2, "O", "One"), PartTab(1, 2, "T", "Two"))


def test_a_part_goes_on_over_pages_of_either_kind_and_an_opening_without_chapter_has_none() -> None:
    document = small("One", "Two")
    words = Part((Paragraph((Run("Words."),)),), landscape=True)
    one, two = part_tabs(document)
    assert part_tabs(replace(document, parts=(words, document.parts[0], words, document.parts[1]))) == (
        None, one, one, two,
    )  # fmt: skip


def test_a_title_too_long_for_its_tab_ends_in_an_ellipsis() -> None:
    long = "A very long title of a chapter that no tab of any plan could ever hold in one line of its own words"
    drawn = read_pdf(written(write_pdf, small(*[f"{long} {number}" for number in range(4)]))).drawn
    assert any("…" in page for page in drawn)


def test_in_word_each_part_has_its_letter_at_the_edge_and_its_title_in_the_header() -> None:
    document = plan_document(Edition.FULL)
    sections = open_word(written(write_docx, document)).sections
    found = []
    for section in sections:
        edge = section.footer if section.orientation else section.header
        framed = [one for one in edge.paragraphs if one.text and one._p.find(f".//{qn('w:framePr')}") is not None]
        if framed and not edge.is_linked_to_previous:
            (frame,) = framed
            place = frame._p.find(f".//{qn('w:framePr')}")
            found.append((frame.text, int(place.get(qn("w:x"))), int(place.get(qn("w:y"))), section.orientation))
    upright = [one for one in found if not one[3]]
    assert list(dict.fromkeys(letter for letter, *_ in upright)) == ["B", "F", "H", "A"]
    heights = {letter: y for letter, _, y, _ in upright}
    assert sorted(heights.values()) == list(heights.values())
    assert all(x == 20 * 586 for _, x, _, _ in upright)
    lying = [one for one in found if one[3]]
    assert {letter for letter, *_ in lying} == {"B", "A"}
    assert all(y == 20 * 586 for _, _, y, _ in lying)
    headers = ["".join(one.text for one in section.header.paragraphs) for section in sections]
    assert any("\tFunctional Annexes" in header for header in headers)


@pytest.mark.parametrize("one", [pytest.param(one, id=one.name) for one in KIT])
def test_the_kit_takes_no_more_pages_on_a4(one: KitDocument) -> None:
    document = one.make(at_level(crowded_school(), 3))
    letter, a4 = (written(write_pdf, replace(document, paper=paper)) for paper in ("letter", "a4"))
    sizes = read_pdf(a4).sizes
    assert all(sorted(size) == pytest.approx(sorted(PAPERS["a4"]), abs=0.1) for size in sizes)
    assert len(sizes) <= len(read_pdf(letter).sizes)
    assert problems(a4) == []
