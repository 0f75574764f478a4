"""What surrounds the content: cover, contents, headers and footers, and the sections that set the pages."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.nodes import Cover, Document
from eopbuilder.document.stylesheet import Page, StyleSheet
from eopbuilder.render.docx_styles import shading
from eopbuilder.render.docx_xml import DECLARATION, R, W, bookmark_name, field_xml, hex_color, link_xml, run_xml, twips
from eopbuilder.render.keeping import logo_size, page_words
from eopbuilder.render.part_tabs import TAB_DEPTH, PartTab

CONTENTS = "Contents"
CONTENTS_HINT = "To fill in the page numbers in Word, click in the contents and press F9."
_HEADER_LETTERS = 100
"""Letters a header holds in one line; the title of the part is left out of one that would take two."""
_COVER_TOP = 150.0
"""Points between the marking and the title."""


@dataclass(frozen=True)
class PageShape:
    """A page as a section sets it, in points, and whether the paper lies on its side."""

    page: Page
    landscape: bool

    @property
    def text_width(self) -> float:
        """What is left between the margins."""
        return self.page.text_width

    @property
    def text_height(self) -> float:
        """What is left between header and footer."""
        return self.page.text_height


def section_xml(shape: PageShape, header: str = "", footer: str = "") -> str:
    """A section's properties. `header` and `footer` are relationship ids; without them its pages have neither."""
    page = shape.page
    references = (
        f'<w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" r:id="{footer}"/>'
        if header
        else ""
    )
    orientation = ' w:orient="landscape"' if shape.landscape else ""
    return (
        f'<w:sectPr>{references}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{twips(page.width)}" w:h="{twips(page.height)}"{orientation}/>'
        f'<w:pgMar w:top="{twips(page.margin_top)}" w:right="{twips(page.margin_right)}"'
        f' w:bottom="{twips(page.margin_bottom)}" w:left="{twips(page.margin_left)}"'
        f' w:header="{twips(page.header_baseline) - 160}" w:footer="{twips(page.footer_baseline) - 160}"'
        ' w:gutter="0"/></w:sectPr>'
    )


def cover_xml(cover: Cover, sheet: StyleSheet, logo: str = "") -> str:
    """The cover: marking on top, then the run with the logo, title, school and what the plan is for."""
    above = _COVER_TOP - (logo_size(cover.logo)[1] if logo else 0.0)
    title = _cover_paragraph("Title", cover.title, f"{_cover_rule(sheet)}{_space_before(24 if logo else above)}")
    if logo:
        title = f"<w:p><w:pPr>{_space_before(above - 24)}</w:pPr>{logo}</w:p>{title}"
    subtitle = _cover_paragraph("Subtitle", cover.subtitle, '<w:spacing w:after="480"/>')
    lines = "".join(_cover_paragraph("CoverLine", line) for line in cover.lines)
    return f"{_marking(cover.marking, sheet) if cover.marking else ''}{title}{subtitle}{lines}"


def _cover_paragraph(style: str, text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run_xml(text)}</w:p>'


def _cover_rule(sheet: StyleSheet) -> str:
    accent = hex_color(sheet.colors["accent"])
    return f'<w:pBdr><w:top w:val="single" w:sz="36" w:space="16" w:color="{accent}"/></w:pBdr>'


def _space_before(points: float) -> str:
    return f'<w:spacing w:before="{twips(points)}"/>'


def _marking(text: str, sheet: StyleSheet) -> str:
    """The handling line in a box of its own."""
    edge = hex_color(sheet.colors["warning_edge"])
    sides = ("top", "left", "bottom", "right")
    box = "".join(f'<w:{side} w:val="single" w:sz="8" w:space="6" w:color="{edge}"/>' for side in sides)
    words = run_xml(text, f'<w:color w:val="{edge}"/>')
    return (
        f'<w:p><w:pPr><w:pStyle w:val="CalloutTitle"/><w:pBdr>{box}</w:pBdr>{shading(sheet.colors["warning_fill"])}'
        f'<w:ind w:left="140" w:right="140"/><w:jc w:val="center"/></w:pPr>{words}</w:p>'
    )


