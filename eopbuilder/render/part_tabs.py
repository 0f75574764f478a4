"""The tabs of a plan's parts: marks that step down the outer edge of the paper, so that a closed binder falls open
where it should. Which pages bear which tab, and where it lies; Word and PDF draw them alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eopbuilder.document.nodes import Document, Heading, Part
from eopbuilder.document.stylesheet import Page

TAB_DEPTH = 26.0
"""How far a tab reaches into the page, in points: far enough for its words where a printer leaves the edge white."""
TAB_INK_DEPTH = 11.0
"""How far within the tab the middle of its words lies from its inner edge."""
_FEWEST, _MOST = 2, 12
_GAP = 3.0
_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class PartTab:
    """The tab of one part: its place from the top (0 is the first) among `of`, its letter, the part's title."""

    place: int
    of: int
    letter: str
    title: str

    def span(self, page: Page, *, landscape: bool) -> tuple[float, float]:
        """Where it begins and ends along the outer edge, in points from the corner that is on top in the binder.

        The outer edge of a landscape page, which is bound at its top, is its lower edge, read from the right.
        """
        edge = page.width if landscape else page.height
        margin = 54.0
        step = (edge - 2 * margin) / self.of
        return margin + step * self.place, margin + step * (self.place + 1) - _GAP


def part_tabs(document: Document) -> tuple[PartTab | None, ...]:
    """The tab of each part of the document's pages; none where there are too few chapters or too many."""
    found = list(_chapters(document.parts)) if document.contents_depth else []
    titles = [heading for heading in dict.fromkeys(one for one, _ in found) if heading is not None]
    if not _FEWEST <= len(titles) <= _MOST:
        return (None,) * len(document.parts)
    letters = {title: _letter(title, [part for chapter, part in found if chapter is title]) for title in titles}
    places = {title: place for place, title in enumerate(titles)}
    return tuple(
        PartTab(places[chapter], len(titles), letters[chapter], chapter.text) if chapter is not None else None
        for chapter, _ in found
    )


def _chapters(parts: tuple[Part, ...]) -> Iterator[tuple[Heading | None, Part]]:
    """Each part with the chapter heading it belongs to."""
    chapter: Heading | None = None
    for part in parts:
        first = part.blocks[0] if part.blocks else None
        if isinstance(first, Heading) and first.level == 1:
            chapter = first
        yield chapter, part


def _letter(chapter: Heading, parts: list[Part]) -> str:
    """What the numbers of its sections begin with, such as F of F1; else the first letter of its title."""
    numbers = (
        block.number for part in parts for block in part.blocks if isinstance(block, Heading) and block is not chapter
    )
    letters = _LETTERS.match(next((number for number in numbers if number), ""))
    return letters[0] if letters else chapter.text.strip()[:1].upper()
