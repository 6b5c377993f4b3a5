"""Held here: whose figures of which year stand against each other, in which years, and in which group a country is."""

import pytest

from data.reference import Reference, load_reference
from metrics.series import Series, make_point
from services.tracker import State, Tracker
from services.view import View
from tests.days import TODAY
from topics.pairs.figures import (
    COLUMNS,
    Countries,
    Question,
    comparable_indicators,
    compare_countries,
    find_countries,
    groups_of_countries,
    pair_records,
    point_in,
    shown_groups,
)

ASKED = Question("fixed_basket", "individuals_online", 2024)


@pytest.fixture
def reference() -> Reference:
    return load_reference()


def series_of(area: str, values: dict[int, float], indicator: str = "individuals_online") -> Series:
    points = tuple(make_point(str(year), value, "A") for year, value in values.items())
    return Series(indicator, area, "A 2025", "2025-01", "ITU", "PT_POP", points)


def countries_of(
    x: dict[str, dict[int, float]], y: dict[str, dict[int, float]], people: dict[str, dict[int, float]] | None = None
) -> Countries:
    shelves = [{area: series_of(area, values) for area, values in side.items()} for side in (x, y, people or {})]
    return Countries(*shelves)


def test_only_countries_with_both_figures_of_the_year_are_pairs_and_the_others_are_named(reference: Reference) -> None:
    countries = countries_of(
        {"KEN": {2024: 13.4}, "UGA": {2023: 30}, "TZA": {2024: 8}, "RWA": {2024: 5}},
        {"KEN": {2024: 35}, "UGA": {2024: 9}, "TZA": {2023: 20}, "RWA": {2024: 34}},
        {"KEN": {2024: 56e6}, "RWA": {2023: 14e6}},
    )

    answer = compare_countries(countries, ASKED, reference)

    assert [(pair.ref_area, pair.x.value, pair.y.value) for pair in answer.pairs] == [("KEN", 13.4, 35), ("RWA", 5, 34)]
    assert [pair.people and pair.people.value for pair in answer.pairs] == [56e6, None]
    assert (answer.only_x, answer.only_y) == (("TZA",), ("UGA",))


def test_an_older_figure_stands_in_where_the_reader_allows_it_and_keeps_its_year(reference: Reference) -> None:
    countries = countries_of({"KEN": {2021: 18, 2022: 17}, "UGA": {2021: 9}}, {"KEN": {2024: 35}, "UGA": {2024: 9}})

    answer = compare_countries(countries, Question("x", "y", 2024, older=2), reference)

    assert [(pair.ref_area, pair.x.year, pair.y.year) for pair in answer.pairs] == [("KEN", 2022, 2024)]


@pytest.mark.parametrize(
    ("year", "older", "value"),
    [
        pytest.param(2022, 0, 2.0, id="its own year"),
        pytest.param(2023, 0, None, id="a year without a figure"),
        pytest.param(2023, 1, 2.0, id="one year older"),
        pytest.param(2025, 2, None, id="too old by one year"),
        pytest.param(2021, 5, 1.0, id="never a later figure"),
        pytest.param(2019, 5, None, id="before the first figure"),
    ],
)
def test_figure_of_a_year_is_never_later_nor_older_than_allowed(year: int, older: int, value: float | None) -> None:
    point = point_in(series_of("KEN", {2020: 1.0, 2022: 2.0}), year, older)

    assert (point.value if point else None) == value


@pytest.mark.parametrize(
    ("x", "y", "older", "years"),
    [
        pytest.param({2020, 2021}, {2021, 2022}, 0, (2021,), id="years of both"),
        pytest.param({2020, 2021}, {2021, 2022}, 1, (2021, 2022), id="with figures one year older"),
        pytest.param({2018}, {2021, 2022}, 0, (2018, 2021, 2022), id="no common year: those of either"),
        pytest.param({2018}, {2021}, 3, (2021,), id="no common year, but near enough"),
    ],
)
def test_slider_offers_the_years_in_which_there_is_something_to_see(
    x: set[int], y: set[int], older: int, years: tuple[int, ...]
) -> None:
    countries = countries_of({"KEN": dict.fromkeys(sorted(x), 1.0)}, {"UGA": dict.fromkeys(sorted(y), 1.0)})

    assert countries.years(older) == years


