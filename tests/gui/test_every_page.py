"""Going over every part of every page and every dialog: names, buddies, words that fit, Tab, and no meaning by colour.

The window is gone over once for each text size, because making every page takes a while.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QInputDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QMenu,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from eopbuilder import packs
from eopbuilder.domain.findings import Severity
from eopbuilder.planning import library
from eopbuilder.planning.suggestions import suggest_assignments
from tests.gui import sweep
from tests.gui.screen import AS_OF, every_part, settle
from ui.dialogs import messages
from ui.dialogs.backups import BackupsDialog
from ui.dialogs.import_staff import ImportStaffDialog
from ui.dialogs.messages import FaultDialog
from ui.dialogs.passphrase import PassphraseDialog
from ui.dialogs.reports_to import ReportsToDialog
from ui.dialogs.suggestions import SuggestionsDialog
from ui.main_window import MainWindow
from ui.settings import Look
from ui.theme import theme
from ui.widgets.fact_form import FactForm
from ui.widgets.form_row import FormRow
from ui.wizard.rail import STATE_LOOKS

Sweep = dict[str, dict[str, list[str]]]


@pytest.fixture(scope="module", params=[100, 200], ids=["usual size", "double size"])
def found(
    app: QApplication, sample_file: Path, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Sweep:
    """What each sweep finds on the welcome page, in every dialog and on each part of each page."""
    folder = tmp_path_factory.mktemp("tour")
    shutil.copy(sample_file, folder / "tour.eop")
    staff = folder / "staff.csv"
    staff.write_text("Last,First,Title,Cell,Odd column\nPark,Zoë,Nurse,505.555.0100,x\nKim,An,Cook,,y\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        theme().wear(Look("light", request.param))
        library.open_plan(folder / "tour.eop").close()
        window = MainWindow(AS_OF)
        window.resize(1280, 720)
        window.show()
        app.processEvents()
        sweeps = {"welcome": _swept(window)}
        window.show_session(library.open_plan(folder / "tour.eop"))
        settle(window)
        assert window.wizard is not None
        sweeps["window"] = _swept(window)
        for dialog in _dialogs(window, staff):
            dialog.show()
            app.processEvents()
            sweeps[f"{type(dialog).__name__} {len(sweeps)}"] = _swept(dialog)
            dialog.close()
            dialog.deleteLater()
        for name in every_part(window):
            sweeps[name] = _swept(window.wizard.page)
        window.close()
        shiboken6.delete(window)
        theme().wear(Look("light"))
    return sweeps


def _swept(page: QWidget) -> dict[str, list[str]]:
    reached = sweep.reachable_by_tab(page)
    return {
        "nameless": sweep.nameless(page),
        "clipped": sweep.clipped(page),
        "sideways": sweep.areas_that_scroll_sideways(page),
        "unreachable": _unreachable(page, reached),
        "without label": _without_label(page),
        "order": _out_of_order(page, reached),
        "too wide": [f"{page.window().width()}"] if page.window().width() > 1280 else [],
    }


def _troubles(found: Sweep, kind: str) -> dict[str, list[str]]:
    return {part: troubles[kind] for part, troubles in found.items() if troubles[kind]}


def _unreachable(page: QWidget, reached: list[QWidget]) -> list[str]:
    """Enabled controls that Tab does not reach."""
    known = set(reached)
    controls = [
        one
        for one in page.findChildren(QWidget)
        if one.isVisibleTo(page.window()) and one.isEnabled() and sweep.takes_input(one)
    ]
    return [f"{type(one).__name__} {one.accessibleName()}" for one in controls if one not in known]


def _without_label(page: QWidget) -> list[str]:
    """Fields of forms whose label does not lead to them."""
    found = []
    for row in page.findChildren(FormRow):
        if row.isVisibleTo(page):
            target = row._editor.focus_target()
            buddies = [label.buddy() for label in row.findChildren(QLabel)]
            if target not in buddies:
                found.append(row.field)
    return found


def _out_of_order(page: QWidget, reached: list[QWidget]) -> list[str]:
    """Rows of forms that Tab does not reach from top to bottom."""
    found = []
    for form in page.findChildren(FactForm):
        if form.isVisibleTo(page):
            inside = [one for one in reached if form.isAncestorOf(one)]
            heights = [one.mapTo(form, one.rect().topLeft()).y() for one in inside]
            tops = [row.y() for row in form.rows]
            rows = [sum(top <= height for top in tops) for height in heights]
            if rows != sorted(rows):
                found.append(f"{rows}")
    return found


def test_every_page_was_looked_at(found: Sweep) -> None:
    parts = [f"{step.id}: {part.title}" for step in packs.load_pack("k12-federal").steps for part in step.parts]
    assert set(parts) < set(found)
    assert len(parts) > 40


def test_everything_that_takes_the_keyboard_has_a_name(found: Sweep) -> None:
    assert _troubles(found, "nameless") == {}


def test_every_field_has_a_label_that_leads_to_it(found: Sweep) -> None:
    assert _troubles(found, "without label") == {}


def test_tab_reaches_every_control(found: Sweep) -> None:
    assert _troubles(found, "unreachable") == {}


def test_tab_goes_down_the_page(found: Sweep) -> None:
    assert _troubles(found, "order") == {}


def test_all_words_fit(found: Sweep) -> None:
    assert _troubles(found, "clipped") == {}


def test_nothing_has_to_be_scrolled_sideways(found: Sweep) -> None:
    assert _troubles(found, "sideways") == {}
    assert _troubles(found, "too wide") == {}


# --- the sweeps themselves can fail -------------------------------------------------------------------------------


def test_the_sweep_sees_what_has_no_name_and_what_does_not_fit(app: QApplication, show: Callable[..., None]) -> None:
    holder = QWidget()
    layout = QVBoxLayout(holder)
    words = QLabel("Far more words than the label has room for")
    words.setFixedWidth(30)
    wrapped = QLabel("Several words that need more than one line to be read")
    wrapped.setWordWrap(True)
    wrapped.setFixedSize(120, 12)
    for widget in (QLineEdit(), QToolButton(), words, wrapped):
        layout.addWidget(widget)
    show(holder, 300, 300)
    assert len(sweep.nameless(holder)) == 2
    assert len(sweep.clipped(holder)) == 2


# --- not by colour alone --------------------------------------------------------------------------------------------


def _accessible_lines(view: QListWidget) -> list[str]:
    model = view.model()
    roles = (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole)
    lines = []
    for row in range(model.rowCount()):
        index = model.index(row, 0)
        lines.append(next(str(model.data(index, role)) for role in roles if model.data(index, role)))
    return lines


def test_the_rail_says_every_state_in_words(walk: MainWindow) -> None:
    assert walk.wizard is not None
    assert walk.workspace is not None
    rail = walk.wizard.rail.findChild(QListWidget)
    assert rail is not None
    lines = _accessible_lines(rail)
    for line, step in zip(lines, walk.workspace.pack.steps, strict=True):
        state = walk.workspace.states[step.id]
        assert step.title in line
        if state.counts:
            assert state.words in line
    spoken = QAccessible.queryAccessibleInterface(rail).child(0).text(QAccessible.Text.Name)
    assert spoken == lines[0]


def test_every_state_has_its_own_icon() -> None:
    icons = [icon for icon, _ in STATE_LOOKS.values()]
    assert len(set(icons)) == len(icons)


def test_marks_at_parts_are_said_in_words(walk: MainWindow) -> None:
    assert walk.wizard is not None
    walk.wizard.flow.jump("school")
    settle(walk)
    parts = next(one for one in walk.wizard.page.findChildren(QListWidget) if one.objectName() == "partList")
    marks = {0: ("error", "error", "Error"), 2: ("warning", "warning", "Warning")}
    walk.wizard.page._nav.show_marks(marks)
    lines = _accessible_lines(parts)
    assert lines[0].endswith("Error")
    assert lines[2].endswith("Warning")
    assert lines[1] == walk.wizard.page.step.parts[1].title
    walk.wizard.page._show_marks()


def test_a_role_without_a_holder_is_told_apart_in_words(walk: MainWindow) -> None:
    assert walk.wizard is not None
    walk.wizard.flow.jump("roles")
    roles = next(one for one in walk.wizard.page.findChildren(QListWidget) if one.accessibleName() == "Roles")
    assert any("Nobody assigned" in line for line in _accessible_lines(roles))


def test_findings_begin_with_how_grave_they_are(walk: MainWindow) -> None:
    assert walk.wizard is not None
    assert walk.workspace is not None
    walk.wizard.flow.jump("review")
    settle(walk)
    words = [one.text() for one in walk.wizard.page.findChildren(QLabel)]
    for severity in {one.severity for one in walk.workspace.findings}:
        assert any(line.startswith(f"{severity.value.title()}: ") for line in words)
    assert Severity.ERROR in {one.severity for one in walk.workspace.findings}


# --- the welcome page, menus and dialogs ----------------------------------------------------------------------------


def test_every_menu_has_words_and_its_own_letter(window: MainWindow) -> None:
    for menu in (action.menu() for action in window.menuBar().actions()):
        assert isinstance(menu, QMenu)
        words = [action.text() for action in menu.actions() if not action.isSeparator()]
        assert all(words)
        letters = [one[one.index("&") + 1].casefold() for one in words if "&" in one]
        assert len(set(letters)) == len(letters), words


def test_no_two_actions_share_their_keys(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions_._actions.values() for key in action.shortcuts()]
    assert len(set(keys)) == len(keys) > 10


def _dialogs(window: MainWindow, staff: Path) -> Iterator[QDialog]:
    space = window.workspace
    assert space is not None
    yield BackupsDialog(library.backups(space.session.path), window)
    yield BackupsDialog([], window)
    yield SuggestionsDialog(space.plan, space.pack, suggest_assignments(space.plan, space.pack, AS_OF), window)
    yield ReportsToDialog(space.plan, space.pack, AS_OF, "role-pio", window)
    yield FaultDialog(RuntimeError("for the test"), window)
    yield PassphraseDialog(window)
    reading = ImportStaffDialog(space.session, AS_OF, lambda _trouble: None, window)
    yield reading
    understood = ImportStaffDialog(space.session, AS_OF, lambda _trouble: None, window)
    understood.read_file(staff)
    deadline = 400
    while not understood.mapping() and deadline:
        QApplication.processEvents()
        deadline -= 1
        understood._jobs._pool.waitForDone(5)
    assert understood.mapping()
    yield understood
    asking = QInputDialog(window)
    asking.setLabelText("Why does this not apply to your school?")
    yield asking
    yield messages._box(messages.QMessageBox.Icon.Question, window, "eopbuilder", "Words")
