"""What every record of a plan has in common."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import ClassVar

from eopbuilder.domain.disclosure import Disclosure
from eopbuilder.domain.facts import UNKNOWN, Fact, Known, NotApplicable, is_empty

_NONE: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every record has: an id that never changes, its place in its list, and what does not apply to it."""

    TABLE: ClassVar[str] = ""
    NOUN: ClassVar[str] = ""
    """How one such record is called in a sentence, such as “person”."""
    DISCLOSURE: ClassVar[Disclosure] = Disclosure.FULL
    """Who may know that there is such a record, and what names it; a field may state a higher level for itself."""

    id: str
    position: int = 0
    not_applicable: Mapping[str, str] = field(default_factory=lambda: _NONE, hash=False)
    """Field name to the reason why it does not apply."""

    def fact(self, name: str) -> Fact:
        """The fact in field `name`: known, unknown, or not applicable."""
        value = getattr(self, name)
        if not is_empty(value):
            return Known(value)
        reason = self.not_applicable.get(name)
        return NotApplicable(reason) if reason else UNKNOWN

    @property
    def label(self) -> str:
        """How lists, sentences and graphs call this record."""
        return str(getattr(self, "name", None) or f"Unnamed {self.NOUN}")
