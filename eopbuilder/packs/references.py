"""Whether the catalogues of a pack fit together: every reference leads somewhere, and the roles form one tree."""

from __future__ import annotations

from collections.abc import Collection

from eopbuilder.packs.catalogues import Catalogues
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.vocabulary import EVERYONE


def check_references(catalogues: Catalogues) -> None:
    """Raises `PackError` at the first reference that leads nowhere."""
    _check_levels(catalogues)
    _check_roles(catalogues)
    _check_relations(catalogues)
    roles, zones = catalogues.roles.rows, catalogues.zones.rows
    for entry, tier in catalogues.tiers:
        for role in tier.roles:
            entry.require(role in roles, role, "names no role", roles, "roles")
    for entry, zone in catalogues.zones:
        entry.require(zone.run_by in roles, zone.run_by, "names no role", roles, "run_by")
        _require_other_zones(entry, zone.id, "must_be_hidden_from", zone.must_be_hidden_from, zones)
        _require_other_zones(entry, zone.id, "own_exit_from", zone.own_exit_from, zones)
    audiences = {EVERYONE, *catalogues.audiences.rows}
    for entry, message in catalogues.messages:
        entry.require(message.audience in audiences, message.audience, "names no audience", audiences, "audience")
    for entry, partner in catalogues.partners:
        groups = catalogues.groups.rows
        entry.require(partner.group in groups, partner.group, "names no group", groups, "group")
    for entry, information in catalogues.information:
        entry.require(information.analyzed_by in roles, information.analyzed_by, "names no role", roles, "analyzed_by")
    for entry, mission in catalogues.missions:
        entry.require(mission.id in roles, mission.id, "names no role", roles, "id")
    for entry, step in catalogues.job_steps:
        for key, named in (("roles", step.roles), ("left_out", step.left_out)):
            for role in named:
                entry.require(role in roles, role, "names no role", roles, key)


def check_links_to_sections(catalogues: Catalogues, sections: Collection[str]) -> None:
    """Raises `PackError` when a hazard, action or drill names a section that is not there."""
    for entry, hazard in catalogues.hazards:
        for section in hazard.covered_by:
            entry.require(section in sections, section, "names no section", sections, "covered_by")
    for entry, action in catalogues.actions:
        entry.require(action.annex in sections, action.annex, "names no section", sections, "annex")
    for entry, drill in catalogues.drills:
        for section in drill.practices:
            entry.require(section in sections, section, "names no section", sections, "practices")


def _require_other_zones(entry: Entry, zone: str, key: str, others: Collection[str], known: Collection[str]) -> None:
    for other in others:
        entry.require(other in known and other != zone, other, "names no other zone", set(known) - {zone}, key)


def _check_levels(catalogues: Catalogues) -> None:
    for place, (entry, level) in enumerate(catalogues.levels, start=1):
        if level.rank != place:
            raise entry.fault(f"the rank is {level.rank}", f"Order the levels and give this one rank {place}", "rank")


def _check_roles(catalogues: Catalogues) -> None:
    roles, tiers = catalogues.roles.by_id, catalogues.tiers.rows
    root = ""
    for entry, role in catalogues.roles:
        entry.require(role.tier in tiers, role.tier, "names no training tier", tiers, "tier")
        if role.opens_at > len(catalogues.levels.rows):
            raise entry.fault(
                f"no level has rank {role.opens_at}", "Use the rank of a level, or 0 for none", "opens_at"
            )
        if not role.duties:
            raise entry.fault("the role has no duties", "Write at least one", "duties")
        if role.reports_to is None:
            if root:
                why = f"“{root}” and “{role.id}” both report to nobody, and only one role may"
                raise entry.fault(why, "Add “reports_to = …”")
            root = role.id
        else:
            entry.require(role.reports_to in roles, role.reports_to, "names no role", roles, "reports_to")
    if not roles:
        raise PackError("roles.toml", None, "there is no role", "Write at least the one that is in charge")
    settled: set[str] = set()
    for entry, role in catalogues.roles:
        path: dict[str, None] = {}
        above: str | None = role.id
        while above is not None and above not in settled:
            if above in path:
                loop = " → ".join([*list(path)[list(path).index(above) :], above])
                raise entry.fault(
                    f"reporting lines loop: {loop}", "Let one of them report to another role", "reports_to"
                )
            path[above] = None
            above = roles[above].reports_to
        settled.update(path)


def _check_relations(catalogues: Catalogues) -> None:
    roles, nodes = catalogues.roles.rows, catalogues.nodes.rows
    for entry, node in catalogues.nodes:
        if node.id in roles:
            raise entry.fault(f"“{node.id}” is already a role", "Give it another id, or take it out", "id")
    ends = {**roles, **nodes}
    for entry, relation in catalogues.relations:
        entry.require(relation.source in ends, relation.source, "names no role and no node", ends, "from")
        leads_on = relation.target in ends and relation.target != relation.source
        entry.require(leads_on, relation.target, "names no other role or node", ends, "to")
