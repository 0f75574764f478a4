"""The sample school fits its pack, has the gaps its team has or none, and takes nobody's file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from eopbuilder import assets
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import Unknown
from eopbuilder.domain.findings import Severity
from eopbuilder.domain.records import RECORD_TYPES, Scenario, field_specs
from eopbuilder.domain.requirements import Status
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning import exporting, library, operations, requirements, sample
from eopbuilder.planning.data_merge import DataReport, Rejection
from eopbuilder.planning.review import review
from eopbuilder.planning.session import Session

FINISHED_ON = date(2026, 11, 26)
MISSING_MARK = "▲"
DATA = ("resources/sample/maple-ridge.json", "resources/sample/maple-ridge-finished.json")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """The finished plan, to look at and not to change."""
    with sample.create_sample(tmp_path_factory.mktemp("finished") / "plan.eop", finished=True) as session:
        yield session


def test_the_sample_is_a_whole_school_with_gaps(tmp_path: Path) -> None:
    with sample.create_sample(tmp_path / "plan.eop") as session:
        plan = session.plan
        assert plan.school.name == "Maple Ridge Elementary School"
        assert len(plan.people) == 45
        assert plan.primary("role-ic") is not None
        assert plan.alternates("role-ic")
        assert any(site.capacity is None for site in plan.sites)
        assert any(agreement.state == "none" for agreement in plan.agreements)
        assert {answer.id for answer in plan.answers} < set(session.pack.questions)


@pytest.mark.parametrize("data", DATA)
def test_the_sample_names_no_real_place_of_contact(data: str) -> None:
    text = assets.read_text(data)
    assert ".example" in text
    assert not [word for word in text.split('"') if "@" in word and not word.endswith(".example")]
    assert all("555-01" in word for word in text.split('"') if word.startswith("(505)"))


def test_the_finished_plan_has_nothing_the_checks_call_an_error(finished: Session) -> None:
    findings = review(finished.plan, finished.pack, FINISHED_ON)
    assert not [one for one in findings if one.severity is Severity.ERROR]
    assert {one.code for one in findings if one.severity is Severity.WARNING} == {"V-MH-04"}


def test_the_finished_plan_meets_all_that_its_state_and_the_federal_guides_ask_but_a_radio(finished: Session) -> None:
    rules = requirements.packs_for(finished.plan)
    findings = review(finished.plan, finished.pack, FINISHED_ON)
    judged = requirements.judge(finished.plan, finished.pack, FINISHED_ON, findings, rules)
    open_ones = {one.requirement.id for one in judged if one.status not in {Status.MET, Status.NOT_APPLICABLE}}
    assert open_ones == {"ea-05", "ea-q-05-4"}
    assert len(judged) > 100


def test_the_finished_plan_answers_every_question(finished: Session) -> None:
    plan = finished.plan
    assert not [one.id for one in finished.pack.questions.values() if isinstance(plan.answer(one), Unknown)]
    assert not [
        f"{record.id}.{spec.name}"
        for table in ("plan", "school", *plan.lists)
        for record in plan.records(table)
        for spec in field_specs(RECORD_TYPES[table])
        if spec.required and table != "answers" and isinstance(record.fact(spec.name), Unknown)
    ]


def test_the_finished_plan_is_that_of_the_same_school(finished: Session, tmp_path: Path) -> None:
    with sample.create_sample(tmp_path / "plan.eop") as session:
        begun = session.plan
    assert finished.plan.info.status == "approved"
    assert {one.id for one in begun.people} < {one.id for one in finished.plan.people}
    assert finished.plan.images.items() > begun.images.items()
    assert finished.plan.all(Scenario) == begun.all(Scenario)
    assert finished.undo_label is None


@pytest.mark.parametrize("edition", Edition)
def test_every_edition_of_the_finished_plan_prints_without_a_gap(
    finished: Session, tmp_path: Path, edition: Edition
) -> None:
    written = exporting.export_plan(
        finished.plan, finished.pack, FINISHED_ON, tmp_path / "plan.txt", edition=edition
    ).path.read_text(encoding="utf-8")
    assert "Maple Ridge Elementary School" in written
    assert MISSING_MARK not in written
    assert ("Lena Ortiz" in written) == (edition in {Edition.FULL, Edition.RESPONDER})


def test_a_file_that_is_there_is_replaced_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "plan.eop"
    sample.create_sample(path).close()
    with pytest.raises(UserFixable):
        sample.create_sample(path)
    sample.create_sample(path, overwrite=True).close()
    assert library.open_for_reading(path).plan.school.name


def test_a_sample_that_does_not_fit_is_our_fault_and_holds_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = DataReport(0, 0, (Rejection("people[0]", "it says nothing"),))
    monkeypatch.setattr(sample, "import_data", lambda *_, **__: report)
    with pytest.raises(Bug, match="does not fit its pack"):
        sample.create_sample(tmp_path / "plan.eop")
    library.open_plan(tmp_path / "plan.eop").close()


def test_undo_starts_with_what_the_user_does(tmp_path: Path) -> None:
    with sample.create_sample(tmp_path / "plan.eop") as session:
        assert session.undo_label is None
        assert not session.undo()
        operations.set_fact(session, table="school", field="website", value="example.org")
        assert session.undo()
        assert session.plan.school.website is None
        assert session.plan.people
        session.redo()
        session.undo()
        session.start_history_here()
        assert session.redo_label is None
    with library.open_plan(tmp_path / "plan.eop") as again:
        assert again.undo_label is None
