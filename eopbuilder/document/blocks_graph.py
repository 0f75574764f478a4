"""The role chart: a landscape page with the drawing, then the same content as a table."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.blocks_roles import level_rank
from eopbuilder.document.context import Context, Landscape, Node, marked, missing, parameter, words
from eopbuilder.document.nodes import Column, Figure, Inlines, PageBreak, Table
from eopbuilder.document.stylesheet import load_stylesheet

CAPTION_SPACE = 40.0
"""Points kept free below the drawing for its caption."""
_SHARES = (1.3, 1.2, 1.8, 1.1, 1.5)


def graph(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The chart of an activation level with its table, on landscape pages."""
    from eopbuilder.rolegraph.describe import CHART_COLUMNS, alternative_text, chart_rows
    from eopbuilder.rolegraph.layout import chart_scene

    rank = level_rank(context, parameter(parameters, "level"))
    rows = tuple(
        _row(context, row.role, row.cells) for row in chart_rows(context.plan, context.pack, context.as_of, rank)
    )
    if not rows:
        return missing("which roles this school uses")
    page = load_stylesheet().page
    scene = chart_scene(
        context.plan,
        context.pack,
        context.as_of,
        level=rank,
        max_width=page.height - page.margin_left - page.margin_right,
        max_height=page.width - page.margin_top - page.margin_bottom - CAPTION_SPACE,
    )
    title = next((one.title for one in context.pack.levels if one.rank == rank), f"Level {rank}")
    alternative = alternative_text(context.plan, context.pack, context.as_of, rank)
    figure = Figure(f"Who reports to whom at {title}", "role-chart", scene, alternative)
    columns = tuple(Column(name, share) for name, share in zip(CHART_COLUMNS, _SHARES, strict=True))
    content = Table(f"The role chart at {title} in words", "role-chart-table", columns, rows)
    return (Landscape((figure, PageBreak(), content)),)


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
