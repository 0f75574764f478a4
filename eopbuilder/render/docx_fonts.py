"""The text font inside a Word file, so that pages look the same on computers that do not have it.

Fonts are obfuscated as ECMA-376 part 4, section 17.8.1 has it. Source Sans 3 may be embedded and edited with: its
license allows it and its `fsType` is 0.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE

from eopbuilder import assets
from eopbuilder.document.nodes import Look
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_package import WordPackage
from eopbuilder.render.docx_xml import DECLARATION, R, W, attribute
from eopbuilder.render.font_slimming import slim_font

_OBFUSCATED = "application/vnd.openxmlformats-officedocument.obfuscatedFont"
_FACES = {
    "embedRegular": "SourceSans3-Regular.ttf",
    "embedBold": "SourceSans3-Bold.ttf",
    "embedItalic": "SourceSans3-Italic.ttf",
    "embedBoldItalic": "SourceSans3-BoldItalic.ttf",
}
"""Element of the font table to file, in the order of the schema."""
_FALLBACKS = {"Source Sans 3": "Calibri"}
_OBFUSCATED_BYTES = 32
_SLANTED_STYLE = "Source"


@dataclass(frozen=True)
class EmbeddedFont:
    """A font as it lies in the file, and the key that opens it, `{…}` with 32 hexadecimal digits."""

    data: bytes
    key: str


@cache
def embedded_font(face: str) -> EmbeddedFont:
    """One face of the text font; the same bytes every time, prepared once for each process."""
    font = slim_font(assets.read_bytes(f"resources/fonts/{_FACES[face]}"))
    digits = hashlib.sha256(font).hexdigest()[:32].upper()
    parts = (digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])
    mask = bytes.fromhex(digits)[::-1] * 2
    opened = font[:_OBFUSCATED_BYTES]
    hidden = bytes(one ^ other for one, other in zip(opened, mask, strict=True))
    return EmbeddedFont(hidden + font[_OBFUSCATED_BYTES:], f"{{{'-'.join(parts)}}}")


def faces_for(look: Look, body: str) -> tuple[str, ...]:
    """The faces to embed: all for a plan, which a team goes on writing; for single sheets those its text is set in."""
    if look == "plan":
        return tuple(_FACES)
    slanted = "<w:i/>" in body or f'<w:pStyle w:val="{_SLANTED_STYLE}"/>' in body
    return ("embedRegular", "embedBold", *(("embedItalic",) if slanted else ()))


def add_fonts(package: WordPackage, sheet: StyleSheet, faces: tuple[str, ...]) -> None:
    """Add the font table with these faces of the text font."""
    table = package.start_part("/word/fontTable.xml", CONTENT_TYPE.WML_FONT_TABLE, RELATIONSHIP_TYPE.FONT_TABLE)
    embedded = ""
    for number, face in enumerate(faces, start=1):
        font = embedded_font(face)
        identity = package.add(
            f"/word/fonts/font{number}.odttf", _OBFUSCATED, RELATIONSHIP_TYPE.FONT, font.data, of=table
        )
        embedded += f'<w:{face} r:id="{identity}" w:fontKey="{font.key}"/>'
    names = dict.fromkeys((sheet.body_font, sheet.fallback_font, "Calibri", "Arial"))
    fonts = "".join(_font(name, embedded if name == sheet.body_font else "") for name in names)
    table.xml = f'{DECLARATION}<w:fonts xmlns:w="{W}" xmlns:r="{R}">{fonts}</w:fonts>'.encode()


def _font(name: str, embedded: str) -> str:
    instead = _FALLBACKS.get(name)
    alternative = f'<w:altName w:val="{instead}"/>' if instead else ""
    return (
        f'<w:font w:name="{attribute(name)}">{alternative}<w:charset w:val="00"/><w:family w:val="swiss"/>'
        f'<w:pitch w:val="variable"/>{embedded}</w:font>'
    )
