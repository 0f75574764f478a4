"""Plans held against requirement packs: met, partly met, missing or not applicable; broken packs by line."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eopbuilder import paths
from eopbuilder.domain.findings import Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Answer,
    Approval,
    Assignment,
    Drill,
    Hazard,
    Person,
    PlanInfo,
    Record,
    School,
    SectionSetting,
    TeamMember,
)
from eopbuilder.domain.requirements import FactTest, Status
from eopbuilder.errors import UserFixable
from eopbuilder.packs import load_pack
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.requirements import ARGUMENTS, load_requirement_pack
from eopbuilder.planning import requirements
from eopbuilder.planning.requirement_tests import Scene, decide
from eopbuilder.planning.review import review
from tests.domain.plans import AS_OF, INFO, SCHOOL, sound_plan

PACK = load_pack("k12-federal")
GOOD = """
id = "ours"
title = "Our district"
edition = "1"
dated = 2026-11-21
address = "district.example"
note = "Ours."

[[requirement]]
id = "one"
title = "A plan owner"
text = "Someone keeps the plan."
step = "team"
section = "bp-maintenance"
met_when = ["answered:q-bp-plan-owner"]
source = "d"
"""


def scene(*records: Record, found: Iterable[str] = (), **school: Any) -> Scene:
    plan = Plan.of(INFO, dataclasses.replace(SCHOOL, **school), records)
    return Scene(plan, PACK, AS_OF, frozenset(found))


def holds(text: str, *records: Record, **more: Any) -> bool | None:
    word, *arguments = text.split(":")
    return decide(scene(*records, **more), FactTest(word, tuple(arguments)))


def said(question: str, value: Any) -> Answer:
    return Answer(id=question, value=value)


def aside(question: str) -> Answer:
    return Answer(id=question, not_applicable={"value": "Not here"})


HELD = Drill(id="d", drill="dr-lockdown", held_on=date(2026, 3, 1))


@pytest.mark.parametrize(
    ("text", "record", "other"),
    [
        ("answered:q-bp-plan-owner", said("q-bp-plan-owner", "ana"), None),
        ("yes:q-01-4", said("q-01-4", True), said("q-01-4", False)),
        ("is:q-mh-4=cisd", said("q-mh-4", "cisd"), said("q-mh-4", "pfa-s")),
        ("is:q-07-1=sro", said("q-07-1", ("sro", "sso")), said("q-07-1", ("none",))),
        ("at-least:q-03-2:100", said("q-03-2", 100), said("q-03-2", 99)),
        ("within:q-01-1:12", said("q-01-1", "2026-01-01"), said("q-01-1", "2025-01-01")),
        ("ahead:q-bp-next-review:12", said("q-bp-next-review", "2027-06-01"), said("q-bp-next-review", "2026-08-01")),
        ("ahead:q-bp-next-review:12", said("q-bp-next-review", "2027-06-01"), said("q-bp-next-review", "2028-08-01")),
        ("filled:hazards.included", Hazard(id="h", included=False), Hazard(id="h")),
        ("some:team", TeamMember(id="t"), None),
        ("some:team.leads=true", TeamMember(id="t", leads=True), TeamMember(id="t", leads=False)),
        ("some:team.speaks_for=fire", TeamMember(id="t", speaks_for=("fire",)), TeamMember(id="t")),
        ("some:approvals.signed_on", Approval(id="a", signed_on=AS_OF), Approval(id="a")),
        ("count:team:1", TeamMember(id="t"), None),
        ("recent:drills.held_on:12", HELD, dataclasses.replace(HELD, held_on=date(2025, 3, 1))),
        ("recent:drills.held_on:12", HELD, dataclasses.replace(HELD, held_on=date(2027, 3, 1))),
        ("recent:drills.held_on:12:drill=dr-lockdown", HELD, dataclasses.replace(HELD, drill="dr-fire")),
        ("section:hz-fire", Hazard(id="h", hazard="hz-fire", included=True), None),
        ("annex:hz-fire", Hazard(id="h", hazard="hz-fire", included=True), None),
    ],
)
def test_each_test_holds_for_one_plan_and_not_for_another(text: str, record: Record, other: Record | None) -> None:
    assert holds(text, record) is True
    assert holds(text, *(() if other is None else (other,))) is False


def test_tests_of_roles_checks_sections_and_the_school() -> None:
    ana = Person(id="ana", given_name="Ana")
    lead = Assignment(id="a", role="role-ic", person="ana", order=0)
    assert holds("role:role-ic", ana, lead) is True
    assert holds("role:role-ic", dataclasses.replace(ana, left=True), lead) is False
    assert holds("clear:V-RU-01") is True
    assert holds("clear:V-RU-01", found=["V-RU-01"]) is False
    assert holds("section:fa-evacuation") is True
    assert holds("section:fa-evacuation", SectionSetting(id="fa-evacuation", left_out="x")) is False
    assert holds("annex:fa-evacuation", SectionSetting(id="fa-evacuation", left_out="x")) is False
    assert holds("annex:bp-purpose") is False
    assert holds("filled:school.enrollment") is True
    assert holds("filled:school.enrollment", enrollment=None) is False
    assert holds("filled:school.enrollment", enrollment=None, not_applicable={"enrollment": "x"}) is None


@pytest.mark.parametrize("text", ["answered:q-01-4", "yes:q-01-4", "within:q-01-1:12", "at-least:q-03-2:100"])
def test_what_the_team_set_aside_is_neither_met_nor_missing(text: str) -> None:
    assert holds(text, aside(text.split(":")[1])) is None
    assert holds("answered:q-of-another-pack") is False


def test_every_shipped_pack_names_only_what_there_is_and_says_where_it_comes_from() -> None:
    packs = requirements.shipped_packs()
    assert {pack.id for pack in packs} >= {
        "federal-guide",
        "cops-ten-actions",
        "commonly-missing",
        "rems-review",
        "texas",
    }
    for pack in packs:
        assert requirements.check_names(PACK, pack) == ()
        known = {source.id for source in pack.sources}
        assert pack.address
        assert "heck" in pack.note
        for one in pack.requirements:
            assert one.citations, one.id
            assert {citation.source for citation in one.citations} - {""} <= known, one.id
            assert {test.word for test in one.met_when} <= set(ARGUMENTS)


def judged(plan: Plan, pack: str) -> dict[str, Status]:
    (rules,) = requirements.chosen_packs(pack)
    return {
        one.requirement.id: one.status
        for one in requirements.judge(plan, PACK, AS_OF, review(plan, PACK, AS_OF), (rules,))
    }


EMPTY = Plan.of(PlanInfo(id="plan"), School(id="school"))


def test_a_plan_without_facts_meets_nothing_but_what_the_program_makes() -> None:
    findings = review(EMPTY, PACK, AS_OF)
    found = requirements.judge(EMPTY, PACK, AS_OF, findings, requirements.shipped_packs())
    told = {(one.pack.id, one.requirement.id) for one in found if one.status in {Status.MET, Status.PARTLY}}
    assert told == {("federal-guide", "bp-toc")}
    assert not [one.requirement.id for one in found if one.status is Status.NOT_APPLICABLE]


def test_one_fact_makes_a_requirement_partly_met_and_the_last_one_met() -> None:
    def assumptions(*put: Record) -> Status:
        return judged(Plan.of(EMPTY.info, EMPTY.school, put), "federal-guide")["bp-assumptions"]

    assert assumptions() is Status.MISSING
    assert assumptions(said("rv-a3", "partly")) is Status.MISSING
    assert assumptions(said("rv-a3", "yes")) is Status.MET
    named = dataclasses.replace(EMPTY, school=dataclasses.replace(EMPTY.school, name="Cedar Hollow School"))
    assert judged(named, "federal-guide")["part-basic"] is Status.PARTLY


def test_an_empty_plan_meets_little_and_a_fuller_one_more() -> None:
    empty, sound = judged(EMPTY, "federal-guide"), judged(sound_plan(), "federal-guide")
    met = sum(status is Status.MET for status in sound.values())
    assert met > sum(status is Status.MET for status in empty.values())
    assert empty["step-1"] is Status.MISSING
    assert empty["bp-scope"] is Status.MISSING
    assert sound["bp-scope"] is Status.PARTLY


def test_a_requirement_applies_only_where_it_should() -> None:
    without = judged(sound_plan(put=[said("q-07-1", ("none",))]), "cops-ten-actions")
    assert without["ea-q-07-2"] is Status.NOT_APPLICABLE
    assert judged(sound_plan(put=[said("q-07-1", ("sro",))]), "cops-ten-actions")["ea-q-07-2"] is Status.MISSING


def test_nobody_knows_yet_is_not_the_same_as_not_applicable() -> None:
    assert judged(sound_plan(), "cops-ten-actions")["ea-q-07-2"] is Status.MISSING
    assert judged(sound_plan(put=[aside("q-10-1b")]), "cops-ten-actions")["ea-q-10-2"] is Status.NOT_APPLICABLE
    assert judged(EMPTY, "texas")["tx-17"] is Status.MISSING
    fire = Hazard(id="h", hazard="hz-fire", included=True)
    assert judged(sound_plan(put=[fire]), "texas")["tx-17"] is Status.NOT_APPLICABLE


def test_a_school_sees_the_packs_of_its_state() -> None:
    def ids(state: str | None) -> set[str]:
        plan = sound_plan(school=dataclasses.replace(SCHOOL, state=state))
        return {pack.id for pack in requirements.packs_for(plan)}

    assert "texas" in ids("Texas")
    assert "texas" in ids("tx")
    assert "texas" not in ids("New Mexico")
    assert "federal-guide" in ids(None)


def test_only_the_rules_of_a_state_lower_the_ban_on_simulations(own: Callable[[str], Path]) -> None:
    staged = dataclasses.replace(HELD, students_present=True, simulation=True)

    def told(state: str) -> tuple[Severity, str]:
        plan = sound_plan(put=[staged], school=dataclasses.replace(SCHOOL, state=state))
        (finding,) = (one for one in review(plan, PACK, AS_OF) if one.code == "V-DR-01")
        return finding.severity, finding.remedy

    assert told("New Mexico")[0] is told("New York")[0] is Severity.ERROR
    severity, remedy = told("Washington")
    assert severity is Severity.WARNING
    assert "rules of your state" in remedy
    assert load_requirement_pack(own(GOOD)).lowers == ()


@pytest.fixture
def own(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        folder = tmp_path / "ours"
        folder.mkdir(exist_ok=True)
        (folder / "requirements.toml").write_text(text, encoding="utf-8")
        return folder

    return write


def test_a_district_checks_and_drops_in_a_pack_of_its_own(own: Callable[[str], Path]) -> None:
    folder = own(GOOD)
    assert requirements.check_folder(folder) == "Our district: 1 requirements, edition 1"
    target = paths.packs_folder() / "ours"
    target.mkdir(parents=True)
    (target / "requirements.toml").write_text(GOOD, encoding="utf-8")
    assert judged(sound_plan(put=[said("q-bp-plan-owner", "ana")]), "ours") == {"one": Status.MET}
    (target / "requirements.toml").write_text(GOOD.replace("met_when", "met_wen"), encoding="utf-8")
    assert requirements.packs_of_the_district()[1]
    with pytest.raises(PackError, match=r"requirements\.toml line \d+: “met_when” is missing"):
        requirements.chosen_packs("all")


def test_rules_nobody_knows_are_refused_with_those_there_are() -> None:
    with pytest.raises(UserFixable, match="Use all or one of"):
        requirements.chosen_packs("atlantis")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'met_when = ["answered:q-bp-plan-owner"]',
            "met_when = []",
            "line 15: nothing says when the requirement is met",
        ),
        ("answered:q-bp-plan-owner", "solved:q-1", "line 15: “solved” is not a test"),
        ("answered:q-bp-plan-owner", "answered", "line 15: “answered” has not 1 words"),
        ("answered:q-bp-plan-owner", "within:q-01-1:soon", "line 15: “soon” in “within:q-01-1:soon” is not a number"),
        ("answered:q-bp-plan-owner", "answered:q-none", "“q-none” in “answered:q-none” is not in k12-federal"),
        ("answered:q-bp-plan-owner", "some:goats", "“goats” in “some:goats” is not in"),
        ("answered:q-bp-plan-owner", "some:team.hat=x", "“team.hat” in"),
        ("answered:q-bp-plan-owner", "role:role-none", "“role-none” in"),
        ("answered:q-bp-plan-owner", "section:none", "“none” in"),
        ('step = "team"', 'step = "nowhere"', "has no page “nowhere”"),
        ('section = "bp-maintenance"', 'section = "nowhere"', "has no section “nowhere”"),
        ('note = "Ours."', 'note = "Ours."\nlowers = ["V-DR-01"]', "line 8: only the rules of a state lower a check"),
        (
            'note = "Ours."',
            'note = "Ours."\nstate = "TX"\nlowers = ["V-RU-01"]',
            "line 9: “V-RU-01” is no check that a state may lower",
        ),
        ('note = "Ours."', 'note = "Ours."\nstate = "Texas"', "line 8: “Texas” is not the code of a state"),
    ],
)
def test_a_broken_pack_gets_one_sentence(own: Callable[[str], Path], old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(PackError) as caught:
        requirements.check_folder(own(GOOD.replace(old, new)))
    assert message in str(caught.value)
    assert str(caught.value).startswith("requirements.toml")


def test_a_pack_needs_a_requirement_and_a_folder(own: Callable[[str], Path], tmp_path: Path) -> None:
    with pytest.raises(PackError, match="no requirement"):
        load_requirement_pack(own(GOOD.partition("[[requirement]]")[0]))
    with pytest.raises(PackError, match="no such folder"):
        requirements.check_folder(tmp_path / "nowhere")


def test_the_shipped_template_pack_is_checked_the_same_way() -> None:
    from eopbuilder import assets

    told = requirements.check_folder(assets.path("plan_templates/k12-federal"))
    assert told.startswith("K-12 school emergency operations plan")
