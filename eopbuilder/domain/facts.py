"""A fact is known, unknown, or not applicable for a stated reason; these three never blur into one another.

Every field of a record and every question of a template pack describes itself with a `FieldSpec`. Forms, storage,
exchange files and documents all read that one description.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.images import is_image_id

Value = str | int | float | bool | date | tuple[str, ...]
"""A known value. References to records and catalogue entries are ids (`str`, or a tuple of them)."""


class Kind(StrEnum):
    """What sort of value a field or question takes."""

    TEXT = "text"
    LONG_TEXT = "long-text"
    TEXTS = "texts"
    """Several short texts, in order."""
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes-no"
    NUMBER = "number"
    """A whole number, zero or more."""
    DECIMAL = "decimal"
    DATE = "date"
    PHONE = "phone"
    EMAIL = "email"
    REFERENCE = "reference"
    REFERENCES = "references"
    IMAGE = "image"
    """An image the plan keeps; the value is its id (see `images`)."""


_LARGEST = 1_000_000_000
MANY = frozenset({Kind.TEXTS, Kind.CHOICES, Kind.REFERENCES})
ASKED = frozenset(Kind) - {Kind.IMAGE}
"""Kinds a question of a template pack may be of."""


@dataclass(frozen=True)
class Known:
    """A fact the plan holds."""

    value: Value


@dataclass(frozen=True)
class Unknown:
    """Nobody has answered yet. Never the same as zero, no, or empty."""


@dataclass(frozen=True)
class NotApplicable:
    """The team decided the fact does not apply here, and why."""

    reason: str


@dataclass(frozen=True)
class Withheld:
    """The edition of the plan at hand does not show the fact. It may be known or not: withheld is not missing."""


Fact = Known | Unknown | NotApplicable | Withheld
UNKNOWN = Unknown()
WITHHELD = Withheld()


@dataclass(frozen=True)
class Choice:
    """One allowed value of a choice, with the words shown for it."""

    id: str
    label: str


@dataclass(frozen=True)
class FieldSpec:
    """How a fact is asked for, checked, stored and shown."""

    name: str
    kind: Kind
    label: str
    help: str = ""
    required: bool = False
    choices: tuple[Choice, ...] = ()
    refers_to: str = ""
    """For references: a table of the plan (`people`) or a catalogue of the pack (`pack.roles`)."""
    unit: str = ""
    most: int = _LARGEST
    """For numbers: the largest that makes sense."""
    disclosure: Disclosure = Disclosure.FULL
    """Who may see the fact; the editions of a plan are made by it."""

    def choice_label(self, choice_id: str) -> str:
        """The words for a choice, or the id itself when the catalogue no longer knows it."""
        return next((choice.label for choice in self.choices if choice.id == choice_id), choice_id)


def fact(
    kind: Kind,
    label: str,
    *,
    help: str = "",
    required: bool = False,
    choices: Mapping[str, str] | None = None,
    refers_to: str = "",
    unit: str = "",
    most: int = _LARGEST,
    disclosure: Disclosure | None = None,
) -> Any:
    """A dataclass field holding a fact: `None` (or an empty tuple) while unknown.

    Without a `disclosure` of its own the field has that of its record type.
    """
    offered = tuple(Choice(key, words) for key, words in (choices or {}).items())
    spec = FieldSpec("", kind, label, help, required, offered, refers_to, unit, most)
    default = () if kind in MANY else None
    return dataclasses.field(default=default, metadata={"spec": spec, "disclosure": disclosure})


class InvalidValue(ValueError):
    """A value that does not fit its field. The message is one clear sentence for the user."""


_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]")
_LAST_OF_PLANE = "".join(chr(plane << 16 | low) for plane in range(1, 17) for low in (0xFFFE, 0xFFFF))
_ASTRAL_NONCHARACTER = re.compile(f"[{_LAST_OF_PLANE}]")


def clean_text(text: str) -> str:
    """The text without characters no document can carry (control characters, lone surrogates), line ends as \\n."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _ASTRAL_NONCHARACTER.sub("", _CONTROL.sub("", text))


def is_empty(value: object) -> bool:
    """Whether a stored value says nothing: None, blank text or an empty list. Zero and False are answers."""
    if isinstance(value, str):
        return not value.strip()
    return value is None or (isinstance(value, tuple | list) and not value)


def _as_text(spec: FieldSpec, raw: object) -> str:
    if not isinstance(raw, str):
        raise InvalidValue(f"“{spec.label}” takes text, not {_type_name(raw)}.")
    text = clean_text(raw).strip()
    return text if spec.kind is Kind.LONG_TEXT else " ".join(text.split())


