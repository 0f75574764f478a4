"""The role graph of a plan: roles, what they depend on, and the people, sites, channels and providers behind them.

Edges run from the one that reports, needs, asks, backs up or hands over to the other. Ids are those of the catalogue
for roles, partners, functions and places, and `person:<id>`, `site:<id>`, `channel:<id>`, `provider:<id>` for records.
"""

from __future__ import annotations

from datetime import date

import networkx as nx

from eopbuilder.domain.catalogue import Pack, Role
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Assignment, Record
from eopbuilder.rolegraph.conditions import has_operator, is_ready, site_is_promised
from eopbuilder.rolegraph.scope import Scope
from eopbuilder.rolegraph.staffing import present_alternates


def build_graph(plan: Plan, pack: Pack, as_of: date) -> nx.MultiDiGraph[str]:
    """The graph of everything the plan uses at its highest level, in a stable order; edge keys are the relations' ids.

    Every node has `kind`, `label`, `level` (the lowest level a role opens at; None for others) and `staffed`: the role
    has a primary who still works here, the person does, the site is on campus or promised, the channel has a sender,
    the provider an agreement in force, anything else is ready. Roles also have `group`, `primary` and `alternates`,
    people `left`. Every edge has `type`, `text`, `phase` and `id`.

    In an edition of the plan, `staffed` is None where the edition does not tell enough to say no.
    """
    scope = Scope(plan, pack, as_of)
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        title=_label(plan.info),
        school=clean_text(plan.school.name or ""),
        pack=pack.id,
        edition=pack.edition,
        as_of=as_of.isoformat(),
    )
    if plan.edition is not None:
        graph.graph["plan_edition"] = plan.edition.value
    _add_roles(graph, scope)
    _add_nodes(graph, scope)
    _add_people(graph, scope)
    _add_places_and_helpers(graph, scope)
    _add_reporting(graph, scope)
    _add_relations(graph, scope)
    _add_backing_up(graph, scope)
    return graph


def _add_roles(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    for role in scope.used.values():
        graph.add_node(role.id, **_role(scope, role))


def _role(scope: Scope, role: Role) -> dict[str, object]:
    primary = scope.primaries.get(role.id)
    return {
        "kind": "role",
        "label": role.title,
        "level": scope.opens[role.id],
        "staffed": _told(scope.plan, primary is not None, Assignment.DISCLOSURE),
        "group": role.group,
        "primary": _label(primary) if primary else None,
        "alternates": [_label(one) for one in present_alternates(scope.plan, role.id, scope.as_of)],
    }


def _add_nodes(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    for node in scope.pack.nodes.values():
        ready = is_ready(scope.plan, scope.pack, scope.as_of, node.id)
        graph.add_node(node.id, kind=node.kind, label=node.title, level=None, staffed=_told(scope.plan, ready))


def _add_people(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    holding = {row.person for role_id in scope.used for row in scope.plan.holders(role_id)}
    for person in scope.plan.people:
        if person.id in holding:
            left = person.has_left(scope.as_of)
            graph.add_node(_key(person), kind="person", label=_label(person), level=None, staffed=not left, left=left)


def _add_places_and_helpers(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    plan, as_of = scope.plan, scope.as_of
    for site in plan.sites:
        usable = site.reach == "on-campus" or site_is_promised(plan, site, as_of)
        graph.add_node(_key(site), kind="site", label=_label(site), level=None, staffed=_told(plan, usable))
    for channel in plan.channels:
        sent = has_operator(plan, channel, as_of)
        graph.add_node(_key(channel), kind="channel", label=_label(channel), level=None, staffed=_told(plan, sent))
    promised = {one.provider for one in plan.agreements if one.in_force(as_of)}
    for provider in plan.providers:
        found = _told(plan, provider.id in promised)
        graph.add_node(_key(provider), kind="provider", label=_label(provider), level=None, staffed=found)


def _told(plan: Plan, staffed: bool, level: Disclosure = Disclosure.RESPONDER) -> bool | None:
    """Whether something is staffed or ready; None where facts up to `level` decide and the edition lacks them."""
    return None if not staffed and plan.withholds(level) else staffed


def _key(record: Record) -> str:
    return clean_text(f"{record.NOUN}:{record.id}")


def _label(record: Record) -> str:
    """The name of a record, without characters no file can carry."""
    return clean_text(record.label)


def _add_reporting(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    for role_id, leader in scope.top.above.items():
        if leader is not None:
            _add_edge(graph, role_id, leader, "reports_to", "", "any", f"reports_to:{role_id}")


def _add_relations(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    for one in scope.pack.relations:
        if one.source in graph and one.target in graph:
            _add_edge(graph, one.source, one.target, one.type, one.text, one.phase, one.id)


def _add_backing_up(graph: nx.MultiDiGraph[str], scope: Scope) -> None:
    """Each alternate backs up the person they step up for, or the role itself while nobody holds it first."""
    for role_id, role in scope.used.items():
        primary = scope.primaries.get(role_id)
        target = _key(primary) if primary else role_id
        for place, one in enumerate(present_alternates(scope.plan, role_id, scope.as_of), start=1):
            text = f"Alternate {place} for {role.title}"
            _add_edge(graph, _key(one), target, "backs_up", text, "any", f"backs_up:{role_id}:{place}")


def _add_edge(
    graph: nx.MultiDiGraph[str], source: str, target: str, kind: str, text: str, phase: str, key: str
) -> None:
    graph.add_edge(source, target, key=key, type=kind, text=text, phase=phase, id=key)
