"""How a fact reads: dates, numbers with units, yes and no, references by name, lists; unknown and not applicable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from eopbuilder.document.nodes import Inlines, Missing, Run
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.facts import Fact, FieldSpec, Kind, Known, NotApplicable, Value, Withheld, clean_text
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Course

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ONE_OF = {"people": "person", "families": "family", "buses": "bus"}
_JOINED_UNITS = {"%"}
_US_PHONE = re.compile(r"\+1(\d{3})(\d{3})(\d{4})(.*)", re.DOTALL)


def date_text(day: date) -> str:
    """A day as written in a US document: “August 31, 2026”."""
    return f"{MONTHS[day.month - 1]} {day.day}, {day.year}"


def number_text(number: float, unit: str = "") -> str:
    """A number with thousands separators and its unit: “1,200 students”, “1 person”, “31%”."""
    shown = f"{number:,}" if isinstance(number, int) else f"{number:,.4f}".rstrip("0").rstrip(".")
    if not unit:
        return shown
    if unit in _JOINED_UNITS:
        return f"{shown}{unit}"
    return f"{shown} {unit_text(number, unit)}"


def unit_text(number: float, unit: str) -> str:
    """The unit as it follows this number: “students”, but “student” after one."""
    if number == 1 and unit.islower():
        return _ONE_OF.get(unit, unit.removesuffix("s"))
    return unit


def phone_text(phone: str) -> str:
    """A phone number as people write it here: “+15055550100” becomes “(505) 555-0100”; others stay as they are."""
    found = _US_PHONE.fullmatch(phone)
    if not found:
        return phone
    area, exchange, line, rest = found.groups()
    return f"({area}) {exchange}-{line}{rest}"


def list_text(words: Sequence[str]) -> str:
    """“a”, “a and b”, “a, b and c”; semicolons when an entry itself holds a comma."""
    comma = "; " if any("," in word for word in words) else ", "
    if len(words) < 3:
        return " and ".join(words)
    return f"{comma.join(words[:-1])} and {words[-1]}"


def the(label: str) -> str:
    """A label as it stands in a sentence: “Street address” becomes “the street address”, “AED” stays capital."""
    return f"the {_in_sentence(label)}"


def _in_sentence(label: str) -> str:
    starts_a_word = len(label) > 1 and label[1].islower()
    return f"{label[0].lower()}{label[1:]}" if starts_a_word else label


def what_is_missing(spec: FieldSpec) -> str:
    """What nobody has said yet about a field, after “Not yet decided: ”."""
    return f"whether {_in_sentence(spec.label)}" if spec.kind is Kind.YES_NO else _in_sentence(spec.label)


def reference_text(plan: Plan, pack: Pack, refers_to: str, target: str) -> str:
    """The name of what a reference points at, or an empty text when it is gone."""
    own = plan.find(Course.TABLE, target) if refers_to == "pack.courses" else None
    if own is None and refers_to.startswith("pack."):
        return pack.catalogue(refers_to).get(target, "")
    record = own or plan.find(refers_to, target)
    return clean_text(called(plan, pack, record)) if record else ""


def entries(plan: Plan, pack: Pack, spec: FieldSpec, values: Sequence[str]) -> tuple[str, ...]:
    """The words for each entry of a fact with many values; references whose target is gone are left out."""
    if spec.kind is Kind.CHOICES:
        return tuple(spec.choice_label(value) for value in values)
    if spec.kind is Kind.REFERENCES:
        return tuple(name for value in values if (name := reference_text(plan, pack, spec.refers_to, value)))
    return tuple(clean_text(value) for value in values)


def value_text(plan: Plan, pack: Pack, spec: FieldSpec, value: Value) -> str:
    """A known value in words, as it stands inside a sentence. Empty when a reference points at nothing any more."""
    if isinstance(value, tuple):
        return list_text(entries(plan, pack, spec, value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return date_text(value)
    if not isinstance(value, str):
        return number_text(value, spec.unit)
    match spec.kind:
        case Kind.CHOICE:
            return spec.choice_label(value)
        case Kind.REFERENCE:
            return reference_text(plan, pack, spec.refers_to, value)
        case Kind.IMAGE:
            return "an image"
        case Kind.PHONE:
            return phone_text(clean_text(value))
        case _:
            return clean_text(value)


def one_line(text: str) -> str:
    """Several lines run together, for use inside a sentence; lines without a mark at their end get a semicolon."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    ended = (line if line.endswith((".", ";", ":", ",", "!", "?")) else f"{line};" for line in lines[:-1])
    return " ".join([*ended, *lines[-1:]])


def not_applicable_text(fact: NotApplicable) -> str:
    """A fact the team set aside, with its reason."""
    return f"Not applicable: {one_line(clean_text(fact.reason))}"


def fact_inlines(
    plan: Plan,
    pack: Pack,
    spec: FieldSpec,
    fact: Fact,
    unanswered: str,
    *,
    bold: bool = False,
    italic: bool = False,
) -> Inlines:
    """A fact inside a sentence: its words, why it does not apply, or `unanswered` marked as missing.

    What the edition does not show is marked to be taken out again, with its sentence.
    """
    match fact:
        case Known(value):
            words = one_line(value_text(plan, pack, spec, value))
            return (Run(words, bold, italic),) if words else (Missing(unanswered),)
        case Withheld():
            return HERE
        case NotApplicable():
            return (Run(not_applicable_text(fact), bold, italic),)
        case _:
            return (Missing(unanswered),)
