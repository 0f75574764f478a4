"""Rules on practicing reunification: interpreters, drills, sign-off, transport, contingencies (V-RU-10 to 15)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, field_spec
from eopbuilder.domain.rules.asking import (
    day_words,
    does_not_apply,
    is_older_than,
    is_settled,
    listed,
    lower_first,
    question_place,
    value_of,
)
from eopbuilder.domain.rules.drills import held_recently
from eopbuilder.domain.rules.rule import Rule

_INTERPRETERS = Rule("V-RU-10", Severity.WARNING, "Find an interpreter, and name the language", "S14 v")
_PRACTICE = Rule("V-RU-11", Severity.WARNING, "Hold a tabletop or a drill with police and fire", "S01 v")
_SIGN_OFF = Rule("V-RU-12", Severity.WARNING, "Show them the annex and ask for their agreement", "S39 v")
_LIFTS = Rule("V-RU-13", Severity.ERROR, "Arrange vehicles with a lift, from the district or by agreement", "S40 v")
_CONTINGENCIES = Rule("V-RU-14", Severity.WARNING, "Write what changes, even if it is one sentence", "S39 v")
_FAMILIES = Rule("V-RU-15", Severity.WARNING, "Tell families how pickup works, and enter the day", "S14 v")

ANNEX = "fa-reunification"
INTERPRETED_QUESTION, PRACTICED_QUESTION, TOLD_QUESTION = "q-ru-9a", "q-ru-10a", "q-ru-10b"
AGREED_QUESTION, LIFT_PLACES_QUESTION = "q-ru-12", "q-ru-5b"
TIMES_OF_DAY = ("q-ru-13a", "q-ru-13b", "q-ru-13c", "q-ru-13d")
KINDS_OF_INCIDENT = ("q-ru-13e", "q-ru-13f", "q-ru-13g")
SHARE_OF_FAMILIES = 5
"""Per cent of families from which a language needs an interpreter; our own threshold."""
_A_YEAR = 12


def check_reunification(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-RU-10 to 15."""
    yield from _check_interpreters(plan, pack)
    yield from _check_practice(plan, pack, as_of)
    yield from _check_sign_off(plan, pack)
    yield from _check_lifts(plan, pack)
    yield from _check_contingencies(plan, pack)
    yield from _check_families(plan, pack, as_of)


def _check_interpreters(plan: Plan, pack: Pack) -> Iterator[Finding]:
    answer = value_of(plan, pack, INTERPRETED_QUESTION)
    covered = {one.casefold() for one in answer} if isinstance(answer, tuple) else set()
    for language in plan.languages:
        name = (language.name or "").casefold()
        if name and name != "english" and (language.share or 0) >= SHARE_OF_FAMILIES and name not in covered:
            message = f"No interpreter is planned for {language.name}, the language of {language.share:g}% of families"
            yield _INTERPRETERS.finding(question_place(pack, INTERPRETED_QUESTION), message)


def _check_practice(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    if held_recently(plan, pack, ANNEX, as_of):
        return
    last = value_of(plan, pack, PRACTICED_QUESTION)
    if isinstance(last, date):
        if not is_older_than(last, as_of, _A_YEAR):
            return
        message = f"Reunification was last practiced on {day_words(last)}"
    else:
        message = "Reunification has never been practiced, as far as this plan knows"
    yield _PRACTICE.finding(question_place(pack, PRACTICED_QUESTION), message)


def _check_sign_off(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if AGREED_QUESTION not in pack.questions:
        return
    answer = value_of(plan, pack, AGREED_QUESTION)
    agreed = answer if isinstance(answer, tuple) else ()
    kinds = {agency.kind for agency in plan.agencies if agency.id in agreed}
    labels = {choice.id: choice.label for choice in field_spec(Agency, "kind").choices}
    lacking = [lower_first(labels[kind]) for kind in ("police", "fire", "ems") if kind not in kinds]
    if lacking:
        message = f"The reunification annex has not been agreed with {listed(lacking)}"
        yield _SIGN_OFF.finding(question_place(pack, AGREED_QUESTION), message)


def _check_lifts(plan: Plan, pack: Pack) -> Iterator[Finding]:
    users = plan.school.wheelchair_users or 0
    if not users or does_not_apply(plan, pack, LIFT_PLACES_QUESTION) or LIFT_PLACES_QUESTION not in pack.questions:
        return
    places = value_of(plan, pack, LIFT_PLACES_QUESTION)
    where = question_place(pack, LIFT_PLACES_QUESTION)
    if not isinstance(places, int | float):
        yield _LIFTS.finding(where, f"{users} students use a wheelchair, and no bus place for them is known")
    elif places < users:
        severity = Severity.WARNING if places else None
        message = f"{users} students use a wheelchair, and the buses have {places:g} places for them"
        remedy = "Plan more than one trip, or arrange more vehicles with a lift" if places else ""
        yield _LIFTS.finding(where, message, severity=severity, remedy=remedy)


def _check_contingencies(plan: Plan, pack: Pack) -> Iterator[Finding]:
    for questions, what in ((TIMES_OF_DAY, "the time of day"), (KINDS_OF_INCIDENT, "the kind of incident")):
        asked = [one for one in questions if one in pack.questions]
        if asked and not any(is_settled(plan, pack, one) for one in asked):
            message = f"The reunification annex says nothing about what changes with {what}"
            yield _CONTINGENCIES.finding(question_place(pack, asked[0]), message)


def _check_families(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    if TOLD_QUESTION not in pack.questions or does_not_apply(plan, pack, TOLD_QUESTION):
        return
    told = value_of(plan, pack, TOLD_QUESTION)
    if isinstance(told, date) and not is_older_than(told, as_of, _A_YEAR):
        return
    when = (
        f"were last told how pickup works on {day_words(told)}"
        if isinstance(told, date)
        else "were not told how pickup works"
    )
    yield _FAMILIES.finding(question_place(pack, TOLD_QUESTION), f"Families {when}")
