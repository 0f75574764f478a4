"""Every field has a level of disclosure, written down here, so that no new field comes without one."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.editions import LEFT_OUT_BY_THE_TEAM, plan_for_edition
from eopbuilder.domain.facts import UNKNOWN, WITHHELD, Known
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    RECORD_TYPES,
    Answer,
    Course,
    Goal,
    Objective,
    Person,
    PlanInfo,
    Record,
    School,
    SectionSetting,
    field_specs,
)
from eopbuilder.packs import load_pack

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
LEVELS: dict[str, dict[int, str]] = {
    "plan": {
        0: "title school_year status revision",
    },
    "school": {
        0: "name short_name district grades address city state postal_code phone website logo enrollment "
        "staff_count school_day",
        1: "other_hours iep_students wheelchair_users deaf_or_hard_of_hearing blind_or_low_vision emergency_medication",
    },
    "languages": {
        0: "name share",
    },
    "buildings": {
        0: "name",
        1: "description aed bleeding_kit",
        2: "locks_from_inside reached_by_pa reached_by_phone water_shutoff gas_shutoff electric_shutoff",
    },
    "people": {
        1: "given_name family_name job_title department room work_phone email teaches_class sworn fte languages left",
        2: "mobile_phone home_phone work_days",
        3: "start_date end_date",
        4: "employee_id",
    },
    "trainings": {
        1: "person course completed_on expires_on",
    },
    "role_settings": {
        0: "opens_at reports_to",
    },
    "own_roles": {
        0: "name reports_to opens_at rank named_beforehand min_alternates",
        1: "duties",
    },
    "own_links": {
        2: "source kind target why phase",
    },
    "assignments": {
        1: "role person order",
    },
    "agencies": {
        0: "name kind",
        1: "contact phone joins_command",
        2: "alternate_contact radio response_minutes saw_plan_on notes",
    },
    "sites": {
        1: "name reach rank address distance_miles capacity accessible",
        2: "contact phone after_hours_access route separate_entrances private_rooms notes",
    },
    "zones": {
        1: "site zone place supervisor capacity",
        2: "entrance exit visible_from",
    },
    "providers": {
        1: "name kind services languages",
        2: "contact phone response_hours",
    },
    "agreements": {
        2: "kind partner site provider state signed_on valid_until verified_on",
        3: "covers",
    },
    "channels": {
        1: "name kind operators reaches last_tested_on",
        2: "outside_senders gaps notes",
    },
    "audiences": {
        1: "audience primary alternate contingency emergency approver",
    },
    "messages": {
        1: "title phase audience channel language text",
    },
    "actions": {
        0: "action says anyone",
        1: "ordered_by after_hours channels ended_by",
    },
    "delegations": {
        1: "authority people outside starts_when ends_when legal_basis may_pass_on signed_on",
        2: "details limits",
    },
    "essential_functions": {
        1: "name restore_hours lead backup how",
        2: "needs",
    },
    "team": {
        1: "person name organization group speaks_for takes_part leads duty",
        2: "phone email signed_on",
    },
    "meetings": {
        2: "held_on purpose attended",
        3: "decisions",
    },
    "assessments": {
        2: "kind done_on lead took_part findings next_due",
    },
    "hazards": {
        1: "hazard name included mandated_by covered_by",
        2: "decision_reason local_facts scale probability magnitude warning duration extent priority "
        "override_reason scored_on cascading",
    },
    "section_settings": {
        0: "own_text lead",
        1: "left_out reviewed_on",
    },
    "goals": {
        0: "section phase text",
    },
    "objectives": {
        0: "section phase text dropped",
    },
    "courses": {
        0: "section objective action owner trigger minutes available resources access after see dropped",
    },
    "drill_rules": {
        0: "drill times period deadline citation verified_on",
    },
    "drills": {
        1: "drill planned_on held_on time_of_day led_by announced told students_present simulation "
        "age_fit access_plan opt_out helper_on_hand police_on_site partners",
        2: "minutes people all_counted debriefed_on findings",
    },
    "improvements": {
        2: "issue action element section owner due_on done_on drill",
    },
    "approvals": {
        1: "name title organization capacity signed_on",
    },
    "distribution": {
        2: "recipient agency kind edition revision copies delivered_on",
    },
    "changes": {
        2: "number made_on made_by summary",
    },
    "scenarios": {
        3: "name story level day time absent lost_sites lost_channels lost_systems lost_providers lost_agencies",
    },
    "pictures": {
        1: "title kind image building site description source as_of north scale",
    },
    "markers": {
        1: "picture kind x y name note",
    },
    "answers": {},
}
"""Table to level to the fields of that level, in the order of their declaration."""


def levels() -> dict[str, dict[int, str]]:
    """The fields of each table by level, in the order of their declaration."""
    found: dict[str, dict[int, str]] = {}
    for table, kind in RECORD_TYPES.items():
        by_level: dict[int, list[str]] = {}
        for spec in field_specs(kind):
            by_level.setdefault(int(spec.disclosure), []).append(spec.name)
        found[table] = {level: " ".join(names) for level, names in sorted(by_level.items())}
    return found


def test_every_field_has_the_level_written_down_here() -> None:
    assert levels() == LEVELS


def test_a_field_is_never_shown_where_its_record_is_not() -> None:
    for kind in RECORD_TYPES.values():
        for spec in field_specs(kind):
            assert spec.disclosure >= kind.DISCLOSURE or kind is Answer, (kind.TABLE, spec.name)


def test_what_points_at_a_record_is_never_shown_where_the_record_is_not() -> None:
    specs = [(f"{kind.TABLE}.{spec.name}", spec) for kind in RECORD_TYPES.values() for spec in field_specs(kind)]
    specs.extend((question.id, question.spec) for question in PACK.questions.values())
    for name, spec in specs:
        if spec.refers_to in RECORD_TYPES:
            assert spec.disclosure >= RECORD_TYPES[spec.refers_to].DISCLOSURE, name


def test_a_record_type_that_states_no_level_is_for_the_planning_team() -> None:
    assert Record.DISCLOSURE is Disclosure.FULL


OPENED = {"q-ru-4e", "q-ru-9a", "q-ru-10e", "q-mh-tipline-contact", "q-nt-4a"}
"""Answers families are told although the annex that asks for them is for staff."""


def test_a_question_is_as_open_as_its_section_unless_families_are_told() -> None:
    for section in PACK.sections:
        for question in section.questions:
            if question.id in OPENED:
                assert question.spec.disclosure is Disclosure.PUBLIC
            else:
                assert question.spec.disclosure >= section.disclosure, question.id


@pytest.mark.parametrize(
    ("question", "level"),
    [
        ("q-ics-6a", 2), ("q-nt-6a", 2), ("q-nt-6b", 2), ("q-03-3", 2), ("q-mh-tipline-owner", 2), ("q-06-4b", 3),
        ("q-mh-tipline-hours", 2), ("q-mh-4a", 3), ("q-lk-3", 2), ("q-sip-4", 2), ("q-co-10", 2), ("q-se-6", 2),
        ("q-bp-spending-limit", 2), ("q-mh-btam-after-hours", 2), ("q-bp-covers", 1), ("q-bp-adopted-by", 0),
    ],
)  # fmt: skip
def test_questions_on_weak_points_are_restricted(question: str, level: int) -> None:
    assert PACK.questions[question].spec.disclosure == level


def test_an_edition_shows_what_is_up_to_its_level() -> None:
    shown = {edition: [level for level in Disclosure if edition.shows(level)] for edition in Edition}
    assert [len(levels) for levels in shown.values()] == [4, 3, 2, 1]
    assert Disclosure.NEVER not in shown[Edition.FULL]
    assert len({edition.told for edition in Edition}) == len({edition.label for edition in Edition}) == len(Edition)


INFO, SCHOOL = PlanInfo(id="plan", title="Plan"), School(id="school", name="Hill School", wheelchair_users=3)


def of(*records: Record, edition: Edition) -> Plan:
    return plan_for_edition(Plan.of(INFO, SCHOOL, records), PACK, edition, AS_OF)


def test_facts_above_the_level_are_gone_with_the_reasons_why_they_do_not_apply() -> None:
    person = Person(
        id="ana",
        given_name="Ana",
        home_phone="1",
        work_phone="2",
        employee_id="3",
        not_applicable={"mobile_phone": "has none", "email": "shares one"},
    )
    full = of(person, edition=Edition.FULL).people[0]
    assert (full.home_phone, full.employee_id) == ("1", None)
    staff = of(person, edition=Edition.STAFF).people[0]
    assert (staff.given_name, staff.home_phone, staff.work_phone) == ("Ana", None, "2")
    assert dict(staff.not_applicable) == {"email": "shares one"}
    public = of(person, edition=Edition.PUBLIC)
    assert public.people == ()
    assert (public.school.name, public.school.wheelchair_users) == ("Hill School", None)


def test_who_has_left_is_still_gone_when_the_last_day_is_not_told() -> None:
    staff = of(
        Person(id="a", end_date=date(2026, 6, 1)), Person(id="b", end_date=date(2027, 6, 1)), edition=Edition.STAFF
    )
    assert [(one.left, one.end_date) for one in staff.people] == [(True, None), (None, None)]


def test_a_section_the_team_left_out_stays_out_without_the_reason() -> None:
    public = of(SectionSetting(id="bp-scope", left_out="We moved"), edition=Edition.PUBLIC)
    setting = public.section_setting("bp-scope")
    assert setting is not None
    assert setting.left_out == LEFT_OUT_BY_THE_TEAM


def test_words_laid_over_a_section_are_shown_where_the_section_is() -> None:
    annex = PACK.section("fa-security")
    goal, objective = annex.goals[0], annex.goals[0].objectives[0]
    records = (
        SectionSetting(id=annex.id, own_text="Our words"),
        Goal(id=goal.id, text="Ours"),
        Objective(id="own-objective", section=annex.id, text="Ours"),
        Course(id="own-course", objective="own-objective", action="Ours"),
        Course(id=objective.courses[0].id, action="Ours"),
        Course(id="adrift", objective="gone", action="Whose?"),
    )
    shown = of(*records, edition=Edition.RESPONDER)
    assert {row.id for rows in shown.lists.values() for row in rows} == {row.id for row in records[:-1]}
    assert not any(of(*records, edition=Edition.STAFF).lists.values())


def test_an_answer_above_the_level_is_withheld_and_not_missing() -> None:
    place, ids = PACK.questions["q-ics-6a"], PACK.questions["q-ru-4e"]
    records = (
        Answer(id=place.id, value="Front office"),
        Answer(id=ids.id, value=("state",)),
        Answer(id="q-old", value=1),
    )
    staff = of(*records, edition=Edition.STAFF)
    assert staff.answer(place) == WITHHELD
    assert staff.answer(ids) == Known(("state",))
    assert {one.id for one in staff.answers} == {ids.id}
    assert of(edition=Edition.RESPONDER).answer(place) == UNKNOWN
    assert Plan.of(INFO, SCHOOL, records).answer(place) == Known("Front office")


def test_filtering_twice_changes_nothing() -> None:
    once = of(Person(id="ana", given_name="Ana", home_phone="1", end_date=date(2026, 1, 1)), edition=Edition.STAFF)
    assert plan_for_edition(once, PACK, Edition.STAFF, AS_OF) == once
    assert dataclasses.replace(once, edition=None) != once
