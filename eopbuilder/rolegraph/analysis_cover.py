"""Checks on who is really there: days without cover, one office, police in school roles, classes left alone, phones."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.hours import SCHOOL_WEEK, WEEKDAYS, WHOLE_DAY, Hours, clock, read_hours, read_times
from eopbuilder.domain.records import Person
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.wording import listed

_COVER = Rule("V-ICS-11", Severity.WARNING, "Add an alternate who is on site then", "")
_ONE_OFFICE = Rule("V-ICS-12", Severity.WARNING, "Add a successor who works somewhere else", "")
_POLICE = Rule("V-ICS-13", Severity.WARNING, "Give the role to school staff; the officer can advise", "")
_CLASS = Rule("V-ICS-14", Severity.WARNING, "Agree who covers the class, or choose someone without one", "")
_NO_PHONE = Rule("V-ICS-19", Severity.NOTE, "Enter a phone number", "")
_GONE = Rule("V-ICS-21", Severity.WARNING, "Take them off the role, and move the alternates up", "S08 v")
_SUCCESSION_RANKS = {"lvl-command", "lvl-cmdstaff", "lvl-section"}
_OFFICER = re.compile(r"\bSRO\b|school resource officer|\bpolice officer\b|\bdeputy sheriff\b", re.IGNORECASE)
_MOST_ROLES_NAMED = 3


def check_cover(scope: Scope) -> Iterator[Finding]:
    """V-ICS-11 to 14, 19 and 21."""
    yield from _check_days(scope)
    yield from _check_offices(scope)
    yield from _check_police(scope)
    yield from _check_classes(scope)
    yield from _check_phones(scope)
    yield from _check_gone(scope)


def _holders(scope: Scope, role_id: str) -> list[Person]:
    primary = scope.primaries.get(role_id)
    return [*((primary,) if primary else ()), *present_alternates(scope.plan, role_id, scope.as_of)]


def _check_days(scope: Scope) -> Iterator[Finding]:
    school_day = read_times(scope.plan.school.school_day)
    for role_id, role in scope.used.items():
        people = _holders(scope, role_id)
        hours = [read_hours(person.work_days) for person in people]
        if not role.needs_primary or not people or None in hours:
            continue
        there: set[int] = set().union(*(one.days for one in hours if one))
        lacking = [WEEKDAYS[day] for day in sorted(SCHOOL_WEEK - there)]
        if lacking:
            message = f"Nobody on site for {role.title} on {listed(lacking)}"
            yield _COVER.finding(scope.at(role_id), message)
        elif school_day:
            alone = _times_alone([one for one in hours if one], school_day)
            if alone:
                message = f"Nobody on site for {role.title} during the school day {listed(alone)}"
                yield _COVER.finding(scope.at(role_id), message)


def _times_alone(hours: list[Hours], school_day: tuple[int, int]) -> list[str]:
    """When nobody is there within the school day, days with the same gap told together; each day has somebody."""
    days: dict[str, list[str]] = defaultdict(list)
    for day in sorted(SCHOOL_WEEK):
        gaps = _gaps([one for one in hours if day in one.days], school_day)
        if gaps:
            times = listed([f"from {clock(start)} to {clock(end)}" for start, end in gaps])
            days[times].append(WEEKDAYS[day])
    return [times if len(named) == len(SCHOOL_WEEK) else f"{times} on {listed(named)}" for times, named in days.items()]


def _gaps(hours: list[Hours], school_day: tuple[int, int]) -> list[tuple[int, int]]:
    """The parts of a school day in which nobody is there."""
    free, end = school_day
    gaps = []
    for start, stop in sorted((one.start or 0, one.end or WHOLE_DAY) for one in hours):
        if start > free and free < end:
            gaps.append((free, min(start, end)))
        free = max(free, stop)
    if free < end:
        gaps.append((free, end))
    return gaps


def _check_offices(scope: Scope) -> Iterator[Finding]:
    for role_id, role in scope.used.items():
        people = _holders(scope, role_id)
        if role.rank not in _SUCCESSION_RANKS or len(people) < 2:
            continue
        offices = {(person.room or person.department or "").strip().casefold() for person in people}
        if len(offices) == 1 and "" not in offices:
            where = people[0].room or people[0].department
            message = f"Everyone who can be {role.title} works in one place ({where}): one event may take them all"
            yield _ONE_OFFICE.finding(scope.at(role_id), message)


def _check_police(scope: Scope) -> Iterator[Finding]:
    for role_id, person in scope.primaries.items():
        if person.sworn or (person.sworn is None and _OFFICER.search(person.job_title or "")):
            message = f"{person.label} is to be {scope.title(role_id)}, but acts as police during violence"
            yield _POLICE.finding(scope.at(role_id), message)


def _check_classes(scope: Scope) -> Iterator[Finding]:
    held: dict[str, list[str]] = defaultdict(list)
    people: dict[str, Person] = {}
    for role_id, person in scope.primaries.items():
        if person.teaches_class and scope.used[role_id].needs_primary:
            people[person.id] = person
            held[person.id].append(role_id)
    for person_id, person in people.items():
        titles = [scope.title(one) for one in held[person_id]]
        shown = listed(titles[:_MOST_ROLES_NAMED])
        message = f"Who covers the class of {person.label}, who is also {shown}?"
        yield _CLASS.finding(scope.at(held[person_id][0]), message.rstrip("?"))


def _check_phones(scope: Scope) -> Iterator[Finding]:
    told: set[str] = set()
    for role_id, person in scope.primaries.items():
        if not person.best_phone and person.id not in told:
            told.add(person.id)
            yield _NO_PHONE.finding(
                scope.at(role_id), f"No phone number for {person.label}, the {scope.title(role_id)}"
            )


def _check_gone(scope: Scope) -> Iterator[Finding]:
    for role_id, role in scope.used.items():
        for assignment in scope.plan.holders(role_id):
            person = scope.plan.get(Person, assignment.person)
            if person and person.has_left(scope.as_of):
                message = f"{person.label} has left and is still assigned as {role.title}"
                yield _GONE.finding(scope.at(role_id), message)
