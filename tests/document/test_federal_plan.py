"""Every section of the federal pack over an empty, a half-filled and a full plan: nothing open that should not be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from eopbuilder.document.blocks_channels import BLANK_WORDS
from eopbuilder.document.build import build_document
from eopbuilder.document.lint import inlines_of, lint, texts_of
from eopbuilder.document.nodes import Blank, Document, Heading, Table, plain_text
from eopbuilder.domain import prose
from eopbuilder.domain.catalogue import Pack, Question
from eopbuilder.domain.citation import Citations
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import in_edition
from eopbuilder.domain.facts import FieldSpec, Kind
from eopbuilder.domain.images import image_id
from eopbuilder.domain.messages import fields_of, reading_grade
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    RECORD_TYPES,
    Agency,
    Agreement,
    Answer,
    Course,
    Message,
    PlanInfo,
    Record,
    School,
    TeamMember,
    field_spec,
    field_specs,
)
from eopbuilder.domain.records.pictures import PICTURE_KINDS
from eopbuilder.packs import load_pack
from eopbuilder.planning.sample import create_sample
from eopbuilder.render.text_writer import write_text
from tests.images import PLAIN_PNG

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
MOST_GRADE = 9.5
"""Reading grade of the words of one section. Titles of roles and annexes, which are long, count against it."""
NOT_OVERLAID = {"goals", "objectives", "courses", "section_settings", "role_settings", "messages"}


def choices_of(kind: type[Record], field: str) -> tuple[str, ...]:
    return tuple(choice.id for choice in field_spec(kind, field).choices)


SEVERAL: dict[str, tuple[str, tuple[Any, ...]]] = {
    "agencies": ("kind", choices_of(Agency, "kind")),
    "agreements": ("kind", choices_of(Agreement, "kind")),
    "drills": ("held_on", (None,)),
    "pictures": ("kind", tuple(PICTURE_KINDS)),
    "markers": ("picture", ("pictures", *(f"pictures-{one}" for one in PICTURE_KINDS))),
    "team": ("group", tuple(PACK.groups)),
}
"""Lists of which a full plan has one of each sort."""


def value_for(spec: FieldSpec, table: str = "") -> Any:
    """An honest value for a field or question of any kind."""
    if spec.choices:
        return tuple(one.id for one in spec.choices) if spec.kind is Kind.CHOICES else spec.choices[0].id
    if spec.kind in {Kind.REFERENCE, Kind.REFERENCES}:
        target = next(iter(PACK.catalogue(spec.refers_to))) if spec.refers_to.startswith("pack.") else spec.refers_to
        return (target,) if spec.kind is Kind.REFERENCES else target
    values: dict[Kind, Any] = {
        Kind.TEXT: f"The {spec.name.replace('_', ' ')} of {table or 'the school'}",
        Kind.LONG_TEXT: "We have talked it through.\nEveryone knows.",
        Kind.TEXTS: ("one thing", "another thing"),
        Kind.YES_NO: True,
        Kind.NUMBER: 12,
        Kind.DECIMAL: min(2.5, spec.most),
        Kind.IMAGE: image_id(PLAIN_PNG),
        Kind.DATE: date(2027, 9, 1) if spec.name in {"valid_until", "planned_on"} else date(2026, 9, 1),
        Kind.PHONE: "+15055550100",
        Kind.EMAIL: "office@school.example",
    }
    return values[spec.kind]


def full_plan() -> Plan:
    """A plan in which every question is answered, every field filled and every hazard carried forward."""
    records: list[Record] = []
    for kind in LISTS:
        if kind is Answer or kind.TABLE in NOT_OVERLAID:
            continue
        facts = {spec.name: value_for(spec, kind.TABLE) for spec in field_specs(kind)}
        facts.pop("left", None)
        facts.pop("end_date", None)
        if kind.TABLE == "assignments":
            records.extend(
                RECORD_TYPES["assignments"](id=f"{role}-{order}", role=role, person=person, order=order)
                for role in PACK.roles
                for order, person in enumerate(("people", "people-2", "people-3"))
            )
            continue
        several = SEVERAL.get(kind.TABLE)
        if several:
            field, values = several
            records.extend(kind(id=f"{kind.TABLE}-{one}", **{**facts, field: one}) for one in values)
        if kind.TABLE == "people":
            records.extend(kind(id=f"people-{n}", **facts) for n in (2, 3))
        if kind.TABLE == "audiences":
            records.extend(kind(id=f"a-{one}", **{**facts, "audience": one}) for one in PACK.audiences)
            continue
        if kind.TABLE == "actions":
            records.extend(kind(id=f"p-{one}", **{**facts, "action": one}) for one in PACK.actions)
            continue
        if kind.TABLE == "hazards":
            records.extend(kind(id=f"h-{one}", **{**facts, "hazard": one, "name": None}) for one in PACK.hazards)
            continue
        records.append(kind(id=kind.TABLE, **facts))
    records.extend(Answer(id=one.id, value=stored(one)) for one in PACK.questions.values())
    info = {spec.name: value_for(spec) for spec in field_specs(PlanInfo)}
    school = {spec.name: value_for(spec) for spec in field_specs(School)}
    images = {image_id(PLAIN_PNG): PLAIN_PNG}
    return Plan.of(PlanInfo(id="plan", **info), School(id="school", **school), records, images)


def stored(question: Question) -> Any:
    value = value_for(question.spec)
    return value.isoformat() if isinstance(value, date) else value


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Plan]:
    folder: Path = tmp_path_factory.mktemp("sample")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EOPBUILDER_HOME", str(folder / "home"))
        with create_sample(folder / "plan.eop") as session:
            half = session.plan
    return {"empty": Plan(PlanInfo(id="plan"), School(id="school")), "half": half, "full": full_plan()}


def built(plan: Plan) -> Document:
    return build_document(plan, PACK, AS_OF, datetime(2026, 11, 26))


@pytest.mark.parametrize("name", ["empty", "half", "full"])
def test_a_plan_of_any_fullness_prints_without_a_fault(plans: dict[str, Plan], name: str) -> None:
    document = built(plans[name])
    assert lint(document) == ()
    for block in document.blocks():
        for text in texts_of(block):
            assert not re.search(r"\{\{|\}\}|\blorem\b|\bTBD\b|describe here", text), text
            assert "  " not in text.replace("\n", " ").strip() or name == "full", text


def test_a_full_plan_leaves_nothing_undecided(plans: dict[str, Plan]) -> None:
    stream = BytesIO()
    write_text(built(plans["full"]), stream)
    lines = [line.strip() for line in stream.getvalue().decode("utf-8").splitlines() if "▲" in line]
    assert lines == []


def test_every_section_is_printed_in_a_full_plan(plans: dict[str, Plan]) -> None:
    anchors = {one.anchor for one in built(plans["full"]).blocks() if isinstance(one, Heading)}
    assert {section.id for section in PACK.sections} - anchors == {"hz-own"}


def test_hazard_annexes_come_by_priority_and_are_numbered(plans: dict[str, Plan]) -> None:
    headings = [one for one in built(plans["half"]).headings() if one.number.startswith("H") and one.level == 2]
    assert [one.number for one in headings] == [f"H{place}" for place in range(1, len(headings) + 1)]
    order = {"high": 0, "medium": 1, "low": 2}
    priority = {one.hazard: order[one.priority or ""] for one in plans["half"].hazards if one.included}
    ranks = [priority[one.anchor] for one in headings]
    assert ranks == sorted(ranks)


def test_a_hazard_annex_has_one_number_in_every_edition(plans: dict[str, Plan]) -> None:
    numbers = {}
    for edition in Edition:
        shown, pack = in_edition(plans["half"], PACK, edition, AS_OF)
        blocks = build_document(shown, pack, AS_OF, datetime(2026, 11, 26)).blocks()
        annexes = [one for one in blocks if isinstance(one, Heading) and re.fullmatch(r"H\d+", one.number)]
        numbers[edition] = {one.text: one.number for one in annexes}
    assert list(numbers[Edition.FULL].values()) == [f"H{place}" for place in range(1, 10)]
    assert numbers[Edition.RESPONDER] == numbers[Edition.FULL]
    assert numbers[Edition.STAFF].items() < numbers[Edition.FULL].items()
    assert len(numbers[Edition.STAFF]) == 8
    assert numbers[Edition.PUBLIC] == {}


def test_each_agency_has_one_phone_in_the_whole_plan(plans: dict[str, Plan]) -> None:
    """Facts are entered once: wherever a partner and a phone stand in one row, the phone is the partner's."""
    plan = plans["full"]
    names = {one.name for one in plan.agencies}
    for block in built(plan).blocks():
        if isinstance(block, Table) and "phone" in " ".join(column.title for column in block.columns).lower():
            for row in block.rows:
                words = " ".join(run.text for cell in row for run in cell if hasattr(run, "text"))
                if any(name and name in words for name in names):
                    assert "(505) 555-0100" in words


