"""What a template pack offers: roles and their relations, zones, channels, audiences, sections, questions, steps.

Packs are data a district can copy and edit; `packs` loads them into these types. Every entry says where it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal

from eopbuilder.domain.citation import Citation, Citations, Confidence, check_locally
from eopbuilder.domain.courses import AnnexGoal, CourseOfAction
from eopbuilder.domain.facts import FieldSpec
from eopbuilder.domain.job_sheets import JobStep, Mission
from eopbuilder.domain.prose import Block
from eopbuilder.domain.reference_lists import (
    ActionKind,
    DrillKind,
    HazardKind,
    InformationKind,
    Partner,
    StakeholderGroup,
)

__all__ = [
    "ActivationLevel", "AudienceKind", "ChannelKind", "Citation", "Citations", "Confidence", "EdgeType", "GraphNode",
    "Hotline", "MessageTemplate", "Pack", "Part", "Question", "Relation", "Role", "Section", "Source", "Step",
    "StepPart", "Term", "Tier", "ZoneKind", "check_locally",
]  # fmt: skip


@dataclass(frozen=True)
class Source:
    """A document the pack cites. `consulted_on` is an ISO date."""

    id: str
    title: str
    address: str
    consulted_on: str = ""


@dataclass(frozen=True)
class ActivationLevel:
    """How much of the command structure is open. `doubling` says how one person in two roles is judged."""

    id: str
    title: str
    rank: int
    text: str
    doubling: Literal["error", "warning", "note"]
    citations: Citations = ()


@dataclass(frozen=True)
class Role:
    """A position of the command structure. `held_by` lists typical job titles, primary first, then alternates."""

    id: str
    title: str
    group: str
    """command, operations, planning, logistics, finance or reunification."""
    rank: str
    """lvl-command, lvl-cmdstaff, lvl-section, lvl-branch, lvl-unit or lvl-team."""
    reports_to: str | None
    duties: tuple[str, ...]
    held_by: tuple[str, ...]
    min_alternates: int
    tier: str
    opens_at: int
    """Lowest activation level (1 to 3) at which the role is normally opened; 0 when a team must switch it on."""
    needs_primary: bool = True
    """False for roles filled from whoever is there (every teacher, assigned on the day)."""
    counts_in_span: bool = True
    """False for a deputy or recorder, who are not direct reports for the span of control."""
    note: str = ""
    citations: Citations = ()
    own: bool = False
    """Whether the team added it; see `own_roles`."""


@dataclass(frozen=True)
class GraphNode:
    """Something roles depend on that is not a role. `satisfied_when` names a predicate of the role graph."""

    id: str
    title: str
    kind: str
    """partner, function, place, procedure, team, system, agreement or annex."""
    satisfied_when: str
    text: str
    citations: Citations = ()


EdgeType = Literal["reports_to", "needs", "needs_approval", "informs", "hands_off_to", "backs_up", "mutually_exclusive"]


@dataclass(frozen=True)
class Relation:
    """A dependency between two nodes: from the one that needs, asks or hands over, to the other."""

    id: str
    type: EdgeType
    source: str
    target: str
    text: str
    phase: str
    citations: Citations = ()
    own: bool = False
    """Whether the team added it; see `own_roles`."""


@dataclass(frozen=True)
class Tier:
    """The training expected of a group of roles."""

    id: str
    title: str
    required: tuple[str, ...]
    """Courses. `A or B` in one entry is met by either."""
    recommended: tuple[str, ...]
    citations: Citations = ()
    roles: tuple[str, ...] = ()
    """The roles a special tier is for, on top of each role's own tier; empty for a tier that roles name themselves."""


@dataclass(frozen=True)
class ZoneKind:
    """A zone of a reunification site."""

    id: str
    title: str
    purpose: str
    rule: str
    run_by: str
    """The role that usually runs it."""
    must_be_hidden_from: tuple[str, ...] = ()
    own_exit_from: tuple[str, ...] = ()
    essential: bool = False
    citations: Citations = ()


@dataclass(frozen=True)
class ChannelKind:
    """A kind of channel. Channels of one failure group are lost together."""

    id: str
    title: str
    reach: str
    limits: str
    max_length: str
    failure_groups: tuple[str, ...]
    citations: Citations = ()
    test_days: int = 0
    """How many days a test holds in our calendar of tests; 0 for none."""


@dataclass(frozen=True)
class AudienceKind:
    """A group of people who must be told."""

    id: str
    title: str
    notes: str
    expected: bool = True
    """Whether a plan is expected to say how this audience is reached."""
    citations: Citations = ()


@dataclass(frozen=True)
class MessageTemplate:
    """A message written beforehand; braces mark what is filled in on the day."""

    id: str
    title: str
    phase: str
    audience: str
    channel: str
    language: str
    text: str
    citations: Citations = ()
    life_safety: bool = False
    """Whether it warns of a danger, and so must say who speaks, what, where, what to do and when."""


@dataclass(frozen=True)
class Hotline:
    """A help line to print."""

    id: str
    title: str
    detail: str
    verified_on: str
    citations: Citations = ()


@dataclass(frozen=True)
class Term:
    """A glossary entry."""

    id: str
    term: str
    meaning: str
    citations: Citations = ()


@dataclass(frozen=True)
class Question:
    """One thing a section asks. The answer drives form, check and document."""

    spec: FieldSpec
    section: str
    unanswered: str
    """What the document says while nobody has answered, after the words “Not yet decided: ”."""
    why: str
    citations: Citations = ()

    @property
    def id(self) -> str:
        return self.spec.name


