"""A small school and a small pack to try the role graph on."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from eopbuilder.domain.catalogue import (
    ActivationLevel,
    EdgeType,
    GraphNode,
    Pack,
    Part,
    Question,
    Relation,
    Role,
    Section,
)
from eopbuilder.domain.courses import AnnexGoal, AnnexObjective, CourseOfAction
from eopbuilder.domain.facts import FieldSpec, Kind
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, PlanInfo, Record, RoleSetting, School

AS_OF = date(2026, 9, 1)

LEVELS = (
    ActivationLevel("act-1", "Level 1 minor", 1, "", "note"),
    ActivationLevel("act-2", "Level 2 moderate", 2, "", "warning"),
    ActivationLevel("act-3", "Level 3 major", 3, "", "error"),
)


def role(role_id: str, reports_to: str | None = "role-ic", opens: int = 1, **changes: Any) -> Role:
    """A role with sensible defaults; the title is made from the id."""
    title = changes.pop("title", role_id.removeprefix("role-").replace("-", " ").title())
    made = Role(role_id, title, "operations", "lvl-unit", reports_to, ("do it",), ("teacher",), 0, "T1", opens)
    return dataclasses.replace(made, **changes)


COMMAND = role("role-ic", None, title="Incident Commander", group="command", rank="lvl-command")


def relation(kind: EdgeType, source: str, target: str, phase: str = "during", text: str = "because") -> Relation:
    """A relation whose id tells its ends."""
    return Relation(f"{kind}:{source}:{target}:{phase}", kind, source, target, text, phase)


def question(question_id: str, kind: Kind = Kind.TEXT) -> Question:
    """A question of the pack."""
    return Question(FieldSpec(question_id, kind, question_id), "bp-one", "nothing", "because")


def pack_of(
    roles: Iterable[Role],
    relations: Iterable[Relation] = (),
    nodes: Iterable[GraphNode] = (),
    questions: Iterable[Question] = (),
    sections: Iterable[str] = ("bp-one",),
) -> Pack:
    """A pack of these roles and little else."""
    asked = tuple(questions)
    made = tuple(
        Section(name, name, "part", "", 0, "", "", asked if number == 0 else (), (), "")
        for number, name in enumerate(sections)
    )
    empty: Mapping[str, Any] = MappingProxyType({})
    return Pack(
        id="small",
        title="Small",
        edition="1",
        language="en",
        parts=(Part("part", "Part"),),
        sources=empty,
        levels=LEVELS,
        roles={one.id: one for one in roles},
        nodes={one.id: one for one in nodes},
        relations=tuple(relations),
        tiers=empty,
        zones=empty,
        channels=empty,
        audiences=empty,
        messages=(),
        hotlines=(),
        glossary=(),
        sections=made,
        steps=(),
    )


def annex(name: str, lead: str, doer: str) -> Section:
    """An annex led by one role, with one course of action during an incident that another does."""
    course = CourseOfAction(f"c-{name}", "do", doer, "when")
    goal = AnnexGoal(f"g-{name}", "during", "be safe", (AnnexObjective(f"o-{name}", "all of it", (course,)),))
    return Section(name, name.title(), "part", "", 0, lead, "", (), (), "", goals=(goal,))


def with_annexes(pack: Pack, *annexes: Section) -> Pack:
    """The pack with these annexes besides its sections."""
    return dataclasses.replace(pack, sections=(*pack.sections, *annexes))


def person(name: str, **changes: Any) -> Person:
    """A person whose id is the name in small letters."""
    given, _, family = name.partition(" ")
    return Person(id=f"p-{name.casefold().replace(' ', '-')}", given_name=given, family_name=family or None, **changes)


def plan_of(
    holders: Mapping[str, Iterable[Person]] | None = None,
    settings: Mapping[str, Mapping[str, str]] | None = None,
    records: Iterable[Record] = (),
) -> Plan:
    """A plan in which each role is held by these people, primary first."""
    made: dict[str, Record] = {one.id: one for one in records}
    for role_id, people in (holders or {}).items():
        for order, one in enumerate(people):
            made[one.id] = one
            key = f"a-{role_id}-{order}"
            made[key] = Assignment(id=key, role=role_id, person=one.id, order=order, position=len(made))
    for role_id, change in (settings or {}).items():
        made[f"setting {role_id}"] = RoleSetting(id=role_id, **change)
    info = PlanInfo(id="plan", title="Plan")
    return Plan.of(info, School(id="school", name="Maple Ridge", enrollment=400), made.values())
