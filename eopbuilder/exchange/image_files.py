"""Images from files: read with suspicion, and made anew of their pixels alone.

Whatever a file holds besides pixels (the place a photo was taken, the camera, comments, thumbnails, color profiles)
stays behind. Decoding a large photo may take a second: run it in the background.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from eopbuilder.domain.images import LARGEST_IMAGE, LONGEST_SIDE, NotPlain, plain_image
from eopbuilder.errors import UserFixable

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 60_000_000
MOST_PIXELS = 80_000_000
"""A sheet of 24 by 36 inches scanned at 300 dots to the inch has 78 million."""
_FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP")
_SEVERAL_IMAGES_ARE_FINE = {"MPO"}
"""What a JPEG of a phone turns out to be: it has a preview behind the photo."""
_SIDES = (LONGEST_SIDE, 1600, 1280, 1000, 800, 600)
_QUALITIES = (88, 80, 70)
_SHARP = 1.5
"""How many times the bytes of a JPEG the PNG of a drawing may take: its lines stay sharp."""
_QUICK = 2.5
"""A PNG packed in haste that takes more than this is no drawing; packing it well would only take time."""
_SAVE_AS = "Save it as PNG or JPEG and choose that file"


def read_image(path: Path) -> bytes:
    """The bytes of an image file, prepared for a plan. Raises `UserFixable` when it cannot be taken."""
    what = _not_taken(path.name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise _too_large(what)
        data = path.read_bytes()
    except FileNotFoundError:
        raise UserFixable(what, "there is no such file", "Check its name and folder") from None
    except IsADirectoryError:
        raise UserFixable(what, "it is a folder", "Choose the picture inside it") from None
    except OSError as error:
        reason = (error.strerror or "the disk reported an error").lower()
        raise UserFixable(what, reason, "Copy the file to your own folder and try again") from error
    return prepare_image(data, path.name)


def prepare_image(data: bytes, name: str) -> bytes:
    """An image as a plan keeps it: upright, in sRGB, of modest size, JPEG or PNG, nothing but pixels.

    An image that is so already comes back as it is. `name` is only for the sentence of a refusal. Raises `UserFixable`.
    """
    what = _not_taken(name)
    if len(data) > MOST_BYTES:
        raise _too_large(what)
    _refuse_by_first_bytes(data, what)
    image = _decoded(data, what)
    try:
        plain_image(data)
    except NotPlain:
        return _smallest(image)
    return data


def _not_taken(name: str) -> str:
    return f"“{name}” was not taken as a picture"


def _too_large(what: str) -> UserFixable:
    return UserFixable(what, "it is far larger than a picture needs to be", "Save a smaller copy, 4,000 pixels wide")


def _refuse_by_first_bytes(data: bytes, what: str) -> None:
    """Says what to do about the kinds of files people take for pictures."""
    start = data[:512].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        raise UserFixable(what, "it is empty", "Choose another file")
    if start.startswith(b"%pdf"):
        raise UserFixable(what, "it is a PDF", "Save the page as PNG, or take a screenshot of it, and choose that file")
    if b"<svg" in start or start.startswith(b"<?xml"):
        raise UserFixable(what, "it is a drawing and not an image", _SAVE_AS)
    if data[4:8] == b"ftyp":
        raise UserFixable(what, "it is a HEIC, AVIF or video file, as phones make them", _SAVE_AS)
    if start.startswith((b"pk\x03\x04", b"\xd0\xcf\x11\xe0", b"ac10")):
        raise UserFixable(what, "it is a document or drawing of another program", _SAVE_AS)


def _decoded(data: bytes, what: str) -> Image.Image:
    """The pixels of the file, upright, in sRGB, without transparency. Raises `UserFixable`."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = Image.open(io.BytesIO(data), formats=_FORMATS)
            _refuse_by_header(found, what)
            found.draft("RGB", (2 * LONGEST_SIDE, 2 * LONGEST_SIDE))
            found.load()
            return _flat(ImageOps.exif_transpose(found))
    except UnidentifiedImageError:
        raise UserFixable(what, "it is not an image", "Choose a PNG or JPEG file") from None
    except Image.DecompressionBombError:
        raise _too_large(what) from None
    except UserFixable:
        raise
    except Exception as error:  # decoders of nine formats raise whatever they like for a broken file
        raise UserFixable(what, "it is damaged or cut off", "Copy it again, or save it anew as PNG or JPEG") from error


def _refuse_by_header(found: Image.Image, what: str) -> None:
    width, height = found.size
    if width * height > MOST_PIXELS:
        raise _too_large(what)
    if width < 1 or height < 1:
        raise UserFixable(what, "it has no pixels", "Choose another file")
    if getattr(found, "n_frames", 1) > 1 and found.format not in _SEVERAL_IMAGES_ARE_FINE:
        raise UserFixable(what, "it is animated or has several pages", "Save the one you need as PNG or JPEG")


def _flat(image: Image.Image) -> Image.Image:
    """Gray or color pixels in sRGB on white ground, with nothing attached."""
    from PIL import Image

    image = _standard_color(image)
    if image.mode.startswith("I") or image.mode == "F":
        image = image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I;16") else image
        image = image.convert("L")
    if image.mode in {"LA", "La", "PA", "RGBa", "RGBA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        flat = Image.new("RGB", image.size, "white")
        flat.paste(layer, mask=layer.getchannel("A"))
        image = flat
    if image.mode not in {"L", "RGB"}:
        image = image.convert("L" if image.mode == "1" else "RGB")
    if image.mode == "RGB" and not image.width * image.height > MOST_PIXELS // 8 and _is_gray(image):
        image = image.convert("L")
    image.info = {}
    return image


def _is_gray(image: Image.Image) -> bool:
    from PIL import ImageChops

    red, green, blue = image.split()
    pairs = (ImageChops.difference(red, green), ImageChops.difference(red, blue))
    return all(one.getextrema() == (0, 0) for one in pairs)


def _standard_color(image: Image.Image) -> Image.Image:
    """The image with its colors brought from the profile it carries to sRGB, as well as that goes."""
    from PIL import ImageCms

    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return changed if changed is not None else image


def _smallest(image: Image.Image) -> bytes:
    """The image encoded in the format that suits it, as large as fits into the limits."""
    for candidate in _candidates(image):
        if len(candidate) <= LARGEST_IMAGE:
            return candidate
    raise AssertionError("an image of 600 pixels fits at the lowest quality")


def _candidates(image: Image.Image) -> Iterator[bytes]:
    """Encodings from the best to the smallest. PNG for drawings, whose lines JPEG would blur; JPEG for photos."""
    from PIL import Image

    drawing = None
    for side in _SIDES:
        if side != _SIDES[0] and side >= max(image.size):
            continue
        scaled = image.copy()
        scaled.thumbnail((side, side), Image.Resampling.LANCZOS)
        best = _jpeg(scaled, _QUALITIES[0])
        if drawing is None:
            drawing = len(_png(scaled, fast=True)) <= _QUICK * len(best)
        if drawing and len(lines := _png(scaled)) <= _SHARP * len(best):
            yield lines
        yield best
        yield from (_jpeg(scaled, quality) for quality in _QUALITIES[1:])


def _jpeg(image: Image.Image, quality: int) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality, optimize=True)
    return stream.getvalue()


def _png(image: Image.Image, *, fast: bool = False) -> bytes:
    colors = image.getcolors(256)
    fewer = image.quantize(len(colors)) if image.mode == "RGB" and colors else image
    stream = io.BytesIO()
    fewer.save(stream, "PNG", **({"compress_level": 1} if fast else {"optimize": True}))
    return stream.getvalue()
