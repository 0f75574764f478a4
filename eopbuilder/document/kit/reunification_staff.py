"""Sheets for those who receive families at a reunification site: greeter, checker and reunifier."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from eopbuilder import assets
from eopbuilder.document.context import label, lines, words
from eopbuilder.document.form_context import FormContext, with_phone
from eopbuilder.document.kit.sheets import SPANISH, briefly, holder_and_phone, kit_document
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Callout,
    Document,
    Facts,
    Heading,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Part,
    Run,
)

TITLE = "Reunification staff sheets"
_ROOM = 34.0
_NOTE = "Steps after the reunification annex of the plan (S39, S41); the words are our own, not a standard."


@cache
def _sheets() -> tuple[Mapping[str, Any], ...]:
    return tuple(tomllib.loads(assets.read_text("resources/kit/reunification.toml"))["sheet"])


def staff_sheets(context: FormContext) -> Document:
    """A page for each of the roles that the pack has."""
    parts = tuple(_sheet(context, one) for one in _sheets() if one["role"] in context.pack.roles)
    lacking = Paragraph((Missing("who receives families at the site"),))
    return kit_document(context, TITLE, parts or (Part((Heading(1, TITLE, "staff"), lacking), one_page=True),))


def _sheet(context: FormContext, sheet: Mapping[str, Any]) -> Part:
    role = context.pack.roles[sheet["role"]]
    mission = context.pack.missions.get(role.id)
    cases = tuple((name, _answer(context, question)) for name, question in sheet["cases"])
    blocks: tuple[Block, ...] = (
        Heading(1, role.title, role.id),
        Paragraph((Run(mission.text if mission else next(iter(role.duties), role.title)),), "lead"),
        Facts(
            "",
            f"{role.id}-people",
            (
                ("Held by", _holders(context, role.id)),
                ("You report to", _leader(context, role.id)),
            ),
            label_share=0.22,
        ),
        Boxes((BoxRow((Box("Your place today", (), 1.5), Box("Radio channel")), _ROOM),)),
        Callout("Say", (Run(f"“{sheet['say_en']}”"),)),
        Callout("In Spanish", (Run(f"“{sheet['say_es']}”", language=SPANISH),)),
        Heading(2, "Step by step", f"{role.id}-steps"),
        ListItems(tuple(words(one) for one in sheet["steps"]), "number"),
        Heading(2, "As our plan has it", f"{role.id}-rules"),
        Facts("", f"{role.id}-cases", cases, label_share=0.3),
        Paragraph((Run(_NOTE),), "source"),
    )
    return Part(blocks, one_page=True, grow=1.4)


def _answer(context: FormContext, question: str) -> Inlines:
    return briefly(context.answer(question)) or words("Ask the Reunification Branch Director")


def _holders(context: FormContext, role: str) -> Inlines:
    people = (*((holder,) if (holder := context.holder(role)) else ()), *context.alternates(role))
    if not people:
        return context.who(role)
    return lines(with_phone((Run(label(person)),), context.phone_of(person)) for person in people)


def _leader(context: FormContext, role: str) -> Inlines:
    above = context.structure.above.get(role)
    if above is None:
        return (Missing("whom this role reports to", "Not decided yet"),)
    return (Run(f"{context.title(above)}: "), *holder_and_phone(context, above))
