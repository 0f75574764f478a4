"""Styles for parts of a Word file whose text has a size or a look of its own, such as sheets that fit one page.

They build on the styles of the document, so that headings stay headings and lists stay lists. Their lines are exactly
as high as those of the PDF, by which the size of the text was found.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.docx_styles import TEXT_OF_STYLES, sized_label, sized_style, table_style
from eopbuilder.render.keeping import LABEL_GAP, label_width

_NAMED = re.compile(r'(<w:(?:pStyle|tblStyle|rStyle(?= w:val="BlankLabel)) w:val=")(\w+)(")')
_PICTURE = "Figure"
"""The style of paragraphs that are as high as the picture in them."""
_TABLES = frozenset({"PlanTable", "FactsTable"})
_LISTS = frozenset({"ListBullet", "ListNumber", "CheckList"})
_LABEL = "BlankLabel"
_RULE = 0.5
"""Points of a row that the rule below it takes in Word."""
_SHOWN_AS = "As"


@dataclass
class SheetStyles:
    """The styles in use of a sheet whose text is `scale` times the size of its look.

    Their names end in `ending`; `document_sheet` is what the document's own styles are made of.
    """

    ending: str
    scale: float
    sheet: StyleSheet
    document_sheet: StyleSheet
    _used: dict[str, str] = field(default_factory=dict)

    def dressed(self, xml: str) -> str:
        """Paragraphs and tables, set in these styles."""
        return _NAMED.sub(lambda found: f"{found[1]}{self._style(found[2])}{found[3]}", xml)

    def xml(self) -> str:
        """The definitions of the styles in use."""
        return "".join(self._used.values())

    def _style(self, name: str) -> str:
        """The id of the style that stands for one of the document's."""
        style_id = f"{name}{self.ending}"
        if style_id not in self._used:
            base, _, level = name.partition(_SHOWN_AS)
            if base in _TABLES:
                made = table_style(style_id, style_id, base, self.sheet, self.sheet.cell_pad - _RULE / 2)
            elif base == _LABEL:
                made = sized_label(style_id, base, self.sheet.text["cell"].size)
            else:
                made = self._paragraph(style_id, base, f"Heading{level}" if level else base)
            self._used[style_id] = made
        return style_id

    def _paragraph(self, style_id: str, base: str, look: str) -> str:
        text = self.sheet.text[TEXT_OF_STYLES[look]]
        return sized_style(
            style_id,
            base,
            text,
            exact=base != _PICTURE,
            plain=not text.bold and self.document_sheet.text[TEXT_OF_STYLES[base]].bold,
            sign=(label_width(text.size), LABEL_GAP) if base in _LISTS else None,
        )


def shown_as(style: str, level: int) -> str:
    """What `SheetStyles` takes for a style of headings with the look of another level."""
    return f"{style}{_SHOWN_AS}{level}"
