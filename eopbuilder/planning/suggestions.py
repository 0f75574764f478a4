"""Suggests who could hold which role, by job title. A suggestion is a start for the team, never a decision."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.job_titles import title_fits
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.structure import opens_at

_RANK_ORDER = ("lvl-command", "lvl-cmdstaff", "lvl-section", "lvl-branch", "lvl-division", "lvl-unit", "lvl-team")
_PART_TIME = re.compile(r"itinerant|part[- ]time|evening|night|\b(m/w|tu/th|t/th)\b", re.IGNORECASE)
_POLICE = re.compile(r"resource officer|\bSRO\b|police", re.IGNORECASE)
_MOST_ALTERNATE_ROLES = 4


@dataclass(frozen=True)
class Suggestion:
    """One person for one role: order 0 as primary, 1 and up as alternates. `why` names the job title that fits."""

    role: str
    person: str
    order: int
    why: str


def suggest_assignments(plan: Plan, pack: Pack, as_of: date) -> tuple[Suggestion, ...]:
    """Suggestions for every open role that lacks a primary or alternates, from the typical holders of the catalogue.

    Nobody is suggested as primary for two roles, nor a police officer for any (they act as police in an emergency).
    """
    people = [one for one in plan.people if not one.has_left(as_of) and not _POLICE.search(one.job_title or "")]
    roles = [role for role in pack.roles.values() if role.needs_primary and opens_at(plan, role) is not None]
    roles.sort(key=lambda role: (opens_at(plan, role) or 0, _rank(role)))
    fitting = {role.id: _fitting(role, people) for role in roles}
    found: list[Suggestion] = []
    primaries = {row.person for row in plan.assignments if row.order == 0 and row.person}
    for role in roles:
        free = next((fit for fit in fitting[role.id] if fit[0].id not in primaries), None)
        if free and plan.primary(role.id) is None:
            primaries.add(free[0].id)
            found.append(Suggestion(role.id, free[0].id, 0, free[1]))
    alternates = Counter(row.person for row in plan.assignments if row.order and row.person)
    holders = {one.role: one.person for one in found if one.order == 0}
    for role in roles:
        primary = holders.get(role.id) or getattr(plan.primary(role.id), "id", None)
        if primary is None:
            continue
        known = {row.person for row in plan.holders(role.id)}
        order = len(plan.alternates(role.id))
        candidates = [(one, why) for one, why in fitting[role.id] if one.id not in known | {primary}]
        candidates.sort(key=lambda pair: (pair[0].id in primaries, alternates[pair[0].id]))
        for person, why in candidates:
            if order >= role.min_alternates:
                break
            if alternates[person.id] < _MOST_ALTERNATE_ROLES:
                order += 1
                alternates[person.id] += 1
                found.append(Suggestion(role.id, person.id, order, why))
    return tuple(found)


_Fit = tuple[Person, str]


def _rank(role: Role) -> int:
    return _RANK_ORDER.index(role.rank) if role.rank in _RANK_ORDER else len(_RANK_ORDER)


def _fitting(role: Role, people: list[Person]) -> list[_Fit]:
    """People whose job title fits a typical holder, best fit first; full-time staff before those who come and go."""
    fits: list[tuple[bool, int, int, Person, str]] = []
    for place, person in enumerate(people):
        for wish, title in enumerate(role.held_by):
            if title_fits(person.job_title or "", title):
                fits.append((_comes_and_goes(person), wish, place, person, person.job_title or ""))
                break
    return [(person, f"is {_article(why)} {why}") for _, _, _, person, why in sorted(fits, key=lambda one: one[:3])]


def _comes_and_goes(person: Person) -> bool:
    return bool(_PART_TIME.search(person.job_title or "")) or (person.fte is not None and person.fte < 1)


def _article(word: str) -> str:
    return "an" if word[:1].casefold() in set("aeiou") else "a"
