"""The drawing of the dependencies beside the chart, and saving what is seen."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QFileDialog, QLineEdit, QListWidget, QTabWidget, QToolButton

from eopbuilder.rolegraph.dependencies import Links, links_of, reach
from eopbuilder.rolegraph.pictures import ChartPicture, DependencyPicture
from tests.gui.screen import button, labels, named, plain, wait_for_jobs
from ui.jobs import Progress
from ui.settings import Look
from ui.theme import theme
from ui.widgets import graph_saving
from ui.widgets.graph_items import Mark
from ui.widgets.role_graph_panel import RoleGraphPanel
from ui.widgets.role_graph_view import RoleGraphView
from ui.wizard.roles_part import RolesPart
from ui.workspace import Workspace

Show = Callable[..., None]
REACH = "How much of the dependencies to draw"
DIRECTOR = "role-br-reunify"


@pytest.fixture
def page(sample_space: Workspace, show: Show) -> RolesPart:
    """The roles page of the sample school with the dependencies in front."""
    made = RolesPart(sample_space)
    show(made, 1700, 900)
    wait_for_jobs(sample_space)
    tabs = made._graph.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentIndex(1)
    choose(made, DIRECTOR)
    return made


@pytest.fixture
def panel(page: RolesPart) -> RoleGraphPanel:
    return page._graph


@pytest.fixture
def links(sample_space: Workspace) -> Links:
    return links_of(sample_space.plan, sample_space.pack, 3)


def choose(page: RolesPart, role: str) -> None:
    page._graph.choose_role(role)
    wait_for_jobs(page._workspace)


def view(panel: RoleGraphPanel) -> RoleGraphView:
    return panel._dependencies.view


def around(links: Links, role: str) -> set[str]:
    return {role, *(one.target for one in links.of(role)), *(one.source for one in links.to(role))}


def test_the_chosen_role_stands_among_what_it_is_linked_to(
    page: RolesPart, panel: RoleGraphPanel, links: Links
) -> None:
    assert set(view(panel).roles) == around(links, DIRECTOR)
    assert view(panel).current_role == DIRECTOR
    choose(page, "role-ic")
    assert set(view(panel).roles) == around(links, "role-ic")
    assert "Incident Commander" in view(panel).accessibleDescription()


def test_more_steps_and_everything_can_be_drawn(page: RolesPart, panel: RoleGraphPanel, links: Links) -> None:
    box = named(panel, QComboBox, REACH)
    near = set(view(panel).roles)
    box.setCurrentIndex(1)
    wait_for_jobs(page._workspace)
    assert near < set(view(panel).roles)
    box.setCurrentIndex(2)
    wait_for_jobs(page._workspace)
    assert set(view(panel).roles) == {end for one in links.relations for end in (one.source, one.target)}
    choose(page, "role-ic")
    assert view(panel).current_role == "role-ic"


def test_a_step_along_a_dependency_puts_it_into_the_middle_and_back(
    page: RolesPart, panel: RoleGraphPanel, links: Links
) -> None:
    needed = list(dict.fromkeys(one.target for one in links.of(DIRECTOR)))
    view(panel).setFocus()
    reached = []
    for _ in needed:
        QTest.keyClick(view(panel), Qt.Key.Key_Right, Qt.KeyboardModifier.ControlModifier)
        wait_for_jobs(page._workspace)
        reached.append(view(panel).current_role)
        assert set(view(panel).roles) == around(links, reached[-1])
        QTest.keyClick(view(panel), Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
        wait_for_jobs(page._workspace)
        assert view(panel).current_role == DIRECTOR
    assert reached == needed
    assert any(one not in page._workspace.pack.roles for one in reached)


def test_arrow_keys_go_to_the_nearest_box(page: RolesPart, panel: RoleGraphPanel, links: Links) -> None:
    role = next(one for one in links.outgoing if links.to(one) and links.of(one))
    choose(page, role)
    view(panel).setFocus()
    QTest.keyClick(view(panel), Qt.Key.Key_Right)
    assert view(panel).current_role in {one.target for one in links.of(role)}
    wait_for_jobs(page._workspace)


def test_marks_come_back_on_a_new_drawing(page: RolesPart, panel: RoleGraphPanel, links: Links) -> None:
    named(panel, QToolButton, "Mark what the chosen role depends on and who depends on it").click()
    for role in (DIRECTOR, "role-ops-account"):
        choose(page, role)
        found = reach(links, role)
        assert view(panel).marked(Mark.UPSTREAM) == set(found.upstream) & set(view(panel).roles)
        assert view(panel).marked(Mark.DOWNSTREAM) == set(found.downstream) & set(view(panel).roles)


def test_what_is_no_role_is_found_here_and_shown_on_the_card(page: RolesPart, panel: RoleGraphPanel) -> None:
    field = named(panel, QLineEdit, "Find a role or a person in the graph")
    QTest.keyClicks(field, "notification room")
    QTest.keyClick(field, Qt.Key.Key_Return)
    wait_for_jobs(page._workspace)
    assert panel._title_of(view(panel).current_role) == "Notification room"
    assert panel._card.accessibleName() == "About Notification room"
    assert not button(panel, "Reports to…").isEnabled()
    assert named(page, QListWidget, "Roles").currentItem() is not None


def test_zoom_and_look_reach_this_drawing(page: RolesPart, panel: RoleGraphPanel) -> None:
    before = view(panel).transform().m11()
    named(panel, QToolButton, "Zoom in").click()
    assert view(panel).transform().m11() > before
    assert not button(panel, "Dependency lines").isEnabled()
    theme().wear(Look("dark"))
    wait_for_jobs(page._workspace)
    assert view(panel).backgroundBrush().color() == theme().color("surface")


# --- saving what is seen --------------------------------------------------------------------------------------------


def save(panel: RoleGraphPanel, words: str) -> None:
    more = named(panel, QToolButton, "More for the chosen role and the drawing")
    more.menu().aboutToShow.emit()
    next(one for one in more.menu().actions() if words in plain(one.text())).trigger()


def answer(monkeypatch: pytest.MonkeyPatch, target: Path | None) -> list[str]:
    suggested: list[str] = []

    def choose_file(_parent: object, _title: str, suggestion: str, _filter: str) -> tuple[str, str]:
        suggested.append(suggestion)
        return (str(target) if target else "", "")

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose_file)
    return suggested


@pytest.mark.parametrize(
    ("words", "ending", "begins"), [("SVG", ".svg", b"<?xml"), ("PNG", ".png", b"\x89PNG"), ("PDF", ".pdf", b"%PDF")]
)
def test_what_is_seen_is_written(
    page: RolesPart, panel: RoleGraphPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: str, ending: str,
    begins: bytes,
) -> None:  # fmt: skip
    suggested = answer(monkeypatch, tmp_path / "seen")
    save(panel, words)
    wait_for_jobs(page._workspace)
    assert suggested[0].endswith(ending)
    assert Path(suggested[0]).parent == page._workspace.session.path.parent
    assert (tmp_path / f"seen{ending}").read_bytes().startswith(begins)
    assert f"seen{ending} was written to {tmp_path}." in labels(panel)


def test_the_file_shows_the_tab_the_level_and_the_folded_branches(
    page: RolesPart, panel: RoleGraphPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert panel.picture == DependencyPicture(3, DIRECTOR, 1)
    answer(monkeypatch, tmp_path / "around.svg")
    save(panel, "SVG")
    wait_for_jobs(page._workspace)
    tabs = panel.findChild(QTabWidget)
    assert tabs is not None
    tabs.setCurrentIndex(0)
    panel._on_fold_wanted("role-log", True)
    button(panel, "Dependency lines").menu().actions()[0].trigger()
    wait_for_jobs(page._workspace)
    assert panel.picture == ChartPicture(3, frozenset({"needs"}), frozenset({"role-log"}))
    answer(monkeypatch, tmp_path / "chart.svg")
    save(panel, "SVG")
    wait_for_jobs(page._workspace)
    for name, drawn in (("around.svg", view(panel)), ("chart.svg", panel.view)):
        ids = {one.get("id") for one in ElementTree.parse(tmp_path / name).iter() if one.get("id")}
        assert {one for one in ids if one and one.startswith("node-")} == {f"node-{role}" for role in drawn.roles}


def test_no_name_writes_nothing_and_a_failure_is_told(
    page: RolesPart, panel: RoleGraphPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    troubles: list[Exception] = []
    page._workspace.trouble.connect(troubles.append)
    answer(monkeypatch, None)
    save(panel, "SVG")
    assert not page._workspace.jobs.busy
    answer(monkeypatch, tmp_path / "no such folder" / "x.svg")
    save(panel, "SVG")
    wait_for_jobs(page._workspace)
    assert len(troubles) == 1
    assert "Nothing was written." in labels(panel)


def test_saving_can_be_cancelled(
    page: RolesPart, panel: RoleGraphPanel, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    go_on = threading.Event()

    def slow(*_content: object, progress: Progress) -> None:
        go_on.wait(10)
        progress(0.5)

    monkeypatch.setattr(graph_saving, "export_picture", slow)
    answer(monkeypatch, tmp_path / "x.svg")
    save(panel, "SVG")
    QApplication.processEvents()
    assert "Writing x.svg…" in labels(panel)
    button(panel, "Cancel").click()
    go_on.set()
    wait_for_jobs(page._workspace)
    assert "Saving was cancelled. An older file was left as it was." in labels(panel)
    assert not list(tmp_path.glob("x.svg"))
