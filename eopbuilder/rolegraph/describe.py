"""The role chart in words: one row for each role, and one paragraph for readers who cannot see the drawing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.findings import sentence
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment
from eopbuilder.rolegraph.dependencies import links_of, said
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates
from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL, Structure, command_role
from eopbuilder.rolegraph.wording import listed, number, separated

CHART_COLUMNS = ("Role", "Reports to", "Depends on", "Primary", "Alternates")
NOTHING_ELSE = "Nothing else"
_DEPENDS = ("needs", "needs_approval")
_MOST_NAMED = 12
"""Vacant roles the paragraph names; the table names them all."""
_MOST_LINKS = 40
"""Links a paragraph on dependencies names; the data of the graph have them all."""


@dataclass(frozen=True)
class ChartRow:
    """One role of the chart: its id, and one text for each of `CHART_COLUMNS`."""

    role: str
    cells: tuple[str, ...]


def chart_rows(plan: Plan, pack: Pack, as_of: date, level: int) -> tuple[ChartRow, ...]:
    """The roles open at a level as the chart shows them: each leader, then the team below."""
    scope = Scope(plan, pack, as_of)
    structure = scope.structures[level]
    needed: dict[str, dict[str, None]] = {}
    for one in pack.relations:
        if one.type in _DEPENDS and (one.target in structure.active or one.target in pack.nodes):
            needed.setdefault(one.source, {})[scope.title(one.target)] = None
    return tuple(
        ChartRow(
            role.id,
            (
                role.title,
                _leader(scope, structure, role),
                separated(tuple(needed.get(role.id, ()))) or NOTHING_ELSE,
                primary_text(scope, role),
                alternates_text(scope, role),
            ),
        )
        for role in roles_in_chart_order(structure)
    )


def roles_in_chart_order(structure: Structure) -> Iterator[Role]:
    """The open roles, depth first: the command role and its teams, then whoever hangs loose."""
    waiting = list(reversed(structure.roots()))
    while waiting:
        here = waiting.pop()
        if here in structure.active:
            yield structure.active[here]
        waiting.extend(reversed(structure.reports_of(here)))


def primary_text(scope: Scope, role: Role) -> str:
    """Who holds a role first, or why nobody does; empty where the plan's edition does not tell."""
    if _tells_no_names(scope):
        return ""
    if role.id in scope.primaries:
        return scope.primaries[role.id].label
    gone = scope.plan.primary(role.id)
    if gone:
        return f"Nobody assigned ({gone.label} has left)"
    return "Nobody assigned" if role.needs_primary else "Assigned on the day"


def alternates_text(scope: Scope, role: Role) -> str:
    """Who steps up, in order, or whether somebody should; empty where the plan's edition does not tell."""
    if _tells_no_names(scope):
        return ""
    names = ", ".join(one.label for one in present_alternates(scope.plan, role.id, scope.as_of))
    return names or ("Nobody named" if role.min_alternates else "None needed")


def alternative_text(plan: Plan, pack: Pack, as_of: date, level: int = TOP_LEVEL) -> str:
    """The chart of a level in one paragraph: how many roles, who commands, the sections, which roles nobody holds."""
    scope = Scope(plan, pack, as_of)
    structure = scope.structures[level]
    roles = tuple(roles_in_chart_order(structure))
    at = next((one.title for one in pack.levels if one.rank == level), f"Level {level}")
    if not roles:
        return f"No role is open at {at}."
    are = "role is" if len(roles) == 1 else "roles are"
    sentences = [f"{number(len(roles)).capitalize()} {are} open at {at}."]
    command = command_role(pack)
    if command is not None and command in structure.active:
        sentences.append(f"In charge: {_held(scope, structure.active[command])}.")
    chiefs = [_held(scope, role) for role in roles if role.rank == "lvl-section"]
    if chiefs:
        sentences.append(f"Section chiefs: {listed(chiefs)}.")
    if _tells_no_names(scope):
        return " ".join(sentences)
    vacant = [role.title for role in roles if role.needs_primary and role.id not in scope.primaries]
    if vacant:
        holds = "this role" if len(vacant) == 1 else f"these {number(len(vacant))} roles"
        sentences.append(f"Nobody holds {holds}: {listed(vacant, _MOST_NAMED)}.")
    else:
        sentences.append("Somebody is assigned to every role that needs it.")
    return " ".join(sentences)


