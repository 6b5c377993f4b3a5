"""Held here: our own aggregates of country figures, and the share of the weight that they cover."""

import pytest

from metrics.aggregates import (
    Aggregate,
    Method,
    aggregate_series,
    aggregate_year,
    changed_share,
    mark_breaks,
    ratio_series,
    ratio_year,
)
from tests.metrics.figures import make_series

PEOPLE = {"AAA": 100.0, "BBB": 300.0, "CCC": 100.0}
EACH = dict.fromkeys(PEOPLE, 1.0)


@pytest.mark.parametrize(
    ("method", "values", "weights", "expected"),
    [
        # (80 x 100 + 40 x 300) / 400 = 50; 400 of 500 people
        pytest.param("weighted_mean", {"AAA": 80.0, "BBB": 40.0}, PEOPLE, Aggregate(2022, 50, 0.8, 2), id="mean"),
        pytest.param("weighted_mean", {"AAA": 0.0, "BBB": 40.0}, PEOPLE, Aggregate(2022, 30, 0.8, 2), id="zero counts"),
        pytest.param("weighted_mean", {"CCC": 7.0}, PEOPLE, Aggregate(2022, 7, 0.2, 1), id="one country"),
        pytest.param(
            "median", {"AAA": 9.0, "BBB": 2.0, "CCC": 3.0}, EACH, Aggregate(2022, 3, 1.0, 3), id="the middle of three"
        ),
        # the middle of 2 and 9 is 5.5; 2 of 3 economies
        pytest.param("median", {"AAA": 9.0, "BBB": 2.0}, EACH, Aggregate(2022, 5.5, 2 / 3, 2), id="median of two"),
        pytest.param("sum", {"AAA": 9.0, "BBB": 2.0}, PEOPLE, Aggregate(2022, 11, 0.8, 2), id="sum"),
        pytest.param("weighted_mean", {"XXX": 7.0}, PEOPLE, None, id="a country without a weight"),
        pytest.param("weighted_mean", {}, PEOPLE, None, id="no values"),
        pytest.param("weighted_mean", {"AAA": 7.0}, {}, None, id="no weights"),
        pytest.param("none", {"AAA": 7.0}, PEOPLE, None, id="an indicator that is not aggregated"),
        pytest.param("count", {"AAA": 7.0}, PEOPLE, None, id="a count of countries"),
    ],
)
def test_aggregate_of_one_year(
    method: Method, values: dict[str, float], weights: dict[str, float], expected: Aggregate | None
) -> None:
    assert aggregate_year(method, 2022, values, weights) == expected


def test_year_below_the_coverage_has_no_aggregate() -> None:
    countries = [
        make_series({2021: 80, 2022: 82}, ref_area="AAA"),
        make_series({2022: 42}, ref_area="BBB"),
    ]
    series, years = aggregate_series("weighted_mean", countries, {2021: PEOPLE, 2022: PEOPLE}, 0.8)

    # 2021: AAA alone, 100 of 500 people; 2022: (82 x 100 + 42 x 300) / 400 = 52, exactly 80 % of the people
    assert series is not None
    assert [(point.period, point.value) for point in series.points] == [("2022", 52)]
    assert years == {2022: Aggregate(2022, 52, 0.8, 2)}


@pytest.mark.parametrize(
    "least", [pytest.param(0.5, id="20 % of the people are too few"), pytest.param(0.21, id="just too few")]
)
def test_no_year_with_enough_coverage_gives_no_series(least: float) -> None:
    countries = [make_series({2021: 80}, ref_area="AAA")]

    assert aggregate_series("weighted_mean", countries, {2021: PEOPLE}, least) == (None, {})


def test_no_countries_give_no_series() -> None:
    assert aggregate_series("weighted_mean", [], {}, 0.8) == (None, {})


