"""Where there is little room, or large text, nothing is cut off and the fields still come first."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QListWidget, QPushButton

from tests.gui.screen import settle
from ui.main_window import MainWindow
from ui.theme import theme
from ui.widgets.check_box import WrappingCheckBox
from ui.wizard.page import StepPage
from ui.wizard.why_asked import WhyAsked


def page(window: MainWindow, step: str) -> StepPage:
    assert window.wizard is not None
    window.wizard.flow.jump(step)
    settle(window)
    return window.wizard.page


def test_a_check_box_goes_on_in_the_next_line(show: Callable[..., None], app: QApplication) -> None:
    words = "Mental-health professionals employed by the school"
    box = WrappingCheckBox(words)
    show(box, 600, 40)
    assert box.text() == words
    one_line = box.sizeHint().height()
    box.resize(260, 80)
    app.processEvents()
    assert box.text().replace("\n", " ") == words
    assert "\n" in box.text()
    assert box.sizeHint().height() > one_line
    assert box.minimumSizeHint().width() < box.sizeHint().width()
    assert box.accessibleName() == words
    box.resize(600, 80)
    app.processEvents()
    assert box.text() == words


def test_reasons_are_told_when_asked_where_room_is_short(show: Callable[..., None]) -> None:
    why = WhyAsked("Somebody must lead.", "Based on: a guide.")
    show(why, 600, 200)
    button, words = why.findChildren(QPushButton)[0], why.findChildren(QLabel)[0]
    assert words.text() == "Why this is asked: Somebody must lead. Based on: a guide."
    assert (button.isVisible(), words.isVisible()) == (False, True)
    why.set_folded(True)
    assert (button.isVisible(), words.isVisible()) == (True, False)
    folded = why.height_for(600)
    button.click()
    assert words.isVisible()
    assert why.height_for(600) > folded
    why.set_folded(False)
    assert (button.isVisible(), words.isVisible()) == (False, True)


def test_a_low_page_folds_its_reason(walk: MainWindow) -> None:
    shown = page(walk, "school")
    why = shown.findChildren(WhyAsked)[0]
    assert not why._folded
    size = walk.size()
    shown.resize(shown.width(), 300)
    assert why._folded
    walk.resize(size)
    shown.resize(shown.width(), 600)
    assert not why._folded


def test_a_list_of_many_parts_shows_the_one_that_is_open(walk: MainWindow) -> None:
    shown = page(walk, "essential-actions")
    parts = next(one for one in shown.findChildren(QListWidget) if one.objectName() == "partList")
    assert parts.isVisible()
    last = len(shown.step.parts) - 1
    shown.show_part(last)
    settle(walk)
    assert parts.height() <= shown.viewport().height()
    assert parts.viewport().rect().contains(parts.visualItemRect(parts.item(last)))


def test_no_step_loses_its_words_in_the_list(walk: MainWindow) -> None:
    assert walk.wizard is not None
    rail = walk.wizard.rail.findChildren(QListWidget)[0]
    for row in range(rail.count()):
        item = rail.item(row)
        room = rail.viewport().rect().adjusted(0, 0, -theme().px(20) - 12, 1_000)
        needed = rail.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, item.text()).height()
        assert item.sizeHint().height() >= needed, item.text()
