"""The parsed text of a pack's sections: what a Markdown body becomes when the pack is loaded.

Placeholders stand where a fact of the plan is put; blanks where people write by hand on the day. What a user types is
never parsed: it only ever replaces a placeholder as plain text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Text:
    """Words, perhaps emphasised."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class Placeholder:
    """`{{ school.name }}`, `{{ q-ru-4 }}` or `{{ role:role-ic }}`: the fact of that name."""

    name: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True)
class BlankToFill:
    """`[[time]]`: known only during an incident; drawn as a blank with its label."""

    label: str


@dataclass(frozen=True)
class SectionLink:
    """`[text](#fa-comms)`: a cross-reference to another section."""

    text: str
    section: str


Inline = Text | Placeholder | BlankToFill | SectionLink


@dataclass(frozen=True)
class Heading:
    """A heading inside a section; level 1 is directly below the section's own title."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A run of inlines."""

    inlines: tuple[Inline, ...]


@dataclass(frozen=True)
class ListBlock:
    """A bulleted or numbered list; each item is one paragraph of inlines."""

    items: tuple[tuple[Inline, ...], ...]
    ordered: bool = False


@dataclass(frozen=True)
class Generated:
    """A fenced ```block NAME``` with TOML parameters: content built from the plan's facts."""

    name: str
    parameters: Mapping[str, object]


Block = Heading | Paragraph | ListBlock | Generated
