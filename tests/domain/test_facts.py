"""Values are taken as they are meant, or refused in one sentence; unknown, not applicable and known never blur."""

from __future__ import annotations

import math
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.facts import (
    MANY,
    UNKNOWN,
    Choice,
    FieldSpec,
    InvalidValue,
    Kind,
    Known,
    NotApplicable,
    Value,
    clean_text,
    is_empty,
    parse_value,
)
from eopbuilder.domain.records import Channel, Person, School

CHOICES = (Choice("on-campus", "On campus"), Choice("bus", "By bus"))


def spec(kind: Kind) -> FieldSpec:
    return FieldSpec("field", kind, "Label", choices=CHOICES if kind in {Kind.CHOICE, Kind.CHOICES} else ())


def parse(kind: Kind, raw: object) -> Value | None:
    return parse_value(spec(kind), raw)


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        (Kind.TEXT, "  Wing\tA\n north ", "Wing A north"),
        (Kind.TEXT, "a\x00b", "ab"),
        (Kind.LONG_TEXT, " one\r\n\r\ntwo ", "one\n\ntwo"),
        (Kind.PHONE, "(505) 555-0100 ext. 3", "(505) 555-0100 ext. 3"),
        (Kind.EMAIL, " zoë@school.example ", "zoë@school.example"),
        (Kind.REFERENCE, "person-1", "person-1"),
        (Kind.CHOICE, "bus", "bus"),
        (Kind.CHOICES, ["bus", "on-campus", "bus"], ("bus", "on-campus")),
        (Kind.TEXTS, ["Diné", " ", "Diné", "Spanish"], ("Diné", "Spanish")),
        (Kind.REFERENCES, ("b", "a"), ("b", "a")),
        (Kind.YES_NO, True, True),
        (Kind.YES_NO, False, False),
        (Kind.YES_NO, " Yes", True),
        (Kind.YES_NO, "N", False),
        (Kind.NUMBER, 0, 0),
        (Kind.NUMBER, 412.0, 412),
        (Kind.NUMBER, "1,412", 1412),
        (Kind.NUMBER, "007", 7),
        (Kind.DECIMAL, "0.5", 0.5),
        (Kind.DECIMAL, 2.25, 2.25),
        (Kind.DATE, "2024-02-29", date(2024, 2, 29)),
        (Kind.DATE, date(2026, 8, 31), date(2026, 8, 31)),
    ],
)
def test_what_each_kind_takes(kind: Kind, raw: object, value: Value) -> None:
    parsed = parse(kind, raw)
    assert parsed == value
    assert type(parsed) is type(value)


def test_a_moment_is_taken_as_its_day() -> None:
    assert type(parse(Kind.DATE, datetime(2026, 8, 31, 7, 5))) is date


