"""What surrounds the content: cover, headers and footers, and the sections that set the pages."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.document.nodes import Cover
from eopbuilder.document.stylesheet import Page, StyleSheet
from eopbuilder.render.docx_styles import shading
from eopbuilder.render.docx_xml import DECLARATION, R, W, field_xml, hex_color, run_xml, twips
from eopbuilder.render.keeping import logo_size, page_words
from eopbuilder.render.part_tabs import TAB_DEPTH, PartTab

_HEADER_LETTERS = 100
"""Letters a header holds in one line; the title of the part is left out of one that would take two."""
_COVER_TOP = 150.0
"""Points between the marking and the title."""
_BELOW_LOGO = 24.0
_BAND = 24.0
"""How wide the band at the binding of the cover is."""
_BAR = (64.0, 4.0)
"""Width and height of the bar above the title."""


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
    """A section's properties. `header` and `footer` are relationship ids; without one its pages have none."""
    page = shape.page
    references = "".join(
        f'<w:{kind}Reference w:type="default" r:id="{one}"/>'
        for kind, one in (("header", header), ("footer", footer))
        if one
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
    """The cover: marking on top, then the run with the logo, title and school, and at the foot the facts."""
    above = _COVER_TOP - (logo_size(cover.logo)[1] if logo else 0.0)
    picture = f"<w:p><w:pPr>{_space_before(above - _BELOW_LOGO)}</w:pPr>{logo}</w:p>" if logo else ""
    bar = _cover_bar(sheet, _BELOW_LOGO if logo else above)
    title = _cover_paragraph("Title", cover.title)
    subtitle = _cover_paragraph("Subtitle", cover.subtitle, '<w:spacing w:after="480"/>')
    foot = _cover_foot(sheet)
    lines = "".join(_cover_paragraph("CoverLine", line, foot) for line in cover.lines)
    return f"{_marking(cover.marking, sheet) if cover.marking else ''}{picture}{bar}{title}{subtitle}{lines}"


def cover_header_xml(sheet: StyleSheet) -> str:
    """The header of the cover: nothing but the band along the binding, which readers skip."""
    height = twips(sheet.page.height)
    frame = (
        f'<w:framePr w:w="{twips(_BAND)}" w:h="{height}" w:hRule="exact" w:hSpace="0" w:wrap="around"'
        ' w:vAnchor="page" w:hAnchor="page" w:x="1" w:y="1"/>'
    )
    band = _filled_row(frame, sheet.colors["accent"], sheet.page.height, "")
    empty = '<w:p><w:pPr><w:pStyle w:val="Header"/></w:pPr></w:p>'
    return f'{DECLARATION}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{band}{empty}</w:hdr>'


def _cover_paragraph(style: str, text: str, properties: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{run_xml(text)}</w:p>'


def _cover_bar(sheet: StyleSheet, above: float) -> str:
    """A short bar above the title."""
    width, height = _BAR
    spacing = f'<w:spacing w:before="{twips(above)}" w:after="200" w:line="{twips(height)}" w:lineRule="exact"/>'
    indent = f'<w:ind w:right="{twips(sheet.page.text_width - width)}"/>'
    return f"<w:p><w:pPr>{shading(sheet.colors['accent'])}{spacing}{indent}</w:pPr></w:p>"


def _cover_foot(sheet: StyleSheet) -> str:
    """What puts paragraphs into one frame at the foot of the page, below a rule."""
    frame = (
        f'<w:framePr w:w="{twips(sheet.page.text_width)}" w:hSpace="0" w:wrap="around" w:vAnchor="margin"'
        ' w:hAnchor="margin" w:x="1" w:yAlign="bottom"/>'
    )
    rule = f'<w:top w:val="single" w:sz="6" w:space="8" w:color="{hex_color(sheet.colors["rule"])}"/>'
    return f"{frame}<w:pBdr>{rule}</w:pBdr>"


def _space_before(points: float) -> str:
    return f'<w:spacing w:before="{twips(points)}"/>'


def _marking(text: str, sheet: StyleSheet) -> str:
    """The handling line, filled, with a bar at its left."""
    edge, fill = hex_color(sheet.colors["warning_edge"]), hex_color(sheet.colors["warning_fill"])
    bar = f'<w:left w:val="single" w:sz="24" w:space="8" w:color="{edge}"/>'
    above, below = (f'<w:{side} w:val="single" w:sz="4" w:space="6" w:color="{fill}"/>' for side in ("top", "bottom"))
    words = run_xml(text, f'<w:color w:val="{edge}"/>')
    return (
        f'<w:p><w:pPr><w:pStyle w:val="CalloutTitle"/><w:pBdr>{above}{bar}{below}</w:pBdr>'
        f'{shading(sheet.colors["warning_fill"])}<w:ind w:left="220"/></w:pPr>{words}</w:p>'
    )


def header_xml(text: str, sheet: StyleSheet, shape: PageShape, tab: PartTab | None) -> str:
    """A page header: the plan's name above a rule, the title of the part at the right, its tab at the outer edge.

    The tab of a page that lies on its side is at its foot and belongs to the footer: LibreOffice sets tables badly
    on pages whose header reaches down to their foot.
    """
    rule = f'<w:bottom w:val="single" w:sz="4" w:space="4" w:color="{hex_color(sheet.colors["rule"])}"/>'
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.text_width)}"/></w:tabs>'
    named = tab.title if tab and len(text) + len(tab.title) <= _HEADER_LETTERS else ""
    chapter = f"<w:r><w:tab/></w:r>{run_xml(named)}" if named else ""
    properties = f'<w:pStyle w:val="Header"/><w:pBdr>{rule}</w:pBdr>{stop if named else ""}'
    paragraph = f"<w:p><w:pPr>{properties}</w:pPr>{run_xml(text)}{chapter}</w:p>"
    mark = _tab_xml(tab, sheet, shape) if tab and not shape.landscape else ""
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
    return "".join(_filled_row(frame, sheet.colors["accent"], *row) for row in rows)


def _filled_row(frame: str, color: str, height: float, content: str) -> str:
    """A filled line in a frame; lines of one frame that follow each other share it."""
    spacing = f'<w:spacing w:before="0" w:after="0" w:line="{twips(height)}" w:lineRule="exact"/>'
    properties = f'<w:pStyle w:val="Header"/>{frame}{shading(color)}{spacing}<w:jc w:val="center"/>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def footer_xml(text: str, sheet: StyleSheet, shape: PageShape, language: str, tab: PartTab | None) -> str:
    """A page footer: how to handle the plan below a rule, and “Page 3 of 40” at the right.

    Below it the tab of a page that lies on its side.
    """
    rule = f'<w:pBdr><w:top w:val="single" w:sz="4" w:space="4" w:color="{hex_color(sheet.colors["rule"])}"/></w:pBdr>'
    stop = f'<w:tabs><w:tab w:val="right" w:pos="{twips(shape.text_width)}"/></w:tabs>'
    page, of = page_words(language)
    pages = f"{run_xml(f'{page} ')}{field_xml('PAGE', '1')}{run_xml(f' {of} ')}{field_xml('NUMPAGES', '1')}"
    words = f"{run_xml(text)}<w:r><w:tab/></w:r>{pages}"
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/>{rule}{stop}</w:pPr>{words}</w:p>'
    mark = _tab_xml(tab, sheet, shape) if tab and shape.landscape else ""
    return f'{DECLARATION}<w:ftr xmlns:w="{W}" xmlns:r="{R}">{mark}{paragraph}</w:ftr>'
