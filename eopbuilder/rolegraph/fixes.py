"""The fewest things a team would have to do so that a case leaves nothing uncovered and no annex without what it needs.

Each role nobody is there for takes one more name, and each other thing that is missing one remedy of its own; what a
new name mends along the way is not asked for twice. No fewer would do, because none of these mends another.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.findings import Where
from eopbuilder.domain.job_titles import title_fits
from eopbuilder.domain.records import Assignment, Audience, Person, ProtectiveAction, Provider
from eopbuilder.rolegraph.annex_needs import HELPERS, AnnexNeeds, title_of
from eopbuilder.rolegraph.conditions import mended_at
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.whatif import Outcome

_SOMEBODY = "somebody-who-is-there"


@dataclass(frozen=True)
class Fix:
    """One thing to do. `person` is who could take the role, as far as job titles tell; empty when nobody fits."""

    node: str
    text: str
    where: Where
    already: bool
    """Whether it closes a gap the plan has anyway."""
    person: str = ""


def smallest_fixes(outcome: Outcome) -> tuple[Fix, ...]:
    """What closes a case: first what the case itself opens, then the gaps the plan has anyway."""
    people = _candidates(outcome)
    roles = []
    for role in outcome.uncovered:
        person = next((one for one in people if _fits(one, outcome.in_case.scope.pack.roles[role])), None)
        if person is not None:
            people.remove(person)
        roles.append(_name_somebody(outcome, role, person))
    fixes = [*roles, *(_mend(outcome, node) for node in _still_missing(outcome))]
    return tuple(sorted(fixes, key=lambda fix: fix.already))


def _candidates(outcome: Outcome) -> list[Person]:
    """Who is there in the case, acts in no open role, is no police officer, and has no class to stay with."""
    scope = outcome.in_case.scope
    busy = {person for person in outcome.in_case.staffed_roles.values() if person}
    return [
        one
        for one in scope.plan.people
        if one.id not in busy and not one.has_left(scope.as_of) and not one.sworn and not one.teaches_class
    ]


def _fits(person: Person, role: Role) -> bool:
    return any(title_fits(person.job_title or "", wanted) for wanted in role.held_by)


def _name_somebody(outcome: Outcome, role: str, person: Person | None) -> Fix:
    scope = outcome.as_it_stands.scope
    at = outcome.case.at
    when = f" who is there on {at}" if at else ""
    perhaps = f", for example {person.label} ({person.job_title})" if person else ""
    more = "one more alternate" if outcome.plan.holders(role) else "somebody"
    text = f"Name {more} for the role {scope.title(role)}{when}{perhaps}"
    return Fix(role, text, scope.at(role), outcome.was_so_before(role), person.id if person else "")


def _still_missing(outcome: Outcome) -> Iterator[str]:
    """What the annexes would still lack if every role had somebody."""
    mended = _with_somebody_in(outcome)
    told: set[str] = set()
    for section in mended.annexes:
        for path in mended.paths_to_broken(section.id):
            node = path[-1].node
            if node not in told:
                told.add(node)
                yield node


def _with_somebody_in(outcome: Outcome) -> AnnexNeeds:
    """The case with one person more, who takes every role that is uncovered."""
    scope = outcome.in_case.scope
    plan = scope.plan.with_list(
        Person.TABLE, (*scope.plan.people, Person(id=_SOMEBODY, position=len(scope.plan.people)))
    )
    added = (
        Assignment(id=f"{_SOMEBODY}:{role}", role=role, person=_SOMEBODY, order=len(plan.holders(role)) + 1)
        for role in outcome.uncovered
    )
    plan = plan.with_list(Assignment.TABLE, (*plan.assignments, *added))
    return AnnexNeeds(Scope(plan, scope.pack, scope.as_of), outcome.case.level, outcome.case.lost)


def _mend(outcome: Outcome, node: str) -> Fix:
    scope = outcome.as_it_stands.scope
    title, pack, already = title_of(scope, node), scope.pack, outcome.was_so_before(node)
    if node == HELPERS:
        text = "Sign an agreement with one more provider, so that the loss of one does not leave you without help"
        return Fix(node, text, _page(pack, Provider.TABLE), already)
    if node.startswith(f"{Audience.NOUN}:"):
        text = f"Give “{title}” one more channel, which does not fail together with the others and has a sender there"
        return Fix(node, text, _page(pack, Audience.TABLE), already)
    if node in pack.nodes:
        text = f"See to “{title}”{'' if already else ' in a second way'}. {pack.nodes[node].text}".rstrip(".")
        return Fix(node, text, mended_at(pack, node), already)
    text = f"Let one more role, or any staff member, order “{title}”, and give it one more channel"
    return Fix(node, text, _page(pack, ProtectiveAction.TABLE), already)


def _page(pack: Pack, table: str) -> Where:
    return Where(pack.step_of_editor.get(table, ""), "", "", "bp-org")
