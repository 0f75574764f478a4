"""The cover page, and the header and footer of all others."""

from __future__ import annotations

from collections.abc import Sequence

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
_CHAPTER_SHARE = 0.4
"""The part of the header's line that the title of the part may take."""
_ABOVE_TITLE = 34.0


def draw_cover(page: PageContent, cover: Cover, looks: Looks, root: Element, canvas: DrawingCanvas) -> None:
    """Draws the cover: a band along the binding, the marking on top, logo, title, subtitle, the facts at the foot."""
    sheet = looks.stylesheet.page
    left = sheet.margin_left + 10
    right = page.width - sheet.margin_right
    width = right - left
    accent = looks.color("accent")
    page.fill(0, 0, _BAND, page.height, accent)
    marking = wrap(atoms_of([(looks.tinted("callout_title", "warning_edge"), cover.marking)]), width - 28)
    if marking:
        _draw_marking(page, marking, looks, Element("P", root), left, right)
    top = page.height * (1 - _TITLE_TOP)
    if cover.logo:
        _draw_logo(page, cover, Element("Figure", root, alternative=clean(cover.logo_alternative)), canvas, left, top)
    page.fill(left, top + 14, 64, 4, accent)
    for name, text in (("title", cover.title), ("subtitle", cover.subtitle)):
        top = _draw_lines(page, looks, root, name, text, left, width, top)
    rows = [wrap(looks.words(line, "cover_line"), width) for line in cover.lines]
    style = looks.style("cover_line")
    height = sum(len(lines) * style.leading + style.after for lines in rows)
    foot = min(_FACTS_BOTTOM + height, top - 24)
    if any(rows):
        page.rule(left, foot + 10, right, looks.color("rule"), 0.75)
    for line in cover.lines:
        foot = _draw_lines(page, looks, root, "cover_line", line, left, width, foot)


def _draw_logo(
    page: PageContent, cover: Cover, element: Element, canvas: DrawingCanvas, left: float, top: float
) -> None:
    """The logo above the title."""
    width, height = logo_size(cover.logo)
    bottom = top + _ABOVE_TITLE
    element.attributes = figure_attributes(left, bottom, left + width, bottom + height)
    draw_image(canvas, cover.logo, left, bottom, width, height)
    page.drawing(element, canvas.take_code(), canvas.take_images())


def _draw_marking(
    page: PageContent, lines: Sequence[Line], looks: Looks, element: Element, left: float, right: float
) -> None:
    style = looks.style("callout_title")
    top = page.height - looks.stylesheet.page.margin_top + 12
    height = _MARKING_HEIGHT + (len(lines) - 1) * style.leading
    page.fill(left, top - height, right - left, height, looks.color("warning_fill"))
    page.fill(left, top - height, 4, height, looks.color("warning_edge"))
    y = top - (height - len(lines) * style.leading) / 2
    for line in lines:
        page.text(element, left + 14, baseline_below(y, style.size, style.leading), line)
        y -= style.leading


def _draw_lines(
    page: PageContent, looks: Looks, root: Element, name: str, text: str, left: float, width: float, top: float
) -> float:
    style = looks.style(name)
    lines = wrap(looks.words(text, name), width)
    if not lines:
        return top
    element = Element("P", root)
    for line in lines:
        page.text(element, left, baseline_below(top, style.size, style.leading), line)
        top -= style.leading
    return top - style.after


class Furniture:
    """Header and footer, drawn as decoration that readers skip."""

    def __init__(self, looks: Looks, header: str, footer: str, language: str) -> None:
        self._looks = looks
        self._header = header
        self._footer = footer
        self._page_words = page_words(language)

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

    def _one_line(self, text: str, name: str, width: float) -> list[Atom]:
        """As many words as one line holds, with an ellipsis if that is not all."""
        words = self._looks.words(text.replace("\n", " "), name)
        if line_width(words) <= width:
            return words
        dots = atoms_of([(self._looks.look(name), "…")])
        while words and line_width([*words, *dots]) > width:
            words.pop()
        return [*words, *dots]
