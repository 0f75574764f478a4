"""The list of steps, each with its state by icon and in words."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eopbuilder.domain.catalogue import Step
from eopbuilder.planning.completeness import StepState, progress
from ui.icons import icon
from ui.theme import L, M, S, theme

STATE_LOOKS = {
    "empty": ("empty", "muted"),
    "started": ("started", "accent"),
    "errors": ("error", "error"),
    "warnings": ("warning", "warning"),
    "complete": ("complete", "good"),
}
_STEP = Qt.ItemDataRole.UserRole
_ROOM_FOR_WORDS = 860
"""A window narrower than this, at 100 % text, shows the states by icon alone."""


_BESIDE_WORDS = 62
"""What icon, margins and scroll bar take of the rail's width."""
_ANY_HEIGHT = 1_000


class StepRail(QFrame):
    """One tab stop; the arrow keys walk through the steps. `step_chosen` carries the step to show."""

    step_chosen = Signal(str)

    def __init__(self, steps: tuple[Step, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("rail")
        self._steps = steps
        self._states: Mapping[str, StepState] = {}
        self._narrow = False
        self._list = QListWidget()
        self._list.setObjectName("railList")
        self._list.setAccessibleName("Steps")
        self._list.setWordWrap(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for step in steps:
            item = QListWidgetItem()
            item.setData(_STEP, step.id)
            self._list.addItem(item)
        self._list.currentItemChanged.connect(self._on_current_item_changed)
        self._progress = QLabel()
        self._progress.setProperty("type", "small")
        self._progress.setWordWrap(True)
        self._progress.setContentsMargins(M, 0, M, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(S, L, S, L)
        layout.setSpacing(M)
        layout.addWidget(self._list, 1)
        layout.addWidget(self._progress)
        self._dress()
        theme().changed.connect(self._dress)

    def fit(self, window_width: int) -> None:
        """Leaves the words for the states out where the window is narrow for its text; icons and names stay."""
        narrow = window_width < theme().px(_ROOM_FOR_WORDS)
        if narrow != self._narrow:
            self._narrow = narrow
            self._dress()

    def _dress(self) -> None:
        self.setFixedWidth(theme().px(142 if self._narrow else 228))
        self._list.setIconSize(QSize(theme().px(20), theme().px(20)))
        self.show_states(self._states)

    def show_states(self, states: Mapping[str, StepState]) -> None:
        """Shows how far each step has come."""
        self._states = states
        for place, step in enumerate(self._steps):
            item = self._list.item(place)
            state = states.get(step.id)
            name, color = STATE_LOOKS[state.state if state else "empty"]
            words = state.words if state and (state.counts or state.state != "empty") else ""
            item.setText(f"{step.title}\n{words}" if words and not self._narrow else step.title)
            item.setToolTip(words)
            item.setIcon(icon(name if words else step.icon, color, 20))
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"Step {place + 1}, {step.title}. {words}")
            item.setSizeHint(QSize(theme().px(104 if self._narrow else 190), self._height_of(item.text())))
        self._progress.setText(progress(dict(states)).words if states else "")

    def _height_of(self, words: str) -> int:
        """What the words of a line need, two rows at the least, so that all steps look alike."""
        room = QRect(0, 0, self.width() - theme().px(_BESIDE_WORDS), _ANY_HEIGHT)
        needed = self._list.fontMetrics().boundingRect(room, Qt.TextFlag.TextWordWrap, words).height()
        return max(theme().px(54), needed + theme().px(10))

    def show_step(self, step: str) -> None:
        """Marks a step as the one shown; tells nobody."""
        for place, one in enumerate(self._steps):
            if one.id == step:
                self._list.blockSignals(True)
                self._list.setCurrentRow(place)
                self._list.blockSignals(False)

    def focus_list(self) -> None:
        """Puts the keyboard into the list."""
        self._list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def has_keyboard(self) -> bool:
        """Whether the keyboard is in the list."""
        return self._list.hasFocus()

    def _on_current_item_changed(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.step_chosen.emit(item.data(_STEP))
