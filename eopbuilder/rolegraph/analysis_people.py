"""Checks on who holds the roles: nobody assigned, one person in two places, too few to step up (V-ICS)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.records import Person
from eopbuilder.domain.rules.rule import Rule
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.structure import command_role
from eopbuilder.rolegraph.wording import from_level, listed, number

_NOBODY = Rule(
    "V-ICS-01",
    Severity.ERROR,
    "Assign someone on the roles page, or mark the role as not used at your school",
    "S24 v",
)
_TWO_PLACES = Rule(
    "V-ICS-05",
    Severity.ERROR,
    "Keep one of these roles for this person and give the others to someone else; "
    "only in a minor incident may one person hold several",
    "",
)
_REPEATED = Rule("V-ICS-06", Severity.ERROR, "Name someone else as alternate, or take the second entry away", "")
_TOO_FEW = Rule(
    "V-ICS-08",
    Severity.WARNING,
    "Add people who could take over at any time, in the order in which they step up",
    "S33 v",
)
_KEPT_APART = Rule("V-ICS-15", Severity.ERROR, "Give one of the two roles to someone else", "")


def check_holders(scope: Scope) -> Iterator[Finding]:
    """V-ICS-01, 05, 06, 08 and 15."""
    yield from _check_primaries(scope)
    yield from _check_two_places(scope)
    yield from _check_repeated(scope)
    yield from _check_alternates(scope)
    yield from _check_kept_apart(scope)


def _check_primaries(scope: Scope) -> Iterator[Finding]:
    command = command_role(scope.pack)
    for role_id, role in scope.used.items():
        if not role.needs_primary or role_id in scope.primaries:
            continue
        gone = scope.plan.primary(role_id)
        left = f" since {gone.label} left" if gone else ""
        message = f"Nobody is assigned as {role.title}{left}; the role is needed {from_level(scope.opens[role_id])}"
        stand_in = next(iter(present_alternates(scope.plan, role_id, scope.as_of)), None)
        remedy = ""
        if stand_in:
            remedy = f"Make {stand_in.label}, who is an alternate, the primary, or assign someone else"
        elif role_id == command:
            remedy = "Assign someone on the roles page"
        yield _NOBODY.finding(scope.at(role_id), message, remedy=remedy)


def _check_two_places(scope: Scope) -> Iterator[Finding]:
    for person, roles in _roles_by_primary(scope):
        if len(roles) < 2:
            continue
        ranks = sorted(scope.opens[role] for role in roles)
        named = [f"{scope.title(role)} ({from_level(scope.opens[role])})" for role in roles]
        message = f"{person.label} is needed in {number(len(roles))} places at once: {listed(named)}"
        yield _TWO_PLACES.finding(scope.at(roles[-1]), message, severity=scope.doubling_from(ranks[1]))


def _roles_by_primary(scope: Scope) -> Iterator[tuple[Person, list[str]]]:
    """Everybody who is the primary of a role, with all the roles they hold first."""
    roles: dict[str, list[str]] = defaultdict(list)
    people: dict[str, Person] = {}
    for role_id, person in scope.primaries.items():
        people[person.id] = person
        roles[person.id].append(role_id)
    return ((person, roles[person.id]) for person in people.values())


def _check_repeated(scope: Scope) -> Iterator[Finding]:
    for role_id, role in scope.used.items():
        primary = scope.plan.primary(role_id)
        counts = Counter(row.person for row in scope.plan.holders(role_id))
        for person_id, times in counts.items():
            person = scope.plan.get(Person, person_id)
            if times < 2 or person is None:
                continue
            if primary is not None and person.id == primary.id:
                message = f"{person.label} is named both as the primary and as an alternate of {role.title}"
            else:
                often = "twice" if times == 2 else f"{number(times)} times"
                message = f"{person.label} is named {often} as an alternate of {role.title}"
            yield _REPEATED.finding(scope.at(role_id), message)


def _check_alternates(scope: Scope) -> Iterator[Finding]:
    for role_id, role in scope.used.items():
        here = present_alternates(scope.plan, role_id, scope.as_of)
        lacking = role.min_alternates - len(here)
        if not role.needs_primary or lacking <= 0:
            continue
        how_many = f"{number(lacking)}{' more' if here else ''} alternate{'s' if lacking > 1 else ''}"
        gone = [one.label for one in scope.plan.alternates(role_id) if one.has_left(scope.as_of)]
        left = f" ({listed(gone)} {'has' if len(gone) == 1 else 'have'} left)" if gone else ""
        so_far = f"only {listed([one.label for one in here])} can step up" if here else "nobody can step up"
        yield _TOO_FEW.finding(scope.at(role_id), f"Name {how_many} for {role.title}: {so_far}{left}")


def _check_kept_apart(scope: Scope) -> Iterator[Finding]:
    told: set[frozenset[str]] = set()
    for relation in scope.pack.relations:
        pair = frozenset((relation.source, relation.target))
        if relation.type != "mutually_exclusive" or pair in told:
            continue
        person, other = scope.primaries.get(relation.source), scope.primaries.get(relation.target)
        if person is None or other is None or person.id != other.id:
            continue
        told.add(pair)
        together = max(scope.opens[relation.source], scope.opens[relation.target])
        titles = f"{scope.title(relation.source)} and {scope.title(relation.target)}"
        message = f"{person.label} holds both {titles}, which are open together {from_level(together)}"
        remedy = f"{_KEPT_APART.remedy}: {_lower_first(relation.text).rstrip('.')}"
        yield _KEPT_APART.finding(
            scope.at(relation.target), message, remedy=remedy, severity=scope.doubling_from(together)
        )


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
