"""One page while it is being filled: its operators, its marked content and its links.

Coordinates are PDF's own: points, the origin at the lower left corner of the page. Fills and rules go behind all text
as one artifact; text belongs to the structure element it is drawn for. Numbers of links and pages follow at the end.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from eopbuilder.render.pdf_tagging import Element
from eopbuilder.render.pdf_text import Line, Link, Look, width_of

Decoration = Literal["", "Header", "Footer", "Repeated"]

_DECORATIONS: dict[Decoration, str] = {
    "": "/Artifact BMC",
    "Header": "/Artifact <</Type /Pagination /Subtype /Header>> BDC",
    "Footer": "/Artifact <</Type /Pagination /Subtype /Footer>> BDC",
    "Repeated": "/Artifact <</Type /Pagination>> BDC",
}
_END_OF_WORDS = "ET"
_DESCENT = 0.26
_ASCENT = 0.80
_LINE_BELOW, _LINE_WIDTH = 0.1, 0.05
"""Where the underscores of a blank lie and how thick they are, as parts of the size: a rule closes their gaps."""


def color_operands(color: str) -> str:
    """`#RRGGBB` as three PDF numbers."""
    return " ".join(f"{int(color[start : start + 2], 16) / 255:.3g}" for start in (1, 3, 5))


def number(value: float) -> str:
    """A number of points to a hundredth, in its shortest form."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


@dataclass(frozen=True)
class Area:
    """Where a link can be clicked: its corners, the Link element, the anchor it leads to, its words."""

    left: float
    bottom: float
    right: float
    top: float
    element: Element
    anchor: str
    words: str


