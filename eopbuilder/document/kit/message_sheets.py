"""Message sheets: for each event, the words for every channel, the languages side by side, with their length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from eopbuilder.document.blocks_channels import LANGUAGES, language_code, language_tag
from eopbuilder.document.context import DASH, capitalized, lines
from eopbuilder.document.facts_text import list_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import SPANISH, kit_document, known_values, with_blanks
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
    Callout,
    Column,
    Document,
    Heading,
    Inlines,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.catalogue import MessageTemplate
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.messages import LIMITS, UCS_ONE, VOICE_WORDS, filled, length, messages_of
from eopbuilder.domain.records import Message, field_spec

TITLE = "Message sheets"
_EVENT = re.compile(r"^nt-(?:pa-)?(.+?)(?:-(?:fam|staff))?(?:-es)?$")
_ALIASES = {
    "outbreak-letter": "outbreak",
    "drill-notice": "drill",
    "911-drill": "drill",
    "reunify-reminder": "reunify",
}
_TITLES = {
    "wea90": "Public alert through the authorities",
    "911": "Call to 911",
    "drill": "Drill",
    "outbreak": "Outbreak",
}
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "MODIFIER", "FEMININE", "MASCULINE")
"""How the names of letters begin that every writer shows."""
_UNTITLED = "Message without a title"
_ALIASES["wea360"] = "wea90"
_ORDER = ("pa", "voice", "sms", "wea90", "wea360", "email")
_WORDS_FOR = {"pa": "Say it twice", "voice": "Read it aloud"}


def message_sheets(context: FormContext) -> Document:
    """A page for each event, in the order of the pack; what a team wrote under the title of an event stands with it."""
    titles: dict[str, str] = {}
    for one in context.pack.messages:
        titles.setdefault(_head(one), event_of(one))
    events: dict[str, list[MessageTemplate]] = {}
    for message in messages_of(context.plan, context.pack):
        known = _EVENT.match(message.id) is None and titles.get(_head(message))
        events.setdefault(known or event_of(message), []).append(message)
    parts = tuple(_sheet(context, event, found) for event, found in events.items())
    if not parts:
        nothing = Paragraph((Missing("any message written beforehand"),))
        parts = (Part((Heading(1, TITLE, "messages"), nothing)),)
    return kit_document(context, TITLE, parts)


def _head(message: MessageTemplate) -> str:
    """The title up to where it says how or in what language the message goes out, to compare."""
    return clean_text(message.title).partition(", ")[0].strip().casefold()


def event_of(message: MessageTemplate) -> str:
    """What a message is about: messages of one event, in whatever language and for whomever, share a sheet."""
    found = _EVENT.match(message.id)
    event = found[1] if found else message.id
    return _ALIASES.get(event, event)


_Row = dict[str, MessageTemplate]
"""What is said to somebody on a channel, by code of the language."""


def _sheet(context: FormContext, event: str, messages: Iterable[MessageTemplate]) -> Part:
    found = list(messages)
    title = _TITLES.get(event, found[0].title.partition(", in ")[0]) or _UNTITLED
    rows = sorted(_rows(context, found), key=_rank)
    codes = _languages(context, rows)
    columns = (Column("For whom", 0.85), *(Column(LANGUAGES.get(one, one), 1.6) for one in codes))
    blocks: tuple[Block, ...] = (
        Heading(1, title, f"event-{event}"),
        Boxes((BoxRow((Box("Approved by", share=1.6), Box("Time"), Box("Sent by", share=1.6), Box("Time")), 36),)),
        *_from_word(rows),
        Table("", f"words-{event}", columns, tuple(_cells(context, row, codes) for row in rows)),
        Paragraph((Run(_note()),), "source"),
    )
    return Part(blocks, landscape=True, one_page=True, grow=1.9)


def _rows(context: FormContext, messages: Iterable[MessageTemplate]) -> list[_Row]:
    """The messages side by side where they say the same: in another language beside that of its name, or of its use."""
    rows: list[_Row] = []
    for one in messages:
        code = language_code(one)
        free = [row for row in rows if code not in row] if code != context.pack.language else []
        names = (row for row in free if _shown(row).id == one.id.removesuffix(f"-{code}"))
        uses = (row for row in free if _use(_shown(row)) == _use(one) and one.id not in _ids(context))
        beside = next(names, None) or next(uses, None)
        if beside is None:
            rows.append({code: one})
        else:
            beside[code] = one
    return rows


def _ids(context: FormContext) -> frozenset[str]:
    return frozenset(one.id for one in context.pack.messages)


def _use(message: MessageTemplate) -> tuple[str, str]:
    return message.audience, message.channel


def _languages(context: FormContext, rows: Iterable[_Row]) -> tuple[str, ...]:
    """The languages of a sheet: the pack's own and Spanish where one of them is there, then the others by name."""
    there = dict.fromkeys(code for row in rows for code in row)
    both = (context.pack.language, SPANISH)
    wanted = both if any(one in there for one in both) else ()
    others = (one for one in there if one not in wanted)
    return (*dict.fromkeys(wanted), *sorted(others, key=lambda one: LANGUAGES.get(one, one)))


