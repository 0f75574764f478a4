"""Generated blocks by the name a section's text calls them. Each turns the plan's facts into content."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from eopbuilder.document import (
    blocks_channels,
    blocks_graph,
    blocks_matter,
    blocks_numbers,
    blocks_people,
    blocks_providers,
    blocks_roles,
    blocks_sites,
)
from eopbuilder.document.context import BlockFunction

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
    }
)
