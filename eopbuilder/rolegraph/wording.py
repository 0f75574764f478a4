"""Words that checks and descriptions of the role graph share."""

from __future__ import annotations

from collections.abc import Sequence

from eopbuilder.rolegraph.structure import LEVELS, TOP_LEVEL

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def separated(items: Sequence[str]) -> str:
    """The items with commas between them, or semicolons where an item has commas of its own."""
    return ("; " if any("," in item for item in items) else ", ").join(items)


def listed(items: Sequence[str], most: int | None = None) -> str:
    """The items as a sentence lists them: “A”, “A and B”, “A, B and C”; the rest counted beyond `most`."""
    shown = list(items)
    if most is not None and len(shown) > most:
        shown = [*shown[:most], f"{len(shown) - most} more"]
    if len(shown) < 2:
        return "".join(shown)
    return f"{separated(shown[:-1])} and {shown[-1]}"


def number(count: int) -> str:
    """A count as a sentence says it: small ones in words."""
    return _NUMBERS[count] if count < len(_NUMBERS) else f"{count:,}"


def from_level(rank: int) -> str:
    """From which activation level on something is so."""
    if rank == LEVELS[0]:
        return "at every level"
    return f"at level {rank}" if rank == TOP_LEVEL else f"from level {rank} up"