@dataclass(frozen=True)
class Section:
    """A part of the printed plan with its questions and text."""

    id: str
    title: str
    part: str
    number: str
    disclosure: int
    """0 public, 1 staff, 2 responders, 3 full, 4 never exported: see `Disclosure`."""
    owner: str
    """The role responsible, or empty."""
    when: str
    """A named predicate that decides whether the section is printed; empty means always."""
    questions: tuple[Question, ...]
    body: tuple[Block, ...]
    path: str
    citations: Citations = ()
    goals: tuple[AnnexGoal, ...] = ()
    """Before, during and after; empty for a section that is no annex."""


@dataclass(frozen=True)
class StepPart:
    """One part of a wizard page: an editor of records, or questions of a section under a heading."""

    title: str
    help: str
    editor: str = ""
    """`school`, `plan`, a table name, or one of the special editors `staff-import`, `roles`, `review`, `export`."""
    questions: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """In a fast lane: questions and fields, such as `school.name`, that other pages ask too."""


@dataclass(frozen=True)
class Step:
    """A page of the wizard."""

    id: str
    title: str
    icon: str
    why: str
    """Why this is asked, in a sentence or two a principal understands."""
    sections: tuple[str, ...]
    """Sections of the document that show what this page asks."""
    parts: tuple[StepPart, ...]
    citations: Citations = ()

    @property
    def is_fast_lane(self) -> bool:
        """Whether the page is a short way through what other pages ask in full."""
        return any(part.asks for part in self.parts)


@dataclass(frozen=True)
class Part:
    """A part of the printed plan, such as the basic plan or the functional annexes."""

    id: str
    title: str


@dataclass(frozen=True)
class Pack:
    """A whole template pack."""

    id: str
    title: str
    edition: str
    language: str
    parts: tuple[Part, ...]
    sources: Mapping[str, Source]
    levels: tuple[ActivationLevel, ...]
    roles: Mapping[str, Role]
    nodes: Mapping[str, GraphNode]
    relations: tuple[Relation, ...]
    tiers: Mapping[str, Tier]
    zones: Mapping[str, ZoneKind]
    channels: Mapping[str, ChannelKind]
    audiences: Mapping[str, AudienceKind]
    messages: tuple[MessageTemplate, ...]
    hotlines: tuple[Hotline, ...]
    glossary: tuple[Term, ...]
    sections: tuple[Section, ...]
    steps: tuple[Step, ...]
    hazards: Mapping[str, HazardKind] = field(default_factory=dict)
    actions: Mapping[str, ActionKind] = field(default_factory=dict)
    drills: Mapping[str, DrillKind] = field(default_factory=dict)
    groups: Mapping[str, StakeholderGroup] = field(default_factory=dict)
    partners: Mapping[str, Partner] = field(default_factory=dict)
    information: tuple[InformationKind, ...] = ()
    missions: Mapping[str, Mission] = field(default_factory=dict)
    """Role to what it is there for."""
    job_steps: tuple[JobStep, ...] = ()
    """Steps that many job action sheets share."""

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """Every question by id."""
        return {question.id: question for section in self.sections for question in section.questions}

    def section(self, section_id: str) -> Section:
        """The section with this id; KeyError when the pack has none."""
        return self._sections[section_id]

    def step(self, step_id: str) -> Step:
        """The step with this id; KeyError when the pack has none."""
        return {step.id: step for step in self.steps}[step_id]

    @cached_property
    def _sections(self) -> Mapping[str, Section]:
        return {section.id: section for section in self.sections}

    @cached_property
    def step_of_question(self) -> Mapping[str, str]:
        """Question id to the id of the step that asks it."""
        return {question: step.id for step in self.steps for part in step.parts for question in part.questions}

    @cached_property
    def step_of_editor(self) -> Mapping[str, str]:
        """Editor name (a table, `school`, `roles` …) to the id of the first step that shows it in full."""
        found: dict[str, str] = {}
        for step in self.steps:
            for part in step.parts:
                if part.editor and not step.is_fast_lane:
                    found.setdefault(part.editor, step.id)
        return found

    @cached_property
    def courses(self) -> Mapping[str, CourseOfAction]:
        """Every course of action of the pack's annexes by id."""
        return {course.id: course for section in self.sections for goal in section.goals for course in goal.courses}

    @cached_property
    def _titles(self) -> Mapping[str, Mapping[str, str]]:
        lists: Mapping[str, Mapping[str, Any]] = {
            "pack.roles": self.roles,
            "pack.positions": {**self.roles, **self.nodes},
            "pack.zones": self.zones,
            "pack.channels": self.channels,
            "pack.audiences": self.audiences,
            "pack.hazards": self.hazards,
            "pack.actions": self.actions,
            "pack.drills": self.drills,
            "pack.groups": self.groups,
            "pack.partners": self.partners,
            "pack.sections": self._sections,
        }
        titles = {name: {key: entry.title for key, entry in entries.items()} for name, entries in lists.items()}
        titles["pack.courses"] = {key: course.action for key, course in self.courses.items()}
        systems = {group for channel in self.channels.values() for group in channel.failure_groups}
        titles["pack.systems"] = {group: group.capitalize() for group in sorted(systems)}
        return titles

    def catalogue(self, name: str) -> Mapping[str, str]:
        """Id to title of a catalogue named in a reference field, such as `pack.roles`."""
        return self._titles[name]
