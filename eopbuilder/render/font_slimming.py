"""A slim copy of a TrueType font to embed: every character, but no alternates, kerning or names of glyphs.

Glyphs that no character shows become empty, the others keep their numbers. Tables as in the OpenType specification 1.9.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from eopbuilder.rolegraph.truetype import read_character_map

_KEPT = ("OS/2", "cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post", "prep")
_WORDS, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0008, 0x0020, 0x0040, 0x0080
"""Flags of a part of a composite glyph."""
_WHOLE = 0xB1B0AFBA
"""What the checksum of a font and its adjustment add up to."""


def slim_font(data: bytes) -> bytes:
    """The font with its characters of the basic plane, in about a third of the size."""
    tables = _read_tables(data)
    characters = {code: glyph for code, glyph in read_character_map(data).items() if code < 0xFFFF}
    outlines = _outlines(tables)
    kept = _with_parts({0, *characters.values()}, outlines)
    glyphs = [_padded(outline) if number in kept else b"" for number, outline in enumerate(outlines)]
    tables["glyf"] = b"".join(glyphs)
    tables["loca"] = struct.pack(f">{len(glyphs) + 1}I", 0, *accumulate(map(len, glyphs)))
    tables["head"] = tables["head"][:8] + bytes(4) + tables["head"][12:50] + struct.pack(">Hh", 1, 0)
    tables["cmap"] = _character_map(characters)
    tables["post"] = struct.pack(">I", 0x00030000) + tables["post"][4:32]
    return _assembled({name: tables[name] for name in _KEPT if name in tables})


def _read_tables(data: bytes) -> dict[str, bytes]:
    (count,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(count))
    return {tag.decode("latin-1"): data[start : start + length] for tag, _checksum, start, length in records}


def _outlines(tables: Mapping[str, bytes]) -> list[bytes]:
    """The data of every glyph by its number."""
    (count,) = struct.unpack_from(">H", tables["maxp"], 4)
    (long,) = struct.unpack_from(">h", tables["head"], 50)
    places = struct.unpack(f">{count + 1}{'I' if long else 'H'}", tables["loca"])
    edges = places if long else [place * 2 for place in places]
    return [tables["glyf"][edges[number] : edges[number + 1]] for number in range(count)]


def _with_parts(shown: Iterable[int], outlines: list[bytes]) -> set[int]:
    """The glyphs of characters and those they are put together from."""
    found: set[int] = set()
    ahead = list(shown)
    while ahead:
        number = ahead.pop()
        if number not in found:
            found.add(number)
            ahead.extend(_parts(outlines[number]))
    return found


def _parts(outline: bytes) -> Iterator[int]:
    """The glyphs a composite glyph consists of."""
    if not outline or struct.unpack_from(">h", outline)[0] >= 0:
        return
    at, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, at)
        yield part
        at += 8 if flags & _WORDS else 6
        at += 2 * bool(flags & _SCALE) + 4 * bool(flags & _TWO_SCALES) + 8 * bool(flags & _MATRIX)


def _character_map(characters: Mapping[int, int]) -> bytes:
    """A `cmap` table with one map of format 4, for Windows and Unicode."""
    segments: list[list[int]] = []
    for code, glyph in sorted(characters.items()):
        if segments and code == segments[-1][1] + 1 and (glyph - code) % 0x10000 == segments[-1][2]:
            segments[-1][1] = code
        else:
            segments.append([code, code, (glyph - code) % 0x10000])
    segments.append([0xFFFF, 0xFFFF, 1])
    starts, ends, deltas = zip(*segments, strict=True)
    count = len(segments)
    power = 1 << (count.bit_length() - 1)
    searching = (2 * count, 2 * power, power.bit_length() - 1, 2 * count - 2 * power)
    length = 16 + 8 * count
    words = (4, length, 0, *searching, *ends, 0, *starts, *deltas, *(0,) * count)
    subtable = struct.pack(f">{len(words)}H", *words)
    records = b"".join(struct.pack(">HHI", platform, encoding, 20) for platform, encoding in ((0, 3), (3, 1)))
    return struct.pack(">HH", 0, 2) + records + subtable


def _assembled(tables: Mapping[str, bytes]) -> bytes:
    """A font file from its tables, with all its checksums."""
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = struct.pack(">IHHHH", 0x00010000, count, 16 * power, power.bit_length() - 1, 16 * (count - power))
    start = 12 + 16 * count
    directory, content = b"", b""
    places: dict[str, int] = {}
    for name, table in sorted(tables.items()):
        places[name] = start + len(content)
        directory += struct.pack(">4sIII", name.encode("latin-1"), _checksum(table), places[name], len(table))
        content += _padded(table)
    font = header + directory + content
    adjustment = struct.pack(">I", (_WHOLE - _checksum(font)) % 0x100000000)
    at = places["head"] + 8
    return font[:at] + adjustment + font[at + 4 :]


def _checksum(data: bytes) -> int:
    padded = _padded(data)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) % 0x100000000


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 4)
