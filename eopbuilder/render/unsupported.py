"""The characters of a document that its PDF cannot show as meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from eopbuilder.document.nodes import Document, Figure
from eopbuilder.render.fonts import missing_glyphs
from eopbuilder.render.pdf_text import clean


def unsupported_characters(document: Document) -> tuple[str, ...]:
    """The characters of the document that its PDF cannot show as meant, each once, in reading order.

    No shipped font draws them (the PDF shows U+FFFD), or they belong to a script written from right to left or with
    joined letters, which the PDF writer sets letter by letter from the left.
    """
    found: dict[str, None] = {}
    for text in _texts(document):
        text = clean(text)
        found.update(dict.fromkeys(missing_glyphs(text)))
        found.update(dict.fromkeys(one for one in text if one == "\ufffd" or _needs_shaping(one)))
    return tuple(found)


def _needs_shaping(character: str) -> bool:
    return "\u0590" <= character <= "\u109f" or unicodedata.bidirectional(character) in {"R", "AL"}


_DRAWN: dict[type, tuple[str, ...]] = {Figure: ("caption",)}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node that are drawn, the last first."""
    if kind not in _DRAWN:
        _DRAWN[kind] = tuple(one.name for one in reversed(fields(kind))) if is_dataclass(kind) else ()
    return _DRAWN[kind]


def _texts(document: Document) -> Iterator[str]:
    """Every string in the document tree that is drawn and holds more than ASCII, in reading order."""
    waiting: list[Any] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            if not node.isascii():
                yield node
        elif isinstance(node, tuple):
            waiting.extend(reversed(node))
        else:
            waiting.extend(getattr(node, name) for name in _names(type(node)))
