"""Column widths: shares first, but no word is broken while the table has room."""

from __future__ import annotations

import pytest

from eopbuilder.render.columns import column_widths


def test_columns_follow_their_shares_when_every_word_fits() -> None:
    assert column_widths([1, 3], [10, 10], 100) == [25, 75]


def test_a_column_too_narrow_for_its_word_takes_from_those_that_can_spare() -> None:
    assert column_widths([1, 1, 2], [40, 20, 10], 100) == pytest.approx([40, 25 - 15 / 9, 50 - 15 * 8 / 9])


def test_a_word_far_too_long_takes_no_more_than_the_others_can_give() -> None:
    assert column_widths([1, 1, 1], [500, 20, 20], 100) == pytest.approx([45, 27.5, 27.5])
    assert column_widths([1, 1, 1], [500, 30, 30], 100) == pytest.approx([35, 32.5, 32.5])


def test_where_nothing_fits_the_shares_decide() -> None:
    assert column_widths([1, 1], [500, 500], 100) == pytest.approx([50, 50])
    assert column_widths([1] * 10, [50] * 10, 100) == [10] * 10
