"""Rules on who is told by which channels (V-CH)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Audience, Building, Channel, Person, field_spec
from eopbuilder.domain.rules.asking import day_words, is_settled, question_place, value_of
from eopbuilder.domain.rules.rule import Rule

_TWO_CHANNELS = Rule("V-CH-01", Severity.ERROR, "Choose at least two channels for this audience", "")
_SHARED_FAILURE = Rule("V-CH-02", Severity.WARNING, "Add a channel that does not depend on the same system", "S56 v")
_REACH = Rule("V-CH-03", Severity.WARNING, "Add a channel that reaches them, or mark the channel that does", "S14 v")
_OPERATORS = Rule(
    "V-CH-04", Severity.WARNING, "Train more people to send, one of them outside the main office", "S14 v"
)
_BACKUP = Rule("V-CH-05", Severity.WARNING, "Print the list, and say where it lies", "S40 v")
_ROOMS = Rule("V-CH-06", Severity.NOTE, "Consider a phone, radio or intercom that answers in every room", "S01 v")
_TESTS = Rule("V-CH-07", Severity.WARNING, "Test it, and enter the day", "")
_SECTION = "fa-comms"
FAMILIES = "au-family"
PRINTED_LIST_QUESTION, PRINTED_ON_QUESTION = "q-nt-11a", "q-nt-11b"
FEWEST_OPERATORS = 3
_DAYS_PRINTED_LIST_HOLDS = 366
_HARD_TO_REACH = ("outdoors", "buses", "deaf", "blind")


def check_channels(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-CH-01 to V-CH-07."""
    yield from _check_audiences(plan, pack)
    yield from _check_reach(plan, pack)
    yield from _check_operators(plan, pack, as_of)
    yield from _check_printed_list(plan, pack, as_of)
    yield from _check_rooms(plan, pack)
    yield from _check_tests(plan, pack, as_of)


def _check_audiences(plan: Plan, pack: Pack) -> Iterator[Finding]:
    entered = {audience.audience: audience for audience in plan.audiences}
    for kind in pack.audiences.values():
        audience = entered.get(kind.id)
        if audience is None:
            if kind.expected:
                message = f"The plan does not say how {_lower_first(kind.title)} are told"
                yield _TWO_CHANNELS.finding(_audiences_place(pack), message)
            continue
        channels = [channel for one in audience.channels if (channel := plan.get(Channel, one))]
        where = Where(pack.step_of_editor.get(Audience.TABLE, ""), f"audiences:{audience.id}", "primary", _SECTION)
        if len(channels) < 2:
            only = f"only by {channels[0].label}" if channels else "by no channel"
            yield _TWO_CHANNELS.finding(where, f"{kind.title} are told {only}; if it fails, nobody tells them")
            continue
        shared = _shared_failure_groups(pack, channels)
        if shared:
            names = ", ".join(channel.label for channel in channels)
            message = (
                f"All channels for {_lower_first(kind.title)} ({names}) fail together: "
                f"they depend on the same thing ({' and '.join(sorted(shared))})"
            )
            yield _SHARED_FAILURE.finding(where, message)


def _audiences_place(pack: Pack) -> Where:
    return Where(pack.step_of_editor.get(Audience.TABLE, ""), "", "audience", _SECTION)


def _shared_failure_groups(pack: Pack, channels: list[Channel]) -> set[str]:
    groups = []
    for channel in channels:
        kind = pack.channels.get(channel.kind or "")
        if kind is None or not kind.failure_groups:
            return set()
        groups.append(set(kind.failure_groups) - {"none"})
    return set.intersection(*groups)


def _check_reach(plan: Plan, pack: Pack) -> Iterator[Finding]:
    reached = {group for channel in plan.channels for group in channel.reaches}
    spec = field_spec(Channel, "reaches")
    where = Where(pack.step_of_editor.get(Channel.TABLE, ""), "", "reaches", _SECTION)
    for group in _HARD_TO_REACH:
        if group not in reached:
            yield _REACH.finding(where, f"No channel is marked as reaching {_lower_first(spec.choice_label(group))}")
    for building in plan.buildings:
        if building.reached_by_pa is False and "portables" not in reached:
            place = Where(
                pack.step_of_editor.get(Building.TABLE, ""), f"buildings:{building.id}", "reached_by_pa", _SECTION
            )
            message = f"The public address system is not heard in {building.label}, and no other channel covers it"
            yield _REACH.finding(place, message)


def _check_operators(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """Of the first channel for families: with two people on leave, somebody must still be able to send."""
    families = next((one for one in plan.audiences if one.audience == FAMILIES), None)
    channel = plan.get(Channel, families.primary) if families else None
    if channel is None:
        return
    people = [one for one in (plan.get(Person, person) for person in channel.operators) if one]
    here = [one for one in people if not one.has_left(as_of)]
    where = Where(pack.step_of_editor.get(Channel.TABLE, ""), f"{Channel.TABLE}:{channel.id}", "operators", _SECTION)
    count = len(here) + bool(channel.outside_senders)
    if count < FEWEST_OPERATORS:
        senders = f"{count or 'No'} trained sender{'' if count == 1 else 's'}"
        message = f"{senders} for {channel.label}; {FEWEST_OPERATORS} are wanted"
        yield _OPERATORS.finding(where, message)
    rooms = {_room(one) for one in here}
    if len(here) > 1 and not channel.outside_senders and len(rooms) == 1 and "" not in rooms:
        yield _OPERATORS.finding(where, f"Everyone who can send by {channel.label} works in the same room")


def _room(person: Person) -> str:
    return (person.room or "").strip().casefold()


def _check_printed_list(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    if not is_settled(plan, pack, PRINTED_LIST_QUESTION):
        message = "The plan does not say where a contact list lies that needs no network"
        yield _BACKUP.finding(question_place(pack, PRINTED_LIST_QUESTION), message)
    printed = value_of(plan, pack, PRINTED_ON_QUESTION)
    if isinstance(printed, date) and (as_of - printed).days > _DAYS_PRINTED_LIST_HOLDS:
        message = f"The contact list that needs no network was last printed on {day_words(printed)}"
        yield _BACKUP.finding(question_place(pack, PRINTED_ON_QUESTION), message)


def _check_rooms(plan: Plan, pack: Pack) -> Iterator[Finding]:
    for building in plan.buildings:
        if building.reached_by_phone is False:
            where = Where(
                pack.step_of_editor.get(Building.TABLE, ""), f"buildings:{building.id}", "reached_by_phone", _SECTION
            )
            yield _ROOMS.finding(where, f"Not every room of {building.label} has a phone or two-way link")


def _check_tests(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for channel in plan.channels:
        kind = pack.channels.get(channel.kind or "")
        if kind is None or not kind.test_days:
            continue
        where = Where(
            pack.step_of_editor.get(Channel.TABLE, ""), f"{Channel.TABLE}:{channel.id}", "last_tested_on", _SECTION
        )
        if channel.last_tested_on is None:
            yield _TESTS.finding(where, f"No test of {channel.label} is on record")
        elif (as_of - channel.last_tested_on).days > kind.test_days:
            message = (
                f"The last test of {channel.label} was on {day_words(channel.last_tested_on)}; "
                f"our calendar asks for a test every {kind.test_days} days"
            )
            yield _TESTS.finding(where, message)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
