"""Images in documents: as they are in the plan, once each, with their words, and nothing a camera added."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import Image

from eopbuilder.document.nodes import Cover, Document, Figure, Heading, Part
from eopbuilder.domain.images import image_id
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.exchange.image_files import prepare_image
from eopbuilder.planning import operations
from eopbuilder.planning.exporting import export_plan
from eopbuilder.planning.sample import create_sample
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.graph_svg import write_svg
from eopbuilder.render.pdf_writer import write_pdf
from eopbuilder.render.text_writer import write_text
from eopbuilder.rolegraph.picture_scene import picture_scene
from tests.images import PLAIN_JPEG, PLAIN_PNG, SECRET, drawing, encoded, photo, with_metadata
from tests.render.docx_reading import open_word
from tests.render.pdf_reading import problems, read_pdf

MARKER = (7, Marker(id="m", kind="gas", x=0.5, y=0.5, name="Meter"))
KINDS = {
    "palette": PLAIN_PNG,
    "color": encoded(drawing()),
    "gray": encoded(drawing().convert("L")),
    "two colors": encoded(drawing().convert("1")),
    "photo": PLAIN_JPEG,
    "gray photo": encoded(photo().convert("L"), "JPEG"),
}


def figure(image: bytes, anchor: str = "a") -> Figure:
    picture = Picture(id="p", title="Grounds", north=0, scale="Not to scale")
    scene = picture_scene(picture, image, [MARKER], max_width=400, max_height=400)
    return Figure("Figure 1. Grounds", anchor, scene, "Two rooms from above.")


def document(*figures: Figure, logo: bytes = b"") -> Document:
    cover = Cover("Plan", "Hill School", (), "", logo, "Hill School logo")
    parts = (Part((Heading(1, "Maps", "maps"), *figures)),)
    return Document("Plan", "en-US", "School", "Plan", "2026-09-01T00:00:00", "Plan", "Full", cover, parts)


def pdf(made: Document) -> bytes:
    stream = io.BytesIO()
    write_pdf(made, stream)
    return stream.getvalue()


def word(made: Document) -> dict[str, bytes]:
    stream = io.BytesIO()
    write_docx(made, stream)
    with zipfile.ZipFile(stream) as package:
        return {name: package.read(name) for name in package.namelist()}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_image_is_drawn_in_a_valid_pdf(kind: str) -> None:
    data = pdf(document(figure(KINDS[kind]), logo=KINDS[kind]))
    assert problems(data) == []
    assert data == pdf(document(figure(KINDS[kind]), logo=KINDS[kind]))
    with pypdfium2.PdfDocument(data) as opened:
        page = opened[2].render(scale=2).to_pil().convert("RGB")
    seen = Image.open(io.BytesIO(KINDS[kind])).convert("RGB")
    colors = page.getcolors(1 << 24)
    assert colors is not None
    drawn = {color for count, color in colors if count > 400}
    wanted = max(seen.getcolors(1 << 24) or [], default=(0, (0, 0, 0)))[1] if "photo" not in kind else None
    assert wanted is None or any(all(abs(a - b) < 6 for a, b in zip(wanted, color, strict=True)) for color in drawn)


def test_an_image_is_embedded_once_and_as_it_is() -> None:
    data = pdf(document(figure(PLAIN_JPEG), figure(PLAIN_JPEG, "b"), logo=PLAIN_JPEG))
    with pikepdf.open(io.BytesIO(data)) as opened:
        images = [one for one in opened.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        assert [one.read_raw_bytes() for one in images] == [PLAIN_JPEG]
        assert images[0].ColorSpace == "/DeviceRGB"


def test_figure_and_logo_are_told_to_those_who_cannot_see_them() -> None:
    made = document(figure(PLAIN_PNG), logo=PLAIN_PNG)
    data = pdf(made)
    with pikepdf.open(io.BytesIO(data)) as opened:
        told = {str(one.Alt): one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one}
        assert set(told) == {"Two rooms from above.", "Hill School logo"}
        assert all(len(one.A.BBox) == 4 for one in told.values())
    assert "7" in " ".join(read_pdf(data).drawn)
    parts = word(made)
    main = parts["word/document.xml"].decode()
    assert 'descr="Two rooms from above."' in main
    assert 'descr="Hill School logo"' in main
    stream = io.BytesIO()
    write_text(made, stream)
    assert "[Hill School logo]" in stream.getvalue().decode()
    assert "Two rooms from above." in stream.getvalue().decode()


def test_without_a_logo_there_is_nothing_on_the_cover() -> None:
    assert "logo" not in word(document())["word/document.xml"].decode()
    with pikepdf.open(io.BytesIO(pdf(document()))) as opened:
        assert not any(isinstance(one, pikepdf.Dictionary) and "/Alt" in one for one in opened.objects)


@pytest.mark.parametrize(("image", "ending"), [(PLAIN_PNG, "png"), (PLAIN_JPEG, "jpg")])
def test_word_gets_vectors_over_the_picture_and_a_flat_one_for_older_programs(image: bytes, ending: str) -> None:
    parts = word(document(figure(image), logo=image))
    assert parts[f"word/media/picture1.{ending}"] == image
    flat = Image.open(io.BytesIO(parts[f"word/media/picture2.{ending}"]))
    scene = figure(image).scene
    assert flat.width == pytest.approx(scene.width * 200 / 72, abs=2)
    vectors = io.BytesIO()
    write_svg(scene, vectors, description="Two rooms from above.")
    assert parts["word/media/picture3.svg"] == vectors.getvalue()
    assert b'xlink:href="data:image/' in vectors.getvalue()
    assert b"<polygon" in vectors.getvalue()
    stream = io.BytesIO()
    write_docx(document(figure(image), logo=image), stream)
    assert len(open_word(stream.getvalue()).inline_shapes) == 2


def test_the_place_a_photo_was_taken_is_in_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EOPBUILDER_HOME", str(tmp_path / "home"))
    image = prepare_image(with_metadata(photo()), "photo.jpg")
    with create_sample(tmp_path / "plan.eop") as session:
        operations.add_picture(session, image=image, kind="photo", values={"title": "Street"})
        plan, pack = session.plan, session.pack
    assert image_id(image) in plan.images
    for ending in ("docx", "pdf", "json"):
        file = tmp_path / f"plan.{ending}"
        export_plan(plan, pack, date(2026, 11, 26), file)
        assert SECRET.encode() not in file.read_bytes()
        if ending == "docx":
            with zipfile.ZipFile(file) as package:
                assert all(SECRET.encode() not in package.read(name) for name in package.namelist())
        if ending == "pdf":
            assert image in file.read_bytes()
