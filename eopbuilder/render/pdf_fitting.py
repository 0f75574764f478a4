"""How a sheet that must fit one page fills it: text as large as fits, then more room to write in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from eopbuilder.document.nodes import Part

_SMALLER = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""How much smaller the text of a part may become so that the part fits one page, larger text first."""
_GROWTH = 0.05
"""The steps in which the text of a part may become larger."""
_MOST_ROOM = 1.7
"""How many times higher than planned rows to write in may become."""
_SPARE = 1.0
"""Points that stay free, so that rounding moves nothing to a second page."""
_TIGHTER = (0.96, 0.92, 0.88)
"""How much smaller the text of a list may become so that no page holds a few lines alone."""
_FEW_LINES = 1 / 3
"""A last page filled less than this is not worth turning to."""


class Trial(NamedTuple):
    """A part as it was set on pages that are thrown away.

    `left` is the height left on its last page, `by_hand` that of its rows to write in, both in points; `outgrown` says
    that a card to cut out became higher than it is to be. `height` is that of the text of a whole page.
    """

    pages: int
    left: float
    by_hand: float
    outgrown: bool
    height: float = 0.0

    @property
    def fits(self) -> bool:
        """Whether it takes one page, and each card the height it is to have."""
        return self.pages <= 1 and not self.outgrown

    @property
    def spread(self) -> float:
        """How many times higher rows to write in may be so that they fill the page."""
        if self.pages != 1 or not self.by_hand:
            return 1.0
        return min(_MOST_ROOM, 1 + max(0.0, self.left - _SPARE) / self.by_hand)


def fitted(part: Part, trial: Callable[[float], Trial]) -> tuple[float, float]:
    """The scale of the text of a part and how many times higher its rows to write in are than planned.

    `trial` sets the part in text of a scale. A list that goes on over pages becomes a little smaller where that saves a
    page with a few lines.
    """
    if not part.one_page:
        return _tightened(trial), 1.0
    scales = _scales(part.grow)
    low, high = 0, len(scales) - 1
    made: dict[int, Trial] = {}
    while low < high:
        middle = (low + high) // 2
        made[middle] = trial(scales[middle])
        low, high = (low, middle) if made[middle].fits else (middle + 1, high)
    chosen = made.get(low) or trial(scales[low])
    return scales[low], chosen.spread


def _tightened(trial: Callable[[float], Trial]) -> float:
    """The scale of a list that goes on over pages."""
    planned = trial(1.0)
    if planned.pages == 1 or planned.height - planned.left > planned.height * _FEW_LINES:
        return 1.0
    return next((scale for scale in _TIGHTER if trial(scale).pages < planned.pages), 1.0)


def _scales(grow: float) -> Sequence[float]:
    """The sizes to try, the largest first."""
    larger = (round(1 + step * _GROWTH, 2) for step in range(round((grow - 1) / _GROWTH), 0, -1))
    return (*larger, *_SMALLER)
