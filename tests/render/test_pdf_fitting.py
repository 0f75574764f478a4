"""Sheets that fill their page: larger text, more room to write in, signs from edge to edge, cards of a fixed height."""

from __future__ import annotations

from io import BytesIO
from itertools import pairwise

import pypdfium2
import pytest

from eopbuilder.document.nodes import (
    Box,
    Boxes,
    BoxRow,
    Column,
    Document,
    Figure,
    Heading,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.document.stylesheet import PAPERS, load_stylesheet
from eopbuilder.domain.paper import Paper
from eopbuilder.render.pdf_fitting import Trial, fitted
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.rolegraph.scene import Line, Scene
from tests.render.pdf_reading import problems, read_pdf
from tests.render.writer_contract import written

BLANK = Table("", "rows", (Column("Time", 0.2), Column("What")), (((), ()),) * 12, row_header=False)
BOXES = Boxes((BoxRow((Box("Name"), Box("Known", (Run("Ana"),)))), BoxRow((Box("Sketch"),), 120.0)))


def sheet(*blocks: object, paper: Paper = "letter", grow: float = 1.0) -> Document:
    part = Part((Heading(1, "Log", "log"), *blocks), one_page=True, grow=grow)  # type: ignore[arg-type]
    return Document("Log", "en-US", "S", "Log", "2026-09-01", "H", "F", None, (part,), 0, look="form", paper=paper)


def sign_of(*blocks: object, paper: Paper = "letter") -> bytes:
    part = Part(blocks, landscape=True, one_page=True)  # type: ignore[arg-type]
    made = Document("Signs", "en-US", "S", "Signs", "2026-09-01", "H", "F", None, (part,), 0, look="sign", paper=paper)
    return written(write_pdf, made)


def lowest_line(data: bytes) -> float:
    """The height of the lowest line above the one of the footer, in points."""
    page = pypdfium2.PdfDocument(BytesIO(data))[0]
    edges = [one.get_bounds() for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    return min(bottom for _left, bottom, _right, _top in edges if bottom > 50)


def boxes_of_text(data: bytes, page: int = 0) -> dict[str, tuple[float, float, float, float]]:
    """Each line of text on a page with its left, bottom, right and top."""
    read = pypdfium2.PdfDocument(BytesIO(data))[page].get_textpage()
    rects = [read.get_rect(index) for index in range(read.count_rects())]
    return {read.get_text_bounded(*rect).strip(): rect for rect in rects}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("blocks", [(BLANK, BOXES), (BOXES, BOXES, BOXES)])
def test_rows_to_write_in_reach_down_to_the_foot_of_the_page(blocks: tuple[object, ...], paper: Paper) -> None:
    data = written(write_pdf, sheet(*blocks, paper=paper))
    assert len(read_pdf(data).sizes) == 1
    assert 0 <= lowest_line(data) - load_stylesheet("form", paper).page.margin_bottom < 12
    assert problems(data) == []


def test_rows_become_higher_within_reason_and_words_stay_where_they_are() -> None:
    assert Trial(1, 700.0, 100.0, outgrown=False).spread == pytest.approx(1.7)
    assert Trial(1, 51.0, 100.0, outgrown=False).spread == pytest.approx(1.5)
    assert Trial(1, 0.2, 100.0, outgrown=False).spread == 1.0
    assert Trial(1, 300.0, 0.0, outgrown=False).spread == 1.0
    assert Trial(2, 300.0, 100.0, outgrown=False).spread == 1.0


@pytest.mark.parametrize(("most", "found"), [(2.0, 1.5), (1.25, 1.25), (1.02, 1.0), (0.81, 0.8), (0.1, 0.75)])
def test_the_largest_text_that_fits_is_found(most: float, found: float) -> None:
    part = Part((), one_page=True, grow=1.5)
    scale, _ = fitted(part, lambda scale: Trial(1 if scale <= most else 2, 0.0, 0.0, outgrown=False))
    assert scale == found


@pytest.mark.parametrize(
    ("pages", "left", "found"), [(1, 650.0, 1.0), (3, 650.0, 0.92), (3, 400.0, 1.0), (9, 650.0, 1.0)]
)
def test_a_list_is_set_tighter_where_that_saves_a_page_with_a_few_lines(pages: int, left: float, found: float) -> None:
    def trial(scale: float) -> Trial:
        saved = int(scale < 0.95 and pages == 3)
        return Trial(pages - saved, left, 0.0, outgrown=False, height=686.0)

    assert fitted(Part(()), trial) == (found, 1.0)


def test_a_card_keeps_its_height_and_its_words_become_smaller() -> None:
    words = "One more line of what to do and whom to call. " * 8
    cards = Boxes((BoxRow((Box("Ana", (Run(words),)), Box("Bo")), 100.0),), cut=True, width=504.0)
    page = pypdfium2.PdfDocument(BytesIO(written(write_pdf, sheet(cards, grow=1.5))))[0]
    paths = [one.get_bounds() for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
    ends = sorted({round(top) for left, bottom, right, top in paths if right - left > 400} - {0})
    card_edges = [(low, high) for low, high in pairwise(ends) if 95 <= high - low <= 105]
    assert len(card_edges) == 1
    assert max(right - left for left, _bottom, right, _top in paths if 480 < right - left < 510) == pytest.approx(
        504, 1
    )


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("title", ["Exit", "Family parking", "Staff check-in", "Donaudampfschifffahrtsgesellschaft"])
def test_a_sign_fills_its_sheet_and_cuts_no_word(title: str, paper: Paper) -> None:
    second = Paragraph((Run("Estacionamiento para familias", language="es"),), "lead")
    data = sign_of(Heading(1, title, "sign"), second, Paragraph((Run("One way. Do not stop."),)), paper=paper)
    read = read_pdf(data)
    assert len(read.sizes) == 1
    width, height = read.sizes[0]
    found = {words: rect for words, rect in boxes_of_text(data).items() if 50 < rect[1] < height - 45}
    assert set(" ".join(found).split()) >= set(title.split())
    as_high = max(rect[3] for rect in found.values()) > height - 140 and min(rect[1] for rect in found.values()) < 140
    as_wide = max(rect[2] for rect in found.values()) > width - 70
    assert as_high or as_wide
    assert problems(data) == []


def test_a_sign_has_room_for_an_arrow_and_one_without_a_title_is_set_as_any_page() -> None:
    arrow = Figure("", "arrow", Scene(600, 170, (Line(((0, 85), (600, 85)), "#000000", 40),), "Arrow"), "Arrow")
    assert len(read_pdf(sign_of(Heading(1, "Student pickup", "sign"), arrow)).sizes) == 1
    plain = sign_of(Paragraph((Run("No title"),)))
    _left, bottom, _right, top = boxes_of_text(plain)["No title"]
    assert top - bottom < 45
