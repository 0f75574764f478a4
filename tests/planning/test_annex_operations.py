"""What a team changes about annexes, sections and hazards: laid over the pack, undone, and brought back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from eopbuilder.domain.annexes import annex_goals, annexes, lead_of, own_hazards
from eopbuilder.domain.courses import waiting_for
from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.records import Course, Goal, Hazard, Message, Objective, SectionSetting
from eopbuilder.planning import library, operations
from eopbuilder.planning.section_texts import text_of_program, text_of_section
from eopbuilder.planning.session import Session

ANNEX = "fa-evacuation"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = library.create_plan(tmp_path / "plan.eop")
    yield opened
    opened.close(publish=False)


def first(session: Session) -> tuple[str, str, str]:
    """Ids of the first goal, objective and course of the annex."""
    goal = session.pack.section(ANNEX).goals[0]
    return goal.id, goal.objectives[0].id, goal.objectives[0].courses[0].id


def goals(session: Session) -> list[str]:
    found = annex_goals(session.plan, session.pack, session.pack.section(ANNEX))
    return [course.action for goal in found for course in goal.courses]


def test_a_course_is_changed_and_the_packs_words_come_back(session: Session) -> None:
    _, _, course = first(session)
    before = goals(session)
    operations.change_entry(session, table="courses", record=course, field="action", value="Walk out calmly.")
    assert goals(session)[0] == "Walk out calmly."
    assert goals(session)[1:] == before[1:]
    operations.restore_entry(session, table="courses", record=course)
    assert goals(session) == before
    assert session.plan.all(Course) == ()
    session.undo()
    assert goals(session)[0] == "Walk out calmly."
    operations.restore_entry(session, table="courses", record="course-of-nobody")


def test_saying_what_the_pack_says_changes_nothing(session: Session) -> None:
    _, _, course = first(session)
    said = session.pack.courses[course].action
    operations.change_entry(session, table="courses", record=course, field="action", value=said)
    assert session.plan.all(Course) == ()
    operations.change_entry(session, table="courses", record=course, field="action", value="Other words.")
    operations.change_entry(session, table="courses", record=course, field="action", value=said)
    assert session.plan.all(Course) == ()


def test_lists_references_and_numbers_are_changed_one_by_one(session: Session) -> None:
    _, _, course = first(session)
    for field, value in (("resources", ["Rope"]), ("owner", "role-ic"), ("minutes", 7)):
        operations.change_entry(session, table="courses", record=course, field=field, value=value)
    (own,) = session.plan.all(Course)
    assert (own.resources, own.owner, own.minutes) == (("Rope",), "role-ic", 7)
    operations.change_entry(session, table="courses", record=course, field="resources", value=[])
    found = annex_goals(session.plan, session.pack, session.pack.section(ANNEX))[0].courses[0]
    assert found.resources == session.pack.courses[course].resources
    with pytest.raises(InvalidValue):
        operations.change_entry(session, table="courses", record=course, field="owner", value="role-none")


def test_what_does_not_apply_is_set_aside_with_a_reason(session: Session) -> None:
    course = next(one for one in session.pack.section(ANNEX).goals[0].courses if one.access)
    operations.set_entry_aside(session, table="courses", record=course.id, field="access", reason="One floor only")
    found = next(
        one
        for goal in annex_goals(session.plan, session.pack, session.pack.section(ANNEX))
        for one in goal.courses
        if one.id == course.id
    )
    assert found.access == ""
    with pytest.raises(InvalidValue):
        operations.set_entry_aside(session, table="courses", record=course.id, field="access", reason=" ")


def test_goals_objectives_and_courses_of_the_teams_own(session: Session) -> None:
    goal, objective, _ = first(session)
    belongs = {"section": ANNEX, "phase": "before"}
    operations.change_entry(session, table="goals", record=goal, field="text", value="All out.", belongs=belongs)
    added = operations.add_objective(session, section=ANNEX, phase="before")
    operations.change_entry(session, table="objectives", record=added, field="text", value="Ready by May.")
    course = operations.add_course(session, section=ANNEX, objective=added)
    operations.change_entry(session, table="courses", record=course, field="action", value="Paint the lines.")
    beside = operations.add_course(session, section=ANNEX, objective=objective)
    found = annex_goals(session.plan, session.pack, session.pack.section(ANNEX))[0]
    assert found.text == "All out."
    assert found.objectives[-1].text == "Ready by May."
    assert [one.action for one in found.objectives[-1].courses] == ["Paint the lines."]
    assert found.objectives[0].courses[-1].id == beside
    operations.restore_entry(session, table="objectives", record=added)
    assert len(annex_goals(session.plan, session.pack, session.pack.section(ANNEX))[0].objectives) == len(
        session.pack.section(ANNEX).goals[0].objectives
    )
    assert session.plan.all(Goal)
    assert session.plan.all(Objective) == ()


def test_an_annex_gets_another_lead_and_can_be_left_out(session: Session) -> None:
    section = session.pack.section(ANNEX)
    operations.change_entry(session, table="section_settings", record=ANNEX, field="lead", value="role-ic")
    assert lead_of(session.plan, section) == "role-ic"
    operations.change_entry(session, table="section_settings", record=ANNEX, field="lead", value=section.owner)
    assert session.plan.all(SectionSetting) == ()
    assert section in annexes(session.plan, session.pack)
    operations.change_entry(session, table="section_settings", record=ANNEX, field="left_out", value="District has it")
    assert section not in annexes(session.plan, session.pack)


def test_the_words_of_a_section_are_changed_and_brought_back(session: Session) -> None:
    section = session.pack.section("bp-purpose")
    program = text_of_program(session.pack, section)
    operations.change_entry(session, table="section_settings", record="bp-purpose", field="own_text", value="Our way.")
    assert text_of_section(session.plan, session.pack, section) == "Our way."
    operations.change_entry(session, table="section_settings", record="bp-purpose", field="own_text", value=program)
    assert session.plan.all(SectionSetting) == ()
    assert text_of_section(session.plan, session.pack, section) == program


def test_a_prepared_message_is_reworded(session: Session) -> None:
    message = session.pack.messages[0]
    operations.change_entry(session, table="messages", record=message.id, field="text", value="{school}: all is well.")
    assert [one.id for one in session.plan.all(Message)] == [message.id]
    operations.change_entry(session, table="messages", record=message.id, field="text", value=message.text)
    assert session.plan.all(Message) == ()


def test_hazards_are_ticked_and_unticked(session: Session) -> None:
    operations.carry_hazard(session, hazard="hz-fire", included=True)
    (fire,) = session.plan.hazards
    assert (fire.hazard, fire.included, fire.scale) == ("hz-fire", True, "scale-rems")
    assert session.undo_label == "Prepare for Fire or explosion"
    operations.carry_hazard(session, hazard="hz-fire", included=False)
    assert session.plan.hazards == ()
    operations.carry_hazard(session, hazard="hz-fire", included=True)
    operations.set_fact(session, table="hazards", record=session.plan.hazards[0].id, field="probability", value="2")
    operations.carry_hazard(session, hazard="hz-fire", included=False)
    assert session.plan.hazards[0].included is False
    operations.carry_hazard(session, hazard="hz-fire", included=True)
    assert session.plan.hazards[0].included is True
    with pytest.raises(InvalidValue):
        operations.carry_hazard(session, hazard="hz-goats", included=True)


def test_hazards_of_our_own_are_those_the_pack_does_not_know(session: Session) -> None:
    operations.add_record(session, table="hazards", values={"name": "Crowd crush", "included": True})
    operations.carry_hazard(session, hazard="hz-fire", included=True)
    assert [one.name for one in own_hazards(session.plan)] == ["Crowd crush"]
    assert isinstance(session.plan.hazards[0], Hazard)


def test_a_course_waits_for_another_of_the_teams_own_until_that_is_removed(session: Session) -> None:
    _, objective, course = first(session)
    own = operations.add_course(session, section=ANNEX, objective=objective)
    other = operations.add_course(session, section=ANNEX, objective=objective)
    for one in (other, course):
        operations.change_entry(session, table="courses", record=one, field="after", value=(own,))
    found = {one.id: one for goal in annex_goals(session.plan, session.pack, session.pack.section(ANNEX))
             for one in goal.courses}  # fmt: skip
    assert found[other].after == found[course].after == (own,)
    assert waiting_for(found.values(), own) >= {own, other, course}
    with pytest.raises(InvalidValue):
        operations.change_entry(session, table="courses", record=other, field="after", value=("gone",))

    operations.restore_entry(session, table="courses", record=own)
    assert [(one.id, one.after) for one in session.plan.all(Course)] == [(other, ())]


def test_an_objective_of_the_teams_own_takes_its_courses_along(session: Session) -> None:
    objective = operations.add_objective(session, section=ANNEX, phase="before")
    operations.add_course(session, section=ANNEX, objective=objective)
    operations.restore_entry(session, table="objectives", record=objective)
    assert session.plan.all(Course) == ()
    session.undo()
    assert len(session.plan.all(Course)) == 1
