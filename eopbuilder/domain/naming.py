"""How people call a record: its own name, or the name of the person or pack entry it stands for."""

from __future__ import annotations

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    Assignment,
    Audience,
    Course,
    Drill,
    DrillRule,
    Hazard,
    Message,
    Person,
    ProtectiveAction,
    Record,
    RoleSetting,
    SectionSetting,
    TeamMember,
)

_STANDS_FOR = {
    Assignment.TABLE: ("role", "pack.roles"),
    Audience.TABLE: ("audience", "pack.audiences"),
    Course.TABLE: ("id", "pack.courses"),
    Drill.TABLE: ("drill", "pack.drills"),
    DrillRule.TABLE: ("drill", "pack.drills"),
    Hazard.TABLE: ("hazard", "pack.hazards"),
    ProtectiveAction.TABLE: ("action", "pack.actions"),
    RoleSetting.TABLE: ("id", "pack.roles"),
    SectionSetting.TABLE: ("id", "pack.sections"),
}
_OWN_NAME = {Hazard.TABLE: "name", Course.TABLE: "action"}
"""Fields in which a team may give a name of its own that goes before the pack's."""


def called(plan: Plan, pack: Pack, record: Record) -> str:
    """The name of a record in lists, sentences and documents."""
    if isinstance(record, TeamMember):
        person = plan.get(Person, record.person)
        return person.label if person else record.label
    if isinstance(record, Message):
        template = next((one for one in pack.messages if one.id == record.id), None)
        return record.title or (template.title if template else record.label)
    own = getattr(record, _OWN_NAME.get(record.TABLE, ""), None)
    if own:
        return str(own)
    stands_for = _STANDS_FOR.get(record.TABLE)
    if stands_for is None:
        return record.label
    field, catalogue = stands_for
    return pack.catalogue(catalogue).get(getattr(record, field) or "", record.label)


def names_of(record: Record) -> list[str]:
    """The names by which people write a record down: a person's name either way round or e-mail, any other's name."""
    if isinstance(record, Person):
        names = [record.name, record.email or ""]
        if record.given_name and record.family_name:
            names.append(f"{record.family_name}, {record.given_name}")
    else:
        names = [getattr(record, "name", None) or ""]
    return [name for name in names if name]


def plain_name(name: str) -> str:
    """A name as it is compared: without regard to capitals and spaces."""
    return " ".join(name.casefold().split())
