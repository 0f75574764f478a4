"""The characters of a document that its PDF cannot show as meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from eopbuilder.document.nodes import Document, Figure
from eopbuilder.render.lacking import lacking, words_of_scene


def unsupported_characters(document: Document) -> tuple[str, ...]:
    """The characters of the document that its PDF cannot show as meant, each once, in reading order."""
    return lacking(_texts(document))


_KNOWN: dict[type, tuple[str, ...]] = {}


def _names(kind: type) -> tuple[str, ...]:
    """The fields of a kind of node, the last first; looked up once, for there are many nodes of few kinds."""
    if kind not in _KNOWN:
        _KNOWN[kind] = tuple(one.name for one in reversed(fields(kind))) if is_dataclass(kind) else ()
    return _KNOWN[kind]


def _texts(document: Document) -> Iterator[str]:
    """Every string in the document tree that is drawn, in reading order."""
    waiting: list[object] = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            yield node
        elif isinstance(node, tuple):
            waiting.extend(reversed(node))
        elif isinstance(node, Figure):
            waiting.extend(reversed((node.caption, *words_of_scene(node.scene))))
        else:
            waiting.extend(getattr(node, name) for name in _names(type(node)))
