"""The role graph as an instrument: finding a role, and reading all about it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QToolButton

from eopbuilder.rolegraph.dependencies import links_of, reach
from tests.gui.screen import button, labels, named, wait_for_jobs
from ui.dialogs.shortcuts import SHORTCUT_WORDS
from ui.widgets import graph_links, graph_search
from ui.widgets.graph_items import Mark
from ui.widgets.role_focus_card import RoleFocusCard
from ui.widgets.role_graph_panel import RoleGraphPanel
from ui.widgets.role_graph_view import RoleGraphView
from ui.wizard.roles_part import RolesPart
from ui.workspace import Workspace

Show = Callable[..., None]
FIELD = "Find a role or a person in the graph"


@pytest.fixture
def page(sample_space: Workspace, show: Show) -> RolesPart:
    """The roles page of the sample school, wide enough for the card."""
    made = RolesPart(sample_space)
    show(made, 1700, 800)
    wait_for_jobs(sample_space)
    return made


@pytest.fixture
def panel(page: RolesPart) -> RoleGraphPanel:
    return page._graph


@pytest.fixture
def view(panel: RoleGraphPanel) -> RoleGraphView:
    return panel.view


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What assistive technology is told."""
    words: list[str] = []
    for module in (graph_search, graph_links):
        monkeypatch.setattr(module, "announce", lambda _widget, said: words.append(said))
    return words


def card(panel: RoleGraphPanel) -> RoleFocusCard:
    return next(one for one in panel.findChildren(RoleFocusCard) if one.isVisible())


def choose(page: RolesPart, role: str) -> None:
    page._graph.choose_role(role)
    QApplication.processEvents()


# --- finding --------------------------------------------------------------------------------------------------------


def test_hits_are_marked_and_enter_goes_from_one_to_the_next(
    page: RolesPart, panel: RoleGraphPanel, view: RoleGraphView, heard: list[str]
) -> None:
    field = named(panel, QLineEdit, FIELD)
    QTest.keyClicks(field, "section chief")
    hits = [role for role in view.roles if "section chief" in panel._title_of(role).lower()]
    assert len(hits) > 2
    assert view.marked(Mark.FOUND) == frozenset(hits)
    assert panel._search.sentence == f"{len(hits)} found; Enter goes to the first."
    seen = []
    for _ in hits:
        QTest.keyClick(field, Qt.Key.Key_Return)
        seen.append(view.current_role)
        assert panel._search.sentence == f"{len(seen)} of {len(hits)}: {panel._title_of(seen[-1])}"
        assert heard[-1] == panel._search.sentence
    assert sorted(seen) == sorted(hits)
    assert named(page, QListWidget, "Roles").currentItem().text().startswith(panel._title_of(seen[-1]))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert view.current_role == seen[0]
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.current_role == seen[-1]


def test_a_person_leads_to_every_role_they_hold(
    panel: RoleGraphPanel, view: RoleGraphView, sample_space: Workspace
) -> None:
    person = sample_space.plan.primary("role-ic")
    assert person is not None
    QTest.keyClicks(named(panel, QLineEdit, FIELD), person.name)
    held = {one.role for one in sample_space.plan.assignments if one.person == person.id}
    assert view.marked(Mark.FOUND) == held & set(view.roles)
    assert "role-ic" in view.marked(Mark.FOUND)


def test_no_hit_is_a_sentence_and_escape_ends_the_search(
    panel: RoleGraphPanel, view: RoleGraphView, heard: list[str]
) -> None:
    field = named(panel, QLineEdit, FIELD)
    QTest.keyClicks(field, "zeppelin")
    before = view.current_role
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert "“zeppelin”" in panel._search.sentence
    assert heard[-1] == panel._search.sentence
    assert view.current_role == before
    assert view.marked(Mark.FOUND) == frozenset()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == panel._search.sentence == ""


def test_a_mark_is_a_word_and_an_outline_not_only_a_colour(panel: RoleGraphPanel, view: RoleGraphView) -> None:
    plain = view.box_of("role-ic").words()
    unmarked = view.grab().toImage()
    QTest.keyClicks(named(panel, QLineEdit, FIELD), "incident commander")
    assert view.box_of("role-ic").words() == f"{plain}, found"
    assert view.grab().toImage() != unmarked


def test_control_f_starts_a_search(panel: RoleGraphPanel, view: RoleGraphView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert named(panel, QLineEdit, FIELD).hasFocus()


# --- the card -------------------------------------------------------------------------------------------------------


def test_the_card_says_all_about_the_chosen_role(
    page: RolesPart, panel: RoleGraphPanel, sample_space: Workspace
) -> None:
    choose(page, "role-ic")
    person = sample_space.plan.primary("role-ic")
    assert person is not None
    text = card(panel).toPlainText()
    assert card(panel).accessibleName() == "About Incident Commander"
    for words in (person.name, person.best_phone, *sample_space.pack.roles["role-ic"].duties, "Hands over to"):
        assert words
        assert words in text
    choose(page, "role-br-reunify")
    text = card(panel).toPlainText()
    assert "Needs\n" in text
    assert "Depends on, directly or through others" in text


def test_the_card_has_headings_and_lists_and_can_be_selected(page: RolesPart, panel: RoleGraphPanel) -> None:
    choose(page, "role-br-reunify")
    document = card(panel).document()
    levels, lists = set(), 0
    block = document.begin()
    while block.isValid():
        levels.add(block.blockFormat().headingLevel())
        lists += block.textList() is not None
        block = block.next()
    assert levels == {0, 2, 3}
    assert lists > 3
    card(panel).selectAll()
    assert card(panel).textCursor().hasSelection()


def test_the_card_follows_the_keys_in_the_drawing(panel: RoleGraphPanel, view: RoleGraphView) -> None:
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Home)
    QTest.keyClick(view, Qt.Key.Key_Down)
    assert card(panel).accessibleName() == f"About {panel._title_of(view.current_role)}"


