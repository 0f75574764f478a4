"""Shows the pages of a PDF, as they will be printed."""

from __future__ import annotations

import pypdfium2
from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QToolButton, QVBoxLayout, QWidget

from ui.icons import set_icon
from ui.theme import XS, S, theme

_WIDEST = 1400
"""Pages are drawn at most this many pixels wide."""


class PdfPreview(QWidget):
    """One page at a time, with buttons and keys (Page Up, Page Down, Home, End) to turn them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pdf: pypdfium2.PdfDocument | None = None
        self._place = 0
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setWidget(self._page)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setAccessibleName("Page preview")
        self._scroll.installEventFilter(self)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._where = QLabel()
        self._earlier = _turn_button("back", "Previous page")
        self._later = _turn_button("next", "Next page")
        self._earlier.clicked.connect(lambda: self.show_page(self._place - 1))
        self._later.clicked.connect(lambda: self.show_page(self._place + 1))
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self._earlier)
        row.addWidget(self._where)
        row.addWidget(self._later)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(self._scroll, 1)
        layout.addLayout(row)
        self.clear()

    @property
    def page_count(self) -> int:
        """How many pages the shown PDF has; 0 when none is shown."""
        return len(self._pdf) if self._pdf is not None else 0

    @property
    def page(self) -> int:
        """The page shown, counted from 0."""
        return self._place

    def show_pdf(self, data: bytes) -> None:
        """Shows a PDF, on the page that was shown before where it still has that many."""
        self._close()
        self._pdf = pypdfium2.PdfDocument(data)
        self.show_page(min(self._place, self.page_count - 1))

    def clear(self) -> None:
        """Shows no page."""
        self._close()
        self._page.clear()
        self._where.setText("No pages yet")
        self._earlier.setEnabled(False)
        self._later.setEnabled(False)

    def show_page(self, place: int) -> None:
        """Turns to a page, counted from 0; a page there is not is the nearest there is."""
        if self._pdf is None:
            return
        self._place = max(0, min(place, self.page_count - 1))
        self._page.setPixmap(self._draw(self._pdf))
        words = f"Page {self._place + 1} of {self.page_count}"
        self._where.setText(words)
        self._page.setAccessibleName(words)
        self._earlier.setEnabled(self._place > 0)
        self._later.setEnabled(self._place < self.page_count - 1)
        self._scroll.verticalScrollBar().setValue(0)

    def _draw(self, pdf: pypdfium2.PdfDocument) -> QPixmap:
        page = pdf[self._place]
        ratio = self.devicePixelRatioF()
        room = max(240, self._scroll.viewport().width() - 2 * S)
        width = min(room * ratio, _WIDEST)
        bitmap = page.render(scale=width / page.get_width())
        image = QImage(
            bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888
        ).copy()
        page.close()
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._turn(event.key()):
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The area would scroll within a page where these keys turn pages; the arrow keys still scroll."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._turn(event.key()):
            return True
        return super().eventFilter(watched, event)

    def _turn(self, key: int) -> bool:
        """Turns to the page a key stands for; False when it stands for none."""
        turns: dict[int, int] = {
            Qt.Key.Key_PageUp: self._place - 1,
            Qt.Key.Key_PageDown: self._place + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: self.page_count - 1,
        }
        if key in turns:
            self.show_page(turns[key])
        return key in turns

    def sizeHint(self) -> QSize:
        return QSize(theme().px(420), theme().px(540))

    def _close(self) -> None:
        if self._pdf is not None:
            self._pdf.close()
            self._pdf = None


def _turn_button(icon: str, words: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "icon")
    button.setToolTip(words)
    button.setAccessibleName(words)
    set_icon(button, icon)
    return button
