"""A staff list meets the people of a plan: nobody twice, nobody lost, and every doubt told."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person, PlanInfo, Record, School, Training
from eopbuilder.exchange.spreadsheet import Grid
from eopbuilder.exchange.staff_columns import find_table
from eopbuilder.exchange.staff_list import RowNote, StaffList, read_people
from eopbuilder.planning.staff_merge import StaffMerge, course_key, merge_staff

AS_OF = date(2026, 9, 1)
HEADINGS = ("Employee ID", "Last", "First", "Title", "E-mail", "Cell", "Certifications", "Exit Date", "Status")


def row(
    last: str, first: str, *, number: str = "", title: str = "", email: str = "", cell: str = "", courses: str = "",
    left_on: str = "", status: str = "",
) -> tuple[str, ...]:  # fmt: skip
    return (number, last, first, title, email, cell, courses, left_on, status)


def staff(*rows: Sequence[str]) -> StaffList:
    table = find_table([Grid((HEADINGS, *(tuple(one) for one in rows)), "CSV")])
    return read_people(table, table.mapping)


def plan_of(*records: Record) -> Plan:
    return Plan.of(PlanInfo(id="plan"), School(id="school"), records)


def merge(plan: Plan, *rows: Sequence[str], as_of: date = AS_OF) -> StaffMerge:
    taken = len(plan.people) + len(plan.trainings)
    numbers = itertools.count(taken)
    return merge_staff(plan, staff(*rows), as_of, lambda: f"new-{next(numbers)}")


def after(plan: Plan, merged: StaffMerge) -> Plan:
    records = {(one.TABLE, one.id): one for one in (*plan.people, *plan.trainings, *merged.records)}
    return plan_of(*records.values())


def names(merged: StaffMerge) -> list[str]:
    return [one.name for one in merged.records if isinstance(one, Person)]


def whys(merged: StaffMerge) -> list[str]:
    return [note.why for note in merged.report.warnings]


LIST = (
    row("Aldous", "Uma", email="uma@school.example", courses="IS-100.c 2023-08-14; RN"),
    row("Brandt", "Zoë", title="Nurse", cell="505-555-0158"),
    row("Cole", "Ines", left_on="6/12/2026"),
    row("Aldous", "Uma", title="Principal"),
    row("", "", title="Vacant"),
    row("Dove", "Al", status="Inactive"),
)


def test_new_people_are_added_repeats_merged_and_leavers_kept_and_counted() -> None:
    merged = merge(plan_of(), *LIST)
    report = merged.report
    assert (report.added, report.merged, report.left, report.people) == (4, 1, 2, 4)
    assert report.rejected == (RowNote(6, "it has no name"),)
    assert report.warnings == (RowNote(5, "it repeats Uma Aldous of row 2"),)
    uma = next(one for one in merged.records if isinstance(one, Person) and one.given_name == "Uma")
    assert (uma.job_title, uma.email) == ("Principal", "uma@school.example")
    assert [one.position for one in merged.records if isinstance(one, Person)] == [0, 1, 2, 3]


def test_the_day_asked_about_decides_who_left() -> None:
    assert merge(plan_of(), *LIST, as_of=date(2026, 6, 12)).report.left == 1


def test_the_same_list_again_changes_nothing() -> None:
    once = after(plan_of(), merge(plan_of(), *LIST))
    again = merge(once, *LIST)
    assert (again.report.added, again.report.merged, again.report.people) == (0, 5, 4)
    assert after(once, again) == once


def test_a_repeat_that_differs_is_told_and_the_first_row_stands() -> None:
    merged = merge(plan_of(), row("Field", "Ana", title="Cook"), row("Field", "Ana", title="Clerk", cell="5055550121"))
    (person,) = (one for one in merged.records if isinstance(one, Person))
    assert (person.job_title, person.mobile_phone) == ("Cook", "(505) 555-0121")
    assert whys(merged) == ["it repeats Ana Field of row 2; kept job title “Cook”, not “Clerk”"]


def test_a_newer_list_brings_newer_facts_and_never_wipes_one() -> None:
    known = Person(id="ana", given_name="Ana", family_name="Field", job_title="Cook", room="12")
    merged = merge(plan_of(known), row("Field", "Ana", title="Clerk"))
    (person,) = merged.records
    assert isinstance(person, Person)
    assert (person.job_title, person.room) == ("Clerk", "12")
    assert whys(merged) == ["Ana Field: Job title changed from “Cook” to “Clerk”"]


def test_a_fact_said_not_to_apply_gives_way_to_the_list() -> None:
    known = Person(id="ana", given_name="Ana", family_name="Field", not_applicable={"mobile_phone": "has none"})
    (person,) = merge(plan_of(known), row("Field", "Ana", cell="505-555-0121")).records
    assert isinstance(person, Person)
    assert person.mobile_phone == "(505) 555-0121"
    assert person.not_applicable == {}


def test_the_employee_number_decides_over_the_name() -> None:
    known = Person(id="ana", given_name="Ana", family_name="Field", employee_id="e7")
    merged = merge(plan_of(known), row("Stone", "Ana", number="E7"), row("Field", "Ana", number="E8"))
    assert names(merged) == ["Ana Stone", "Ana Field"]
    assert merged.report.added == 1
    assert "Ana Stone: Last name changed from “Field” to “Stone”" not in whys(merged)
    assert "Ana Field: Last name changed from “Field” to “Stone”" in whys(merged)


@pytest.mark.parametrize(
    "second",
    [
        row("Field", "Ana", email="ana.b@school.example"),
        row("Field", "Ana", email="ana@school.example", number="E2"),
    ],
)
def test_namesakes_are_kept_apart_and_told(second: tuple[str, ...]) -> None:
    first = row("Field", "Ana", email="ana@school.example", number="E1")
    if second[0] == "":
        first = row("Field", "Ana", email="ana@school.example")
    merged = merge(plan_of(), first, second)
    assert names(merged) == ["Ana Field", "Ana Field"]
    assert whys(merged) == ["there is another Ana Field with a different e-mail or number; both were kept"]
    again = merge(after(plan_of(), merged), first, second)
    assert again.report.added == 0


@pytest.mark.parametrize(
    "others",
    [
        (row("Stone", "Ana", email="office@school.example"),),
        (row("Field", "Bo", email="office@school.example"),),
        (
            row("de la Cruz", "Bo", email="office@school.example"),
            row("de la Vega", "Cy", email="office@school.example"),
        ),
    ],
)
def test_people_who_share_a_mailbox_are_kept_apart_and_told(others: tuple[tuple[str, ...], ...]) -> None:
    rows = (row("Field", "Ana", email="office@school.example"), *others)
    merged = merge(plan_of(), *rows)
    assert merged.report.added == len(rows)
    assert all("share the e-mail office@school.example; both were kept" in why for why in whys(merged))
    assert len(whys(merged)) == len(others)
    again = merge(after(plan_of(), merged), *reversed(rows))
    assert again.report.added == 0
    assert sorted(names(again)) == sorted(names(merged))


@pytest.mark.parametrize(
    ("last", "first"), [("Field", "Anastasia"), ("Field Jr.", "Ana"), ("Field-Stone", "Ana"), ("Ana", "Field")]
)
def test_one_mailbox_and_much_the_same_name_are_one_person(last: str, first: str) -> None:
    known = Person(id="ana", given_name="Ana", family_name="Field", email="ana@school.example")
    merged = merge(plan_of(known), row(last, first, email="ANA@school.example"))
    assert merged.report.added == 0
    assert names(merged) == [f"{first} {last}"]


def test_a_name_kept_over_another_is_told() -> None:
    merged = merge(
        plan_of(), row("Field", "Zach", email="z@school.example"), row("Field", "Zachary", email="z@school.example")
    )
    assert whys(merged) == ["it repeats Zach Field of row 2; kept first name “Zach”, not “Zachary”"]


def test_after_a_change_of_name_the_old_name_is_free_for_somebody_else() -> None:
    known = Person(id="ana", given_name="Ana", family_name="Field", employee_id="E1")
    merged = merge(plan_of(known), row("Stone", "Ana", number="E1"), row("Field", "Ana"))
    assert names(merged) == ["Ana Stone", "Ana Field"]


def courses(merged: StaffMerge) -> list[tuple[str | None, date | None, date | None]]:
    return [(one.course, one.completed_on, one.expires_on) for one in merged.records if isinstance(one, Training)]


KNOWN = Person(id="ana", given_name="Ana", family_name="Field")
OLD_COURSE = Training(id="t1", person="ana", course="IS-100", completed_on=date(2020, 1, 2))


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("IS-100.c 2023-08-14", [("IS-100.c", date(2023, 8, 14), None)]),
        ("IS-100 2019-08-14", []),
        ("IS-100", []),
        ("IS-100.c", [("IS-100.c", date(2020, 1, 2), None)]),
        ("IS-100 exp 2027-05-31", [("IS-100", date(2020, 1, 2), date(2027, 5, 31))]),
        ("CPR/AED", [("CPR/AED", None, None)]),
    ],
)
def test_a_course_known_already_is_brought_up_to_date(
    cell: str, expected: list[tuple[str, date | None, date | None]]
) -> None:
    merged = merge(plan_of(KNOWN, OLD_COURSE), row("Field", "Ana", courses=cell))
    assert courses(merged) == expected


def test_editions_of_a_course_are_one_course() -> None:
    assert course_key("IS-100.c") == course_key("is-100") == "is-100"
    assert course_key("CPR.x") == "cpr.x"


def test_a_course_listed_twice_is_held_once() -> None:
    merged = merge(plan_of(), row("Field", "Ana", courses="IS-100"), row("Field", "Ana", courses="IS-100.b 2024-05-06"))
    assert courses(merged) == [("IS-100.b", date(2024, 5, 6), None)]


def test_what_the_list_does_not_mention_stays() -> None:
    merged = merge(plan_of(KNOWN, OLD_COURSE), row("Stone", "Bo"))
    assert names(merged) == ["Bo Stone"]
    assert merged.report.people == 2


CELL = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(
    [
        "Field", "Ana", "Field, Ana", "Dr. Ana de la Cruz", "n/a", "E1", "E2", "ana@school.example", "505-555-0121",
        "IS-100.c 2023-08-14; CPR exp 2027-05-31", "6/12/2026", "=1+1", "Total", "?ak", "Inactive", "50%", "45152", "",
    ]
)  # fmt: skip
TABLE = st.lists(st.lists(CELL, max_size=len(HEADINGS)), max_size=12)


@given(TABLE)
@example([["", "Field", "Ana", "", "x@y"], ["", "Stone", "Ana", "", "x@y"], ["", "Field", "Ana"]])
@example([["E1", "Field", "Ana"], ["E1", "Stone", "Bo"], ["", "Field", "Ana"], ["", "Stone", "Bo"]])
def test_whatever_a_table_holds_every_row_is_accounted_for(cells: list[list[str]]) -> None:
    rows = [tuple(" ".join(cell.split()) for cell in one) for one in cells]
    merged = merge(plan_of(), *rows)
    report = merged.report
    filled = [number for number, one in enumerate(rows, start=2) if any(one)]
    assert report.added + report.merged + len(report.rejected) == len(filled)
    assert {note.row for note in (*report.rejected, *report.warnings)} <= set(filled)
    assert report.people == report.added
    assert report.left <= report.people
    plan = after(plan_of(), merged)
    assert len(plan.people) == report.people
    assert all(person.name for person in plan.people)
    again = merge(plan, *rows)
    assert again.report.added == 0
    assert again.report.people == report.people
