"""A team's own words for a section: the program's words as text to edit, and the edited text as content again.

In the text, facts stand as «words» that name them, so that they stay facts: change the principal once, and the team's
own text says the new name too. Generated tables are not part of the text; they follow it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from types import MappingProxyType

from eopbuilder.domain.catalogue import Pack, Section
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.prose import (
    BlankToFill,
    Block,
    Generated,
    Heading,
    Inline,
    ListBlock,
    Paragraph,
    Placeholder,
    SectionLink,
    Text,
)
from eopbuilder.domain.records import RECORD_TYPES, SINGLES, field_specs

_TOKEN = re.compile(r"«([^«»\n]{1,200})»")
_BLANK = "blank: "
_BULLET, _NUMBER, _HEADING = re.compile(r"[-•*]\s+(.*)"), re.compile(r"\d+[.)]\s+(.*)"), re.compile(r"(#{1,2})\s+(.*)")


def editable_text(pack: Pack, section: Section) -> str:
    """The words of a section as the pack has them, to be edited: headings with #, lists with -, facts in «»."""
    names = {name: words for words, name in _words(pack.id, pack).items()}
    return "\n\n".join(filter(None, (_as_text(block, names) for block in section.body)))


def own_blocks(pack: Pack, section: Section, text: str) -> tuple[Block, ...]:
    """The team's text as content, followed by what the program generates for the section."""
    generated = tuple(block for block in section.body if isinstance(block, Generated))
    return (*_blocks(pack, clean_text(text)), *generated)


def unknown_words(pack: Pack, text: str) -> tuple[str, ...]:
    """The «words» in a text that name no fact."""
    known = _words(pack.id, pack)
    return tuple(word for word in _TOKEN.findall(text) if word not in known and not word.startswith(_BLANK))


@lru_cache(maxsize=4)
def _words_of(pack_id: str, names: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for words, name in names:
        key, count = words, 1
        while key in found:
            count += 1
            key = f"{words} ({count})"
        found[key] = name
    return MappingProxyType(found)


def _words(pack_id: str, pack: Pack) -> Mapping[str, str]:
    """What stands between « and » for each fact: words to the name of the placeholder. No two facts share words."""
    names: list[tuple[str, str]] = []
    for single in SINGLES:
        names.extend((spec.label, f"{single.TABLE}.{spec.name}") for spec in field_specs(single))
    for role in pack.roles.values():
        names.append((role.title, f"role:{role.id}"))
        names.append((f"name of the {role.title}", f"holder:{role.id}"))
        names.append((f"alternates of the {role.title}", f"alternates:{role.id}"))
    names.extend((f"number of entries: {kind.replace('_', ' ')}", f"count:{kind}") for kind in RECORD_TYPES)
    names.extend((question.unanswered or question.spec.label, key) for key, question in pack.questions.items())
    return _words_of(pack_id, tuple(names))


def _as_text(block: Block, names: Mapping[str, str]) -> str:
    match block:
        case Heading(level, text):
            return f"{'#' * level} {text}"
        case Paragraph(inlines):
            return _inlines_as_text(inlines, names)
        case ListBlock(items, ordered):
            marks = (f"{place}." if ordered else "-" for place in range(1, len(items) + 1))
            return "\n".join(f"{mark} {_inlines_as_text(item, names)}" for mark, item in zip(marks, items, strict=True))
        case _:
            return ""


def _inlines_as_text(inlines: tuple[Inline, ...], names: Mapping[str, str]) -> str:
    parts = []
    for one in inlines:
        match one:
            case Text(text):
                parts.append(text)
            case Placeholder(name):
                parts.append(f"«{names.get(name, name)}»")
            case BlankToFill(label):
                parts.append(f"«{_BLANK}{label}»")
            case SectionLink(text):
                parts.append(text)
    return "".join(parts)


def _blocks(pack: Pack, text: str) -> Iterator[Block]:
    for passage in re.split(r"\n\s*\n", text):
        yield from _passage(pack, [line.strip() for line in passage.split("\n") if line.strip()])


def _passage(pack: Pack, lines: list[str]) -> Iterator[Block]:
    """A passage between blank lines: lines of one kind side by side become one heading, list or paragraph."""
    while lines:
        heading = _HEADING.fullmatch(lines[0])
        if heading:
            yield Heading(len(heading[1]), _TOKEN.sub(lambda found: found[1], heading[2]))
            lines = lines[1:]
            continue
        for mark, ordered in ((_BULLET, False), (_NUMBER, True)):
            items = _leading(lines, mark)
            if items:
                yield ListBlock(tuple(_inlines(pack, item) for item in items), ordered)
                lines = lines[len(items) :]
                break
        else:
            count = next((n for n, line in enumerate(lines) if n and _starts_something(line)), len(lines))
            yield Paragraph(_inlines(pack, " ".join(lines[:count])))
            lines = lines[count:]


def _leading(lines: list[str], mark: re.Pattern[str]) -> list[str]:
    items: list[str] = []
    for line in lines:
        found = mark.fullmatch(line)
        if not found:
            break
        items.append(found[1])
    return items


def _starts_something(line: str) -> bool:
    return any(mark.fullmatch(line) for mark in (_HEADING, _BULLET, _NUMBER))


def _inlines(pack: Pack, text: str) -> tuple[Inline, ...]:
    known = _words(pack.id, pack)
    found: list[Inline] = []
    end = 0
    for token in _TOKEN.finditer(text):
        if token.start() > end:
            found.append(Text(text[end : token.start()]))
        words = token[1]
        if words in known:
            found.append(Placeholder(known[words]))
        elif words.startswith(_BLANK) and words[len(_BLANK) :].strip():
            found.append(BlankToFill(words[len(_BLANK) :].strip()))
        else:
            found.append(Text(words))
        end = token.end()
    if end < len(text):
        found.append(Text(text[end:]))
    return tuple(found)
