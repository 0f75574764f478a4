"""Contact and role lists as a workbook, dates as a calendar: complete, harmless, and the same every time."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from openpyxl import load_workbook

from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agreement, Answer, Assessment, Drill, Improvement, Meeting, Person
from eopbuilder.exchange.calendar_file import CalendarEvent, write_calendar
from eopbuilder.exchange.workbook import Sheet, write_workbook
from eopbuilder.planning.exporting import export_plan
from eopbuilder.planning.plan_dates import plan_dates
from eopbuilder.planning.plan_lists import plan_lists
from tests.document.schools import AS_OF, CREATED, PACK, crowded_school, sample_school

NASTY = ("=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "a\nb", "Zoë 👍", "")


def test_what_excel_takes_for_an_escape_stands_as_it_was_typed() -> None:
    stream = io.BytesIO()
    write_workbook([Sheet("List", ("What",), (("_x0041_ and _x41_",),))], "Lists", CREATED, stream)
    with zipfile.ZipFile(stream) as parts:
        assert b"<t>_x005F_x0041_ and _x41_</t>" in parts.read("xl/worksheets/sheet1.xml")


def read(sheets: list[Sheet]) -> dict[str, list[list[object]]]:
    stream = io.BytesIO()
    write_workbook(sheets, "Lists", CREATED, stream)
    stream.seek(0)
    book = load_workbook(stream)
    return {page.title: [[cell.value or "" for cell in row] for row in page.iter_rows()] for page in book}


def test_nothing_typed_is_a_formula() -> None:
    stream = io.BytesIO()
    write_workbook([Sheet("List", ("What",), tuple((text,) for text in NASTY))], "=1", CREATED, stream)
    stream.seek(0)
    page = load_workbook(stream)["List"]
    cells = [page.cell(row, 1) for row in range(2, len(NASTY) + 2)]
    assert [cell.value or "" for cell in cells] == list(NASTY)
    filled = [cell for cell in cells if cell.value is not None]
    assert {cell.data_type for cell in filled} == {"s"}
    assert all(cell.quotePrefix for cell in filled)
    with zipfile.ZipFile(stream) as parts:
        assert b"<f>" not in b"".join(parts.read(name) for name in parts.namelist() if "worksheets" in name)


@given(st.lists(st.text(max_size=50), min_size=1, max_size=4))
def test_any_text_can_stand_in_a_cell(texts: list[str]) -> None:
    (rows,) = read([Sheet("List", ("What",), tuple((f"<{text}>",) for text in texts))]).values()
    assert rows == [["What"], *([clean_text(f"<{text}>")] for text in texts)]


@pytest.mark.parametrize("school", [sample_school, crowded_school])
def test_the_lists_have_everybody_and_every_role(school: type) -> None:
    plan = school()
    sheets = {sheet.name: sheet for sheet in plan_lists(plan, PACK, AS_OF)}
    here = [one for one in plan.people if not one.has_left(AS_OF)]
    names = {(row[0], row[1]) for row in sheets["Contacts"].rows}
    assert names == {(one.family_name or "", one.given_name or "") for one in here}
    assert len(sheets["Contacts"].rows) == len(here)
    roles = {row[0]: row for row in sheets["Roles"].rows}
    command = plan.primary("role-ic")
    assert roles["Incident Commander"][3] == command.label
    assert roles["Incident Commander"][4] == command.best_phone
    assert {row[0] for row in sheets["Partners"].rows} == {one.label for one in plan.agencies}
    assert all(len(row) == len(sheet.headings) for sheet in sheets.values() for row in sheet.rows)


def test_whoever_has_left_is_not_on_the_list() -> None:
    plan = crowded_school()
    gone = dataclasses.replace(plan.people[0], left=True)
    plan = plan.with_list(Person.TABLE, (gone, *plan.people[1:]))
    sheets = {sheet.name: sheet for sheet in plan_lists(plan, PACK, AS_OF)}
    assert len(sheets["Contacts"].rows) == len(plan.people) - 1
    assert "has left" in next(row[3] for row in sheets["Roles"].rows if row[0] == "Incident Commander")


def test_everything_due_is_an_event_from_the_day_on() -> None:
    plan = crowded_school()
    day = date(2027, 3, 1)
    changes = {
        "drills": (
            Drill(id="d1", drill="dr-evacuate", planned_on=day, time_of_day="1:15 pm, after lunch", led_by="p1"),
            Drill(id="d2", drill="dr-lockdown", planned_on=day, held_on=day),
            Drill(id="d3", planned_on=date(2026, 1, 1)),
        ),
        "meetings": (Meeting(id="m1", held_on=day, purpose="Kick-off"),),
        "assessments": (Assessment(id="a1", kind="site", next_due=day),),
        "improvements": (
            Improvement(id="i1", issue="Radio dead in gym", action="Buy a repeater", due_on=day),
            Improvement(id="i2", issue="Done", due_on=day, done_on=day),
        ),
        "agreements": (Agreement(id="g1", partner="Grace Church", valid_until=day),),
        "answers": (Answer(id="q-bp-next-review", value="2027-06-01"),),
    }
    for table, records in changes.items():
        plan = plan.with_list(table, records)
    events = {event.id: event for event in plan_dates(plan, PACK, AS_OF)}
    assert set(events) == {"drill-d1", "meeting-m1", "assessment-a1", "improvement-i1", "agreement-g1", "review"}
    assert events["drill-d1"].at == time(13, 15)
    assert "Maximiliano1" in events["drill-d1"].details
    assert events["agreement-g1"].title == "Agreement ends: Grace Church"


@pytest.mark.parametrize(
    ("text", "at"), [("10:20", time(10, 20)), ("lunch", None), ("25:99", None), (None, None), ("12:05 am", time(0, 5))]
)
def test_a_time_of_day_is_read_where_there_is_one(text: str | None, at: time | None) -> None:
    plan = crowded_school().with_list("drills", (Drill(id="d", planned_on=date(2027, 1, 1), time_of_day=text),))
    (event,) = plan_dates(plan, PACK, AS_OF)
    assert event.at == at


def test_a_calendar_reads_back_as_it_was_written() -> None:
    day = date(2027, 3, 1)
    nasty = "Line one\r\nBEGIN:VALARM; a, b \\ c " + "x" * 200
    events = [CalendarEvent("b", day, nasty, "More", time(9, 5)), CalendarEvent("a", day, "All day")]
    stream = io.BytesIO()
    write_calendar(events, "School", CREATED, stream)
    again = io.BytesIO()
    write_calendar(list(reversed(events)), "School", CREATED, again)
    assert stream.getvalue() == again.getvalue()
    assert all(len(line) <= 75 for line in stream.getvalue().split(b"\r\n"))
    first, second = Calendar.from_ical(stream.getvalue()).walk("VEVENT")
    assert (str(first["summary"]), first.decoded("dtstart")) == ("All day", day)
    assert str(second["summary"]) == nasty.replace("\r\n", "\n")
    assert second.decoded("dtstart").time() == time(9, 5)
    assert not Calendar.from_ical(stream.getvalue()).walk("VALARM")


@pytest.mark.parametrize("at", [None, time(23, 30)])
def test_the_last_day_of_all_is_a_day_like_the_others(at: time | None) -> None:
    stream = io.BytesIO()
    write_calendar([CalendarEvent("a", date.max, "The end", at=at)], "School", CREATED, stream)
    (event,) = Calendar.from_ical(stream.getvalue()).walk("VEVENT")
    assert str(event.decoded("dtstart")).startswith("9999-12-31")
    assert "dtend" not in event


@pytest.mark.parametrize("ending", [".xlsx", ".ics"])
def test_both_are_exports_like_the_others(tmp_path: Path, ending: str) -> None:
    result = export_plan(sample_school(), PACK, AS_OF, tmp_path / f"plan{ending}")
    assert result.path.stat().st_size > 200
