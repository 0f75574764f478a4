"""One person on whom several annexes hang is found, and told in words; nobody is told who can be replaced."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from eopbuilder.domain.catalogue import Pack, Relation
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Person
from eopbuilder.rolegraph.analysis import check_roles
from eopbuilder.rolegraph.case import Case
from eopbuilder.rolegraph.whatif import what_if
from tests.rolegraph.small import AS_OF, COMMAND, annex, pack_of, person, plan_of, relation, role, with_annexes

ANN, BEN, CAT, DAN = (person(f"{name} Day") for name in ("Ann", "Ben", "Cat", "Dan"))
ROLES = (COMMAND, role("role-keys"), role("role-care"), role("role-gate"), role("role-runner", needs_primary=False))


def school(links: Iterable[Relation] = ()) -> Pack:
    """Three annexes: two are led by care, the third by the gate."""
    three = (
        annex("fa-one", "role-care", "role-care"),
        annex("fa-two", "role-care", "role-gate"),
        annex("fa-three", "role-gate", "role-gate"),
    )
    return with_annexes(pack_of(ROLES, links), *three)


def told(plan: Plan, pack: Pack) -> list[str]:
    return [one.message for one in check_roles(plan, pack, AS_OF) if one.code == "V-ICS-20"]


def held(**changes: Iterable[Person]) -> Mapping[str, Iterable[Person]]:
    """Two people in every role but those given."""
    usual = {one.id: (ANN, BEN) if one.id == "role-ic" else (BEN, CAT) for one in ROLES}
    return {**usual, **{f"role-{name}": people for name, people in changes.items()}}


def test_nobody_is_told_while_everybody_can_be_replaced() -> None:
    pack = school([relation("needs", "role-care", "role-keys")])
    assert told(plan_of(held()), pack) == []


def test_the_only_leader_of_two_annexes_is_told() -> None:
    assert told(plan_of(held(care=[DAN])), school()) == [
        "Losing Dan Day stops Fa-One and Fa-Two: nobody else can be Care"
    ]
    assert told(plan_of(held(gate=[DAN])), school()) == []


def test_somebody_deep_down_on_whom_leaders_depend_is_told() -> None:
    links = [relation("needs", "role-care", "role-gate"), relation("needs_approval", "role-gate", "role-keys")]
    plan = plan_of(held(keys=[DAN]))
    assert told(plan, school(links)) == ["Losing Dan Day stops every annex: nobody else can be Keys"]
    without_dan = what_if(plan, school(links), AS_OF, Case(absent=frozenset({DAN.id})))
    assert {one.annex for one in without_dan.annexes_affected} == {"fa-one", "fa-two", "fa-three"}


def test_one_person_alone_in_several_roles_is_told_once() -> None:
    assert told(plan_of(held(care=[DAN], gate=[DAN])), school()) == [
        "Losing Dan Day stops every annex: nobody else can be Care and Gate"
    ]


def test_nobody_else_in_command_stops_every_annex() -> None:
    assert told(plan_of(held(ic=[DAN])), school()) == [
        "Losing Dan Day stops every annex: nobody else can be Incident Commander"
    ]


def test_those_who_have_left_replace_nobody_and_an_alternate_alone_counts() -> None:
    gone = person("Eve Day", left=True)
    plan = plan_of(held(care=[gone, DAN]))
    assert told(plan, school()) == ["Losing Dan Day stops Fa-One and Fa-Two: nobody else can be Care"]


def test_steps_done_by_somebody_do_not_stop_an_annex() -> None:
    pack = with_annexes(pack_of(ROLES), *(annex(name, "role-ic", "role-care") for name in ("fa-one", "fa-two")))
    assert told(plan_of(held(care=[DAN])), pack) == []
