"""A plan in which every text, and every reason why something does not apply, is a word found nowhere else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, cast

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import FieldSpec, Kind
from eopbuilder.domain.images import image_id
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import (
    LISTS,
    Agreement,
    Answer,
    Assignment,
    Course,
    Goal,
    Hazard,
    Marker,
    Meeting,
    Message,
    Objective,
    Person,
    Picture,
    PlanInfo,
    ProtectiveAction,
    Record,
    RoleSetting,
    Scenario,
    School,
    SectionSetting,
    field_specs,
)
from eopbuilder.domain.records.pictures import MARKER_KINDS, PICTURE_KINDS, picture_level
from tests.images import saying

_WORDS = frozenset({Kind.TEXT, Kind.LONG_TEXT, Kind.TEXTS, Kind.PHONE, Kind.EMAIL})
_NOT_FILLED = frozenset({"left", "left_out", "dropped", "end_date", "held_on"})
_OWN_WORDS = 3
"""Every third section is in the team's own words, the others in those of the pack."""
_EACH = 2
"""Records of each sort with words, beside one whose facts are all set aside with a reason."""
_MORE: Mapping[type[Record], int] = MappingProxyType({Agreement: 60, Meeting: 60, Person: 60, Scenario: 60})
"""Records of sorts with facts that nobody but the planning team, or no reader at all, may see: few fields have such."""
_MORE_ASIDE: Mapping[type[Record], int] = MappingProxyType({Scenario: 24})
"""And records of which all facts are set aside with a reason."""


