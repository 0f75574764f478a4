"""Choosing how files are printed and kept: the paper, which is remembered, and whether a PDF is locked."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from eopbuilder.domain.paper import Paper
from ui.settings import load_paper, save_paper
from ui.theme import M, S
from ui.widgets.check_box import WrappingCheckBox

_PAPERS: tuple[tuple[str, Paper], ...] = (("US Letter", "letter"), ("A4", "a4"))


class PrintChoice(QWidget):
    """A list of papers and a check box for a passphrase, which is never remembered."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._papers = QComboBox()
        self._papers.setAccessibleName("Paper")
        self._papers.setAccessibleDescription("For Word and PDF; it is remembered on this computer")
        for words, paper in _PAPERS:
            self._papers.addItem(words, paper)
        self._papers.setCurrentIndex(self._papers.findData(load_paper()))
        self._papers.activated.connect(lambda _place: save_paper(self.paper))
        label = QLabel("Pri&nt on")
        label.setBuddy(self._papers)
        self._lock = WrappingCheckBox("Lock PDFs of plan, forms and kit wit&h a passphrase")
        self._lock.setAccessibleName("Lock PDFs of plan, forms and kit with a passphrase")
        self._lock.setAccessibleDescription("You are asked for it each time. Other files are not locked.")
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(label)
        row.addWidget(self._papers)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, M)
        layout.setSpacing(S)
        layout.addLayout(row)
        layout.addWidget(self._lock)

    @property
    def paper(self) -> Paper:
        """The paper chosen."""
        chosen: Paper = self._papers.currentData()
        return chosen

    @property
    def locks(self) -> bool:
        """Whether PDF files are to be locked."""
        return self._lock.isChecked()
