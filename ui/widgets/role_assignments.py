"""Who holds which role: the roles by section, and for the chosen one its holder, alternates and activation level."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.findings import Finding, sentence
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, RoleSetting, field_spec
from ui.icons import icon, set_icon
from ui.theme import XS, M, S, theme
from ui.widgets.choice_box import ChoiceBox
from ui.widgets.findings_list import LOOKS

_GROUPS = {
    "command": "Command",
    "operations": "Operations",
    "planning": "Planning",
    "logistics": "Logistics",
    "finance": "Finance and administration",
    "reunification": "Reunification site",
}
_ROLE = Qt.ItemDataRole.UserRole
_LEAST_LETTERS = 8
"""What a box shows at least of its longest entry."""
_ROOM_FOR_TWO = 460
"""Narrower than this, at 100 % text, the details stand below the list."""
_LIST_HEIGHT = 190
"""What the list takes at least when the details stand below it: four roles."""


class RoleAssignments(QWidget):
    """The list of roles and the details of one. Every wish of the user leaves as a signal; the page carries it out.

    `assign_wanted(role, person, order)`, `unassign_wanted(assignment)`, `move_wanted(assignment, order)`,
    `level_wanted(role, opens_at)` with an empty text for the usual level, and `role_chosen(role)`.
    """

    assign_wanted = Signal(str, str, int)
    unassign_wanted = Signal(str)
    move_wanted = Signal(str, int)
    level_wanted = Signal(str, str)
    role_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: Plan | None = None
        self._pack: Pack | None = None
        self._as_of = date.min
        self._findings: dict[str, list[Finding]] = {}
        self._role = ""
        self._detail_shows: tuple[object, ...] = ()
        self._notes = QVBoxLayout()
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search roles or names")
        self._search.setAccessibleName("Search roles or names")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._fill_list)
        self._unstaffed = QCheckBox("Only roles &without a holder")
        self._unstaffed.toggled.connect(self._fill_list)
        self._list = QListWidget()
        self._list.setAccessibleName("Roles")
        self._list.currentItemChanged.connect(self._on_current_item_changed)
        self._detail = QScrollArea()
        self._detail.setWidgetResizable(True)
        self._detail.setFrameShape(QFrame.Shape.NoFrame)
        self._detail.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(S)
        column.addWidget(self._search)
        column.addWidget(self._unstaffed)
        column.addWidget(self._list, 1)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._detail.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(left)
        self._split.addWidget(self._detail)
        self._split.setChildrenCollapsible(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._split)

    def show_plan(self, plan: Plan, pack: Pack, as_of: date, findings: Iterable[Finding]) -> None:
        """Shows the roles of a plan; the chosen role and the search stay."""
        self._plan, self._pack, self._as_of = plan, pack, as_of
        self._findings = {}
        for finding in findings:
            table, _, role = finding.where.record.partition(":")
            if table == "roles":
                self._findings.setdefault(role, []).append(finding)
        self._fill_list()
        self._fill_detail()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_TWO)
        self._split.setOrientation(Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical)
        self._list.setMinimumHeight(0 if wide else theme().px(_LIST_HEIGHT))

    def choose_role(self, role: str) -> None:
        """Shows the details of a role; filters that hide it are lifted."""
        item = self._item_of(role)
        if item is None and self._pack and role in self._pack.roles:
            self._search.clear()
            self._unstaffed.setChecked(False)
            item = self._item_of(role)
        if item is not None:
            self._list.setCurrentItem(item)

    @property
    def list_of_roles(self) -> QListWidget:
        """The list, where the keyboard starts."""
        return self._list

    def focus_person_field(self) -> None:
        """Puts the keyboard where a person is chosen for the role."""
        field = self._detail.findChild(ChoiceBox, "person")
        if field is not None:
            field.setFocus()

    def _item_of(self, role: str) -> QListWidgetItem | None:
        items = (self._list.item(place) for place in range(self._list.count()))
        return next((item for item in items if item.data(_ROLE) == role), None)

    def _fill_list(self) -> None:
        if self._plan is None or self._pack is None:
            return
        self._list.blockSignals(True)
        self._list.clear()
        for group, words in _GROUPS.items():
            roles = [role for role in self._pack.roles.values() if role.group == group and self._is_wanted(role)]
            if roles:
                self._add_group(words)
            for role in roles:
                self._add_role(role)
        item = self._item_of(self._role)
        if item is not None:
            self._list.setCurrentItem(item)
        self._list.blockSignals(False)
        if item is None and not self._role:
            self._list.setCurrentRow(next((n for n in range(self._list.count()) if self._list.item(n).data(_ROLE)), -1))

    def _is_wanted(self, role: Role) -> bool:
        if self._plan is None:
            return False
        primary = self._plan.primary(role.id)
        if self._unstaffed.isChecked() and (primary or not role.needs_primary or self._is_unused(role)):
            return False
        names = [person.name for person in (primary, *self._plan.alternates(role.id)) if person]
        text = " ".join([role.title, *names]).casefold()
        return all(word in text for word in self._search.text().casefold().split())

    def _is_unused(self, role: Role) -> bool:
        setting = self._plan.role_setting(role.id) if self._plan else None
        if setting and setting.opens_at:
            return setting.opens_at == "never"
        return role.opens_at == 0

    def _add_group(self, words: str) -> None:
        item = QListWidgetItem(words)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)
        self._list.addItem(item)

    def _add_role(self, role: Role) -> None:
        words, icon_name, color = self._state(role)
        item = QListWidgetItem(icon(icon_name, color), f"{role.title}\n{words}")
        item.setData(_ROLE, role.id)
        item.setSizeHint(QSize(0, theme().px(50)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{role.title}: {words}")
        self._list.addItem(item)

    def _state(self, role: Role) -> tuple[str, str, str]:
        """What a role's line says below its title, with icon and colour."""
        if self._plan is None or self._is_unused(role):
            return "Not used at this school", "empty", "muted"
        primary = self._plan.primary(role.id)
        if primary is None:
            return (
                ("Nobody assigned", "warning", "warning")
                if role.needs_primary
                else (
                    "Filled on the day",
                    "empty",
                    "muted",
                )
            )
        if primary.has_left(self._as_of):
            return f"{primary.name} has left", "error", "error"
        alternates = len(self._plan.alternates(role.id))
        backed = f"{alternates} alternate{'' if alternates == 1 else 's'}" if alternates else "no alternate"
        enough = alternates >= role.min_alternates
        return f"{primary.name}, {backed}", *(("complete", "good") if enough else ("started", "warning"))

    def _on_current_item_changed(self, item: QListWidgetItem | None) -> None:
        role = item.data(_ROLE) if item else ""
        if role and role != self._role:
            self._role = role
            self._fill_detail()
            self.role_chosen.emit(role)

    def _fill_detail(self) -> None:
        if self._plan is None or self._pack is None or self._role not in self._pack.roles:
            return
        role = self._pack.roles[self._role]
        content = (role, self._plan.holders(role.id), self._plan.people, self._plan.role_setting(role.id))
        if self._detail_shows != content:
            self._detail_shows = content
            self._exchange_detail(self._new_detail(role))
        self._show_findings(self._findings.get(role.id, ()))

    def _new_detail(self, role: Role) -> QWidget:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, M, S, M)
        layout.setSpacing(S)
        title = QLabel(role.title)
        title.setProperty("type", "section")
        title.setWordWrap(True)
        layout.addWidget(title)
        for place, holder in enumerate(self._plan.holders(role.id) if self._plan else ()):
            layout.addLayout(self._holder_row(place, holder))
        layout.addLayout(self._add_row(role))
        layout.addLayout(self._level_row(role))
        self._notes = QVBoxLayout()
        self._notes.setSpacing(S)
        layout.addLayout(self._notes)
        layout.addWidget(_small("Duties: " + " ".join(role.duties)))
        if role.held_by:
            layout.addWidget(_small("Often held by: " + ", ".join(role.held_by)))
        layout.addStretch(1)
        return body

    def _show_findings(self, findings: Sequence[Finding]) -> None:
        """Shows what the checks say; nothing else is touched, for somebody may be typing a name."""
        while item := self._notes.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in findings:
            self._notes.addWidget(_finding_line(finding))

    def _exchange_detail(self, body: QWidget) -> None:
        """Puts new details in place of the old; the keyboard stays on the same control, or where people are chosen."""
        focused = QApplication.focusWidget()
        was_here = focused is not None and self._detail.isAncestorOf(focused)
        name = focused.accessibleName() if focused is not None else ""
        old = self._detail.takeWidget()
        self._detail.setWidget(body)
        if was_here:
            same = [one for one in body.findChildren(QWidget) if name and one.accessibleName() == name]
            if same:
                same[0].setFocus()
            else:
                self.focus_person_field()
        if old is not None:
            old.hide()
            old.deleteLater()

    def _holder_row(self, place: int, holder: Assignment) -> QHBoxLayout:
        person = self._plan.get(Person, holder.person) if self._plan else None
        name = person.label if person else "Unknown person"
        order = holder.order or 0
        words = "In charge" if order == 0 else f"Alternate {order}"
        row = QHBoxLayout()
        row.setSpacing(XS)
        label = QLabel(f"<b>{words}:</b> ")
        label.setTextFormat(Qt.TextFormat.RichText)
        who = QLabel(f"{name}{', ' + person.job_title if person and person.job_title else ''}")
        who.setTextFormat(Qt.TextFormat.PlainText)
        who.setWordWrap(True)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(who, 1)
        if place:
            row.addWidget(_icon_button("up", f"Move {name} up", lambda: self.move_wanted.emit(holder.id, order - 1)))
        last = self._plan is not None and place == len(self._plan.holders(self._role)) - 1
        if not last:
            row.addWidget(
                _icon_button("down", f"Move {name} down", lambda: self.move_wanted.emit(holder.id, order + 1))
            )
        row.addWidget(_icon_button("trash", f"Take {name} off this role", lambda: self.unassign_wanted.emit(holder.id)))
        return row

    def _add_row(self, role: Role) -> QVBoxLayout:
        holders = self._plan.holders(role.id) if self._plan else ()
        words = "Add &alternate" if holders else "In &charge"
        choice = _person_choice(self._plan, self._as_of, {holder.person for holder in holders})
        label = QLabel(words)
        label.setBuddy(choice)
        choice.setAccessibleName(words.replace("&", ""))
        add = QPushButton("Add" if holders else "Assign")
        add.setAccessibleName(f"{add.text()} the chosen person to {role.title}")

        def assign() -> None:
            person = choice.chosen()
            if person:
                self.assign_wanted.emit(role.id, person, len(holders))

        add.clicked.connect(assign)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(choice, 1)
        row.addWidget(add)
        block = QVBoxLayout()
        block.setSpacing(XS)
        block.addWidget(label)
        block.addLayout(row)
        return block

    def _level_row(self, role: Role) -> QHBoxLayout:
        choice = ChoiceBox()
        choice.setMinimumContentsLength(_LEAST_LETTERS)
        choice.setAccessibleName("Opened")
        usual = f"level {role.opens_at} up" if role.opens_at else "not used"
        choice.addItem(f"Usual ({usual})", "")
        for option in field_spec(RoleSetting, "opens_at").choices:
            choice.addItem(option.label, option.id)
        setting = self._plan.role_setting(role.id) if self._plan else None
        choice.setCurrentIndex(max(0, choice.findData((setting.opens_at if setting else "") or "")))
        choice.activated.connect(lambda: self.level_wanted.emit(role.id, choice.currentData()))
        label = QLabel("&Opened")
        label.setBuddy(choice)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(choice, 1)
        return row


