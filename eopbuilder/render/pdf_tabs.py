"""The tab of a part at the outer edge of a page: a dark block with the part's letter and title, as decoration."""

from __future__ import annotations

from eopbuilder.render.part_tabs import TAB_DEPTH, TAB_INK_DEPTH, PartTab
from eopbuilder.render.pdf_looks import Looks
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_text import Atom, atoms_of, line_width

_PAD = 8.0
_GAP = 9.0
_SMALLEST = 0.8
"""How small a long title may become, as a part of the size of its style."""
_ROUNDING = 0.5
_CAPITAL = 0.66
"""Height of a capital, as a part of the size."""


def draw_tab(page: PageContent, tab: PartTab, looks: Looks) -> None:
    """Draws the tab: at the right of a page with its title downwards, at the foot of a landscape page."""
    landscape = page.width > page.height
    start, end = tab.span(looks.stylesheet.turned(landscape=landscape), landscape=landscape)
    color = looks.color("accent")
    middle = TAB_DEPTH - TAB_INK_DEPTH
    letter = looks.words(tab.letter, "tab_letter")
    across, tall = line_width(letter), _CAPITAL * looks.style("tab_letter").size
    title = _fitted(tab.title, looks, end - start - 2 * _PAD - (across if landscape else tall) - _GAP)
    drop = _CAPITAL * looks.style("tab").size / 2
    if landscape:
        left = page.width - end
        page.fill(left, 0, end - start, TAB_DEPTH, color)
        page.text("Repeated", left + _PAD, middle - tall / 2, letter)
        page.text("Repeated", left + _PAD + across + _GAP, middle - drop, title)
    else:
        top, center = page.height - start, page.width - middle
        page.fill(page.width - TAB_DEPTH, page.height - end, TAB_DEPTH, end - start, color)
        page.text("Repeated", center - across / 2, top - _PAD - tall, letter)
        page.text_downwards(center - drop, top - _PAD - tall - _GAP, title)
    page.close()


def _fitted(title: str, looks: Looks, room: float) -> list[Atom]:
    """The title, smaller where it must be, or as much of it as the tab holds."""
    words = looks.words_to_fit(title, "tab", room, _SMALLEST)
    if line_width(words) <= room + _ROUNDING:
        return words
    dots = atoms_of([(looks.look("tab"), "…")])
    while words and line_width([*words, *dots]) > room:
        words.pop()
    return [*words, *dots]
