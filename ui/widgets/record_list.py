"""A list of records edited in place: the list on the left, the chosen record's form on the right."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.facts import Known, NotApplicable
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.naming import called
from eopbuilder.domain.records import RECORD_TYPES, Record, field_spec
from eopbuilder.domain.rules.questions import UNANSWERED
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.icons import icon, set_icon
from ui.theme import M, S, theme
from ui.widgets.fact_form import FactForm, record_form, reveal, scrolled
from ui.widgets.findings_list import LOOKS, OPEN_LOOK
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.record_columns import COLUMNS, COMPUTED, EMPTY_WORDS, HEADINGS
from ui.widgets.two_sides import TwoSides
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_FIRST_SHARE = 0.42
"""Part of the list's width that the first column takes; the others share the rest."""
_HEIGHT = 336
_ROOM_FOR_TWO = 640
"""Narrower than this, at 100 % text, the form stands below the list."""
_SEARCH_FROM = 10
"""Lists at least this long get a search box."""

_NOT_SAVED_LOOK = ("error", "error", "Not saved")


class RecordList(TwoSides):
    """The records of one table. `keep` limits the list to some of them; `presets` are facts a new one starts with.

    `chosen` comes when another record is shown, or none.
    """

    chosen = Signal()

    def __init__(
        self,
        workspace: Workspace,
        table: str,
        *,
        keep: Callable[[Record], bool] = lambda _record: True,
        presets: Mapping[str, object] | None = None,
        extra_buttons: Sequence[QPushButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_HEIGHT, _ROOM_FOR_TWO, parent)
        self._workspace = workspace
        self._table = table
        self._keep = keep
        self._presets = presets or {}
        self._noun = RECORD_TYPES[table].NOUN
        self._form: FactForm | None = None
        self._found: dict[str, list[Finding]] = {}
        self._shown = ""
        self._kept: dict[str, tuple[FactForm, QWidget]] = {}
        self._search = QLineEdit()
        self._search.setPlaceholderText("Search")
        self._search.setAccessibleName(f"Search {RECORD_TYPES[table].NOUN}")
        self._search.setClearButtonEnabled(True)
        self._search.textChanged.connect(self.refresh)
        self._list = self._list_widget()
        self._empty = QLabel(EMPTY_WORDS.get(table, ""))
        self._empty.setWordWrap(True)
        self._empty.setProperty("type", "muted")
        self._detail = QFrame()
        self._detail_layout = QVBoxLayout(self._detail)
        self._detail_layout.setContentsMargins(M, 0, 0, 0)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self._search)
        column.addWidget(self._empty)
        column.addWidget(self._list, 1)
        column.addWidget(self._buttons(extra_buttons))
        column.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.set_sides(left, self._detail, (450, 550)))
        self._split.setStretchFactor(0, 9)
        self._split.setStretchFactor(1, 11)
        workspace.changed.connect(self._on_workspace_changed)
        workspace.reviewed.connect(self.refresh)
        self.refresh()

    # --- what it is made of -----------------------------------------------------------------------------------------

    def _list_widget(self) -> QTableWidget:
        columns = COLUMNS[self._table]
        made = QTableWidget(0, len(columns))
        made.setAccessibleName(f"List: {RECORD_TYPES[self._table].TABLE}")
        made.setHorizontalHeaderLabels([self._heading(column) for column in columns])
        made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        made.setTabKeyNavigation(False)
        made.setShowGrid(False)
        made.setWordWrap(False)
        made.verticalHeader().hide()
        made.horizontalHeader().setHighlightSections(False)
        made.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        made.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        made.horizontalHeader().setStretchLastSection(True)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        made.itemSelectionChanged.connect(self._on_selection_changed)
        return made

    def _heading(self, column: str) -> str:
        if column in HEADINGS:
            return HEADINGS[column]
        return field_spec(RECORD_TYPES[self._table], column).label

    def _buttons(self, extra: Sequence[QPushButton]) -> QWidget:
        self._add = QPushButton(f"&Add {self._noun}")
        set_icon(self._add, "plus")
        self._add.clicked.connect(self.add)
        self._remove = QPushButton("Remove")
        self._remove.setToolTip("Undo brings it back")
        set_icon(self._remove, "trash")
        self._remove.clicked.connect(self._on_remove_clicked)
        self._up, self._down = QPushButton(), QPushButton()
        for button, name, words, step in ((self._up, "up", "Move up", -1), (self._down, "down", "Move down", 1)):
            set_icon(button, name)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _checked=False, by=step: self._move(by))
        holder = QWidget()
        flow = FlowLayout(S)
        for button in (*extra, self._add, self._up, self._down, self._remove):
            flow.addWidget(button)
        holder.setLayout(flow)
        return holder

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        QTimer.singleShot(0, self._list, self._share_columns)

    def _share_columns(self) -> None:
        columns = self._list.columnCount()
        room = self._list.viewport().width()
        first = round(room * _FIRST_SHARE) if columns > 1 else room
        for column in range(columns):
            self._list.setColumnWidth(column, first if column == 0 else (room - first) // (columns - 1))

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The id of the chosen record, or empty."""
        return self._shown

    def refresh(self) -> None:
        """Shows the records as the plan has them; the choice stays."""
        everything = [one for one in self._workspace.plan.records(self._table) if self._keep(one)]
        words = self._search.text().casefold().split()
        records = [one for one in everything if all(word in self._text(one) for word in words)]
        self._search.setVisible(len(everything) >= _SEARCH_FROM or bool(words))
        self._empty.setVisible(not everything)
        self._list.setVisible(bool(everything))
        self._detail.setVisible(bool(everything))
        self._found = defaultdict(list)
        for finding in self._workspace.findings:
            self._found[finding.where.record].append(finding)
        bar = self._list.verticalScrollBar()
        place = bar.value()
        self._list.blockSignals(True)
        self._list.setRowCount(len(records))
        for row, record in enumerate(records):
            self._fill_row(row, record)
        self._list.blockSignals(False)
        bar.setValue(place)
        self._select(self._shown)

    def _fill_row(self, row: int, record: Record) -> None:
        mark = self._mark(record)
        for column, name in enumerate(COLUMNS[self._table]):
            item = QTableWidgetItem(self._cell(record, name))
            item.setData(_ID, record.id)
            item.setToolTip(item.text())
            if column == 0 and mark is not None:
                icon_name, color, word = mark
                item.setIcon(icon(icon_name, color, 16))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.text()}, {word}")
            self._list.setItem(row, column, item)
        self._list.setRowHeight(row, theme().px(34))

    def _mark(self, record: Record) -> tuple[str, str, str] | None:
        """Icon, colour and word for what there is to mend or to answer in a record."""
        if record.id in self._kept and _refuses(self._kept[record.id][0]):
            return _NOT_SAVED_LOOK
        found = self._found.get(f"{self._table}:{record.id}", [])
        severities = {one.severity for one in found if one.code != UNANSWERED.code}
        gravest = next((one for one in (Severity.ERROR, Severity.WARNING) if one in severities), None)
        if gravest is not None:
            return LOOKS[gravest]
        return OPEN_LOOK if any(one.code == UNANSWERED.code for one in found) else None

    def _cell(self, record: Record, name: str) -> str:
        if name in COMPUTED:
            if name == "name":
                return called(self._workspace.plan, self._workspace.pack, record)
            return str(getattr(record, name) or "")
        fact = record.fact(name)
        if isinstance(fact, NotApplicable):
            return "Does not apply"
        if not isinstance(fact, Known):
            return ""
        spec = field_spec(type(record), name)
        value = fact.value
        if spec.refers_to.startswith("pack."):
            return self._workspace.pack.catalogue(spec.refers_to).get(str(value), str(value))
        if spec.refers_to:
            found = self._workspace.plan.find(spec.refers_to, str(value))
            return called(self._workspace.plan, self._workspace.pack, found) if found else ""
        if spec.choices:
            return spec.choice_label(str(value))
        if isinstance(value, bool):
            return "Yes" if value else "No"
        return f"{value:g} {spec.unit}".strip() if isinstance(value, float) else f"{value} {spec.unit}".strip()

    def _text(self, record: Record) -> str:
        return " ".join(self._cell(record, name) for name in COLUMNS[self._table]).casefold()

    def _rows(self) -> list[str]:
        items = (self._list.item(row, 0) for row in range(self._list.rowCount()))
        return [item.data(_ID) for item in items if item is not None]

    def _select(self, record: str) -> None:
        """Chooses a record in the list, or the nearest there is, and shows its form."""
        rows = self._rows()
        row = rows.index(record) if record in rows else (0 if rows and not self._search.text() else -1)
        self._list.blockSignals(True)
        if row >= 0:
            index = self._list.model().index(row, 0)
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            self._list.selectionModel().setCurrentIndex(index, flags)
        else:
            self._list.clearSelection()
        self._list.blockSignals(False)
        self._show_form(rows[row] if row >= 0 else (record if self._exists(record) else ""))

    def _exists(self, record: str) -> bool:
        return self._workspace.plan.find(self._table, record) is not None

    def _show_form(self, record: str) -> None:
        for button in (self._remove, self._up, self._down):
            button.setEnabled(bool(record))
        if record == self._shown and (self._form is not None or not record):
            return
        self.flush()
        left, self._shown = self._shown, record
        holder = self._take_form_away()
        if self._form is not None and holder is not None and self._exists(left) and _refuses(self._form):
            self._kept[left] = (self._form, holder)
            self._mark_anew(left)
        elif holder is not None:
            holder.deleteLater()
        self._form = None
        if record in self._kept:
            self._form, holder = self._kept.pop(record)
            self._detail_layout.addWidget(holder)
            holder.show()
            self._mark_anew(record)
        elif record:
            self._form = record_form(self._workspace, self._table, record)
            self._detail_layout.addWidget(scrolled(self._form))
        self.chosen.emit()

    def _take_form_away(self) -> QWidget | None:
        item = self._detail_layout.takeAt(0)
        holder = item.widget() if item is not None else None
        if holder is not None:
            holder.hide()
        return holder

    def _mark_anew(self, record: str) -> None:
        found = self._workspace.plan.find(self._table, record)
        rows = self._rows()
        if found is not None and record in rows:
            self._list.blockSignals(True)
            self._fill_row(rows.index(record), found)
            self._list.blockSignals(False)

    def _forget_kept(self) -> None:
        """Lets go of what was refused in records that are gone."""
        for record in [one for one in self._kept if not self._exists(one)]:
            self._kept.pop(record)[1].deleteLater()

    # --- changing ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Saves what is being typed."""
        if self._form is not None and self._exists(self._shown):
            self._form.flush()

    def add(self) -> None:
        """Adds a record and puts the keyboard into its first field."""
        self.flush()
        made: list[str] = []
        self._search.clear()

        def act() -> None:
            made.append(
                operations.add_record(self._workspace.session, table=self._table, values=self._presets, origin=self)
            )

        if not self._workspace.attempt(act):
            self.choose(made[0])

    def choose(self, record: str, field: str = "") -> None:
        """Shows a record, and puts the keyboard into one of its fields, the first when it has none of that name."""
        if record not in self._rows():
            self._search.clear()
            self.refresh()
        self._select(record)
        if self._form is not None:
            reveal(self._form.row(field) or self._form.rows[0])

    def _on_remove_clicked(self) -> None:
        rows = self._rows()
        record = self._shown
        if record in rows:
            place = rows.index(record)
            following = rows[place + 1] if place + 1 < len(rows) else rows[place - 1] if place else ""
            self.flush()
            self._drop_form()
            self._workspace.attempt(
                lambda: operations.remove_record(self._workspace.session, table=self._table, record=record, origin=self)
            )
            self._select(following)
            self._list.setFocus()

    def _drop_form(self) -> None:
        self._form = None
        self._show_form("")
        self._shown = ""

    def _move(self, by: int) -> None:
        everything = [one.id for one in self._workspace.plan.records(self._table)]
        rows = self._rows()
        place = rows.index(self._shown) + by if self._shown in rows else -1
        if 0 <= place < len(rows):
            target = everything.index(rows[place])
            record = self._shown
            self._workspace.attempt(
                lambda: operations.move_record(
                    self._workspace.session, table=self._table, record=record, to_index=target, origin=self
                )
            )

    def _on_selection_changed(self) -> None:
        item = self._list.item(self._list.currentRow(), 0)
        if item is not None:
            self._show_form(item.data(_ID))

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if self._table in changes.tables:
            self._forget_kept()
            if self._shown and not self._exists(self._shown):
                self._drop_form()
            self.refresh()
            back = [one.id for one in changes.changes if one.table == self._table and one.before is None]
            if changes.origin is None and len(back) == 1 and back[0] in self._rows():
                self._select(back[0])


def _refuses(form: FactForm) -> bool:
    """Whether a form holds something that was not taken."""
    return any(row.refused for row in form.rows)
