"""What nobody has decided yet, collected from the finished sections so that list and document always agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

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


class _Point(NamedTuple):
    """Something missing: what it belongs to, such as the row of a table or nothing, and what it is."""

    subject: str
    text: str


def _found(blocks: Iterable[Block]) -> Iterator[_Point]:
    for block in blocks:
        match block:
            case Paragraph(inlines) | Callout(_, inlines):
                yield from _in(inlines)
            case ListItems(items):
                for item in items:
                    yield from _in(item)
            case Facts(pairs=pairs, about=about):
                for _label, inlines in pairs:
                    yield from _in(inlines, about)
            case Table(rows=rows):
                for row in rows:
                    yield from _in_row(row)
            case _:
                pass


def _in(inlines: Inlines, subject: str = "") -> Iterator[_Point]:
    return (_Point(subject, one.text) for one in inlines if isinstance(one, Missing))


def _in_row(row: tuple[Inlines, ...]) -> Iterator[_Point]:
    name = plain_text(tuple(one for one in row[0] if isinstance(one, Run) and not one.italic)).strip().split("\n")[0]
    for cell in row:
        for point in _in(cell, name):
            yield _Point("", point.text) if name in point.text else point


def undecided_list(sections: Iterable[tuple[Heading, tuple[Block, ...]]]) -> tuple[Block, ...]:
    """A check list for each section that lacks something, below a link to it; a plain sentence when none does.

    What several sections lack is listed once, where it first comes up; what one subject lacks is one item.
    """
    found: list[Block] = []
    listed: set[_Point] = set()
    for heading, blocks in sections:
        points = [point for point in dict.fromkeys(_found(blocks)) if point not in listed]
        listed.update(points)
        if points:
            found.append(Paragraph((Reference(heading.title, heading.anchor),)))
            found.append(ListItems(tuple((Run(capitalized(text)),) for text in _items(points)), "check"))
    return tuple(found) or (Paragraph((Run("Everything this plan asks for has been decided."),)),)


def _items(points: Iterable[_Point]) -> list[str]:
    """A line for each point without a subject, and one for all points of a subject, where it first comes up."""
    lacking: dict[_Point | str, list[str]] = {}
    for point in points:
        lacking.setdefault(point.subject or point, []).append(point.text)
    return [f"{of}: {'; '.join(texts)}" if isinstance(of, str) else of.text for of, texts in lacking.items()]
