"""The role chart: a landscape page with the drawing, then the same content as a table."""

from __future__ import annotations

from collections.abc import Mapping

from eopbuilder.document.blocks_roles import level_rank, supervisor_cell
from eopbuilder.document.context import Context, Landscape, Node, marked, missing, or_dash, parameter
from eopbuilder.document.nodes import Column, Figure, Inlines, PageBreak, Table, plain_text
from eopbuilder.document.stylesheet import load_stylesheet
from eopbuilder.domain.catalogue import Role
from eopbuilder.rolegraph.structure import Structure, structure_at

CAPTION_SPACE = 40.0
"""Points kept free below the drawing for its caption."""
DEPENDS = ("needs", "needs_approval")


def graph(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The chart of an activation level with its table, on landscape pages."""
    from eopbuilder.rolegraph.layout import chart_scene

    level = parameter(parameters, "level")
    rank = level_rank(context, level)
    structure = structure_at(context.plan, context.pack, rank)
    roles = tuple(structure.active.values())
    if not roles:
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
    rows = tuple(_row(context, structure, role) for role in roles)
    columns = (
        Column("Role", 1.3),
        Column("Reports to", 1.2),
        Column("Depends on", 1.8),
        Column("Primary", 1.1),
        Column("Alternates, in order", 1.5),
    )
    figure = Figure(f"Who reports to whom at {title}", "role-chart", scene, _alternative(title, rows))
    content = Table(f"The role chart at {title} in words", "role-chart-table", columns, rows)
    return (Landscape((figure, PageBreak(), content)),)


def _row(context: Context, structure: Structure, role: Role) -> tuple[Inlines, ...]:
    needed = dict.fromkeys(
        context.role_title(one.target)
        for one in context.pack.relations
        if one.source == role.id
        and one.type in DEPENDS
        and (one.target in structure.active or one.target in context.pack.nodes)
    )
    return (
        marked(role.title, role.citations),
        supervisor_cell(context, structure, role),
        or_dash(", ".join(needed)),
        context.primary(role),
        context.alternates(role),
    )


def _alternative(title: str, rows: tuple[tuple[Inlines, ...], ...]) -> str:
    """The chart in words: one sentence for each role. The table after the figure says more."""
    lines = []
    for role, leader, _needs, primary, _alternates in rows:
        above = plain_text(leader)
        reports = "leads" if above == "–" else f"reports to {above}"
        lines.append(f"{plain_text(role)} ({plain_text(primary)}) {reports}.")
    return f"Chart of {len(rows)} roles at {title}. {' '.join(lines)}"
