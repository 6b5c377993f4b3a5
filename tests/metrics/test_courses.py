"""Held here: the scales, the traits and what is learned from pairs, by hand and by a second way to the same numbers."""

from dataclasses import replace
from math import log

import numpy as np
import pytest

from metrics.courses import SHARES, Pairs, learn, make_pairs, make_scale, reach_of, training_origins, traits_at
from metrics.panel import make_panel
from tests.metrics.projecting import RULES, rising

SHARE, PRICE = RULES.kinds["share"], RULES.kinds["price"]
FREE = replace(RULES, shrinkage=1e-9)


def make_training(gains: np.ndarray, slope: np.ndarray, place: np.ndarray, value: float = 50.0) -> Pairs:
    """Return pairs of origins with one slope for all times, as far as learning asks."""
    one = np.ones(len(gains))
    traits = np.stack([one, slope, slope, slope, slope, place, place**2, place * slope], axis=1)
    return Pairs(traits, gains, np.full(len(gains), value), np.zeros(len(gains), dtype=np.intp))


def random_pairs(count: int = 400, value: float = 50.0) -> Pairs:
    dice = np.random.default_rng(7)
    slope, place = dice.normal(0.1, 0.05, count), dice.normal(0, 1, count)
    return make_training(0.3 + 2 * slope - 0.1 * place + dice.normal(0, 0.1, count), slope, place, value)


def test_scales_lead_there_and_back() -> None:
    values = np.array([1.0, 50.0, 80.0])

    assert make_scale("share", RULES).place(values)[1:] == pytest.approx([0, log(4)])
    assert make_scale("share", RULES).place(np.array([0.0, 100.0])) == pytest.approx([-log(199), log(199)])
    for kind in RULES.kinds:
        scale = make_scale(kind, RULES)
        assert scale.value(scale.place(values)) == pytest.approx(values)
    assert np.isnan(make_scale("price", RULES).place(np.array([0.0])))[0]


def test_damped_reach_by_hand() -> None:
    """0.9; 0.9 + 0.81; 0.9 + 0.81 + 0.729."""
    assert reach_of(0.9, 3) == pytest.approx([0.9, 1.71, 2.439])


def test_traits_by_hand() -> None:
    """Places 0, 0, 3, 3, 4 in five years.

    Over all five: mean 2, (-2 x -2 + -1 x -2 + 0 + 1 x 1 + 2 x 2) / 10 = 1.1; of the last three (-1 x 3 + 1 x 4) / 2 =
    0.5; of the last two 1. The place is 4, its square 16, place times the long slope 4.4.
    """
    found = traits_at(np.array([[0.0, 0, 3, 3, 4]]), 4, RULES)

    assert found[0] == pytest.approx([1, 1.1, 1.1, 0.5, 1, 4, 16, 4.4])


def test_a_gap_leaves_the_next_longer_slope() -> None:
    """Without the year before, the last two years have no slope: that of the last three, (6 - 2) / 2 = 2."""
    found = traits_at(np.array([[0.0, 2, np.nan, 6]]), 3, RULES)

    assert found[0, 3:5] == pytest.approx([2, 2])
    assert np.isnan(traits_at(np.array([[np.nan, np.nan, 6.0]]), 2, RULES)[0, 1])


def test_pairs_need_five_points_a_value_in_range_and_an_outcome() -> None:
    """2010-2020 from the logit -1.0: origins 2014-2018 have an outcome two years later."""
    panel = make_panel([rising("KEN", -1.0, 0.2, 2010, 2020), rising("UGA", -6.0, 0.1, 2010, 2020)])
    places = make_scale("share", RULES).place(panel.values)
    traits = np.stack([traits_at(places, at, RULES) for at in range(11)], axis=1)
    pairs = make_pairs(panel, places, traits, training_origins(panel, SHARE, RULES), 2)

    assert pairs.columns.tolist() == [4, 5, 6, 7, 8]
    assert pairs.gains == pytest.approx([0.4] * 5)
    assert pairs.until(5).columns.tolist() == [4, 5]


def test_what_always_holds_is_learned_exactly() -> None:
    """Gains that are 0.3 + 2 x slope to the last digit: from slope 0.2 and place 1 the place moves by 0.7."""
    dice = np.random.default_rng(1)
    slope, place = dice.normal(0.1, 0.05, 200), dice.normal(0, 1, 200)
    course = learn(make_training(0.3 + 2 * slope, slope, place), 6, SHARE, FREE)
    traits = np.array([[1, 0.2, 0.2, 0.2, 0.2, 1, 1, 0.2]])

    assert course.ahead(traits, np.array([50.0]), SHARE)[0] == pytest.approx(0.7, abs=1e-6)


