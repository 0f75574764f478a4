"""Published requirements held against the plan: which are met, from facts, and where to mend those that are not."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.requirements import Judged, RequirementPack, Status
from eopbuilder.planning.requirements import judge, packs_for, packs_of_the_district
from ui.icons import icon, set_icon
from ui.theme import M, S
from ui.workspace import Workspace

_SHORTEST_CHOICE = 16
"""Characters of a title that are always seen."""
_ICONS = {
    Status.MET: ("complete", "good"),
    Status.PARTLY: ("warning", "warning"),
    Status.MISSING: ("error", "error"),
    Status.NOT_APPLICABLE: ("note", "accent"),
}
_WORDS = {
    Status.MET: "Met",
    Status.PARTLY: "Partly met",
    Status.MISSING: "Missing",
    Status.NOT_APPLICABLE: "Does not apply",
}


class RequirementsPart(QWidget):
    """A set of requirements as a table. `finding_chosen` leads to the page that mends one."""

    finding_chosen = Signal(object)

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._packs: tuple[RequirementPack, ...] = packs_for(workspace.plan)
        self._judged: tuple[Judged, ...] = ()
        self._choice = QComboBox()
        self._choice.setAccessibleName("Set of requirements")
        for pack in self._packs:
            self._choice.addItem(pack.title, pack.id)
        self._choice.currentIndexChanged.connect(self._start)
        words = QLabel("&Requirements")
        words.setBuddy(self._choice)
        self._mend = QPushButton("&Go to the page")
        set_icon(self._mend, "next")
        self._mend.clicked.connect(self._on_mend)
        row = QHBoxLayout()
        row.addWidget(words)
        row.addWidget(self._choice, 1)
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(_SHORTEST_CHOICE)
        self._note = QLabel()
        self._note.setWordWrap(True)
        self._note.setProperty("type", "muted")
        self._table = QTableWidget(0, 3)
        self._table.setAccessibleName("Requirements and whether the plan meets them")
        self._table.setHorizontalHeaderLabels(["Requirement", "Status", "What must be there"])
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._table.setTabKeyNavigation(False)
        self._table.setWordWrap(True)
        self._table.verticalHeader().hide()
        header = self._table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)
        self._table.itemActivated.connect(self._on_mend)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(S)
        layout.addLayout(row)
        layout.addWidget(self._note)
        layout.addWidget(self._table, 1)
        layout.addWidget(self._mend, 0, Qt.AlignmentFlag.AlignLeft)
        layout.setContentsMargins(0, 0, 0, M)
        workspace.reviewed.connect(self._start)
        self._start()

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._choice

    def flush(self) -> None:
        """Nothing is typed here."""

    def show_finding(self, _finding: Finding) -> bool:
        return False

    def _start(self) -> None:
        chosen = next((pack for pack in self._packs if pack.id == self._choice.currentData()), None)
        if chosen is None:
            return
        space = self._workspace
        plan, pack, as_of, findings = space.plan, space.pack, space.as_of, space.findings

        def work(_progress: Callable[[float], None]) -> tuple[Judged, ...]:
            return judge(plan, pack, as_of, findings, (chosen,))

        space.jobs.start(work, done=self._show, failed=space.trouble.emit)

    def _show(self, judged: tuple[Judged, ...]) -> None:
        if judged == self._judged:
            return
        self._judged = judged
        row = self._table.currentRow()
        self._table.setRowCount(len(judged))
        for place, one in enumerate(judged):
            name, color = _ICONS[one.status]
            for column, text in enumerate((one.requirement.title, _WORDS[one.status], one.requirement.text)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                if column == 1:
                    item.setIcon(icon(name, color, 16))
                self._table.setItem(place, column, item)
        self._table.resizeRowsToContents()
        self._table.setCurrentCell(max(0, min(row, len(judged) - 1)), 0)
        self._note.setText(self._summary(judged))

    def _summary(self, judged: tuple[Judged, ...]) -> str:
        counts = {status: sum(one.status is status for one in judged) for status in Status}
        told = ", ".join(f"{counts[status]} {_WORDS[status].lower()}" for status in Status if counts[status])
        _own, refused = packs_of_the_district()
        broken = f" {refused[0]}" if refused else ""
        return f"{told}. {judged[0].pack.note if judged else ''}{broken}".strip()

    def _on_mend(self) -> None:
        row = self._table.currentRow()
        if 0 <= row < len(self._judged):
            one = self._judged[row]
            remedy = one.requirement.text
            self.finding_chosen.emit(Finding("", Severity.NOTE, one.where, one.requirement.title, remedy))
