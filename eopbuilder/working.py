"""Telling how far long work has come, often enough that it can be stopped at any moment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")


def untold(_share: float) -> None:
    """Progress nobody watches."""


def nothing() -> None:
    """Work nobody watches."""


class Steps:
    """Reports shares of the work, 0 to 1, to `progress`, which may raise to stop it."""

    def __init__(self, progress: Callable[[float], None]) -> None:
        self._progress = progress
        self._share = 0.0

    def reach(self, share: float) -> None:
        """So much is done."""
        self._share = share
        self._progress(share)

    def tick(self) -> None:
        """Work goes on: nothing new to tell, but a moment to be stopped in."""
        self._progress(self._share)

    def over(self, items: Sequence[T], start: float, end: float) -> Iterator[T]:
        """The items one by one; the work from share `start` to `end` is done when the last is."""
        for place, item in enumerate(items):
            self.reach(start + (end - start) * place / len(items))
            yield item
        self.reach(end)


def within(progress: Callable[[float], None], start: float, end: float) -> Callable[[float], None]:
    """What hears the progress of a part of the work that goes from share `start` to `end` of the whole."""
    return lambda share: progress(start + (end - start) * share)
