"""Held here: series side by side, and lines fitted to all of them at once."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.panel import count_back, fit_lines, make_panel, slopes
from tests.metrics.figures import make_series

PANEL = make_panel(
    [make_series({2020: 1, 2022: 3, 2023: 7}, ref_area="AAA"), make_series({2021: 5}, ref_area="BBB"), make_series({})]
)


def test_a_panel_has_a_row_an_area_and_a_column_a_year() -> None:
    assert PANEL.areas == ("AAA", "BBB", "WLD")
    assert list(PANEL.years) == [2020, 2021, 2022, 2023]
    assert np.array_equal(PANEL.values[0], [1, np.nan, 3, 7], equal_nan=True)
    assert np.isnan(PANEL.values[2]).all()


def test_what_came_later_is_not_in_the_panel_of_a_year() -> None:
    assert list(PANEL.until(2021).years) == [2020, 2021]
    assert PANEL.until(1990).values.shape == (3, 0)


def test_nothing_makes_an_empty_panel() -> None:
    assert make_panel([]).values.shape == (0, 0)


def test_dated_points_do_not_stand_for_a_year() -> None:
    dated = make_series({"2020-06": 1.0})

    assert make_panel([replace(dated, ref_area="KEN")]).values.size == 0


def test_lines_are_fitted_row_by_row() -> None:
    """1, 3 and 7 at -3, -1 and 0: means -4/3 and 11/3; slope (40/9 - 2/9 + 40/9) / (42/9) = 13/7."""
    slope, level = fit_lines(PANEL.values, 3, 10)

    assert slope[0] == pytest.approx(13 / 7)
    assert level[0] == pytest.approx(11 / 3 + slope[0] * 4 / 3)
    assert np.isnan(slope[1:]).all()


def test_only_the_last_years_count() -> None:
    assert slopes(PANEL.values, 3, 2)[0] == pytest.approx(4)
    assert count_back(PANEL.known, 3, 2).tolist() == [2, 0, 0]
