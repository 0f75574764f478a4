"""Why a page asks, and where that comes from: in full where there is room, else behind a button."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme import XS


class WhyAsked(QWidget):
    """The reason in words, which a narrow page folds away until a person wants to read it."""

    def __init__(self, why: str, sources: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = False
        self._button = QPushButton("Why this is asked")
        self._button.setCheckable(True)
        self._button.setProperty("look", "link")
        self._button.setAccessibleDescription("Shows the reason and where it comes from")
        self._button.toggled.connect(lambda _on: self._show())
        self._words = QLabel(f"Why this is asked: {why} {sources}".strip())
        self._words.setProperty("type", "small")
        self._words.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._words)
        self._show()

    def set_folded(self, folded: bool) -> None:
        """Folds the reason away, or shows it without being asked."""
        if folded != self._folded:
            self._folded = folded
            self._show()

    def height_for(self, width: int) -> int:
        """What it takes at a width."""
        button = self._button.sizeHint().height() if self._folded else 0
        return button + (self._words.heightForWidth(width) if self._is_open() else 0)

    def _is_open(self) -> bool:
        return not self._folded or self._button.isChecked()

    def _show(self) -> None:
        self._button.setVisible(self._folded)
        self._words.setVisible(self._is_open())
