"""The named operations: what they check, what they write, what goes along, and how undo calls them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from eopbuilder.domain.facts import UNKNOWN, InvalidValue, Known, NotApplicable
from eopbuilder.domain.records import Agreement, Answer, Channel, Person, RoleSetting, School, Site
from eopbuilder.errors import Bug, UserFixable
from eopbuilder.planning import library
from eopbuilder.planning import operations as op
from eopbuilder.planning.session import Session
from tests.planning.sessions import new_session, small_pack


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    with new_session(tmp_path / "plan.eop") as made:
        yield made


def add_person(session: Session, name: str) -> str:
    return op.add_record(session, table="people", values={"given_name": name})


def holders(session: Session, role: str) -> list[tuple[str, int | None]]:
    plan = session.plan
    return [(plan.get(Person, row.person).label, row.order) for row in plan.holders(role)]  # type: ignore[union-attr]


# --- facts ----------------------------------------------------------------------------------------------------------


def test_a_fact_is_cleaned_typed_and_named(session: Session) -> None:
    op.set_fact(session, table="school", field="name", value="  Maple\x00  Ridge ")
    assert session.plan.school.name == "Maple Ridge"
    assert session.undo_label == "Change school name"
    op.set_fact(session, table="school", field="postal_code", value="97000")
    assert session.undo_label == "Change ZIP code"
    op.set_fact(session, table="school", record=School.TABLE, field="enrollment", value="1,200")
    assert session.plan.school.enrollment == 1200
    site = op.add_record(session, table="sites", values={"name": "Church"})
    op.set_fact(session, table="sites", record=site, field="phone", value=" 555-0100 ")
    assert session.undo_label == "Change contact phone of Church"
    op.set_fact(session, table="plan", field="title", value="The plan")
    assert session.plan.info.title == "The plan"


def test_a_value_that_does_not_fit_changes_nothing(session: Session) -> None:
    before = session.plan
    for field, value in (("enrollment", "many"), ("name", 5)):
        with pytest.raises(InvalidValue):
            op.set_fact(session, table="school", field=field, value=value)
    assert session.plan is before
    assert session.undo_label is None


def test_known_unknown_and_not_applicable_exclude_one_another(session: Session) -> None:
    def state() -> object:
        return session.plan.school.fact("website")

    op.set_fact(session, table="school", field="website", value="maple.example")
    op.mark_not_applicable(session, table="school", field="website", reason=" none \n kept ")
    assert session.plan.school.website is None
    assert state() == NotApplicable("none kept")
    assert session.undo_label == "Mark school website as not applicable"
    op.set_fact(session, table="school", field="website", value="maple.example")
    assert state() == Known("maple.example")
    assert dict(session.plan.school.not_applicable) == {}
    op.clear_fact(session, table="school", field="website")
    assert state() == UNKNOWN
    op.mark_not_applicable(session, table="school", field="website", reason="none")
    op.set_fact(session, table="school", field="website", value="  ")
    assert state() == UNKNOWN
    for _ in range(5):
        session.undo()
    assert state() == Known("maple.example")


def test_a_reason_is_required(session: Session) -> None:
    with pytest.raises(InvalidValue, match="Say why"):
        op.mark_not_applicable(session, table="school", field="website", reason=" \x07 ")


def test_lists_can_be_cleared_and_not_apply(session: Session) -> None:
    person = op.add_record(session, table="people", values={"given_name": "Ana", "languages": ["Spanish", "Spanish"]})
    assert session.plan.people[0].languages == ("Spanish",)
    op.clear_fact(session, table="people", record=person, field="languages")
    assert session.plan.people[0].languages == ()
    assert session.undo_label == "Clear languages besides English of Ana"
    op.mark_not_applicable(session, table="people", record=person, field="languages", reason="none spoken")
    assert session.plan.people[0].fact("languages") == NotApplicable("none spoken")


def test_typing_is_merged_and_choosing_is_not(session: Session) -> None:
    site = op.add_record(session, table="sites")
    for text in ("C", "Ch", "Church"):
        op.set_fact(session, table="sites", record=site, field="name", value=text)
    for choice in ("bus", "walking"):
        op.set_fact(session, table="sites", record=site, field="reach", value=choice)
    session.undo()
    assert session.plan.sites[0].reach == "bus"
    session.undo()
    session.undo()
    assert session.plan.sites[0].name is None


@pytest.mark.parametrize(
    "wrong",
    [
        lambda session: op.set_fact(session, table="nonsense", field="name", value="x"),
        lambda session: op.set_fact(session, table="school", field="nonsense", value="x"),
        lambda session: op.set_fact(session, table="sites", record="gone", field="name", value="x"),
        lambda session: op.set_fact(session, table="sites", field="name", value="x"),
        lambda session: op.add_record(session, table="school"),
        lambda session: op.add_record(session, table="sites", values={"nonsense": 1}),
        lambda session: op.remove_record(session, table="sites", record="gone"),
        lambda session: op.remove_record(session, table="school", record="school"),
        lambda session: op.answer_question(session, question="nonsense", value="x"),
    ],
)
def test_what_no_view_offers_is_a_bug(session: Session, wrong: Callable[[Session], object]) -> None:
    with pytest.raises(Bug):
        wrong(session)
    assert session.undo_label is None


# --- lists ----------------------------------------------------------------------------------------------------------


def test_records_are_added_at_the_end(session: Session) -> None:
    first = op.add_record(session, table="sites", values={"name": "Gym", "capacity": "300"})
    assert session.undo_label == "Add site Gym"
    second = op.add_record(session, table="sites", record="own-id")
    assert session.undo_label == "Add site"
    assert [site.id for site in session.plan.sites] == [first, second] == [first, "own-id"]
    assert session.plan.sites[0].capacity == 300
    with pytest.raises(InvalidValue):
        op.add_record(session, table="sites", record="own-id")


def test_adding_checks_values_and_references(session: Session) -> None:
    with pytest.raises(InvalidValue, match="not in the plan any more"):
        op.add_record(session, table="zones", values={"site": "gone", "zone": "check-in"})
    site = op.add_record(session, table="sites", values={"name": "Gym"})
    with pytest.raises(InvalidValue):
        op.add_record(session, table="zones", values={"site": site, "zone": "nonsense"})
    with pytest.raises(InvalidValue):
        op.add_record(session, table="zones", values={"site": site, "visible_from": ["waiting", "nonsense"]})
    op.add_record(session, table="zones", values={"site": site, "zone": "check-in", "visible_from": ["waiting"]})
    assert session.plan.zones[0].visible_from == ("waiting",)


def test_an_audience_is_called_as_the_pack_calls_it(session: Session) -> None:
    audience = op.add_record(session, table="audiences", values={"audience": "families"})
    assert session.undo_label == "Add audience Families"
    op.remove_record(session, table="audiences", record=audience)
    assert session.undo_label == "Remove audience Families"


def test_moving_a_record_numbers_the_list_anew(session: Session) -> None:
    a, b, c = (op.add_record(session, table="sites", values={"name": name}) for name in "ABC")
    op.move_record(session, table="sites", record=c, to_index=0)
    assert [site.id for site in session.plan.sites] == [c, a, b]
    op.move_record(session, table="sites", record=c, to_index=99)
    assert [site.id for site in session.plan.sites] == [a, b, c]
    assert session.undo_label == "Move site C"
    session.undo()
    assert [site.id for site in session.plan.sites] == [c, a, b]


def test_removing_a_person_takes_every_mention_along(session: Session) -> None:
    ana, ben, cy = (add_person(session, name) for name in ("Ana", "Ben", "Cy"))
    for person in (ana, ben, cy):
        op.assign_role(session, role="ic", person=person)
    op.add_record(session, table="trainings", values={"person": ana, "course": "IS-100"})
    op.add_record(session, table="channels", values={"name": "PA", "kind": "pa", "operators": [ana, ben]})
    op.answer_question(session, question="helpers", value=[ana, ben])
    op.answer_question(session, question="leader", value=ana)
    op.answer_question(session, question="meeting-point", value=ana)
    before = session.plan
    op.remove_record(session, table="people", record=ana)
    plan = session.plan
    assert session.undo_label == "Remove person Ana"
    assert holders(session, "ic") == [("Ben", 0), ("Cy", 1)]
    assert plan.trainings == ()
    assert plan.channels[0].operators == (ben,)
    assert plan.get(Answer, "helpers") == Answer(id="helpers", position=0, value=(ben,))
    assert plan.get(Answer, "leader") is None
    assert plan.get(Answer, "meeting-point") is not None
    session.undo()
    assert session.plan.lists == before.lists
    session.redo()
    assert session.plan.lists == plan.lists


def test_removing_a_site_a_provider_and_a_channel(session: Session) -> None:
    site, other = (op.add_record(session, table="sites", values={"name": name}) for name in ("Church", "Gym"))
    provider = op.add_record(session, table="providers", values={"name": "Clinic"})
    for at in (site, other):
        op.add_record(session, table="zones", values={"site": at, "zone": "waiting"})
        op.add_record(session, table="agreements", values={"kind": "host", "site": at})
    op.add_record(session, table="agreements", values={"kind": "provider", "provider": provider})
    channel = op.add_record(session, table="channels", values={"name": "PA"})
    op.add_record(session, table="audiences", values={"audience": "staff", "primary": channel, "emergency": channel})
    op.remove_record(session, table="sites", record=site)
    assert session.undo_label == "Remove site Church"
    assert [zone.site for zone in session.plan.zones] == [other]
    assert [agreement.site for agreement in session.plan.all(Agreement)] == [other, None]
    op.remove_record(session, table="providers", record=provider)
    assert [agreement.site for agreement in session.plan.agreements] == [other]
    op.remove_record(session, table="channels", record=channel)
    assert session.plan.audiences[0].channels == ()
    assert session.plan.all(Channel) == ()


def test_removing_an_assignment_closes_the_gap(session: Session) -> None:
    ana, ben = (add_person(session, name) for name in ("Ana", "Ben"))
    first = op.assign_role(session, role="ic", person=ana)
    op.assign_role(session, role="ic", person=ben)
    op.remove_record(session, table="assignments", record=first)
    assert holders(session, "ic") == [("Ben", 0)]


# --- roles ----------------------------------------------------------------------------------------------------------


def test_the_order_of_holders_is_dense(session: Session) -> None:
    ana, ben, cy = (add_person(session, name) for name in ("Ana", "Ben", "Cy"))
    first = op.assign_role(session, role="ic", person=ana)
    assert session.undo_label == "Assign Ana as Incident Commander"
    op.assign_role(session, role="ic", person=ben, order=7)
    third = op.assign_role(session, role="ic", person=cy, order=0)
    assert holders(session, "ic") == [("Cy", 0), ("Ana", 1), ("Ben", 2)]
    assert op.assign_role(session, role="ic", person=ana, order=0) == first
    assert holders(session, "ic") == [("Ana", 0), ("Cy", 1), ("Ben", 2)]
    op.move_alternate(session, assignment=third, to_order=2)
    assert holders(session, "ic") == [("Ana", 0), ("Ben", 1), ("Cy", 2)]
    assert session.undo_label == "Change the order for Incident Commander"
    op.unassign(session, assignment=first)
    assert session.undo_label == "Take Ana off Incident Commander"
    assert holders(session, "ic") == [("Ben", 0), ("Cy", 1)]
    session.undo()
    assert holders(session, "ic") == [("Ana", 0), ("Ben", 1), ("Cy", 2)]


def test_assigning_again_without_an_order_changes_nothing(session: Session) -> None:
    ana, ben = (add_person(session, name) for name in ("Ana", "Ben"))
    op.assign_role(session, role="ic", person=ana)
    second = op.assign_role(session, role="ic", person=ben)
    label = session.undo_label
    assert op.assign_role(session, role="ic", person=ben) == second
    assert holders(session, "ic") == [("Ana", 0), ("Ben", 1)]
    assert session.undo_label == label


def test_roles_and_people_must_exist(session: Session) -> None:
    ana = add_person(session, "Ana")
    with pytest.raises(InvalidValue):
        op.assign_role(session, role="nonsense", person=ana)
    with pytest.raises(InvalidValue):
        op.assign_role(session, role="ic", person="gone")


def test_role_settings_come_and_go(session: Session) -> None:
    op.set_role_level(session, role="log", opens_at=2)
    assert session.undo_label == "Change when Logistics Chief opens"
    op.set_supervisor(session, role="log", reports_to="ic")
    assert session.undo_label == "Change whom Logistics Chief reports to"
    assert session.plan.role_setting("log") == RoleSetting(id="log", opens_at="2", reports_to="ic")
    op.set_role_level(session, role="log", opens_at=None)
    op.set_supervisor(session, role="log", reports_to=None)
    assert session.plan.role_setting("log") is None
    op.set_supervisor(session, role="log", reports_to=None)
    assert session.plan.role_setting("log") is None
    op.set_role_level(session, role="log", opens_at="never")
    with pytest.raises(InvalidValue):
        op.set_role_level(session, role="log", opens_at=9)
    with pytest.raises(InvalidValue, match="itself"):
        op.set_supervisor(session, role="log", reports_to="log")
    with pytest.raises(InvalidValue):
        op.set_supervisor(session, role="log", reports_to="nonsense")


def test_nobody_is_made_to_report_to_somebody_below_them(session: Session) -> None:
    op.set_supervisor(session, role="log", reports_to="ic")
    op.set_supervisor(session, role="pio", reports_to="log")
    before = session.plan
    with pytest.raises(UserFixable) as refused:
        op.set_supervisor(session, role="ic", reports_to="pio")
    assert refused.value.what == "Incident Commander can't report to Public Information"
    assert refused.value.why == ("Public Information reports to Logistics Chief, which reports to Incident Commander")
    assert session.plan == before
    assert session.undo_label == "Change whom Public Information reports to"
    with pytest.raises(UserFixable, match="Logistics Chief reports to Incident Commander"):
        op.set_supervisor(session, role="ic", reports_to="log")


def test_no_other_way_of_changing_a_reporting_line_closes_a_circle_either(session: Session) -> None:
    op.set_supervisor(session, role="log", reports_to="ic")
    op.set_role_level(session, role="ic", opens_at=2)
    table = RoleSetting.TABLE
    with pytest.raises(UserFixable, match="can't report to"):
        op.set_fact(session, table=table, record="ic", field="reports_to", value="log")
    with pytest.raises(UserFixable, match="can't report to"):
        op.add_record(session, table=table, record="pio", values={"reports_to": "pio"})
    op.set_supervisor(session, role="ic", reports_to="pio")
    with pytest.raises(UserFixable, match="Logistics Chief reports to Incident Commander"):
        op.set_supervisor(session, role="pio", reports_to="log")
    session.undo()
    op.set_supervisor(session, role="pio", reports_to="log")
    assert session.plan.role_setting("pio") == RoleSetting(id="pio", reports_to="log", position=2)


def test_going_back_to_the_template_may_close_a_circle_too(tmp_path: Path) -> None:
    small = small_pack()
    pack = replace(small, roles={**small.roles, "log": replace(small.roles["log"], reports_to="ic")})
    with library.create_plan(tmp_path / "plan.eop", pack="small", load_pack=lambda _name: pack) as session:
        op.set_supervisor(session, role="log", reports_to="pio")
        op.set_supervisor(session, role="ic", reports_to="log")
        with pytest.raises(UserFixable, match="Logistics Chief can't report to Incident Commander"):
            op.set_supervisor(session, role="log", reports_to=None)


# --- answers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "given", "stored", "known"),
    [
        ("meeting-point", " Lot  B ", "Lot B", "Lot B"),
        ("buses-kept", "3", 3, 3),
        ("buses-kept", 0, 0, 0),
        ("release-rule", "id", "id", "id"),
        ("last-drill", date(2026, 3, 1), "2026-03-01", date(2026, 3, 1)),
        ("lead-role", "ic", "ic", "ic"),
    ],
)
def test_answers_are_typed(session: Session, question: str, given: Any, stored: Any, known: Any) -> None:
    op.answer_question(session, question=question, value=given)
    answer = session.plan.get(Answer, question)
    assert answer is not None
    assert answer.value == stored
    assert session.plan.answer(session.pack.questions[question]) == Known(known)
    path = session.path
    session.publish()
    assert path.exists()


def test_an_answer_can_be_taken_back_and_not_apply(session: Session) -> None:
    question = session.pack.questions["meeting-point"]
    op.clear_answer(session, question="meeting-point")
    assert session.undo_label is None
    op.answer_question(session, question="meeting-point", value="Lot B")
    assert session.undo_label == "Answer “Meeting point”"
    op.answer_not_applicable(session, question="meeting-point", reason="no yard")
    assert session.undo_label == "Mark “Meeting point” as not applicable"
    assert session.plan.answer(question) == NotApplicable("no yard")
    op.answer_question(session, question="meeting-point", value="Lot C")
    assert session.plan.answer(question) == Known("Lot C")
    op.answer_question(session, question="meeting-point", value="  ")
    assert session.plan.answer(question) == UNKNOWN
    with pytest.raises(InvalidValue):
        op.answer_not_applicable(session, question="meeting-point", reason="")
    with pytest.raises(InvalidValue):
        op.answer_question(session, question="buses-kept", value="some")
    with pytest.raises(InvalidValue):
        op.answer_question(session, question="leader", value="gone")


def test_an_answer_the_pack_no_longer_asks_can_be_cleared(session: Session) -> None:
    with session.operation("Import") as writer:
        writer.put(Answer(id="old-question", value="x"))
    op.clear_answer(session, question="old-question")
    assert session.undo_label == "Clear an answer"
    assert session.plan.answers == ()


def test_several_operations_can_be_one_step(session: Session) -> None:
    with session.operation("Import"):
        ana = add_person(session, "Ana")
        op.assign_role(session, role="ic", person=ana)
        op.add_record(session, table="sites", values={"name": "Gym"})
    assert session.undo_label == "Import"
    session.undo()
    assert (session.plan.people, session.plan.assignments, session.plan.all(Site)) == ((), (), ())
