"""The outcome of a case in sentences, the same on screen, on paper and on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.annex_needs import STEPS_BY, UNDER_COMMAND_OF, Path, title_of
from eopbuilder.rolegraph.case import HOUR, SYSTEM, Presence
from eopbuilder.rolegraph.fixes import smallest_fixes
from eopbuilder.rolegraph.structure import command_role
from eopbuilder.rolegraph.whatif import Affected, Outcome
from eopbuilder.rolegraph.wording import listed, number

_MOST_NAMED = 5


@dataclass(frozen=True)
class OutcomeLine:
    """One sentence, without its full stop, and the node it is about."""

    node: str
    text: str


def steps_up_lines(outcome: Outcome) -> tuple[OutcomeLine, ...]:
    """Who acts in which role because of the case, and for whom."""
    found = []
    for one in outcome.steps_up:
        if outcome.as_it_stands.acting(one.role) == one.to:
            continue
        who = _person(outcome, one.to)
        instead = f"in place of {_person(outcome, one.before)}" if one.before else "since nobody holds the role first"
        text = f"{who} acts as {_title(outcome, one.role)} {instead}"
        found.append(OutcomeLine(one.role, text))
    return tuple(found)


def uncovered_lines(outcome: Outcome) -> tuple[OutcomeLine, ...]:
    """Which roles the case leaves without anybody, and what became of everybody named for them."""
    return tuple(
        OutcomeLine(role, f"{_title(outcome, role)}: {_nobody(outcome, role)}")
        for role in outcome.uncovered
        if not outcome.was_so_before(role)
    )


def _nobody(outcome: Outcome, role: str) -> str:
    """What became of everybody named for a role nobody is there for."""
    reasons: dict[str, list[str]] = {}
    for row in outcome.plan.holders(role):
        person = outcome.plan.get(Person, row.person)
        if person is not None:
            reasons.setdefault(_absence(outcome, person), []).append(person.label)
    if not reasons:
        return "nobody is named for it"
    names = ((listed(list(dict.fromkeys(who)), _MOST_NAMED), why, len(set(who)) > 1) for why, who in reasons.items())
    return listed([f"{who} {_PLURAL.get(why, why) if many else why}" for who, why, many in names])


_HAS_LEFT, _IS_AWAY, _IS_OFF = "has left", "is away", "is not on site at that hour"
_PLURAL = {_HAS_LEFT: "have left", _IS_AWAY: "are away", _IS_OFF: "are not on site at that hour"}


def _absence(outcome: Outcome, person: Person) -> str:
    if person.has_left(outcome.in_case.scope.as_of) and not outcome.presence.is_away(person):
        return _HAS_LEFT
    return _IS_AWAY if person.id in outcome.case.absent else _IS_OFF


def stretched_lines(outcome: Outcome) -> tuple[OutcomeLine, ...]:
    """Who would have to be in several places at once."""
    found = []
    for one in outcome.stretched:
        roles = listed([_title(outcome, role) for role in one.roles], _MOST_NAMED)
        text = f"{_person(outcome, one.person)} would be needed in {number(len(one.roles))} places at once: {roles}"
        found.append(OutcomeLine(one.roles[0], text))
    return tuple(found)


def no_command(outcome: Outcome) -> str:
    """That the case leaves nobody in charge, and what that means for all annexes; empty when somebody is."""
    command = command_role(outcome.in_case.scope.pack)
    if command is None or command not in outcome.uncovered or outcome.was_so_before(command):
        return ""
    return f"Nobody is there to act as {_title(outcome, command)}: no annex can work as written until somebody does"


def annexes_of_the_case(outcome: Outcome) -> tuple[Affected, ...]:
    """The annexes that the case itself affects, with no path but those it opens; those that stop come first.

    What `no_command` says of all annexes is not said again of each.
    """
    found = []
    for affected in outcome.annexes_affected:
        opened = tuple(
            path
            for path in affected.paths
            if path[0].words != UNDER_COMMAND_OF and not outcome.was_so_before(path[-1].node)
        )
        if opened:
            found.append(Affected(affected.annex, opened))
    return tuple(sorted(found, key=lambda one: not one.stops))


@dataclass(frozen=True)
class AnnexGroup:
    """Annexes a case affects in the same way, with a heading that names them and why in sentences."""

    annexes: tuple[str, ...]
    heading: str
    lines: tuple[OutcomeLine, ...]


def annex_groups(outcome: Outcome) -> tuple[AnnexGroup, ...]:
    """The annexes of the case, those with the same reasons told together."""
    same: dict[tuple[bool, tuple[OutcomeLine, ...]], list[str]] = {}
    for affected in annexes_of_the_case(outcome):
        same.setdefault((affected.stops, annex_lines(outcome, affected)), []).append(affected.annex)
    return tuple(
        AnnexGroup(tuple(annexes), f"{listed([_title(outcome, one) for one in annexes])} {_how(stops, annexes)}", lines)
        for (stops, lines), annexes in same.items()
    )


def _how(stops: bool, annexes: list[str]) -> str:
    if stops:
        return "cannot work"
    return "has steps nobody can do" if len(annexes) == 1 else "have steps nobody can do"


def annex_lines(outcome: Outcome, affected: Affected) -> tuple[OutcomeLine, ...]:
    """Why an annex is affected: each path in words, the steps nobody is there for in one line."""
    lines, idle = [], list[str]()
    for path in affected.paths:
        node = path[-1].node
        if len(path) == 2 and path[0].words == STEPS_BY and node in outcome.in_case.staffed_roles:
            idle.append(node)
        else:
            lines.append(OutcomeLine(node, f"{_in_words(outcome, path)}{_because(outcome, node)}"))
    if idle:
        roles = listed([_quoted(outcome, one) for one in idle])
        lines.append(OutcomeLine(idle[0], f"It has steps for which nobody is there: those of {roles}"))
    return tuple(lines)


def changes_anything(outcome: Outcome) -> bool:
    """Whether the case makes any difference to who acts and what works."""
    return bool(steps_up_lines(outcome) or uncovered_lines(outcome) or annexes_of_the_case(outcome))


def closing_lines(outcome: Outcome) -> tuple[OutcomeLine, ...]:
    """What closes the case: the fixes it needs, roles that only lack a name told together."""
    lines, roles = [], list[str]()
    for fix in smallest_fixes(outcome):
        if not fix.already and fix.node in outcome.uncovered and not fix.person:
            roles.append(fix.node)
        elif not fix.already:
            lines.append(OutcomeLine(fix.node, fix.text))
    if roles:
        there = f" who is there on {outcome.case.at}" if outcome.case.at else ""
        names = listed([_quoted(outcome, one) for one in roles])
        each = "" if len(roles) == 1 else "each of "
        lines.insert(0, OutcomeLine(roles[0], f"Name one more person{there} for {each}{names}"))
    return tuple(lines)


def gaps_anyway(outcome: Outcome) -> str:
    """How much is missing whatever happens, in one sentence; empty when nothing is."""
    roles = [role for role in outcome.uncovered if outcome.was_so_before(role)]
    annexes = [
        one for one in outcome.annexes_affected if any(outcome.was_so_before(path[-1].node) for path in one.paths)
    ]
    if not annexes and not roles:
        return ""
    has_nobody = "role has nobody" if len(roles) == 1 else "roles have nobody"
    lack = "annex lacks" if len(annexes) == 1 else "annexes lack"
    return (
        f"The plan has gaps whatever happens: {number(len(roles))} open {has_nobody}, and "
        f"{number(len(annexes))} {lack} somebody or something for it"
    )


def _in_words(outcome: Outcome, path: Path) -> str:
    """A path as a sentence: “It is led by A, who needs B, which is not ready”."""
    staffed = outcome.in_case.staffed_roles
    said = f"It {path[0].words} {_quoted(outcome, path[1].node)}"
    for link, following in pairwise(path[1:]):
        relative = "who" if link.node in staffed else "which"
        said = f"{said}, {relative} {link.words} {_quoted(outcome, following.node)}"
    end = "a role nobody is there for" if path[-1].node in staffed else "which is not ready"
    return f"{said}, {end}"


def _because(outcome: Outcome, node: str) -> str:
    """What in the case is the reason that a node is missing."""
    if node in outcome.in_case.staffed_roles:
        return ""
    reasons = list(dict.fromkeys(reason_words(outcome, one) for one in outcome.reasons(node)))
    return f" because {listed(reasons)}" if reasons else ""


def reason_words(outcome: Outcome, item: str) -> str:
    """A part of the case in words: “Dana Reyes is away”, “it is Tuesday 18:30”, “everything on power fails”."""
    kind, _, name = item.partition(":")
    if item == HOUR:
        return f"it is {outcome.case.at}"
    if kind == Person.NOUN:
        return f"{_person(outcome, name)} is away"
    if kind == SYSTEM:
        return f"everything on “{name}” fails"
    return f"“{_title(outcome, item)}” is lost"


def assumption(outcome: Outcome) -> str:
    """What the answer takes for granted about people whose hours are not entered; empty when there are none."""
    if outcome.case.at is None:
        return ""
    holding = {row.person for role in outcome.in_case.staffed_roles for row in outcome.plan.holders(role)}
    people = [one for one in outcome.plan.people if one.id in holding]
    guessed = sum(Presence(outcome.case).is_assumed(one) for one in people)
    if not guessed:
        return ""
    have = "person who holds a role has" if guessed == 1 else "people who hold roles have"
    return (
        f"{number(guessed).capitalize()} {have} no hours entered. They are taken to be on site from 7:00 to 16:00 "
        "on the days they work, or Monday to Friday where no days are entered either"
    )


def situation(outcome: Outcome) -> Iterator[str]:
    """What the case supposes, one sentence each."""
    scope, case = outcome.as_it_stands.scope, outcome.case
    level = next((one.title for one in scope.pack.levels if one.rank == case.level), f"Level {case.level}")
    yield f"Activation level: {level}"
    if case.at:
        yield f"It is {case.at}"
    away = [one.label for one in outcome.plan.people if one.id in case.absent]
    if away:
        yield f"{listed(away)} {'is' if len(away) == 1 else 'are'} away and cannot be reached"
    for item in sorted(case.lost):
        words = reason_words(outcome, item)
        yield words[:1].upper() + words[1:]


def _person(outcome: Outcome, person_id: str) -> str:
    person = outcome.plan.get(Person, person_id)
    return person.label if person else person_id


def _title(outcome: Outcome, node: str) -> str:
    return title_of(outcome.as_it_stands.scope, node)


def _quoted(outcome: Outcome, node: str) -> str:
    """A role with its article, anything else in quotation marks."""
    title = _title(outcome, node)
    return f"the {title}" if node in outcome.in_case.scope.pack.roles else f"“{title}”"
