"""Scores of hazards: the published example, the bands without a gap, and scales that are never mixed."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from eopbuilder.domain.records import Hazard
from eopbuilder.domain.risk import missing_values, score, suggested_band

FIRE = {"scale": "scale-rems", "probability": "2", "magnitude": "3", "warning": "4", "duration": "2"}


def hazard(**facts: Any) -> Hazard:
    return Hazard(id="h", **facts)


def test_the_published_example_is_medium() -> None:
    assert score(hazard(**FIRE)) == 2.6
    assert suggested_band(hazard(**FIRE)) == "medium"


def test_the_index_with_extent_weighs_it() -> None:
    values = {**FIRE, "scale": "scale-pri", "extent": "4"}
    assert score(hazard(**values)) == pytest.approx(0.6 + 0.9 + 0.8 + 0.4 + 0.2)
    assert missing_values(hazard(**{**values, "extent": None})) == ("extent",)


def test_a_score_without_a_scale_is_no_score() -> None:
    assert missing_values(hazard(**{**FIRE, "scale": None})) == ("scale",)
    assert score(hazard()) is None
    assert suggested_band(hazard()) == ""


def test_every_score_has_a_band_and_the_bands_leave_no_gap() -> None:
    names = ("probability", "magnitude", "warning", "duration")
    for values in product("1234", repeat=4):
        one = hazard(scale="scale-cpri", **dict(zip(names, values, strict=True)))
        found = score(one)
        assert found is not None
        assert 1 <= found <= 4
        expected = "high" if found >= 3 else "medium" if found >= 2 else "low"
        assert suggested_band(one) == expected, values
