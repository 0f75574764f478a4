"""Pictures, markers and the logo: operations, undo, the plan file, JSON and editions."""

from __future__ import annotations

import base64
import json
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import plan_for_edition
from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.images import NotPlain, image_id
from eopbuilder.domain.records import Marker, Picture, School
from eopbuilder.domain.records.pictures import MOST_PICTURES
from eopbuilder.errors import Bug
from eopbuilder.exchange.image_files import prepare_image
from eopbuilder.exchange.plan_json import plan_data
from eopbuilder.planning import library, operations
from eopbuilder.planning.data_import import import_data
from eopbuilder.planning.session import Session
from eopbuilder.store import working
from eopbuilder.store.gate import Refused
from eopbuilder.store.seal import seal
from tests.images import PLAIN_JPEG, PLAIN_PNG, SECRET, drawing, encoded, photo, with_metadata
from tests.planning.sessions import new_session, small_pack

AS_OF = date(2026, 11, 26)


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "plan.eop") as made:
        yield made


def stored(session: Session) -> set[str]:
    return set(session._working.images())


def add(session: Session, image: bytes = PLAIN_PNG, kind: str = "site-plan", title: str = "Grounds") -> str:
    return operations.add_picture(session, image=image, kind=kind, values={"title": title})


def test_a_picture_is_added_in_one_step_and_undone_in_one(session: Session) -> None:
    picture = add(session)
    assert session.undo_label == "Add picture Grounds"
    found = session.plan.get(Picture, picture)
    assert found is not None
    assert session.plan.images[found.image or ""] == PLAIN_PNG
    assert stored(session) == {image_id(PLAIN_PNG)}
    session.undo()
    assert session.plan.pictures == ()
    session.redo()
    assert session.plan.get(Picture, picture) == found


def test_removing_a_picture_takes_its_markers_and_undo_brings_all_back(session: Session, tmp_path: Path) -> None:
    picture = add(session)
    other = add(session, PLAIN_JPEG, title="Street")
    marker = operations.place_marker(session, picture=picture, kind="gas", x=0.25, y=0.5, values={"name": "Meter"})
    operations.place_marker(session, picture=other, kind="exit", x=0, y=0)
    operations.remove_record(session, table=Picture.TABLE, record=picture)
    assert session.undo_label == "Remove picture Grounds"
    assert [one.id for one in session.plan.pictures] == [other]
    assert session.plan.markers(picture) == ()
    session.close()
    with library.open_plan(session.path, load_pack=small_pack) as again:
        assert again.undo()
        assert again.plan.markers(picture)[0].id == marker
        found = again.plan.get(Picture, picture)
        assert found is not None
        assert again.plan.images[found.image or ""] == PLAIN_PNG


def test_another_image_keeps_the_markers(session: Session) -> None:
    picture = add(session)
    marker = operations.place_marker(session, picture=picture, kind="aed", x=0.1, y=0.9)
    operations.replace_image(session, picture=picture, image=PLAIN_JPEG)
    found = session.plan.get(Picture, picture)
    assert found is not None
    assert found.image == image_id(PLAIN_JPEG)
    assert [one.id for one in session.plan.markers(picture)] == [marker]
    assert stored(session) == {image_id(PLAIN_PNG), image_id(PLAIN_JPEG)}
    session.undo()
    assert session.plan.get(Picture, picture) == Picture(**{**vars(found), "image": image_id(PLAIN_PNG)})


def test_markers_are_moved_named_and_removed(session: Session) -> None:
    picture = add(session)
    marker = operations.place_marker(session, picture=picture, kind="command-post", x=1.7, y=-3)
    found = session.plan.get(Marker, marker)
    assert found is not None
    assert (found.x, found.y) == (1, 0)
    for place in (0.1, 0.2, 0.30004):
        operations.move_marker(session, marker=marker, x=place, y=place)
    assert session.undo_label == "Move marker Command post"
    found = session.plan.get(Marker, marker)
    assert found is not None
    assert (found.x, found.y) == (0.3, 0.3)
    session.undo()
    found = session.plan.get(Marker, marker)
    assert found is not None
    assert (found.x, found.y) == (1, 0)
    operations.set_fact(session, table=Marker.TABLE, record=marker, field="name", value="Front office")
    assert session.undo_label == "Change name of Command post"
    operations.remove_record(session, table=Marker.TABLE, record=marker)
    assert session.undo_label == "Remove marker Front office"
    assert session.plan.markers(picture) == ()


