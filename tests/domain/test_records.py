"""Records answer simple questions about themselves, and a plan finds its records."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Citation, Pack, Question, check_locally
from eopbuilder.domain.facts import UNKNOWN, FieldSpec, Kind, Known, NotApplicable
from eopbuilder.domain.findings import Finding, Severity, Where, summary
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    RECORD_TYPES,
    Agreement,
    Answer,
    Assignment,
    Audience,
    Building,
    Channel,
    Person,
    Record,
    RoleSetting,
    School,
    Site,
    Training,
    Zone,
    field_spec,
    field_specs,
    references,
)
from eopbuilder.errors import UserFixable
from tests.domain.plans import INFO, SCHOOL, holds, sound_plan


@pytest.mark.parametrize(
    ("facts", "as_of", "left"),
    [
        ({}, date(2026, 9, 1), False),
        ({"end_date": date(2026, 6, 12)}, date(2026, 6, 12), False),
        ({"end_date": date(2026, 6, 12)}, date(2026, 6, 13), True),
        ({"end_date": date(2028, 2, 29)}, date(2028, 2, 29), False),
        ({"end_date": date(2028, 2, 29)}, date(2028, 3, 1), True),
        ({"end_date": date(2027, 1, 1)}, date(2026, 9, 1), False),
        ({"left": True}, date(2026, 9, 1), True),
        ({"left": False, "end_date": date(2026, 6, 12)}, date(2026, 9, 1), True),
        ({"left": True, "end_date": date(2027, 1, 1)}, date(2026, 9, 1), True),
    ],
)
def test_a_person_has_left_the_day_after_the_last_day(facts: dict[str, Any], as_of: date, left: bool) -> None:
    assert Person(id="p", **facts).has_left(as_of) is left


@pytest.mark.parametrize(
    ("facts", "in_force"),
    [
        ({"state": "signed"}, True),
        ({"state": "same-district"}, True),
        ({"state": "informal"}, False),
        ({"state": "none"}, False),
        ({}, False),
        ({"state": "signed", "valid_until": date(2024, 2, 29)}, True),
        ({"state": "signed", "valid_until": date(2024, 2, 28)}, False),
        ({"state": "same-district", "valid_until": date(2024, 2, 28)}, False),
    ],
)
def test_an_agreement_holds_through_its_last_day(facts: dict[str, Any], in_force: bool) -> None:
    assert Agreement(id="a", **facts).in_force(date(2024, 2, 29)) is in_force


def test_the_best_phone_is_the_nearest_to_the_person() -> None:
    everything = Person(id="p", mobile_phone="1", work_phone="2", home_phone="3")
    assert everything.best_phone == "1"
    assert dataclasses.replace(everything, mobile_phone=None).best_phone == "2"
    assert dataclasses.replace(everything, mobile_phone=None, work_phone=None).best_phone == "3"
    assert Person(id="p").best_phone is None


@pytest.mark.parametrize(
    ("record", "label"),
    [
        (Person(id="p", given_name="Zoë", family_name="Park"), "Zoë Park"),
        (Person(id="p", family_name="Park"), "Park"),
        (Person(id="p"), "Unnamed person"),
        (Site(id="s", name="Chapel"), "Chapel"),
        (Site(id="s"), "Unnamed site"),
        (Zone(id="z", place="Gym"), "Gym"),
        (Zone(id="z"), "Unnamed zone"),
        (Agreement(id="a", partner="Chapel"), "Chapel"),
        (Agreement(id="a"), "Unnamed agreement"),
        (Training(id="t", course="IS-100"), "IS-100"),
        (Training(id="t"), "Unnamed training"),
        (Audience(id="a", audience="au-family"), "au-family"),
        (Audience(id="a"), "Unnamed audience"),
        (RoleSetting(id="role-ic"), "role-ic"),
        (Answer(id="q-1"), "q-1"),
        (Assignment(id="a", role="role-ic", order=1), "role-ic 1"),
        (INFO, "Emergency Operations Plan"),
        (dataclasses.replace(INFO, title=None), "Untitled plan"),
        (School(id="school"), "Unnamed school"),
    ],
)
def test_how_a_record_is_called(record: Record, label: str) -> None:
    assert record.label == label


def test_off_site_means_on_foot_or_by_bus() -> None:
    assert [Site(id="s", reach=reach).is_off_site for reach in ("on-campus", "walking", "bus", None)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_an_audience_names_each_of_its_channels_once_in_order() -> None:
    audience = Audience(id="a", primary="text", alternate="mail", emergency="text")
    assert audience.channels == ("text", "mail")


@pytest.mark.parametrize("kind", RECORD_TYPES.values(), ids=lambda kind: kind.TABLE)
def test_every_field_describes_itself_in_plain_words(kind: type[Record]) -> None:
    for spec in field_specs(kind):
        assert spec.name
        assert spec.label[0].isupper() or spec.label[0].isdigit()
        assert not spec.label.endswith(".")
        assert bool(spec.choices) == (spec.kind in {Kind.CHOICE, Kind.CHOICES})
        assert bool(spec.refers_to) == (spec.kind in {Kind.REFERENCE, Kind.REFERENCES})
        if spec.refers_to and not spec.refers_to.startswith("pack."):
            assert spec.refers_to in RECORD_TYPES
        assert field_spec(kind, spec.name) is spec


def test_references_point_at_lists_that_come_first() -> None:
    order = [kind.TABLE for kind in LISTS]
    for kind in LISTS:
        for spec in field_specs(kind):
            if spec.refers_to in order:
                assert order.index(spec.refers_to) < order.index(kind.TABLE)


def test_a_record_tells_which_records_it_points_at() -> None:
    channel = Channel(id="c", kind="ch-sms", operators=("ana", "bo"))
    assert references(channel) == {"operators": ("ana", "bo")}
    assert references(Zone(id="z", site="chapel", zone="zn-notify")) == {"site": ("chapel",)}
    assert references(Zone(id="z")) == {}


def test_an_unknown_field_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError):
        field_spec(Person, "diagnosis")


FORBIDDEN = ("student_name", "diagnosis", "custody", "door_code", "birth", "ssn")


def test_no_field_invites_what_must_never_be_kept() -> None:
    names = {spec.name for kind in RECORD_TYPES.values() for spec in field_specs(kind)}
    assert not [name for name in names for word in FORBIDDEN if word in name]


def test_a_plan_finds_its_records() -> None:
    plan = sound_plan()
    assert plan.get(Person, "bo") is plan.people[1]
    assert plan.find("people", None) is None
    assert plan.find("sites", "bo") is None
    assert plan.records("plan") == (INFO,)
    assert plan.records("school") == (SCHOOL,)
    assert plan.find("school", "school") is SCHOOL
    assert plan.records("no-such-table") == ()
    views = {
        "people": plan.people, "trainings": plan.trainings, "languages": plan.languages, "buildings": plan.buildings,
        "agencies": plan.agencies, "sites": plan.sites, "zones": plan.zones, "providers": plan.providers,
        "agreements": plan.agreements, "channels": plan.channels, "audiences": plan.audiences,
        "assignments": plan.assignments, "answers": plan.answers,
    }  # fmt: skip
    assert {table: plan.records(table) for table in views} == views


@given(st.permutations(range(6)))
def test_lists_are_in_the_order_the_team_gave_them(order: list[int]) -> None:
    buildings = [Building(id=f"b{number}", position=number) for number in order]
    plan = Plan.of(INFO, SCHOOL, buildings)
    assert [one.position for one in plan.buildings] == sorted(order)
    swapped = plan.with_list("buildings", [dataclasses.replace(one, position=-one.position) for one in buildings])
    assert [one.position for one in swapped.buildings] == sorted(-one for one in order)
    assert swapped.people == plan.people


def test_holders_are_the_primary_then_the_alternates_in_order() -> None:
    plan = sound_plan(
        put=[holds("role-ic", "bo", 2), holds("role-ic", "ana", 0), holds("role-ic", "cy", 1), holds("role-x", "gone")]
    )
    assert [row.person for row in plan.holders("role-ic")] == ["ana", "cy", "bo"]
    assert plan.primary("role-ic") is plan.people[0]
    assert [person.id for person in plan.alternates("role-ic")] == ["cy", "bo"]
    assert plan.holders("role-x") == ()
    assert plan.primary("role-x") is None


def test_an_alternate_without_a_primary_is_not_promoted() -> None:
    plan = sound_plan(put=[holds("role-ic", "cy", 1)])
    assert plan.primary("role-ic") is None
    assert [person.id for person in plan.alternates("role-ic")] == ["cy"]


def test_what_the_team_changed_about_a_role() -> None:
    plan = sound_plan(put=[RoleSetting(id="role-pio", opens_at="3")])
    setting = plan.role_setting("role-pio")
    assert setting is not None
    assert setting.opens_at == "3"
    assert plan.role_setting("role-ic") is None


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        (None, UNKNOWN),
        (Answer(id="q"), UNKNOWN),
        (Answer(id="q", value="2026-08-31"), Known(date(2026, 8, 31))),
        (Answer(id="q", value="last summer"), UNKNOWN),
        (Answer(id="q", value="\x00"), UNKNOWN),
        (Answer(id="q", not_applicable={"value": "no buses"}), NotApplicable("no buses")),
    ],
)
def test_an_answer_is_typed_as_its_question_asks(answer: Answer | None, fact: object) -> None:
    question = Question(FieldSpec("q", Kind.DATE, "When?"), "section", "when", "because")
    assert sound_plan(put=[answer] if answer else []).answer(question) == fact


def test_an_answer_of_control_characters_is_no_answer() -> None:
    question = Question(FieldSpec("q", Kind.TEXT, "What?"), "section", "what", "because")
    assert sound_plan(put=[Answer(id="q", value="\x00")]).answer(question) == UNKNOWN


def test_a_pack_finds_its_parts(pack: Pack) -> None:
    assert pack.section("fa-comms").id == "fa-comms"
    assert pack.step("sites").id == "sites"
    for name, catalogue in (("pack.roles", pack.roles), ("pack.zones", pack.zones), ("pack.channels", pack.channels)):
        assert pack.catalogue(name) == {key: entry.title for key, entry in catalogue.items()}
    for lookup in (pack.section, pack.step, pack.catalogue):
        with pytest.raises(KeyError):
            lookup("nothing")


@pytest.mark.parametrize(
    ("letters", "locally"), [("r", True), ("rr", True), ("rv", False), ("v", False), ("d", False), ("", False)]
)
def test_what_rests_on_recalled_facts_must_be_checked_locally(letters: str, locally: bool) -> None:
    citations: Any = tuple(Citation("S1", letter) for letter in letters)  # type: ignore[arg-type]
    assert check_locally(citations) is locally


def test_a_summary_counts_every_severity() -> None:
    findings = [Finding("V-1", severity, Where(), "a", "b") for severity in (Severity.ERROR, Severity.ERROR)]
    assert summary(findings) == {"error": 2, "warning": 0, "note": 0}


def test_what_the_user_can_fix_is_one_sentence_each_for_what_and_remedy() -> None:
    problem = UserFixable("“a.eop” was not opened", "it is empty", "Restore a backup")
    assert str(problem) == "“a.eop” was not opened: it is empty. Restore a backup."
