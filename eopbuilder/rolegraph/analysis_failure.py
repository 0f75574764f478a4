"""Checks on what stops when something is missing: needs that nobody meets, and people several annexes hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.records import Person
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.annex_needs import AnnexNeeds
from eopbuilder.rolegraph.conditions import is_ready, mended_at
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.structure import TOP_LEVEL
from eopbuilder.rolegraph.wording import listed

_NOT_READY = Rule("V-ICS-16", Severity.ERROR, "See to it that it is ready, or staffed", "")
_HANGS_ON_ONE = Rule("V-ICS-20", Severity.WARNING, "Name and train someone who can take over", "")
_FEWEST_ANNEXES = 2
_MOST_NAMED = 5


def check_failure(scope: Scope) -> Iterator[Finding]:
    """V-ICS-16 and 20."""
    yield from _check_needs(scope)
    yield from _check_single_points(scope)


def _check_needs(scope: Scope) -> Iterator[Finding]:
    """Each thing that is not ready is told once, with everyone who depends on it."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for relation in scope.pack.relations:
        if relation.type != "needs" or relation.source not in scope.used:
            continue
        target = relation.target
        if target in scope.pack.nodes:
            missing = not is_ready(scope.plan, scope.pack, scope.as_of, target)
        else:
            role = scope.used.get(target)
            missing = role is not None and role.needs_primary and target not in scope.primaries
        if missing and relation.source not in waiting[target]:
            waiting[target].append(relation.source)
    for target, sources in waiting.items():
        where = scope.at(target) if target in scope.pack.roles else mended_at(scope.pack, target)
        names = listed([scope.title(one) for one in sources])
        verb = "depends" if len(sources) == 1 else "depend"
        state = "staffed" if target in scope.pack.roles else "ready"
        message = f"{names} {verb} on “{scope.title(target)}”, which is not {state}"
        yield _NOT_READY.finding(where, message)


def _check_single_points(scope: Scope) -> Iterator[Finding]:
    """A person without whom two or more annexes stop, because a role these hang on has nobody else."""
    needs = AnnexNeeds(scope, TOP_LEVEL)
    alone = _held_by_one(scope)
    stopped: dict[str, dict[str, None]] = defaultdict(dict)
    because: dict[str, dict[str, None]] = defaultdict(dict)
    for section in needs.annexes:
        hangs_on = needs.hangs_on(section.id)
        for role_id, person in alone.items():
            if role_id in hangs_on:
                stopped[person.id][section.title] = None
                because[person.id][role_id] = None
    people = {person.id: person for person in alone.values()}
    for person_id, titles in stopped.items():
        if len(titles) >= _FEWEST_ANNEXES:
            roles = list(because[person_id])
            annexes = "every annex" if len(titles) == len(needs.annexes) else listed(list(titles), _MOST_NAMED)
            held = listed([scope.title(one) for one in roles], _MOST_NAMED)
            message = f"Losing {people[person_id].label} stops {annexes}: nobody else can be {held}"
            yield _HANGS_ON_ONE.finding(scope.at(roles[0]), message)


def _held_by_one(scope: Scope) -> dict[str, Person]:
    """Roles somebody must hold for which one person is named, and nobody besides."""
    found: dict[str, Person] = {}
    for role_id, role in scope.used.items():
        primary = scope.primaries.get(role_id)
        others = present_alternates(scope.plan, role_id, scope.as_of)
        holders = [*((primary,) if primary else ()), *others]
        if role.needs_primary and len(holders) == 1:
            found[role_id] = holders[0]
    return found