def _as_number(spec: FieldSpec, raw: object) -> int:
    number = _as_decimal(spec, raw)
    if number != int(number):
        raise InvalidValue(f"“{spec.label}” takes a whole number, and “{_shown(raw)}” is not one.")
    return int(number)


def _as_decimal(spec: FieldSpec, raw: object) -> float:
    if isinstance(raw, str):
        text = raw.strip().replace(",", "") if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?", raw.strip()) else raw.strip()
        if not re.fullmatch(r"[0-9]+(\.[0-9]+)?", text):
            raise InvalidValue(f"“{spec.label}” takes a number like 412, and “{_shown(raw)}” is not one.")
        raw = float(text)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        raise InvalidValue(f"“{spec.label}” takes a number, not {_type_name(raw)}.")
    if not 0 <= raw <= spec.most:
        most = "a thousand million" if spec.most == _LARGEST else spec.most
        raise InvalidValue(f"“{spec.label}” takes a number from zero to {most}.")
    return raw


def _as_yes_no(spec: FieldSpec, raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    word = raw.strip().casefold() if isinstance(raw, str) else ""
    if word in {"yes", "y", "true"}:
        return True
    if word in {"no", "n", "false"}:
        return False
    raise InvalidValue(f"“{spec.label}” takes yes or no.")


def _as_date(spec: FieldSpec, raw: object) -> date:
    if isinstance(raw, datetime):
        return raw.date()
    if isinstance(raw, date):
        return raw
    try:
        return date.fromisoformat(raw.strip() if isinstance(raw, str) else "")
    except ValueError:
        raise InvalidValue(f"“{spec.label}” takes a date like 2026-08-31, and “{_shown(raw)}” is not one.") from None


def _as_choice(spec: FieldSpec, raw: object) -> str:
    text = _as_text(spec, raw)
    if spec.choices and text not in {choice.id for choice in spec.choices}:
        allowed = ", ".join(choice.id for choice in spec.choices)
        raise InvalidValue(f"“{spec.label}” takes one of {allowed}, and “{_shown(text)}” is none of them.")
    return text


def _as_image(spec: FieldSpec, raw: object) -> str:
    text = _as_text(spec, raw)
    if text and not is_image_id(text):
        raise InvalidValue(f"“{spec.label}” takes an image.")
    return text


def _as_email(spec: FieldSpec, raw: object) -> str:
    text = _as_text(spec, raw)
    if text and not re.fullmatch(r"[^@\s]+@[^@\s]+", text):
        raise InvalidValue(
            f"“{spec.label}” takes an e-mail address like name@school.org, and “{_shown(text)}” is not one."
        )
    return text


_PARSERS: dict[Kind, Callable[[FieldSpec, object], Value]] = {
    Kind.TEXT: _as_text,
    Kind.LONG_TEXT: _as_text,
    Kind.PHONE: _as_text,
    Kind.EMAIL: _as_email,
    Kind.REFERENCE: _as_text,
    Kind.CHOICE: _as_choice,
    Kind.IMAGE: _as_image,
    Kind.YES_NO: _as_yes_no,
    Kind.NUMBER: _as_number,
    Kind.DECIMAL: _as_decimal,
    Kind.DATE: _as_date,
}
_EACH = {Kind.TEXTS: _as_text, Kind.CHOICES: _as_choice, Kind.REFERENCES: _as_text}


def parse_value(spec: FieldSpec, raw: object) -> Value | None:
    """The typed value of what a widget or a file holds; `None` (or an empty tuple) when it says nothing.

    Raises `InvalidValue` when the value does not fit the field's kind.
    """
    if spec.kind in MANY:
        if is_empty(raw):
            return ()
        if isinstance(raw, str) or not isinstance(raw, tuple | list):
            raise InvalidValue(f"“{spec.label}” takes a list.")
        each = _EACH[spec.kind]
        return tuple(dict.fromkeys(item for item in (str(each(spec, one)) for one in raw) if item))
    if is_empty(raw):
        return None
    value = _PARSERS[spec.kind](spec, raw)
    return None if is_empty(value) else value


_LONGEST_SHOWN = 60


def _shown(raw: object) -> str:
    """What was entered, short enough to be part of a sentence."""
    text = clean_text(str(raw))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _type_name(raw: object) -> str:
    names = {dict: "an object", list: "a list", bool: "yes or no", int: "a number", float: "a number", str: "text"}
    return names.get(type(raw), "nothing" if raw is None else type(raw).__name__)
