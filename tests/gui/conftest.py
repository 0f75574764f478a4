"""What tests of the screen share: a fixed look, plans to work on, a window that says nothing unheard, and no leaks."""

from __future__ import annotations

import gc
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QThread, QTimer
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QWidget

from eopbuilder import packs
from eopbuilder.errors import UserFixable
from eopbuilder.planning import library, sample
from eopbuilder.planning.session import Session
from tests.gui.screen import AS_OF, settle
from ui.app import build_application
from ui.dialogs import messages
from ui.main_window import MainWindow
from ui.settings import Look
from ui.theme import theme
from ui.workspace import Workspace


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a screen nothing can grab the keyboard, and Qt says so each time a list drops down."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True))


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The application, made as the program makes it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(tmp_path_factory.mktemp("application")))
        made = build_application(["eopbuilder"])
    QAccessible.setActive(True)
    packs.load_pack(library.DEFAULT_PACK)
    gc.freeze()  # what lives as long as the tests need not be looked through after each of them
    return made


@pytest.fixture(scope="session")
def qapp(app: QApplication) -> QApplication:
    """What pytest-qt works with."""
    return app


@pytest.fixture(autouse=True)
def fixed_look(app: QApplication) -> None:
    """Every test begins in the light look at the usual text size."""
    if theme().dark or theme().scale != 1.0:
        theme().wear(Look("light"))


def _bury(app: QApplication) -> None:
    """Delivers the deletions Qt has put off."""
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(autouse=True)
def nothing_left_behind(app: QApplication) -> Iterator[None]:
    """Fails a test that leaves a window, a running timer or a thread behind; the crash would come in a later test."""
    windows = {id(one) for one in app.topLevelWidgets()}
    threads = set(threading.enumerate())
    yield
    _bury(app)
    new = [one for one in app.topLevelWidgets() if id(one) not in windows]
    left = [one for one in new if one.parent() is None or one.isVisible()]  # a box keeps its list for another time
    assert left == [], f"windows left behind: {left}"
    active = [one for one in gc.get_objects() if type(one) in _STARTED and _is_active(one)]
    assert [one.parent() or one for one in active] == []
    assert [one for one in threading.enumerate() if one not in threads and not one.daemon] == []


_STARTED = {QTimer, QThread}


def _is_active(thing: QTimer | QThread) -> bool:
    if not shiboken6.isValid(thing):
        return False
    return thing.isActive() if isinstance(thing, QTimer) else thing.isRunning() and not thing.isCurrentThread()


# --- what is said to the user -------------------------------------------------------------------------------------


@dataclass
class Said:
    """What the program said and asked through the message door, and what the user shall answer."""

    told: list[tuple[str, str]] = field(default_factory=list)
    problems: list[UserFixable] = field(default_factory=list)
    faults: list[BaseException] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    reason: str | None = None
    """What the user types when asked why something does not apply; None for Cancel."""
    agrees: bool = True


@pytest.fixture(autouse=True)
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[Said]:
    """Replaces the message door. A fault nobody expected fails the test; so does an unexpected problem."""
    heard = Said()

    def ask_reason(_parent: object, fact: str) -> str | None:
        heard.asked.append(fact)
        return heard.reason

    def ask(_parent: object, title: str, words: str, *_buttons: str, **_more: str) -> bool:
        heard.asked.append(f"{title}: {words}")
        return heard.agrees

    monkeypatch.setattr(messages, "tell", lambda _parent, title, words: heard.told.append((title, words)))
    monkeypatch.setattr(messages, "problem", lambda _parent, trouble: heard.problems.append(trouble))
    monkeypatch.setattr(messages, "fault", lambda _parent, error: heard.faults.append(error))
    monkeypatch.setattr(messages, "ask", ask)
    monkeypatch.setattr(messages, "ask_reason", ask_reason)
    yield heard
    assert heard.problems == []
    assert heard.faults == []


# --- plans ----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan file of the sample school, made once."""
    folder = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        session = sample.create_sample(folder / "sample.eop")
        session.close()
    return folder / "sample.eop"


