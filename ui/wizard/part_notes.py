"""What the checks say about a part of a page as a whole, such as what its list lacks; shown above the part."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from eopbuilder.domain.findings import Finding, Severity
from ui.theme import M, S
from ui.widgets.form_row import finding_line

_MOST = 3
"""Findings told in full; the review page has them all."""
_GRAVEST_FIRST = list(Severity)


class PartNotes(QFrame):
    """The gravest findings in a line each; not there at all while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self._findings: tuple[Finding, ...] = ()
        self._lines = QVBoxLayout(self)
        self._lines.setContentsMargins(M, S, M, S)
        self._lines.setSpacing(S)
        self.hide()

    def show_findings(self, findings: Iterable[Finding]) -> None:
        """Shows these findings, the gravest first."""
        shown = tuple(sorted(findings, key=lambda one: _GRAVEST_FIRST.index(one.severity)))
        if shown == self._findings:
            return
        self._findings = shown
        while item := self._lines.takeAt(0):
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        for finding in shown[:_MOST]:
            self._lines.addWidget(finding_line(finding))
        more = len(shown) - _MOST
        if more > 0:
            words = QLabel(f"{more} more on the review page.")
            words.setProperty("type", "small")
            self._lines.addWidget(words)
        if shown:
            tone = "error" if shown[0].severity is Severity.ERROR else shown[0].severity.value
            self.setProperty("tone", tone)
            self.style().polish(self)
        self.setVisible(bool(shown))
