"""A section's text walked into blocks: placeholders filled, blanks drawn, links resolved, generated blocks built."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import replace
from typing import assert_never

from eopbuilder.document.blocks import BLOCKS, is_shown
from eopbuilder.document.conditions import is_withheld_section
from eopbuilder.document.context import SECTION_LEVEL, Context, Node, missing, says
from eopbuilder.document.facts_text import entries, not_applicable_text, unit_text
from eopbuilder.document.long_text import long_text_blocks
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Heading,
    Inline,
    Inlines,
    ListItems,
    Paragraph,
    Reference,
    Run,
)
from eopbuilder.document.placeholders import AskedFact, asked_fact, resolve
from eopbuilder.document.withheld import HERE, NOTHING_HERE
from eopbuilder.domain import prose
from eopbuilder.domain.facts import MANY, Kind, Known, NotApplicable, Withheld


def section_nodes(context: Context, printed: Container[str]) -> Iterator[Node]:
    """The content of a section's body. Links to sections that are not `printed` become plain words.

    What the edition does not show is still marked, and taken out by `withheld.without_withheld`.
    """
    for block in context.section.body:
        match block:
            case prose.Heading(level, text):
                context = replace(context, level=SECTION_LEVEL + level)
                yield Heading(context.level, text, "")
            case prose.Paragraph(inlines):
                yield from _paragraph(context, inlines, printed)
            case prose.ListBlock(items, ordered):
                filled = tuple(_inlines(context, item, printed) for item in items)
                yield ListItems(filled, "number" if ordered else "bullet")
            case prose.Generated(name, parameters):
                yield from BLOCKS[name](context, parameters) if is_shown(context, name, parameters) else NOTHING_HERE


def _paragraph(context: Context, inlines: tuple[prose.Inline, ...], printed: Container[str]) -> Iterator[Block]:
    alone = [one for one in inlines if not (isinstance(one, prose.Text) and not one.text.strip())]
    if len(alone) == 1 and isinstance(alone[0], prose.Placeholder):
        asked = asked_fact(context, alone[0].name)
        if asked and (asked.spec.kind is Kind.LONG_TEXT or asked.spec.kind in MANY):
            yield from answer_blocks(context, asked)
            return
    yield Paragraph(_inlines(context, _readable(context, inlines), printed))


def _readable(context: Context, inlines: tuple[prose.Inline, ...]) -> tuple[prose.Inline, ...]:
    """A sentence about a school whose name nobody entered yet speaks of “this school”: the cover and the school's facts
    say that the name is missing. Words to be read aloud on the day, which have blanks, keep the mark."""
    if context.plan.school.name or any(isinstance(one, prose.BlankToFill) for one in inlines):
        return inlines
    return tuple(
        prose.Text("This school" if _starts_a_sentence(inlines, index) else "this school", one.bold, one.italic)
        if isinstance(one, prose.Placeholder) and one.name == "school.name"
        else one
        for index, one in enumerate(inlines)
    )


def _starts_a_sentence(inlines: tuple[prose.Inline, ...], index: int) -> bool:
    before = inlines[index - 1] if index else None
    return before is None or (isinstance(before, prose.Text) and before.text.rstrip().endswith((".", "?", "!")))


def answer_blocks(context: Context, asked: AskedFact) -> tuple[Block, ...]:
    """A long answer, or one with several entries, standing on its own: paragraphs and lists."""
    if isinstance(asked.fact, Withheld):
        return NOTHING_HERE
    if isinstance(asked.fact, NotApplicable):
        return says(not_applicable_text(asked.fact))
    if isinstance(asked.fact, Known):
        value = asked.fact.value
        if isinstance(value, tuple):
            found = entries(context.plan, context.pack, asked.spec, value)
            if found:
                return (ListItems(tuple((Run(one),) for one in found)),)
        else:
            return long_text_blocks(str(value))
    return missing(asked.unanswered)


def _inlines(context: Context, inlines: tuple[prose.Inline, ...], printed: Container[str]) -> Inlines:
    found: list[Inline] = []
    for index, one in enumerate(inlines):
        match one:
            case prose.Text(text, bold, italic):
                found.append(Run(text, bold, italic))
            case prose.Placeholder(name, bold, italic):
                following = inlines[index + 1] if index + 1 < len(inlines) else None
                resolved = resolve(context, name, bold=bold, italic=italic)
                found.extend(_without_repeated_unit(context, name, resolved, following))
            case prose.BlankToFill(blank):
                found.append(Blank(blank))
            case prose.SectionLink(text, section) if section in printed:
                found.append(Reference(text, section))
            case prose.SectionLink(_, section) if is_withheld_section(context.plan, context.pack, section):
                found.extend(HERE)
            case prose.SectionLink(text):
                found.append(Run(text))
            case _:
                assert_never(one)
    return tuple(found)


def _without_repeated_unit(context: Context, name: str, resolved: Inlines, following: prose.Inline | None) -> Inlines:
    """“412 students” before the words “ students” becomes “412”: a pack may write the unit itself."""
    asked = asked_fact(context, name)
    if not asked or not asked.spec.unit or not isinstance(asked.fact, Known) or not isinstance(following, prose.Text):
        return resolved
    value = asked.fact.value
    unit = unit_text(value, asked.spec.unit) if isinstance(value, int | float) else asked.spec.unit
    next_words = following.text.lstrip()
    if not next_words.startswith((asked.spec.unit, unit)):
        return resolved
    return tuple(
        Run(one.text.removesuffix(unit).rstrip(), one.bold, one.italic) if isinstance(one, Run) else one
        for one in resolved
    )
