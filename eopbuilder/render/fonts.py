"""The shipped fonts for PDF: registering them, and choosing a font for each character so that none vanishes.

Source Sans 3 draws the text; DejaVu Sans stands in, character by character, for what it lacks. A character neither
draws becomes U+FFFD, and `missing_glyphs` names it, so that an export can say so.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby

from eopbuilder import assets
from eopbuilder.rolegraph.metrics import body_font, fallback_font

BODY = "SourceSans3"
"""Family name under which the text font is registered, for `<b>` and `<i>` in paragraphs."""
FALLBACK = "DejaVuSans"
REPLACEMENT = "\ufffd"

_FILES = {
    "SourceSans3": "SourceSans3-Regular.ttf",
    "SourceSans3-Bold": "SourceSans3-Bold.ttf",
    "SourceSans3-Italic": "SourceSans3-Italic.ttf",
    "SourceSans3-BoldItalic": "SourceSans3-BoldItalic.ttf",
    "DejaVuSans": "DejaVuSans.ttf",
    "DejaVuSans-Bold": "DejaVuSans-Bold.ttf",
}


@cache
def register_fonts() -> None:
    """Make the shipped fonts known to reportlab, once for each process."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(assets.path(f"resources/fonts/{file}"))))
    pdfmetrics.registerFontFamily(
        BODY,
        normal="SourceSans3",
        bold="SourceSans3-Bold",
        italic="SourceSans3-Italic",
        boldItalic="SourceSans3-BoldItalic",
    )
    pdfmetrics.registerFontFamily(
        FALLBACK, normal="DejaVuSans", bold="DejaVuSans-Bold", italic="DejaVuSans", boldItalic="DejaVuSans-Bold"
    )


def font_name(bold: bool = False, italic: bool = False) -> str:
    """The registered name of the text font in one style."""
    style = ("Bold" if bold else "") + ("Italic" if italic else "")
    return f"{BODY}-{style}" if style else BODY


@cache
def _drawn_by(character: str, bold: bool) -> str:
    """Who draws a character: the text font, else the fallback in this weight, else in the other; empty for nobody."""
    if body_font(bold).covers(character):
        return BODY
    weight = next((weight for weight in (bold, not bold) if fallback_font(weight).covers(character)), None)
    return "" if weight is None else f"{FALLBACK}-Bold" if weight else FALLBACK


def split_by_font(text: str, bold: bool = False, italic: bool = False) -> tuple[tuple[str, str], ...]:
    """The text as (font name, text) runs, each drawable in its font. White space becomes
    plain spaces of the text font."""
    body = font_name(bold, italic)
    chosen: list[tuple[str, str]] = []
    for character in text:
        if character.isspace():
            chosen.append((body, " "))
            continue
        if not _drawn_by(character, bold):
            character = REPLACEMENT
        font = _drawn_by(character, bold)
        chosen.append((body if font == BODY else font, character))
    return tuple((font, "".join(one for _, one in run)) for font, run in groupby(chosen, key=lambda pair: pair[0]))


def missing_glyphs(text: str) -> tuple[str, ...]:
    """The characters no shipped font draws, each once, in the order they appear. Spaces and line ends never count."""
    return tuple(one for one in dict.fromkeys(text) if not one.isspace() and not _drawn_by(one, False))
