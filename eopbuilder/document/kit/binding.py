"""The sheets of the kit as pages of the plan's appendices: those that say more than the plan does elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime

from eopbuilder.document.kit.catalogue import KIT, KitDocument, context_in
from eopbuilder.document.nodes import Block, Boxes, Document, Facts, Figure, Heading, Part, Table
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.scene import scaled
from eopbuilder.rolegraph.structure import TOP_LEVEL
from eopbuilder.working import nothing

NOT_BOUND = frozenset(
    {
        *("message-sheets", "site-sheets", "maps", "ics-207"),
        *("cards-english", "cards-spanish", "family-guide-english", "family-guide-spanish", "binder-tabs"),
    }
)
"""The annexes of the plan have what the first say; the others are of use beside the plan only, like cards and signs."""
_LOOK = "form"
_LESS_ROOM = 0.9
"""Pages of a plan have wider margins than those of forms; boxes to write in and drawings take so much less of them."""
_SHEET, _WITHIN, _DEEPER = 2, 3, 4
"""Levels of headings below “Appendices”: a document, its pages, what stands on them."""


def bound_parts(
    plan: Plan, pack: Pack, as_of: date, created: datetime, edition: Edition, working: Callable[[], None] = nothing
) -> tuple[Part, ...]:
    """The pages of every sheet that the kit of an edition has and that is bound into the plan, out of a whole plan.

    `working` is called before each sheet and may raise to stop.
    """
    found: list[Part] = []
    for one in KIT:
        if one.is_in(edition) and one.name not in NOT_BOUND:
            working()
            context = context_in(one.facts_in(edition), plan, pack, as_of, TOP_LEVEL, created)
            found.extend(_parts(one, one.make(context)))
    return tuple(found)


def _parts(sheet: KitDocument, document: Document) -> Iterator[Part]:
    if document.look != _LOOK or not document.parts:
        return
    pages = [one for one in document.blocks() if isinstance(one, Heading) and one.level == 1]
    opens = pages[0] if len(pages) == 1 or pages[0].text == sheet.title else None
    title = Heading(_SHEET, sheet.title, f"kit-{sheet.name}", shown_as=_DEEPER)
    for place, part in enumerate(document.parts):
        blocks = tuple(_placed(sheet.name, one, opens, alone=len(pages) == 1) for one in part.blocks)
        if place == 0 and opens is None:
            blocks = (title, *blocks)
        yield replace(part, blocks=blocks, look=_LOOK)


def _placed(name: str, block: Block, opens: Heading | None, *, alone: bool) -> Block:
    """A block with an anchor of its own in the plan, and a heading below those of the plan, with the look it had.

    `opens` is the heading that stands for the whole document, `alone` when it has no other page.
    """
    match block:
        case Heading(level=level, anchor=anchor):
            below = _SHEET if block is opens else _WITHIN if level == 1 or alone else _DEEPER
            return replace(
                block, level=below, anchor=f"kit-{name}-{anchor}", shown_as=level, in_contents=below == _SHEET
            )
        case Figure(anchor=anchor, scene=scene):
            return replace(block, anchor=f"kit-{name}-{anchor}", scene=scaled(scene, _LESS_ROOM))
        case Table(anchor=anchor) | Facts(anchor=anchor):
            return replace(block, anchor=f"kit-{name}-{anchor}")
        case Boxes(rows):
            return replace(block, rows=tuple(replace(row, room=row.room * _LESS_ROOM) for row in rows))
        case _:
            return block
