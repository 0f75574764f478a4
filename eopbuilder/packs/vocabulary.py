"""The words of a pack whose meaning is in the program: a pack may use these and no others."""

from __future__ import annotations

from typing import get_args

from eopbuilder.domain.job_sheets import AppliesTo, StepTime
from eopbuilder.domain.records import (
    LISTS,
    Agency,
    Answer,
    Assignment,
    Copy,
    Course,
    Goal,
    Marker,
    Objective,
    PlanInfo,
    RoleSetting,
    School,
    SectionSetting,
    TeamMember,
    field_spec,
)

ROLE_GROUPS = ("command", "operations", "planning", "logistics", "finance", "reunification")
ROLE_RANKS = ("lvl-command", "lvl-cmdstaff", "lvl-section", "lvl-branch", "lvl-unit", "lvl-team")
DOUBLING = ("note", "warning", "error")
RELATION_TYPES = ("needs", "needs_approval", "informs", "hands_off_to", "mutually_exclusive")
"""What `relations.toml` may say. `reports_to` is said in `roles.toml`; `backs_up` follows from the alternates."""
PHASES = ("before", "during", "after", "any")
NODE_KINDS = ("partner", "function", "place", "procedure", "team", "system", "agreement", "annex")
SATISFIED_WHEN = (
    "agency-police-or-fire-with-contact",
    "annex-continuity",
    "annex-recovery",
    "btam-team-ready",
    "families-can-be-notified",
    "host-agreement-in-force",
    "languages-covered",
    "lockdown-release-written",
    "notification-room-ready",
    "policy-group-named",
    "reunification-site-ready",
    "tip-line-ready",
)
"""Tests by which the role graph decides whether something that is not a role is ready."""

MESSAGE_PHASES = ("before", "during", "after")
MESSAGE_CHANNELS = ("sms", "wea90", "wea360", "pa", "voice", "email")
EVERYONE = "all"
"""The audience of a message that goes to every audience."""

SECTION_PREDICATES = (
    "always",
    "has-channels",
    "has-languages",
    "has-off-site",
    "has-own-hazards",
    "has-providers",
    "has-sites",
    "hazard-included",
)
"""Tests by which a section can be left out of the printed plan."""

PLAN_TABLES = tuple(kind.TABLE for kind in LISTS if kind is not Answer)
PACK_CATALOGUES = (
    "pack.roles",
    "pack.positions",
    "pack.zones",
    "pack.channels",
    "pack.audiences",
    "pack.hazards",
    "pack.actions",
    "pack.drills",
    "pack.groups",
    "pack.partners",
    "pack.sections",
    "pack.systems",
)
HAZARD_TYPES = ("natural", "technological", "biological", "human")
DRILL_TYPES = ("seminar", "workshop", "tabletop", "game", "drill", "functional", "full-scale")
DRILL_PERIODS = ("month", "semester", "year", "two-years", "five-years")
GROUP_NEEDS = ("required", "optional")
EDITIONS = tuple(choice.id for choice in field_spec(Copy, "edition").choices)
STEP_TIMES: tuple[str, ...] = get_args(StepTime)
STEP_READERS: tuple[str, ...] = get_args(AppliesTo)
AGENCY_KINDS = tuple(choice.id for choice in field_spec(Agency, "kind").choices)
POINTS_OF_VIEW = tuple(choice.id for choice in field_spec(TeamMember, "speaks_for").choices)
_NO_EDITOR = {
    RoleSetting.TABLE,
    Assignment.TABLE,
    SectionSetting.TABLE,
    Goal.TABLE,
    Objective.TABLE,
    Course.TABLE,
    Marker.TABLE,
}
EDITORS = (
    PlanInfo.TABLE,
    School.TABLE,
    *(table for table in PLAN_TABLES if table not in _NO_EDITOR),
    "staff-import",
    "roles",
    "hazard-choice",
    "annexes",
    "section-texts",
    "requirements",
    "review",
    "export",
)
"""What a part of a wizard step can show besides questions."""
