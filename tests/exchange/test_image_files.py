"""Images from files: what is kept, what is left behind, and how nonsense is refused in one sentence."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from eopbuilder.domain.images import LARGEST_IMAGE, LONGEST_SIDE, plain_image
from eopbuilder.errors import UserFixable
from eopbuilder.exchange import image_files
from eopbuilder.exchange.image_files import prepare_image, read_image
from tests.images import (
    PLAIN_JPEG,
    PLAIN_PNG,
    PNG_END,
    SECRET,
    chunk,
    drawing,
    encoded,
    photo,
    png_header,
    with_metadata,
)


def opened(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def test_what_a_phone_writes_beside_the_pixels_is_gone_and_the_photo_stands_upright() -> None:
    data = with_metadata(photo(640, 480))
    assert data.count(SECRET.encode()) >= 3
    kept = prepare_image(data, "photo.jpg")
    assert SECRET.encode() not in kept
    assert b"Exif" not in kept
    assert (plain_image(kept).width, plain_image(kept).height) == (480, 640)
    assert not opened(kept).getexif()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "BMP", "TIFF", "WEBP"])
def test_common_formats_are_taken(kind: str) -> None:
    kept = prepare_image(encoded(drawing(), kind), f"plan.{kind.lower()}")
    assert (plain_image(kept).width, plain_image(kept).height) == (640, 480)


def test_drawings_become_png_and_photos_jpeg() -> None:
    assert not plain_image(prepare_image(encoded(drawing(), "BMP"), "plan.bmp")).is_jpeg
    assert plain_image(prepare_image(encoded(photo(1200, 900), "BMP"), "photo.bmp")).is_jpeg


@pytest.mark.parametrize("image", [photo(3000, 2000), photo(2000, 2000), drawing(4000, 500), drawing(300, 6000)])
def test_large_images_are_made_small_enough_and_keep_their_shape(image: Image.Image) -> None:
    kept = prepare_image(encoded(image, "PNG"), "large.png")
    plain = plain_image(kept)
    assert len(kept) <= LARGEST_IMAGE
    assert max(plain.width, plain.height) <= LONGEST_SIDE
    assert plain.width / plain.height == pytest.approx(image.width / image.height, rel=0.02)


def test_small_images_are_never_made_larger() -> None:
    kept = plain_image(prepare_image(encoded(drawing(64, 48), "GIF"), "small.gif"))
    assert (kept.width, kept.height) == (64, 48)


@pytest.mark.parametrize("data", [PLAIN_PNG, PLAIN_JPEG])
def test_an_image_that_is_plain_already_stays_as_it_is(data: bytes) -> None:
    assert prepare_image(data, "again") == data
    once = prepare_image(with_metadata(photo()), "photo.jpg")
    assert prepare_image(once, "again") == once


@pytest.mark.parametrize(
    ("mode", "pixel", "seen"),
    [
        ("RGBA", (200, 0, 0, 0), (255, 255, 255)),
        ("RGBA", (200, 0, 0, 255), (200, 0, 0)),
        ("LA", (40, 0), (255, 255, 255)),
        ("CMYK", (0, 0, 0, 255), (0, 0, 0)),
        ("1", 1, (255, 255, 255)),
        ("I;16", 0x8000, (128, 128, 128)),
        ("L", 77, (77, 77, 77)),
    ],
)
def test_every_kind_of_pixel_is_seen_as_it_was_meant(mode: str, pixel: object, seen: tuple[int, int, int]) -> None:
    image = Image.new(mode, (40, 30), pixel)  # type: ignore[arg-type]
    kept = opened(prepare_image(encoded(image, "JPEG" if mode == "CMYK" else "TIFF" if mode == "1" else "PNG"), "x"))
    found = kept.convert("RGB").getpixel((20, 15))
    assert isinstance(found, tuple)
    assert all(abs(one - other) <= 3 for one, other in zip(found, seen, strict=True))


def test_transparency_of_a_palette_becomes_white() -> None:
    image = Image.new("P", (8, 8), 1)
    image.putpalette([0, 0, 0, 9, 9, 9])
    kept = opened(prepare_image(encoded(image, "GIF", transparency=1), "x.gif"))
    assert kept.convert("RGB").getpixel((4, 4)) == (255, 255, 255)


def test_colors_of_another_profile_are_brought_to_the_common_one() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = prepare_image(encoded(drawing(), "PNG", icc_profile=lab), "x.png")
    assert "icc_profile" not in opened(kept).info
    broken = prepare_image(encoded(drawing(), "PNG", icc_profile=b"no profile"), "x.png")
    assert (plain_image(broken).width, plain_image(broken).height) == (640, 480)


def huge_png(width: int, height: int) -> bytes:
    return png_header(width, height) + chunk(b"IDAT", zlib.compress(bytes(1000))) + PNG_END


PAGES = encoded(drawing(), "TIFF", save_all=True, append_images=[drawing(ground="red")])
MOVING = encoded(drawing(), "GIF", save_all=True, append_images=[drawing(ground="red")])


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "it is empty"),
        (b"hello", "it is not an image"),
        (b"%PDF-1.7 ...", "it is a PDF"),
        (b"<?xml version='1.0'?><svg/>", "it is a drawing"),
        (b"\n<svg xmlns='http://www.w3.org/2000/svg'/>", "it is a drawing"),
        (b"\0\0\0\x18ftypheic\0\0", "HEIC"),
        (b"PK\x03\x04word", "another program"),
        (huge_png(30_000, 30_000), "far larger"),
        (huge_png(12_000, 9_000), "far larger"),
        (huge_png(0, 10), "not an image|no pixels|damaged"),
        (huge_png(500, 500), "damaged or cut off"),
        (PLAIN_PNG[:200], "damaged or cut off"),
        (PLAIN_JPEG[:2000], "damaged or cut off"),
        (MOVING, "animated or has several pages"),
        (PAGES, "animated or has several pages"),
    ],
)
def test_nonsense_is_refused_in_one_sentence(data: bytes, why: str) -> None:
    with pytest.raises(UserFixable, match=why) as refusal:
        prepare_image(data, "map.png")
    assert str(refusal.value).startswith("“map.png” was not taken as a picture: ")


def test_a_file_of_many_megabytes_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "large.png"
    file.write_bytes(encoded(drawing()))
    monkeypatch.setattr(image_files, "MOST_BYTES", 100)
    with pytest.raises(UserFixable, match="far larger"):
        read_image(file)
    with pytest.raises(UserFixable, match="far larger"):
        prepare_image(file.read_bytes(), "large.png")


def test_files_that_cannot_be_read_say_why(tmp_path: Path) -> None:
    with pytest.raises(UserFixable, match="there is no such file"):
        read_image(tmp_path / "no.png")
    with pytest.raises(UserFixable, match=r"it is a folder|denied"):
        read_image(tmp_path)
    file = tmp_path / "plan.png"
    file.write_bytes(PLAIN_PNG)
    assert read_image(file) == PLAIN_PNG


@given(st.binary(max_size=400), st.sampled_from([PLAIN_PNG, PLAIN_JPEG, MOVING, PAGES]), st.integers(0, 400))
def test_whatever_comes_is_taken_or_refused(noise: bytes, base: bytes, at: int) -> None:
    try:
        kept = prepare_image(base[:at] + noise + base[at + len(noise) :], "x")
    except UserFixable:
        return
    assert plain_image(kept).width > 0
