"""The TOML files of a pack that hold catalogues: roles, relations, zones, channels, messages and the rest."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

from eopbuilder.domain.catalogue import (
    ActivationLevel,
    AudienceKind,
    ChannelKind,
    EdgeType,
    GraphNode,
    Hotline,
    MessageTemplate,
    Part,
    Relation,
    Role,
    Source,
    Term,
    Tier,
    ZoneKind,
)
from eopbuilder.domain.job_sheets import JobStep, Mission
from eopbuilder.domain.reference_lists import (
    ActionKind,
    DrillKind,
    HazardKind,
    InformationKind,
    Partner,
    StakeholderGroup,
)
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.reference_rows import ReferenceRows
from eopbuilder.packs.tables import Table, TomlFile
from eopbuilder.packs.vocabulary import (
    DOUBLING,
    MESSAGE_CHANNELS,
    MESSAGE_PHASES,
    NODE_KINDS,
    PHASES,
    RELATION_TYPES,
    ROLE_GROUPS,
    ROLE_RANKS,
    SATISFIED_WHEN,
)

_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][A-Za-z]{1,3})?")
_MOST_LEVELS = 9
_MOST_DAYS = 3_660


@dataclass(frozen=True)
class PackHead:
    """What `pack.toml` says."""

    id: str
    title: str
    edition: str
    language: str
    parts: Table[Part]


@dataclass(frozen=True)
class Catalogues:
    """Every catalogue of a pack. Each entry has the right shape; references between entries are not checked yet."""

    levels: Table[ActivationLevel]
    roles: Table[Role]
    nodes: Table[GraphNode]
    relations: Table[Relation]
    tiers: Table[Tier]
    zones: Table[ZoneKind]
    channels: Table[ChannelKind]
    audiences: Table[AudienceKind]
    messages: Table[MessageTemplate]
    hotlines: Table[Hotline]
    glossary: Table[Term]
    hazards: Table[HazardKind]
    actions: Table[ActionKind]
    drills: Table[DrillKind]
    groups: Table[StakeholderGroup]
    partners: Table[Partner]
    information: Table[InformationKind]
    missions: Table[Mission]
    job_steps: Table[JobStep]


def read_head(folder: Path) -> PackHead:
    """Reads `pack.toml`."""
    file = TomlFile(folder, "pack.toml", "part", keys=("id", "title", "edition", "language"))
    return PackHead(
        id=file.whole.identifier(),
        title=file.whole.text("title"),
        edition=file.whole.text("edition"),
        language=_language(file.whole),
        parts=file.table("part", lambda part: Part(part.identifier(), part.text("title"))),
    )


def read_sources(folder: Path) -> Table[Source]:
    """Reads `sources.toml`."""

    def source(entry: Entry) -> Source:
        return Source(entry.identifier(), entry.text("title"), entry.text("address"), entry.day("consulted"))

    return TomlFile(folder, "sources.toml", "source").table("source", source)


def read_catalogues(folder: Path, sources: Collection[str]) -> Catalogues:
    """Reads every catalogue file. `levels.toml` and `roles.toml` must be there; the others may be left out."""
    relations = TomlFile(folder, "relations.toml", "node", "relation", optional=True)
    channels = TomlFile(folder, "channels.toml", "channel", "audience", optional=True)
    sheets = TomlFile(folder, "job_sheets.toml", "mission", "job_step", optional=True)
    reader = _Rows(sources)
    lists = ReferenceRows(sources)
    return Catalogues(
        levels=TomlFile(folder, "levels.toml", "level").table("level", reader.level),
        roles=TomlFile(folder, "roles.toml", "role").table("role", reader.role),
        nodes=relations.table("node", reader.node),
        relations=relations.table("relation", reader.relation),
        tiers=TomlFile(folder, "training.toml", "tier", optional=True).table("tier", reader.tier),
        zones=TomlFile(folder, "zones.toml", "zone", optional=True).table("zone", reader.zone),
        channels=channels.table("channel", reader.channel),
        audiences=channels.table("audience", reader.audience),
        messages=TomlFile(folder, "messages.toml", "message", optional=True).table("message", reader.message),
        hotlines=TomlFile(folder, "hotlines.toml", "hotline", optional=True).table("hotline", reader.hotline),
        glossary=TomlFile(folder, "glossary.toml", "term", optional=True).table("term", reader.term),
        hazards=TomlFile(folder, "hazards.toml", "hazard", optional=True).table("hazard", lists.hazard),
        actions=TomlFile(folder, "actions.toml", "action", optional=True).table("action", lists.action),
        drills=TomlFile(folder, "drills.toml", "drill", optional=True).table("drill", lists.drill),
        groups=TomlFile(folder, "groups.toml", "group", optional=True).table("group", lists.group),
        partners=TomlFile(folder, "partners.toml", "partner", optional=True).table("partner", lists.partner),
        information=TomlFile(folder, "information.toml", "information", optional=True).table(
            "information", lists.information
        ),
        missions=sheets.table("mission", lists.mission),
        job_steps=sheets.table("job_step", lists.job_step),
    )


class _Rows:
    """Turns entries into domain types."""

    def __init__(self, sources: Collection[str]) -> None:
        self.sources = sources

    def level(self, entry: Entry) -> ActivationLevel:
        return ActivationLevel(
            id=entry.identifier(),
            title=entry.text("title"),
            rank=entry.number("rank", lowest=1, highest=_MOST_LEVELS),
            text=entry.text("text"),
            doubling=cast("Literal['error', 'warning', 'note']", entry.choice("doubling", DOUBLING)),
            citations=entry.citations(self.sources),
        )

    def role(self, entry: Entry) -> Role:
        return Role(
            id=entry.identifier(),
            title=entry.text("title"),
            group=entry.choice("group", ROLE_GROUPS),
            rank=entry.choice("rank", ROLE_RANKS),
            reports_to=entry.identifier("reports_to", "") or None,
            duties=entry.texts("duties"),
            held_by=entry.texts("held_by"),
            min_alternates=entry.number("min_alternates", highest=9),
            tier=entry.identifier("tier"),
            opens_at=entry.number("opens_at", highest=_MOST_LEVELS),
            needs_primary=entry.yes_no("needs_primary", True),
            counts_in_span=entry.yes_no("counts_in_span", True),
            note=entry.text("note", ""),
            citations=entry.citations(self.sources),
        )

    def node(self, entry: Entry) -> GraphNode:
        return GraphNode(
            id=entry.identifier(),
            title=entry.text("title"),
            kind=entry.choice("kind", NODE_KINDS),
            satisfied_when=entry.choice("satisfied_when", SATISFIED_WHEN),
            text=entry.text("text"),
            citations=entry.citations(self.sources),
        )

    def relation(self, entry: Entry) -> Relation:
        phase = entry.text("phase")
        for one in phase.split("/"):
            entry.require(one in PHASES, one, "is not a phase", PHASES, "phase")
        return Relation(
            id=entry.identifier(),
            type=cast("EdgeType", entry.choice("type", RELATION_TYPES)),
            source=entry.identifier("from"),
            target=entry.identifier("to"),
            text=entry.text("text"),
            phase=phase,
            citations=entry.citations(self.sources),
        )

    def tier(self, entry: Entry) -> Tier:
        return Tier(
            id=entry.identifier(),
            title=entry.text("title"),
            required=entry.texts("required"),
            recommended=entry.texts("recommended"),
            citations=entry.citations(self.sources),
            roles=entry.texts("roles", ()),
        )

    def zone(self, entry: Entry) -> ZoneKind:
        return ZoneKind(
            id=entry.identifier(),
            title=entry.text("title"),
            purpose=entry.text("purpose"),
            rule=entry.text("rule", ""),
            run_by=entry.identifier("run_by"),
            must_be_hidden_from=entry.texts("must_be_hidden_from", ()),
            own_exit_from=entry.texts("own_exit_from", ()),
            essential=entry.yes_no("essential", False),
            citations=entry.citations(self.sources),
        )

    def channel(self, entry: Entry) -> ChannelKind:
        return ChannelKind(
            id=entry.identifier(),
            title=entry.text("title"),
            reach=entry.text("reach"),
            limits=entry.text("limits", ""),
            max_length=entry.text("max_length", ""),
            failure_groups=entry.texts("failure_groups"),
            citations=entry.citations(self.sources),
            test_days=entry.number("test_days", 0, highest=_MOST_DAYS),
        )

    def audience(self, entry: Entry) -> AudienceKind:
        return AudienceKind(
            id=entry.identifier(),
            title=entry.text("title"),
            notes=entry.text("notes", ""),
            expected=entry.yes_no("expected", True),
            citations=entry.citations(self.sources),
        )

    def message(self, entry: Entry) -> MessageTemplate:
        return MessageTemplate(
            id=entry.identifier(),
            title=entry.text("title"),
            phase=entry.choice("phase", MESSAGE_PHASES),
            audience=entry.identifier("audience"),
            channel=entry.choice("channel", MESSAGE_CHANNELS),
            language=_language(entry),
            text=entry.text("text"),
            citations=entry.citations(self.sources),
            life_safety=entry.yes_no("life_safety", False),
        )

    def hotline(self, entry: Entry) -> Hotline:
        return Hotline(
            id=entry.identifier(),
            title=entry.text("title"),
            detail=entry.text("detail"),
            verified_on=entry.day("verified_on"),
            citations=entry.citations(self.sources),
        )

    def term(self, entry: Entry) -> Term:
        return Term(
            id=entry.identifier(),
            term=entry.text("term"),
            meaning=entry.text("meaning"),
            citations=entry.citations(self.sources),
        )


def _language(entry: Entry) -> str:
    code = entry.text("language")
    if not _LANGUAGE.fullmatch(code):
        raise entry.fault(f"“{code}” is not a language code", "Use a code like en or es", "language")
    return code
