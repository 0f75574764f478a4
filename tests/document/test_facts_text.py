"""How facts read in a sentence."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.facts_text import (
    date_text,
    fact_inlines,
    list_text,
    number_text,
    one_line,
    phone_text,
    the,
    unit_text,
    value_text,
    what_is_missing,
)
from eopbuilder.document.nodes import Missing, Run
from eopbuilder.domain.facts import UNKNOWN, FieldSpec, Kind, Known, NotApplicable
from tests.document.samples import full_plan, tiny_pack


@pytest.mark.parametrize(
    ("number", "unit", "text"),
    [
        (412, "students", "412 students"),
        (1, "students", "1 student"),
        (1, "people", "1 person"),
        (1, "buses", "1 bus"),
        (0, "people", "0 people"),
        (1234567, "", "1,234,567"),
        (0.4, "miles", "0.4 miles"),
        (4.0, "hours", "4 hours"),
        (31.5, "%", "31.5%"),
        (1.0, "FTE", "1 FTE"),
        (10.0, "", "10"),
        (0.00001, "", "0"),
    ],
)
def test_numbers_carry_their_unit(number: float, unit: str, text: str) -> None:
    assert number_text(number, unit) == text


def test_a_unit_is_singular_after_one() -> None:
    assert unit_text(1, "minutes") == "minute"
    assert unit_text(2, "minutes") == "minutes"


@pytest.mark.parametrize(
    ("phone", "text"),
    [
        ("+15055550100", "(505) 555-0100"),
        ("+15055550100 ext. 7", "(505) 555-0100 ext. 7"),
        ("+52 55 1234", "+52 55 1234"),
        ("x12", "x12"),
    ],
)
def test_phones_read_as_people_write_them(phone: str, text: str) -> None:
    assert phone_text(phone) == text


def test_dates_do_not_depend_on_the_computers_language() -> None:
    assert date_text(date(2026, 8, 31)) == "August 31, 2026"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ((), ""),
        (("a",), "a"),
        (("a", "b"), "a and b"),
        (("a", "b", "c"), "a, b and c"),
        (("a, old", "b", "c"), "a, old; b and c"),
    ],
)
def test_lists_read_as_sentences(words: tuple[str, ...], text: str) -> None:
    assert list_text(words) == text


@pytest.mark.parametrize(
    ("label", "text"), [("Street address", "the street address"), ("AED", "the AED"), ("X", "the X")]
)
def test_labels_stand_in_a_sentence(label: str, text: str) -> None:
    assert the(label) == text


def test_a_yes_no_field_is_missing_as_whether() -> None:
    assert what_is_missing(FieldSpec("a", Kind.YES_NO, "Doors lock")) == "whether doors lock"
    assert what_is_missing(FieldSpec("a", Kind.TEXT, "AED")) == "AED"


def _spec(kind: Kind, refers_to: str = "", unit: str = "") -> FieldSpec:
    return FieldSpec("x", kind, "Label", refers_to=refers_to, unit=unit)


@pytest.mark.parametrize(
    ("spec", "value", "text"),
    [
        (_spec(Kind.YES_NO), True, "yes"),
        (_spec(Kind.YES_NO), False, "no"),
        (_spec(Kind.REFERENCE, "people"), "p1", "Ana Lopez"),
        (_spec(Kind.REFERENCE, "people"), "gone", ""),
        (_spec(Kind.REFERENCE, "pack.roles"), "role-ic", "Incident Commander"),
        (_spec(Kind.REFERENCE, "pack.roles"), "role-gone", ""),
        (_spec(Kind.REFERENCES, "people"), ("p1", "gone", "p2"), "Ana Lopez and Ben Ray"),
        (_spec(Kind.TEXTS), ("a", "b"), "a and b"),
        (_spec(Kind.TEXT), "a\x00b", "ab"),
        (_spec(Kind.CHOICE), "kept", "kept"),
    ],
)
def test_values_in_words(spec: FieldSpec, value: str, text: str) -> None:
    assert value_text(full_plan(), tiny_pack(), spec, value) == text


def test_unknown_not_applicable_and_no_are_three_things() -> None:
    plan, pack, spec = full_plan(), tiny_pack(), _spec(Kind.YES_NO)
    assert fact_inlines(plan, pack, spec, UNKNOWN, "whether") == (Missing("whether"),)
    assert fact_inlines(plan, pack, spec, NotApplicable("we are\nsmall"), "whether") == (
        Run("Not applicable: we are; small"),
    )
    assert fact_inlines(plan, pack, spec, Known(False), "whether", bold=True) == (Run("no", bold=True),)


def test_zero_is_an_answer() -> None:
    assert fact_inlines(full_plan(), tiny_pack(), _spec(Kind.NUMBER), Known(0), "how many") == (Run("0"),)


def test_a_reference_to_nothing_is_missing() -> None:
    found = fact_inlines(full_plan(), tiny_pack(), _spec(Kind.REFERENCE, "people"), Known("gone"), "who")
    assert found == (Missing("who"),)


@given(st.text())
def test_running_lines_together_keeps_every_word(text: str) -> None:
    assert one_line(text).split() == text.split() or "\n" not in one_line(text)
