"""Published requirements a plan can be held against, as requirement packs write them, and what became of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from eopbuilder.domain.catalogue import Source
from eopbuilder.domain.citation import Citations
from eopbuilder.domain.findings import Where


class Status(StrEnum):
    """What the facts of a plan say about a requirement."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True)
class FactTest:
    """One test a requirement is decided by: a word the program knows and what it looks at, such as `answered:q-1`."""

    word: str
    arguments: tuple[str, ...]

    @property
    def text(self) -> str:
        """The test as the pack writes it."""
        return ":".join((self.word, *self.arguments))


@dataclass(frozen=True)
class Requirement:
    """Something a plan must have. `met_when` decides it; unless all of `applies_when` holds, it does not apply."""

    id: str
    title: str
    text: str
    step: str
    section: str
    met_when: tuple[FactTest, ...]
    applies_when: tuple[FactTest, ...] = ()
    citations: Citations = ()


@dataclass(frozen=True)
class RequirementPack:
    """A dated set of requirements. `state` is the two-letter code of the state whose schools it is for, or empty.

    `lowers` are codes of checks whose errors are warnings in that state, because its rules allow what they forbid.
    """

    id: str
    title: str
    edition: str
    dated: str
    address: str
    note: str
    state: str
    sources: tuple[Source, ...]
    requirements: tuple[Requirement, ...]
    lowers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judged:
    """A requirement and what the plan's facts say about it. `lacking` are the tests that failed, in words."""

    pack: RequirementPack
    requirement: Requirement
    status: Status
    where: Where
    lacking: tuple[str, ...] = ()
