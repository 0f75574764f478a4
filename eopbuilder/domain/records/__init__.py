"""The records of a plan: what a team knows about its school, people, places, channels and helpers.

A record is a frozen dataclass. Each fact field describes itself (see `facts.fact`); `None` means unknown. A field a
team declared not applicable is listed, with the reason, in `not_applicable`. References hold ids of other records.
"""

from __future__ import annotations

import dataclasses
from functools import cache

from eopbuilder.domain.facts import FieldSpec, Kind, Value
from eopbuilder.domain.records.annexes import Course, Goal, Message, Objective, SectionSetting
from eopbuilder.domain.records.authority import Delegation, EssentialFunction, ProtectiveAction
from eopbuilder.domain.records.base import Record
from eopbuilder.domain.records.channels import Audience, Channel
from eopbuilder.domain.records.drills import Drill, DrillRule
from eopbuilder.domain.records.hazards import Hazard
from eopbuilder.domain.records.own_roles import OwnLink, OwnRole
from eopbuilder.domain.records.partners import Agency, Agreement, Provider
from eopbuilder.domain.records.people import Assignment, Person, RoleSetting, Training
from eopbuilder.domain.records.pictures import Marker, Picture
from eopbuilder.domain.records.places import Site, Zone
from eopbuilder.domain.records.plan import Answer, AnswerValue, PlanInfo
from eopbuilder.domain.records.scenarios import Scenario
from eopbuilder.domain.records.school import Building, Language, School
from eopbuilder.domain.records.team import Approval, Assessment, Change, Copy, Improvement, Meeting, TeamMember

__all__ = [
    "LISTS", "RECORD_TYPES", "SINGLES", "Agency", "Agreement", "Answer", "AnswerValue", "Approval", "Assessment",
    "Assignment", "Audience", "Building", "Change", "Channel", "Copy", "Course", "Delegation", "Drill", "DrillRule",
    "EssentialFunction", "Goal", "Hazard", "Improvement", "Language", "Marker", "Meeting", "Message", "Objective",
    "OwnLink", "OwnRole", "Person", "Picture", "PlanInfo", "ProtectiveAction", "Provider", "Record", "RoleSetting",
    "Scenario", "School", "SectionSetting", "Site", "TeamMember", "Training", "Zone", "field_spec", "field_specs",
    "image_fields", "images_of", "references",
]  # fmt: skip

LISTS: tuple[type[Record], ...] = (
    Language,
    Building,
    Person,
    Training,
    OwnRole,
    OwnLink,
    RoleSetting,
    Assignment,
    Agency,
    Site,
    Zone,
    Provider,
    Agreement,
    Channel,
    Audience,
    Message,
    ProtectiveAction,
    Delegation,
    EssentialFunction,
    TeamMember,
    Meeting,
    Assessment,
    Hazard,
    SectionSetting,
    Goal,
    Objective,
    Course,
    DrillRule,
    Drill,
    Improvement,
    Approval,
    Copy,
    Change,
    Scenario,
    Picture,
    Marker,
    Answer,
)
"""Record types a plan holds any number of, in an order in which references point backwards."""

SINGLES: tuple[type[Record], ...] = (PlanInfo, School)
RECORD_TYPES: dict[str, type[Record]] = {kind.TABLE: kind for kind in (*SINGLES, *LISTS)}


@cache
def _specs_of(table: str) -> dict[str, FieldSpec]:
    kind = RECORD_TYPES[table]
    found: dict[str, FieldSpec] = {}
    for one in dataclasses.fields(kind):
        if "spec" in one.metadata:
            own = one.metadata["disclosure"]
            level = kind.DISCLOSURE if own is None else own
            found[one.name] = dataclasses.replace(one.metadata["spec"], name=one.name, disclosure=level)
    return found


def field_specs(record_type: type[Record]) -> tuple[FieldSpec, ...]:
    """The fact fields of a record type, in order."""
    return tuple(_specs_of(record_type.TABLE).values())


def field_spec(record_type: type[Record], name: str) -> FieldSpec:
    """The description of one field; KeyError when the type has no such fact."""
    return _specs_of(record_type.TABLE)[name]


def references(record: Record) -> dict[str, tuple[str, ...]]:
    """Field name to the record ids it points at, for fields that refer to tables of the plan (not to the pack)."""
    found: dict[str, tuple[str, ...]] = {}
    for spec in field_specs(type(record)):
        if spec.refers_to and not spec.refers_to.startswith("pack."):
            value: Value | None = getattr(record, spec.name)
            if isinstance(value, tuple):
                found[spec.name] = value
            elif isinstance(value, str) and value:
                found[spec.name] = (value,)
    return found


@cache
def image_fields(table: str) -> tuple[str, ...]:
    """The fields of a table's records that hold an image."""
    return tuple(name for name, spec in _specs_of(table).items() if spec.kind is Kind.IMAGE)


def images_of(record: Record) -> tuple[str, ...]:
    """The ids of the images a record holds."""
    found = (getattr(record, name) for name in image_fields(record.TABLE))
    return tuple(one for one in found if one)
