"""Random edits, undo, redo, reopening and crashes against a plain model that keeps every state it has seen."""

from __future__ import annotations

import os
import shutil
import tempfile
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from eopbuilder.domain.facts import InvalidValue
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import LISTS, RECORD_TYPES
from eopbuilder.planning import library
from eopbuilder.planning import operations as op
from eopbuilder.planning.rows import REFERENCE_FIELDS, Rows
from eopbuilder.planning.session import MERGE_WINDOW, ChangeSet, Session
from tests.planning.sessions import Clock, crash, new_session, open_session, small_pack

State = dict[str, Any]
"""What a plan says, without when it was changed."""

PAUSE = 2 * MERGE_WINDOW
"""Longer than typing is merged, so that every edit is a step of its own in the model."""

numbers = st.integers(0, 5)
texts = st.sampled_from(["", "Ana", "Ben  Lee", "naïve 學校", "O'Hara", "x" * 300])
_ADDED = ("people", "sites", "zones", "channels", "audiences", "trainings", "agreements", "providers")


def state_of(plan: Plan) -> State:
    """The facts of a plan, comparable."""
    lists = {kind.TABLE: plan.records(kind.TABLE) for kind in LISTS}
    return {**lists, "school": plan.school, "plan": replace(plan.info, updated_at=None)}