def test_what_does_not_fit_is_refused_before_anything_is_written(session: Session) -> None:
    with pytest.raises(InvalidValue):
        add(session, kind="x-ray")
    with pytest.raises(NotPlain):
        add(session, with_metadata(photo()))
    picture = add(session)
    with pytest.raises(InvalidValue):
        operations.place_marker(session, picture=picture, kind="door-code", x=0, y=0)
    with pytest.raises(InvalidValue):
        operations.place_marker(session, picture="gone", kind="exit", x=0, y=0)
    for field, value in (("image", image_id(b"unknown")), ("image", "map.png"), ("north", 360)):
        with pytest.raises(InvalidValue):
            operations.set_fact(session, table=Picture.TABLE, record=picture, field=field, value=value)
    assert session.plan.all(Marker) == ()
    with pytest.raises(Bug, match="an image of school"), session.operation("By hand") as writer:
        writer.put(School(id=session.plan.school.id, logo=image_id(b"unknown")))


def test_a_plan_holds_a_limited_number_of_pictures(session: Session, tmp_path: Path) -> None:
    with session.operation("Many") as writer:
        for place in range(MOST_PICTURES):
            writer.put(Picture(id=f"p{place}"))
    with pytest.raises(InvalidValue, match="at most 40"):
        add(session)
    file = tmp_path / "one.json"
    file.write_text(json.dumps({"pictures": [{"title": "One more"}]}), encoding="utf-8")
    assert "at most 40" in import_data(session, path=file).rejected[0].why


def test_the_logo_is_set_and_taken_away(session: Session) -> None:
    operations.set_logo(session, image=PLAIN_PNG)
    assert session.plan.school.logo == image_id(PLAIN_PNG)
    operations.set_logo(session, image=None)
    assert session.undo_label == "Remove school logo"
    assert session.plan.school.logo is None
    session.undo()
    assert session.plan.school.logo == image_id(PLAIN_PNG)
    operations.clear_fact(session, table=School.TABLE, field="logo")
    assert session.undo_label == "Clear school logo"


