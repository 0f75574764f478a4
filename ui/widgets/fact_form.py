"""A column of form rows that follows the plan: for the fields of one record, or for some questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from eopbuilder.domain.facts import FieldSpec
from eopbuilder.domain.records import RECORD_TYPES, field_spec, field_specs, image_fields
from eopbuilder.domain.rules.questions import UNANSWERED
from eopbuilder.planning.changes import ChangeSet
from ui.theme import XL, M, theme
from ui.widgets.bindings import Binding, QuestionBinding, RecordBinding
from ui.widgets.form_row import FormRow, with_mnemonics
from ui.widgets.into_view import bring_into_view
from ui.workspace import Workspace

_COLUMN_WIDTH = 720
_ALL_THE_WIDTH = 10_000
_KEYS_OF_THE_WINDOW = "fevhbn"
"""Letters with Alt that belong to menus and page turning."""


class FactForm(QWidget):
    """Form rows, one below the other."""

    def __init__(self, workspace: Workspace, bindings: Sequence[Binding], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        labels = with_mnemonics((one.spec.label for one in bindings), _KEYS_OF_THE_WINDOW)
        self.rows = [FormRow(workspace, binding, label) for binding, label in zip(bindings, labels, strict=True)]
        for row in self.rows:
            layout.addWidget(row)
        workspace.changed.connect(self._on_workspace_changed)
        workspace.reviewed.connect(self.show_findings)
        self.show_findings()

    def row(self, field: str) -> FormRow | None:
        """The row of a field or question, or None."""
        return next((row for row in self.rows if row.field == field), None)

    def flush(self) -> None:
        """Saves what is being typed."""
        for row in self.rows:
            row.flush()

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        for row in self.rows:
            if changes.origin is not row:
                row.refresh()

    def show_findings(self) -> None:
        """Shows the present findings beside their fields."""
        for row in self.rows:
            found = self._workspace.findings_at(row.record_key, row.field)
            row.show_findings([one for one in found if one.code != UNANSWERED.code])


def record_form(workspace: Workspace, table: str, record: str, *, leave_out: Iterable[str] = ()) -> FactForm:
    """A form for the fields of one record; images are not chosen in it."""
    hidden = {*leave_out, *image_fields(table)}
    specs: list[FieldSpec] = [spec for spec in field_specs(RECORD_TYPES[table]) if spec.name not in hidden]
    return FactForm(workspace, [RecordBinding(workspace, table, record, spec) for spec in specs])


def question_form(workspace: Workspace, questions: Iterable[str]) -> FactForm:
    """A form for questions of the template pack."""
    return FactForm(workspace, [QuestionBinding(workspace, workspace.pack.questions[one]) for one in questions])


def asking_form(workspace: Workspace, names: Iterable[str]) -> FactForm:
    """A form for what a fast lane asks: questions, and fields of the school or plan such as `school.name`."""
    bindings: list[Binding] = []
    for name in names:
        table, dot, field = name.partition(".")
        if dot:
            record = workspace.plan.records(table)[0].id
            bindings.append(RecordBinding(workspace, table, record, field_spec(RECORD_TYPES[table], field)))
        else:
            bindings.append(QuestionBinding(workspace, workspace.pack.questions[name]))
    return FactForm(workspace, bindings)


def in_column(content: QWidget) -> QWidget:
    """The content at the top left, in lines short enough to read."""
    column = QWidget()
    column.setObjectName("scrolled")
    content.setMaximumWidth(theme().px(_COLUMN_WIDTH))
    row = QHBoxLayout()  # a column alone would ask for the height of wider lines than the content ever gets
    row.addWidget(content, _ALL_THE_WIDTH)
    row.addStretch(1)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, M, XL)
    layout.addLayout(row)
    layout.addStretch(1)
    return column


def scrolled(content: QWidget) -> QScrollArea:
    """The content in a scroll area of its own."""
    area = QScrollArea()
    area.setWidget(in_column(content))
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def reveal(row: FormRow) -> None:
    """Scrolls to a row and puts the keyboard into it, once the page is laid out."""

    def show() -> None:
        bring_into_view(row)
        row.focus_field()

    QTimer.singleShot(0, row, show)