@pytest.fixture
def open_sample(sample_file: Path, tmp_path: Path) -> Iterator[Callable[[], Session]]:
    """Opens a fresh copy of the sample school's plan."""
    opened: list[Session] = []

    def open_copy() -> Session:
        target = tmp_path / "Maple Ridge.eop"
        shutil.copy(sample_file, target)
        opened.append(library.open_plan(target))
        return opened[-1]

    yield open_copy
    for session in opened:
        if not session.closed:
            session.close(publish=False)


@pytest.fixture
def empty_session(tmp_path: Path) -> Iterator[Session]:
    """A new plan without any facts."""
    session = library.create_plan(tmp_path / "New school.eop")
    yield session
    if not session.closed:
        session.close(publish=False)


@pytest.fixture
def space(app: QApplication, empty_session: Session) -> Iterator[Workspace]:
    """An empty plan with what its pages share, without a window."""
    made = Workspace(empty_session, AS_OF)
    yield made
    _put_away(made)
    made.deleteLater()


@pytest.fixture
def sample_space(app: QApplication, open_sample: Callable[[], Session]) -> Iterator[Workspace]:
    """The sample school's plan with what its pages share, without a window."""
    made = Workspace(open_sample(), AS_OF)
    yield made
    _put_away(made)
    made.deleteLater()


def _put_away(space: Workspace) -> None:
    """Closes a plan nobody looks at any more, without the time it takes to write its file."""
    space.jobs.close()
    if not space.session.closed:
        space.session.close(publish=False)
    space.close()


# --- widgets and windows --------------------------------------------------------------------------------------------


@pytest.fixture
def show(app: QApplication) -> Iterator[Callable[[QWidget], None]]:
    """Shows a widget in an active window, and puts it away after the test."""
    shown: list[QWidget] = []

    def put(widget: QWidget, width: int = 900, height: int = 700) -> None:
        widget.resize(width, height)
        widget.show()
        widget.activateWindow()
        app.processEvents()
        shown.append(widget)

    yield put
    for widget in shown:
        widget.close()
        widget.deleteLater()


@pytest.fixture
def window(app: QApplication) -> Iterator[MainWindow]:
    """The window of the program on its welcome page."""
    made = MainWindow(AS_OF)
    made.resize(1280, 720)
    made.show()
    made.activateWindow()
    app.processEvents()
    yield made
    if made.workspace is not None and made.wizard is not None:
        made.wizard.drop_refused()
        made.wizard.flush()
        _put_away(made.workspace)
        made.workspace.deleteLater()
        made.wizard = made.workspace = None
    made.close()
    made.deleteLater()


def on_the_school_page(window: MainWindow) -> MainWindow:
    """Leaves the fast lane, with which every plan opens, for the first page that asks in full."""
    assert window.wizard is not None
    window.wizard.flow.jump("school")
    settle(window)
    return window


@pytest.fixture
def sample_window(window: MainWindow, open_sample: Callable[[], Session], app: QApplication) -> MainWindow:
    """The window on the sample school's plan."""
    window.show_session(open_sample())
    settle(window)
    return on_the_school_page(window)


@pytest.fixture
def empty_window(window: MainWindow, empty_session: Session) -> MainWindow:
    """The window on a new plan."""
    window.show_session(empty_session)
    settle(window)
    return on_the_school_page(window)


@pytest.fixture
def as_of() -> date:
    """The day on which all tests of the screen take place."""
    return AS_OF


@pytest.fixture(scope="module")
def shared_window(
    app: QApplication, sample_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MainWindow]:
    """One window on the sample school for all tests of a module that walk about in it and change nothing."""
    folder = tmp_path_factory.mktemp("shared")
    shutil.copy(sample_file, folder / "shared.eop")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        made = MainWindow(AS_OF)
        made.show()
        made.show_session(library.open_plan(folder / "shared.eop"))
        settle(made)
    yield made
    assert made.workspace is not None
    _put_away(made.workspace)
    made.workspace.deleteLater()
    made.wizard = made.workspace = None
    made.close()
    made.deleteLater()
    _bury(app)


@pytest.fixture
def walk(shared_window: MainWindow) -> MainWindow:
    """The shared window at its usual size on the first part of the school's page."""
    assert shared_window.wizard is not None
    shared_window.resize(1280, 720)
    shared_window.activateWindow()
    shared_window.wizard.flow.jump("school")
    shared_window.wizard.page.show_part(0)
    shared_window.wizard.page.focus_first()
    settle(shared_window)
    return shared_window