def rows_named(plan: Plan, anchor: str) -> dict[str, list[str]]:
    table = next(one for one in built(plan).blocks() if isinstance(one, Table) and one.anchor == anchor)
    return {plain_text(row[0]): [plain_text(cell) for cell in row[1:]] for row in table.rows}


def test_one_team_member_does_not_stand_for_everybody_at_school(plans: dict[str, Plan]) -> None:
    partners = rows_named(plans["half"], "app-partners-partners")
    assert partners["School administrators"][0] == "Uma Jackson"
    assert [partners[one][0] for one in ("Teachers and classroom staff", "Students, by age")] == ["▲ Nobody named"] * 2


def test_the_table_of_drills_names_the_fire_drill_whose_number_the_code_sets(plans: dict[str, Plan]) -> None:
    drills = rows_named(plans["half"], "bp-training-drill-rules")
    assert drills["Fire drill"][0] == "As the fire code and the state require"
    assert drills["Lockdown drill"][0] == "2 in each school year"


def test_what_is_filled_in_on_the_day_is_named_in_words(plans: dict[str, Plan]) -> None:
    runs = (run for block in built(plans["half"]).blocks() for inlines in inlines_of(block) for run in inlines)
    labels = {one.label for one in runs if isinstance(one, Blank)}
    assert {"time of the next message", "hora del siguiente mensaje", "time", "hora"} <= labels
    assert labels.isdisjoint({"next", "url", "callback", "strategy"})


