"""Generated content on telling people: channels, who is told how, and messages written beforehand."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from eopbuilder.document.context import (
    Context,
    Node,
    capitalized,
    label,
    lines,
    marked,
    missing,
    or_dash,
    parameter,
    parameter_list,
    table,
    words,
)
from eopbuilder.document.nodes import Blank, Column, Inline, Inlines, Missing, Run
from eopbuilder.document.numbering import slug
from eopbuilder.domain.catalogue import MessageTemplate, Pack
from eopbuilder.domain.facts import clean_text
from eopbuilder.domain.messages import OTHER_LANGUAGES, messages_of
from eopbuilder.domain.records import Audience, Channel

_CHANNEL_WORDS = {
    "sms": "text message",
    "email": "e-mail",
    "voice": "phone call",
    "pa": "public address",
    "wea90": "wireless alert, 90 characters",
    "wea360": "wireless alert, 360 characters",
}
_EVERYONE = {"all": "everyone"}
BLANK_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "callback": "number to call back",
        "next": "time of the next message",
        "strategy": "what to do",
        "url": "web address",
    },
    "es": {
        "action": "acción",
        "address": "dirección",
        "agency": "agencia",
        "building or door": "edificio o puerta",
        "callback": "número para devolver la llamada",
        "date": "fecha",
        "description": "descripción",
        "direction": "hacia dónde",
        "distance": "distancia",
        "door": "puerta",
        "hazard": "peligro",
        "injuries": "personas lesionadas",
        "location": "lugar",
        "name": "nombre",
        "next": "hora del siguiente mensaje",
        "phone": "teléfono",
        "place": "lugar",
        "rooms": "salones",
        "school": "escuela",
        "signs": "síntomas",
        "site": "lugar de entrega",
        "strategy": "qué hacer",
        "street": "calle",
        "time": "hora",
        "url": "página web",
        "what": "qué pasa",
        "when to return": "cuándo puede volver",
        "where": "dónde",
    },
}
"""Names of the blanks of messages as they are printed, by language, where they differ from what is typed."""
LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "de": "German",
    "fa": "Persian",
    "fr": "French",
    "hi": "Hindi",
    "hmn": "Hmong",
    "ht": "Haitian Creole",
    "it": "Italian",
    "ja": "Japanese",
    "ko": "Korean",
    "ne": "Nepali",
    "nv": "Navajo",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ru": "Russian",
    "so": "Somali",
    "sw": "Swahili",
    "tl": "Tagalog",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "zh": "Chinese",
}
"""Names of languages by code; a team may write either."""
_TAG = re.compile(r"[a-z]{2,3}")
_LONGEST_CODE = 3
_FILL_IN = re.compile(r"\{([^{}]+)\}")


def channel_table(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Every channel: what it is, who may send, whom it also reaches, where it fails."""
    columns = (
        Column("Channel", 1.1),
        Column("Kind", 1.1),
        Column("Who may send", 1.5),
        Column("Also reaches", 1.2),
        Column("Does not reach", 1.4),
        Column("Last tested", 0.9),
    )
    rows = (
        (
            words(label(one)),
            context.cell(one, "kind"),
            _senders(context, one),
            context.cell(one, "reaches"),
            context.cell(one, "gaps"),
            context.cell(one, "last_tested_on", wanted=True, lacking="date of the last test"),
        )
        for one in context.plan.channels
    )
    return table("Channels", "channels", columns, rows, none="any channel to tell people something")


def _senders(context: Context, channel: Channel) -> Inlines:
    staff = context.cell(channel, "operators") if channel.operators else ()
    outside = words(clean_text(channel.outside_senders)) if channel.outside_senders else ()
    senders = tuple(part for part in (staff, outside) if part)
    if not senders and context.withholds(Channel, "outside_senders"):
        return or_dash("")
    return lines(senders) if senders else context.cell(channel, "operators", wanted=True)


