"""The cover page, and the header and footer of all others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate, takewhile

from eopbuilder.document.nodes import Cover
from eopbuilder.document.stylesheet import Page
from eopbuilder.render.keeping import logo_size, page_words
from eopbuilder.render.pdf_document import DrawingCanvas
from eopbuilder.render.pdf_images import draw_image
from eopbuilder.render.pdf_layout import baseline_below
from eopbuilder.render.pdf_looks import Looks
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tagging import Element, figure_attributes
from eopbuilder.render.pdf_text import Atom, Line, atoms_of, clean, line_width, wrap

_BAND = 24.0
_TITLE_TOP = 0.30
"""Where the title begins, as a part of the page's height."""
_FACTS_BOTTOM = 96.0
_MARKING_HEIGHT = 26.0
_GAP = 24.0
"""Between the subtitle and the facts, at least."""
_CHAPTER_SHARE = 0.4
"""The part of the header's line that the title of the part may take."""
_ABOVE_TITLE = 34.0


_SCALES = (1.0, 0.8, 0.65, 0.5, 0.4)
"""How much smaller the words of a cover may become so that they fit the page."""


def draw_cover(
    turn: Callable[[], PageContent], cover: Cover, looks: LooksOf, root: Element, canvas: DrawingCanvas
) -> None:
    """Draws the cover: a band along the binding, the marking on top, logo, title, subtitle, the facts at the foot.

    Too many words become smaller, and go on over more pages, which `turn` gives, when that does not help.
    """
    pens = (_Pen(turn, cover, looks(scale), root, canvas) for scale in _SCALES)
    pen = next((pen for pen in pens if pen.fits), None) or _Pen(turn, cover, looks(_SCALES[-1]), root, canvas)
    pen.draw()


LooksOf = Callable[[float], Looks]
"""The looks of a document with its text made smaller."""


class _Pen:
    """Draws a cover in one size of text, from the top down."""

    def __init__(
        self, turn: Callable[[], PageContent], cover: Cover, looks: Looks, root: Element, canvas: DrawingCanvas
    ) -> None:
        sheet = looks.stylesheet.page
        self._turn = turn
        self._cover = cover
        self._canvas = canvas
        self._looks = looks
        self._root = root
        self._left = sheet.margin_left + 10
        self._right = sheet.width - sheet.margin_right
        self._top = sheet.height - sheet.margin_top
        self._bottom = sheet.margin_bottom
        width = self._right - self._left
        marking = atoms_of([(looks.tinted("callout_title", "warning_edge"), cover.marking)])
        self._marking = wrap(marking, width - 28)
        heads = (("title", cover.title), ("subtitle", cover.subtitle))
        self._heads = [(name, wrap(looks.words(text, name), width)) for name, text in heads]
        self._facts = [("cover_line", wrap(looks.words(line, "cover_line"), width)) for line in cover.lines]
        self._heads_top = min(sheet.height * (1 - _TITLE_TOP), self._top - self._marking_height() - _GAP)

    @property
    def fits(self) -> bool:
        """Whether all words have room on one page."""
        return self._heads_top - self._height(self._heads) - _GAP - self._height(self._facts) >= self._bottom

    def draw(self) -> None:
        """Draws it."""
        looks = self._looks
        page = self._page()
        if self._marking:
            self._draw_marking(page)
        top = self._heads_top
        if self._cover.logo:
            self._draw_logo(page, top)
        page.fill(self._left, top + 14, 64, 4, looks.color("accent"))
        for name, lines in self._heads:
            page, top = self._draw_lines(page, name, lines, top)
        if any(lines for _, lines in self._facts):
            top = min(_FACTS_BOTTOM + self._height(self._facts), top - _GAP)
            page.rule(self._left, top + 10, self._right, looks.color("rule"), 0.75)
        for name, lines in self._facts:
            page, top = self._draw_lines(page, name, lines, top)

    def _page(self) -> PageContent:
        page = self._turn()
        page.fill(0, 0, _BAND, page.height, self._looks.color("accent"))
        return page

    def _height(self, texts: Sequence[tuple[str, Sequence[Line]]]) -> float:
        styles = [(self._looks.style(name), len(lines)) for name, lines in texts]
        return sum(count * style.leading + style.after for style, count in styles if count)

    def _marking_height(self) -> float:
        return _MARKING_HEIGHT + (len(self._marking) - 1) * self._looks.style("callout_title").leading

    def _draw_marking(self, page: PageContent) -> None:
        looks, lines = self._looks, self._marking
        style, element = looks.style("callout_title"), Element("P", self._root)
        top = self._top + 12
        height = self._marking_height()
        page.fill(self._left, top - height, self._right - self._left, height, looks.color("warning_fill"))
        page.fill(self._left, top - height, 4, height, looks.color("warning_edge"))
        y = top - (height - len(lines) * style.leading) / 2
        for line in lines:
            page.text(element, self._left + 14, baseline_below(y, style.size, style.leading), line)
            y -= style.leading

    def _draw_logo(self, page: PageContent, top: float) -> None:
        """The logo above the title."""
        element = Element("Figure", self._root, alternative=clean(self._cover.logo_alternative))
        width, height = logo_size(self._cover.logo)
        left, bottom = self._left, top + _ABOVE_TITLE
        element.attributes = figure_attributes(left, bottom, left + width, bottom + height)
        draw_image(self._canvas, self._cover.logo, left, bottom, width, height)
        page.drawing(element, self._canvas.take_code(), self._canvas.take_images())

    def _draw_lines(self, page: PageContent, name: str, lines: Sequence[Line], top: float) -> tuple[PageContent, float]:
        """Draws a paragraph; gives the page it ends on and the height below it."""
        style = self._looks.style(name)
        if not lines:
            return page, top
        element = Element("P", self._root)
        for line in lines:
            if top - style.leading < self._bottom:
                page, top = self._page(), self._top
            page.text(element, self._left, baseline_below(top, style.size, style.leading), line)
            top -= style.leading
        return page, top - style.after


