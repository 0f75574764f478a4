"""Cases to ask the role graph about: read from names as people write them, or from a saved scenario."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.hours import Moment, read_moment
from eopbuilder.domain.naming import names_of, plain_name
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Channel, Person, Provider, Record, Scenario, Site
from eopbuilder.errors import UserFixable
from eopbuilder.rolegraph.annex_needs import title_of
from eopbuilder.rolegraph.case import LOSABLE, SYSTEM, Case, lost_key, system_key, systems
from eopbuilder.rolegraph.fixes import smallest_fixes
from eopbuilder.rolegraph.report import Report, report
from eopbuilder.rolegraph.structure import TOP_LEVEL
from eopbuilder.rolegraph.whatif import Outcome, what_if

_NOTHING_ASKED = "Nothing was asked of the plan"


def read_case(plan: Plan, pack: Pack, *, absent: Sequence[str], at: str, lost: Sequence[str], level: str) -> Case:
    """The case these words mean; `level` may be an id such as `act-2` or a rank, and is the highest when empty.

    People, sites, channels, providers and partners go by id or by a name only one of them has; `lost` also takes a node
    of the pack and what channels hang on, such as `power`. Raises `UserFixable` for what is not in the plan.
    """
    return Case(
        _level(pack, level),
        frozenset(_only(plan.people, name, "--absent", "people") for name in absent),
        _moment(at),
        frozenset(_lost(plan, pack, name) for name in lost),
    )


def case_of(plan: Plan, pack: Pack, scenario: Scenario) -> Case:
    """The case a saved scenario describes, as far as it goes: what it names and the plan no longer has is passed over.

    Raises `UserFixable` when its time is not one.
    """
    records: Mapping[type[Record], tuple[str, ...]] = {
        Site: scenario.lost_sites,
        Channel: scenario.lost_channels,
        Provider: scenario.lost_providers,
        Agency: scenario.lost_agencies,
    }
    found = (plan.get(kind, one) for kind, ids in records.items() for one in ids)
    lost = {lost_key(record) for record in found if record is not None}
    lost.update(system_key(group) for group in scenario.lost_systems)
    level = int(scenario.level) if scenario.level else TOP_LEVEL
    return Case(level, frozenset(scenario.absent), _hour(scenario), frozenset(lost))


def _hour(scenario: Scenario) -> Moment | None:
    if not scenario.day and not scenario.time:
        return None
    moment = read_moment(f"{scenario.day} {scenario.time}") if scenario.day and scenario.time else None
    if moment is None:
        if scenario.day and scenario.time:
            why = f"“{scenario.time}” is not a time of day"
        else:
            why = "a day without a time says too little" if scenario.day else "a time without a day says too little"
        raise UserFixable("The scenario cannot be tried out", why, "Choose the day and write the time like 18:30")
    return moment


def _moment(at: str) -> Moment | None:
    if not at:
        return None
    moment = read_moment(at)
    if moment is None:
        raise UserFixable(_NOTHING_ASKED, f"“{at}” after --at is no hour of the week", "Write it like “Tue 18:30”")
    return moment


def _level(pack: Pack, level: str) -> int:
    if not level:
        return max((one.rank for one in pack.levels), default=TOP_LEVEL)
    found = next((one.rank for one in pack.levels if level in {one.id, str(one.rank)}), None)
    if found is None:
        known = ", ".join(one.id for one in pack.levels)
        raise UserFixable(_NOTHING_ASKED, f"there is no activation level “{level}”", f"Use one of {known}")
    return found


def _lost(plan: Plan, pack: Pack, name: str) -> str:
    """The id of what is lost."""
    group = name if name.startswith(f"{SYSTEM}:") else system_key(name.casefold())
    if group in systems(plan, pack):
        return group
    if name in pack.nodes:
        return name
    records = [record for kind in LOSABLE for record in plan.all(kind)]
    by_key = next((key for record in records if (key := lost_key(record)) == name), None)
    if by_key:
        return by_key
    found = _only(records, name, "--lost", "sites, channels, providers and partners")
    return next(lost_key(record) for record in records if record.id == found)


def _only(records: Sequence[Record], name: str, option: str, what: str) -> str:
    """The id of the one record that has this id or name."""
    if any(record.id == name for record in records):
        return name
    wanted = plain_name(name)
    found = [one for one in records if wanted in map(plain_name, names_of(one))]
    if len(found) == 1:
        return found[0].id
    if found:
        why = f"“{name}” after {option} could mean {len(found)} different {what}"
        raise UserFixable(_NOTHING_ASKED, why, "Use the id, as “eopbuilder export PLAN -o FILE.json” shows it")
    near = _near(records, wanted)
    remedy = f"Perhaps you mean “{near}”" if near else "Write a name as the plan has it"
    raise UserFixable(_NOTHING_ASKED, f"“{name}” after {option} is none of the plan's {what}", remedy)


def _near(records: Sequence[Record], wanted: str) -> str:
    """The name of a record that has a word in common with what was wanted."""
    words = set(wanted.split())
    return next((name for one in records for name in names_of(one) if words & set(plain_name(name).split())), "")


def report_on(plan: Plan, pack: Pack, as_of: date, scenario: Scenario) -> Report:
    """What happens in a saved scenario. Raises `UserFixable` when its time is not one."""
    return report(what_if(plan, pack, as_of, case_of(plan, pack, scenario)))


def outcome_data(outcome: Outcome) -> dict[str, Any]:
    """The outcome as `whatif.schema.json` describes it."""
    return {
        "level": outcome.case.level,
        "at": str(outcome.case.at) if outcome.case.at else None,
        "steps_up": [
            {"role": one.role, "from": _name(outcome, one.before) or None, "to": _name(outcome, one.to)}
            for one in outcome.steps_up
        ],
        "uncovered": list(outcome.uncovered),
        "uncovered_anyway": [role for role in outcome.uncovered if outcome.was_so_before(role)],
        "stretched": [{"person": _name(outcome, one.person), "roles": list(one.roles)} for one in outcome.stretched],
        "annexes_affected": [
            {
                "annex": one.annex,
                "stops": one.stops,
                "anyway": all(outcome.was_so_before(path[-1].node) for path in one.paths),
                "why": [
                    [*(link.node for link in path), *outcome.reasons(path[-1].node)] for path in outcome.new_first(one)
                ],
            }
            for one in outcome.annexes_affected
        ],
        "fixes": [fix.text for fix in smallest_fixes(outcome)],
        "titles": dict(_titles(outcome)),
    }


def _name(outcome: Outcome, person_id: str) -> str:
    person = outcome.plan.get(Person, person_id)
    return person.label if person else ""


def _titles(outcome: Outcome) -> Iterator[tuple[str, str]]:
    """Every id the outcome names, with what it is called."""
    scope = outcome.as_it_stands.scope
    named = {link.node for one in outcome.annexes_affected for path in one.paths for link in path}
    named.update(outcome.uncovered, (one.role for one in outcome.steps_up))
    named.update(role for one in outcome.stretched for role in one.roles)
    named.update(reason for node in tuple(named) for reason in outcome.reasons(node))
    return ((one, title_of(scope, one)) for one in sorted(named))
