"""A small fictional school whose plan breaks none of the rules, and ways of changing one thing about it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from datetime import date
from typing import Any

from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Agency,
    Agreement,
    Answer,
    Assignment,
    Audience,
    Channel,
    Person,
    PlanInfo,
    Provider,
    Record,
    School,
    Site,
    Zone,
)

AS_OF = date(2026, 9, 1)
VALID_UNTIL = date(2026, 11, 30)
SCHOOL = School(
    id="school",
    name="Cedar Hollow School",
    district="Cedar Hollow District",
    address="1 School Lane",
    phone="(505) 555-0100",
    enrollment=400,
    staff_count=40,
)
INFO = PlanInfo(id="plan-1", title="Emergency Operations Plan", school_year="2026-2027")
AUDIENCES = ("au-occupants", "au-off", "au-staff", "au-family", "au-responder", "au-district")


def site(site_id: str, name: str, reach: str, rank: str = "primary", **facts: Any) -> Site:
    return Site(id=site_id, name=name, reach=reach, rank=rank, **{"capacity": 900, "address": f"{name} Road", **facts})


def host_agreement(site_id: str, **facts: Any) -> Agreement:
    known = {"kind": "host", "state": "signed", "site": site_id, "valid_until": VALID_UNTIL, **facts}
    return Agreement(id=f"agreement-{site_id}", **known)


def holds(role: str, person: str, order: int = 0) -> Assignment:
    return Assignment(id=f"{role}-{order}", role=role, person=person, order=order)


def audience(kind: str, **channels: str | None) -> Audience:
    return Audience(id=kind, audience=kind, **{"primary": "ch-text", "alternate": "ch-mail", **channels})


def _sound_records() -> tuple[Record, ...]:
    return (
        Person(id="ana", given_name="Ana", family_name="Field", job_title="Principal"),
        Person(id="bo", given_name="Bo", family_name="Stone", job_title="Counselor", position=1),
        Person(id="cy", given_name="Cy", family_name="Wells", job_title="Librarian", position=2),
        Agency(id="sheriff", name="County Sheriff", kind="police"),
        site("chapel", "Hillside Chapel", "walking"),
        site("library", "Town Library", "walking", "secondary"),
        site("middle", "Valley Middle School", "bus"),
        site("arena", "Fairground Arena", "bus", "secondary"),
        *(host_agreement(one) for one in ("chapel", "library", "middle", "arena")),
        Zone(id="told", site="chapel", zone="zn-notify", place="Vestry"),
        Provider(id="clinic", name="River Clinic", kind="mh-community", phone="(505) 555-0101"),
        Agreement(id="help", kind="provider", provider="clinic", state="signed", valid_until=VALID_UNTIL),
        Channel(id="ch-text", name="Text message", kind="ch-sms", reaches=("deaf", "outdoors")),
        Channel(id="ch-mail", name="E-mail", kind="ch-email", reaches=("blind", "buses", "portables")),
        *(audience(kind) for kind in AUDIENCES),
        holds("rr-checker", "ana"),
        holds("rr-reunifier", "bo"),
        holds("rr-accountant-s", "cy"),
        holds("role-ops-security", "ana"),
        holds("role-ops-crisis", "bo"),
        holds("role-ops-crisis", "cy", 1),
        Answer(id="q-ru-4b", value="Against the paper cards"),
        Answer(id="q-ru-4c", value="The clerk prints it each Friday"),
        Answer(id="q-ru-8a", value="sheriff"),
    )


def sound_plan(
    *, put: Iterable[Record] = (), drop: Iterable[str] = (), school: School = SCHOOL, info: PlanInfo = INFO
) -> Plan:
    """The sound plan with records put in (or in the place of the one with their id) and others dropped by id."""
    records = {record.id: record for record in (*_sound_records(), *put)}
    gone = set(drop)
    return Plan.of(info, school, (record for record in records.values() if record.id not in gone))


def changed(record_id: str, **facts: Any) -> Record:
    """A record of the sound plan with other facts."""
    record = next(one for one in _sound_records() if one.id == record_id)
    return dataclasses.replace(record, **facts)
