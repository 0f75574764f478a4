"""Widths are read from the shipped fonts, whichever character map a font has."""

from __future__ import annotations

import struct

import pytest

from eopbuilder import assets
from eopbuilder.errors import Bug
from eopbuilder.rolegraph.truetype import read_widths

FONT = assets.read_bytes("resources/fonts/SourceSans3-Regular.ttf")
_ANOTHER_PLATFORM = 1


def without_map(data: bytes, *formats: int) -> bytes:
    """The font with its character maps of these formats marked as belonging to another platform."""
    changed = bytearray(data)
    (tables,) = struct.unpack_from(">H", data, 4)
    records = (struct.unpack_from(">4sIII", data, 12 + 16 * number) for number in range(tables))
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    (count,) = struct.unpack_from(">H", data, start + 2)
    for number in range(count):
        place = start + 4 + 8 * number
        (offset,) = struct.unpack_from(">I", data, place + 4)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if kind in formats:
            struct.pack_into(">H", changed, place, _ANOTHER_PLATFORM)
    return bytes(changed)


def test_both_kinds_of_character_map_agree() -> None:
    wide, narrow = read_widths(FONT), read_widths(without_map(FONT, 12))
    shared = {code: width for code, width in wide.widths.items() if code < 0xFFFF}
    assert shared == {code: width for code, width in narrow.widths.items() if code < 0xFFFF}
    assert narrow.covers("Ł")
    assert not narrow.covers("學")


def test_a_font_without_a_unicode_map_is_a_bug_of_ours() -> None:
    with pytest.raises(Bug, match="without a Unicode character map"):
        read_widths(without_map(FONT, 4, 12))