def test_a_partner_is_whoever_speaks_for_it(plans: dict[str, Plan]) -> None:
    team = (
        TeamMember(id="a", name="Rosa Vega", organization="Radio KCBD", group="team-other", speaks_for=("media",)),
        TeamMember(id="b", name="Bo Lind", organization="Lind Hardware", group="team-other", speaks_for=("business",)),
        TeamMember(id="c", name="Lena Ortiz", group="team-other", speaks_for=("community", "languages")),
        TeamMember(id="d", name="Tom Hill", group="team-diverse", speaks_for=("disability",)),
    )
    partners = rows_named(plans["empty"].with_list(TeamMember.TABLE, team), "app-partners-partners")
    assert partners["News media"][0] == "Rosa Vega (Radio KCBD)"
    assert partners["Businesses and nonprofits"][0] == "Bo Lind (Lind Hardware)"
    assert partners["Community members and organizations"][0] == "Lena Ortiz"


def test_the_glossary_explains_what_the_plan_says_and_nothing_else(plans: dict[str, Plan]) -> None:
    empty = rows_named(plans["empty"], "app-glossary-glossary")
    assert {"ICS", "PACE"} <= set(empty)
    assert set(empty).isdisjoint({"CONOPS", "LEP", "SRO", "SRM, SRP"})
    school = dataclasses.replace(plans["empty"].school, other_hours="The SRO opens the gym for the LEP class.")
    assert set(rows_named(dataclasses.replace(plans["empty"], school=school), "app-glossary-glossary")) == {
        *empty, "LEP", "SRO",
    }  # fmt: skip


def test_a_course_of_our_own_prints_what_comes_first_also_from_another_phase(plans: dict[str, Plan]) -> None:
    before, during = PACK.section("fa-evacuation").goals[:2]
    courses = (
        Course(id="own-1", objective=before.objectives[0].id, action="Count the chairs.", trigger="Each August"),
        Course(id="own-2", objective=before.objectives[0].id, action="Order more.", trigger="Now", after=("own-1",)),
        Course(id="own-3", objective=during.objectives[0].id, action="Bring them.", trigger="Now", after=("own-1",)),
    )
    plan = plans["half"].with_list(Course.TABLE, courses)

    def when(anchor: str, action: str) -> tuple[str, str]:
        found = next((no, row) for no, row in rows_named(plan, anchor).items() if row[0] == action)
        return found[0], found[1][2]

    number, start = when("fa-evacuation-courses-before", "Count the chairs.")
    assert start == "Each August"
    assert when("fa-evacuation-courses-before", "Order more.")[1] == f"Now, after {number}"
    assert when("fa-evacuation-courses-during", "Bring them.")[1] == f"Now, after {number} of “Before”"


