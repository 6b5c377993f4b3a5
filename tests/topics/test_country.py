"""Trends in small: the latest value, the change of late, never across a break, and the line of the live target."""

import pytest

from exhibits.exhibit import Facts, Passage
from metrics.series import Series, make_point
from reports.scorecards import export_parts
from services.tracker import State, Tracker
from services.view import View, look_at
from tests.services.conftest import TODAY
from topics.country import SmallTrend, file_parts, find_area, find_course, find_small_trends, since_break
from topics.scorecard import make_scorecard


def trends_of(tracker: Tracker, state: State, area: str) -> dict[str, SmallTrend]:
    rows = [row for row in make_scorecard(View(state, tracker.reference, TODAY), area) if row.judgement.applies]
    found = find_small_trends(View(state, tracker.reference, TODAY), area, rows)
    return {one.indicator.indicator: one for one in found}


def test_kenya_has_the_trends_that_have_figures_but_not_its_population(tracker: Tracker, state: State) -> None:
    assert list(trends_of(tracker, state, "KEN")) == [
        "individuals_online",
        "coverage_3g",
        "coverage_4g",
        "coverage_5g",
        "fixed_broadband_subscriptions",
        "mobile_broadband_subscriptions",
        "broadband_subscriptions",
        "mobile_ownership",
        "gender_parity_mobile",
        "fast_subscriptions",
        "fixed_basket",
        "mobile_basket_2gb",
        "mobile_basket_5gb",
        "ewaste_generated",
        "ewaste_per_capita",
    ]


def test_change_counts_from_the_start_of_the_window_of_the_pace(tracker: Tracker, state: State) -> None:
    trend = trends_of(tracker, state, "WLD")["individuals_online"]

    assert trend.since is not None
    assert (trend.latest.period, trend.since.period) == ("2025", "2020")
    assert trend.change == pytest.approx(73.6 - 59.6, abs=0.5)


@pytest.mark.parametrize(
    ("area", "indicator", "aim"),
    [
        pytest.param("KEN", "individuals_online", 100, id="of each country"),
        pytest.param("KEN", "fixed_basket", 2, id="ceiling"),
        pytest.param("WLD", "ewaste_recycling_rate", None, id="its year has passed"),
        pytest.param("WLD", "ewaste_legislation_countries", None, id="a share of countries is not their count"),
    ],
)
def test_line_to_reach_is_that_of_the_live_target(
    tracker: Tracker, state: State, area: str, indicator: str, aim: float | None
) -> None:
    assert trends_of(tracker, state, area)[indicator].aim == aim


def test_old_figures_and_our_own_aggregates_say_so(tracker: Tracker, state: State) -> None:
    trends, own = trends_of(tracker, state, "AFR"), trends_of(tracker, state, "KEN+TZA+UGA")

    assert trends["households_online"].old
    assert trends["households_online"].aggregate is None
    assert own["fixed_basket"].aggregate is not None
    assert not own["fixed_basket"].old


def test_area_without_figures_has_no_trends(tracker: Tracker, state: State) -> None:
    assert trends_of(tracker, state, "ATA") == {}


def test_change_never_crosses_a_break_in_the_series() -> None:
    points = [make_point("2020", 40), make_point("2021", 50, "B"), make_point("2022", 53)]
    series = Series("individuals_online", "KEN", "A", "2025-01", "ITU", "PT_POP", tuple(points))

    assert [point.period for point in since_break(series).points] == ["2021", "2022"]


def test_one_figure_has_no_change(tracker: Tracker, state: State) -> None:
    assert trends_of(tracker, state, "WLD")["ewaste_legislation_countries"].change is None


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_whole_page_goes_into_one_file(tracker: Tracker, form: str) -> None:
    content = export_parts(*file_parts(find_area("LDC", look_at(tracker, TODAY)), []), form)

    assert content[:2] == (b"PK" if form == "xlsx" else b"\xef\xbb")
    if form == "csv":
        for part in (b"\r\ntargets,", b"\r\ntrends,", b"\r\nranks,", b"\r\ncountries,"):
            assert part in content


@pytest.mark.parametrize(("area", "rail"), [("KEN", True), ("KEN+TZA", False)], ids=["judged", "own aggregate"])
def test_course_has_a_rail_where_a_target_is_judged(tracker: Tracker, area: str, *, rail: bool) -> None:
    course = find_course(find_area(area, look_at(tracker, TODAY)))

    assert course is not None
    assert (course.rail is not None) == rail


def test_rail_has_what_is_missing_the_paces_the_projection_and_who_managed(tracker: Tracker) -> None:
    course = find_course(find_area("KEN", look_at(tracker, TODAY)))
    assert course is not None and course.rail is not None
    (passage,) = course.rail.parts
    assert isinstance(passage, Passage)
    (facts,) = passage.texts
    assert isinstance(facts, Facts)

    assert [one.name for one in facts.facts] == [
        "Still missing",
        "Pace needed",
        "Recent pace",
        "On the present course in 2030",
        "Chance of reaching it",
        "Reached on the present course",
        "What others managed",
    ]
