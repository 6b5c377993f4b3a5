"""Held here: what the method achieves on the built-in figures, and the evidence it was chosen by, computed anew."""

from math import log

import numpy as np
import pytest

from metrics.backtest import Span, make_record, make_statements
from metrics.record import Record, count_inside
from services.tracker import State, Tracker
from topics.projections import backtest_record, forecast_record
from topics.trends import used_series

ONLINE = "individuals_online"


@pytest.fixture(scope="module")
def record(tracker: Tracker, state: State) -> Record:
    return forecast_record(state, tracker.reference, ONLINE, Span())


def test_the_error_six_years_ahead_is_well_below_that_of_the_simple_methods(record: Record) -> None:
    six = record.horizons[6]

    assert six.mae <= 6.7
    assert six.mae <= 0.65 * six.mae_line
    assert six.mae <= 0.4 * six.mae_no_change


def test_the_error_is_below_that_of_the_straight_line_at_every_horizon_and_level(record: Record) -> None:
    assert all(one.mae < one.mae_line for one in record.horizons.values())
    assert all(one.mae < one.mae_line for one in record.levels)


def test_the_80_per_cent_band_holds_what_it_promises(record: Record) -> None:
    """Pooled 77-85 of 100, at each number of years ahead 74-88, from each starting level 72-90."""
    assert record.coverage80 is not None and 0.77 <= record.coverage80 <= 0.85
    assert all(0.74 <= one.coverage80 <= 0.88 for one in record.horizons.values())
    assert all(0.72 <= one.coverage80 <= 0.90 for one in record.levels)


def test_chances_beat_the_yes_or_no_of_the_growth_rule(record: Record) -> None:
    assert record.brier is not None and record.brier_cagr is not None
    assert record.brier < record.brier_cagr / 5


def test_what_was_said_happened_about_as_often(record: Record) -> None:
    often = [(said, happened) for said, happened, n in record.reliability if n >= 100]

    assert len(often) >= 3
    assert all(abs(said - happened) < 0.1 for said, happened in often)


def test_the_damped_course_that_was_used_before_is_farther_off_at_every_horizon(record: Record) -> None:
    assert all(one.mae < one.mae_damped for one in record.horizons.values())


@pytest.mark.parametrize("span", [Span(2008, 2014), Span(2015, None)], ids=["to 2014", "from 2015"])
def test_that_holds_in_both_halves_of_the_years(state: State, span: Span) -> None:
    found = make_record(ONLINE, "share", state.projector, span)

    assert all(one.mae < one.mae_damped for one in found.horizons.values())


def test_the_published_evidence_comes_out_the_same_when_computed_independently(state: State) -> None:
    """Published for ITU's own series, origins 2008-2019: damped logit 8.7, line 10.3, no change 18.9 at six years.

    Here with loops and no calibration, on the World Bank's edition of the same series.
    """
    panel = state.projector.panel(ONLINE)
    off: dict[str, list[float]] = {"logit": [], "line": [], "still": []}
    for row in panel.values:
        known = {year: float(v) for year, v in zip(panel.years, row, strict=True) if not np.isnan(v)}
        for origin in range(2008, 2020):
            span = [year for year in known if origin - 20 < year <= origin]
            if origin not in known or origin + 6 not in known or len(span) < 8 or not 5 <= known[origin] <= 95:
                continue
            outcome = known[origin + 6]
            slope, _ = _line({y: _logit(v) for y, v in known.items() if origin - 10 < y <= origin})
            place = _logit(known[origin]) + slope * sum(0.9**i for i in range(1, 7))
            step, level = _line({y: v for y, v in known.items() if origin - 5 < y <= origin} | {origin: known[origin]})
            off["logit"].append(abs(100 / (1 + np.exp(-place)) - outcome))
            off["line"].append(abs(min(100.0, max(0.0, level + step * (origin + 6))) - outcome))
            off["still"].append(abs(known[origin] - outcome))

    assert np.mean(off["logit"]) == pytest.approx(8.7, abs=0.4)
    assert np.mean(off["line"]) == pytest.approx(10.3, abs=0.3)
    assert np.mean(off["still"]) == pytest.approx(18.9, abs=0.2)


def _logit(value: float) -> float:
    part = min(0.995, max(0.005, value / 100))
    return log(part / (1 - part))


def _line(values: dict[int, float]) -> tuple[float, float]:
    """Return slope and the value in year 0 of the least-squares line."""
    years, found = np.array(list(values)), np.array(list(values.values()))
    if len(years) < 2:
        return 0.0, float(found[0])
    slope = float(np.cov(years, found, bias=True)[0, 1] / np.var(years))
    return slope, float(found.mean() - slope * years.mean())


@pytest.mark.parametrize("indicator", ["coverage_4g", "fixed_basket"])
def test_other_indicators_have_a_record_too(tracker: Tracker, state: State, indicator: str) -> None:
    found = backtest_record(state, tracker.reference, indicator, (None, None))

    assert found["forecasts"] > 400
    assert all(one["mae"] < one["mae_line"] for one in found["horizons"].values())


def test_record_has_the_keys_that_scripts_rely_on(tracker: Tracker, state: State) -> None:
    found = backtest_record(state, tracker.reference, ONLINE, (2012, 2014))
    keys = {"forecasts", "areas", "horizons", "brier", "brier_cagr", "reliability"}

    assert set(found) == keys
    assert set(found["horizons"]) == {"1", "2", "3", "4", "5", "6"}
    assert set(found["horizons"]["1"]) == {
        "mae",
        "mae_no_change",
        "mae_line",
        "mae_cagr",
        "mae_damped",
        "coverage80",
        "n",
    }


def test_bands_of_groups_hold_what_they_promise_on_the_past_of_groups(tracker: Tracker, state: State) -> None:
    """77-85 of 100 over all; those of countries would hold 98."""
    projector = state.projector
    found = [used_series(state, ONLINE, area) for area in projector.groups(ONLINE).areas]
    said = [each for one in found if one for each in make_statements(one, "share", projector)]

    assert len(said) > 800
    assert 0.77 <= count_inside(said) / len(said) <= 0.85
