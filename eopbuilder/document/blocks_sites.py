"""Generated content on places and promises: sites, their sheets and zones, and agreements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from eopbuilder.document.blocks_pictures import picture_nodes, site_pictures
from eopbuilder.document.context import (
    DASH,
    Context,
    Node,
    label,
    lines,
    marked,
    missing,
    or_dash,
    parameter_list,
    table,
    words,
)
from eopbuilder.document.facts_text import date_text, list_text, one_line
from eopbuilder.document.nodes import Column, Facts, Inlines, Missing, Run
from eopbuilder.document.withheld import HERE
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agreement, Site, Zone, field_spec

NO_SITE = "any assembly or reunification site"


def site_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Every site at a glance."""
    columns = (
        Column("Site", 1.5),
        Column("How people get there", 0.9),
        Column("Order of choice", 0.9),
        Column("Distance", 0.8, "right"),
        Column("Holds", 0.9, "right"),
        Column("Agreement", 1.6),
    )
    rows = (
        (
            words(label(site)),
            context.cell(site, "reach"),
            context.cell(site, "rank"),
            context.cell(site, "distance_miles", wanted=site.is_off_site),
            context.cell(site, "capacity"),
            agreement_of_site(context, site),
        )
        for site in context.plan.sites
    )
    return table("Sites", "sites", columns, rows, none=NO_SITE)


def agreement_of_site(context: Context, site: Site) -> Inlines:
    """What was agreed with the host of a site. Off-site places want an agreement in force."""
    if context.withholds(Agreement):
        return HERE
    held = [one for one in context.plan.agreements if one.site == site.id]
    if held:
        return lines(agreement_state(context, one) for one in held)
    return (Missing("agreement with the host"),) if site.is_off_site else words("Not needed: on campus")


def agreement_state(context: Context, agreement: Agreement) -> Inlines:
    """The state of an agreement in words, with the day it ends; a lapsed one wants renewing."""
    state = context.cell(agreement, "state")
    if agreement.state == "none":
        return (*state, Run("; "), Missing("agreement"))
    if agreement.valid_until is None:
        return state
    if agreement.valid_until < context.as_of:
        return (*state, Run(f", lapsed on {date_text(agreement.valid_until)}; "), Missing("its renewal"))
    return (*state, Run(f", until {date_text(agreement.valid_until)}"))


_SHEET = (
    "address",
    "distance_miles",
    "capacity",
    "contact",
    "phone",
    "after_hours_access",
    "route",
    "accessible",
    "separate_entrances",
    "private_rooms",
    "notes",
)
_WANTED_OFF_SITE = {
    "address",
    "contact",
    "phone",
    "after_hours_access",
    "route",
    "separate_entrances",
    "private_rooms",
}
_WANTED = {"capacity", "accessible"}


def site_sheets(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """One sheet for each site: its facts, then its zones."""
    found = tuple(node for site in context.plan.sites for node in _site_sheet(context, site))
    return found or missing(NO_SITE)


def _site_sheet(context: Context, site: Site) -> Iterator[Node]:
    name = label(site)
    wanted = _WANTED | _WANTED_OFF_SITE if site.is_off_site else _WANTED
    yield context.sub_heading(name)
    choice = lines((context.cell(site, "rank"), context.cell(site, "reach")))
    pairs = [("Order of choice and way there", choice)]
    for field in _SHEET:
        told = context.cell(site, field, wanted=field in wanted)
        if told != DASH:
            pairs.append((field_spec(Site, field).label, told))
    pairs.append(("Agreement", agreement_of_site(context, site)))
    yield Facts(f"{name} at a glance", "site", tuple(pairs), about=name)
    yield from _zones_of(context, site)
    for picture in site_pictures(context.plan, site):
        yield from picture_nodes(context.plan, picture)


def _zones_of(context: Context, site: Site) -> tuple[Node, ...]:
    columns = (
        Column("Zone", 1.3),
        Column("Room or area", 1.3),
        Column("Run by", 1.3),
        Column("Holds", 0.8, "right"),
        Column("Way in", 1),
        Column("Way out", 1),
    )
    zones = [zone for zone in context.plan.zones if zone.site == site.id]
    rows = (
        (
            or_dash(context.named("pack.zones", zone.zone)),
            context.cell(zone, "place"),
            _run_by(context, zone),
            context.cell(zone, "capacity"),
            context.cell(zone, "entrance"),
            context.cell(zone, "exit"),
        )
        for zone in zones
    )
    return table(f"Zones at {label(site)}", "zones", columns, rows, none=f"zones of {label(site)}")


def _run_by(context: Context, zone: Zone) -> Inlines:
    """The role set for the zone, or the one that usually runs it."""
    kind = context.pack.zones.get(zone.zone or "")
    usual = kind.run_by if kind else ""
    role = zone.supervisor or usual
    return words(context.role_title(role)) if role in context.pack.roles else or_dash(usual)


def zone_catalogue(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """The zones a reunification site has, whatever the site."""
    rows = (
        (
            marked(zone.title, zone.citations),
            words(zone.purpose),
            or_dash(zone.rule),
            or_dash(context.role_title(zone.run_by) if zone.run_by else ""),
        )
        for zone in context.pack.zones.values()
    )
    columns = (Column("Zone", 1.1), Column("What it is for", 2), Column("Rule", 2), Column("Run by", 1.1))
    return table("Zones of a reunification site", "zone-kinds", columns, rows, none="which zones a site needs")


def agreement_table(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Agreements of some kinds, or of all."""
    kinds = parameter_list(parameters, "kinds")
    rows = (
        (
            words(partner(context, one)),
            context.cell(one, "kind"),
            agreement_state(context, one),
            context.cell(one, "covers", wanted=True),
            context.cell(one, "verified_on"),
        )
        for one in context.plan.agreements
        if not kinds or one.kind in kinds
    )
    columns = (
        Column("Agreed with", 1.3),
        Column("Kind", 0.8),
        Column("State", 1.5),
        Column("What it covers", 2.2),
        Column("Last confirmed", 0.8),
    )
    return table("Agreements", "agreements", columns, rows, none=_no_agreement(kinds))


def _no_agreement(kinds: tuple[str, ...]) -> str:
    spec = field_spec(Agreement, "kind")
    named = list_text([spec.choice_label(kind).lower() for kind in kinds])
    return f"agreements ({named})" if kinds else "any agreement with a partner"


def partner(context: Context, agreement: Agreement) -> str:
    """Whom an agreement is with: the partner written down, else the site or provider it is about."""
    about = context.named("sites", agreement.site) or context.named("providers", agreement.provider)
    written = one_line(clean_text(agreement.partner or ""))
    if about and about not in written:
        return f"{about} / {written}" if written else about
    return written or label(agreement)
