"""The template pack as one team uses it: with the roles and dependencies the team has added."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Set
from typing import cast

from eopbuilder.domain.catalogue import EdgeType, Pack, Relation, Role
from eopbuilder.domain.citation import Citation
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import OwnLink, OwnRole

_OURS = (Citation("", "d"),)
_USUAL_RANK, _USUAL_GROUP = "lvl-unit", "operations"


def with_own_roles(pack: Pack, plan: Plan) -> Pack:
    """The pack with what the plan adds to it; the pack itself when that is nothing.

    A role without a name, or with the id of a role of the pack, is left out; so is a dependency without both ends.
    Taking the result again, with a later plan, gives the same as starting from the template.
    """
    template = {role.id: role for role in pack.roles.values() if not role.own}
    relations = tuple(one for one in pack.relations if not one.own)
    added = {one.id: one for one in plan.all(OwnRole) if one.name and one.id not in template}
    links = plan.all(OwnLink)
    if not added and not links:
        if len(template) == len(pack.roles) and len(relations) == len(pack.relations):
            return pack
        return dataclasses.replace(pack, roles=template, relations=relations)
    roles = {**template, **{one.id: _role(one, _group(one, template, added)) for one in added.values()}}
    ends = roles.keys() | pack.nodes.keys()
    return dataclasses.replace(pack, roles=roles, relations=(*relations, *_relations(links, roles, ends)))


def _role(own: OwnRole, group: str) -> Role:
    name = own.name or ""
    return Role(
        id=own.id,
        title=name,
        group=group,
        rank=own.rank or _USUAL_RANK,
        reports_to=own.reports_to,
        duties=own.duties or (f"Acts as {name}",),
        held_by=(),
        min_alternates=own.min_alternates or 0,
        tier="",
        opens_at=0 if own.opens_at == "never" else int(own.opens_at or 1),
        needs_primary=own.named_beforehand is not False,
        citations=_OURS,
        own=True,
    )


def _group(own: OwnRole, template: Mapping[str, Role], added: Mapping[str, OwnRole]) -> str:
    """The section a role of our own belongs to: that of the first role of the template above it."""
    seen: set[str] = set()
    leader = own.reports_to or ""
    while leader in added and leader not in seen:
        seen.add(leader)
        leader = added[leader].reports_to or ""
    return template[leader].group if leader in template else _USUAL_GROUP


def _relations(links: Iterable[OwnLink], roles: Mapping[str, Role], ends: Set[str]) -> Iterator[Relation]:
    for one in links:
        source, target = one.source or "", one.target or ""
        if one.kind and source in roles and target in ends and source != target:
            kind = cast("EdgeType", one.kind)
            yield Relation(one.id, kind, source, target, one.why or "", one.phase or "any", _OURS, own=True)