def contents_xml(document: Document) -> str:
    """The contents: linked entries inside a field Word can refresh. Page numbers are fields, never guessed."""
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run_xml(CONTENTS)}</w:p>'
    depth = document.contents_depth
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entries: list[str] = []
    for heading in document.headings():
        page = field_xml(f"PAGEREF {bookmark_name(heading.anchor)} \\h", "")
        linked = link_xml(heading.anchor, f"{run_xml(heading.title)}<w:r><w:tab/></w:r>{page}")
        style = f"TOC{min(heading.level, 2)}"
        entries.append(f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{"" if entries else opening}{linked}</w:p>')
    hint = run_xml(CONTENTS_HINT)
    ending = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    last = f'<w:p><w:pPr><w:pStyle w:val="Source"/><w:spacing w:before="240"/></w:pPr>{hint}{ending}</w:p>'
    return f"{title}{''.join(entries)}{last}" if entries else title


def header_xml(text: str, sheet: StyleSheet, shape: PageShape, tab: PartTab | None) -> str:
    """A page header: the plan's name above a rule, the title of the part at the right, its tab at the outer edge."""
    rule = f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{hex_color(sheet.colors["rule"])}"/>'
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.text_width)}"/></w:tabs>'
    named = tab.title if tab and len(text) + len(tab.title) <= _HEADER_LETTERS else ""
    chapter = f"<w:r><w:tab/></w:r>{run_xml(named)}" if named else ""
    properties = f'<w:pStyle w:val="Header"/><w:pBdr>{rule}</w:pBdr>{stop if named else ""}'
    paragraph = f"<w:p><w:pPr>{properties}</w:pPr>{run_xml(text)}{chapter}</w:p>"
    mark = _tab_xml(tab, sheet, shape) if tab else ""
    return f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{mark}{paragraph}</w:hdr>'


def _tab_xml(tab: PartTab, sheet: StyleSheet, shape: PageShape) -> str:
    """The tab as a frame at the outer edge with the part's letter, which every Word shows where it belongs."""
    start, end = tab.span(shape.page, landscape=shape.landscape)
    page, length, look = shape.page, end - start, sheet.text["tab_letter"]
    x, y, width, height = (
        (page.width - end, page.height - TAB_DEPTH, length, TAB_DEPTH)
        if shape.landscape
        else (page.width - TAB_DEPTH, start, TAB_DEPTH, length)
    )
    frame = (
        f'<w:framePr w:w="{twips(width)}" w:h="{twips(height)}" w:hRule="exact" w:hSpace="0" w:wrap="around"'
        f' w:vAnchor="page" w:hAnchor="page" w:x="{twips(x)}" w:y="{twips(y)}"/>'
    )
    letter = f'<w:b/><w:color w:val="{hex_color(look.color)}"/><w:sz w:val="{round(look.size * 2)}"/>'
    around = (height - look.leading) / 2
    rows = ((around, ""), (look.leading, run_xml(tab.letter, letter)), (around, ""))
    return "".join(_tab_row(frame, sheet.colors["accent"], *row) for row in rows)


def _tab_row(frame: str, color: str, height: float, content: str) -> str:
    """A line of a tab; lines of one frame that follow each other share it."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    properties = f'<w:pStyle w:val="Header"/>{frame}{shading(color)}{spacing}<w:jc w:val="center"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def footer_xml(text: str, shape: PageShape, language: str) -> str:
    """A page footer: how to handle the plan, and “Page 3 of 40” at the right."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.text_width)}"/></w:tabs>'
    page, of = page_words(language)
    pages = f"{run_xml(f'{page} ')}{field_xml('PAGE', '1')}{run_xml(f' {of} ')}{field_xml('NUMPAGES', '1')}"
    words = f"{run_xml(text)}<w:r><w:tab/></w:r>{pages}"
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>{words}</w:p>'
    return f'{DECLARATION}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{paragraph}</w:ftr>'