@dataclasses.dataclass
class Canaries:
    """The words planted so far, and who may read each."""

    pack: Pack
    levels: dict[str, Disclosure] = dataclasses.field(default_factory=dict)
    images: dict[str, bytes] = dataclasses.field(default_factory=dict)

    def above(self, level: int) -> set[str]:
        """The words that nobody of this level may read."""
        return {word for word, own in self.levels.items() if own > level}

    def plan(self) -> Plan:
        """The plan, with every kind of record, questions answered and set aside, sections in own words."""
        records = [one for kind in LISTS for one in self._records(kind)]
        records.extend(self._answers())
        return Plan.of(self._filled(PlanInfo, "plan"), self._filled(School, "school"), records, self.images)

    def _word(self, level: int) -> str:
        word = f"kanari{len(self.levels):05}"
        self.levels[word] = Disclosure(level)
        return word

    def _records(self, kind: type[Record]) -> list[Record]:
        if kind in {Answer, RoleSetting}:
            return []
        if kind is Assignment:
            return [
                Assignment(id=f"{role}-{order}", role=role, person=f"people-{order}", order=order)
                for role in self.pack.roles
                for order in range(_EACH)
            ]
        if kind in {SectionSetting, Goal, Objective, Course}:
            return [self._filled(kind, one, section) for one, section in self._laid_over(kind)]
        if kind is Picture:
            pictures = [self._picture(f"pictures-{at}", sort) for at, sort in enumerate(PICTURE_KINDS)]
            return [*pictures, self._set_aside(kind, 0, picture_level(None))]
        if kind is Marker:
            places = [(f"pictures-{at}", sort) for at, sort in enumerate(PICTURE_KINDS)]
            markers = [self._marker(picture, sort, one) for picture, sort in places for one in MARKER_KINDS]
            return [*markers, self._set_aside(kind, 0, picture_level(None))]
        ids = [f"{kind.TABLE}-{place}" for place in range(_EACH + _MORE.get(kind, 0))]
        if kind is Message:
            ids.extend(message.id for message in self.pack.messages)
        found = [self._filled(kind, one) for one in ids]
        if kind is Hazard:
            found.extend(self._filled(kind, f"h-{one}", hazard=one, name=None) for one in self.pack.hazards)
        if kind is ProtectiveAction:
            found.extend(self._filled(kind, f"p-{one}", action=one) for one in self.pack.actions)
        return [*found, *(self._set_aside(kind, place) for place in range(_MORE_ASIDE.get(kind, 1)))]

    def _picture(self, record_id: str, sort: str) -> Record:
        level = PICTURE_KINDS[sort].level
        image = self._image(level)
        return cast("Record", self._filled(Picture, record_id, at_least=level, kind=sort, image=image))

    def _marker(self, picture: str, sort: str, kind: str) -> Record:
        level = max(PICTURE_KINDS[sort].level, MARKER_KINDS[kind].level)
        return cast("Record", self._filled(Marker, f"{picture}-{kind}", at_least=level, kind=kind, picture=picture))

    def _image(self, level: int) -> str:
        data = saying(self._word(level))
        self.images[image_id(data)] = data
        return image_id(data)

    def _laid_over(self, kind: type[Record]) -> list[tuple[str, str]]:
        """Ids of what a team may put its own words over, each with its section."""
        found: list[tuple[str, str]] = []
        for place, section in enumerate(self.pack.sections):
            if kind is SectionSetting and place % _OWN_WORDS == 0:
                found.append((section.id, section.id))
            for goal in section.goals:
                if kind is Goal:
                    found.append((goal.id, section.id))
                for objective in goal.objectives[:1]:
                    if kind is Objective:
                        found.append((objective.id, section.id))
                    found.extend((one.id, section.id) for one in objective.courses[:1] if kind is Course)
        return found

    def _filled(
        self, kind: type[Any], record_id: str, section: str = "", /, at_least: int = Disclosure.PUBLIC, **fixed: Any
    ) -> Any:
        at_least = self.pack.section(section).disclosure if section else at_least
        facts = {
            spec.name: self._value(spec, max(spec.disclosure, at_least))
            for spec in field_specs(kind)
            if spec.name not in {*fixed, *_NOT_FILLED, *({"objective"} if kind is Course else ())}
        }
        if section and "section" in facts:
            facts["section"] = section
        if kind is Objective:
            facts["phase"] = None
        return kind(id=record_id, **{**facts, **fixed})

    def _set_aside(self, kind: type[Record], place: int, at_least: int = Disclosure.PUBLIC) -> Record:
        reasons = {spec.name: self._word(max(spec.disclosure, at_least)) for spec in field_specs(kind)}
        return kind(id=f"{kind.TABLE}-aside-{place}", not_applicable=_fixed(reasons))

    def _answers(self) -> list[Answer]:
        found: list[Answer] = []
        for place, question in enumerate(self.pack.questions.values()):
            if place % 5:
                value = self._value(question.spec, question.spec.disclosure)
                found.append(Answer(id=question.id, value=value.isoformat() if isinstance(value, date) else value))
            else:
                reason = {"value": self._word(question.spec.disclosure)}
                found.append(Answer(id=question.id, not_applicable=_fixed(reason)))
        found.append(Answer(id="q-no-pack-knows", value=self._word(Disclosure.FULL)))
        return found

    def _value(self, spec: FieldSpec, level: int) -> Any:
        if spec.kind in _WORDS:
            word = self._word(level)
            if spec.kind is Kind.EMAIL:
                return f"{word}@school.example"
            return (word, self._word(level)) if spec.kind is Kind.TEXTS else word
        if spec.kind is Kind.IMAGE:
            return self._image(level)
        if spec.choices:
            return tuple(one.id for one in spec.choices) if spec.kind is Kind.CHOICES else spec.choices[0].id
        if spec.kind in {Kind.REFERENCE, Kind.REFERENCES}:
            of_pack = spec.refers_to.startswith("pack.")
            target = next(iter(self.pack.catalogue(spec.refers_to))) if of_pack else f"{spec.refers_to}-0"
            return (target,) if spec.kind is Kind.REFERENCES else target
        plain: dict[Kind, Any] = {Kind.YES_NO: True, Kind.NUMBER: 12, Kind.DECIMAL: 0.5, Kind.DATE: date(2026, 9, 1)}
        return plain[spec.kind]


def _fixed(reasons: dict[str, str]) -> Mapping[str, str]:
    return MappingProxyType(reasons)
