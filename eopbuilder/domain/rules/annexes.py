"""Rules on annexes and hazards: goals, objectives, courses of action, scores, and what a plan may not leave out."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.domain.annexes import annex_goals, annexes
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.courses import PHASES, AnnexGoal, CourseOfAction, circle
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Hazard
from eopbuilder.domain.risk import missing_values, suggested_band
from eopbuilder.domain.rules.asking import editor_place, listed, lower_first
from eopbuilder.domain.rules.rule import Rule

BASIC_PLAN = "basic-plan"
_EMPTY = Rule("V-PL-02", Severity.ERROR, "Take it back into the plan; the program has words for it", "S08 v")
_PHASES = Rule("V-PL-03", Severity.ERROR, "Write a goal for each of before, during and after", "S08 v")
_CHAIN = Rule("V-PL-04", Severity.ERROR, "Write what is missing, or take the goal or objective out", "S08 v")
_OWNER = Rule("V-PL-05", Severity.ERROR, "Choose the role that does it", "S08 v")
_DETAILS = Rule("V-PL-06", Severity.WARNING, "Fill in when it starts, how long it takes and what is needed", "S08 v")
_CIRCLE = Rule("V-PL-07", Severity.ERROR, "Take one of the links out", "")
_TOO_LONG = Rule("V-PL-08", Severity.WARNING, "Find a quicker way, start earlier, or give it to more people", "S10 v")
_SCORE = Rule("V-PL-09", Severity.ERROR, "Choose the scale and fill in the values", "S09 v")
_OVERRIDE = Rule("V-PL-10", Severity.WARNING, "Write down why, or follow the suggestion", "")
_MANDATED = Rule("V-PL-11", Severity.ERROR, "Carry it forward; only whoever requires it can waive it", "S15 v")
_NOT_COVERED = Rule("V-PL-12", Severity.WARNING, "Choose the annexes that cover it, or write one", "S08 v")
_ACCESS = Rule(
    "V-PL-16", Severity.WARNING, "Add a step for people with access and functional needs or other languages", "S08 v"
)
_REGISTER = Rule(
    "V-PL-09", Severity.ERROR, "List what can happen here, score it and decide what to prepare for", "S08 v"
)
_BANDS = {"high": "high", "medium": "medium", "low": "low"}


def check_annexes(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-PL-02 to 12 and 16."""
    yield from _check_basic_plan(plan, pack)
    for section in annexes(plan, pack):
        yield from _check_annex(plan, pack, section)
    yield from _check_hazards(plan, pack)


def _check_basic_plan(plan: Plan, pack: Pack) -> Iterator[Finding]:
    for section in pack.sections:
        setting = plan.section_setting(section.id)
        if section.part == BASIC_PLAN and setting and setting.left_out:
            where = editor_place(pack, "section-texts", f"section_settings:{section.id}", "left_out", section.id)
            yield _EMPTY.finding(where, f"“{section.title}” is left out of the basic plan")


def _at(pack: Pack, section: Section, record: str = "", field: str = "") -> Where:
    return editor_place(pack, "annexes", record or f"sections:{section.id}", field, section.id)


def _check_annex(plan: Plan, pack: Pack, section: Section) -> Iterator[Finding]:
    goals = annex_goals(plan, pack, section)
    there = {goal.phase for goal in goals}
    lacking = [phase for phase in PHASES if phase not in there]
    if lacking:
        message = f"The annex “{section.title}” has no goal for {listed(lacking)}"
        yield _PHASES.finding(_at(pack, section), message)
    for goal in goals:
        yield from _check_goal(pack, section, goal)
    every = [course for goal in goals for course in goal.courses]
    loop = circle(every)
    if loop:
        names = {course.id: course.action for course in every}
        path = " → ".join(f"“{_short(names[one])}”" for one in loop)
        yield _CIRCLE.finding(
            _at(pack, section, f"courses:{loop[0]}", "after"), f"Courses of action wait for each other: {path}"
        )
    if not any(course.access for course in every):
        yield _ACCESS.finding(
            _at(pack, section), f"The annex “{section.title}” has no step for access and functional needs or languages"
        )


