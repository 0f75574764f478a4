"""Turns the ways people write names, phones, dates and courses into one way each."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

NOTHING = frozenset(
    {"", "-", "--", "n/a", "na", "none", "null", "nil", "unknown", "tbd", "x", "?", "(none)", "#n/a", "."}
)
"""Ways of writing that a cell holds nothing."""

_REGION = "US"
_SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "edd", "md", "rn"})
PARTICLES = frozenset({"van", "von", "der", "den", "de", "del", "la", "le", "da", "dos", "di", "bin", "al", "el", "st"})
"""Small words that belong to a last name, and that many last names share."""
_HONORIFICS = frozenset({"mr", "mrs", "ms", "miss", "mx", "dr"})


def said(cell: str) -> str:
    """The cell's text, or empty when it only says that there is nothing."""
    return "" if cell.casefold() in NOTHING else cell


@dataclass(frozen=True)
class Name:
    """A person's first and last name."""

    given: str
    family: str


def split_name(full: str) -> Name:
    """First and last name of a name written in one cell, either way round; “Jr.” and “van der” stay with the last."""
    if "," in full:
        family, _, given = full.partition(",")
        if given.strip().rstrip(".").casefold() not in _SUFFIXES:
            return Name(_without_honorific(given.strip()), family.strip())
        full = f"{family} {given}"
    words = _without_honorific(full).split()
    end = len(words)
    while end > 2 and words[end - 1].strip(".,").casefold() in _SUFFIXES:
        end -= 1
    start = end - 1
    while start > 1 and words[start - 1].casefold() in PARTICLES:
        start -= 1
    return Name(" ".join(words[:start]), " ".join(words[start:]))


def _without_honorific(name: str) -> str:
    first, _, rest = name.partition(" ")
    return rest if rest and first.rstrip(".").casefold() in _HONORIFICS else name


@dataclass(frozen=True)
class PhoneReading:
    """A phone as it will be stored (empty when there is none), and what to warn about."""

    phone: str
    warning: str = ""


def read_phone(cell: str) -> PhoneReading:
    """A phone number in its national form, with its extension; numbers of other countries in international form."""
    import phonenumbers

    text = said(cell)
    if not text:
        return PhoneReading("")
    first = re.split(r"\s*(?:/|;|\bor\b)\s*", text)[0]
    several = " holds more than one number; the first was taken" if first != text else ""
    try:
        number = phonenumbers.parse(first, _REGION)
    except phonenumbers.NumberParseException:
        return PhoneReading("", f"“{text}” is not a phone number and was left out")
    length = phonenumbers.is_possible_number_with_reason(number)
    if length == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return PhoneReading(first, f"the phone “{first}” has no area code")
    if length != phonenumbers.ValidationResult.IS_POSSIBLE:
        return PhoneReading("", f"“{text}” is not a phone number and was left out")
    shape = phonenumbers.PhoneNumberFormat
    style = shape.NATIONAL if number.country_code == 1 else shape.INTERNATIONAL
    return PhoneReading(phonenumbers.format_number(number, style), f"“{text}”{several}" if several else "")


_MONTH_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS = {month: number for number, month in enumerate(_MONTH_NAMES, start=1)}
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+)?\b")
_SLASHED = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})\b")
_DAY_MONTH = re.compile(r"\b(\d{1,2})[ -]([A-Za-z]{3})[a-z]*\.?,?[ -](\d{4})\b")
_MONTH_DAY = re.compile(r"\b([A-Za-z]{3})[a-z]*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b")
_SERIAL = re.compile(r"^\d{5}(?:\.\d+)?$")
_SERIAL_START = date(1899, 12, 30)
_CENTURY_TURN = 70


def read_date(text: str) -> date | None:
    """The date a cell says, written in any usual way, or None. `6/12/2026` is June 12, as in the United States."""
    found = find_date(text)
    if found:
        return found[0]
    if _SERIAL.match(text):
        return _SERIAL_START + timedelta(days=int(float(text)))
    return None


