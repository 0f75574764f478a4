"""Builds the application and opens the window."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import TracebackType

from PySide6 import __version__ as qt_version
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from eopbuilder import __version__, assets, journal
from ui.dialogs import messages
from ui.icons import redraw_all
from ui.main_window import MainWindow
from ui.settings import load_look
from ui.theme import Theme, theme


def build_application(arguments: list[str] | None = None) -> QApplication:
    """The application in its look, made once."""
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(arguments or sys.argv[:1])
    app.setApplicationName("eopbuilder")
    app.setApplicationDisplayName("eopbuilder")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(assets.path("resources/icons/app.svg"))))
    look = theme() if app.property("eopbuilderTheme") else Theme(app)
    look.changed.connect(redraw_all)
    look.wear(load_look())
    return app


def run(plan: Path | None, as_of: date) -> int:
    """Opens the window, on a plan if one is named, and returns when it is closed."""
    app = build_application()
    sys.setswitchinterval(0.0005)  # background exports give way to the screen more often
    journal.note("started", version=__version__, python=".".join(map(str, sys.version_info[:3])), qt=qt_version)
    window = MainWindow(as_of)
    sys.excepthook = _show_faults_in(window)
    window.show()
    if plan is not None:
        window.open_plan(plan)
    return app.exec()


def _show_faults_in(window: MainWindow) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    showing: list[BaseException] = []

    def hook(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        journal.failure("fault in the window", error)
        if showing:
            return  # one message at a time: a fault that comes back with every redraw would bury the window
        showing.append(error)
        try:
            messages.fault(window, error)
        finally:
            showing.clear()

    return hook
