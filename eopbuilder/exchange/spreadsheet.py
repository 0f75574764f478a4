"""Reads a table from whatever a school's systems export: CSV in any delimiter and encoding, or an Excel workbook."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from eopbuilder.domain.facts import clean_text
from eopbuilder.errors import UserFixable

MAX_BYTES = 25_000_000
MAX_ROWS = 10_000
MAX_COLUMNS = 200
MAX_CELL = 10_000
MAX_UNPACKED_BYTES = 100_000_000
MAX_PARTS = 2_000
_DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}

Row = tuple[str, ...]


@dataclass(frozen=True)
class Grid:
    """The cells of one sheet as text. Row 1 of the spreadsheet is `rows[0]`; blank rows are kept so that counts agree.

    `format` says in words how the file was read, such as “CSV, semicolon, Windows-1252”.
    """

    rows: tuple[Row, ...]
    format: str


def read_grids(path: Path) -> tuple[Grid, ...]:
    """The sheets of a file, in order; a CSV file is one sheet.

    Raises `UserFixable` when the file is missing, too large, or not a table we can read.
    """
    what = f"“{path.name}” was not read"
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UserFixable(
                what,
                f"it is {size // 1_000_000} MB, far more than a staff list",
                "Export only the staff of your school and try again",
            )
        data = path.read_bytes()
    except IsADirectoryError:
        raise UserFixable(what, "it is a folder", "Choose a CSV or XLSX file") from None
    except FileNotFoundError:
        raise UserFixable(what, "there is no such file", "Check its name and folder") from None
    except OSError as error:
        reason = (error.strerror or "the disk reported an error").lower()
        raise UserFixable(what, reason, "Copy the file to your own folder and try again") from error
    _refuse_other_formats(data, what)
    if data.startswith(b"PK"):
        return _read_workbook(data, what)
    return (_read_csv(data, what),)


def _refuse_other_formats(data: bytes, what: str) -> None:
    head = data[:2000].lstrip().lower()
    save_as = "Open it in your spreadsheet program, save it as CSV or XLSX, and choose that file"
    if not data.strip():
        raise UserFixable(what, "it is empty", "Export the staff list again")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise UserFixable(what, "it is an old Excel file (.xls) or protected by a password", save_as)
    if data.startswith(b"%PDF"):
        raise UserFixable(what, "it is a PDF", "Ask for the list as CSV or XLSX")
    if data.startswith(b"SQLite format 3"):
        raise UserFixable(what, "it is a plan or another database, not a staff list", "Choose a CSV or XLSX file")
    if head.startswith((b"<html", b"<!doctype html", b"<table", b"<?xml")):
        raise UserFixable(what, "it is a web page, not a table", save_as)


def _read_csv(data: bytes, what: str) -> Grid:
    text, encoding = _decode(data, what)
    text = text.replace("\x00", "")
    delimiter = _guess_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        rows = _bounded(reader, what)
    except csv.Error as error:
        raise UserFixable(
            what,
            f"row {reader.line_num} cannot be taken apart into cells ({error})",
            "Open it in a spreadsheet program, save it as XLSX, and choose that file",
        ) from None
    return Grid(rows, f"CSV, {_DELIMITERS[delimiter]}, {encoding}")


_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "UTF-16"),
)


_ORDINARY = "‘’“”–—…°\N{NO-BREAK SPACE}"
_RARE = "ªºµƒˆıΩπ\N{MODIFIER LETTER SMALL Y}"
"""Letters by name that stand in the place of others when a list is read in the wrong encoding."""
_ODD_INSIDE_WORDS = re.compile(r"(?<=[a-z])(?:[“”„–—](?=[a-z])|[ŽŠŒŸ])")
"""Marks and capitals that the words of a list have before or after them, never within."""


def _decode(data: bytes, what: str) -> tuple[str, str]:
    for mark, codec, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data.decode(codec, errors="replace"), name
    sample = data[:4000]
    for codec, zeros in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if len(zeros) > 4 and zeros.count(0) > len(zeros) * 0.6:
            return data.decode(codec, errors="replace"), "UTF-16"
    if sample.count(0) > len(sample) // 10:
        raise UserFixable(what, "it is not a text file", "Choose a CSV or XLSX file")
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        return _decode_one_byte(data)


def _decode_one_byte(data: bytes) -> tuple[str, str]:
    """Windows-1252, or what spreadsheets on a Mac save, whichever gives fewer signs no staff list is full of.

    The letters with accents of the one are quotes, daggers and section signs in the other.
    """
    windows = data.decode("cp1252", errors="replace")
    mac = data.decode("mac_roman")
    if _strange_signs(mac) < _strange_signs(windows):
        return mac, "Mac Roman"
    return windows, "Windows-1252"


def _strange_signs(text: str) -> int:
    """How many characters beyond ASCII are neither letters nor the quotes and dashes of ordinary writing."""
    signs = sum(not (one.isascii() or one.isalpha() or one in _ORDINARY) or one in _RARE for one in text)
    return signs + len(_ODD_INSIDE_WORDS.findall(text))


def _guess_delimiter(text: str) -> str:
    """The delimiter that gives the most lines the same number (above one) of cells."""
    sample = "".join(text.splitlines(keepends=True)[:60])
    best, best_score = ",", (0, 0)
    for delimiter in _DELIMITERS:
        try:
            widths = Counter(
                len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row
            )
        except csv.Error:
            continue
        width, count = max(widths.items(), key=lambda pair: (pair[0] > 1, pair[1], pair[0]), default=(0, 0))
        score = (count, width) if width > 1 else (0, 0)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _bounded(rows: Iterable[list[str]], what: str) -> tuple[Row, ...]:
    kept: list[Row] = []
    for row in rows:
        if len(kept) >= MAX_ROWS:
            raise UserFixable(
                what,
                f"it has more than {MAX_ROWS:,} rows, far more than a school's staff",
                "Export only the staff of your school and try again",
            )
        kept.append(tuple(_cell_text(cell) for cell in row[:MAX_COLUMNS]))
    while kept and not any(kept[-1]):
        kept.pop()
    return tuple(kept)


def _cell_text(cell: str) -> str:
    text = " ".join(clean_text(cell[:MAX_CELL]).split())
    if (
        len(text) > 3 and text.startswith('="') and text.endswith('"')
    ):  # how spreadsheets are told to keep a number as text
        text = text[2:-1].strip()
    return text


def _read_workbook(data: bytes, what: str) -> tuple[Grid, ...]:
    broken = UserFixable(
        what,
        "it is not a sound Excel workbook (.xlsx)",
        "Open it in a spreadsheet program and save it again as XLSX or CSV",
    )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except zipfile.BadZipFile:
        raise broken from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MAX_UNPACKED_BYTES or len(parts) > MAX_PARTS:
        raise UserFixable(
            what,
            "unpacked it would be far larger than any staff list",
            "Copy the staff rows into a new workbook and save that",
        )
    if not any(part.filename.startswith("xl/") for part in parts):
        raise UserFixable(what, "it is a zip file, not an Excel workbook", "Choose the CSV or XLSX file inside it")
    return _sheets(data, what, broken)


def _sheets(data: bytes, what: str, broken: UserFixable) -> tuple[Grid, ...]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        grids = []
        for sheet in book.worksheets:
            sheet.reset_dimensions()
            rows = ([_workbook_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            grids.append(Grid(_bounded(rows, what), f"Excel workbook, sheet “{sheet.title}”"))
        book.close()
    except UserFixable:
        raise
    except Exception as error:  # openpyxl raises many kinds of errors on damaged workbooks
        raise broken from error
    return tuple(grids)


def _workbook_cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def numbered(grid: Grid, first: int) -> Iterator[tuple[int, Row]]:
    """The rows from index `first` on that hold anything, each with its number as the spreadsheet shows it."""
    for index in range(first, len(grid.rows)):
        if any(grid.rows[index]):
            yield index + 1, grid.rows[index]
