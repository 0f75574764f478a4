"""The pictures of the plan as a list, each with a small image, its title and its kind."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from eopbuilder.domain.records import Picture
from eopbuilder.domain.records.pictures import PICTURE_KINDS
from eopbuilder.domain.rules.questions import UNANSWERED
from ui.icons import icon, lasting_icon
from ui.theme import theme
from ui.widgets.pixmaps import Thumbnails
from ui.workspace import Workspace

_ID = Qt.ItemDataRole.UserRole
_THUMBNAIL = QSize(72, 54)


class PictureList(QListWidget):
    """All pictures. `picture_chosen` carries the one a person chose."""

    picture_chosen = Signal(str)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._thumbnails = Thumbnails(workspace.jobs, workspace.trouble.emit, self)
        self._thumbnails.ready.connect(self._fill_icons)
        self.setAccessibleName("Pictures")
        self.setWordWrap(True)
        self.setIconSize(QSize(theme().px(_THUMBNAIL.width()), theme().px(_THUMBNAIL.height())))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSpacing(2)
        self.currentItemChanged.connect(self._on_item_chosen)
        workspace.reviewed.connect(self._fill_words)

    @property
    def current(self) -> str:
        """The picture chosen, or empty."""
        row = self.currentRow()
        return str(self.item(row).data(_ID)) if row >= 0 else ""

    def row_of(self, picture: str) -> int:
        """The row of a picture, or -1."""
        return next((row for row in range(self.count()) if self.item(row).data(_ID) == picture), -1)

    def choose(self, picture: str) -> None:
        """Chooses a picture, as a person does; does nothing when there is no such picture."""
        if (row := self.row_of(picture)) >= 0:
            self.setCurrentRow(row)

    def refresh(self) -> None:
        """Shows the pictures as the plan has them; the choice stays, or goes to the nearest. Tells nobody."""
        ids = [one.id for one in self._workspace.plan.pictures]
        chosen, place = self.current, max(0, self.currentRow())
        self.blockSignals(True)
        if ids != [self.item(row).data(_ID) for row in range(self.count())]:
            self.clear()
            for one in ids:
                item = QListWidgetItem()
                item.setData(_ID, one)
                self.addItem(item)
        self.setCurrentRow(ids.index(chosen) if chosen in ids else min(place, len(ids) - 1))
        self.blockSignals(False)
        self._fill_words()
        self._fill_icons()

    def _pictures(self) -> tuple[tuple[QListWidgetItem, Picture], ...]:
        rows = ((self.item(row), row) for row in range(self.count()))
        found = ((item, self._workspace.plan.get(Picture, item.data(_ID))) for item, _row in rows)
        return tuple((item, picture) for item, picture in found if picture is not None)

    def _fill_words(self) -> None:
        for item, picture in self._pictures():
            words = [picture.label, _short_kind(picture)]
            key = f"{Picture.TABLE}:{picture.id}"
            missing = sum(one.code == UNANSWERED.code for one in self._workspace.findings if one.where.record == key)
            if missing:
                words.append(f"{missing} answer{'' if missing == 1 else 's'} to go")
            if item.text() != "\n".join(words):
                item.setText("\n".join(words))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, ". ".join(words))

    def _fill_icons(self) -> None:
        images: dict[str, bytes] = {}
        for item, picture in self._pictures():
            named = picture.image or ""
            small = self._thumbnails.get(named)
            item.setIcon(lasting_icon(small) if small is not None else icon("map", "muted", 40))
            if (data := self._workspace.plan.images.get(named)) is not None:
                images[named] = data
        self._thumbnails.want(images, self.iconSize(), self.devicePixelRatioF())

    def _on_item_chosen(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.picture_chosen.emit(item.data(_ID))


def _short_kind(picture: Picture) -> str:
    """The kind without what explains it."""
    kind = PICTURE_KINDS.get(picture.kind or "")
    return kind.label.partition(":")[0].partition(",")[0] if kind else "Kind not chosen"
