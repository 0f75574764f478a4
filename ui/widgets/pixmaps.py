"""The images of a plan on screen: decoded once, and small ones made in the background."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage, QImageReader, QPixmap

from ui.jobs import Jobs, Progress

_MOST_KEPT = 4
"""Decoded images that are kept: each of them takes up to 16 MB."""
_kept: dict[str, QPixmap] = {}


def decoded(image: str, data: bytes) -> QPixmap:
    """An image of the plan; `image` is its id, by which the last few are remembered."""
    found = _kept.pop(image, None)
    if found is None:
        found = QPixmap()
        found.loadFromData(data)
    _kept[image] = found
    while len(_kept) > _MOST_KEPT:
        del _kept[next(iter(_kept))]
    return found


def shrunk(data: bytes, width: int, height: int) -> QImage:
    """An image as large as fits into so many pixels, decoded no larger than that needs. Any thread may call it."""
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size().scaled(QSize(width, height), Qt.AspectRatioMode.KeepAspectRatio)
    reader.setScaledSize(size.expandedTo(QSize(1, 1)))
    return reader.read()


class Thumbnails(QObject):
    """Small pictures by the id of their image. `ready` comes when there are new ones."""

    ready = Signal()

    def __init__(self, jobs: Jobs, on_fault: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_fault = on_fault
        self._made: dict[str, QPixmap] = {}
        self._waiting: set[str] = set()

    def get(self, image: str) -> QPixmap | None:
        """The small picture of an image, or None while there is none yet."""
        return self._made.get(image)

    def want(self, images: Mapping[str, bytes], edge: QSize, ratio: float) -> None:
        """Has these made if they are not; `edge` is the room there is for each, `ratio` device pixels to a pixel."""
        missing = {one: data for one, data in images.items() if one not in self._made and one not in self._waiting}
        if not missing:
            return
        self._waiting |= missing.keys()
        width, height = round(edge.width() * ratio), round(edge.height() * ratio)

        def work(progress: Progress) -> tuple[dict[str, QImage], float]:
            made = {}
            for place, (image, data) in enumerate(missing.items()):
                progress(place / len(missing))
                made[image] = shrunk(data, width, height)
            return made, ratio

        self._jobs.start(work, done=self._take, failed=self._on_fault)

    def _take(self, result: tuple[dict[str, QImage], float]) -> None:
        made, ratio = result
        for image, small in made.items():
            picture = QPixmap.fromImage(small)
            picture.setDevicePixelRatio(ratio)
            self._made[image] = picture
            self._waiting.discard(image)
        self.ready.emit()
