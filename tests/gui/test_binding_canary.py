"""The binding of Qt that we ship must survive a long afternoon: some versions lost a count with every call."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QApplication, QLineEdit


def test_fifty_thousand_calls_that_return_nothing(app: QApplication) -> None:
    line = QLineEdit()
    before = sys.getrefcount(None)
    for _ in range(50_000):
        line.setText("a")
    lost = before - sys.getrefcount(None)
    assert lost < 1_000, "calls into Qt give up references to None that they do not own"
    line.deleteLater()
