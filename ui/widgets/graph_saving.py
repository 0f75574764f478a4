"""Saving what is seen of the role graph as a file, in the background, with progress and cancel."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QMenu, QProgressBar, QPushButton, QWidget

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.planning.exporting import ExportResult, export_picture
from eopbuilder.rolegraph.pictures import Picture
from ui.jobs import Job, Jobs, Progress
from ui.theme import S
from ui.widgets.announce import announce
from ui.widgets.export_names import suggested_name

_FORMATS = {
    "Save as a d&rawing (SVG)…": ".svg",
    "Save as a pi&cture (PNG)…": ".png",
    "Save as a pa&ge (PDF)…": ".pdf",
}


class GraphSaving(QWidget):
    """A line with the progress of saving and what became of it; not there while there is nothing to say."""

    def __init__(self, jobs: Jobs, on_trouble: Callable[[Exception], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_trouble = on_trouble
        self._job: Job | None = None
        self._folder = Path.home()
        self._words = QLabel()
        self._words.setWordWrap(True)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._bar = QProgressBar()
        self._bar.setRange(0, 100)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName("Progress of saving the drawing")
        self._cancel = QPushButton("C&ancel")
        self._cancel.clicked.connect(self._on_cancel_clicked)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self._words, 2)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def save_beside(self, folder: Path) -> None:
        """Takes the folder that is offered first."""
        self._folder = folder

    def fill_menu(self, menu: QMenu, content: tuple[Plan, Pack, date], picture: Picture) -> None:
        """Adds an entry for each kind of file."""
        for words, ending in _FORMATS.items():
            action = menu.addAction(words)
            action.setEnabled(self._job is None)
            action.triggered.connect(lambda _checked=False, ending=ending: self._ask(content, picture, ending))

    def _ask(self, content: tuple[Plan, Pack, date], picture: Picture, ending: str) -> None:
        suggested = self._folder / suggested_name(content[0], ending, of_graph=True)
        kind = f"Role graph (*{ending})"
        name, _ = QFileDialog.getSaveFileName(self, "Save what is shown", str(suggested), kind)
        if name:
            target = Path(name)
            if target.suffix.casefold() != ending:
                target = target.with_name(f"{target.name}{ending}")
            self.save(content, picture, target)

    def save(self, content: tuple[Plan, Pack, date], picture: Picture, target: Path) -> None:
        """Writes a picture to a file, in the background."""
        plan, pack, as_of = content

        def work(progress: Progress) -> ExportResult:
            return export_picture(plan, pack, as_of, target, picture, progress=progress)

        self._bar.setValue(0)
        self._say(f"Writing {target.name}…", busy=True)
        self._job = self._jobs.start(
            work,
            done=self._on_written,
            failed=self._on_failed,
            progressed=lambda share: self._bar.setValue(round(share * 100)),
            cancelled=lambda: self._end("Saving was cancelled. An older file was left as it was."),
        )

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_written(self, result: ExportResult) -> None:
        self._end("\n".join([f"{result.path.name} was written to {result.path.parent}.", *result.warnings]))

    def _on_failed(self, error: Exception) -> None:
        self._end("Nothing was written.")
        self._on_trouble(error)

    def _end(self, words: str) -> None:
        self._job = None
        self._say(words, busy=False)
        announce(self._words, words)

    def _say(self, words: str, *, busy: bool) -> None:
        self._words.setText(words)
        self._bar.setVisible(busy)
        self._cancel.setVisible(busy)
        self.show()
