"""What nobody has decided yet, collected from the finished sections so that list and document always agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from eopbuilder.document.context import capitalized
from eopbuilder.document.nodes import (
    Block,
    Callout,
    Facts,
    Heading,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Reference,
    Run,
    Table,
    plain_text,
)


def undecided(blocks: Iterable[Block]) -> tuple[str, ...]:
    """What the blocks mark as missing, in order and once each; cells say which row they belong to."""
    return tuple(dict.fromkeys(_found(blocks)))


def _found(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Paragraph(inlines) | Callout(_, inlines):
                yield from _in(inlines)
            case ListItems(items):
                for item in items:
                    yield from _in(item)
            case Facts(pairs=pairs):
                for _label, inlines in pairs:
                    yield from (f"{block.caption.removesuffix(' at a glance')}: {text}" for text in _in(inlines))
            case Table(rows=rows):
                for row in rows:
                    yield from _in_row(row)
            case _:
                pass


def _in(inlines: Inlines) -> Iterator[str]:
    return (one.text for one in inlines if isinstance(one, Missing))


def _in_row(row: tuple[Inlines, ...]) -> Iterator[str]:
    name = plain_text(tuple(one for one in row[0] if isinstance(one, Run) and not one.italic)).strip().split("\n")[0]
    for cell in row:
        for text in _in(cell):
            yield f"{name}: {text}" if name and name not in text else text


def undecided_list(sections: Iterable[tuple[Heading, tuple[Block, ...]]]) -> tuple[Block, ...]:
    """A check list for each section that lacks something, below a link to it; a plain sentence when none does.

    What several sections lack is listed once, where it first comes up.
    """
    found: list[Block] = []
    listed: set[str] = set()
    for heading, blocks in sections:
        texts = [text for text in undecided(blocks) if text not in listed]
        listed.update(texts)
        if texts:
            found.append(Paragraph((Reference(heading.title, heading.anchor),)))
            found.append(ListItems(tuple((Run(capitalized(text)),) for text in texts), "check"))
    return tuple(found) or (Paragraph((Run("Everything this plan asks for has been decided."),)),)
