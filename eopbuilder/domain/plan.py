"""A plan: an immutable snapshot of all its records, with the look-ups everybody needs."""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar, cast

from eopbuilder.domain.catalogue import Question
from eopbuilder.domain.disclosure import Disclosure, Edition
from eopbuilder.domain.facts import (
    UNKNOWN,
    WITHHELD,
    Fact,
    InvalidValue,
    Known,
    NotApplicable,
    is_empty,
    parse_value,
)
from eopbuilder.domain.records import (
    LISTS,
    Agency,
    Agreement,
    Answer,
    Assignment,
    Audience,
    Building,
    Channel,
    Drill,
    Hazard,
    Language,
    Marker,
    Person,
    Picture,
    PlanInfo,
    Provider,
    Record,
    RoleSetting,
    School,
    SectionSetting,
    Site,
    TeamMember,
    Training,
    Zone,
)

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Plan:
    """Everything a team has entered. `lists` holds every other record, by table, in list order.

    `edition` is set when facts above its level were taken out (see `editions`); None is the whole plan. `images` holds
    the bytes of every image a record names, by id; records alone decide whether two plans are equal.
    """

    info: PlanInfo
    school: School
    lists: Mapping[str, tuple[Record, ...]] = field(default_factory=lambda: MappingProxyType({}))
    edition: Edition | None = None
    images: Mapping[str, bytes] = field(default_factory=lambda: MappingProxyType({}), compare=False, repr=False)

    @classmethod
    def of(
        cls,
        info: PlanInfo,
        school: School,
        records: Iterable[Record] = (),
        images: Mapping[str, bytes] = MappingProxyType({}),
    ) -> Plan:
        """A plan of these records, each list ordered by position, with the images they name."""
        by_table: dict[str, list[Record]] = {kind.TABLE: [] for kind in LISTS}
        for record in records:
            by_table[record.TABLE].append(record)
        ordered = {
            table: tuple(sorted(rows, key=lambda row: (row.position, row.id))) for table, rows in by_table.items()
        }
        return cls(info, school, MappingProxyType(ordered), images=images)

    def with_list(self, table: str, records: Iterable[Record]) -> Plan:
        """The same plan with one list replaced."""
        ordered = tuple(sorted(records, key=lambda row: (row.position, row.id)))
        return dataclasses.replace(self, lists=MappingProxyType({**self.lists, table: ordered}))

    def records(self, table: str) -> tuple[Record, ...]:
        """All records of one table, in list order. The single records are lists of one."""
        if table == PlanInfo.TABLE:
            return (self.info,)
        if table == School.TABLE:
            return (self.school,)
        return self.lists.get(table, ())

    def find(self, table: str, record_id: str | None) -> Record | None:
        """The record with this id, or None."""
        return self._by_id.get((table, record_id or ""))

    def get(self, kind: type[R], record_id: str | None) -> R | None:
        """The record of this type with this id, or None."""
        return cast("R | None", self.find(kind.TABLE, record_id))

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """All records of a type, in list order."""
        return cast("tuple[R, ...]", self.records(kind.TABLE))

    @cached_property
    def _by_id(self) -> Mapping[tuple[str, str], Record]:
        every = [self.info, self.school, *(row for rows in self.lists.values() for row in rows)]
        return {(row.TABLE, row.id): row for row in every}

    @property
    def people(self) -> tuple[Person, ...]:
        return self.all(Person)

    @property
    def trainings(self) -> tuple[Training, ...]:
        return self.all(Training)

    @property
    def languages(self) -> tuple[Language, ...]:
        return self.all(Language)

    @property
    def buildings(self) -> tuple[Building, ...]:
        return self.all(Building)

    @property
    def agencies(self) -> tuple[Agency, ...]:
        return self.all(Agency)

    @property
    def sites(self) -> tuple[Site, ...]:
        return self.all(Site)

    @property
    def zones(self) -> tuple[Zone, ...]:
        return self.all(Zone)

    @property
    def providers(self) -> tuple[Provider, ...]:
        return self.all(Provider)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        return self.all(Agreement)

    @property
    def channels(self) -> tuple[Channel, ...]:
        return self.all(Channel)

    @property
    def audiences(self) -> tuple[Audience, ...]:
        return self.all(Audience)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        return self.all(Assignment)

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self.all(Answer)

    @property
    def hazards(self) -> tuple[Hazard, ...]:
        return self.all(Hazard)

    @property
    def drills(self) -> tuple[Drill, ...]:
        return self.all(Drill)

    @property
    def team(self) -> tuple[TeamMember, ...]:
        return self.all(TeamMember)

    @property
    def pictures(self) -> tuple[Picture, ...]:
        return self.all(Picture)

    def markers(self, picture: str) -> tuple[Marker, ...]:
        """The markers on a picture, in the order in which they are numbered."""
        return tuple(one for one in self.all(Marker) if one.picture == picture)

    def withholds(self, level: Disclosure) -> bool:
        """Whether facts of this level were taken out: nobody can tell from this plan whether they are known."""
        return self.edition is not None and not self.edition.shows(level)

    def section_setting(self, section: str) -> SectionSetting | None:
        """What the team changed about a section, if anything."""
        return self.get(SectionSetting, section)

    def role_setting(self, role: str) -> RoleSetting | None:
        """What the team changed about a role of the catalogue, if anything."""
        return self.get(RoleSetting, role)

    @cached_property
    def _holders(self) -> Mapping[str, tuple[Assignment, ...]]:
        by_role: dict[str, list[Assignment]] = defaultdict(list)
        for assignment in self.assignments:
            if assignment.role and assignment.person and self.get(Person, assignment.person):
                by_role[assignment.role].append(assignment)
        return {
            role: tuple(sorted(rows, key=lambda row: (row.order or 0, row.position))) for role, rows in by_role.items()
        }

    def holders(self, role: str) -> tuple[Assignment, ...]:
        """Assignments of a role whose person exists, primary first, then alternates in order."""
        return self._holders.get(role, ())

    def primary(self, role: str) -> Person | None:
        """Who holds the role first, or None."""
        first = next((row for row in self.holders(role) if row.order == 0), None)
        return self.get(Person, first.person) if first else None

    def alternates(self, role: str) -> tuple[Person, ...]:
        """Who steps up, in order, when the primary is away."""
        found = (self.get(Person, row.person) for row in self.holders(role) if row.order != 0)
        return tuple(person for person in found if person)

    def answer(self, question: Question) -> Fact:
        """The answer to a question: known (typed as the question asks), unknown, not applicable, or withheld."""
        if self.withholds(question.spec.disclosure):
            return WITHHELD
        answer = self.get(Answer, question.id)
        if answer is None:
            return UNKNOWN
        if is_empty(answer.value):
            reason = answer.not_applicable.get("value")
            return NotApplicable(reason) if reason else UNKNOWN
        try:
            value = parse_value(question.spec, answer.value)
        except InvalidValue:
            return UNKNOWN
        return UNKNOWN if value is None else Known(value)
