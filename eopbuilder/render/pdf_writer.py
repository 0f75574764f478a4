"""A document tree as a tagged PDF: PDF/UA-1 (accessible) and PDF/A-2a (archival), in one layout pass.

Blocks are laid out once, straight into the operators of their pages; the contents' lines are reserved on the way and
drawn, like headers and footers, when all page numbers are known. Nothing reads the clock: the same document gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import BinaryIO

from eopbuilder.document.nodes import Document, Facts, Figure, Heading, Look, Part, Table
from eopbuilder.document.stylesheet import Page, StyleSheet, load_stylesheet
from eopbuilder.render.fonts import BODY
from eopbuilder.render.part_tabs import PartTab, part_tabs
from eopbuilder.render.pdf_blocks import BlockSetter, HeadingLevels, shown_title
from eopbuilder.render.pdf_contents import ContentsSetter
from eopbuilder.render.pdf_cover import Furniture, draw_cover
from eopbuilder.render.pdf_document import DrawingCanvas, RawObject, TaggedDocument
from eopbuilder.render.pdf_fitting import Trial, fitted
from eopbuilder.render.pdf_layout import Flow
from eopbuilder.render.pdf_looks import Looks
from eopbuilder.render.pdf_metadata import write_metadata
from eopbuilder.render.pdf_packing import locked, packed
from eopbuilder.render.pdf_page import Area, PageContent
from eopbuilder.render.pdf_signs import sign
from eopbuilder.render.pdf_tabs import draw_tab
from eopbuilder.render.pdf_tagging import Element, LinkChild, pdf_string, write_structure
from eopbuilder.render.pdf_text import Typesetter, clean
from eopbuilder.working import Steps, untold

_LAYOUT_SHARE, _DRAWN_SHARE, _FINISHED_SHARE = 0.6, 0.75, 0.9
"""The part of the work that is done when all is laid out, when pages are drawn, when the file lacks only packing."""


def write_pdf(
    document: Document, stream: BinaryIO, progress: Callable[[float], None] = untold, passphrase: str = ""
) -> None:
    """Writes the document as PDF, locked when there is a passphrase.

    `progress` is called with the part done (0 to 1) and may raise to cancel; nothing has been written to `stream`
    then.
    """
    steps = Steps(progress)
    writer = _Writer(document, steps)
    writer.lay_out()
    data = writer.finish()
    steps.reach(_FINISHED_SHARE)
    finished = locked(data, passphrase, steps.tick) if passphrase else packed(data, steps.tick)
    steps.tick()
    stream.write(finished)
    steps.reach(1.0)


class _Writer:
    """One document on its way to PDF."""

    def __init__(self, document: Document, steps: Steps) -> None:
        self._source = document
        self._steps = steps
        self._sheet: StyleSheet = load_stylesheet(document.look, document.paper)
        language = clean(document.language).strip() or "en-US"
        self._language = language
        created = datetime.fromisoformat(document.created)
        self._pdf = TaggedDocument(language=language, created=created, working=steps.tick)
        self._typesetter = Typesetter(self._pdf)
        self._canvas = DrawingCanvas(self._pdf, BODY)
        self._anchors = _anchors(document)
        self._looks = Looks(self._typesetter, self._sheet, self._anchors)
        self._scaled: dict[tuple[Look, float], Looks] = {(document.look, 1.0): self._looks}
        self._root = Element("Document")
        self._pages: list[PageContent] = []
        self._contents: ContentsSetter | None = None
        self._tabs: dict[int, PartTab] = {}

    def lay_out(self) -> None:
        """Sets cover, contents and every part; afterwards all pages exist and lack only what needs their numbers."""
        source = self._source
        if source.cover is not None:
            draw_cover(
                lambda: self._turn(landscape=False, decorated=False),
                source.cover,
                lambda scale: self._scaled_looks(source.look, scale),
                self._root,
                self._canvas,
            )
        levels = HeadingLevels()
        headings = [heading for heading in source.headings() if shown_title(heading)]
        if headings:
            flow = self._flow(landscape=False)
            left, right = self._sides(self._pages[-1])
            self._contents = ContentsSetter(self._looks, self._root, left, right - left)
            self._contents.set(headings, flow)
            flow.finish()
        total = sum(len(part.blocks) for part in source.parts) or 1
        done = 0
        for part, tab in zip(source.parts, part_tabs(source), strict=True):
            if not part.blocks:
                continue
            before = len(self._pages)
            flow = self._flow(landscape=part.landscape)
            left, right = self._sides(self._pages[-1])
            looks, spread = self._fitted(part, levels, flow)
            setter = BlockSetter(looks, self._canvas, self._root, levels, left, right - left, spread)
            for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
                setter.set(block, following, flow)
                done += 1
                self._steps.reach(_LAYOUT_SHARE * done / total)
            flow.finish()
            if tab is not None:
                self._tabs.update(dict.fromkeys(range(before, len(self._pages)), tab))

    def finish(self) -> bytes:
        """Draws the contents, headers and footers and gives the bytes of the file."""
        source, pages = self._source, self._pages
        places = {anchor: (page.index, top) for page in reversed(pages) for anchor, top in reversed(page.anchors)}
        if self._contents is not None:
            self._contents.draw({anchor: index for anchor, (index, _) in places.items()})
        furniture = Furniture(self._looks, source.header, source.footer, source.language)
        links: list[Element] = []
        holders: list[tuple[RawObject, Area, int]] = []
        for page in pages:
            tab = self._tabs.get(page.index)
            if page.decorated:
                furniture.draw(page, self._sheet_of(page), len(pages), tab.title if tab else "")
            if tab:
                draw_tab(page, tab, self._looks)
            numbers = []
            for area in page.areas:
                holder = RawObject(b"")
                number = self._pdf.number(holder)
                area.element.children.append(LinkChild(page.index, number))
                holders.append((holder, area, len(pages) + len(links)))
                links.append(area.element)
                numbers.append(number)
            self._bookmark(page)
            self._pdf.append_page((page.width, page.height), page.content(), numbers, page.index, page.images)
            self._steps.reach(_LAYOUT_SHARE + (_DRAWN_SHARE - _LAYOUT_SHARE) * (page.index + 1) / len(pages))
        for holder, area, key in holders:
            holder.data = self._annotation(area, key, *places.get(area.anchor, (0, pages[0].height)))
        self._steps.tick()
        write_structure(self._pdf, self._root, pages, links)
        self._steps.tick()
        write_metadata(
            self._pdf,
            title=clean(source.title) or (clean(source.cover.title) if source.cover else "") or "Plan",
            author=clean(source.author),
            subject=clean(source.subject),
            keywords=tuple(clean(word) for word in source.keywords),
            language=self._language,
        )
        return self._pdf.GetPDFData(self._canvas)

    def _fitted(self, part: Part, levels: HeadingLevels, flow: Flow) -> tuple[Looks, float]:
        """The looks a part is set in, and how many times higher than planned its rows to write in are.

        `flow` is at the top of the page of the part; that of a sign begins further down.
        """
        look = part.look or self._source.look
        if look == "sign":
            sheet = self._sheet.turned(landscape=part.landscape)
            made = sign(part.blocks, self._scaled_looks(look, 1.0), sheet.text_width, sheet.text_height)
            if made is not None:
                flow.skip(made.above)
                return Looks(self._typesetter, made.sheet, self._anchors), 1.0
        if look == "plan":
            return self._scaled_looks(look, 1.0), 1.0
        scale, spread = fitted(part, lambda scale: self._trial(part, self._scaled_looks(look, scale), copy(levels)))
        return self._scaled_looks(look, scale), spread

    def _scaled_looks(self, look: Look, scale: float) -> Looks:
        """A look with text of another size, made once."""
        found = self._scaled.get((look, scale))
        if found is None:
            sheet = load_stylesheet(look, self._source.paper).smaller(scale)
            found = self._scaled[look, scale] = Looks(self._typesetter, sheet, self._anchors)
        return found

    def _trial(self, part: Part, looks: Looks, levels: HeadingLevels) -> Trial:
        """The part set on pages that are thrown away."""
        pages: list[PageContent] = []

        def turn() -> PageContent:
            pages.append(self._blank(len(pages), landscape=part.landscape, decorated=True))
            return pages[-1]

        flow = Flow(turn, self._frame)
        left, right = self._sides(pages[-1])
        setter = BlockSetter(looks, self._canvas, Element("Document"), levels, left, right - left)
        for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
            setter.set(block, following, flow)
            self._steps.tick()
        flow.finish()
        return Trial(len(pages), flow.rooms()[0], setter.by_hand, setter.outgrown, self._frame(pages[-1])[1])

    def _flow(self, *, landscape: bool) -> Flow:
        return Flow(lambda: self._turn(landscape=landscape, decorated=True), self._frame)

    def _turn(self, *, landscape: bool, decorated: bool) -> PageContent:
        page = self._blank(len(self._pages), landscape=landscape, decorated=decorated)
        self._pages.append(page)
        return page

    def _blank(self, index: int, *, landscape: bool, decorated: bool) -> PageContent:
        sheet = self._sheet.turned(landscape=landscape)
        return PageContent(index, sheet.width, sheet.height, decorated=decorated)

    def _sheet_of(self, page: PageContent) -> Page:
        return self._sheet.turned(landscape=page.width > page.height)

    def _frame(self, page: PageContent) -> tuple[float, float]:
        """Top and height of the text area."""
        sheet = self._sheet_of(page)
        return page.height - sheet.margin_top, sheet.text_height

    def _sides(self, page: PageContent) -> tuple[float, float]:
        """Left and right edge of the text area."""
        sheet = self._sheet_of(page)
        return sheet.margin_left, page.width - sheet.margin_right

    def _bookmark(self, page: PageContent) -> None:
        """Adds the page's headings to the outline."""
        for number, (title, level, top) in enumerate(page.bookmarks):
            key = f"{page.index}-{number}"
            self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=round(top, 2))
            self._canvas.addOutlineEntry(title, key, level - 1, closed=level > 1)

    def _annotation(self, area: Area, key: int, page: int, top: float) -> bytes:
        """A link annotation that leads to `top` on a page, `key` its place in the parent tree."""
        number = self._pdf.page_number(page)
        return (
            b"<< /Type /Annot /Subtype /Link /F 4 /Border [ 0 0 0 ] /StructParent %d /Contents %s "
            b"/Rect [ %.2f %.2f %.2f %.2f ] /Dest [ %d 0 R /XYZ 0 %.2f null ] >>"
            % (key, pdf_string(clean(area.words)), area.left, area.bottom, area.right, area.top, number, top)
        )


def _anchors(document: Document) -> frozenset[str]:
    """Every anchor a reference can lead to."""
    return frozenset(
        block.anchor
        for block in document.blocks()
        if (isinstance(block, Heading) and shown_title(block)) or isinstance(block, Table | Facts | Figure)
    )
