"""QR codes are read back from the printed page, hold what stands beside them, and nothing the team has not typed."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pypdfium2
import pytest
import zxingcpp
from PIL import Image

from eopbuilder.document.kit.catalogue import KIT
from eopbuilder.document.kit.codes import code, visiting_card
from eopbuilder.document.lint import texts_of
from eopbuilder.document.nodes import Document, Figure
from eopbuilder.domain.plan import Plan
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.pdf_writer import write_pdf
from tests.document.schools import in_kit, sample_school

_POINTS_PER_CM = 72 / 2.54
GUIDES = ("family-guide-english", "family-guide-spanish")


def made(name: str, plan: Plan) -> Document:
    return in_kit({one.name: one for one in KIT}[name], plan)


def codes_of(document: Document) -> list[Figure]:
    return [one for one in document.blocks() if isinstance(one, Figure)]


def read_from_pdf(document: Document) -> list[str]:
    stream = BytesIO()
    write_pdf(document, stream)
    with pypdfium2.PdfDocument(stream.getvalue()) as pdf:
        pictures = [page.render(scale=200 / 72).to_pil().convert("L") for page in pdf]
    return [found.text for picture in pictures for found in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("name", GUIDES)
def test_the_guide_gives_the_number_of_the_school_and_no_more(name: str) -> None:
    document = made(name, sample_school())
    (read,) = read_from_pdf(document)
    assert "FN:Maple Ridge Elementary School" in read
    assert read.split("\r\n")[5:] == ["TEL:(505) 555-0100", "END:VCARD"]
    (figure,) = codes_of(document)
    assert "Maple Ridge Elementary School, (505) 555-0100." in figure.alternative
    assert "(505) 555-0100" in " ".join(text for block in document.blocks() for text in texts_of(block))


def test_a_link_is_there_only_when_the_team_has_typed_it() -> None:
    plan = sample_school()
    without = replace(plan, school=replace(plan.school, website=None))
    assert "URL" not in read_from_pdf(made("family-guide-english", without))[0]
    with_one = replace(plan, school=replace(plan.school, website="https://maple.example"))
    assert "URL:https://maple.example" in read_from_pdf(made("family-guide-english", with_one))[0]


def test_a_plan_without_a_number_has_no_code() -> None:
    plan = sample_school()
    assert not codes_of(made("family-guide-english", replace(plan, school=replace(plan.school, phone=None))))


def test_word_carries_the_same_code() -> None:
    document, stream = made("family-guide-english", sample_school()), BytesIO()
    write_docx(document, stream)
    with ZipFile(stream) as package:
        pngs = [package.read(name) for name in package.namelist() if name.endswith(".png")]
    read = [found.text for png in pngs for found in zxingcpp.read_barcodes(Image.open(BytesIO(png)).convert("L"))]
    assert read == read_from_pdf(document)


@pytest.mark.parametrize("length", [1, 40, 150, 300])
def test_codes_are_square_large_enough_and_surrounded_by_white(length: int) -> None:
    figure = code("7" * length, "Scan", "code", "QR code")
    assert figure is not None
    scene = figure.scene
    assert scene.width == scene.height >= 2.5 * _POINTS_PER_CM
    xs = [x for line in scene.items for x, _ in line.points]  # type: ignore[union-attr]
    ys = [y for line in scene.items for _, y in line.points]  # type: ignore[union-attr]
    module = max(line.width for line in scene.items)  # type: ignore[union-attr]
    assert min(*xs, *ys) >= 3.9 * module
    assert max(*xs, *ys) <= scene.width - 3.9 * module


def test_what_is_too_long_to_be_read_gives_no_code() -> None:
    assert code("x" * 301, "Scan", "code", "QR code") is None
    assert code("", "Scan", "code", "QR code") is None


def test_marks_that_mean_something_in_a_visiting_card_are_escaped() -> None:
    card = visiting_card("St. John; Paul, School\nEvil:X", {"TEL": "1", "URL": ""})
    assert "FN:St. John\\; Paul\\, School Evil:X\r\n" in card
    assert "URL" not in card
