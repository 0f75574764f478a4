"""Rules on messages written beforehand: what they say, how long they are, how easy they read (V-MSG)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from eopbuilder.domain.catalogue import MessageTemplate, Pack
from eopbuilder.domain.findings import Finding, Severity, Where
from eopbuilder.domain.messages import fields_of, filled, messages_of, outside_gsm, reading_grade, too_long
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Message
from eopbuilder.domain.rules.asking import editor_place, listed, question_place, value_of
from eopbuilder.domain.rules.rule import Rule

_PARTS = Rule("V-MSG-01", Severity.ERROR, "Add what is missing to the message", "S55 v")
_NEXT = Rule("V-MSG-02", Severity.WARNING, "Add when the next message comes, as {next}", "S14 v")
_TOO_LONG = Rule("V-MSG-03", Severity.ERROR, "Shorten the message", "S52 v")
_CHARACTERS = Rule(
    "V-MSG-04", Severity.WARNING, "Write these letters without accents, or accept shorter texts", "S52 v"
)
_CODE_WORDS = Rule("V-MSG-05", Severity.WARNING, "Say in plain words what to do", "S01 v, S55 v")
_HARD = Rule("V-MSG-06", Severity.WARNING, "Use shorter sentences and everyday words", "")
_TRANSLATION = Rule("V-MSG-07", Severity.WARNING, "Have the messages translated, and enter them", "S14 v")
_NAMES = Rule("V-MSG-08", Severity.ERROR, "Take the name out; messages never name students or staff", "S68 v")
_UNWISE = Rule("V-MSG-09", Severity.WARNING, "Take it out: say what is known and what to do", "")

LANGUAGES_QUESTION = "q-nt-4a"
MOST_GRADE = 8
_ENOUGH_WORDS = 12
"""Shorter texts have no reading grade worth the name."""
_FAMILY, _SPOKEN_BY_CALLER = "au-family", "au-responder"
_SOURCE, _TIME, _PLACE = {"school", "agency", "name"}, {"time", "next", "date"}, {
    "site", "place", "street", "location", "school", "address", "building/door", "where",
}  # fmt: skip
_GUIDANCE = re.compile(
    r"\b(?:do not|don't|stay|come|bring|wait|go|call|enter|lock|pick up|avoid|leave|evacuate|shelter|disregard|follow|"
    r"hold|move|no action|keep|text|use|check|read|meet|watch|see|"
    r"no|quede\w*|espere\w*|traiga\w*|llame\w*|evite\w*|siga\w*|venga\w*|"
    r"recoja\w*|vaya\w*|entre\w*|cierre\w*|use|salga\w*|ignore\w*|mantenga\w*|apague\w*|permanezca\w*|consulte\w*)\b",
    re.IGNORECASE,
)
_HAZARD = re.compile(
    r"\{hazard\}|\b(?:hold|secure|lockdown|evacuat\w*|shelter|closed|medical|police|threat|posts?|weather|power|bus|"
    r"smoke|correction|all clear|pick ?up|drill|test|correccion|cierre|refugio|evacua\w*|policia|emergencia|prueba|"
    r"simulacro|recog\w*|encierro|cerrad[ao]|medic[ao]|amenaza|clima|tiempo|luz|autobus|mensaje|normal\w*|resguard\w*|alerta|"
    r"asegur\w*|bloqueo|pasillos|agentes)\b",
    re.IGNORECASE,
)
_CODES = re.compile(r"\bcode (?:red|blue|yellow|green|black|white|orange|silver|adam)\b|\b10-\d{2}\b", re.IGNORECASE)
_LEADS_ON = {"next", "url", "phone"}
"""A family learns when the next message comes, or where to look or call meanwhile."""
_NAMED = {"student", "student name", "staff name", "victim", "teacher"}
_PANIC = re.compile(r"\bdo(?: not|n['’]t) panic\b|\bcaused by\b|\bno (?:entre en|se )?panico\b", re.IGNORECASE)
_CODES_OF = {
    "spanish": "es", "vietnamese": "vi", "navajo": "nv", "polish": "pl", "arabic": "ar", "chinese": "zh", "urdu": "ur",
    "russian": "ru", "french": "fr", "haitian creole": "ht", "korean": "ko", "somali": "so", "tagalog": "tl",
    "portuguese": "pt", "hmong": "hmn", "ukrainian": "uk", "hindi": "hi", "japanese": "ja",
}  # fmt: skip
ENGLISH = "english"


def check_messages(plan: Plan, pack: Pack) -> Iterator[Finding]:
    """V-MSG-01 to 09."""
    messages = messages_of(plan, pack)
    for message in messages:
        yield from _check_message(plan, pack, message)
    yield from _check_languages(plan, pack, messages)


def _at(pack: Pack, message: MessageTemplate) -> Where:
    return editor_place(pack, Message.TABLE, f"{Message.TABLE}:{message.id}", "text", "fa-comms-messages")


def _check_message(plan: Plan, pack: Pack, message: MessageTemplate) -> Iterator[Finding]:
    where, name = _at(pack, message), f"The message “{message.title}” ({message.language}, {message.channel})"
    lacking = _missing_parts(message)
    if lacking:
        yield _PARTS.finding(where, f"{name} does not say {listed(lacking)}")
    if message.phase == "during" and message.audience == _FAMILY and not _LEADS_ON & set(fields_of(message.text)):
        yield _NEXT.finding(where, f"{name} does not say when the next one comes, or where to look")
    over = too_long(message, plan)
    if over:
        yield _TOO_LONG.finding(where, f"{name} is {over} characters too long with realistic words filled in")
    strange = outside_gsm(message.text) if message.channel == "sms" else ()
    if strange:
        yield _CHARACTERS.finding(where, f"{name} holds {' '.join(strange)}, which cut a text message to 70 characters")
    shouted = message.text.upper() == message.text and len(message.text) > 20
    if _CODES.search(message.text) or shouted:
        what = "is written in capitals only" if shouted else "uses a code word"
        yield _CODE_WORDS.finding(where, f"{name} {what}")
    words = filled(message.text, plan)
    if message.language == "en" and len(words.split()) >= _ENOUGH_WORDS and reading_grade(words) > MOST_GRADE:
        yield _HARD.finding(where, f"{name} reads at grade {reading_grade(words):.0f}; {MOST_GRADE} is the most")
    if message.audience != _SPOKEN_BY_CALLER and _NAMED & {one.casefold() for one in fields_of(message.text)}:
        yield _NAMES.finding(where, f"{name} has room for a person’s name")
    if _PANIC.search(message.text):
        yield _UNWISE.finding(where, f"{name} tells people not to panic or gives a cause nobody has checked")


def _missing_parts(message: MessageTemplate) -> list[str]:
    """What a life-safety message must say and does not."""
    if not message.life_safety:
        return []
    fields = set(fields_of(message.text))
    parts = {
        "who it comes from": bool(fields & _SOURCE),
        "what the danger is": bool(_HAZARD.search(message.text)),
        "where it is": bool(fields & _PLACE),
        "what to do": bool(_GUIDANCE.search(message.text)),
        "from when to when": bool(fields & _TIME),
    }
    return [words for words, there in parts.items() if not there]


def _check_languages(plan: Plan, pack: Pack, messages: tuple[MessageTemplate, ...]) -> Iterator[Finding]:
    wanted = value_of(plan, pack, LANGUAGES_QUESTION)
    if not isinstance(wanted, tuple):
        return
    written = {message.language for message in messages}
    for language in wanted:
        plain = language.casefold().strip()
        if plain != ENGLISH and _CODES_OF.get(plain, plain) not in written:
            message = f"No prepared message is written in {language}"
            yield _TRANSLATION.finding(question_place(pack, LANGUAGES_QUESTION), message)
