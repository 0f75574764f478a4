"""Editors for every kind of fact, all used alike: `value`, `set_value`, `typed` while typing, `settled` when done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from PySide6.QtCore import QDate, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QSizePolicy,
    QSpacerItem,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from eopbuilder.domain.facts import Value
from ui.icons import set_icon
from ui.theme import XS, S, theme

Options = Callable[[], Sequence[tuple[str, str]]]
"""Gives (id, words) of everything a reference may point at, at the moment it is asked."""


class Editor(QWidget):
    """One way of entering a value. `typed` comes with every change, `settled` when the user is done with the field."""

    typed = Signal()
    settled = Signal()

    def value(self) -> object:
        """What stands in the editor, as `domain.facts.parse_value` takes it."""
        raise NotImplementedError(type(self).__name__)

    def set_value(self, value: Value | None) -> None:
        """Shows a value without telling anybody."""
        raise NotImplementedError(type(self).__name__)

    def focus_target(self) -> QWidget:
        """The control that takes the keyboard, a label and an accessible name."""
        raise NotImplementedError(type(self).__name__)

    def set_invalid(self, invalid: bool) -> None:
        """Marks the control as holding something that was not taken."""
        target = self.focus_target()
        target.setProperty("invalid", "true" if invalid else "false")
        target.style().unpolish(target)
        target.style().polish(target)

    def _lay_out(self, *widgets: QWidget, stretched: bool = True) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        for place, widget in enumerate(widgets):
            layout.addWidget(widget, 1 if stretched and place == 0 else 0)


class LineEditor(Editor):
    """A line of text: names, phones, e-mail addresses."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = QLineEdit()
        self._line.textEdited.connect(self.typed)
        self._line.editingFinished.connect(self.settled)
        self._lay_out(self._line)

    def value(self) -> object:
        return self._line.text()

    def set_value(self, value: Value | None) -> None:
        text = "" if value is None else str(value)
        if text != self._line.text():
            self._line.setText(text)
            if not self._line.hasFocus():
                self._line.setCursorPosition(0)  # else a long text would show its end

    def focus_target(self) -> QWidget:
        return self._line


class NumberEditor(LineEditor):
    """A number with its unit."""

    def __init__(self, unit: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line.setMaximumWidth(theme().px(140))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(QLabel(unit))
            layout.addItem(stretch())

    def set_value(self, value: Value | None) -> None:
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        super().set_value(value)


_AMERICAN_DATE = re.compile(r"^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$")


class DateEditor(LineEditor):
    """A date, typed or picked from a calendar."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line.setPlaceholderText("Year-month-day, or 8/31/2026")
        self._line.setMaximumWidth(theme().px(240))
        pick = QToolButton()
        pick.setProperty("look", "icon")
        pick.setAccessibleName("Pick a date from a calendar")
        pick.setToolTip("Pick a date from a calendar")
        set_icon(pick, "calendar")
        pick.clicked.connect(lambda: self._pick(pick))
        layout = self.layout()
        if layout is not None:
            layout.addWidget(pick)
            layout.addItem(stretch())

    def value(self) -> object:
        text = self._line.text().strip()
        american = _AMERICAN_DATE.match(text)
        if american:
            month, day, year = (int(part) for part in american.groups())
            return f"{year:04}-{month:02}-{day:02}"
        return text

    def _pick(self, button: QToolButton) -> None:
        menu = QMenu(self)
        calendar = QCalendarWidget()
        calendar.setAccessibleName("Calendar")
        now = QDate.fromString(str(self.value()), Qt.DateFormat.ISODate)
        if now.isValid():
            calendar.setSelectedDate(now)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        calendar.activated.connect(lambda day: self._on_picked(day, menu))
        calendar.clicked.connect(lambda day: self._on_picked(day, menu))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _on_picked(self, day: QDate, menu: QMenu) -> None:
        menu.close()
        self._line.setText(day.toString(Qt.DateFormat.ISODate))
        self._line.setFocus()
        self.typed.emit()
        self.settled.emit()


class _GrowingText(QPlainTextEdit):
    """A text box as high as its text, within bounds. Tab moves on instead of typing."""

    left = Signal()

    def __init__(self, lines: int) -> None:
        super().__init__()
        self._lines = lines
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        wanted = max(self._lines, min(12, int(self.document().size().height())))
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(wanted * line + theme().px(22))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())


class TextEditor(Editor):
    """Several lines of text."""

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = _GrowingText(lines)
        self._quiet = False
        self._text.textChanged.connect(self._on_text_changed)
        self._text.left.connect(self.settled)
        self._lay_out(self._text)

    def _on_text_changed(self) -> None:
        if not self._quiet:
            self.typed.emit()

    def value(self) -> object:
        return self._text.toPlainText()

    def set_value(self, value: Value | None) -> None:
        text = "" if value is None else str(value)
        if text != self._text.toPlainText():
            self._quiet = True
            self._text.setPlainText(text)
            self._quiet = False

    def focus_target(self) -> QWidget:
        return self._text


class TextsEditor(TextEditor):
    """Several short texts, one a line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(3, parent)
        self._text.setPlaceholderText("One on each line")

    def value(self) -> object:
        return tuple(line.strip() for line in self._text.toPlainText().splitlines() if line.strip())

    def set_value(self, value: Value | None) -> None:
        lines = value if isinstance(value, tuple) else ()
        if lines != self.value():
            super().set_value("\n".join(lines))


def stretch() -> QSpacerItem:
    """Empty room that pushes a short field to the left."""
    return QSpacerItem(S, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
