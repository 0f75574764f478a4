"""The tests requirement packs are made of, decided from the facts of a plan. None means: the team set it aside."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from eopbuilder.document.conditions import is_printed
from eopbuilder.domain.annexes import annex_goals
from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.courses import PHASES
from eopbuilder.domain.facts import Fact, Known, NotApplicable, Unknown
from eopbuilder.domain.findings import Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import RECORD_TYPES, SINGLES, Record, field_specs
from eopbuilder.domain.requirements import FactTest
from eopbuilder.domain.rules.asking import is_older_than

Outcome = bool | None
_SINGLES = {single.TABLE for single in SINGLES}
_ASKING = frozenset({"answered", "yes", "is", "at-least", "within", "ahead"})
"""Tests that look at the answer to a question."""


@dataclass(frozen=True)
class Scene:
    """What a test looks at: the plan with its pack on a day, and the codes its review has found."""

    plan: Plan
    pack: Pack
    as_of: date
    found: frozenset[str]
    """Codes of checks that found an error or a warning."""


def decide(scene: Scene, test: FactTest) -> Outcome:
    """Whether a test holds; None when the team said that what it asks does not apply."""
    return _TESTS[test.word](scene, test.arguments)


def is_open(scene: Scene, test: FactTest) -> bool:
    """Whether nobody has yet entered what a test asks: a question without an answer, a value in an empty list."""
    named, _, wanted = test.arguments[0].partition("=")
    if test.word in _ASKING:
        return isinstance(_fact(scene, named), Unknown)
    return test.word == "some" and bool(wanted) and not scene.plan.records(named.partition(".")[0])


def names_nothing(pack: Pack, test: FactTest) -> str:
    """What a test names that the template pack or the program does not have; empty when everything is there."""
    first = test.arguments[0].partition("=")[0]
    if test.word in _ASKING:
        return "" if first in pack.questions else first
    if test.word in {"section", "annex"}:
        return "" if any(section.id == first for section in pack.sections) else first
    if test.word == "role":
        return "" if first in pack.roles else first
    if test.word in {"filled", "some", "count", "recent"}:
        table, _, field = first.partition(".")
        if table not in RECORD_TYPES:
            return table
        return "" if not field or field in {spec.name for spec in field_specs(RECORD_TYPES[table])} else first
    return ""


def _fact(scene: Scene, question: str) -> Fact:
    asked = scene.pack.questions.get(question)
    return scene.plan.answer(asked) if asked else Unknown()


def _of_answer(scene: Scene, question: str, holds: Callable[[object], bool]) -> Outcome:
    fact = _fact(scene, question)
    if isinstance(fact, NotApplicable):
        return None
    return isinstance(fact, Known) and holds(fact.value)


def _answered(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    return _of_answer(scene, arguments[0], lambda _value: True)


def _yes(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    return _of_answer(scene, arguments[0], lambda value: value is True)


def _is(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    question, _, wanted = arguments[0].partition("=")
    return _of_answer(
        scene, question, lambda value: wanted in value if isinstance(value, tuple) else str(value) == wanted
    )


def _at_least(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    least = float(arguments[1])
    return _of_answer(scene, arguments[0], lambda value: isinstance(value, int | float) and value >= least)


def _within(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    months = int(arguments[1])
    return _of_answer(
        scene,
        arguments[0],
        lambda value: isinstance(value, date) and not is_older_than(value, scene.as_of, months),
    )


def _ahead(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    months = int(arguments[1])
    return _of_answer(
        scene,
        arguments[0],
        lambda value: (
            isinstance(value, date) and value >= scene.as_of and not is_older_than(scene.as_of, value, months)
        ),
    )


def _filled(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    table, _, field = arguments[0].partition(".")
    facts = [record.fact(field) for record in scene.plan.records(table)]
    if table in _SINGLES and isinstance(facts[0], NotApplicable):
        return None
    return bool(facts) and not any(isinstance(fact, Unknown) for fact in facts)


def _some(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    named, _, wanted = arguments[0].partition("=")
    table, _, field = named.partition(".")
    records = scene.plan.records(table)
    return any(not field or _holds(record, field, wanted) for record in records)


def _holds(record: Record, field: str, wanted: str) -> bool:
    value = getattr(record, field, None)
    if isinstance(value, bool):
        return ("true" if value else "false") == wanted
    if isinstance(value, tuple):
        return wanted in value
    return value is not None if not wanted else str(value) == wanted


def _count(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    return len(scene.plan.records(arguments[0])) >= int(float(arguments[1]))


def _recent(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    table, _, field = arguments[0].partition(".")
    months = int(arguments[1])
    other, _, wanted = arguments[2].partition("=") if len(arguments) > 2 else ("", "", "")
    return any(
        isinstance(day := getattr(record, field, None), date)
        and day <= scene.as_of
        and not is_older_than(day, scene.as_of, months)
        and (not other or _holds(record, other, wanted))
        for record in scene.plan.records(table)
    )


def _clear(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    return arguments[0] not in scene.found


def _section_of(scene: Scene, section_id: str) -> Section | None:
    return next((one for one in scene.pack.sections if one.id == section_id), None)


def _section(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    section = _section_of(scene, arguments[0])
    return section is not None and is_printed(scene.plan, section)


def _annex(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    section = _section_of(scene, arguments[0])
    if section is None or not is_printed(scene.plan, section):
        return False
    goals = annex_goals(scene.plan, scene.pack, section)
    return {goal.phase for goal in goals} == set(PHASES) and all(
        goal.objectives and all(_has_owner(one.courses) for one in goal.objectives) for goal in goals
    )


def _has_owner(courses: Iterable[object]) -> bool:
    return any(getattr(course, "owner", "") for course in courses)


def _role(scene: Scene, arguments: tuple[str, ...]) -> Outcome:
    person = scene.plan.primary(arguments[0])
    return person is not None and not person.has_left(scene.as_of)


_TESTS: Mapping[str, Callable[[Scene, tuple[str, ...]], Outcome]] = MappingProxyType(
    {
        "answered": _answered,
        "yes": _yes,
        "is": _is,
        "at-least": _at_least,
        "within": _within,
        "ahead": _ahead,
        "filled": _filled,
        "some": _some,
        "count": _count,
        "recent": _recent,
        "clear": _clear,
        "section": _section,
        "annex": _annex,
        "role": _role,
    }
)
GRAVE = (Severity.ERROR, Severity.WARNING)
"""Findings that keep a `clear:` test from holding."""
