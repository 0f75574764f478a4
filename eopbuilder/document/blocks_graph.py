"""The role charts: a drawing for each activation level, lowest first, with the same content as a table.

The table of the lowest level names every role; each higher one only what it changes, so that nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eopbuilder.document.blocks_roles import level_rank
from eopbuilder.document.context import Context, Landscape, Node, marked, missing, parameter, words
from eopbuilder.document.nodes import Block, Column, Figure, Inlines, Table
from eopbuilder.document.stylesheet import drawing_room
from eopbuilder.rolegraph.structure import LEVELS, active_roles

CAPTION_SPACE = 60.0
"""Points kept free beside a drawing for its caption, in Word as in PDF."""
_SHARES = (1.3, 1.2, 1.8, 1.1, 1.5)
_CHANGE_COLUMNS = (Column("Role", 1.6), Column("Change", 2.4), Column("Primary", 0.9), Column("Alternates", 1.5))


def graph(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The charts of the activation levels up to the one named, on landscape pages, each with its table."""
    top = level_rank(context, parameter(parameters, "level"))
    ranks = [rank for rank in LEVELS if rank <= top and active_roles(context.plan, context.pack, rank)]
    if not ranks:
        return missing("which roles this school uses")
    blocks: list[Block] = []
    for place, rank in enumerate(ranks):
        blocks.extend(chart_figures(context, rank))
        blocks.append(_changes(context, rank, ranks[place - 1]) if place else _roles(context, rank))
    return (Landscape(tuple(blocks)),)


def chart_figures(context: Context, rank: int) -> Iterator[Figure]:
    """The drawing of a level, on as many figures as it needs to be readable."""
    from eopbuilder.rolegraph.chart_pages import chart_pages
    from eopbuilder.rolegraph.describe import page_text

    width, height = drawing_room()
    pages = chart_pages(
        context.plan,
        context.pack,
        context.as_of,
        level=rank,
        max_width=width,
        max_height=height - CAPTION_SPACE,
        working=context.working,
    )
    for one in pages:
        caption = f"Who reports to whom at {_level_title(context, rank)}"
        if one.leader is not None:
            caption = f"{caption}: {context.role_title(one.leader)} and team"
        told = page_text(context.plan, context.pack, context.as_of, rank, one.leader, one.roles)
        yield Figure(caption, "role-chart", one.scene, told)


def _roles(context: Context, rank: int) -> Table:
    """Every role of a level."""
    from eopbuilder.rolegraph.describe import CHART_COLUMNS, chart_rows

    rows = tuple(
        _row(context, row.role, row.cells) for row in chart_rows(context.plan, context.pack, context.as_of, rank)
    )
    columns = tuple(Column(name, share) for name, share in zip(CHART_COLUMNS, _SHARES, strict=True))
    return Table(f"The role chart at {_level_title(context, rank)} in words", "role-chart-table", columns, rows)


def _changes(context: Context, rank: int, below: int) -> Table:
    """What a level changes against the one below it."""
    from eopbuilder.rolegraph.describe import changes_from_below

    here, there = _level_title(context, rank), _level_title(context, below)
    caption = f"What changes at {here} compared with {there}; all else stays"
    rows = []
    for one in changes_from_below(context.plan, context.pack, context.as_of, rank):
        role = context.pack.roles[one.row.role]
        unchanged = words("as before", italic=True)
        primary = context.primary(role) if one.opens else unchanged
        alternates = context.alternates(role) if one.opens else unchanged
        rows.append((marked(role.title, role.citations), words(one.change), primary, alternates))
    if not rows:
        nothing = words("No role")
        rows.append((nothing, words(f"The same roles are open as at {there}"), words("–"), words("–")))
    return Table(caption, "role-chart-changes", _CHANGE_COLUMNS, tuple(rows))


def _level_title(context: Context, rank: int) -> str:
    return next((one.title for one in context.pack.levels if one.rank == rank), f"Level {rank}")


def _row(context: Context, role_id: str, cells: tuple[str, ...]) -> tuple[Inlines, ...]:
    """The chart's words for a role; who holds it is marked where nobody does, as everywhere in the document."""
    role = context.pack.roles[role_id]
    title, leader, depends, *_people = cells
    return (
        marked(title, role.citations),
        words(leader),
        words(depends),
        context.primary(role),
        context.alternates(role),
    )
