"""Word's styles and settings, made from the one style sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from math import floor

from eopbuilder.document.stylesheet import StyleSheet, TextStyle
from eopbuilder.render.docx_numbering import BULLETS, CHECKS
from eopbuilder.render.docx_xml import DECLARATION, W, attribute, half_points, hex_color, twips

CELL_MARGIN = 90
"""Space inside table cells at left and right, in twentieths of a point."""

SPACE_ABOVE_CHAPTER = 6.0
"""Points above a chapter in the contents."""
_LABEL_SIZE = 0.88
"""How large the label of a blank is, beside the text of cells."""
_CELL_PAD_SHARE = 0.7
"""Word's lines bring some space of their own, so cells need only this part of the space the style sheet asks for."""


TEXT_OF_STYLES: Mapping[str, str] = {
    "Normal": "body",
    "Title": "title",
    "Subtitle": "subtitle",
    "CoverLine": "cover_line",
    **{f"Heading{level}": f"heading{level}" for level in (1, 2, 3, 4)},
    "Lead": "lead",
    "Source": "source",
    "ListBullet": "item",
    "ListNumber": "item",
    "CheckList": "item",
    "TableText": "cell",
    "BoxTitle": "box_title",
    "TableHead": "cell_header",
    "Caption": "caption",
    "Figure": "body",
    "CalloutTitle": "callout_title",
    "Callout": "callout",
}
"""Which text of a style sheet each style of paragraphs is for."""


def styles_xml(sheet: StyleSheet, language: str, more: str = "") -> str:
    """`word/styles.xml`: every style a document uses, and no other; `more` are finished styles of single parts."""
    text = sheet.text
    body = text["body"]
    looks = {style: text[name] for style, name in TEXT_OF_STYLES.items()}
    styles = [
        _paragraph("Normal", "Normal", body, default=True),
        _paragraph("Title", "Title", looks["Title"], after_properties="<w:keepNext/>"),
        _paragraph("Subtitle", "Subtitle", looks["Subtitle"]),
        _paragraph("CoverLine", "Cover Line", looks["CoverLine"]),
        *(_heading(sheet, level) for level in (1, 2, 3, 4)),
        _paragraph("Lead", "Lead", looks["Lead"]),
        _paragraph("Source", "Source", looks["Source"]),
        _paragraph("ListBullet", "List Bullet", looks["ListBullet"], numbering=BULLETS),
        _paragraph("ListNumber", "List Number", looks["ListNumber"]),
        _paragraph("CheckList", "Check List", looks["CheckList"], numbering=CHECKS),
        _paragraph("TableText", "Table Text", looks["TableText"]),
        _paragraph("BoxTitle", "Box Title", looks["BoxTitle"]),
        _paragraph("TableHead", "Table Head", looks["TableHead"], after_properties="<w:keepNext/>"),
        _paragraph("Caption", "caption", looks["Caption"], after_properties="<w:keepNext/>"),
        _paragraph("Figure", "Figure", looks["Figure"], ending='<w:jc w:val="center"/>'),
        _paragraph(
            "CalloutTitle", "Callout Title", looks["CalloutTitle"], after_properties="<w:keepNext/><w:keepLines/>"
        ),
        _paragraph("Callout", "Callout", looks["Callout"], after_properties="<w:keepLines/>"),
        _paragraph("Header", "header", text["header"]),
        _paragraph("Footer", "footer", text["footer"]),
        _paragraph("FootnoteText", "footnote text", replace(text["source"], before=0.0, after=0.0, italic=False)),
        _paragraph("TOCHeading", "TOC Heading", text["heading1"], after_properties="<w:keepNext/>"),
        *(_contents(sheet, level) for level in (1, 2)),
        _characters(sheet),
        _tables(sheet),
        more,
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
    unnamed = ' w:default="1"' if default else ""
    return (
        f'<w:style w:type="paragraph"{unnamed} w:styleId="{style_id}">'
        f'<w:name w:val="{name}"/>{based}{following}<w:qFormat/>'
        f"<w:pPr>{after_properties}{numbered}{_spacing(look, 'atLeast')}{ending}</w:pPr>"
        f"<w:rPr>{_letters(look)}</w:rPr></w:style>"
    )


def sized_style(
    style_id: str, base: str, text: TextStyle, *, exact: bool, plain: bool, sign: tuple[float, float] | None = None
) -> str:
    """A paragraph style with the letters and spaces of a text and all else from the style it builds on.

    `exact`: its lines are as high as the text wants them, whatever font a letter comes from. `plain`: the style it
    builds on is bold and this one is not. `sign` is how far the text of a list item is indented, and how far its sign
    stands before it. Sizes are rounded down, so that no line takes more room than was counted on.
    """
    rule = "exact" if exact else "atLeast"
    weight = '<w:b w:val="0"/><w:bCs w:val="0"/>' if plain else ""
    letters = _letters(replace(text, size=floor(text.size * 2) / 2))
    aside = '<w:ind w:left="{}" w:hanging="{}"/>'.format(*map(twips, sign)) if sign else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{style_id}"/>'
        f'<w:basedOn w:val="{base}"/><w:pPr>{_spacing(text, rule)}{aside}</w:pPr>'
        f"<w:rPr>{weight}{letters}</w:rPr></w:style>"
    )


