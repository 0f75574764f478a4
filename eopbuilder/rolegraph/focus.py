"""All there is to know about one role in words: who holds it, how to reach them, what they do, whom they depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.catalogue import EdgeType, GraphNode, Pack, Relation, Role
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.conditions import is_ready
from eopbuilder.rolegraph.dependencies import FLOWS, Links, Path, links_at, reach
from eopbuilder.rolegraph.describe import alternates_text, primary_text
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.structure import TOP_LEVEL, Structure
from eopbuilder.rolegraph.wording import from_level, listed

_AHEAD: Mapping[EdgeType, str] = {
    "needs": "Needs",
    "needs_approval": "Needs approval from",
    "hands_off_to": "Hands over to",
    "informs": "Informs",
}
_BACK: Mapping[EdgeType, str] = {
    "needs": "Needed by",
    "needs_approval": "Gives approval to",
    "hands_off_to": "Takes over from",
    "informs": "Informed by",
}
_MOST_IN_SUMMARY = 4


@dataclass(frozen=True)
class CardSection:
    """A heading with its lines; `ordered` when their order counts."""

    heading: str
    lines: tuple[str, ...]
    ordered: bool = False


@dataclass(frozen=True)
class FocusCard:
    """A role, or something roles depend on. `subtitle` says what it is; `summary` is the card in a few lines."""

    node: str
    title: str
    subtitle: str
    sections: tuple[CardSection, ...]
    summary: str


def focus_cards(plan: Plan, pack: Pack, as_of: date, level: int = TOP_LEVEL) -> Mapping[str, FocusCard]:
    """The card of every role open at a level, and of everything else in the pack that roles depend on."""
    scope = Scope(plan, pack, as_of)
    structure = scope.structures[level]
    links = links_at(pack, structure)
    cards = [_of_role(scope, structure, links, role) for role in structure.active.values()]
    cards += [_of_node(scope, links, node) for node in pack.nodes.values()]
    return {card.node: card for card in cards}


def _of_role(scope: Scope, structure: Structure, links: Links, role: Role) -> FocusCard:
    alternates = present_alternates(scope.plan, role.id, scope.as_of)
    primary = scope.primaries.get(role.id)
    leader = structure.above[role.id]
    team = tuple(scope.title(one) for one in structure.reports_of(role.id))
    sections = (
        CardSection("Held by", (_reached(primary) if primary else primary_text(scope, role),)),
        CardSection(
            "Alternates, in the order they step up",
            tuple(map(_reached, alternates)) or (alternates_text(scope, role),),
            ordered=bool(alternates),
        ),
        CardSection("Reports to", (scope.title(leader),) if leader else ("Nobody",)),
        CardSection("Leads", team),
        CardSection("Duties", tuple(map(_as_line, role.duties))),
        *_links(scope, links, role.id),
    )
    return FocusCard(
        role.id,
        role.title,
        f"Role, open {from_level(scope.opens[role.id])}",
        tuple(one for one in sections if one.lines),
        _summary(scope, links, role, primary, alternates),
    )


def _of_node(scope: Scope, links: Links, node: GraphNode) -> FocusCard:
    ready = "ready" if is_ready(scope.plan, scope.pack, scope.as_of, node.id) else "not ready yet"
    sections = (CardSection("What it is", (node.text,) if node.text else ()), *_links(scope, links, node.id))
    used = [scope.title(one.source) for one in links.to(node.id)]
    lines = [f"{node.title} ({node.kind}), {ready}"]
    if used:
        lines.append(f"Used by {listed(tuple(dict.fromkeys(used)), _MOST_IN_SUMMARY)}")
    subtitle = f"{node.kind.capitalize()}, {ready}"
    return FocusCard(node.id, node.title, subtitle, tuple(one for one in sections if one.lines), "\n".join(lines))


def _reached(person: Person) -> str:
    """A person with job title, phone and e-mail, or what is missing to reach them."""
    ways = [way for way in (person.best_phone, person.email) if way] or ["no phone or e-mail given"]
    return ", ".join([person.label, *([person.job_title] if person.job_title else []), *ways])


def _links(scope: Scope, links: Links, node: str) -> Iterator[CardSection]:
    """Links to and from a node by kind, then everything reached through others."""
    for kind in FLOWS:
        yield CardSection(_AHEAD[kind], _ends(scope, links.of(node), kind, "target"))
    for kind in FLOWS:
        yield CardSection(_BACK[kind], _ends(scope, links.to(node), kind, "source"))
    found = reach(links, node)
    yield CardSection("Depends on, directly or through others", _reached_through(scope, found.upstream))
    yield CardSection("Depend on it, directly or through others", _reached_through(scope, found.downstream))


def _ends(scope: Scope, relations: Iterable[Relation], kind: EdgeType, end: str) -> tuple[str, ...]:
    """The other ends of the links of one kind, each with why."""
    return tuple(
        f"{scope.title(getattr(one, end))}{f': {one.text}' if one.text else ''}"
        for one in relations
        if one.type == kind
    )


def _reached_through(scope: Scope, paths: Mapping[str, Path]) -> tuple[str, ...]:
    lines = []
    for node, path in paths.items():
        between = tuple(map(scope.title, path[1:-1]))
        lines.append(f"{scope.title(node)}{f', through {listed(between)}' if between else ''}")
    return tuple(lines)


def _summary(scope: Scope, links: Links, role: Role, primary: Person | None, alternates: tuple[Person, ...]) -> str:
    lines = [role.title, _reached(primary) if primary else primary_text(scope, role)]
    if alternates:
        lines.append(f"Then {listed(tuple(one.label for one in alternates), _MOST_IN_SUMMARY)}")
    found = reach(links, role.id)
    if found.upstream:
        lines.append(f"Depends on {listed(tuple(map(scope.title, found.upstream)), _MOST_IN_SUMMARY)}")
    if found.downstream:
        lines.append(f"Needed by {listed(tuple(map(scope.title, found.downstream)), _MOST_IN_SUMMARY)}")
    return "\n".join(lines)


def _as_line(words: str) -> str:
    return words[:1].upper() + words[1:]