def test_messages_in_the_words_of_the_team_are_printed_in_any_language(plans: dict[str, Plan]) -> None:
    own = (
        Message(id="nt-hold-fam", text="Our words at {time}."),
        Message(id="own-1", title="Goats", text="{school}: goats on the field.", channel="sms"),
        Message(id="own-2", title="Kozy", text="{school}: kozy na boisku.", language="pl"),
        Message(id="own-3", title="Cabras", text="{school}: cabras en el campo.", language="Spanish"),
    )
    plan = plans["half"].with_list(Message.TABLE, own)

    english = rows_named(plan, "fa-comms-messages-messages-en")
    assert english["Hold"][-1] == "Our words at ________ (time)."
    assert english["Goats"][-1] == "Maple Ridge Elementary School: goats on the field."
    assert "Cabras" in rows_named(plan, "fa-comms-messages-messages-es")
    assert set(rows_named(plan, "fa-comms-messages-messages-pl")) == {"Kozy"}


def test_every_blank_of_a_spanish_message_has_a_spanish_name() -> None:
    spanish = [one for one in PACK.messages if one.language == "es"]
    for message in spanish:
        assert set(fields_of(message.text)) <= set(BLANK_WORDS["es"]), message.id


def words_of(section_id: str) -> str:
    """The words of a section as the pack writes them, each part of a list a sentence, each fact a short word."""
    section = PACK.section(section_id)
    lines: list[str] = []
    for block in section.body:
        match block:
            case prose.Paragraph(inlines):
                lines.append(as_words(inlines))
            case prose.ListBlock(items):
                lines.extend(as_words(item) for item in items)
            case _:
                pass
    for goal in section.goals:
        lines.append(goal.text)
        lines.extend(one.text for one in goal.objectives)
        lines.extend(f"{course.action} {course.access}" for course in goal.courses)
    return "\n".join(lines).replace("; ", ". ")


def as_words(inlines: tuple[prose.Inline, ...]) -> str:
    return "".join(one.text if isinstance(one, prose.Text | prose.SectionLink) else "one" for one in inlines)


@pytest.mark.parametrize("section_id", [section.id for section in PACK.sections])
def test_each_section_reads_at_about_grade_eight(section_id: str) -> None:
    words = words_of(section_id)
    if len(words.split()) >= 120:
        assert reading_grade(words) <= MOST_GRADE


def test_the_pack_as_a_whole_reads_at_grade_eight() -> None:
    assert reading_grade("\n".join(words_of(section.id) for section in PACK.sections)) <= 8


def cited(pack: Pack) -> Iterator[tuple[str, Citations]]:
    for section in pack.sections:
        for goal in section.goals:
            yield goal.id, goal.citations
            for objective in goal.objectives:
                yield objective.id, objective.citations
                yield from ((course.id, course.citations) for course in objective.courses)
    for table in (pack.hazards, pack.actions, pack.drills, pack.groups, pack.partners):
        yield from ((key, entry.citations) for key, entry in table.items())
    yield from ((one.id, one.citations) for one in pack.information)


def test_every_goal_course_and_list_entry_resolves_to_a_source() -> None:
    ids: set[str] = set()
    for key, citations in cited(PACK):
        assert citations, key
        assert {one.source for one in citations} - {""} <= set(PACK.sources), key
        assert key not in ids, key
        ids.add(key)


def test_every_annex_has_three_phases_and_thinks_of_access() -> None:
    annexes = [section for section in PACK.sections if section.goals]
    assert len([one for one in annexes if one.when == "hazard-included"]) >= 20
    assert {one.id for one in annexes} >= {
        "fa-evacuation", "fa-lockdown", "fa-sip", "fa-accounting", "fa-comms", "fa-reunification", "fa-coop",
        "fa-recovery", "fa-phmmh", "fa-security", "fa-mental-health",
    }  # fmt: skip
    for section in annexes:
        assert [goal.phase for goal in section.goals] == ["before", "during", "after"], section.id
        for goal in section.goals[:2]:
            assert any(course.access for course in goal.courses), (section.id, goal.phase)
