"""One entry of a pack file, read key by key: each value has the right type, and no key is left over."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from eopbuilder.domain.catalogue import Citations
from eopbuilder.domain.facts import clean_text
from eopbuilder.packs.citations import BadCitation, parse_citations
from eopbuilder.packs.errors import PackError
from eopbuilder.packs.reading import TomlText

LONGEST_TEXT = 5_000
"""Characters in one value."""
_ID = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_LONGEST_ID = 60


@dataclass
class Entry:
    """A table of a TOML document. Ask for every key it may have, then call `done`."""

    toml: TomlText
    header: str
    index: int
    values: Mapping[str, Any]
    _asked: set[str] = field(default_factory=set)

    def fault(self, why: str, remedy: str, key: str = "") -> PackError:
        """The error to raise about this entry, or about one of its keys."""
        return PackError(self.toml.file, self.toml.line_of(self.header, self.index, key), why, remedy)

    def has(self, key: str) -> bool:
        """Whether the key is there. It then counts as asked for."""
        self._asked.add(key)
        return key in self.values

    def text(self, key: str, default: str | None = None) -> str:
        """A text in one line. Required unless there is a default."""
        value = self._value(key, default)
        if not isinstance(value, str):
            raise self._wrong_type(key, "text in quotes")
        return self._checked_text(key, value, may_be_empty=default is not None)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of different texts. Required unless there is a default; a required list may still be empty."""
        value = self._value(key, default)
        if not isinstance(value, list | tuple) or not all(isinstance(one, str) for one in value):
            raise self._wrong_type(key, "a list of texts, like [“a”, “b”]")
        found = tuple(self._checked_text(key, one, may_be_empty=False) for one in value)
        if len(set(found)) < len(found):
            repeated = Counter(found).most_common(1)[0][0]
            raise self.fault(f"“{key}” lists “{repeated}” twice", "Take one of them out", key)
        return found

    def identifier(self, key: str = "id", default: str | None = None) -> str:
        """An id: letters, digits and single hyphens."""
        found = self.text(key, default)
        if found:
            self.check_identifier(found, key)
        return found

    def check_identifier(self, text: str, key: str) -> None:
        """Raises a fault about `key` when the text is not an id."""
        if not _ID.fullmatch(text) or len(text) > _LONGEST_ID:
            raise self.fault(f"“{text}” is not an id", "Use letters, digits and single hyphens, like role-ic", key)

    def choice(self, key: str, allowed: Collection[str], default: str | None = None) -> str:
        """A text that is one of `allowed`."""
        found = self.text(key, default)
        if found != default:
            self.require(found in allowed, found, f"is not a possible {key}", allowed, key)
        return found

    def number(self, key: str, default: int | None = None, *, lowest: int = 0, highest: int) -> int:
        """A whole number between two bounds."""
        value = self._value(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._wrong_type(key, "a whole number")
        if not lowest <= value <= highest:
            raise self.fault(f"“{key}” is {value}", f"Use a number from {lowest} to {highest}", key)
        return value

    def yes_no(self, key: str, default: bool) -> bool:
        """true or false."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            raise self._wrong_type(key, "true or false")
        return value

    def day(self, key: str) -> str:
        """A date, as ISO text."""
        value = self._value(key, None)
        if type(value) is not date:
            raise self._wrong_type(key, "a date without quotes, like 2026-11-21")
        return value.isoformat()

    def citations(self, known: Collection[str]) -> Citations:
        """Where the entry comes from; every entry says so under `source`."""
        try:
            return parse_citations(self.text("source"), known)
        except BadCitation as error:
            raise self.fault(error.args[0], error.args[1], "source") from error

    def table(self, key: str) -> Mapping[str, Any]:
        """A table inside the entry, empty when it is not there."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            raise self._wrong_type(key, "a table, like { id = “Label” }")
        return cast("Mapping[str, Any]", value)

    def require(self, holds: bool, name: str, why: str, known: Collection[str], key: str = "") -> None:
        """Raises a fault saying that `name` … `why`, with the names that would do, unless the condition holds."""
        if not holds:
            raise self.fault(f"“{name}” {why}", suggestion(name, known), key)

    def done(self) -> None:
        """Raises `PackError` when the entry has a key nobody asked for."""
        for key in self.values:
            if key not in self._asked:
                raise self.fault(f"“{key}” is not a key of this entry", suggestion(key, self._asked), key)

    def _value(self, key: str, default: object) -> object:
        if self.has(key):
            return self.values[key]
        if default is None:
            close = difflib.get_close_matches(key, self.values, 1)
            raise self.fault(f"“{key}” is missing", f"Rename “{close[0]}” to “{key}”" if close else f"Add “{key} = …”")
        return default

    def _checked_text(self, key: str, value: str, *, may_be_empty: bool) -> str:
        if len(value) > LONGEST_TEXT:
            raise self.fault(f"“{key}” is longer than {LONGEST_TEXT} characters", "Shorten it", key)
        if not value.isprintable() and clean_text(value) != value:
            raise self.fault(f"“{key}” holds a character that cannot be printed", "Type the text again", key)
        text = " ".join(value.split())
        if not text and not may_be_empty:
            raise self.fault(f"“{key}” is empty", "Write something, or take the entry out", key)
        return text

    def _wrong_type(self, key: str, wanted: str) -> PackError:
        return self.fault(f"“{key}” is not {wanted}", f"Write {wanted}", key)


def suggestion(name: str, known: Collection[str]) -> str:
    """What to use instead of a name that is not known: the nearest one, or the first few."""
    close = difflib.get_close_matches(name[:_LONGEST_ID], known, 1, 0.5)
    if close:
        return f"Did you mean “{close[0]}”"
    few = sorted(known)[:6]
    more = ", …" if len(known) > len(few) else ""
    return f"Use one of: {', '.join(few)}{more}" if few else "Take it out"
