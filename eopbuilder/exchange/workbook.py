"""Lists as an Excel workbook. Whatever stands in a cell is text: nothing a person typed can run as a formula."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

from eopbuilder.domain.facts import clean_text

if TYPE_CHECKING:
    from openpyxl import Workbook

_LONGEST_CELL = 32_767
"""Characters Excel takes in a cell."""
_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""Begins what Excel takes for an escaped character (ST_Xstring, ECMA-376 part 1, 22.9.2.19)."""
_NARROWEST, _WIDEST = 8, 48
"""Widths of columns in characters."""


@dataclass(frozen=True)
class Sheet:
    """One list: its name (at most 31 characters), its headings, and its rows as text."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_workbook(sheets: Iterable[Sheet], title: str, created: datetime, stream: BinaryIO) -> None:
    """Writes the lists, each on a sheet of its own with its headings frozen. Equal lists give equal cells."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    moment = created.replace(tzinfo=None)
    book.properties.title, book.properties.creator = clean_text(title), "eopbuilder"
    book.properties.created = book.properties.modified = moment
    for sheet in sheets:
        _fill(book, sheet)
    book.save(stream)


def _fill(book: Workbook, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(sheet.name)
    for row, texts in enumerate((sheet.headings, *sheet.rows), start=1):
        for column, text in enumerate(texts, start=1):
            shown = clean_text(text)[:_LONGEST_CELL]
            if not shown:
                continue
            cell = page.cell(row, column)
            cell.value = _LOOKS_ESCAPED.sub("_x005F_", shown)
            cell.data_type = "s"
            cell.quotePrefix = True
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            if row == 1:
                cell.font = Font(bold=True)
    page.freeze_panes = "A2"
    page.print_title_rows = "1:1"
    page.page_setup.orientation = "landscape"
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_setup.fitToHeight = 0
    for column, heading in enumerate(sheet.headings, start=1):
        longest = max(map(len, (heading, *(row[column - 1] for row in sheet.rows))))
        page.column_dimensions[get_column_letter(column)].width = min(max(longest + 2, _NARROWEST), _WIDEST)
    if sheet.rows:
        page.auto_filter.ref = page.dimensions