def audience_matrix(context: Context, _parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Who is told by which channel, first to last. Audiences a plan should reach and does not are rows, too."""
    columns = (
        Column("Audience", 1.6),
        Column("First channel"),
        Column("Second channel"),
        Column("Third channel"),
        Column("Last resort"),
        Column("Approved by"),
    )
    planned = {one.audience for one in context.plan.audiences}
    rows = [_audience_row(context, one) for one in context.plan.audiences]
    unplanned = (one for one in context.pack.audiences.values() if one.expected and one.id not in planned)
    rows.extend(_unplanned_row(kind.title) for kind in unplanned)
    return table("Who is told, and how", "audiences", columns, rows, none="who must be told")


def _audience_row(context: Context, audience: Audience) -> tuple[Inlines, ...]:
    name = context.named("pack.audiences", audience.audience)
    optional = (context.cell(audience, field) for field in ("contingency", "emergency"))
    return (
        words(name) if name else (Missing("which audience"),),
        context.cell(audience, "primary", wanted=True),
        context.cell(audience, "alternate", wanted=True),
        *optional,
        context.cell(audience, "approver", wanted=True, lacking="who approves"),
    )


def _unplanned_row(title: str) -> tuple[Inlines, ...]:
    dash = or_dash("")
    return (
        words(title),
        (Missing("first channel"),),
        (Missing("second channel"),),
        dash,
        dash,
        (Missing("who approves"),),
    )


def message_library(context: Context, parameters: Mapping[str, object]) -> tuple[Node, ...]:
    """Messages written beforehand, the team's and the pack's in the team's words; what is known on the day is a blank.

    They are in one language, or in each language the team wrote in and the pack did not.
    """
    language = parameter(parameters, "language") or context.pack.language
    channels = parameter_list(parameters, "channels")
    everything = messages_of(context.plan, context.pack)
    if language == OTHER_LANGUAGES:
        of_pack = {one.language for one in context.pack.messages} | {context.pack.language}
        own = dict.fromkeys(code for one in everything if (code := language_code(one)) not in of_pack)
        return tuple(node for code in own for node in _messages(context, code, everything, channels))
    return _messages(context, language, everything, channels)


def _messages(
    context: Context, language: str, everything: Iterable[MessageTemplate], channels: Collection[str]
) -> tuple[Node, ...]:
    chosen = [one for one in everything if language_code(one) == language and (not channels or one.channel in channels)]
    name = LANGUAGES.get(language, language)
    if not chosen:
        return missing(f"messages in {name}")
    columns = (Column("Message", 1.1), Column("When, to whom and how", 1.1), Column("Words", 3.6))
    rows = (
        (
            marked(clean_text(one.title).partition(f", in {name}")[0] or "Unnamed message", one.citations),
            words(_use(context, one)),
            message_text(context, one) or (Missing("the words of a message"),),
        )
        for one in chosen
    )
    return table(f"Messages in {name}", f"messages-{slug(language)}", columns, rows, none="messages")


def language_code(message: MessageTemplate) -> str:
    """The code of a message's language, also where a team wrote the name of the language instead."""
    written = clean_text(message.language).strip()
    named = {name.casefold(): code for code, name in LANGUAGES.items()}
    return named.get(written.casefold(), written.casefold() if len(written) <= _LONGEST_CODE else written)


def _use(context: Context, message: MessageTemplate) -> str:
    audience = context.named("pack.audiences", message.audience) or _EVERYONE.get(message.audience, message.audience)
    channel = context.named("pack.channels", message.channel) or _CHANNEL_WORDS.get(message.channel, message.channel)
    return "\n".join(capitalized(part) for part in (message.phase, audience, channel) if part)


def message_text(context: Context, message: MessageTemplate) -> Inlines:
    """The words of a message: the school's name filled in, other braces as blanks with their label."""
    labels = BLANK_WORDS.get(language_code(message), {})
    return tuple(_message_inlines(context, clean_text(message.text), language_tag(context.pack, message), labels))


def language_tag(pack: Pack, message: MessageTemplate) -> str:
    """The tag of a message's language; empty when that is the document's, or when what a team wrote names none."""
    code = language_code(message)
    return "" if code == pack.language or not _TAG.fullmatch(code) else code


def _message_inlines(context: Context, text: str, language: str, labels: Mapping[str, str]) -> Iterator[Inline]:
    for index, piece in enumerate(_FILL_IN.split(text)):
        if index % 2 == 0:
            if piece:
                yield Run(piece, language=language)
        elif piece == "school" and context.plan.school.name:
            yield Run(clean_text(context.plan.school.name))
        else:
            yield Blank(labels.get(piece, piece))
