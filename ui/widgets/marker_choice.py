"""Choosing what to mark: all kinds of markers in their groups, each with its mark."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from eopbuilder.domain.records.pictures import MARKER_GROUPS, MARKER_KINDS
from ui.icons import lasting_icon
from ui.theme import S, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.picture_items import marker_pixmap

_NOTHING = "Nothing: just choose"
_MARK = 22
_SHOWN_AT_ONCE = 20
_LETTERS = 18


class MarkerChoice(QWidget):
    """A box of kinds. `kind_chosen` carries the kind that is placed from now on, empty for none."""

    kind_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box = ChoiceBox()
        self._box.setAccessibleName("What to mark")
        self._box.setAccessibleDescription("Then click where it is, or move the cross-hair there and press Enter")
        self._box.setMinimumContentsLength(_LETTERS)
        self._box.setMaxVisibleItems(_SHOWN_AT_ONCE)
        self._box.setIconSize(QSize(theme().px(_MARK), theme().px(_MARK)))
        self._box.addItem(_NOTHING, "")
        for group, title in MARKER_GROUPS.items():
            self._add_heading(f"{title[:1].upper()}{title[1:]}")
            for kind, about in MARKER_KINDS.items():
                if about.group == group:
                    self._box.addItem(lasting_icon(marker_pixmap(kind, size=_MARK)), about.label, kind)
        label = QLabel("&Mark")
        label.setBuddy(self._box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._box)
        self._box.currentIndexChanged.connect(lambda _place: self.kind_chosen.emit(self.kind))

    def _add_heading(self, words: str) -> None:
        heading = QStandardItem(words)
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setFont(theme().font("small", bold=True))
        model = self._box.model()
        if isinstance(model, QStandardItemModel):
            model.appendRow(heading)

    @property
    def kind(self) -> str:
        """The kind chosen, or empty."""
        return str(self._box.currentData() or "")

    def choose(self, kind: str) -> None:
        """Chooses a kind, as a person does."""
        self._box.setCurrentIndex(max(0, self._box.findData(kind)))