def find_date(text: str) -> tuple[date, int, int] | None:
    """The first date within a text with where it starts and ends, or None."""
    for pattern in (_ISO, _SLASHED, _DAY_MONTH, _MONTH_DAY):
        match = pattern.search(text)
        if match:
            found = _make_date(pattern, match)
            if found:
                return found, match.start(), match.end()
    return None


def _make_date(pattern: re.Pattern[str], match: re.Match[str]) -> date | None:
    one, two, three = match.groups()[:3]
    try:
        if pattern is _ISO:
            return date(int(one), int(two), int(three))
        if pattern is _DAY_MONTH:
            return date(int(three), _MONTHS[two.casefold()], int(one))
        if pattern is _MONTH_DAY:
            return date(int(three), _MONTHS[one.casefold()], int(two))
        month, day, year = int(one), int(two), int(three)
        if month > 12:
            month, day = day, month
        if year < 100:
            year += 1900 if year >= _CENTURY_TURN else 2000
        return date(year, month, day)
    except (ValueError, KeyError):
        return None


@dataclass(frozen=True)
class CourseReading:
    """A course or certificate a person holds."""

    course: str
    completed_on: date | None = None
    expires_on: date | None = None


_EXPIRY_WORD = re.compile(
    r"\b(exp(?:ires|iry|\.)?|until|valid(?: (?:until|to|thru|through))?|thru|through)\b[:.]?\s*$", re.IGNORECASE
)
_FEMA = re.compile(r"^(?:FEMA\s+)?(IS|ICS)[\s-]*0*(\d{2,4})(?:\.?\s?([a-e]|SC)(?![a-z]))?", re.IGNORECASE)
_CERTIFICATE_WORDS = re.compile(r"\b(completed|certified|cert\.?|done|passed)\b[: ]*$", re.IGNORECASE)


def read_courses(cell: str) -> tuple[CourseReading, ...]:
    """The courses listed in a cell, with the day each was finished or runs out where the cell says so."""
    readings = (_read_course(piece) for piece in _pieces(said(cell)))
    return tuple({reading.course.casefold(): reading for reading in readings if reading.course}.values())


def _pieces(cell: str) -> list[str]:
    pieces: list[str] = []
    for chunk in re.split(r"[;|\n•]", cell):
        held = ""
        for part in chunk.split(","):
            joined = f"{held},{part}" if held else part
            if re.search(r"[A-Za-z]{3,9}\.? \d{1,2}$", joined) and find_date(f"{joined}, 2000"):
                held = joined  # “Aug 14, 2023” is one date, not two pieces
                continue
            pieces.append(joined)
            held = ""
        if held:
            pieces.append(held)
    return [piece.strip() for piece in pieces if piece.strip()]


def _read_course(piece: str) -> CourseReading:
    found = find_date(piece)
    completed = expires = None
    if found:
        day, start, end = found
        before, after = piece[:start].rstrip(" (:-,"), piece[end:].strip(" )")
        word = _EXPIRY_WORD.search(before)
        if word:
            expires, before = day, before[: word.start()]
        else:
            completed = day
        piece = f"{_CERTIFICATE_WORDS.sub('', before.rstrip(' (:-,'))} {after}"
    return CourseReading(_course_name(piece.strip(" ,-:()")), completed, expires)


def _course_name(text: str) -> str:
    fema = _FEMA.match(text)
    if not fema:
        return " ".join(text.split())
    kind, number, edition = fema.groups()
    letter = f".{edition.upper() if edition.casefold() == 'sc' else edition.lower()}" if edition else ""
    return f"{kind.upper()}-{number}{letter}"


_GONE = re.compile(
    r"\b(inactive|term(inated)?|left|resigned|retired|separated|former|not active|withdrawn|gone)\b", re.IGNORECASE
)


def says_left(status: str) -> bool:
    """Whether a status cell says that the person no longer works here."""
    return bool(_GONE.search(status)) or status.casefold() in {"i", "t", "no", "n", "false", "0"}


def read_share(cell: str) -> float | None:
    """Share of full time from `1.0`, `0.5`, `50%` or `50`; None when the cell says none of these."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?|\.\d+)\s*(%?)", said(cell))
    if not match:
        return None
    value = float(match.group(1))
    if match.group(2) or value > 3:
        value /= 100
    return round(value, 3) if value <= 2 else None