def sized_label(style_id: str, base: str, size: float) -> str:
    """A character style for the labels of blanks in letters of another size."""
    half = floor(size * _LABEL_SIZE * 2)
    return (
        f'<w:style w:type="character" w:customStyle="1" w:styleId="{style_id}"><w:name w:val="{style_id}"/>'
        f'<w:basedOn w:val="{base}"/><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/></w:rPr></w:style>'
    )


def _spacing(text: TextStyle, rule: str) -> str:
    return (
        f'<w:spacing w:before="{twips(text.before)}" w:after="{twips(text.after)}"'
        f' w:line="{twips(text.leading)}" w:lineRule="{rule}"/>'
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
    missing = f'<w:color w:val="{hex_color(colors["missing_ink"])}"/>'
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
    pad = sheet.cell_pad * _CELL_PAD_SHARE
    return (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style>'
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>'
        f"{table_style('PlanTable', 'Plan Table', 'PlanTable', sheet, pad)}"
        f"{table_style('FactsTable', 'Facts Table', 'FactsTable', sheet, pad)}"
    )


def table_style(style_id: str, name: str, kind: str, sheet: StyleSheet, pad: float) -> str:
    """A table style of a kind with this room in points above and below the text of a cell."""
    first_column = '<w:tblStylePr w:type="firstCol"><w:rPr><w:b/><w:bCs/></w:rPr></w:tblStylePr>'
    top, parts = _border("top", sheet.colors["accent"], 8), first_column
    if kind == "PlanTable":
        seams = f"<w:tcBorders>{_border('insideV', sheet.colors['header_fill'])}</w:tcBorders>"
        filled = shading(sheet.colors["header_fill"])
        top = _border("top", sheet.colors["rule"])
        parts = (
            f'<w:tblStylePr w:type="firstRow"><w:tcPr>{seams}{filled}</w:tcPr></w:tblStylePr>{first_column}'
            f'<w:tblStylePr w:type="band2Horz"><w:tcPr>{shading(sheet.colors["band"])}</w:tcPr></w:tblStylePr>'
        )
    return (
        f'<w:style w:type="table" w:styleId="{style_id}"><w:name w:val="{name}"/><w:basedOn w:val="TableNormal"/>'
        f"{_table_properties(sheet, top, pad)}{parts}</w:style>"
    )


def _table_properties(sheet: StyleSheet, top: str, pad: float) -> str:
    """Lines between rows, below the border on `top`, and the space in cells."""
    lines = "".join(_border(side, sheet.colors["rule"]) for side in ("bottom", "insideH"))
    above = twips(pad)
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
