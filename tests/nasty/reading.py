"""The text of an exported document beside the text its tree holds, both as one string without white space.

What a PDF cannot hold as typed is defined here and nowhere else: white space (lines end anywhere), characters without
a shape of their own, characters of private use and those no shipped font draws, which it marks with U+FFFD.
"""

from __future__ import annotations

import ctypes
import io
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from docx.oxml.ns import qn
from lxml import etree
from reportlab.pdfbase.ttfonts import TTFontFile

from eopbuilder import assets
from eopbuilder.document.lint import inlines_of
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Boxes,
    Callout,
    Document,
    Facts,
    Figure,
    Heading,
    Inlines,
    ListItems,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TearLine,
    plain_text,
)
from tests.render.docx_reading import HeadingNumbers, footnotes, paragraph_text, part

MARK = "\ufffd"
CONTENTS, DATE = "Contents", "Date"
"""Words a PDF adds to the tree: above the contents, and at a line to sign."""
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff"
    "\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Default_Ignorable_Code_Point of Unicode, and the marks of annotations."""
_READ_FROM_THE_RIGHT = ("HEBREW", "ARABIC", "SYRIAC", "THAANA", "NKO", "SAMARITAN", "MANDAIC")


@cache
def drawable() -> frozenset[str]:
    """The characters the shipped fonts draw upright, as their files say."""
    faces = ("SourceSans3-Regular", "DejaVuSans", "DejaVuSans-Bold")
    return frozenset(chr(code) for name in faces for code in _covered(name))


def _covered(name: str) -> set[int]:
    return set(TTFontFile(str(assets.path(f"resources/fonts/{name}.ttf"))).charToGlyph)


