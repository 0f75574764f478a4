"""How far each step of the wizard has come, told truthfully."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from eopbuilder.domain.catalogue import Pack, Step
from eopbuilder.domain.facts import Fact, Unknown
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agreement, Assignment, RoleSetting, School, field_specs
from eopbuilder.domain.rules.questions import UNANSWERED

State = Literal["empty", "started", "errors", "warnings", "complete"]
NOT_FACTS = {"review", "export", "plan", "requirements", "section-texts", "annexes", "hazard-choice"}
_SHARED = {Agreement.TABLE}
"""Lists shown on several pages: they do not tell which page was worked on."""


@dataclass(frozen=True)
class StepState:
    """The state of one step. `open` counts required facts still missing; `errors` and `warnings` other findings."""

    state: State
    open: int
    errors: int
    warnings: int
    counts: bool
    """Whether the step asks for facts at all, and so counts towards the progress of the plan."""

    @property
    def words(self) -> str:
        """The state in a few words."""
        if self.state == "empty":
            return "Not started"
        if self.state == "errors":
            return _count(self.errors, "error")
        if self.state == "started":
            return f"Started, {_count(self.open, 'answer')} to go"
        if self.state == "warnings":
            return _count(self.warnings, "warning")
        return "Complete"


@dataclass(frozen=True)
class Progress:
    """How many of the steps that ask for facts are complete; warnings do not keep a step from being complete."""

    complete: int
    total: int

    @property
    def words(self) -> str:
        return f"{self.complete} of {self.total} steps complete"


def step_states(plan: Plan, pack: Pack, findings: Iterable[Finding]) -> dict[str, StepState]:
    """The state of every step, from the facts entered and the findings of a review."""
    by_step: dict[str, list[Finding]] = {step.id: [] for step in pack.steps}
    everything = list(findings)
    for finding in everything:
        if finding.where.step in by_step:
            by_step[finding.where.step].append(finding)
    return {step.id: _step_state(plan, pack, step, by_step[step.id], everything) for step in pack.steps}


def progress(states: dict[str, StepState]) -> Progress:
    """The progress of the whole plan."""
    counted = [state for state in states.values() if state.counts]
    return Progress(sum(state.state in {"complete", "warnings"} for state in counted), len(counted))


def _step_state(plan: Plan, pack: Pack, step: Step, own: list[Finding], everything: list[Finding]) -> StepState:
    if step.is_fast_lane:
        return _fast_lane_state(plan, pack, step)
    reviews = any(part.editor == "review" for part in step.parts)
    findings = everything if reviews else own
    open_facts = sum(finding.code == UNANSWERED.code for finding in findings)
    errors = sum(finding.severity is Severity.ERROR for finding in findings) - open_facts
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    counts = any(part.questions or part.editor not in NOT_FACTS for part in step.parts)
    started = _is_started(plan, pack, step) if counts else reviews and _anything_entered(plan)
    state: State = "empty"
    if started:
        state = "errors" if errors else "started" if open_facts else "warnings" if warnings else "complete"
    return StepState(state, open_facts, errors, warnings, counts)


def _fast_lane_state(plan: Plan, pack: Pack, step: Step) -> StepState:
    """A fast lane is as far as what it asks; the pages that ask it in full count towards the plan's progress."""
    asked = [name for part in step.parts for name in part.asks]
    open_facts = sum(isinstance(asked_fact(plan, pack, name), Unknown) for name in asked)
    state: State = "empty" if open_facts == len(asked) else "started" if open_facts else "complete"
    return StepState(state, open_facts, 0, 0, counts=False)


def asked_fact(plan: Plan, pack: Pack, name: str) -> Fact:
    """What is known of a question, or of a field such as `school.name`, that a fast lane asks."""
    table, dot, field = name.partition(".")
    return plan.records(table)[0].fact(field) if dot else plan.answer(pack.questions[name])


def _is_started(plan: Plan, pack: Pack, step: Step) -> bool:
    for part in step.parts:
        if any(not isinstance(plan.answer(pack.questions[one]), Unknown) for one in part.questions):
            return True
        if part.editor == "school":
            if any(not isinstance(plan.school.fact(spec.name), Unknown) for spec in field_specs(School)):
                return True
        elif part.editor == "roles":
            if plan.records(Assignment.TABLE) or plan.records(RoleSetting.TABLE):
                return True
        elif part.editor not in NOT_FACTS | _SHARED and plan.records(part.editor):
            return True
    return False


def _anything_entered(plan: Plan) -> bool:
    school = any(not isinstance(plan.school.fact(spec.name), Unknown) for spec in field_specs(School))
    return school or any(plan.lists.values())


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
