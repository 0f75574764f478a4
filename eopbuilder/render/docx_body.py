"""The blocks of the document as the body of a Word file, one after another."""

from __future__ import annotations

from collections.abc import Callable
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
from eopbuilder.render.docx_pictures import figure_xml, picture_file
from eopbuilder.render.docx_styles import shading
from eopbuilder.render.docx_tables import facts_xml, signatures_xml, table_xml
from eopbuilder.render.docx_xml import hex_color, inlines_xml, is_right_to_left, run_xml, twips
from eopbuilder.render.keeping import introduces, never_begins_a_page

AddPicture = Callable[[bytes, str], str]
"""Stores a picture of a content type; the id of its relationship."""

_AFTER_TABLE = 10.0
"""Points between a table and the text below it."""
_BETWEEN_TABLES = 7.0
_CALLOUT_INDENT = 10.0
_PARAGRAPH_STYLES = {"body": "Normal", "lead": "Lead", "source": "Source"}
_LIST_STYLES = {"bullet": "ListBullet", "number": "ListNumber", "check": "CheckList"}


class Body:
    """Collects the XML of the blocks; knows what the next paragraph owes to what came before it."""

    def __init__(self, sheet: StyleSheet, language: str, add_picture: AddPicture) -> None:
        self._sheet = sheet
        self._language = language
        self._add_picture = add_picture
        self._pieces: list[str] = []
        self._break_before = False
        self._on_top = False
        self._after_table = False
        self._captions = Captions()
        self._figures = 0
        self.notes = Notes()
        self.numbering = Numbering()
        self.shape = PageShape(sheet.page, landscape=False)

    def text(self) -> str:
        """Everything added so far."""
        return "".join(self._pieces)

    def add_raw(self, xml: str) -> None:
        """Finished paragraphs, such as the cover."""
        self._pieces.append(xml)

    def break_page(self) -> None:
        """The next paragraph starts a new page."""
        self._break_before = self._on_top = True

    def end_section(self, section: str) -> None:
        """A paragraph too small to see that ends a section."""
        small = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
        self._pieces.append(f"<w:p><w:pPr>{small}{section}</w:pPr></w:p>")
        self._break_before = self._after_table = False
        self._on_top = True

    def add(self, block: Block, following: Block | None = None) -> None:
        """One block of the tree. A short paragraph stays on the page of the list or table it introduces."""
        match block:
            case Heading(level):
                place = self.numbering.heading(block)
                content = self._captions.marked(block.anchor, run_xml(block.text if place else block.title))
                before = self._sheet.text[f"heading{level}"].before
                self._paragraph(f"Heading{level}", content, before=before, numbering=place)
            case Paragraph(inlines, role):
                keep = introduces(block, following) or never_begins_a_page(following)
                self._inlines(_PARAGRAPH_STYLES[role], inlines, before=self._sheet.text[role].before, keep=keep)
            case ListItems():
                self._list(block, keep_last=never_begins_a_page(following))
            case Callout():
                self._callout(block)
            case Table(caption, anchor):
                self._caption(caption, anchor)
                rule = hex_color(self._sheet.colors["rule"])
                keep = never_begins_a_page(following)
                self._table(table_xml(block, self.shape.text_width, keep_last=keep, rule=rule))
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
                self._table(boxes_xml(block, block.across(self.shape.text_width), self._sheet))
            case TearLine(text):
                border, run = tear_xml(text, self._sheet)
                self._paragraph("Source", run, around=border)
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
        after: float = 0.0,
    ) -> None:
        """A paragraph; `around` is its border and shading, `after` more room below than its style gives."""
        kept = "<w:keepNext/>" if keep else ""
        page_break = "<w:pageBreakBefore/>" if self._break_before else ""
        space = 0.0 if self._on_top else max(before, _AFTER_TABLE)
        above = f' w:before="{twips(space)}"' if self._on_top or self._after_table else ""
        below = f' w:after="{twips(after)}"' if after else ""
        spacing = f"<w:spacing{above}{below}/>" if above or below else ""
        direction = "<w:bidi/>" if bidi else ""
        properties = f'<w:pStyle w:val="{style}"/>{kept}{page_break}{numbering}{around}{direction}{spacing}{indent}'
        self._pieces.append(f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>")
        self._break_before = self._on_top = self._after_table = False

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

    def _list(self, block: ListItems, *, keep_last: bool) -> None:
        numbering = ""
        if block.style == "number":
            numbering = self.numbering.new_list()
        last = len(block.items) - 1
        for index, item in enumerate(block.items):
            keep = keep_last if index == last else index in {0, last - 1}
            after = self._sheet.text["body"].after if index == last else 0.0
            self._inlines(_LIST_STYLES[block.style], item, numbering=numbering, keep=keep, after=after)

    def _callout(self, block: Callout) -> None:
        colors = self._sheet.colors
        warning = block.tone == "warning"
        edge = hex_color(colors["warning_edge" if warning else "accent"])
        fill = shading(colors["warning_fill" if warning else "note_fill"])
        around = f'<w:pBdr><w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/></w:pBdr>{fill}'
        indent = f'<w:ind w:left="{twips(_CALLOUT_INDENT)}"/>'
        self._paragraph("CalloutTitle", run_xml(block.title), before=8.0, around=around, indent=indent)
        bidi = is_right_to_left(block.inlines)
        self._paragraph("Callout", inlines_xml(block.inlines), around=around, indent=indent, bidi=bidi)

    def _caption(self, caption: str, anchor: str) -> None:
        """A caption above a table or figure, which keeps to it."""
        if not caption:
            if self._after_table or self._break_before:  # what follows a table at once would become a part of it
                self._gap()
            return
        before = self._sheet.text["caption"].before
        self._paragraph("Caption", self._captions.caption_xml(caption, anchor), before=before)

    def _gap(self) -> None:
        """An empty paragraph between two tables, on a new page where one is due."""
        exact = f'<w:spacing w:before="0" w:after="0" w:line="{twips(_BETWEEN_TABLES)}" w:lineRule="exact"/>'
        page_break = "<w:pageBreakBefore/>" if self._break_before else ""
        self._pieces.append(f"<w:p><w:pPr>{page_break}{exact}</w:pPr></w:p>")
        self._break_before = self._on_top = self._after_table = False

    def _table(self, xml: str) -> None:
        self._pieces.append(xml)
        self._on_top, self._after_table = False, True

    def _figure(self, block: Figure) -> None:
        from eopbuilder.render.graph_svg import write_svg

        self._figures += 1
        vectors = BytesIO()
        write_svg(block.scene, vectors, description=block.alternative)
        image = self._add_picture(*picture_file(block.scene))
        svg = self._add_picture(vectors.getvalue(), SVG)
        if block.caption:
            self._caption(block.caption, block.anchor)
        self._paragraph("Figure", figure_xml(block, self._figures, image, svg, self.shape))
