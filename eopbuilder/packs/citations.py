"""The `source` line of a pack entry: `S31 v, S33 v (what it says)`, `r`, or `d`."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import cast

from eopbuilder.domain.catalogue import Citation, Citations, Confidence

_ONE = re.compile(r"(?:([A-Za-z][A-Za-z0-9-]*)\s+)?([vrd])(?:\s*\(([^()]+)\))?")
_BETWEEN = re.compile(r",\s*(?![^(]*\))")


class BadCitation(ValueError):
    """A source line that cannot be used. Its two arguments are what is wrong and what to do."""


def parse_citations(text: str, known: Collection[str]) -> Citations:
    """The citations of a source line. `known` are the ids of the pack's sources.

    `v`, `r` and `d` are the confidence (read there, recalled, own design). `d` and `r` may stand without a source.
    Raises `BadCitation`.
    """
    return tuple(_parse_one(part.strip(), known) for part in _BETWEEN.split(text))


def _parse_one(part: str, known: Collection[str]) -> Citation:
    found = _ONE.fullmatch(part)
    if not found:
        raise BadCitation(f"“{part}” is not a source", "Write it like S31 v, S31 r (what is recalled), or d")
    source, confidence, note = found[1] or "", found[2], found[3] or ""
    if not source and confidence == "v":
        raise BadCitation("“v” says that something was read, but not where", "Put the id of the source before it")
    if source and source not in known:
        raise BadCitation(f"“{source}” is not among the sources", "Add it to sources.toml, or correct the id")
    return Citation(source, cast("Confidence", confidence), note)
