"""The chart under the hand: branches folded away, and reporting lines changed by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QMenu, QPushButton, QToolButton

from eopbuilder.rolegraph.branches import branches_of, leaders_above
from eopbuilder.rolegraph.structure import structure_at, supervisor
from tests.gui.screen import AS_OF, button, labels, named, plain, wait_for_jobs
from ui.dialogs.reports_to import ReportsToDialog
from ui.widgets import role_graph_panel
from ui.widgets.graph_items import Mark
from ui.widgets.role_chart_view import RoleChartView
from ui.widgets.role_graph_panel import RoleGraphPanel
from ui.wizard.roles_part import RolesPart
from ui.workspace import Workspace

Show = Callable[..., None]
CHIEF, UNIT, BRANCH = "role-log", "role-pio", "role-br-reunify"


@pytest.fixture
def page(sample_space: Workspace, show: Show) -> RolesPart:
    """The roles page of the sample school; problems are shown as the window shows them."""
    made = RolesPart(sample_space)
    show(made, 1700, 900)
    wait_for_jobs(sample_space)
    return made


@pytest.fixture
def panel(page: RolesPart) -> RoleGraphPanel:
    return page._graph


@pytest.fixture
def view(panel: RoleGraphPanel) -> RoleChartView:
    return panel.view


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    words: list[str] = []
    monkeypatch.setattr(role_graph_panel, "announce", lambda _widget, said: words.append(said))
    return words


def leader_of(space: Workspace, role: str) -> str | None:
    return supervisor(space.plan, space.pack, role)


def mouse(
    view: RoleChartView, kind: QEvent.Type, place: QPointF, button_: Qt.MouseButton = Qt.MouseButton.LeftButton
) -> None:
    held = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseButtonRelease else button_
    pressed = Qt.MouseButton.NoButton if kind is QEvent.Type.MouseMove else button_
    glob = view.viewport().mapToGlobal(place)
    event = QMouseEvent(kind, place, glob, pressed, held, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(view.viewport(), event)


def middle(view: RoleChartView, role: str) -> QPointF:
    return QPointF(view.mapFromScene(view.box_of(role).frame().center()))


def drag(view: RoleChartView, role: str, onto: QPointF) -> None:
    """Presses on a box and moves the mouse; the button stays down."""
    start = middle(view, role)
    mouse(view, QEvent.Type.MouseButtonPress, start)
    for step in range(1, 9):
        mouse(view, QEvent.Type.MouseMove, start + (onto - start) * step / 8)
    assert view.dragging


def drop(view: RoleChartView, place: QPointF, space: Workspace) -> None:
    mouse(view, QEvent.Type.MouseButtonRelease, place)
    wait_for_jobs(space)


# --- folding --------------------------------------------------------------------------------------------------------


def test_keys_fold_a_branch_and_unfold_it(
    panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace, heard: list[str]
) -> None:
    everything = set(view.roles)
    count = branches_of(sample_space.plan, sample_space.pack, 3)[CHIEF]
    panel.choose_role(CHIEF)
    view.setFocus()
    for fold, unfold in ((Qt.Key.Key_Minus, Qt.Key.Key_Plus), (Qt.Key.Key_Space, Qt.Key.Key_Space)):
        QTest.keyClick(view, fold)
        wait_for_jobs(sample_space)
        assert len(everything) - len(view.roles) == count
        assert any(f"+{count}" in label.text for label in view.box_of(CHIEF).box.labels)
        assert view.current_role == CHIEF
        assert heard[-1] == f"Logistics Section Chief: {count} roles below folded away."
        assert heard[-1] in labels(panel)
        assert f"{count} roles below folded away" in view.accessibleDescription()
        QTest.keyClick(view, Qt.Key.Key_Minus)
        QTest.keyClick(view, unfold)
        wait_for_jobs(sample_space)
        assert set(view.roles) == everything
        assert heard[-1].endswith("shown again.")


def test_only_branches_of_more_than_one_role_can_be_folded(view: RoleChartView, sample_space: Workspace) -> None:
    structure = structure_at(sample_space.plan, sample_space.pack, 3)
    with_handle = {role for role in view.roles if view.box_of(role).handle is not None}
    assert with_handle == set(branches_of(sample_space.plan, sample_space.pack, 3))
    single = next(one for one, team in structure.below.items() if len(team) == 1 and not structure.reports_of(team[0]))
    before = view.roles
    view.choose_role(single)
    QTest.keyClick(view, Qt.Key.Key_Minus)
    wait_for_jobs(sample_space)
    assert view.roles == before


def test_a_click_on_the_handle_folds_and_unfolds(view: RoleChartView, sample_space: Workspace) -> None:
    everything = len(view.roles)
    for fewer in (True, False):
        handle = view.box_of(BRANCH).handle
        assert handle is not None
        assert handle.folded is not fewer
        place = QPointF(view.mapFromScene(handle.place))
        mouse(view, QEvent.Type.MouseButtonPress, place)
        mouse(view, QEvent.Type.MouseButtonRelease, place)
        wait_for_jobs(sample_space)
        assert (len(view.roles) < everything) is fewer


def test_folding_what_hides_the_chosen_role_chooses_the_leader(
    page: RolesPart, panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace
) -> None:
    team = structure_at(sample_space.plan, sample_space.pack, 3).reports_of(CHIEF)[0]
    panel.choose_role(team)
    panel._on_fold_wanted(CHIEF, True)
    wait_for_jobs(sample_space)
    assert view.current_role == CHIEF
    assert named(page, QListWidget, "Roles").currentItem().text().startswith("Logistics Section Chief")


def test_a_search_unfolds_what_hides_its_hit(
    panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace
) -> None:
    panel._on_fold_wanted("role-ops", True)
    wait_for_jobs(sample_space)
    assert BRANCH not in view.roles
    field = named(panel, QLineEdit, "Find a role or a person in the graph")
    QTest.keyClicks(field, "reunification branch")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for_jobs(sample_space)
    assert view.current_role == BRANCH
    assert "role-ops" in leaders_above(sample_space.plan, sample_space.pack, 3, BRANCH)


def test_what_is_folded_stays_so_after_an_edit(
    panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace, page: RolesPart
) -> None:
    panel.choose_role("role-ic")
    panel._on_fold_wanted(CHIEF, True)
    page._on_level_wanted("role-fin", "never")
    wait_for_jobs(sample_space)
    handle = view.box_of(CHIEF).handle
    assert handle is not None
    assert handle.folded


# --- reporting lines by mouse -----------------------------------------------------------------------------------------


def test_a_box_dropped_on_another_reports_to_it_in_one_step(view: RoleChartView, sample_space: Workspace) -> None:
    before = sample_space.plan
    drag(view, UNIT, middle(view, CHIEF))
    assert view.marked(Mark.TARGET) == {CHIEF}
    assert "will lead" in view.box_of(CHIEF).words()
    drop(view, middle(view, CHIEF), sample_space)
    assert leader_of(sample_space, UNIT) == CHIEF
    assert sample_space.session.undo_label == "Change whom Public Information Officer reports to"
    assert not view.dragging
    assert view.marked(Mark.TARGET) == frozenset()
    sample_space.session.undo()
    assert sample_space.plan.role_setting(UNIT) == before.role_setting(UNIT)
    wait_for_jobs(sample_space)


def test_a_circle_is_refused_with_its_way_round_and_nothing_changes(
    view: RoleChartView, sample_space: Workspace
) -> None:
    troubles: list[Exception] = []
    sample_space.trouble.connect(troubles.append)
    before = sample_space.plan
    drag(view, "role-ops", middle(view, BRANCH))
    drop(view, middle(view, BRANCH), sample_space)
    (trouble,) = troubles
    assert "Operations Section Chief can't report to Reunification Branch Director" in str(trouble)
    assert "Reunification Branch Director reports to Operations Section Chief" in str(trouble)
    assert sample_space.plan == before


def test_a_drag_may_end_in_nothing(view: RoleChartView, sample_space: Workspace) -> None:
    before = sample_space.plan
    drag(view, UNIT, QPointF(3, 3))
    drop(view, QPointF(3, 3), sample_space)
    leader = leader_of(sample_space, UNIT)
    assert leader
    drag(view, UNIT, middle(view, leader))
    assert view.marked(Mark.TARGET) == frozenset()
    drop(view, middle(view, leader), sample_space)
    drag(view, UNIT, middle(view, CHIEF))
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.dragging
    assert view.marked(Mark.TARGET) == frozenset()
    drop(view, middle(view, CHIEF), sample_space)
    assert sample_space.plan is before


def test_a_small_jerk_is_a_click(view: RoleChartView, sample_space: Workspace) -> None:
    place = middle(view, UNIT)
    mouse(view, QEvent.Type.MouseButtonPress, place)
    mouse(view, QEvent.Type.MouseMove, place + QPointF(1, 1))
    assert not view.dragging
    drop(view, place + QPointF(1, 1), sample_space)
    assert view.current_role == UNIT


def test_the_ground_is_dragged_to_move_the_drawing(view: RoleChartView) -> None:
    for _ in range(8):
        view.zoom_in()
    view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 2)
    place = next(
        point
        for x in range(20, view.viewport().width() - 20, 7)
        for y in range(120, view.viewport().height() - 20, 7)
        if not view.role_at(point := QPointF(x, y)) and not view._handle_at(point)
    )
    before = view.verticalScrollBar().value()
    mouse(view, QEvent.Type.MouseButtonPress, place)
    mouse(view, QEvent.Type.MouseMove, place - QPointF(0, 60))
    mouse(view, QEvent.Type.MouseButtonRelease, place - QPointF(0, 60))
    assert view.verticalScrollBar().value() == before + 60


# --- reporting lines by keyboard --------------------------------------------------------------------------------------


class _Choosing(ReportsToDialog):
    """A dialog whose user types some words and takes the first role, or thinks better of it."""

    words = "logistics section"
    agrees = True

    def exec(self) -> int:
        self.show()
        type_ = self.findChild(QLineEdit)
        assert type_ is not None
        QTest.keyClicks(type_, self.words)
        self.close()
        return int(self.agrees)


def test_the_button_asks_for_a_leader(
    panel: RoleGraphPanel, sample_space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(role_graph_panel, "ReportsToDialog", _Choosing)
    panel.choose_role(UNIT)
    button(panel, "Reports to…").click()
    wait_for_jobs(sample_space)
    assert leader_of(sample_space, UNIT) == CHIEF
    monkeypatch.setattr(_Choosing, "words", "as the template says")
    monkeypatch.setattr(_Choosing, "agrees", False)
    button(panel, "Reports to…").click()
    assert leader_of(sample_space, UNIT) == CHIEF


def test_the_key_and_the_menu_ask_too(
    panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(role_graph_panel, "ReportsToDialog", _Choosing)
    panel.choose_role(UNIT)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_R, Qt.KeyboardModifier.ControlModifier)
    wait_for_jobs(sample_space)
    assert leader_of(sample_space, UNIT) == CHIEF
    monkeypatch.setattr(_Choosing, "words", "operations section")
    menu = menu_by_key(view)
    next(one for one in menu.actions() if plain(one.text()).endswith("reports to…")).trigger()
    menu.close()
    wait_for_jobs(sample_space)
    assert leader_of(sample_space, UNIT) == "role-ops"


def menu_by_key(view: RoleChartView) -> QMenu:
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_the_menu_folds_and_unfolds(panel: RoleGraphPanel, view: RoleChartView, sample_space: Workspace) -> None:
    everything = view.roles
    for words in ("Fold away the", "Unfold the branch below", "Fold away the", "Unfold everything"):
        panel.choose_role(CHIEF)
        menu = menu_by_key(view)
        next(one for one in menu.actions() if plain(one.text()).startswith(words)).trigger()
        menu.close()
        wait_for_jobs(sample_space)
        assert (view.roles == everything) is words.startswith("Unfold")


def test_the_button_for_more_offers_the_same(panel: RoleGraphPanel) -> None:
    panel.choose_role(CHIEF)
    more = named(panel, QToolButton, "More for the chosen role and the drawing")
    more.menu().aboutToShow.emit()
    words = [plain(one.text()) for one in more.menu().actions()]
    assert words[0] == "Logistics Section Chief reports to…"
    assert words[1].startswith("Fold away the")


def test_the_list_of_leaders_starts_with_who_leads_now(sample_space: Workspace, show: Show) -> None:
    dialog = ReportsToDialog(sample_space.plan, sample_space.pack, AS_OF, UNIT)
    show(dialog, 520, 520)
    leaders = named(dialog, QListWidget, "Roles it may report to")
    assert dialog.chosen == leader_of(sample_space, UNIT)
    assert UNIT not in {leaders.item(row).data(Qt.ItemDataRole.UserRole) for row in range(leaders.count())}
    field = dialog.findChild(QLineEdit)
    assert field is not None
    field.setText("zeppelin")
    assert dialog.chosen is None
    assert not named_button(dialog, "Report to the chosen role").isEnabled()
    assert any(words.startswith("No role has these words") for words in labels(dialog))


def named_button(dialog: ReportsToDialog, words: str) -> QPushButton:
    return next(one for one in dialog.findChildren(QPushButton) if plain(one.text()) == words)
