"""Whatever is typed into the fields of a plan, every export is made and holds it; the whole run is `tasks.py fuzz`."""

from __future__ import annotations

import itertools
import random
import unicodedata
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.records import RECORD_TYPES, Answer, field_specs
from eopbuilder.packs import load_pack
from tests.nasty.exports import faults_of
from tests.nasty.found import found_texts
from tests.nasty.plans import TYPED, lost_on_the_way, nasty_plan
from tests.nasty.strings import collected

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
HOLDS_AN_ID = {"objective"}
"""Fields of words that the program fills in itself."""
SEED = 5
COUNT = 600


@pytest.fixture(scope="module")
def texts() -> tuple[str, ...]:
    """Some texts of every kind, and those that once broke an export, in an order that mixes them."""
    drawn = [*collected(COUNT, SEED), *found_texts()]
    random.Random(SEED).shuffle(drawn)
    return tuple(drawn)


def filling(texts: Sequence[str]) -> list[str]:
    """The texts over and over, enough for every field."""
    return list(itertools.islice(itertools.cycle(texts), 10_000))


@pytest.mark.parametrize(
    "mark", ["\u202e", "<w:t>", "{{", "[[", "=cmd", "ễ", "\u0301", "😀", "\u200b", "\u2028", "\u00a0", "/etc/"]
)
def test_every_sort_of_trouble_is_among_them(texts: Sequence[str], mark: str) -> None:
    assert any(mark in text for text in texts)


def test_there_are_texts_in_every_script_and_with_what_no_file_can_hold(texts: Sequence[str]) -> None:
    every = "".join(texts)
    names = {unicodedata.name(one, "").partition(" ")[0] for one in every}
    assert {
        "ARABIC",
        "HEBREW",
        "CJK",
        "HANGUL",
        "HIRAGANA",
        "THAI",
        "DEVANAGARI",
        "KHMER",
        "GREEK",
        "CYRILLIC",
    } <= names
    assert {"Cc", "Cf", "Cn", "Co", "Cs", "Mn", "Me", "Zs", "Zl", "Zp"} <= {unicodedata.category(one) for one in every}
    assert max(map(len, " ".join(texts).split())) >= 200


def test_every_field_that_takes_words_gets_one(texts: Sequence[str]) -> None:
    _, planted = nasty_plan(PACK, filling(texts))
    filled = {one.where for one in planted}
    assert filled >= {
        f"{kind.TABLE}.{spec.name}"
        for kind in RECORD_TYPES.values()
        for spec in field_specs(kind)
        if spec.kind in TYPED and kind is not Answer and spec.name not in HOLDS_AN_ID
    }
    asked = {f"answers.{one.id}" for one in PACK.questions.values() if one.spec.kind in TYPED}
    assert len(filled & asked) > len(asked) * 0.7


def test_the_document_holds_what_was_typed(texts: Sequence[str]) -> None:
    plan, planted = nasty_plan(PACK, filling(texts))
    assert lost_on_the_way(plan, planted, PACK, AS_OF) == []


def test_every_export_is_made_and_holds_every_word(texts: Sequence[str], tmp_path: Path) -> None:
    plan, _ = nasty_plan(PACK, filling(texts))
    assert list(faults_of(plan, PACK, AS_OF, tmp_path, (Edition.STAFF,))) == []
