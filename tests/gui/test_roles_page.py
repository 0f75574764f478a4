"""Who holds which role: assigning, ordering, levels, suggestions, and the live graph beside."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QLineEdit,
    QListWidget,
    QTableWidget,
    QTabWidget,
    QToolButton,
)

from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Person
from eopbuilder.planning import operations
from eopbuilder.planning.suggestions import suggest_assignments
from eopbuilder.rolegraph.describe import CHART_COLUMNS, chart_rows
from tests.gui.conftest import Said
from tests.gui.screen import AS_OF, button, close_popups, labels, leave, named, pick, type_into, wait_for_jobs
from ui.dialogs.suggestions import SuggestionsDialog
from ui.settings import Look
from ui.theme import theme
from ui.widgets.role_graph_view import RoleGraphView
from ui.wizard import roles_part
from ui.wizard.roles_part import RolesPart
from ui.workspace import Workspace

Show = Callable[..., None]


@pytest.fixture
def page(space: Workspace, show: Show) -> RolesPart:
    """The roles page of a plan with four people and no assignments."""
    for name, title in (("Ann", "Principal"), ("Bob", "Nurse"), ("Cat", "Custodian"), ("Dan", "Teacher")):
        operations.add_record(space.session, table="people", values={"given_name": name, "job_title": title})
    made = RolesPart(space)
    show(made, 1100, 640)
    return made


def roles(page: RolesPart) -> QListWidget:
    return named(page, QListWidget, "Roles")


def line_of(page: RolesPart, title: str) -> str:
    view = roles(page)
    texts = [view.item(row).text() for row in range(view.count())]
    return next(text for text in texts if text.split("\n")[0] == title).split("\n")[1]


def choose(page: RolesPart, role: str) -> None:
    page._roles.choose_role(role)
    QApplication.processEvents()


def assign(page: RolesPart, words: str, name: str) -> None:
    """Types a name where a person is chosen, and presses the button beside it."""
    combo = named(page, QComboBox, "In charge" if words == "Assign" else "Add alternate")
    type_into(combo, name)
    close_popups(combo)
    button(page, words).click()
    QApplication.processEvents()


def holders(space: Workspace, role: str) -> list[str]:
    people = [space.plan.get(Person, one.person) for one in space.plan.holders(role)]
    return [one.given_name or "" for one in people if one]


def in_charge(page: RolesPart, space: Workspace) -> str:
    """The role at the top, which every pack has."""
    return next(role.id for role in space.pack.roles.values() if role.reports_to is None and role.opens_at == 1)


@pytest.fixture
def top(page: RolesPart, space: Workspace) -> str:
    role = in_charge(page, space)
    choose(page, role)
    return role


def test_people_are_given_a_role_in_order(page: RolesPart, space: Workspace, top: str) -> None:
    assert line_of(page, space.pack.roles[top].title) == "Nobody assigned"
    assign(page, "Assign", "ann")
    assign(page, "Add", "Bob")
    assign(page, "Add", "custod")
    assert holders(space, top) == ["Ann", "Bob", "Cat"]
    assert line_of(page, space.pack.roles[top].title) == "Ann, 2 alternates"
    assert any("Alternate 2" in words for words in labels(page))


def test_the_keyboard_stays_where_the_next_person_is_chosen(page: RolesPart, space: Workspace, top: str) -> None:
    combo = named(page, QComboBox, "In charge")
    combo.setFocus()
    assign(page, "Assign", "Ann")
    assert named(page, QComboBox, "Add alternate").hasFocus()


def test_a_name_that_fits_nobody_or_several_assigns_nobody(page: RolesPart, space: Workspace, top: str) -> None:
    assign(page, "Assign", "zzz")
    assign(page, "Assign", "n")
    assert holders(space, top) == []


def test_a_name_half_typed_never_assigns_the_one_chosen_before(page: RolesPart, space: Workspace, top: str) -> None:
    combo = named(page, QComboBox, "In charge")
    pick(combo, "Ann, Principal")
    type_into(combo, "someone else")
    button(page, "Assign").click()
    assert holders(space, top) == []
    leave(combo)


def test_alternates_are_put_in_another_order_and_taken_off(page: RolesPart, space: Workspace, top: str) -> None:
    for words, name in (("Assign", "Ann"), ("Add", "Bob"), ("Add", "Cat")):
        assign(page, words, name)
    named(page, QToolButton, "Move Cat up").click()
    assert holders(space, top) == ["Ann", "Cat", "Bob"]
    named(page, QToolButton, "Move Ann down").click()
    assert holders(space, top) == ["Cat", "Ann", "Bob"]
    named(page, QToolButton, "Take Ann off this role").click()
    assert holders(space, top) == ["Cat", "Bob"]
    assert [one.order for one in space.plan.holders(top)] == [0, 1]
    space.session.undo()
    assert holders(space, top) == ["Cat", "Ann", "Bob"]


def test_a_role_is_opened_at_another_level_or_never(page: RolesPart, space: Workspace, top: str) -> None:
    role = next(one for one in space.pack.roles.values() if one.opens_at == 3 and one.needs_primary)
    choose(page, role.id)
    combo = named(page, QComboBox, "Opened")
    assert combo.currentText().startswith("Usual (")
    never = combo.findData("never")
    combo.setFocus()
    pick(combo, combo.itemText(never))
    setting = space.plan.role_setting(role.id)
    assert setting is not None
    assert setting.opens_at == "never"
    assert line_of(page, role.title) == "Not used at this school"
    assert named(page, QComboBox, "Opened").hasFocus()
    pick(named(page, QComboBox, "Opened"), named(page, QComboBox, "Opened").itemText(0))
    assert line_of(page, role.title) == "Nobody assigned"


def test_somebody_who_left_is_shown_and_not_offered(page: RolesPart, space: Workspace, top: str) -> None:
    assign(page, "Assign", "Ann")
    operations.set_fact(space.session, table="people", record=space.plan.people[0].id, field="left", value=True)
    QApplication.processEvents()
    assert line_of(page, space.pack.roles[top].title) == "Ann has left"
    operations.set_fact(space.session, table="people", record=space.plan.people[1].id, field="left", value=True)
    QApplication.processEvents()
    combo = named(page, QComboBox, "Add alternate")
    assert [combo.itemText(n) for n in range(combo.count())] == ["Cat, Custodian", "Dan, Teacher"]


def test_search_and_the_filter_shorten_the_list(page: RolesPart, space: Workspace, top: str) -> None:
    everything = roles(page).count()
    assign(page, "Assign", "Ann")
    QTest.keyClicks(named(page, QLineEdit, "Search roles or names"), "ann")
    assert "Ann, no alternate" in line_of(page, space.pack.roles[top].title)
    assert roles(page).count() < 8
    named(page, QLineEdit, "Search roles or names").clear()
    unstaffed = next(one for one in page.findChildren(QCheckBox))
    unstaffed.click()
    assert roles(page).count() < everything
    titles = [roles(page).item(n).text().split("\n")[0] for n in range(roles(page).count())]
    assert space.pack.roles[top].title not in titles
    choose(page, top)
    assert not unstaffed.isChecked()
    assert roles(page).count() == everything


def test_a_review_does_not_disturb_what_is_being_typed(page: RolesPart, space: Workspace, top: str) -> None:
    wait_for_jobs(space)
    combo = named(page, QComboBox, "In charge")
    type_into(combo, "bo")
    where = Where("roles", f"roles:{top}")
    space.findings = (Finding("V", Severity.ERROR, where, "Nobody leads", "Choose somebody"),)
    space.reviewed.emit()
    assert "Error: Nobody leads. Choose somebody." in labels(page)
    assert named(page, QComboBox, "In charge").currentText() == "bo"
    space.findings = ()
    space.reviewed.emit()
    assert "Error: Nobody leads. Choose somebody." not in labels(page)
    leave(combo)


# --- suggestions ----------------------------------------------------------------------------------------------------


class _Answering(SuggestionsDialog):
    """A suggestions dialog whose user takes all but the first row, or thinks better of it."""

    result_ = QDialog.DialogCode.Accepted

    def exec(self) -> int:
        first = self._table.item(0, 0)
        assert first is not None
        first.setCheckState(Qt.CheckState.Unchecked)
        return int(self.result_)


def test_suggestions_are_one_step_to_undo(page: RolesPart, space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles_part, "SuggestionsDialog", _Answering)
    offered = suggest_assignments(space.plan, space.pack, AS_OF)
    assert len(offered) > 1
    button(page, "Suggest from job titles…").click()
    taken = {(one.role, one.person) for one in space.plan.assignments}
    assert taken == {(one.role, one.person) for one in offered[1:]}
    space.session.undo()
    assert space.plan.assignments == ()


def test_suggestions_may_be_declined(page: RolesPart, space: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roles_part, "SuggestionsDialog", _Answering)
    monkeypatch.setattr(_Answering, "result_", QDialog.DialogCode.Rejected)
    button(page, "Suggest from job titles…").click()
    assert space.plan.assignments == ()


def test_nothing_to_suggest_is_said(space: Workspace, show: Show, said: Said) -> None:
    made = RolesPart(space)
    show(made, 1100, 640)
    button(made, "Suggest from job titles…").click()
    assert [title for title, _ in said.told] == ["Suggestions"]


# --- the graph ------------------------------------------------------------------------------------------------------


def view(page: RolesPart) -> RoleGraphView:
    """The drawing, once it is finished."""
    wait_for_jobs(page._workspace)
    return page._graph.view


def test_a_role_chosen_in_the_list_is_marked_in_the_graph_and_back(page: RolesPart, space: Workspace, top: str) -> None:
    assert view(page).current_role == top
    other = next(role for role in view(page).roles if role != top)
    box = view(page).box_of(other).frame().center()
    place = view(page).mapFromScene(box)
    _click(view(page), place)
    assert view(page).current_role == other
    assert roles(page).currentItem().text().startswith(space.pack.roles[other].title)


def _click(on: RoleGraphView, place: QPoint) -> None:
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(
            kind, QPointF(place), on.viewport().mapToGlobal(QPointF(place)), Qt.MouseButton.LeftButton,
            Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
        )  # fmt: skip
        QApplication.sendEvent(on.viewport(), event)


def test_a_click_beside_the_boxes_changes_nothing(page: RolesPart, top: str) -> None:
    _click(view(page), QPoint(2, 2))
    assert view(page).current_role == top


def test_the_arrow_keys_walk_along_the_reporting_lines(page: RolesPart, space: Workspace) -> None:
    graph = view(page)
    graph.setFocus()
    QTest.keyClick(graph, Qt.Key.Key_Home)
    head = graph.current_role
    assert head == in_charge(page, space)
    QTest.keyClick(graph, Qt.Key.Key_Down)
    report = graph.current_role
    assert graph._walk._above[report] == head
    seen = {report}
    for _ in range(12):
        QTest.keyClick(graph, Qt.Key.Key_Right)
        seen.add(graph.current_role)
    assert len(seen) > 1
    assert {graph._walk._above[role] for role in seen} == {head}
    QTest.keyClick(graph, Qt.Key.Key_Left)
    QTest.keyClick(graph, Qt.Key.Key_Up)
    assert graph.current_role == head
    QTest.keyClick(graph, Qt.Key.Key_Up)
    assert graph.current_role == head
    assert roles(page).currentItem().text().startswith(space.pack.roles[head].title)


def test_every_role_drawn_is_reached_by_keys(page: RolesPart) -> None:
    graph = view(page)
    graph.setFocus()
    reached: set[str] = set()
    waiting = [graph._walk.top()]
    while waiting:
        role = waiting.pop()
        if role not in reached:
            reached.add(role)
            keys = (Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
            waiting += [other for key in keys if (other := graph._walk.neighbour(role, key))]
    assert reached == set(graph.roles)


def test_the_marked_role_is_described(page: RolesPart, space: Workspace, top: str) -> None:
    assert space.pack.roles[top].title in view(page).accessibleDescription()


def test_zoom_stays_after_an_assignment(page: RolesPart, space: Workspace, top: str) -> None:
    graph = view(page)
    whole = graph.transform().m11()
    named(page, QToolButton, "Zoom in").click()
    QTest.keyClick(graph, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    zoomed = graph.transform().m11()
    assert zoomed > whole
    assign(page, "Assign", "Ann")
    assert graph.transform().m11() == zoomed
    assert graph.current_role == top
    QTest.keyClick(graph, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert graph.transform().m11() < zoomed
    QTest.keyClick(graph, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    assert graph.transform().m11() == pytest.approx(whole, rel=0.05)


def test_zoom_has_ends(page: RolesPart) -> None:
    graph = view(page)
    for _ in range(40):
        graph.zoom_in()
    assert graph.transform().m11() <= 6
    for _ in range(80):
        graph.zoom_out()
    assert graph.transform().m11() >= 0.2


def test_the_wheel_zooms_with_control_only(page: RolesPart) -> None:
    graph = view(page)
    before = graph.transform().m11()
    for modifiers in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier):
        event = QWheelEvent(
            QPointF(50, 50), QPointF(50, 50), QPoint(), QPoint(0, 120), Qt.MouseButton.NoButton, modifiers,
            Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(graph.viewport(), event)
        if modifiers == Qt.KeyboardModifier.NoModifier:
            assert graph.transform().m11() == before
    assert graph.transform().m11() > before


def _table_rows(page: RolesPart) -> list[tuple[str, ...]]:
    table = page._graph.findChild(QTableWidget)
    assert table is not None
    return [
        tuple(item.text() if (item := table.item(row, column)) else "" for column in range(table.columnCount()))
        for row in range(table.rowCount())
    ]


def test_the_table_says_what_the_chart_shows(page: RolesPart, space: Workspace, top: str) -> None:
    assign(page, "Assign", "Ann")
    wait_for_jobs(space)
    rows = chart_rows(space.plan, space.pack, AS_OF, 3)
    assert _table_rows(page) == [row.cells for row in rows]
    assert {row.role for row in rows} == set(view(page).roles)
    assert len(CHART_COLUMNS) == len(rows[0].cells)


def test_the_level_decides_what_is_drawn(page: RolesPart, space: Workspace) -> None:
    combo = named(page, QComboBox, "Activation level to draw")
    everything = len(view(page).roles)
    combo.setCurrentIndex(0)
    rows = chart_rows(space.plan, space.pack, AS_OF, combo.currentData())
    assert {row.role for row in rows} == set(view(page).roles)
    assert len(view(page).roles) < everything


def test_a_row_of_the_table_is_marked_in_chart_and_list(page: RolesPart, space: Workspace) -> None:
    tabs = page._graph.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentIndex(2)
    table = named(page, QTableWidget, "Role graph as a table")
    wait_for_jobs(space)
    table.selectRow(4)
    role = chart_rows(space.plan, space.pack, AS_OF, 3)[4].role
    assert view(page).current_role == role
    assert roles(page).currentItem().text().startswith(space.pack.roles[role].title)
    other = chart_rows(space.plan, space.pack, AS_OF, 3)[2].role
    choose(page, other)
    assert table.currentRow() == 2


def test_dependencies_are_drawn_on_demand(page: RolesPart) -> None:
    def drawn() -> int:
        return len(view(page).scene().items())

    plain = drawn()
    menu = button(page, "Dependency lines").menu()
    counts = []
    for action in menu.actions():
        action.trigger()
        counts.append(drawn())
        action.trigger()
    assert drawn() == plain
    assert counts[0] > plain
    assert sum(count > plain for count in counts) >= 4


def test_the_graph_wears_the_look(page: RolesPart) -> None:
    light = view(page).backgroundBrush().color().name()
    theme().wear(Look("dark"))
    assert view(page).backgroundBrush().color().name() != light


def test_the_graph_may_have_all_the_room(page: RolesPart) -> None:
    large = button(page, "Large")
    view_of_roles = roles(page)
    large.click()
    assert not view_of_roles.isVisible()
    large.click()
    assert named(page, QListWidget, "Roles").isVisible()


def test_the_graph_stands_below_where_there_is_little_room(page: RolesPart) -> None:
    page.resize(600, 900)
    QApplication.processEvents()
    assert page._split.orientation() is Qt.Orientation.Vertical


def test_the_graph_takes_the_mark_when_it_gets_the_keyboard(space: Workspace, show: Show) -> None:
    made = RolesPart(space)
    graph = view(made)
    graph._current = ""
    show(made, 1100, 640)
    graph.setFocus()
    QApplication.processEvents()
    assert graph.current_role