def _check_goal(pack: Pack, section: Section, goal: AnnexGoal) -> Iterator[Finding]:
    if not goal.objectives:
        message = f"The goal for “{goal.phase}” in “{section.title}” has no objective"
        yield _CHAIN.finding(_at(pack, section, f"goals:{goal.id}"), message)
    for objective in goal.objectives:
        if not objective.courses:
            message = f"No course of action serves the objective “{_short(objective.text)}” in “{section.title}”"
            yield _CHAIN.finding(_at(pack, section, f"objectives:{objective.id}"), message)
        for course in objective.courses:
            yield from _check_course(pack, section, course)


def _check_course(pack: Pack, section: Section, course: CourseOfAction) -> Iterator[Finding]:
    name = f"“{_short(course.action) or 'a course of action without words'}” in “{section.title}”"
    if course.owner not in pack.roles:
        yield _OWNER.finding(_at(pack, section, f"courses:{course.id}", "owner"), f"Nobody does {name}")
    if course.see:
        return
    gaps = {"trigger": not course.trigger, "minutes": course.minutes is None, "resources": not course.resources}
    words = {"trigger": "when it starts", "minutes": "how long it takes", "resources": "what it needs"}
    lacking = [field for field, missing in gaps.items() if missing]
    if lacking:
        message = f"It is not said {listed([words[field] for field in lacking])}: {name}"
        yield _DETAILS.finding(_at(pack, section, f"courses:{course.id}", lacking[0]), message)
    if course.available is not None and course.minutes is not None and course.minutes > course.available:
        message = f"{name} takes {course.minutes} minutes, but only {course.available} are available"
        yield _TOO_LONG.finding(_at(pack, section, f"courses:{course.id}", "minutes"), message)


_LONGEST = 60


def _short(text: str) -> str:
    text = text.rstrip(".")
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def _check_hazards(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if pack.hazards and not any(hazard.included for hazard in plan.hazards):
        yield _REGISTER.finding(editor_place(pack, Hazard.TABLE), "The plan names no hazard it prepares for")
    for hazard in plan.hazards:
        yield from _check_hazard(plan, pack, hazard)


def _check_hazard(plan: Plan, pack: Pack, hazard: Hazard) -> Iterator[Finding]:
    name = called(plan, pack, hazard)

    def at(field: str) -> Where:
        return editor_place(pack, Hazard.TABLE, f"{Hazard.TABLE}:{hazard.id}", field, "bp-situation")

    if hazard.included is False and hazard.mandated_by in {"state", "district"}:
        message = f"{name} is left out, but the {hazard.mandated_by} requires it"
        yield _MANDATED.finding(at("included"), message)
    setting = plan.section_setting(hazard.hazard or "")
    if hazard.included and setting and setting.left_out and hazard.mandated_by in {"state", "district"}:
        message = f"The annex for {lower_first(name)} is left out, but the {hazard.mandated_by} requires it"
        yield _MANDATED.finding(at("mandated_by"), message)
    if not hazard.included:
        return
    lacking = missing_values(hazard)
    if lacking:
        yield _SCORE.finding(at(lacking[0]), f"{name} has no complete score: {listed(list(lacking))} not chosen")
    band = suggested_band(hazard)
    if band and hazard.priority and hazard.priority != band and not hazard.override_reason:
        message = (
            f"The score suggests {_BANDS[band]} priority for {lower_first(name)}, and the team chose {hazard.priority}"
        )
        yield _OVERRIDE.finding(at("override_reason"), message)
    if band and not hazard.priority:
        message = f"The score suggests {_BANDS[band]} priority for {lower_first(name)}"
        remedy = "Choose the priority the team gives it"
        yield _OVERRIDE.finding(at("priority"), message, severity=Severity.NOTE, remedy=remedy)
    if (hazard.priority or band) == "high" and not _is_covered(plan, pack, hazard):
        yield _NOT_COVERED.finding(at("covered_by"), f"{name} has high priority, and no annex covers it")


def _is_covered(plan: Plan, pack: Pack, hazard: Hazard) -> bool:
    in_plan = {section.id for section in annexes(plan, pack)}
    kind = pack.hazards.get(hazard.hazard or "")
    covering = {*hazard.covered_by, *(kind.covered_by if kind else ()), hazard.hazard or ""}
    return bool(covering & in_plan)