@pytest.mark.parametrize(
    ("parts", "wholes", "weights", "expected"),
    [
        # (2 + 30) / (10 + 60) of 400 of 500 people; the mean of the two rates would be 0.35
        pytest.param(
            {"AAA": 2.0, "BBB": 30.0}, {"AAA": 10.0, "BBB": 60.0}, PEOPLE, Aggregate(2022, 32 / 70, 0.8, 2), id="two"
        ),
        pytest.param(
            {"AAA": 2.0, "BBB": 30.0}, {"AAA": 10.0}, PEOPLE, Aggregate(2022, 0.2, 0.2, 1), id="a part without a whole"
        ),
        pytest.param({"AAA": 0.0}, {"AAA": 10.0}, PEOPLE, Aggregate(2022, 0.0, 0.2, 1), id="nothing recycled"),
        pytest.param({"AAA": 2.0}, {"AAA": 0.0}, PEOPLE, None, id="nothing generated"),
        pytest.param({"AAA": 2.0}, {"BBB": 60.0}, PEOPLE, None, id="no country has both"),
        pytest.param({"AAA": 2.0}, {"AAA": 10.0}, {}, None, id="no weights"),
    ],
)
def test_ratio_of_sums_of_one_year(
    parts: dict[str, float], wholes: dict[str, float], weights: dict[str, float], expected: Aggregate | None
) -> None:
    assert ratio_year(2022, parts, wholes, weights) == expected


def test_ratio_of_the_five_regions_is_the_published_world_rate() -> None:
    # Global E-waste Monitor 2020, figures of 2019: million tonnes generated and rate by region; the world has 17.4 %
    regions = {"Africa": (2.9, 0.9), "Oceania": (0.7, 8.8), "Americas": (13.1, 9.4), "Asia": (24.9, 11.7)}
    regions["Europe"] = (12.0, 42.5)
    generated = {name: mass for name, (mass, _) in regions.items()}
    recycled = {name: mass * rate for name, (mass, rate) in regions.items()}
    found = ratio_year(2019, recycled, generated, dict.fromkeys(generated, 1.0))

    assert found is not None
    assert round(found.value, 1) == 17.4


def test_ratio_series_is_in_per_cent_and_needs_both_sums_in_a_year() -> None:
    parts = [make_series({2021: 1, 2022: 3}, ref_area="AAA"), make_series({2022: 1}, ref_area="BBB")]
    wholes = [make_series({2022: 10}, ref_area="AAA"), make_series({2022: 10}, ref_area="BBB")]
    series, years = ratio_series(parts, wholes, {2021: PEOPLE, 2022: PEOPLE}, 0.5, times=100)

    assert series is not None
    assert [point.period for point in series.points] == ["2022"]
    assert series.points[0].value == pytest.approx(20)
    assert list(years) == [2022]


@pytest.mark.parametrize(
    ("before", "after", "coverage", "share"),
    [
        pytest.param({"AAA": 100.0}, {"AAA": 100.0}, 0.2, 0.0, id="the same countries"),
        pytest.param({"AAA": 100.0, "BBB": 300.0}, {"BBB": 300.0}, 0.6, 0.2, id="one falls out"),
        pytest.param({"BBB": 300.0}, {"AAA": 100.0, "BBB": 300.0}, 0.8, 0.2, id="one comes in"),
        pytest.param({"AAA": 100.0}, {"BBB": 300.0}, 0.6, 0.8, id="other countries altogether"),
    ],
)
def test_share_that_comes_in_or_falls_out(
    before: dict[str, float], after: dict[str, float], coverage: float, share: float
) -> None:
    earlier, later = (Aggregate(year, 1, coverage, 1, held=held) for year, held in ((2021, before), (2022, after)))

    assert changed_share(earlier, later) == pytest.approx(share)


def test_line_breaks_where_enough_of_the_group_is_counted_anew() -> None:
    """AAA is 100 of 500 people: it falls out in 2022, so that the mean jumps from 51 to 42 without any change."""
    countries = [make_series({2021: 80}, ref_area="AAA"), make_series({2021: 42, 2022: 42, 2023: 43}, ref_area="BBB")]
    series, years = aggregate_series("weighted_mean", countries, dict.fromkeys((2021, 2022, 2023), PEOPLE), 0.5)
    assert series is not None

    broken, marked = mark_breaks(series, years, 0.2)
    whole, unmarked = mark_breaks(series, years, 0.21)

    assert [one.value for one in broken.points] == [51.5, 42, 43]
    assert [one.obs_status for one in broken.points] == ["", "B", ""]
    assert [year for year, one in marked.items() if one.broken] == [2022]
    assert [one.obs_status for one in whole.points] == ["", "", ""]
    assert unmarked == years
