"""Holding a plan against requirement packs: each requirement met, partly met, missing or not applicable, from facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from eopbuilder import assets, paths
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import PlanInfo, School
from eopbuilder.domain.requirements import FactTest, Judged, Requirement, RequirementPack, Status
from eopbuilder.errors import UserFixable
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.requirements import is_requirement_pack, load_requirement_pack
from eopbuilder.planning.requirement_tests import GRAVE, Outcome, Scene, decide, is_open, names_nothing

_SHIPPED = "plan_templates/requirements"
ALL = "all"


@cache
def shipped_packs() -> tuple[RequirementPack, ...]:
    """The requirement packs shipped with the program, federal ones first."""
    folder = assets.path(_SHIPPED)
    found = (load_requirement_pack(one) for one in sorted(folder.iterdir()) if is_requirement_pack(one))
    return tuple(sorted(found, key=lambda pack: (bool(pack.state), pack.id)))


def packs_of_the_district() -> tuple[tuple[RequirementPack, ...], tuple[PackError, ...]]:
    """The requirement packs a district has dropped into the packs folder, and what is wrong with those refused."""
    folder = paths.packs_folder()
    found: list[RequirementPack] = []
    refused: list[PackError] = []
    for one in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_requirement_pack(one):
            try:
                found.append(load_requirement_pack(one))
            except PackError as error:
                refused.append(error)
    return tuple(found), tuple(refused)


def all_packs() -> tuple[RequirementPack, ...]:
    """Every requirement pack that can be used; one of the district stands in for a shipped one with its id."""
    own, _refused = packs_of_the_district()
    packs = {pack.id: pack for pack in (*shipped_packs(), *own)}
    return tuple(packs.values())


def chosen_packs(wanted: str) -> tuple[RequirementPack, ...]:
    """The pack with an id, or all. Raises `UserFixable` when there is none, or a pack of the district is broken."""
    _own, refused = packs_of_the_district()
    if refused:
        raise refused[0]
    packs = all_packs()
    if wanted == ALL:
        return packs
    found = tuple(pack for pack in packs if pack.id == wanted)
    if not found:
        known = ", ".join(pack.id for pack in packs)
        raise UserFixable(
            "Nothing was checked", f"there are no rules called “{wanted}”", f"Use {ALL} or one of: {known}"
        )
    return found


def packs_for(plan: Plan) -> tuple[RequirementPack, ...]:
    """The packs that concern a school: those for every state, and those of its own."""
    state = _state_code(plan.school.state)
    return tuple(pack for pack in all_packs() if not pack.state or pack.state == state)


def judge(
    plan: Plan, pack: Pack, as_of: date, findings: Iterable[Finding], packs: Sequence[RequirementPack]
) -> tuple[Judged, ...]:
    """Every requirement of some packs, held against a plan. `findings` are those of the plan's review."""
    from eopbuilder.planning.review import review  # the review asks which rules of the state apply

    scene = _scene(plan, pack, as_of, findings)
    blank = Plan.of(PlanInfo(id="plan"), School(id="school"))
    bare = _scene(blank, pack, as_of, review(blank, pack, as_of))
    return tuple(_judge(scene, bare, rules, requirement) for rules in packs for requirement in rules.requirements)


def _scene(plan: Plan, pack: Pack, as_of: date, findings: Iterable[Finding]) -> Scene:
    return Scene(plan, pack, as_of, frozenset(one.code for one in findings if one.severity in GRAVE))


def _judge(scene: Scene, bare: Scene, rules: RequirementPack, requirement: Requirement) -> Judged:
    where = Where(step=requirement.step, section=requirement.section)
    unasked = tuple(test.text for test in requirement.applies_when if is_open(scene, test))
    if unasked:
        return Judged(rules, requirement, Status.MISSING, where, unasked)
    if any(decide(scene, test) is not True for test in requirement.applies_when):
        return Judged(rules, requirement, Status.NOT_APPLICABLE, where)
    outcomes = [(test, decide(scene, test)) for test in requirement.met_when]
    lacking = tuple(test.text for test, holds in outcomes if holds is False)
    return Judged(rules, requirement, _status(bare, outcomes), where, lacking)


