"""The lists of a plan that people sort, filter and mail: contacts, roles, partners, providers and sites."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.naming import called
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Agency, Person, Provider, Record, Site, field_spec, field_specs
from eopbuilder.exchange.workbook import Sheet
from eopbuilder.rolegraph.describe import alternates_text, primary_text
from eopbuilder.rolegraph.scope import Scope

_CONTACT = ("job_title", "department", "room", "mobile_phone", "work_phone", "home_phone", "email", "work_days")
_AGENCY = ("kind", "contact", "phone", "alternate_contact", "radio", "response_minutes")
_PROVIDER = ("kind", "services", "contact", "phone", "response_hours", "languages")
_SITE = ("reach", "rank", "address", "capacity", "contact", "phone")


def plan_lists(plan: Plan, pack: Pack, as_of: date) -> tuple[Sheet, ...]:
    """Every list as a sheet; people who have left by `as_of` are not on it."""
    return (
        _contacts(plan, pack, as_of),
        _roles(plan, pack, as_of),
        _records("Partners", plan, pack, plan.all(Agency), _AGENCY),
        _records("Providers", plan, pack, plan.all(Provider), _PROVIDER),
        _records("Sites", plan, pack, plan.all(Site), _SITE),
    )


def _contacts(plan: Plan, pack: Pack, as_of: date) -> Sheet:
    held: dict[str, list[str]] = defaultdict(list)
    for role_id, role in pack.roles.items():
        for row in plan.holders(role_id):
            place = "" if row.order == 0 else f" (alternate {row.order})"
            held[row.person or ""].append(f"{role.title}{place}")
    here = [one for one in plan.people if not one.has_left(as_of)]
    people = sorted(here, key=lambda one: one.filed_under)
    fields = _shown(plan, Person, _CONTACT)
    headings = ("Last name", "First name", "Roles in an emergency", *_labels(Person, fields))
    rows = (
        (one.family_name or "", one.given_name or "", "; ".join(held[one.id]), *_cells(plan, pack, one, fields))
        for one in people
    )
    return Sheet("Contacts", headings, tuple(rows))


def _roles(plan: Plan, pack: Pack, as_of: date) -> Sheet:
    scope = Scope(plan, pack, as_of)
    rows = []
    for role_id, role in scope.used.items():
        leader, primary = scope.top.above[role_id], scope.primaries.get(role_id)
        rows.append(
            (
                role.title,
                f"Level {scope.opens[role_id]}",
                scope.title(leader) if leader else "",
                primary_text(scope, role),
                (primary.best_phone if primary else None) or "",
                alternates_text(scope, role),
            )
        )
    headings = ("Role", "Opened from", "Reports to", "Primary", "Phone", "Alternates, in order")
    return Sheet("Roles", headings, tuple(rows))


def _records(name: str, plan: Plan, pack: Pack, records: Iterable[Record], fields: tuple[str, ...]) -> Sheet:
    found = tuple(records)
    kind = {"Partners": Agency, "Providers": Provider, "Sites": Site}[name]
    fields = _shown(plan, kind, fields)
    headings = (field_spec(kind, "name").label, *_labels(kind, fields))
    return Sheet(name, headings, tuple((called(plan, pack, one), *_cells(plan, pack, one, fields)) for one in found))


def _shown(plan: Plan, kind: type[Record], fields: Iterable[str]) -> tuple[str, ...]:
    """The fields the plan's edition shows."""
    return tuple(one for one in fields if not plan.withholds(field_spec(kind, one).disclosure))


def _labels(kind: type[Record], fields: Iterable[str]) -> tuple[str, ...]:
    return tuple(field_spec(kind, one).label for one in fields)


def _cells(plan: Plan, pack: Pack, record: Record, fields: Iterable[str]) -> Iterator[str]:
    specs = {spec.name: spec for spec in field_specs(type(record))}
    for name in fields:
        value, spec = getattr(record, name), specs[name]
        if isinstance(value, tuple):
            yield ", ".join(map(str, value))
        elif value is None:
            yield ""
        elif spec.choices:
            yield spec.choice_label(str(value))
        else:
            yield f"{value:g} {spec.unit}".strip() if isinstance(value, float) else f"{value} {spec.unit}".strip()
