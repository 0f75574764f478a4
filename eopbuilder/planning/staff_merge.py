"""Brings a staff list into the people of a plan: who is new, who is known already, who left, and what to warn about."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from eopbuilder.domain.facts import Known
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person, Record, Training, field_spec
from eopbuilder.exchange.staff_list import RowNote, StaffList, StaffRow
from eopbuilder.exchange.staff_values import PARTICLES, CourseReading


@dataclass(frozen=True)
class StaffReport:
    """What an import did. `people` counts everybody in the plan afterwards, those who left included but marked."""

    added: int
    merged: int
    left: int
    people: int
    rejected: tuple[RowNote, ...]
    warnings: tuple[RowNote, ...]


@dataclass(frozen=True)
class StaffMerge:
    """The records to write, and the report."""

    records: tuple[Record, ...]
    report: StaffReport


def merge_staff(plan: Plan, staff: StaffList, as_of: date, new_id: Callable[[], str]) -> StaffMerge:
    """Merges a staff list into a plan's people and trainings without writing anything.

    Rows are the same person when they share an employee number, an e-mail address and much the same name, or a name
    with nothing that contradicts it. People who share a mailbox are kept apart. A list imported again brings newer
    facts; an empty cell never wipes a fact.
    """
    merge = _Merge(new_id)
    for person in plan.people:
        merge.know(person)
    for training in plan.trainings:
        merge.trainings.setdefault((training.person or "", course_key(training.course or "")), training)
    merge.next_person = 1 + max((person.position for person in plan.people), default=-1)
    merge.next_training = 1 + max((training.position for training in plan.trainings), default=-1)
    for row in staff.rows:
        merge.take(row)
    touched = [merge.people[person_id] for person_id in merge.row_of]
    report = StaffReport(
        added=merge.added,
        merged=merge.merged,
        left=sum(person.has_left(as_of) for person in touched),
        people=len(merge.people),
        rejected=staff.rejected,
        warnings=tuple(sorted((*staff.warnings, *merge.warnings), key=lambda note: note.row)),
    )
    return StaffMerge((*touched, *merge.changed_trainings.values()), report)


def course_key(course: str) -> str:
    """A course's name without its edition, so that IS-100 and IS-100.c are one course."""
    return re.sub(r"^((?:is|ics)-\d+)\..*$", r"\1", course.casefold())


