"""The sample school fits its pack, has the gaps its team has, and takes nobody's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from eopbuilder import assets
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning import library, operations, sample
from eopbuilder.planning.data_merge import DataReport, Rejection


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


def test_the_sample_names_no_real_place_of_contact() -> None:
    text = assets.read_text("resources/sample/maple-ridge.json")
    assert ".example" in text
    assert not [word for word in text.split('"') if "@" in word and not word.endswith(".example")]
    assert all("555-01" in word for word in text.split('"') if word.startswith("(505)"))


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
