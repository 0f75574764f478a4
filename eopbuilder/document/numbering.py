"""Final numbers, captions, anchors and references. After this, writers only draw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from eopbuilder.document.context import DEEPEST_LEVEL, SECTION_LEVEL
from eopbuilder.document.nodes import (
    NOT_DECIDED,
    Block,
    Callout,
    Facts,
    Figure,
    Heading,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Part,
    Reference,
    Run,
    Table,
)

_LONGEST_SLUG = 48


def slug(text: str) -> str:
    """Words as an anchor: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST_SLUG].strip("-")


def number_parts(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """The same parts with final numbers, captions, unique anchors and references that lead somewhere.

    Sections (level 2) bring their number and anchor along. A reference without words gets those of its target, such as
    “Table 3”; one to an anchor that does not exist becomes plain words.
    """
    counter = _Counter()
    numbered = tuple(replace(part, blocks=tuple(counter.numbered(block) for block in part.blocks)) for part in parts)
    return tuple(
        replace(part, blocks=tuple(_linked(block, counter.targets) for block in part.blocks)) for part in numbered
    )


@dataclass
class _Counter:
    """What numbering remembers on its way through the document. `targets` maps each anchor to its short name."""

    targets: dict[str, str] = field(default_factory=dict)
    section: str = ""
    section_number: str = ""
    below: list[int] = field(default_factory=lambda: [0] * (DEEPEST_LEVEL - SECTION_LEVEL))
    tables: int = 0
    figures: int = 0

    def numbered(self, block: Block) -> Block:
        match block:
            case Heading():
                return self._heading(block)
            case Table():
                self.tables += 1
                name = f"Table {self.tables}"
                anchor = self._anchor(block.anchor or "table", name)
                rows = tuple(tuple(_brief(cell) for cell in row) for row in block.rows)
                return replace(block, caption=f"{name}. {block.caption}", anchor=anchor, rows=rows)
            case Figure():
                self.figures += 1
                name = f"Figure {self.figures}"
                anchor = self._anchor(block.anchor or "figure", name)
                return replace(block, caption=f"{name}. {block.caption}", anchor=anchor)
            case Facts():
                pairs = tuple((label, _brief(inlines)) for label, inlines in block.pairs)
                return replace(block, anchor=self._anchor(block.anchor or "facts", block.caption), pairs=pairs)
            case _:
                return block

    def _heading(self, heading: Heading) -> Heading:
        if heading.level <= SECTION_LEVEL:
            anchor = self._unique(heading.anchor or slug(heading.text) or "section")
            if heading.level == SECTION_LEVEL:
                self.section, self.section_number = anchor, heading.number
            self.below = [0] * len(self.below)
            self.targets[anchor] = heading.title
            return replace(heading, anchor=anchor)
        depth = heading.level - SECTION_LEVEL - 1
        self.below[depth] += 1
        self.below[depth + 1 :] = [0] * len(self.below[depth + 1 :])
        below = ".".join(str(count) for count in self.below[: depth + 1])
        number = f"{self.section_number}.{below}" if self.section_number else ""
        numbered = replace(heading, number=number)
        return replace(numbered, anchor=self._anchor(heading.anchor or slug(heading.text) or "part", numbered.title))

    def _anchor(self, wanted: str, name: str) -> str:
        anchor = self._unique(f"{self.section}-{wanted}" if self.section else wanted)
        self.targets[anchor] = name
        return anchor

    def _unique(self, wanted: str) -> str:
        anchor, copies = wanted, 1
        while anchor in self.targets:
            copies += 1
            anchor = f"{wanted}-{copies}"
        return anchor


def _brief(cell: Inlines) -> Inlines:
    """A cell that holds nothing but what is missing, in few words: its column or label says what."""
    match cell:
        case (Missing(text, ""),):
            return (Missing(text, NOT_DECIDED),)
        case _:
            return cell


def _linked(block: Block, targets: dict[str, str]) -> Block:
    match block:
        case Paragraph(inlines) | Callout(_, inlines):
            return replace(block, inlines=_with_links(inlines, targets))
        case ListItems(items):
            return replace(block, items=tuple(_with_links(item, targets) for item in items))
        case Table(rows=rows):
            return replace(block, rows=tuple(tuple(_with_links(cell, targets) for cell in row) for row in rows))
        case Facts(pairs=pairs):
            return replace(block, pairs=tuple((label, _with_links(inlines, targets)) for label, inlines in pairs))
        case _:
            return block


def _with_links(inlines: Inlines, targets: dict[str, str]) -> Inlines:
    if not any(isinstance(one, Reference) for one in inlines):
        return inlines
    return tuple(_resolved(inlines, targets))


def _resolved(inlines: Inlines, targets: dict[str, str]) -> Iterator[Run | Reference]:
    for one in inlines:
        if not isinstance(one, Reference):
            yield one  # type: ignore[misc]
        elif one.anchor in targets:
            yield replace(one, text=one.text or targets[one.anchor])
        else:
            yield Run(one.text, note=one.note)
