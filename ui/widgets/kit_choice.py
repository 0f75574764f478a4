"""Choosing the kind of file for the kit: cards, signs, sheets and forms to hand out and fill in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.theme import M, S


class KitChoice(QWidget):
    """Two buttons. `chosen` tells `pdf` or `docx`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        title = QLabel("To hand out and post: the kit")
        title.setProperty("type", "section")
        title.setWordWrap(True)
        use = QLabel(
            "Contact sheet and call tree, cards for rooms and wallets, messages, signs and cards for reunification, "
            "ICS forms, records, a family guide: each made from this plan."
        )
        use.setProperty("type", "muted")
        use.setWordWrap(True)
        grid = QGridLayout()
        grid.setVerticalSpacing(M)
        self.buttons = []
        for column, (words, file_format) in enumerate((("&Kit as PDF", "pdf"), ("K&it as Word", "docx"))):
            button = QPushButton(words)
            set_icon(button, "export")
            button.setAccessibleDescription("A folder of documents, each made from this plan")
            button.clicked.connect(lambda _checked=False, one=file_format: self.chosen.emit(one))
            grid.addWidget(button, 0, column)
            self.buttons.append(button)
        grid.setColumnStretch(2, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(title)
        layout.addWidget(use)
        layout.addLayout(grid)
