"""Everything the checks have to say about a plan, in the order of the wizard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.rules.annexes import check_annexes
from eopbuilder.domain.rules.channels import check_channels
from eopbuilder.domain.rules.drills import check_drills
from eopbuilder.domain.rules.editions import check_editions
from eopbuilder.domain.rules.left_over import check_left_over_words
from eopbuilder.domain.rules.mental_health import check_mental_health
from eopbuilder.domain.rules.messages import check_messages
from eopbuilder.domain.rules.names import check_names
from eopbuilder.domain.rules.plan_life import check_plan_life
from eopbuilder.domain.rules.questions import check_answers, check_required_fields
from eopbuilder.domain.rules.reunification import check_reunification
from eopbuilder.domain.rules.sites import check_sites
from eopbuilder.packs.requirements import LOWERABLE
from eopbuilder.planning.requirements import packs_for
from eopbuilder.planning.section_texts import check_own_words

_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


def review(plan: Plan, pack: Pack, as_of: date) -> tuple[Finding, ...]:
    """All findings, by step of the wizard, then gravest first. `as_of` decides who has left and what has lapsed."""
    from eopbuilder.rolegraph.analysis import check_roles

    findings = [
        *check_roles(plan, pack, as_of),
        *check_sites(plan, pack, as_of),
        *check_reunification(plan, pack, as_of),
        *check_channels(plan, pack, as_of),
        *check_messages(plan, pack),
        *check_mental_health(plan, pack, as_of),
        *check_annexes(plan, pack),
        *check_drills(plan, pack, as_of),
        *check_plan_life(plan, pack, as_of),
        *check_editions(plan, pack),
        *check_left_over_words(plan, pack),
        *check_own_words(plan, pack),
        *check_names(plan, pack, as_of),
        *check_required_fields(plan, pack),
    ]
    findings.extend(check_answers(plan, pack, {finding.where.field for finding in findings}))
    findings = [_as_the_state_sees_it(plan, finding) for finding in findings]
    steps = {step.id: place for place, step in enumerate(pack.steps)}
    return tuple(sorted(findings, key=lambda one: (steps.get(one.where.step, len(steps)), _ORDER[one.severity])))


def _as_the_state_sees_it(plan: Plan, finding: Finding) -> Finding:
    """The finding; a warning instead of an error where the rules of the school's state allow what it is about."""
    if finding.code not in LOWERABLE or finding.severity is not Severity.ERROR:
        return finding
    rules = next((one for one in packs_for(plan) if one.state and finding.code in one.lowers), None)
    if rules is None:
        return finding
    remedy = f"{finding.remedy}, or make sure that it keeps to the rules of your state (see “{rules.title}”)"
    return replace(finding, severity=Severity.WARNING, remedy=remedy)
