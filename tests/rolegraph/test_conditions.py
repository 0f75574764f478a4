"""When what roles depend on is ready: each test of the pack both ways."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from eopbuilder.domain.catalogue import GraphNode, MessageTemplate, Pack
from eopbuilder.domain.facts import Kind
from eopbuilder.domain.records import (
    Agency,
    Agreement,
    Answer,
    Assignment,
    Audience,
    Channel,
    Language,
    Record,
    SectionSetting,
    Site,
    Zone,
    field_spec,
)
from eopbuilder.packs import load_pack
from eopbuilder.packs.vocabulary import SATISFIED_WHEN
from eopbuilder.rolegraph import conditions
from eopbuilder.rolegraph.conditions import PREDICATES, is_ready
from tests.rolegraph.small import AS_OF, COMMAND, pack_of, person, plan_of, question

BEN = person("Ben Ode")
GONE = person("Gil Gone", end_date=date(2026, 6, 30))
MESSAGE = MessageTemplate("m", "Hold", "during", "au-family", "sms", "en", "…")


def referring(question_id: str, table: str, kind: Kind = Kind.REFERENCE) -> Any:
    """A question whose answer names records."""
    asked = question(question_id, kind)
    return dataclasses.replace(asked, spec=dataclasses.replace(asked.spec, refers_to=table))


QUESTIONS = (
    referring("q-ru-8a", "agencies"),
    question("q-ru-8c", Kind.LONG_TEXT),
    question("q-ru-9a", Kind.TEXTS),
    question("q-nt-4a", Kind.TEXTS),
    question("q-bp-lockdown-release", Kind.LONG_TEXT),
    referring("q-bp-policy-group", "agencies"),
    referring("q-mh-btam-lead", "people"),
    referring("q-mh-btam-members", "people", Kind.REFERENCES),
    question("q-mh-btam-after-hours"),
    referring("q-mh-tipline-owner", "people"),
    question("q-mh-tipline-contact"),
    question("q-mh-tipline-hours"),
)
PACK = dataclasses.replace(pack_of([COMMAND], questions=QUESTIONS), messages=(MESSAGE,))


def holds(word: str, records: Iterable[Record], answers: Mapping[str, Any] | None = None, pack: Pack = PACK) -> bool:
    """Whether a test holds for a plan of these records and answers."""
    said = [Answer(id=key, value=value) for key, value in (answers or {}).items()]
    return PREDICATES[word](plan_of(records=[*records, *said]), pack, AS_OF)


def without(records: Iterable[Record], record_id: str) -> list[Record]:
    return [one for one in records if one.id != record_id]


def changed(records: Iterable[Record], record_id: str, **changes: Any) -> list[Record]:
    """The records with one of them changed."""
    return [dataclasses.replace(one, **changes) if one.id == record_id else one for one in records]


def test_the_program_knows_exactly_the_words_a_pack_may_use() -> None:
    assert set(PREDICATES) == set(SATISFIED_WHEN)


def test_every_id_named_here_is_in_the_federal_pack() -> None:
    pack = load_pack("k12-federal")
    assert set(pack.zones) >= conditions.ZONES_TO_REUNITE | {conditions.NOTIFICATION_ZONE}
    assert conditions.FAMILIES in pack.audiences
    kinds = {one.id: (one.spec.kind, one.spec.refers_to) for one in QUESTIONS}
    assert kinds == {one: (pack.questions[one].spec.kind, pack.questions[one].spec.refers_to) for one in kinds}
    assert {"police", "fire"} <= {choice.id for choice in field_spec(Agency, "kind").choices}


def test_nothing_is_ready_in_an_empty_plan() -> None:
    assert [word for word in PREDICATES if holds(word, [])] == []
    federal = load_pack("k12-federal")
    assert [node for node in federal.nodes if is_ready(plan_of(), federal, AS_OF, node)] == []


def test_a_node_is_ready_when_its_test_holds() -> None:
    nodes = [GraphNode("police", "Police", "partner", "agency-police-or-fire-with-contact", "")]
    nodes.append(GraphNode("odd", "Odd", "place", "", ""))
    pack = pack_of([COMMAND], nodes=nodes)
    plan = plan_of(records=[Agency(id="pd", kind="police", contact="Sgt. Lee")])
    assert is_ready(plan, pack, AS_OF, "police")
    assert not is_ready(plan, pack, AS_OF, "odd")
    with pytest.raises(KeyError):
        is_ready(plan, pack, AS_OF, "none")


@pytest.mark.parametrize(
    ("agency", "ready"),
    [
        (Agency(id="a", kind="police", phone="505-555-0100"), True),
        (Agency(id="a", kind="fire", contact="Chief Lee"), True),
        (Agency(id="a", kind="fire", name="Fire"), False),
        (Agency(id="a", kind="ems", phone="505-555-0100"), False),
    ],
)
def test_a_responder_is_known(agency: Agency, ready: bool) -> None:
    assert holds("agency-police-or-fire-with-contact", [agency]) is ready


@pytest.mark.parametrize(("word", "section"), [("annex-recovery", "fa-recovery"), ("annex-continuity", "fa-coop")])
def test_an_annex_is_ready_when_it_is_in_the_plan_and_led(word: str, section: str) -> None:
    pack = pack_of([COMMAND], sections=["bp-one", section])
    led_by = SectionSetting(id=section, lead="role-ic")
    in_charge = Assignment(id="a", role="role-ic", person=BEN.id, order=0)
    assert holds(word, [BEN, led_by, in_charge], pack=pack)
    assert not holds(word, [BEN, led_by], pack=pack)
    assert not holds(word, [BEN, SectionSetting(id=section, lead="role-ic", left_out="No"), in_charge], pack=pack)
    assert not holds(word, [BEN, in_charge], pack=pack_of([COMMAND], sections=["bp-one"]))


@pytest.mark.parametrize(
    ("word", "answers"),
    [
        (
            "btam-team-ready",
            {"q-mh-btam-lead": BEN.id, "q-mh-btam-members": (BEN.id, "p-unknown"), "q-mh-btam-after-hours": "By phone"},
        ),
        (
            "tip-line-ready",
            {"q-mh-tipline-owner": BEN.id, "q-mh-tipline-contact": "Web", "q-mh-tipline-hours": "Day and night"},
        ),
        ("lockdown-release-written", {"q-bp-lockdown-release": "Police unlock each room"}),
    ],
)
def test_questions_are_answered(word: str, answers: dict[str, Any]) -> None:
    assert holds(word, [BEN], answers)
    for left_out in answers:
        fewer = {key: value for key, value in answers.items() if key != left_out}
        assert not holds(word, [BEN], fewer)
        not_here = Answer(id=left_out, not_applicable={"value": "The district does it"})
        assert not holds(word, [BEN, not_here], fewer)
    assert not holds(word, [BEN], answers, pack_of([COMMAND]))


def test_an_answer_that_names_people_counts_while_one_is_here() -> None:
    answers = {"q-mh-tipline-contact": "Web", "q-mh-tipline-hours": "Always"}
    assert holds("tip-line-ready", [BEN], {**answers, "q-mh-tipline-owner": BEN.id})
    assert not holds("tip-line-ready", [GONE], {**answers, "q-mh-tipline-owner": GONE.id})
    assert not holds("tip-line-ready", [], {**answers, "q-mh-tipline-owner": "p-unknown"})


def test_an_answer_from_the_pack_counts_as_it_is() -> None:
    asked = [one for one in QUESTIONS if one.id != "q-mh-tipline-owner"] + [
        referring("q-mh-tipline-owner", "pack.roles")
    ]
    answers = {"q-mh-tipline-contact": "Web", "q-mh-tipline-hours": "Always", "q-mh-tipline-owner": "role-ic"}
    assert holds("tip-line-ready", [], answers, pack_of([COMMAND], questions=asked))


def test_the_policy_group_can_be_reached() -> None:
    answer = {"q-bp-policy-group": "office"}
    office = [Agency(id="office", name="Superintendent", kind="district", phone="505-555-0101")]
    assert holds("policy-group-named", office, answer)
    assert not holds("policy-group-named", office)
    assert not holds("policy-group-named", changed(office, "office", phone=None), answer)
    assert not holds("policy-group-named", [], answer)
    texts = pack_of([COMMAND], questions=[question("q-bp-policy-group", Kind.TEXTS)])
    assert not holds("policy-group-named", office, {"q-bp-policy-group": ("office",)}, texts)


def families() -> list[Record]:
    """Families told by two channels, one with a sender."""
    return [
        BEN,
        GONE,
        Channel(id="sms", operators=("p-gil-gone", BEN.id)),
        Channel(id="call"),
        Audience(id="f", audience="au-family", primary="sms", alternate="call", approver="role-ic"),
    ]


def test_families_can_be_notified() -> None:
    word = "families-can-be-notified"
    assert holds(word, families())
    assert holds(word, changed(families(), "sms", operators=(), outside_senders="District office"))
    assert not holds(word, changed(families(), "sms", operators=("p-gil-gone", "p-unknown")))
    assert not holds(word, changed(families(), "f", alternate="sms"))
    assert not holds(word, changed(families(), "f", alternate="gone"))
    assert not holds(word, changed(families(), "f", approver=None))
    assert not holds(word, changed(families(), "f", approver="role-gone"))
    assert not holds(word, changed(families(), "f", audience="au-staff"))
    for_all = dataclasses.replace(PACK, messages=(dataclasses.replace(MESSAGE, audience="all"),))
    assert holds(word, families(), pack=for_all)
    for_staff = dataclasses.replace(PACK, messages=(dataclasses.replace(MESSAGE, audience="au-staff"),))
    assert not holds(word, families(), pack=for_staff)


def site() -> list[Record]:
    """A church with its agreement and the zones where students and families meet."""
    return [
        Site(id="church", reach="walking"),
        Agreement(id="promise", site="church", state="signed", valid_until=AS_OF),
        Zone(id="z1", site="church", zone="zn-checkin", place="Lobby"),
        Zone(id="z2", site="church", zone="zn-assembly", place="Hall"),
        Zone(id="z3", site="church", zone="zn-reunion", place="Porch"),
    ]


def test_a_host_has_promised_a_site() -> None:
    word = "host-agreement-in-force"
    assert holds(word, site())
    assert holds(word, [*site(), Site(id="other", reach="bus")])
    assert not holds(word, changed(site(), "promise", valid_until=date(2026, 8, 31)))
    assert not holds(word, changed(site(), "promise", site="elsewhere"))
    assert not holds(word, changed(site(), "church", reach="on-campus"))


def test_a_reunification_site_has_its_promise_and_its_zones() -> None:
    word = "reunification-site-ready"
    assert holds(word, site())
    for left_out in ("church", "promise", "z1", "z2", "z3"):
        assert not holds(word, without(site(), left_out)), left_out
    assert not holds(word, changed(site(), "z1", place=None))
    assert not holds(word, changed(site(), "z1", site="elsewhere"))
    assert not holds(word, changed(site(), "church", reach="on-campus"))


def test_the_notification_room_has_a_place_a_way_and_an_agency() -> None:
    word = "notification-room-ready"
    records = [Zone(id="z", zone="zn-notify", place="Room 4"), Agency(id="pd", kind="police")]
    answers = {"q-ru-8a": "pd", "q-ru-8c": "By the side door"}
    assert holds(word, records, answers)
    assert not holds(word, changed(records, "z", place=None), answers)
    assert not holds(word, changed(records, "z", zone="zn-exit"), answers)
    assert not holds(word, without(records, "pd"), answers)
    assert not holds(word, records, {"q-ru-8a": "pd"})
    assert not holds(word, records, {"q-ru-8c": "By the side door"})


@pytest.mark.parametrize(
    ("spoken", "interpreted", "written", "ready"),
    [
        (["Spanish", "English"], ["SPANISH "], ["English", "spanish"], True),
        (["Spanish", "Diné  Bizaad"], ["Diné bizaad", "Spanish"], ["Spanish", "diné bizaad", "Hmong"], True),
        (["English"], [], [], True),
        (["Spanish"], ["Spanish"], ["English"], False),
        (["Spanish"], [], ["Spanish"], False),
        ([], ["Spanish"], ["Spanish"], False),
        ([None], ["Spanish"], ["Spanish"], False),
    ],
)
def test_every_language_is_interpreted_and_written(
    spoken: list[str | None], interpreted: list[str], written: list[str], ready: bool
) -> None:
    records = [Language(id=f"l{place}", name=name) for place, name in enumerate(spoken)]
    answers = {"q-ru-9a": tuple(interpreted), "q-nt-4a": tuple(written)}
    assert holds("languages-covered", records, answers) is ready
