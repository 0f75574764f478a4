"""Signs: a few lines, each as large as its words and the page let it be, spread over the height of the sheet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from math import log
from typing import NamedTuple

from eopbuilder.document.nodes import Block, Figure, Heading, Paragraph
from eopbuilder.document.stylesheet import StyleSheet
from eopbuilder.render.pdf_looks import Looks, shown_title
from eopbuilder.render.pdf_text import Atom

_TITLE, _SECOND, _SMALL = "heading1", "lead", "body"
_LARGEST = 300.0
_OF_TITLE = ({_TITLE: 1.0, _SECOND: 0.6, _SMALL: 0.36}, {_TITLE: 1.0, _SECOND: 0.5, _SMALL: 0.25})
"""How large text may be beside the title, to which the eye goes first: beside a long title, beside a short one."""
_WEIGHT = {_TITLE: 2.5, _SECOND: 1.0, _SMALL: 0.8}
"""What counts most when all cannot be as large as they might."""
_STEP = 0.98
"""What the title loses at a time until all fits the height."""
_LEADING = {_TITLE: 1.0, _SECOND: 1.14, _SMALL: 1.2}
_LEAST_GAP, _MOST_GAP = 0.1, 0.3
"""Space between lines of different kinds, in sizes of the title."""
_MOST_LINES = 3
_SPARE = 0.99
"""The part of the width and height that is used, so that rounding cuts no word."""


class Sign(NamedTuple):
    """The style sheet of one sign, and the points left free above its first line."""

    sheet: StyleSheet
    above: float


class _Text(NamedTuple):
    """One block of text: its style, and the narrowest widths that hold it in 1, 2, … lines, for a size of one point."""

    style: str
    narrowest: Sequence[float]


class _Choice(NamedTuple):
    """How the lines of a sign may be broken: the size of each style, the height of the lines, how good that is."""

    sizes: dict[str, float]
    height: float
    score: float


def sign(blocks: Sequence[Block], looks: Looks, width: float, height: float) -> Sign | None:
    """How the blocks of a sign fill a page of this width and height; None when there is no title on it."""
    texts = [one for block in blocks if (one := _text(block, looks)) is not None]
    if not any(one.style == _TITLE for one in texts):
        return None
    drawings = [block.scene.height for block in blocks if isinstance(block, Figure)]
    figures, drawn = sum(drawings), len(texts) + len(drawings)
    room = height * _SPARE - figures
    options = product(_breaks(texts), _OF_TITLE)
    best = max((_choice(texts, *one, width, room, drawn) for one in options), key=lambda one: one.score)
    free = height - figures - best.height
    gap = min(free / (drawn + 1), _MOST_GAP * best.sizes[_TITLE])
    styles = {
        name: replace(
            looks.style(name), size=round(size, 2), leading=round(size * _LEADING[name], 2), before=0.0, after=gap
        )
        for name, size in best.sizes.items()
    }
    sheet = looks.stylesheet
    above = max(0.0, (free - gap * (drawn - 1)) / 2)
    return Sign(replace(sheet, text={**sheet.text, **styles}), above)


def _text(block: Block, looks: Looks) -> _Text | None:
    match block:
        case Heading():
            name, atoms = _TITLE, looks.words(shown_title(block), _TITLE)
        case Paragraph(inlines, role):
            name, atoms = _SECOND if role == "lead" else _SMALL, looks.inlines(inlines, role)
        case _:
            return None
    size = looks.style(name).size
    return _Text(name, [one / size for one in _narrowest(atoms)]) if atoms else None


def _narrowest(atoms: Sequence[Atom]) -> Iterator[float]:
    """The narrowest width that holds the words in one line, in two, and so on, as far as that makes a difference."""
    widths = sorted(
        {_width(atoms[start:end]) for start in range(len(atoms)) for end in range(start + 1, len(atoms) + 1)}
    )
    longest = max(atom.width for atom in atoms)
    before = 0.0
    for lines in range(1, _MOST_LINES + 1):
        found = next(one for one in widths if one >= longest and _lines(atoms, one) <= lines)
        if found != before:
            yield found
        before = found


def _width(atoms: Sequence[Atom]) -> float:
    return sum(atom.width + atom.space for atom in atoms) - atoms[-1].space


def _lines(atoms: Sequence[Atom], width: float) -> int:
    lines, start = 1, 0
    for end in range(1, len(atoms) + 1):
        if _width(atoms[start:end]) > width:
            lines, start = lines + 1, end - 1
    return lines


def _breaks(texts: Sequence[_Text]) -> Iterator[tuple[int, ...]]:
    """Into how many lines each text may be broken."""
    return product(*(range(len(one.narrowest)) for one in texts))


def _choice(
    texts: Sequence[_Text], broken: Sequence[int], of_title: Mapping[str, float], width: float, room: float, drawn: int
) -> _Choice:
    """The largest sizes for texts broken like this, in lines no wider and altogether no higher than the page."""
    widest: dict[str, float] = {}
    for one, lines in zip(texts, broken, strict=True):
        size = min(_LARGEST, width * _SPARE / one.narrowest[lines])
        widest[one.style] = min(size, widest.get(one.style, size))
    title = widest[_TITLE]
    while True:
        sizes = {name: min(size, title * of_title[name]) for name, size in widest.items()}
        height = sum(
            (lines + 1) * sizes[one.style] * _LEADING[one.style] for one, lines in zip(texts, broken, strict=True)
        )
        if height + (drawn - 1) * _LEAST_GAP * title <= room or title < 1:
            break
        title *= _STEP
    return _Choice(sizes, height, sum(_WEIGHT[name] * log(size) for name, size in sizes.items()))
