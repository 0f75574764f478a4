"""One picture of the plan: drawn with its markers, and beside it the list of them and what is known of the picture."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QToolButton, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding
from eopbuilder.domain.records import Marker, Picture
from eopbuilder.domain.records.pictures import picture_level
from eopbuilder.planning import operations
from eopbuilder.rolegraph.picture_scene import picture_scene
from ui.icons import set_icon
from ui.theme import XS, M, S
from ui.widgets.announce import announce
from ui.widgets.fact_form import FactForm, record_form, reveal, scrolled
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.marker_choice import MarkerChoice
from ui.widgets.marker_list import MarkerList
from ui.widgets.picture_view import PictureView
from ui.widgets.picture_words import kind_words, place_words, seen_in
from ui.widgets.pixmaps import decoded
from ui.widgets.two_sides import TwoSides
from ui.workspace import Workspace

_HEIGHT, _ROOM_FOR_TWO = 440, 720
_STACKED = (380, 440)
_SHEET = 430.0
"""Points across the drawing at most, about the width of a page: markers are as large beside the image as on paper."""
_NO_IMAGE = "There is no image for this yet. Choose one with “Replace image…”."


class PictureEditor(TwoSides):
    """A picture to mark and describe. `replacing_wanted` asks for another image in its place."""

    replacing_wanted = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(_HEIGHT, _ROOM_FOR_TWO, parent, stacked=_STACKED)
        self._workspace = workspace
        self._picture = ""
        self._form: FactForm | None = None
        self.view = PictureView()
        self.choice = MarkerChoice()
        self.markers = MarkerList(workspace)
        self.view.marker_chosen.connect(self._on_marker_chosen_in_view)
        self.view.placing_wanted.connect(self._on_placing_wanted)
        self.view.move_wanted.connect(self._on_move_wanted)
        self.view.removal_wanted.connect(lambda _marker: self.markers.remove())
        self.view.words_wanted.connect(self._on_words_wanted)
        self.view.stopped.connect(lambda: self.choice.choose(""))
        self.choice.kind_chosen.connect(self._on_kind_chosen)
        self.markers.marker_chosen.connect(self.view.choose_marker)
        self._no_image = QLabel(_NO_IMAGE)
        self._no_image.setWordWrap(True)
        self._no_image.setProperty("type", "muted")
        self._hint = QLabel()
        self._hint.setWordWrap(True)
        self._hint.setProperty("type", "small")
        self._seen = QLabel()
        self._seen.setWordWrap(True)
        self._seen.setProperty("type", "small")
        self._about = QWidget()
        self._about_layout = QVBoxLayout(self._about)
        self._about_layout.setContentsMargins(0, S, 0, 0)
        self._about_layout.setSpacing(S)
        self._about_layout.addWidget(self._replace_button(), 0, Qt.AlignmentFlag.AlignLeft)
        self._about_layout.addWidget(self._seen)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName("Markers, or about the picture")
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self.markers, "Markers")
        self.tabs.addTab(self._about, "About")
        self.tabs.currentChanged.connect(lambda _place: self._fill_about())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        split = self.set_sides(self._drawing_side(), self._beside(), (660, 340))
        split.setStretchFactor(0, 1)
        layout.addWidget(split)
        self._on_kind_chosen("")

    def _drawing_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(M, 0, M, 0)
        column.setSpacing(S)
        column.addWidget(self._controls())
        column.addWidget(self._no_image)
        column.addWidget(self.view, 1)
        column.addWidget(self._hint)
        return side

    def _beside(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(M, 0, 0, 0)
        column.addWidget(self.tabs)
        return side

    def _replace_button(self) -> QPushButton:
        button = QPushButton("Replace &image…")
        button.setToolTip("Markers stay where they are; look them over against the new image")
        set_icon(button, "import")
        button.clicked.connect(lambda: self.replacing_wanted.emit(self._picture))
        return button

    def _controls(self) -> QWidget:
        zoom = QWidget()
        row = QHBoxLayout(zoom)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        for name, words, keys, by in (
            ("zoom-out", "Zoom out", "Ctrl+-", -1),
            ("zoom-in", "Zoom in", "Ctrl++", 1),
            ("zoom-fit", "Show the whole picture", "Ctrl+0", 0),
        ):
            button = QToolButton()
            button.setProperty("look", "icon")
            button.setToolTip(f"{words} ({keys})")
            button.setAccessibleName(words)
            set_icon(button, name)
            button.clicked.connect(lambda _checked=False, step=by: self.view.zoom(step))
            shortcut = QShortcut(QKeySequence(keys), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(button.click)
            row.addWidget(button)
        flow = FlowLayout(S)
        flow.addWidget(self.choice)
        zoom.setMinimumHeight(self.choice.sizeHint().height())
        flow.addWidget(zoom)
        holder = QWidget()
        holder.setLayout(flow)
        return holder

    # --- showing ----------------------------------------------------------------------------------------------------

    @property
    def picture(self) -> str:
        """The picture shown, or empty."""
        return self._picture

    def show_picture(self, picture: str) -> None:
        """Shows a picture as the plan has it; empty for none."""
        if picture != self._picture:
            self.flush()
            self.view.choose_marker("")
            self.choice.choose("")
            self._picture = picture
            self.view.zoom(0)
            self._drop_form()
            self._fill_about()
        found = self._workspace.plan.get(Picture, picture)
        self.markers.show_picture(picture)
        if found is None:
            return
        self._seen.setText(seen_in(picture_level(found)))
        image = self._workspace.plan.images.get(found.image or "")
        self._no_image.setVisible(image is None)
        self.view.setVisible(image is not None)
        self.choice.setEnabled(image is not None)
        markers = self._workspace.plan.markers(picture)
        self.tabs.setTabText(0, f"Markers ({len(markers)})" if markers else "Markers")
        if image is not None:
            numbered = tuple(enumerate(markers, start=1))
            scene = picture_scene(found, image, numbered, max_width=_SHEET, max_height=_SHEET)
            self.view.show_picture(scene, markers, decoded(found.image or "", image))
            self.view.setAccessibleName(f"Picture: {found.label}")

    def _drop_form(self) -> None:
        self._form = None
        item = self._about_layout.takeAt(2)
        old = item.widget() if item is not None else None
        if old is not None:
            old.hide()
            old.deleteLater()

    def _fill_about(self) -> None:
        """Makes the form of the picture once somebody looks at it: it takes longer than all the rest."""
        if self._picture and self._form is None and self.tabs.currentWidget() is self._about:
            self._form = record_form(self._workspace, Picture.TABLE, self._picture)
            self._about_layout.addWidget(scrolled(self._form), 1)

    def show_about(self, field: str = "") -> None:
        """Leads to a field of the picture."""
        self.tabs.setCurrentWidget(self._about)
        if self._form is not None:
            reveal(self._form.row(field) or self._form.rows[0])

    def choose_marker(self, marker: str) -> None:
        """Chooses a marker on the picture and in the list, and shows its facts."""
        self.view.choose_marker(marker)
        self.markers.choose(marker)
        if marker:
            self.tabs.setCurrentWidget(self.markers)

    def show_finding(self, finding: Finding) -> None:
        """Leads to the field of the picture, or of one of its markers, that a finding is about."""
        table, _, record = finding.where.record.partition(":")
        if table == Marker.TABLE:
            self.choose_marker(record)
            self.markers.show_finding(finding)
        else:
            self.show_about(finding.where.field)

    # --- changing ---------------------------------------------------------------------------------------------------

    def flush(self) -> None:
        """Saves what is being typed, and where a marker was moved to."""
        self.view.flush()
        self.markers.flush()
        if self._form is not None and self._workspace.plan.get(Picture, self._picture) is not None:
            self._form.flush()

    def _on_kind_chosen(self, kind: str) -> None:
        self.view.set_kind(kind)
        what = kind_words(kind)
        self._hint.setText(
            f"{what}: click where it is. By keyboard: arrow keys, then Enter. Escape ends this."
            if kind
            else "Click a marker to choose it, drag it to move it. By keyboard: Page Down, then the arrow keys."
        )

    def _on_placing_wanted(self, x: float, y: float) -> None:
        self.markers.flush()
        session, picture, kind = self._workspace.session, self._picture, self.choice.kind
        made: list[str] = []
        if not self._workspace.attempt(
            lambda: made.append(operations.place_marker(session, picture=picture, kind=kind, x=x, y=y))
        ):
            self.choose_marker(made[0])
            announce(self.view, f"{kind_words(kind)} placed, {place_words(x, y)}. Enter names it, Escape goes on.")

    def _on_move_wanted(self, marker: str, x: float, y: float) -> None:
        if self._workspace.plan.get(Marker, marker) is not None:
            self._workspace.attempt(lambda: operations.move_marker(self._workspace.session, marker=marker, x=x, y=y))

    def _on_marker_chosen_in_view(self, marker: str) -> None:
        self.markers.choose(marker)
        if marker:
            self.tabs.setCurrentWidget(self.markers)

    def _on_words_wanted(self) -> None:
        self.tabs.setCurrentWidget(self.markers)
        self.markers.reveal()
