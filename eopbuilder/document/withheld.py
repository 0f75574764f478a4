"""The mark that stands in the tree where an edition shows nothing, until `without_withheld` takes it out."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.nodes import Block, Inlines, Missing, Paragraph


@dataclass(frozen=True)
class Withheld(Missing):
    """Stands where this edition shows nothing. No finished document holds one."""

    text: str = "what another edition shows"


HERE: Inlines = (Withheld(),)
"""A cell, or part of a sentence, that this edition does not show."""
NOTHING_HERE: tuple[Block, ...] = (Paragraph(HERE),)
"""A generated block that this edition does not show."""


def is_withheld(inlines: Inlines) -> bool:
    """Whether some of it is not shown."""
    return any(isinstance(one, Withheld) for one in inlines)
