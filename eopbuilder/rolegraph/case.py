"""A case to think through: who is away, when, what is lost, at which activation level.

The case becomes a plan of its own, in which whoever is away has left and what is lost was never there. So everything
that is known of a plan, such as who steps up or what is ready, is known of the case too, by the same rules.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.hours import SCHOOL_WEEK, Hours, Moment, read_hours
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Agreement, Channel, Person, Provider, Record, Site, Zone
from eopbuilder.rolegraph.structure import TOP_LEVEL

ASSUMED_START, ASSUMED_END = 7 * 60, 16 * 60
"""When people without hours of their own are taken to be on site, in minutes of a school day. Our own assumption."""
SYSTEM = "system"
"""Marks what several channels hang on together, as in `system:power`."""
HOUR = "hour"
"""Stands for the hour of the case among the reasons why something does not work."""
LOSABLE: tuple[type[Record], ...] = (Site, Channel, Provider, Agency)
"""Records a case may take away."""


@dataclass(frozen=True)
class Case:
    """What is supposed to be so. `lost` holds ids as `lost_key` makes them, `system:` ids, or nodes of the pack."""

    level: int = TOP_LEVEL
    absent: frozenset[str] = frozenset()
    """Ids of people who are away, whatever the hour."""
    at: Moment | None = None
    """The hour; None means that everybody who works here is there."""
    lost: frozenset[str] = frozenset()

    @property
    def items(self) -> tuple[str, ...]:
        """Everything the case supposes, each as one id: `person:…`, `hour`, and what is lost."""
        hour = (HOUR,) if self.at else ()
        return (*(f"{Person.NOUN}:{one}" for one in sorted(self.absent)), *hour, *sorted(self.lost))

    def only(self, items: Iterable[str]) -> Case:
        """The case with no more supposed than these items."""
        kept = frozenset(items)
        return Case(
            self.level,
            frozenset(one for one in self.absent if f"{Person.NOUN}:{one}" in kept),
            self.at if HOUR in kept else None,
            self.lost & kept,
        )


def system_key(group: str) -> str:
    """The id by which a case names what several channels hang on."""
    return f"{SYSTEM}:{group}"


def lost_key(record: Record) -> str:
    """The id by which a case names a record that is lost."""
    return f"{record.NOUN}:{record.id}"


def systems(plan: Plan, pack: Pack) -> Mapping[str, tuple[Channel, ...]]:
    """What the channels of the plan hang on, such as `system:power`, each with the channels that fail with it."""
    found: dict[str, list[Channel]] = {}
    for channel in plan.channels:
        kind = pack.channels.get(channel.kind or "")
        for group in kind.failure_groups if kind else ():
            found.setdefault(system_key(group), []).append(channel)
    return MappingProxyType({group: tuple(channels) for group, channels in sorted(found.items())})


@dataclass(frozen=True)
class Presence:
    """Who is on site in a case."""

    case: Case

    def is_away(self, person: Person) -> bool:
        """Whether somebody is named as absent, or does not work at the hour."""
        return person.id in self.case.absent or self.is_off(person)

    def is_off(self, person: Person) -> bool:
        """Whether the hour is outside the hours of a person."""
        moment = self.case.at
        return moment is not None and not self._hours(person.work_days or "").covers(moment.day, moment.minute)

    def is_assumed(self, person: Person) -> bool:
        """Whether the hours of a person are our assumption, because the plan has no times for them."""
        hours = self._read(person.work_days or "")
        return hours is None or hours.start is None

    def _hours(self, text: str) -> Hours:
        hours = self._read(text) or Hours(SCHOOL_WEEK)
        return hours if hours.start is not None else Hours(hours.days, ASSUMED_START, ASSUMED_END)

    def _read(self, text: str) -> Hours | None:
        if text not in self._known:
            self._known[text] = read_hours(text)
        return self._known[text]

    @cached_property
    def _known(self) -> dict[str, Hours | None]:
        return {}


def suppose(plan: Plan, pack: Pack, case: Case) -> Plan:
    """The plan as it is in the case. Ids that name nothing change nothing."""
    presence = Presence(case)
    if case.at or case.absent:
        away = (dataclasses.replace(one, left=True) if presence.is_away(one) else one for one in plan.people)
        plan = plan.with_list(Person.TABLE, away)
    gone = _gone(plan, pack, case.lost)
    for kind in LOSABLE:
        if any(lost_key(one) in gone for one in plan.all(kind)):
            plan = plan.with_list(kind.TABLE, (one for one in plan.all(kind) if lost_key(one) not in gone))
    if gone:
        plan = plan.with_list(Zone.TABLE, (one for one in plan.zones if f"{Site.NOUN}:{one.site}" not in gone))
        plan = plan.with_list(Agreement.TABLE, (one for one in plan.agreements if not _was_with(one, gone)))
    return plan


def _gone(plan: Plan, pack: Pack, lost: frozenset[str]) -> frozenset[str]:
    """The lost records, those that fail with a lost system among them."""
    failing = systems(plan, pack) if any(one.startswith(f"{SYSTEM}:") for one in lost) else {}
    return lost | {lost_key(channel) for group in lost for channel in failing.get(group, ())}


def _was_with(agreement: Agreement, gone: frozenset[str]) -> bool:
    return f"{Site.NOUN}:{agreement.site}" in gone or f"{Provider.NOUN}:{agreement.provider}" in gone
