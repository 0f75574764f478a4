"""Rules on crisis support and the helpers arranged beforehand (V-MH)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Provider
from eopbuilder.domain.rules.rule import Rule

_LEAD = Rule("V-MH-01", Severity.ERROR, "Assign a lead and at least one alternate on the roles page", "S14 v")
_PROVIDERS = Rule(
    "V-MH-02", Severity.ERROR, "Sign an agreement with at least one provider and enter its dates", "S01 v"
)
CRISIS_ROLE = "role-ops-crisis"
_SECTION = "fa-mental-health"


def check_mental_health(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-MH-01 and V-MH-02."""
    if CRISIS_ROLE in pack.roles:
        yield from _check_lead(plan, pack, as_of)
    if not any(one.provider and one.in_force(as_of) for one in plan.agreements):
        yield _PROVIDERS.finding(
            Where(pack.step_of_editor.get(Provider.TABLE, ""), "", "", _SECTION), _provider_gap(plan, as_of)
        )


def _check_lead(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    lead = plan.primary(CRISIS_ROLE)
    here = [person for person in plan.alternates(CRISIS_ROLE) if not person.has_left(as_of)]
    title = pack.roles[CRISIS_ROLE].title
    where = Where(pack.step_of_editor.get("roles", ""), f"roles:{CRISIS_ROLE}", "", _SECTION)
    if lead is None or lead.has_left(as_of):
        yield _LEAD.finding(where, f"Nobody leads crisis support ({title})")
    elif not here:
        yield _LEAD.finding(where, f"Nobody stands in for {lead.name} as {title}")


def _provider_gap(plan: Plan, as_of: date) -> str:
    lapsed = [
        provider.label
        for one in plan.agreements
        if one.valid_until and one.valid_until < as_of and (provider := plan.get(Provider, one.provider))
    ]
    if lapsed:
        return f"No outside provider has a current agreement; the one with {lapsed[-1]} has run out"
    if plan.providers:
        return "No outside mental-health provider has signed an agreement"
    return "No outside mental-health provider is named"
