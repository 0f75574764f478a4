"""Two schools to print forms for: the sample school, and a crowded one with long names and every role doubled up."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.catalogue import KitDocument, context_in
from eopbuilder.document.nodes import Document
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Answer, Assignment, Person, PlanInfo, Record, School, Site, Zone
from eopbuilder.packs import load_pack
from eopbuilder.planning import sample
from eopbuilder.rolegraph.structure import TOP_LEVEL

PACK = load_pack("k12-federal")
AS_OF = date(2026, 11, 26)
CREATED = datetime(2026, 11, 26, 12, tzinfo=UTC)
PEOPLE = 60
PER_ROLE = 4


@cache
def sample_school() -> Plan:
    """The plan of the sample school, gaps and all."""
    with TemporaryDirectory() as folder, sample.create_sample(Path(folder) / "plan.eop") as session:
        return session.plan


@cache
def crowded_school() -> Plan:
    """A big high school: long names, a primary and three alternates in every role, three people in many posts."""
    people = [
        Person(
            id=f"p{number}",
            given_name=f"Maximiliano{number}",
            family_name=f"Featherstonehaugh{number}",
            mobile_phone=f"+1505555{1000 + number}",
            work_phone=f"+1505555{2000 + number}" if number % 2 else None,
        )
        for number in range(PEOPLE)
    ]
    records: list[Record] = [*people]
    for place, role in enumerate(PACK.roles):
        holders = dict.fromkeys((place % 3, *((place * 7 + one) % PEOPLE for one in range(1, PER_ROLE))))
        records.extend(
            Assignment(id=f"a{place}-{order}", role=role, person=f"p{one}", order=order, position=place)
            for order, one in enumerate(holders)
        )
    for kind in ("police", "fire"):
        name = f"{kind.title()} Department of the City and County of Springfield Heights"
        records.append(
            Agency(id=kind, name=name, kind=kind, contact="The watch commander on duty", phone="+15055553000")
        )
    for number, reach in enumerate(("on-campus", "walking", "walking", "bus", "bus")):
        site = f"s{number}"
        records.append(
            Site(
                id=site,
                name=f"Springfield Heights Regional Convention and Recreation Center, hall {number}",
                reach=reach,
                rank="primary",
                address=f"{number}400 Northwest Martin Luther King Junior Boulevard, Springfield Heights",
                capacity=2000,
                contact="The facilities manager on duty",
                route="North on the boulevard to the second light, then east; when it is closed, by the frontage road.",
            )
        )
        records.extend(
            Zone(
                id=f"{site}-{kind}",
                site=site,
                zone=kind,
                place="Multi-purpose room on the east side",
                capacity=400,
                entrance="Double doors by the loading dock",
                exit="Door 14 to the north parking lot",
            )
            for kind in PACK.zones
        )
    for question in ("q-ics-6a", "q-ics-6b", "q-ics-10"):
        long = "The conference room behind the main office, ground floor, next to the attendance window"
        records.append(Answer(id=question, value=long))
    info = PlanInfo(id="plan", title="Plan")
    return Plan.of(info, School(id="school", name="Springfield Heights Consolidated High School"), records)


def in_kit(sheet: KitDocument, plan: Plan, pack: Pack = PACK, edition: Edition = Edition.FULL) -> Document:
    """A document as the kit of an edition has it, at the highest level."""
    return sheet.make(context_in(sheet.facts_in(edition), plan, pack, AS_OF, TOP_LEVEL, CREATED))


def at_level(plan: Plan, level: int) -> FormContext:
    """What forms of a plan at a level are made from."""
    return FormContext(plan, PACK, AS_OF, level, CREATED)