def _person_choice(plan: Plan | None, as_of: date, taken: set[str | None]) -> ChoiceBox:
    """People to choose from, found by typing any part of a name or job title."""
    choice = ChoiceBox(searchable=True, opens_on_arrows=True)
    choice.setObjectName("person")
    choice.setMinimumContentsLength(_LEAST_LETTERS)
    people = [one for one in (plan.people if plan else ()) if one.id not in taken and not one.has_left(as_of)]
    for person in sorted(people, key=lambda one: one.filed_under):
        choice.addItem(f"{person.label}{', ' + person.job_title if person.job_title else ''}", person.id)
    choice.setCurrentIndex(-1)
    field = choice.lineEdit()
    if field is not None:
        field.setPlaceholderText("Type a name" if people else "Add people first")
    return choice


def _icon_button(name: str, words: str, act: object) -> QToolButton:
    button = QToolButton()
    button.setProperty("look", "icon")
    button.setToolTip(words)
    button.setAccessibleName(words)
    set_icon(button, name)
    button.clicked.connect(act)
    return button


def _small(words: str) -> QLabel:
    label = QLabel(words)
    label.setProperty("type", "small")
    label.setWordWrap(True)
    return label


def _finding_line(finding: Finding) -> QWidget:
    icon_name, color, word = LOOKS[finding.severity]
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(S)
    mark = QLabel()
    set_icon(mark, icon_name, color, 16)
    words = QLabel(f"{word}: {sentence(finding.message)} {sentence(finding.remedy)}")
    words.setWordWrap(True)
    words.setTextFormat(Qt.TextFormat.PlainText)
    row.addWidget(mark, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return holder
