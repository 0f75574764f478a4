"""The sections of a pack: `sections/<order>-<id>.md`, TOML front matter between two lines of +++, then Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from eopbuilder.domain.catalogue import Question, Section
from eopbuilder.domain.courses import AnnexGoal
from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import ASKED, Choice, FieldSpec, Kind, clean_text
from eopbuilder.packs.annexes import HEADER, read_goals
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.markup import Mention, parse_body
from eopbuilder.packs.reading import TomlText, read_text
from eopbuilder.packs.tables import Table, collect, entries
from eopbuilder.packs.vocabulary import PACK_CATALOGUES, PLAN_TABLES, SECTION_PREDICATES

FOLDER = "sections"
_FILE_NAME = re.compile(r"(\d{1,4})-([A-Za-z0-9-]+)\.md")
_FENCE = "+++"
_MOST_SECTIONS = 300
_CHOICE_KINDS = {Kind.CHOICE, Kind.CHOICES}
_REFERENCE_KINDS = {Kind.REFERENCE, Kind.REFERENCES}
_NUMBER_KINDS = {Kind.NUMBER, Kind.DECIMAL}


@dataclass(frozen=True)
class SectionText:
    """A section beside what it was read from, for the checks that need the whole pack."""

    section: Section
    entry: Entry
    questions: Table[Question]
    goals: Table[AnnexGoal]
    mentions: tuple[Mention, ...]

    @property
    def file(self) -> str:
        return self.section.path


def read_sections(folder: Path, sources: Collection[str]) -> list[SectionText]:
    """Reads every section, in the order of their file names' numbers."""
    names = [path.name for path in (folder / FOLDER).glob("*.md") if not path.name.startswith(".")]
    if len(names) > _MOST_SECTIONS:
        raise PackError(FOLDER, None, f"there are more than {_MOST_SECTIONS} sections", "Join some of them")
    numbered: list[tuple[int, str, str]] = []
    for name in sorted(names):
        found = _FILE_NAME.fullmatch(name)
        if not found:
            raise PackError(f"{FOLDER}/{name}", None, "the name has no number", "Name it like 20-fa-comms.md")
        numbered.append((int(found[1]), found[2], name))
    return [_read_section(folder, name, wanted, sources) for _, wanted, name in sorted(numbered)]


def _read_section(folder: Path, name: str, wanted: str, sources: Collection[str]) -> SectionText:
    file = f"{FOLDER}/{name}"
    text = read_text(folder, file)
    lines = text.split("\n")
    closing = next((number for number, line in enumerate(lines) if number and line.strip() == _FENCE), None)
    if lines[0].strip() != _FENCE or closing is None:
        raise PackError(file, 1, "the front matter is missing", "Start with a line +++ and end it with another")
    front = TomlText(file, "\n".join(lines[1:closing]), 2)
    document = front.parse()
    entry = Entry(front, "", 0, document)
    entry.has("question")
    entry.has(HEADER)
    section_id = entry.identifier()
    if section_id != wanted:
        raise entry.fault(f"the id is “{section_id}” and the file is named for “{wanted}”", "Make them the same", "id")
    disclosure = Disclosure(entry.number("disclosure", highest=Disclosure.NEVER))
    asked = entries(front, document, "question")
    questions = collect(asked, lambda one: _question(one, section_id, disclosure, sources))
    goals = read_goals(front, document, sources)
    body = parse_body(file, clean_text("\n".join(lines[closing + 1 :])), closing + 2)
    section = Section(
        id=section_id,
        title=entry.text("title"),
        part=entry.identifier("part"),
        number=entry.text("number", ""),
        disclosure=disclosure,
        owner=entry.identifier("owner", ""),
        when=entry.choice("when", SECTION_PREDICATES, ""),
        questions=questions.values,
        body=body.blocks,
        path=file,
        citations=entry.citations(sources),
        goals=goals.values,
    )
    entry.done()
    return SectionText(section, entry, questions, goals, body.mentions)


def _question(entry: Entry, section: str, disclosure: Disclosure, sources: Collection[str]) -> Question:
    kind = Kind(entry.choice("kind", [kind.value for kind in Kind if kind in ASKED]))
    spec = FieldSpec(
        name=entry.identifier(),
        kind=kind,
        label=entry.text("label"),
        help=entry.text("help", ""),
        required=entry.yes_no("required", False),
        choices=_choices(entry, kind),
        refers_to=entry.choice("refers_to", (*PLAN_TABLES, *PACK_CATALOGUES), ""),
        unit=entry.text("unit", ""),
        disclosure=Disclosure(entry.number("disclosure", disclosure, highest=Disclosure.NEVER)),
    )
    if (kind in _REFERENCE_KINDS) != bool(spec.refers_to):
        raise entry.fault(
            "“refers_to” goes with reference and references, and only with them", "Add it or take it out", "refers_to"
        )
    if spec.unit and kind not in _NUMBER_KINDS:
        raise entry.fault("“unit” goes with number and decimal only", "Take it out", "unit")
    return Question(
        spec=spec,
        section=section,
        unanswered=entry.text("unanswered", ""),
        why=entry.text("why", ""),
        citations=entry.citations(sources),
    )


def _choices(entry: Entry, kind: Kind) -> tuple[Choice, ...]:
    offered = entry.table("choices")
    if (kind in _CHOICE_KINDS) != bool(offered):
        raise entry.fault(
            "“choices” goes with choice and choices, and only with them", "Add it or take it out", "choices"
        )
    labels = Entry(entry.toml, entry.header, entry.index, offered)
    for key in offered:
        entry.check_identifier(key, "choices")
    return tuple(Choice(key, labels.text(key)) for key in offered)
