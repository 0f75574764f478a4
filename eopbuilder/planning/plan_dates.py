"""The dates of a plan that belong in a calendar: drills, meetings, assessments, open work, agreements, the review."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, time

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Known
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agreement, Assessment, Improvement, Meeting, Person, Provider, Site
from eopbuilder.exchange.calendar_file import CalendarEvent

_NEXT_REVIEW = "q-bp-next-review"
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)


def plan_dates(plan: Plan, pack: Pack, as_of: date) -> tuple[CalendarEvent, ...]:
    """Everything from `as_of` on that somebody must do or look at on a day."""
    found = (*_drills(plan, pack), *_meetings(plan), *_due(plan, pack), *_review(plan, pack))
    return tuple(event for event in found if event.day >= as_of)


def _drills(plan: Plan, pack: Pack) -> Iterator[CalendarEvent]:
    for drill in plan.drills:
        if drill.planned_on and not drill.held_on:
            leader = plan.get(Person, drill.led_by)
            details = f"Led by {leader.label}." if leader else ""
            yield CalendarEvent(
                f"drill-{drill.id}", drill.planned_on, called(plan, pack, drill), details, _time(drill.time_of_day)
            )


def _time(text: str | None) -> time | None:
    """The time of day in a text such as “10:20” or “1:15 pm”; None when it names none."""
    found = _CLOCK.search(text or "")
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _meetings(plan: Plan) -> Iterator[CalendarEvent]:
    for meeting in plan.all(Meeting):
        if meeting.held_on:
            yield CalendarEvent(f"meeting-{meeting.id}", meeting.held_on, f"Planning team: {meeting.label}")


def _due(plan: Plan, pack: Pack) -> Iterator[CalendarEvent]:
    for assessment in plan.all(Assessment):
        if assessment.next_due:
            title = f"Due: {called(plan, pack, assessment)}"
            yield CalendarEvent(f"assessment-{assessment.id}", assessment.next_due, title)
    for work in plan.all(Improvement):
        if work.due_on and not work.done_on:
            yield CalendarEvent(f"improvement-{work.id}", work.due_on, f"Due: {work.label}", work.action or "")
    for agreement in plan.all(Agreement):
        if agreement.valid_until:
            partner = plan.get(Site, agreement.site) or plan.get(Provider, agreement.provider)
            name = partner.label if partner else agreement.label
            yield CalendarEvent(f"agreement-{agreement.id}", agreement.valid_until, f"Agreement ends: {name}")


def _review(plan: Plan, pack: Pack) -> Iterator[CalendarEvent]:
    question = pack.questions.get(_NEXT_REVIEW)
    answer = plan.answer(question) if question else None
    if isinstance(answer, Known) and isinstance(answer.value, date):
        yield CalendarEvent("review", answer.value, "Review of the emergency operations plan")
