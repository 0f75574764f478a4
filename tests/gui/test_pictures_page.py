"""Maps and pictures: images come in and are refused, markers are placed, moved and told, by mouse and by keyboard."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QListWidget, QPushButton, QToolButton

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.planning import operations
from eopbuilder.planning.image_import import prepare_image
from tests.gui.conftest import Said
from tests.gui.screen import button, labels, named, pick, row_of, settle, type_into, wait_for_jobs
from tests.images import drawing, encoded
from ui.main_window import MainWindow
from ui.widgets import image_intake, picture_words
from ui.widgets.picture_view import PictureView
from ui.widgets.pixmaps import decoded
from ui.wizard.pictures_part import PicturesPart
from ui.workspace import Workspace

Show = Callable[..., None]
NO_KEYS = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def page(space: Workspace, show: Show) -> PicturesPart:
    """The page of a plan without pictures."""
    made = PicturesPart(space)
    show(made, 1100, 700)
    return made


@pytest.fixture
def map_file(tmp_path: Path) -> Path:
    """A floor plan as a file."""
    file = tmp_path / "first_floor-plan.png"
    file.write_bytes(encoded(drawing()))
    return file


@pytest.fixture
def marking(page: PicturesPart, space: Workspace) -> PictureView:
    """The view of the one picture of the plan, with the keyboard in it."""
    operations.add_picture(
        space.session, image=prepare_image(encoded(drawing()), "map"), kind="floor-plan", values={"title": "Floor"}
    )
    QApplication.processEvents()
    page.editor.view.setFocus()
    QApplication.processEvents()
    return page.editor.view


def done(space: Workspace) -> None:
    """Waits until everything that comes in is in."""
    wait_for_jobs(space)
    QApplication.processEvents()


def place(space: Workspace, kind: str = "exit", x: float = 0.5, y: float = 0.5, **values: object) -> str:
    """A marker on the first picture."""
    picture = space.plan.pictures[0].id
    made = operations.place_marker(space.session, picture=picture, kind=kind, x=x, y=y, values=values)
    QApplication.processEvents()
    return made


def spot(view: PictureView, x: float, y: float) -> QPoint:
    """Where a place of the picture is in the view."""
    return view.mapFromScene(x * view._picture.width(), y * view._picture.height())


def only_marker(space: Workspace) -> Marker:
    (marker,) = space.plan.all(Marker)
    return marker


# --- images that come in --------------------------------------------------------------------------------------------


def test_without_pictures_the_page_says_what_to_bring(page: PicturesPart) -> None:
    words = " ".join(labels(page))
    for told in ("fire department", "responder packet", "Never mark door codes"):
        assert told in words
    assert not page.editor.isVisible()
    assert page.first_control() is None


def test_a_picture_is_added_by_a_dialog_and_asks_for_what_is_missing(
    page: PicturesPart, space: Workspace, map_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_args: ([str(map_file)], ""))
    menu = button(page, "Add picture").menu()
    next(one for one in menu.actions() if one.text().startswith("Evacuation map")).trigger()
    assert "first_floor-plan.png" in page.intake.words
    assert page.intake.isVisible()
    done(space)
    (picture,) = space.plan.pictures
    assert (picture.title, picture.kind) == ("First floor plan", "evacuation-map")
    assert not page.intake.isVisible()
    assert row_of(page, "title").isAncestorOf(QApplication.focusWidget())
    assert row_of(page, "description").isVisibleTo(page.editor)
    assert "Staff and substitutes. Left out of: Public edition." in " ".join(labels(page.editor))
    space.review_now()
    done(space)
    assert "1 answer to go" in page.list.item(0).text()
    assert page.first_control() is page.list
    space.session.undo()
    assert space.plan.pictures == ()
    assert not page.editor.isVisible()


def test_files_are_dropped_on_the_page(page: PicturesPart, space: Workspace, map_file: Path) -> None:
    second = map_file.with_name("second.png")
    second.write_bytes(encoded(drawing(ground="yellow")))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(map_file)), QUrl.fromLocalFile(str(second))])
    copying, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    entering = QDragEnterEvent(QPoint(5, 5), copying, data, left, NO_KEYS)
    QApplication.sendEvent(page, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(page, QDropEvent(QPointF(5, 5), copying, data, left, NO_KEYS))
    done(space)
    done(space)
    assert [(one.title, one.kind) for one in space.plan.pictures] == [
        ("First floor plan", "site-plan"),
        ("Second", "site-plan"),
    ]
    assert page.list.current == space.plan.pictures[1].id
    text = QMimeData()
    text.setText("words")
    refused = QDragEnterEvent(QPoint(5, 5), copying, text, left, NO_KEYS)
    refused.ignore()
    QApplication.sendEvent(page, refused)
    assert not refused.isAccepted()
    assert not page.intake.take_data(text, lambda *_args: None)


def test_a_picture_is_pasted(marking: PictureView, page: PicturesPart, space: Workspace) -> None:
    pasted = QImage(320, 200, QImage.Format.Format_RGB32)
    pasted.fill(Qt.GlobalColor.darkGreen)
    QApplication.clipboard().setImage(pasted)
    QTest.keyClick(marking, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    done(space)
    assert [one.title for one in space.plan.pictures] == ["Floor", "Pasted picture"]
    assert space.plan.pictures[1].kind == "site-plan"
    QApplication.clipboard().clear()


def test_a_refused_file_is_told_in_one_sentence_and_the_next_is_taken(
    page: PicturesPart, space: Workspace, map_file: Path
) -> None:
    heard: list[object] = []
    space.trouble.connect(heard.append)
    broken = map_file.with_name("plan.pdf")
    broken.write_bytes(b"%PDF-1.7 and so on")
    for file in (broken, map_file):
        page.intake.take_file(file, page._adder("photo"))
    done(space)
    done(space)
    assert [str(one) for one in heard] == [
        "“plan.pdf” was not taken as a picture: it is a PDF. "
        "Save the page as PNG, or take a screenshot of it, and choose that file."
    ]
    assert [one.title for one in space.plan.pictures] == ["First floor plan"]


def test_the_window_tells_a_refusal(sample_window: MainWindow, said: Said, tmp_path: Path) -> None:
    assert sample_window.wizard is not None
    assert sample_window.workspace is not None
    sample_window.wizard.flow.jump("maps")
    settle(sample_window)
    part = sample_window.wizard.page.findChild(PicturesPart)
    assert isinstance(part, PicturesPart)
    before = len(sample_window.workspace.plan.pictures)
    part.intake.take_file(tmp_path / "gone.png", part._adder("photo"))
    settle(sample_window)
    assert [one.why for one in said.problems] == ["there is no such file"]
    said.problems.clear()
    assert len(sample_window.workspace.plan.pictures) == before


def test_reading_can_be_stopped(
    page: PicturesPart, space: Workspace, map_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on, read = threading.Event(), image_intake.read_image

    def slow(file: Path) -> bytes:
        go_on.wait(30)
        return read(file)

    monkeypatch.setattr(image_intake, "read_image", slow)
    for _ in range(2):
        page.intake.take_file(map_file, page._adder("photo"))
    button(page.intake, "Cancel").click()
    assert not page.intake.isVisible()
    go_on.set()
    done(space)
    assert space.plan.pictures == ()
    page.intake.take_file(map_file, page._adder("photo"))
    done(space)
    assert len(space.plan.pictures) == 1


def test_one_picture_too_many_is_told(
    marking: PictureView,
    page: PicturesPart,
    space: Workspace,
    said: Said,
    map_file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(operations.pictures, "MOST_PICTURES", 1)
    page.intake.take_file(map_file, page._adder("photo"))
    done(space)
    assert len(space.plan.pictures) == 1
    assert any("at most 1 pictures" in words for _title, words in said.told)


def test_another_image_keeps_the_markers(
    marking: PictureView, page: PicturesPart, space: Workspace, map_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    marker = place(space, x=0.25, y=0.75)
    before = space.plan.pictures[0].image
    map_file.write_bytes(encoded(drawing(900, 300, "pink")))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(map_file), ""))
    page.editor.show_about()
    button(page, "Replace image…").click()
    done(space)
    assert space.plan.pictures[0].image != before
    assert (only_marker(space).id, only_marker(space).x, only_marker(space).y) == (marker, 0.25, 0.75)
    assert marking._picture.width() / marking._picture.height() == pytest.approx(3, rel=0.01)
    space.session.undo()
    assert space.plan.pictures[0].image == before


def test_the_list_shows_small_pictures_and_keeps_its_order(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    done(space)
    small = page.list.item(0).icon().pixmap(page.list.iconSize())
    assert small.toImage().pixelColor(small.width() // 2, 2).name() == "#ffffff"
    other = operations.add_picture(
        space.session, image=prepare_image(encoded(drawing(ground="pink")), "b"), kind="photo", values={"title": "B"}
    )
    page.list.choose(other)
    named(page, QPushButton, "Move up").click()
    assert [one.title for one in space.plan.pictures] == ["B", "Floor"]
    assert page.list.current == other
    named(page, QPushButton, "Move up").click()
    named(page, QPushButton, "Move down").click()
    assert [one.title for one in space.plan.pictures] == ["Floor", "B"]


def test_a_picture_goes_with_its_markers_and_comes_back_with_them(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    place(space)
    named(page, QPushButton, "Remove picture").click()
    assert (space.plan.pictures, space.plan.all(Marker)) == ((), ())
    assert button(page, "Add picture").hasFocus()
    space.session.undo()
    assert len(space.plan.pictures) == len(space.plan.all(Marker)) == 1
    assert page.list.current == space.plan.pictures[0].id
    assert page.editor.view.marker_item(only_marker(space).id).isVisible()


def test_a_picture_without_image_asks_for_one(page: PicturesPart, space: Workspace) -> None:
    operations.add_record(space.session, table=Picture.TABLE, values={"title": "To come", "kind": "photo"})
    QApplication.processEvents()
    assert any("no image for this yet" in words for words in labels(page))
    assert not page.editor.view.isVisible()
    assert not page.editor.choice.isEnabled()


# --- markers by mouse -----------------------------------------------------------------------------------------------


def test_a_click_places_the_chosen_kind(marking: PictureView, page: PicturesPart, space: Workspace) -> None:
    pick(named(page, QComboBox, "What to mark"), "Gas shut-off")
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, 0.2, 0.8))
    marker = only_marker(space)
    assert marker.kind == "gas"
    assert (marker.x, marker.y) == (pytest.approx(0.2, abs=0.01), pytest.approx(0.8, abs=0.01))
    assert marking.current_marker == marker.id == page.editor.markers.current
    type_into(row_of(page, "name").findChildren(QLineEdit)[0], "By the boiler")
    page.flush()
    assert only_marker(space).name == "By the boiler"
    markers = named(page, QListWidget, "Markers on the picture")
    assert markers.item(0).text() == "Gas shut-off: By the boiler"
    told = markers.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith("1, diamond: Gas shut-off “By the boiler”, lower left")
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, 0.6, 0.4))
    assert [one.kind for one in space.plan.all(Marker)] == ["gas", "gas"]
    assert page.editor.tabs.tabText(0) == "Markers (2)"


def test_nothing_is_placed_while_no_kind_is_chosen_or_beside_the_picture(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, 0.2, 0.8))
    page.editor.choice.choose("exit")
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, -0.005, 0.5))
    assert space.plan.all(Marker) == ()


def test_dragging_moves_a_marker_in_one_step(marking: PictureView, space: Workspace) -> None:
    marker = place(space, "aed", 0.3, 0.3, name="Office")
    view, left = marking.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, NO_KEYS, spot(marking, 0.3, 0.3))
    assert marking.current_marker == marker
    for step in range(1, 6):
        QTest.mouseMove(view, spot(marking, 0.3 + 0.08 * step, 0.3 + 0.06 * step))
    assert (only_marker(space).x, only_marker(space).y) == (0.3, 0.3)
    QTest.mouseRelease(view, left, NO_KEYS, spot(marking, 0.7, 0.6))
    moved = only_marker(space)
    assert (moved.x, moved.y) == (pytest.approx(0.7, abs=0.01), pytest.approx(0.6, abs=0.01))
    assert space.session.undo_label == "Move marker Office"
    space.session.undo()
    assert (only_marker(space).x, only_marker(space).y) == (0.3, 0.3)
    assert space.session.undo_label == "Add marker Office"


def test_a_click_chooses_and_a_click_beside_lets_go(marking: PictureView, page: PicturesPart, space: Workspace) -> None:
    marker = place(space, "media", 0.4, 0.4)
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, 0.4, 0.4))
    assert page.editor.markers.current == marker
    assert marking.marker_item(marker).chosen
    assert any("Left out of: Staff and substitutes" in words for words in labels(page.editor.markers))
    QTest.mouseClick(marking.viewport(), Qt.MouseButton.LeftButton, NO_KEYS, spot(marking, 0.9, 0.9))
    assert (marking.current_marker, page.editor.markers.current) == ("", "")
    assert not marking.marker_item(marker).chosen


def test_an_enlarged_picture_is_pulled_by_the_mouse(marking: PictureView, page: PicturesPart) -> None:
    whole = marking.transform().m11()
    for _ in range(5):
        named(page, QToolButton, "Zoom in").click()
    assert marking.transform().m11() > 2 * whole
    bar = marking.horizontalScrollBar()
    before = bar.value()
    view, left = marking.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(view, left, NO_KEYS, QPoint(200, 100))
    QTest.mouseMove(view, QPoint(150, 100))
    QTest.mouseMove(view, QPoint(140, 100))
    QTest.mouseRelease(view, left, NO_KEYS, QPoint(140, 100))
    assert bar.value() == before + 60
    QTest.keyClick(marking, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert marking.transform().m11() < 2.5 * whole
    QTest.keyClick(marking, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert marking.transform().m11() == pytest.approx(whole, rel=0.05)


# --- markers by keyboard --------------------------------------------------------------------------------------------


def test_a_marker_is_placed_moved_named_and_removed_without_a_mouse(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    page.editor.choice.choose("exit")
    assert "Enter places: Exit" in marking.accessibleDescription()
    for _ in range(4):
        QTest.keyClick(marking, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(marking, Qt.Key.Key_Up)
    assert marking.cross_hair == (pytest.approx(0.3), pytest.approx(0.495))
    QTest.keyClick(marking, Qt.Key.Key_Return)
    marker = only_marker(space)
    assert (marker.kind, marker.x, marker.y) == ("exit", 0.3, 0.495)
    assert marking.accessibleDescription() == "Marker 1, square: Exit, middle left"
    for _ in range(3):
        QTest.keyClick(marking, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    page.flush()
    assert only_marker(space).y == pytest.approx(0.645)
    space.session.undo()
    assert only_marker(space).y == 0.495
    space.session.redo()
    QTest.keyClick(marking, Qt.Key.Key_Return)
    QApplication.processEvents()
    name = QApplication.focusWidget()
    assert row_of(page, "name").isAncestorOf(name)
    QTest.keyClicks(name, "Door 3")
    marking.setFocus()
    QApplication.processEvents()
    assert only_marker(space).name == "Door 3"
    QTest.keyClick(marking, Qt.Key.Key_Delete)
    assert space.plan.all(Marker) == ()
    space.session.undo()
    assert only_marker(space).name == "Door 3"
    assert marking.current_marker == page.editor.markers.current == marker.id


def test_a_moved_marker_is_saved_after_a_pause(marking: PictureView, space: Workspace) -> None:
    marker = place(space)
    marking.choose_marker(marker)
    QTest.keyClick(marking, Qt.Key.Key_Right)
    assert only_marker(space).x == 0.5
    waited = 0
    while only_marker(space).x == 0.5 and waited < 200:
        QTest.qWait(20)
        waited += 1
    assert only_marker(space).x == pytest.approx(0.505)
    assert marking.current_marker == marker


def test_the_keys_stop_at_the_edge_and_bring_the_cross_hair_into_view(marking: PictureView, page: PicturesPart) -> None:
    for _ in range(8):
        marking.zoom(1)
    for _ in range(15):
        QTest.keyClick(marking, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert marking.cross_hair == (1.0, 0.5)
    assert marking.viewport().rect().contains(spot(marking, 0.999, 0.5))


def test_page_keys_walk_from_marker_to_marker(marking: PictureView, page: PicturesPart, space: Workspace) -> None:
    first, second, third = (place(space, x=x) for x in (0.2, 0.5, 0.8))
    seen = []
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_PageUp):
        QTest.keyClick(marking, key)
        seen.append(marking.current_marker)
        assert page.editor.markers.current == marking.current_marker
    assert seen == [first, second, first, third]
    page.editor.choice.choose("gas")
    assert marking.current_marker == ""
    QTest.keyClick(marking, Qt.Key.Key_PageUp)
    assert marking.current_marker == third
    QTest.keyClick(marking, Qt.Key.Key_Escape)
    assert (marking.current_marker, page.editor.choice.kind) == ("", "gas")
    QTest.keyClick(marking, Qt.Key.Key_Escape)
    assert page.editor.choice.kind == ""
    QTest.keyClick(marking, Qt.Key.Key_Return)
    assert len(space.plan.all(Marker)) == 3


# --- the list of markers --------------------------------------------------------------------------------------------


def test_markers_trade_numbers_and_go_from_their_list(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    elsewhere = operations.add_picture(
        space.session, image=prepare_image(encoded(drawing(ground="pink")), "b"), kind="photo"
    )
    operations.place_marker(space.session, picture=elsewhere, kind="other", x=0.5, y=0.5)
    page.list.choose(space.plan.pictures[0].id)
    first, second = place(space, x=0.2), place(space, "aed", x=0.8)
    markers = named(page, QListWidget, "Markers on the picture")
    markers.setCurrentRow(1)
    assert marking.current_marker == second
    named(page, QPushButton, "Give it the number before").click()
    assert [one.id for one in space.plan.markers(page.list.current)] == [second, first]
    assert markers.currentRow() == 0
    named(page, QPushButton, "Give it the number before").click()
    button(page.editor.markers, "Remove").click()
    assert [one.id for one in space.plan.markers(page.list.current)] == [first]
    assert marking.current_marker == first
    button(page.editor.markers, "Remove").click()
    assert space.plan.markers(page.list.current) == ()
    assert any("Nothing is marked yet" in words for words in labels(page.editor.markers))


def test_a_finding_leads_to_the_picture_or_the_marker(
    marking: PictureView, page: PicturesPart, space: Workspace
) -> None:
    marker = place(space)
    picture = space.plan.pictures[0].id
    operations.clear_fact(space.session, table=Marker.TABLE, record=marker, field="kind")
    assert "Not said what" in named(page, QListWidget, "Markers on the picture").item(0).text()
    space.review_now()
    done(space)
    found = [one for one in space.findings if one.where.record == f"{Marker.TABLE}:{marker}"]
    assert [(one.where.step, one.where.field) for one in found] == [("maps", "kind")]
    assert page.show_finding(found[0])
    QApplication.processEvents()
    assert row_of(page, "kind").isAncestorOf(QApplication.focusWidget())
    about = Finding("V", Severity.NOTE, Where("maps", f"{Picture.TABLE}:{picture}", "description"), "a", "b")
    assert page.show_finding(about)
    QApplication.processEvents()
    assert row_of(page, "description").isAncestorOf(QApplication.focusWidget())
    assert not page.show_finding(Finding("V", Severity.NOTE, Where("maps", "people:x", "name"), "a", "b"))


def test_words_say_where_and_who() -> None:
    assert picture_words.part_of_picture(0.1, 0.1) == "upper left"
    assert picture_words.part_of_picture(0.5, 0.5) == "center"
    assert picture_words.part_of_picture(1, 0.5) == "middle right"
    assert picture_words.place_words(0.52, 1) == "lower center, 52% from the left, 100% from the top"
    assert picture_words.seen_in(Disclosure.RESPONDER).startswith("Shown in: Full plan, Responder packet. Left out of:")
    assert "Left out" not in picture_words.seen_in(Disclosure.PUBLIC)
    assert image_intake.title_from("wing_B--first.floor.png") == "Wing B first.floor"


def test_images_are_decoded_once(app: QApplication) -> None:
    data = encoded(drawing())
    first = decoded("one", data)
    assert decoded("one", b"") is first
    for other in range(5):
        decoded(f"other {other}", data)
    assert decoded("one", data) is not first


# --- the school's logo ----------------------------------------------------------------------------------------------


def test_the_logo_is_chosen_and_removed(
    empty_window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert empty_window.wizard is not None
    space = empty_window.workspace
    assert space is not None
    shown = empty_window.wizard.page
    shown.show_part(next(n for n, part in enumerate(shown.step.parts) if part.editor == "school"))
    settle(empty_window)
    assert "No logo" in labels(shown)
    assert not button(shown, "Remove logo").isEnabled()
    file = tmp_path / "logo.png"
    file.write_bytes(encoded(drawing(200, 200)))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_args: (str(file), ""))
    button(shown, "Choose logo…").click()
    settle(empty_window)
    assert space.plan.school.logo in space.plan.images
    assert "No logo" not in labels(shown)
    button(shown, "Remove logo").click()
    assert space.plan.school.logo is None
    assert "No logo" in labels(shown)
    space.session.undo()
    assert space.plan.school.logo
    assert button(shown, "Remove logo").isEnabled()
    assert space.plan.school.logo not in " ".join(labels(shown))
