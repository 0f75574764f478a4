"""Saved scenarios: what they mean, what they answer, and the exercise they are printed as."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from eopbuilder.domain.hours import Moment
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Provider, Scenario
from eopbuilder.errors import UserFixable
from eopbuilder.planning.exporting_exercise import export_exercise
from eopbuilder.planning.scenarios import case_of, read_case, report_on
from eopbuilder.rolegraph.case import Case
from tests.document.schools import AS_OF, PACK, crowded_school, sample_school
from tests.render.pdf_reading import read_pdf


def scenario(**facts: Any) -> Scenario:
    return Scenario(id="one", name=facts.pop("name", "The principal is away"), **facts)


def test_a_scenario_means_what_it_names_as_far_as_the_plan_has_it() -> None:
    plan = sample_school()
    found = case_of(
        plan,
        PACK,
        scenario(
            level="2",
            day="Fri",
            time="7 pm",
            absent=("person-uma-jackson",),
            lost_sites=("site-grace", "gone"),
            lost_channels=("channel-pa",),
            lost_systems=("power",),
            lost_providers=tuple(one.id for one in plan.providers[:1]),
            lost_agencies=tuple(one.id for one in plan.agencies[:1]),
        ),
    )
    lost = {"site:site-grace", "channel:channel-pa", "system:power"}
    lost |= {f"{Provider.NOUN}:{one.id}" for one in plan.providers[:1]}
    lost |= {f"{Agency.NOUN}:{one.id}" for one in plan.agencies[:1]}
    assert found == Case(2, frozenset({"person-uma-jackson"}), Moment(4, 19 * 60), frozenset(lost))
    assert case_of(plan, PACK, scenario()) == Case(3)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"day": "Mon"}, "a day without a time says too little"),
        ({"time": "18:30"}, "a time without a day says too little"),
        ({"day": "Mon", "time": "after lunch"}, "“after lunch” is not a time of day"),
    ],
)
def test_a_time_that_is_none_is_explained(facts: dict[str, str], why: str) -> None:
    with pytest.raises(UserFixable) as refused:
        report_on(sample_school(), PACK, AS_OF, scenario(**facts))
    assert why in str(refused.value)


def test_losses_are_found_by_id_by_name_and_by_what_channels_hang_on() -> None:
    plan = sample_school()
    words = ["site:site-grace", "Public address system", "Power", "system:internet", "tip-line", "channel-text"]
    case = read_case(plan, PACK, absent=["uma  jackson"], at="", lost=words, level="")
    assert case.lost == {
        "site:site-grace", "channel:channel-pa", "system:power", "system:internet", "tip-line", "channel:channel-text",
    }  # fmt: skip
    assert case.absent == {"person-uma-jackson"}
    assert case.level == 3


def test_a_name_two_people_have_is_refused() -> None:
    plan = sample_school()
    twin = [*plan.people, plan.people[0].__class__(id="twin", given_name="Uma", family_name="Jackson")]
    with pytest.raises(UserFixable, match="could mean 2 different people"):
        read_case(plan.with_list("people", twin), PACK, absent=["Uma Jackson"], at="", lost=[], level="")


def test_the_sample_has_scenarios_that_answer_something() -> None:
    plan = sample_school()
    reports = {one.id: report_on(plan, PACK, AS_OF, one) for one in plan.all(Scenario)}
    assert len(reports) >= 3
    assert reports["scenario-principal"].sections[0].heading == "Who steps up"
    evening = {one.heading: one.lines for one in reports["scenario-evening"].sections}
    assert any("Uma Jackson and Zoë Park are not on site" in line for line in evening["Nobody is there for"])
    assert evening["Every annex"][0].startswith("Nobody is there to act as Incident Commander")
    assert any("have no hours entered" in line or "has no hours entered" in line for line in evening["Please note"])
    assert reports["scenario-evening"].fixes


@pytest.mark.parametrize("school", [sample_school, crowded_school])
@pytest.mark.parametrize("ending", [".pdf", ".docx", ".txt"])
def test_an_exercise_is_one_page_and_the_answers(tmp_path: Path, school: type[Plan], ending: str) -> None:
    plan = school()
    absent = tuple(one.id for one in plan.people[:3])
    asked = scenario(
        story="It is noon.\nThe phone rings.", absent=absent, day="Tue", time="18:30", lost_systems=("power",)
    )
    result = export_exercise(plan, PACK, AS_OF, asked, tmp_path / f"exercise{ending}")
    assert result.path.stat().st_size > 1000
    if ending == ".pdf":
        starts = {title: page for _level, title, page in read_pdf(result.path.read_bytes()).bookmarks}
        assert starts["The principal is away"] == 0
        assert starts["For whoever leads: what the plan answers"] == 1
    if ending == ".txt":
        text = result.path.read_text(encoding="utf-8")
        assert "The phone rings." in text
        assert "Who is in charge now, and" in text
        assert "It is Tuesday 18:30." in text


def test_an_exercise_where_nothing_changes_says_so(tmp_path: Path) -> None:
    target = tmp_path / "exercise.txt"
    export_exercise(crowded_school(), PACK, AS_OF, scenario(level="1"), target)
    text = target.read_text(encoding="utf-8")
    assert "Nothing changes: everything that works without this case works in it." in text
    assert "Nothing more: everybody is there and everything works." in text


@pytest.mark.parametrize(("name", "why"), [("a.odt", "“.odt” is not a format"), ("a", "its name has no ending")])
def test_an_exercise_of_another_format_is_refused(tmp_path: Path, name: str, why: str) -> None:
    with pytest.raises(UserFixable) as refused:
        export_exercise(sample_school(), PACK, AS_OF, scenario(), tmp_path / name)
    assert why in str(refused.value)
    assert not (tmp_path / name).exists()
