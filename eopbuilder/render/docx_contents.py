"""The contents of a Word file: linked entries inside a field that Word can refresh."""

from __future__ import annotations

from dataclasses import replace

from eopbuilder.document.nodes import Document, Heading
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_styles import SPACE_ABOVE_CHAPTER, contents_stop
from eopbuilder.render.docx_xml import bookmark_name, field_xml, link_xml, run_xml, twips
from eopbuilder.render.keeping import contents_closeness

CONTENTS = "Contents"
CONTENTS_HINT = "To fill in the page numbers in Word, click in the contents and press F9."
_SPACE_ABOVE_HINT = 12.0
_SLACK = 10.0
"""Points left free on a full page: the lines of title and hint are as high as the font wants them."""


def with_lines_as_close_as_needed(sheet: StyleSheet, document: Document) -> StyleSheet:
    """The style sheet with the lines of the contents so close that a few of them do not begin another page."""
    entries = document.headings()
    lines = sum(sheet.text[_look(entry)].leading for entry in entries)
    title, hint = sheet.text["heading1"], sheet.text["source"]
    others = title.leading + title.after + _SPACE_ABOVE_HINT + hint.leading + _SLACK
    others += SPACE_ABOVE_CHAPTER * sum(entry.level <= 1 for entry in entries)
    closeness = contents_closeness(lines, others, sheet.page.text_height)
    closer = {
        name: replace(sheet.text[name], leading=sheet.text[name].leading * closeness) for name in map(_look, entries)
    }
    return replace(sheet, text={**sheet.text, **closer})


def _look(entry: Heading) -> str:
    return f"contents{min(entry.level, 2)}"


def contents_xml(document: Document, sheet: StyleSheet) -> str:
    """The contents. Page numbers are fields, never guessed; dots lead to them once Word has made the entries anew."""
    title = f'<w:p><w:pPr><w:pStyle w:val="TOCHeading"/></w:pPr>{run_xml(CONTENTS)}</w:p>'
    depth = document.contents_depth
    opening = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> TOC \\o "1-{depth}" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    stop = contents_stop(sheet, "none")
    entries: list[str] = []
    for heading in document.headings():
        page = field_xml(f"PAGEREF {bookmark_name(heading.anchor)} \\h", "")
        linked = link_xml(heading.anchor, f"{run_xml(heading.title)}<w:r><w:tab/></w:r>{page}")
        style = f"TOC{min(heading.level, 2)}"
        properties = f'<w:pStyle w:val="{style}"/>{stop}'
        entries.append(f"<w:p><w:pPr>{properties}</w:pPr>{'' if entries else opening}{linked}</w:p>")
    hint = run_xml(CONTENTS_HINT)
    ending = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    space = f'<w:spacing w:before="{twips(_SPACE_ABOVE_HINT)}"/>'
    last = f'<w:p><w:pPr><w:pStyle w:val="Source"/>{space}</w:pPr>{hint}{ending}</w:p>'
    return f"{title}{''.join(entries)}{last}" if entries else title
