"""What the documents of the kit share: their frame, and words for people, places and what only the day will tell."""

from __future__ import annotations

import re
from collections.abc import Mapping

from eopbuilder.document.context import label
from eopbuilder.document.edition_words import footer
from eopbuilder.document.facts_text import date_text, fact_inlines, list_text, one_line, phone_text, what_is_missing
from eopbuilder.document.form_context import FormContext, with_phone
from eopbuilder.document.nodes import Blank, Document, Inline, Inlines, Look, Missing, Part, Run, plain_text
from eopbuilder.document.withheld import HERE, is_withheld
from eopbuilder.document.without_withheld import shown_parts
from eopbuilder.domain.facts import Known, clean_text
from eopbuilder.domain.records import ProtectiveAction, Record, School, field_spec

SPANISH = "es"
_NO_SCHOOL = {SPANISH: "Falta el nombre de la escuela"}
_AS_OF = {"en": "From the plan as of", "es": "Según el plan del"}
_FILL_IN = re.compile(r"\{([^{}]+)\}")
_LABELS = {
    "en": {
        "callback": "number to call back",
        "next": "time of next message",
        "strategy": "what to do",
        "url": "web address",
    },
    "es": {
        "action": "acción",
        "address": "dirección",
        "agency": "autoridad",
        "building or door": "edificio o puerta",
        "callback": "teléfono",
        "date": "fecha",
        "description": "descripción",
        "direction": "rumbo",
        "distance": "distancia",
        "door": "puerta",
        "hazard": "peligro",
        "injuries": "heridos",
        "location": "lugar",
        "name": "nombre",
        "next": "hora",
        "phone": "teléfono",
        "place": "lugar",
        "rooms": "salones",
        "signs": "síntomas",
        "site": "lugar",
        "strategy": "qué hacer",
        "street": "calle",
        "time": "hora",
        "url": "página web",
        "what": "qué pasa",
        "when to return": "cuándo puede volver",
        "where": "dónde",
    },
}
"""What the blanks of a message are called in print."""


def kit_document(
    context: FormContext,
    title: str,
    parts: tuple[Part, ...],
    *,
    look: Look = "form",
    public: bool = False,
    language: str = "",
) -> Document:
    """A document of the kit, without cover and contents. It says for whom it is, unless it hangs where all see it."""
    language = language or context.pack.language
    as_of = date_text(context.as_of) if language != SPANISH else context.as_of.strftime("%d/%m/%Y")
    school = school_name(context, language)
    origin = f"{_AS_OF.get(language, _AS_OF['en'])} {as_of}"
    return Document(
        title=f"{title}: {school}",
        language={"en": "en-US", "es": "es-US"}.get(language, language),
        author=school,
        subject=title,
        created=context.created.isoformat(),
        header=f"{school} · {title}",
        footer=origin if public else f"{footer(context.edition)} · {origin}",
        cover=None,
        parts=shown_parts(parts),
        contents_depth=0,
        keywords=("school safety", "emergency operations plan"),
        look=look,
    )


def school_name(context: FormContext, language: str) -> str:
    """The name of the school, or that it is not known, in a language."""
    return _NO_SCHOOL.get(language, context.school) if not context.plan.school.name else context.school


def school_fact(context: FormContext, field: str) -> Inlines:
    """A fact about the school, or what is missing."""
    return fact(context, context.plan.school, field)


def fact(context: FormContext, record: Record, field: str, *, wanted: bool = True) -> Inlines:
    """A fact of a record in a line; a dash where it is unknown and not wanted."""
    spec, known = field_spec(type(record), field), record.fact(field)
    if context.plan.withholds(spec.disclosure):
        return HERE
    if not isinstance(known, Known) and not wanted:
        return (Run("–"),)
    return briefly(fact_inlines(context.plan, context.pack, spec, known, what_is_missing(spec)), "Not known yet")


def briefly(inlines: Inlines, brief: str = "Not decided yet") -> Inlines:
    """The same for a place whose label says already what is missing."""
    if is_withheld(inlines):
        return inlines
    return tuple(Missing(one.text, one.brief or brief) if isinstance(one, Missing) else one for one in inlines)


def school_words(context: FormContext) -> Inlines:
    """The name of the school, or that it is missing."""
    return (Run(context.school),) if context.plan.school.name else (Missing("the school's name", "School name"),)


def address(context: FormContext) -> Inlines:
    """Street, city and ZIP code of the school in a line."""
    school = context.plan.school
    if not school.address:
        return (Missing("the street address", "Street address"),)
    town = " ".join(part for part in (school.state, school.postal_code) if part)
    parts = (school.address, school.city, town)
    return (Run(", ".join(one_line(clean_text(part)) for part in parts if part)),)


def phone(number: str | None, whose: str, brief: str = "No phone") -> Inlines:
    """A phone number, or that it is missing."""
    if number:
        return (Run(phone_text(clean_text(number))),)
    return (Missing(f"a phone number for {whose}", brief),)


def with_blanks(text: str, values: Mapping[str, str], language: str = "", *, labels: str = "en") -> Inlines:
    """Prepared words with known values filled in and the other braces as blanks.

    `language` marks words that are not in the document's language, `labels` is the language of the blanks.
    """
    found: list[Inline] = []
    for index, piece in enumerate(_FILL_IN.split(clean_text(text))):
        if index % 2 == 0 or piece in values:
            words = values[piece] if index % 2 else piece
            if words:
                found.append(Run(words, language=language))
        else:
            found.append(Blank(_LABELS.get(labels, _LABELS["en"]).get(piece, piece), language))
    return tuple(found)


def known_values(context: FormContext) -> Mapping[str, str]:
    """The values of the braces in prepared messages that the plan knows: the school and its address."""
    school: School = context.plan.school
    known = {"school": school.short_name or school.name}
    if school.address:
        known["address"] = plain_text(address(context))
    return {name: one_line(clean_text(value)) for name, value in known.items() if value}


def orderers(context: FormContext, action: ProtectiveAction | None) -> str:
    """Titles of the roles that may order an action, in order; empty while nobody has said."""
    roles = [context.title(role) for role in action.ordered_by] if action else []
    return list_text(roles)


def channels(context: FormContext, action: ProtectiveAction | None) -> str:
    """Names of the channels an action is announced by; empty while nobody has said."""
    found = (context.plan.find("channels", one) for one in (action.channels if action else ()))
    return list_text([label(one) for one in found if one])


def holder_and_phone(context: FormContext, role: str) -> Inlines:
    """Who holds a role, with the number to try first."""
    return with_phone(context.who(role), context.phone(role))
