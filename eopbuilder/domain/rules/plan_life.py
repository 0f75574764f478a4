"""Rules on the life of a plan: team, approval, copies, reviews, improvements, and facts that contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import Unknown
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Agency,
    Approval,
    Copy,
    DrillRule,
    Improvement,
    PlanInfo,
    Provider,
    Record,
    Site,
    TeamMember,
    field_spec,
)
from eopbuilder.domain.rules.asking import (
    day_words,
    editor_place,
    is_older_than,
    is_settled,
    listed,
    lower_first,
    question_place,
    value_of,
)
from eopbuilder.domain.rules.rule import Rule, place_of

_UNAPPROVED = Rule("V-PL-01", Severity.ERROR, "Fill it in, or set the status back to draft", "S08 v")
_TEAM = Rule("V-PL-13", Severity.WARNING, "Ask someone who can speak for them to join, or to be consulted", "S08 v")
_NEXT_REVIEW = Rule("V-PL-14", Severity.WARNING, "Choose a day within the next 12 months", "S01 v")
_OLD = Rule("V-PL-15", Severity.ERROR, "Review it with the team and enter the day", "S08 v")
_SCHOOL_DAY = Rule("V-PL-17", Severity.WARNING, "Say who is in charge then and how people are told", "S08 v")
_OVERDUE = Rule("V-PL-18", Severity.WARNING, "Do it, or agree on a new date", "")
_COPIES = Rule("V-PL-20", Severity.WARNING, "Deliver a copy and enter the day", "S08 v")
_STALE = Rule("V-PL-21", Severity.WARNING, "Check it with the state or district, and enter the day", "")
_CONTRADICTION = Rule("V-PL-23", Severity.WARNING, "Find out which is right, and correct the other", "")

NEXT_REVIEW_QUESTION = "q-bp-next-review"
ADOPTED_QUESTION = "q-bp-adopted-on"
AFTER_HOURS_QUESTION = "q-ics-9a"
VOICES = (
    "students",
    "families",
    "disability",
    "police",
    "fire",
    "ems",
    "emergency-management",
    "mental-health",
)
"""Those a planning team needs someone to speak for (A.2 of the field's tables)."""
_A_YEAR, _TWO_YEARS = 12, 24
_MUST_HAVE_A_COPY = ("police", "fire", "ems", "district")


def check_plan_life(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-PL-01, 13 to 15, 17, 18, 20, 21 and 23."""
    yield from _check_approval(plan, pack)
    yield from _check_team(plan, pack)
    yield from _check_reviews(plan, pack, as_of)
    yield from _check_hours(plan, pack)
    yield from _check_improvements(plan, pack, as_of)
    yield from _check_reference_dates(plan, pack, as_of)
    yield from _check_contradictions(plan, pack)


def _check_approval(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if plan.info.status != "approved":
        return
    for field in ("title", "school_year"):
        if isinstance(plan.info.fact(field), Unknown):
            message = (
                f"The plan is marked as approved, but its cover has no {lower_first(field_spec(PlanInfo, field).label)}"
            )
            yield _UNAPPROVED.finding(editor_place(pack, "plan", f"plan:{plan.info.id}", field), message)
    if not any(one.capacity == "adopts" and one.signed_on for one in plan.all(Approval)):
        message = "The plan is marked as approved, but nobody has signed to adopt it"
        yield _UNAPPROVED.finding(editor_place(pack, Approval.TABLE, section="bp-approval"), message)
    labels = {choice.id: choice.label for choice in field_spec(Copy, "kind").choices}
    too_thin = {Edition.STAFF.value, Edition.PUBLIC.value}
    delivered = {one.kind for one in plan.all(Copy) if one.delivered_on and one.edition not in too_thin}
    lacking = [lower_first(labels[kind]) for kind in _MUST_HAVE_A_COPY if kind not in delivered]
    if lacking:
        message = f"The approved plan is not recorded as delivered to: {', '.join(lacking)}"
        yield _COPIES.finding(editor_place(pack, Copy.TABLE, section="bp-distribution"), message)


def _check_team(plan: Plan, pack: Pack) -> Iterator[Finding]:
    place = editor_place(pack, TeamMember.TABLE, section="bp-maintenance")
    if not plan.team:
        if pack.groups:
            yield _TEAM.finding(place, "Nobody is entered as a member of the planning team")
        return
    heard = {voice for member in plan.team for voice in member.speaks_for}
    labels = {choice.id: choice.label for choice in field_spec(TeamMember, "speaks_for").choices}
    for voice in VOICES:
        if voice not in heard:
            yield _TEAM.finding(place, f"Nobody on the planning team speaks for: {lower_first(labels[voice])}")
    if not any(member.leads for member in plan.team):
        yield _TEAM.finding(place, "Nobody is marked as the leader of the planning team")


def _check_reviews(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    following = value_of(plan, pack, NEXT_REVIEW_QUESTION)
    if isinstance(following, date):
        where = question_place(pack, NEXT_REVIEW_QUESTION)
        if following < as_of:
            yield _NEXT_REVIEW.finding(where, f"The next review was due on {day_words(following)}")
        elif is_older_than(as_of, following, _A_YEAR):
            message = f"The next review, on {day_words(following)}, is more than 12 months away"
            yield _NEXT_REVIEW.finding(where, message)
    adopted = value_of(plan, pack, ADOPTED_QUESTION)
    last = adopted if isinstance(adopted, date) else None
    old: list[str] = []
    for section in pack.sections:
        setting = plan.section_setting(section.id)
        reviewed = max((day for day in (last, setting.reviewed_on if setting else None) if day), default=None)
        if reviewed is not None and is_older_than(reviewed, as_of, _TWO_YEARS):
            old.append(section.title)
    if old:
        named = listed([f"“{title}”" for title in old[:3]])
        more = f" and {len(old) - 3} more parts" if len(old) > 3 else ""
        message = f"Not reviewed for more than 24 months: {named}{more}"
        yield _OLD.finding(editor_place(pack, "section-texts", section=pack.sections[0].id), message)


def _check_hours(plan: Plan, pack: Pack) -> Iterator[Finding]:
    if not plan.school.other_hours and "other_hours" not in plan.school.not_applicable:
        message = "The plan covers the school day only: it does not say when else people are in the building"
        yield _SCHOOL_DAY.finding(place_of(pack, plan.school, "other_hours"), message)
    elif plan.school.other_hours and not is_settled(plan, pack, AFTER_HOURS_QUESTION):
        message = "People are in the building after hours, and the plan does not say who takes command then"
        yield _SCHOOL_DAY.finding(question_place(pack, AFTER_HOURS_QUESTION), message)


def _check_improvements(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for item in plan.all(Improvement):
        if item.done_on is None and item.due_on is not None and item.due_on < as_of:
            message = f"Due on {day_words(item.due_on)} and not done: {item.label}"
            yield _OVERDUE.finding(place_of(pack, item, "due_on"), message)


def _check_reference_dates(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for rule in plan.all(DrillRule):
        if rule.verified_on is None or is_older_than(rule.verified_on, as_of, _A_YEAR):
            when = f"since {day_words(rule.verified_on)}" if rule.verified_on else "yet"
            message = f"How often {lower_first(called(plan, pack, rule))} is asked for was not checked {when}"
            yield _STALE.finding(place_of(pack, rule, "verified_on"), message)
    old = [
        source.id
        for source in pack.sources.values()
        if source.consulted_on and is_older_than(date.fromisoformat(source.consulted_on), as_of, _A_YEAR)
    ]
    if old:
        message = f"{len(old)} sources of the template pack were last read more than 12 months ago"
        remedy = "Ask whoever keeps the template pack to check them"
        yield _STALE.finding(editor_place(pack, "review"), message, remedy=remedy)


def _check_contradictions(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """The same partner, site or contact person entered twice with different phones."""
    phones: dict[str, list[tuple[Record, str]]] = defaultdict(list)
    for kind in (Agency, Provider, Site):
        for record in plan.all(kind):
            phone = getattr(record, "phone", None)
            if phone:
                for name in {_plain(record.label), _plain(getattr(record, "contact", None))} - {""}:
                    phones[name].append((record, phone))
    for person in plan.people:
        for known in phones.get(_plain(person.name), ()):
            own = {person.work_phone, person.mobile_phone, person.home_phone} - {None}
            if own and known[1] not in own:
                message = (
                    f"{person.name} has the phone {known[1]} at {called(plan, pack, known[0])}, and another number "
                    "in the staff list"
                )
                yield _CONTRADICTION.finding(place_of(pack, known[0], "phone"), message)
    for entries in phones.values():
        first, number = entries[0]
        for record, phone in entries[1:]:
            if phone != number and record is not first:
                message = f"Two phone numbers for one contact: {number} at {first.label}, and {phone} at {record.label}"
                yield _CONTRADICTION.finding(place_of(pack, record, "phone"), message)


def _plain(text: str | None) -> str:
    return " ".join((text or "").casefold().split())