@pytest.mark.parametrize(
    ("kind", "raw", "why"),
    [
        (Kind.TEXT, 5, "takes text, not a number"),
        (Kind.TEXT, {"a": 1}, "takes text, not an object"),
        (Kind.TEXT, True, "takes text, not yes or no"),
        (Kind.EMAIL, "zoë at school", "takes an e-mail address like"),
        (Kind.CHOICE, "train", "takes one of on-campus, bus, and “train” is none of them"),
        (Kind.CHOICES, ["bus", "train"], "“train” is none of them"),
        (Kind.CHOICES, "bus", "takes a list"),
        (Kind.TEXTS, [["a"]], "takes text, not a list"),
        (Kind.REFERENCES, {"a": 1}, "takes a list"),
        (Kind.YES_NO, "maybe", "takes yes or no"),
        (Kind.YES_NO, 1, "takes yes or no"),
        (Kind.NUMBER, 4.5, "takes a whole number, and “4.5” is not one"),
        (Kind.NUMBER, "4.5", "takes a whole number"),
        (Kind.NUMBER, "about 400", "takes a number like 412, and “about 400” is not one"),
        (Kind.NUMBER, "-1", "takes a number like 412"),
        (Kind.NUMBER, -1, "from zero to a thousand million"),
        (Kind.NUMBER, True, "takes a number, not yes or no"),
        (Kind.NUMBER, [4], "takes a number, not a list"),
        (Kind.NUMBER, 10**400, "from zero to a thousand million"),
        (Kind.NUMBER, "9" * 400, "from zero to a thousand million"),
        (Kind.DECIMAL, math.nan, "from zero to a thousand million"),
        (Kind.DECIMAL, math.inf, "from zero to a thousand million"),
        (Kind.DATE, "2025-02-29", "takes a date like 2026-08-31, and “2025-02-29” is not one"),
        (Kind.DATE, "08/31/2026", "takes a date like"),
        (Kind.DATE, 5, "takes a date like"),
    ],
)
def test_what_does_not_fit_is_refused_in_one_sentence(kind: Kind, raw: object, why: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse(kind, raw)
    message = str(caught.value)
    assert why in message
    assert "“Label”" in message
    assert message.endswith(".")


@pytest.mark.parametrize(
    ("kind", "raw"),
    [
        (Kind.NUMBER, "@ " * 5000),
        (Kind.NUMBER, 10**4000),
        (Kind.DATE, "@ " * 5000),
        (Kind.EMAIL, "@ " * 5000),
        (Kind.CHOICE, "@ " * 5000),
        (Kind.DATE, [{"x": "y" * 9000}]),
    ],
)
def test_a_very_long_entry_gives_a_short_refusal(kind: Kind, raw: object) -> None:
    with pytest.raises(InvalidValue) as caught:
        parse(kind, raw)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("raw", [None, "", "  \t", (), []])
def test_nothing_said_is_unknown_whatever_the_kind(kind: Kind, raw: object) -> None:
    assert parse(kind, raw) == (() if kind in MANY else None)


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT, Kind.PHONE, Kind.REFERENCE])
def test_characters_that_say_nothing_are_unknown(kind: Kind) -> None:
    assert parse(kind, "\x00\ud800") is None


def parse_or_refusal(kind: Kind, raw: object) -> object:
    try:
        return parse(kind, raw)
    except InvalidValue as refusal:
        return refusal


ANY_RAW = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()) | st.dates() | st.datetimes(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)
TYPES = {
    Kind.YES_NO: bool,
    Kind.NUMBER: int,
    Kind.DECIMAL: (int, float),
    Kind.DATE: date,
}


@given(st.sampled_from(Kind), ANY_RAW)
def test_any_entry_is_parsed_for_good_or_refused(kind: Kind, raw: object) -> None:
    value = parse_or_refusal(kind, raw)
    if isinstance(value, InvalidValue):
        assert str(value).endswith(".")
    elif value not in (None, ()):
        assert not is_empty(value)
        assert isinstance(value, tuple if kind in MANY else TYPES.get(kind, str))
        assert parse(kind, value) == value


@given(st.text(st.characters()))
def test_clean_text_can_be_written_anywhere_and_is_clean_for_good(text: str) -> None:
    clean = clean_text(text)
    clean.encode("utf-8")
    assert clean_text(clean) == clean
    assert not any(ord(letter) < 32 and letter not in "\t\n" for letter in clean)
    assert not any(ord(letter) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(letter) <= 0xFDEF for letter in clean)


def test_clean_text_keeps_every_letter_and_emoji() -> None:
    text = "Nguyễn Łukasik 王 עברית 👩🏽‍🏫 “quoted” – é"
    assert clean_text(text) == text
    assert clean_text("a\u2028b\r\nc\rd\u2029e") == "a\nb\nc\nd\ne"


def test_known_unknown_and_not_applicable_are_three_things() -> None:
    school = School(id="school", wheelchair_users=0, not_applicable={"website": "we have none"})
    assert school.fact("wheelchair_users") == Known(0)
    assert school.fact("website") == NotApplicable("we have none")
    assert school.fact("grades") == UNKNOWN
    assert Person(id="p", left=False).fact("left") == Known(False)
    assert Channel(id="c", reaches=()).fact("reaches") == UNKNOWN


def test_a_value_outweighs_a_reason_left_behind() -> None:
    assert School(id="school", grades="K to 5", not_applicable={"grades": "old"}).fact("grades") == Known("K to 5")


@pytest.mark.parametrize(("value", "empty"), [(0, False), (False, False), (0.0, False), (" ", True), ((), True)])
def test_zero_and_no_are_answers(value: object, empty: bool) -> None:
    assert is_empty(value) is empty


def test_a_choice_no_longer_offered_is_shown_as_it_is() -> None:
    field = spec(Kind.CHOICE)
    assert field.choice_label("bus") == "By bus"
    assert field.choice_label("train") == "train"
