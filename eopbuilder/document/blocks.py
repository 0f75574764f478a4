"""Generated blocks by the name a section's text calls them. Each turns the plan's facts into content."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from eopbuilder.document import (
    blocks_annex,
    blocks_channels,
    blocks_drills,
    blocks_graph,
    blocks_hazards,
    blocks_kit,
    blocks_matter,
    blocks_numbers,
    blocks_partners,
    blocks_people,
    blocks_pictures,
    blocks_providers,
    blocks_roles,
    blocks_sites,
    blocks_team,
)
from eopbuilder.document.context import BlockFunction, Context
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.records import (
    Agreement,
    Approval,
    Assessment,
    Assignment,
    Audience,
    Change,
    Channel,
    Copy,
    Delegation,
    Drill,
    EssentialFunction,
    Hazard,
    Improvement,
    Meeting,
    Message,
    Person,
    Picture,
    Provider,
    Record,
    Site,
    TeamMember,
    field_spec,
)

BLOCKS: Mapping[str, BlockFunction] = MappingProxyType(
    {
        "role-table": blocks_roles.role_table,
        "role-duties": blocks_roles.role_duties,
        "level-table": blocks_roles.level_table,
        "succession-table": blocks_roles.succession_table,
        "dependency-table": blocks_roles.dependency_table,
        "graph": blocks_graph.graph,
        "contact-list": blocks_people.contact_list,
        "agency-table": blocks_people.agency_table,
        "building-table": blocks_people.building_table,
        "utilities-table": blocks_people.utilities_table,
        "language-table": blocks_people.language_table,
        "needs-table": blocks_people.needs_table,
        "training-table": blocks_people.training_table,
        "site-table": blocks_sites.site_table,
        "site-sheets": blocks_sites.site_sheets,
        "zone-catalogue": blocks_sites.zone_catalogue,
        "agreement-table": blocks_sites.agreement_table,
        "reunification-numbers": blocks_numbers.reunification_numbers,
        "staffing-ratios": blocks_numbers.staffing_ratios,
        "channel-table": blocks_channels.channel_table,
        "audience-matrix": blocks_channels.audience_matrix,
        "message-library": blocks_channels.message_library,
        "provider-table": blocks_providers.provider_table,
        "hotline-table": blocks_providers.hotline_table,
        "answers": blocks_matter.answers,
        "glossary-table": blocks_matter.glossary_table,
        "source-list": blocks_matter.source_list,
        "signature-lines": blocks_matter.signature_lines,
        "record-table": blocks_matter.record_table,
        "missing-list": blocks_matter.missing_list,
        "courses": blocks_annex.courses,
        "action-table": blocks_annex.action_table,
        "responsibility-matrix": blocks_annex.responsibility_matrix,
        "hazard-facts": blocks_hazards.hazard_facts,
        "hazard-summary": blocks_hazards.hazard_summary,
        "own-hazards": blocks_hazards.own_hazard_annexes,
        "scale-notes": blocks_hazards.scale_notes,
        "assessment-table": blocks_hazards.assessment_table,
        "team-table": blocks_team.team_table,
        "meeting-table": blocks_team.meeting_table,
        "improvement-table": blocks_team.improvement_table,
        "approval-table": blocks_team.approval_table,
        "change-table": blocks_team.change_table,
        "distribution-table": blocks_team.distribution_table,
        "delegation-table": blocks_team.delegation_table,
        "essential-functions": blocks_team.essential_functions,
        "drill-rules": blocks_drills.drill_rules,
        "drill-calendar": blocks_drills.drill_calendar,
        "drill-log": blocks_drills.drill_log,
        "partner-matrix": blocks_partners.partner_matrix,
        "information-table": blocks_partners.information_table,
        "kit-list": blocks_kit.kit_list,
        "pictures": blocks_pictures.pictures,
    }
)

_MADE_OF: Mapping[str, tuple[type[Record], str]] = MappingProxyType(
    {
        "succession-table": (Assignment, "person"),
        "graph": (Assignment, "person"),
        "contact-list": (Person, "family_name"),
        "site-table": (Site, "name"),
        "site-sheets": (Site, "name"),
        "agreement-table": (Agreement, "state"),
        "channel-table": (Channel, "name"),
        "audience-matrix": (Audience, "primary"),
        "message-library": (Message, "text"),
        "provider-table": (Provider, "name"),
        "hazard-facts": (Hazard, "name"),
        "hazard-summary": (Hazard, "priority"),
        "scale-notes": (Hazard, "scale"),
        "own-hazards": (Hazard, "name"),
        "assessment-table": (Assessment, "kind"),
        "team-table": (TeamMember, "name"),
        "meeting-table": (Meeting, "purpose"),
        "improvement-table": (Improvement, "issue"),
        "approval-table": (Approval, "name"),
        "change-table": (Change, "summary"),
        "distribution-table": (Copy, "recipient"),
        "delegation-table": (Delegation, "people"),
        "essential-functions": (EssentialFunction, "name"),
        "drill-calendar": (Drill, "planned_on"),
        "drill-log": (Drill, "held_on"),
        "pictures": (Picture, "image"),
    }
)
"""Blocks that are about one sort of record, and the fact without which they say nothing."""


def is_shown(context: Context, name: str, parameters: Mapping[str, object]) -> bool:
    """Whether the edition shows the block and what it is made of; one that mixes facts leaves out some itself."""
    level = parameters.get("disclosure")
    if isinstance(level, int) and context.plan.withholds(Disclosure(level)):
        return False
    made_of = _MADE_OF.get(name)
    return made_of is None or not context.plan.withholds(field_spec(*made_of).disclosure)
