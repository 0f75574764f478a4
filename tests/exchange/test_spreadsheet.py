"""Tables are read whatever program wrote them; what is not a table is refused in one sentence."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.errors import UserFixable
from eopbuilder.exchange import spreadsheet
from eopbuilder.exchange.spreadsheet import MAX_ROWS, Grid, numbered, read_grids

ROWS = [["Last", "First", "Phone"], ["Łukasik", "Zoë", "505-555-0100"], ["Nguyễn", "An, Jr.", "n/a"]]


def write_csv(path: Path, delimiter: str, encoding: str, quote: str = '"') -> Path:
    lines = [delimiter.join(f"{quote}{cell}{quote}" for cell in row) for row in ROWS]
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def only_grid(path: Path) -> Grid:
    (grid,) = read_grids(path)
    return grid


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_any_delimiter_and_unicode_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    grid = only_grid(write_csv(tmp_path / "staff.csv", delimiter, encoding))
    assert [list(row) for row in grid.rows] == ROWS


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_byte_order_mark(tmp_path: Path, codec: str) -> None:
    grid = only_grid(write_csv(tmp_path / "staff.csv", ",", codec))
    assert grid.rows[0] == ("Last", "First", "Phone")
    assert grid.format == "CSV, comma, UTF-16"


def test_windows_1252(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes("Last;First\r\nMuñoz;Siobhán\r\n".encode("cp1252"))
    grid = only_grid(path)
    assert grid.rows[1] == ("Muñoz", "Siobhán")
    assert grid.format == "CSV, semicolon, Windows-1252"


@pytest.mark.parametrize("names", ["Muñoz,Siobhán", "Peña,José", "Zak,Gonçalves", "Müller,Øystein", "Castañeda,Óscar"])
@pytest.mark.parametrize(("codec", "spoken"), [("cp1252", "Windows-1252"), ("mac_roman", "Mac Roman")])
def test_a_list_saved_on_a_mac_keeps_its_letters(tmp_path: Path, names: str, codec: str, spoken: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(f"Last,First\n{names}\n".encode(codec))
    (grid,) = read_grids(path)
    assert grid.rows[1] == tuple(names.split(","))
    assert grid.format == f"CSV, comma, {spoken}"


def test_a_cell_with_line_breaks_is_one_row(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text('Last,Notes\nPark,"one\ntwo"\nKim,\n', encoding="utf-8")
    grid = only_grid(path)
    assert grid.rows == (("Last", "Notes"), ("Park", "one two"), ("Kim", ""))


def test_rows_are_numbered_as_the_spreadsheet_shows_them(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Last,First\n\nPark,Zoë\n,\nKim,An\n\n", encoding="utf-8")
    grid = only_grid(path)
    assert list(numbered(grid, 1)) == [(3, ("Park", "Zoë")), (5, ("Kim", "An"))]


def test_a_number_kept_as_text_loses_its_wrapping(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text('Last,Id\nPark,="00123"\n', encoding="utf-8")
    assert only_grid(path).rows[1] == ("Park", "00123")


def test_workbook_cells_become_plain_text(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Staff"
    sheet.append(["Last", "Hired", "Seen", "FTE", "Active", "Phone", "Time"])
    sheet.append(["Park", date(2020, 8, 3), datetime(2020, 8, 3, 7, 5), 0.5, True, 5055550121.0, time(7, 30)])
    path = tmp_path / "staff.xlsx"
    book.save(path)
    grid = only_grid(path)
    assert grid.format == "Excel workbook, sheet “Staff”"
    assert grid.rows[1] == ("Park", "2020-08-03", "2020-08-03T07:05:00", "0.5", "yes", "5055550121", "07:30:00")


def test_a_formula_is_read_as_its_last_result_and_never_run(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["Last", "Phone"])
    book.active.append(['=HYPERLINK("http://example.invalid","x")', "1"])
    path = tmp_path / "staff.xlsx"
    book.save(path)
    assert only_grid(path).rows[1] == ("", "1")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("empty.csv", b"  \n", "it is empty"),
        ("old.xls", b"\xd0\xcf\x11\xe0" + b"\0" * 600, "old Excel file"),
        ("list.pdf", b"%PDF-1.7 ...", "it is a PDF"),
        ("list.xls", b"<html><table></table></html>", "it is a web page"),
        ("zip.xlsx", b"PK\x03\x04 not really", "not a sound Excel workbook"),
        ("noise.csv", bytes(range(256)) * 3 + b"\0" * 900, "not a text file"),
    ],
)
def test_what_is_not_a_table_is_refused(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UserFixable, match=why) as caught:
        read_grids(path)
    assert name in caught.value.what
    assert caught.value.remedy


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UserFixable, match="no such file"):
        read_grids(tmp_path / "none.csv")
    with pytest.raises(UserFixable, match="it is a folder"):
        read_grids(tmp_path)


def test_an_unreadable_disk_is_explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("a,b", encoding="utf-8")

    def fail(_self: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(UserFixable, match="input/output error"):
        read_grids(path)


def test_a_file_far_too_large_is_refused_unread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_BYTES", 10)
    path = tmp_path / "staff.csv"
    path.write_text("Last,First\nPark,Zoë\n", encoding="utf-8")
    with pytest.raises(UserFixable, match="far more than a staff list"):
        read_grids(path)


def test_a_hundred_thousand_rows_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Last,First\n" + "Park,Zoë\n" * 100_000, encoding="utf-8")
    with pytest.raises(UserFixable, match=f"more than {MAX_ROWS:,} rows"):
        read_grids(path)


def test_an_endless_cell_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Last,First\nPark," + "x" * 200_000 + "\n", encoding="utf-8")
    with pytest.raises(UserFixable, match="cannot be taken apart"):
        read_grids(path)


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"0" * 120_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(UserFixable, match="far larger than any staff list"):
        read_grids(path)


def test_a_zip_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "files.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("staff.csv", "Last,First")
    with pytest.raises(UserFixable, match="a zip file, not an Excel workbook"):
        read_grids(path)


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "broken.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("xl/workbook.xml", "<not xml")
    with pytest.raises(UserFixable, match="not a sound Excel workbook"):
        read_grids(path)


def test_a_workbook_with_too_many_rows_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 5)
    book = openpyxl.Workbook()
    assert book.active is not None
    for number in range(10):
        book.active.append([number])
    path = tmp_path / "staff.xlsx"
    book.save(path)
    with pytest.raises(UserFixable, match="more than 5 rows"):
        read_grids(path)


def read_or_refuse(path: Path) -> str | list[bool]:
    try:
        grids = read_grids(path)
    except UserFixable as problem:
        return str(problem)
    return [isinstance(cell, str) for grid in grids for row in grid.rows for cell in row]


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_in_one_sentence(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    outcome = read_or_refuse(path)
    assert outcome.endswith(".") if isinstance(outcome, str) else all(outcome)


LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Zl", "Zp", "Cn", "Co"))
CELL = st.text(LETTERS, min_size=1, max_size=8).filter(lambda one: not one.startswith("="))


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), min_size=2, max_size=8))
def test_what_a_spreadsheet_writes_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    buffer = io.StringIO()
    csv.writer(buffer, quoting=csv.QUOTE_ALL).writerows(rows)
    path = tmp_path_factory.getbasetemp() / "written.csv"
    path.write_text(buffer.getvalue(), encoding="utf-8-sig", newline="")
    assert [list(row) for row in only_grid(path).rows] == [[" ".join(cell.split()) for cell in row] for row in rows]
