"""Plan data meets a plan: what is known changes, the rest is added, the unclear is refused by the name of its entry."""

from __future__ import annotations

import io
import itertools
import json
import math
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import MANY, FieldSpec, InvalidValue, Kind, is_empty, parse_value
from eopbuilder.domain.images import image_id
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    Agency,
    Answer,
    Assignment,
    Audience,
    Channel,
    Person,
    PlanInfo,
    Record,
    RoleSetting,
    School,
    Site,
    Training,
    Zone,
    field_specs,
)
from eopbuilder.exchange.plan_json import Entry, plan_data, read_entries, write_plan_json
from eopbuilder.packs import load_pack
from eopbuilder.planning.data_merge import DataMerge, merge_data
from eopbuilder.rolegraph.structure import reporting_circle
from tests.images import PLAIN_JPEG, PLAIN_PNG

PACK = load_pack("k12-federal")
INFO = PlanInfo(id="plan-1", title="Plan", pack="k12-federal")
SCHOOL = School(id="school", name="Cedar Hollow", enrollment=400, not_applicable={"website": "none"})
PEOPLE = (
    Person(id="ana", given_name="Ana", family_name="Field", email="ana@school.example", job_title="Principal"),
    Person(id="bo-1", given_name="Bo", family_name="Stone", email="bo1@school.example"),
    Person(id="bo-2", given_name="Bo", family_name="Stone", email="bo2@school.example"),
)
PLAN = Plan.of(
    INFO,
    SCHOOL,
    [
        *PEOPLE,
        Agency(id="sheriff", name="Sheriff", kind="police"),
        Site(id="chapel", name="Hillside Chapel"),
        Zone(id="desk", site="chapel", zone="zn-checkin", place="Porch"),
        Zone(id="loose", place="Somewhere"),
        Assignment(id="a-1", role="role-ic", person="ana", order=0),
        RoleSetting(id="role-pio", opens_at="3"),
        Training(id="t-1", person="ana", course="IS-100"),
        Audience(id="au-1", audience="au-family"),
        Answer(id="q-ru-4b", value="By hand", position=4),
        Answer(id="q-ru-8a", value="sheriff", position=5),
    ],
)


def merge(data: Mapping[str, Any], plan: Plan = PLAN, pack: Pack = PACK) -> DataMerge:
    entries: list[Entry] = []
    for table in ("plan", "school", *(kind.TABLE for kind in LISTS)):
        if table in {"plan", "school"} and table in data:
            entries.append(Entry(table, table, data[table]))
        elif table == "answers":
            entries += [
                Entry(f"answers.{key}", table, {"id": key, "value": one}) for key, one in data.get(table, {}).items()
            ]
        else:
            entries += [Entry(f"{table}[{at}]", table, one) for at, one in enumerate(data.get(table, ()))]
    numbers = itertools.count()
    return merge_data(plan, pack, tuple(entries), lambda: f"new-{next(numbers)}")


def after(merged: DataMerge, plan: Plan = PLAN) -> Plan:
    rows = {(one.TABLE, one.id): one for kind in LISTS for one in plan.records(kind.TABLE)}
    info, school = plan.info, plan.school
    for record in merged.records:
        if isinstance(record, PlanInfo):
            info = record
        elif isinstance(record, School):
            school = record
        else:
            rows[(record.TABLE, record.id)] = record
    images = {**plan.images, **{image_id(one): one for one in merged.images}}
    return Plan.of(info, school, rows.values(), images)


def only(merged: DataMerge) -> Record:
    assert merged.report.rejected == ()
    (record,) = merged.records
    return record


def refusal(merged: DataMerge) -> tuple[str, str]:
    assert merged.records == ()
    (rejected,) = merged.report.rejected
    return rejected.entry, rejected.why


def test_a_known_id_changes_the_record_and_leaves_the_rest_of_it() -> None:
    merged = merge({"people": [{"id": "ana", "job_title": "Head", "mobile_phone": "1"}]})
    assert only(merged) == Person(
        id="ana",
        given_name="Ana",
        family_name="Field",
        email="ana@school.example",
        job_title="Head",
        mobile_phone="1",
    )
    assert (merged.report.added, merged.report.changed) == (0, 1)


