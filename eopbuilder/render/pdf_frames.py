"""Empty pages of a document, and where text stands on them."""

from __future__ import annotations

from eopbuilder.document.stylesheet import Page, StyleSheet
from eopbuilder.render.pdf_page import PageContent


class Frames:
    """The pages of a style sheet, upright and turned."""

    def __init__(self, sheet: StyleSheet) -> None:
        self._sheet = sheet

    def blank(self, index: int, *, landscape: bool, decorated: bool) -> PageContent:
        """An empty page; a `decorated` one gets header and footer."""
        sheet = self.page(landscape=landscape)
        return PageContent(index, sheet.width, sheet.height, decorated=decorated)

    def page(self, *, landscape: bool) -> Page:
        """The size and the margins of pages as the paper lies."""
        return self._sheet.turned(landscape=landscape)

    def sheet_of(self, page: PageContent) -> Page:
        """The size and the margins of a page."""
        return self.page(landscape=page.width > page.height)

    def frame(self, page: PageContent) -> tuple[float, float]:
        """Top and height of the text area."""
        sheet = self.sheet_of(page)
        return page.height - sheet.margin_top, sheet.text_height

    def sides(self, page: PageContent) -> tuple[float, float]:
        """Left and right edge of the text area."""
        sheet = self.sheet_of(page)
        return sheet.margin_left, page.width - sheet.margin_right