def _status(bare: Scene, outcomes: Sequence[tuple[FactTest, Outcome]]) -> Status:
    """What a plan without a single fact passes as well, by words of the program alone, makes nothing partly met."""
    decided = [(test, holds) for test, holds in outcomes if holds is not None]
    if not decided:
        return Status.NOT_APPLICABLE
    if all(holds for _test, holds in decided):
        return Status.MET
    by_facts = any(holds and decide(bare, test) is not True for test, holds in decided)
    return Status.PARTLY if by_facts else Status.MISSING


def check_names(pack: Pack, rules: RequirementPack) -> tuple[str, ...]:
    """What the requirements of a pack name that a template pack does not have, as sentences."""
    steps = {step.id for step in pack.steps}
    sections = {section.id for section in pack.sections}
    found = []
    for one in rules.requirements:
        for test in (*one.met_when, *one.applies_when):
            missing = names_nothing(pack, test)
            if missing:
                found.append(f"{one.id}: “{missing}” in “{test.text}” is not in {pack.id}")
        if one.step not in steps:
            found.append(f"{one.id}: {pack.id} has no page “{one.step}”")
        if one.section not in sections:
            found.append(f"{one.id}: {pack.id} has no section “{one.section}”")
    return tuple(found)


def check_folder(folder: Path) -> str:
    """Checks a template pack or requirement pack a district has written; says what it is. Raises `PackError`."""
    from eopbuilder.packs.loader import load_pack, load_pack_folder

    if not folder.is_dir():
        raise PackError(folder.name, None, "there is no such folder", "Check its name")
    if is_requirement_pack(folder):
        rules = load_requirement_pack(folder)
        wrong = check_names(load_pack("k12-federal"), rules)
        if wrong:
            raise PackError("requirements.toml", None, wrong[0], "Correct the name, or use a test that fits")
        return f"{rules.title}: {len(rules.requirements)} requirements, edition {rules.edition}"
    pack = load_pack_folder(folder)
    return f"{pack.title}: {len(pack.sections)} sections, {len(pack.questions)} questions, edition {pack.edition}"


_STATES = {
    "alabama": "AL", "alaska": "AK", "arizona": "AZ", "arkansas": "AR", "california": "CA", "colorado": "CO",
    "connecticut": "CT", "delaware": "DE", "florida": "FL", "georgia": "GA", "hawaii": "HI", "idaho": "ID",
    "illinois": "IL", "indiana": "IN", "iowa": "IA", "kansas": "KS", "kentucky": "KY", "louisiana": "LA", "maine": "ME",
    "maryland": "MD", "massachusetts": "MA", "michigan": "MI", "minnesota": "MN", "mississippi": "MS", "missouri": "MO",
    "montana": "MT", "nebraska": "NE", "nevada": "NV", "new hampshire": "NH", "new jersey": "NJ", "new mexico": "NM",
    "new york": "NY", "north carolina": "NC", "north dakota": "ND", "ohio": "OH", "oklahoma": "OK", "oregon": "OR",
    "pennsylvania": "PA", "rhode island": "RI", "south carolina": "SC", "south dakota": "SD", "tennessee": "TN",
    "texas": "TX", "utah": "UT", "vermont": "VT", "virginia": "VA", "washington": "WA", "west virginia": "WV",
    "wisconsin": "WI", "wyoming": "WY", "district of columbia": "DC", "puerto rico": "PR",
}  # fmt: skip


def _state_code(state: str | None) -> str:
    """The two-letter code of a state written in full or as its code."""
    plain = (state or "").strip()
    return _STATES.get(plain.casefold(), plain.upper())
