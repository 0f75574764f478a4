"""What one edition withholds must not stand in a text that it shows."""

from __future__ import annotations

import pytest

from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Answer, Goal, Person, PlanInfo, Record, School, SectionSetting, Site
from eopbuilder.domain.rules.editions import check_editions
from eopbuilder.packs import load_pack

PACK = load_pack("k12-federal")
ANA = Person(id="ana", given_name="Ana", family_name="Field", mobile_phone="+15055550188", email="ana@school.example")


def findings(*records: Record, school: str = "+15055550100") -> list[Finding]:
    plan = Plan.of(PlanInfo(id="plan"), School(id="school", phone=school), (ANA, *records))
    return list(check_editions(plan, PACK))


@pytest.mark.parametrize("written", ["(505) 555-0188", "505.555.0188", "+1 505 555 0188", "505-555-0188"])
def test_a_private_number_in_a_text_for_staff_is_an_error_however_it_is_written(written: str) -> None:
    (found,) = findings(Agency(id="a", name="Fire", contact=f"Ask Ana, {written}, at any hour"))
    assert (found.code, found.severity) == ("V-PL-19", Severity.ERROR)
    assert found.message == (
        "“Contact person of Fire” holds Mobile phone of Ana Field, so the edition for staff would give away what only "
        "leaders and responders may read"
    )
    assert (found.where.record, found.where.field) == ("agencies:a", "contact")


def test_an_address_of_staff_in_a_public_text_is_an_error() -> None:
    (found,) = findings(SectionSetting(id="bp-purpose", own_text="Write to ANA@school.example."))
    assert "the public edition would give away" in found.message
    (answer,) = findings(Answer(id="q-ru-10e", value="By mail from ana@school.example"))
    assert answer.where.field == "q-ru-10e"


@pytest.mark.parametrize(
    "record",
    [
        Site(id="s", name="Hall", after_hours_access="Ana, (505) 555-0188"),
        SectionSetting(id="fa-security", own_text="Call (505) 555-0188."),
        Goal(id="fa-security-before", text="Call (505) 555-0188."),
        Answer(id="q-ics-6a", value="Front office, 505-555-0188"),
        Answer(id="q-nobody-asks", value="505-555-0188"),
        Agency(id="a", name="Fire", contact="Room 505, 555 people, 2026-2027"),
        Agency(id="a", name="Fire", contact="Main office, (505) 555-0100"),
        SectionSetting(id="bp-purpose", own_text="Call «Mobile phone» or 911."),
    ],
)
def test_what_the_same_readers_may_know_is_no_error(record: Record) -> None:
    assert findings(record) == []


def test_a_number_that_is_public_elsewhere_is_not_given_away() -> None:
    assert findings(Agency(id="a", name="Fire", contact="Ana, 505-555-0188"), school="505 555 0188") == []
