"""The tree of an edition without the places where it shows nothing.

The facts themselves are gone before the tree is built (see `domain.editions`). Here sentences, rows, columns and
passages that would be left with a hole are taken out, so that nothing withheld is told as “not yet decided”.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from eopbuilder.document.context import Landscape, MissingList, Node, TermList
from eopbuilder.document.lint import inlines_of
from eopbuilder.document.nodes import (
    Blank,
    Block,
    Boxes,
    BoxRow,
    Callout,
    Facts,
    Heading,
    Inline,
    Inlines,
    ListItems,
    Paragraph,
    Part,
    Run,
    Table,
    plain_text,
)
from eopbuilder.document.withheld import NOTHING_HERE, is_withheld

_SENTENCE_ENDS = re.compile(r"(?<=[.!?])(?=\s)")
_ONE_COLUMN_LEFT = 1


def without_withheld(nodes: Iterable[Node]) -> tuple[Node, ...]:
    """The nodes without what is not shown, and without headings and short introductions that led to nothing else."""
    passages = [_shown(passage) for passage in _passages(nodes)]
    kept: list[_Passage] = []
    for passage in reversed(passages):
        below = kept[-1] if kept else None
        leads_on = passage.nodes or (below and below.heading and passage.level < below.level)
        if passage.heading is None or leads_on:
            kept.append(passage)
    return tuple(node for passage in reversed(kept) for node in passage.all)


def shown_parts(parts: Iterable[Part]) -> tuple[Part, ...]:
    """The parts of a document of its own without what is not shown; a part in which nothing is left is gone."""
    shown = (_shown_part(part) for part in parts)
    return tuple(part for part in shown if part.blocks)


def _shown_part(part: Part) -> Part:
    if not any(is_withheld(inlines) for block in part.blocks for inlines in inlines_of(block)):
        return part
    return replace(part, blocks=_flat(without_withheld(part.blocks)))


def _flat(nodes: Iterable[Node]) -> tuple[Block, ...]:
    return tuple(node for node in nodes if not isinstance(node, Landscape | MissingList | TermList))


@dataclass
class _Passage:
    """A heading with what stands directly below it. `lost` says that a table or sheet of it is not shown."""

    heading: Heading | None = None
    nodes: list[Node] = field(default_factory=list)
    lost: bool = False

    @property
    def level(self) -> int:
        return self.heading.level if self.heading else 0

    @property
    def all(self) -> Iterator[Node]:
        if self.heading is not None:
            yield self.heading
        yield from self.nodes


def _passages(nodes: Iterable[Node]) -> list[_Passage]:
    found = [_Passage()]
    for node in nodes:
        if isinstance(node, Heading):
            found.append(_Passage(node))
        else:
            found[-1].nodes.append(node)
    return found


def _shown(passage: _Passage) -> _Passage:
    """The passage without what is not shown; nothing of it when all it did was to introduce that."""
    shown = _Passage(passage.heading)
    for node in passage.nodes:
        kept = _node(node)
        if kept is not None:
            shown.nodes.append(kept)
            continue
        shown.lost = shown.lost or isinstance(node, Table | Facts | Landscape) or node == NOTHING_HERE[0]
        if shown.nodes and _introduces(shown.nodes[-1]):
            shown.nodes.pop()
    only_words = len(shown.nodes) <= 1 and all(isinstance(one, Paragraph) for one in shown.nodes)
    if shown.lost and only_words and shown.heading is not None:
        shown.nodes.clear()
    return shown


def _introduces(node: Node) -> bool:
    return isinstance(node, Paragraph) and plain_text(node.inlines).rstrip().endswith(":")


def _node(node: Node) -> Node | None:
    match node:
        case Landscape(blocks):
            wide = tuple(shown for shown in map(_block, blocks) if shown is not None)
            return replace(node, blocks=wide) if wide else None
        case MissingList() | TermList():
            return node
        case _:
            return _block(node)


def _block(block: Block) -> Block | None:
    match block:
        case Paragraph(inlines) | Callout(_, inlines):
            shown = shown_sentences(inlines)
            return replace(block, inlines=shown) if shown else None
        case ListItems(items):
            kept = tuple(shown for shown in map(shown_sentences, items) if shown)
            return replace(block, items=kept) if kept else None
        case Facts(pairs=pairs):
            facts = tuple((label, shown) for label, cell in pairs if (shown := _cell(cell)) or not is_withheld(cell))
            return replace(block, pairs=facts) if facts else None
        case Table():
            return _table(block)
        case Boxes(rows):
            return replace(block, rows=tuple(_boxes(row) for row in rows))
        case _:
            return block


def _boxes(row: BoxRow) -> BoxRow:
    """The boxes, those with something withheld left to write in."""
    return replace(row, boxes=tuple(replace(box, inlines=_cell(box.inlines)) for box in row.boxes))


def shown_sentences(inlines: Inlines) -> Inlines:
    """The sentences in which nothing is withheld; empty when none is left, or nothing but bold words that led on."""
    if not is_withheld(inlines):
        return inlines
    sentences: list[list[Inline]] = [[]]
    for one in inlines:
        if not isinstance(one, Run):
            sentences[-1].append(one)
            continue
        first, *rest = _SENTENCE_ENDS.split(one.text)
        sentences[-1].append(replace(one, text=first))
        sentences.extend([replace(one, text=text)] for text in rest)
    kept = [one for sentence in sentences if not is_withheld(tuple(sentence)) for one in sentence]
    said = [one for one in kept if not (isinstance(one, Run) and (one.bold or not one.text.strip()))]
    return _trimmed(kept) if said else ()


def _trimmed(inlines: list[Inline]) -> Inlines:
    """The inlines without empty runs, and without space at the start and the end."""
    kept = [one for one in inlines if not (isinstance(one, Run) and not one.text)]
    if kept and isinstance(kept[0], Run):
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and isinstance(kept[-1], Run):
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(one for one in kept if not (isinstance(one, Run) and not one.text))


def _cell(cell: Inlines) -> Inlines:
    """The lines of a cell in which nothing is withheld."""
    if not is_withheld(cell):
        return cell
    rows: list[list[Inline]] = [[]]
    for one in cell:
        if isinstance(one, Run):
            first, *rest = one.text.split("\n")
            rows[-1].append(replace(one, text=first))
            rows.extend([replace(one, text=text)] for text in rest)
        else:
            rows[-1].append(one)
    kept: list[Inline] = []
    for row in rows:
        if not is_withheld(tuple(row)) and (plain_text(tuple(row)).strip() or _has_blank(row)):
            kept.extend([Run("\n"), *row] if kept else row)
    return _trimmed(kept)


def _has_blank(row: list[Inline]) -> bool:
    return any(isinstance(one, Blank) for one in row)


def _table(table: Table) -> Table | None:
    """The table without columns of which nothing is shown; None when its rows would then have no name or no facts."""
    filled = [row for row in table.rows if any(row)]
    hidden = {
        place
        for place in range(len(table.columns))
        if any(is_withheld(row[place]) for row in filled)
        and not any(_cell(row[place]) for row in filled if is_withheld(row[place]))
        and all(is_withheld(row[place]) or _says_nothing(row[place]) for row in filled)
    }
    left = len(table.columns) - len(hidden)
    if hidden and (0 in hidden or left <= _ONE_COLUMN_LEFT):
        return None
    columns = tuple(one for place, one in enumerate(table.columns) if place not in hidden)
    rows = tuple(tuple(_in_row(cell) for place, cell in enumerate(row) if place not in hidden) for row in table.rows)
    return replace(table, columns=columns, rows=rows)


_DASH = "–"


def _says_nothing(cell: Inlines) -> bool:
    return plain_text(cell).strip() in {"", _DASH}


def _in_row(cell: Inlines) -> Inlines:
    return cell if not is_withheld(cell) else _cell(cell) or (Run(_DASH),)
