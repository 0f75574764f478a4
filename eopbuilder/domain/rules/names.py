"""Names and addresses of people whose letters were lost before they reached the plan (V-Q-02)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.damage import looks_damaged
from eopbuilder.domain.findings import Finding, Severity
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.rules.rule import Rule, place_of

_DAMAGED = Rule("V-Q-02", Severity.WARNING, "Write it as the person does, or import the staff list again", "")


def check_names(plan: Plan, pack: Pack, as_of: date) -> Iterator[Finding]:
    """V-Q-02 for each name and e-mail address of a person who is here and in which letters were lost."""
    for person in plan.people:
        if person.has_left(as_of):
            continue
        if looks_damaged(person.name):
            field = "given_name" if looks_damaged(person.given_name or "") else "family_name"
            yield _DAMAGED.finding(place_of(pack, person, field), f"Letters were lost in the name “{person.name}”")
        if person.email and looks_damaged(person.email):
            message = f"Letters were lost in the e-mail address of {person.label}, “{person.email}”"
            yield _DAMAGED.finding(place_of(pack, person, "email"), message)
