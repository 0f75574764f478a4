"""The annexes of one plan: the goals of the template pack with what the team changed, added or left out."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.citation import Citation
from eopbuilder.domain.courses import PHASES, AnnexGoal, AnnexObjective, CourseOfAction
from eopbuilder.domain.facts import is_empty
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Course, Goal, Hazard, Objective
from eopbuilder.domain.risk import in_order_of_priority

HAZARD_ANNEX = "hazard-included"
"""The condition of the annex on a hazard: the team carries that hazard forward."""
_OWN = (Citation("", "d"),)


def annex_goals(plan: Plan, pack: Pack, section: Section) -> tuple[AnnexGoal, ...]:
    """The goals of a section as the team has them, one for each phase it has, in the order of phases."""
    own_goals = {goal.id: goal for goal in plan.all(Goal)}
    goals = [_goal(plan, goal, own_goals.get(goal.id), section.id) for goal in section.goals]
    there = {goal.phase for goal in goals}
    for phase in PHASES:
        added = next((goal for goal in own_goals.values() if goal.section == section.id and goal.phase == phase), None)
        if phase not in there and added is not None:
            objectives = _added_objectives(plan, section.id, phase)
            goals.append(AnnexGoal(added.id, phase, added.text or "", objectives, _OWN))
    return tuple(sorted(goals, key=lambda goal: PHASES.index(goal.phase)))


def annexes(plan: Plan, pack: Pack) -> tuple[Section, ...]:
    """The sections of the pack that are annexes of this plan: those with goals that are in use."""
    return tuple(section for section in pack.sections if section.goals and in_use(plan, section))


def in_use(plan: Plan, section: Section) -> bool:
    """Whether the plan has a section: a hazard annex with its hazard; any other unless the team leaves it out."""
    setting = plan.section_setting(section.id)
    if setting is not None and setting.left_out:
        return False
    return section.when != HAZARD_ANNEX or any(
        hazard.included and hazard.hazard == section.id for hazard in plan.hazards
    )


def with_hazard_numbers(pack: Pack, plan: Plan) -> Pack:
    """The pack with the annexes on the plan's hazards numbered H1, H2, … by the priority the team gave each hazard.

    The whole plan decides, so that an annex has one number in every edition: annexes that have numbers keep them.
    """
    annexes_in_use = {one.id for one in pack.sections if one.when == HAZARD_ANNEX and in_use(plan, one)}
    if any(one.number for one in pack.sections if one.id in annexes_in_use):
        return pack
    ranked = dict.fromkeys(one.hazard for one in in_order_of_priority(plan.hazards) if one.hazard in annexes_in_use)
    numbers = {section: f"H{place}" for place, section in enumerate(ranked, start=1)}
    sections = (dataclasses.replace(one, number=numbers.get(one.id, one.number)) for one in pack.sections)
    return dataclasses.replace(pack, sections=tuple(sections))


def lead_of(plan: Plan, section: Section) -> str:
    """The role that leads an annex: the team's choice, or the pack's."""
    setting = plan.section_setting(section.id)
    return (setting.lead if setting else None) or section.owner


def own_hazards(plan: Plan) -> tuple[Hazard, ...]:
    """Hazards carried forward that the pack has no entry for."""
    return tuple(hazard for hazard in plan.hazards if hazard.included and not hazard.hazard)


def _goal(plan: Plan, goal: AnnexGoal, own: Goal | None, section: str) -> AnnexGoal:
    changed = {one.id: one for one in plan.all(Objective)}
    kept = [_objective(plan, one, changed.get(one.id)) for one in goal.objectives if not _dropped(changed.get(one.id))]
    objectives = (*kept, *_added_objectives(plan, section, goal.phase))
    text = own.text if own is not None and own.text else goal.text
    return dataclasses.replace(goal, text=text, objectives=objectives)


def _objective(plan: Plan, objective: AnnexObjective, own: Objective | None) -> AnnexObjective:
    changed = {one.id: one for one in plan.all(Course)}
    kept = [_course(one, changed.get(one.id)) for one in objective.courses if not _dropped(changed.get(one.id))]
    text = own.text if own is not None and own.text else objective.text
    known = {one.id for one in objective.courses}
    return dataclasses.replace(objective, text=text, courses=(*kept, *_added_courses(plan, objective.id, known)))


def _added_objectives(plan: Plan, section: str, phase: str) -> tuple[AnnexObjective, ...]:
    return tuple(
        AnnexObjective(one.id, one.text or "", _added_courses(plan, one.id, ()), _OWN)
        for one in plan.all(Objective)
        if one.section == section and one.phase == phase and not one.dropped
    )


def _added_courses(plan: Plan, objective: str, known: Iterable[str]) -> tuple[CourseOfAction, ...]:
    of_pack = set(known)
    blank = CourseOfAction("", "", "", "", citations=_OWN)
    return tuple(
        dataclasses.replace(_course(blank, one), id=one.id)
        for one in plan.all(Course)
        if one.objective == objective and one.id not in of_pack and not one.dropped
    )


def _dropped(record: Objective | Course | None) -> bool:
    return record is not None and record.dropped is True


_FIELDS = ("action", "owner", "trigger", "minutes", "available", "resources", "access", "after", "see")


def _course(course: CourseOfAction, own: Course | None) -> CourseOfAction:
    """The course with the fields the team filled in instead of the pack's; set aside as not applicable means none."""
    if own is None:
        return course
    changes = {name: getattr(own, name) for name in _FIELDS if not is_empty(getattr(own, name))}
    for name in set(own.not_applicable) & set(_FIELDS):
        changes[name] = getattr(CourseOfAction("", "", "", ""), name)
    return dataclasses.replace(course, **changes)
