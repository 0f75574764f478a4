"""Lists a template pack offers for a team to choose from: hazards, protective actions, drills, groups, partners."""

from __future__ import annotations

from dataclasses import dataclass

from eopbuilder.domain.citation import Citations


@dataclass(frozen=True)
class HazardKind:
    """A threat or hazard. `covered_by` are the functional annexes it usually sets in motion."""

    id: str
    title: str
    type: str
    """natural, technological, biological or human."""
    covered_by: tuple[str, ...]
    note: str = ""
    citations: Citations = ()


@dataclass(frozen=True)
class ActionKind:
    """A protective action in plain words. `annex` is the section that sets it out."""

    id: str
    title: str
    announcement: str
    means: str
    used_for: str
    annex: str
    ended_by: str
    citations: Citations = ()


@dataclass(frozen=True)
class DrillKind:
    """A kind of drill or exercise. `practices` are the sections it tries out."""

    id: str
    title: str
    type: str
    """seminar, workshop, tabletop, game, drill, functional or full-scale."""
    text: str
    players: str
    practices: tuple[str, ...]
    count: int
    """How often in each period we suggest it; 0 when nothing is suggested."""
    period: str
    often: str = ""
    """What is printed in place of a suggestion, for a drill whose number others set."""
    citations: Citations = ()


@dataclass(frozen=True)
class StakeholderGroup:
    """A group of people a planning team draws its members from."""

    id: str
    title: str
    text: str
    required: bool
    citations: Citations = ()


@dataclass(frozen=True)
class Partner:
    """A partner of the school: what it is asked to do, and which edition of the plan it receives."""

    id: str
    title: str
    before: str
    during: str
    after: str
    receives: str
    """full, responder, staff or public."""
    receives_note: str
    group: str
    agency_kinds: tuple[str, ...]
    speaks_for: tuple[str, ...] = ()
    """Whom a team member must speak for to stand for the partner; anyone of the group when empty."""
    citations: Citations = ()


@dataclass(frozen=True)
class InformationKind:
    """A kind of information needed in an emergency: where it comes from, who works with it, how it is shared."""

    id: str
    title: str
    source_of: str
    analyzed_by: str
    """Id of the role that works with it."""
    collected: str
    shared: str
    format: str
    when: str
    phase: str
    citations: Citations = ()
