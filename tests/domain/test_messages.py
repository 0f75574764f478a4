"""Lengths of messages on each channel, the pack's messages in a team's words, and how hard texts read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.messages import (
    filled,
    length,
    messages_of,
    outside_gsm,
    reading_grade,
    syllables_of,
    too_long,
)
from eopbuilder.domain.records import Message
from tests.domain.plans import sound_plan


@pytest.mark.parametrize(
    ("text", "units", "encoding", "parts"),
    [
        ("a" * 160, 160, "GSM-7", 1),
        ("a" * 161, 161, "GSM-7", 2),
        ("a" * 306, 306, "GSM-7", 2),
        ("a" * 307, 307, "GSM-7", 3),
        ("ñ é ü ¿ ¡", 9, "GSM-7", 1),
        ("€[]", 6, "GSM-7", 1),
        ("á", 1, "UCS-2", 1),
        ("á" * 70, 70, "UCS-2", 1),
        ("á" * 71, 71, "UCS-2", 2),
        ("😀", 2, "UCS-2", 1),
    ],
)
def test_length_as_a_text_message(text: str, units: int, encoding: str, parts: int) -> None:
    found = length(text)
    assert (found.units, found.encoding, found.parts) == (units, encoding, parts)


def test_the_letters_that_shorten_a_text_are_named_once() -> None:
    assert outside_gsm("Está aquí, allá") == ("á", "í")


@given(st.text(max_size=400))
def test_one_part_holds_what_fits_into_one_part(text: str) -> None:
    found = length(text)
    most = 160 if found.encoding == "GSM-7" else 70
    assert (found.parts == 1) is (found.units <= most)


def test_fields_are_filled_with_the_schools_name_and_long_values() -> None:
    text = filled("{school}: {hazard} at {time}", sound_plan())
    assert text.startswith("Cedar Hollow School: ")
    assert "{" not in text


def test_a_team_changes_words_and_adds_messages(pack: Pack) -> None:
    first = pack.messages[0]
    own = Message(id="own", title="Goats", text="{school}: goats on the field at {time}.", audience="au-family")
    plan = sound_plan(put=[Message(id=first.id, text="Our words {time}"), own])
    messages = {one.id: one for one in messages_of(plan, pack)}
    assert messages[first.id].text == "Our words {time}"
    assert messages[first.id].title == first.title
    assert messages["own"].channel == "sms"
    assert len(messages) == len(pack.messages) + 1


def test_every_message_of_the_pack_fits_its_channel(pack: Pack) -> None:
    plan = sound_plan()
    assert [one.id for one in pack.messages if too_long(one, plan)] == []


@pytest.mark.parametrize(("word", "count"), [("school", 1), ("family", 3), ("people", 2), ("named", 1), ("the", 1)])
def test_syllables(word: str, count: int) -> None:
    assert syllables_of(word) == count


def test_harder_words_and_longer_sentences_read_at_a_higher_grade() -> None:
    easy = "Go out. Walk to the field. Stay with your class."
    hard = "Individuals evacuating institutional facilities necessitate comprehensive accountability procedures."
    assert reading_grade(easy) < 3 < reading_grade(hard)
    assert reading_grade("") == 0
