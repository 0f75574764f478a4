"""The rules of the whole plan: each speaks up about the plan that breaks it, by name, and is silent about the other."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from eopbuilder.domain.annexes import annex_goals
from eopbuilder.domain.catalogue import Hotline, Pack
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Agency,
    Agreement,
    Answer,
    Approval,
    Building,
    Channel,
    Copy,
    Course,
    Drill,
    DrillRule,
    Goal,
    Hazard,
    Improvement,
    Language,
    Message,
    Objective,
    Person,
    Record,
    SectionSetting,
    Site,
    TeamMember,
    Training,
)
from eopbuilder.domain.rules.annexes import check_annexes
from eopbuilder.domain.rules.channels import check_channels
from eopbuilder.domain.rules.drills import check_drills
from eopbuilder.domain.rules.mental_health import check_mental_health
from eopbuilder.domain.rules.messages import check_messages
from eopbuilder.domain.rules.plan_life import VOICES, check_plan_life
from eopbuilder.domain.rules.reunification import check_reunification
from tests.domain.plans import AS_OF, INFO, SCHOOL, sound_plan

LAST_YEAR = date(2025, 8, 1)
THIS_YEAR = date(2026, 8, 1)
SCORED: dict[str, Any] = {
    "included": True, "scale": "scale-rems", "probability": "2", "magnitude": "3", "warning": "4", "duration": "2",
    "priority": "medium",
}  # fmt: skip
FIRE = Hazard(id="fire", hazard="hz-fire", **SCORED)
ANNEX = "fa-evacuation"
LOCKDOWN_DRILL: dict[str, Any] = {
    "drill": "dr-lockdown", "held_on": THIS_YEAR, "announced": True,
    "told": ("staff", "students", "families", "police"), "students_present": True,
    "simulation": False, "age_fit": True, "access_plan": True, "opt_out": True,
    "helper_on_hand": True, "debriefed_on": THIS_YEAR,
}  # fmt: skip


def lockdown(drill_id: str = "d", **facts: Any) -> Drill:
    return Drill(id=drill_id, **{**LOCKDOWN_DRILL, **facts})


def answer(question: str, value: Any) -> Answer:
    return Answer(id=question, value=value)


def found(findings: Iterator[Finding], code: str) -> list[Finding]:
    return [one for one in findings if one.code == code]


def first_course(pack: Pack) -> str:
    return pack.section(ANNEX).goals[0].objectives[0].courses[0].id


def everything(plan: Plan, pack: Pack, as_of: date = AS_OF) -> Iterator[Finding]:
    yield from check_annexes(plan, pack)
    yield from check_channels(plan, pack, as_of)
    yield from check_drills(plan, pack, as_of)
    yield from check_mental_health(plan, pack, as_of)
    yield from check_messages(plan, pack)
    yield from check_plan_life(plan, pack, as_of)
    yield from check_reunification(plan, pack, as_of)


TEAM = TeamMember(id="t", name="Ana Field", group="team-school", speaks_for=VOICES, leads=True)
OPERATORS = [Person(id=f"op{n}", given_name=f"Op {n}", room=f"A{n}") for n in range(3)]
TEXTS = Channel(
    id="ch-text", name="Text message", kind="ch-sms", reaches=("deaf", "outdoors"), last_tested_on=THIS_YEAR,
    operators=("op0", "op1", "op2"),
)  # fmt: skip
MAIL = Channel(
    id="ch-mail", name="E-mail", kind="ch-email", reaches=("blind", "buses", "portables"), last_tested_on=THIS_YEAR
)
WHOLE: tuple[Record, ...] = (
    FIRE, TEAM, *OPERATORS, TEXTS, MAIL,
    Agency(id="firefighters", name="Station 2", kind="fire"), Agency(id="medics", name="County EMS", kind="ems"),
    Training(id="prepare", person="bo", course="PREPaRE WS2"),
    Agreement(id="help", kind="provider", provider="clinic", state="signed", signed_on=THIS_YEAR),
    answer("q-bp-next-review", "2027-06-01"), answer("q-bp-adopted-on", "2026-06-01"),
    answer("q-ics-9a", ("ana",)), answer("q-nt-11a", "Red binder"), answer("q-nt-11b", "2026-08-20"),
    answer("q-nt-4a", ("English", "Spanish")),
    answer("q-ru-10a", "2026-05-01"), answer("q-ru-10b", "2026-08-15"),
    answer("q-ru-12", ("sheriff", "firefighters", "medics")), answer("q-ru-13a", "Hold buses"),
    answer("q-ru-13e", "Site away from school"),
    answer("q-mh-3a", 2.0), answer("q-mh-3b", 1.0), answer("q-mh-3c", 2.0), answer("q-mh-1a", 7),
    answer("q-mh-4", "pfa-s"), answer("q-mh-5c", ("ana",)), answer("q-mh-6a", "A watch"), answer("q-mh-6b", "A watch"),
    answer("q-mh-7a", True), answer("q-mh-7f", "bo"), answer("q-mh-9a", "Relief"), answer("q-mh-10b", "Office"),
)  # fmt: skip
AFTERNOONS = dataclasses.replace(SCHOOL, other_hours="After-school program until 18:00")


def whole_plan(*put: Record, drop: tuple[str, ...] = (), **school: Any) -> Plan:
    records = {record.id: record for record in (*WHOLE, *put)}
    return sound_plan(put=records.values(), drop=drop, school=dataclasses.replace(AFTERNOONS, **school))


def test_the_whole_plan_breaks_no_rule(pack: Pack) -> None:
    assert [(one.code, one.message) for one in everything(whole_plan(), pack)] == []


def course(pack: Pack, **facts: Any) -> Course:
    return Course(id=first_course(pack), **facts)


BREAKS: dict[str, tuple[str, Severity, tuple[Record, ...], tuple[str, ...], dict[str, Any], str]] = {
    "a part of the basic plan is left out": (
        "V-PL-02", Severity.ERROR, (SectionSetting(id="bp-purpose", left_out="Too long"),), (), {}, "Purpose",
    ),
    "no hazard at all": ("V-PL-09", Severity.ERROR, (), ("fire",), {}, "names no hazard"),
    "a hazard without a score": (
        "V-PL-09", Severity.ERROR, (dataclasses.replace(FIRE, magnitude=None),), (), {}, "Fire or explosion",
    ),
    "a score whose band nobody has looked at": (
        "V-PL-10", Severity.NOTE, (dataclasses.replace(FIRE, priority=None),), (), {}, "suggests medium priority",
    ),
    "another priority without a reason": (
        "V-PL-10", Severity.WARNING, (dataclasses.replace(FIRE, priority="high"),), (), {}, "suggests medium",
    ),
    "a hazard the state requires is left out": (
        "V-PL-11", Severity.ERROR,
        (Hazard(id="flood", hazard="hz-flood", included=False, mandated_by="state"),), (), {}, "the state requires it",
    ),
    "the annex of a required hazard is left out": (
        "V-PL-11", Severity.ERROR,
        (dataclasses.replace(FIRE, mandated_by="district"), SectionSetting(id="hz-fire", left_out="No")), (), {},
        "the district requires it",
    ),
    "a grave hazard of our own that nothing covers": (
        "V-PL-12", Severity.WARNING,
        (Hazard(id="own", name="Stadium crowd crush", override_reason="x", **{**SCORED, "priority": "high"}),), (), {},
        "Stadium crowd crush",
    ),
    "nobody on the team": ("V-PL-13", Severity.WARNING, (), ("t",), {}, "Nobody is entered"),
    "a voice is missing": (
        "V-PL-13", Severity.WARNING,
        (dataclasses.replace(TEAM, speaks_for=tuple(one for one in VOICES if one != "families")),), (), {}, "families",
    ),
    "no leader": ("V-PL-13", Severity.WARNING, (dataclasses.replace(TEAM, leads=None),), (), {}, "leader"),
    "the review is too far away": (
        "V-PL-14", Severity.WARNING, (answer("q-bp-next-review", "2027-10-01"),), (), {}, "October 1, 2027",
    ),
    "the review is overdue": (
        "V-PL-14", Severity.WARNING, (answer("q-bp-next-review", "2026-08-01"),), (), {}, "was due on August 1, 2026",
    ),
    "nothing was reviewed for two years": (
        "V-PL-15", Severity.ERROR, (answer("q-bp-adopted-on", "2024-08-12"),), (), {}, "more than 24 months",
    ),
    "only the school day": ("V-PL-17", Severity.WARNING, (), (), {"other_hours": None}, "school day only"),
    "nobody in charge after hours": ("V-PL-17", Severity.WARNING, (), ("q-ics-9a",), {}, "after hours"),
    "work past its date": (
        "V-PL-18", Severity.WARNING, (Improvement(id="i", issue="PA in portables", due_on=LAST_YEAR),), (), {},
        "PA in portables",
    ),
    "a drill rule nobody checked": (
        "V-PL-21", Severity.WARNING,
        (DrillRule(id="r", drill="dr-lockdown", times=2, period="year"),), (), {}, "checked yet",
    ),
    "two phones for one contact": (
        "V-PL-23", Severity.WARNING,
        (
            Agency(id="a1", name="Station 2", kind="fire", contact="Kim Oak", phone="+15055550001"),
            Site(id="chapel", name="Hall", reach="walking", rank="primary", capacity=900, contact="Kim Oak",
                 phone="+15055550002"),
        ), (), {}, "+15055550002",
    ),
    "a phone that differs from the staff list": (
        "V-PL-23", Severity.WARNING,
        (
            Person(id="cy", given_name="Cy", family_name="Wells", work_phone="+15055550003"),
            Agency(id="a1", name="Library", kind="other", contact="Cy Wells", phone="+15055550004"),
        ), (), {}, "another number in the staff list",
    ),
    "students and props": (
        "V-DR-01", Severity.ERROR, (lockdown(simulation=True),), (), {}, "students take part",
    ),
    "not announced": (
        "V-DR-02", Severity.ERROR, (lockdown(announced=False),), (), {}, "not announced",
    ),
    "families not told": (
        "V-DR-03", Severity.WARNING,
        (lockdown(told=("staff", "students", "police")),), (), {}, "families",
    ),
    "no counselor": (
        "V-DR-04", Severity.WARNING, (lockdown(helper_on_hand=None),), (), {}, "mental-health",
    ),
    "no thought of disability": (
        "V-DR-05", Severity.WARNING, (lockdown(access_plan=False),), (), {}, "not prepared",
    ),
    "nobody said how everyone takes part": (
        "V-DR-05", Severity.WARNING, (lockdown(access_plan=None),), (), {}, "nobody said",
    ),
    "no alternative": (
        "V-DR-06", Severity.WARNING, (lockdown(opt_out=False),), (), {}, "no alternative",
    ),
    "not fit to age": (
        "V-DR-07", Severity.WARNING, (lockdown(age_fit=None),), (), {}, "age",
    ),
    "not talked over": (
        "V-DR-09", Severity.WARNING, (lockdown(debriefed_on=None),), (), {}, "talked over",
    ),
    "police not told of the next one": (
        "V-DR-10", Severity.WARNING,
        (lockdown(held_on=None, planned_on=date(2026, 10, 1), told=("staff", "students", "families")),),
        (), {}, "police are not told",
    ),
    "police without a word": (
        "V-DR-10", Severity.WARNING, (lockdown(police_on_site=False),), (), {}, "explained",
    ),
    "always at the same time": (
        "V-DR-11", Severity.NOTE,
        tuple(lockdown(f"d{n}", time_of_day="10:20") for n in range(3)), (), {}, "always at 10:20",
    ),
    "straight to the large exercise": (
        "V-DR-12", Severity.WARNING,
        (Drill(id="d", drill="dr-full-scale", held_on=THIS_YEAR, debriefed_on=THIS_YEAR),), (), {}, "tabletop",
    ),
    "a message without its parts": (
        "V-MSG-01", Severity.ERROR, (Message(id="nt-lock-fam", text="Please be patient."),), (), {}, "does not say",
    ),
    "no time of the next message": (
        "V-MSG-02", Severity.WARNING,
        (Message(id="nt-lock-fam", text="{school}: LOCKDOWN at {time}. Do not come. Police on site."),), (), {},
        "next one",
    ),
    "a message too long": (
        "V-MSG-03", Severity.ERROR, (Message(id="own", text="Stay home. " * 20, channel="sms"),), (), {}, "too long",
    ),
    "letters that cut a text": (
        "V-MSG-04", Severity.WARNING, (Message(id="own", text="Vengan aquí", language="es"),), (), {}, "í",
    ),
    "a code word": ("V-MSG-05", Severity.WARNING,
        (Message(id="own", text="Code Red at school."),), (), {}, "code word"
    ),
    "capitals only": (
        "V-MSG-05", Severity.WARNING, (Message(id="own", text="STAY AWAY FROM THE SCHOOL NOW"),), (), {}, "capitals",
    ),
    "hard to read": (
        "V-MSG-06", Severity.WARNING,
        (Message(id="own", channel="email",
                 text="Institutional administration necessitates immediate precautionary evacuation of all individuals "
                      "currently occupying educational facilities pending investigation."),), (), {}, "grade",
    ),
    "a language nobody wrote": (
        "V-MSG-07", Severity.WARNING, (answer("q-nt-4a", ("English", "Navajo")),), (), {}, "Navajo",
    ),
    "room for a name": (
        "V-MSG-08", Severity.ERROR, (Message(id="own", text="{student} is safe."),), (), {}, "person’s name",
    ),
    "do not panic": ("V-MSG-09", Severity.WARNING, (Message(id="own", text="Do not panic."),), (), {}, "panic"),
    "too few senders": (
        "V-CH-04", Severity.WARNING,
        (dataclasses.replace(TEXTS, operators=("op0", "op1")),), (), {}, "2 trained senders",
    ),
    "all senders in one room": (
        "V-CH-04", Severity.WARNING,
        tuple(dataclasses.replace(one, room="A1") for one in OPERATORS), (), {}, "same room",
    ),
    "no printed list": ("V-CH-05", Severity.WARNING, (), ("q-nt-11a",), {}, "contact list"),
    "an old printed list": (
        "V-CH-05", Severity.WARNING, (answer("q-nt-11b", "2025-01-01"),), (), {}, "January 1, 2025",
    ),
    "rooms without a phone": (
        "V-CH-06", Severity.NOTE, (Building(id="p", name="Portables", reached_by_phone=False),), (), {}, "Portables",
    ),
    "a channel never tested": (
        "V-CH-07", Severity.WARNING,
        (dataclasses.replace(TEXTS, last_tested_on=None),), (), {}, "No test of Text message",
    ),
    "a test too old": (
        "V-CH-07", Severity.WARNING, (dataclasses.replace(TEXTS, last_tested_on=LAST_YEAR),), (), {}, "August 1, 2025",
    ),
    "an interpreter is missing": (
        "V-RU-10", Severity.WARNING, (Language(id="l", name="Spanish", share=31.0),), (), {}, "Spanish",
    ),
    "practiced long ago": (
        "V-RU-11", Severity.WARNING, (answer("q-ru-10a", "2025-05-01"),), (), {}, "May 1, 2025",
    ),
    "never practiced": ("V-RU-11", Severity.WARNING, (), ("q-ru-10a",), {}, "never been practiced"),
    "fire has not agreed": (
        "V-RU-12", Severity.WARNING, (answer("q-ru-12", ("sheriff", "medics")),), (), {}, "fire",
    ),
    "no bus place known": ("V-RU-13", Severity.ERROR, (), (), {"wheelchair_users": 4}, "no bus place"),
    "too few bus places": (
        "V-RU-13", Severity.WARNING, (answer("q-ru-5b", 2),), (), {"wheelchair_users": 4}, "2 places",
    ),
    "nothing on the time of day": ("V-RU-14", Severity.WARNING, (), ("q-ru-13a",), {}, "time of day"),
    "families told long ago": (
        "V-RU-15", Severity.WARNING, (answer("q-ru-10b", "2025-01-01"),), (), {}, "January 1, 2025",
    ),
    "families never told": ("V-RU-15", Severity.WARNING, (), ("q-ru-10b",), {}, "were not told"),
    "an agreement not confirmed": (
        "V-MH-03", Severity.WARNING,
        (Agreement(id="help", kind="provider", provider="clinic", state="signed", signed_on=LAST_YEAR),), (), {},
        "August 1, 2025",
    ),
    "too few counselors": ("V-MH-04", Severity.WARNING, (answer("q-mh-3a", 1.0),), (), {}, "one for 250"),
    "nobody trained": ("V-MH-05", Severity.WARNING, (), ("prepare",), {}, "PREPaRE"),
    "nobody tells other schools": ("V-MH-06", Severity.ERROR, (), ("q-mh-5c",), {}, "other schools"),
    "the steps after a suicide are left out": (
        "V-MH-06", Severity.ERROR, (SectionSetting(id="fa-mental-health-loss", left_out="x"),), (), {}, "left out",
    ),
    "one trigger is missing": ("V-MH-07", Severity.ERROR, (), ("q-mh-6b",), {}, "elsewhere"),
    "no memorial policy": ("V-MH-08", Severity.WARNING, (answer("q-mh-7a", False),), (), {}, "memorial"),
    "a tiny crisis team": ("V-MH-09", Severity.WARNING, (answer("q-mh-1a", 3),), (), {}, "3 people"),
    "stress debriefing": ("V-MH-10", Severity.WARNING, (answer("q-mh-4", "cisd"),), (), {}, "debriefing"),
    "staff care": ("V-MH-12", Severity.WARNING, (), ("q-mh-9a",), {}, "cared for"),
    "no log": ("V-MH-13", Severity.WARNING, (), ("q-mh-10b",), {}, "logged"),
    "nobody speaks it": (
        "V-MH-14", Severity.WARNING, (Language(id="l", name="Navajo", share=9.0),), (), {}, "Navajo",
    ),
    "no anniversaries": ("V-MH-15", Severity.WARNING, (), ("q-mh-7f",), {}, "anniversaries"),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS)
def test_a_broken_rule_is_told_by_name(pack: Pack, case: str) -> None:
    code, severity, put, drop, school, words = BREAKS[case]
    findings = found(everything(whole_plan(*put, drop=drop, **school), pack), code)
    assert findings, case
    assert any(words in one.message for one in findings), [one.message for one in findings]
    assert findings[0].severity is severity
    for one in findings:
        assert one.remedy
        assert not one.message.endswith(".")
        if one.where.step:
            pack.step(one.where.step)


def test_goals_objectives_and_courses_are_missed_when_a_team_drops_them(pack: Pack) -> None:
    goal = pack.section(ANNEX).goals[0]
    dropped = [Objective(id=one.id, dropped=True) for one in goal.objectives]
    assert "has no objective" in found(check_annexes(whole_plan(*dropped), pack), "V-PL-04")[0].message
    alone = [Course(id=one.id, dropped=True) for one in goal.objectives[0].courses]
    assert "No course of action" in found(check_annexes(whole_plan(*alone), pack), "V-PL-04")[0].message


def test_a_course_needs_an_owner_a_time_and_an_order(pack: Pack) -> None:
    nobody = whole_plan(Course(id="own", section=ANNEX, objective=pack.section(ANNEX).goals[0].objectives[0].id))
    assert found(check_annexes(nobody, pack), "V-PL-05")
    assert (
        "when it starts, how long it takes and what it needs"
        in found(check_annexes(nobody, pack), "V-PL-06")[0].message
    )
    slow = whole_plan(course(pack, minutes=90, available=30))
    assert "takes 90 minutes" in found(check_annexes(slow, pack), "V-PL-08")[0].message
    courses = pack.section(ANNEX).goals[0].objectives[0].courses
    ring = whole_plan(
        Course(id=courses[0].id, after=(courses[1].id,)), Course(id=courses[1].id, after=(courses[0].id,))
    )
    assert "wait for each other" in found(check_annexes(ring, pack), "V-PL-07")[0].message


def test_an_annex_without_a_step_for_access_is_told(pack: Pack) -> None:
    section = pack.section(ANNEX)
    gone = [
        Course(id=one.id, not_applicable={"access": "None here"})
        for goal in section.goals
        for one in goal.courses
        if one.access
    ]
    assert found(check_annexes(whole_plan(*gone), pack), "V-PL-16")
    assert not any(one.access for goal in annex_goals(whole_plan(*gone), pack, section) for one in goal.courses)


def test_a_goal_of_the_teams_own_stands_where_the_pack_has_none(pack: Pack) -> None:
    section = dataclasses.replace(pack.section("bp-purpose"), goals=pack.section(ANNEX).goals[:1])
    own = Goal(id="g", section="bp-purpose", phase="after", text="All is well")
    goals = annex_goals(whole_plan(own), pack, section)
    assert [goal.phase for goal in goals] == ["before", "after"]
    assert goals[1].text == "All is well"
    two = dataclasses.replace(pack, sections=(*(one for one in pack.sections if one.id != "bp-purpose"), section))
    assert "no goal for during and after" in found(check_annexes(whole_plan(), two), "V-PL-03")[0].message


def test_an_approved_plan_is_held_to_more(pack: Pack) -> None:
    approved = dataclasses.replace(INFO, status="approved")

    def codes(*put: Record, title: str | None = INFO.title) -> set[str]:
        plan = dataclasses.replace(whole_plan(*put), info=dataclasses.replace(approved, title=title))
        return {one.code for one in check_plan_life(plan, pack, AS_OF)}

    signed = Approval(id="s", name="Ana Field", title="Principal", capacity="adopts", signed_on=THIS_YEAR)
    copies = [
        Copy(id=f"c{kind}", recipient=kind, kind=kind, edition="full", delivered_on=THIS_YEAR)
        for kind in ("police", "fire", "ems", "district")
    ]
    assert codes() == {"V-PL-01", "V-PL-20"}
    assert codes(signed, *copies) == set()
    assert codes(signed, *copies, title=None) == {"V-PL-01"}
    assert codes(signed, *copies[1:]) == {"V-PL-20"}
    thin = dataclasses.replace(copies[0], edition="public")
    assert codes(signed, thin, *copies[1:]) == {"V-PL-20"}, "the police need more than the public edition"


def test_help_lines_and_sources_grow_old(pack: Pack) -> None:
    later = date(2028, 1, 1)
    assert found(check_mental_health(whole_plan(), pack, later), "V-MH-11")
    assert any("sources" in one.message for one in found(check_plan_life(whole_plan(), pack, later), "V-PL-21"))
    without = dataclasses.replace(pack, hotlines=(Hotline("hl-x", "X", "Call", "2026-11-21"),))
    assert "988" in found(check_mental_health(whole_plan(), without, AS_OF), "V-MH-11")[0].message


def test_a_drill_of_the_annex_counts_as_practice(pack: Pack) -> None:
    drill = next(one for one in pack.drills.values() if "fa-reunification" in one.practices)
    held = Drill(id="d", drill=drill.id, held_on=THIS_YEAR, debriefed_on=THIS_YEAR)
    assert not found(check_reunification(whole_plan(held, drop=("q-ru-10a",)), pack, AS_OF), "V-RU-11")


def test_a_large_lockdown_exercise_wants_a_plain_drill_first(pack: Pack) -> None:
    kind = dataclasses.replace(pack.drills["dr-full-scale"], practices=("fa-lockdown",))
    staged = dataclasses.replace(pack, drills={**pack.drills, "dr-full-scale": kind})
    big = Drill(id="d", drill="dr-full-scale", held_on=THIS_YEAR, debriefed_on=THIS_YEAR, announced=True)
    assert found(check_drills(whole_plan(big), staged, AS_OF), "V-DR-08")
    plain = Drill(id="e", **LOCKDOWN_DRILL)
    assert not found(check_drills(whole_plan(big, plain), staged, AS_OF), "V-DR-08")
