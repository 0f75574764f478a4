"""Images as a plan keeps them: plain JPEG or PNG of modest size, known by the hash of their bytes.

Nothing but pixels is in them: no place, camera, comment, thumbnail or color profile. What brings an image into a plan
makes it so (`exchange.image_files`); what opens a plan file of a stranger checks it here, without decoding a pixel.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

LARGEST_IMAGE = 400_000
"""Bytes. A floor plan, or a photo as wide as the page, prints well with less."""
LONGEST_SIDE = 2000
"""Pixels: about 300 to the inch across the width of a page."""

_ID = re.compile("[0-9a-f]{64}")
_JPEG_START, _JPEG_END = b"\xff\xd8", b"\xff\xd9"
PNG_START = b"\x89PNG\r\n\x1a\n"
_JPEG_HEADER, _JPEG_FRAME, _JPEG_SCAN = 0xE0, 0xC0, 0xDA
_JPEG_SEGMENTS = {_JPEG_HEADER, _JPEG_FRAME, _JPEG_SCAN, 0xC4, 0xDB, 0xDD}
"""The header, a baseline frame, its one scan, and the tables they need."""
_JPEG_NOT_PIXELS = re.compile(rb"\xff[^\x00\xd0-\xd7]")
_JFIF_LENGTH = 16
"""Of the JFIF header without a thumbnail."""
_PNG_CHUNKS = {b"IHDR", b"PLTE", b"IDAT", b"IEND"}
_PALETTE = 3
_PNG_CHANNELS = {0: 1, 2: 3, _PALETTE: 1}
"""Gray, color and palette; without transparency."""


class NotPlain(ValueError):
    """Not an image as a plan keeps them. The message says what is wrong with it, for programmers."""


@dataclass(frozen=True)
class PlainImage:
    """What an image is: its size in pixels, and whether it is a JPEG (else it is a PNG)."""

    width: int
    height: int
    is_jpeg: bool
    channels: int
    """1 for gray and for a palette, 3 for color."""


def image_id(data: bytes) -> str:
    """The name of an image in a plan: the SHA-256 of its bytes."""
    return hashlib.sha256(data).hexdigest()


def is_image_id(text: str) -> bool:
    """Whether a text can be the name of an image."""
    return _ID.fullmatch(text) is not None


def plain_image(data: bytes) -> PlainImage:
    """What the bytes are; raises `NotPlain` for all that a plan does not keep. Reads the structure, not the pixels."""
    if len(data) > LARGEST_IMAGE:
        raise NotPlain("too many bytes")
    try:
        found = _jpeg(data) if data.startswith(_JPEG_START) else _png(data)
    except IndexError:
        raise NotPlain("cut off") from None
    if not (0 < found.width <= LONGEST_SIDE and 0 < found.height <= LONGEST_SIDE):
        raise NotPlain("too many pixels, or none")
    return found


def _jpeg(data: bytes) -> PlainImage:
    found: PlainImage | None = None
    at = len(_JPEG_START)
    while True:
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if data[at] != 0xFF or length < 2 or marker not in _JPEG_SEGMENTS:
            raise NotPlain("a segment with more than pixels")
        if marker == _JPEG_HEADER and (length != _JFIF_LENGTH or data[at + 4 : at + 9] != b"JFIF\0"):
            raise NotPlain("a header with more than pixels")
        if marker == _JPEG_FRAME:
            if found is not None or data[at + 4] != 8 or data[at + 9] not in {1, 3}:
                raise NotPlain("a frame of an unusual kind")
            height, width = (int.from_bytes(data[at + one : at + one + 2], "big") for one in (5, 7))
            found = PlainImage(width, height, True, data[at + 9])
        at += 2 + length
        if marker == _JPEG_SCAN:
            break
    if found is None or not data.endswith(_JPEG_END) or _JPEG_NOT_PIXELS.search(data, at, len(data) - len(_JPEG_END)):
        raise NotPlain("cut off, or something beside the pixels")
    return found


def _png(data: bytes) -> PlainImage:
    if not data.startswith(PNG_START):
        raise NotPlain("neither JPEG nor PNG")
    found: PlainImage | None = None
    seen: set[bytes] = set()
    for kind, body in png_chunks(data):
        if kind not in _PNG_CHUNKS or (found is None) != (kind == b"IHDR"):
            raise NotPlain("a chunk with more than pixels")
        if kind == b"IHDR":
            found = _png_header(body)
        seen.add(kind)
    if found is None or b"IDAT" not in seen or (_has_palette(data) and b"PLTE" not in seen):
        raise NotPlain("cut off")
    return found


def png_chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Kind and content of each chunk of a PNG. Raises `NotPlain` when one is cut off or damaged."""
    at, kind = len(PNG_START), b""
    while kind != b"IEND":
        length, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        if len(body) != length or not kind:
            raise NotPlain("cut off")
        if zlib.crc32(kind + body) != int.from_bytes(data[at + 8 + length : at + 12 + length], "big"):
            raise NotPlain("damaged")
        yield kind, body
        at += 12 + length
    if at != len(data):
        raise NotPlain("something behind the end")


def _has_palette(data: bytes) -> bool:
    return data[len(PNG_START) + 17] == _PALETTE


def _png_header(body: bytes) -> PlainImage:
    depth, color, packing, filtering, interlace = body[8:13]
    if color not in _PNG_CHANNELS or depth not in {1, 2, 4, 8} or (packing, filtering, interlace) != (0, 0, 0):
        raise NotPlain("pixels of an unusual kind")
    width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
    return PlainImage(width, height, False, _PNG_CHANNELS[color])
