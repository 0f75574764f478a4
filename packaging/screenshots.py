"""Grabs every page and dialog as a picture, light and dark: `python3 packaging/tasks.py screenshots [FOLDER]`.

With `--readme` it makes only the pictures of the README, in `docs/screenshots`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from eopbuilder.planning import library, sample
from eopbuilder.planning.session import Session
from eopbuilder.planning.suggestions import Suggestion, suggest_assignments
from ui.app import build_application
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.import_staff import ImportStaffDialog
from ui.dialogs.messages import FaultDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.reports_to import ReportsToDialog
from ui.dialogs.suggestions import SuggestionsDialog
from ui.main_window import MainWindow
from ui.settings import Look
from ui.theme import theme

AS_OF = date(2026, 11, 21)
SIZE = (1280, 720)


def settle(app: QApplication, window: MainWindow) -> None:
    """Lets layouts and background work finish."""
    deadline = time.monotonic() + 20
    quiet = 0
    while quiet < 3 and time.monotonic() < deadline:
        app.processEvents()
        busy = window.workspace is not None and window.workspace.jobs.busy
        quiet = 0 if busy else quiet + 1
        time.sleep(0.01)


class Camera:
    """Takes numbered pictures into a folder."""

    def __init__(self, app: QApplication, folder: Path) -> None:
        self._app = app
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def shoot(self, window: MainWindow, name: str, what: QWidget | None = None) -> None:
        """Grabs a widget (the window by default)."""
        settle(self._app, window)
        target = self.folder / f"{name}.png"
        (what or window).grab().save(str(target))
        print(target)


@contextmanager
def window_on(make: Callable[[], Session]) -> Iterator[MainWindow]:
    """A window showing a plan."""
    window = MainWindow(AS_OF)
    window.resize(*SIZE)
    window.show()
    window.show_session(make())
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()


def shoot_pages(camera: Camera, window: MainWindow, prefix: str) -> None:
    """Every part of every page."""
    assert window.wizard is not None
    for place, step in enumerate(window.wizard.flow.steps, start=1):
        window.wizard.flow.jump(step.id)
        page = window.wizard.page
        for part in range(len(step.parts)):
            page.show_part(part)
            camera.shoot(window, f"{prefix}-{place:02}-{step.id}-{part + 1:02}")


def shoot_dialogs(camera: Camera, window: MainWindow, prefix: str, staff_list: Path) -> None:
    """Every dialog."""
    space = window.workspace
    assert space is not None
    importing = ImportStaffDialog(space.session, AS_OF, lambda _trouble: None, window)
    dialogs: list[tuple[str, QDialog]] = [
        ("import-choose", importing),
        ("backups", BackupsDialog(library.backups(space.session.path), window)),
        ("suggestions", SuggestionsDialog(space.plan, space.pack, _suggestions(window), window)),
        ("reports-to", ReportsToDialog(space.plan, space.pack, AS_OF, "role-pio", window)),
        ("fault", FaultDialog(RuntimeError("for the picture"), window)),
        ("passphrase", PassphraseDialog(window)),
    ]
    for name, dialog in dialogs:
        dialog.show()
        camera.shoot(window, f"{prefix}-dialog-{name}", dialog)
        if dialog is not importing:
            dialog.close()
    importing.read_file(staff_list)
    settle_until(camera, window, importing)
    camera.shoot(window, f"{prefix}-dialog-import-columns", importing)
    importing.close()


def settle_until(camera: Camera, window: MainWindow, dialog: ImportStaffDialog) -> None:
    """Waits for a staff list to be read."""
    deadline = time.monotonic() + 10
    while not dialog.mapping() and time.monotonic() < deadline:
        settle(QApplication.instance(), window)  # type: ignore[arg-type]


def _suggestions(window: MainWindow) -> tuple[Suggestion, ...]:
    """What would be suggested if nobody had a role yet."""
    space = window.workspace
    assert space is not None
    return suggest_assignments(space.plan.with_list("assignments", ()), space.pack, space.as_of)


def main(folder: Path) -> None:
    """Takes all pictures into `folder`."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["EOPBUILDER_HOME"] = home
        app = build_application(["eopbuilder"])
        camera = Camera(app, folder)
        staff_list = Path(home) / "staff.csv"
        staff_list.write_text("Last,First,Title,Cell\nPark,Zoë,Nurse,505.555.0100\nKim,An,Cook,n/a\n", encoding="utf-8")
        for prefix, look in (("light", Look("light")), ("dark", Look("dark")), ("large", Look("light", 200))):
            theme().wear(look)
            welcome = MainWindow(AS_OF)
            welcome.resize(*SIZE)
            welcome.show()
            camera.shoot(welcome, f"{prefix}-00-welcome")
            welcome.close()
            with window_on(lambda: sample.create_sample(Path(home) / "sample.eop", overwrite=True)) as window:
                shoot_pages(camera, window, prefix)
                shoot_dialogs(camera, window, prefix, staff_list)
        theme().wear(Look("light"))
        with window_on(lambda: library.create_plan(Path(home) / "empty.eop", overwrite=True)) as window:
            shoot_pages(camera, window, "empty")


def readme_pictures(folder: Path) -> None:
    """The pictures the README shows."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["EOPBUILDER_HOME"] = home
        app = build_application(["eopbuilder"])
        theme().wear(Look("light"))
        camera = Camera(app, folder)
        with window_on(lambda: sample.create_sample(Path(home) / "sample.eop", overwrite=True)) as window:
            assert window.wizard is not None
            window.resize(1440, 860)
            window.wizard.flow.jump("roles")
            camera.shoot(window, "roles")


if __name__ == "__main__":
    if sys.argv[1:] == ["--readme"]:
        readme_pictures(Path("docs/screenshots"))
    else:
        main(Path(sys.argv[1]) if len(sys.argv) > 1 else Path("out/pictures"))
