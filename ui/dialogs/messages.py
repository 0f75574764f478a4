"""The only door for messages: tell, warn, ask. Tests replace these functions and read what was said."""

from __future__ import annotations

import sys
import traceback

from PySide6 import __version__ as qt_version
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QInputDialog,
    QLabel,
    QMessageBox,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from eopbuilder import __version__
from eopbuilder.errors import UserFixable
from ui.dialogs.sizes import open_at
from ui.theme import L, M


def tell(parent: QWidget | None, title: str, words: str) -> None:
    """Says something the user asked for."""
    _box(QMessageBox.Icon.Information, parent, title, words).exec()


def problem(parent: QWidget | None, trouble: UserFixable) -> None:
    """Says what went wrong, why, and what to do."""
    box = _box(QMessageBox.Icon.Warning, parent, "eopbuilder", f"{trouble.what}.")
    box.setInformativeText(f"Why: {trouble.why}.\n\nWhat to do: {trouble.remedy}.")
    box.exec()


def ask(parent: QWidget | None, title: str, words: str, yes: str, no: str = "Cancel") -> bool:
    """Asks for a decision; the safe answer is the default."""
    box = _box(QMessageBox.Icon.Question, parent, title, words)
    accept = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
    refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(refuse)
    box.setEscapeButton(refuse)
    box.exec()
    return box.clickedButton() is accept


def ask_reason(parent: QWidget | None, fact: str) -> str | None:
    """Asks why a fact does not apply; None when the user thinks better of it."""
    words = f"Why does this not apply to your school?\n\n{fact}"
    reason, agreed = QInputDialog.getMultiLineText(parent, "Does not apply here", words)
    return reason.strip() if agreed and reason.strip() else None


def fault(parent: QWidget | None, error: BaseException) -> None:
    """Shows a fault of the program with a report to copy. The report holds no words of the plan."""
    FaultDialog(error, parent).exec()


def fault_report(error: BaseException) -> str:
    """Versions, the kind of fault, and the places in our code it came through; never the message, which may quote."""
    places = [
        f"  {frame.filename.replace(chr(92), '/').rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    head = f"eopbuilder {__version__}, Python {sys.version.split()[0]}, Qt {qt_version}, {sys.platform}"
    return "\n".join([head, type(error).__name__, *places])


class FaultDialog(QDialog):
    """“Something went wrong”, in a way that calms: what is saved is saved."""

    def __init__(self, error: BaseException, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Something went wrong")
        words = QLabel(
            "This is a fault of the program, not yours. Everything shown as saved is saved. You can go on working; "
            "if something looks odd, close the program and open your plan again.\n\nPlease send this report to whoever "
            "looks after the program. It holds nothing of your plan."
        )
        words.setWordWrap(True)
        report = QPlainTextEdit(fault_report(error))
        report.setReadOnly(True)
        report.setTabChangesFocus(True)
        report.setAccessibleName("Report to copy")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(M)
        layout.addWidget(words)
        layout.addWidget(report, 1)
        layout.addWidget(buttons)
        open_at(self, 560, 380)


def _box(icon: QMessageBox.Icon, parent: QWidget | None, title: str, words: str) -> QMessageBox:
    box = QMessageBox(parent)
    box.setIcon(icon)
    box.setWindowTitle(title)
    box.setText(words)
    return box
