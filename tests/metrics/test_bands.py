"""Held here: which errors count, how bands go on where none are known, and that they never become narrower."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.bands import (
    HIGH50,
    HIGH80,
    HORIZONS,
    LOW50,
    LOW80,
    MIDDLE,
    SHARES,
    Errors,
    default_bands,
    make_bands,
    measure_errors,
    widening,
)
from metrics.courses import make_courses
from metrics.panel import make_panel
from tests.metrics.projecting import RULES, rising

SHARE = RULES.kinds["share"]
STEADY = Errors(2000, np.broadcast_to(np.linspace(-1, 1, 101)[None, :, None], (20, 101, 8)).copy())
"""Every year 2000-2019, 101 areas with errors from -1 to 1, the same at every horizon."""


def test_quantiles_stand_where_their_names_say() -> None:
    assert [float(SHARES[one]) for one in (LOW80, LOW50, MIDDLE, HIGH50, HIGH80)] == [0.1, 0.25, 0.5, 0.75, 0.9]


def test_an_error_counts_from_the_year_of_its_outcome() -> None:
    """Of origins 2000-2019, three years ahead, those up to 2007 were known in 2010."""
    known, origins = STEADY.known_at(2010, 3)

    assert (len(known), origins) == (8 * 101, 8)
    assert STEADY.known_at(2002, 3)[1] == 0


def test_measured_bands_are_the_quantiles_of_the_errors() -> None:
    bands = make_bands(STEADY, 2019, SHARE, RULES)

    assert bands is not None and bands.calibrated
    assert bands.table[0, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-0.8, 0, 0.8])


def test_few_origins_stretch_the_bands() -> None:
    """In 2001 one year ahead a single origin, 2000, stands behind: 0.8 x 1.25 = 1."""
    bands = make_bands(STEADY, 2001, SHARE, RULES)

    assert bands is not None
    assert bands.table[0, [LOW80, HIGH80]] == pytest.approx([-1, 1])


def test_too_few_errors_a_year_ahead_leave_the_default_bands() -> None:
    few = replace(STEADY, found=STEADY.found[:, :5])  # 5 areas: 95 errors up to 2019, 50 up to 2010

    assert make_bands(few, 2019, SHARE, RULES) is not None
    assert make_bands(few, 2010, SHARE, RULES) is None
    assert make_bands(replace(STEADY, found=STEADY.found[:0]), 2019, SHARE, RULES) is None


def test_beyond_the_last_horizon_the_distances_grow_with_the_root_of_the_time() -> None:
    """Errors of -3 to 3: 8 years ahead the distances are 2.4; 18 years ahead 2.4 x sqrt(18 / 8) = 3.6."""
    bands = make_bands(replace(STEADY, found=STEADY.found * 3), 2019, SHARE, RULES)

    assert bands is not None
    assert bands.table[17, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-3.6, 0, 3.6])


def test_beyond_the_last_horizon_bands_are_at_least_as_wide_as_the_default_ones() -> None:
    """Errors of -1 to 1 would give 0.8 x 1.5 = 1.2; the default ones lie 0.96 x 1.5 = 1.44 below their median."""
    bands = make_bands(STEADY, 2019, SHARE, RULES)

    assert bands is not None
    assert bands.table[17, LOW80] == pytest.approx(-1.44)


def test_default_bands_hold_the_stated_quantiles_and_what_lies_between() -> None:
    """4 years ahead lies between 3 (0.54) and 5 (0.88): 0.71."""
    table = default_bands(SHARE).table

    assert table[0, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-0.21, -0.03, 0.22])
    assert table[5, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-0.70, 0.10, 1.04])
    assert table[3, HIGH80] == pytest.approx(0.71)


def test_no_band_is_narrower_than_one_of_an_earlier_year() -> None:
    narrow = STEADY.found.copy()
    narrow[:, :, 4:] *= 0.1
    for bands in (make_bands(replace(STEADY, found=narrow), 2019, SHARE, RULES), default_bands(SHARE)):
        assert bands is not None
        assert (np.diff(bands.distances[:, HIGH80]) >= -1e-12).all()
        assert (np.diff(bands.distances[:, LOW80]) <= 1e-12).all()
        assert (np.diff(bands.table, axis=1) >= -1e-12).all()


def test_widening_leaves_what_widens_as_it_is() -> None:
    distances = np.linspace(-1, 1, len(SHARES)) * np.arange(1, 5)[:, None]

    assert widening(distances) == pytest.approx(distances)


def test_errors_are_outcome_minus_course_for_origins_with_enough_points() -> None:
    """A logit that rises by 0.2: one year ahead the course has gone 0.9 x 0.2, so the outcome is 0.02 above it."""
    panel = make_panel([rising("KEN", -1.0, 0.2, 2010, 2020)])
    errors = measure_errors(panel, make_courses(RULES)["damped_logit"], SHARE, RULES)

    assert errors.known_at(2020, 1)[0] == pytest.approx([0.02] * 6)
    assert errors.known_at(2020, 2)[0] == pytest.approx([0.4 - 0.2 * 1.71] * 5)


def test_values_near_the_ends_do_not_calibrate() -> None:
    panel = make_panel([rising("KEN", -6.0, 0.1, 2010, 2020)])

    assert measure_errors(panel, make_courses(RULES)["damped_logit"], SHARE, RULES).known_at(2020, 1)[1] == 0


def test_horizons_reach_beyond_any_target() -> None:
    assert default_bands(SHARE).table.shape == (HORIZONS, len(SHARES))
