"""The family guide: one leaf with public facts only, in English and in Spanish."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from eopbuilder import assets
from eopbuilder.document.context import words
from eopbuilder.document.facts_text import one_line, phone_text
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.codes import code, visiting_card
from eopbuilder.document.kit.sheets import SPANISH, fact, kit_document, phone, school_name
from eopbuilder.document.nodes import (
    Block,
    Callout,
    Column,
    Document,
    Facts,
    Heading,
    Inlines,
    ListItems,
    Missing,
    Paragraph,
    Part,
    Run,
    Table,
)
from eopbuilder.domain.facts import NotApplicable, clean_text
from eopbuilder.domain.plan import Plan
from eopbuilder.domain.records import Channel

_FAMILIES, _CRISIS_LINE = "au-family", "hl-988"


def kinds_of_channel(plan: Plan) -> tuple[str, ...]:
    """By what kinds of channel families are told, first to last: the one thing the guide says of channels."""
    families = next((one for one in plan.audiences if one.audience == _FAMILIES), None)
    chosen = [plan.get(Channel, one) for one in families.channels] if families else []
    return tuple(dict.fromkeys(one.kind for one in chosen if one and one.kind))


@cache
def _texts() -> Mapping[str, Any]:
    return tomllib.loads(assets.read_text("resources/kit/family_guide.toml"))


def guide_in_english(context: FormContext) -> Document:
    """Two sides for families: how they are told and what words mean, then pickup and preparing."""
    return _guide(context, "en")


def guide_in_spanish(context: FormContext) -> Document:
    """The same in Spanish."""
    return _guide(context, SPANISH)


def _guide(context: FormContext, language: str) -> Document:
    said = _texts()[language]
    front: tuple[Block, ...] = (
        Heading(1, said["title"], "guide"),
        Paragraph(words(f"{said['subtitle']} · {school_name(context, language)}"), "lead"),
        Callout(said["for_you"], words(said["stay"]), "warning"),
        Heading(2, said["told"], "told"),
        Paragraph(words(said["told_intro"])),
        *_channels(context, said),
        Paragraph(words(said["numbers"])),
        Heading(2, said["words"], "words"),
        _meanings(context, said),
    )
    back: tuple[Block, ...] = (
        Heading(1, said["pickup"], "pickup"),
        ListItems(tuple(words(one) for one in said["pickup_items"]), "number"),
        Heading(2, said["do"], "do"),
        ListItems(tuple(words(one) for one in said["do_items"])),
        Heading(2, said["before"], "before"),
        ListItems(tuple(words(one) for one in said["before_items"])),
        Heading(2, said["ask"], "ask"),
        Facts("", "contacts", tuple(_contacts(context, said)), label_share=0.3),
        *_code(context, said),
        Paragraph((Run(said["note"]),), "source"),
    )
    parts = (Part(front, one_page=True, grow=1.6), Part(back, one_page=True, grow=1.6))
    return kit_document(context, said["title"], parts, public=True, language=language)


def _channels(context: FormContext, said: Mapping[str, Any]) -> tuple[Block, ...]:
    """By what kinds of channel families are told, first to last; what the school calls them is not for everybody."""
    kinds = [one for one in context.told_by if one in said["channels"]]
    if not kinds:
        return (Paragraph((Missing("how families are told", said["told_lacking"]),)),)
    return (
        Paragraph(words(said["told_by"])),
        ListItems(tuple(words(said["channels"][one]) for one in kinds), "number"),
    )


def _meanings(context: FormContext, said: Mapping[str, Any]) -> Table:
    rows = tuple(
        (words(one.get("title") or context.pack.actions[one["action"]].title), words(one["means"]))
        for one in said["actions"]
        if one["action"] in context.pack.actions
    )
    columns = (Column(said["word"], 0.6), Column(said["meaning"], 2.2))
    return Table("", "meanings", columns, rows or (((), ()),))


def _code(context: FormContext, said: Mapping[str, Any]) -> tuple[Block, ...]:
    """The school's number as a code, so that families see who calls; none while there is no number."""
    school = context.plan.school
    if not (school.phone and school.name):
        return ()
    number = one_line(clean_text(school.phone))
    website = one_line(clean_text(school.website or ""))
    card = visiting_card(context.school, {"TEL": number, "URL": website})
    shown = ", ".join(filter(None, (context.school, phone_text(number), website)))
    made = code(card, said["scan"], "code", f"{said['scan_holds']} {shown}.")
    return (made,) if made else ()


def _contacts(context: FormContext, said: Mapping[str, Any]) -> list[tuple[str, Inlines]]:
    school = context.plan.school
    found: list[tuple[str, Inlines]] = [(said["office"], phone(school.phone, context.school, said["no_phone"]))]
    if school.website and not isinstance(school.fact("website"), NotApplicable):
        found.append((said["web"], fact(context, school, "website")))
    if any(one.id == _CRISIS_LINE for one in context.pack.hotlines):
        found.append((said["crisis"], words(said["crisis_text"])))
    return found
