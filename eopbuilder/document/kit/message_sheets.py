"""Message sheets: for each event, the words for every channel, English and Spanish side by side, with their length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from eopbuilder.document.blocks_channels import language_tag
from eopbuilder.document.context import capitalized, lines
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import SPANISH, kit_document, known_values, with_blanks
from eopbuilder.document.nodes import (
    Block,
    Box,
    Boxes,
    BoxRow,
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
_UNTITLED = "Message without a title"
_ALIASES["wea360"] = "wea90"
_ORDER = ("pa", "voice", "sms", "wea90", "wea360", "email")
_WORDS_FOR = {"pa": "Say it twice", "voice": "Read it aloud"}


def message_sheets(context: FormContext) -> Document:
    """A page for each event, in the order of the pack."""
    events: dict[str, list[MessageTemplate]] = {}
    for message in messages_of(context.plan, context.pack):
        events.setdefault(event_of(message), []).append(message)
    parts = tuple(_sheet(context, event, found) for event, found in events.items())
    if not parts:
        nothing = Paragraph((Missing("any message written beforehand"),))
        parts = (Part((Heading(1, TITLE, "messages"), nothing)),)
    return kit_document(context, TITLE, parts)


def event_of(message: MessageTemplate) -> str:
    """What a message is about: messages of one event, in whatever language and for whomever, share a sheet."""
    found = _EVENT.match(message.id)
    event = found[1] if found else message.id
    return _ALIASES.get(event, event)


def _sheet(context: FormContext, event: str, messages: Iterable[MessageTemplate]) -> Part:
    found = list(messages)
    first = found[0]
    title = _TITLES.get(event, first.title.partition(", in ")[0]) or _UNTITLED
    spanish = {one.id.removesuffix("-es"): one for one in found if one.language == SPANISH}
    plain = [one for one in found if one.language != SPANISH]
    pairs: list[tuple[MessageTemplate | None, MessageTemplate | None]] = [
        (one, spanish.pop(one.id, None)) for one in plain
    ]
    pairs += [(None, one) for one in spanish.values()]
    pairs.sort(key=lambda pair: _rank(pair[0] or pair[1]))
    rows = tuple(_row(context, *pair) for pair in pairs)
    columns = (Column("For whom, and how", 0.75), Column("English", 1.6), Column("Spanish", 1.6))
    blocks: tuple[Block, ...] = (
        Heading(1, title, f"event-{event}"),
        Boxes((BoxRow((Box("Approved by", share=1.6), Box("Time"), Box("Sent by", share=1.6), Box("Time")), 34),)),
        Table("", f"words-{event}", columns, rows),
        Paragraph((Run(_note()),), "source"),
    )
    return Part(blocks, landscape=True, one_page=True, grow=1.5)


def _note() -> str:
    return (
        "Never send names of students or staff, or details of health. Lengths are counted with realistic words in the "
        "blanks. The wording is a suggestion of this program, not a standard; a fluent speaker reads the Spanish first."
    )


def _rank(message: MessageTemplate | None) -> tuple[int, str]:
    channel = message.channel if message else ""
    return (_ORDER.index(channel) if channel in _ORDER else len(_ORDER), message.audience if message else "")


def _row(context: FormContext, english: MessageTemplate | None, spanish: MessageTemplate | None) -> tuple[Inlines, ...]:
    shown = english or spanish
    if shown is None:
        return ((), (), ())
    audience = context.pack.audiences.get(shown.audience)
    whom = audience.title if audience else "Everyone"
    how = field_spec(Message, "channel").choice_label(shown.channel)
    extra = _WORDS_FOR.get(shown.channel, "")
    head = [(Run(capitalized(whom)),), (Run(how),), *([(Run(extra, italic=True),)] if extra else [])]
    return (lines(head), _words(context, english, "English"), _words(context, spanish, "Spanish"))


def _words(context: FormContext, message: MessageTemplate | None, name: str) -> Inlines:
    if message is None:
        return (Missing(f"this message in {name}", f"Not written in {name}"),)
    values: Mapping[str, str] = known_values(context)
    text = with_blanks(message.text, values, language_tag(context.pack, message), labels=message.language)
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
