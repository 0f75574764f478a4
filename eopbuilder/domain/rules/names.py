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
    """V-Q-02 for each person who is here and in whose name or e-mail address letters were lost."""
    for person in plan.people:
        if person.has_left(as_of):
            continue
        damaged = {
            field: text
            for field in ("given_name", "family_name", "email")
            if (text := getattr(person, field)) and looks_damaged(text)
        }
        if damaged:
            names = [f"the name “{person.name}”"] if damaged.keys() - {"email"} else []
            address = [f"the e-mail address “{damaged['email']}”"] if "email" in damaged else []
            of_whom = "" if names else f" of {person.label}"
            message = f"Letters were lost in {' and in '.join([*names, *address])}{of_whom}"
            yield _DAMAGED.finding(place_of(pack, person, next(iter(damaged))), message)
