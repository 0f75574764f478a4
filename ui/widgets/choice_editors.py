"""Editors for facts that are chosen rather than written: yes or no, one or several of a list."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QButtonGroup,
    QPushButton,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.facts import Value
from ui.theme import XS
from ui.widgets.check_box import WrappingCheckBox
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.editors import Editor, Options, stretch


class YesNoEditor(Editor):
    """Yes or no, with neither chosen while unknown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._yes, self._no = QRadioButton("Yes"), QRadioButton("No")
        self._group = QButtonGroup(self)
        for button in (self._yes, self._no):
            self._group.addButton(button)
            button.clicked.connect(self._on_clicked)
        self._lay_out(self._yes, self._no, stretched=False)
        layout = self.layout()
        if layout is not None:
            layout.addItem(stretch())

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
        self._combo = ChoiceBox(searchable=searchable)
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


class ChoicesEditor(Editor):
    """Any of a few."""

    def __init__(self, options: Options, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        self._boxes: dict[str, WrappingCheckBox] = {}
        for key, words in options():
            box = WrappingCheckBox(words)
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
        self._combo = ChoiceBox(searchable=True, opens_on_arrows=True)
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
        chip.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
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
