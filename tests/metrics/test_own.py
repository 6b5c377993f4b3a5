"""Held here: a group is aggregated with the members it had in each year, from one edition, by the right weight."""

from datetime import date

import pytest

from data.reference import load_reference
from metrics.aggregates import Aggregate, OwnAggregator, population
from metrics.book import Row
from tests.metrics.figures import make_book, make_row

INDICATORS = load_reference().indicators
LEFT_IN_2023 = {"BTN": date(2023, 12, 13)}
PEOPLE = {"BTN": 1.0, "NPL": 30.0, "KHM": 19.0}


def members_of(group: str, on: date | None) -> tuple[str, ...]:
    if group != "LDC":
        return ()
    return tuple(area for area in PEOPLE if on is None or on < LEFT_IN_2023.get(area, date.max))


def people(area: str, year: int = 2022, count: float | None = None) -> Row:
    return make_row(area, str(year), PEOPLE[area] if count is None else count, indicator="population")


def aggregator(*rows: Row, least: float = 0.5) -> OwnAggregator:
    book = make_book(*rows, *(people(area) for area in PEOPLE))
    return OwnAggregator(book, INDICATORS, members_of, 5, least, 0.1)


def test_country_that_left_the_group_counts_until_the_year_before() -> None:
    rows = [make_row(area, year, value) for area, value in (("BTN", 90.0), ("NPL", 50.0)) for year in ("2022", "2023")]
    _, years = aggregator(*rows).of("individuals_online", "LDC")

    # 2022: (90 x 1 + 50 x 30) / 31 of 50 people; on 31 December 2023 Bhutan was no member: 30 of 49
    assert years[2022].value == pytest.approx(1590 / 31)
    assert years[2022].coverage == pytest.approx(31 / 50)
    assert years[2022].countries == 2
    assert years[2023] == Aggregate(2023, 50.0, 30 / 49, 1)


def test_prices_are_aggregated_by_the_median_of_economies() -> None:
    prices = {"BTN": 9.0, "NPL": 2.0, "KHM": 3.0}
    rows = [make_row(area, "2022", value, indicator="fixed_basket") for area, value in prices.items()]
    series, years = aggregator(*rows).of("fixed_basket", "LDC")

    assert series is not None
    assert years == {2022: Aggregate(2022, 3.0, 1.0, 3)}


def test_editions_are_not_mixed_in_an_aggregate() -> None:
    rows = [
        make_row("BTN", "2022", 90.0),
        make_row("NPL", "2022", 50.0),
        make_row("KHM", "2022", 60.0, edition="B", released="2025-06"),
    ]
    series, years = aggregator(*rows).of("individuals_online", "LDC")

    assert series is not None
    assert series.edition == "A"
    assert years[2022].countries == 2


@pytest.mark.parametrize(
    ("indicator", "group", "rows"),
    [
        pytest.param("individuals_online", "LDC", [], id="no data at all"),
        pytest.param("individuals_online", "KEN", [make_row("NPL", "2022", 50.0)], id="a country is no group"),
        pytest.param("individuals_online", "LDC", [make_row("BTN", "2022", 90.0)], id="1 of 50 people"),
        pytest.param(
            "ewaste_legislation_countries",
            "LDC",
            [make_row("NPL", "2022", 1.0, indicator="ewaste_legislation_countries")],
            id="a count",
        ),
    ],
)
def test_no_aggregate_where_there_is_too_little(indicator: str, group: str, rows: list[Row]) -> None:
    assert aggregator(*rows).of(indicator, group) == (None, {})


def test_aggregate_is_made_once() -> None:
    own = aggregator(make_row("NPL", "2022", 50.0))

    assert own.of("individuals_online", "LDC") is own.of("individuals_online", "LDC")


@pytest.mark.parametrize(
    ("year", "count"),
    [
        pytest.param(2022, 30.0, id="the year"),
        pytest.param(2010, 25.0, id="before the first figure: the first"),
        pytest.param(2026, 31.0, id="after the last figure: the last"),
    ],
)
def test_population_is_of_the_year_or_the_nearest(year: int, count: float) -> None:
    book = make_book(people("NPL", 2015, 25.0), people("NPL", 2022), people("NPL", 2025, 31.0))

    assert population(book, "NPL", year) == count


def test_area_without_population_has_none() -> None:
    assert population(make_book(), "NPL", 2022) is None


def masses(area: str, recycled: float, generated: float, edition: str = "A") -> list[Row]:
    released = "2025-06" if edition == "B" else "2025-01"
    values = {"ewaste_recycled": recycled, "ewaste_generated": generated}
    return [
        make_row(area, "2022", value, indicator=name, edition=edition, released=released)
        for name, value in values.items()
    ]


def test_ewaste_rate_of_a_group_is_sum_over_sum_with_the_people_as_coverage() -> None:
    rows = [*masses("NPL", 1.0, 10.0), *masses("KHM", 3.0, 10.0)]
    series, years = aggregator(*rows).of("ewaste_recycling_rate", "LDC")

    # (1 + 3) / (10 + 10) = 20 %; 49 of 50 people
    assert series is not None
    assert (series.indicator, series.unit_measure, series.derived) == ("ewaste_recycling_rate", "PT", True)
    assert years[2022].value == pytest.approx(20)
    assert (years[2022].coverage, years[2022].countries) == (49 / 50, 2)


def test_ewaste_rate_never_divides_masses_of_two_editions() -> None:
    older = make_row("NPL", "2022", 90.0, indicator="ewaste_generated", edition="Z", released="2024-01")
    rows = [*masses("NPL", 1.0, 10.0), *masses("KHM", 3.0, 10.0), *masses("BTN", 9.0, 10.0, edition="B"), older]
    _, years = aggregator(*rows).of("ewaste_recycling_rate", "LDC")

    assert years[2022].value == pytest.approx(20)
    assert (years[2022].coverage, years[2022].countries) == (49 / 50, 2)


def test_group_without_an_aggregate_has_its_best_coverage_to_say() -> None:
    own = aggregator(make_row("BTN", "2021", 90.0), make_row("KHM", "2022", 60.0))

    assert own.of("individuals_online", "LDC") == (None, {})
    assert own.thin("individuals_online", "LDC") == Aggregate(2022, 60.0, 19 / 50, 1)
    assert own.thin("coverage_4g", "LDC") is None
    assert aggregator(make_row("NPL", "2022", 50.0)).thin("individuals_online", "LDC") is None
