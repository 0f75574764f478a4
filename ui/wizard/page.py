"""A page of the wizard: why it asks, its parts one at a time, and a way between them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Citations, Pack, Step, check_locally
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.rules.questions import UNANSWERED
from eopbuilder.wizard.flow import is_about_the_whole, part_of, step_of
from ui.theme import XL, XS, L, M, S, theme
from ui.widgets.fact_form import reveal
from ui.widgets.findings_list import LOOKS, FindingsList
from ui.widgets.form_row import FormRow
from ui.widgets.record_list import RecordList
from ui.wizard.part_nav import PartNav
from ui.wizard.part_notes import PartNotes
from ui.wizard.parts import PartView, ReviewPart, make_part
from ui.wizard.requirements_part import RequirementsPart
from ui.wizard.scenarios_part import ScenariosPart
from ui.wizard.why_asked import WhyAsked
from ui.workspace import Workspace

_ROOM_FOR_WHY = 440
"""A page lower than this, at 100 % text, tells its reasons when asked, so that fields come first."""


class StepPage(QScrollArea):
    """One step. Parts are made when they are first shown. `finding_chosen` carries a finding to be mended elsewhere."""

    finding_chosen = Signal(object)
    part_shown = Signal()

    def __init__(self, workspace: Workspace, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.step = step
        self._workspace = workspace
        self._views: dict[int, PartView] = {}
        self._part = -1
        self._holders: dict[int, QWidget] = {}
        self._notes: dict[int, PartNotes] = {}
        self._shown = QVBoxLayout()
        self._nav = PartNav(step.title, step.parts)
        self._nav.part_chosen.connect(self.show_part)
        content = QWidget()
        content.setObjectName("pageBody")
        body = QHBoxLayout()
        body.setSpacing(XL)
        body.addWidget(self._nav.beside, 0, Qt.AlignmentFlag.AlignTop)
        body.addLayout(self._shown, 1)
        layout = QVBoxLayout(content)
        layout.setContentsMargins(XL, L, XL, M)
        layout.setSpacing(M)
        layout.addLayout(self._head())
        layout.addWidget(self._nav)
        layout.addLayout(body, 1)
        self.setWidget(content)
        workspace.reviewed.connect(self._show_marks)
        self.show_part(0)
        self._show_marks()

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(XS)
        title = QLabel(self.step.title)
        title.setProperty("type", "title")
        title.setWordWrap(True)
        column.addWidget(title)
        sources = source_words(self._workspace.pack, self.step.citations)
        self._why = WhyAsked(self.step.why, sources)
        column.addWidget(self._why)
        self._title = title
        return column

    def _head_height(self) -> int:
        """What title and reason take above the parts at the present width."""
        width = self.viewport().width() - 2 * XL
        return self._title.heightForWidth(width) + XS + self._why.height_for(width)

    def _show_marks(self) -> None:
        """Marks the parts that hold something to mend."""
        marks: dict[int, tuple[str, str, str]] = {}
        own = self._findings()
        for severity in (Severity.WARNING, Severity.ERROR):
            for finding in own:
                if finding.severity is severity:
                    marks[part_of(finding, self.step)] = LOOKS[severity]
        self._nav.show_marks(marks)
        for place in self._notes:
            self._show_notes(place)

    def _findings(self) -> list[Finding]:
        """What the checks say about this step, but for facts that are merely open."""
        pack = self._workspace.pack
        told = [one for one in self._workspace.findings if one.code != UNANSWERED.code]
        return [one for one in told if step_of(one, pack) == self.step.id]

    def _show_notes(self, place: int) -> None:
        part = self.step.parts[place]
        of_part = [one for one in self._findings() if part_of(one, self.step) == place]
        self._notes[place].show_findings(one for one in of_part if is_about_the_whole(one, part))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.viewport().height()
        self._why.set_folded(room < theme().px(_ROOM_FOR_WHY))
        self._nav.fit(self.viewport().width() - 2 * XL, room - self._head_height() - L - 2 * M)

    @property
    def part(self) -> int:
        """The index of the part shown."""
        return self._part

    def show_part(self, place: int) -> None:
        """Shows a part; what was being typed in the one before is saved."""
        if place < 0:
            return
        self.flush()
        self._view(place)
        for other, holder in self._holders.items():
            holder.setVisible(other == place)
        self._part = place
        self._nav.show_part(place)
        self.part_shown.emit()
        self.verticalScrollBar().setValue(0)

    def next_part(self) -> bool:
        """Goes on to the next part; False on the last."""
        if self.part + 1 < len(self.step.parts):
            self.show_part(self.part + 1)
            return True
        return False

    def previous_part(self) -> bool:
        """Goes back to the part before; False on the first."""
        if self.part > 0:
            self.show_part(self.part - 1)
            return True
        return False

    def _view(self, place: int) -> PartView:
        if place not in self._views:
            part = self.step.parts[place]
            view = make_part(self._workspace, self.step, part)
            self._views[place] = view
            if isinstance(view, ReviewPart):
                reviewing: FindingsList = view.list
                reviewing.finding_chosen.connect(self.finding_chosen)
            elif isinstance(view, RequirementsPart | ScenariosPart):
                view.finding_chosen.connect(self.finding_chosen)
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(S)
            if part.help:
                words = QLabel(part.help)
                words.setProperty("type", "muted")
                words.setWordWrap(True)
                column.addWidget(words)
            self._notes[place] = PartNotes()
            column.addWidget(self._notes[place])
            column.addWidget(view.widget(), 1)
            self._holders[place] = holder
            self._show_notes(place)
            self._shown.addWidget(holder)
        return self._views[place]

    def flush(self) -> None:
        """Saves what is being typed."""
        for view in self._views.values():
            view.flush()

    def drop_refused(self) -> bool:
        """Takes back what was typed and refused; False when there is nothing of that."""
        rows = [row for row in self.findChildren(FormRow) if row.refused]
        for row in rows:
            row.drop()
        return bool(rows)

    def show_row(self, row: FormRow) -> None:
        """Leads to a field of this page."""
        self.show_part(next(place for place, holder in self._holders.items() if holder.isAncestorOf(row)))
        for records in self.findChildren(RecordList):
            if records.isAncestorOf(row):
                records.choose(row.record_key.partition(":")[2], row.field)
        reveal(row)

    def show_finding(self, finding: Finding) -> None:
        """Leads to the field a finding is about."""
        place = part_of(finding, self.step)
        self.show_part(place)
        if not self._view(place).show_finding(finding):
            self.focus_first()

    def focus_first(self) -> None:
        """Puts the keyboard into the first control of the part shown."""
        view = self._view(self.part)
        part, first = view.widget(), view.first_control()
        for one in (first,) if first is not None else (part, *part.findChildren(QWidget)):
            takes_tab = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if takes_tab and one.isEnabled() and one.isVisibleTo(part):
                one.setFocus(Qt.FocusReason.OtherFocusReason)
                return


def source_words(pack: Pack, citations: Citations) -> str:
    """Where a rule comes from, in words; empty when it is our own design."""
    titles = [pack.sources[one.source].title for one in citations if one.source in pack.sources]
    if not titles:
        return ""
    caution = " Check your state and district rules." if check_locally(citations) else ""
    return f"Based on: {'; '.join(dict.fromkeys(titles))}.{caution}"
