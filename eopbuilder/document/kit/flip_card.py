"""The classroom flip card: one page for each protective action, in words anyone understands at a glance."""

from __future__ import annotations

import re

from eopbuilder.document.context import label, words
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import (
    address,
    briefly,
    channels,
    kit_document,
    orderers,
    school_fact,
    school_words,
    with_blanks,
)
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
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import ProtectiveAction
from eopbuilder.domain.reference_lists import ActionKind

TITLE = "Classroom flip card"
_SENTENCE = re.compile(r"(?<=[.;])\s+")
_GROW = 1.4
_COUNTS = "role-ops-account"
_FIRST_PLACE, _SECOND_PLACE, _POST = "q-ev-1", "q-ev-2", "q-ics-6a"


def flip_card(context: FormContext) -> Document:
    """The room's own side first, then a side for each protective action of the pack."""
    own = {one.action: one for one in context.plan.all(ProtectiveAction)}
    sides = tuple(_side(context, kind, own.get(kind.id)) for kind in context.pack.actions.values())
    return kit_document(context, TITLE, (_room(context), *sides), look="card")


def _room(context: FormContext) -> Part:
    boxes = Boxes(
        (
            BoxRow((Box("This room"), Box("Adult in charge", share=2)), 58),
            BoxRow((Box("Way out"), Box("Second way out")), 58),
            BoxRow((Box("Where we shelter from a tornado"), Box("Partner class (it takes ours, we take theirs)")), 58),
        )
    )
    pairs = (
        ("Call 911", (Run("Say: “"), *school_words(context), Run(", "), *address(context), Run("”, and this room."))),
        ("Main office", school_fact(context, "phone")),
        ("We assemble at", _place(context, _FIRST_PLACE, "where people assemble first")),
        ("If that is unsafe", _place(context, _SECOND_PLACE, "where people assemble when the first place is unsafe")),
        ("Tell your count to", _counter(context)),
    )
    blocks: tuple[Block, ...] = (
        Heading(1, "In any emergency", "room"),
        Facts("", "room-facts", pairs, label_share=0.27),
        boxes,
        ListItems(
            (
                words(
                    "Count everyone. Write down who is missing, who is hurt, and who is with you from another class."
                ),
                words("Take the class list, medication and this card along."),
                words("Help those who need it, as you agreed beforehand."),
                words("Stay with your class until somebody relieves you."),
            ),
            "check",
        ),
    )
    return Part(blocks, one_page=True, grow=_GROW)


def _counter(context: FormContext) -> Inlines:
    """Who adds up the counts of all classes."""
    if _COUNTS not in context.pack.roles:
        return (Missing("who adds up the counts", "Not decided yet"),)
    return (Run(f"{context.title(_COUNTS)}: "), *context.who(_COUNTS))


def _place(context: FormContext, question: str, lacking: str) -> Inlines:
    return briefly(context.answer(question) or (Missing(lacking),))


def _side(context: FormContext, kind: ActionKind, action: ProtectiveAction | None) -> Part:
    says = action.says if action and action.says else kind.announcement
    steps = tuple(words(_ended(one)) for one in _SENTENCE.split(kind.means) if one)
    blocks: tuple[Block, ...] = (
        Heading(1, kind.title, kind.id),
        Callout("You hear", with_blanks(says, {})),
        ListItems(steps),
        Facts(
            "",
            f"{kind.id}-facts",
            (
                ("Used for", words(_ended(kind.used_for))),
                ("Who may order it", _who(context, action)),
                ("Announced by", _how(context, action)),
                ("How it ends", _end(kind, action)),
            ),
            label_share=0.22,
        ),
        Paragraph(words("The words for what people do are a suggestion of this program, not a standard."), "source"),
    )
    return Part(blocks, one_page=True, grow=_GROW)


def _ended(sentence: str) -> str:
    """A clause as a sentence of its own."""
    clause = sentence.strip().rstrip(";.")
    return f"{clause[:1].upper()}{clause[1:]}."


def _who(context: FormContext, action: ProtectiveAction | None) -> Inlines:
    found: list[Run | Missing] = []
    if action is None or action.anyone is None:
        found.append(Missing("whether any staff member may order it", "Not decided: may any adult order it?"))
    elif action.anyone:
        found.append(Run("You may, and every adult on staff, when life is in danger.", bold=True))
    named = orderers(context, action)
    if not named:
        return (
            *found,
            *([Run(" ")] if found else []),
            Missing("which roles may order it", "Not decided: which roles order it"),
        )
    first = context.holder(action.ordered_by[0]) if action else None
    by_name = f"{named} (first: {label(first)})" if first else named
    return (*found, Run(f" Otherwise the {by_name}." if found else f"The {by_name}."))


def _how(context: FormContext, action: ProtectiveAction | None) -> Inlines:
    named = channels(context, action)
    return words(f"{named}.") if named else briefly((Missing("how it is announced"),))


def _end(kind: ActionKind, action: ProtectiveAction | None) -> Inlines:
    return words(_ended(clean_text(action.ended_by) if action and action.ended_by else kind.ended_by))
