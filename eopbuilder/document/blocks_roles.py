"""Generated content on roles: who holds them, what they do, when they open, who steps up, what they depend on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from eopbuilder.document.context import Context, Node, label, marked, or_dash, parameter, parameter_list, table, words
from eopbuilder.document.nodes import NOT_DECIDED, Column, Inlines
from eopbuilder.domain.catalogue import ActivationLevel, Role
from eopbuilder.rolegraph.structure import TOP_LEVEL, Structure, active_roles, opens_at, structure_at

RELATION_WORDS = {
    "reports_to": "reports to",
    "needs": "needs",
    "needs_approval": "needs approval from",
    "informs": "informs",
    "hands_off_to": "hands over to",
    "backs_up": "backs up",
    "mutually_exclusive": "never the same person as",
}
DOUBLING_WORDS = {
    "error": "One person never holds two roles",
    "warning": "One person holds two roles only in the same section",
    "note": "One person may hold several roles",
}
MOST_NAMED_ROLES = 16
_ORDINALS = ("First", "Second", "Third", "Fourth", "Fifth", "Sixth")


def level_rank(context: Context, level: str) -> int:
    """The rank of the activation level with this id; the highest when none is named."""
    return next((one.rank for one in context.pack.levels if one.id == level), TOP_LEVEL)


def used_roles(context: Context) -> tuple[Role, ...]:
    """The roles this school uses at some level, in the pack's order."""
    return tuple(role for role in context.pack.roles.values() if opens_at(context.plan, role) is not None)


def supervisor_cell(context: Context, structure: Structure, role: Role) -> Inlines:
    """Whom a role reports to in a structure."""
    leader = structure.above.get(role.id)
    return or_dash(context.role_title(leader) if leader else "")


def role_table(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Every role in use (or open at a level): primary, alternates, supervisor, when it opens."""
    level = parameter(parameters, "level")
    rank = level_rank(context, level)
    roles = active_roles(context.plan, context.pack, rank) if level else used_roles(context)
    structure = structure_at(context.plan, context.pack, rank)
    columns = (
        Column("Role", 1.6),
        Column("Primary", 1.2),
        Column("Alternates, in order", 1.5),
        Column("Reports to", 1.6),
        Column("Opens at", 0.65),
    )
    return table(
        "Roles and who holds them",
        "roles",
        columns,
        (
            (
                marked(role.title, role.citations),
                context.primary(role),
                context.alternates(role),
                supervisor_cell(context, structure, role),
                words(f"Level {opens_at(context.plan, role)}"),
            )
            for role in roles
        ),
        none="which roles this school uses",
        summary="One row for each role: who holds it, who steps up, whom it reports to and when it opens.",
    )


def role_duties(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The duties of each role in use, of one group or of all."""
    group = parameter(parameters, "group")
    rows = (
        (marked(role.title, role.citations), words("\n".join(f"• {duty}" for duty in role.duties)))
        for role in used_roles(context)
        if role.duties and group in {"", role.group}
    )
    caption = f"Duties: {group}" if group else "Duties of each role"
    columns = (Column("Role", 1), Column("Duties", 3))
    return table(caption, f"duties-{group}".rstrip("-"), columns, rows, none="which of these roles this school uses")


def level_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The activation levels: when each is used, which roles it opens, how doubling is judged."""
    levels = sorted(context.pack.levels, key=lambda level: level.rank)
    columns = (
        Column("Level", 0.8),
        Column("When", 2),
        Column("Roles opened at this level", 2.6),
        Column("Several roles for one person", 1.3),
    )
    return table(
        "Activation levels",
        "levels",
        columns,
        (
            (
                marked(level.title, level.citations),
                words(level.text),
                or_dash(_opened(context, level)),
                words(DOUBLING_WORDS[level.doubling]),
            )
            for level in levels
        ),
        none="the activation levels",
    )


def _opened(context: Context, level: ActivationLevel) -> str:
    """The titles of the roles a level opens, or how many when they would fill a page."""
    titles = [role.title for role in used_roles(context) if opens_at(context.plan, role) == level.rank]
    if len(titles) > MOST_NAMED_ROLES:
        return f"{len(titles)} more roles; the table of roles names them"
    return ", ".join(titles)


def succession_table(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Who steps up, in order, for the named roles."""
    named = parameter_list(parameters, "roles")
    roles = [context.pack.roles[name] for name in named if name in context.pack.roles] or list(used_roles(context))
    depth = max((max(role.min_alternates, len(context.plan.alternates(role.id))) for role in roles), default=0)
    depth = min(depth, len(_ORDINALS))
    columns = (
        Column("Role", 1.3),
        Column("Holds the role"),
        *(Column(f"{ordinal} alternate") for ordinal in _ORDINALS[:depth]),
    )
    rows = ((words(role.title), context.primary(role), *_alternate_cells(context, role, depth)) for role in roles)
    return table("Order of succession", "succession", columns, rows, none="who takes over when a leader is away")


def _alternate_cells(context: Context, role: Role, depth: int) -> Iterator[Inlines]:
    present = [label(one) for one in context.present_alternates(role)]
    wanted = context.wanted_alternates(role)
    shown, rest = present[: depth - 1], present[depth - 1 :]
    if depth and rest:
        shown = [*shown, ", ".join(rest)]
    for index in range(depth):
        if index < len(shown):
            yield words(shown[index])
        elif wanted and index < role.min_alternates:
            yield (replace(wanted, brief=NOT_DECIDED),)
        else:
            yield or_dash("")


def dependency_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """What roles need from each other beyond reporting lines."""
    used = {role.id for role in used_roles(context)}
    rows = (
        (
            words(context.role_title(one.source)),
            words(RELATION_WORDS[one.type]),
            words(context.role_title(one.target)),
            marked(one.text, one.citations),
            or_dash(one.phase.capitalize()),
        )
        for one in context.pack.relations
        if all(end in used or end in context.pack.nodes for end in (one.source, one.target))
    )
    columns = (
        Column("Who", 1.2),
        Column("Relation", 0.9),
        Column("Whom or what", 1.3),
        Column("Why", 2.3),
        Column("When", 0.6),
    )
    return table("What roles depend on", "dependencies", columns, rows, none="what the roles depend on")