def test_an_unknown_id_is_kept_and_no_id_gets_a_new_one() -> None:
    merged = merge({"sites": [{"id": "library", "name": "Library"}, {"name": "Arena"}]})
    assert [(one.id, one.position) for one in merged.records] == [("library", 1), ("new-0", 2)]
    assert merged.report.added == 2


def test_what_is_absent_is_untouched_and_equal_data_changes_nothing() -> None:
    merged = merge(plan_data(PLAN))
    assert merged == DataMerge((), (), merged.report)
    assert (merged.report.added, merged.report.changed, merged.report.rejected) == (0, 0, ())
    assert merge({}).records == ()


def test_null_clears_and_a_reason_given_earlier_goes_with_a_new_value() -> None:
    merged = merge({"school": {"enrollment": None, "website": "school.example"}})
    school = only(merged)
    assert isinstance(school, School)
    assert (school.enrollment, school.website, dict(school.not_applicable)) == (None, "school.example", {})


def test_not_applicable_takes_the_place_of_a_value() -> None:
    school = only(merge({"school": {"not_applicable": {"enrollment": " opens next year "}}}))
    assert isinstance(school, School)
    assert school.enrollment is None
    assert dict(school.not_applicable) == {"website": "none", "enrollment": "opens next year"}


def test_a_list_may_be_said_not_to_apply() -> None:
    person = only(merge({"people": [{"id": "ana", "not_applicable": {"languages": "none spoken"}}]}))
    assert isinstance(person, Person)
    assert person.languages == ()


@pytest.mark.parametrize(
    "name", ["ana", "Ana Field", " ana  field", "Field, Ana", "ANA@school.example"]
)  # an id, or any name exactly one record answers to
def test_a_reference_is_an_id_or_a_natural_key(name: str) -> None:
    assignment = only(merge({"assignments": [{"role": "role-pio", "person": name, "order": 0}]}))
    assert isinstance(assignment, Assignment)
    assert (assignment.role, assignment.person, assignment.id) == ("role-pio", "ana", "new-0")


def test_catalogue_entries_are_found_by_title_too() -> None:
    title = PACK.roles["role-pio"].title
    assignment = only(merge({"assignments": [{"role": title.upper(), "person": "ana", "order": 0}]}))
    assert isinstance(assignment, Assignment)
    assert assignment.role == "role-pio"


def test_references_may_point_at_what_the_same_file_adds() -> None:
    merged = merge(
        {
            "channels": [{"name": "Siren", "kind": "ch-tone", "operators": ["Cy Wells", "ana", "Ana Field"]}],
            "people": [{"given_name": "Cy", "family_name": "Wells"}],
        }
    )
    plan = after(merged)
    (channel,) = plan.all(Channel)
    assert channel.operators == ("new-0", "ana")


def test_after_a_change_of_name_the_old_one_is_nobodys() -> None:
    merged = merge(
        {
            "people": [{"id": "ana", "family_name": "Marsh"}],
            "assignments": [{"role": "role-pio", "person": "Ana Field", "order": 0}],
        }
    )
    assert [(one.entry, one.why) for one in merged.report.rejected] == [
        ("assignments[0]", "Person: there is no person “Ana Field”")
    ]


