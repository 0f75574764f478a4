"""The contents: one linked line an entry, with dot leaders and page numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from eopbuilder.document.nodes import Heading
from eopbuilder.render.keeping import contents_closeness
from eopbuilder.render.pdf_blocks import heading_strips
from eopbuilder.render.pdf_layout import Drawn, Flow, baseline_below
from eopbuilder.render.pdf_looks import Looks, shown_title
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tagging import Element
from eopbuilder.render.pdf_text import Atom, Link, line_width, wrap

TITLE = "Contents"
_INDENT = 14.0
_NUMBER_ROOM = 34.0
_SPACE_ABOVE_CHAPTER = 4.0


class ContentsSetter:
    """Reserves the lines of the contents while pages are laid out and draws them when page numbers are known."""

    def __init__(self, looks: Looks, root: Element, x: float, width: float) -> None:
        self._looks = looks
        self._root = root
        self._x = x
        self._width = width
        self._closeness = 1.0
        self._waiting: list[tuple[PageContent, float, _Entry]] = []

    def set(self, headings: Sequence[Heading], flow: Flow) -> None:
        """Adds the contents to the flow: a heading, then a line or more for each of `headings`."""
        _, page = flow.rooms()
        flow.add(heading_strips(self._looks, self._root, TITLE, 1, self._x, self._width, anchor="", first=flow.empty))
        here, _ = flow.rooms()
        parent = Element("TOC", self._root)
        entries = [
            _Entry(heading, shown_title(heading), Element("Link", Element("Reference", Element("TOCI", parent))))
            for heading in headings
        ]
        self._closeness = self._fitting(entries, here, page)
        for entry in entries:
            self._reserve(entry, flow)

    def draw(self, pages: Mapping[str, int]) -> None:
        """Draws every entry; `pages` gives the page index of each anchor."""
        for page, top, entry in self._waiting:
            self._draw(page, top, entry, pages.get(entry.heading.anchor, -1) + 1)

    def _fitting(self, entries: Sequence[_Entry], here: float, page: float) -> float:
        above = _SPACE_ABOVE_CHAPTER * sum(entry.heading.level <= 1 for entry in entries)
        lines = sum(len(self._lines(entry)) * self._looks.style(self._style(entry)).leading for entry in entries)
        title = page - here + self._looks.style("heading1").after
        return contents_closeness(lines, title + above + 1, page)

    def _leading(self, entry: _Entry) -> float:
        return self._looks.style(self._style(entry)).leading * self._closeness

    def _style(self, entry: _Entry) -> str:
        return "contents1" if entry.heading.level <= 1 else "contents2"

    def _indent(self, entry: _Entry) -> float:
        return _INDENT * (max(entry.heading.level, 1) - 1)

    def _lines(self, entry: _Entry) -> list[Sequence[Atom]]:
        link = Link(entry.heading.anchor, entry.title)
        link.element = entry.element
        words = self._looks.link_words(entry.title, self._style(entry), link)
        return wrap(words, self._width - self._indent(entry) - _NUMBER_ROOM)

    def _reserve(self, entry: _Entry, flow: Flow) -> None:
        def paint(page: PageContent, top: float) -> None:
            self._waiting.append((page, top, entry))

        before = _SPACE_ABOVE_CHAPTER if entry.heading.level <= 1 else 0.0
        flow.add([Drawn(len(self._lines(entry)) * self._leading(entry), paint, before=before)])

    def _draw(self, page: PageContent, top: float, entry: _Entry, number: int) -> None:
        name = self._style(entry)
        style = self._looks.style(name)
        left, right = self._x + self._indent(entry), self._x + self._width
        lines = self._lines(entry)
        leading = self._leading(entry)
        baseline = baseline_below(top, style.size, leading) + leading
        for line in lines:
            baseline -= leading
            page.text(entry.element, left, baseline, line)
        link = Link(entry.heading.anchor, f"{entry.title}, page {number}")
        link.element = entry.element
        digits = self._looks.link_words(str(number), name, link)
        start = right - line_width(digits)
        dots = left + line_width(lines[-1]) + 5
        page.rule(dots, baseline + 1, start - 5, self._looks.color("muted"), 0.8, dotted=True)
        page.text(entry.element, start, baseline, digits)


class _Entry:
    """A line of the contents: the heading, its title as drawn, its Link element."""

    __slots__ = ("element", "heading", "title")

    def __init__(self, heading: Heading, title: str, element: Element) -> None:
        self.heading = heading
        self.title = title
        self.element = element
