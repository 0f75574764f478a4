"""Every row of a staff list becomes a person or is refused with a reason, and what is doubtful is told."""

from __future__ import annotations

import codecs
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from eopbuilder.errors import UserFixable
from eopbuilder.exchange.spreadsheet import Grid
from eopbuilder.exchange.staff_columns import StaffTable, find_table
from eopbuilder.exchange.staff_list import RowNote, StaffList, StaffRow, read_people, read_staff_table
from eopbuilder.exchange.staff_values import CourseReading


def people(*rows: tuple[str, ...]) -> StaffList:
    table = find_table([Grid(rows, "CSV")])
    return read_people(table, table.mapping)


def one(headings: str, cells: str) -> StaffRow:
    (row,) = people(tuple(headings.split("|")), tuple(cells.split("|"))).rows
    return row


def read(path: Path) -> StaffList:
    table = read_staff_table(path)
    return read_people(table, table.mapping)


ELEMENTARY = """\
Last_Name,First_Name,Title,Grade/HomeRoom,Room,Home_Phone,Cell_Phone,Email_Addr,Days,Languages,Certs,Hired,Exit_Date
Aldous,Uma,Principal,,A1,505.555.0121,(505) 555-0162,u@school.example,M,,IS-100 2023-08-14; CPR exp 5/31/2027,9/19/2011,
Brandt,Zoë,Nurse,,B2,+1 505 555-0144,(505) 555-0158 x691,zoë@school.example,M-F,Spanish; Diné,,12/22/2003,
Cole,Ines,Teacher,3,C3,,5055550118,ines@school.example,M-F,,,4/25/2019,06/12/2026

Aldous,Uma,Principal,,A7,,,,M-F,,,,
,,Vacant,,,,,,,,,,
"""


def test_a_list_with_its_own_headings_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_bytes(codecs.BOM_UTF8 + ELEMENTARY.replace("\n", "\r\n").encode())
    staff = read(path)
    assert [row.row for row in staff.rows] == [2, 3, 4, 6]
    assert staff.rejected == (RowNote(7, "it has no name"),)
    assert staff.warnings == ()
    uma, zoe, ines, _again = staff.rows
    assert uma.values == {
        "given_name": "Uma",
        "family_name": "Aldous",
        "job_title": "Principal",
        "work_days": "M",
        "room": "A1",
        "home_phone": "(505) 555-0121",
        "mobile_phone": "(505) 555-0162",
        "email": "u@school.example",
        "start_date": date(2011, 9, 19),
    }
    assert uma.courses == (
        CourseReading("IS-100", date(2023, 8, 14)),
        CourseReading("CPR", None, date(2027, 5, 31)),
    )
    assert zoe.values["mobile_phone"] == "(505) 555-0158 ext. 691"
    assert zoe.values["languages"] == ("Spanish", "Diné")
    assert ines.values["end_date"] == date(2026, 6, 12)
    assert ines.values["department"] == "3"