@dataclass
class _Merge:
    """The state of one merge."""

    new_id: Callable[[], str]
    people: dict[str, Person] = field(default_factory=dict)
    by_number: dict[str, str] = field(default_factory=dict)
    by_email: dict[str, str] = field(default_factory=dict)
    by_name: dict[str, list[str]] = field(default_factory=dict)
    row_of: dict[str, int] = field(default_factory=dict)
    """Person id to the first row of the list that spoke of them."""
    trainings: dict[tuple[str, str], Training] = field(default_factory=dict)
    changed_trainings: dict[str, Training] = field(default_factory=dict)
    warnings: list[RowNote] = field(default_factory=list)
    added: int = 0
    merged: int = 0
    next_person: int = 0
    next_training: int = 0

    def know(self, person: Person) -> None:
        """Makes a person findable by number, e-mail and name."""
        earlier = self.people.get(person.id)
        if earlier and _name_key(earlier) != _name_key(person):
            self.by_name[_name_key(earlier)].remove(person.id)
        self.people[person.id] = person
        if person.employee_id:
            self.by_number.setdefault(person.employee_id.casefold(), person.id)
        if person.email:
            self.by_email.setdefault(person.email.casefold(), person.id)
        namesakes = self.by_name.setdefault(_name_key(person), [])
        if person.id not in namesakes:
            namesakes.append(person.id)

    def take(self, row: StaffRow) -> None:
        """Adds or merges one row."""
        incoming = _with(Person(id=""), row.values)
        known = self._find(incoming)
        if known is None:
            self._warn_of_lookalikes(row, incoming)
            person = dataclasses.replace(incoming, id=self.new_id(), position=self.next_person)
            self.next_person += 1
            self.added += 1
        else:
            person = self._complete(known, row) if known.id in self.row_of else self._update(known, row)
            self.merged += 1
        self.know(person)
        self.row_of.setdefault(person.id, row.row)
        for course in row.courses:
            self._take_course(person.id, course)

    def _find(self, incoming: Person) -> Person | None:
        known = (self.people[one] for one in self.by_name.get(_name_key(incoming), ()))
        namesakes = [one for one in known if not _contradict(one, incoming, ("employee_id",))]
        if incoming.employee_id and incoming.employee_id.casefold() in self.by_number:
            return self.people[self.by_number[incoming.employee_id.casefold()]]
        for one in namesakes:
            if incoming.email and one.email and not _contradict(one, incoming, ("email",)):
                return one
        if incoming.email and incoming.email.casefold() in self.by_email:
            candidate = self.people[self.by_email[incoming.email.casefold()]]
            if self._may_be_one(candidate, incoming) and not _contradict(candidate, incoming, ("employee_id",)):
                return candidate
        return next((one for one in namesakes if not _contradict(one, incoming, ("email",))), None)

    def _may_be_one(self, known: Person, incoming: Person) -> bool:
        """Whether two names at one e-mail address are one person's: written another way, or changed since."""
        one, other = _name_words(known.name), _name_words(incoming.name)
        if one and other and (one <= other or other <= one):
            return True
        if not _alike(known.given_name, incoming.given_name):
            return False
        same_family = bool(_name_words(known.family_name) & _name_words(incoming.family_name))
        return same_family or known.id not in self.row_of

    def _warn_of_lookalikes(self, row: StaffRow, incoming: Person) -> None:
        if self.by_name.get(_name_key(incoming)):
            self._warn(row, f"there is another {incoming.name} with a different e-mail or number; both were kept")
        elif incoming.email and incoming.email.casefold() in self.by_email:
            other = self.people[self.by_email[incoming.email.casefold()]]
            self._warn(row, f"{incoming.name} and {other.name} share the e-mail {incoming.email}; both were kept")

    def _complete(self, known: Person, row: StaffRow) -> Person:
        """A second row about the same person fills gaps; where the two differ, the first row stands."""
        gaps = {name: value for name, value in row.values.items() if not isinstance(known.fact(name), Known)}
        kept = [
            f"{field_spec(Person, name).label.lower()} “{_show(getattr(known, name))}”, not “{_show(value)}”"
            for name, value in row.values.items()
            if name not in gaps and getattr(known, name) != value
        ]
        told = f"; kept {', '.join(kept)}" if kept else ""
        self._warn(row, f"it repeats {known.name} of row {self.row_of[known.id]}{told}")
        return _with(known, gaps)

    def _update(self, known: Person, row: StaffRow) -> Person:
        """A person the plan knew already: the newer list is right, and what changed is told."""
        for name, value in row.values.items():
            old = known.fact(name)
            if isinstance(old, Known) and old.value != value:
                label = field_spec(Person, name).label
                self._warn(row, f"{known.name}: {label} changed from “{_show(old.value)}” to “{_show(value)}”")
        return _with(known, row.values)

    def _take_course(self, person: str, course: CourseReading) -> None:
        key = (person, course_key(course.course))
        known = self.trainings.get(key)
        if known is None:
            known = Training(id=self.new_id(), position=self.next_training, person=person, course=course.course)
            self.next_training += 1
        elif _is_no_news(known, course):
            return
        newer = dataclasses.replace(
            known,
            course=max(known.course or "", course.course, key=len),
            completed_on=_later(known.completed_on, course.completed_on),
            expires_on=_later(known.expires_on, course.expires_on),
        )
        self.trainings[key] = newer
        self.changed_trainings[newer.id] = newer

    def _warn(self, row: StaffRow, why: str) -> None:
        self.warnings.append(RowNote(row.row, why))


def _with(person: Person, values: Mapping[str, object]) -> Person:
    """The person with these facts; a fact now known is no longer “not applicable”."""
    facts: dict[str, Any] = dict(values)
    settled = {name: why for name, why in person.not_applicable.items() if name not in facts}
    return dataclasses.replace(person, **facts, not_applicable=settled)


def _name_key(person: Person) -> str:
    return " ".join(person.name.casefold().split())


def _name_words(name: str | None) -> set[str]:
    return {word.strip(".,").casefold() for word in (name or "").split()} - PARTICLES


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two first names can be one: “Zach” and “Zachary”, “Mary Ann” and “Mary”."""
    mine, theirs = (one or "").casefold(), (other or "").casefold()
    return bool(mine and theirs) and (mine.startswith(theirs) or theirs.startswith(mine))


def _contradict(one: Person, other: Person, fields: Iterable[str]) -> bool:
    pairs = ((getattr(one, name), getattr(other, name)) for name in fields)
    return any(mine and theirs and mine.casefold() != theirs.casefold() for mine, theirs in pairs)


def _is_no_news(known: Training, course: CourseReading) -> bool:
    pairs = ((known.completed_on, course.completed_on), (known.expires_on, course.expires_on))
    nothing_later = all(new is None or (old is not None and old >= new) for old, new in pairs)
    return nothing_later and len(course.course) <= len(known.course or "")


def _later(old: date | None, new: date | None) -> date | None:
    return max((day for day in (old, new) if day), default=None)


def _show(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)
