"""Checks on what stops when something is missing: needs that nobody meets, and people several annexes hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from eopbuilder.domain.annexes import annexes, lead_of
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.records import Person
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.conditions import is_ready, mended_at
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.wording import listed

_NOT_READY = Rule("V-ICS-16", Severity.ERROR, "See to it that it is ready, or staffed", "")
_HANGS_ON_ONE = Rule("V-ICS-20", Severity.WARNING, "Name and train someone who can take over", "")
_FEWEST_ANNEXES = 2


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
    """A person without whom the lead of two or more annexes has nobody: no alternate who is somebody else."""
    hanging: dict[str, list[str]] = defaultdict(list)
    for section in annexes(scope.plan, scope.pack):
        lead = lead_of(scope.plan, section)
        person = scope.primaries.get(lead)
        if person is not None and not present_alternates(scope.plan, lead, scope.as_of):
            hanging[person.id].append(section.title)
    for person_id, titles in hanging.items():
        found = scope.plan.get(Person, person_id)
        if found is not None and len(titles) >= _FEWEST_ANNEXES:
            message = f"Losing {found.label} stops {listed(titles)}: nobody else can lead"
            role = next(role_id for role_id, one in scope.primaries.items() if one.id == person_id)
            yield _HANGS_ON_ONE.finding(scope.at(role), message)
