"""What-if: who steps up, what is uncovered, which annexes are affected and what closes it, against plain references."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import ChannelKind, GraphNode, Pack, Section
from eopbuilder.domain.hours import Moment, read_hours
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Assignment, Channel, Person, ProtectiveAction, Provider
from eopbuilder.domain.reference_lists import ActionKind
from eopbuilder.rolegraph import outcome_text
from eopbuilder.rolegraph.annex_needs import title_of
from eopbuilder.rolegraph.case import Case, lost_key, suppose, systems
from eopbuilder.rolegraph.fixes import smallest_fixes
from eopbuilder.rolegraph.structure import structure_at
from eopbuilder.rolegraph.whatif import Outcome, what_if
from tests.rolegraph.small import (
    AS_OF,
    COMMAND,
    LEVELS,
    annex,
    pack_of,
    person,
    plan_of,
    relation,
    role,
    with_annexes,
)

ROLES = ("role-ic", "role-a", "role-b", "role-c", "role-d")
HOURS_OF = {"Ann": None, "Ben": "Mon-Fri", "Cat": "Tue 17:00-21:00", "Dan": "Mon, Wed", "Eve": "M-F 7-3"}
PEOPLE = tuple(person(f"{name} Day", work_days=days) for name, days in HOURS_OF.items())
IDS = tuple(one.id for one in PEOPLE)
HOURS = (None, Moment(1, 18 * 60 + 30), Moment(0, 9 * 60), Moment(5, 600))


PARTNER = GraphNode("partner", "Police", "partner", "agency-police-or-fire-with-contact", "The police.")
POLICE = Agency(id="police", name="Town Police", kind="police", phone="+15055550100")


@st.composite
def packs(draw: st.DrawFn) -> Pack:
    roles = [COMMAND]
    for place, name in enumerate(ROLES[1:], start=1):
        opens = draw(st.sampled_from((1, 2, 3)))
        roles.append(role(name, draw(st.sampled_from(ROLES[:place])), opens, needs_primary=draw(st.booleans())))
    ends = st.sampled_from((*ROLES, "partner"))
    pairs = draw(st.lists(st.tuples(st.sampled_from(ROLES), ends), max_size=6))
    relations = [relation("needs", one, other) for one, other in dict.fromkeys(pairs) if one != other]
    some = st.sampled_from(ROLES)
    annexes = (annex(name, draw(some), draw(some)) for name in ("fa-one", "fa-two"))
    return with_annexes(pack_of(roles, relations, (PARTNER,)), *annexes)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    holders = {one: draw(st.lists(st.sampled_from(PEOPLE), max_size=3, unique=True)) for one in ROLES}
    return plan_of(holders, records=(*PEOPLE, *((POLICE,) if draw(st.booleans()) else ())))


cases = st.builds(
    Case,
    st.sampled_from((1, 2, 3)),
    st.frozensets(st.sampled_from(IDS), max_size=4),
    st.sampled_from(HOURS),
    st.frozensets(st.sampled_from(("partner", "agency:police", "channel:nothing")), max_size=2),
)


def is_there(one: Person, case: Case) -> bool:
    """Whether somebody is on site, told from the rule in words."""
    if one.id in case.absent:
        return False
    if case.at is None:
        return True
    hours = read_hours(one.work_days)
    days = hours.days if hours else frozenset(range(5))
    start, end = (hours.start, hours.end) if hours and hours.start is not None else (7 * 60, 16 * 60)
    return case.at.day in days and start is not None and end is not None and start <= case.at.minute < end


def chain(plan: Plan, role_id: str) -> list[Person]:
    rows = sorted((row for row in plan.assignments if row.role == role_id), key=lambda row: row.order or 0)
    return [one for row in rows for one in PEOPLE if one.id == row.person]


def answering(plan: Plan, pack: Pack, level: int, role_id: str) -> str | None:
    """The role itself, or the first open one up the line."""
    here: str | None = role_id
    while here is not None and pack.roles[here].opens_at > level:
        here = pack.roles[here].reports_to
    return here


def missing(plan: Plan, pack: Pack, case: Case) -> set[str]:
    """Open roles nobody is there for, and the partner if it cannot come: every role judged by itself."""
    found = {
        one.id
        for one in pack.roles.values()
        if one.opens_at <= case.level and one.needs_primary and not any(is_there(p, case) for p in chain(plan, one.id))
    }
    no_partner = not plan.agencies or case.lost & {"partner", "agency:police"}
    return found | ({"partner"} if no_partner else set())


def hangs_on(plan: Plan, pack: Pack, case: Case, section: Section) -> set[str]:
    """Everything an annex hangs on, found by trying every relation until nothing is added."""
    reached = {
        "role-ic",
        *(answering(plan, pack, case.level, one) for one in (section.owner, section.goals[0].courses[0].owner)),
    }
    broken = missing(plan, pack, case)
    before: set[str | None] = set()
    while before != reached:
        before = set(reached)
        for one in pack.relations:
            if one.source in reached and one.source not in broken:
                reached.add(one.target if one.target == "partner" else answering(plan, pack, case.level, one.target))
    return {one for one in reached if one is not None}


@given(packs(), plans(), cases)
def test_what_if_says_what_a_plain_reference_says(pack: Pack, plan: Plan, case: Case) -> None:
    outcome = what_if(plan, pack, AS_OF, case)
    broken = missing(plan, pack, case)
    assert set(outcome.uncovered) == broken - {"partner"}
    for one in outcome.steps_up:
        names = [person.id for person in chain(plan, one.role)]
        there = [person.id for person in chain(plan, one.role) if is_there(person, case)]
        assert one.to == there[0]
        assert one.to not in case.absent
        assert one.before == (
            "" if not any(r.role == one.role and r.order == 0 for r in plan.assignments) else names[0]
        )
    for section in pack.sections[1:]:
        paths = next((one.paths for one in outcome.annexes_affected if one.annex == section.id), ())
        assert {path[-1].node for path in paths} == hangs_on(plan, pack, case, section) & broken
        assert all(path[0].node == section.id for path in paths)


@given(packs(), plans(), cases, st.sampled_from(ROLES), st.sampled_from(IDS))
def test_one_more_alternate_never_makes_things_worse(
    pack: Pack, plan: Plan, case: Case, role_id: str, who: str
) -> None:
    more = Assignment(id="more", role=role_id, person=who, order=9, position=99)
    before = what_if(plan, pack, AS_OF, case)
    after = what_if(plan.with_list("assignments", (*plan.assignments, more)), pack, AS_OF, case)
    assert set(after.uncovered) <= set(before.uncovered)
    assert {one.annex for one in after.annexes_affected} <= {one.annex for one in before.annexes_affected}
    assert {one.annex for one in after.annexes_affected if one.stops} <= {
        one.annex for one in before.annexes_affected if one.stops
    }
    reached = {path[-1].node for one in before.annexes_affected for path in one.paths}
    if role_id not in reached:
        assert {path[-1].node for one in after.annexes_affected for path in one.paths} <= reached


@given(packs(), plans(), cases)
def test_reasons_are_enough_and_none_is_too_many(pack: Pack, plan: Plan, case: Case) -> None:
    outcome = what_if(plan, pack, AS_OF, case)
    for node in missing(plan, pack, case) & (set(outcome.uncovered) | {"partner"}):
        reasons = outcome.reasons(node)
        if outcome.was_so_before(node):
            assert reasons == ()
            continue
        assert node in missing(plan, pack, case.only(reasons))
        for one in reasons:
            assert node not in missing(plan, pack, case.only(set(reasons) - {one}))


@given(packs(), plans(), cases)
def test_the_fixes_close_everything_and_none_can_be_left_out(pack: Pack, plan: Plan, case: Case) -> None:
    outcome = what_if(plan, pack, AS_OF, case)
    fixes = smallest_fixes(outcome)
    nodes = [fix.node for fix in fixes]
    reached = {path[-1].node for one in outcome.annexes_affected for path in one.paths}
    assert len(set(nodes)) == len(nodes)
    assert set(nodes) >= set(outcome.uncovered) | reached
    helper = Person(id="helper", given_name="Hal")
    for left_out in (None, *nodes):
        people, rows = [*plan.people, helper], list(plan.assignments)
        rows += [
            Assignment(id=f"new-{one}", role=one, person="helper", order=9)
            for one in nodes
            if one in pack.roles and one != left_out
        ]
        free = case if "partner" not in nodes or left_out == "partner" else dataclasses.replace(case, lost=frozenset())
        agencies = plan.agencies if free is case else (POLICE,)
        mended = plan.with_list("people", people).with_list("assignments", rows).with_list("agencies", agencies)
        # Hal has no hours entered, so the case is judged without an hour for him alone.
        at = dataclasses.replace(helper, work_days="Mon-Sun 0:00-23:59")
        mended = mended.with_list("people", [*plan.people, at])
        left = what_if(mended, pack, AS_OF, free)
        still = set(left.uncovered) | {path[-1].node for one in left.annexes_affected for path in one.paths}
        assert (still == set()) if left_out is None else (left_out in still)


# What hangs on facts -------------------------------------------------------------------------------------------------


def school(**lists: Any) -> tuple[Plan, Pack]:
    """A school with a speaker and a text service, which a protective action is announced by."""
    ann, ben = person("Ann Day"), person("Ben Lee")
    channels = [
        Channel(id="pa", name="Speakers", kind="ch-pa"),
        Channel(id="text", name="Text service", kind="ch-text", operators=(ann.id,), position=1),
    ]
    action = ProtectiveAction(
        id="hold", action="pa-hold", anyone=False, ordered_by=("role-ic",), channels=("pa", "text")
    )
    plan = plan_of({"role-ic": [ann, ben]}, records=[*channels, action, *lists.get("records", ())])
    pack = with_annexes(pack_of([COMMAND]), annex("fa-lockdown", "role-ic", "role-ic"))
    kinds = {
        name: ChannelKind(name, name, "", "", "", (group,))
        for name, group in (("ch-pa", "power"), ("ch-text", "phone"))
    }
    actions = {"pa-hold": ActionKind("pa-hold", "Hold", "", "", "", "fa-lockdown", "")}
    return plan, dataclasses.replace(pack, channels=kinds, actions=actions)


def lines(outcome: Outcome) -> list[str]:
    return [line.text for group in outcome_text.annex_groups(outcome) for line in group.lines]


def test_channels_fail_with_what_they_hang_on() -> None:
    plan, pack = school()
    assert {key: [one.id for one in found] for key, found in systems(plan, pack).items()} == {
        "system:phone": ["text"],
        "system:power": ["pa"],
    }
    assert [one.id for one in suppose(plan, pack, Case(lost=frozenset({"system:power"}))).channels] == ["text"]


def test_an_action_nobody_can_announce_is_told_with_its_reasons() -> None:
    plan, pack = school()
    one_left = what_if(plan, pack, AS_OF, Case(lost=frozenset({"system:power"})))
    assert not one_left.annexes_affected
    assert not outcome_text.changes_anything(one_left)
    assert smallest_fixes(one_left) == ()
    case = Case(absent=frozenset({"p-ann-day"}), lost=frozenset({"system:power"}))
    outcome = what_if(plan, pack, AS_OF, case)
    (affected,) = outcome.annexes_affected
    assert affected.stops
    assert outcome.reasons("action:hold") == ("person:p-ann-day", "system:power")
    assert lines(outcome) == [
        "It sets out “Hold”, which is not ready because Ann Day is away and everything on “power” fails"
    ]
    assert [line.text for line in outcome_text.steps_up_lines(outcome)] == [
        "Ben Lee acts as Incident Commander in place of Ann Day"
    ]
    assert [fix.text for fix in smallest_fixes(outcome)] == [
        "Let one more role, or any staff member, order “Hold”, and give it one more channel"
    ]


def test_a_lost_site_provider_or_partner_is_called_by_its_name() -> None:
    provider = Provider(id="aid", name="County Crisis Team")
    plan, pack = school(records=[provider, POLICE])
    scope = what_if(plan, pack, AS_OF, Case()).as_it_stands.scope
    nodes = ("provider:aid", "agency:police", "fa-lockdown", "action:hold", "nowhere")
    called = ["County Crisis Team", "Town Police", "Fa-Lockdown", "Hold", "nowhere"]
    assert [title_of(scope, one) for one in nodes] == called
    gone = suppose(plan, pack, Case(lost=frozenset({lost_key(provider), lost_key(POLICE)})))
    assert not gone.providers
    assert not gone.agencies


def test_one_person_who_would_be_needed_twice_is_told_except_in_a_minor_incident() -> None:
    ann, ben = person("Ann Day"), person("Ben Lee")
    plan = plan_of({"role-ic": [ann, ben], "role-a": [ben]})
    pack = pack_of([COMMAND, role("role-a")])
    away = frozenset({ann.id})
    assert what_if(plan, pack, AS_OF, Case(1, away)).stretched == ()
    (one,) = what_if(plan, pack, AS_OF, Case(3, away)).stretched
    assert (one.person, one.roles) == (ben.id, ("role-ic", "role-a"))
    assert what_if(plan, pack, AS_OF, Case(3)).stretched == ()
    assert what_if(plan, dataclasses.replace(pack, levels=LEVELS[:1]), AS_OF, Case(3, away)).stretched == ()


def test_uncovered_roles_say_what_became_of_everybody() -> None:
    ann, ben, cat = person("Ann Day"), person("Ben Lee", work_days="Mon 8-12"), person("Cat Poe", left=True)
    plan = plan_of({"role-ic": [ann, ben, cat]})
    pack = with_annexes(
        pack_of([COMMAND]), annex("fa-one", "role-ic", "role-ic"), annex("fa-two", "role-ic", "role-ic")
    )
    outcome = what_if(plan, pack, AS_OF, Case(absent=frozenset({ann.id}), at=Moment(1, 540)))
    (line,) = outcome_text.uncovered_lines(outcome)
    assert line.text == (
        "Incident Commander: Ann Day is away, Ben Lee is not on site at that hour and Cat Poe has left"
    )
    (group,) = outcome_text.annex_groups(outcome)
    assert group.heading == "Fa-One and Fa-Two cannot work"
    assert "1 person" not in outcome_text.assumption(outcome)
    assert outcome_text.assumption(outcome).startswith("Two people who hold roles have no hours entered")
    assert list(outcome_text.situation(outcome)) == [
        "Activation level: Level 3 major", "It is Tuesday 9:00", "Ann Day is away and cannot be reached",
    ]  # fmt: skip


def test_somebody_with_the_right_title_is_suggested_once() -> None:
    teacher = person("Tim Ray", job_title="Math Teacher")
    taught = person("Una Orr", job_title="Science Teacher", teaches_class=True)
    plan = plan_of(records=(teacher, taught))
    pack = pack_of([COMMAND, role("role-a"), role("role-b")])
    fixes = smallest_fixes(what_if(plan, pack, AS_OF, Case()))
    assert [fix.person for fix in fixes] == ["p-tim-ray", "", ""]
    assert all(fix.already for fix in fixes)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_closed_lead_is_answered_for_from_above(level: int) -> None:
    plan = plan_of({"role-ic": [person("Ann Day")]})
    pack = with_annexes(pack_of([COMMAND, role("role-a", opens=3)]), annex("fa-one", "role-a", "role-a"))
    outcome = what_if(plan, pack, AS_OF, Case(level))
    assert bool(outcome.annexes_affected) is (level == 3)
    assert ("role-a" in structure_at(plan, pack, level).active) is (level == 3)


def test_the_gaps_of_the_plan_are_counted() -> None:
    pack = with_annexes(pack_of([COMMAND]), annex("fa-one", "role-ic", "role-ic"))
    vacant = what_if(plan_of(), pack, AS_OF, Case())
    assert outcome_text.gaps_anyway(vacant) == (
        "The plan has gaps whatever happens: one open role has nobody, and one annex lacks somebody or something for it"
    )
    held = what_if(plan_of({"role-ic": [person("Ann Day")]}), pack, AS_OF, Case())
    assert outcome_text.gaps_anyway(held) == ""
    assert outcome_text.assumption(held) == ""
