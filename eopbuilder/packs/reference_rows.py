"""The rows of the lists a pack offers: hazards, actions, drills, groups, partners, information, job sheets."""

from __future__ import annotations

from collections.abc import Collection
from typing import cast

from eopbuilder.domain.job_sheets import AppliesTo, JobStep, Mission, StepTime
from eopbuilder.domain.reference_lists import (
    ActionKind,
    DrillKind,
    HazardKind,
    InformationKind,
    Partner,
    StakeholderGroup,
)
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.vocabulary import (
    AGENCY_KINDS,
    DRILL_PERIODS,
    DRILL_TYPES,
    EDITIONS,
    GROUP_NEEDS,
    HAZARD_TYPES,
    MESSAGE_PHASES,
    POINTS_OF_VIEW,
    STEP_READERS,
    STEP_TIMES,
)

_MOST_TIMES = 100


class ReferenceRows:
    """Turns entries into domain types. References between entries are not checked yet."""

    def __init__(self, sources: Collection[str]) -> None:
        self.sources = sources

    def hazard(self, entry: Entry) -> HazardKind:
        return HazardKind(
            id=entry.identifier(),
            title=entry.text("title"),
            type=entry.choice("type", HAZARD_TYPES),
            covered_by=entry.texts("covered_by"),
            note=entry.text("note", ""),
            citations=entry.citations(self.sources),
        )

    def action(self, entry: Entry) -> ActionKind:
        return ActionKind(
            id=entry.identifier(),
            title=entry.text("title"),
            announcement=entry.text("announcement"),
            means=entry.text("means"),
            used_for=entry.text("used_for"),
            annex=entry.identifier("annex"),
            ended_by=entry.text("ended_by"),
            citations=entry.citations(self.sources),
        )

    def drill(self, entry: Entry) -> DrillKind:
        return DrillKind(
            id=entry.identifier(),
            title=entry.text("title"),
            type=entry.choice("class", DRILL_TYPES),
            text=entry.text("text"),
            players=entry.text("players"),
            practices=entry.texts("practices", ()),
            count=entry.number("count", highest=_MOST_TIMES),
            period=entry.choice("period", DRILL_PERIODS),
            often=entry.text("often", ""),
            citations=entry.citations(self.sources),
        )

    def group(self, entry: Entry) -> StakeholderGroup:
        return StakeholderGroup(
            id=entry.identifier(),
            title=entry.text("title"),
            text=entry.text("text"),
            required=entry.choice("need", GROUP_NEEDS) == "required",
            citations=entry.citations(self.sources),
        )

    def partner(self, entry: Entry) -> Partner:
        kinds = entry.texts("agency_kinds", ())
        for kind in kinds:
            entry.require(kind in AGENCY_KINDS, kind, "is no kind of agency", AGENCY_KINDS, "agency_kinds")
        speaks_for = entry.texts("speaks_for", ())
        for view in speaks_for:
            entry.require(view in POINTS_OF_VIEW, view, "is nobody a member speaks for", POINTS_OF_VIEW, "speaks_for")
        return Partner(
            id=entry.identifier(),
            title=entry.text("title"),
            before=entry.text("before"),
            during=entry.text("during"),
            after=entry.text("after"),
            receives=entry.choice("receives", EDITIONS),
            receives_note=entry.text("receives_note", ""),
            group=entry.identifier("group"),
            agency_kinds=kinds,
            speaks_for=speaks_for,
            citations=entry.citations(self.sources),
        )

    def information(self, entry: Entry) -> InformationKind:
        return InformationKind(
            id=entry.identifier(),
            title=entry.text("title"),
            source_of=entry.text("source_of"),
            analyzed_by=entry.identifier("analyzed_by"),
            collected=entry.text("collected"),
            shared=entry.text("shared"),
            format=entry.text("format"),
            when=entry.text("when"),
            phase=entry.choice("phase", MESSAGE_PHASES),
            citations=entry.citations(self.sources),
        )

    def mission(self, entry: Entry) -> Mission:
        return Mission(entry.identifier(), entry.text("text"), entry.citations(self.sources))

    def job_step(self, entry: Entry) -> JobStep:
        return JobStep(
            id=entry.identifier(),
            when=cast("StepTime", entry.choice("when", STEP_TIMES)),
            text=entry.text("text"),
            applies_to=cast("AppliesTo", entry.choice("applies_to", STEP_READERS, "everyone")),
            roles=entry.texts("roles", ()),
            left_out=entry.texts("left_out", ()),
            citations=entry.citations(self.sources),
        )
