"""Blocks of the document tree turned into strips and structure elements, one method a kind of block."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from eopbuilder.document.nodes import (
    Block,
    Boxes,
    Callout,
    Facts,
    Figure,
    Heading,
    ListItems,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TearLine,
    language_of,
)
from eopbuilder.render.keeping import LABEL_GAP, introduces, label_width, never_begins_a_page, stays_whole
from eopbuilder.render.pdf_boxes import box_strips, tear_strip
from eopbuilder.render.pdf_document import DrawingCanvas
from eopbuilder.render.pdf_layout import Drawn, Flow, Strip, TextStrip, text_strips
from eopbuilder.render.pdf_looks import Looks, shown_title
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_tables import Row, TableSetter
from eopbuilder.render.pdf_tagging import Element, figure_attributes
from eopbuilder.render.pdf_text import clean, line_width, wrap

_NUMBERINGS = {"bullet": b"Disc", "number": b"Decimal", "check": b"None"}
_SIGNING_ROOM = 30.0
_SIGNATURE_SHARE, _DATE_SHARE = 0.62, 0.28
_SHRINK_TO_STAY = 0.8
"""A figure is made smaller down to this part of its size on a new page if it then fits on this page."""
_SMALLEST_READABLE = 7.0
"""But not when its words would become smaller than this, in points."""


_Drawn = Heading | Paragraph | ListItems | Callout | Table | Facts | Figure | Signatures | Boxes | TearLine


class BlockSetter:
    """Sets blocks into a flow, between `x` and `x + width`, below one structure element.

    Rows to write in become `spread` times higher. `by_hand` is the height of those set so far, `outgrown` whether words
    made a card to cut out higher than it is to be.
    """

    def __init__(
        self,
        looks: Looks,
        canvas: DrawingCanvas,
        root: Element,
        levels: HeadingLevels,
        x: float,
        width: float,
        spread: float = 1.0,
    ) -> None:
        self.by_hand = 0.0
        self.outgrown = False
        self._spread = spread
        self._looks = looks
        self._canvas = canvas
        self._root = root
        self._levels = levels
        self._x = x
        self._width = width
        self._tables = TableSetter(looks, x, width)
        self.figure_scales: list[float] = []
        """Of what part of its size each figure is drawn, as far as they are set."""

    @property
    def columns(self) -> tuple[tuple[float, ...], ...]:
        """The widths of the columns of each table that is set."""
        return tuple(self._tables.columns)

    def set(self, block: Block, following: Block | None, flow: Flow) -> None:
        """Adds one block to the flow; `following` decides what it must stay on a page with."""
        if isinstance(block, PageBreak):
            if not flow.empty:
                flow.new_page()
            return
        strips = self._strips(block, following, flow)
        for strip in strips:
            if isinstance(strip, Row):
                self._make_room(strip)
        if isinstance(block, ListItems) and stays_whole(block, following):
            for strip in strips:
                strip.keep = True
        elif strips and never_begins_a_page(following):
            strips[-1].keep = True
        flow.add(strips)

    def _make_room(self, row: Row) -> None:
        """Makes a row to write in higher; sees whether a card to cut out keeps its height."""
        if row.by_hand:
            self.by_hand += row.height
            row.height *= self._spread
        self.outgrown = self.outgrown or row.outgrown

    def _strips(self, block: _Drawn, following: Block | None, flow: Flow) -> Sequence[Strip]:
        match block:
            case Heading():
                return self._heading(block, flow)
            case Paragraph():
                return self._paragraph(block, following)
            case ListItems():
                return self._list(block)
            case Callout():
                return self._tables.callout(block, Element("Div", self._root))
            case Table():
                element = Element("Table", self._root)
                return self._captioned(block, element, self._tables.table(block, element))
            case Facts():
                element = Element("Table", self._root)
                return self._captioned(block, element, self._tables.facts(block, element))
            case Figure():
                return self._figure(block, flow)
            case Signatures():
                return self._signatures(block)
            case Boxes():
                return box_strips(block, self._looks, self._root, self._x, self._width)
            case TearLine(text):
                return [tear_strip(text, self._looks, self._root, self._x, self._width)]
            case _:
                assert_never(block)

    def _heading(self, heading: Heading, flow: Flow) -> Sequence[Strip]:
        title = shown_title(heading)
        if not title:
            return []
        level = self._levels.next(heading.level)
        return heading_strips(
            self._looks,
            self._root,
            title,
            level,
            self._x,
            self._width,
            anchor=heading.anchor,
            first=flow.empty,
            shown_as=heading.shown_as,
        )

    def _paragraph(self, paragraph: Paragraph, following: Block | None) -> list[TextStrip]:
        style = self._looks.style(paragraph.role)
        lines = wrap(self._looks.inlines(paragraph.inlines, paragraph.role), self._width)
        if not lines:
            return []
        keep = introduces(paragraph, following)
        element = Element("P", self._root, language=language_of(paragraph.inlines))
        return text_strips(
            element, lines, self._x, style.size, style.leading, before=style.before, after=style.after, keep=keep
        )

    def _list(self, items: ListItems) -> list[TextStrip]:
        looks, style = self._looks, self._looks.style("item")
        numbering = _NUMBERINGS[items.style]
        indent = label_width(style.size)
        parent = Element("L", self._root, attributes=b"<< /O /List /ListNumbering /%s >>" % numbering)
        strips: list[TextStrip] = []
        starts: list[int] = []
        for number, item in enumerate(items.items, start=1):
            lines = wrap(looks.inlines(item, "item"), self._width - indent)
            if not lines:
                continue
            entry = Element("LI", parent)
            label = Element("Lbl", entry)
            sign = {"bullet": "•", "check": "☐", "number": f"{number}."}[items.style]
            words = looks.words(sign, "item", bold=items.style == "number")
            made = text_strips(
                Element("LBody", entry, language=language_of(item)),
                lines,
                self._x + indent,
                style.size,
                style.leading,
                before=style.before,
                after=style.after,
            )
            made[0].label = (label, words, self._x + indent - LABEL_GAP - line_width(words))
            starts.append(len(strips))
            strips += made
        if not strips:
            parent.remove()
            return []
        for start in {*starts[1:2], *starts[-1:]} - {0}:
            strips[start - 1].keep = True
        strips[-1].after = max(style.after, looks.style("body").after)
        return strips

    def _captioned(self, block: Table | Facts, element: Element, rows: Sequence[Strip]) -> list[Strip]:
        lines = wrap(self._looks.words(block.caption, "caption"), self._width)
        style = self._looks.style("caption")
        strips: list[Strip] = [_anchor(block.anchor, style.before)]
        if lines:
            caption = Element("Caption")
            caption.parent = element
            element.children.insert(0, caption)
            strips += text_strips(
                caption, lines, self._x, style.size, style.leading, before=style.before, after=style.after, keep=True
            )
        return [*strips, *rows]

    def _figure(self, figure: Figure, flow: Flow) -> list[Strip]:
        from eopbuilder.render.graph_pdf import draw_scene

        style = self._looks.style("caption")
        group = Element("Div", self._root)
        lines = wrap(self._looks.words(figure.caption, "caption"), self._width)
        above = style.before + len(lines) * style.leading + style.after
        strips: list[Strip] = [_anchor(figure.anchor, style.before)]
        if lines:
            caption = Element("Caption", group)
            strips += text_strips(
                caption, lines, self._x, style.size, style.leading, before=style.before, after=style.after, keep=True
            )
        scene = figure.scene
        here, whole = (room - above for room in flow.rooms())
        scale = min(1.0, self._width / scene.width, whole / scene.height)
        shrink = _least_shrink(scene.smallest_label * scale)
        if here / scene.height >= scale * shrink:
            scale = min(scale, here / scene.height)
        self.figure_scales.append(scale)
        element = Element("Figure", group, alternative=clean(figure.alternative) or clean(scene.title))
        left = self._x + (self._width - scene.width * scale) / 2
        height = scene.height * scale

        def paint(page: PageContent, top: float) -> None:
            element.attributes = figure_attributes(left, top - height, left + scene.width * scale, top)
            draw_scene(self._canvas, scene, left, top - height, scale)
            page.drawing(element, self._canvas.take_code(), self._canvas.take_images())

        return [*strips, Drawn(height, paint, after=self._looks.style("body").after)]

    def _signatures(self, signatures: Signatures) -> list[Strip]:
        """Lines to sign, all on one page."""
        looks = self._looks
        left, date = self._x, self._x + self._width * (1 - _DATE_SHARE)
        right = self._x + self._width * _SIGNATURE_SHARE
        color = looks.color("ink")

        def lines_to_sign(page: PageContent, top: float) -> None:
            page.rule(left, top - _SIGNING_ROOM, right, color, 0.7)
            page.rule(date, top - _SIGNING_ROOM, left + self._width, color, 0.7)

        strips: list[Strip] = []
        made: list[TextStrip] = []
        for name, title in signatures.lines:
            made = []
            for text, look, bold in ((name, "cell", True), (title, "cell", False)):
                style = looks.style(look)
                lines = wrap(looks.words(text, look, bold=bold), right - left)
                if lines:
                    element = Element("P", self._root)
                    made += text_strips(element, lines, left, style.size, style.leading, keep=True)
            day, words = Element("P", self._root), looks.words("Date", "cell")
            if made:
                made[0].label = (day, words, date)
            else:
                style = looks.style("cell")
                made = [TextStrip(day, words, date, style.size, style.leading)]
            made[-1].keep, made[-1].after = True, 8.0
            strips += [Drawn(_SIGNING_ROOM + 2, lines_to_sign, keep=True), *made]
        for strip in made[-1:]:
            strip.keep = False
        return strips


def _least_shrink(smallest: float) -> float:
    """How far a figure may shrink to stay on a page, given the size of its smallest words on a new one."""
    return max(_SHRINK_TO_STAY, min(1.0, _SMALLEST_READABLE / smallest)) if smallest else _SHRINK_TO_STAY


class HeadingLevels:
    """Heading levels as readers need them: none is skipped on the way down."""

    def __init__(self) -> None:
        self._level = 0

    def next(self, level: int) -> int:
        """The level to give the next heading, which asks for `level`."""
        self._level = max(1, min(level, self._level + 1, 6))
        return self._level


def heading_strips(
    looks: Looks,
    root: Element,
    title: str,
    level: int,
    x: float,
    width: float,
    *,
    anchor: str,
    first: bool,
    shown_as: int = 0,
) -> list[Strip]:
    """A heading with its bookmark and its anchor; `first` says that it begins a page, `shown_as` whose look it has."""
    shown_as = shown_as or level
    name = f"heading{min(shown_as, 4)}"
    style = looks.style(name)
    element = Element(f"H{level}", root)
    before = max(style.before, style.leading) if shown_as == 1 and not first else style.before

    def paint(page: PageContent, top: float) -> None:
        page.bookmarks.append((title, level, top))
        page.anchors.append((anchor, top))

    lines = wrap(looks.words(title, name), width)
    strips = text_strips(element, lines, x, style.size, style.leading, after=style.after, keep=True)
    return [Drawn(0.0, paint, before=before, keep=True), *strips]


def _anchor(anchor: str, before: float) -> Drawn:
    def paint(page: PageContent, top: float) -> None:
        page.anchors.append((anchor, top))

    return Drawn(0.0, paint, before=before, keep=True)
