"""Each rule speaks up about the plan that breaks it, by name, and is silent about the plan that does not."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date

import pytest

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Agreement,
    Answer,
    Assignment,
    Building,
    Channel,
    Person,
    Provider,
    Record,
    School,
    Training,
    Zone,
)
from eopbuilder.domain.rules.channels import check_channels
from eopbuilder.domain.rules.left_over import check_left_over_words
from eopbuilder.domain.rules.mental_health import check_mental_health
from eopbuilder.domain.rules.names import check_names
from eopbuilder.domain.rules.questions import check_answers, check_required_fields
from eopbuilder.domain.rules.sites import check_sites
from tests.domain.plans import AS_OF, INFO, SCHOOL, VALID_UNTIL, audience, changed, holds, site, sound_plan

TRIED_HERE = {
    *(f"V-RU-0{number}" for number in range(1, 10)), "V-CH-01", "V-CH-02", "V-CH-03", "V-MH-01", "V-MH-02", "V-PL-22",
}  # fmt: skip
"""The other rules are tried on a plan of their own, in test_rules_whole_plan."""


def all_findings(plan: Plan, pack: Pack, as_of: date = AS_OF) -> list[Finding]:
    findings = (
        *check_sites(plan, pack, as_of),
        *check_channels(plan, pack, as_of),
        *check_mental_health(plan, pack, as_of),
        *check_left_over_words(plan, pack),
    )
    return [finding for finding in findings if finding.code in TRIED_HERE]


def test_the_sound_plan_breaks_no_rule(pack: Pack) -> None:
    assert all_findings(sound_plan(), pack) == []
    assert list(check_required_fields(sound_plan(), pack)) == []


def test_an_empty_plan_is_judged_without_a_fall(pack: Pack) -> None:
    codes = {finding.code for finding in all_findings(Plan(INFO, School(id="school")), pack)}
    assert codes == {
        "V-RU-01", "V-RU-06", "V-RU-07", "V-RU-08", "V-RU-09", "V-CH-01", "V-CH-03", "V-MH-01", "V-MH-02",
    }  # fmt: skip


TWICE_BY_ADDRESS = site("other", "The chapel on the hill", "bus", "secondary", address="hillside chapel  ROAD")
BREAKS: dict[str, tuple[str, Severity, Iterable[Record], Iterable[str], str]] = {
    "no site away from school": (
        "V-RU-01", Severity.ERROR,
        [site("field", "North Field", "on-campus")], ["chapel", "library", "middle", "arena"],
        "There is no reunification site away from school",
    ),
    "the same place twice by name": (
        "V-RU-01", Severity.ERROR,
        [changed("library", name="hillside  CHAPEL", address=None)], [],
        "hillside  CHAPEL is entered twice: the second choice must be a different place",
    ),
    "the same place twice by address, on foot and by bus": (
        "V-RU-01", Severity.ERROR,
        [TWICE_BY_ADDRESS, Agreement(id="x", kind="host", state="signed", site="other")], [],
        "The chapel on the hill is entered twice: the second choice must be a different place",
    ),
    "nothing within walking distance": (
        "V-RU-02", Severity.WARNING, [], ["chapel", "library"],
        "There is no reunification site within walking distance",
    ),
    "nothing farther away": (
        "V-RU-02", Severity.WARNING, [], ["middle", "arena"],
        "There is no reunification site farther away, reached by bus",
    ),
    "one choice only within walking distance": (
        "V-RU-02", Severity.NOTE, [], ["library"],
        "Hillside Chapel is the only site within walking distance: there is no second choice",
    ),
    "an agreement that ran out": (
        "V-RU-03", Severity.ERROR, [changed("agreement-chapel", valid_until=date(2026, 8, 31))], [],
        "The agreement with Hillside Chapel ran out on August 31, 2026",
    ),
    "an agreement only spoken": (
        "V-RU-03", Severity.ERROR, [changed("agreement-library", state="informal")], [],
        "The agreement with Town Library is only spoken, not signed",
    ),
    "no agreement at all": (
        "V-RU-03", Severity.ERROR, [], ["agreement-arena"],
        "There is no signed agreement with Fairground Arena",
    ),
    "too small by one": (
        "V-RU-04", Severity.ERROR, [changed("library", capacity=439)], [],
        "Town Library holds 439 people, but 440 may come (400 students and 40 staff)",
    ),
    "told and reunited through one door": (
        "V-RU-05", Severity.WARNING,
        [changed("told", exit="South door"), Zone(id="r", site="chapel", zone="zn-reunion", place="Hall",
                                                   entrance="south door")], [],
        "At Hillside Chapel, “Reunification point” and “Notification room” share a way in or out; "
        "families there need their own",
    ),
    "students and check-in in one room": (
        "V-RU-05", Severity.WARNING,
        [Zone(id="a", site="chapel", zone="zn-checkin", place="Hall"),
         Zone(id="b", site="chapel", zone="zn-assembly", place="hall ")], [],
        "At Hillside Chapel, “Parent check-in” and “Student assembly” are in the same room",
    ),
    "students in sight of the media": (
        "V-RU-05", Severity.WARNING,
        [Zone(id="a", site="chapel", zone="zn-assembly", place="Hall"),
         Zone(id="b", site="chapel", zone="zn-media", place="Lot", visible_from=("zn-assembly",))], [],
        "At Hillside Chapel, “Student assembly” and “Media staging” are in sight of each other",
    ),
    "a second check-in in sight of the students": (
        "V-RU-05", Severity.WARNING,
        [Zone(id="a", site="chapel", zone="zn-checkin", place="Porch", visible_from=("zn-assembly",)),
         Zone(id="b", site="chapel", zone="zn-assembly", place="Hall", position=1),
         Zone(id="c", site="chapel", zone="zn-checkin", place="Foyer", position=2)], [],
        "At Hillside Chapel, “Parent check-in” and “Student assembly” are in sight of each other",
    ),
    "nobody checks identity": (
        "V-RU-06", Severity.ERROR, [], ["rr-checker-0"],
        "Nobody is assigned to check identity and custody at the reunification site (",
    ),
    "nobody counts the cards, since the one who did has left": (
        "V-RU-06", Severity.ERROR, [changed("cy", end_date=date(2026, 8, 31)), holds("role-ops-crisis", "ana", 1)], [],
        "Nobody is assigned to keep count of the cards at the reunification site",
    ),
    "nobody knows how custody is checked": (
        "V-RU-07", Severity.ERROR, [], ["q-ru-4b"],
        "The plan does not say how staff check who may take a student home",
    ),
    "custody waved off": (
        "V-RU-07", Severity.ERROR, [Answer(id="q-ru-4b", not_applicable={"value": "we know everyone"})], [],
        "The plan does not say how staff check who may take a student home",
    ),
    "no paper": (
        "V-RU-08", Severity.WARNING, [], ["q-ru-4c"],
        "The plan does not say how students are matched to families on paper when the network is down",
    ),
    "no room to tell families": (
        "V-RU-09", Severity.ERROR, [changed("told", place=None)], [],
        "No private room is named where families are told of an injury or a death",
    ),
    "no agency to tell families": (
        "V-RU-09", Severity.ERROR, [], ["q-ru-8a"],
        "The plan does not say which agency tells families of a death or a serious injury",
    ),
    "one channel only": (
        "V-CH-01", Severity.ERROR, [audience("au-staff", alternate=None)], [],
        "Staff, substitutes and itinerant staff are told only by Text message; if it fails, nobody tells them",
    ),
    "one channel named twice": (
        "V-CH-01", Severity.ERROR, [audience("au-staff", alternate="ch-text")], [],
        "Staff, substitutes and itinerant staff are told only by Text message; if it fails, nobody tells them",
    ),
    "no channel": (
        "V-CH-01", Severity.ERROR, [audience("au-family", primary=None, alternate="gone")], [],
        "Parents and guardians are told by no channel; if it fails, nobody tells them",
    ),
    "an audience forgotten": (
        "V-CH-01", Severity.ERROR, [], ["au-responder"],
        "The plan does not say how 911, police, fire, EMS and emergency management are told",
    ),
    "channels that fail together": (
        "V-CH-02", Severity.WARNING,
        [Channel(id="app", name="Alarm app", kind="ch-panic"), audience("au-family", alternate="app")], [],
        "All channels for parents and guardians (Text message, Alarm app) fail together: "
        "they depend on the same thing (cellular)",
    ),
    "nobody reaches the deaf": (
        "V-CH-03", Severity.WARNING, [changed("ch-text", reaches=("outdoors",))], [],
        "No channel is marked as reaching people who are deaf or hard of hearing",
    ),
    "a building without loudspeakers": (
        "V-CH-03", Severity.WARNING,
        [Building(id="p", name="Portables", reached_by_pa=False), changed("ch-mail", reaches=("blind", "buses"))], [],
        "The public address system is not heard in Portables, and no other channel covers it",
    ),
    "nobody leads crisis support": (
        "V-MH-01", Severity.ERROR, [], ["role-ops-crisis-0"],
        "Nobody leads crisis support (",
    ),
    "the stand-in has left": (
        "V-MH-01", Severity.ERROR,
        [Person(id="di", given_name="Di", family_name="Marsh", left=True), holds("role-ops-crisis", "di", 1)], [],
        "Nobody stands in for Bo Stone as ",
    ),
    "no provider": (
        "V-MH-02", Severity.ERROR, [], ["clinic", "help"],
        "No outside mental-health provider is named",
    ),
    "a provider without agreement": (
        "V-MH-02", Severity.ERROR, [], ["help"],
        "No outside mental-health provider has signed an agreement",
    ),
    "a provider whose agreement ran out": (
        "V-MH-02", Severity.ERROR, [changed("help", valid_until=date(2026, 8, 31))], [],
        "No outside provider has a current agreement; the one with River Clinic has run out",
    ),
    "words left over in a record": (
        "V-PL-22", Severity.WARNING, [changed("clinic", contact="TBD")], [],
        "“TBD” is still to be replaced in Contact person of River Clinic",
    ),
    "words left over in an answer": (
        "V-PL-22", Severity.WARNING, [Answer(id="q-ru-4c", value="Ask [insert name] for it")], [],
        "“[insert name]” is still to be replaced in the answer to “",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BREAKS)
def test_one_thing_wrong_gives_one_finding_that_names_it(pack: Pack, case: str) -> None:
    code, severity, put, drop, message = BREAKS[case]
    (finding,) = all_findings(sound_plan(put=put, drop=drop), pack)
    assert (finding.code, finding.severity) == (code, severity)
    assert finding.message.startswith(message)
    assert finding.remedy
    assert finding.where.step in {step.id for step in pack.steps}


def codes(plan: Plan, pack: Pack, as_of: date) -> set[str]:
    return {finding.code for finding in all_findings(plan, pack, as_of)}


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [(VALID_UNTIL, set()), (date(2026, 12, 1), {"V-RU-03", "V-MH-02"}), (date(2024, 2, 29), set())],
)
def test_agreements_are_judged_as_of_the_day_asked_about(pack: Pack, as_of: date, expected: set[str]) -> None:
    assert codes(sound_plan(), pack, as_of) == expected


def test_a_person_who_leaves_holds_the_role_through_the_last_day(pack: Pack) -> None:
    plan = sound_plan(put=[changed("bo", end_date=date(2028, 2, 29))], drop=[f"agreement-{one}" for one in ()])
    lapsed = {"V-RU-03", "V-MH-02"}
    assert codes(plan, pack, date(2028, 2, 29)) == lapsed
    assert codes(plan, pack, date(2028, 3, 1)) == lapsed | {"V-RU-06", "V-MH-01"}


def test_a_site_in_the_district_needs_no_signature(pack: Pack) -> None:
    plan = sound_plan(put=[changed("agreement-middle", state="same-district", valid_until=None)])
    assert all_findings(plan, pack) == []


def test_two_places_on_campus_share_the_address_of_the_school(pack: Pack) -> None:
    both = [
        site("gym", "Gymnasium", "on-campus", address=SCHOOL.address),
        site("field", "North Field", "on-campus", address=SCHOOL.address),
    ]
    assert all_findings(sound_plan(put=both), pack) == []


def test_staff_in_the_list_count_where_the_school_gives_no_number(pack: Pack) -> None:
    school = dataclasses.replace(SCHOOL, staff_count=None)
    gone = Person(id="di", given_name="Di", left=True)
    assert all_findings(sound_plan(put=[gone, changed("arena", capacity=403)], school=school), pack) == []
    (finding,) = all_findings(sound_plan(put=[gone, changed("arena", capacity=402)], school=school), pack)
    assert "403 may come (400 students and 3 staff)" in finding.message


def test_capacity_is_not_judged_while_enrollment_or_capacity_is_unknown(pack: Pack) -> None:
    school = dataclasses.replace(SCHOOL, enrollment=None)
    assert all_findings(sound_plan(put=[changed("arena", capacity=1)], school=school), pack) == []
    assert all_findings(sound_plan(put=[changed("arena", capacity=None)]), pack) == []


def test_zones_of_different_sites_are_never_in_each_others_way(pack: Pack) -> None:
    zones = [
        Zone(id="a", site="chapel", zone="zn-checkin", place="Hall"),
        Zone(id="b", site="library", zone="zn-assembly", place="Hall", visible_from=("zn-checkin",)),
        Zone(id="c", site="library", zone="zn-of-another-pack", place="Hall"),
    ]
    assert all_findings(sound_plan(put=zones), pack) == []


def test_one_counter_of_cards_is_enough(pack: Pack) -> None:
    plan = sound_plan(put=[holds("rr-accountant-p", "ana")], drop=["rr-accountant-s-0"])
    assert all_findings(plan, pack) == []


def test_a_pack_without_these_roles_and_questions_is_not_judged_by_them(pack: Pack) -> None:
    small = dataclasses.replace(pack, roles={}, sections=())
    found = codes(sound_plan(drop=["q-ru-4b", "q-ru-4c", "q-ru-8a", "role-ops-crisis-0"]), small, AS_OF)
    assert found == set()


def test_a_runner_never_fails_together_with_anything(pack: Pack) -> None:
    runner = Channel(id="run", name="Runner", kind="ch-runner")
    plan = sound_plan(put=[runner, audience("au-family", alternate="run")])
    assert all_findings(plan, pack) == []


def test_an_audience_nobody_expects_may_be_missing(pack: Pack) -> None:
    assert not any("Media" in finding.message for finding in check_channels(sound_plan(), pack, AS_OF))
    told = check_channels(sound_plan(put=[audience("au-media", alternate=None)]), pack, AS_OF)
    (finding,) = [one for one in told if one.code in TRIED_HERE]
    assert finding.message.startswith("Media are told only by Text message")


@pytest.mark.parametrize(
    "text",
    [
        "TBD", "t.b.d.", "TBA", "to be determined", "Ask ??? first", "xxx", "XXX-XXXX", "{{ name }}", "Lorem ipsum",
        "[Insert phone]", "<your school>", "[Name of principal]",
    ],
)  # fmt: skip
def test_words_meant_to_be_replaced_are_noticed(pack: Pack, text: str) -> None:
    (finding,) = check_left_over_words(sound_plan(put=[changed("clinic", services=f"They come. {text}")]), pack)
    assert finding.where.record == "providers:clinic"
    assert finding.where.field == "services"


@pytest.mark.parametrize(
    "text", ["Is it open? Ask.", "Room [A100]", "x 12", "Stadbahn", "1 < 2 > 0", "We will decide", "Xiomara", ""]
)
def test_words_that_are_meant_are_left_alone(pack: Pack, text: str) -> None:
    assert list(check_left_over_words(sound_plan(put=[changed("clinic", services=text)]), pack)) == []


def test_left_over_words_are_found_in_lists_plan_and_school_too(pack: Pack) -> None:
    plan = sound_plan(
        put=[changed("ana", languages=("Spanish", "TBD"))],
        school=dataclasses.replace(SCHOOL, website="<your website>"),
        info=dataclasses.replace(INFO, school_year="XXXX"),
    )
    places = {(one.where.step, one.where.record, one.where.field) for one in check_left_over_words(plan, pack)}
    assert places == {
        ("school", "plan:plan-1", "school_year"),
        ("school", "school:school", "website"),
        ("people", "people:ana", "languages"),
    }


def test_an_answer_to_a_question_of_another_pack_is_passed_over(pack: Pack) -> None:
    assert list(check_left_over_words(sound_plan(put=[Answer(id="q-other", value="TBD")]), pack)) == []


def test_required_questions_are_told_until_answered_or_said_not_to_apply(pack: Pack) -> None:
    required = [question for question in pack.questions.values() if question.spec.required]
    empty = Plan(INFO, SCHOOL)
    told = list(check_answers(empty, pack, ()))
    assert [finding.where.field for finding in told] == [question.id for question in required]
    one = required[0]
    assert told[0].message == f"Not answered yet: “{one.spec.label}”"
    assert told[0].where.section == one.section
    assert told[0].where.record == f"answers:{one.id}"
    settled = Answer(id=one.id, not_applicable={"value": "we have no such thing"})
    assert len(list(check_answers(Plan.of(INFO, SCHOOL, [settled]), pack, ()))) == len(required) - 1
    assert len(list(check_answers(empty, pack, [one.id, "name"]))) == len(required) - 1


def test_a_question_nobody_must_answer_is_never_told(pack: Pack) -> None:
    free = {question.id for question in pack.questions.values() if not question.spec.required}
    assert free
    assert not free & {finding.where.field for finding in check_answers(Plan(INFO, SCHOOL), pack, ())}


def test_required_fields_are_told_by_the_name_of_their_record(pack: Pack) -> None:
    plan = sound_plan(
        put=[
            changed("chapel", capacity=None),
            changed("library", rank=None, not_applicable={"rank": "only one"}),
            Provider(id="new", name="New Helper"),
            Training(id="t", course="IS-100"),
            Assignment(id="loose"),
        ],
        school=dataclasses.replace(SCHOOL, phone=None),
    )
    told = {(one.where.step, one.where.record, one.message) for one in check_required_fields(plan, pack)}
    assert told == {
        ("school", "school:school", "Not filled in yet: Main office phone"),
        ("sites", "sites:chapel", "Not filled in yet: People it can hold of site “Hillside Chapel”"),
        ("mental-health", "providers:new", "Not filled in yet: Kind of provider “New Helper”"),
        ("mental-health", "providers:new", "Not filled in yet: Phone, day and night of provider “New Helper”"),
        ("people", "trainings:t", "Not filled in yet: Person of training “IS-100”"),
    }


def test_portables_reached_by_another_channel_are_no_gap(pack: Pack) -> None:
    portables = Building(id="p", name="Portables", reached_by_pa=False)
    assert all_findings(sound_plan(put=[portables]), pack) == []


def test_a_name_or_address_that_lost_letters_is_told_with_the_person(pack: Pack) -> None:
    assert list(check_names(sound_plan(), pack, AS_OF)) == []
    hurt = Person(id="di", given_name="Elena", family_name="?ukasik", email="e�ukasik@school.example")
    (told,) = check_names(sound_plan(put=[hurt]), pack, AS_OF)
    assert told.message == (
        "Letters were lost in the name “Elena ?ukasik” and in the e-mail address “e�ukasik@school.example”"
    )
    assert (told.code, told.severity, told.where.step, told.where.field) == (
        "V-Q-02", Severity.WARNING, "people", "family_name",
    )  # fmt: skip
    (told,) = check_names(sound_plan(put=[dataclasses.replace(hurt, family_name="Łukasik")]), pack, AS_OF)
    assert told.message == "Letters were lost in the e-mail address “e�ukasik@school.example” of Elena Łukasik"
    assert list(check_names(sound_plan(put=[dataclasses.replace(hurt, left=True)]), pack, AS_OF)) == []
