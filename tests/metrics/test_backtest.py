"""Held here: which forecasts a record holds, and its errors, coverage, Brier scores and reliability by hand."""

from dataclasses import replace

import pytest

from metrics.backtest import Span, make_record, record_rules
from metrics.series import Series
from tests.metrics.figures import make_series
from tests.metrics.projecting import RULES, make_projecting, rising, with_few_errors

STILL = make_series(dict.fromkeys(range(2005, 2021), 50.0), ref_area="AAA")


def steps(area: str, values: dict[int, float]) -> Series:
    return make_series(values, ref_area=area)


def test_origins_are_years_with_eight_points_and_a_value_in_range() -> None:
    """2005-2020: the eighth point is 2012; origins 2012-2019 with outcomes 1 to 6 years later, up to 2020.

    8 + 7 + 6 + 5 + 4 + 3 = 33 forecasts.
    """
    record = make_record("individuals_online", "share", make_projecting(STILL))

    assert (record.forecasts, record.areas, record.origins) == (33, 1, (2012, 2019))
    assert [record.horizons[h].n for h in range(1, 7)] == [8, 7, 6, 5, 4, 3]


@pytest.mark.parametrize(
    ("series", "forecasts"),
    [
        pytest.param(make_series(dict.fromkeys(range(2005, 2021), 4.9)), 0, id="below 5"),
        pytest.param(make_series(dict.fromkeys(range(2005, 2021), 95.1)), 0, id="above 95"),
        pytest.param(make_series(dict.fromkeys(range(2005, 2012), 50.0)), 0, id="seven points"),
        pytest.param(make_series(dict.fromkeys(range(1990, 2009), 50.0)), 0, id="nothing after 2008"),
        pytest.param(make_series(dict.fromkeys(range(1990, 2010), 50.0)), 1, id="2008 and 2009"),
        pytest.param(make_series(dict.fromkeys([*range(1980, 1990), 2008, 2009], 50.0)), 0, id="points too long ago"),
    ],
)
def test_what_is_no_origin(series: Series, forecasts: int) -> None:
    assert make_record("individuals_online", "share", make_projecting(series)).forecasts == forecasts


def test_errors_by_hand_one_year_ahead() -> None:
    """At 50 % for ever, then 60 in 2020: of 8 outcomes one year ahead one is 10 off for no change and the line.

    The course says 50, and with the default median error of -0.03: 100 / (1 + exp(0.03)) = 49.25. Seven times 0.75
    off and once 10.75: 2.00 on average. The default band, widened by a quarter (43.7 to 57.0), holds 7 of 8.
    """
    series = make_series(dict.fromkeys(range(2005, 2020), 50.0) | {2020: 60.0})
    one = make_record("individuals_online", "share", make_projecting(series)).horizons[1]

    assert one.mae == pytest.approx(2.0, abs=0.005)
    assert (one.mae_no_change, one.mae_line, one.mae_cagr, one.mae_damped) == pytest.approx((1.25, 1.25, 1.25, 1.25))
    assert one.coverage80 == 7 / 8


def test_brier_scores_hold_chances_and_yes_or_no_of_the_same_cases() -> None:
    """At 50 % for ever none of the five targets is reached: no growth, so the rule says no, and is right every time.

    5 and 6 years ahead there are 4 + 3 forecasts of 5 targets each; the chance of 60 and 70 is above 0.
    """
    record = make_record("individuals_online", "share", make_projecting(STILL))

    assert record.chances == 35
    assert record.brier_cagr == 0
    assert record.brier is not None and 0 < record.brier < 0.1
    assert sum(n for _, _, n in record.reliability) == 35
    assert {happened for _, happened, _ in record.reliability} == {0.0}


