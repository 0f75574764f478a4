"""The What If page: a scenario is tried out as it is edited, leads to what closes it, and is printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.records import Scenario
from eopbuilder.planning import operations
from tests.gui.conftest import Said
from tests.gui.screen import button, labels, wait_for_jobs
from ui.wizard.scenarios_part import ScenariosPart
from ui.workspace import Workspace

Show = Callable[..., None]


@pytest.fixture
def page(sample_space: Workspace, show: Show) -> ScenariosPart:
    """The page of the sample school, its first scenario chosen."""
    made = ScenariosPart(sample_space)
    show(made, 1000, 900)
    wait_for_jobs(sample_space)
    QApplication.processEvents()
    return made


def told(page: ScenariosPart, space: Workspace) -> str:
    wait_for_jobs(space)
    QApplication.processEvents()
    return "\n".join(labels(page.outcome))


def test_the_chosen_scenario_is_answered(page: ScenariosPart, sample_space: Workspace) -> None:
    assert "Zoë Park acts as Incident Commander in place of Uma Jackson." in told(page, sample_space)
    page.records.choose("scenario-evening")
    words = told(page, sample_space)
    assert "Open: Nobody is there for" in words
    assert "It is Tuesday 18:30" in words


def test_an_edit_changes_the_answer_at_once(page: ScenariosPart, sample_space: Workspace) -> None:
    session = sample_space.session
    operations.set_fact(
        session,
        table="scenarios",
        record="scenario-principal",
        field="absent",
        value=["person-uma-jackson", "person-zoe-park"],
    )
    assert "Incident Commander: Uma Jackson and Zoë Park are away." in told(page, sample_space)
    operations.set_fact(session, table="scenarios", record="scenario-principal", field="day", value="Mon")
    assert "a day without a time says too little" in told(page, sample_space)


def test_a_fix_leads_to_its_page(page: ScenariosPart, sample_space: Workspace) -> None:
    page.records.choose("scenario-evening")
    told(page, sample_space)
    chosen: list[Finding] = []
    page.finding_chosen.connect(chosen.append)
    go = next(one for one in page.outcome.findChildren(QPushButton) if "Incident Commander" in one.accessibleName())
    go.click()
    (finding,) = chosen
    assert (finding.where.step, finding.where.record) == ("roles", "roles:role-ic")
    assert page.show_finding(finding) is False


def test_a_finding_about_a_scenario_chooses_it(page: ScenariosPart) -> None:
    where = Where("what-if", "scenarios:scenario-church", "name")
    assert page.show_finding(Finding("", Severity.NOTE, where, "", ""))
    assert page.records.current == "scenario-church"


def test_a_scenario_is_printed(
    page: ScenariosPart, sample_space: Workspace, said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "exercise"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), "Word document (*.docx)"))
    button(page, "Print as an exercise…").click()
    wait_for_jobs(sample_space)
    QApplication.processEvents()
    assert (tmp_path / "exercise.docx").exists()
    assert any("exercise.docx was written" in words for _title, words in said.told)


def test_without_scenarios_there_is_nothing_to_print(space: Workspace, show: Show) -> None:
    page = ScenariosPart(space)
    show(page, 900, 700)
    assert not button(page, "Print as an exercise…").isEnabled()
    assert not page.outcome.isVisibleTo(page)
    operations.add_record(space.session, table=Scenario.TABLE, values={"name": "A case"})
    wait_for_jobs(space)
    QApplication.processEvents()
    assert button(page, "Print as an exercise…").isEnabled()
    assert "Level 3" in told(page, space)
