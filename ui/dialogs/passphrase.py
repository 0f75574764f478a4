"""Asking for a passphrase to lock PDF files with: typed twice, handed on once, kept nowhere."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from eopbuilder.planning.exporting import SHORTEST_PASSPHRASE
from ui.dialogs.sizes import open_at
from ui.theme import L, M

_WORDS = "Whoever opens the file must type it. Tell it to readers some other way than with the file."
_WARNING = (
    "Nobody can recover it: it is kept nowhere, and without it the file cannot be opened. "
    "A locked file is no PDF/A for the archive."
)


class PassphraseDialog(QDialog):
    """Takes a passphrase of at least `SHORTEST_PASSPHRASE` characters, typed twice alike."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Lock with a passphrase")
        self._first, self._again = self._field("Passphrase"), self._field("The same passphrase again")
        self._show = QCheckBox("&Show what I type")
        self._show.toggled.connect(self._on_show_toggled)
        self._told = self._label("")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._lock = buttons.addButton("Lock and save", QDialogButtonBox.ButtonRole.AcceptRole)
        self._lock.setProperty("look", "primary")
        self._lock.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(M)
        layout.addWidget(self._label(_WORDS))
        for words, field in (("&Passphrase", self._first), ("The same &again", self._again)):
            label = QLabel(words)
            label.setBuddy(field)
            layout.addWidget(label)
            layout.addWidget(field)
        for widget in (self._show, self._told, self._label(_WARNING), buttons):
            layout.addWidget(widget)
        open_at(self, 560, 440)
        self._on_typed()

    @property
    def passphrase(self) -> str:
        """What was typed."""
        return self._first.text()

    def _label(self, words: str) -> QLabel:
        label = QLabel(words)
        label.setWordWrap(True)
        return label

    def _field(self, name: str) -> QLineEdit:
        field = QLineEdit()
        field.setEchoMode(QLineEdit.EchoMode.Password)
        field.setAccessibleName(name)
        field.textChanged.connect(self._on_typed)
        return field

    def _on_show_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        for field in (self._first, self._again):
            field.setEchoMode(mode)

    def _on_typed(self) -> None:
        first, again = self._first.text(), self._again.text()
        missing = SHORTEST_PASSPHRASE - len(first)
        if missing > 0:
            told = f"At least {SHORTEST_PASSPHRASE} characters: {missing} more." if first else ""
            told = told or f"At least {SHORTEST_PASSPHRASE} characters."
        elif first != again:
            told = "The two differ." if again else "Type it once more below."
        else:
            told = "Both are alike."
        self._told.setText(told)
        self._first.setAccessibleDescription(told)
        self._again.setAccessibleDescription(told)
        self._lock.setEnabled(missing <= 0 and first == again)


def ask_passphrase(parent: QWidget | None) -> str:
    """The passphrase the user chose; empty when they thought better of it."""
    dialog = PassphraseDialog(parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    passphrase = dialog.passphrase if agreed else ""
    dialog.deleteLater()
    return passphrase
