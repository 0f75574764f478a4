"""What a plan keeps as an image, and what it never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.facts import FieldSpec, InvalidValue, Kind, parse_value
from eopbuilder.domain.images import LARGEST_IMAGE, NotPlain, PlainImage, image_id, is_image_id, plain_image
from eopbuilder.domain.records.pictures import MARKER_GROUPS, MARKER_KINDS, PICTURE_KINDS, Marker, Picture
from tests.images import PLAIN_JPEG, PLAIN_PNG, PNG_END, chunk, drawing, encoded, photo, png_header, with_metadata


def test_plain_images_tell_what_they_are() -> None:
    assert plain_image(PLAIN_PNG) == PlainImage(640, 480, False, 1)
    assert plain_image(PLAIN_JPEG) == PlainImage(640, 480, True, 3)
    assert plain_image(encoded(drawing())) == PlainImage(640, 480, False, 3)
    assert plain_image(encoded(photo().convert("L"), "JPEG")) == PlainImage(640, 480, True, 1)


PIXELS = chunk(b"IDAT", b"")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "neither"),
        (b"GIF89a", "neither"),
        (bytes(LARGEST_IMAGE + 1), "too many bytes"),
        (PLAIN_PNG[:-1], "damaged"),
        (PLAIN_PNG[:60], "cut off"),
        (png_header(1, 1) + PNG_END, "cut off"),
        (png_header(4, 4, bytes([8, 3, 0, 0, 0])) + PIXELS + PNG_END, "cut off"),
        (PLAIN_PNG + b"x", "behind the end"),
        (PLAIN_PNG[:70] + b"\0" + PLAIN_PNG[71:], "damaged"),
        (png_header(1, 1) + chunk(b"tEXt", b"Comment\0secret") + PNG_END, "more than pixels"),
        (png_header(1, 1) + chunk(b"eXIf", b"secret") + PNG_END, "more than pixels"),
        (png_header(1, 1) + png_header(1, 1)[8:] + PNG_END, "more than pixels"),
        (png_header(0, 4) + PIXELS + PNG_END, "too many pixels, or none"),
        (png_header(2001, 4) + PIXELS + PNG_END, "too many pixels, or none"),
        (png_header(4, 4, bytes([8, 6, 0, 0, 0])) + PNG_END, "unusual kind"),
        (png_header(4, 4, bytes([16, 2, 0, 0, 0])) + PNG_END, "unusual kind"),
        (png_header(4, 4, bytes([8, 2, 0, 0, 1])) + PNG_END, "unusual kind"),
        (PLAIN_JPEG[:-2], "cut off"),
        (PLAIN_JPEG[:300], "cut off"),
        (PLAIN_JPEG + b"secret", "beside the pixels"),
        (PLAIN_JPEG[:-2] + b"\xff\xfe\0\x08secret\xff\xd9", "beside the pixels"),
        (with_metadata(photo()), "more than pixels"),
        (encoded(photo(), "JPEG", progressive=True), "more than pixels"),
        (encoded(photo().convert("CMYK"), "JPEG"), "more than pixels"),
    ],
)  # fmt: skip
def test_everything_else_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NotPlain, match=why):
        plain_image(data)


@given(
    st.binary(max_size=200),
    st.sampled_from([b"", b"\xff\xd8", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", png_header(3, 3)]),
)
def test_nonsense_is_refused_and_never_breaks_anything(tail: bytes, head: bytes) -> None:
    with pytest.raises(NotPlain):
        plain_image(head + tail)


def test_an_image_is_called_by_its_content() -> None:
    name = image_id(PLAIN_PNG)
    assert is_image_id(name)
    assert not any(map(is_image_id, ("", name.upper(), name[:-1], f"{name}0", "logo.png")))
    spec = FieldSpec("logo", Kind.IMAGE, "Logo")
    assert parse_value(spec, f" {name} ") == name
    assert parse_value(spec, "") is None
    for wrong in ("logo.png", 3, ["a"]):
        with pytest.raises(InvalidValue):
            parse_value(spec, wrong)


def test_every_kind_of_marker_has_a_group_and_every_name_is_told_once() -> None:
    assert {kind.group for kind in MARKER_KINDS.values()} == set(MARKER_GROUPS)
    for kinds in (MARKER_KINDS, PICTURE_KINDS):
        labels = [kind.label for kind in kinds.values()]
        assert len(labels) == len(set(labels))


def test_records_are_called_by_what_they_show() -> None:
    assert Picture(id="p").label == "Unnamed picture"
    assert Picture(id="p", title="First floor").label == "First floor"
    assert Marker(id="m", kind="gas").label == "Gas shut-off"
    assert Marker(id="m", kind="gas", name="Meter").label == "Meter"
    assert Marker(id="m").label == "Unnamed marker"
