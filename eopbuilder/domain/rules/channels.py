"""Rules on who is told by which channels (V-CH)."""

from __future__ import annotations

from collections.abc import Iterator

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Audience, Building, Channel, field_spec
from eopbuilder.domain.rules.rule import Rule

_TWO_CHANNELS = Rule("V-CH-01", Severity.ERROR, "Choose at least two channels for this audience", "")
_SHARED_FAILURE = Rule("V-CH-02", Severity.WARNING, "Add a channel that does not depend on the same system", "S56 v")
_REACH = Rule("V-CH-03", Severity.WARNING, "Add a channel that reaches them, or mark the channel that does", "S14 v")
_SECTION = "fa-comms"
_HARD_TO_REACH = ("outdoors", "buses", "deaf", "blind")


def check_channels(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-CH-01 to V-CH-03."""
    yield from _check_audiences(plan, pack)
    yield from _check_reach(plan, pack)


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
    return Where(pack.step_of_editor.get(Audience.TABLE, ""), "", "", _SECTION)


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


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
