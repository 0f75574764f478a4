"""Texts that once broke an export. They go through every field in every test run, so that none breaks it again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

FILE = Path(__file__).with_name("found.json")


def found_texts() -> tuple[str, ...]:
    """The texts, in the order they were found."""
    return tuple(json.loads(FILE.read_text(encoding="ascii")))


def keep(texts: Iterable[str]) -> None:
    """Adds texts to those found before."""
    every = dict.fromkeys((*found_texts(), *texts))
    FILE.write_text(json.dumps(list(every), indent=1) + "\n", encoding="ascii")