@pytest.mark.parametrize(
    ("data", "entry", "why"),
    [
        (
            {"assignments": [{"role": "role-pio", "person": "Bo Stone", "order": 0}]},
            "assignments[0]", "Person: “Bo Stone” could mean 2 different entries; use the id",
        ),
        (
            {"assignments": [{"role": "role-pio", "person": "Nobody", "order": 0}]},
            "assignments[0]", "Person: there is no person “Nobody”",
        ),
        (
            {"assignments": [{"role": "role-none", "person": "ana", "order": 0}]},
            "assignments[0]", "Role: there is no role “role-none”",
        ),
        ({"zones": [{"site": "Chapel", "zone": "zn-exit"}]}, "zones[0]", "Site: there is no site “Chapel”"),
        ({"people": [{"name": "Cy"}]}, "people[0]", "a person has no field “name”"),
        ({"people": [{"id": "cy", "diagnosis": "x"}]}, "people[0]", "a person has no field “diagnosis”"),
        ({"people": [{}]}, "people[0]", "it says nothing"),
        ({"people": [{"given_name": None, "languages": []}]}, "people[0]", "it says nothing"),
        ({"people": [{"id": 7}]}, "people[0]", "its id is not a short text"),
        ({"people": [{"id": " "}]}, "people[0]", "its id is not a short text"),
        ({"people": [{"id": "x" * 101}]}, "people[0]", "its id is not a short text"),
        ({"people": [{"id": "\ud800"}]}, "people[0]", "its id is not a short text"),
        ({"people": [{"given_name": 5}]}, "people[0]", "“First name” takes text, not a number"),
        ({"people": [{"fte": math.nan}]}, "people[0]", "“Share of full time” takes a number from zero to"),
        ({"people": [{"fte": 10**400}]}, "people[0]", "“Share of full time” takes a number from zero to"),
        ({"people": [{"languages": "Spanish"}]}, "people[0]", "“Languages besides English” takes a list"),
        ({"people": [{"not_applicable": []}]}, "people[0]", "“not_applicable” takes an object of field and reason"),
        ({"people": [{"not_applicable": {"shoe": "x"}}]}, "people[0]", "a person has no field “shoe”"),
        ({"people": [{"not_applicable": {"room": " "}}]}, "people[0]", "“room” is said not to apply, but not why"),
        ({"people": [{"not_applicable": {"room": 1}}]}, "people[0]", "“room” is said not to apply, but not why"),
        (
            {"people": [{"room": "1", "not_applicable": {"room": "x"}}]},
            "people[0]", "“room” has a value and is said not to apply",
        ),
        ({"role_settings": [{"id": "role-x"}]}, "role_settings[0]", "“role-x” is not a role of the template pack"),
        ({"role_settings": [{"opens_at": "1"}]}, "role_settings[0]", "“” is not a role of the template pack"),
        (
            {"role_settings": [{"id": "role-pio", "opens_at": "4"}]},
            "role_settings[0]", "“Opened from” takes one of 1, 2, 3, never, and “4” is none of them",
        ),
        ({"answers": {"q-none": 1}}, "answers.q-none", "the template pack has no question “q-none”"),
        ({"answers": {"q-ru-8a": "Fire"}}, "answers.q-ru-8a", "there is no agency “Fire”"),
        ({"answers": {"q-ru-4b": {}}}, "answers.q-ru-4b", "write the answer itself"),
        ({"answers": {"q-ru-4b": {"not_applicable": " "}}}, "answers.q-ru-4b", "write the answer itself"),
        ({"answers": {"q-ru-4b": {"not_applicable": 5}}}, "answers.q-ru-4b", "write the answer itself"),
        ({"answers": {"q-ru-4b": {"not_applicable": "x", "y": 1}}}, "answers.q-ru-4b", "write the answer itself"),
        ({"answers": {"q-ru-4b": ["a"]}}, "answers.q-ru-4b", "takes text, not a list"),
        ({"school": {"enrollment": "many"}}, "school.enrollment", "takes a number like 412, and “many” is not one"),
        ({"school": {"not_applicable": {"x": "y"}}}, "school.not_applicable", "a school has no field “x”"),
        ({"plan": {"pack": "other"}}, "plan.pack", "its template pack is “other”, and this plan follows “k12-federal”"),
        ({"plan": {"created_at": "now"}}, "plan.created_at", "a plan has no field “created_at”"),
    ],
)  # fmt: skip
def test_an_entry_that_is_not_clear_is_refused_by_name(data: dict[str, Any], entry: str, why: str) -> None:
    told_entry, told_why = refusal(merge(data))
    assert told_entry == entry
    assert why in told_why


def test_an_answer_in_a_list_holds_id_and_value_and_nothing_else() -> None:
    entry = Entry("answers[0]", "answers", {"id": "q-ru-4b", "not_applicable": "x"})
    merged = merge_data(PLAN, PACK, (entry,), lambda: "new")
    assert refusal(merged) == ("answers[0]", "an answer has an “id” and a “value” and nothing else")


def test_reporting_lines_that_lead_round_are_refused_and_the_rest_is_taken() -> None:
    lines = [
        {"id": "role-ic", "opens_at": "1", "reports_to": "role-ops"},
        {"id": "role-pio", "reports_to": "role-ops"},
    ]
    merged = merge({"role_settings": lines})
    (told,) = merged.report.rejected
    assert told.entry == "role_settings role-ic.reports_to"
    assert "Operations Section Chief reports to Incident Commander" in told.why
    taken = {one.id: one for one in merged.records}
    assert taken["role-ic"] == RoleSetting(id="role-ic", opens_at="1", position=taken["role-ic"].position)
    assert taken["role-pio"].reports_to == "role-ops"  # type: ignore[attr-defined]