def test_the_mouse_is_told_the_same_in_short(view: RoleGraphView, sample_space: Workspace) -> None:
    person = sample_space.plan.primary("role-ic")
    assert person is not None
    tip = view.box_of("role-ic").toolTip()
    assert person.name in tip
    assert str(person.best_phone) in tip


def test_the_card_stands_beside_or_is_left_out_until_it_is_asked_for(page: RolesPart, panel: RoleGraphPanel) -> None:
    details = button(panel, "Details")
    assert details.isChecked()
    page.resize(1100, 700)
    QApplication.processEvents()
    assert not details.isChecked()
    assert not [one for one in panel.findChildren(RoleFocusCard) if one.isVisible()]
    details.click()
    QApplication.processEvents()
    assert panel._split.orientation() is Qt.Orientation.Vertical
    assert card(panel).isVisible()
    page.resize(1700, 700)
    QApplication.processEvents()
    assert panel._split.orientation() is Qt.Orientation.Horizontal
    details.click()
    assert not [one for one in panel.findChildren(RoleFocusCard) if one.isVisible()]


# --- what depends on what -------------------------------------------------------------------------------------------

MARK = "Mark what the chosen role depends on and who depends on it"


def test_what_a_role_depends_on_stands_out(
    page: RolesPart, panel: RoleGraphPanel, view: RoleGraphView, sample_space: Workspace, heard: list[str]
) -> None:
    links = links_of(sample_space.plan, sample_space.pack, 3)
    role = next(one for one in view.roles if all((reach(links, one).upstream, reach(links, one).downstream)))
    found = reach(links, role)
    choose(page, role)
    named(panel, QToolButton, MARK).click()
    up, down = set(found.upstream) & set(view.roles), set(found.downstream) & set(view.roles)
    assert view.marked(Mark.UPSTREAM) == up
    assert view.marked(Mark.DOWNSTREAM) == down
    assert {one for one in view.roles if not view.box_of(one).dimmed} == {role} | up | down
    assert f"what {panel._title_of(role)} depends on ({len(found.upstream)})" in heard[-1]
    assert heard[-1] in labels(panel)
    assert all(view.box_of(one).words().endswith("needed") for one in up - down)
    assert all("needs it" in view.box_of(one).words() for one in down)


def test_the_marks_follow_the_role_and_a_key_takes_them_off(
    page: RolesPart, panel: RoleGraphPanel, view: RoleGraphView, sample_space: Workspace
) -> None:
    links = links_of(sample_space.plan, sample_space.pack, 3)
    with_needs = [one for one in view.roles if set(reach(links, one).upstream) & set(view.roles)]
    view.setFocus()
    choose(page, with_needs[0])
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    for role in with_needs:
        choose(page, role)
        assert view.marked(Mark.UPSTREAM) == set(reach(links, role).upstream) & set(view.roles)
    alone = next(one for one in view.roles if not reach(links, one).upstream and not reach(links, one).downstream)
    choose(page, alone)
    assert f"{panel._title_of(alone)} depends on nothing else, and nothing depends on it." in labels(panel)
    QTest.keyClick(view, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert view.marked(Mark.UPSTREAM) == view.marked(Mark.DOWNSTREAM) == frozenset()
    assert not any(view.box_of(one).dimmed for one in view.roles)


def test_the_keys_walk_along_dependencies_through_all_of_them_and_back(
    page: RolesPart, panel: RoleGraphPanel, view: RoleGraphView, sample_space: Workspace, heard: list[str]
) -> None:
    links = links_of(sample_space.plan, sample_space.pack, 3)
    role = max(view.roles, key=lambda one: len({r.target for r in links.of(one)} & set(view.roles)))
    needed = list(dict.fromkeys(one.target for one in links.of(role) if one.target in view.roles))
    assert len(needed) > 2
    choose(page, role)
    view.setFocus()
    reached = []
    for _ in range(len(needed) + 1):
        QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        reached.append(view.current_role)
        assert heard[-1].startswith(panel._title_of(role))
        assert panel._title_of(view.current_role) in heard[-1]
        assert heard[-1] in labels(panel)
        QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        assert view.current_role == role
    assert reached == [*needed, needed[0]]
    assert named(page, QListWidget, "Roles").currentItem().text().startswith(panel._title_of(role))


def test_where_no_dependency_leads_on_that_is_said(
    page: RolesPart, panel: RoleGraphPanel, view: RoleGraphView, sample_space: Workspace, heard: list[str]
) -> None:
    links = links_of(sample_space.plan, sample_space.pack, 3)
    alone = next(one for one in view.roles if not links.of(one) and not links.to(one))
    choose(page, alone)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1] == f"{panel._title_of(alone)} needs nothing that is drawn here."
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert heard[-1] == f"Nothing drawn here needs {panel._title_of(alone)}."
    assert view.current_role == alone


def test_the_keys_of_the_graph_are_in_the_list_of_shortcuts(view: RoleGraphView) -> None:
    for keys in ("Ctrl+F", "Ctrl+Right, Ctrl+Left", "Ctrl+D"):
        assert keys in SHORTCUT_WORDS
        assert keys in view.whatsThis() or keys != "Ctrl+Right, Ctrl+Left"