def _shown(row: _Row) -> MessageTemplate:
    return next(iter(row.values()))


def _from_word(rows: Iterable[_Row]) -> tuple[Block, ...]:
    """What to do where a message is in a script that PDF files of this program do not show as it is written."""
    found = {code: None for row in rows for code, one in row.items() if _in_another_script(one.text)}
    if not found:
        return ()
    names = list_text([LANGUAGES.get(one, one) for one in sorted(found)])
    told = f"{names}: take the words from the Word file of this sheet. A PDF does not show them as they are written."
    return (Callout("Use the Word file", (Run(told),), "warning"),)


def _in_another_script(text: str) -> bool:
    """Whether letters are neither Latin nor Greek nor Cyrillic."""
    return any(one.isalpha() and not unicodedata.name(one, "").startswith(_SCRIPTS) for one in text)


def _note() -> str:
    return (
        "Never send names of students or staff, or details of health. Lengths are counted with realistic words in "
        "the blanks. The wording is a suggestion of this program, not a standard; a fluent speaker reads translations."
    )


def _rank(row: _Row) -> tuple[int, str]:
    channel = _shown(row).channel
    return (_ORDER.index(channel) if channel in _ORDER else len(_ORDER), _shown(row).audience)


def _cells(context: FormContext, row: _Row, codes: Iterable[str]) -> tuple[Inlines, ...]:
    shown = _shown(row)
    audience = context.pack.audiences.get(shown.audience)
    whom = audience.title if audience else "Everyone"
    how = field_spec(Message, "channel").choice_label(shown.channel)
    extra = _WORDS_FOR.get(shown.channel, "")
    head = [(Run(capitalized(whom)),), (Run(how),), *([(Run(extra, italic=True),)] if extra else [])]
    return (lines(head), *(_words(context, row.get(one), one) for one in codes))


def _words(context: FormContext, message: MessageTemplate | None, code: str) -> Inlines:
    if message is None:
        if code not in {context.pack.language, SPANISH}:
            return DASH
        name = LANGUAGES.get(code, code)
        return (Missing(f"this message in {name}", f"Not written in {name}"),)
    values: Mapping[str, str] = known_values(context)
    text = with_blanks(message.text, values, language_tag(context.pack, message), labels=code)
    counted = length_text(context, message)
    return (*text, Run(f"\n{counted}", italic=True)) if counted else text


def length_text(context: FormContext, message: MessageTemplate) -> str:
    """How long a message is on its channel, against what the channel takes."""
    text = filled(message.text, context.plan)
    if message.channel == "sms":
        counted = length(text)
        limit = LIMITS["sms"] if counted.encoding == "GSM-7" else UCS_ONE
        over = "" if counted.units <= limit else f", {counted.parts} texts"
        return f"{counted.units} of {limit} characters{over}"
    if message.channel in LIMITS:
        return f"{length(text).units} of {LIMITS[message.channel]} characters"
    if message.channel == "voice":
        return f"{len(text.split())} of {VOICE_WORDS} words"
    if message.channel == "pa":
        return f"{len(text.split())} words"
    return ""