_LAST_OF_PLANES = "".join(chr(plane << 16 | low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
_NEVER_STORED = re.compile(rf"[\s\x00-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef{_LAST_OF_PLANES}]+")


def squeezed(text: str) -> str:
    """The text without white space and what no file can hold: controls, lone surrogates, noncharacters."""
    return _NEVER_STORED.sub("", text)


def _shaped(text: str) -> str:
    return squeezed(unicodedata.normalize("NFC", _SHAPELESS.sub("", text)))


def as_drawn(text: str) -> str:
    """The text as a PDF holds it."""
    shaped = _shaped(text)
    return "".join(one if one in drawable() else MARK for one in shaped)


def not_drawn(text: str) -> set[str]:
    """The characters of a text that a PDF must be said not to show."""
    shaped = _shaped(text)
    private = {one for one in shaped if unicodedata.category(one) == "Co"}
    found = {one for one in shaped if one not in drawable() or _needs_shaping(one)} - private
    return found | ({MARK} if private or MARK in shaped else set())


def _needs_shaping(character: str) -> bool:
    """Whether letters of its script run from the right, or join and move as those of India and Southeast Asia do."""
    name = unicodedata.name(character, "")
    return name.startswith(_READ_FROM_THE_RIGHT) or "\u0900" <= character <= "\u109f"


# --- the tree -------------------------------------------------------------------------------------------------------


def texts_of_tree(document: Document, *, word: bool = False) -> list[str]:
    """Every stretch of text the tree holds, in the order a PDF reads it aloud: one for each paragraph or cell.

    `word` gives those of a Word file, where name and title share a cell and a blank is an underlined space.
    """
    cover = document.cover
    texts = [cover.marking, cover.title, cover.subtitle, *cover.lines] if cover else []
    for block in document.blocks():
        texts.extend(_texts(block, word))
    return texts


def _texts(block: Block, word: bool) -> Iterator[str]:
    match block:
        case Heading():
            yield block.title
        case Callout(title, inlines):
            yield from (title, _words(inlines, word))
        case Table(caption, _, columns, rows):
            yield from (caption, *(column.title for column in columns))
            yield from (_words(cell, word) for row in rows for cell in row)
        case Facts(caption, _, pairs):
            yield caption
            for label, inlines in pairs:
                yield from (label, _words(inlines, word))
        case Figure(caption):
            yield caption
        case Signatures(lines):
            for name, title in lines:
                yield from (f"{name}\n{title}",) if word else (name, title, DATE)
        case Boxes(rows=rows):
            for row in rows:
                for box in row.boxes:
                    yield from (box.title, _words(box.inlines, word))
        case TearLine(text):
            yield text
        case PageBreak():
            pass
        case Paragraph() | ListItems():
            yield from (_words(inlines, word) for inlines in inlines_of(block))


def _words(inlines: Inlines, word: bool) -> str:
    line = "" if word else "________"
    return "".join(f"{line} ({one.label})" if isinstance(one, Blank) else plain_text((one,)) for one in inlines)


# --- PDF ------------------------------------------------------------------------------------------------------------

_NOT_OF_THE_TREE = frozenset({"TOC", "Lbl", "Figure"})
_HOLD_OTHERS = frozenset({"Document", "Div", "Table", "THead", "TBody", "TR", "L", "LI", "Sect", "Part"})


def pdf_texts(data: bytes) -> list[str]:
    """The words of each paragraph, heading, cell and caption of a PDF without white space, in reading order.

    What goes on over the end of a page is one text. Contents, the marks of lists and words inside drawings are left
    out, as they are no text of the document tree.
    """
    with pikepdf.open(io.BytesIO(data)) as pdf:
        marked = [_marked(page) for page in pdf.pages]
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        found = list(_blocks(pdf.Root.StructTreeRoot.K[0], pages, marked))
    contents = as_drawn(CONTENTS)
    return [text for text in map(squeezed, found) if text and text != contents]


def _tag(element: pikepdf.Object) -> str:
    return str(element.S).removeprefix("/")


def _children(element: pikepdf.Object) -> list[pikepdf.Object]:
    children = element.get("/K", pikepdf.Array())
    return list(children) if isinstance(children, pikepdf.Array) else [children]


def _blocks(element: pikepdf.Object, pages: dict[tuple[int, int], int], marked: list[dict[int, str]]) -> Iterator[str]:
    if _tag(element) in _HOLD_OTHERS:
        for child in _children(element):
            yield from _blocks(child, pages, marked)
    elif _tag(element) not in _NOT_OF_THE_TREE:
        yield _own(element, pages, marked)


def _own(element: pikepdf.Object, pages: dict[tuple[int, int], int], marked: list[dict[int, str]]) -> str:
    """All words below an element."""
    home = pages[element.Pg.objgen] if "/Pg" in element else 0
    words: list[str] = []
    for child in _children(element):
        if isinstance(child, int):
            words.append(marked[home].get(child, ""))
        elif "/S" in child:
            words.append(_own(child, pages, marked))
        elif child.get("/Type") == "/MCR":
            words.append(marked[pages[child.Pg.objgen]].get(int(child.MCID), ""))
    return "".join(words)


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """The words of each piece of marked content of a page, as its fonts' tables turn their codes back into text."""
    fonts = {name: _to_unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, list[str]] = {}
    marks: list[int] = []
    table: dict[int, str] = {}
    for instruction in pikepdf.parse_content_stream(page, "BDC BMC EMC Tf Tj TJ"):
        operator = str(instruction.operator)
        operands = instruction.operands
        if operator == "BDC":
            marks.append(int(operands[1].get("/MCID", -1)) if isinstance(operands[1], pikepdf.Dictionary) else -1)
        elif operator == "BMC":
            marks.append(-1)
        elif operator == "EMC":
            marks.pop()
        elif operator == "Tf":
            table = fonts[str(operands[0])]
        elif marks and marks[-1] >= 0:
            words = "".join(table[code] for code in bytes(operands[0]))
            found.setdefault(marks[-1], []).append(words)
    return {mark: "".join(words) for mark, words in found.items()}


_TABLES: dict[bytes, dict[int, str]] = {}


def _to_unicode(font: pikepdf.Object) -> dict[int, str]:
    """What each code of a font means, by its ToUnicode table."""
    stream = font.ToUnicode.read_bytes()
    if stream not in _TABLES:
        pairs = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>", stream)
        _TABLES[stream] = {int(code, 16): bytes.fromhex(to.decode()).decode("utf-16-be") for code, to in pairs[1:]}
    return _TABLES[stream]


def _text_of(item: pypdfium2.PdfObject, texts: pypdfium2.PdfTextPage) -> str:
    length = pdfium.FPDFTextObj_GetText(item.raw, texts.raw, None, 0)
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDFTextObj_GetText(item.raw, texts.raw, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    text = buffer.raw.decode("utf-16-le", errors="replace").rstrip("\0")
    return text.replace("\x02", "-")  # pdfium: a hyphen ends the line


def out_of_place(data: bytes) -> list[str]:
    """Words of a PDF that come too near the edge of the paper, or stand on one another; with their page."""
    found = []
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            page = document[number]
            texts = page.get_textpage()
            items = [
                Drawn(*item.get_bounds(), _text_of(item, texts), _is_in_a_drawing(item))
                for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])
            ]
            wrong = [*_near_the_edge(items, *page.get_size()), *_on_one_another(items)]
            found += [f"page {number + 1}: {item.text[:60]!r} {why}" for item, why in wrong]
    return found


_EDGE = 9.0
"""Points of paper, an eighth of an inch, that printers leave white."""
_SAME_LINE = 0.5
_TOUCHING = 2.0
_OVERHANG = 0.2
"""How far letters may reach over their neighbors: so many points, and so many parts of their height."""


class Drawn(NamedTuple):
    """Words on a page and their corners in points."""

    left: float
    bottom: float
    right: float
    top: float
    text: str
    in_a_drawing: bool


def _is_in_a_drawing(item: pypdfium2.PdfObject) -> bool:
    """Whether the marked content the words belong to is a figure."""
    mark = pdfium.FPDFPageObj_GetMark(item.raw, 0)
    if not mark:
        return False
    name, size = ctypes.create_string_buffer(40), ctypes.c_ulong()
    pdfium.FPDFPageObjMark_GetName(mark, ctypes.cast(name, ctypes.POINTER(ctypes.c_ushort)), 40, ctypes.byref(size))
    return name.raw[: size.value].decode("utf-16-le").rstrip("\0") == "Figure"


def _near_the_edge(items: list[Drawn], width: float, height: float) -> Iterator[tuple[Drawn, str]]:
    for item in items:
        left, bottom, right, top, text, _ = item
        if _has_marks(text[:1]):
            continue
        if left < _EDGE or bottom < _EDGE or right > width - _EDGE or top > height - _EDGE:
            yield item, f"reaches {left:.0f} {bottom:.0f} {right:.0f} {top:.0f} on paper of {width:.0f} x {height:.0f}"


def _on_one_another(items: list[Drawn]) -> Iterator[tuple[Drawn, str]]:
    """Neighbors from top to bottom that share most of their height and some of their width.

    Combining marks, and the words they touch, are passed over: those are meant to lie on a letter, and readers do not
    give all of them. So are the words of drawings, where markers stand where somebody put them.
    """
    marks = [one for one in items if _has_marks(one.text)]
    flat = (one for one in items if not one.in_a_drawing and not any(_touch(one, mark) for mark in marks))
    ordered = sorted(flat, key=lambda one: -one.top)
    for place, item in enumerate(ordered):
        for other in ordered[place + 1 :]:
            if other.top < item.bottom:
                break
            across = min(item.right, other.right) - max(item.left, other.left)
            shared = min(item.top, other.top) - max(item.bottom, other.bottom)
            lower = min(item.top - item.bottom, other.top - other.bottom)
            if across > _TOUCHING + _OVERHANG * lower and shared > _SAME_LINE * lower > 0:
                yield item, f"lies on {other.text[:30]!r}"
                break


def _touch(one: Drawn, other: Drawn) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    return across > -_TOUCHING and min(one.top, other.top) > max(one.bottom, other.bottom) - _TOUCHING


def _has_marks(text: str) -> bool:
    return not text or any(unicodedata.category(one).startswith("M") for one in text)


# --- Word -----------------------------------------------------------------------------------------------------------


def word_texts(data: bytes) -> Counter[str]:
    """The paragraphs of a Word file without white space, and how often each comes.

    Footnotes stand where their marks are, and headings have the numbers Word counts.
    """
    body, notes, counted = part(data, "word/document.xml"), footnotes(data), HeadingNumbers(data)
    return Counter(squeezed(counted.before(one) + paragraph_text(one, notes)) for one in body.iter(qn("w:p")))


def broken_parts(names_and_data: Iterator[tuple[str, bytes]]) -> list[str]:
    """Parts of a package that are not well-formed XML."""
    found = []
    for name, data in names_and_data:
        if name.endswith((".xml", ".rels", ".svg")):
            try:
                etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    return found