def test_a_refusal_is_short_and_can_be_printed_anywhere() -> None:
    merged = merge({"answers": {"\ud800" + "q" * 9000: 1}, "people": [{"\ud800\n" + "y" * 9000: 1}]})
    for rejected in merged.report.rejected:
        text = f"{rejected.entry}: {rejected.why}"
        assert len(text) < 400
        assert "\n" not in text
        text.encode("utf-8")


def test_an_entry_that_is_refused_does_not_keep_the_others_out() -> None:
    merged = merge({"people": [{"name": "x"}, {"given_name": "Cy"}], "school": {"name": "New", "phone": 5}})
    assert {one.entry for one in merged.report.rejected} == {"people[0]", "school.phone"}
    assert after(merged).school.name == "New"
    assert merged.report.added == 1


@pytest.mark.parametrize(
    ("table", "entry", "record_id"),
    [
        ("assignments", {"role": "role-ic", "person": "bo-1", "order": 0}, "a-1"),
        ("zones", {"site": "Hillside Chapel", "zone": "zn-checkin", "place": "Foyer"}, "desk"),
        ("trainings", {"person": "Ana Field", "course": "IS-100", "completed_on": "2026-01-02"}, "t-1"),
        ("audiences", {"audience": "au-family", "approver": "role-ic"}, "au-1"),
        ("assignments", {"role": "role-ic", "person": "bo-1", "order": 1}, "new-0"),
        ("zones", {"place": "Elsewhere"}, "new-0"),
        ("trainings", {"course": "IS-100"}, "new-0"),
    ],
)
def test_an_entry_without_id_changes_the_one_that_means_the_same(
    table: str, entry: dict[str, Any], record_id: str
) -> None:
    assert only(merge({table: [entry]})).id == record_id


def test_answers_are_typed_by_their_questions_and_null_takes_one_back() -> None:
    dated = next(one.id for one in PACK.questions.values() if one.spec.kind is Kind.DATE)
    many = next(one for one in PACK.questions.values() if one.spec.refers_to == "people" and one.spec.kind in MANY)
    plan = after(
        merge(
            {
                "answers": {
                    dated: "2026-08-31",
                    many.id: ["Field, Ana"],
                    "q-ru-4b": None,
                    "q-ru-4c": {"not_applicable": "x"},
                }
            }
        )
    )
    answers = {one.id: (one.value, dict(one.not_applicable)) for one in plan.answers}
    assert answers[dated] == ("2026-08-31", {})
    assert answers[many.id] == (("ana",), {})
    assert answers["q-ru-4b"] == (None, {})
    assert answers["q-ru-4c"] == (None, {"value": "x"})
    assert plan.answers[0].position == 4


def test_taking_back_an_answer_nobody_gave_changes_nothing() -> None:
    many = next(one.id for one in PACK.questions.values() if one.spec.kind in MANY)
    assert merge({"answers": {many: [], "q-ru-4c": None}}).records == ()


# Any plan comes back as it went out -----------------------------------------------------------------------------------


IMAGES = {image_id(one): one for one in (PLAIN_PNG, PLAIN_JPEG)}


def value_of(spec: FieldSpec, ids: Mapping[str, list[str]]) -> st.SearchStrategy[Any]:
    texts = st.text(max_size=12) | st.sampled_from(["Ana Field", "q-1", "王 é", "a\nb"])
    known = ids.get(spec.refers_to, [])
    options: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXTS: st.lists(texts, max_size=3),
        Kind.CHOICE: st.sampled_from([one.id for one in spec.choices] or ["x"]),
        Kind.CHOICES: st.lists(st.sampled_from([one.id for one in spec.choices] or ["x"]), max_size=3),
        Kind.YES_NO: st.booleans(),
        Kind.NUMBER: st.integers(0, min(10_000, spec.most)),
        Kind.DECIMAL: st.floats(0, min(1000, spec.most)),
        Kind.DATE: st.dates(date(1990, 1, 1), date(2040, 1, 1)),
        Kind.EMAIL: st.sampled_from(["a@b.example", "ana@school.example"]),
        Kind.IMAGE: st.sampled_from(list(IMAGES)),
        Kind.REFERENCE: st.sampled_from(known) if known else st.none(),
        Kind.REFERENCES: st.lists(st.sampled_from(known), max_size=3) if known else st.just([]),
    }
    return options.get(spec.kind, texts).map(lambda raw: parse_or_nothing(spec, raw))


