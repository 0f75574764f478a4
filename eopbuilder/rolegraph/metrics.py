"""How wide text is in the shipped fonts, and how to fit it into a box: one measure for screen, PDF, SVG and PNG."""

from __future__ import annotations

from functools import cache

from eopbuilder import assets
from eopbuilder.rolegraph.truetype import FontWidths, read_widths

ELLIPSIS = "…"
_UNKNOWN_WIDTH = 1000.0
"""Width of a character no shipped font draws: as wide as a Chinese one, in thousandths of the font size."""


@cache
def body_font(bold: bool = False) -> FontWidths:
    """Widths of Source Sans 3, the text font."""
    return read_widths(assets.read_bytes(f"resources/fonts/SourceSans3-{'Bold' if bold else 'Regular'}.ttf"))


@cache
def fallback_font(bold: bool = False) -> FontWidths:
    """Widths of DejaVu Sans, which stands in for characters the text font lacks."""
    return read_widths(assets.read_bytes(f"resources/fonts/DejaVuSans{'-Bold' if bold else ''}.ttf"))


@cache
def _character_width(character: str, bold: bool) -> float:
    code = ord(character)
    for font in (body_font(bold), fallback_font(bold), fallback_font(not bold)):
        if code in font.widths:
            return font.widths[code]
    return _UNKNOWN_WIDTH


def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width in points of one line of text at a font size."""
    return sum(_character_width(character, bold) for character in text) * size / 1000


def shorten(text: str, size: float, width: float, bold: bool = False) -> str:
    """The text, cut with an ellipsis when it is wider than `width` points. Empty when not even the ellipsis fits."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width(ELLIPSIS, size, bold)
    kept = ""
    used = 0.0
    for character in text:
        used += text_width(character, size, bold)
        if used > room:
            break
        kept += character
    return kept.rstrip() + ELLIPSIS if room >= 0 else ""


def wrap(text: str, size: float, width: float, bold: bool = False) -> tuple[str, ...]:
    """The text broken into lines no wider than `width` points, at spaces, hyphens and slashes, else inside a word."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(text):
        if text_width((line + piece).rstrip(), size, bold) <= width:
            line += piece
            continue
        if line.strip():
            lines.append(line.rstrip())
        line = piece.lstrip()
        while text_width(line.rstrip(), size, bold) > width and len(line.rstrip()) > 1:
            head = _longest_start(line, size, width, bold)
            lines.append(head)
            line = line[len(head) :]
    if line.strip():
        lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    """The text in pieces after each of which a line may end; joined they give the text back."""
    pieces: list[str] = []
    piece = ""
    for character in " ".join(text.split()):
        piece += character
        if character in " -–/":
            pieces.append(piece)
            piece = ""
    pieces.append(piece)
    return pieces


def _longest_start(text: str, size: float, width: float, bold: bool) -> str:
    """As many characters as fit, but at least one, so that a narrow box never loops."""
    kept = text[0]
    used = text_width(kept, size, bold)
    for character in text[1:]:
        used += text_width(character, size, bold)
        if used > width:
            break
        kept += character
    return kept
