"""Going over everything visible: what assistive software is told, whether words fit, and where Tab leads."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QTextDocument
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QCheckBox,
    QComboBox,
    QGraphicsView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QStyle,
    QStyleOptionComboBox,
    QTabBar,
    QWidget,
)

_ROUNDING = 1
"""Pixels by which a measure may be off."""


def told(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything below a widget that assistive software sees and that is on the screen, cells of lists left out."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        one = waiting.pop()
        if one is None or not one.isValid() or one.state().invisible:
            continue
        yield one
        if one.role() not in {QAccessible.Role.Table, QAccessible.Role.List, QAccessible.Role.Tree}:
            waiting += [one.child(place) for place in range(one.childCount())]


def nameless(root: QWidget) -> list[str]:
    """What takes the keyboard without having a name."""
    found = []
    for one in told(root):
        thing = one.object()
        takes_keyboard = one.state().focusable and isinstance(thing, QWidget) and not _belongs_to_a_control(thing)
        if takes_keyboard and not one.text(QAccessible.Text.Name).strip():
            found.append(f"{type(thing).__name__} {thing.objectName()} in {type(thing.parent()).__name__}")
    return found


def _belongs_to_a_control(widget: QWidget) -> bool:
    """Whether it is part of a control with a name: the list inside a box, a header, the viewport of an area."""
    parent = widget.parentWidget()
    inside_box = type(parent).__name__ == "QComboBoxPrivateContainer"
    inside = isinstance(parent, QComboBox | QLineEdit | QAbstractItemView | QTabBar) or inside_box
    return inside or (isinstance(parent, QAbstractScrollArea) and parent.viewport() is widget)


def takes_input(widget: QWidget) -> bool:
    """Whether a person does something with it, rather than look at it."""
    kinds = QAbstractButton | QLineEdit | QComboBox | QPlainTextEdit | QAbstractItemView | QGraphicsView
    return isinstance(widget, kinds) and not _belongs_to_a_control(widget)


# --- words that fit -------------------------------------------------------------------------------------------------


def clipped(root: QWidget) -> list[str]:
    """Visible labels and buttons whose words do not fit."""
    found = []
    for widget in root.findChildren(QWidget):
        if widget.isVisibleTo(root) and widget.width() > 0:
            if isinstance(widget, QLabel) and widget.text():
                trouble = _trouble_of_label(widget)
            elif isinstance(widget, QPushButton | QCheckBox | QRadioButton) and widget.text():
                trouble = _trouble_of_button(widget)
            elif isinstance(widget, QComboBox) and not widget.isEditable():
                trouble = _trouble_of_box(widget)
            else:
                trouble = ""
            trouble = trouble or _trouble_of_place(widget)
            if trouble:
                found.append(f"{type(widget).__name__} “{_words(widget)[:60]}”: {trouble}")
    return found


def _words(widget: QWidget) -> str:
    if isinstance(widget, QComboBox):
        return widget.currentText()
    return str(getattr(widget, "text", lambda: "")()).replace("\n", " / ") or widget.accessibleName()


def _trouble_of_label(label: QLabel) -> str:
    inside = label.contentsRect()
    if label.wordWrap():
        wanted = label.heightForWidth(label.width())
        widest = _widest_word(label)
        if widest > inside.width() + _ROUNDING:
            return f"a word is {widest} wide, and there are {inside.width()}"
        return f"{wanted} high, and there are {label.height()}" if wanted > label.height() + _ROUNDING else ""
    wanted_size = label.sizeHint()
    if wanted_size.width() > label.width() + _ROUNDING:
        return f"{wanted_size.width()} wide, and there are {label.width()}"
    if wanted_size.height() > label.height() + _ROUNDING:
        return f"{wanted_size.height()} high, and there are {label.height()}"
    return ""


def _widest_word(label: QLabel) -> int:
    text = label.text()
    if label.textFormat() is Qt.TextFormat.RichText:
        document = QTextDocument()
        document.setHtml(text)
        text = document.toPlainText()
    return max((label.fontMetrics().horizontalAdvance(word) for word in text.split()), default=0)


def _trouble_of_button(button: QAbstractButton) -> str:
    if button.sizeHint().width() > button.width() + _ROUNDING:
        return f"{button.sizeHint().width()} wide, and there are {button.width()}"
    if button.sizeHint().height() > button.height() + _ROUNDING:
        return f"{button.sizeHint().height()} high, and there are {button.height()}"
    return ""


def _trouble_of_box(box: QComboBox) -> str:
    option = QStyleOptionComboBox()
    box.initStyleOption(option)
    field = QStyle.SubControl.SC_ComboBoxEditField
    room = box.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, field, box).width()
    wanted = box.fontMetrics().horizontalAdvance(box.currentText())
    return f"{wanted} wide, and there are {room}" if wanted > room + _ROUNDING else ""


def _trouble_of_place(widget: QWidget) -> str:
    """Whether part of a control lies outside of what holds it, where no scrolling leads."""
    if not isinstance(widget, QAbstractButton | QLabel | QLineEdit | QComboBox):
        return ""
    parent = widget.parentWidget()
    if parent is None or _belongs_to_a_control(widget):
        return ""
    reach = widget.geometry()
    if reach.left() < -_ROUNDING or reach.right() > parent.width() + _ROUNDING:
        return f"reaches from {reach.left()} to {reach.right()} in a holder {parent.width()} wide"
    holder = parent
    while holder is not None and holder.parentWidget() is not None:
        area = holder.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is holder:
            return ""
        if isinstance(area.parentWidget(), QAbstractScrollArea) and area.parentWidget().viewport() is area:
            right = widget.mapTo(area, QPoint(widget.width(), 0)).x()
            return f"ends at {right}, and {area.width()} are seen" if right > area.width() + _ROUNDING else ""
        holder = area
    return ""


def areas_that_scroll_sideways(root: QWidget) -> list[str]:
    """Visible areas, lists and tables left out, whose content is wider than what is seen of it."""
    found = []
    areas = [*root.findChildren(QAbstractScrollArea), *([root] if isinstance(root, QAbstractScrollArea) else [])]
    for area in areas:
        if area.isVisibleTo(root) and hasattr(area, "widget") and area.widget() is not None:
            wanted = max(area.widget().width(), area.widget().minimumSizeHint().width())
            if wanted > area.viewport().width() + _ROUNDING:
                name = area.objectName() or type(area.parent()).__name__
                found.append(f"{name}: {wanted} wide, and {area.viewport().width()} are seen")
    return found


# --- the way of the Tab key -----------------------------------------------------------------------------------------


def reachable_by_tab(root: QWidget) -> list[QWidget]:
    """The controls below `root` in the order in which Tab reaches them, going round once."""
    start = root.window()
    order: list[QWidget] = []
    current: QWidget | None = start.nextInFocusChain()
    while current is not None and current is not start:
        if (
            current.focusPolicy() & Qt.FocusPolicy.TabFocus
            and root.isAncestorOf(current)
            and current.isEnabled()
            and current.isVisibleTo(start)
        ):
            order.append(current)
        current = current.nextInFocusChain()
    return order