def parse_or_nothing(spec: FieldSpec, raw: object) -> Any:
    try:
        return parse_value(spec, raw)
    except InvalidValue:
        return None


@st.composite
def facts(draw: st.DrawFn, specs: tuple[FieldSpec, ...], ids: Mapping[str, list[str]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for spec in draw(st.lists(st.sampled_from(specs), unique_by=lambda one: one.name, max_size=5)):
        if draw(st.integers(0, 4)) == 0:
            reasons[spec.name] = draw(st.sampled_from(["does not apply", "none here"]))
        else:
            value = draw(value_of(spec, ids))
            if not is_empty(value):
                values[spec.name] = value
    return {**values, "not_applicable": reasons}


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    ids: dict[str, list[str]] = {
        f"pack.{name}": list(PACK.catalogue(f"pack.{name}")) for name in ("roles", "zones", "channels", "audiences")
    }
    records: list[Record] = []
    for kind in LISTS:
        if kind is Answer:
            continue
        given_ids = ["role-ic", "role-pio"] if kind is RoleSetting else [f"{kind.TABLE}-{one}" for one in range(3)]
        ids[kind.TABLE] = draw(st.lists(st.sampled_from(given_ids), unique=True, max_size=2))
        for at, record_id in enumerate(ids[kind.TABLE]):
            records.append(kind(id=record_id, position=at, **draw(facts(field_specs(kind), ids))))
    questions = draw(st.lists(st.sampled_from(list(PACK.questions.values())), unique_by=lambda one: one.id, max_size=6))
    for at, question in enumerate(questions):
        value = draw(value_of(question.spec, ids))
        if is_empty(value):
            records.append(Answer(id=question.id, position=at, not_applicable={"value": "no need"}))
        else:
            stored = value.isoformat() if isinstance(value, date) else value
            records.append(Answer(id=question.id, position=at, value=stored))
    info = PlanInfo(id="plan-1", pack="k12-federal", **draw(facts(field_specs(PlanInfo), ids)))
    return Plan.of(info, School(id="school", **draw(facts(field_specs(School), ids))), records, IMAGES)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(plans())
def test_a_plan_written_and_taken_in_again_has_equal_facts(
    tmp_path_factory: pytest.TempPathFactory, plan: Plan
) -> None:
    assume(not any(reporting_circle(plan, PACK, one.id) for one in plan.all(RoleSetting)))
    stream = io.BytesIO()
    write_plan_json(plan, stream)
    path: Path = tmp_path_factory.getbasetemp() / "round.json"
    path.write_bytes(stream.getvalue())
    empty = Plan(PlanInfo(id="plan-2", pack="k12-federal"), School(id="school"))
    merged = merge_data(empty, PACK, read_entries(path), lambda: "new")
    assert merged.report.rejected == ()
    assert plan_data(after(merged, empty)) == plan_data(plan)
    again = merge_data(after(merged, empty), PACK, read_entries(path), lambda: "new")
    assert (again.report.added, again.report.changed) == (0, 0)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def strange_entries(draw: st.DrawFn) -> dict[str, Any]:
    kind = draw(st.sampled_from(LISTS))
    names = st.sampled_from([spec.name for spec in field_specs(kind)] + ["id", "not_applicable", "value"])
    return {kind.TABLE: [draw(st.dictionaries(names, JSON, max_size=4))]} if kind is not Answer else {
        "answers": draw(st.dictionaries(st.sampled_from(["q-ru-4b", "q-ru-8a", "q-x"]), JSON, max_size=2))
    }  # fmt: skip


@given(strange_entries())
def test_whatever_an_entry_holds_it_is_taken_or_refused(data: dict[str, Any]) -> None:
    merged = merge(data)
    for rejected in merged.report.rejected:
        json.dumps(rejected.why).encode()
        assert rejected.entry
        assert rejected.why
    json.dumps(plan_data(after(merged)), allow_nan=False).encode("utf-8")
