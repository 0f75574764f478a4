"""Going back to an earlier state of a plan."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QDateTime, QLocale, Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from eopbuilder.planning.library import Backup
from ui.dialogs.sizes import open_at
from ui.theme import L, M


class BackupsDialog(QDialog):
    """The backups of a plan, newest first. The present state is backed up before an earlier one takes its place."""

    def __init__(self, backups: Sequence[Backup], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("Restore a backup")
        self._backups = tuple(backups)
        words = QLabel(
            "Choose the state to go back to. The plan as it is now is kept as a backup too, so you can come back."
            if backups
            else "There is no backup of this plan yet. One is made each time a changed plan is opened."
        )
        words.setWordWrap(True)
        self._list = QListWidget()
        self._list.setAccessibleName("Backups, newest first")
        for backup in backups:
            made = QDateTime.fromSecsSinceEpoch(int(backup.made_at.timestamp()))
            when = QLocale().toString(made, QLocale.FormatType.LongFormat)
            self._list.addItem(QListWidgetItem(when))
        self._list.setCurrentRow(0)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        if backups:
            buttons.addButton("Go back to this state", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(M)
        layout.addWidget(words, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._list, 1)
        if not backups:
            layout.addStretch(1)
        layout.addWidget(buttons)
        self._list.setVisible(bool(backups))
        open_at(self, 480, 360)

    def chosen(self) -> Backup | None:
        """The backup chosen, or None."""
        row = self._list.currentRow()
        return self._backups[row] if 0 <= row < len(self._backups) else None
