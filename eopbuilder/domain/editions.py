"""A plan as one edition shows it: facts above its level are taken out of the data before anything is built of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeVar

from eopbuilder.domain.annexes import with_hazard_numbers
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.own_roles import with_own_roles
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    Answer,
    Course,
    Goal,
    Marker,
    Objective,
    Person,
    Picture,
    Record,
    SectionSetting,
    field_specs,
    images_of,
)
from eopbuilder.domain.records.pictures import marker_level, picture_level

R = TypeVar("R", bound=Record)

LEFT_OUT_BY_THE_TEAM = "Left out by the team"
"""Stands for the team's reason where an edition shows that a section is left out, but not why."""


def plan_for_edition(plan: Plan, pack: Pack, edition: Edition, as_of: date) -> Plan:
    """The plan without the facts above the level of the edition. What is left says the same as before.

    Who has left by `as_of` is still marked as gone, though the last day is not told. Raises nothing.
    """
    sections = SectionLevels(plan, pack)
    lists = {kind.TABLE: _shown_list(plan, kind, pack, edition, as_of, sections) for kind in LISTS}
    info, school = _shown(plan.info, edition, as_of), _shown(plan.school, edition, as_of)
    named = {image for rows in ((school,), *lists.values()) for row in rows for image in images_of(row)}
    images = {image: data for image, data in plan.images.items() if image in named}
    return Plan(info, school, MappingProxyType(lists), edition, MappingProxyType(images))


def in_edition(plan: Plan, pack: Pack, edition: Edition | None, as_of: date) -> tuple[Plan, Pack]:
    """The facts of an edition, or all without one, and the pack with those of the team's own roles that it shows.

    Annexes on hazards have the numbers of the full plan.
    """
    shown = plan if edition is None else plan_for_edition(plan, pack, edition, as_of)
    return shown, with_own_roles(with_hazard_numbers(pack, plan), shown)


def _shown_list(
    plan: Plan, kind: type[Record], pack: Pack, edition: Edition, as_of: date, sections: SectionLevels
) -> tuple[Record, ...]:
    rows = plan.records(kind.TABLE)
    if kind is Answer:
        return tuple(row for row in rows if edition.shows(answer_level(pack, row.id)))
    if not edition.shows(kind.DISCLOSURE):
        return ()
    shown = (row for row in rows if edition.shows(max(sections.level_of(row), _level_by_kind(plan, row))))
    return tuple(_shown(row, edition, as_of) for row in shown)


def _level_by_kind(plan: Plan, record: Record) -> Disclosure:
    """The level of a picture or marker, which its kind decides; the lowest for every other record."""
    if isinstance(record, Picture):
        return picture_level(record)
    if isinstance(record, Marker):
        return marker_level(record, plan.get(Picture, record.picture))
    return Disclosure.PUBLIC


def answer_level(pack: Pack, question: str) -> Disclosure:
    """Who may see the answer to a question; of one the pack no longer knows, the planning team only."""
    known = pack.questions.get(question)
    return known.spec.disclosure if known else Disclosure.FULL


def section_level(pack: Pack, section: str) -> Disclosure:
    """Who may see a section; one the pack no longer knows, the planning team only."""
    known = next((one for one in pack.sections if one.id == section), None)
    return Disclosure(known.disclosure) if known else Disclosure.FULL


def _shown(record: R, edition: Edition, as_of: date) -> R:
    hidden = {spec.name for spec in field_specs(type(record)) if not edition.shows(spec.disclosure)}
    if not hidden:
        return record
    empty = {one.name: one.default for one in dataclasses.fields(record) if one.name in hidden}
    kept = {name: why for name, why in record.not_applicable.items() if name not in hidden}
    changes: dict[str, Any] = {**empty, "not_applicable": MappingProxyType(kept), **_still_said(record, hidden, as_of)}
    return dataclasses.replace(record, **changes)


def _still_said(record: Record, hidden: set[str], as_of: date) -> Mapping[str, object]:
    """What the hidden fields of a record decide about the document, without what they say."""
    if isinstance(record, Person) and "end_date" in hidden and record.has_left(as_of):
        return {"left": True}
    if isinstance(record, SectionSetting) and "left_out" in hidden and record.left_out:
        return {"left_out": LEFT_OUT_BY_THE_TEAM}
    return {}


class SectionLevels:
    """Which section the words a team laid over a pack belong to: they are shown where the section is."""

    def __init__(self, plan: Plan, pack: Pack) -> None:
        self._pack = pack
        self._of: dict[str, str] = {}
        for section in pack.sections:
            for goal in section.goals:
                self._of[goal.id] = section.id
                for objective in goal.objectives:
                    self._of[objective.id] = section.id
                    self._of.update((course.id, section.id) for course in objective.courses)
        self._of.update((one.id, one.section) for one in plan.all(Objective) if one.section)

    def level_of(self, record: Record) -> Disclosure:
        """The level of the section the record belongs to; the lowest for one that belongs to none."""
        match record:
            case SectionSetting():
                section: str | None = record.id
            case Goal() | Objective():
                section = self._of.get(record.id) or record.section
            case Course():
                section = self._of.get(record.id) or record.section or self._of.get(record.objective or "")
            case _:
                return Disclosure.PUBLIC
        return section_level(self._pack, section or "")
