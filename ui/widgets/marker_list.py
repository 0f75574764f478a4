"""The markers of one picture as a list, numbered as on the picture, with the facts of the chosen one below."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.domain.records.pictures import marker_level
from eopbuilder.planning import operations
from ui.icons import lasting_icon, set_icon
from ui.theme import S, theme
from ui.widgets.announce import announce
from ui.widgets.fact_form import FactForm, record_form, reveal, scrolled
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.picture_items import marker_pixmap
from ui.widgets.picture_words import kind_words, marker_words, seen_in
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_MARK = 26
_PLACED = ("picture", "x", "y")
"""Fields said by where the marker stands."""
_NONE_YET = "Nothing is marked yet. Choose above what to mark, then click where it is, or move the cross-hair there."
_HINT = "Choose a marker, here or on the picture, to name it."


class MarkerList(QWidget):
    """The markers of a picture. `marker_chosen` carries the one a person chose here."""

    marker_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._picture = ""
        self._shown = ""
        self._form: FactForm | None = None
        self._hint = QLabel(_NONE_YET)
        self._hint.setWordWrap(True)
        self._hint.setProperty("type", "muted")
        self._list = QListWidget()
        self._list.setAccessibleName("Markers on the picture")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setIconSize(QSize(theme().px(_MARK), theme().px(_MARK)))
        self._list.currentItemChanged.connect(self._on_item_chosen)
        self._seen = QLabel(parent=self)
        self._seen.hide()
        self._seen.setWordWrap(True)
        self._seen.setProperty("type", "small")
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(0, 0, 0, S)
        column.setSpacing(S)
        column.addWidget(self._list, 1)
        column.addWidget(self._buttons())
        self._detail = QFrame()
        self._detail_layout = QVBoxLayout(self._detail)
        self._detail_layout.setContentsMargins(0, S, 0, 0)
        self._detail_layout.setSpacing(S)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(top)
        self._split.addWidget(self._detail)
        self._split.setChildrenCollapsible(False)
        self._split.setSizes([400, 600])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, S, 0, 0)
        layout.setSpacing(S)
        layout.addWidget(self._hint)
        layout.addWidget(self._split, 1)
        layout.addStretch()

    def _buttons(self) -> QWidget:
        self._remove = QPushButton("Remo&ve")
        self._remove.setToolTip("Undo brings it back")
        set_icon(self._remove, "trash")
        self._remove.clicked.connect(self.remove)
        self._up, self._down = QPushButton(), QPushButton()
        for button, name, words, step in (
            (self._up, "up", "Give it the number before", -1),
            (self._down, "down", "Give it the number after", 1),
        ):
            set_icon(button, name)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _checked=False, by=step: self._move(by))
        holder = QWidget()
        flow = FlowLayout(S)
        for button in (self._up, self._down, self._remove):
            flow.addWidget(button)
        holder.setLayout(flow)
        return holder

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def current(self) -> str:
        """The id of the chosen marker, or empty."""
        return self._shown

    def show_picture(self, picture: str) -> None:
        """Shows the markers of a picture; the choice stays where it can."""
        self._picture = picture
        markers = self._markers()
        ids = [one.id for one in markers]
        self._list.blockSignals(True)
        if ids != [self._list.item(row).data(_ID) for row in range(self._list.count())]:
            self._list.clear()
            for one in ids:
                item = QListWidgetItem()
                item.setData(_ID, one)
                self._list.addItem(item)
        for row, marker in enumerate(markers):
            self._fill_item(self._list.item(row), marker, row + 1)
        self._list.setCurrentRow(ids.index(self._shown) if self._shown in ids else -1)
        self._list.blockSignals(False)
        self._split.setVisible(bool(ids))
        self._show(self._shown if self._shown in ids else "")

    def _fill_item(self, item: QListWidgetItem, marker: Marker, number: int) -> None:
        words = f"{kind_words(marker.kind)}: {marker.name}" if marker.name else kind_words(marker.kind)
        told = f"{marker_words(marker, number)}. {marker.note or ''}".strip()
        if (item.text(), item.data(Qt.ItemDataRole.AccessibleTextRole)) != (words, told):
            item.setText(words)
            item.setToolTip(marker.note or "")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
        item.setIcon(lasting_icon(marker_pixmap(marker.kind or "", number, _MARK)))

    def choose(self, marker: str) -> None:
        """Shows a marker and its facts; empty lets go. Tells nobody."""
        self._list.blockSignals(True)
        self._list.setCurrentRow(self._row(marker))
        self._list.blockSignals(False)
        self._show(marker if self._row(marker) >= 0 else "")

    def reveal(self, field: str = "name") -> None:
        """Puts the keyboard into a field of the chosen marker."""
        if self._form is not None:
            reveal(self._form.row(field) or self._form.rows[0])

    def show_finding(self, finding: Finding) -> None:
        """Leads to the field of the chosen marker that a finding is about."""
        self.reveal(finding.where.field)

    def _markers(self) -> Sequence[Marker]:
        return self._workspace.plan.markers(self._picture)

    def _row(self, marker: str) -> int:
        rows = range(self._list.count())
        return next((row for row in rows if self._list.item(row).data(_ID) == marker), -1)

    def _show(self, marker: str) -> None:
        for button in (self._remove, self._up, self._down):
            button.setEnabled(bool(marker))
        self._hint.setText(_HINT if self._list.count() else _NONE_YET)
        self._hint.setVisible(not marker)
        self._detail.setVisible(bool(marker))
        found = self._workspace.plan.get(Marker, marker)
        if found is not None:
            picture = self._workspace.plan.get(Picture, found.picture)
            self._seen.setText(seen_in(marker_level(found, picture)))
        if marker == self._shown and (self._form is not None or not marker):
            return
        self.flush()
        self._drop_form()
        self._shown = marker
        if marker:
            self._form = record_form(self._workspace, Marker.TABLE, marker, leave_out=_PLACED)
            content = QWidget()
            column = QVBoxLayout(content)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(0)
            column.addWidget(self._form)
            column.addWidget(self._seen)
            self._seen.show()
            self._detail_layout.addWidget(scrolled(content), 1)

    def _drop_form(self) -> None:
        self._form = None
        self._shown = ""
        self._seen.setParent(self)
        self._seen.hide()
        item = self._detail_layout.takeAt(0)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()

    # --- changing ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Saves what is being typed."""
        if self._form is not None and self._workspace.plan.get(Marker, self._shown) is not None:
            self._form.flush()

    def remove(self) -> None:
        """Removes the chosen marker and chooses the next."""
        marker, row = self._shown, self._row(self._shown)
        if row < 0:
            return
        self.flush()
        ids = [one.id for one in self._markers() if one.id != marker]
        self._drop_form()
        self._workspace.attempt(
            lambda: operations.remove_record(self._workspace.session, table=Marker.TABLE, record=marker)
        )
        following = ids[min(row, len(ids) - 1)] if ids else ""
        self.choose(following)
        self.marker_chosen.emit(following)
        announce(self, "Marker removed")

    def _move(self, by: int) -> None:
        """Trades places with the marker before or after, and with it numbers."""
        marker, markers = self._shown, self._markers()
        row = self._row(marker) + by
        if 0 <= row < len(markers):
            everything = [one.id for one in self._workspace.plan.all(Marker)]
            target = everything.index(markers[row].id)
            self._workspace.attempt(
                lambda: operations.move_record(
                    self._workspace.session, table=Marker.TABLE, record=marker, to_index=target
                )
            )

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        marker = item.data(_ID) if item is not None else ""
        self._show(marker)
        self.marker_chosen.emit(marker)
