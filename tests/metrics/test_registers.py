"""What censuses of schools say of the share of schools online, counted by hand."""

import pytest

from metrics.editions import edition_in_use
from metrics.registers import CensusCount, CensusLimits, census_series, extend_timeline
from metrics.series import Series, make_point

LIMITS = CensusLimits(known_schools=1000, least_of_the_world=0.8, shortest_pace=0.5)


def share(series: list[Series], area: str) -> list[tuple[str, float]]:
    return [(point.period, point.value) for one in series if one.ref_area == area for point in one.points]


def test_only_schools_known_to_be_connected_count() -> None:
    timeline = {"KEN": [CensusCount("2025-06-30", total=200, connected=50, unconnected=70)]}

    assert share(census_series(timeline, LIMITS, "census", "WLD"), "KEN") == [("2025-06-30", 25.0)]


@pytest.mark.parametrize(
    ("totals", "found"),
    [
        pytest.param((500, 299), [], id="below 80 % of the known schools"),
        pytest.param((500, 300), [("2025-12", 50.0)], id="at 80 %"),
    ],
)
def test_world_has_a_figure_only_where_censuses_hold_enough_schools(
    totals: tuple[int, int], found: list[tuple[str, float]]
) -> None:
    first, second = totals
    timeline = {
        "KEN": [CensusCount("2025-06", first, 250, 250)],
        "UGA": [CensusCount("2025-12", second, 150, 100)],
    }

    assert share(census_series(timeline, LIMITS, "census", "WLD"), "WLD") == found


@pytest.mark.parametrize(
    ("connected", "unconnected", "found"),
    [
        pytest.param(0, 0, [], id="nothing known: unknown is never no"),
        pytest.param(30, 20, [(30.0, "at least")], id="some known: the lower end"),
        pytest.param(30, 70, [(30.0, "")], id="all known"),
    ],
)
def test_census_is_judged_by_the_lower_end_of_its_range(
    connected: int, unconnected: int, found: list[tuple[float, str]]
) -> None:
    timeline = {"KEN": [CensusCount("2025-06", 100, connected, unconnected)]}
    series = census_series(timeline, LIMITS, "census", "WLD")

    assert [(point.value, point.qualifier) for one in series for point in one.points] == found


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        pytest.param((15, 5), (10, 0), 1, id="75 %, then 50 to 100 %: no fall is known"),
        pytest.param((10, 0), (15, 5), 1, id="50 to 100 %, then 75 %: no rise is known"),
        pytest.param((4, 12), (10, 4), 2, id="20 to 40 %, then 50 to 80 %: a rise, whatever the unknown are"),
        pytest.param((15, 5), (10, 10), 2, id="75 %, then 50 %, all known: a fall"),
        pytest.param((0, 0), (10, 10), 1, id="nothing known before"),
    ],
)
def test_pace_is_taken_only_where_the_ranges_do_not_overlap(
    first: tuple[int, int], second: tuple[int, int], kept: int
) -> None:
    counts = [CensusCount(day, 20, *found) for day, found in (("2024", first), ("2026", second))]
    series = census_series({"KEN": counts}, LIMITS, "census", "WLD")

    assert len(series[0].points) == kept
    assert series[0].points[-1].period == "2026"


@pytest.mark.parametrize(("day", "kept"), [("2026-01-31", 1), ("2025-12-01", 2)], ids=["22 days before", "half a year"])
def test_pace_needs_half_a_year_between_two_censuses(day: str, kept: int) -> None:
    counts = [CensusCount(day, 20, 5, 15), CensusCount("2026-06-10" if kept == 2 else "2026-02-22", 20, 10, 10)]

    assert len(census_series({"KEN": counts}, LIMITS, "census", "WLD")[0].points) == kept


def test_census_that_knows_nothing_hides_the_one_it_replaced() -> None:
    counts = [CensusCount("2024", 20, 10, 10), CensusCount("2026", 20, 0, 0)]

    assert census_series({"KEN": counts}, LIMITS, "census", "WLD") == []


def test_next_census_adds_a_point_and_a_corrected_one_replaces_its_own() -> None:
    first, again = CensusCount("2024-12", 100, 40, 0), CensusCount("2025-12", 100, 60, 0)
    timeline = extend_timeline({"KEN": [first]}, {"KEN": again})

    assert timeline == {"KEN": [first, again]}
    assert extend_timeline(timeline, {"KEN": CensusCount("2025-12", 100, 55, 0)})["KEN"][-1].connected == 55


def test_census_of_an_earlier_day_takes_the_later_one_back() -> None:
    timeline = {"KEN": [CensusCount("2024-12", 100, 40, 0), CensusCount("2025-12", 100, 60, 0)]}
    earlier = CensusCount("2025-01", 100, 45, 0)

    assert extend_timeline(timeline, {"KEN": earlier})["KEN"] == [timeline["KEN"][0], earlier]


def test_register_goes_before_a_longer_and_newer_edition() -> None:
    points = tuple(make_point(str(year), 40.0) for year in range(2018, 2026))
    headline = Series("schools_online", "KEN", "headline", "2026-06", "", "PT", points)
    census = census_series({"KEN": [CensusCount("2025-06", 10, 5, 5)]}, LIMITS, "census", "WLD")[0]

    assert edition_in_use([headline, census], 5) is census
