"""Taking images in: from a dialog, from files dropped here, from the clipboard; read in the background, one by one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMimeData, QStandardPaths
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QWidget

from eopbuilder.planning.image_import import IMAGE_ENDINGS, prepare_image, read_image
from ui.jobs import Job, Progress
from ui.theme import M, S, theme
from ui.workspace import Workspace

FILES = f"Images ({' '.join(f'*.{ending}' for ending in IMAGE_ENDINGS)});;All files (*)"
Taken = Callable[[bytes, str], object]
"""Is called with an image as a plan keeps it, and a name for it."""


@dataclass(frozen=True)
class _Waiting:
    """An image to be read: a file, or what the clipboard holds."""

    what: Path | QImage
    name: str
    taken: Taken


class ImageIntake(QFrame):
    """Says what is being read, with a way to stop; hidden while there is nothing. A refusal is told in one sentence."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setProperty("tone", "note")
        self._workspace = workspace
        self._queue: list[_Waiting] = []
        self._reading: _Waiting | None = None
        self._job: Job | None = None
        self._words = QLabel()
        self._words.setWordWrap(True)
        bar = QProgressBar()
        bar.setRange(0, 0)
        bar.setTextVisible(False)
        bar.setAccessibleName("An image is being read")
        bar.setFixedWidth(theme().px(90))
        cancel = QPushButton("C&ancel")
        cancel.clicked.connect(self.cancel)
        row = QHBoxLayout(self)
        row.setContentsMargins(M, S, M, S)
        row.setSpacing(M)
        row.addWidget(self._words, 1)
        row.addWidget(bar)
        row.addWidget(cancel)
        self.hide()

    @property
    def words(self) -> str:
        """What is being read, or empty."""
        return self._words.text() if self._reading else ""

    # --- where images come from -------------------------------------------------------------------------------------

    def ask(self, title: str, taken: Taken, *, several: bool = False) -> None:
        """Lets the user choose a file, or several."""
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.PicturesLocation)
        if several:
            names, _ = QFileDialog.getOpenFileNames(self, title, start, FILES)
        else:
            name, _ = QFileDialog.getOpenFileName(self, title, start, FILES)
            names = [name] if name else []
        for one in names:
            self.take_file(Path(one), taken)

    def take_data(self, data: QMimeData, taken: Taken) -> bool:
        """Takes the files or the image in something dropped or pasted; False when there is none."""
        files = files_in(data)
        for file in files:
            self.take_file(file, taken)
        if not files and data.hasImage():
            image = data.imageData()
            if isinstance(image, QImage) and not image.isNull():
                self._take(_Waiting(image, "Pasted picture", taken))
                return True
        return bool(files)

    def take_file(self, file: Path, taken: Taken) -> None:
        """Takes a file."""
        self._take(_Waiting(file, file.name, taken))

    # --- reading ----------------------------------------------------------------------------------------------------

    def _take(self, waiting: _Waiting) -> None:
        self._queue.append(waiting)
        if self._reading is None:
            self._go_on()

    def _go_on(self) -> None:
        self._reading = self._queue.pop(0) if self._queue else None
        self.setVisible(self._reading is not None)
        if self._reading is None:
            self._job = None
            return
        more = f", {len(self._queue)} more to go" if self._queue else ""
        self._words.setText(f"Reading “{self._reading.name}”{more}…")
        what, name = self._reading.what, self._reading.name

        def work(_progress: Progress) -> bytes:
            return read_image(what) if isinstance(what, Path) else prepare_image(_as_file(what), name)

        self._job = self._workspace.jobs.start(
            work, done=self._on_done, failed=self._on_failed, cancelled=self._on_cancelled
        )

    def cancel(self) -> None:
        """Stops: what is being read and what waits is not taken."""
        self._queue.clear()
        if self._job is not None:
            self._job.cancel()
        self.hide()

    def _on_done(self, image: bytes) -> None:
        reading = self._reading
        if reading is not None:
            reading.taken(image, reading.name)
        self._go_on()

    def _on_failed(self, error: Exception) -> None:
        self._workspace.trouble.emit(error)
        self._go_on()

    def _on_cancelled(self) -> None:
        self._go_on()


def files_in(data: QMimeData) -> list[Path]:
    """The files on this computer that something dropped or pasted names."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def holds_image(data: QMimeData) -> bool:
    """Whether something dropped or pasted may hold an image."""
    return bool(files_in(data)) or data.hasImage()


def title_from(name: str) -> str:
    """A title to begin with, from the name of a file."""
    words = " ".join(Path(name).stem.replace("_", " ").replace("-", " ").split())
    return words[:1].upper() + words[1:]


def _as_file(image: QImage) -> bytes:
    """An image of the clipboard as the bytes of a file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]  # the stubs know no device that is a buffer
    return bytes(buffer.data().data())
