"""A page says truthfully how far it has come."""

from __future__ import annotations

import pytest

from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agreement, Answer, Hazard, Person, PlanInfo, Record, RoleSetting, School, Site
from eopbuilder.packs import load_pack
from eopbuilder.planning.completeness import NOT_FACTS, Progress, StepState, progress, step_states

PACK = load_pack("k12-federal")


def plan_of(*records: Record, **school: str) -> Plan:
    return Plan.of(PlanInfo(id="plan", title="Plan", school_year="2026-2027"), School(id="school", **school), records)


def finding(step: str, severity: Severity = Severity.WARNING, code: str = "V-RU-05") -> Finding:
    return Finding(code, severity, Where(step=step), "message", "remedy")


ASKING = sum(
    not step.is_fast_lane and any(part.questions or part.editor not in NOT_FACTS for part in step.parts)
    for step in PACK.steps
)
"""How many pages ask for facts and so count towards the progress of a plan."""
UNANSWERED = ("V-Q-01", Severity.ERROR)
SITES = plan_of(Site(id="s", name="Chapel"))


def test_a_new_plan_has_not_started_anywhere() -> None:
    states = step_states(plan_of(), PACK, [finding("sites", Severity.ERROR)])
    assert list(states) == [step.id for step in PACK.steps]
    assert {state.state for step, state in states.items() if step != "start"} == {"empty"}
    assert states["sites"].words == "Not started"
    assert progress(states) == Progress(0, ASKING)


@pytest.mark.parametrize(
    ("findings", "state", "words"),
    [
        ([], "complete", "Complete"),
        ([finding("sites", Severity.NOTE)], "complete", "Complete"),
        ([finding("sites")], "warnings", "1 warning"),
        ([finding("sites"), finding("sites")], "warnings", "2 warnings"),
        ([finding("sites"), finding("sites", UNANSWERED[1], UNANSWERED[0])], "started", "Started, 1 answer to go"),
        ([finding("sites", UNANSWERED[1], UNANSWERED[0])] * 3, "started", "Started, 3 answers to go"),
        ([finding("sites", Severity.ERROR), finding("sites")], "errors", "1 error"),
        (
            [finding("sites", Severity.ERROR)] * 2 + [finding("sites", UNANSWERED[1], UNANSWERED[0])],
            "errors", "2 errors",
        ),
        ([finding("people", Severity.ERROR), finding("nowhere")], "complete", "Complete"),
    ],
)  # fmt: skip
def test_the_state_of_a_page_someone_worked_on(findings: list[Finding], state: str, words: str) -> None:
    told = step_states(SITES, PACK, findings)["sites"]
    assert (told.state, told.words) == (state, words)


@pytest.mark.parametrize(
    ("plan", "step"),
    [
        (plan_of(name="Cedar Hollow"), "school"),
        (plan_of(Answer(id="q-bp-hazards", value=("Storms",))), "hazards"),
        (plan_of(Hazard(id="h", hazard="hz-fire")), "hazards"),
        (plan_of(Person(id="p")), "people"),
        (plan_of(RoleSetting(id="role-pio", opens_at="3")), "roles"),
        (SITES, "sites"),
        (plan_of(Answer(id="q-ru-4c", not_applicable={"value": "x"})), "reunification"),
        (plan_of(Answer(id="q-nt-3a", value="Yes, by strobes")), "notification"),
        (plan_of(Answer(id="q-mh-4", not_applicable={"value": "x"})), "mental-health"),
    ],
)
def test_one_fact_starts_its_own_page_and_no_other(plan: Plan, step: str) -> None:
    states = step_states(plan, PACK, [])
    assert [one for one, state in states.items() if state.counts and state.state != "empty"] == [step]
    assert progress(states) == Progress(1, ASKING)


def test_an_agreement_does_not_tell_which_of_its_pages_was_worked_on() -> None:
    states = step_states(plan_of(Agreement(id="a")), PACK, [])
    assert not [one for one, state in states.items() if state.counts and state.state != "empty"]


def test_the_review_gathers_everything_once_anything_is_entered() -> None:
    findings = [finding("sites", Severity.ERROR), finding("people")]
    assert step_states(plan_of(), PACK, findings)["review"].state == "empty"
    review = step_states(SITES, PACK, findings)["review"]
    assert (review.state, review.errors, review.warnings, review.counts) == ("errors", 1, 1, False)
    assert step_states(plan_of(name="x"), PACK, [])["review"].state == "complete"


def test_progress_counts_pages_with_warnings_as_done() -> None:
    states = {
        "a": StepState("complete", 0, 0, 0, True),
        "b": StepState("warnings", 0, 0, 1, True),
        "c": StepState("errors", 0, 1, 0, True),
        "d": StepState("started", 1, 0, 0, True),
        "e": StepState("complete", 0, 0, 0, False),
    }
    assert progress(states).words == "2 of 4 steps complete"
