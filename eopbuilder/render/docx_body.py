"""The blocks of the document as the body of a Word file, one after another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

from eopbuilder.document.nodes import (
    Block,
    Boxes,
    Callout,
    Facts,
    Figure,
    Heading,
    Inlines,
    ListItems,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    TearLine,
)
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.errors import Bug
from eopbuilder.render.docx_boxes import boxes_xml, tear_xml
from eopbuilder.render.docx_captions import Captions
from eopbuilder.render.docx_frame import PageShape
from eopbuilder.render.docx_notes import Notes
from eopbuilder.render.docx_numbering import Numbering
from eopbuilder.render.docx_package import SVG
from eopbuilder.render.docx_pictures import figure_xml, fitting_scale, picture_file
from eopbuilder.render.docx_sheets import SheetStyles, shown_as
from eopbuilder.render.docx_styles import shading
from eopbuilder.render.docx_tables import LETTER_SHARE, facts_xml, likely_widths, signatures_xml, table_xml
from eopbuilder.render.docx_xml import hex_color, inlines_xml, is_right_to_left, run_xml, twips
from eopbuilder.render.keeping import Fit, introduces, never_begins_a_page, stays_whole

AddPicture = Callable[[bytes, str], str]
"""Stores a picture of a content type; the id of its relationship."""

_AFTER_TABLE = 10.0
"""Points between a table and the text below it."""
_BETWEEN_TABLES = 7.0
_CALLOUT_INDENT = 10.0
_CALLOUT_PAD, _ABOVE_CALLOUT, _BELOW_CALLOUT = 5, 8.0, 8.0
"""Points of fill around the words of a note, and of room above and below it, beside what text has below it anyway."""
_AROUND_TEAR = 8.0
_HAIRLINE = 1.0
_PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "source": "Source"}
_LIST_STYLES = {"bullet": "ListBullet", "number": "ListNumber", "check": "CheckList"}


class Body:
    """Collects the XML of the blocks; knows what the next paragraph owes to what came before it."""

    def __init__(self, sheet: StyleSheet, language: str, add_picture: AddPicture) -> None:
        self._sheet = self._document_sheet = sheet
        self._language = language
        self._add_picture = add_picture
        self._pieces: list[str] = []
        self._break_before = False
        self._on_top = False
        self._after_table = False
        self._top_room, self._spread = 0.0, 1.0
        self._captions = Captions()
        self._figures = 0
        self._styles: SheetStyles | None = None
        self._figures_drawn: Iterator[float] = iter(())
        self._columns: Iterator[tuple[float, ...]] = iter(())
        self.notes = Notes()
        self.numbering = Numbering()
        self.shape = PageShape(sheet.page, landscape=False)

    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._pieces)

    def add_raw(self, xml: str) -> None:
        """Finished paragraphs, such as the cover."""
        self._pieces.append(xml)

    def begin_part(self, shape: PageShape, styles: SheetStyles | None, fit: Fit) -> None:
        """What follows stands on such pages, in these styles if not the document's.

        Figures and columns for which `fit` has no size are as large as fits and as wide as their words want.
        """
        self.shape = shape
        self._styles = styles
        self._sheet = styles.sheet if styles else self._document_sheet
        self._figures_drawn, self._columns = iter(fit.figures), iter(fit.columns)
        self._top_room, self._spread = fit.above, fit.spread
        self._on_top = True

    def break_page(self) -> None:
        """The next paragraph starts a new page."""
        self._break_before, self._on_top, self._after_table = True, True, False

    def end_section(self, section: str) -> None:
        """A paragraph too small to see that ends a section."""
        small = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        self._pieces.append(f"<w:p><w:pPr>{small}{section}</w:pPr></w:p>")
        self._break_before = self._after_table = False
        self._on_top = True

    def end(self) -> None:
        """Ends the text: below a table Word would put a paragraph, on a page of its own if need be."""
        if self._after_table:
            self.end_section("")

    def add(self, block: Block, following: Block | None = None) -> None:
        """One block of the tree. A short paragraph stays on the page of the list or table it introduces."""
        match block:
            case Heading(level):
                place = self.numbering.heading(block)
                content = self._captions.marked(block.anchor, run_xml(block.text if place else block.title))
                look = block.shown_as if self._styles and block.shown_as else level
                style = f"Heading{level}" if look == level else shown_as(f"Heading{level}", look)
                text = self._sheet.text[f"heading{look}"]
                above = max(text.before, text.leading) if look == 1 and not self._on_top else 0.0
                self._paragraph(style, content, before=text.before, numbering=place, above=above)
            case Paragraph(inlines, role):
                keep = introduces(block, following) or never_begins_a_page(following)
                self._inlines(_PARAGRAPH_STYLES[role], inlines, before=self._sheet.text[role].before, keep=keep)
            case ListItems():
                self._list(block, keep_last=never_begins_a_page(following), whole=stays_whole(block, following))
            case Callout():
                self._callout(block, following)
            case Table(caption, anchor):
                self._caption(caption, anchor)
                rule = hex_color(self._sheet.colors["rule"])
                keep = never_begins_a_page(following)
                letter = self._sheet.text["cell"].size * LETTER_SHARE
                widths = next(self._columns, None) or likely_widths(block, self.shape.text_width, letter)
                self._table(table_xml(block, widths, keep_last=keep, rule=rule, spread=self._spread))
            case Facts(caption, anchor):
                self._caption(caption, anchor)
                self._table(facts_xml(block, self.shape.text_width, keep_last=never_begins_a_page(following)))
            case Figure():
                self._figure(block)
            case Signatures():
                self._caption("", "")
                self._table(signatures_xml(block, self.shape.text_width, self._sheet, self._language))
            case Boxes():
                self._caption("", "")
                self._table(boxes_xml(block, block.across(self.shape.text_width), self._sheet, self._spread))
            case TearLine(text):
                tabs, runs = tear_xml(text, self.shape.text_width)
                self._paragraph("Source", runs, around=tabs, above=_AROUND_TEAR, after=_AROUND_TEAR)
            case PageBreak():
                self.break_page()
            case _:
                raise Bug(f"unknown block of the document: {block!r}")

    def _paragraph(
        self,
        style: str,
        content: str,
        *,
        before: float = 0.0,
        around: str = "",
        numbering: str = "",
        bidi: bool = False,
        indent: str = "",
        keep: bool = False,
        above: float = 0.0,
        after: float = 0.0,
    ) -> None:
        """A paragraph; `around` is its border and shading, `above`, `after` more room than its style gives.

        There is none above what stands at the top of a page.
        """
        kept = "<w:keepNext/>" if keep else ""
        page_break = "<w:pageBreakBefore/>" if self._break_before else ""
        space = max(above, before, _AFTER_TABLE * self._scale) if self._after_table else above
        space = self._top_room if self._on_top else space
        over = f' w:before="{twips(space)}"' if self._on_top or space else ""
        below = f' w:after="{twips(after)}"' if after else ""
        spacing = f"<w:spacing{over}{below}/>" if over or below else ""
        direction = "<w:bidi/>" if bidi else ""
        properties = f'<w:pStyle w:val="{style}"/>{kept}{page_break}{numbering}{around}{direction}{spacing}{indent}'
        self._pieces.append(self._dressed(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"))
        self._break_before = self._on_top = self._after_table = False

    def _dressed(self, xml: str) -> str:
        """The XML in the styles of the part."""
        return self._styles.dressed(xml) if self._styles else xml

    @property
    def _scale(self) -> float:
        """How many times its size the text of the part is."""
        return self._styles.scale if self._styles else 1.0

    def _inlines(
        self,
        style: str,
        inlines: Inlines,
        *,
        before: float = 0.0,
        numbering: str = "",
        keep: bool = False,
        after: float = 0.0,
    ) -> None:
        bidi = is_right_to_left(inlines)
        self._paragraph(
            style,
            self.notes.inlines_xml(inlines),
            before=before,
            numbering=numbering,
            bidi=bidi,
            keep=keep,
            after=after,
        )

    def _list(self, block: ListItems, *, keep_last: bool, whole: bool) -> None:
        numbering = ""
        if block.style == "number":
            numbering = self.numbering.new_list()
        last = len(block.items) - 1
        for index, item in enumerate(block.items):
            keep = keep_last if index == last else whole or index in {0, last - 1}
            after = self._sheet.text["body"].after if index == last else 0.0
            self._inlines(_LIST_STYLES[block.style], item, numbering=numbering, keep=keep, after=after)

    def _callout(self, block: Callout, following: Block | None) -> None:
        colors = self._sheet.colors
        warning = block.tone == "warning"
        edge = hex_color(colors["warning_edge" if warning else "accent"])
        color = colors["warning_fill" if warning else "note_fill"]
        side = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/>'
        above, below = (
            f'<w:{name} w:val="single" w:sz="4" w:space="{_CALLOUT_PAD}" w:color="{hex_color(color)}"/>'
            for name in ("top", "bottom")
        )
        top, bottom = (f"<w:pBdr>{lines}</w:pBdr>{shading(color)}" for lines in (above + side, side + below))
        indent = f'<w:ind w:left="{twips(_CALLOUT_INDENT)}"/>'
        title = run_xml(block.title, f'<w:color w:val="{edge}"/>' if warning else "")
        self._paragraph("CalloutTitle", title, before=_ABOVE_CALLOUT, above=_ABOVE_CALLOUT, around=top, indent=indent)
        bidi, joined = is_right_to_left(block.inlines), isinstance(following, Callout)
        after = 0.0 if joined else self._sheet.text["body"].after + _BELOW_CALLOUT
        self._paragraph("Callout", inlines_xml(block.inlines), around=bottom, indent=indent, bidi=bidi, after=after)
        if joined:  # Word would fill the room between two notes
            self._gap(_HAIRLINE)

    def _caption(self, caption: str, anchor: str) -> None:
        """A caption above a table or figure, which keeps to it."""
        if not caption:
            if self._after_table or self._break_before:  # what follows a table at once would become a part of it
                self._gap(_BETWEEN_TABLES * self._scale)
            return
        before = self._sheet.text["caption"].before
        self._paragraph("Caption", self._captions.caption_xml(caption, anchor), before=before)

    def _gap(self, height: float) -> None:
        """An empty paragraph, on a new page where one is due."""
        exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
        page_break = "<w:pageBreakBefore/>" if self._break_before else ""
        self._pieces.append(f"<w:p><w:pPr>{page_break}{exact}</w:pPr></w:p>")
        self._break_before = self._on_top = self._after_table = False

    def _table(self, xml: str) -> None:
        self._pieces.append(self._dressed(xml))
        self._on_top, self._after_table = False, True

    def _figure(self, block: Figure) -> None:
        from eopbuilder.render.graph_svg import write_svg

        self._figures += 1
        vectors = BytesIO()
        write_svg(block.scene, vectors, description=block.alternative)
        image = self._add_picture(*picture_file(block.scene))
        svg = self._add_picture(vectors.getvalue(), SVG)
        scale = next(self._figures_drawn, None) or fitting_scale(block, self.shape)
        if block.caption:
            self._caption(block.caption, block.anchor)
        self._paragraph("Figure", figure_xml(block, self._figures, image, svg, scale))