def test_usual_year_is_the_newest_that_has_at_least_half_of_the_countries_of_the_fullest() -> None:
    codes = ("KEN", "UGA", "TZA", "RWA")
    full = {code: {2023: 1.0, 2024: 1.0, 2025: 1.0} for code in codes}
    y = {
        "KEN": {2023: 1.0, 2024: 1.0, 2025: 1.0},
        "UGA": {2023: 1.0, 2024: 1.0},
        "TZA": {2023: 1.0},
        "RWA": {2023: 1.0},
    }

    assert countries_of(full, y).usual_year() == 2024


def test_usual_year_is_none_without_any_figure() -> None:
    assert countries_of({}, {}).usual_year() is None
    assert countries_of({}, {}).years() == ()


def test_a_country_is_in_the_smallest_of_groups_that_contain_each_other(reference: Reference) -> None:
    found = groups_of_countries("income", 2024, reference)

    assert (found.get("VEN", ""), found["ETH"], found["KEN"], found["NOR"]) == ("", "LIC", "LMC", "HIC")
    assert "LMY" not in found.values()


def test_without_a_grouping_no_country_has_a_group(reference: Reference) -> None:
    assert groups_of_countries("", 2024, reference) == {}


def test_together_counts_pairs_of_countries_and_says_nothing_of_two_alone(reference: Reference) -> None:
    x = {"KEN": {2024: 1.0}, "UGA": {2024: 2.0}, "TZA": {2024: 3.0}}
    y = {"KEN": {2024: 30.0}, "UGA": {2024: 10.0}, "TZA": {2024: 20.0}}

    assert compare_countries(countries_of(x, y), ASKED, reference).together == pytest.approx(1 / 3)
    del x["TZA"]
    assert compare_countries(countries_of(x, y), ASKED, reference).together is None


def test_built_in_prices_and_use_of_2024_stand_against_each_other(tracker: Tracker, state: State) -> None:
    reference = tracker.reference
    countries = find_countries(View(state, reference, TODAY), ASKED.x, ASKED.y)
    answer = compare_countries(countries, Question(ASKED.x, ASKED.y, 2024, grouping="income"), reference)
    kenya = next(pair for pair in answer.pairs if pair.ref_area == "KEN")

    assert countries.usual_year() == 2024
    assert len(answer.pairs) == 171
    assert (round(kenya.y.value, 1), kenya.group) == (35.0, "LMC")
    assert [pair.ref_area for pair in answer.pairs[:2]] == ["IND", "CHN"]
    assert shown_groups(answer.pairs, reference) == ["LIC", "LMC", "UMC", "HIC", ""]


def test_indicators_without_figures_of_countries_are_not_offered(tracker: Tracker, state: State) -> None:
    found = comparable_indicators(View(state, tracker.reference, TODAY))

    assert "individuals_online" in found
    assert "ewaste_legislation_countries" not in found


def test_rows_hold_exactly_what_is_drawn(reference: Reference) -> None:
    countries = countries_of({"KEN": {2023: 13.4}}, {"KEN": {2024: 35}})
    asked = Question("fixed_basket", "individuals_online", 2024, older=1, grouping="itu-region")

    (row,) = pair_records(compare_countries(countries, asked, reference), asked, countries, reference)

    assert tuple(row) == COLUMNS
    assert (row["area"], row["group"], row["year"]) == ("Kenya", "Africa (ITU region)", 2024)
    assert (row["x_obs_value"], row["x_time_period"], row["y_time_period"]) == (13.4, "2023", "2024")
    assert (row["population"], row["population_time_period"]) == (None, "")
