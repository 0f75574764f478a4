"""Checks on training: what the people in roles still need, and deputies who know less than those they stand in for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from eopbuilder.domain.catalogue import Role, Tier
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.records import Person
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.wording import listed

_NEEDS = Rule("V-ICS-09", Severity.WARNING, "Book the course, or enter it if it was taken", "S35 v")
_LESS = Rule("V-ICS-10", Severity.WARNING, "Train them to the same level: deputies must be able to take over", "S29 v")
_SPECIAL = Rule("V-ICS-18", Severity.WARNING, "Book the course, or name someone who has it", "S14 v")
_MOST_ROLES_NAMED = 3
_COURSE = re.compile(r"\b(IS|ICS)[- ]?(\d{2,3})", re.IGNORECASE)
_OWN_TRAINING = ("orientation", "protective actions of this plan")
"""Courses every school gives itself; they are on the training calendar, not on certificates."""


def check_training(scope: Scope) -> Iterator[Finding]:
    """V-ICS-09, 10 and 18."""
    known = _courses_by_person(scope)
    if not known:
        return
    yield from _check_needed(scope, known)
    yield from _check_special(scope, known)
    yield from _check_alternates(scope, known)


def _courses_by_person(scope: Scope) -> Mapping[str, frozenset[str]]:
    """Person id to the courses that are still valid; people without an entry are in it with none."""
    found: dict[str, set[str]] = defaultdict(set)
    for training in scope.plan.trainings:
        if training.person and training.course and not (training.expires_on and training.expires_on < scope.as_of):
            found[training.person].add(plain_course(training.course))
    return {person: frozenset(courses) for person, courses in found.items()}


@cache
def plain_course(text: str) -> str:
    """A course without its edition: “IS-100.c” and “IS 100” are both “is-100”; other names in lower case."""
    found = _COURSE.search(text)
    return f"{found[1]}-{found[2]}".lower() if found else " ".join(text.casefold().split())


def has_course(courses: frozenset[str], wanted: str) -> bool:
    """Whether somebody has a course a tier asks for; “A or B” is met by either."""
    return any(
        plain in have or have in plain
        for plain in (plain_course(one) for one in wanted.split(" or "))
        for have in courses
    )


def _lacking(courses: frozenset[str], tier: Tier | None) -> list[str]:
    wanted = tier.required if tier else ()
    return [
        one
        for one in wanted
        if not any(own in one.casefold() for own in _OWN_TRAINING) and not has_course(courses, one)
    ]


def _holders(scope: Scope, role_id: str) -> list[Person]:
    primary = scope.primaries.get(role_id)
    return [*((primary,) if primary else ()), *present_alternates(scope.plan, role_id, scope.as_of)]


def _check_needed(scope: Scope, known: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    people: dict[str, Person] = {}
    needs: dict[str, dict[str, None]] = defaultdict(dict)
    roles: dict[str, list[str]] = defaultdict(list)
    for role_id, role in scope.used.items():
        for person in _holders(scope, role_id):
            lacking = _lacking(known.get(person.id, frozenset()), scope.pack.tiers.get(role.tier))
            if lacking:
                people[person.id] = person
                needs[person.id].update(dict.fromkeys(lacking))
                roles[person.id].append(role_id)
    for person_id, person in people.items():
        titles = [scope.title(one) for one in roles[person_id]]
        more = len(titles) - _MOST_ROLES_NAMED
        named = listed(titles) if more <= 0 else f"{', '.join(titles[:_MOST_ROLES_NAMED])} and {more} more"
        message = f"{person.label} still needs {listed(list(needs[person_id]))} (for {named})"
        yield _NEEDS.finding(scope.at(roles[person_id][0]), message)


def _check_special(scope: Scope, known: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for tier in scope.pack.tiers.values():
        for role_id in tier.roles:
            person = scope.primaries.get(role_id)
            lacking = _lacking(known.get(person.id, frozenset()), tier) if person else []
            if person and lacking:
                message = f"{person.label}, the {scope.title(role_id)}, has no {listed(lacking)} on record"
                yield _SPECIAL.finding(scope.at(role_id), message)


def _check_alternates(scope: Scope, known: Mapping[str, frozenset[str]]) -> Iterator[Finding]:
    for role_id, role in scope.used.items():
        primary = scope.primaries.get(role_id)
        if primary is None:
            continue
        held = _required_held(scope, known.get(primary.id, frozenset()), role)
        behind = [
            one.label
            for one in present_alternates(scope.plan, role_id, scope.as_of)
            if held - _required_held(scope, known.get(one.id, frozenset()), role)
        ]
        if behind:
            message = f"As alternates of {role.title}, {listed(behind)} have less training than {primary.label}"
            if len(behind) == 1:
                message = f"As alternate of {role.title}, {behind[0]} has less training than {primary.label}"
            yield _LESS.finding(scope.at(role_id), message)


def _required_held(scope: Scope, courses: frozenset[str], role: Role) -> set[str]:
    tier = scope.pack.tiers.get(role.tier)
    return {one for one in (tier.required if tier else ()) if has_course(courses, one)}
