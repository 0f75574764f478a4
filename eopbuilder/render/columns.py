"""How wide the columns of a table are: by their shares, and no word broken where that can be had."""

from __future__ import annotations

from collections.abc import Sequence

_MOST_FOR_A_WORD = (0.45, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15)
"""Parts of the table's width that a long word may claim for its column; the first that lets all columns fit counts."""


def column_widths(shares: Sequence[float], words: Sequence[float], width: float) -> list[float]:
    """Widths that add up to `width`; `words` has the room that the longest word of each column needs."""
    wanted = [width * share / sum(shares) for share in shares]
    for most in _MOST_FOR_A_WORD:
        least = [min(word, width * most) for word in words]
        if sum(least) < width:
            return _at_least(least, wanted)
    return wanted


def _at_least(least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Columns that are too narrow get what they need; the others give it by what they can spare."""
    lacking = sum(max(0.0, need - have) for need, have in zip(least, wanted, strict=True))
    spare = sum(max(0.0, have - need) for need, have in zip(least, wanted, strict=True))
    return [
        need if have <= need else have - (have - need) * lacking / spare
        for need, have in zip(least, wanted, strict=True)
    ]
