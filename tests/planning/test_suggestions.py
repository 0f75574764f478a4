"""Suggestions start from job titles and never give one person two primary roles."""

from __future__ import annotations

import dataclasses
from collections import Counter
from datetime import date

import pytest

from eopbuilder.domain.job_titles import title_fits
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, PlanInfo, Record, RoleSetting, School
from eopbuilder.planning.suggestions import Suggestion, suggest_assignments
from tests.rolegraph.small import COMMAND, pack_of, role

AS_OF = date(2026, 9, 1)
IC = dataclasses.replace(COMMAND, held_by=("Principal", "Assistant Principal"), min_alternates=2)
MEDICAL = role("role-med", held_by=("School Nurse", "Health Aide"), min_alternates=1)
CARE = role("role-care", held_by=("Teacher",), min_alternates=1, rank="lvl-branch")
PACK = pack_of([MEDICAL, CARE, IC])


def person(name: str, title: str | None, **facts: object) -> Person:
    return Person(id=name, given_name=name, job_title=title, position=len(name), **facts)  # type: ignore[arg-type]


def plan_of(*records: Record) -> Plan:
    return Plan.of(PlanInfo(id="plan"), School(id="school"), records)


def suggested(*records: Record) -> list[tuple[str, str, int]]:
    return [(one.role, one.person, one.order) for one in suggest_assignments(plan_of(*records), PACK, AS_OF)]


@pytest.mark.parametrize(
    ("title", "wanted", "fits"),
    [
        ("Principal", "Principal", True),
        ("Assistant Principal", "Principal", False),
        ("Assistant Principal", "Assistant Principal", True),
        ("Math Teacher", "teacher", True),
        ("Substitute Teacher", "Teacher", False),
        ("School Psychologist (Tu/Th)", "psychologist", True),
        ("Nurse", "School Nurse", True),
        ("Head of Maintenance", "Head Custodian", False),
        ("", "Teacher", False),
        ("Teacher", "school", False),
    ],
)
def test_a_title_fits_its_kind(title: str, wanted: str, fits: bool) -> None:
    assert title_fits(title, wanted) is fits


def test_command_is_filled_first_then_the_others_then_alternates() -> None:
    staff = (
        person("a", "Assistant Principal"),
        person("bb", "Principal"),
        person("ccc", "School Nurse"),
        person("dddd", "Art Teacher"),
        person("eeeee", "Math Teacher"),
    )
    assert suggested(*staff) == [
        ("role-ic", "bb", 0),
        ("role-care", "dddd", 0),
        ("role-med", "ccc", 0),
        ("role-ic", "a", 1),
        ("role-care", "eeeee", 1),
    ]


def test_a_suggestion_says_why() -> None:
    (one,) = suggest_assignments(plan_of(person("a", "Art Teacher")), PACK, AS_OF)
    assert one == Suggestion("role-care", "a", 0, "is an Art Teacher")
    (other,) = suggest_assignments(plan_of(person("a", "Principal")), PACK, AS_OF)
    assert other.why == "is a Principal"


def test_who_left_and_police_are_never_suggested() -> None:
    assert suggested(
        person("a", "Principal", end_date=date(2026, 8, 31)),
        person("b", "Principal", left=True),
        person("c", "School Resource Officer, Teacher"),
        person("d", None),
    ) == []  # fmt: skip


def test_full_time_staff_come_before_those_who_come_and_go() -> None:
    half, itinerant = person("a", "Teacher", fte=0.5), person("bb", "Music Teacher (itinerant)")
    assert suggested(half, itinerant, person("ccc", "Teacher"))[0] == ("role-care", "ccc", 0)


def test_nobody_is_primary_twice_and_who_is_given_out_already_stays() -> None:
    taken = (
        person("a", "Principal, Teacher"),
        Assignment(id="x", role="role-ic", person="a", order=0),
        Assignment(id="y", role="role-ic", person="bb", order=1),
        person("bb", "Assistant Principal"),
    )
    assert suggested(*taken) == []
    more = suggested(*taken, person("ccc", "Principal"), person("dddd", "Teacher"))
    assert more == [("role-care", "dddd", 0), ("role-ic", "ccc", 2), ("role-care", "a", 1)]


def test_roles_the_school_does_not_open_and_roles_filled_on_the_day_are_left_out() -> None:
    closed = RoleSetting(id="role-care", opens_at="never")
    assert suggested(person("a", "Teacher"), closed) == []
    on_the_day = pack_of([dataclasses.replace(CARE, needs_primary=False)])
    assert suggest_assignments(plan_of(person("a", "Teacher")), on_the_day, AS_OF) == ()


def test_nobody_stands_in_for_more_than_four_roles() -> None:
    roles = [role(f"role-{number}", held_by=("Teacher",), min_alternates=1, rank="lvl-odd") for number in range(6)]
    pack = pack_of(roles)
    staff = [person("a" * number, "Teacher") for number in range(1, 8)]
    busy = [Assignment(id=f"x{number}", role=f"role-{number}", person="a", order=0) for number in range(6)]
    found = suggest_assignments(plan_of(staff[0], staff[1], *busy), pack, AS_OF)
    assert Counter(one.person for one in found) == {"aa": 4}