def test_images_nobody_needs_any_more_leave_the_file(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = add(session, encoded(drawing(ground="red").quantize(8)))
    session.undo()
    operations.set_logo(session, image=PLAIN_PNG)
    assert stored(session) == {image_id(PLAIN_PNG)}, "an addition that can not be redone any more"
    picture = add(session, PLAIN_PNG)
    images = [encoded(drawing(ground=color).quantize(8)) for color in ("gray", "tan", "pink")]
    for image in images:
        operations.replace_image(session, picture=picture, image=image)
    assert len(stored(session)) == 4
    monkeypatch.setattr(working, "MOST_FOR_UNDO", len(images[1]) + 10)
    operations.replace_image(session, picture=picture, image=PLAIN_JPEG)
    assert stored(session) == {image_id(one) for one in (PLAIN_PNG, images[2], PLAIN_JPEG)}
    session.start_history_here()
    assert stored(session) == {image_id(PLAIN_PNG), image_id(PLAIN_JPEG)}


def test_an_edit_of_a_picture_logs_no_bytes(session: Session) -> None:
    picture = add(session)
    operations.set_fact(session, table=Picture.TABLE, record=picture, field="title", value="North")
    logged = session._working.database.execute("SELECT before, after FROM row_changes").fetchall()
    assert all(len(image or "") < 1000 for row in logged for image in row)
    assert logged[-1] == ('{"title":"Grounds"}', '{"title":"North"}')


def test_a_plan_file_whose_images_were_changed_is_refused(session: Session, tmp_path: Path) -> None:
    add(session)
    session.publish()
    sneaked = with_metadata(photo(80, 60))
    for statement, values in (
        ("UPDATE images SET data = ?", (sneaked,)),
        ("UPDATE images SET data = ?, id = ?", (sneaked, image_id(sneaked))),
        ("DELETE FROM images", ()),
    ):
        file = tmp_path / "changed.eop"
        file.write_bytes(session.path.read_bytes())
        connection = sqlite3.connect(file, isolation_level=None)
        connection.execute(statement, values)
        if "id" in statement:
            connection.execute("UPDATE pictures SET image = ?", (image_id(sneaked),))
        seal(connection, generation=99)
        connection.close()
        with pytest.raises(Refused, match="damaged"):
            library.open_plan(file, load_pack=small_pack)


def test_no_place_or_camera_reaches_the_plan_file(session: Session) -> None:
    add(session, prepare_image(with_metadata(photo()), "photo.jpg"), kind="photo")
    session.publish()
    data = session.path.read_bytes()
    assert b"\xff\xd8\xff" in data
    assert SECRET.encode() not in data
    assert b"Exif" not in data


def test_json_moves_a_whole_plan_with_its_pictures(session: Session, tmp_path: Path) -> None:
    picture = add(session)
    operations.place_marker(session, picture=picture, kind="exit", x=0.125, y=0.5)
    operations.set_logo(session, image=PLAIN_JPEG)
    file = tmp_path / "plan.json"
    file.write_text(json.dumps(plan_data(session.plan)), encoding="utf-8")
    with new_session(tmp_path / "other.eop") as other:
        report = import_data(other, path=file)
        assert report.rejected == ()
        assert plan_data(other.plan) == plan_data(session.plan)
        assert dict(other.plan.images) == dict(session.plan.images)
        assert import_data(other, path=file).changed == 0


def test_images_in_json_are_made_plain_or_refused(session: Session, tmp_path: Path) -> None:
    entries = [
        {"title": "Photo", "kind": "photo", "image": base64.b64encode(with_metadata(photo())).decode()},
        {"title": "Words", "kind": "photo", "image": "not base64!"},
        {"title": "Text", "kind": "photo", "image": base64.b64encode(b"hello").decode()},
        {"title": "Number", "kind": "photo", "image": 5},
        {"title": "Open", "kind": "photo", "image": None},
    ]
    file = tmp_path / "plan.json"
    file.write_text(json.dumps({"pictures": entries}), encoding="utf-8")
    report = import_data(session, path=file)
    assert [one.title for one in session.plan.pictures] == ["Photo", "Open"]
    assert [one.why.split(":")[0] for one in report.rejected] == [
        "“Image” is not written in base64",
        "“Image” was not taken as a picture",
        "“Image” takes an image in base64",
    ]
    assert all(SECRET.encode() not in image for image in session.plan.images.values())


def test_editions_show_pictures_and_markers_by_their_kinds(session: Session) -> None:
    for kind, image in (("site-plan", PLAIN_PNG), ("photo", PLAIN_JPEG)):
        picture = add(session, image, kind)
        operations.place_marker(session, picture=picture, kind="gas", x=0, y=0)
        operations.place_marker(session, picture=picture, kind="exit", x=0, y=0)
    operations.set_logo(session, image=encoded(drawing(ground="red").quantize(8)))
    logo = session.plan.school.logo or ""

    def shown(edition: Edition) -> tuple[list[str | None], list[str | None], set[str]]:
        plan = plan_for_edition(session.plan, small_pack(), edition, AS_OF)
        return [one.kind for one in plan.pictures], [one.kind for one in plan.all(Marker)], set(plan.images)

    site, street = image_id(PLAIN_PNG), image_id(PLAIN_JPEG)
    everything = (["site-plan", "photo"], ["gas", "exit", "gas", "exit"], {site, street, logo})
    assert shown(Edition.FULL) == shown(Edition.RESPONDER) == everything
    assert shown(Edition.STAFF) == (["photo"], ["exit"], {street, logo})
    assert shown(Edition.PUBLIC) == ([], [], {logo})


def test_pictures_and_markers_of_no_known_kind_are_for_responders(session: Session) -> None:
    with session.operation("By hand") as writer:
        writer.put(Picture(id="p"))
        writer.put(Marker(id="m", picture="p"))
        writer.put(Marker(id="n"))
    for edition, count in ((Edition.RESPONDER, 3), (Edition.STAFF, 0)):
        plan = plan_for_edition(session.plan, small_pack(), edition, AS_OF)
        assert len([*plan.pictures, *plan.all(Marker)]) == count
