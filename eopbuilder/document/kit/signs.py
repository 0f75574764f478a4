"""Signs for the zones of a reunification site, for check-in lines and ways: one landscape page each, in large type."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from eopbuilder import assets
from eopbuilder.document.form_context import FormContext
from eopbuilder.document.kit.sheets import SPANISH, kit_document
from eopbuilder.document.nodes import Block, Document, Figure, Heading, Paragraph, Part, Run
from eopbuilder.domain.catalogue import ZoneKind
from eopbuilder.rolegraph.scene import Line, Scene

TITLE = "Reunification signs"
_ARROWS = {"left": "to the left", "ahead": "straight ahead", "right": "to the right"}
_MOST = 2.4
_LETTERS_ACROSS, _SPANISH_ACROSS = 12.5, 24.0
"""Letters of one word that a page holds side by side in the sizes of the style sheet."""
_ARROW_WIDE, _ARROW_HIGH, _ARROW_STROKE, _INK = 640.0, 170.0, 44.0, "#17212B"
"""The drawing of an arrow in points; it fits a page of any paper."""


@cache
def _words() -> Mapping[str, Any]:
    data = tomllib.loads(assets.read_text("resources/kit/signs.toml"))
    return {**data, "sign": {one["zone"]: one for one in data["sign"]}}


def zone_signs(context: FormContext) -> Document:
    """A page for each zone that is posted, then for the check-in lines, then arrows."""
    return kit_document(context, TITLE, tuple(_pages(context)), look="sign", public=True)


def posted(zone: ZoneKind) -> bool:
    """Whether a zone has a sign: the room where families hear the worst, which has an exit of its own, has none."""
    return not zone.own_exit_from


def _pages(context: FormContext) -> Iterator[Part]:
    for kind in context.pack.zones.values():
        if posted(kind):
            sign = _words()["sign"].get(kind.id, {})
            below = sign.get("line_en", "") if sign else context.school
            texts = (sign.get("es", ""), below, sign.get("line_es", ""))
            yield _page(f"sign-{kind.id}", sign.get("en", kind.title), *texts)
    lines = _words()["lines"]
    for number, letters in enumerate(lines["letters"], start=1):
        yield _page(f"line-{number}", letters, "", lines["en"], lines["es"])
    arrows = _words()["arrows"]
    for way in _ARROWS:
        page = _page(f"arrow-{way}", arrows["en"], arrows["es"], "", "")
        yield replace(page, blocks=(*page.blocks, _arrow(way)))


def _arrow(way: str) -> Figure:
    """An arrow as large as the page allows, drawn on the side it points to."""
    reach, room = _ARROW_HIGH / 2 - _ARROW_STROKE / 2, _ARROW_STROKE * 0.75
    middle, bottom = _ARROW_HIGH / 2, _ARROW_HIGH
    if way == "ahead":
        x = _ARROW_WIDE / 2
        head = ((x - reach, room + reach), (x, room), (x + reach, room + reach))
        shaft = ((x, room), (x, bottom))
    else:
        tip, ahead = (room, 1) if way == "left" else (_ARROW_WIDE - room, -1)
        head = ((tip + ahead * reach, middle - reach), (tip, middle), (tip + ahead * reach, middle + reach))
        shaft = ((tip, middle), (tip + ahead * 2.4 * _ARROW_HIGH, middle))
    lines = tuple(Line(points, _INK, _ARROW_STROKE) for points in (head, shaft))
    told = f"Arrow {_ARROWS[way]}"
    scene = Scene(_ARROW_WIDE, _ARROW_HIGH, lines, told)
    return Figure("", f"arrow-drawn-{way}", scene, f"{told}.")


def _page(anchor: str, english: str, spanish: str, line: str, spanish_line: str) -> Part:
    blocks: list[Block] = [Heading(1, english, anchor)]
    if spanish:
        blocks.append(Paragraph((Run(spanish, language=SPANISH),), "lead"))
    if line:
        blocks.append(Paragraph((Run(line),)))
    if spanish_line:
        blocks.append(Paragraph((Run(spanish_line, language=SPANISH),)))
    return Part(tuple(blocks), landscape=True, one_page=True, grow=_grow(english, spanish))


def _grow(english: str, spanish: str) -> float:
    """How much larger a sign may become before its longest word would have to be cut."""
    longest, longest_spanish = (max((len(word) for word in text.split()), default=1) for text in (english, spanish))
    return max(1.0, round(min(_MOST, _LETTERS_ACROSS / longest, _SPANISH_ACROSS / longest_spanish), 1))
