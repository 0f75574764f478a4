"""How the parts of a document fill their pages: one search for Word and PDF, on pages that are thrown away."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import datetime

from eopbuilder.document.nodes import Document, Part
from eopbuilder.render.fonts import BODY
from eopbuilder.render.keeping import Fit
from eopbuilder.render.pdf_blocks import BlockSetter, HeadingLevels
from eopbuilder.render.pdf_document import DrawingCanvas, TaggedDocument
from eopbuilder.render.pdf_fitting import Trial, fitted
from eopbuilder.render.pdf_frames import Frames
from eopbuilder.render.pdf_layout import Flow
from eopbuilder.render.pdf_looks import LooksInSizes
from eopbuilder.render.pdf_page import PageContent
from eopbuilder.render.pdf_signs import sign
from eopbuilder.render.pdf_tagging import Element
from eopbuilder.render.pdf_text import Typesetter
from eopbuilder.working import nothing

_SPARE_IN_WORD = 14.0
"""Points of a page left free in Word, whose lines and tables are not placed to the hundredth of a point."""


class PageFit:
    """Finds how parts of a document fill their pages.

    `spare` is how many points of a page's height should stay free. `working` is called now and then and may raise to
    stop.
    """

    def __init__(
        self,
        document: Document,
        looks: LooksInSizes,
        canvas: DrawingCanvas,
        *,
        spare: float = 0.0,
        working: Callable[[], None] = nothing,
    ) -> None:
        self._look = document.look
        self._looks = looks
        self._canvas = canvas
        self._frames = Frames(looks.of(document.look).stylesheet)
        self._spare = spare
        self._working = working

    @classmethod
    def for_word(
        cls, document: Document, working: Callable[[], None] = nothing, spare: float = _SPARE_IN_WORD
    ) -> PageFit:
        """One for a Word file, which has no PDF to draw in."""
        pdf = TaggedDocument(language=document.language, created=datetime.fromisoformat(document.created))
        looks = LooksInSizes(document, Typesetter(pdf))
        return cls(document, looks, DrawingCanvas(pdf, BODY), spare=spare, working=working)

    def fit(self, part: Part, levels: HeadingLevels | None = None) -> Fit:
        """The largest text that lets a part fit that must fit one page, and more room to write in.

        Where nothing fits with room to spare, it is filled to the last point. Lines of a sign are each as large as they
        may be. Parts of a plan stay as they are.
        """
        look = part.look or self._look
        whole = self._looks.of(look)
        if look == "plan":
            return Fit(whole.stylesheet)
        if look == "sign":
            page = self._frames.page(landscape=part.landscape)
            made = sign(part.blocks, whole, page.text_width, page.text_height - self._spare)
            if made is not None:
                return Fit(made.sheet, above=made.above)
        levels = levels or HeadingLevels()
        fit, fits = self._fitted(part, levels, self._spare)
        return fit if fits or not self._spare else self._fitted(part, levels, 0.0)[0]

    def _fitted(self, part: Part, levels: HeadingLevels, spare: float) -> tuple[Fit, bool]:
        scale, spread = fitted(part, lambda scale: self._set(part, scale, levels, spare)[0])
        if not self._spare:
            return Fit(self._looks.of(part.look or self._look, scale).stylesheet, scale, spread), True
        trial, fit = self._set(part, scale, levels, spare, spread)
        return fit, trial.fits or not part.one_page

    def _set(
        self, part: Part, scale: float, levels: HeadingLevels, spare: float, spread: float = 1.0
    ) -> tuple[Trial, Fit]:
        """A part set in a size of text, with so much of a page's height to spare."""
        pages: list[PageContent] = []

        def turn() -> PageContent:
            pages.append(self._frames.blank(len(pages), landscape=part.landscape, decorated=True))
            return pages[-1]

        def frame(page: PageContent) -> tuple[float, float]:
            top, height = self._frames.frame(page)
            return top, height - spare

        flow = Flow(turn, frame)
        left, right = self._frames.sides(pages[-1])
        looks = self._looks.of(part.look or self._look, scale)
        setter = BlockSetter(looks, self._canvas, Element("Document"), copy(levels), left, right - left, spread)
        for block, following in zip(part.blocks, (*part.blocks[1:], None), strict=True):
            setter.set(block, following, flow)
            self._working()
        flow.finish()
        trial = Trial(len(pages), flow.rooms()[0], setter.by_hand, setter.outgrown, frame(pages[-1])[1])
        fit = Fit(looks.stylesheet, scale, spread, figures=tuple(setter.figure_scales), columns=setter.columns)
        return trial, fit
