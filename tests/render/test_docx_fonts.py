"""The text font inside a Word file: slim, opened by its key, named in the font table, the same bytes every time."""

from __future__ import annotations

import re
import struct
import zipfile
from io import BytesIO

import pytest
from docx.oxml.ns import qn
from PIL import Image, ImageChops, ImageDraw, ImageFont

from eopbuilder import assets
from eopbuilder.document.nodes import Document, Inlines, Look, Paragraph, Part, Run
from eopbuilder.render.docx_fonts import embedded_font
from eopbuilder.render.docx_writer import write_docx
from eopbuilder.render.font_slimming import slim_font
from eopbuilder.rolegraph.truetype import read_widths
from tests.document.samples import built, full_plan
from tests.render.docx_reading import part
from tests.render.writer_contract import written

FACES = ("Regular", "Bold", "Italic", "BoldItalic")
WORDS = "Ångström, Łódź, Tiếng Việt, Ελλάδα, Київ ☐ ☑ → ½ “fl” (505) 555-0100"


def font_file(face: str) -> bytes:
    return assets.read_bytes(f"resources/fonts/SourceSans3-{face}.ttf")


def drawn(font: bytes) -> Image.Image:
    picture = Image.new("L", (900, 60), 255)
    face = ImageFont.truetype(BytesIO(font), 24, layout_engine=ImageFont.Layout.BASIC)
    ImageDraw.Draw(picture).text((5, 5), WORDS, font=face)
    return picture


def opened(data: bytes, key: str) -> bytes:
    """The font without its mask, done as LibreOffice does it: by places in the text of the key."""
    places = (35, 33, 31, 29, 27, 25, 22, 20, 17, 15, 12, 10, 7, 5, 3, 1)
    mask = [int(key[place : place + 2], 16) for place in places]
    return bytes(one ^ mask[number % 16] for number, one in enumerate(data[:32])) + data[32:]


def short(*inlines: str | Run, look: Look = "sign") -> bytes:
    words: Inlines = tuple(Run(one) if isinstance(one, str) else one for one in inlines)
    created = "2026-09-01T08:30:00"
    document = Document("T", "en-US", "S", "S", created, "", "", None, (Part((Paragraph(words),)),), 0, look=look)
    return written(write_docx, document)


def fonts_in(data: bytes) -> list[str]:
    return [name for name in zipfile.ZipFile(BytesIO(data)).namelist() if name.endswith(".odttf")]


@pytest.mark.parametrize("face", FACES)
def test_a_slim_font_draws_every_character_as_the_whole_one(face: str) -> None:
    whole = font_file(face)
    slim = slim_font(whole)
    assert len(slim) < len(whole) * 0.55
    basic = {code: width for code, width in read_widths(whole).widths.items() if code < 0xFFFF}
    assert len(basic) > 1200
    assert read_widths(slim).widths == basic
    assert ImageChops.difference(drawn(whole), drawn(slim)).getbbox() is None
    assert ImageChops.invert(drawn(slim)).getbbox() is not None


@pytest.mark.parametrize("face", FACES)
def test_the_checksums_of_a_slim_font_are_right(face: str) -> None:
    slim = slim_font(font_file(face))
    assert sum(struct.unpack(f">{len(slim) // 4}I", slim)) % 2**32 == 0xB1B0AFBA
    (count,) = struct.unpack_from(">H", slim, 4)
    for number in range(count):
        tag, checksum, start, length = struct.unpack_from(">4sIII", slim, 12 + 16 * number)
        table = slim[start : start + length] + bytes(-length % 4)
        if tag == b"head":
            table = table[:8] + bytes(4) + table[12:]
        assert sum(struct.unpack(f">{len(table) // 4}I", table)) % 2**32 == checksum, tag


def test_fonts_of_the_table_open_with_their_keys() -> None:
    data = written(write_docx, built(full_plan()))
    table = part(data, "word/fontTable.xml")
    (text_font,) = [one for one in table if one.get(qn("w:name")) == "Source Sans 3"]
    embedded = [one for one in text_font if "embed" in one.tag]
    tags = [f"w:embed{face}" for face in FACES]
    assert [one.tag for one in embedded] == [qn(tag) for tag in tags]
    with zipfile.ZipFile(BytesIO(data)) as archive:
        relations = {one.get("Id"): one.get("Target") for one in part(data, "word/_rels/fontTable.xml.rels")}
        for face, element in zip(FACES, embedded, strict=True):
            stored = archive.read(f"word/{relations[element.get(qn('r:id'))]}")
            key = element.get(qn("w:fontKey"))
            assert re.fullmatch(r"\{[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}\}", key)
            assert stored[:4] != b"\x00\x01\x00\x00"
            assert opened(stored, key) == slim_font(font_file(face))
    assert part(data, "word/settings.xml").find(qn("w:embedTrueTypeFonts")) is not None


def test_every_face_has_its_own_key_and_is_prepared_once() -> None:
    faces = ("embedRegular", "embedBold", "embedItalic", "embedBoldItalic")
    assert len({embedded_font(face).key for face in faces}) == len(faces)
    assert embedded_font("embedBold") is embedded_font("embedBold")


def test_a_single_sheet_carries_the_faces_it_is_set_in_and_a_plan_all() -> None:
    assert len(fonts_in(short("Bus 7"))) == 2
    assert len(fonts_in(short("Bus 7 ", Run("leaves first", italic=True)))) == 3
    assert len(fonts_in(short("Plan", look="plan"))) == 4
    assert len(short("Bus 7")) < 150_000
