"""The dependencies as a drawing of their own: a step or two around the chosen role, or all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.pictures import DependencyPicture, draw
from eopbuilder.rolegraph.scene import Scene
from ui.jobs import Jobs, Progress
from ui.theme import XS, S, theme
from ui.widgets.role_graph_view import RoleGraphView

_EVERYTHING = 0
_REACHES = {"One step around the role": 1, "Two steps around the role": 2, "Everything": _EVERYTHING}


class DependencyPane(QWidget):
    """Draws when it is seen. `drawn` comes after a new drawing, `role_chosen` carries what somebody chose in it."""

    drawn = Signal()
    role_chosen = Signal(str)

    def __init__(self, jobs: Jobs, on_fault: Callable[[Exception], None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._on_fault = on_fault
        self._content: tuple[Plan, Pack, date] | None = None
        self._level = 0
        self._role = ""
        self._tips: Mapping[str, str] = {}
        self._wanted = 0
        self._shown: object = None
        self.view = RoleGraphView(self)
        self.view.setAccessibleName("Dependencies")
        self.view.walk_off_the_drawing()
        self.view.role_chosen.connect(self.role_chosen)
        self._reach = QComboBox()
        self._reach.setAccessibleName("How much of the dependencies to draw")
        for words, steps in _REACHES.items():
            self._reach.addItem(words, steps)
        self._reach.currentIndexChanged.connect(self._draw)
        label = QLabel("&Show")
        label.setBuddy(self._reach)
        row = QHBoxLayout()
        row.setContentsMargins(S, XS, S, 0)
        row.addWidget(label)
        row.addWidget(self._reach)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(row)
        layout.addWidget(self.view, 1)

    @property
    def picture(self) -> DependencyPicture:
        """What is drawn, as a choice that can be drawn again."""
        steps = self._reach.currentData()
        return DependencyPicture(self._level, self._role if steps != _EVERYTHING else "", steps or 1)

    def show_plan(self, plan: Plan, pack: Pack, as_of: date, level: int, tips: Mapping[str, str]) -> None:
        """Takes what to draw; `tips` are said while the mouse rests on a box."""
        self._content, self._level, self._tips = (plan, pack, as_of), level, tips
        self._draw()

    def show_role(self, role: str) -> None:
        """Puts a role into the middle."""
        if role != self._role:
            self._role = role
            self._draw()
        self.view.choose_role(role)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._draw()

    def _draw(self) -> None:
        """Draws in the background, unless nobody looks or it is drawn already."""
        if self._content is None or not self.isVisible():
            return
        wanted = (self._content, self.picture, theme().dark)
        if wanted == self._shown:
            return
        self._shown = wanted
        (plan, pack, as_of), picture, dark = wanted
        self._wanted += 1
        number = self._wanted

        def work(_progress: Progress) -> Scene:
            return draw(plan, pack, as_of, picture, dark=dark)

        self._jobs.start(work, done=lambda scene: self._on_drawn(number, scene), failed=self._on_fault)

    def _on_drawn(self, number: int, scene: Scene) -> None:
        if number == self._wanted:
            self.view.show_scene(scene, self._tips)
            if self.picture.around:
                self.view.zoom_to_fit()
            self.view.choose_role(self._role)
            self.drawn.emit()
