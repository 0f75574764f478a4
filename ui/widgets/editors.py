"""Editors for every kind of fact, all used alike: `value`, `set_value`, `typed` while typing, `settled` when done."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QDate, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from eopbuilder.domain.facts import FieldSpec, Kind, Value
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

    def _lay_out(self, *widgets: QWidget, spacing: int = XS) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(spacing)
        for place, widget in enumerate(widgets):
            layout.addWidget(widget, 1 if place == 0 else 0)


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
        self._line.setText("" if value is None else str(value))

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
            layout.addItem(_stretch())

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
            layout.addItem(_stretch())

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


class YesNoEditor(Editor):
    """Yes or no, with neither chosen while unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes, self._no = QRadioButton("Yes"), QRadioButton("No")
        self._group = QButtonGroup(self)
        for button in (self._yes, self._no):
            self._group.addButton(button)
            button.clicked.connect(self._on_clicked)
        self._lay_out(self._yes, self._no)
        layout = self.layout()
        if layout is not None:
            layout.addItem(_stretch())

    def _on_clicked(self) -> None:
        self.typed.emit()
        self.settled.emit()

    def value(self) -> object:
        return True if self._yes.isChecked() else False if self._no.isChecked() else None

    def set_value(self, value: Value | None) -> None:
        self._group.setExclusive(False)
        self._yes.setChecked(value is True)
        self._no.setChecked(value is False)
        self._group.setExclusive(True)

    def focus_target(self) -> QWidget:
        return self._yes

    def set_names(self, name: str) -> None:
        """Names both buttons so that each is understood on its own."""
        self._yes.setAccessibleName(f"{name} Yes")
        self._no.setAccessibleName(f"{name} No")


class ChoiceEditor(Editor):
    """One of a few, or none yet. Long lists are found by typing any part of a name."""

    def __init__(self, options: Options, *, searchable: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._combo = QComboBox()
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(16)
        self._combo.installEventFilter(self)
        if searchable:
            _make_searchable(self._combo)
        self._combo.activated.connect(self._on_activated)
        self._lay_out(self._combo)
        self.refresh()

    def refresh(self) -> None:
        """Takes the options anew; the choice stays."""
        chosen = self.value()
        self._combo.blockSignals(True)
        self._combo.clear()
        self._combo.addItem("Not chosen yet", "")
        for key, words in self._options():
            self._combo.addItem(words, key)
        self._combo.blockSignals(False)
        self.set_value(str(chosen) if chosen else None)

    def _on_activated(self) -> None:
        self.typed.emit()
        self.settled.emit()

    def value(self) -> object:
        return self._combo.currentData() or None

    def set_value(self, value: Value | None) -> None:
        place = self._combo.findData(value) if value else 0
        if place < 0:
            self._combo.addItem(str(value), value)
            place = self._combo.count() - 1
        self._combo.setCurrentIndex(place)

    def focus_target(self) -> QWidget:
        return self._combo

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A wheel that passes over the closed box scrolls the page instead of changing the answer."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class ChoicesEditor(Editor):
    """Any of a few."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._boxes: dict[str, QCheckBox] = {}
        for key, words in options():
            box = QCheckBox(words)
            box.clicked.connect(self._on_clicked)
            layout.addWidget(box)
            self._boxes[key] = box

    def _on_clicked(self) -> None:
        self.typed.emit()
        self.settled.emit()

    def value(self) -> object:
        return tuple(key for key, box in self._boxes.items() if box.isChecked())

    def set_value(self, value: Value | None) -> None:
        chosen = value if isinstance(value, tuple) else ()
        for key, box in self._boxes.items():
            box.setChecked(key in chosen)

    def focus_target(self) -> QWidget:
        return next(iter(self._boxes.values()))


class ReferencesEditor(Editor):
    """Several people, roles or places: the chosen ones in order, and a box to add another."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._options = options
        self._chosen: tuple[str, ...] = ()
        self._combo = QComboBox()
        self._combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._combo.setMinimumContentsLength(16)
        _make_searchable(self._combo)
        self._combo.activated.connect(self._on_activated)
        self._chips = QVBoxLayout()
        self._chips.setSpacing(2)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(self._chips)
        layout.addWidget(self._combo)
        self.refresh()

    def refresh(self) -> None:
        """Takes the options anew; what is chosen stays."""
        words = dict(self._options())
        while item := self._chips.takeAt(0):
            chip = item.widget()
            if chip is not None:
                chip.hide()
                chip.deleteLater()
        for key in self._chosen:
            self._chips.addWidget(self._chip(key, words.get(key, "No longer there")))
        self._combo.blockSignals(True)
        self._combo.clear()
        self._combo.addItem("Add another…" if self._chosen else "Choose…", "")
        for key, name in words.items():
            if key not in self._chosen:
                self._combo.addItem(name, key)
        self._combo.setCurrentIndex(0)
        self._combo.blockSignals(False)

    def _chip(self, key: str, words: str) -> QPushButton:
        chip = QPushButton(f"{words}  ✕")
        chip.setProperty("look", "chip")
        chip.setAccessibleName(f"Remove {words}")
        chip.setToolTip(f"Remove {words}")
        chip.clicked.connect(lambda: self._change(tuple(one for one in self._chosen if one != key)))
        chip.setSizePolicy(chip.sizePolicy().horizontalPolicy().Maximum, chip.sizePolicy().verticalPolicy())
        return chip

    def _on_activated(self) -> None:
        key = self._combo.currentData()
        if key:
            self._change((*self._chosen, key))

    def _change(self, chosen: tuple[str, ...]) -> None:
        self._chosen = chosen
        self.refresh()
        self._combo.setFocus()
        self.typed.emit()
        self.settled.emit()

    def value(self) -> object:
        return self._chosen

    def set_value(self, value: Value | None) -> None:
        chosen = value if isinstance(value, tuple) else ()
        if chosen != self._chosen:
            self._chosen = chosen
            self.refresh()

    def focus_target(self) -> QWidget:
        return self._combo


def make_editor(spec: FieldSpec, options: Options) -> Editor:
    """The editor for a fact. `options` gives what a reference may point at."""

    def choices() -> Sequence[tuple[str, str]]:
        return [(choice.id, choice.label) for choice in spec.choices]

    makers: dict[Kind, Callable[[], Editor]] = {
        Kind.TEXT: LineEditor,
        Kind.PHONE: LineEditor,
        Kind.EMAIL: LineEditor,
        Kind.LONG_TEXT: TextEditor,
        Kind.TEXTS: TextsEditor,
        Kind.NUMBER: lambda: NumberEditor(spec.unit),
        Kind.DECIMAL: lambda: NumberEditor(spec.unit),
        Kind.DATE: DateEditor,
        Kind.YES_NO: YesNoEditor,
        Kind.CHOICE: lambda: ChoiceEditor(choices),
        Kind.CHOICES: lambda: ChoicesEditor(choices),
        Kind.REFERENCE: lambda: ChoiceEditor(options, searchable=True),
        Kind.REFERENCES: lambda: ReferencesEditor(options),
    }
    return makers[spec.kind]()


def _make_searchable(combo: QComboBox) -> None:
    combo.setEditable(True)
    combo.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
    completer: Any = combo.completer()
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)


def _stretch() -> Any:
    from PySide6.QtWidgets import QSizePolicy, QSpacerItem

    return QSpacerItem(S, 0, QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
