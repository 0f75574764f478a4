"""Reads which characters a TrueType font draws and how wide each one is. Only what measuring text needs."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass

from eopbuilder.errors import Bug


@dataclass(frozen=True)
class FontWidths:
    """Advance widths of a font's characters, in thousandths of the font size."""

    widths: Mapping[int, float]
    """Code point to width; characters the font cannot draw are absent."""

    def covers(self, character: str) -> bool:
        """Whether the font can draw the character."""
        return ord(character) in self.widths


def read_widths(data: bytes) -> FontWidths:
    """The widths of the font in `data`. Raises `Bug` when it has no Unicode character map we know (formats 4, 12)."""
    tables = _tables(data)
    (units_per_em,) = struct.unpack_from(">H", data, tables["head"] + 18)
    (long_metrics,) = struct.unpack_from(">H", data, tables["hhea"] + 34)
    advances = struct.unpack_from(">" + "HH" * long_metrics, data, tables["hmtx"])[::2]
    scale = 1000 / units_per_em
    glyphs = read_character_map(data)
    return FontWidths({code: advances[min(glyph, long_metrics - 1)] * scale for code, glyph in glyphs.items()})


def _tables(data: bytes) -> dict[str, int]:
    """Table name to offset."""
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return {tag.decode("latin-1"): offset for tag, _checksum, offset, _length in records}


def read_character_map(data: bytes) -> dict[int, int]:
    """Code point to glyph number, from the widest Unicode map of the font. Raises `Bug` as `read_widths` does."""
    start = _tables(data)["cmap"]
    (count,) = struct.unpack_from(">H", data, start + 2)
    by_format: dict[int, int] = {}
    for number in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", data, start + 4 + 8 * number)
        if platform in (0, 3):
            (kind,) = struct.unpack_from(">H", data, start + offset)
            by_format[kind] = start + offset
    if 12 in by_format:
        return _segments_of_format_12(data, by_format[12])
    if 4 in by_format:
        return _segments_of_format_4(data, by_format[4])
    raise Bug("font without a Unicode character map")


def _segments_of_format_12(data: bytes, start: int) -> dict[int, int]:
    (groups,) = struct.unpack_from(">I", data, start + 12)
    found: dict[int, int] = {}
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", data, start + 16 + 12 * number)
        found.update(zip(range(first, last + 1), range(glyph, glyph + last - first + 1), strict=True))
    return found


def _segments_of_format_4(data: bytes, start: int) -> dict[int, int]:
    (double,) = struct.unpack_from(">H", data, start + 6)
    size = double // 2
    ends = struct.unpack_from(f">{size}H", data, start + 14)
    starts = struct.unpack_from(f">{size}H", data, start + 16 + double)
    deltas = struct.unpack_from(f">{size}H", data, start + 16 + 2 * double)
    offsets_at = start + 16 + 3 * double
    offsets = struct.unpack_from(f">{size}H", data, offsets_at)
    found: dict[int, int] = {}
    for index in range(size):
        for code in range(starts[index], ends[index] + 1):
            glyph = code
            if offsets[index]:
                place = offsets_at + 2 * index + offsets[index] + 2 * (code - starts[index])
                (glyph,) = struct.unpack_from(">H", data, place)
            if (glyph or not offsets[index]) and code != 0xFFFF:
                found[code] = (glyph + deltas[index]) & 0xFFFF
    return {code: glyph for code, glyph in found.items() if glyph}
