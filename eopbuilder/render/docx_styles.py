"""Word's styles and settings, made from the one style sheet."""

from __future__ import annotations

from dataclasses import replace

from eopbuilder.document.stylesheet import StyleSheet, TextStyle
from eopbuilder.render.docx_numbering import BULLETS, CHECKS
from eopbuilder.render.docx_xml import DECLARATION, W, attribute, half_points, hex_color, twips

CELL_MARGIN = 90
"""Space inside table cells at left and right, in twentieths of a point."""

SPACE_ABOVE_CHAPTER = 6.0
"""Points above a chapter in the contents."""
_CELL_PAD_SHARE = 0.7
"""Word's lines bring some space of their own, so cells need only this part of the space the style sheet asks for."""


def styles_xml(sheet: StyleSheet, language: str) -> str:
    """`word/styles.xml`: every style a document uses, and no other."""
    text = sheet.text
    body = text["body"]
    styles = [
        _paragraph("Normal", "Normal", body, default=True),
        _paragraph("Title", "Title", text["title"], after_properties="<w:keepNext/>"),
        _paragraph("Subtitle", "Subtitle", text["subtitle"]),
        _paragraph("CoverLine", "Cover Line", text["cover_line"]),
        *(_heading(sheet, level) for level in (1, 2, 3, 4)),
        _paragraph("Lead", "Lead", text["lead"]),
        _paragraph("Source", "Source", text["source"]),
        _paragraph("ListBullet", "List Bullet", text["item"], numbering=BULLETS),
        _paragraph("ListNumber", "List Number", text["item"]),
        _paragraph("CheckList", "Check List", text["item"], numbering=CHECKS),
        _paragraph("TableText", "Table Text", text["cell"]),
        _paragraph("BoxTitle", "Box Title", text["box_title"]),
        _paragraph("TableHead", "Table Head", text["cell_header"], after_properties="<w:keepNext/>"),
        _paragraph("Caption", "caption", text["caption"], after_properties="<w:keepNext/>"),
        _paragraph("Figure", "Figure", text["body"], ending='<w:jc w:val="center"/>'),
        _paragraph(
            "CalloutTitle", "Callout Title", text["callout_title"], after_properties="<w:keepNext/><w:keepLines/>"
        ),
        _paragraph("Callout", "Callout", text["callout"], after_properties="<w:keepLines/>"),
        _paragraph("Header", "header", text["header"]),
        _paragraph("Footer", "footer", text["footer"]),
        _paragraph("FootnoteText", "footnote text", replace(text["source"], before=0.0, after=0.0, italic=False)),
        _paragraph("TOCHeading", "TOC Heading", text["heading1"], after_properties="<w:keepNext/>"),
        *(_contents(sheet, level) for level in (1, 2)),
        _characters(sheet),
        _tables(sheet),
    ]
    font = attribute(sheet.body_font)
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>'
        f'<w:sz w:val="{half_points(body.size)}"/><w:szCs w:val="{half_points(body.size)}"/>'
        f'<w:lang w:val="{attribute(language)}" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{defaults}{"".join(styles)}</w:styles>'


def _paragraph(
    style_id: str,
    name: str,
    look: TextStyle,
    *,
    default: bool = False,
    after_properties: str = "",
    numbering: int = 0,
    ending: str = "",
    heading: bool = False,
) -> str:
    """A paragraph style.

    `after_properties` is what keeps it with the next paragraph or in one piece, `ending` how it is aligned or how
    deep it lies in the outline.
    """
    based = "" if default else '<w:basedOn w:val="Normal"/>'
    following = '<w:next w:val="Normal"/>' if heading or style_id in {"Title", "Subtitle", "Caption"} else ""
    numbered = f'<w:numPr><w:numId w:val="{numbering}"/></w:numPr>' if numbering else ""
    spacing = (
        f'<w:spacing w:before="{twips(look.before)}" w:after="{twips(look.after)}"'
        f' w:line="{twips(look.leading)}" w:lineRule="atLeast"/>'
    )
    unnamed = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{unnamed} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{after_properties}{numbered}{spacing}{ending}</w:pPr>"
        f"<w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def _letters(look: TextStyle) -> str:
    weight = "<w:b/><w:bCs/>" if look.bold else ""
    slope = "<w:i/><w:iCs/>" if look.italic else ""
    size = f'<w:sz w:val="{half_points(look.size)}"/><w:szCs w:val="{half_points(look.size)}"/>'
    return f'{weight}{slope}<w:color w:val="{hex_color(look.color)}"/>{size}'


def _heading(sheet: StyleSheet, level: int) -> str:
    return _paragraph(
        f"Heading{level}",
        f"heading {level}",
        sheet.text[f"heading{level}"],
        after_properties="<w:keepNext/><w:keepLines/>",
        ending=f'<w:outlineLvl w:val="{level - 1}"/>',
        heading=True,
    )