class PageContent:
    """The content of one page.

    `index` counts from 0. `anchors` are the link targets on the page with their height, `bookmarks` its headings with
    level (1 is the highest) and height, `images` the names of the images it shows.
    """

    def __init__(self, index: int, width: float, height: float, *, decorated: bool = True) -> None:
        self.index = index
        self.width = width
        self.height = height
        self.decorated = decorated
        self.marks: list[Element] = []
        self.areas: list[Area] = []
        self.anchors: list[tuple[str, float]] = []
        self.bookmarks: list[tuple[str, int, float]] = []
        self.images: set[str] = set()
        self._behind: list[str] = []
        self._code: list[str] = []
        self._open: Element | Decoration | None = None
        self._font = ""
        self._color = ""
        self._words_at = (0.0, 0.0)

    def mark(self, element: Element | Decoration) -> None:
        """What is drawn from now on belongs to `element`, or is decoration of that kind."""
        if self._open == element:
            return
        self.close()
        if isinstance(element, Element):
            self._code.append(f"/{element.tag} <</MCID {len(self.marks)}>> BDC")
            element.children.append((self.index, len(self.marks)))
            self.marks.append(element)
        else:
            self._code.append(_DECORATIONS[element])
        self._open = element

    def close(self) -> None:
        """Ends the marked content that is open."""
        if self._open is not None:
            self._code.append("EMC")
            self._open = None

    def fill(self, left: float, bottom: float, width: float, height: float, color: str) -> None:
        """A filled rectangle behind the text."""
        corner_and_size = " ".join(map(number, (left, bottom, width, height)))
        self._behind.append(f"{color_operands(color)} rg {corner_and_size} re f")

    def rule(self, left: float, y: float, right: float, color: str, thickness: float, *, dotted: bool = False) -> None:
        """A horizontal line behind the text; a dotted one has round dots."""
        height = number(y)
        line = f"{number(left)} {height} m {number(right)} {height} l S"
        stroke = f"{color_operands(color)} RG {number(thickness)} w {line}"
        self._behind.append(f"q 1 J [0 3.2] 0 d {stroke} Q" if dotted else stroke)

    def edge(
        self, start: tuple[float, float], end: tuple[float, float], color: str, *, dashed: bool, width: float = 0.8
    ) -> None:
        """A line behind the text: the edge of a box, or one to cut or tear along."""
        line = "{} {} m {} {} l S".format(*map(number, (*start, *end)))
        drawn = f"{color_operands(color)} RG {width:g} w {line}"
        self._behind.append(f"q [5 3] 0 d {drawn} Q" if dashed else drawn)

    def drawing(self, element: Element, code: Iterable[str], images: Iterable[str] = ()) -> None:
        """Operators of a drawing, which stands for `element` as a whole, and the names of the images in it."""
        self.mark(element)
        self.images.update(images)
        self._code.append("q")
        self._code.extend(code)
        self._code.append("Q")

    def text(self, owner: Element | Decoration, x: float, baseline: float, line: Line) -> None:
        """A line of words from `x` on. Links in it become Link elements below the owner, if that is an element."""
        for run in _runs(line, x):
            look = run.look
            holder = owner
            if look.link is not None and isinstance(owner, Element):
                holder = self._link(look.link, owner, run, baseline)
            if look.fill:
                self.fill(
                    run.left - 1.5,
                    baseline - _DESCENT * look.size,
                    run.right - run.left + 3,
                    (_ASCENT + _DESCENT) * look.size,
                    look.fill,
                )
            if look.stretch != 1:
                self.rule(run.left, baseline - _LINE_BELOW * look.size, run.right, look.color, _LINE_WIDTH * look.size)
            self.mark(holder)
            self._show(run, baseline)

    def text_downwards(self, x: float, top: float, line: Line) -> None:
        """A line of words as repeated decoration, turned to the right: it begins at `top` and `x` is its baseline."""
        self.mark("Repeated")
        state = self._font, self._color
        self._code.append(f"q 0 -1 1 0 {number(x)} {number(top)} cm")
        for run in _runs(line, 0.0):
            self._show(run, 0.0)
        self._code.append("Q")
        self._font, self._color = state

    def _show(self, run: _Run, baseline: float) -> None:
        """Shows words; those that follow others of the same element are placed from where these began."""
        code = self._code
        look = run.look
        left, height = round(run.left, 2), round(baseline, 2)
        begun = code[-1] == _END_OF_WORDS
        if begun:
            code.pop()
        if look.color != self._color:
            self._color = look.color
            code.append(f"{color_operands(look.color)} rg")
        if begun:
            before, above = self._words_at
            code.append(f"{number(left - before)} {number(height - above)} Td")
        else:
            code.append(f"BT {number(left)} {number(height)} Td")
        self._words_at = left, height
        if look.stretch != 1:
            code.append(f"{look.stretch * 100:.0f} Tz")
        for font, text in run.strings:
            wanted = f"{font} {look.size:g} Tf"
            if wanted != self._font:
                self._font = wanted
                code.append(wanted)
            code.append(f"({text}) Tj")
        if look.stretch != 1:
            code.append("100 Tz")
        code.append(_END_OF_WORDS)

    def _link(self, link: Link, owner: Element, run: _Run, baseline: float) -> Element:
        """The Link element of a reference, with one more area to click."""
        if link.element is None:
            link.element = Element("Link", owner)
        size = run.look.size
        bottom, top = baseline - _DESCENT * size, baseline + _ASCENT * size
        self.areas.append(Area(run.left, bottom, run.right, top, link.element, link.anchor, link.text))
        return link.element

    def content(self) -> bytes:
        """The page's operators, decoration first."""
        self.close()
        behind = [_DECORATIONS[""], *self._behind, "EMC"] if self._behind else []
        return "\n".join([*behind, *self._code, ""]).encode("latin-1")


@dataclass(slots=True)
class _Run:
    """A stretch of a line in one look, from `left` to `right`, as escaped strings by font."""

    look: Look
    left: float
    right: float
    strings: list[tuple[str, str]]


def _runs(line: Line, x: float) -> list[_Run]:
    """The line cut where its look changes. The space after a word goes with the word."""
    runs: list[_Run] = []
    look: Look | None = None
    font = ""
    codes: list[str] = []
    end = x
    for width, space, parts in line:
        right = x + width
        for part in parts:
            pieces = part.pieces
            if part.look is not look:
                if runs:
                    runs[-1].strings.append((font, "".join(codes)))
                    runs[-1].right = end
                codes, font, look = [], pieces[0].font, part.look
                runs.append(_Run(look, x, x, []))
            for piece in pieces:
                if piece.font != font:
                    runs[-1].strings.append((font, "".join(codes)))
                    codes, font = [], piece.font
                codes.append(piece.code)
            end = x = right if part is parts[-1] else x + width_of(part)
        if space:
            codes.append(" ")
            x += space
    if runs:
        runs[-1].strings.append((font, "".join(codes)))
        runs[-1].right = end
    return runs
