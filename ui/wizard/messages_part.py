"""The messages written beforehand: the program's, to put into the team's own words, and those the team adds."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import MessageTemplate
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.messages import messages_of
from eopbuilder.domain.records import Message, field_spec
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.icons import icon, set_icon
from ui.theme import M, S
from ui.widgets.entry_binding import EntryBinding
from ui.widgets.fact_form import FactForm, record_form, reveal, scrolled
from ui.widgets.findings_list import LOOKS
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.two_sides import TwoSides
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_HEIGHT = 360
_ROOM_FOR_TWO = 640
"""Narrower than this, at 100 % text, the form stands below the list."""


class MessagesPart(TwoSides):
    """All messages on the left, the words of the chosen one on the right."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__(_HEIGHT, _ROOM_FOR_TWO)
        self._workspace = workspace
        self._prepared = {one.id for one in workspace.pack.messages}
        self._form: FactForm | None = None
        self._shown = ""
        self._list = QListWidget()
        self._list.setAccessibleName("Messages")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.currentItemChanged.connect(self._on_item_chosen)
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search")
        self._search.setAccessibleName("Search messages")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self._sift)
        self._detail = QFrame()
        self._detail_layout = QVBoxLayout(self._detail)
        self._detail_layout.setContentsMargins(M, 0, 0, 0)
        self._detail_layout.setSpacing(S)
        self._what = QLabel()
        self._what.setWordWrap(True)
        self._what.setProperty("type", "muted")
        self._detail_layout.addWidget(self._what)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self._search)
        column.addWidget(self._list, 1)
        column.addWidget(self._buttons())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.set_sides(left, self._detail, (450, 550)))
        workspace.changed.connect(self._on_workspace_changed)
        workspace.reviewed.connect(self._fill)
        self._fill()

    def _buttons(self) -> QWidget:
        add = QPushButton("&Add message")
        self._restore = QPushButton("Back to the program’s &words")
        self._remove = QPushButton("Remove")
        self._remove.setToolTip("Undo brings it back")
        flow = FlowLayout(S)
        for button, name, act in (
            (add, "plus", self._on_add),
            (self._restore, "undo", self._on_restore),
            (self._remove, "trash", self._on_remove),
        ):
            set_icon(button, name)
            button.clicked.connect(act)
            flow.addWidget(button)
        holder = QWidget()
        holder.setLayout(flow)
        return holder

    # --- what a page asks of its parts ------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self._list

    def flush(self) -> None:
        if self._form is not None:
            self._form.flush()

    def show_finding(self, finding: Finding) -> bool:
        table, _, message = finding.where.record.partition(":")
        if table != Message.TABLE or self._row(message) < 0:
            return False
        self._search.clear()
        self._list.setCurrentRow(self._row(message))
        if self._form is not None:
            reveal(self._form.row(finding.where.field) or self._form.rows[0])
        return True

    # --- showing ----------------------------------------------------------------------------------------------------

    def _fill(self) -> None:
        messages = messages_of(self._workspace.plan, self._workspace.pack)
        ids = [one.id for one in messages]
        self._list.blockSignals(True)
        if ids != [self._list.item(row).data(_ID) for row in range(self._list.count())]:
            self._list.clear()
            for message in messages:
                item = QListWidgetItem()
                item.setData(_ID, message.id)
                self._list.addItem(item)
        for row, message in enumerate(messages):
            self._fill_item(self._list.item(row), message)
        row = ids.index(self._shown) if self._shown in ids else 0 if ids else -1
        self._list.setCurrentRow(row)
        self._list.blockSignals(False)
        self._sift()
        self._show(ids[row] if row >= 0 else "")

    def _sift(self) -> None:
        """Shows the messages that hold every word searched for, in their title or in what they say."""
        wanted = self._search.text().casefold().split()
        for row, message in enumerate(messages_of(self._workspace.plan, self._workspace.pack)):
            item = self._list.item(row)
            text = f"{item.text()} {message.text}".casefold()
            item.setHidden(not all(word in text for word in wanted))

    def _fill_item(self, item: QListWidgetItem, message: MessageTemplate) -> None:
        changed = " · your words" if self._changed(message.id) else ""
        words = f"{message.title or 'New message'}\n{self._sent(message)}{changed}"
        if item.text() != words:
            item.setText(words)
        key = f"{Message.TABLE}:{message.id}"
        severities = {one.severity for one in self._workspace.findings if one.where.record == key}
        gravest = next((one for one in (Severity.ERROR, Severity.WARNING) if one in severities), None)
        name, color, word = LOOKS[gravest] if gravest else ("", "", "")
        item.setIcon(icon(name, color, 16) if name else icon("megaphone", "muted", 16))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{words}. {word}".replace("\n", ". ").strip(". "))

    def _sent(self, message: MessageTemplate) -> str:
        """For whom, on which channel and in which language, in words."""
        audience = self._workspace.pack.catalogue("pack.audiences").get(message.audience, "Everyone")
        channel = field_spec(Message, "channel").choice_label(message.channel)
        return " · ".join((audience, channel, message.language))

    def _changed(self, message: str) -> bool:
        return message in self._prepared and self._workspace.plan.find(Message.TABLE, message) is not None

    def _row(self, message: str) -> int:
        rows = range(self._list.count())
        return next((row for row in rows if self._list.item(row).data(_ID) == message), -1)

    def _message(self, message: str) -> MessageTemplate | None:
        found = messages_of(self._workspace.plan, self._workspace.pack)
        return next((one for one in found if one.id == message), None)

    def _show(self, message: str) -> None:
        self._show_ways(message)
        if message == self._shown and (self._form is not None or not message):
            return
        self.flush()
        self._drop_form()
        self._shown = message
        if message:
            self._form = self._form_of(message)
            self._detail_layout.addWidget(scrolled(self._form), 1)

    def _show_ways(self, message: str) -> None:
        self._restore.setEnabled(self._changed(message))
        self._remove.setEnabled(bool(message) and message not in self._prepared)
        if message in self._prepared:
            whose = "These are your words." if self._changed(message) else "These are the program’s words."
            self._what.setText(f"{whose} What stands in braces, like {{time}}, is filled in on the day.")
        self._what.setVisible(message in self._prepared)

    def _form_of(self, message: str) -> FactForm:
        if message not in self._prepared:
            return record_form(self._workspace, Message.TABLE, message)

        def says() -> object:
            found = self._message(message)
            return found.text if found else None

        spec = field_spec(Message, "text")
        return FactForm(self._workspace, [EntryBinding(self._workspace, Message.TABLE, message, spec, says, {})])

    def _drop_form(self) -> None:
        self._form = None
        self._shown = ""
        while item := self._detail_layout.takeAt(1):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()

    # --- changing ---------------------------------------------------------------------------------------------------

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self._show(item.data(_ID))

    def _on_add(self) -> None:
        self.flush()
        self._search.clear()
        made: list[str] = []
        if not self._workspace.attempt(
            lambda: made.append(operations.add_record(self._workspace.session, table=Message.TABLE, origin=self))
        ):
            self._list.setCurrentRow(self._row(made[0]))
            if self._form is not None:
                reveal(self._form.rows[0])

    def _on_restore(self) -> None:
        session, message = self._workspace.session, self._shown
        self._drop_form()
        self._workspace.attempt(lambda: operations.restore_entry(session, table=Message.TABLE, record=message))
        self._list.setCurrentRow(self._row(message))

    def _on_remove(self) -> None:
        session, message = self._workspace.session, self._shown
        place = self._row(message)
        self.flush()
        self._drop_form()
        self._workspace.attempt(lambda: operations.remove_record(session, table=Message.TABLE, record=message))
        self._list.setCurrentRow(min(place, self._list.count() - 1))
        self._list.setFocus()

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if Message.TABLE in changes.tables:
            if self._shown and self._message(self._shown) is None:
                self._drop_form()
            self._fill()
