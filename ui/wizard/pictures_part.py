"""Maps and pictures: the list of them, and the chosen one to mark. Images come by dialog, drop or paste."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QMenu, QPushButton, QSplitter, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.domain.records.pictures import PICTURE_KINDS
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.dialogs import messages
from ui.icons import set_icon
from ui.theme import M, S, theme
from ui.widgets.fact_form import in_column
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.image_intake import ImageIntake, holds_image, title_from
from ui.widgets.picture_editor import PictureEditor
from ui.widgets.picture_list import PictureList
from ui.workspace import Workspace

_LIST_WIDTH, _LIST_HEIGHT = 216, 150
_ROOM_FOR_TWO = 840
"""Narrower than this, at 100 % text, the picture stands below the list."""
_EMPTY = (
    "<b>No pictures yet.</b> Ask the facilities office, the architect or the fire department for a site plan and a "
    "plan of each floor; a good scan or screenshot is enough. Then mark exits, shut-offs, defibrillators, the command "
    "post and where people gather.<br><br>"
    "Site plans, floor plans and maps of reunification sites go only into the full plan and the responder packet. "
    "Evacuation maps and photos go to staff, too. None goes into the public edition.<br><br>"
    "Never mark door codes, key safes or cameras, and add no pictures of students. Whatever else a photo file holds, "
    "such as where it was taken, is left behind."
)


class PicturesPart(QWidget):
    """The pictures of the plan."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self.setAcceptDrops(True)
        self.intake = ImageIntake(workspace)
        self.editor = PictureEditor(workspace)
        self.editor.replacing_wanted.connect(self._on_replacing_wanted)
        self.list = PictureList(workspace)
        self.list.picture_chosen.connect(self._show)
        self._empty = self._empty_state()
        self._side = self._list_side()
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.addWidget(self._side)
        self._split.addWidget(self.editor)
        self._split.setChildrenCollapsible(False)
        self._split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self.intake)
        layout.addWidget(self._empty)
        layout.addWidget(self._split, 1)
        layout.addStretch()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        paste.activated.connect(self.paste)
        workspace.changed.connect(self._on_workspace_changed)
        self._refresh()

    def _list_side(self) -> QWidget:
        self._up, self._down = QPushButton(), QPushButton()
        for button, name, words, step in ((self._up, "up", "Move up", -1), (self._down, "down", "Move down", 1)):
            set_icon(button, name)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.clicked.connect(lambda _checked=False, by=step: self._move(by))
        self._remove = QPushButton()
        self._remove.setAccessibleName("Remove picture")
        self._remove.setToolTip("Remove picture; undo brings it back, with its markers")
        set_icon(self._remove, "trash")
        self._remove.clicked.connect(self._on_remove_clicked)
        order = QWidget()
        row = QHBoxLayout(order)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        for button in (self._up, self._down, self._remove):
            row.addWidget(button)
        flow = FlowLayout(S)
        flow.addWidget(self._add_button())
        flow.addWidget(order)
        buttons = QWidget()
        buttons.setLayout(flow)
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self.list, 1)
        column.addWidget(buttons)
        return side

    def _add_button(self, *, primary: bool = False) -> QPushButton:
        """A button that asks for the kind first: it decides who gets to see the picture."""
        button = QPushButton("&Add picture")
        button.setToolTip("You can also drop files here, or paste a picture")
        if primary:
            button.setProperty("look", "primary")
        set_icon(button, "plus", "on_accent" if primary else "ink")
        menu = QMenu(button)
        menu.setAccessibleName("Kind of picture to add")
        for kind, about in PICTURE_KINDS.items():
            menu.addAction(f"{about.label}…").setData(kind)
        menu.triggered.connect(lambda action: self.ask_for(action.data()))
        button.setMenu(menu)
        return button

    def _empty_state(self) -> QWidget:
        self._first_add = self._add_button(primary=True)
        words = QLabel(_EMPTY)
        words.setWordWrap(True)
        drop = QLabel("You can also drop image files here, or paste a picture.")
        drop.setWordWrap(True)
        drop.setProperty("type", "muted")
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, S, 0, 0)
        column.setSpacing(M)
        column.addWidget(words)
        column.addWidget(self._first_add, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(drop)
        return in_column(holder)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_TWO)
        turned = Qt.Orientation.Horizontal if wide else Qt.Orientation.Vertical
        if event.oldSize().isValid() and turned is self._split.orientation():
            return
        self._split.setOrientation(turned)
        self.list.setMinimumHeight(theme().px(_LIST_HEIGHT))
        first, whole = (_LIST_WIDTH, self.width()) if wide else (_LIST_HEIGHT, self.height())
        self._split.setSizes([theme().px(first), max(1, whole - theme().px(first))])

    # --- what a page asks of its parts ------------------------------------------------------------------------------

    def widget(self) -> QWidget:
        return self

    def first_control(self) -> QWidget | None:
        return self.list if self.list.count() else None

    def flush(self) -> None:
        self.editor.flush()

    def show_finding(self, finding: Finding) -> bool:
        table, _, record = finding.where.record.partition(":")
        marker = self._workspace.plan.get(Marker, record) if table == Marker.TABLE else None
        picture = (marker.picture or "") if marker is not None else record
        if table not in {Picture.TABLE, Marker.TABLE} or self.list.row_of(picture) < 0:
            return False
        self.list.choose(picture)
        self.editor.show_finding(finding)
        return True

    # --- showing ----------------------------------------------------------------------------------------------------

    def _refresh(self) -> None:
        self.list.refresh()
        any_ = self.list.count() > 0
        self._empty.setVisible(not any_)
        self._split.setVisible(any_)
        self._show(self.list.current)

    def _show(self, picture: str) -> None:
        for button in (self._remove, self._up, self._down):
            button.setEnabled(bool(picture))
        self.editor.show_picture(picture)

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if not changes.tables & {Picture.TABLE, Marker.TABLE}:
            return
        self._refresh()
        if changes.origin is None:
            self._show_what_came_back(changes)

    def _show_what_came_back(self, changes: ChangeSet) -> None:
        """Chooses the picture or marker that was added by undo or from elsewhere, when it is one alone."""
        pictures, markers = (
            [one.id for one in changes.changes if one.table == table and one.before is None]
            for table in (Picture.TABLE, Marker.TABLE)
        )
        if len(pictures) == 1:
            self.list.choose(pictures[0])
        elif len(markers) == 1 and (marker := self._workspace.plan.get(Marker, markers[0])) is not None:
            self.list.choose(marker.picture or "")
            self.editor.choose_marker(marker.id)

    # --- images that come in ----------------------------------------------------------------------------------------

    def ask_for(self, kind: str) -> None:
        """Lets the user choose image files that become pictures of a kind."""
        self.intake.ask("Add pictures", self._adder(kind), several=True)

    def paste(self) -> None:
        """Takes the image or the files of the clipboard."""
        self.intake.take_data(QApplication.clipboard().mimeData(), self._adder(self._likely_kind()))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if holds_image(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if self.intake.take_data(event.mimeData(), self._adder(self._likely_kind())):
            event.acceptProposedAction()

    def _likely_kind(self) -> str:
        """What a picture is of which nobody said it: never one that more people see than should."""
        has_site_plan = any(one.kind == "site-plan" for one in self._workspace.plan.pictures)
        return "floor-plan" if has_site_plan else "site-plan"

    def _adder(self, kind: str) -> Callable[[bytes, str], None]:
        return lambda image, name: self._add_picture(image, kind, name)

    def _add_picture(self, image: bytes, kind: str, name: str) -> None:
        self.flush()
        made: list[str] = []
        values = {"title": title_from(name)}

        def add() -> None:
            made.append(
                operations.add_picture(self._workspace.session, image=image, kind=kind, values=values, origin=self)
            )

        refused = self._workspace.attempt(add)
        if refused:
            messages.tell(self, "Pictures", refused)
        else:
            self.list.choose(made[0])
            self.editor.show_about("title")

    def _on_replacing_wanted(self, picture: str) -> None:
        def replace(image: bytes, _name: str) -> None:
            if self._workspace.plan.get(Picture, picture) is not None:
                self._workspace.attempt(
                    lambda: operations.replace_image(self._workspace.session, picture=picture, image=image)
                )

        self.flush()
        self.intake.ask("Replace image", replace)

    # --- the list ---------------------------------------------------------------------------------------------------

    def _on_remove_clicked(self) -> None:
        picture = self.list.current
        self.flush()
        self._workspace.attempt(
            lambda: operations.remove_record(self._workspace.session, table=Picture.TABLE, record=picture, origin=self)
        )
        (self.list if self.list.count() else self._first_add).setFocus()

    def _move(self, by: int) -> None:
        picture, target = self.list.current, self.list.currentRow() + by
        if 0 <= target < self.list.count():
            self._workspace.attempt(
                lambda: operations.move_record(
                    self._workspace.session, table=Picture.TABLE, record=picture, to_index=target, origin=self
                )
            )
