"""A plan and its pack become one document: cover, parts, sections; numbers, anchors and references final."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

from eopbuilder import working
from eopbuilder.document.citations import cited
from eopbuilder.document.context import (
    CHECK_LOCALLY,
    SECTION_LEVEL,
    Context,
    Landscape,
    MissingList,
    Node,
    TermList,
)
from eopbuilder.document.edition_words import copy_line, footer, marking, name_in_title, notice
from eopbuilder.document.facts_text import date_text, one_line
from eopbuilder.document.glossary import glossary
from eopbuilder.document.nodes import (
    Block,
    Callout,
    Cover,
    Document,
    Heading,
    Inlines,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    Run,
    Signatures,
    plain_text,
)
from eopbuilder.document.numbering import number_parts, slug
from eopbuilder.document.own_text import own_blocks
from eopbuilder.document.printed import printed_sections
from eopbuilder.document.prose_walk import section_nodes
from eopbuilder.document.undecided import undecided_list
from eopbuilder.document.without_withheld import without_withheld
from eopbuilder.domain import catalogue, prose
from eopbuilder.domain.annexes import lead_of
from eopbuilder.domain.catalogue import Citation, Pack, Section, check_locally
from eopbuilder.domain.copies import copy_numbered
from eopbuilder.domain.disclosure import Edition
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.plan import Plan

_LANGUAGE_TAGS = {"en": "en-US", "es": "es-US"}
DOCUMENT_KIND = "School emergency operations plan"


def build_document(
    plan: Plan,
    pack: Pack,
    as_of: date,
    created: datetime,
    *,
    copy: str = "",
    bound: tuple[Part, ...] = (),
    progress: Callable[[float], None] = working.untold,
) -> Document:
    """A plan as it stands on `as_of`, in the edition it is filtered for (see `domain.editions`), else the full one.

    `created` goes into the file's properties, `copy` is the number of the copy, printed with its recipient. `bound` are
    finished pages that end the plan (see `kit.binding`). `progress` hears the share that is built, 0 to 1, and may
    raise to stop.
    """
    steps = working.Steps(progress)
    edition = plan.edition or Edition.FULL
    sections = printed_sections(plan, pack)
    printed = {one.id for one in sections}
    built = [
        _build_section(Context(plan, pack, as_of, section, working=steps.tick), printed)
        for section in steps.over(sections, 0.0, 0.8)
    ]
    listed = [
        _Built(one.section, one.heading, _with_lists(one, built, pack)) for one in steps.over(tuple(built), 0.8, 1.0)
    ]
    laid_out = tuple(part for pack_part in pack.parts for part in _lay_out(pack_part, listed))
    parts = number_parts(_with_notice(laid_out, edition))
    title = _text(plan.info.title) or DOCUMENT_KIND
    school = _text(plan.school.name)
    year = _text(plan.info.school_year)
    of_school = f"{title}: {school}" if school and school not in title else title
    which = name_in_title(edition)
    return Document(
        title=f"{of_school} ({which})" if which else of_school,
        language=_LANGUAGE_TAGS.get(pack.language, pack.language),
        author=school or "School safety team",
        subject=f"{DOCUMENT_KIND}{f', school year {year}' if year else ''}{f', {which}' if which else ''}",
        created=created.isoformat(),
        header=" · ".join(filter(None, (school, title if title != school else "", year))),
        footer=footer(edition, _text(plan.info.revision)),
        cover=_cover(plan, as_of, edition, copy),
        parts=(*parts, *bound),
        keywords=("emergency operations plan", "incident command system", "school safety"),
    )


def _text(value: str | None) -> str:
    return one_line(clean_text(value or ""))


def _with_notice(parts: tuple[Part, ...], edition: Edition) -> tuple[Part, ...]:
    """The parts with a word on what a lower edition leaves out, below the first heading."""
    told = notice(edition)
    if told is None or not parts:
        return parts
    heading, *blocks = parts[0].blocks
    return (replace(parts[0], blocks=(heading, told, *blocks)), *parts[1:])


_SETTLED = {"approved", "superseded"}
"""States of a plan that is no draft any more."""


def _cover(plan: Plan, as_of: date, edition: Edition, copy: str) -> Cover:
    """Cover lines name only what is known; what is missing is listed in the plan itself."""
    school = plan.school
    state = " ".join(filter(None, (_text(school.state), _text(school.postal_code))))
    lines = (
        _text(school.district),
        _text(school.address),
        ", ".join(filter(None, (_text(school.city), state))),
        f"School year {_text(plan.info.school_year)}" if plan.info.school_year else "",
        f"Revision {_text(plan.info.revision)}" if plan.info.revision else "",
        f"{'Printed' if plan.info.status in _SETTLED else 'Draft printed'} on {date_text(as_of)}",
        edition.label,
        copy_line(edition, copy, _recipient(plan, copy)),
    )
    return Cover(
        _text(plan.info.title) or DOCUMENT_KIND,
        _text(school.name) or "School name not yet decided",
        tuple(filter(None, lines)),
        marking(edition),
        plan.images.get(school.logo or "", b""),
        f"{_text(school.name) or 'School'} logo",
    )


def _recipient(plan: Plan, copy: str) -> str:
    """Whose copy of this edition it is, where the edition shows the record of distribution."""
    found = copy_numbered(plan, copy)
    return _text(found.recipient) if found and found.record.edition == (plan.edition or Edition.FULL) else ""


@dataclass(frozen=True)
class _Built:
    section: Section
    heading: Heading
    nodes: tuple[Node, ...]


def _build_section(context: Context, printed: set[str]) -> _Built:
    section = context.section
    setting = context.plan.section_setting(section.id)
    if setting and setting.own_text:
        section = replace(section, body=own_blocks(context.pack, section, setting.own_text))
        context = replace(context, section=section)
    content = without_withheld(section_nodes(context, printed))
    nodes = (*_opening(context), *content, *_closing(context))
    return _Built(section, Heading(SECTION_LEVEL, section.title, section.id, section.number), nodes)


def _opening(context: Context) -> Iterator[Node]:
    """A warning where the section rests on sources nobody could read again."""
    if check_locally(context.section.citations):
        yield Callout("Check locally", (Run(_RECALLED),), "warning")


_RECALLED = (
    "This section rests on common practice that could not be checked against its source. Confirm it with your district"
    " and partners before you adopt it."
)


def _closing(context: Context) -> Iterator[Node]:
    """A small note: who keeps the section up to date, and where its rules come from."""
    owner = _owner(context)
    told = (*((Run(owner),) if owner else ()), *_sources(context, after=owner))
    if told:
        yield Paragraph(told, "source")


def _owner(context: Context) -> str:
    role = context.pack.roles.get(lead_of(context.plan, context.section))
    if not role:
        return ""
    holder = context.plan.primary(role.id)
    named = f" ({_text(holder.label)})" if holder and not holder.has_left(context.as_of) else ""
    return f"Kept up to date by: {role.title}{named}."


def _sources(context: Context, *, after: str) -> Inlines:
    """Ids of what the section cites, a note to the words `after` which it comes; the list of sources has their titles.

    Our own design is no standard and is left out.
    """
    found = cited(context.pack, context.section)
    if not found:
        return ()
    listed = ", ".join(_source(citation) for citation in found.values())
    note = bool(after)
    gap = (Run(" ", note=True),) if note else ()
    return (*gap, Reference("Sources", _section_of_sources(context.pack), note), Run(f": {listed}.", note=note))


def _section_of_sources(pack: Pack) -> str:
    """The section that lists the sources, or nothing when the pack has none."""
    listed = (one.id for one in pack.sections if any(_lists_sources(block) for block in one.body))
    return next(listed, "")


def _lists_sources(block: prose.Block) -> bool:
    return isinstance(block, prose.Generated) and block.name == "source-list"


def _source(citation: Citation) -> str:
    recalled = f" {CHECK_LOCALLY}" if citation.confidence == "r" else ""
    return f"{citation.source}{recalled}"


def _with_lists(built: _Built, every: Iterable[_Built], pack: Pack) -> tuple[Node, ...]:
    """A section with the lists that are made of all sections in their places."""
    if not any(isinstance(node, MissingList | TermList) for node in built.nodes):
        return built.nodes
    sections = tuple((one.heading, _flat(one.nodes)) for one in every)
    lacking = undecided_list(sections)
    said = (*lacking, *(block for heading, blocks in sections for block in (heading, *blocks)))
    found: list[Node] = []
    for node in built.nodes:
        if isinstance(node, MissingList):
            found.extend(lacking)
        elif isinstance(node, TermList):
            found.extend(glossary(pack.glossary, said))
        else:
            found.append(node)
    return tuple(found)


def _flat(nodes: Iterable[Node]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for node in nodes:
        if isinstance(node, Landscape):
            blocks.extend(node.blocks)
        elif not isinstance(node, MissingList | TermList):
            blocks.append(node)
    return tuple(blocks)


def _lay_out(pack_part: catalogue.Part, built: Iterable[_Built]) -> list[Part]:
    """The pages of one part of the pack: portrait parts, with a landscape part wherever wide content stands."""
    parts: list[Part] = []
    sections = [one for one in built if one.section.part == pack_part.id]
    if not sections:
        return parts
    page: list[Block] = [Heading(1, pack_part.title, f"part-{slug(pack_part.id)}")]
    for before, one in pairwise((None, *sections)):
        if before and one and _stands_alone(one):
            _give_closing_words(page, parts)
            if page:
                page.append(PageBreak())
        for node in (one.heading, *one.nodes) if one else ():
            if isinstance(node, Landscape):
                moved = _take_what_leads(page)
                if page:
                    parts.append(Part(tuple(page)))
                parts.append(Part((*moved, *node.blocks), landscape=True))
                page = []
            elif not isinstance(node, MissingList | TermList):
                page.append(node)
    _give_closing_words(page, parts)
    if page:
        parts.append(Part(tuple(page)))
    return parts


_FEW_CLOSING_WORDS = 3
"""Paragraphs, the note of the section among them."""


def _give_closing_words(page: list[Block], parts: list[Part]) -> None:
    """Let the few words that end a section stand below the wide content before them, not alone on a page."""
    after_wide = parts and parts[-1].landscape
    if after_wide and len(page) <= _FEW_CLOSING_WORDS and all(isinstance(one, Paragraph) for one in page):
        parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks, *page))
        page.clear()


_HEADINGS_OF_A_LONG_ANNEX = 6


def _stands_alone(built: _Built) -> bool:
    """Sections to be signed and long annexes, which are handed out alone, begin on a new page.

    Short annexes, and sections that are numbered throughout the basic plan, follow each other.
    """
    if any(isinstance(node, Signatures) for node in built.nodes):
        return True
    headings = sum(isinstance(node, Heading) for node in built.nodes)
    return headings >= _HEADINGS_OF_A_LONG_ANNEX and not built.section.number[:1].isdigit()


_LONGEST_LEAD = 240
"""Characters of a paragraph that goes with the wide content it opens."""


def _take_what_leads(page: list[Block]) -> tuple[Block, ...]:
    """Take away the headings that end a page, with the few words below them that open the wide content which follows.

    A page break left before them goes too: the next part breaks anyway.
    """
    words = 0
    while words < _FEW_CLOSING_WORDS and words < len(page) and _is_lead(page[-1 - words]):
        words += 1
    if words == len(page) or not isinstance(page[-1 - words], Heading):
        return ()
    first = len(page) - words
    while first and isinstance(page[first - 1], Heading):
        first -= 1
    moved = tuple(page[first:])
    del page[first:]
    if page and isinstance(page[-1], PageBreak):
        page.pop()
    return moved


def _is_lead(block: Block) -> bool:
    return isinstance(block, Paragraph) and len(plain_text(block.inlines)) <= _LONGEST_LEAD
