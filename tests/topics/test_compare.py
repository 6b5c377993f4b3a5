"""Held here: which figure of each area counts as its latest, and in which order they stand."""

from metrics.series import Series, make_point
from topics.compare import latest_first
from topics.trends import Trend


def trend_of(area: str, *values: tuple[str, float], later: bool = False, ahead: bool = False) -> Trend:
    points = tuple(make_point(period, value, "A") for period, value in values)
    forecasts = (make_point("2030", 99.0, "F"),) if ahead else ()
    return Trend(Series("individuals_online", area, "A", "2025-01", "ITU", "PT_POP", points, forecasts), later=later)


def latest_values(*trends: Trend) -> list[tuple[str, float]]:
    return [(one.series.ref_area, one.series.points[-1].value) for one in latest_first(trends)]


def test_highest_latest_value_comes_first_and_equals_by_code() -> None:
    found = latest_values(
        trend_of("UGA", ("2023", 90), ("2024", 9)), trend_of("KEN", ("2024", 35)), trend_of("BRA", ("2022", 35))
    )

    assert found == [("BRA", 35), ("KEN", 35), ("UGA", 9)]


def test_projections_and_later_figures_of_other_editions_are_not_latest() -> None:
    found = latest_first(
        [trend_of("WLD", ("2024", 73), ahead=True), trend_of("WLD", ("2025", 75), later=True), trend_of("TCD")]
    )

    assert [(one.series.points[0].value, one.series.forecasts) for one in found] == [(73, ())]
