"""Cover by day and hour: who is on site for a role, told from the days and hours people work."""

from __future__ import annotations

import dataclasses

import pytest

from eopbuilder.domain.plan import Plan
from eopbuilder.rolegraph.analysis import check_roles
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of


def school(*work_days: str | None, school_day: str | None = "8:05 a.m. to 2:50 p.m.") -> Plan:
    """A school whose command role is held by one person for each of these working times."""
    people = [person(f"P{number} Day", work_days=days) for number, days in enumerate(work_days)]
    plan = plan_of({"role-ic": people})
    return dataclasses.replace(plan, school=dataclasses.replace(plan.school, school_day=school_day))


def told(plan: Plan) -> list[str]:
    found = (one for one in check_roles(plan, pack_of([COMMAND]), AS_OF) if one.code == "V-ICS-11")
    return [one.message.removeprefix("Nobody on site for Incident Commander ") for one in found]


@pytest.mark.parametrize(
    ("work_days", "messages"),
    [
        (("M-F",), []),
        (("M-F 7:00-15:30",), []),
        (("M-F 7:00-12:00", "M-F 11:30-16:00"), []),
        (("Mon-Wed 7-4", "Thu, Fri 7-4"), []),
        ((None, "M-F 12-4"), []),
        (("T,Th",), ["on Monday, Wednesday and Friday"]),
        (("M-F 2:30p-11p",), ["during the school day from 8:05 to 14:30"]),
        (("M-F 7:00-10:00", "M-F 12:00-14:00"), ["during the school day from 10:00 to 12:00 and from 14:00 to 14:50"]),
        (
            ("Mon-Thu 7-4", "Fri 10-4"),
            ["during the school day from 8:05 to 10:00 on Friday"],
        ),
        (("M-F 16:00-20:00",), ["during the school day from 8:05 to 14:50"]),
    ],
)
def test_days_and_hours_without_anybody_are_told(work_days: tuple[str | None, ...], messages: list[str]) -> None:
    assert told(school(*work_days)) == messages


@pytest.mark.parametrize("school_day", [None, "all day"])
def test_hours_are_not_judged_while_the_school_day_is_not_known(school_day: str | None) -> None:
    assert told(school("M-F 2:30p-11p", school_day=school_day)) == []
