"""Days and hours on site, as school systems and people write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.hours import SCHOOL_WEEK, read_hours

TUE, WED, THU, SAT = 1, 2, 3, 5


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("M-F", SCHOOL_WEEK),
        ("Mon–Fri", SCHOOL_WEEK),
        ("Monday through Thursday", {0, 1, 2, 3}),
        ("T,Th", {TUE, THU}),
        ("Tue and Thu 9:00–15:00", {TUE, THU}),
        ("Tuesdays and Thursdays", {TUE, THU}),
        ("W", {WED}),
        ("MWF", {0, 2, 4}),
        ("MTWRF", SCHOOL_WEEK),
        ("daily", SCHOOL_WEEK),
        ("Full-time", SCHOOL_WEEK),
        ("Sat 8-12", {SAT}),
    ],
)
def test_days(text: str, days: set[int]) -> None:
    hours = read_hours(text)
    assert hours is not None
    assert hours.days == days


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("M-F 2:30p-11p", 14 * 60 + 30, 23 * 60),
        ("M-F 12p-6p", 12 * 60, 18 * 60),
        ("M-F 7:30-3:30", 7 * 60 + 30, 15 * 60 + 30),
        ("M-F 7:30 a.m. to 3:30 p.m.", 7 * 60 + 30, 15 * 60 + 30),
        ("Tue 9:00–15:00", 9 * 60, 15 * 60),
        ("M-F 2:30-11p", 14 * 60 + 30, 23 * 60),
    ],
)
def test_hours(text: str, start: int, end: int) -> None:
    hours = read_hours(text)
    assert hours is not None
    assert (hours.start, hours.end) == (start, end)


@pytest.mark.parametrize("text", [None, "", "Day", "varies", "8:00-15:00", "as needed"])
def test_what_names_no_day_is_unknown_and_not_absent(text: str | None) -> None:
    assert read_hours(text) is None


def test_cover_follows_days_and_hours() -> None:
    hours = read_hours("Tue and Thu 9:00-15:00")
    assert hours is not None
    assert hours.covers(TUE, 9 * 60)
    assert not hours.covers(TUE, 15 * 60)
    assert not hours.covers(WED, 10 * 60)
    all_day = read_hours("W")
    assert all_day is not None
    assert all_day.covers(WED, 0)


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fall(text: str) -> None:
    hours = read_hours(text)
    if hours is not None:
        assert hours.days <= set(range(7))
        assert hours.start is None or (hours.end is not None and hours.start < hours.end)
