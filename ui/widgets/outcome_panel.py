"""What happens in a scenario: who steps up, what nobody covers, which annexes stop and why, and what closes it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from eopbuilder.domain.findings import sentence
from eopbuilder.rolegraph.fixes import Fix
from eopbuilder.rolegraph.report import Report, ReportSection, Tone
from ui.icons import set_icon
from ui.theme import XS, M, S

_LOOKS: dict[Tone, tuple[str, str, str]] = {
    "good": ("complete", "good", "Covered"),
    "bad": ("error", "error", "Open"),
    "note": ("note", "accent", "Note"),
}
"""Tone to icon, colour and word."""


class OutcomePanel(QFrame):
    """The report on a scenario. `fix_chosen` carries a fix somebody wants to go and make."""

    fix_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("What happens in the scenario")
        self._body = QWidget()
        self._place = QVBoxLayout(self)
        self._place.setContentsMargins(0, 0, 0, 0)
        self._place.addWidget(self._body)

    def show_report(self, report: Report) -> None:
        """Shows what happens."""
        body, column = _column()
        column.addWidget(_words(sentence(report.situation), "muted"))
        for section in report.sections:
            column.addWidget(_section(section))
        if report.fixes:
            column.addWidget(self._fixes(report.fixes))
        self._show(body)

    def show_words(self, words: str) -> None:
        """Shows one sentence in place of a report."""
        body, column = _column()
        column.addWidget(_words(words, "muted"))
        self._show(body)

    def _show(self, body: QWidget) -> None:
        self._place.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _fixes(self, fixes: Sequence[Fix]) -> QWidget:
        holder = QWidget()
        grid = _grid(holder, "The fewest things that close it", "target", "accent")
        for row, fix in enumerate(fixes, start=1):
            grid.addWidget(_words(sentence(fix.text)), row, 1)
            go = QPushButton("Go there")
            go.setProperty("look", "link")
            go.setAccessibleName(f"Go there: {fix.text}")
            go.clicked.connect(lambda _checked=False, chosen=fix: self.fix_chosen.emit(chosen))
            grid.addWidget(go, row, 2, Qt.AlignmentFlag.AlignTop)
        return holder


def _column() -> tuple[QWidget, QVBoxLayout]:
    body = QWidget()
    column = QVBoxLayout(body)
    column.setContentsMargins(0, S, 0, M)
    column.setSpacing(M)
    return body, column


def _section(section: ReportSection) -> QWidget:
    holder = QWidget()
    icon_name, color, word = _LOOKS[section.tone]
    grid = _grid(holder, f"{word}: {section.heading}", icon_name, color)
    for row, line in enumerate(section.lines, start=1):
        grid.addWidget(_words(sentence(line)), row, 1)
    return holder


def _grid(holder: QWidget, heading: str, icon_name: str, color: str) -> QGridLayout:
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(S)
    grid.setVerticalSpacing(XS)
    icon = QLabel()
    set_icon(icon, icon_name, color)
    grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
    grid.addWidget(_words(heading, "section"), 0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _words(text: str, look: str = "") -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    if look:
        label.setProperty("type", look)
    return label
