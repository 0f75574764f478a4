"""The words of the plan's sections: written by the program from the facts, and the team's to change or bring back."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import SectionSetting, field_spec
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from eopbuilder.planning.section_texts import text_of_program, text_of_section
from ui.icons import set_icon
from ui.theme import M, S
from ui.widgets.entry_binding import EntryBinding
from ui.widgets.fact_form import FactForm, in_column
from ui.workspace import Workspace

_SHORTEST_CHOICE = 16
"""Characters of a title that are always seen."""


class TextsPart(QWidget):
    """Choose a section; read or change its words."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._sections = [one for one in workspace.pack.sections if text_of_program(workspace.pack, one)]
        self._choice = QComboBox()
        self._choice.setAccessibleName("Section")
        for section in self._sections:
            self._choice.addItem(f"{section.number} {section.title}".strip(), section.id)
        self._choice.currentIndexChanged.connect(self._on_section_chosen)
        words = QLabel("&Section")
        words.setBuddy(self._choice)
        self._state = QLabel()
        self._state.setWordWrap(True)
        self._state.setProperty("type", "muted")
        self._restore = QPushButton("Back to the &program’s text")
        set_icon(self._restore, "undo")
        self._restore.clicked.connect(self._on_restore)
        row = QHBoxLayout()
        row.addWidget(words)
        row.addWidget(self._choice, 1)
        self._choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._choice.setMinimumContentsLength(_SHORTEST_CHOICE)
        self._place = QVBoxLayout()
        self._holder = QWidget()
        self._place.addWidget(self._holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addLayout(row)
        layout.addWidget(self._state)
        layout.addWidget(self._restore, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._place, 1)
        layout.setSpacing(S)
        workspace.changed.connect(self._on_workspace_changed)
        self._form = self._show_section()

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._choice

    def flush(self) -> None:
        self._form.flush()

    def show_finding(self, finding: Finding) -> bool:
        place = self._choice.findData(finding.where.section)
        if place < 0:
            return False
        self._choice.setCurrentIndex(place)
        return True

    @property
    def _section(self) -> Section:
        return self._sections[max(0, self._choice.currentIndex())]

    def _show_section(self) -> FactForm:
        section = self._section
        fields = ("own_text", "reviewed_on")
        form = FactForm(self._workspace, [self._binding(section, field) for field in fields])
        holder = in_column(form)
        self._place.replaceWidget(self._holder, holder)
        self._holder.hide()
        self._holder.deleteLater()
        self._holder = holder
        self._show_state()
        return form

    def _binding(self, section: Section, field: str) -> EntryBinding:
        def says() -> object:
            if field == "own_text":
                return text_of_section(self._workspace.plan, self._workspace.pack, section)
            setting = self._workspace.plan.section_setting(section.id)
            return getattr(setting, field, None)

        return EntryBinding(
            self._workspace, SectionSetting.TABLE, section.id, field_spec(SectionSetting, field), says, {}
        )

    def _show_state(self) -> None:
        setting = self._workspace.plan.section_setting(self._section.id)
        own = bool(setting and setting.own_text)
        self._state.setText("Your own words." if own else "The program’s words, filled in from your facts.")
        self._restore.setEnabled(own)

    def _on_section_chosen(self, _index: int) -> None:
        self._form.flush()
        self._form = self._show_section()

    def _on_restore(self) -> None:
        session, section = self._workspace.session, self._section.id
        self._workspace.attempt(
            lambda: operations.change_entry(
                session, table=SectionSetting.TABLE, record=section, field="own_text", value=None
            )
        )
        self._form = self._show_section()

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if SectionSetting.TABLE in changes.tables:
            self._show_state()
