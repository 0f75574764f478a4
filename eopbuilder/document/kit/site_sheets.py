"""A sheet for each reunification site: how to get in, what it holds, and which room is which zone."""

from __future__ import annotations

from eopbuilder.document.context import DASH, label, lines, marked, words
from eopbuilder.document.facts_text import date_text, number_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import fact, kit_document
from eopbuilder.document.nodes import (
    Block,
    Column,
    Document,
    Facts,
    Heading,
    Inlines,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.document.withheld import is_withheld
from eopbuilder.domain.catalogue import ZoneKind
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Agreement, Site, Zone, field_spec

TITLE = "Reunification site sheets"
_OFF_SITE = {"address", "contact", "phone", "after_hours_access", "route", "separate_entrances", "private_rooms"}
_FIELDS = (
    "address",
    "contact",
    "phone",
    "after_hours_access",
    "route",
    "accessible",
    "separate_entrances",
    "private_rooms",
    "notes",
)


def site_sheets(context: FormContext) -> Document:
    """A page for each site, in the order of the plan."""
    parts = tuple(_sheet(context, site) for site in context.plan.sites)
    return kit_document(context, TITLE, parts or (no_site(TITLE),))


def no_site(title: str) -> Part:
    """The page of a plan without sites."""
    lacking = Paragraph((Missing("any assembly or reunification site"),))
    return Part((Heading(1, title, "sites"), lacking), one_page=True)


def _sheet(context: FormContext, site: Site) -> Part:
    wanted = _OFF_SITE if site.is_off_site else frozenset[str]()
    pairs = [("Choice and way there", _choice(context, site)), ("Holds", _holds(context, site))]
    for name in _FIELDS:
        shown = fact(context, site, name, wanted=name in wanted or name == "accessible")
        answer = getattr(site, name)
        if isinstance(answer, bool) and not is_withheld(shown):
            shown = words("Yes" if answer else "No")
        if shown != DASH:
            pairs.append((field_spec(Site, name).label, shown))
    if site.is_off_site:
        pairs.append(("Agreement", _agreement(context, site)))
    blocks: tuple[Block, ...] = (
        Heading(1, label(site), f"site-{site.id}"),
        Facts("", f"facts-{site.id}", tuple(pairs), label_share=0.42),
        _zones(context, site),
        Paragraph((Run("An empty cell is filled in on the day. The notification room is never labeled."),), "source"),
    )
    return Part(blocks, one_page=True, grow=1.2)


def _choice(context: FormContext, site: Site) -> Inlines:
    far = (Run(f" · {number_text(site.distance_miles, 'miles')}"),) if site.distance_miles is not None else ()
    return (*fact(context, site, "rank"), Run(" · "), *fact(context, site, "reach"), *far)


def _holds(context: FormContext, site: Site) -> Inlines:
    """How many people the site holds against how many there are."""
    school = context.plan.school
    holds = fact(context, site, "capacity")
    if site.capacity is None or school.enrollment is None or school.staff_count is None:
        return holds
    there_are = school.enrollment + school.staff_count
    need = f"; we are {number_text(there_are, 'people')} with staff"
    if site.capacity < there_are:
        return (*holds, Run(f"{need}. "), Missing("where the others go", f"{there_are - site.capacity:,} too many"))
    return (*holds, Run(f"{need}."))


def _agreement(context: FormContext, site: Site) -> Inlines:
    found = [one for one in context.plan.agreements if one.site == site.id]
    if not found:
        return (Missing(f"an agreement with {label(site)}", "No agreement"),)
    return lines(_state(context, one) for one in found)


def _state(context: FormContext, agreement: Agreement) -> Inlines:
    state = fact(context, agreement, "state")
    until = agreement.valid_until
    if until is None:
        return state
    if until < context.as_of:
        return (*state, Run(f", lapsed on {date_text(until)} "), Missing("its renewal", "To be renewed"))
    return (*state, Run(f", until {date_text(until)}"))


def _zones(context: FormContext, site: Site) -> Table:
    """Every zone of the pack with its room at this site."""
    own = {one.zone: one for one in context.plan.zones if one.site == site.id}
    rows = tuple(_zone(context, kind, own.get(kind.id)) for kind in context.pack.zones.values())
    columns = (
        Column("Zone", 1.4),
        Column("Room or area", 1.15),
        Column("Led by", 1.65),
        Column("Holds", 0.45, "right"),
        Column("Way in", 0.95),
        Column("Way out", 0.95),
    )
    none = ((words("No zones in the template pack"), (), (), (), (), ()),)
    chosen = {kind for kind, zone in own.items() if zone.place}
    lacking = any(kind not in chosen for kind in context.pack.zones)
    return Table("", f"zones-{site.id}", columns, rows or none, by_hand=lacking)


def _zone(context: FormContext, kind: ZoneKind, zone: Zone | None) -> tuple[Inlines, ...]:
    title = marked(kind.title, kind.citations)
    leader = (zone.supervisor if zone else None) or kind.run_by
    led_by = _led_by(context, leader)
    if zone is None or not zone.place:
        lacking: Inlines = (Missing(f"the room for {kind.title}", "Not chosen"),) if kind.essential else ()
        return (title, lacking, led_by, (), (), ())
    holds = words(number_text(zone.capacity)) if zone.capacity is not None else ()
    ways = (words(clean_text(one)) if one else () for one in (zone.entrance, zone.exit))
    return (title, words(clean_text(zone.place)), led_by, holds, *ways)


def _led_by(context: FormContext, role: str) -> Inlines:
    if role not in context.pack.roles:
        return DASH
    holder = context.holder(role)
    title = context.title(role)
    return words(f"{title}: {label(holder)}") if holder else words(title)
