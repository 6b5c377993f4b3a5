"""Held here: where the way to a target begins, and that another area's stated figure is never its beginning."""

import pytest

from data.schemas.target import Target
from metrics.baseline import Baseline, find_baseline
from metrics.series import Series
from tests.metrics.figures import Values, make_series, make_target

TARGET = make_target()
UNDATED = make_target(baseline_year="", baseline_value=None)
RELATIVE = make_target(kind="relative", baseline_year="2017", baseline_value=None, target_value=50)


def find(target: Target, values: Values, ref_area: str = "WLD", first_year: int | None = 2020) -> Baseline | None:
    return find_baseline(target, make_series(values, ref_area=ref_area), ref_area, 1, first_year)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param({2019: 53, 2020: 60.1, 2021: 62}, Baseline(60.1, "2020", "series"), id="the very year"),
        pytest.param({2018: 49, 2021: 62}, Baseline(62, "2021", "series"), id="nearest within one year, later"),
        pytest.param({2019: 53, 2023: 65}, Baseline(53, "2019", "series"), id="nearest within one year, earlier"),
        pytest.param({2019: 53, 2021: 62}, Baseline(53, "2019", "series"), id="a tie goes to the earlier"),
        pytest.param({2018: 49, 2022: 64}, Baseline(50, "2020", "stated"), id="two years off: the stated figure"),
        pytest.param({2020: 0, 2024: 5}, Baseline(0, "2020", "series"), id="zero is a value"),
    ],
)
def test_baseline_is_of_the_same_edition_before_it_is_stated(values: Values, expected: Baseline) -> None:
    assert find(TARGET, values) == expected


@pytest.mark.parametrize(
    ("target", "values", "first_year", "expected"),
    [
        pytest.param(TARGET, {2018: 9, 2022: 14, 2024: 20}, 2020, Baseline(14, "2022", "first"), id="not the world"),
        pytest.param(TARGET, {2018: 9, 2022: 14}, 2020, None, id="the newest figure is no start"),
        pytest.param(TARGET, {2020: 11, 2022: 14}, 2020, Baseline(11, "2020", "series"), id="its own 2020"),
        pytest.param(UNDATED, {2019: 9, 2020: 11, 2021: 12}, 2020, Baseline(11, "2020", "first"), id="the first year"),
        pytest.param(UNDATED, {2015: 8, 2019: 9}, 2020, None, id="nothing at or after the first year"),
        pytest.param(UNDATED, {2019: 9, 2020: 11}, None, None, id="a framework without a first year"),
        pytest.param(UNDATED, {}, 2020, None, id="no data at all"),
    ],
)
def test_country_starts_from_its_own_figures(
    target: Target, values: Values, first_year: int | None, expected: Baseline | None
) -> None:
    assert find(target, values, "KEN", first_year) == expected


@pytest.mark.parametrize("kind", ["relative", "gap_relative"])
def test_relative_target_never_starts_from_a_later_year(kind: str) -> None:
    assert find(RELATIVE.model_copy(update={"kind": kind}), {2021: 3.5, 2022: 3.2}, first_year=2017) is None


def test_relative_target_starts_from_its_year() -> None:
    assert find(RELATIVE, {2016: 3.9, 2017: 3.5, 2022: 3.2}) == Baseline(3.5, "2017", "series")


def test_dated_baseline_is_found_by_its_date() -> None:
    pledged = {"2022-06-09": 18.55e9, "2022-10": 28.4e9, "2022-12": 30e9}
    target = make_target(kind="sum", baseline_year="2022-06-09", baseline_value=18.55e9, target_value=100e9)

    assert find(target, pledged) == Baseline(18.55e9, "2022-06-09", "series")


def test_stated_figure_without_a_year_is_still_a_baseline() -> None:
    found = find(make_target(baseline_year=""), {2024: 60})

    assert found == Baseline(50, "", "stated")
    assert found.year is None


@pytest.mark.parametrize("series", [make_series({2021: 62}), make_series({"2020-06-30": 62})], ids=["2021", "mid-2020"])
def test_baseline_says_its_year(series: Series) -> None:
    found = find_baseline(TARGET, series, "WLD", 1, 2020)

    assert found is not None
    assert found.year == series.points[0].year


# DOMAIN 5: the 5 GB basket of 2018 is no baseline for the 1 GB basket of 2017, so SP2020 1.3 stays not assessable
@pytest.mark.parametrize(
    ("redefined", "expected"),
    [
        pytest.param((), Baseline(3.2, "2018", "series"), id="measured in one way: the nearest year"),
        pytest.param((2018,), None, id="redefined in 2018: never across"),
        pytest.param((2017,), Baseline(3.2, "2018", "series"), id="redefined before both"),
        pytest.param((2019,), Baseline(3.2, "2018", "series"), id="redefined after both"),
    ],
)
def test_baseline_never_crosses_a_redefinition(redefined: tuple[int, ...], expected: Baseline | None) -> None:
    series = make_series({2018: 3.2, 2025: 2.5})

    assert find_baseline(RELATIVE, series, "WLD", 1, 2017, redefined) == expected
