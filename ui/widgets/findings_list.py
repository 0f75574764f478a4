"""Findings as a list to work through: each says what is wrong and how to mend it, and leads to the field that does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, sentence
from eopbuilder.domain.rules.questions import UNANSWERED
from ui.icons import set_icon
from ui.theme import XL, XS, M, S
from ui.widgets.flow_layout import FlowLayout

LOOKS = {
    Severity.ERROR: ("error", "error", "Error"),
    Severity.WARNING: ("warning", "warning", "Warning"),
    Severity.NOTE: ("note", "accent", "Note"),
}
"""Severity to icon, colour and word."""
OPEN_LOOK = ("started", "accent", "Open")
"""The same for a required fact nobody has entered yet: it stops approval as an error does, but nothing is wrong."""
_FILTERS = (("&All", ""), ("&Errors", "error"), ("&Open answers", "open"), ("&Warnings", "warning"), ("No&tes", "note"))
"""Words and kind of finding."""
_AT_ONCE = 30
"""Findings shown before a person asks for more: hundreds would keep the screen waiting, and the reader too."""


class FindingsList(QWidget):
    """All findings by step, with a filter by severity. `finding_chosen` carries the one a person wants to mend."""

    finding_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._findings: tuple[Finding, ...] = ()
        self._pack: Pack | None = None
        self._only = ""
        self._most = _AT_ONCE
        self._counts = QLabel()
        self._counts.setWordWrap(True)
        self._body = QWidget()
        self._place = QVBoxLayout()
        self._place.addWidget(self._body)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(M)
        layout.addWidget(self._counts)
        layout.addWidget(self._filter_row())
        layout.addLayout(self._place)
        layout.addStretch(1)

    def _filter_row(self) -> QWidget:
        holder = QWidget()
        row = FlowLayout(XS)
        holder.setLayout(row)
        group = QButtonGroup(self)
        for words, kind in _FILTERS:
            button = QPushButton(words)
            button.setCheckable(True)
            button.setProperty("look", "pill")
            button.setChecked(not kind)
            button.setAccessibleName(f"Show {words.replace('&', '').lower()}")
            button.clicked.connect(lambda _checked=False, chosen=kind: self._on_filter_clicked(chosen))
            group.addButton(button)
            row.addWidget(button)
        return holder

    def show_findings(self, findings: Iterable[Finding], pack: Pack) -> None:
        """Shows these findings in their order, under the steps they belong to."""
        shown = tuple(findings)
        if shown == self._findings and pack is self._pack:
            return
        self._findings, self._pack = shown, pack
        self._counts.setText(_count_words(shown))
        self._fill()

    def _on_filter_clicked(self, kind: str) -> None:
        self._only = kind
        self._most = _AT_ONCE
        self._fill()

    def _on_more_clicked(self) -> None:
        following = self._most
        self._most += _AT_ONCE
        self._fill()
        buttons = [one for one in self._body.findChildren(QPushButton) if one.property("look") == "link"]
        buttons[following].setFocus()

    def _fill(self) -> None:
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(0, 0, S, XL)
        layout.setSpacing(S)
        wanted = [one for one in self._findings if self._only in {"", _kind(one)}]
        titles = {step.id: step.title for step in self._pack.steps} if self._pack else {}
        step = None
        for finding in wanted[: self._most]:
            if finding.where.step != step:
                step = finding.where.step
                heading = QLabel(titles.get(step, "The plan as a whole"))
                heading.setProperty("type", "section")
                heading.setContentsMargins(0, M, 0, 0)
                layout.addWidget(heading)
            layout.addWidget(self._row(finding))
        left = len(wanted) - self._most
        if left > 0:
            more = QPushButton(f"Show more ({left} left)")
            more.clicked.connect(self._on_more_clicked)
            layout.addWidget(more, 0, Qt.AlignmentFlag.AlignLeft)
        if not wanted:
            layout.addWidget(QLabel("Nothing to mend here." if self._findings else "Nothing to mend: well done."))
        layout.addStretch(1)
        self._place.replaceWidget(self._body, body)
        self._body.hide()
        self._body.deleteLater()
        self._body = body

    def _row(self, finding: Finding) -> QWidget:
        is_open = _kind(finding) == "open"
        icon_name, color, word = OPEN_LOOK if is_open else LOOKS[finding.severity]
        row = QFrame()
        row.setObjectName("finding")
        grid = QGridLayout(row)
        grid.setContentsMargins(0, XS, 0, XS)
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(2)
        icon = QLabel()
        set_icon(icon, icon_name, color)
        grid.addWidget(icon, 0, 0, Qt.AlignmentFlag.AlignTop)
        message = QLabel(f"{word}: {sentence(finding.message)}")
        message.setWordWrap(True)
        grid.addWidget(message, 0, 1)
        remedy = QLabel(f"{sentence(finding.remedy)}{_source_words(finding, self._pack)}")
        remedy.setWordWrap(True)
        remedy.setProperty("type", "muted")
        grid.addWidget(remedy, 1, 1)
        mend = QPushButton("Go there")
        mend.setProperty("look", "link")
        mend.setAccessibleName(f"Go there: {finding.message}")
        mend.setToolTip(f"Rule {finding.code}")
        mend.clicked.connect(lambda: self.finding_chosen.emit(finding))
        grid.addWidget(mend, 0, 2, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(1, 1)
        return row


def _count_words(findings: tuple[Finding, ...]) -> str:
    if not findings:
        return "The checks found nothing to mend."
    counts = Counter(_kind(one) for one in findings)
    nouns = {"error": "error", "open": "open answer", "warning": "warning", "note": "note"}
    parts = [f"{counts[kind]} {noun}{'' if counts[kind] == 1 else 's'}" for kind, noun in nouns.items()]
    return f"{', '.join(parts)}. Errors and open answers stop approval; you can print a draft at any time."


def _kind(finding: Finding) -> str:
    """Error, warning or note; a required fact that is merely open is a kind of its own, as in the list of steps."""
    return "open" if finding.code == UNANSWERED.code else finding.severity.value


def _source_words(finding: Finding, pack: Pack | None) -> str:
    source = finding.source.partition(" ")[0]
    if pack is None or source not in pack.sources:
        return ""
    return f" (Based on: {pack.sources[source].title}.)"