class PlanMachine(RuleBasedStateMachine):
    """The model is a list of states: where undo leads back to, and where redo leads forward to."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="eop-machine-"))
        self.home = self.folder / "home"
        self.path = self.folder / "plan.eop"
        self.clock = Clock()
        self.previous: list[State] = []
        self.next: list[State] = []
        self.heard: list[ChangeSet] = []

    @initialize()
    def begin(self) -> None:
        os.environ["EOPBUILDER_HOME"] = str(self.home)
        self.session: Session = new_session(self.path, self.clock)
        self.session.subscribe(self.heard.append)
        self.now = state_of(self.session.plan)

    def teardown(self) -> None:
        if not self.session.closed:
            self.session.close()
        shutil.rmtree(self.folder)

    def pick(self, table: str, number: int) -> str | None:
        rows = self.session.plan.records(table)
        return rows[number % len(rows)].id if rows else None

    def did(self) -> None:
        """Notes what an edit has made of the plan."""
        after = state_of(self.session.plan)
        if after != self.now:
            self.previous.append(self.now)
            self.next.clear()
            assert len(self.heard) == 1
        else:
            assert self.heard == []
        self.heard.clear()
        self.now = after

    # --- edits ----------------------------------------------------------------------------------------------------

    @rule(table=st.sampled_from(_ADDED), a=numbers, b=numbers, text=texts)
    def add(self, table: str, a: int, b: int, text: str) -> None:
        values: dict[str, object] = {}
        for field, target in REFERENCE_FIELDS[table].items():
            chosen = [one for one in (self.pick(target, a), self.pick(target, b)) if one]
            values[field] = chosen if field == "operators" else next(iter(chosen), None)
        name = {"people": "given_name", "zones": "place", "trainings": "course", "agreements": "partner"}
        if table != "audiences":
            values[name.get(table, "name")] = text
        op.add_record(self.session, table=table, values=values)
        self.did()

    @rule(table=st.sampled_from(_ADDED), number=numbers)
    def remove(self, table: str, number: int) -> None:
        record = self.pick(table, number)
        if record:
            op.remove_record(self.session, table=table, record=record)
            assert self.session.record(table, record) is None
            self.did()

    @rule(number=numbers, text=texts)
    def rename_person(self, number: int, text: str) -> None:
        record = self.pick("people", number)
        if record:
            self.clock.now += PAUSE
            op.set_fact(self.session, table="people", record=record, field="family_name", value=text)
            self.did()

    @rule(text=texts)
    def name_school(self, text: str) -> None:
        self.clock.now += PAUSE
        op.set_fact(self.session, table="school", field="name", value=text)
        self.did()

    @rule()
    def school_has_no_website(self) -> None:
        self.clock.now += PAUSE
        op.mark_not_applicable(self.session, table="school", field="website", reason="none")
        self.did()

    @rule(role=st.sampled_from(["ic", "log", "pio"]), number=numbers, order=st.none() | numbers)
    def assign(self, role: str, number: int, order: int | None) -> None:
        person = self.pick("people", number)
        if person:
            op.assign_role(self.session, role=role, person=person, order=order)
            self.did()

    @rule(number=numbers, to=numbers)
    def move_holder(self, number: int, to: int) -> None:
        assignment = self.pick("assignments", number)
        if assignment:
            op.move_alternate(self.session, assignment=assignment, to_order=to)
            self.did()

    @rule(number=numbers)
    def unassign(self, number: int) -> None:
        assignment = self.pick("assignments", number)
        if assignment:
            op.unassign(self.session, assignment=assignment)
            self.did()

    @rule(table=st.sampled_from(_ADDED), number=numbers, to=numbers)
    def move(self, table: str, number: int, to: int) -> None:
        record = self.pick(table, number)
        if record:
            op.move_record(self.session, table=table, record=record, to_index=to)
            self.did()

    @rule(a=numbers, b=numbers)
    def answer_with_people(self, a: int, b: int) -> None:
        people = [one for one in (self.pick("people", a), self.pick("people", b)) if one]
        op.answer_question(self.session, question="helpers", value=people)
        self.did()

    @rule(level=st.sampled_from([None, 1, "never"]))
    def open_logistics(self, level: int | str | None) -> None:
        op.set_role_level(self.session, role="log", opens_at=level)
        self.did()

    @rule()
    def fail_in_the_middle(self) -> None:
        try:
            with self.session.operation("Import"):
                op.add_record(self.session, table="sites", values={"name": "Gym"})
                op.add_record(self.session, table="sites", values={"capacity": "many"})
        except InvalidValue:
            pass
        assert state_of(self.session.plan) == self.now
        self.did()

    @rule(text=texts)
    def several_at_once(self, text: str) -> None:
        with self.session.operation("Import"):
            person = op.add_record(self.session, table="people", values={"given_name": text})
            op.assign_role(self.session, role="pio", person=person, order=0)
        self.did()

    # --- undo, redo, restart --------------------------------------------------------------------------------------

    @rule()
    def undo(self) -> None:
        assert self.session.undo() == bool(self.previous)
        if self.previous:
            self.next.append(self.now)
            self.now = self.previous.pop()
        self.heard.clear()

    @rule()
    def redo(self) -> None:
        assert self.session.redo() == bool(self.next)
        if self.next:
            self.previous.append(self.now)
            self.now = self.next.pop()
        self.heard.clear()

    def reopen(self) -> None:
        self.session = open_session(self.path, self.clock)
        self.session.subscribe(self.heard.append)

    @rule()
    def close_and_open(self) -> None:
        self.session.close()
        self.reopen()
        assert not self.session.recovered

    @rule()
    def crash_and_open(self) -> None:
        unpublished = self.session.has_unpublished_changes
        crash(self.session)
        self.reopen()
        assert self.session.recovered == unpublished
        assert self.session.kept_beside is None

    @precondition(lambda self: self.session.has_unpublished_changes)
    @rule()
    def publish(self) -> None:
        self.session.publish()
        published = library.open_for_reading(self.path, load_pack=small_pack).plan
        assert published == self.session.plan

    # --- always ---------------------------------------------------------------------------------------------------

    @invariant()
    def the_plan_is_what_the_model_says(self) -> None:
        assert state_of(self.session.plan) == self.now

    @invariant()
    def the_snapshot_is_what_the_database_holds(self) -> None:
        assert Rows(self.session._working.load(), {}).plan == self.session.plan

    @invariant()
    def undo_and_redo_are_offered_when_there_is_something(self) -> None:
        assert (self.session.undo_label is None) == (not self.previous)
        assert (self.session.redo_label is None) == (not self.next)

    @invariant()
    def every_reference_leads_somewhere(self) -> None:
        plan = self.session.plan
        for table in RECORD_TYPES:
            for record in plan.records(table):
                for field, target in REFERENCE_FIELDS[table].items():
                    value = getattr(record, field)
                    for one in value if isinstance(value, tuple) else [value]:
                        assert one is None or plan.find(target, one) is not None

    @invariant()
    def holders_are_numbered_without_gaps(self) -> None:
        for role in ("ic", "log", "pio"):
            orders = [row.order for row in self.session.plan.holders(role)]
            assert orders == list(range(len(orders)))

    @invariant()
    def snapshots_cannot_be_changed(self) -> None:
        assert isinstance(self.session.plan.lists, MappingProxyType)


TestPlanMachine = PlanMachine.TestCase
TestPlanMachine.settings = settings(max_examples=15, stateful_step_count=30, suppress_health_check=list(HealthCheck))
