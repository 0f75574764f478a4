"""Rules on drills: no harm, told beforehand, fit for everyone, and talked over afterward (V-DR)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Drill
from eopbuilder.domain.rules.asking import day_words, editor_place, is_older_than, listed
from eopbuilder.domain.rules.rule import Rule

_SIMULATION = Rule(
    "V-DR-01", Severity.ERROR, "Do without actors, props and noise while students take part", "S04 v, S77 v, S73 v"
)
_UNANNOUNCED = Rule(
    "V-DR-02", Severity.ERROR, "Announce it; never let anyone believe the danger is real", "S73 v, S72 r"
)
_NOT_TOLD = Rule("V-DR-03", Severity.WARNING, "Tell staff, students and families beforehand", "S08 v, S77 v, S75 v")
_NO_HELPER = Rule(
    "V-DR-04", Severity.WARNING, "Ask a counselor or psychologist to plan it with you and be there", "S72 v"
)
_NO_ACCESS = Rule("V-DR-05", Severity.WARNING, "Plan how each person who needs help takes part", "S73 v")
_NO_OPT_OUT = Rule(
    "V-DR-06", Severity.WARNING, "Offer families an alternative; check your state and district rules", "S72 r"
)
_NOT_FOR_AGE = Rule("V-DR-07", Severity.WARNING, "Change words and content to fit the students’ age", "S04 v")
_NO_LOCKDOWN = Rule("V-DR-08", Severity.WARNING, "Practice a plain lockdown first", "S72 v")
_NOT_TALKED_OVER = Rule(
    "V-DR-09", Severity.WARNING, "Talk it over with those who took part, and note what to mend", "S01 v"
)
_POLICE = Rule("V-DR-10", Severity.WARNING, "Tell the police, and explain to students any officer who comes", "")
_SAME_TIME = Rule("V-DR-11", Severity.NOTE, "Vary the time of day: arrival, lunch, dismissal, after school", "S08 v")
_NO_TABLETOP = Rule("V-DR-12", Severity.WARNING, "Talk it through at a table with your partners first", "S72 v, S75 v")
LOCKDOWN = "fa-lockdown"
_ARMED = "hz-activeshooter"
_LARGE = {"functional", "full-scale"}
_A_YEAR = 12
_SECTION = "app-drills"


def check_drills(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-DR-01 to 12."""
    for drill in plan.drills:
        yield from _check_drill(plan, pack, drill, as_of)
    yield from _check_order(plan, pack, as_of)
    yield from _check_times(plan, pack)


def _at(pack: Pack, drill: Drill, field: str) -> Where:
    return editor_place(pack, Drill.TABLE, f"{Drill.TABLE}:{drill.id}", field, _SECTION)


def _check_drill(plan: Plan, pack: Pack, drill: Drill, as_of: date) -> Iterator[Finding]:
    name = _name(plan, pack, drill)
    practices = _practices(pack, drill)
    is_lockdown = bool({LOCKDOWN, _ARMED} & set(practices))
    if drill.simulation and drill.students_present:
        message = f"{name}: students take part and actors, props or sounds of violence are used"
        yield _SIMULATION.finding(_at(pack, drill, "simulation"), message)
    if drill.announced is False and is_lockdown:
        yield _UNANNOUNCED.finding(_at(pack, drill, "announced"), f"{name} is not announced")
    if drill.announced is False or (drill.announced and drill.students_present):
        untold = [who for who in ("staff", "students", "families") if who not in drill.told]
        if untold:
            message = f"{name}: {listed(untold)} {'is' if untold == ['staff'] else 'are'} not told beforehand"
            yield _NOT_TOLD.finding(_at(pack, drill, "told"), message)
    if drill.students_present and is_lockdown:
        yield from _check_care(pack, drill, name)
    if drill.students_present and drill.access_plan is False:
        message = f"{name} is not prepared for people with access and functional needs"
        yield _NO_ACCESS.finding(_at(pack, drill, "access_plan"), message)
    if drill.held_on is not None and drill.held_on <= as_of and drill.debriefed_on is None:
        yield _NOT_TALKED_OVER.finding(_at(pack, drill, "debriefed_on"), f"{name} was not talked over afterward")
    if is_lockdown and drill.held_on is None and "police" not in drill.told:
        yield _POLICE.finding(_at(pack, drill, "told"), f"{name}: the police are not told")
    if is_lockdown and drill.police_on_site is False:
        message = f"{name}: police are there without being explained or in uniform"
        yield _POLICE.finding(_at(pack, drill, "police_on_site"), message)


