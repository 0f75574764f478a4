"""A page of the wizard: why it asks, its parts one at a time, and a way between them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Citations, Pack, Step, check_locally
from eopbuilder.domain.findings import Finding
from eopbuilder.wizard.flow import part_of
from ui.theme import XL, L, M, S, theme
from ui.widgets.findings_list import FindingsList
from ui.wizard.parts import PartView, ReviewPart, make_part, part_heading
from ui.workspace import Workspace

_PILLS_UP_TO = 4
"""More parts than this are offered as a list on the left instead of a row of buttons."""


class StepPage(QWidget):
    """One step. Parts are made when they are first shown. `finding_chosen` carries a finding to be mended elsewhere."""

    finding_chosen = Signal(object)

    def __init__(self, workspace: Workspace, step: Step, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.step = step
        self._workspace = workspace
        self._views: dict[int, PartView] = {}
        self._stack = QStackedWidget()
        self._group = QButtonGroup(self)
        self._part_list = QListWidget()
        for _ in step.parts:
            self._stack.addWidget(QWidget())
        body = QHBoxLayout()
        body.setSpacing(XL)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, 0)
        layout.setSpacing(M)
        layout.addWidget(self._head())
        if len(step.parts) > _PILLS_UP_TO:
            body.addWidget(self._part_list_view())
        elif len(step.parts) > 1:
            layout.addLayout(self._pills())
        body.addWidget(self._stack, 1)
        layout.addLayout(body, 1)
        self.show_part(0)

    def _head(self) -> QFrame:
        head = QFrame()
        column = QVBoxLayout(head)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        title = QLabel(self.step.title)
        title.setProperty("type", "title")
        title.setWordWrap(True)
        column.addWidget(title)
        why = QLabel(f"Why this is asked: {self.step.why}")
        why.setWordWrap(True)
        why.setMaximumWidth(theme().px(860))
        column.addWidget(why)
        sources = source_words(self._workspace.pack, self.step.citations)
        if sources:
            line = QLabel(sources)
            line.setProperty("type", "small")
            line.setWordWrap(True)
            line.setMaximumWidth(theme().px(860))
            column.addWidget(line)
        return head

    def _pills(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(S)
        for place, part in enumerate(self.step.parts):
            button = QPushButton(part.title)
            button.setCheckable(True)
            button.setProperty("look", "pill")
            button.clicked.connect(lambda _checked=False, chosen=place: self.show_part(chosen))
            self._group.addButton(button, place)
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _part_list_view(self) -> QListWidget:
        parts = self._part_list
        parts.setAccessibleName(f"Parts of {self.step.title}")
        parts.setFixedWidth(theme().px(220))
        parts.setWordWrap(True)
        parts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for part in self.step.parts:
            parts.addItem(QListWidgetItem(part.title))
        parts.currentRowChanged.connect(self.show_part)
        return parts

    @property
    def part(self) -> int:
        """The index of the part shown."""
        return self._stack.currentIndex()

    def show_part(self, place: int) -> None:
        """Shows a part; what was being typed in the one before is saved."""
        if place < 0:
            return
        self.flush()
        self._view(place)
        self._stack.setCurrentIndex(place)
        button = self._group.button(place)
        if button is not None:
            button.setChecked(True)
        if self._part_list.currentRow() != place:
            self._part_list.setCurrentRow(place)

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
            holder = QWidget()
            column = QVBoxLayout(holder)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(S)
            if len(self.step.parts) > 1:
                column.addWidget(part_heading(part))
            column.addWidget(view.widget(), 1)
            old = self._stack.widget(place)
            self._stack.insertWidget(place, holder)
            if old is not None:
                self._stack.removeWidget(old)
                old.deleteLater()
        return self._views[place]

    def flush(self) -> None:
        """Saves what is being typed."""
        for view in self._views.values():
            view.flush()

    def show_finding(self, finding: Finding) -> None:
        """Leads to the field a finding is about."""
        place = part_of(finding, self.step)
        self.show_part(place)
        if not self._view(place).show_finding(finding):
            self._view(place).widget().setFocus()

    def focus_first(self) -> None:
        """Puts the keyboard into the first control of the part shown."""
        part = self._view(self.part).widget()
        for one in (part, *part.findChildren(QWidget)):
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
