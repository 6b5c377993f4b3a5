"""Held here: what was said of one year at several origins, and the countries that were missed most."""

from dataclasses import replace

import pytest

from metrics.backtest import Span, make_record, make_statements
from metrics.record import Statement, count_inside, said_of, years_told
from tests.metrics.figures import make_series
from tests.metrics.projecting import make_projecting, rising, with_few_errors

STILL = make_series(dict.fromkeys(range(2005, 2021), 50.0), ref_area="AAA")
JUMP = make_series(dict.fromkeys(range(2005, 2019), 50.0) | {2019: 90.0, 2020: 90.0}, ref_area="BBB")


def said(origin: int, horizon: int, outcome: float = 50.0) -> Statement:
    return Statement("AAA", origin, horizon, 50.0, 40.0, 50.0, 60.0, outcome)


def test_statement_says_of_which_year_it_is_and_how_far_off() -> None:
    one = said(2018, 6, outcome=62.5)

    assert (one.year, one.off, one.inside) == (2024, 12.5, False)
    assert said(2018, 6, outcome=60.0).inside


def test_of_a_year_what_was_said_six_five_three_and_one_years_before_comes_in_this_order() -> None:
    statements = [said(2020 - before, before) for before in range(1, 7)] + [said(2013, 6)]

    assert [one.horizon for one in said_of(statements, 2020)] == [6, 5, 3, 1]
    assert years_told(statements) == (2019, 2020)
    assert said_of(statements, 2030) == ()


def test_a_year_told_only_two_or_four_years_before_is_not_offered() -> None:
    assert years_told([said(2016, 4), said(2018, 2)]) == ()


def test_outcomes_inside_the_band_are_counted() -> None:
    assert count_inside([said(2018, 1), said(2018, 2, outcome=61.0)]) == 1


def test_statements_of_a_series_by_hand() -> None:
    """At 50 % for ever: default errors have a median of -0.03 and a band from -0.21 to 0.22 one year ahead.

    A quarter is added to the distances of 0.18 and 0.25: the band is from -0.255 to 0.2825.
    100 / (1 + exp(0.03)) = 49.25; 100 / (1 + exp(0.255)) = 43.66; 100 / (1 + exp(-0.2825)) = 57.02.
    """
    found = make_statements(STILL, "share", make_projecting(STILL), Span(2018, 2018))

    assert [(one.origin, one.horizon) for one in found] == [(2018, 1), (2018, 2)]
    assert (found[0].low, found[0].median, found[0].high) == pytest.approx((43.66, 49.25, 57.02), abs=0.005)
    assert (found[0].start, found[0].outcome) == (50.0, 50.0)


def test_an_area_that_is_no_economy_is_told_with_the_bands_of_the_economies() -> None:
    countries = [rising(f"C{n}", -2.0, 0.05 * n, 2000, 2020) for n in range(1, 8)]
    projector = make_projecting(*countries, rules=with_few_errors())
    group = replace(countries[3], ref_area="WLD")
    first, second = (make_statements(one, "share", projector) for one in (group, countries[3]))

    assert [(one.origin, one.median, one.low) for one in first] == [(one.origin, one.median, one.low) for one in second]
    assert {one.ref_area for one in first} == {"WLD"}


@pytest.mark.parametrize("year", [2015, 2017, 2019])
def test_a_planted_future_value_changes_no_earlier_statement(year: int) -> None:
    """Whatever came in from a year on: every median and band said before it is the same to the last digit."""
    plain = [rising(f"C{n}", -2.0, 0.05 * n, 2000, 2020) for n in range(1, 8)]
    planted = [
        one.with_points(replace(point, value=6.0 + at) if point.year >= year else point for point in one.points)
        for at, one in enumerate(plain)
    ]
    before, after = (
        make_statements(series[2], "share", make_projecting(*series, rules=with_few_errors()), Span(last=year - 1))
        for series in (plain, planted)
    )

    assert len(before) > 10
    assert [(one.low, one.median, one.high) for one in before] == [(one.low, one.median, one.high) for one in after]
    assert [one.outcome for one in before if one.year >= year] != [one.outcome for one in after if one.year >= year]


def test_most_missed_names_the_statement_that_was_farthest_off() -> None:
    """BBB stays at 50 until 2018 and jumps to 90: six years ahead of 2019 and 2020, said in 2013 and 2014."""
    first = make_record("individuals_online", "share", make_projecting(STILL, JUMP)).missed[0]

    assert (first.ref_area, first.horizon, first.outside) == ("BBB", 6, 2)
    assert first.worst.origin in (2013, 2014)
    assert first.worst.outcome == 90.0


def test_most_missed_are_compared_where_there_are_enough_forecasts() -> None:
    """Two areas have 16 forecasts one year ahead, 14 two years and 6 six years ahead."""
    projector = make_projecting(STILL, JUMP, rules=with_few_errors())
    enough = make_projecting(STILL, JUMP, rules=replace(with_few_errors(), fewest_errors=14))

    assert make_record("individuals_online", "share", projector).missed[0].horizon == 6
    assert make_record("individuals_online", "share", enough).missed[0].horizon == 2