def _check_care(pack: Pack, drill: Drill, name: str) -> Iterator[Finding]:
    """What a lockdown drill with students needs; what nobody said counts as not done."""
    if not drill.helper_on_hand:
        message = f"{name}: no mental-health professional helps plan it or is at hand"
        yield _NO_HELPER.finding(_at(pack, drill, "helper_on_hand"), message)
    if drill.access_plan is None:
        message = f"{name}: nobody said how people with access and functional needs take part"
        yield _NO_ACCESS.finding(_at(pack, drill, "access_plan"), message)
    if not drill.opt_out:
        message = f"{name}: families are offered no alternative"
        yield _NO_OPT_OUT.finding(_at(pack, drill, "opt_out"), message)
    if not drill.age_fit:
        yield _NOT_FOR_AGE.finding(_at(pack, drill, "age_fit"), f"{name} is not said to fit the students’ age")


def _check_order(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    for drill in plan.drills:
        kind = pack.drills.get(drill.drill or "")
        if kind is None or kind.type not in _LARGE:
            continue
        name = _name(plan, pack, drill)
        if not any(_is_kind(pack, one, "tabletop") and _recent(one, as_of) for one in plan.drills):
            message = f"{name} is not preceded by a tabletop exercise in the last 12 months"
            yield _NO_TABLETOP.finding(_at(pack, drill, "drill"), message)
        armed = {LOCKDOWN, _ARMED} & set(kind.practices)
        if armed and not any(
            LOCKDOWN in _practices(pack, one) and _is_kind(pack, one, "drill") and _recent(one, as_of)
            for one in plan.drills
        ):
            yield _NO_LOCKDOWN.finding(_at(pack, drill, "drill"), f"{name} is not preceded by a lockdown drill")


def _check_times(plan: Plan, pack: Pack) -> Iterator[Finding]:
    times: dict[str, list[Drill]] = defaultdict(list)
    for drill in plan.drills:
        if drill.held_on is not None and drill.drill and drill.time_of_day:
            times[drill.drill].append(drill)
    for drills in times.values():
        if len(drills) >= 3 and len({(one.time_of_day or "").casefold() for one in drills}) == 1:
            title = called(plan, pack, drills[0])
            message = f"{title} was held {len(drills)} times, always at {drills[0].time_of_day}"
            yield _SAME_TIME.finding(_at(pack, drills[-1], "time_of_day"), message)


def _name(plan: Plan, pack: Pack, drill: Drill) -> str:
    day = drill.held_on or drill.planned_on
    when = f" of {day_words(day)}" if day else ""
    return f"{called(plan, pack, drill)}{when}"


def _practices(pack: Pack, drill: Drill) -> tuple[str, ...]:
    kind = pack.drills.get(drill.drill or "")
    return kind.practices if kind else ()


def _is_kind(pack: Pack, drill: Drill, wanted: str) -> bool:
    kind = pack.drills.get(drill.drill or "")
    return kind is not None and kind.type == wanted


def _recent(drill: Drill, as_of: date) -> bool:
    return drill.held_on is not None and not is_older_than(drill.held_on, as_of, _A_YEAR)


def held_recently(plan: Plan, pack: Pack, section: str, as_of: date) -> bool:
    """Whether a drill or exercise that practices a section was held in the last 12 months."""
    return any(section in _practices(pack, one) and _recent(one, as_of) for one in plan.drills)
