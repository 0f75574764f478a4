"""The parts wizard pages are made of: questions, fields of the school, lists of records, roles, review, export."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Step, StepPart
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Agreement, Record
from eopbuilder.planning.changes import ChangeSet
from ui.dialogs import messages
from ui.dialogs.import_staff import ImportStaffDialog
from ui.icons import set_icon
from ui.theme import M
from ui.widgets.export_panel import ExportPanel
from ui.widgets.fact_form import FactForm, asking_form, in_column, question_form, record_form, reveal
from ui.widgets.findings_list import FindingsList
from ui.widgets.logo_row import LogoRow
from ui.widgets.record_list import RecordList
from ui.wizard.annexes_part import AnnexesPart
from ui.wizard.hazard_choice_part import HazardChoicePart
from ui.wizard.messages_part import MessagesPart
from ui.wizard.pictures_part import PicturesPart
from ui.wizard.requirements_part import RequirementsPart
from ui.wizard.roles_part import RolesPart
from ui.wizard.scenarios_part import ScenariosPart
from ui.wizard.texts_part import TextsPart
from ui.workspace import Workspace


class PartView(Protocol):
    """What every part can do for its page."""

    def widget(self) -> QWidget: ...

    def first_control(self) -> QWidget | None:
        """Where the keyboard starts; None for the first control there is."""

    def flush(self) -> None: ...

    def show_finding(self, finding: Finding) -> bool:
        """Leads to the field a finding is about; False when this part does not hold it."""


class FormPart:
    """Questions, or the fields of a single record, and perhaps something more below them."""

    def __init__(self, form: FactForm, below: QWidget | None = None) -> None:
        self._form = form
        content: QWidget = form
        if below is not None:
            content = QWidget()
            column = QVBoxLayout(content)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(M)
            column.addWidget(form)
            column.addWidget(below)
        self._holder = in_column(content)

    def widget(self) -> QWidget:
        return self._holder

    def first_control(self) -> QWidget | None:
        return None

    def flush(self) -> None:
        self._form.flush()

    def show_finding(self, finding: Finding) -> bool:
        row = self._form.row(finding.where.field)
        if row is None:
            return False
        reveal(row)
        return True


class ListPart:
    """A list of records."""

    def __init__(self, records: RecordList, table: str) -> None:
        self._records = records
        self._table = table

    def widget(self) -> QWidget:
        return self._records

    def first_control(self) -> QWidget | None:
        return None

    def flush(self) -> None:
        self._records.flush()

    def show_finding(self, finding: Finding) -> bool:
        table, _, record = finding.where.record.partition(":")
        if table == self._table and record:
            self._records.choose(record, finding.where.field)
            return True
        return False


class _WholePart(QWidget):
    """A part that fills its page and in which nothing is typed."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return None

    def flush(self) -> None:
        """Nothing is typed here."""

    def show_finding(self, _finding: Finding) -> bool:
        return False


class ReviewPart(_WholePart):
    """All findings; each leads to the page that mends it."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.list = FindingsList()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.list)
        workspace.reviewed.connect(self._on_reviewed)
        self._show()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show()

    def _on_reviewed(self) -> None:
        if self.isVisible():  # else it would be made anew after each edit of another page
            self._show()

    def _show(self) -> None:
        self.list.show_findings(self._workspace.findings, self._workspace.pack)


class ExportPart(_WholePart):
    """Files to make, and how the plan will print."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(workspace)
        self.panel = ExportPanel(workspace.jobs, workspace.trouble.emit, workspace.trouble.emit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.panel)
        workspace.changed.connect(self._on_workspace_changed)
        self._show()

    def _on_workspace_changed(self, _changes: ChangeSet) -> None:
        self._show()

    def _show(self) -> None:
        space = self._workspace
        self.panel.show_plan(space.plan, space.pack, space.as_of, space.session.path.parent)


def make_part(workspace: Workspace, step: Step, part: StepPart) -> PartView:
    """The view of one part of a step."""
    if part.questions:
        return FormPart(question_form(workspace, part.questions))
    if part.asks:
        return FormPart(asking_form(workspace, part.asks))
    match part.editor:
        case "plan":
            return FormPart(record_form(workspace, "plan", workspace.plan.info.id))
        case "school":
            return FormPart(record_form(workspace, "school", workspace.plan.school.id), LogoRow(workspace))
        case "roles":
            return RolesPart(workspace)
        case "hazard-choice":
            return HazardChoicePart(workspace)
        case "annexes":
            return AnnexesPart(workspace)
        case "messages":
            return MessagesPart(workspace)
        case "section-texts":
            return TextsPart(workspace)
        case "scenarios":
            return ScenariosPart(workspace)
        case "pictures":
            return PicturesPart(workspace)
        case "requirements":
            return RequirementsPart(workspace)
        case "review":
            return ReviewPart(workspace)
        case "export":
            return ExportPart(workspace)
        case "people":
            return ListPart(RecordList(workspace, "people", extra_buttons=[_import_button(workspace)]), "people")
        case "agreements":
            return _agreements(workspace, step)
        case table:
            return ListPart(RecordList(workspace, table), table)


def _agreements(workspace: Workspace, step: Step) -> PartView:
    """On the page that has the providers, the agreements with providers; elsewhere all others."""
    of_providers = any(part.editor == "providers" for part in step.parts)

    def belongs(record: Record) -> bool:
        return isinstance(record, Agreement) and (record.kind == "provider") == of_providers

    presets = {"kind": "provider" if of_providers else "host"}
    return ListPart(RecordList(workspace, Agreement.TABLE, keep=belongs, presets=presets), Agreement.TABLE)


def _import_button(workspace: Workspace) -> QPushButton:
    button = QPushButton("&Import staff list…")
    button.setProperty("look", "primary")
    set_icon(button, "import", "on_accent")

    def start() -> None:
        ImportStaffDialog(
            workspace.session, workspace.as_of, lambda trouble: messages.problem(button.window(), trouble), button
        ).exec()

    button.clicked.connect(start)
    return button
