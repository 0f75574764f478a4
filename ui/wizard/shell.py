"""The wizard: steps on the left, the page, and Back and Next below. Every step can be reached at any time."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Step
from eopbuilder.domain.findings import Finding
from eopbuilder.wizard.flow import Flow, step_of
from ui.icons import set_icon
from ui.theme import XL, M
from ui.widgets.form_row import FormRow
from ui.wizard.page import StepPage
from ui.wizard.rail import StepRail
from ui.workspace import Workspace


class Wizard(QWidget):
    """An open plan, page by page. `step_shown` carries the step after every move."""

    step_shown = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.flow = Flow(workspace.pack.steps)
        self.rail = StepRail(workspace.pack.steps)
        self._pages: dict[str, StepPage] = {}
        self._stack = QStackedWidget()
        self._back = QPushButton("&Back")
        self._next = QPushButton("&Next")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self._stack, 1)
        right.addWidget(self._footer())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.rail)
        layout.addLayout(right, 1)
        self.rail.step_chosen.connect(self.flow.jump)
        self.flow.on_move(self._on_flow_moved)
        workspace.reviewed.connect(self._on_reviewed)
        self._add_shortcuts()
        self._on_reviewed()
        self._on_flow_moved(self.flow.current)

    def _footer(self) -> QFrame:
        footer = QFrame()
        footer.setObjectName("footer")
        set_icon(self._back, "back")
        set_icon(self._next, "next", "on_accent")
        self._next.setProperty("look", "primary")
        self._next.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._back.clicked.connect(self.back)
        self._next.clicked.connect(self.next)
        row = QHBoxLayout(footer)
        row.setContentsMargins(XL, M, XL, M)
        row.addWidget(self._back)
        row.addStretch(1)
        row.addWidget(self._next)
        return footer

    def _add_shortcuts(self) -> None:
        for keys, act in (("Alt+Left", self.back), ("Alt+Right", self.next), ("F6", self._change_side)):
            QShortcut(QKeySequence(keys), self).activated.connect(act)

    @property
    def page(self) -> StepPage:
        """The page shown."""
        return self._page(self.flow.current)

    def next(self) -> None:
        """On to the next part, or the first part of the next step."""
        walking = self.rail.has_keyboard()
        if not self.page.next_part() and self.flow.next():
            self.page.show_part(0)
        self._place_keyboard(walking)

    def back(self) -> None:
        """Back to the part before, or the last part of the step before."""
        walking = self.rail.has_keyboard()
        if not self.page.previous_part() and self.flow.back():
            self.page.show_part(len(self.page.step.parts) - 1)
        self._place_keyboard(walking)

    def _place_keyboard(self, walking: bool) -> None:
        """Puts the keyboard into the first field of the part shown, unless it walks through the list of steps."""
        if walking:
            self.rail.focus_list()
        else:
            self.page.focus_first()

    def show_finding(self, finding: Finding) -> None:
        """Leads to the page and field that mend a finding."""
        step = step_of(finding, self._workspace.pack)
        if step and self.flow.jump(step):
            self.page.show_finding(finding)

    def flush(self) -> None:
        """Saves what is being typed."""
        for page in self._pages.values():
            page.flush()

    def drop_refused(self) -> bool:
        """Takes back what was typed and refused on the page shown; False when there is nothing of that."""
        return self.page.drop_refused()

    def refused(self) -> FormRow | None:
        """A field, on whatever page, that holds something that was not taken; None when all is saved."""
        rows = (row for page in self._pages.values() for row in page.findChildren(FormRow))
        return next((row for row in rows if row.refused), None)

    def show_row(self, row: FormRow) -> None:
        """Leads to a field on a page that was shown before."""
        step = next((one for one, page in self._pages.items() if page.isAncestorOf(row)), "")
        if self.flow.jump(step):
            self.page.show_row(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.rail.fit(self.width())

    def _change_side(self) -> None:
        if self.rail.has_keyboard():
            self.page.focus_first()
        else:
            self.rail.focus_list()

    def _page(self, step: Step) -> StepPage:
        if step.id not in self._pages:
            page = StepPage(self._workspace, step)
            page.finding_chosen.connect(self.show_finding)
            page.part_shown.connect(self._show_ways)
            self._pages[step.id] = page
            self._stack.addWidget(page)
        return self._pages[step.id]

    def _on_flow_moved(self, step: Step) -> None:
        self.flush()
        page = self._page(step)
        walking = self.rail.has_keyboard()
        self._stack.setCurrentWidget(page)
        self.rail.show_step(step.id)
        if not walking:
            page.focus_first()
        self._show_ways()
        self.step_shown.emit(step)

    def _show_ways(self) -> None:
        """Offers Back and Next where there is something to go to."""
        page = self.page
        self._back.setEnabled(self.flow.preceding is not None or page.part > 0)
        self._next.setEnabled(self.flow.following is not None or page.part < len(page.step.parts) - 1)

    def _on_reviewed(self) -> None:
        self.rail.show_states(self._workspace.states)
