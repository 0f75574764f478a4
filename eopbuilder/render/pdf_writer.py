"""A document tree as a tagged PDF: PDF/UA-1 (accessible) and PDF/A-2a (archival), in one layout pass.

Blocks are laid out once, straight into the operators of their pages; the contents' lines are reserved on the way and
drawn, like headers and footers, when all page numbers are known. Nothing reads the clock: the same document gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from eopbuilder.document.nodes import Document
from eopbuilder.document.stylesheet import load_stylesheet
from eopbuilder.render.fonts import BODY
from eopbuilder.render.page_fit import PageFit
from eopbuilder.render.part_tabs import PartTab, part_tabs
from eopbuilder.render.pdf_blocks import BlockSetter, HeadingLevels
from eopbuilder.render.pdf_contents import ContentsSetter
from eopbuilder.render.pdf_cover import Furniture, draw_cover
from eopbuilder.render.pdf_document import DrawingCanvas, RawObject, TaggedDocument
from eopbuilder.render.pdf_frames import Frames
from eopbuilder.render.pdf_layout import Flow
from eopbuilder.render.pdf_looks import LooksInSizes, shown_title
from eopbuilder.render.pdf_metadata import write_metadata
from eopbuilder.render.pdf_packing import locked, packed
from eopbuilder.render.pdf_page import Area, PageContent
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
        self._frames = Frames(load_stylesheet(document.look, document.paper))
        language = clean(document.language).strip() or "en-US"
        self._language = language
        created = datetime.fromisoformat(document.created)
        self._pdf = TaggedDocument(language=language, created=created, working=steps.tick)
        self._sizes = LooksInSizes(document, Typesetter(self._pdf))
        self._canvas = DrawingCanvas(self._pdf, BODY)
        self._looks = self._sizes.of(document.look)
        self._page_fit = PageFit(document, self._sizes, self._canvas, working=steps.tick)
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
                lambda scale: self._sizes.of(source.look, scale),
                self._root,
                self._canvas,
            )
        levels = HeadingLevels()
        headings = [heading for heading in source.headings() if shown_title(heading)]
        if headings:
            flow = self._flow(landscape=False)
            left, right = self._frames.sides(self._pages[-1])
            self._contents = ContentsSetter(self._looks, self._root, left, right - left)
            self._contents.set(headings, flow)
            flow.finish()
        total = sum(len(part.blocks) for part in source.parts) or 1
        done = 0
        for part, tab in zip(source.parts, part_tabs(source), strict=True):
            if not part.blocks:
                continue
            fit = self._page_fit.fit(part, levels)
            looks = self._sizes.fitted(part.look or source.look, fit)
            before = len(self._pages)
            flow = self._flow(landscape=part.landscape)
            flow.skip(fit.above)
            left, right = self._frames.sides(self._pages[-1])
            setter = BlockSetter(looks, self._canvas, self._root, levels, left, right - left, fit.spread)
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
                furniture.draw(page, self._frames.sheet_of(page), len(pages), tab.title if tab else "")
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

    def _flow(self, *, landscape: bool) -> Flow:
        return Flow(lambda: self._turn(landscape=landscape, decorated=True), self._frames.frame)

    def _turn(self, *, landscape: bool, decorated: bool) -> PageContent:
        page = self._frames.blank(len(self._pages), landscape=landscape, decorated=decorated)
        self._pages.append(page)
        return page

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
