"""The planning numbers follow the published formulas from known facts only."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eopbuilder.document.blocks_numbers import (
    STAFFING_RATIOS,
    ReunificationAssumptions,
    reunification_estimate,
    staffing_gap,
)


def test_the_default_assumptions_give_the_worked_example() -> None:
    found = reunification_estimate(412, 412, 4, ReunificationAssumptions())
    assert found.check_in_lines == 11  # 206 families x 3 minutes / 60
    assert found.reunifiers == 22
    assert found.assembly_square_feet == 4160
    assert found.parking_spaces == 124
    assert round(found.hours_to_finish, 2) == 1.87


@given(st.integers(1, 5000), st.integers(0, 100))
def test_there_is_always_a_line_and_an_end(families: int, wheelchairs: int) -> None:
    found = reunification_estimate(families, families, wheelchairs, ReunificationAssumptions())
    assert found.check_in_lines >= 1
    assert 0 < found.hours_to_finish <= 2.0001 or found.check_in_lines == 1
    assert found.assembly_square_feet >= families * 10


def test_the_gap_is_positions_short_of_the_ratio() -> None:
    counselor = STAFFING_RATIOS[0]
    assert counselor.students == 250
    assert staffing_gap(251, counselor, 0.5) == 1.5
    assert staffing_gap(0, counselor, 1) == -1
