"""What a team wrote into a large box, as paragraphs and lists. Its words are text only; nothing in them is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Literal

from eopbuilder.document.nodes import Block, ListItems, Paragraph, Run
from eopbuilder.domain.facts import clean_text

_BULLET = re.compile(r"[-*•–]\s+(.+)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+(.+)")


def long_text_blocks(text: str) -> tuple[Block, ...]:
    """Each line a paragraph; runs of lines that begin with a dash, bullet or number become lists."""
    lines = [line.strip() for line in clean_text(text).split("\n")]
    return tuple(block for kind, group in groupby(filter(None, lines), _kind) for block in _blocks(kind, list(group)))


_LineKind = Literal["bullet", "number", "body"]


def _kind(line: str) -> _LineKind:
    if _BULLET.fullmatch(line):
        return "bullet"
    return "number" if _NUMBER.fullmatch(line) else "body"


def _blocks(kind: _LineKind, lines: list[str]) -> Iterator[Block]:
    if kind == "body" or (kind == "number" and not _counts_up(lines)):
        yield from (Paragraph((Run(line),)) for line in lines)
        return
    pattern = _BULLET if kind == "bullet" else _NUMBER
    found = (pattern.fullmatch(line) for line in lines)
    yield ListItems(tuple((Run(one.group(1)),) for one in found if one), kind)


def _counts_up(lines: list[str]) -> bool:
    """Whether numbered lines run 1, 2, 3 …: only then may a list number them without changing what was written."""
    return [int(re.match(r"\d+", line).group()) for line in lines] == list(range(1, len(lines) + 1))  # type: ignore[union-attr]
