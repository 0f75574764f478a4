"""Names stand in a list where a reader looks for them."""

from __future__ import annotations

from eopbuilder.domain.alphabet import alphabetical
from eopbuilder.domain.records import Person


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


def test_people_are_filed_under_the_last_name_and_by_their_first_where_that_is_all_there_is() -> None:
    people = [
        Person(id="1", given_name="Zoë", family_name="Álvarez"),
        Person(id="2", given_name="ana", family_name="Alvarez"),
        Person(id="3", family_name="Zimmermann"),
        Person(id="4", given_name="Bo"),
    ]
    assert [one.id for one in sorted(people, key=lambda one: one.filed_under)] == ["2", "1", "4", "3"]
