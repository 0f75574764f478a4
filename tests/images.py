"""Images for tests, made on the spot."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageDraw

SECRET = "kept-at-37.7749N-122.4194W"


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """An image as the bytes of a file."""
    stream = io.BytesIO()
    image.save(stream, kind, **options)
    return stream.getvalue()


def drawing(width: int = 640, height: int = 480, ground: str = "white") -> Image.Image:
    """A plan of two rooms in a few colors."""
    image = Image.new("RGB", (width, height), ground)
    draw = ImageDraw.Draw(image)
    draw.rectangle((width // 10, height // 10, width // 2, height - height // 10), outline="black", width=4)
    draw.rectangle(
        (width // 2, height // 10, width - width // 10, height // 2), outline="navy", fill="#dde8f4", width=4
    )
    return image


def photo(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """Colored noise in patches, as hard to pack as a photo."""
    small = Image.frombytes(
        "RGB", (width // 4, height // 4), random.Random(seed).randbytes(width // 4 * (height // 4) * 3)
    )
    return small.resize((width, height), Image.Resampling.BICUBIC)


def with_metadata(image: Image.Image) -> bytes:
    """A JPEG as a phone writes it: turned, with the place, the camera, a comment and XMP in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90 degrees
    exif[0x010F] = SECRET
    exif.get_ifd(0x8825).update({1: "N", 2: (37.0, 46.0, 29.64), 3: "W", 4: (122.0, 25.0, 9.84), 0x1B: SECRET.encode()})
    return encoded(image, "JPEG", exif=exif, comment=SECRET.encode(), xmp=f"<x>{SECRET}</x>".encode(), quality=90)


def chunk(kind: bytes, body: bytes) -> bytes:
    """A part of a PNG."""
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int, tail: bytes = bytes([8, 2, 0, 0, 0])) -> bytes:
    """The beginning of a PNG; by default of 8-bit color."""
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">II", width, height) + tail)


PNG_END = chunk(b"IEND", b"")


def saying(word: str) -> bytes:
    """A gray PNG whose pixels, in a row and not packed, are a word."""
    row = b"\0" + word.encode()
    return png_header(len(word), 8, bytes([8, 0, 0, 0, 0])) + chunk(b"IDAT", zlib.compress(row * 8, 0)) + PNG_END


PLAIN_PNG = encoded(drawing().quantize(16), optimize=True)
PLAIN_JPEG = encoded(photo(), "JPEG", quality=80)