def test_a_planted_future_value_changes_nothing_that_was_said_before() -> None:
    """Whatever came in after 2014, the chances said up to then are the same; only what happened differs."""
    plain = [rising(f"C{n}", -2.0, 0.05 * n, 2000, 2020) for n in range(1, 8)]
    planted = [
        one.with_points(replace(point, value=6.0) if point.year > 2014 else point for point in one.points)
        for one in plain
    ]
    first, second = (
        make_record("individuals_online", "share", make_projecting(*series, rules=with_few_errors()), Span(last=2014))
        for series in (plain, planted)
    )

    assert first.chances > 100
    assert [(said, n) for said, _, n in first.reliability] == [(said, n) for said, _, n in second.reliability]
    assert first.brier != second.brier


def test_origins_can_be_chosen() -> None:
    projector = make_projecting(STILL)

    assert make_record("individuals_online", "share", projector, Span(2015, 2016)).origins == (2015, 2016)


def test_the_farthest_missed_come_first() -> None:
    jump = make_series(dict.fromkeys(range(2005, 2019), 50.0) | {2019: 90.0, 2020: 90.0}, ref_area="BBB")
    record = make_record("individuals_online", "share", make_projecting(STILL, jump))

    assert [one.ref_area for one in record.missed] == ["BBB", "AAA"]
    assert (record.missed[0].horizon, record.missed[0].n) == (6, 3)


def test_prices_have_a_record_of_their_own() -> None:
    """Prices need five points: 2018-2025 has origins 2022-2024, with 3 + 2 + 1 forecasts."""
    prices = replace(
        make_series({2018 + n: 10.0 - n for n in range(8)}, indicator="fixed_basket"), unit_measure="PT_GNIPC"
    )
    record = make_record("fixed_basket", "price", make_projecting(prices))

    assert (record.forecasts, record.origins) == (6, (2022, 2024))
    assert record.horizons[1].mae < record.horizons[1].mae_no_change
    assert record.brier is not None


def test_no_data_makes_an_empty_record() -> None:
    record = make_record("individuals_online", "share", make_projecting())

    assert (record.forecasts, record.areas, record.horizons, record.brier) == (0, 0, {}, None)
    assert record.origins is None and record.reliability == ()


def test_levels_share_out_the_forecasts() -> None:
    record = make_record("individuals_online", "share", make_projecting(STILL))

    assert [(one.low, one.high, one.n) for one in record.levels if one.horizon == 1] == [(40, 60, 8)]
    assert sum(one.n for one in record.levels) == record.forecasts
    assert RULES.record_horizons == (1, 2, 3, 4, 5, 6)


def test_rules_are_told_by_what_became_of_their_labels_by_hand() -> None:
    """At 50 % for ever: none of 60 to 95 % is ever reached, and there is no growth, 5 and 6 years ahead (7 x 5 cases).

    UNSD: nothing of the way by then, stagnation. Open SDG and Eurostat: 0 of the growth needed, limited, insufficient.
    ESCAP: none of the way is behind. All from levels of 40 to 60 %.
    """
    found = {(one.rule, one.label): one for one in record_rules("individuals_online", "share", make_projecting(STILL))}
    official = {"unsd": "stagnation", "open_sdg": "limited", "eurostat": "insufficient", "escap": "below_half"}

    for rule, label in official.items():
        one = found[rule, label]
        assert (one.low, one.high, one.said, one.arrived) == (40, 60, 35, 0)
    assert sum(one.said for one in found.values() if one.rule == "ours") == 35


def test_a_rule_that_says_yes_is_right_where_the_target_is_reached() -> None:
    """From 40 % by 2 points a year: at the origin of 2012 (54 %, 44 % five years before) 60 % is reached by 2017.

    Growth of (54 / 44) ** (1 / 5) = 1.0418 a year carried on five years gives 66 %: (66.3 - 44) / (60 - 44) = 1.39.
    """
    steady = steps("AAA", {2005 + n: 40.0 + 2 * n for n in range(14)})
    found = record_rules("individuals_online", "share", make_projecting(steady), Span(2012, 2012))
    yes = next(one for one in found if (one.rule, one.label) == ("unsd", "on_track"))

    assert (yes.low, yes.high) == (40, 60)
    assert yes.arrived >= 1
