"""The school's logo: how it looks, and ways to choose another one or none."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.records import School
from eopbuilder.planning import operations
from eopbuilder.planning.changes import ChangeSet
from ui.icons import set_icon
from ui.theme import XS, M, S, theme
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.image_intake import ImageIntake
from ui.widgets.pixmaps import decoded
from ui.workspace import Workspace

_ROOM = QSize(150, 90)


class LogoRow(QWidget):
    """A row of the school's form that shows the logo."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.intake = ImageIntake(workspace)
        label = QLabel("School logo")
        label.setProperty("type", "field")
        help_line = QLabel("Stands on the cover of the plan. PNG or JPEG; a white ground looks best.")
        help_line.setProperty("type", "small")
        help_line.setWordWrap(True)
        self._picture = QLabel("No logo")
        self._picture.setObjectName("logo")
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._picture.setFixedSize(theme().px(_ROOM.width()), theme().px(_ROOM.height()))
        self._choose = QPushButton("Choose logo…")
        set_icon(self._choose, "import")
        self._choose.clicked.connect(lambda: self.intake.ask("Choose the school’s logo", self._set))
        self._remove = QPushButton("Remove logo")
        self._remove.setToolTip("Undo brings it back")
        set_icon(self._remove, "trash")
        self._remove.clicked.connect(self._on_remove_clicked)
        flow = FlowLayout(S)
        flow.addWidget(self._choose)
        flow.addWidget(self._remove)
        buttons = QWidget()
        buttons.setLayout(flow)
        row = QHBoxLayout()
        row.setSpacing(M)
        row.addWidget(self._picture)
        row.addWidget(buttons, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, M)
        layout.setSpacing(XS)
        for one in (label, help_line):
            layout.addWidget(one)
        layout.addLayout(row)
        layout.addWidget(self.intake)
        workspace.changed.connect(self._on_workspace_changed)
        self._show()

    def _show(self) -> None:
        named = self._workspace.plan.school.logo or ""
        data = self._workspace.plan.images.get(named)
        self._remove.setEnabled(data is not None)
        if data is None:
            self._picture.setText("No logo")
            self._picture.setAccessibleName("No logo")
            return
        room = self._picture.contentsRect().size() - QSize(2, 2)
        self._picture.setPixmap(_on_paper(decoded(named, data), room, self.devicePixelRatioF()))
        self._picture.setAccessibleName("The school’s logo")

    def _set(self, image: bytes, _name: str) -> None:
        self._workspace.attempt(lambda: operations.set_logo(self._workspace.session, image=image, origin=self))

    def _on_remove_clicked(self) -> None:
        self._workspace.attempt(lambda: operations.set_logo(self._workspace.session, image=None, origin=self))

    def _on_workspace_changed(self, changes: ChangeSet) -> None:
        if School.TABLE in changes.tables:
            self._show()


def _on_paper(picture: QPixmap, room: QSize, ratio: float) -> QPixmap:
    """The picture as it looks on paper, in the middle of a white sheet of this size, sharp on every screen."""
    sheet = QPixmap(room * ratio)
    sheet.fill(Qt.GlobalColor.white)
    most = (room - QSize(2 * S, 2 * S)) * ratio
    small = picture.scaled(most, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    painter = QPainter(sheet)
    painter.drawPixmap((sheet.width() - small.width()) // 2, (sheet.height() - small.height()) // 2, small)
    painter.end()
    sheet.setDevicePixelRatio(ratio)
    return sheet
