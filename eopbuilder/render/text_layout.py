"""Words laid out on lines of so many columns: wrapping without breaking a word, tables aligned or as records."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from eopbuilder.domain.facts import clean_text

GAP = "  "


def width_of(text: str) -> int:
    """How many columns a text takes on a terminal: wide characters take two, combining marks none."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """The text on lines of at most `width` columns; line ends stay, and a word longer than a line keeps its own."""
    wrapped: list[str] = []
    for line in clean_text(text).split("\n"):
        wrapped.extend(_wrap_line(line, width))
    return wrapped


def _wrap_line(line: str, width: int) -> Iterator[str]:
    words: list[str] = []
    used = 0
    for word in line.split():
        needed = width_of(word)
        if words and used + 1 + needed > width:
            yield " ".join(words)
            words, used = [], 0
        used += needed + (1 if words else 0)
        words.append(word)
    yield " ".join(words)


def hanging(text: str, mark: str, width: int) -> list[str]:
    """Wrapped text behind a mark such as `- `, later lines indented to match."""
    indent = " " * width_of(mark)
    return [((mark if first else indent) + line).rstrip() for first, line in _first(wrap(text, width - len(indent)))]


def _first(lines: Sequence[str]) -> Iterator[tuple[bool, str]]:
    return ((index == 0, line) for index, line in enumerate(lines))


def column_widths(rows: Sequence[Sequence[str]], shares: Sequence[float], width: int) -> list[int] | None:
    """Widths for the columns of a table of these rows; None when some word cannot fit and records read better."""
    available = width - len(GAP) * (len(shares) - 1)
    cells = list(zip(*rows, strict=True))
    natural = [max(width_of(line) for cell in column for line in cell.split("\n")) for column in cells]
    least = [max((width_of(word) for cell in column for word in cell.split()), default=1) for column in cells]
    if sum(natural) <= available:
        return natural
    if sum(least) > available:
        return None
    widths = list(least)
    spare = available - sum(widths)
    wanting = [
        max(0.0, min(full, share / sum(shares) * available) - need)
        for full, share, need in zip(natural, shares, least, strict=True)
    ]
    wanted = sum(wanting)
    if wanted:
        widths = [have + int(min(spare, wanted) * want / wanted) for have, want in zip(widths, wanting, strict=True)]
    return widths


def aligned(rows: Sequence[Sequence[str]], widths: Sequence[int], right: Sequence[bool]) -> Iterator[str]:
    """The rows as aligned lines, the first underlined as the header, each cell wrapped in its column."""
    for index, row in enumerate(rows):
        wrapped = [wrap(cell, width) for cell, width in zip(row, widths, strict=True)]
        for line in range(max(len(cell) for cell in wrapped)):
            pieces = (cell[line] if line < len(cell) else "" for cell in wrapped)
            padded = (
                _pad(piece, width, at_right) for piece, width, at_right in zip(pieces, widths, right, strict=True)
            )
            yield GAP.join(padded).rstrip()
        if index == 0:
            yield GAP.join("-" * width for width in widths)


def _pad(text: str, width: int, at_right: bool) -> str:
    space = " " * max(0, width - width_of(text))
    return space + text if at_right else text + space