def team_text(plan: Plan, pack: Pack, as_of: date, level: int, leader: str, roles: Sequence[str]) -> str:
    """A page of a split chart in one paragraph: whose branch it is, who reports to its leader, whom nobody holds."""
    scope = Scope(plan, pack, as_of)
    structure = scope.structures[level]
    named = [structure.active[one] for one in roles if one in structure.active]
    head = _held(scope, structure.active[leader]) if leader in structure.active else scope.title(leader)
    team = [_held(scope, role) for role in named if structure.above[role.id] == leader]
    sentences = [f"The branch of {head}: {number(len(named))} {'role' if len(named) == 1 else 'roles'}."]
    if team:
        sentences.append(f"{'Reports' if len(team) == 1 else 'Report'} to its leader: {listed(team, _MOST_NAMED)}.")
    vacant = [role.title for role in named if role.needs_primary and role.id not in scope.primaries]
    if vacant and not _tells_no_names(scope):
        sentences.append(f"Nobody holds: {listed(vacant, _MOST_NAMED)}.")
    return " ".join(sentences)


def page_text(plan: Plan, pack: Pack, as_of: date, level: int, leader: str | None, roles: Sequence[str]) -> str:
    """A page of the chart in one paragraph: that of the whole level, or of the branch of its leader."""
    if leader is None:
        return alternative_text(plan, pack, as_of, level)
    return team_text(plan, pack, as_of, level, leader, roles)


def dependencies_text(plan: Plan, pack: Pack, level: int, around: str = "") -> str:
    """The links of a level as sentences: those around one role, or else as many of all as a paragraph holds."""
    links = links_of(plan, pack, level).relations
    sentences = [sentence(said(pack, one)) for one in links if not around or around in (one.source, one.target)]
    if not sentences:
        return "Nothing here depends on anything at this level."
    more = len(sentences) - _MOST_LINKS
    return " ".join([*sentences[:_MOST_LINKS], *([f"And {number(more)} more."] if more > 0 else [])])


@dataclass(frozen=True)
class Change:
    """What an activation level changes for a role: its row at that level, and the change in words."""

    row: ChartRow
    change: str
    opens: bool


def changes_from_below(plan: Plan, pack: Pack, as_of: date, level: int) -> tuple[Change, ...]:
    """What a level changes against the one below it: roles that open, other supervisors, more to depend on."""
    before = {row.role: row for row in chart_rows(plan, pack, as_of, level - 1)} if level > LEVELS[0] else {}
    found: list[Change] = []
    for row in chart_rows(plan, pack, as_of, level):
        _title, leader, depends, *_people = row.cells
        earlier = before.get(row.role)
        if earlier is None:
            needs = "" if depends == NOTHING_ELSE else f"; depends on {depends}"
            found.append(Change(row, f"Opens; reports to {leader}{needs}", True))
            continue
        words: list[str] = []
        if leader != earlier.cells[1]:
            words.append(f"reports to {leader}, no longer to {earlier.cells[1]}")
        if depends != earlier.cells[2]:
            words.append(f"depends on {depends}")
        if words:
            found.append(Change(row, f"Now {'; '.join(words)}", False))
    return tuple(found)


def _tells_no_names(scope: Scope) -> bool:
    return scope.plan.withholds(Assignment.DISCLOSURE)


def _held(scope: Scope, role: Role) -> str:
    if _tells_no_names(scope):
        return role.title
    person = scope.primaries.get(role.id)
    return f"{role.title} ({person.label if person else 'nobody assigned'})"


def _leader(scope: Scope, structure: Structure, role: Role) -> str:
    leader = structure.above[role.id]
    if leader is not None:
        return scope.title(leader)
    return "Nobody (in charge)" if role.id == command_role(scope.pack) else "Nobody yet"
