"""Copies are numbered down the record of distribution, and a number that does not fit it is doubted."""

from __future__ import annotations

import pytest

from eopbuilder.domain.copies import copy_numbered, doubt_about, numbered_copies
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Copy, PlanInfo, School

COPIES = [
    Copy(id="a", position=0, recipient="Chief Ana Ruiz", agency="Maple Ridge Fire", edition="responder", copies=3),
    Copy(id="b", position=1, recipient="Families", edition="public", copies=400),
    Copy(id="c", position=2, recipient="Office", edition="full"),
    Copy(id="d", position=3, agency="District"),
]


def plan_with(*copies: Copy) -> Plan:
    return Plan.of(PlanInfo(id="plan"), School(id="school"), list(copies))


def test_numbers_run_down_the_list_without_public_copies() -> None:
    assert [(one.numbers, one.recipient) for one in numbered_copies(plan_with(*COPIES))] == [
        ("1–3", "Chief Ana Ruiz, Maple Ridge Fire"),
        ("4", "Office"),
        ("5", "District"),
    ]


@pytest.mark.parametrize(("number", "record"), [("1", "a"), ("3", "a"), ("4", "c"), ("5", "d")])
def test_a_number_leads_to_its_entry(number: str, record: str) -> None:
    found = copy_numbered(plan_with(*COPIES), number)
    assert found is not None
    assert found.record.id == record


@pytest.mark.parametrize("number", ["0", "6", "-1", "two", "", "٣", "3.0"])
def test_other_numbers_lead_nowhere(number: str) -> None:
    assert copy_numbered(plan_with(*COPIES), number) is None


@pytest.mark.parametrize(
    ("number", "edition", "doubt"),
    [
        ("", Edition.FULL, ""),
        ("2", Edition.RESPONDER, ""),
        ("5", Edition.STAFF, ""),
        (
            "2",
            Edition.FULL,
            "Copy 2 is for Chief Ana Ruiz, Maple Ridge Fire, who gets another edition: Responder packet.",
        ),
        (
            "9",
            Edition.FULL,
            "Copy 9 is not in the record of distribution, which goes from 1 to 5: enter there who gets it.",
        ),
        ("2", Edition.PUBLIC, "The public edition has no copy numbers, so that 2 is not on its cover."),
    ],
)
def test_what_does_not_fit_is_told(number: str, edition: Edition, doubt: str) -> None:
    assert doubt_about(plan_with(*COPIES), number, edition) == doubt


def test_an_empty_record_is_told_as_such() -> None:
    doubt = doubt_about(plan_with(), "1", Edition.FULL)
    assert doubt == "Copy 1 is not in the record of distribution, which names nobody yet: enter there who gets it."
