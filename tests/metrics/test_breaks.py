"""Held here: which steps of a published series look like breaks nobody marked, and what stands still by estimates."""

from dataclasses import replace

import pytest

from metrics.breaks import StepRule, rests_on_estimates, stands_still, suspected_breaks
from metrics.series import Series, make_point
from tests.metrics.figures import Values, make_series

RULE = StepRule(times=3, points=10, share=0.5, fewest=4)
# World Bank WDI, 13 July 2026, rounded
CHINA = {2017: 54.3, 2018: 65.4, 2019: 64.1, 2020: 70.1, 2021: 73.1, 2022: 75.6, 2023: 90.6, 2024: 92.0, 2025: 91.6}
GHANA = {2016: 28.0, 2017: 37.9, 2018: 43.0, 2019: 22.1, 2020: 62.5, 2021: 68.6, 2022: 69.9, 2023: 70.7, 2024: 72.2}


def periods(series: Series) -> list[tuple[str, str]]:
    return [(before.period, after.period) for before, after in suspected_breaks(series, RULE)]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        # 15 points where the steps beside it are 3.0, 2.5, 1.4 and -0.4: 13 more than the median, 1.95
        pytest.param(CHINA, [("2022", "2023")], id="China 75.6 to 90.6"),
        pytest.param(GHANA, [("2018", "2019"), ("2019", "2020")], id="Ghana 43, 22, 62.5"),
        pytest.param({year: 10.0 * (year - 2014) for year in range(2014, 2024)}, [], id="ten points every year"),
        # a network that is built: 3, 12, 15, 11, 6, 2, 1
        pytest.param(
            {2013: 40.0, 2014: 43.0, 2015: 55.0, 2016: 70.0, 2017: 81.0, 2018: 87.0, 2019: 89.0, 2020: 90.0},
            [],
            id="a steep rise",
        ),
        pytest.param({2020: 10.0, 2021: 11.0, 2022: 12.0, 2023: 40.0}, [], id="too few steps to know what is usual"),
        pytest.param({2015 + n: 50.0 + n for n in range(8)}, [], id="a point a year"),
    ],
)
def test_steps_out_of_proportion_are_suspected(values: Values, found: list[tuple[str, str]]) -> None:
    assert periods(make_series(values)) == found


def test_a_break_that_the_publisher_marks_is_not_suspected() -> None:
    series = make_series(CHINA)
    marked = [replace(point, obs_status="B") if point.year == 2023 else point for point in series.points]

    assert periods(series.with_points(marked)) == []


def test_of_other_units_half_the_value_before_is_a_large_step() -> None:
    values = {2015: 100.0, 2016: 101.0, 2017: 102.0, 2018: 103.0, 2019: 104.0, 2020: 160.0}

    assert periods(replace(make_series(values), unit_measure="MN")) == [("2019", "2020")]


def test_a_step_over_several_years_counts_by_the_year() -> None:
    values = {2010: 10.0, 2011: 13.0, 2012: 16.0, 2013: 19.0, 2014: 22.0, 2020: 40.0}

    assert periods(make_series(values)) == []


def test_three_equal_estimates_stand_still() -> None:
    same = [make_point(str(year), 81.0, "E") for year in (2022, 2023, 2024)]

    assert stands_still(same)
    assert not stands_still(same[1:])
    assert not stands_still([replace(same[0], obs_status="A"), *same[1:]])
    assert not stands_still([replace(same[0], value=80.0), *same[1:]])


def test_estimates_alone() -> None:
    same = [make_point(str(year), 81.0, "E") for year in (2022, 2023)]

    assert rests_on_estimates(same)
    assert not rests_on_estimates([*same, make_point("2024", 82.0)])
    assert not rests_on_estimates([])
