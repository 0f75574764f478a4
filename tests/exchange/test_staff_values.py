"""Names, phones, dates and courses are understood however they are written."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.damage import looks_damaged
from eopbuilder.exchange.staff_values import (
    CourseReading,
    Name,
    read_courses,
    read_date,
    read_phone,
    read_share,
    said,
    says_left,
    split_name,
)


@pytest.mark.parametrize(
    ("written", "given_name", "family"),
    [
        ("Smith Jr., Zachary", "Zachary", "Smith Jr."),
        ("Zachary Smith Jr.", "Zachary", "Smith Jr."),
        ("Zachary Smith, Jr.", "Zachary", "Smith Jr."),
        ("van der Berg, Rosa", "Rosa", "van der Berg"),
        ("Rosa van der Berg", "Rosa", "van der Berg"),
        ("Dr. Uma Jackson", "Uma", "Jackson"),
        ("Mary Ann O'Neill", "Mary Ann", "O'Neill"),
        ("Cher", "", "Cher"),
        ("Nguyễn, Nguyệt", "Nguyệt", "Nguyễn"),
    ],
)
def test_names(written: str, given_name: str, family: str) -> None:
    assert split_name(written) == Name(given_name, family)


@given(st.text(max_size=60))
def test_no_letter_of_a_name_is_lost(text: str) -> None:
    name = split_name(text)
    kept = f"{name.given}{name.family}"
    if (
        not text.split()
        or text.split(maxsplit=1)[0].rstrip(".").casefold() in {"mr", "mrs", "ms", "miss", "mx", "dr"}
        or "," in text
    ):
        return
    assert sorted(kept.replace(" ", "")) == sorted("".join(text.split()))


@pytest.mark.parametrize(
    ("written", "phone"),
    [
        ("505.555.0121", "(505) 555-0121"),
        ("(505) 555-0182 x691", "(505) 555-0182 ext. 691"),
        ("+1 505 555-0144", "(505) 555-0144"),
        ("5055550113", "(505) 555-0113"),
        ("+52 55 5555 0100", "+52 55 5555 0100"),
        ("n/a", ""),
        ("", ""),
    ],
)
def test_phones(written: str, phone: str) -> None:
    reading = read_phone(written)
    assert (reading.phone, reading.warning) == (phone, "")


def test_a_phone_without_area_code_is_kept_and_warned_about() -> None:
    reading = read_phone("555-0144")
    assert reading.phone == "555-0144"
    assert "no area code" in reading.warning


@pytest.mark.parametrize("written", ["x452", "call the office", "12", "5055550121999999"])
def test_what_is_no_phone_is_left_out_and_told(written: str) -> None:
    reading = read_phone(written)
    assert reading.phone == ""
    assert written in reading.warning


def test_of_two_numbers_the_first_is_taken() -> None:
    reading = read_phone("505-555-0121 / 505-555-0199")
    assert reading.phone == "(505) 555-0121"
    assert "more than one number" in reading.warning


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2023-08-14", date(2023, 8, 14)),
        ("2020-08-03T07:05:00", date(2020, 8, 3)),
        ("9/19/2011", date(2011, 9, 19)),
        ("06/12/2026", date(2026, 6, 12)),
        ("25/12/2020", date(2020, 12, 25)),
        ("8/3/99", date(1999, 8, 3)),
        ("8/3/21", date(2021, 8, 3)),
        ("14 Aug 2023", date(2023, 8, 14)),
        ("August 14, 2023", date(2023, 8, 14)),
        ("45152", date(2023, 8, 14)),
        ("13/13/2020", None),
        ("Foo 3, 2020", None),
        ("soon", None),
    ],
)
def test_dates(written: str, day: date | None) -> None:
    assert read_date(written) == day


def test_courses_with_dates_and_expiry() -> None:
    cell = "IS-100.c 2023-08-14; IS 00700b; CPR/AED exp 2027-05-31; RN; PREPaRE WS2 (Aug 14, 2023), ICS-300"
    assert read_courses(cell) == (
        CourseReading("IS-100.c", date(2023, 8, 14)),
        CourseReading("IS-700.b"),
        CourseReading("CPR/AED", None, date(2027, 5, 31)),
        CourseReading("RN"),
        CourseReading("PREPaRE WS2", date(2023, 8, 14)),
        CourseReading("ICS-300"),
    )


@pytest.mark.parametrize("cell", ["", "n/a", " ; , "])
def test_no_courses(cell: str) -> None:
    assert read_courses(cell) == ()


def test_a_course_listed_twice_counts_once() -> None:
    assert [one.course for one in read_courses("IS-100; is-100")] == ["IS-100"]


def test_a_date_alone_is_no_course() -> None:
    assert read_courses("2023-08-14") == ()


def test_the_school_edition_of_a_course_is_kept() -> None:
    assert read_courses("IS-100.SC completed 1/2/2012") == (CourseReading("IS-100.SC", date(2012, 1, 2)),)


def test_a_month_at_the_end_is_not_taken_for_a_date() -> None:
    assert [one.course for one in read_courses("Refresher May 12")] == ["Refresher May 12"]


@pytest.mark.parametrize("name", ["?ak", "Nguy?n", "JosÃ©", "Zo\ufffd"])
def test_lost_letters_are_noticed(name: str) -> None:
    assert looks_damaged(name)


@pytest.mark.parametrize("name", ["Zoë", "O'Neill", "Łukasik", "Nguyễn", "really?"])
def test_unusual_letters_are_no_damage(name: str) -> None:
    assert looks_damaged(name) == (name == "really?")


@pytest.mark.parametrize(
    ("status", "left"), [("Terminated", True), ("Inactive", True), ("N", True), ("Active", False), ("", False)]
)
def test_status(status: str, left: bool) -> None:
    assert says_left(status) is left


@pytest.mark.parametrize(
    ("written", "share"),
    [("1.0", 1.0), (".5", 0.5), ("50%", 0.5), ("50", 0.5), ("40 hours", None), ("300", None), ("", None)],
)
def test_share_of_full_time(written: str, share: float | None) -> None:
    assert read_share(written) == share


def test_ways_of_saying_nothing() -> None:
    assert [said(one) for one in ("N/A", "--", "TBD", "Zoë")] == ["", "", "", "Zoë"]