def test_a_list_of_another_system_with_semicolons_and_lost_letters(tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_bytes(
        '"Employee ID";"Employee Name";"Bldg-Room";"Phone (work)";"Phone (mobile)";"E-mail";"FTE";"Trainings"\r\n'
        '"E1";"Marsh Jr., Óscar";"S-181";"(312) 555-0152";"n/a";"om@hs.example";"1.0";"IS-100, IS-700"\r\n'
        '"E2";"?ak, Wanda";"W-2";"555-0144";"call me";"w?ak@hs.example";"50%";""\r\n'
        '"E3";"Nguy?n";"";"";"";"nobody";"2 days";""\r\n'.encode("cp1252")
    )
    staff = read(path)
    oscar, wanda, nguyen = staff.rows
    assert (oscar.values["given_name"], oscar.values["family_name"]) == ("Óscar", "Marsh Jr.")
    assert oscar.values["employee_id"] == "E1"
    assert [course.course for course in oscar.courses] == ["IS-100", "IS-700"]
    assert wanda.values["fte"] == 0.5
    assert wanda.values["work_phone"] == "555-0144"
    assert "mobile_phone" not in wanda.values
    assert nguyen.values == {"family_name": "Nguy?n", "employee_id": "E3"}
    told = [(note.row, note.why) for note in staff.warnings]
    assert [row for row, _ in told] == [3, 3, 3, 4, 4, 4]
    assert [why for _, why in told] == [
        "the name “Wanda ?ak” looks damaged: letters were lost before the list reached us",
        "the phone “555-0144” has no area code",
        "“call me” is not a phone number and was left out",
        "the name “ Nguy?n” looks damaged: letters were lost before the list reached us",
        "“nobody” is not an e-mail address and was left out",
        "“2 days” is not a share of full time and was left out",
    ]


def test_a_workbook_with_a_title_above_and_a_sheet_of_notes(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    notes = book.active
    assert notes is not None
    notes.append(["Exported by the office"])
    sheet = book.create_sheet("Staff")
    sheet.append(["Our staff"])
    sheet.append([])
    sheet.append(["Name", "Title", "Hire date", "FTE", "Cell"])
    sheet.append(["Aldous, Uma", "Principal", date(2011, 9, 19), 1, 5055550121])
    sheet.append(["=1+1", "Cook", None, None, None])
    path = tmp_path / "staff.xlsx"
    book.save(path)
    staff = read(path)
    (row,) = staff.rows
    assert row.row == 4
    assert row.values["start_date"] == date(2011, 9, 19)
    assert row.values["fte"] == 1
    assert row.values["mobile_phone"] == "(505) 555-0121"
    assert staff.rejected == (RowNote(5, "it has no name"),)


@pytest.mark.parametrize(
    ("cells", "why"),
    [
        ("Last|First|Title", "it repeats the headings"),
        ("||Cook", "it has no name"),
        ("n/a|-|Cook", "it has no name"),
        ('=HYPERLINK("http://x.invalid")||', "its name is a spreadsheet formula"),
        ("+cmd|Ana|", "its name is a spreadsheet formula"),
        ("Field|@SUM(A1)|", "its name is a spreadsheet formula"),
        ("-SUM(A1)||", "its name is a spreadsheet formula"),
        ("Total: 45||", "it is a total or a note, not a person"),
        ("Page 2||", "it is a total or a note, not a person"),
        ("12345||", "its name has no letters"),
    ],
)
def test_rows_that_are_no_person_are_refused_with_the_reason(cells: str, why: str) -> None:
    staff = people(("Last", "First", "Title"), tuple(cells.split("|")))
    assert staff.rejected == (RowNote(2, why),)
    assert staff.rows == ()


@pytest.mark.parametrize(
    ("name", "given_name"), [("Paget", "Paget"), ("Reporta", "Reporta"), ("Counti", "Counti"), ("-ana", "-ana")]
)
def test_names_that_only_look_like_notes_are_people(name: str, given_name: str) -> None:
    assert one("Last|First|Title", f"Field|{name}|Cook").values["given_name"] == given_name


def test_a_last_name_cell_may_hold_the_whole_name() -> None:
    assert one("Last|First", "Field, Ana|").values == {"given_name": "Ana", "family_name": "Field"}


def test_building_and_room_are_one_place() -> None:
    assert one("Name|Building|Room", "Ana Field|North|12").values["room"] == "North 12"


@pytest.mark.parametrize(
    ("status", "left"), [("Inactive", True), ("Terminated 6/1", True), ("N", True), ("Active", False), ("", False)]
)
def test_a_status_tells_who_left(status: str, left: bool) -> None:
    assert ("left" in one("Name|Status", f"Ana Field|{status}").values) is left


def test_dates_and_e_mails_that_cannot_be_read_are_told() -> None:
    staff = people(("Name", "Hire Date", "E-mail"), ("Ana Field", "last fall", "a?b@school.example"))
    assert staff.rows[0].values["email"] == "a?b@school.example"
    assert [note.why for note in staff.warnings] == [
        "the e-mail “a?b@school.example” looks damaged",
        "“last fall” is not a date and was left out",
    ]


def test_a_short_row_is_read_as_far_as_it_goes() -> None:
    assert people(("Name", "Title", "Room"), ("Ana Field",)).rows[0].values == {
        "given_name": "Ana",
        "family_name": "Field",
    }


def test_without_a_column_of_names_nothing_is_taken() -> None:
    table = find_table([Grid((("Shoe", "Hat"), ("42", "7")), "CSV")])
    with pytest.raises(UserFixable, match="no column was recognized as the names"):
        read_people(table, table.mapping)


def test_the_mapping_given_outweighs_the_guess() -> None:
    table = find_table([Grid((("Last", "First", "Nickname"), ("Field", "Anastasia", "Ana")), "CSV")])
    staff = read_people(table, {0: "family_name", 2: "given_name"})
    assert staff.rows[0].values["given_name"] == "Ana"


@pytest.mark.parametrize("content", ["\ufeff", ",,,\n,,\n", "\n\n"])
def test_a_file_without_rows_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "staff.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UserFixable, match=r"it holds no rows|it is empty"):
        read_staff_table(path)


def test_the_table_says_how_the_file_was_read(tmp_path: Path) -> None:
    path = tmp_path / "staff.csv"
    path.write_text("Last;First\nField;Ana\n", encoding="utf-8")
    table: StaffTable = read_staff_table(path)
    assert table.grid.format == "CSV, semicolon, UTF-8"
    assert table.columns == ("Last", "First")
