"""What is becoming of an export: its progress, with a way to stop it, and afterwards what was written."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ui.theme import M, S
from ui.widgets.announce import announce
from ui.widgets.into_view import bring_into_view


class ExportOutcome(QFrame):
    """Hidden until something is first written. `cancelled` is told when the user stops what is under way.

    While it lasts the keyboard is on “Cancel”; afterwards it is where it goes on: on what opens the file, or back where
    it was. Whoever has moved it meanwhile is left there.
    """

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._file: Path | None = None
        self._before: QWidget | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of the export")
        self._cancel = QPushButton("C&ancel")
        self._cancel.clicked.connect(self.cancelled)
        self._open = QPushButton("&Open it")
        self._open.clicked.connect(self._on_open_clicked)
        self._show = QPushButton("Show in &folder")
        self._show.clicked.connect(self._on_show_clicked)
        row = QHBoxLayout()
        row.setSpacing(S)
        for button in (self._cancel, self._open, self._show):
            row.addWidget(button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, M)
        layout.setSpacing(S)
        layout.addWidget(self._words)
        layout.addWidget(self._bar)
        layout.addLayout(row)
        self.hide()

    def begin(self, words: str) -> None:
        """Shows that something is under way, where the user sees it."""
        self._before = QApplication.focusWidget()
        self._bar.setValue(0)
        self._show_state(words, under_way=True)
        self._cancel.setFocus()
        QTimer.singleShot(0, self, lambda: bring_into_view(self))

    def show_progress(self, share: float) -> None:
        """Shows the share done, 0 to 1."""
        self._bar.setValue(round(share * 100))

    def end(self, words: str, file: Path | None = None, *, opens: bool = False) -> None:
        """Shows how it ended. With a file there is a way to its folder, and to itself where it `opens`."""
        self._file = file
        had_keyboard = QApplication.focusWidget() in (self._cancel, None)
        self._show_state(words, under_way=False, opens=opens)
        announce(self._words, words)
        if had_keyboard:
            following = self._open if opens else self._show if file else self._before
            if following is not None:
                following.setFocus()

    def _show_state(self, words: str, *, under_way: bool, opens: bool = False) -> None:
        self._words.setText(words)
        self.setVisible(bool(words))
        self._bar.setVisible(under_way)
        self._open.setVisible(opens)
        self._show.setVisible(not under_way and self._file is not None)
        self._cancel.setVisible(under_way)

    def _on_open_clicked(self) -> None:
        if self._file is not None:
            _show_in_system(self._file)

    def _on_show_clicked(self) -> None:
        if self._file is not None:
            _show_in_system(self._file.parent)


def _show_in_system(path: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
