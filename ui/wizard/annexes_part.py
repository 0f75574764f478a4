"""The annexes: their goals, objectives and courses of action as a tree, and the chosen entry as a form beside it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.annexes import annex_goals, in_use, lead_of
from eopbuilder.domain.catalogue import Section
from eopbuilder.domain.courses import AnnexGoal, AnnexObjective, CourseOfAction, waiting_for
from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Course, Goal, Objective, Record, SectionSetting, field_spec
from eopbuilder.domain.records.annexes import PHASES
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.icons import set_icon
from ui.theme import M, S
from ui.widgets.entry_binding import EntryBinding
from ui.widgets.fact_form import FactForm, scrolled
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.two_sides import TwoSides
from ui.workspace import Workspace

_ENTRY = Qt.ItemDataRole.UserRole
_TABLES = {Course.TABLE, Goal.TABLE, Objective.TABLE, SectionSetting.TABLE, "hazards"}
_COURSE_FIELDS = (
    "action", "owner", "trigger", "after", "minutes", "available", "resources", "access", "see", "dropped",
)  # fmt: skip
_SHORTEST_CHOICE = 16
"""Characters of a title that are always seen."""
_HEIGHT = 360
_ROOM_FOR_TWO = 760
_SECTION_FIELDS = ("lead", "left_out", "reviewed_on")


class AnnexesPart(TwoSides):
    """Choose an annex, then an entry of its tree; what the program wrote can be changed, added to and brought back."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_HEIGHT, _ROOM_FOR_TWO)
        self._workspace = workspace
        self._form: FactForm | None = None
        self._holder: QWidget | None = None
        self._shown = ("", "")
        self._annex = QComboBox()
        self._annex.setAccessibleName("Annex")
        self._annex.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._annex.setMinimumContentsLength(_SHORTEST_CHOICE)
        self._annex.currentIndexChanged.connect(self._on_annex_chosen)
        self._tree = QTreeWidget()
        self._tree.setAccessibleName("Goals, objectives and courses of action")
        self._tree.setHeaderHidden(True)
        self._tree.setWordWrap(True)
        self._tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._tree.currentItemChanged.connect(self._on_entry_chosen)
        self._detail = QFrame()
        self._detail_layout = QVBoxLayout(self._detail)
        self._detail_layout.setContentsMargins(M, 0, 0, 0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addLayout(self._choice())
        column.addWidget(self._tree, 1)
        column.addWidget(self._buttons())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.set_sides(left, self._detail, (520, 480)))
        workspace.changed.connect(self._on_workspace_changed)
        self._fill_annexes()

    def _choice(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QLabel("&Annex")
        words.setBuddy(self._annex)
        row.addWidget(words)
        row.addWidget(self._annex, 1)
        return row

    def _buttons(self) -> QWidget:
        self._add_objective = QPushButton("Add &objective")
        self._add_course = QPushButton("Add &course of action")
        self._restore = QPushButton("Back to the program’s &words")
        for button, name, act in (
            (self._add_objective, "plus", self._on_add_objective),
            (self._add_course, "plus", self._on_add_course),
            (self._restore, "undo", self._on_restore),
        ):
            set_icon(button, name)
            button.clicked.connect(act)
        holder = QWidget()
        flow = FlowLayout(S)
        for button in (self._add_objective, self._add_course, self._restore):
            flow.addWidget(button)
        holder.setLayout(flow)
        return holder

    # --- what a page asks of its parts ------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._annex

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()

    def show_finding(self, finding: Finding) -> bool:
        section = finding.where.section
        place = self._annex.findData(section)
        if place < 0:
            return False
        self._annex.setCurrentIndex(place)
        table, _, record = finding.where.record.partition(":")
        self._choose((table, record))
        return True

    # --- filling ----------------------------------------------------------------------------------------------------

    def _annexes(self) -> list[Section]:
        plan = self._workspace.plan
        with_goals = [one for one in self._workspace.pack.sections if one.goals]
        return [one for one in with_goals if one.when != "hazard-included" or in_use(plan, one) or self._left_out(one)]

    def _left_out(self, section: Section) -> bool:
        setting = self._workspace.plan.section_setting(section.id)
        return bool(setting and setting.left_out)

    def _fill_annexes(self) -> None:
        wanted = [(one.id, one.title + (" (left out)" if self._left_out(one) else "")) for one in self._annexes()]
        there = [(self._annex.itemData(row), self._annex.itemText(row)) for row in range(self._annex.count())]
        if wanted != there:
            chosen = self._annex.currentData()
            self._annex.blockSignals(True)
            self._annex.clear()
            for key, title in wanted:
                self._annex.addItem(title, key)
            self._annex.setCurrentIndex(max(0, self._annex.findData(chosen)))
            self._annex.blockSignals(False)
        self._fill_tree()

    @property
    def _section(self) -> Section | None:
        chosen = self._annex.currentData()
        return next((one for one in self._workspace.pack.sections if one.id == chosen), None)

    def _goals(self) -> tuple[AnnexGoal, ...]:
        section = self._section
        return annex_goals(self._workspace.plan, self._workspace.pack, section) if section else ()

    def _fill_tree(self) -> None:
        chosen = self._chosen()
        self._tree.blockSignals(True)
        self._tree.clear()
        section = self._section
        if section is not None:
            self._tree.addTopLevelItem(_item("The annex as a whole", (SectionSetting.TABLE, section.id)))
        for goal in self._goals():
            top = _item(f"{PHASES[goal.phase]}: {goal.text}", (Goal.TABLE, goal.id))
            self._tree.addTopLevelItem(top)
            for objective in goal.objectives:
                middle = _item(objective.text or "New objective", (Objective.TABLE, objective.id))
                top.addChild(middle)
                for course in objective.courses:
                    middle.addChild(_item(course.action or "New course of action", (Course.TABLE, course.id)))
        self._tree.expandAll()
        self._tree.blockSignals(False)
        self._choose(chosen)

    def _chosen(self) -> tuple[str, str]:
        item = self._tree.currentItem()
        return item.data(0, _ENTRY) if item else ("", "")

    def _choose(self, entry: tuple[str, str]) -> None:
        found = next((one for one in _items(self._tree) if one.data(0, _ENTRY) == entry), None)
        first = self._tree.topLevelItem(0)
        item = found or first
        if item is not None:
            self._tree.setCurrentItem(item)
            self._show_entry(item)

    # --- the form beside the tree -----------------------------------------------------------------------------------

    def _on_annex_chosen(self, _index: int) -> None:
        self.flush()
        self._fill_tree()

    def _on_entry_chosen(self, item: QTreeWidgetItem | None, _before: QTreeWidgetItem | None) -> None:
        if item is not None:
            self._show_entry(item)

    def _show_entry(self, item: QTreeWidgetItem) -> None:
        table, record = item.data(0, _ENTRY)
        own = self._workspace.plan.find(table, record)
        self._restore.setEnabled(own is not None and table != SectionSetting.TABLE)
        self._add_objective.setEnabled(table in {Goal.TABLE, Objective.TABLE, Course.TABLE})
        self._add_course.setEnabled(table in {Objective.TABLE, Course.TABLE})
        if (table, record) == self._shown:
            return
        self.flush()
        self._shown = (table, record)
        bindings = self._bindings(table, record, item)
        form = FactForm(self._workspace, bindings)
        self._form = form
        holder = scrolled(form)
        if self._holder is None:
            self._detail_layout.addWidget(holder)
        else:
            self._detail_layout.replaceWidget(self._holder, holder)
            self._holder.hide()
            self._holder.deleteLater()
        self._holder = holder

    def _bindings(self, table: str, record: str, item: QTreeWidgetItem) -> list[EntryBinding]:
        kinds: dict[str, tuple[type[Record], tuple[str, ...]]] = {
            SectionSetting.TABLE: (SectionSetting, _SECTION_FIELDS),
            Goal.TABLE: (Goal, ("text",)),
            Objective.TABLE: (Objective, ("text", "dropped")),
            Course.TABLE: (Course, _COURSE_FIELDS),
        }
        kind, fields = kinds[table]
        return [
            EntryBinding(
                self._workspace,
                table,
                record,
                field_spec(kind, field),
                self._says(table, record, field),
                self._belongs(table, item),
                self._may_come_first(record) if field == "after" else None,
            )
            for field in fields
        ]

    def _may_come_first(self, course: str) -> Callable[[], Sequence[tuple[str, str]]]:
        """The courses of the annex a course may wait for: none that waits for it, or they would run in a circle."""

        def options() -> Sequence[tuple[str, str]]:
            goals = self._goals()
            later = waiting_for((one for goal in goals for one in goal.courses), course)
            return [
                (one.id, f"{PHASES[goal.phase]}: {one.action or 'New course of action'}")
                for goal in goals
                for one in goal.courses
                if one.id not in later
            ]

        return options

    def _says(self, table: str, record: str, field: str) -> Callable[[], object]:
        def now() -> object:
            own = self._workspace.plan.find(table, record)
            if field in {"dropped", "left_out", "reviewed_on"}:
                return getattr(own, field, None)
            if table == SectionSetting.TABLE:
                section = self._section
                return lead_of(self._workspace.plan, section) if section else None
            entry = self._entry(table, record)
            return getattr(entry, field, None)

        return now

    def _entry(self, table: str, record: str) -> AnnexGoal | AnnexObjective | CourseOfAction | None:
        goals = self._goals()
        everything: dict[tuple[str, str], AnnexGoal | AnnexObjective | CourseOfAction] = {}
        for goal in goals:
            everything[Goal.TABLE, goal.id] = goal
            for objective in goal.objectives:
                everything[Objective.TABLE, objective.id] = objective
                everything.update({(Course.TABLE, course.id): course for course in objective.courses})
        return everything.get((table, record))

    def _belongs(self, table: str, item: QTreeWidgetItem) -> dict[str, str]:
        section = self._section
        if section is None or table == SectionSetting.TABLE:
            return {}
        parent = item.parent()
        if table == Course.TABLE and parent is not None:
            return {"section": section.id, "objective": parent.data(0, _ENTRY)[1]}
        return {"section": section.id, "phase": self._phase(item)}

    def _phase(self, item: QTreeWidgetItem) -> str:
        while (parent := item.parent()) is not None:
            item = parent
        goal = self._entry(*item.data(0, _ENTRY))
        return goal.phase if isinstance(goal, AnnexGoal) else "before"

    # --- buttons ----------------------------------------------------------------------------------------------------

    def _on_add_objective(self) -> None:
        item, section = self._tree.currentItem(), self._section
        if item is not None and section is not None:
            phase, session = self._phase(item), self._workspace.session
            self._add(lambda: operations.add_objective(session, section=section.id, phase=phase), Objective.TABLE)

    def _on_add_course(self) -> None:
        item, section = self._tree.currentItem(), self._section
        if item is None or section is None:
            return
        holder = item.parent() if item.data(0, _ENTRY)[0] == Course.TABLE else item
        if holder is not None:
            objective, session = holder.data(0, _ENTRY)[1], self._workspace.session
            self._add(lambda: operations.add_course(session, section=section.id, objective=objective), Course.TABLE)

    def _add(self, act: Callable[[], str], table: str) -> None:
        added: list[str] = []
        self._workspace.attempt(lambda: added.append(act()))
        if added:
            self._choose((table, added[0]))
            if self._form is not None:
                self._form.rows[0].focus_field()

    def _on_restore(self) -> None:
        table, record = self._chosen()
        session = self._workspace.session
        self._shown = ("", "")
        self._workspace.attempt(lambda: operations.restore_entry(session, table=table, record=record))

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if changes.tables & _TABLES:
            self._fill_annexes()


def _item(words: str, entry: tuple[str, str]) -> QTreeWidgetItem:
    item = QTreeWidgetItem([words])
    item.setData(0, _ENTRY, entry)
    item.setToolTip(0, words)
    return item


def _items(tree: QTreeWidget) -> list[QTreeWidgetItem]:
    found: list[QTreeWidgetItem] = []
    waiting = [item for row in range(tree.topLevelItemCount()) if (item := tree.topLevelItem(row)) is not None]
    while waiting:
        item = waiting.pop(0)
        found.append(item)
        waiting.extend(below for row in range(item.childCount()) if (below := item.child(row)) is not None)
    return found
