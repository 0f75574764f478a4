"""Scoring of hazards. The published scales differ, so the scale is kept with every score and scores are never mixed.

The weights of the CPRI and the index with spatial extent are those of local hazard-mitigation plans (S22). No formula
is published with the federal school matrix (S09): the CPRI weights give a suggestion, which the team may overrule.
"""

from __future__ import annotations

from collections.abc import Iterable

from eopbuilder.domain.records import Hazard

DEFAULT_SCALE = "scale-rems"
_CPRI = {"probability": 45, "magnitude": 30, "warning": 15, "duration": 10}
_PRI = {"probability": 30, "magnitude": 30, "extent": 20, "warning": 10, "duration": 10}
_WEIGHTS = {DEFAULT_SCALE: _CPRI, "scale-cpri": _CPRI, "scale-pri": _PRI}
"""Hundredths, so that sums are exact."""
_HIGH, _MEDIUM = 300, 200


_BANDS_IN_ORDER = {"high": 0, "medium": 1, "low": 2}


def in_order_of_priority(hazards: Iterable[Hazard]) -> list[Hazard]:
    """Hazards with the highest priority first, then by score, then as the team listed them."""
    return sorted(
        hazards, key=lambda one: (_BANDS_IN_ORDER.get(one.priority or "", len(_BANDS_IN_ORDER)), -(score(one) or 0))
    )


def missing_values(hazard: Hazard) -> tuple[str, ...]:
    """The fields a complete score still needs."""
    needed = _WEIGHTS.get(hazard.scale or "", _CPRI)
    found = tuple(name for name in needed if getattr(hazard, name) is None)
    return ("scale", *found) if hazard.scale is None else found


def score(hazard: Hazard) -> float | None:
    """The weighted score from 1 to 4, or None while a value is missing."""
    if missing_values(hazard):
        return None
    return _hundredths(hazard) / 100


def suggested_band(hazard: Hazard) -> str:
    """high, medium or low; empty while a value is missing. A suggestion only: the team decides."""
    if missing_values(hazard):
        return ""
    hundredths = _hundredths(hazard)
    return "high" if hundredths >= _HIGH else "medium" if hundredths >= _MEDIUM else "low"


def _hundredths(hazard: Hazard) -> int:
    weights = _WEIGHTS[hazard.scale or ""]
    return sum(weight * int(getattr(hazard, name)) for name, weight in weights.items())
