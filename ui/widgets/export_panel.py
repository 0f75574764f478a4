"""Writing the plan to files, with a look at the pages first."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning.exporting import ExportResult, export_graph, export_plan
from eopbuilder.planning.exporting_forms import export_forms
from eopbuilder.planning.exporting_kit import export_kit
from ui.dialogs.passphrase import ask_passphrase
from ui.icons import set_icon
from ui.jobs import Job, Jobs, Progress
from ui.preview.pdf_preview import PdfPreview
from ui.theme import XL, M, S, theme
from ui.widgets.copy_choice import CopyChoice
from ui.widgets.edition_choice import EditionChoice
from ui.widgets.export_names import forms_folder_name, kit_folder_name, suggested_name
from ui.widgets.export_outcome import ExportOutcome
from ui.widgets.into_view import bring_into_view
from ui.widgets.print_choice import PrintChoice
from ui.widgets.sheets_choice import FormsChoice, KitChoice

T = TypeVar("T")


@dataclass(frozen=True)
class _Format:
    """A file the panel can write: button words, what it is good for, name ending, and whether it is the graph."""

    words: str
    use: str
    ending: str
    of_graph: bool = False


_ROOM_FOR_TWO = 760
"""Narrower than this, at 100 % text, the pages stand below the buttons."""
_FORMATS = (
    _Format("&Word document", "To edit and to mail", ".docx"),
    _Format("&PDF", "To print and to publish; readable by screen readers", ".pdf"),
    _Format("Plain &text", "To read anywhere", ".txt"),
    _Format("Plan &data (JSON)", "For other programs, and to bring into another plan", ".json"),
    _Format("&Lists (Excel)", "Contacts, roles, partners, providers and sites, to sort and filter", ".xlsx"),
    _Format("Dates (calen&dar)", "Drills, meetings and what falls due, for a calendar program", ".ics"),
    _Format("Role graph as a d&rawing (SVG)", "For slides and posters, sharp at any size", ".svg", of_graph=True),
    _Format("Role graph as a pi&cture (PNG)", "For slides and mail", ".png", of_graph=True),
    _Format("Role graph as a pa&ge (PDF)", "To print on its own", ".pdf", of_graph=True),
)


class ExportPanel(QWidget):
    """Buttons for each format, the progress of the one being written, and a preview of the printed pages.

    `on_problem` shows a problem the user can mend; `on_fault` gets every other failure.
    """

    def __init__(
        self,
        jobs: Jobs,
        on_problem: Callable[[UserFixable], None],
        on_fault: Callable[[Exception], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_problem = on_problem
        self._on_fault = on_fault
        self._content: tuple[Plan, Pack, date] | None = None
        self._folder = Path.home()
        self._job: Job | None = None
        self._outcome = ExportOutcome()
        self._outcome.cancelled.connect(self._on_cancel_clicked)
        self._preview = PdfPreview()
        self._preview_button = QPushButton("Show the &pages")
        set_icon(self._preview_button, "search")
        self._preview_button.clicked.connect(self.refresh_preview)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._outcome)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(XL)
        column.addLayout(self._sides, 1)
        self._sides.addWidget(self._choices(), 1)
        self._sides.addWidget(self._pages(), 1)

    @property
    def preview(self) -> PdfPreview:
        """The pages shown."""
        return self._preview

    def show_plan(self, plan: Plan, pack: Pack, as_of: date, folder: Path) -> None:
        """Takes the plan to write; `folder` is offered first when a file is to be saved."""
        self._content = (plan, pack, as_of)
        self._folder = folder
        self._forms.show_levels(tuple(sorted(pack.levels, key=lambda level: level.rank)))
        self._show_copies()

    def _show_copies(self) -> None:
        if self._content is not None:
            self._copies.show_copies(self._content[0], self._editions.edition)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_TWO)
        self._sides.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)
        self._preview.setMinimumHeight(theme().px(320))

    def _choices(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        self._editions = EditionChoice()
        self._copies = CopyChoice()
        self._editions.changed.connect(self._show_copies)
        self._printing = PrintChoice()
        self._with_kit = QCheckBox("&Bind the sheets of the kit into the plan")
        self._with_kit.setAccessibleDescription(
            "Word, PDF and text then end with job action sheets, ICS forms and more"
        )
        self._with_kit.setToolTip(self._with_kit.accessibleDescription())
        grid = QGridLayout()
        grid.setVerticalSpacing(M)
        self._buttons = [self._preview_button]
        for row, format_ in enumerate(_FORMATS):
            button = QPushButton(format_.words)
            set_icon(button, "org-chart" if format_.of_graph else "export")
            if row == 0:
                button.setProperty("look", "primary")
                set_icon(button, "export", "on_accent")
            button.setAccessibleDescription(format_.use)
            button.clicked.connect(lambda _checked=False, chosen=format_: self._on_format_clicked(chosen))
            use = QLabel(format_.use)
            use.setProperty("type", "muted")
            use.setWordWrap(True)
            grid.addWidget(button, row, 0)
            grid.addWidget(use, row, 1)
            self._buttons.append(button)
        grid.setColumnStretch(1, 1)
        self._forms = FormsChoice()
        self._forms.chosen.connect(self._on_forms_chosen)
        self._kit = KitChoice()
        self._kit.format_chosen.connect(self._on_kit_chosen)
        self._buttons.extend((*self._forms.buttons, *self._kit.buttons))
        layout.addWidget(self._editions)
        layout.addWidget(self._copies)
        layout.addWidget(self._printing)
        layout.addWidget(self._with_kit)
        layout.addLayout(grid)
        layout.addWidget(self._forms)
        layout.addWidget(self._kit)
        layout.addStretch(1)
        return side

    def _pages(self) -> QWidget:
        side = QWidget()
        layout = QVBoxLayout(side)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        row = QHBoxLayout()
        title = QLabel("How it will print")
        title.setProperty("type", "section")
        row.addWidget(title)
        row.addStretch(1)
        row.addWidget(self._preview_button)
        layout.addLayout(row)
        layout.addWidget(self._preview, 1)
        return side

    def _on_format_clicked(self, format_: _Format) -> None:
        if self._content is None:
            return
        words = format_.words.replace("&", "")
        suggested = self._folder / suggested_name(
            self._content[0], format_.ending, of_graph=format_.of_graph, edition=self._editions.edition
        )
        name, _ = QFileDialog.getSaveFileName(self, f"Save {words}", str(suggested), f"{words} (*{format_.ending})")
        if name:
            target = Path(name)
            if target.suffix.casefold() != format_.ending:
                target = target.with_name(f"{target.name}{format_.ending}")
            passphrase = self._passphrase(format_.ending) if not format_.of_graph else ""
            if passphrase is not None:
                self.write(target, of_graph=format_.of_graph, passphrase=passphrase)

    def _passphrase(self, ending: str) -> str | None:
        """The passphrase to lock with; empty when nothing is to be locked, None when the user thinks better of it."""
        if not self._printing.locks or not ending.endswith("pdf"):
            return ""
        return ask_passphrase(self) or None

    def write(self, target: Path, *, of_graph: bool = False, passphrase: str = "") -> None:
        """Writes a file in the background; a PDF of the plan is locked when there is a passphrase."""
        if self._content is None:
            return
        edition = self._edition_of(target)
        if of_graph:
            write: Callable[..., ExportResult] = partial(export_graph, *self._content, edition=edition)
        else:
            write = partial(self._plan_writer(edition), passphrase=passphrase)

        def work(progress: Progress) -> ExportResult:
            return write(target=target, progress=progress)

        self._start(work, self._on_written, f"Writing {target.name}…", "An older file was left as it was.")

    def _plan_writer(self, edition: Edition | None) -> Callable[..., ExportResult]:
        """Writes the plan to a file as it is chosen above the buttons, in an edition."""
        if self._content is None:
            raise Bug("no plan to write")
        return partial(
            export_plan,
            *self._content,
            edition=edition,
            copy=self._copies.number,
            paper=self._printing.paper,
            with_kit=self._with_kit.isChecked(),
        )

    def _edition_of(self, target: Path) -> Edition | None:
        """The edition chosen. The data of the full plan are every fact, so that they can be taken in again."""
        chosen = self._editions.edition
        return None if chosen is Edition.FULL and target.suffix.casefold() == ".json" else chosen

    def _on_forms_chosen(self, level: int, file_format: str) -> None:
        if self._content is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, "Where to put the folder with the forms", str(self._folder))
        passphrase = self._passphrase(file_format) if chosen else None
        if passphrase is not None:
            folder = Path(chosen) / forms_folder_name(self._content[0], level, self._editions.edition)
            self.write_forms(folder, level, file_format, passphrase=passphrase)

    def write_forms(self, folder: Path, level: int, file_format: str, *, passphrase: str = "") -> None:
        """Writes the forms of a level that the edition chosen has into a folder, in the background.

        PDFs are locked when there is a passphrase.
        """
        self._write_sheets(partial(export_forms, level=level), folder, file_format, passphrase)

    def _on_kit_chosen(self, file_format: str) -> None:
        if self._content is None:
            return
        chosen = QFileDialog.getExistingDirectory(self, "Where to put the folder with the kit", str(self._folder))
        passphrase = self._passphrase(file_format) if chosen else None
        if passphrase is not None:
            folder = Path(chosen) / kit_folder_name(self._content[0], self._editions.edition)
            self.write_kit(folder, file_format, passphrase=passphrase)

    def write_kit(self, folder: Path, file_format: str, *, passphrase: str = "") -> None:
        """Writes the kit of the edition chosen into a folder, in the background.

        PDFs are locked when there is a passphrase.
        """
        self._write_sheets(export_kit, folder, file_format, passphrase)

    def _write_sheets(
        self, export: Callable[..., tuple[ExportResult, ...]], folder: Path, file_format: str, passphrase: str
    ) -> None:
        if self._content is None:
            return
        plan, pack, as_of = self._content
        write = partial(
            export,
            edition=self._editions.edition,
            file_format=file_format,
            paper=self._printing.paper,
            passphrase=passphrase,
        )

        def work(progress: Progress) -> tuple[ExportResult, ...]:
            return write(plan, pack, as_of, folder, progress=progress)

        left = "Files already finished stay; others were left as they were."
        self._start(work, self._on_sheets_written, f"Writing {folder.name}…", left)

    def _start(self, work: Callable[[Progress], T], done: Callable[[T], None], words: str, left: str) -> None:
        """Does something in the background; `left` says what is there after it was cancelled."""
        self._outcome.begin(words)
        self._set_enabled(False)
        self._job = self._jobs.start(
            work,
            done=done,
            failed=self._on_failed,
            progressed=self._outcome.show_progress,
            cancelled=lambda: self._end(f"The export was cancelled. {left}".strip()),
        )

    def _end(self, words: str, file: Path | None = None, *, opens: bool = False) -> None:
        self._job = None  # and with it goes a passphrase
        self._set_enabled(True)
        self._outcome.end(words, file, opens=opens)

    def refresh_preview(self) -> None:
        """Lays out the pages in the background and shows them."""
        if self._content is None:
            return
        write_plan = self._plan_writer(self._editions.edition)

        def work(progress: Progress) -> bytes:
            with tempfile.TemporaryDirectory() as folder:
                target = Path(folder) / "preview.pdf"
                write_plan(target=target, progress=progress)
                return target.read_bytes()

        self._start(work, self._on_preview_ready, "Laying out the pages…", "")

    def _on_preview_ready(self, data: bytes) -> None:
        self._end("")
        self._preview_button.setText("Show the &pages again")
        self._preview.show_pdf(data)
        if self._sides.direction() is QBoxLayout.Direction.TopToBottom:
            QTimer.singleShot(0, self._preview, lambda: bring_into_view(self._preview))

    def _on_cancel_clicked(self) -> None:
        if self._job is not None:
            self._job.cancel()

    def _on_written(self, result: ExportResult) -> None:
        told = f"{result.path.name} was written to {result.path.parent}."
        self._end("\n".join([told, *result.warnings]), result.path, opens=True)

    def _on_sheets_written(self, results: tuple[ExportResult, ...]) -> None:
        first = results[0].path
        warnings = dict.fromkeys(warning for result in results for warning in result.warnings)
        told = f"{len(results)} files were written to {first.parent}."
        self._end("\n".join([told, *warnings]), first)

    def _on_failed(self, error: Exception) -> None:
        self._end("Nothing was written.")
        if isinstance(error, UserFixable):
            self._on_problem(error)
        else:
            self._on_fault(error)

    def _set_enabled(self, enabled: bool) -> None:
        for button in self._buttons:
            button.setEnabled(enabled)
