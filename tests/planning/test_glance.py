"""A plan in a few figures counts whom it can count on."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Person, PlanInfo, RoleSetting, School
from eopbuilder.planning.facts_at_a_glance import plan_at_a_glance
from tests.rolegraph.small import COMMAND, pack_of, role

PACK = pack_of([COMMAND, role("role-ops"), role("role-log"), role("role-teacher", needs_primary=False)])
CHANGED = datetime(2026, 9, 1, 8, 30, tzinfo=UTC)
PLAN = Plan.of(
    PlanInfo(id="plan-1", title="Plan", school_year="2026-2027", pack="small", pack_edition="1", updated_at=CHANGED),
    School(id="school", name="Cedar Hollow"),
    [
        Person(id="ana", given_name="Ana"),
        Person(id="bo", given_name="Bo", end_date=date(2026, 9, 1)),
        Assignment(id="a", role="role-ic", person="ana", order=0),
        Assignment(id="b", role="role-ops", person="bo", order=0),
        Assignment(id="c", role="role-log", person="ana", order=1),
        RoleSetting(id="role-log", opens_at="2"),
    ],
)


def test_the_figures() -> None:
    assert plan_at_a_glance(PLAN, PACK, date(2026, 9, 1)) == {
        "id": "plan-1",
        "title": "Plan",
        "school": "Cedar Hollow",
        "school_year": "2026-2027",
        "pack": "small",
        "pack_edition": "1",
        "people": 2,
        "roles_total": 3,
        "roles_staffed": 2,
        "updated_at": "2026-09-01T08:30:00+00:00",
    }


def test_a_holder_who_left_and_a_role_not_used_do_not_count() -> None:
    assert plan_at_a_glance(PLAN, PACK, date(2026, 9, 2))["roles_staffed"] == 1
    without = PLAN.with_list("role_settings", [RoleSetting(id="role-log", opens_at="never")])
    assert plan_at_a_glance(without, PACK, date(2026, 9, 1))["roles_total"] == 2


def test_what_nobody_said_is_nothing() -> None:
    info = dataclasses.replace(PLAN.info, title=None, updated_at=None)
    glance = plan_at_a_glance(dataclasses.replace(PLAN, info=info), PACK, date(2026, 9, 1))
    assert (glance["title"], glance["updated_at"]) == (None, None)
