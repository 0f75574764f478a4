"""QR codes with plain local content: what a phone reads stands beside the code in words, too.

A code never holds a link that the team has not typed as the school's own website. Its content obeys the edition of its
document, because it is made of the same filtered facts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

import segno

from eopbuilder.document.nodes import Figure
from eopbuilder.rolegraph.scene import Item, Line, Scene

_MODULE = 2.0
"""Points of one module: 0.7 mm, which phones read at arm's length."""
_LEAST = 80.0
"""Points of the side of a code with its quiet zone: 28 mm, and still 20 mm where a page shrinks it."""
_QUIET = 4
"""Modules of white around a code, as its standard asks."""
_OVERLAP = 0.02
"""Rows of modules reach so far into the next one that no printer shows a gap."""
_MOST = 300
"""Characters beyond which a code would be too dense to be read from paper."""
_INK = "#000000"


def code(content: str, caption: str, anchor: str, alternative: str) -> Figure | None:
    """A code as a drawing, with its caption and what it holds for those who do not see it; None for too long content.

    Error correction is the usual middle one (15 %), and the same content gives the same drawing.
    """
    if not content or len(content) > _MOST:
        return None
    rows = tuple(segno.make(content, error="m", micro=False, boost_error=False).matrix_iter(scale=1, border=_QUIET))
    module = max(_MODULE, _LEAST / len(rows))
    side = module * len(rows)
    return Figure(caption, anchor, Scene(side, side, tuple(_dark(rows, module)), caption), alternative)


def _dark(rows: tuple[Iterable[int], ...], module: float) -> Iterator[Item]:
    """A thick line for each run of dark modules."""
    for number, row in enumerate(rows):
        y = (number + 0.5) * module
        for dark, run in groupby(enumerate(row), key=lambda one: bool(one[1])):
            if dark:
                places = [place for place, _ in run]
                ends = ((places[0] * module, y), ((places[-1] + 1) * module, y))
                yield Line(ends, _INK, module * (1 + _OVERLAP))


def visiting_card(name: str, facts: Mapping[str, str]) -> str:
    """An organization's name, with facts such as `TEL`, as a vCard 3.0 (RFC 2426) that phones offer to save."""
    shown = _escaped(name)
    lines = ("BEGIN:VCARD", "VERSION:3.0", f"N:{shown};;;;", f"FN:{shown}", f"ORG:{shown}")
    told = (f"{key}:{_escaped(value)}" for key, value in facts.items() if value)
    return "\r\n".join((*lines, *told, "END:VCARD"))


def _escaped(value: str) -> str:
    text = " ".join(value.split())
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
