"""The window: menus, the welcome page, the wizard of the open plan, and whether all is saved.

What only an open plan needs is imported when a plan is opened: storage and exporters take longer to load than the
window itself, and the welcome page should be there at once.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFileDialog, QLabel, QMainWindow, QStackedWidget, QWidget

from eopbuilder import paths
from eopbuilder.errors import UserFixable
from eopbuilder.planning import recent
from ui.actions import Actions
from ui.dialogs import messages
from ui.dialogs.shortcuts import ABOUT_WORDS, SHORTCUT_WORDS
from ui.settings import TEXT_SCALES, Look, load_look, save_look
from ui.theme import L, theme
from ui.welcome import WelcomePage

if TYPE_CHECKING:
    from eopbuilder.planning.session import Session
    from ui.widgets.form_row import FormRow
    from ui.wizard.shell import Wizard
    from ui.workspace import Workspace

_FILTER = "Emergency plans (*.eop)"


class MainWindow(QMainWindow):
    """One plan at a time."""

    def __init__(self, as_of: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle("eopbuilder")
        self.resize(1280, 720)
        self.setMinimumSize(960, 600)
        self._as_of = as_of
        self.workspace: Workspace | None = None
        self.wizard: Wizard | None = None
        self.actions_ = Actions(self)
        self.welcome = WelcomePage()
        self._pages = QStackedWidget()
        self._pages.addWidget(self.welcome)
        self.setCentralWidget(self._pages)
        self._saved = QLabel()
        self._saved.setContentsMargins(0, 0, L, 0)
        self.statusBar().addPermanentWidget(self._saved)
        self.statusBar().setSizeGripEnabled(False)
        self._connect()
        self._show_welcome()

    def _connect(self) -> None:
        self.welcome.new_wanted.connect(self.new_plan)
        self.welcome.open_wanted.connect(self.choose_plan)
        self.welcome.sample_wanted.connect(self.explore_sample)
        self.welcome.finished_wanted.connect(self.see_finished_plan)
        self.welcome.recent_wanted.connect(self.open_plan)
        self.welcome.forget_wanted.connect(self._on_forget_wanted)
        does: dict[str, Callable[[], object]] = {
            "new": self.new_plan,
            "open": self.choose_plan,
            "sample": self.explore_sample,
            "finished": self.see_finished_plan,
            "copy": self.save_copy,
            "restore": self.restore_backup,
            "export": self.go_to_export,
            "close": self.close_plan,
            "quit": self.close,
            "undo": self.undo,
            "redo": self.redo,
            "larger": lambda: self._change_text_scale(1),
            "smaller": lambda: self._change_text_scale(-1),
            "usual": lambda: self._wear(text_scale=100),
            "light": lambda: self._wear(appearance="light"),
            "dark": lambda: self._wear(appearance="dark"),
            "system": lambda: self._wear(appearance="system"),
            "shortcuts": lambda: messages.tell(self, "Keyboard shortcuts", SHORTCUT_WORDS),
            "about": lambda: messages.tell(self, "About eopbuilder", ABOUT_WORDS),
        }
        for name, act in does.items():
            self.actions_[name].triggered.connect(lambda _checked=False, do=act: do())
        self.actions_.recent.aboutToShow.connect(self._fill_recent_menu)

    # --- plans ------------------------------------------------------------------------------------------------------

    def new_plan(self) -> None:
        """Asks where the new plan shall lie and makes it."""
        from eopbuilder.planning import library

        name, _ = QFileDialog.getSaveFileName(self, "New plan", str(Path.home() / "School EOP.eop"), _FILTER)
        if name:
            path = library.complete_path(Path(name))
            self._open(lambda: library.create_plan(path, overwrite=True))

    def choose_plan(self) -> None:
        """Asks for a plan file and opens it."""
        name, _ = QFileDialog.getOpenFileName(self, "Open a plan", str(Path.home()), _FILTER)
        if name:
            self.open_plan(Path(name))

    def open_plan(self, path: Path) -> None:
        """Opens a plan file."""
        from eopbuilder.planning import library

        self._open(lambda: library.open_plan(path))

    def explore_sample(self) -> None:
        """Asks where a copy of the sample school's plan shall lie and opens it, gaps and all."""
        self._open_sample("Where to keep the sample plan", "Sample school.eop", finished=False)

    def see_finished_plan(self) -> None:
        """Asks where a copy of the sample school's finished plan shall lie and opens it."""
        self._open_sample("Where to keep the finished plan", "Finished sample.eop", finished=True)

    def _open_sample(self, asks: str, name: str, *, finished: bool) -> None:
        from eopbuilder.planning import library, sample

        chosen, _ = QFileDialog.getSaveFileName(self, asks, str(Path.home() / name), _FILTER)
        if chosen:
            path = library.complete_path(Path(chosen))
            self._open(lambda: sample.create_sample(path, finished=finished, overwrite=True))

    def _open(self, open_session: Callable[[], Session]) -> None:
        if not self.close_plan():
            return
        try:
            session = open_session()
            self.show_session(session)
        except UserFixable as trouble:
            messages.problem(self, trouble)
            self._show_welcome()

    def show_session(self, session: Session) -> None:
        """Shows the wizard of an open plan."""
        from ui.wizard.shell import Wizard
        from ui.workspace import Workspace

        space = Workspace(session, self._as_of, self)
        space.trouble.connect(self._on_trouble)
        space.publishing.connect(self._saved.setText)
        space.changed.connect(lambda _changes: self._on_changed())
        self.workspace = space
        self._show_wizard(Wizard(space))
        recent.remember(session.path, session.plan)
        self.actions_.set_plan_open(True)
        self._on_changed()
        if session.kept_beside is not None:
            words = (
                "Your last work could not be put into the plan file, because someone else had changed the file. "
                f"It was kept as “{session.kept_beside.name}” in the same folder. Compare the two and go on with one."
            )
            messages.tell(self, "Your work was kept", words)
        elif session.recovered:
            words = "Your last work was not in the plan file yet. It was found on this computer, and nothing is lost."
            messages.tell(self, "Your work is back", words)

    def _show_wizard(self, wizard: Wizard) -> None:
        self.wizard = wizard
        self._pages.addWidget(wizard)
        self._pages.setCurrentWidget(wizard)
        wizard.page.focus_first()

    def close_plan(self) -> bool:
        """Publishes and closes the open plan, and shows the welcome page.

        False when a field holds what could not be saved and the user goes back to it.
        """
        if self.workspace is None or self.wizard is None:
            return True
        self.wizard.flush()
        row = self.wizard.refused()
        if row is not None and not self._leaves(row):
            self.wizard.show_row(row)
            return False
        try:
            self.workspace.close()
        except UserFixable as trouble:
            messages.problem(self, trouble)
        self._pages.removeWidget(self.wizard)
        self.wizard.deleteLater()
        self.workspace.deleteLater()
        self.wizard = self.workspace = None
        self._show_welcome()
        return True

    def _leaves(self, row: FormRow) -> bool:
        words = f"One field is not saved yet. {row.why_refused}"
        return messages.ask(self, "Close the plan", words, yes="Close without it", no="Go back to it")

    def _show_welcome(self) -> None:
        self.setWindowTitle("eopbuilder")
        self._saved.setText("")
        self.actions_.set_plan_open(False)
        self.welcome.show_recent(recent.recent_plans())
        self.welcome.show_unfinished(_unfinished_plans())
        self._pages.setCurrentWidget(self.welcome)

    def _on_forget_wanted(self, path: Path) -> None:
        recent.forget(path)
        self.welcome.show_recent(recent.recent_plans())

    def save_copy(self) -> None:
        """Asks for a place and writes a copy of the plan there."""
        from eopbuilder.planning import library

        if self.workspace is None or self.wizard is None:
            return
        self.wizard.flush()
        path = self.workspace.session.path
        start = str(path.with_name(f"{path.stem} copy.eop"))
        name, _ = QFileDialog.getSaveFileName(self, "Save a copy", start, _FILTER)
        if name:
            space = self.workspace
            target = library.complete_path(Path(name))
            if not space.attempt(lambda: space.session.save_copy(target, overwrite=True)):
                self.statusBar().showMessage(f"A copy was saved as {target.name}", 8_000)

    def restore_backup(self) -> None:
        """Offers the backups of the open plan and goes back to the chosen one."""
        from eopbuilder.planning import library
        from ui.dialogs.backups import BackupsDialog

        if self.workspace is None:
            return
        path = self.workspace.session.path
        dialog = BackupsDialog(library.backups(path), self)
        if dialog.exec() and (chosen := dialog.chosen()):
            if not self.close_plan():
                return
            try:
                library.restore_backup(chosen, path)
            except UserFixable as trouble:
                messages.problem(self, trouble)
            self.open_plan(path)

    def go_to_export(self) -> None:
        """Shows the page that writes files."""
        if self.wizard is not None:
            self.wizard.flow.jump("export")

    # --- edits ------------------------------------------------------------------------------------------------------

    def undo(self) -> None:
        """Takes back the last step."""
        if self.workspace is not None and self.wizard is not None:
            self.wizard.flush()
            if not self.wizard.drop_refused():
                self.workspace.attempt(self.workspace.session.undo)

    def redo(self) -> None:
        """Does again what was taken back."""
        if self.workspace is not None:
            self.workspace.attempt(self.workspace.session.redo)

    def _on_changed(self) -> None:
        if self.workspace is None:
            return
        session = self.workspace.session
        self.actions_.set_undo(session.undo_label, session.redo_label)
        school = self.workspace.plan.school.name
        self.setWindowTitle(f"{school or self.workspace.plan.info.label} · {session.path.name} · eopbuilder")
        self._saved.setText("Saved")

    def _on_trouble(self, trouble: object) -> None:
        if isinstance(trouble, UserFixable):
            messages.problem(self, trouble)
        elif isinstance(trouble, BaseException):
            messages.fault(self, trouble)

    # --- look -------------------------------------------------------------------------------------------------------

    def _wear(self, **changes: object) -> None:
        look = Look(**{**load_look().__dict__, **changes})
        save_look(look)
        if self.wizard is None or self.workspace is None:
            theme().wear(look)
            return
        self.wizard.flush()
        step, part = self.wizard.flow.current.id, self.wizard.page.part
        self._pages.removeWidget(self.wizard)
        shiboken6.delete(self.wizard)  # thousands of fields take seconds to change clothes; new ones are made dressed
        theme().wear(look)
        from ui.wizard.shell import Wizard

        self._show_wizard(Wizard(self.workspace))
        self.wizard.flow.jump(step)
        self.wizard.page.show_part(part)
        self.wizard.page.focus_first()

    def _change_text_scale(self, by: int) -> None:
        now = load_look().text_scale
        place = TEXT_SCALES.index(now) + by
        if 0 <= place < len(TEXT_SCALES):
            self._wear(text_scale=TEXT_SCALES[place])

    def _fill_recent_menu(self) -> None:
        self.actions_.recent.clear()
        for plan in recent.recent_plans():
            action = self.actions_.recent.addAction(plan.title.replace("&", "&&"))
            action.setToolTip(str(plan.path))
            action.setEnabled(plan.exists)
            action.triggered.connect(lambda _checked=False, path=plan.path: self.open_plan(path))
        if self.actions_.recent.isEmpty():
            self.actions_.recent.addAction("None yet").setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        closed = True
        with suppress(UserFixable):
            closed = self.close_plan()
        event.setAccepted(closed)


def _unfinished_plans() -> list[Path]:
    """Plans with work that is not in their file yet; nothing is loaded for it when there is none."""
    if not any(paths.working_folder().iterdir()):
        return []
    from eopbuilder.planning import library

    return library.unfinished()