def _contents(sheet: StyleSheet, level: int) -> str:
    indent = twips(14) * (level - 1)
    look = sheet.text[f"contents{level}"]
    before = twips(SPACE_ABOVE_CHAPTER) if level == 1 else 0
    return (
        f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/><w:basedOn w:val="Normal"/>'
        f"<w:pPr>{contents_stop(sheet, 'dot')}"
        f'<w:spacing w:before="{before}" w:after="0" w:line="{twips(look.leading)}" w:lineRule="exact"/>'
        f'<w:ind w:left="{indent}" w:right="{twips(40)}"/></w:pPr><w:rPr>{_letters(look)}</w:rPr></w:style>'
    )


def contents_stop(sheet: StyleSheet, leader: str) -> str:
    """Where the page numbers of the contents end, and what leads to them: `dot` or `none`."""
    end = twips(sheet.page.text_width)
    return f'<w:tabs><w:tab w:val="right" w:leader="{leader}" w:pos="{end}"/></w:tabs>'


def _characters(sheet: StyleSheet) -> str:
    """Character styles: what is missing, links, labels of blanks."""
    colors = sheet.colors
    missing = f'<w:b/><w:color w:val="{hex_color(colors["missing_ink"])}"/>'
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{hex_color(colors["missing_fill"])}"/>'
    link = f'<w:color w:val="{hex_color(colors["accent"])}"/><w:u w:val="single"/>'
    label = f'<w:color w:val="{hex_color(colors["muted"])}"/><w:sz w:val="{half_points(sheet.text["cell"].size)}"/>'
    return "".join(
        f'<w:style w:type="character"{extra} w:styleId="{style_id}"><w:name w:val="{name}"/>{properties}</w:style>'
        for style_id, name, extra, properties in (
            ("DefaultParagraphFont", "Default Paragraph Font", ' w:default="1"', '<w:uiPriority w:val="1"/>'),
            ("Missing", "Missing", "", f"<w:rPr>{missing}{shade}</w:rPr>"),
            ("Link", "Link", "", f"<w:rPr>{link}</w:rPr>"),
            ("FootnoteReference", "footnote reference", "", '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'),
            ("BlankLabel", "Blank Label", "", f"<w:rPr>{label}</w:rPr>"),
        )
    )


def _tables(sheet: StyleSheet) -> str:
    """Table styles: with a filled header row and bands, and the two-column sheet of facts below a line."""
    first_column = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    seams = f"<w:tcBorders>{_border('insideV', sheet.colors['header_fill'])}</w:tcBorders>"
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        '<w:style w:type="table" w:styleId="PlanTable"><w:name w:val="Plan Table"/><w:basedOn w:val="TableNormal"/>'
        f"{_table_properties(sheet, _border('top', sheet.colors['rule']))}"
        f'<w:tblStylePr w:type="firstRow"><w:tcPr>{seams}{shading(sheet.colors["header_fill"])}</w:tcPr></w:tblStylePr>'
        f"{first_column}"
        f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{shading(sheet.colors["band"])}</w:tcPr></w:tblStylePr></w:style>'
        '<w:style w:type="table" w:styleId="FactsTable"><w:name w:val="Facts Table"/><w:basedOn w:val="TableNormal"/>'
        f"{_table_properties(sheet, _border('top', sheet.colors['accent'], 8))}{first_column}</w:style>"
    )


def _table_properties(sheet: StyleSheet, top: str) -> str:
    """Lines between rows, below the border on `top`, and the space in cells."""
    lines = "".join(_border(side, sheet.colors["rule"]) for side in ("bottom", "insideH"))
    above = twips(sheet.cell_pad * _CELL_PAD_SHARE)
    margins = (
        f'<w:tblCellMar><w:top w:w="{above}" w:type="dxa"/><w:left w:w="{CELL_MARGIN}" w:type="dxa"/>'
        f'<w:bottom w:w="{above}" w:type="dxa"/><w:right w:w="{CELL_MARGIN}" w:type="dxa"/></w:tblCellMar>'
    )
    return f'<w:tblPr><w:tblStyleRowBandSize w:val="1"/><w:tblBorders>{top}{lines}</w:tblBorders>{margins}</w:tblPr>'


def _border(side: str, color: str, eighths: int = 4) -> str:
    """A border of so many eighths of a point."""
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="0" w:color="{hex_color(color)}"/>'


def shading(color: str) -> str:
    """A fill for a paragraph, run or cell."""
    return f'<w:shd w:val="clear" w:color="auto" w:fill="{hex_color(color)}"/>'


def settings_xml(language: str, *, footnotes: bool) -> str:
    """`word/settings.xml`: today's layout rules, and no question asked when the file is opened."""
    lines = '<w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    notes = f"<w:footnotePr>{lines}</w:footnotePr>" if footnotes else ""
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>'
        '<w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        f"{notes}<w:compat>"
        '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
        f'</w:compat><w:themeFontLang w:val="{attribute(language)}"/><w:decimalSymbol w:val="."/>'
        '<w:listSeparator w:val=","/></w:settings>'
    )
