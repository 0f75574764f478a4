"""The generated blocks a section may call for, and the parameters each one takes.

The document room builds them from the plan's facts; here is only what a pack may write.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

BLOCKS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "role-table": frozenset({"level"}),
        "role-duties": frozenset({"group"}),
        "level-table": frozenset(),
        "succession-table": frozenset({"roles"}),
        "graph": frozenset({"level"}),
        "dependency-table": frozenset(),
        "contact-list": frozenset(),
        "agency-table": frozenset(),
        "building-table": frozenset(),
        "utilities-table": frozenset(),
        "language-table": frozenset(),
        "needs-table": frozenset(),
        "site-table": frozenset(),
        "site-sheets": frozenset(),
        "zone-catalogue": frozenset(),
        "agreement-table": frozenset({"kinds"}),
        "reunification-numbers": frozenset(),
        "channel-table": frozenset(),
        "audience-matrix": frozenset(),
        "message-library": frozenset({"language", "channels"}),
        "provider-table": frozenset(),
        "hotline-table": frozenset(),
        "staffing-ratios": frozenset(),
        "training-table": frozenset(),
        "answers": frozenset({"questions", "caption"}),
        "glossary-table": frozenset(),
        "source-list": frozenset(),
        "signature-lines": frozenset({"names", "roles"}),
        "record-table": frozenset({"columns", "rows", "caption"}),
        "missing-list": frozenset(),
        "courses": frozenset(),
        "hazard-facts": frozenset(),
        "hazard-summary": frozenset(),
        "own-hazards": frozenset(),
        "scale-notes": frozenset(),
        "assessment-table": frozenset(),
        "team-table": frozenset(),
        "meeting-table": frozenset(),
        "improvement-table": frozenset(),
        "approval-table": frozenset(),
        "change-table": frozenset(),
        "distribution-table": frozenset(),
        "delegation-table": frozenset(),
        "action-table": frozenset(),
        "essential-functions": frozenset(),
        "drill-rules": frozenset(),
        "drill-calendar": frozenset(),
        "drill-log": frozenset(),
        "partner-matrix": frozenset(),
        "information-table": frozenset(),
        "kit-list": frozenset(),
        "responsibility-matrix": frozenset(),
        "pictures": frozenset({"pictures", "title", "wanted"}),
    }
)
"""Name of each block to the parameters it takes, besides those every block takes."""

EVERY_BLOCK = frozenset({"disclosure"})
"""Parameters of every block: the level from which an edition shows it, where that is above its section's."""

REQUIRED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "succession-table": frozenset({"roles"}),
        "answers": frozenset({"questions"}),
        "record-table": frozenset({"columns", "rows"}),
        "pictures": frozenset({"pictures", "title"}),
    }
)
"""Parameters a block cannot do without."""
