"""Rules on editions: what one edition withholds must not stand in the words of a fact it shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.editions import SectionLevels
from eopbuilder.domain.facts import FieldSpec, Kind
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Answer, Record, field_specs
from eopbuilder.domain.rules.asking import question_place
from eopbuilder.domain.rules.rule import Rule, place_of

_GIVEN_AWAY = Rule("V-PL-19", Severity.ERROR, "Take it out: its own field shows it to those who need it", "")
_PHONE = re.compile(r"\+?\d[\d\s().-]{5,}\d")
_EMAIL = re.compile(r"[^\s@<>(),;:]+@[^\s@<>(),;:]+\.\w+")
_SHORTEST_PHONE = 7
_WITH_COUNTRY = 11


@dataclass(frozen=True)
class _Told:
    """A text of the plan: who may read it, what it is called, and where it is entered."""

    level: Disclosure
    spec: FieldSpec
    name: str
    value: str
    where: Where


def check_editions(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-PL-19: an error for each phone number or e-mail address that an edition would give away in another text."""
    told = list(_texts(plan, pack))
    owners: dict[str, _Told] = {}
    for one in told:
        if one.spec.kind in {Kind.PHONE, Kind.EMAIL}:
            for mark in _marks(one.value):
                known = owners.get(mark)
                if known is None or one.level < known.level:
                    owners[mark] = one
    for one in told:
        for mark in _marks(one.value):
            owner = owners.get(mark)
            if owner is not None and owner.level > one.level:
                yield _GIVEN_AWAY.finding(one.where, _message(one, owner))


def _message(text: _Told, owner: _Told) -> str:
    shown_in = next(edition for edition in reversed(Edition) if edition.shows(text.level))
    return (
        f"“{text.name}” holds {owner.name}, so the {_EDITIONS[shown_in]} would give away what only "
        f"{_READERS[owner.level]} may read"
    )


_EDITIONS = {
    Edition.FULL: "full edition",
    Edition.RESPONDER: "responder packet",
    Edition.STAFF: "edition for staff",
    Edition.PUBLIC: "public edition",
}
_READERS = {
    Disclosure.STAFF: "people who work here",
    Disclosure.RESPONDER: "leaders and responders",
    Disclosure.FULL: "the planning team",
    Disclosure.NEVER: "this program",
}


def _texts(plan: Plan, pack: Pack) -> Iterator[_Told]:
    sections = SectionLevels(plan, pack)
    for table in ("plan", "school", *plan.lists):
        for record in plan.records(table):
            if isinstance(record, Answer):
                yield from _of_answer(record, pack)
            else:
                yield from _of_record(record, plan, pack, sections.level_of(record))


def _of_answer(answer: Answer, pack: Pack) -> Iterator[_Told]:
    question = pack.questions.get(answer.id)
    if question is not None:
        name = question.unanswered or question.spec.label
        for text in _strings(answer.value):
            yield _Told(question.spec.disclosure, question.spec, name, text, question_place(pack, answer.id))


def _of_record(record: Record, plan: Plan, pack: Pack, at_least: Disclosure) -> Iterator[_Told]:
    for spec in field_specs(type(record)):
        name = f"{spec.label} of {called(plan, pack, record)}"
        for text in _strings(getattr(record, spec.name)):
            yield _Told(max(spec.disclosure, at_least), spec, name, text, place_of(pack, record, spec.name))


def _strings(value: object) -> tuple[str, ...]:
    found = value if isinstance(value, tuple) else (value,)
    return tuple(text for text in found if isinstance(text, str))


def _marks(text: str) -> Iterator[str]:
    """The phone numbers and e-mail addresses in a text, in one way of writing."""
    for found in _EMAIL.findall(text):
        yield found.casefold()
    for found in _PHONE.findall(text):
        digits = re.sub(r"\D", "", found)
        if len(digits) >= _SHORTEST_PHONE:
            yield digits[1:] if len(digits) == _WITH_COUNTRY and digits[0] == "1" else digits
