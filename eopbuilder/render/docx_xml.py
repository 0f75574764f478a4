"""Words as WordprocessingML: escaping, runs, breaks, links and bookmarks. The only place where text becomes XML."""

from __future__ import annotations

import re
import unicodedata
import zlib
from xml.sax.saxutils import escape

from eopbuilder.document.nodes import Blank, Inline, Inlines, Missing, Reference, Run, plain_text
from eopbuilder.domain.facts import clean_text

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WP = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
PIC = "http://schemas.openxmlformats.org/drawingml/2006/picture"
ASVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_ROOM, _LINE = 6, 40
"""How many spaces wide a blank is in a cell of its own, few enough that they begin no other line, and in a text."""
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_BREAKS = re.compile("([\n\t])")
_LONGEST_BOOKMARK = 40
_COUNTED = re.compile(r"(Table|Figure) \d+")
"""The words of a reference to a caption that Word counts."""
_LONGEST_NAME = 64
"""Characters Word allows for the name of a content control."""
_DATE = (
    '<w:date><w:dateFormat w:val="MMMM d, yyyy"/><w:lid w:val="{}"/><w:storeMappedDataAs w:val="dateTime"/>'
    '<w:calendar w:val="gregorian"/></w:date>'
)


def twips(points: float) -> int:
    """Points as twentieths of a point, the unit of most lengths in Word."""
    return round(points * 20)


def half_points(points: float) -> int:
    """Points as half points, the unit of font sizes in Word."""
    return round(points * 2)


def hex_color(color: str) -> str:
    """`#RRGGBB` as Word writes it."""
    return color.removeprefix("#").upper()


def attribute(text: str) -> str:
    """Text inside a quoted attribute."""
    return escape(clean_text(text), {'"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


def text_xml(text: str) -> str:
    """Text as the content of a run; line ends and tabs become breaks and tabs."""
    cleaned = clean_text(text)
    if "\n" not in cleaned and "\t" not in cleaned:
        return f'<w:t xml:space="preserve">{escape(cleaned)}</w:t>'
    pieces = (_piece(piece) for piece in _BREAKS.split(cleaned))
    return "".join(pieces)


def _piece(piece: str) -> str:
    if piece == "\n":
        return "<w:br/>"
    if piece == "\t":
        return "<w:tab/>"
    return f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else ""


def run_xml(text: str, properties: str = "", language: str = "") -> str:
    """A run with these properties, which are finished XML in the order of the schema."""
    if _RIGHT_TO_LEFT.search(text):
        properties += "<w:rtl/>"
    if language:
        properties += f'<w:lang w:val="{attribute(language)}"/>'
    around = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{around}{text_xml(text)}</w:r>"


def bookmark_name(anchor: str) -> str:
    """A name Word accepts for an anchor: letters, digits and underscores, 40 at most, the same every time."""
    plain = "a_" + re.sub(r"[^A-Za-z0-9]", "_", anchor)
    if len(plain) <= _LONGEST_BOOKMARK and re.fullmatch(r"[a-z0-9-]*", anchor):
        return plain
    return f"{plain[: _LONGEST_BOOKMARK - 9]}_{zlib.crc32(anchor.encode()):08x}"


def link_xml(anchor: str, content: str) -> str:
    """A link to a bookmark around finished runs."""
    return f'<w:hyperlink w:anchor="{bookmark_name(anchor)}" w:history="1">{content}</w:hyperlink>'


def inlines_xml(inlines: Inlines) -> str:
    """The runs of a paragraph."""
    return "".join(_inline(one) for one in inlines)


def _inline(inline: Inline) -> str:
    match inline:
        case Run(text, bold, italic, language):
            return run_xml(text, f"{'<w:b/>' if bold else ''}{'<w:i/>' if italic else ''}", language)
        case Missing():
            return run_xml(plain_text((inline,)), '<w:rStyle w:val="Missing"/>')
        case Blank(label, language):
            return control_xml(label, underlined=True) + run_xml(
                f"\u00a0({label})", '<w:rStyle w:val="BlankLabel"/>', language
            )
        case Reference(text, anchor) if _COUNTED.fullmatch(text):
            return field_xml(f"REF {bookmark_name(anchor)} \\h", text, '<w:rStyle w:val="Link"/>')
        case Reference(text, anchor):
            return link_xml(anchor, run_xml(text, '<w:rStyle w:val="Link"/>'))


def control_xml(name: str, *, underlined: bool = False, date: str = "") -> str:
    """A content control to fill in, which readers and screen readers know by its name, as empty room until then.

    It prints as it looks, without the grey words Word puts into a control of its own: as a line to write on if it is
    `underlined`. With the language of a `date` it takes a date, else text; LibreOffice loses the line of a control for
    plain text, so one that is underlined takes any.
    """
    line = '<w:u w:val="single"/>' if underlined else ""
    shown = run_xml("\u00a0" * (_LINE if underlined else _ROOM), line)
    typed = f"<w:rPr>{line}</w:rPr>" if underlined else ""
    title = attribute(" ".join(clean_text(name).split())[:_LONGEST_NAME]) or "Fill in"
    plain = _DATE.format(attribute(date)) if date else '<w:text w:multiLine="1"/>'
    kind = "<w:richText/>" if underlined else plain
    return (
        f'<w:sdt><w:sdtPr>{typed}<w:alias w:val="{title}"/><w:tag w:val="fill-in"/><w:showingPlcHdr/>{kind}</w:sdtPr>'
        f"<w:sdtContent>{shown}</w:sdtContent></w:sdt>"
    )


def is_right_to_left(inlines: Inlines) -> bool:
    """Whether a paragraph begins in a script written from right to left."""
    text = plain_text(inlines)
    if not _RIGHT_TO_LEFT.search(text):
        return False
    strong = (unicodedata.bidirectional(character) for character in text)
    return next((kind for kind in strong if kind in {"L", "R", "AL"}), "L") != "L"


def field_xml(instruction: str, cached: str, properties: str = "") -> str:
    """A field Word computes, with the value shown until it does; `properties` are those of a run."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{run_xml(cached, properties) if cached else ''}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
