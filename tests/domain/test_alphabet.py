"""Names stand in a list where a reader looks for them."""

from __future__ import annotations

from eopbuilder.domain.alphabet import alphabetical


def test_accents_and_capitals_do_not_move_a_name() -> None:
    names = ["Zimmermann", "van der Berg", "Łukasik", "Çelik", "Muñoz", "Castañeda", "Lopez", "Öz", "Ørsted"]
    assert sorted(names, key=alphabetical) == [
        "Castañeda",
        "Çelik",
        "Lopez",
        "Łukasik",
        "Muñoz",
        "Ørsted",
        "Öz",
        "van der Berg",
        "Zimmermann",
    ]


def test_nobody_has_no_name_and_stands_first() -> None:
    assert alphabetical(None) == ""
