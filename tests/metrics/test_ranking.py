"""The rank among peers: direction, ties and the median, each worked out by hand."""

import pytest

from data.schemas.indicator import Direction
from metrics.ranking import Rank, distance, rank_all, rank_of

SHARES = {"AAA": 90.0, "BBB": 70.0, "CCC": 70.0, "DDD": 20.0}
PRICES = {"AAA": 0.5, "BBB": 2.0, "CCC": 8.0}
RATIOS = {"AAA": 0.90, "BBB": 1.05, "CCC": 1.0, "DDD": 1.10}


@pytest.mark.parametrize(
    ("area", "values", "direction", "expected"),
    [
        pytest.param("AAA", SHARES, "up", Rank(1, 4, 0, 70.0), id="the highest share is first"),
        pytest.param("CCC", SHARES, "up", Rank(2, 4, 1, 70.0), id="the same value shares a place"),
        pytest.param("DDD", SHARES, "up", Rank(4, 4, 0, 70.0), id="the place after a tie stays empty"),
        pytest.param("AAA", PRICES, "down", Rank(1, 3, 0, 2.0), id="the lowest price is first"),
        pytest.param("CCC", PRICES, "down", Rank(3, 3, 0, 2.0), id="the highest price is last"),
        pytest.param("CCC", RATIOS, "parity", Rank(1, 4, 0, 1.025), id="parity itself is best"),
        pytest.param("BBB", RATIOS, "parity", Rank(2, 4, 0, 1.025), id="1.05 is nearer than 0.90"),
        pytest.param("AAA", {"AAA": 0.0}, "up", Rank(1, 1, 0, 0.0), id="alone: zero is a value"),
        pytest.param("AAA", {"AAA": -3.0, "BBB": 1.0}, "up", Rank(2, 2, 0, -1.0), id="negative values"),
    ],
)
def test_place_follows_the_direction_and_ties_share_it(
    area: str, values: dict[str, float], direction: Direction, expected: Rank
) -> None:
    assert rank_of(area, values, direction) == expected


def test_ratio_too_high_is_as_far_as_one_too_low() -> None:
    assert rank_of("AAA", {"AAA": 0.75, "BBB": 1.25}, "parity") == Rank(1, 2, 1, 1.0)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.98, 0.0, id="edge"),
        pytest.param(1.01, 0.0, id="inside"),
        pytest.param(1.52, 0.5, id="above"),
        pytest.param(0.48, 0.5, id="below"),
    ],
)
def test_all_values_inside_the_band_are_equally_good(value: float, expected: float) -> None:
    assert distance(value, "parity", (0.98, 1.02)) == pytest.approx(expected)


def test_an_area_without_a_value_has_no_place() -> None:
    with pytest.raises(KeyError):
        rank_of("ZZZ", SHARES, "up")


@pytest.mark.parametrize(
    ("values", "direction", "expected"),
    [
        pytest.param(SHARES, "up", {"AAA": 1, "BBB": 2, "CCC": 2, "DDD": 4}, id="up, with a tie"),
        pytest.param(PRICES, "down", {"AAA": 1, "BBB": 2, "CCC": 3}, id="down"),
        pytest.param({}, "up", {}, id="none"),
    ],
)
def test_all_places_at_once(values: dict[str, float], direction: Direction, expected: dict[str, int]) -> None:
    assert rank_all(values, direction) == expected


@pytest.mark.parametrize("values", [SHARES, {"AAA": 5.0, "BBB": 5.0, "CCC": 5.0}])
def test_all_places_are_those_of_each_area(values: dict[str, float]) -> None:
    assert rank_all(values, "up") == {area: rank_of(area, values, "up").place for area in values}
