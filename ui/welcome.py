"""The first thing a person sees: start a plan, go on with one, or look at the sample school, with gaps or finished."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from eopbuilder.planning.recent import RecentPlan
from ui.icons import set_icon
from ui.theme import XL, XXL, L, M, S, theme

_ROOM_FOR_ROW = 900
"""Narrower than this, at 100 % text, the ways in stand below one another."""


class WelcomePage(QWidget):
    """Four ways in, and the plans opened lately."""

    new_wanted = Signal()
    open_wanted = Signal()
    sample_wanted = Signal()
    finished_wanted = Signal()
    recent_wanted = Signal(Path)
    forget_wanted = Signal(Path)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("welcome")
        self._unfinished = QVBoxLayout()
        self._unfinished.setSpacing(S)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(S)
        body = QWidget()
        body.setObjectName("welcome")
        column = QVBoxLayout()
        column.setSpacing(L)
        column.addStretch(1)
        column.addLayout(self._head())
        column.addSpacing(M)
        column.addLayout(self._ways_in())
        column.addSpacing(M)
        column.addLayout(self._unfinished)
        column.addLayout(self._recent)
        column.addStretch(2)
        outer = QHBoxLayout(body)
        outer.setContentsMargins(XXL, XL, XXL, XL)
        outer.addStretch(1)
        outer.addLayout(column, 4)
        outer.addStretch(1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)
        self.show_recent([])

    def _head(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(S)
        title = QLabel("Your school’s emergency operations plan")
        title.setProperty("type", "display")
        title.setWordWrap(True)
        words = QLabel(
            "Enter each fact once. The program checks it, puts it everywhere it belongs, and prints the plan. "
            "Everything stays on this computer."
        )
        words.setWordWrap(True)
        words.setProperty("type", "muted")
        column.addWidget(title)
        column.addWidget(words)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= theme().px(_ROOM_FOR_ROW)
        for row in self._rows:
            row.setDirection(QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom)

    def _ways_in(self) -> QVBoxLayout:
        """Those to a plan of one's own above those to the sample school's plans."""
        self._rows: list[QBoxLayout] = []
        column = QVBoxLayout()
        column.setSpacing(M)
        for ways in (
            (
                ("&New plan", "Start for your school", "new-file", self.new_wanted),
                ("&Open a plan", "Go on with a plan file (.eop)", "open-folder", self.open_wanted),
            ),
            (
                ("Explore the &sample school", "A made-up school, gaps and all", "school", self.sample_wanted),
                ("See a finished &plan", "The same school, all done", "signature", self.finished_wanted),
            ),
        ):
            row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
            row.setSpacing(M)
            for words, use, icon, signal in ways:
                button = QPushButton(f"{words}\n{use}")
                button.setProperty("look", "big")
                button.setAccessibleName(words.replace("&", ""))
                button.setAccessibleDescription(use)
                button.setMinimumHeight(theme().px(76))
                set_icon(button, icon, "accent", 26)
                button.clicked.connect(signal)
                row.addWidget(button, 1)
            column.addLayout(row)
            self._rows.append(row)
        return column

    def show_unfinished(self, plans: Iterable[Path]) -> None:
        """Lists plans with work that did not get into their file, to go on with."""
        _empty(self._unfinished)
        for path in plans:
            notice = QFrame()
            notice.setObjectName("notice")
            notice.setProperty("tone", "warning")
            words = QLabel(
                f"The last work on “{path.name}” is safe on this computer, but not in its file yet. "
                "Open the plan to go on where you were."
            )
            words.setWordWrap(True)
            button = QPushButton("Open it")
            button.setAccessibleName(f"Open {path.name}")
            button.clicked.connect(lambda _checked=False, chosen=path: self.recent_wanted.emit(chosen))
            row = QHBoxLayout(notice)
            row.addWidget(words, 1)
            row.addWidget(button)
            self._unfinished.addWidget(notice)

    def show_recent(self, plans: Iterable[RecentPlan]) -> None:
        """Lists the plans opened lately; a plan that is not there now is said to be away."""
        _empty(self._recent)
        plans = list(plans)
        heading = QLabel("Plans opened lately" if plans else "Plans you open will be listed here.")
        heading.setProperty("type", "section" if plans else "muted")
        self._recent.addWidget(heading)
        for plan in plans:
            self._recent.addWidget(self._recent_row(plan))

    def _recent_row(self, plan: RecentPlan) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._recent_button(plan))
        if not plan.exists:
            forget = QPushButton("Take off the list")
            forget.setProperty("look", "quiet")
            forget.setAccessibleName(f"Take {plan.title} off the list")
            forget.clicked.connect(lambda: self.forget_wanted.emit(plan.path))
            row.addWidget(forget)
        row.addStretch(1)
        return holder

    def _recent_button(self, plan: RecentPlan) -> QPushButton:
        away = "" if plan.exists else " (not there now)"
        button = QPushButton(f"{plan.title.replace('&', '&&')}{away}\n{str(plan.path).replace('&', '&&')}")
        button.setProperty("look", "link")
        button.setAccessibleName(f"Open {plan.title}{away}")
        button.setEnabled(plan.exists)
        button.clicked.connect(lambda: self.recent_wanted.emit(plan.path))
        return button


def _empty(layout: QVBoxLayout) -> None:
    while item := layout.takeAt(0):
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
