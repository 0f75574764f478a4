"""Where a fact of a template pack comes from, and how sure we are of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Confidence = Literal["v", "r", "d"]


@dataclass(frozen=True)
class Citation:
    """One source of an entry and how sure we are: `v` read there, `r` recalled (check locally), `d` our own design."""

    source: str
    confidence: Confidence
    note: str = ""


Citations = tuple[Citation, ...]


def check_locally(citations: Citations) -> bool:
    """Whether an entry rests only on recalled facts, so that a reader must confirm it locally."""
    return any(one.confidence == "r" for one in citations) and not any(one.confidence == "v" for one in citations)