class Furniture:
    """Header and footer, drawn as decoration that readers skip."""

    def __init__(self, looks: Looks, header: str, footer: str, language: str) -> None:
        self._looks = looks
        self._header = header
        self._footer = footer
        self._page_words = page_words(language)
        self._lines: dict[tuple[str, str, float], Line] = {}

    def draw(self, page: PageContent, sheet: Page, count: int, chapter: str = "") -> None:
        """Draws both on a page of a document of `count` pages; `chapter` is the title of the part it belongs to."""
        looks = self._looks
        left, right = sheet.margin_left, page.width - sheet.margin_right
        color = looks.color("rule")
        top, bottom = page.height - sheet.header_baseline, sheet.footer_baseline
        number = looks.words(f"{self._page_words[0]} {page.index + 1} {self._page_words[1]} {count}", "footer")
        named = self._one_line(chapter, "header", (right - left) * _CHAPTER_SHARE)
        header = self._one_line(self._header, "header", right - left - line_width(named) - (20 if named else 0))
        footer = self._one_line(self._footer, "footer", right - left - line_width(number) - 20)
        if named:
            page.text("Header", right - line_width(named), top, named)
        if header:
            page.text("Header", left, top, header)
        if header or named:
            page.rule(left, top - 7, right, color, 0.5)
        page.rule(left, bottom + 13, right, color, 0.5)
        if footer:
            page.text("Footer", left, bottom, footer)
        page.text("Footer", right - line_width(number), bottom, number)
        page.close()

    def _one_line(self, text: str, name: str, width: float) -> Line:
        """As many words as one line holds, with an ellipsis if that is not all."""
        key = (text, name, width)
        if key not in self._lines:
            self._lines[key] = self._shortened(self._looks.words(text.replace("\n", " "), name), name, width)
        return self._lines[key]

    def _shortened(self, words: list[Atom], name: str, width: float) -> Line:
        if line_width(words) <= width:
            return words
        dots = atoms_of([(self._looks.look(name), "…")])
        room = width - line_width(dots)
        reaches = accumulate(word.width + word.space for word in words)
        return [*words[: sum(1 for _ in takewhile(room.__ge__, reaches))], *dots]
