"""Requirement packs: folders with a `requirements.toml`, loaded and checked like everything a district may write."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from eopbuilder.domain.catalogue import Source
from eopbuilder.domain.requirements import FactTest, Requirement, RequirementPack
from eopbuilder.packs.entry import Entry
from eopbuilder.packs.tables import TomlFile

FILE = "requirements.toml"
_KEYS = ("id", "title", "edition", "dated", "address", "note", "state", "lowers")
LOWERABLE = frozenset({"V-DR-01"})
"""Codes of checks on which the rules of states differ; only the rules of a state can lower them to a warning."""
_STATE = re.compile(r"[A-Z]{2}")
ARGUMENTS: dict[str, tuple[int, int]] = {
    "answered": (1, 1),
    "yes": (1, 1),
    "is": (1, 1),
    "at-least": (2, 2),
    "within": (2, 2),
    "ahead": (2, 2),
    "filled": (1, 1),
    "some": (1, 1),
    "count": (2, 2),
    "recent": (2, 3),
    "clear": (1, 1),
    "section": (1, 1),
    "annex": (1, 1),
    "role": (1, 1),
}
"""The tests the program knows, with the fewest and the most arguments of each."""


def is_requirement_pack(folder: Path) -> bool:
    """Whether a folder holds a requirement pack rather than a template pack."""
    return (folder / FILE).is_file()


def load_requirement_pack(folder: Path) -> RequirementPack:
    """The requirement pack in `folder`. Raises `PackError` naming file and line."""
    file = TomlFile(folder, FILE, "source", "requirement", keys=_KEYS)
    head = file.whole
    sources = file.table(
        "source", lambda one: Source(one.identifier(), one.text("title"), one.text("address"), one.day("consulted"))
    )
    state = head.text("state", "")
    if state and not _STATE.fullmatch(state):
        raise head.fault(f"“{state}” is not the code of a state", "Use two capital letters, like TX", "state")
    lowers = head.texts("lowers", ())
    for code in lowers:
        head.require(code in LOWERABLE, code, "is no check that a state may lower", LOWERABLE, "lowers")
    if lowers and not state:
        raise head.fault("only the rules of a state lower a check", 'Name the state, like state = "TX"', "lowers")
    requirements = file.table("requirement", lambda one: _requirement(one, sources.by_id))
    if not requirements.rows:
        raise head.fault("the pack has no requirement", "Write at least one [[requirement]]")
    return RequirementPack(
        id=head.identifier(),
        title=head.text("title"),
        edition=head.text("edition"),
        dated=head.day("dated"),
        address=head.text("address"),
        note=head.text("note"),
        state=state,
        sources=sources.values,
        requirements=requirements.values,
        lowers=lowers,
    )


def _requirement(entry: Entry, sources: Collection[str]) -> Requirement:
    met_when = _tests(entry, "met_when", entry.texts("met_when"))
    if not met_when:
        raise entry.fault("nothing says when the requirement is met", "Name at least one test", "met_when")
    return Requirement(
        id=entry.identifier(),
        title=entry.text("title"),
        text=entry.text("text"),
        step=entry.identifier("step"),
        section=entry.identifier("section"),
        met_when=met_when,
        applies_when=_tests(entry, "applies_when", entry.texts("applies_when", ())),
        citations=entry.citations(sources),
    )


def _tests(entry: Entry, key: str, texts: tuple[str, ...]) -> tuple[FactTest, ...]:
    found = []
    for text in texts:
        word, *arguments = text.split(":")
        entry.require(word in ARGUMENTS, word, "is not a test", ARGUMENTS, key)
        fewest, most = ARGUMENTS[word]
        if not fewest <= len(arguments) <= most or not all(arguments):
            wanted = f"{fewest}" if fewest == most else f"{fewest} to {most}"
            raise entry.fault(f"“{text}” has not {wanted} words after “{word}:”", "See docs/packs.md", key)
        if word in {"at-least", "within", "ahead", "count", "recent"}:
            number = arguments[2 if word == "recent" and len(arguments) < 2 else 1]
            if not re.fullmatch(r"\d+(\.\d+)?", number):
                raise entry.fault(f"“{number}” in “{text}” is not a number", "Write a number there", key)
        found.append(FactTest(word, tuple(arguments)))
    return tuple(found)
