"""Every document of the kit: its file, what it is for, and how it is made."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from eopbuilder import assets
from eopbuilder.document import ics_incident, ics_plans
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.forms import FORMS
from eopbuilder.document.kit import (
    binder_tabs,
    buses,
    call_tree,
    contact_sheet,
    drill_record,
    family_guide,
    flip_card,
    maps,
    message_sheets,
    reunification_cards,
    reunification_staff,
    signs,
    site_sheets,
    traffic,
    wallet_cards,
    worksheets,
)
from eopbuilder.document.nodes import Document
from eopbuilder.domain.catalogue import Pack
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.editions import in_edition
from eopbuilder.domain.plan import Plan


@cache
def _listed() -> Mapping[str, Mapping[str, str]]:
    data = tomllib.loads(assets.read_text("resources/kit/documents.toml"))
    return {one["name"]: one for one in data["document"]}


@dataclass(frozen=True)
class KitDocument:
    """A document of the kit. `name` is that of its file without ending, `use` one sentence on what it is for.

    `least` is the lowest edition in which it makes sense; `most` the fullest whose facts it may hold, because of who
    sees it where it hangs or is carried.
    """

    name: str
    use: str
    make: Callable[[FormContext], Document]
    least: Edition = Edition.RESPONDER
    most: Edition = Edition.FULL

    @property
    def title(self) -> str:
        """What lists call it."""
        return _listed()[self.name]["title"]

    @property
    def kept(self) -> str:
        """Where it hangs, lies or is carried."""
        return _listed()[self.name]["kept"]

    def is_in(self, edition: Edition) -> bool:
        """Whether the kit of an edition has it."""
        return edition.shows(self.least.level)

    def facts_in(self, edition: Edition) -> Edition:
        """The edition whose facts it is made of in the kit of an edition."""
        return min(edition, self.most, key=lambda one: one.level)


def context_in(edition: Edition, plan: Plan, pack: Pack, as_of: date, level: int, created: datetime) -> FormContext:
    """What documents with the facts of an edition are made from, out of a whole plan."""
    shown, own = in_edition(plan, pack, edition, as_of)
    return FormContext(shown, own, as_of, level, created, family_guide.kinds_of_channel(plan))


_STAFF, _PUBLIC = Edition.STAFF, Edition.PUBLIC


KIT = (
    KitDocument(
        "contact-sheet", "Who leads, partners, places and help lines, on one leaf.", contact_sheet.contact_sheet
    ),
    KitDocument("call-tree", "Who calls whom, and who is next when nobody answers.", call_tree.call_tree),
    KitDocument(
        "flip-card", "A page for each protective action, to hang in every room.", flip_card.flip_card, _STAFF, _STAFF
    ),
    KitDocument(
        "wallet-cards",
        "Cards for every adult, eight on a page with cut marks.",
        wallet_cards.wallet_cards,
        _STAFF,
        _STAFF,
    ),
    KitDocument("role-cards", "Cards for those who hold a role, with the numbers they call.", wallet_cards.role_cards),
    KitDocument(
        "message-sheets",
        "The words for each event, the languages side by side.",
        message_sheets.message_sheets,
        _STAFF,
    ),
    KitDocument("site-sheets", "A page for each reunification site, with its rooms.", site_sheets.site_sheets),
    KitDocument(
        "zone-signs", "Signs for zones, check-in lines and ways, a page each.", signs.zone_signs, _PUBLIC, _PUBLIC
    ),
    KitDocument(
        "cards-english",
        "Blank reunification cards, two on a page.",
        reunification_cards.cards_in_english,
        _PUBLIC,
        _PUBLIC,
    ),
    KitDocument(
        "cards-spanish",
        "Blank reunification cards in Spanish, two on a page.",
        reunification_cards.cards_in_spanish,
        _PUBLIC,
        _PUBLIC,
    ),
    KitDocument(
        "reunification-staff",
        "A page each for greeter, checker and reunifier.",
        reunification_staff.staff_sheets,
        _STAFF,
    ),
    KitDocument("traffic", "Ways in and out of each site, with its map or room for a sketch.", traffic.traffic_pages),
    KitDocument("maps", "A page for each map, with its markers as a table.", maps.maps),
    KitDocument(
        "job-action-sheets",
        "A page for each open role: whom to call, and what to do first.",
        FORMS["job-action-sheets"],
        _STAFF,
    ),
    KitDocument("ics-201", "Incident briefing, to start with and to hand over command.", ics_incident.briefing),
    KitDocument("ics-202", "Incident objectives for a period.", ics_incident.objectives),
    KitDocument("ics-203", "Who fills each position, and who steps up next.", FORMS["ics-203"], _STAFF),
    KitDocument("ics-204", "Assignments: a sheet for each branch or group of operations.", ics_plans.assignments),
    KitDocument("ics-205", "Radio communications plan.", ics_plans.radio_plan),
    KitDocument("ics-205a", "Everybody with an open role, with numbers.", FORMS["ics-205a"]),
    KitDocument("ics-206", "Medical plan: aid stations, ambulances, hospitals.", ics_plans.medical_plan),
    KitDocument("ics-207", "Organization chart.", FORMS["ics-207"], _STAFF),
    KitDocument("ics-214", "Activity log, for everybody with a role.", ics_incident.activity_log, _STAFF),
    KitDocument("ics-215a", "Safety analysis, with the hazards of the plan.", ics_incident.safety_analysis),
    KitDocument("bus-set", "A loading plan, and a manifest to copy.", buses.bus_set),
    KitDocument("bus-signs", "A sign for the window of each bus.", buses.bus_signs, _STAFF, _STAFF),
    KitDocument(
        "drill-record", "A page for each drill that is planned, and a blank one.", drill_record.drill_records, _STAFF
    ),
    KitDocument("worksheets", "Blank counts, logs and lists to copy beforehand.", worksheets.worksheets, _STAFF),
    KitDocument(
        "family-guide-english",
        "One leaf for families, public facts only.",
        family_guide.guide_in_english,
        _PUBLIC,
        _PUBLIC,
    ),
    KitDocument("family-guide-spanish", "The same in Spanish.", family_guide.guide_in_spanish, _PUBLIC, _PUBLIC),
    KitDocument("binder-tabs", "Labels and dividers for the binder.", binder_tabs.binder_tabs, Edition.FULL),
)
"""In the order they are written."""
