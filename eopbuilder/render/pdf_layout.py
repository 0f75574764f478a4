"""Filling pages from top to bottom with strips, once: a strip is placed for good as soon as those it must stay
with are known.

A strip is a horizontal slice that is drawn in one piece: a line of text, a table row, a figure. Lengths are points.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

from eopbuilder.render.pdf_page import Decoration, PageContent
from eopbuilder.render.pdf_tagging import Element
from eopbuilder.render.pdf_text import Line

_ASCENT = 0.75
_WORTH_SPLITTING = 0.35
"""A strip taller than this part of a page is split rather than moved to the next page."""
_WORTH_A_NEW_PAGE = 0.4
"""What does not fit on any page starts on a new one when less than this part of the page is left."""


class Strip(Protocol):
    """A slice of the document. `before` and `after` are the least space to its neighbours; the larger one counts.

    `keep` says that the next strip must begin on the same page. `header` is drawn again, as decoration, above a
    strip that begins a page of its own accord.
    """

    before: float
    after: float
    height: float
    keep: bool

    @property
    def header(self) -> Strip | None:
        """What is repeated on top of a new page."""

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        """Draws the strip with its upper edge at `top`."""

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """The strip as two, the first at most `room` high; None when it cannot be cut there."""


def baseline_below(top: float, size: float, leading: float) -> float:
    """Where the baseline of a line lies whose upper edge is at `top`."""
    return top - (leading - size) / 2 - _ASCENT * size


@dataclass(slots=True)
class TextStrip:
    """One line of text, with a label beside it where it begins a list item."""

    element: Element
    line: Line
    x: float
    size: float
    height: float
    before: float = 0.0
    after: float = 0.0
    keep: bool = False
    label: tuple[Element, Line, float] | None = None

    @property
    def header(self) -> Strip | None:
        """Text repeats nothing."""
        return None

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        """Draws label and line."""
        baseline = baseline_below(top, self.size, self.height)
        if self.label is not None:
            element, line, x = self.label
            page.text(owner(element, repeated), x, baseline, line)
        page.text(owner(self.element, repeated), self.x, baseline, self.line)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """A line is never cut."""
        return None


@dataclass(slots=True)
class Drawn:
    """A strip that is not text: `paint` draws it below the given top."""

    height: float
    paint: Callable[[PageContent, float], None]
    before: float = 0.0
    after: float = 0.0
    keep: bool = False

    @property
    def header(self) -> Strip | None:
        """Drawings repeat nothing."""
        return None

    def draw(self, page: PageContent, top: float, *, repeated: bool = False) -> None:
        """Paints it."""
        self.paint(page, top)

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """A drawing is never cut."""
        return None


def owner(element: Element, repeated: bool) -> Element | Decoration:
    """Whom text belongs to: its element, or nobody when it is drawn again."""
    return "Repeated" if repeated else element


def text_strips(
    element: Element,
    lines: Sequence[Line],
    x: float,
    size: float,
    leading: float,
    *,
    before: float = 0.0,
    after: float = 0.0,
    keep: bool = False,
) -> list[TextStrip]:
    """A paragraph as strips: no single first or last line is left alone on a page; `keep` ties it to what follows."""
    strips = [TextStrip(element, line, x, size, leading) for line in lines]
    if strips:
        strips[0].before = before
        strips[0].keep = len(strips) > 1
        strips[-1].after = after
        if len(strips) > 1:
            strips[-2].keep = True
        strips[-1].keep = keep
        if keep:
            for strip in strips:
                strip.keep = True
    return strips


class Flow:
    """Places strips below one another and turns the page when they no longer fit.

    `turn` gives the next page; `frame` the top of the text area of a page and its height.
    """

    def __init__(self, turn: Callable[[], PageContent], frame: Callable[[PageContent], tuple[float, float]]) -> None:
        self._turn = turn
        self._frame = frame
        self._waiting: list[Strip] = []
        self.new_page()

    def new_page(self) -> None:
        """Ends the page, whatever is on it."""
        self.finish()
        self._page = self._turn()
        self._top, self._full = self._frame(self._page)
        self._room = self._full
        self._gap = 0.0
        self._empty = True

    def skip(self, height: float) -> None:
        """Leaves so much free at the top of a page on which nothing stands yet."""
        self._advance(height)

    def finish(self) -> None:
        """Places what still waits for strips to stay with."""
        if self._waiting:
            waiting, self._waiting = self._waiting, []
            self._place(waiting)

    @property
    def empty(self) -> bool:
        """Whether nothing stands on the page yet."""
        return self._empty and not self._waiting

    def rooms(self) -> tuple[float, float]:
        """The height left on this page and that of a whole page, both without what waits to be placed."""
        waiting = self._needed(self._waiting)
        return self._room - waiting, self._full - waiting

    def add(self, strips: Iterable[Strip]) -> None:
        """Adds strips in reading order."""
        for strip in strips:
            if strip.keep:
                self._waiting.append(strip)
            elif self._waiting:
                self._waiting.append(strip)
                self.finish()
            else:
                self._place([strip])

    def _place(self, group: Sequence[Strip]) -> None:
        if self._needed(group) <= self._room:
            for strip in group:
                self._draw(strip)
            return
        *leading, last = group
        if last.height > self._full * _WORTH_SPLITTING:
            cut = last.split(self._room - self._needed(leading) - self._gap_before(last, leading))
            if cut is not None:
                for strip in (*leading, cut[0]):
                    self._draw(strip)
                self.new_page()
                self._repeat_header(cut[1])
                self._place_in_turn([cut[1]])
                return
        if not self._empty and self._needed_on_new_page(group) <= self._full:
            self.new_page()
            self._repeat_header(group[0])
            for strip in group:
                self._draw(strip)
            return
        self._place_in_turn(group)

    def _place_in_turn(self, group: Sequence[Strip]) -> None:
        """Places strips that belong together but are taller than a page."""
        if not self._empty and self._room < self._full * _WORTH_A_NEW_PAGE:
            self.new_page()
            self._repeat_header(group[0])
        for strip in group:
            rest: Strip | None = strip
            while rest is not None:
                rest = self._place_some(rest)

    def _place_some(self, strip: Strip) -> Strip | None:
        """Draws the strip, or as much of it as fits; gives what is left, which is never the whole strip twice."""
        if self._needed([strip]) <= self._room:
            self._draw(strip)
            return None
        cut = strip.split(self._room - self._gap_before(strip, ()))
        if cut is not None:
            self._draw(cut[0])
            self.new_page()
            self._repeat_header(cut[1])
            return cut[1]
        if not self._empty:
            self.new_page()
            self._repeat_header(strip)
            return strip
        self._draw(strip)
        return None

    def _repeat_header(self, strip: Strip) -> None:
        header = strip.header
        if header is not None:
            header.draw(self._page, self._top, repeated=True)
            self._advance(header.height)
            self._gap = 0.0

    def _draw(self, strip: Strip) -> None:
        if not self._empty:
            self._advance(max(self._gap, strip.before))
        strip.draw(self._page, self._top)
        self._advance(strip.height)
        self._gap = strip.after
        self._empty = False

    def _advance(self, height: float) -> None:
        self._top -= height
        self._room -= height

    def _gap_before(self, strip: Strip, leading: Sequence[Strip]) -> float:
        if leading:
            return max(leading[-1].after, strip.before)
        return 0.0 if self._empty else max(self._gap, strip.before)

    def _needed(self, group: Sequence[Strip]) -> float:
        """The height of strips placed here, one below the other."""
        return sum(strip.height + self._gap_before(strip, group[:index]) for index, strip in enumerate(group))

    def _needed_on_new_page(self, group: Sequence[Strip]) -> float:
        header = group[0].header
        gaps = sum(max(upper.after, lower.before) for upper, lower in pairwise(group))
        return sum(strip.height for strip in group) + gaps + (header.height if header is not None else 0.0)
