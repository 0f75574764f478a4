"""A review tells everything once, in the order of the wizard, and every finding leads to the page that mends it."""

from __future__ import annotations

import dataclasses
import random
from datetime import date
from pathlib import Path

import pytest

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import LISTS, Building, Person, School, SectionSetting, Training, field_specs
from eopbuilder.packs import load_pack
from eopbuilder.planning.review import review
from eopbuilder.planning.sample import create_sample
from tests.domain.plans import AS_OF, INFO, changed, sound_plan

PACK = load_pack("k12-federal")
ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder: Path = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        with create_sample(folder / "plan.eop") as session:
            return session.plan


def plans(sample: Plan) -> dict[str, Plan]:
    return {
        "sample": sample,
        "empty": Plan(dataclasses.replace(INFO, title=None), School(id="school")),
        "sound": sound_plan(),
        "ill": sound_plan(
            put=[
                Training(id="t"),
                Building(id="b"),
                Person(id="p", given_name="TBD", languages=("???",)),
                changed("chapel", notes="XXX", capacity=None),
            ],
            drop=["q-ru-4b", "told", "agreement-arena", "au-family"],
        ),
    }


@pytest.mark.parametrize("name", ["sample", "empty", "sound", "ill"])
def test_every_finding_is_of_a_known_rule_and_leads_somewhere(sample: Plan, name: str) -> None:
    plan = plans(sample)[name]
    steps = {step.id for step in PACK.steps}
    sections = {section.id for section in PACK.sections}
    for finding in review(plan, PACK, AS_OF):
        assert finding.code in SEVERITIES
        assert finding.where.step in steps, finding
        assert not finding.where.section or finding.where.section in sections, finding
        assert finding.message
        assert finding.remedy
        assert finding.message[-1] not in ".?!:"
        assert finding.remedy[-1] not in ".?!:"
        assert not finding.source or finding.source.split()[0] in {*PACK.sources, "d"}, finding
        check_place(plan, finding)


def check_place(plan: Plan, finding: Finding) -> None:
    table, _, record_id = finding.where.record.partition(":")
    if not table:
        return
    if table == "roles":
        assert record_id in {*PACK.roles, *PACK.nodes}, finding
    elif table == "answers":
        assert record_id in PACK.questions, finding
    elif table == "messages" and plan.find(table, record_id) is None:
        assert record_id in {message.id for message in PACK.messages}, finding
    else:
        record = plan.find(table, record_id)
        assert record is not None, finding
        assert not finding.where.field or finding.where.field in {one.name for one in field_specs(type(record))}


@pytest.mark.parametrize("name", ["sample", "empty", "ill"])
def test_findings_come_by_page_then_gravest_first_and_never_twice(sample: Plan, name: str) -> None:
    findings = review(plans(sample)[name], PACK, AS_OF)
    steps = [step.id for step in PACK.steps]
    keys = [(steps.index(one.where.step), ORDER[one.severity]) for one in findings]
    assert keys == sorted(keys)
    told = [(one.code, one.where, one.message) for one in findings]
    assert len(set(told)) == len(told)


def test_the_order_does_not_hang_on_how_the_plan_was_put_together(sample: Plan) -> None:
    records = [one for kind in LISTS for one in sample.records(kind.TABLE)]
    random.Random(7).shuffle(records)
    shuffled = Plan.of(sample.info, sample.school, records)
    assert review(shuffled, PACK, AS_OF) == review(sample, PACK, AS_OF)


def test_a_question_told_by_a_rule_of_its_own_is_not_told_again() -> None:
    findings = review(sound_plan(drop=["q-ru-4b", "q-ru-4c", "q-ru-8a"]), PACK, AS_OF)
    for question, code in (("q-ru-4b", "V-RU-07"), ("q-ru-4c", "V-RU-08"), ("q-ru-8a", "V-RU-09")):
        assert [one.code for one in findings if one.where.field == question] == [code]


