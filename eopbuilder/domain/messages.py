"""Messages written beforehand: the pack's with the team's wording, their length on each channel, how hard they read.

Lengths follow the GSM and UCS-2 encodings of text messages (S52) and the two lengths of wireless alerts (S50).
"""

from __future__ import annotations

import dataclasses
import math
import re

from eopbuilder.domain.catalogue import MessageTemplate, Pack
from eopbuilder.domain.citation import Citation
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Message

_GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_EXTENDED = frozenset("^{}\\[]~|€\f")
GSM_ONE, GSM_EACH, UCS_ONE, UCS_EACH = 160, 153, 70, 67
LIMITS = {"sms": GSM_ONE, "wea90": 90, "wea360": 360}
"""Characters a message may have on a channel; the others have no limit, or one in seconds."""
VOICE_WORDS = 75
"""Words in about 30 seconds."""
_FIELD = re.compile(r"\{([^{}]+)\}")
_LONGEST = {
    "time": "10:45 AM",
    "next": "11:15 AM",
    "date": "Wed Nov 26",
    "agency": "Sheriff",
    "hazard": "chemical leak",
    "site": "Grace Church",
    "place": "library",
    "door": "door 4",
    "street": "West Archer Avenue",
    "direction": "the north",
    "distance": "two blocks",
    "phone": "505-555-0100",
    "url": "ccusd.example/alert",
}
"""Realistic values, on the long side, for what is known only on the day."""
OTHER_LANGUAGES = "others"
"""Stands in a pack for every language a team wrote messages in and the pack did not."""
_SCHOOL = "Maple Ridge Elementary"


@dataclasses.dataclass(frozen=True)
class Length:
    """How long a message is: units counted, the encoding, and how many parts a text message takes."""

    units: int
    encoding: str
    """GSM-7 or UCS-2."""
    parts: int


def messages_of(plan: Plan, pack: Pack) -> tuple[MessageTemplate, ...]:
    """Every message of the plan: the pack's, in the team's words where it changed them, then the team's own."""
    own = {one.id: one for one in plan.all(Message)}
    known = {one.id for one in pack.messages}
    changed = [_with_own_words(one, own.get(one.id)) for one in pack.messages]
    blank = MessageTemplate("", "", "during", "all", "sms", pack.language, "", (Citation("", "d"),))
    added = [_with_own_words(dataclasses.replace(blank, id=key), one) for key, one in own.items() if key not in known]
    return (*changed, *added)


def _with_own_words(template: MessageTemplate, own: Message | None) -> MessageTemplate:
    if own is None:
        return template
    names = ("title", "phase", "audience", "channel", "language", "text")
    return dataclasses.replace(template, **{name: value for name in names if (value := getattr(own, name))})


def fields_of(text: str) -> tuple[str, ...]:
    """The names in braces, in order."""
    return tuple(_FIELD.findall(text))


def filled(text: str, plan: Plan) -> str:
    """The message as it may go out: the school's short name, and a realistic long value for everything else."""
    school = plan.school.short_name or plan.school.name or _SCHOOL
    phone = plan.school.phone or ""
    values = {**_LONGEST, "school": school, "phone": phone[-10:] if len(phone) >= 10 else _LONGEST["phone"]}
    return _FIELD.sub(lambda found: values.get(found[1], found[1]), text)


def length(text: str) -> Length:
    """The length of a finished text as a text message. Characters outside GSM-7 turn the whole text to UCS-2."""
    if all(one in _GSM_BASIC or one in _GSM_EXTENDED for one in text):
        units = sum(2 if one in _GSM_EXTENDED else 1 for one in text)
        return Length(units, "GSM-7", 1 if units <= GSM_ONE else math.ceil(units / GSM_EACH))
    units = len(text.encode("utf-16-le")) // 2
    return Length(units, "UCS-2", 1 if units <= UCS_ONE else math.ceil(units / UCS_EACH))


def outside_gsm(text: str) -> tuple[str, ...]:
    """The characters that turn a text message to the 70-character mode, once each."""
    return tuple(dict.fromkeys(one for one in text if one not in _GSM_BASIC and one not in _GSM_EXTENDED))


def too_long(message: MessageTemplate, plan: Plan) -> int:
    """By how many characters a message exceeds its channel with realistic values; 0 when it fits."""
    limit = LIMITS.get(message.channel)
    if limit is None:
        return 0
    counted = length(filled(message.text, plan))
    if message.channel == "sms" and counted.encoding == "UCS-2":
        limit = UCS_ONE
    return max(0, counted.units - limit)


_SENTENCE = re.compile(r"[.!?]+(?:\s|$)|\n")
_WORD = re.compile(r"[A-Za-z][A-Za-z’'-]*")
_VOWELS = re.compile(r"[aeiouy]+")


def reading_grade(text: str) -> float:
    """The Flesch-Kincaid grade of an English text, with syllables counted by groups of vowels; 0 without words."""
    words = _WORD.findall(text)
    if not words:
        return 0.0
    sentences = max(1, sum(bool(_WORD.search(one)) for one in _SENTENCE.split(text)))
    syllables = sum(syllables_of(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def syllables_of(word: str) -> int:
    """About how many syllables an English word has."""
    plain = word.lower().replace("’", "'").removesuffix("'s")
    groups = len(_VOWELS.findall(plain))
    if groups > 1 and plain.endswith("e") and not plain.endswith(("le", "ee", "ye")):
        groups -= 1
    if (
        groups > 1
        and plain.endswith(("ed", "es"))
        and not plain.endswith(("ted", "ded", "ses", "zes", "ces", "ges", "ches", "shes", "xes"))
    ):
        groups -= 1
    return max(1, groups)
