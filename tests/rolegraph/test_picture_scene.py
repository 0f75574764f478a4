"""Pictures as drawings: as large as fits, every marker inside, told apart by number and shape."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.images import NotPlain
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.domain.records.pictures import MARKER_GROUPS, MARKER_KINDS
from eopbuilder.rolegraph.picture_scene import MARKER_LOOKS, marker_box, picture_scene
from eopbuilder.rolegraph.scene import Box, Label, Line, Scene, outline
from tests.images import PLAIN_PNG, drawing, encoded

BARE = Picture(id="p", title="Grounds")


def boxes(scene: Scene) -> list[Box]:
    return [item for item in scene.items if isinstance(item, Box)]


def test_a_picture_is_as_large_as_fits_and_never_blurred() -> None:
    for width, height in ((480, 500), (200, 500), (480, 100)):
        scene = picture_scene(BARE, PLAIN_PNG, (), max_width=width, max_height=height)
        assert scene.backdrop is not None
        assert scene.backdrop.width <= width
        assert scene.backdrop.height <= height
        assert scene.backdrop.width / scene.backdrop.height == pytest.approx(640 / 480)
        assert 640 / (scene.backdrop.width / 72) >= 110 - 1e-6
    small = picture_scene(BARE, encoded(drawing(110, 55)), (), max_width=480, max_height=500)
    assert small.backdrop is not None
    assert small.backdrop.width == pytest.approx(72)


def test_what_is_no_image_of_a_plan_is_not_drawn() -> None:
    with pytest.raises(NotPlain):
        picture_scene(BARE, b"GIF89a", (), max_width=480, max_height=500)


@given(st.lists(st.tuples(st.floats(0, 1), st.floats(0, 1), st.sampled_from(sorted(MARKER_KINDS))), max_size=30))
def test_every_marker_lies_inside_with_its_number(places: list[tuple[float, float, str]]) -> None:
    markers = [
        (number, Marker(id=str(number), kind=kind, x=x, y=y)) for number, (x, y, kind) in enumerate(places, start=5)
    ]
    scene = picture_scene(BARE, PLAIN_PNG, markers, max_width=400, max_height=300)
    assert scene.backdrop is not None
    assert [box.labels[0].text for box in boxes(scene)] == [str(number) for number, _ in markers]
    for box in boxes(scene):
        assert box.x >= 0
        assert box.y >= 0
        assert box.x + box.width <= scene.backdrop.width
        assert box.y + box.height <= scene.backdrop.height


def test_each_group_has_a_shape_of_its_own() -> None:
    assert set(MARKER_LOOKS) == set(MARKER_GROUPS)
    assert len({look.told for look in MARKER_LOOKS.values()}) == len(MARKER_LOOKS)
    drawn = {marker_box(Marker(id=kind, kind=kind), 1, 0, 0) for kind in MARKER_KINDS}
    shapes = {(box.shape, box.radius > 5) for box in drawn}
    assert len(shapes) == len(MARKER_GROUPS)
    for box in drawn:
        assert all(box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for x, y in outline(box))
    assert marker_box(Marker(id="m", kind="unheard of"), 1, 0, 0).shape == MARKER_LOOKS["warnings"].shape


@pytest.mark.parametrize(("degrees", "ahead"), [(0, (0, -1)), (90, (1, 0)), (180, (0, 1)), (315, (-0.7071, -0.7071))])
def test_the_arrow_points_north(degrees: int, ahead: tuple[float, float]) -> None:
    picture = Picture(id="p", title="Grounds", north=degrees, scale="x" * 400)
    scene = picture_scene(picture, PLAIN_PNG, (), max_width=400, max_height=300)
    arrow = next(item for item in scene.items if isinstance(item, Line) and item.arrow == "filled")
    (x1, y1), (x2, y2) = arrow.points
    length = math.hypot(x2 - x1, y2 - y1)
    assert ((x2 - x1) / length, (y2 - y1) / length) == pytest.approx(ahead, abs=1e-3)
    assert max(y1, y2) <= scene.height <= 300
    words = [item.text for item in scene.items if isinstance(item, Label)]
    assert words[1] == "North"
    assert words[0].endswith("…")
