"""Importing a staff list: see how the file was understood, correct it, and read what became of every row."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFrame,
    QGridLayout,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.errors import UserFixable
from eopbuilder.planning.session import Session
from eopbuilder.planning.staff_import import STAFF_FIELDS, StaffPreview, StaffReport, import_staff, preview
from ui.dialogs.sizes import open_at
from ui.icons import set_icon
from ui.jobs import Jobs
from ui.theme import L, S, theme

_LEFT_OUT = "Leave out"
_ROOM_FOR_TWO = 760
"""Narrower than this, at 100 % text, the columns stand below one another."""
_SHORTEST_CHOICE = 12
"""Characters of a choice that are always seen."""
_FILTER = "Staff lists (*.csv *.tsv *.txt *.xlsx);;All files (*)"


class ImportStaffDialog(QDialog):
    """Three views in turn: the file being read, its columns to confirm, the report.

    `on_problem` shows a problem the user can mend; the dialog goes back to choosing a file afterwards.
    """

    def __init__(
        self,
        session: Session,
        as_of: date,
        on_problem: Callable[[UserFixable], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Import a staff list")
        self._session = session
        self._as_of = as_of
        self._on_problem = on_problem
        self._jobs = Jobs(self)
        self._preview: StaffPreview | None = None
        self._choices: dict[int, QComboBox] = {}
        self.report: StaffReport | None = None
        self._views = QStackedWidget()
        self._start = self._start_view()
        self._columns = QWidget()
        self._report_text = _report_box()
        self._views.addWidget(self._start)
        self._views.addWidget(self._columns)
        self._views.addWidget(self._report_view())
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = QPushButton("&Import")
        self._import.setProperty("look", "primary")
        self._import.setEnabled(False)
        self._import.clicked.connect(self._on_import_clicked)
        self._buttons.addButton(self._import, QDialogButtonBox.ButtonRole.ActionRole)
        self._buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(L)
        layout.addWidget(self._views, 1)
        layout.addWidget(self._buttons)
        open_at(self, 860, 660)

    def _start_view(self) -> QWidget:
        view = QWidget()
        words = QLabel(
            "Choose the staff list as your system exports it: CSV or Excel (XLSX), with its own column names. "
            "Nothing is changed before you have seen how it was understood."
        )
        words.setWordWrap(True)
        choose = QPushButton("&Choose a file…")
        set_icon(choose, "open-folder")
        choose.clicked.connect(self._on_choose_clicked)
        layout = QVBoxLayout(view)
        layout.addWidget(words)
        layout.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)
        return view

    def _report_view(self) -> QWidget:
        view = QWidget()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        title = QLabel("What was imported")
        title.setProperty("type", "section")
        layout.addWidget(title)
        layout.addWidget(self._report_text, 1)
        return view

    def _on_choose_clicked(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose a staff list", "", _FILTER)
        if name:
            self.read_file(Path(name))

    def read_file(self, path: Path) -> None:
        """Reads a list in the background and shows its columns."""
        self._start.setEnabled(False)
        self._jobs.start(lambda _progress: preview(path), done=self._on_read, failed=self._on_failed)

    def _on_failed(self, error: Exception) -> None:
        self._start.setEnabled(True)
        if not isinstance(error, UserFixable):
            raise error
        self._on_problem(error)

    def _on_read(self, found: StaffPreview) -> None:
        self._preview = found
        columns = self._columns_view(found)
        place = self._views.indexOf(self._columns)
        self._views.removeWidget(self._columns)
        self._columns.deleteLater()
        self._columns = columns
        self._views.insertWidget(place, columns)
        self._views.setCurrentWidget(columns)
        self._import.setEnabled(True)
        self._import.setDefault(True)

    def _columns_view(self, found: StaffPreview) -> QWidget:
        view = QWidget()
        layout = QVBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        rows = f"{found.row_count:,} row{'' if found.row_count == 1 else 's'}"
        words = QLabel(f"{rows}, read as {found.format}. Check what each column holds.")
        words.setWordWrap(True)
        layout.addWidget(words)
        layout.addWidget(self._choice_grid(found), 3)
        layout.addWidget(QLabel("The first rows:"))
        layout.addWidget(_sample_table(found), 2)
        return view

    def _choice_grid(self, found: StaffPreview) -> QScrollArea:
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setContentsMargins(0, 0, S, 0)
        grid.setVerticalSpacing(S)
        self._choices = {}
        abreast = 2 if self.width() >= theme().px(_ROOM_FOR_TWO) else 1
        for place, heading in enumerate(found.columns):
            choice = QComboBox()
            choice.addItem(_LEFT_OUT, "")
            for field, words in STAFF_FIELDS.items():
                choice.addItem(words, field)
            choice.setCurrentIndex(max(0, choice.findData(found.mapping.get(place, ""))))
            label = QLabel(heading or f"Column {place + 1}")
            label.setBuddy(choice)
            choice.setAccessibleName(f"What the column {label.text()} holds")
            choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            choice.setMinimumContentsLength(_SHORTEST_CHOICE)
            row, column = divmod(place, abreast)
            grid.addWidget(label, row, column * 2)
            grid.addWidget(choice, row, column * 2 + 1)
            grid.setColumnStretch(column * 2 + 1, 1)
            self._choices[place] = choice
        scroll = QScrollArea()
        scroll.setWidget(inner)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return scroll

    def mapping(self) -> dict[int, str]:
        """What each column holds, as chosen."""
        return {place: choice.currentData() for place, choice in self._choices.items() if choice.currentData()}

    def _on_import_clicked(self) -> None:
        if self._preview is None:
            return
        try:
            self.report = import_staff(
                self._session, preview=self._preview, mapping=self.mapping(), as_of=self._as_of, origin=self
            )
        except UserFixable as problem:
            self._on_problem(problem)
            return
        self._report_text.setPlainText(report_words(self.report))
        self._views.setCurrentIndex(self._views.count() - 1)
        self._import.hide()
        cancel = self._buttons.button(QDialogButtonBox.StandardButton.Cancel)
        cancel.hide()
        close = self._buttons.addButton(QDialogButtonBox.StandardButton.Close)
        close.clicked.connect(self.accept)
        close.setFocus()

    def done(self, result: int) -> None:
        self._jobs.close()
        super().done(result)


def report_words(report: StaffReport) -> str:
    """The report as text to read and copy."""
    lines = [
        f"{report.added} people added, {report.merged} rows merged with people known already.",
        f"{report.left} of them have left; they stay in the plan, marked. {report.people} people are in the plan now.",
    ]
    for title, notes in (("Rows not taken", report.rejected), ("Please look at these rows", report.warnings)):
        if notes:
            lines += ["", f"{title}:", *(f"Row {note.row}: {note.why}." for note in notes)]
    if not report.rejected:
        lines += ["", "Every row was taken."]
    return "\n".join(lines)


def _report_box() -> QPlainTextEdit:
    box = QPlainTextEdit()
    box.setReadOnly(True)
    box.setAccessibleName("What was imported")
    box.setTabChangesFocus(True)
    return box


def _sample_table(found: StaffPreview) -> QTableWidget:
    table = QTableWidget(len(found.samples), len(found.columns))
    table.setAccessibleName("The first rows of the list")
    table.setHorizontalHeaderLabels([heading or f"Column {place + 1}" for place, heading in enumerate(found.columns)])
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    table.verticalHeader().hide()
    for place, row in enumerate(found.samples):
        for column, text in enumerate(row[: len(found.columns)]):
            table.setItem(place, column, QTableWidgetItem(text))
    return table