def test_the_ridge_by_hand() -> None:
    """Slopes of -1 and 1, in turn, gains of 0 and 1: mean 0.5; with nothing else to go by the weight is shared out.

    In units of their deviation the four slopes and place x slope (at place 1) are one and the same -1 or 1; place and
    its square never change. Five equal traits have a weight w each: with N = 40 cases 5 w N - N / 2 + 30 w = 0, so
    w = 20 / (200 + 30) = 0.086957, and from slope 1 the place moves by 0.5 + 5 w = 0.934783.
    """
    slope = np.tile([-1.0, 1.0], 20)
    course = learn(make_training((slope + 1) / 2, slope, np.ones(40)), 1, SHARE, RULES)
    traits = np.array([[1, 1, 1, 1, 1, 1, 1, 1.0]])
    middle = float(course.error)

    assert course.weights[[1, 2, 3, 4, 7]] == pytest.approx([20 / 230] * 5)
    assert course.ahead(traits, np.array([50.0]), SHARE)[0][0] - middle == pytest.approx(0.934783, abs=1e-6)


def test_the_ridge_is_the_least_squares_of_more_rows() -> None:
    """A ridge is ordinary least squares with a row of sqrt(30) for each trait that has to be 0: a second way there."""
    pairs = random_pairs()
    found = (pairs.traits - pairs.traits.mean(axis=0)) / np.where(
        pairs.traits.std(axis=0) > 0, pairs.traits.std(axis=0), 1
    )
    found[:, 0] = 1
    more = np.eye(8) * np.sqrt(RULES.shrinkage)
    more[0] = 0
    rows, outcomes = np.concatenate([found, more]), np.concatenate([pairs.gains, np.zeros(8)])

    assert learn(pairs, 6, SHARE, RULES).weights == pytest.approx(np.linalg.lstsq(rows, outcomes, rcond=None)[0])


def test_traits_beyond_those_learned_from_count_as_the_farthest() -> None:
    pairs = random_pairs()
    course = learn(pairs, 6, SHARE, RULES)
    far, farther = (np.array([[1, n, n, n, n, n, n, n]], dtype=float) for n in (50, 500))

    assert course.ahead(far, np.array([50.0]), SHARE)[0] == pytest.approx(
        course.ahead(farther, np.array([50.0]), SHARE)[0]
    )


@pytest.mark.parametrize(("value", "part"), [(75, 0.0), (80, 0.25), (85, 0.5), (95, 0.5)])
def test_near_the_top_half_is_the_damped_course(value: float, part: float) -> None:
    """Up to 75 % nothing of it, from 85 % on half, between by steps: at 80 % a quarter."""
    pairs = random_pairs()
    course = learn(pairs, 6, SHARE, RULES)
    traits = pairs.traits[:1]
    learned = (traits[0] - course.middle) / course.width @ course.weights
    damped = traits[0, 1] * reach_of(0.9, 6)[-1] + float(course.shift)
    expected = (1 - part) * learned + part * damped + float(course.error)

    assert course.ahead(traits, np.array([float(value)]), SHARE)[0][0] == pytest.approx(expected)


def test_a_price_never_gives_way_to_the_damped_course() -> None:
    pairs = random_pairs()
    course = learn(pairs, 2, PRICE, RULES)

    assert course.ahead(pairs.traits[:1], np.array([4.0]), PRICE)[0] == pytest.approx(
        course.ahead(pairs.traits[:1], np.array([90.0]), PRICE)[0]
    )


def test_errors_are_as_large_as_they_were_at_that_level() -> None:
    """Errors four times as large above as below: the size learned there is, too, within a half."""
    dice = np.random.default_rng(3)
    place = np.repeat([-1.0, 1.0], 400)
    gains = dice.normal(0, np.where(place > 0, 0.4, 0.1))
    course = learn(make_training(gains, np.full(800, 0.1), place), 6, SHARE, RULES)
    low, high = (np.array([[1, 0.1, 0.1, 0.1, 0.1, n, 1, 0.1 * n]]) for n in (-1.0, 1.0))
    sizes = [float(course.ahead(one, np.array([50.0]), SHARE)[1][0, 0]) for one in (low, high)]

    assert 3 < sizes[1] / sizes[0] < 5


def test_quantiles_are_those_of_the_errors() -> None:
    """Half of the errors lie below the middle one, a tenth below the tenth: of errors from 1 to 999, in order."""
    gains = np.arange(1, 1000) / 1000
    course = learn(make_training(gains, np.full(999, 0.1), np.zeros(999)), 1, SHARE, RULES)
    moved, size = course.ahead(np.array([[1, 0.1, 0.1, 0.1, 0.1, 0, 0, 0]]), np.array([50.0]), SHARE)
    places = moved[0] + size[0] * course.quantiles

    assert len(SHARES) == len(places) == 199
    assert [float(places[at]) for at in (19, 99, 179)] == pytest.approx([0.1008, 0.5, 0.8992])
