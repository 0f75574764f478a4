"""The call tree: who calls whom, along the lines of command, so that no call depends on one person."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.document.context import DASH, label, words
from eopbuilder.document.facts_text import list_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import kit_document
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Column,
    Document,
    Heading,
    Inline,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.catalogue import Role
from eopbuilder.rolegraph.describe import roles_in_chart_order
from eopbuilder.rolegraph.structure import command_role

TITLE = "Call tree"
_HOW = (
    "Call the people below your name in this order. Read the message. Write the time in the last column.",
    "Nobody answers? Call who steps up next, then go on. Try the first number again at the end.",
    "When all are reached, tell the person who called you, and say who is missing.",
)


def call_tree(context: FormContext) -> Document:
    """A table of calls for each leader, from the top down."""
    blocks: list[Block] = [
        Heading(1, TITLE, "call-tree"),
        ListItems(tuple(words(one) for one in _HOW), "number"),
        Paragraph(
            (Run("Message: ", bold=True), Blank("what has happened"), Run(" "), Blank("what to do, where to go"))
        ),
        *_first_call(context),
    ]
    for leader in roles_in_chart_order(context.structure):
        called = [context.structure.active[one] for one in context.structure.reports_of(leader.id)]
        if called:
            blocks.append(_calls(context, leader, called))
    blocks.append(Paragraph(_everyone_else(context)))
    return kit_document(context, TITLE, (Part(tuple(blocks)),))


def _first_call(context: FormContext) -> Iterator[Block]:
    top = command_role(context.pack)
    if top is None or top not in context.structure.active:
        yield Paragraph((Missing("who is in charge and makes the first call"),))
        return
    start = Run("First call, by whoever sees the danger, after 911: ", bold=True)
    yield Paragraph((start, *_reached(context, context.pack.roles[top])))


def _reached(context: FormContext, role: Role) -> Inlines:
    """Who holds a role and who steps up, with numbers, in a sentence."""
    found: list[Inline] = [
        Run(f"{role.title}, "),
        *context.who(role.id),
        Run(" "),
        *context.phone(role.id),
    ]
    for person in context.alternates(role.id)[:1]:
        found += [Run(f"; if nobody answers: {label(person)} "), *context.phone_of(person)]
    return (*found, Run("."))


def _calls(context: FormContext, leader: Role, called: list[Role]) -> Table:
    who = context.holder(leader.id)
    name = f"{leader.title} ({label(who)})" if who else leader.title
    columns = (
        Column("Role", 1.3),
        Column("Name", 1.05),
        Column("Phone", 1.05),
        Column("No answer? Then", 1.05),
        Column("Phone", 1.05),
        Column("Time", 0.5),
    )
    rows = tuple(_call(context, role) for role in called)
    summary = f"The calls of the {leader.title}, in order; the time of each is written in."
    return Table(f"{name} calls", f"calls-of-{leader.id}", columns, rows, summary, by_hand=True)


def _call(context: FormContext, role: Role) -> tuple[Inlines, ...]:
    backing = context.alternates(role.id)[:1]
    next_one: tuple[Inlines, Inlines] = (
        (words(label(backing[0])), context.phone_of(backing[0])) if backing else (DASH, DASH)
    )
    return (words(role.title), context.who(role.id), context.phone(role.id), *next_one, ())


def _everyone_else(context: FormContext) -> Inlines:
    """How staff without a role are told."""
    staff = next((one for one in context.plan.audiences if one.audience == "au-staff"), None)
    found = [context.plan.find("channels", one) for one in staff.channels] if staff else []
    start = Run("Everyone else on staff: ", bold=True)
    if not any(found):
        return (start, Missing("how staff without a role are told"))
    return (start, Run(f"told by {list_text([label(one) for one in found if one])}, in this order."))
