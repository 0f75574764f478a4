"""Columns are recognised by heading, and by content where headings fail."""

from __future__ import annotations

import pytest

from eopbuilder.exchange.spreadsheet import Grid
from eopbuilder.exchange.staff_columns import StaffTable, field_of_heading, find_table


def table(*rows: tuple[str, ...]) -> StaffTable:
    return find_table([Grid(rows, "CSV")])


def named(found: StaffTable) -> dict[str, str]:
    return {found.columns[index]: field for index, field in found.mapping.items()}


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Last_Name", "family_name"),
        ("LAST NAME", "family_name"),
        ("Phone (mobile)", "mobile_phone"),
        ("Grade/HomeRoom", "department"),
        ("E-mail", "email"),
        ("Bldg-Room", "room"),
        ("Employment Status", "status"),
        ("Shoe size", None),
        ("", None),
    ],
)
def test_headings(heading: str, field: str | None) -> None:
    assert field_of_heading(heading) == field


def test_a_title_above_the_headings_is_skipped() -> None:
    found = table(("Staff of our school",), (), ("Last", "First", "Title"), ("Park", "Zoë", "Nurse"))
    assert found.first_row == 3
    assert named(found) == {"Last": "family_name", "First": "given_name", "Title": "job_title"}


def test_first_and_last_name_win_over_a_full_name() -> None:
    found = table(("Name", "Last", "First"), ("Zoë Park", "Park", "Zoë"))
    assert named(found) == {"Last": "family_name", "First": "given_name"}


def test_a_second_column_of_the_same_kind_is_left_to_the_user() -> None:
    found = table(("Name", "Phone", "Telephone"), ("Zoë Park", "505-555-0100", "505-555-0101"))
    assert named(found) == {"Name": "full_name", "Phone": "work_phone"}


def test_an_unnamed_column_of_addresses_is_the_e_mail() -> None:
    found = table(
        ("Name", "Title", "Contact?"), ("Zoë Park", "Nurse", "z@school.example"), ("An Kim", "Cook", "a@school.example")
    )
    assert named(found)["Contact?"] == "email"


def test_a_list_without_headings_is_guessed_by_content() -> None:
    found = table(("Park, Zoë", "z@school.example", "(505) 555-0100"), ("Kim, An", "a@school.example", "505-555-0101"))
    assert found.first_row == 0
    assert named(found) == {"Column A": "full_name", "Column B": "email", "Column C": "mobile_phone"}


def test_column_letters_go_on_after_z() -> None:
    wide = tuple(f"{number}" for number in range(28))
    assert table(wide).columns[25:] == ("Column Z", "Column AA", "Column AB")


def test_the_sheet_that_looks_like_a_staff_list_is_chosen() -> None:
    notes = Grid((("Read me",), ("Exported by the office",)), "sheet 1")
    staff = Grid((("Last Name", "First Name"), ("Park", "Zoë")), "sheet 2")
    assert find_table([notes, staff]).grid is staff


def test_a_lone_heading_for_names_is_enough() -> None:
    assert named(table(("Staff Member",), ("Zoë Park",))) == {"Staff Member": "full_name"}
