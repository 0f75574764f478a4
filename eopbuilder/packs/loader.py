"""A folder in, a checked `Pack` out."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from types import MappingProxyType

from eopbuilder import assets, paths
from eopbuilder.domain.catalogue import Pack
from eopbuilder.packs.catalogues import read_catalogues, read_head, read_sources
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.prose_checks import check_sections
from eopbuilder.packs.references import check_links_to_sections, check_references
from eopbuilder.packs.sections import read_sections
from eopbuilder.packs.steps import check_steps, read_steps

_SHIPPED = "plan_templates"


def available() -> tuple[str, ...]:
    """Ids of the template packs there are, shipped or dropped in by a district, in alphabetical order."""
    return tuple(sorted(_folders()))


def _folders() -> dict[str, Path]:
    """Name of each pack's folder to the folder. A pack of the district never takes the place of a shipped one."""
    own = paths.packs_folder()
    places = (*(own.glob("*/pack.toml") if own.is_dir() else ()), *assets.path(_SHIPPED).glob("*/pack.toml"))
    return {found.parent.name: found.parent for found in places}


@cache
def load_pack(pack_id: str) -> Pack:
    """A pack by its id, which is the name of its folder. Loaded once. Raises `PackError` when there is none."""
    folder = _folders().get(pack_id)
    if folder is None:
        name = re.sub(r"\s+", " ", pack_id)[:60]
        raise PackError(
            f"Template pack “{name}”", None, "no pack of that name is installed", f"Use {' or '.join(available())}"
        )
    pack = load_pack_folder(folder)
    if pack.id != pack_id:
        why = f"the id is “{pack.id}” and the folder is called “{pack_id}”"
        raise PackError("pack.toml", None, why, "Make them the same")
    return pack


def load_pack_folder(folder: Path) -> Pack:
    """The pack in `folder`, with every reference checked.

    Nothing in a pack is ever run; sizes and nesting are bounded. Raises `PackError` naming file and line.
    """
    head = read_head(folder)
    sources = read_sources(folder).by_id
    catalogues = read_catalogues(folder, sources)
    check_references(catalogues)
    texts = read_sections(folder, sources)
    check_sections(texts, head, catalogues)
    check_links_to_sections(catalogues, {text.section.id for text in texts})
    steps = read_steps(folder, sources)
    place = {part: number for number, part in enumerate(head.parts.rows)}
    pack = Pack(
        id=head.id,
        title=head.title,
        edition=head.edition,
        language=head.language,
        parts=head.parts.values,
        sources=MappingProxyType(sources),
        levels=catalogues.levels.values,
        roles=MappingProxyType(catalogues.roles.by_id),
        nodes=MappingProxyType(catalogues.nodes.by_id),
        relations=catalogues.relations.values,
        tiers=MappingProxyType(catalogues.tiers.by_id),
        zones=MappingProxyType(catalogues.zones.by_id),
        channels=MappingProxyType(catalogues.channels.by_id),
        audiences=MappingProxyType(catalogues.audiences.by_id),
        messages=catalogues.messages.values,
        hotlines=catalogues.hotlines.values,
        glossary=catalogues.glossary.values,
        sections=tuple(sorted((text.section for text in texts), key=lambda section: place[section.part])),
        steps=steps.values if steps else (),
        hazards=MappingProxyType(catalogues.hazards.by_id),
        actions=MappingProxyType(catalogues.actions.by_id),
        drills=MappingProxyType(catalogues.drills.by_id),
        groups=MappingProxyType(catalogues.groups.by_id),
        partners=MappingProxyType(catalogues.partners.by_id),
        information=catalogues.information.values,
        missions=MappingProxyType(catalogues.missions.by_id),
        job_steps=catalogues.job_steps.values,
    )
    if steps:
        check_steps(steps, {section.id: section for section in pack.sections}, pack.questions)
    return pack
