"""When somebody is on site, read from what school systems and people write: “M-F 7:30-3:30”, “Tue and Thu”, “T,Th”."""

from __future__ import annotations

import re
from dataclasses import dataclass

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SCHOOL_WEEK = frozenset(range(5))
WHOLE_DAY = 24 * 60
_NOON = 12 * 60

_DAY_WORDS = {
    "monday": 0, "mon": 0, "mo": 0, "m": 0,
    "tuesday": 1, "tues": 1, "tue": 1, "tu": 1, "t": 1,
    "wednesday": 2, "wed": 2, "we": 2, "w": 2,
    "thursday": 3, "thurs": 3, "thur": 3, "thu": 3, "th": 3, "r": 3,
    "friday": 4, "fri": 4, "fr": 4, "f": 4,
    "saturday": 5, "sat": 5, "sa": 5,
    "sunday": 6, "sun": 6, "su": 6,
}  # fmt: skip
_DAY = "|".join(sorted((re.escape(word) for word in _DAY_WORDS), key=len, reverse=True))
_DAYS = re.compile(rf"\b({_DAY})(?:days?|s)?\b(?:\s*(?:-|–|to|through)\s*\b({_DAY})s?\b)?", re.IGNORECASE)
_RUN_TOGETHER = re.compile(r"\b(?=[MTWRF]{2,5}\b)M?T?W?R?F?\b")
_TIME = r"(\d{1,2})(?::(\d{2}))?\s*([ap])?\.?(?:m\b\.?)?"
_TIMES = re.compile(rf"{_TIME}\s*(?:-|–|to|until)\s*{_TIME}", re.IGNORECASE)
_MOMENT = re.compile(
    rf"({_DAY})(?:days?|s)?[ ,]+(?:at )?(\d{{1,2}})(?::(\d{{2}}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE
)
_EVERY_DAY = re.compile(r"\b(?:daily|weekdays|every (?:school )?day|full[- ]time)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Moment:
    """A moment of the week: day (0 is Monday) and minute of the day."""

    day: int
    minute: int

    def __str__(self) -> str:
        return f"{WEEKDAYS[self.day]} {clock(self.minute)}"


@dataclass(frozen=True)
class Hours:
    """Days of the week (0 is Monday) and the minutes of the day between which somebody is there."""

    days: frozenset[int]
    start: int | None = None
    end: int | None = None

    def covers(self, day: int, minute: int) -> bool:
        """Whether somebody is there on a day at a minute; without times, all day."""
        if day not in self.days:
            return False
        return self.start is None or self.end is None or self.start <= minute < self.end


def read_hours(text: str | None) -> Hours | None:
    """The days and hours in a text; None when it names none, which means unknown and never absent."""
    words = text or ""
    times = _TIMES.search(words)
    before_times = words[: times.start()] if times else words
    days = _days(before_times)
    if not days:
        return None
    return Hours(days, *_span(times)) if times else Hours(days)


def read_moment(text: str) -> Moment | None:
    """The moment a text such as “Tue 18:30” or “Friday 7 pm” names; None when it does not name one day and one time."""
    found = _MOMENT.fullmatch(text.strip())
    if found is None:
        return None
    hour, minute, half = int(found[2]), int(found[3] or 0), (found[4] or "").lower()
    if minute > 59 or (half and not 1 <= hour <= 12) or (not half and hour > 23):
        return None
    return Moment(_DAY_WORDS[found[1].lower()], _minutes(found[2], found[3], half))


def read_times(text: str | None) -> tuple[int, int] | None:
    """Start and end in minutes of the day in a text such as “8:05 to 14:50”; None when it has none."""
    times = _TIMES.search(text or "")
    return _span(times) if times else None


def clock(minute: int) -> str:
    """A minute of the day as the plan writes times: “14:30”."""
    return f"{minute // 60}:{minute % 60:02}"


def _days(words: str) -> frozenset[int]:
    if _EVERY_DAY.search(words):
        return SCHOOL_WEEK
    run = _RUN_TOGETHER.search(words)
    if run:
        return frozenset(_DAY_WORDS[letter.lower()] for letter in run[0])
    found: set[int] = set()
    for match in _DAYS.finditer(words):
        first = _DAY_WORDS[match[1].lower()]
        last = _DAY_WORDS[match[2].lower()] if match[2] else first
        found.update(range(first, last + 1) if first <= last else {first, last})
    return frozenset(found)


def _span(times: re.Match[str]) -> tuple[int, int]:
    """Start and end in minutes. “2:30-11p” is an afternoon; “7:30-3:30” ends in the afternoon."""
    start = _minutes(times[1], times[2], times[3] or "")
    end = _minutes(times[4], times[5], times[6] or "")
    if not times[3] and times[6] and times[6].lower() == "p" and start + _NOON < end and start < 6 * 60:
        start += _NOON
    if end <= start and not times[6] and end + _NOON > start:
        end += _NOON
    return start, end if end > start else WHOLE_DAY


def _minutes(hour: str, minute: str | None, half: str) -> int:
    hours = int(hour) % 12 if half else int(hour)
    return (hours * 60 + int(minute or 0) + (_NOON if half.lower() == "p" else 0)) % (WHOLE_DAY + 1)
