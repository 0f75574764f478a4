"""Checks on the command structure: one person in charge, one supervisor each, no loops, small teams (V-ICS)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from eopbuilder.domain.catalogue import Pack, Relation
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.analysis_cover import check_cover
from eopbuilder.rolegraph.analysis_failure import check_failure
from eopbuilder.rolegraph.analysis_people import check_holders
from eopbuilder.rolegraph.analysis_training import check_training
from eopbuilder.rolegraph.circles import circles
from eopbuilder.rolegraph.scope import GRAVITY, Scope
from eopbuilder.rolegraph.structure import LEVELS, command_role, supervisor
from eopbuilder.rolegraph.wording import from_level, listed, number

_IN_CHARGE = Rule(
    "V-ICS-02", Severity.ERROR, "Assign this role first; it keeps every task nobody else is given", "S24 v"
)
_LOOP = Rule("V-ICS-03", Severity.ERROR, "Let one of them report to a role outside the loop", "")
_SUPERVISOR = Rule("V-ICS-04", Severity.ERROR, "Choose one supervisor for the role on the roles page", "S27 v")
_SPAN = Rule(
    "V-ICS-07",
    Severity.WARNING,
    "Consider branches: let some of these roles report to a branch director or to another leader",
    "S25 v, S26 v",
)
_CIRCLE = Rule(
    "V-ICS-17",
    Severity.ERROR,
    "Do without one of these roles at your school, or take one of these links out of the template pack",
    "",
)
MOST_REPORTS = 7
COMFORTABLE_REPORTS = 5
"""Span of control: five direct reports work best, seven are the most (S25, S26)."""
FEWEST_IN_A_BRANCH = 3
_MOST_STEPS_NAMED = 7
_ACYCLIC = {"needs": "needs", "needs_approval": "needs approval from", "hands_off_to": "hands over to"}
"""Types of relation that may not run in a circle within one phase, and how a sentence says them."""
_PHASES = {"before": "before an incident", "during": "during an incident", "after": "after an incident"}


def check_roles(plan: Plan, pack: Pack, as_of: date) -> tuple[Finding, ...]:
    """V-ICS-01 to 21, judged for each activation level. Takes time in proportion to roles and relations."""
    scope = Scope(plan, pack, as_of)
    return (
        *_check_command(scope),
        *check_holders(scope),
        *_check_reporting(scope),
        *_check_span(scope),
        *_check_circles(scope),
        *check_training(scope),
        *check_cover(scope),
        *check_failure(scope),
    )


def _check_command(scope: Scope) -> Iterator[Finding]:
    command = command_role(scope.pack)
    if command is None:
        return
    title, gone = scope.title(command), scope.plan.primary(command)
    remedy = ""
    if scope.opens.get(command) != LEVELS[0]:
        used = command in scope.used
        why = f"the {title} is open only {from_level(scope.opens[command])}" if used else f"there is no {title}"
        remedy = f"Open the {title} at every level, and assign someone"
    elif gone is None:
        why = f"nobody is assigned as {title}"
    elif command not in scope.primaries:
        why = f"{gone.label}, the {title}, has left"
    else:
        return
    yield _IN_CHARGE.finding(scope.at(command), f"Every incident needs one person in charge: {why}", remedy=remedy)


def _check_reporting(scope: Scope) -> Iterator[Finding]:
    above = {role_id: supervisor(scope.plan, scope.pack, role_id) for role_id in scope.pack.roles}
    order = {node: place for place, node in enumerate((*scope.pack.roles, *scope.pack.nodes))}
    looping: set[str] = set()
    for loop in circles(((role_id, leader) for role_id, leader in above.items() if leader), order):
        looping.update(loop)
        if not scope.used.keys().isdisjoint(loop):
            yield _loop_finding(scope, loop)
    command = command_role(scope.pack)
    for role_id, role in scope.used.items():
        if role_id == command or role_id in looping:
            continue
        leader = scope.top.above[role_id]
        if leader is None:
            yield _SUPERVISOR.finding(scope.at(role_id), f"{role.title} has no supervisor: {_gap(scope, role_id)}")
        elif leader in scope.pack.nodes and scope.pack.nodes[leader].kind != "partner":
            message = f"{role.title} reports to “{scope.title(leader)}”, which is not a role"
            yield _SUPERVISOR.finding(scope.at(role_id), message)


def _loop_finding(scope: Scope, loop: Sequence[str]) -> Finding:
    """One loop, told from the first role in it whose supervisor the school has changed."""
    ring = list(loop[:-1])
    first = next((place for place, role_id in enumerate(ring) if _chosen_supervisor(scope, role_id)), 0)
    path = [*ring[first:], *ring[: first + 1]]
    remedy = "Choose another role as its supervisor" if len(ring) == 1 else ""
    message = f"Reporting lines loop: {_way_round(scope, path, 'reports to')}"
    return _LOOP.finding(scope.at(path[0]), message, remedy=remedy)


def _chosen_supervisor(scope: Scope, role_id: str) -> str | None:
    setting = scope.plan.role_setting(role_id)
    return setting.reports_to if setting else None


def _gap(scope: Scope, role_id: str) -> str:
    """Why nobody stands above a role."""
    named = _chosen_supervisor(scope, role_id) or scope.pack.roles[role_id].reports_to
    if named is None:
        return "nobody is chosen"
    if named not in scope.pack.roles:
        return "the role it reported to no longer exists"
    return f"{scope.title(named)} is not used at this school, and no used role stands above it"


def _check_span(scope: Scope) -> Iterator[Finding]:
    found: dict[str, list[tuple[int, int, int]]] = {}
    for level, structure in scope.structures.items():
        for role_id, role in structure.active.items():
            count = sum(structure.active[one].counts_in_span for one in structure.reports_of(role_id))
            severity = _span_severity(count, is_branch=role.rank == "lvl-branch")
            if severity:
                found.setdefault(role_id, []).append((GRAVITY.index(severity), count, -level))
    for role_id in scope.used:
        if role_id in found:
            gravity, count, level = max(found[role_id])
            yield _span_finding(scope, role_id, GRAVITY[gravity], count, -level)


def _span_severity(count: int, *, is_branch: bool) -> Severity | None:
    if count > MOST_REPORTS:
        return Severity.WARNING
    if count > COMFORTABLE_REPORTS or (is_branch and count < FEWEST_IN_A_BRANCH):
        return Severity.NOTE
    return None


def _span_finding(scope: Scope, role_id: str, severity: Severity, count: int, level: int) -> Finding:
    title = scope.title(role_id)
    if count < FEWEST_IN_A_BRANCH:
        who = f"{number(count).capitalize()} role{'s report' if count != 1 else ' reports'}"
        message = f"{who} to the {title} at level {level}; a branch is worth having from {number(FEWEST_IN_A_BRANCH)}"
        remedy = "Do without this branch at that level, so that its roles report one step higher, or give it more roles"
        return _SPAN.finding(scope.at(role_id), message, severity=severity, remedy=remedy)
    message = (
        f"{number(count).capitalize()} roles report straight to the {title} at level {level}; "
        f"{number(COMFORTABLE_REPORTS)} work best, and {number(MOST_REPORTS)} are the most one leader can guide"
    )
    return _SPAN.finding(scope.at(role_id), message, severity=severity)


def _check_circles(scope: Scope) -> Iterator[Finding]:
    order = {node: place for place, node in enumerate((*scope.pack.roles, *scope.pack.nodes))}
    for kind, words in _ACYCLIC.items():
        relations = [one for one in scope.pack.relations if one.type == kind and _is_open(scope, one)]
        found: dict[tuple[str, ...], list[str]] = {}
        known: dict[tuple[tuple[str, str], ...], tuple[tuple[str, ...], ...]] = {}
        for phase in _PHASES:
            links = tuple((one.source, one.target) for one in relations if phase in phases(one.phase))
            if links not in known:
                known[links] = circles(links, order)
            for path in known[links]:
                found.setdefault(path, []).append(phase)
        for path, when in found.items():
            start = next((node for node in path if node in scope.used), path[0])
            message = f"Circular dependency{_when(when)}: {_way_round(scope, path, words)}"
            yield _CIRCLE.finding(scope.at(start), message)


@cache
def phases(named: str) -> frozenset[str]:
    """The phases a relation holds in: `any` is all of them, and `before/during` is two."""
    found = frozenset(named.split("/"))
    return frozenset(_PHASES) if "any" in found else found


def _when(named: Sequence[str]) -> str:
    return "" if len(named) == len(_PHASES) else f" {listed([_PHASES[phase] for phase in named])}"


def _is_open(scope: Scope, relation: Relation) -> bool:
    return all(end in scope.used or end in scope.pack.nodes for end in (relation.source, relation.target))


def _way_round(scope: Scope, path: Sequence[str], words: str) -> str:
    """A way round in words: “A needs B, which needs C, which needs A”; the end of a long one is counted."""
    titles = [scope.title(node) for node in path]
    if len(path) == 2:
        return f"{titles[0]} {words} itself"
    shown = f"{titles[0]} {words} {f', which {words} '.join(titles[1:_MOST_STEPS_NAMED])}"
    if len(titles) <= _MOST_STEPS_NAMED:
        return shown
    hidden = len(titles) - 1 - _MOST_STEPS_NAMED
    between = f" through {hidden} more" if hidden else ""
    return f"{shown}, and so on{between} back to {titles[0]}"
