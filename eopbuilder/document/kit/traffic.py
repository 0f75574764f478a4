"""Traffic at a reunification site: ways in and out, who directs them, and its map or room for a sketch."""

from __future__ import annotations

from eopbuilder.document.context import label, words
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.maps import map_blocks, map_of_site
from eopbuilder.document.kit.sheets import holder_and_phone, kit_document
from eopbuilder.document.kit.site_sheets import no_site
from eopbuilder.document.nodes import Box, Boxes, BoxRow, Document, Heading, Inlines, Part
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.records import Site

TITLE = "Traffic at the reunification site"
_MAP_SHARE = 0.36
"""How much of the page the map of the site may take."""
_SHOWN = {"traffic", "places", "command"}
"""Groups of markers that matter to whoever directs traffic."""
_PARKING, _ARRIVAL, _TRAFFIC = "zn-approach", "zn-arrival", "rr-traffic"


def traffic_pages(context: FormContext) -> Document:
    """A page for each site."""
    parts = tuple(_page(context, site) for site in context.plan.sites)
    return kit_document(context, TITLE, parts or (no_site(TITLE),))


def _page(context: FormContext, site: Site) -> Part:
    leads: Inlines = holder_and_phone(context, _TRAFFIC) if _TRAFFIC in context.pack.roles else ()
    rows = (
        BoxRow((Box("Directs the traffic", leads), Box("Police or traffic partner on the day")), 34),
        BoxRow(
            (
                Box("Families drive in at", _zone(context, site, _PARKING, "entrance")),
                Box("Families park at", _zone(context, site, _PARKING, "place")),
                Box("Families drive out at", _zone(context, site, _PARKING, "exit")),
            ),
            40,
        ),
        BoxRow(
            (
                Box("Buses come in at", _zone(context, site, _ARRIVAL, "entrance")),
                Box("Buses unload at", _zone(context, site, _ARRIVAL, "place")),
                Box("Buses leave at", _zone(context, site, _ARRIVAL, "exit")),
            ),
            40,
        ),
        BoxRow(
            (
                Box("Kept free for fire and ambulance"),
                Box("Accessible parking and drop-off"),
                Box("Walking groups cross at"),
            ),
            40,
        ),
        BoxRow(
            (Box("Route from the school", _route(site), 2), Box("Cones, barriers, vests: how many, where kept")), 56
        ),
    )
    sketch = BoxRow((Box("Sketch: streets, lanes one way, parking, doors, where people walk. Mark north."),), 430)
    heading = Heading(1, f"Traffic: {label(site)}", f"traffic-{site.id}")
    shown = map_of_site(context, site)
    if shown is None:
        return Part((heading, Boxes((*rows, sketch))), one_page=True)
    picture = map_blocks(context, shown, share=_MAP_SHARE, groups=_SHOWN)
    return Part((heading, Boxes(rows), *picture), one_page=True)


def _zone(context: FormContext, site: Site, kind: str, field: str) -> Inlines:
    """What the plan says about a zone of the site; empty, to be written in, while it says nothing."""
    for zone in context.plan.zones:
        value = getattr(zone, field)
        if zone.site == site.id and zone.zone == kind and value:
            return words(clean_text(value))
    return ()


def _route(site: Site) -> Inlines:
    return words(clean_text(site.route)) if site.route else ()
