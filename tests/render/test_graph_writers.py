"""The drawing as SVG, PDF and PNG: complete, accessible, and the same every time."""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageChops

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, PlanInfo, School
from eopbuilder.packs import load_pack
from eopbuilder.render.graph_pages import write_graph_pages, write_graph_pdf
from eopbuilder.render.graph_png import write_png
from eopbuilder.render.graph_svg import write_svg
from eopbuilder.rolegraph.layout import chart_scene
from eopbuilder.rolegraph.scene import Box, Label, Line, Scene
from tests.render.pdf_reading import problems

PACK = load_pack("k12-federal")
NAMES = {"role-ic": ("Nguyệt", "Łukasik <&>"), "role-pio": ("明", "學")}
EDGES = frozenset({"needs", "needs_approval", "informs", "hands_off_to", "backs_up", "mutually_exclusive"})


def scene(level: int = 2) -> Scene:
    people = [Person(id=role, given_name=given, family_name=family) for role, (given, family) in NAMES.items()]
    held = [Assignment(id=f"a-{role}", role=role, person=role, order=0) for role in NAMES]
    plan = Plan.of(PlanInfo(id="plan"), School(id="school"), [*people, *held])
    return chart_scene(plan, PACK, date(2026, 9, 1), level=level, overlay=EDGES)


def labels(drawing: Scene) -> list[Label]:
    boxed = [label for item in drawing.items if isinstance(item, Box) for label in item.labels]
    return [*boxed, *(item for item in drawing.items if isinstance(item, Label))]


def written(write: object, drawing: Scene) -> bytes:
    stream = io.BytesIO()
    write(drawing, stream)  # type: ignore[operator]
    return stream.getvalue()


def test_svg_holds_every_word_as_text_and_says_what_it_is() -> None:
    drawing = scene()
    tree = ET.fromstring(written(write_svg, drawing))
    space = "{http://www.w3.org/2000/svg}"
    assert tree.get("role") == "img"
    assert tree.findtext(f"{space}title") == drawing.title
    texts = ["".join(one.itertext()) for one in tree.iter(f"{space}text")]
    assert sorted(texts) == sorted(label.text for label in labels(drawing))
    ids = [one.get("id") for one in tree.iter() if one.get("id")]
    assert len(ids) == len(set(ids))


def test_svg_describes_itself_in_the_words_given() -> None:
    stream = io.BytesIO()
    write_svg(scene(), stream, description="Five roles & a <plan>", background="#101820")
    tree = ET.fromstring(stream.getvalue())
    assert tree.findtext("{http://www.w3.org/2000/svg}desc") == "Five roles & a <plan>"


def test_pdf_is_vector_text_of_one_page() -> None:
    drawing = scene()
    document = pypdfium2.PdfDocument(written(write_graph_pdf, drawing))
    assert len(document) == 1
    page = document[0]
    assert page.get_size() == pytest.approx((drawing.width, drawing.height), abs=1)
    text = page.get_textpage().get_text_bounded()
    assert "Incident Commander" in text
    assert "Nguyệt Łukasik" in text
    document.close()


def test_each_page_of_drawings_is_described_for_those_who_cannot_see_it() -> None:
    stream = io.BytesIO()
    drawings = [replace(scene(level), description=f"Who does what at level {level}") for level in (1, 2)]
    write_graph_pages(drawings, stream, created=datetime(2026, 9, 1, 12, tzinfo=UTC))
    assert problems(stream.getvalue()) == []
    with pikepdf.open(io.BytesIO(stream.getvalue())) as pdf:
        figures = pdf.Root.StructTreeRoot.K[0].K
        assert [str(one.Alt) for one in figures] == [one.description for one in drawings]
        assert str(pdf.docinfo.CreationDate) == "D:20260901120000+00'00'"


def test_a_character_no_font_draws_is_marked_and_not_lost_without_trace() -> None:
    document = pypdfium2.PdfDocument(written(write_graph_pdf, scene()))
    text = document[0].get_textpage().get_text_bounded()
    assert "\ufffd" in text
    document.close()


def test_png_is_as_large_as_asked() -> None:
    drawing = scene(1)
    stream = io.BytesIO()
    write_png(drawing, stream, dpi=144)
    picture = Image.open(io.BytesIO(stream.getvalue()))
    assert picture.size == pytest.approx((drawing.width * 2, drawing.height * 2), abs=2)
    assert picture.convert("L").getextrema()[0] < 100


def test_a_palette_makes_a_png_small_and_changes_nothing_one_sees() -> None:
    full, small = io.BytesIO(), io.BytesIO()
    write_png(scene(1), full, dpi=300)
    write_png(scene(1), small, dpi=300, palette=True)
    assert len(small.getvalue()) < len(full.getvalue()) / 2
    one, other = (Image.open(io.BytesIO(each.getvalue())).convert("RGB") for each in (full, small))
    assert max(most for _least, most in ImageChops.difference(one, other).getextrema()) < 24
    assert other.getpixel((0, 0)) == (255, 255, 255)


@pytest.mark.parametrize("write", [write_svg, write_graph_pdf, write_png])
def test_the_same_drawing_gives_the_same_bytes(write: object) -> None:
    drawing = scene(1)
    assert written(write, drawing) == written(write, drawing)


def test_every_arrow_and_anchor_is_drawn() -> None:
    arrows = ("none", "filled", "open", "double", "bar", "diamond")
    items = [
        *(Line(((10, 10 * n), (90, 10 * n)), "#202020", 1.2, (3, 2), arrow) for n, arrow in enumerate(arrows, 1)),
        *(Label(50, 80, "word", 8, "#202020", anchor=anchor) for anchor in ("start", "middle", "end")),
        Box(10, 90, 50, 20, "#FFFFFF", "#000000", 1, (Label(12, 100, "x", 8, "#000000", italic=True),), dash=(2, 2)),
        Line(((5, 5), (5, 5)), "#202020", 1.0, (), "filled"),
    ]
    drawing = Scene(100, 120, tuple(items), "All shapes")
    assert written(write_svg, drawing).count(b"<polyline") + written(write_svg, drawing).count(b"<poly") >= len(arrows)
    assert written(write_graph_pdf, drawing).startswith(b"%PDF")
