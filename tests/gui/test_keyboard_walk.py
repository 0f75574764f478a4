"""The whole wizard without a mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QListWidget, QPushButton, QWidget

from tests.gui.screen import button, field_of, row_of
from ui.main_window import MainWindow
from ui.wizard.shell import Wizard


def wizard(window: MainWindow) -> Wizard:
    assert window.wizard is not None
    return window.wizard


def press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses a key where the keyboard is, as a person does."""
    QTest.keyClick(QApplication.focusWidget() or window, key, modifiers)
    QApplication.processEvents()


def place(window: MainWindow) -> tuple[str, int]:
    return wizard(window).page.step.id, wizard(window).page.part


def test_forward_through_every_part_of_every_step_and_back(walk: MainWindow) -> None:
    wizard(walk).flow.jump("start")
    parts = [(step.id, part) for step in wizard(walk).flow.steps for part in range(len(step.parts))]
    seen = [place(walk)]
    for _ in range(len(parts) + 3):
        press(walk, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
        if place(walk) != seen[-1]:
            seen.append(place(walk))
    assert seen == parts
    back = [place(walk)]
    for _ in range(len(parts) + 3):
        press(walk, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
        if place(walk) != back[-1]:
            back.append(place(walk))
    assert back[-1] == parts[0]
    assert [step for step, _ in back if step != back[0][0]]


def test_the_buttons_do_what_the_keys_do_and_end_with_the_wizard(walk: MainWindow) -> None:
    back, forward = button(walk, "Back"), button(walk, "Next")
    forward.click()
    assert place(walk) == ("school", 1)
    back.click()
    assert place(walk) == ("school", 0)
    wizard(walk).flow.jump("start")
    assert not back.isEnabled()
    wizard(walk).flow.jump("export")
    assert not forward.isEnabled()
    assert back.isEnabled()


def test_f6_changes_between_rail_and_page(walk: MainWindow) -> None:
    wizard(walk).page.focus_first()
    press(walk, Qt.Key.Key_F6)
    assert wizard(walk).rail.has_keyboard()
    press(walk, Qt.Key.Key_F6)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert wizard(walk).page.isAncestorOf(focused)


def test_the_arrow_keys_walk_through_the_rail(walk: MainWindow) -> None:
    press(walk, Qt.Key.Key_F6)
    for step in wizard(walk).flow.steps[2:]:
        press(walk, Qt.Key.Key_Down)
        assert wizard(walk).page.step.id == step.id
        assert wizard(walk).rail.has_keyboard()
    press(walk, Qt.Key.Key_Home)
    assert place(walk) == ("start", 0)


def test_a_new_page_has_the_keyboard_in_its_first_field(walk: MainWindow) -> None:
    press(walk, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert isinstance(focused, QWidget)
    assert row_of(walk, "name").isAncestorOf(focused)


def test_a_letter_with_alt_leads_to_its_field(walk: MainWindow) -> None:
    wizard(walk).page.show_part(1)
    row = row_of(walk, "city")
    label = next(one for one in row.findChildren(QWidget) if getattr(one, "buddy", lambda: None)() is not None)
    words = label.text()
    letter = words[words.index("&") + 1].upper()
    press(walk, getattr(Qt.Key, f"Key_{letter}"), Qt.KeyboardModifier.AltModifier)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert row.isAncestorOf(focused)


def test_parts_can_be_chosen_from_list_pills_and_box(walk: MainWindow) -> None:
    wizard(walk).flow.jump("reunification")
    page = wizard(walk).page
    parts = next(one for one in page.findChildren(QListWidget) if one.objectName() == "partList")
    assert parts.isVisibleTo(page)
    parts.setCurrentRow(3)
    assert page.part == 3
    walk.resize(960, 600)
    QApplication.processEvents()
    box = next(one for one in page.findChildren(QComboBox) if one.accessibleName() == f"Part of {page.step.title}")
    assert box.isVisibleTo(page)
    assert box.currentIndex() == 3
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert page.part == 1
    walk.resize(1280, 720)
    wizard(walk).flow.jump("sites")
    QApplication.processEvents()
    sites = wizard(walk).page
    pills = [
        one for one in sites.findChildren(QPushButton) if one.property("look") == "pill" and one.isVisibleTo(sites)
    ]
    pills[2].click()
    assert sites.part == 2


def test_one_part_shows_no_way_between_parts(walk: MainWindow) -> None:
    wizard(walk).flow.jump("export")
    page = wizard(walk).page
    assert not page._nav.isVisible()


def test_no_part_is_no_part(walk: MainWindow) -> None:
    page = wizard(walk).page
    page.show_part(-1)
    assert page.part == 0
    assert field_of(row_of(walk, "title"), QWidget)
