"""Scenarios to think through: the list of them, and below it what happens in the chosen one."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.records import Scenario
from eopbuilder.errors import UserFixable
from eopbuilder.planning.changes import ChangeSet
from eopbuilder.planning.exporting import ExportResult
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.scenarios import report_on
from eopbuilder.rolegraph.fixes import Fix
from eopbuilder.rolegraph.report import Report
from ui.dialogs import messages
from ui.icons import set_icon
from ui.jobs import Progress
from ui.settings import load_paper
from ui.theme import M
from ui.widgets.outcome_panel import OutcomePanel
from ui.widgets.record_list import RecordList
from ui.workspace import Workspace

_FILES = "PDF (*.pdf);;Word document (*.docx)"


class ScenariosPart(QWidget):
    """The saved scenarios with their outcome. `finding_chosen` leads to the page that closes a gap."""

    finding_chosen = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._wanted = 0
        self._print = QPushButton("&Print as an exercise…")
        set_icon(self._print, "export")
        self._print.clicked.connect(self._on_print_clicked)
        self.records = RecordList(workspace, Scenario.TABLE, extra_buttons=[self._print])
        self.records.chosen.connect(self._show)
        self.outcome = OutcomePanel()
        self.outcome.fix_chosen.connect(self._on_fix_chosen)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self.records)
        layout.addWidget(self.outcome)
        layout.addStretch(1)
        workspace.changed.connect(self._on_workspace_changed)
        self._show()

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return None

    def flush(self) -> None:
        self.records.flush()

    def show_finding(self, finding: Finding) -> bool:
        table, _, record = finding.where.record.partition(":")
        if table != Scenario.TABLE or not record:
            return False
        self.records.choose(record, finding.where.field)
        return True

    def _scenario(self) -> Scenario | None:
        return self._workspace.plan.get(Scenario, self.records.current)

    def _on_workspace_changed(self, _changes: ChangeSet) -> None:
        self._show()

    def _show(self) -> None:
        """Works out what happens in the chosen scenario in the background and shows it."""
        scenario = self._scenario()
        self._print.setEnabled(scenario is not None)
        self.outcome.setVisible(scenario is not None)
        self._wanted += 1
        if scenario is None:
            return
        space, number = self._workspace, self._wanted
        plan, pack, as_of = space.plan, space.pack, space.as_of

        def done(report: Report) -> None:
            if number == self._wanted:
                self.outcome.show_report(report)

        def failed(error: Exception) -> None:
            if number != self._wanted:
                return
            if isinstance(error, UserFixable):
                self.outcome.show_words(str(error))
            else:
                space.trouble.emit(error)

        space.jobs.start(lambda _progress: report_on(plan, pack, as_of, scenario), done=done, failed=failed)

    def _on_fix_chosen(self, fix: Fix) -> None:
        self.finding_chosen.emit(Finding("", Severity.WARNING, fix.where, fix.text, ""))

    def _on_print_clicked(self) -> None:
        self.flush()
        scenario = self._scenario()
        if scenario is None:
            return
        suggested = self._workspace.session.path.parent / "Exercise.pdf"
        name, kind = QFileDialog.getSaveFileName(self, "Print as an exercise", str(suggested), _FILES)
        if name:
            ending = ".docx" if "docx" in kind else ".pdf"
            target = Path(name)
            self.write(scenario, target if target.suffix else target.with_name(f"{target.name}{ending}"))

    def write(self, scenario: Scenario, target: Path) -> None:
        """Writes the exercise of a scenario in the background, and says where it is."""
        space = self._workspace
        plan, pack, as_of = space.plan, space.pack, space.as_of

        def work(progress: Progress) -> ExportResult:
            return export_exercise(plan, pack, as_of, scenario, target, paper=load_paper(), progress=progress)

        def done(result: ExportResult) -> None:
            messages.tell(self, "Exercise", f"{result.path.name} was written to {result.path.parent}.")

        space.jobs.start(work, done=done, failed=space.trouble.emit)
