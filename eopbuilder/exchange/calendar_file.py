"""Dates of the plan as a calendar file (iCalendar, RFC 5545), which every calendar program takes in."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from eopbuilder.domain.facts import clean_text

if TYPE_CHECKING:
    from icalendar import Event

_LASTS = timedelta(hours=1)
"""How long an event with a time of day is shown to last."""


@dataclass(frozen=True)
class CalendarEvent:
    """One date. `id` never changes, so that taking a newer file in moves events rather than doubling them.

    Without a time of day it is an event of the whole day; with one it is at that time wherever the reader is.
    """

    id: str
    day: date
    title: str
    details: str = ""
    at: time | None = None


def write_calendar(events: Iterable[CalendarEvent], name: str, created: datetime, stream: BinaryIO) -> None:
    """Writes the events, earliest first. Equal events give equal bytes."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//eopbuilder//School safety dates//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", clean_text(name))
    for one in sorted(events, key=lambda one: (one.day, one.at or time.min, one.id)):
        event = Event()
        event.add("uid", f"{clean_text(one.id)}@eopbuilder")
        event.add("dtstamp", created)
        event.add("summary", clean_text(one.title))
        if one.details:
            event.add("description", clean_text(one.details))
        if one.at is None:
            event.add("dtstart", one.day)
            _end(event, one.day, timedelta(days=1))
        else:
            start = datetime.combine(one.day, one.at)
            event.add("dtstart", start)
            _end(event, start, _LASTS)
        calendar.add_component(event)
    stream.write(calendar.to_ical())


def _end(event: Event, start: date, lasts: timedelta) -> None:
    """Says when an event ends, unless that is after the last day a calendar knows: then its start says enough."""
    with suppress(OverflowError):
        event.add("dtend", start + lasts)
