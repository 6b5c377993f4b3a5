"""What a map shows: every country of an area with its figure, and its status where a live target judges it."""

from dataclasses import replace
from datetime import date

import pytest

from metrics.registers import CensusCount
from services.registers import Registers, add_registers
from services.tracker import State, Tracker
from services.view import View, look_at
from topics.maps import (
    answer_words,
    figure_words,
    live_target,
    map_figures,
    map_table,
    mapped_indicators,
    years_with_figures,
)

TODAY = date(2026, 11, 22)


def test_indicators_with_country_figures_are_offered(tracker: Tracker, state: State) -> None:
    found = mapped_indicators(View(state, tracker.reference, TODAY))

    assert {"individuals_online", "coverage_4g", "fixed_basket", "population"} <= set(found)
    assert "households_online" not in found
    assert "ewaste_legislation_countries" not in found


def test_every_country_of_a_group_is_there_with_and_without_figures(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "SIDS", None)

    assert {one.ref_area for one in shown.places} == set(state.members_of("SIDS", TODAY))
    assert 0 < len(shown.figures) < len(shown.places)


def test_figures_are_the_newest_of_each_country(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "WLD", None)
    kenya = next(one for one in shown.places if one.ref_area == "KEN")

    assert kenya.figure is not None
    assert (kenya.figure.year, round(kenya.figure.value, 1)) == (2024, 35)
    assert shown.years[0] < shown.years[1]


def test_figures_of_a_year_are_of_that_year_and_not_judged(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "WLD", 2019)

    assert {one.year for one in shown.figures} == {2019}
    assert {one.status for one in shown.places} == {""}


def test_countries_with_figures_are_judged_by_the_live_target(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "WLD", None)

    assert shown.target is not None
    assert shown.target.target_id == "UMC2030-U1"
    assert all(bool(one.row) == bool(one.figure) for one in shown.places)
    assert shown.reached == sum(one.value >= 95 for one in shown.figures)
    assert 95 in shown.breaks


def test_price_below_the_line_counts_as_reached_only_strictly(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "fixed_basket", "WLD", None)

    assert shown.reached == sum(one.value < 2 for one in shown.figures)
    assert 2 in shown.breaks


@pytest.mark.parametrize(
    ("indicator", "day", "target"),
    [
        pytest.param("individuals_online", TODAY, "UMC2030-U1", id="live"),
        pytest.param("individuals_online", date(2031, 1, 1), None, id="past"),
        pytest.param("population", TODAY, None, id="no-target"),
        pytest.param("households_online", TODAY, "UMC2030-U2", id="not-only-of-the-world"),
    ],
)
def test_live_target(state: State, tracker: Tracker, indicator: str, day: date, target: str | None) -> None:
    found = live_target(View(state, tracker.reference, day), indicator)

    assert (found.target_id if found else None) == target


def test_figure_without_an_outline_is_named(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "WLD", None)

    assert [one.ref_area for one in shown.not_drawn] == ["GIB"]


def test_a_group_of_ones_own_has_its_countries(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "KEN+TZA+UGA", None)

    assert [one.ref_area for one in shown.places] == ["KEN", "UGA", "TZA"]


def test_years_are_offered_newest_first(tracker: Tracker, state: State) -> None:
    years = years_with_figures(View(state, tracker.reference, TODAY), "mobile_basket_5gb")

    assert years == [2025, 2024, 2023, 2022]


def test_old_figures_are_told_apart(tracker: Tracker, state: State) -> None:
    shown = map_figures(look_at(tracker, TODAY), "individuals_online", "WLD", None)

    assert {one.year for one in shown.older_than(TODAY, 4)} == {one.year for one in shown.figures if one.year < 2022}


def test_figure_of_a_census_is_a_range_where_nobody_knows_of_some(tracker: Tracker, state: State) -> None:
    """Of 100 schools 30 are connected and 45 are not: at least 30 %, at most 55 %. In Uganda everything is known."""
    census = {"KEN": [CensusCount("2026-01", 100, 30, 45)], "UGA": [CensusCount("2026-01", 60, 15, 45)]}
    registers = Registers(census)
    book = add_registers(state.world.book, registers, tracker.reference)
    counted = replace(state, world=replace(state.world, book=book), registers=registers, judgements={})
    view = View(counted, tracker.reference, TODAY)
    shown = map_figures(view, "schools_online", "WLD", None)
    kenya, uganda = shown.figures

    assert kenya.value == 30
    assert kenya.high == pytest.approx(55)
    assert (uganda.value, uganda.high) == (25, None)
    assert (figure_words(kenya), figure_words(uganda)) == ("at least 30 %, at most 55 %", "25 %")
    assert "The colours show the lower ends" in answer_words(shown, view)
    row = next(one for one in map_table(shown, "", view).records if one["ref_area"] == "KEN")
    assert (row["obs_value"], row["obs_value_high"], row["qualifier"]) == (30, pytest.approx(55), "at least")