SEVERITIES = {
    "V-RU-01": "error", "V-RU-02": "warning or note", "V-RU-03": "error", "V-RU-04": "error", "V-RU-05": "warning",
    "V-RU-06": "error", "V-RU-07": "error", "V-RU-08": "warning", "V-RU-09": "error",
    "V-CH-01": "error", "V-CH-02": "warning", "V-CH-03": "warning",
    "V-MH-01": "error", "V-MH-02": "error", "V-PL-22": "warning", "V-Q-01": "error", "V-Q-02": "warning",
    "V-ICS-01": "error", "V-ICS-02": "error", "V-ICS-03": "error", "V-ICS-04": "error",
    "V-ICS-05": "error, warning or note", "V-ICS-06": "error", "V-ICS-07": "warning or note", "V-ICS-08": "warning",
    "V-ICS-09": "warning", "V-ICS-10": "warning", "V-ICS-11": "warning", "V-ICS-12": "warning", "V-ICS-13": "warning",
    "V-ICS-14": "warning", "V-ICS-15": "error, warning or note", "V-ICS-16": "error", "V-ICS-17": "error",
    "V-ICS-18": "warning", "V-ICS-19": "note", "V-ICS-20": "warning", "V-ICS-21": "warning",
    "V-RU-10": "warning", "V-RU-11": "warning", "V-RU-12": "warning", "V-RU-13": "error or warning",
    "V-RU-14": "warning", "V-RU-15": "warning",
    "V-CH-04": "warning", "V-CH-05": "warning", "V-CH-06": "note", "V-CH-07": "warning",
    **{f"V-MH-{number:02}": "warning" for number in (3, 4, 5, 8, 9, 10, 12, 13, 14, 15)},
    "V-MH-06": "error", "V-MH-07": "error", "V-MH-11": "error",
    "V-MSG-01": "error", "V-MSG-02": "warning", "V-MSG-03": "error", "V-MSG-04": "warning", "V-MSG-05": "warning",
    "V-MSG-06": "warning", "V-MSG-07": "warning", "V-MSG-08": "error", "V-MSG-09": "warning",
    **{f"V-DR-{number:02}": "warning" for number in (3, 4, 5, 6, 7, 8, 9, 10, 12)},
    "V-DR-01": "error", "V-DR-02": "error", "V-DR-11": "note",
    "V-PL-10": "warning or note", **{f"V-PL-{number:02}": "error" for number in (1, 2, 3, 4, 5, 7, 9, 11, 15, 19)},
    **{f"V-PL-{number:02}": "warning" for number in (6, 8, 12, 13, 14, 16, 17, 18, 20, 21, 23)},
}  # fmt: skip
"""How grave breaking each rule may be; two roles in one hand weigh by the activation level."""


@pytest.mark.parametrize("name", ["sample", "empty", "ill"])
def test_severities_are_those_of_the_rules(sample: Plan, name: str) -> None:
    for finding in review(plans(sample)[name], PACK, AS_OF):
        assert finding.severity.value in SEVERITIES[finding.code], finding


def test_the_gaps_of_the_sample_school_are_found(sample: Plan) -> None:
    messages = {finding.message for finding in review(sample, PACK, AS_OF)}
    assert "The agreement with Grace Community Church ran out on August 31, 2026" in messages
    assert "There is no signed agreement with Coyote Bend Public Library" in messages
    assert any(
        message.startswith("Coyote Bend Public Library holds 250 people, but 458 may come") for message in messages
    )


def test_every_gap_of_the_sample_schools_brief_is_found_by_name(sample: Plan) -> None:
    """What the team knows on its first afternoon, and what it lacks: each gap has a finding that names it."""
    told = [(one.code, one.message) for one in review(sample, PACK, date(2026, 11, 26))]

    def found(code: str, *words: str) -> bool:
        return any(one == code and all(word in message for word in words) for one, message in told)

    assert found("V-CH-03", "Portable classrooms P1 and P2", "public address")
    assert found("V-CH-06", "Portable classrooms P1 and P2")
    assert found("V-RU-02", "Sandoval Middle School", "no second choice")
    assert found("V-RU-03", "Grace Community Church", "August 31, 2026")
    assert found("V-RU-03", "Coyote Bend Public Library")
    assert found("V-RU-04", "Coyote Bend Public Library holds 250")
    assert found("V-RU-11", "never been practiced")
    assert found("V-RU-13", "4 students use a wheelchair", "2 places")
    assert found("V-MH-04", "0.4 full-time psychologist")
    assert found("V-MH-04", "0.2 full-time social worker")
    assert found("V-CH-07", "ReachAll text message", "August 19, 2025")
    assert found("V-PL-15", "24 months")
    assert found("V-DR-09", "Lockdown drill of October 14, 2025")
    assert found("V-PL-13", "families")
    assert found("V-ICS-18", "Xiomara López")


def test_words_that_name_no_fact_are_told(sample: Plan) -> None:
    text = SectionSetting(id="bp-purpose", own_text="At «School name» we ask «the goat».")
    plan = sample.with_list(SectionSetting.TABLE, [text])
    told = [one.message for one in review(plan, PACK, AS_OF) if one.code == "V-PL-22"]
    assert told == ["“«the goat»” in the words of “Purpose” names no fact of the plan"]


def test_the_day_asked_about_decides_what_has_lapsed(sample: Plan) -> None:
    def lapsed(as_of: date) -> bool:
        return any("Grace Community Church ran out" in one.message for one in review(sample, PACK, as_of))

    assert not lapsed(date(2026, 8, 31))
    assert lapsed(date(2026, 9, 1))


def test_a_sound_school_leaves_only_what_nobody_entered() -> None:
    errors = {one.code for one in review(sound_plan(), PACK, AS_OF) if one.severity is Severity.ERROR}
    assert {code for code in errors if not code.startswith("V-ICS")} == {"V-Q-01", "V-PL-09", "V-MH-06", "V-MH-07"}
