"""Held here: what is known in a year, how bands are scaled and go on, and that they never become narrower."""

from dataclasses import replace

import numpy as np
import pytest

from metrics.bands import HIGH50, HIGH80, HORIZONS, LOW50, LOW80, MIDDLE, Learner, Model, default_table, widening
from metrics.courses import SHARES, make_scale
from metrics.panel import Panel
from metrics.projection_rules import ProjectionRules
from tests.metrics.projecting import RULES

SHARE = RULES.kinds["share"]
BORROWED = Model("share", RULES, make_scale("share", RULES), None, np.ones(1))


def make_world(
    economies: int = 30, years: int = 20, noise: float = 0.05, rules: ProjectionRules = RULES, seed: int = 5
) -> Learner:
    """Return what can be learned from economies whose logits rise at speeds of their own, with noise."""
    dice = np.random.default_rng(seed)
    start, speed = dice.normal(-1.5, 0.5, economies), dice.normal(0.12, 0.04, economies)
    places = start[:, None] + speed[:, None] * np.arange(years) + dice.normal(0, noise, (economies, years))
    areas = tuple(f"C{n:02}" for n in range(economies))
    return Learner(Panel(areas, 2000, 100 / (1 + np.exp(-places))), "share", rules)


WORLD = make_world()


def test_quantiles_stand_where_their_names_say() -> None:
    assert [float(SHARES[one]) for one in (LOW80, LOW50, MIDDLE, HIGH50, HIGH80)] == [0.1, 0.25, 0.5, 0.75, 0.9]


def test_a_case_counts_from_the_year_of_its_outcome() -> None:
    """30 economies from 2000 on: the fifth point is 2004, so in 2006 two origins are known one year ahead, one two."""
    assert WORLD.model(2006).counts == (60,)
    assert WORLD.model(2007).counts == (90, 60)
    assert WORLD.model(2007).count_at(1) == 90 and WORLD.model(2007).count_at(9) == 60


def test_with_fewer_than_sixty_cases_nothing_is_learned() -> None:
    assert not WORLD.model(2005).calibrated
    assert WORLD.model(2006).calibrated


@pytest.mark.parametrize("year", [2005, 2006, 2010, 2015])
def test_a_planted_future_value_changes_nothing_that_was_known_before(year: int) -> None:
    """Whatever comes after a year: model, scale of bands and every quantile are the same to the last digit."""
    planted = WORLD.panel.values.copy()
    planted[:, year - 2000 + 1 :] = 7.0
    other = Learner(replace(WORLD.panel, values=planted), "share", RULES)
    first, second = WORLD.model(year), other.model(year)
    values = WORLD.panel.values[:, : year - 2000 + 1]

    assert (first.places(values, year - 2000, 12) == second.places(values, year - 2000, 12)).all()
    assert (first.factors == second.factors).all() and first.counts == second.counts
    assert (WORLD.model(2019).factors != other.model(2019).factors).any()


@pytest.mark.parametrize("changed", [0, 7, 19])
def test_what_is_taken_over_from_a_panel_with_another_value_is_what_would_be_learned_anew(changed: int) -> None:
    values = WORLD.panel.values.copy()
    values[3, changed] = 60.0
    anew, quick = (Learner(replace(WORLD.panel, values=values), "share", RULES) for _ in range(2))
    WORLD.model(2019)
    quick.take_over(WORLD)

    assert (max((at for at, _ in quick._courses), default=-1) == changed - 1) or changed < 7
    assert (anew.model(2019).factors == quick.model(2019).factors).all()
    assert (anew.model(2019).places(values, 19, 12) == quick.model(2019).places(values, 19, 12)).all()


def test_a_panel_of_other_areas_takes_nothing_over() -> None:
    other = Learner(replace(WORLD.panel, areas=WORLD.panel.areas[::-1]), "share", RULES)
    WORLD.model(2019)
    other.take_over(WORLD)

    assert other._courses == {}


def test_a_year_after_the_last_value_knows_all_of_them() -> None:
    assert WORLD.model(2026) is WORLD.model(2019)


def test_rows_are_projected_one_by_one_as_together() -> None:
    values = WORLD.panel.values
    together = WORLD.model(2019).places(values, 19, 12)

    assert together[3] == pytest.approx(WORLD.model(2019).places(values[3:4], 19, 12)[0])


def test_without_earlier_bands_they_are_stretched_by_a_quarter() -> None:
    """In 2006 none of the bands that were measured had an outcome yet: 1.25 at every horizon."""
    assert WORLD.model(2006).factors == pytest.approx(np.full(10, 1.25))


def test_earlier_bands_scale_those_of_today_by_hand() -> None:
    """Of 90 economies the bands of 2005 have come in in 2006, a year ahead and no farther: one origin, three at 1.25.

    So 1.25 to the power 3/4 times, to the power 1/4, the ratio within which 80 % of the outcomes of 2006 lie, in units
    of the half of the band on their side. Farther ahead nothing has come in: the factor of one year ahead stays.
    """
    world = make_world(economies=90)
    rows = world.training[:, 5]
    said = replace(world.model(2005), factors=np.ones(1)).places(world.panel.values[rows], 5, 1)[:, 0]
    off = make_scale("share", RULES).place(world.panel.values[rows, 6]) - said[:, MIDDLE]
    half = np.where(off > 0, said[:, HIGH80] - said[:, MIDDLE], said[:, MIDDLE] - said[:, LOW80])
    within = np.quantile(np.abs(off) / half, 0.8)

    assert rows.sum() >= RULES.fewest_errors
    assert world.model(2006).factors == pytest.approx(np.full(10, 1.25**0.75 * within**0.25))


def test_fewer_than_sixty_outcomes_scale_no_band() -> None:
    assert WORLD.model(2007).factors == pytest.approx(np.full(10, 1.25))


def test_bands_learn_from_what_earlier_ones_held() -> None:
    """From 2010 on everything is three times as restless: bands that held too little become wider, and hold again."""
    dice = np.random.default_rng(11)
    calm = make_world(economies=60, noise=0.03)
    places = make_scale("share", RULES).place(calm.panel.values)
    places[:, 10:] += dice.normal(0, 0.2, (60, 10))
    restless = Learner(replace(calm.panel, values=100 / (1 + np.exp(-places))), "share", RULES)

    assert restless.model(2014).factors[0] > 1.1 * calm.model(2014).factors[0]


def test_bands_hold_what_they_promise_in_a_world_of_which_all_is_known() -> None:
    """200 economies, one year ahead: of 200 outcomes 150 to 174 lie in the 80 % band (three deviations of chance)."""
    world = make_world(economies=200, seed=2)
    said = world.model(2018).places(world.panel.values, 18, 1)[:, 0]
    outcome = make_scale("share", RULES).place(world.panel.values[:, 19])
    inside = int(((outcome >= said[:, LOW80]) & (outcome <= said[:, HIGH80])).sum())

    assert 150 <= inside <= 174


def test_beyond_what_is_known_the_course_goes_on_damped_by_its_last_step() -> None:
    """In 2007 two years are known: three years ahead 0.9 of the step from the first to the second is added.

    The distances grow with the power 0.75 of the time: by (3 / 2) ** 0.75 = 1.3554.
    """
    middle, distances = (one[0] for one in WORLD.model(2007).unscaled(WORLD.panel.values, 7, 4))

    assert middle[2] - middle[1] == pytest.approx(0.9 * (middle[1] - middle[0]))
    assert middle[3] - middle[2] == pytest.approx(0.81 * (middle[1] - middle[0]))
    assert distances[2, HIGH80] == pytest.approx(1.3554 * distances[1, HIGH80], rel=1e-4)


def test_default_bands_hold_the_stated_quantiles_and_what_lies_between() -> None:
    """4 years ahead lies between 3 (0.54) and 5 (0.88): 0.71. 18 years ahead 8 years' 0.96 below grows by 1.5."""
    table = default_table(SHARE.defaults)

    assert table[0, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-0.21, -0.03, 0.22])
    assert table[5, [LOW80, MIDDLE, HIGH80]] == pytest.approx([-0.70, 0.10, 1.04])
    assert table[3, HIGH80] == pytest.approx(0.71)
    assert table[17, MIDDLE] - table[17, LOW80] == pytest.approx(1.44)
    assert table.shape == (HORIZONS, len(SHARES))


def test_borrowed_errors_go_with_the_damped_course() -> None:
    """A logit of 0 that rose by 0.2: a year on 0.18, and the middle default error of -0.03."""
    values = 100 / (1 + np.exp(-0.2 * np.arange(-9.0, 1.0)))[None]

    assert BORROWED.places(values, 9, 1)[0, 0, MIDDLE] == pytest.approx(0.15)


def test_no_band_is_narrower_than_one_of_an_earlier_year() -> None:
    for model in (WORLD.model(2019), WORLD.model(2007), BORROWED):
        places = model.places(WORLD.panel.values, 7, 20)
        distances = places - places[:, :, MIDDLE : MIDDLE + 1]
        assert (np.diff(distances[:, :, HIGH80], axis=1) >= -1e-12).all()
        assert (np.diff(distances[:, :, LOW80], axis=1) <= 1e-12).all()
        assert (np.diff(places, axis=2) >= -1e-12).all()


def test_widening_leaves_what_widens_as_it_is() -> None:
    distances = np.linspace(-1, 1, len(SHARES)) * np.arange(1, 5)[:, None]

    assert widening(distances) == pytest.approx(distances)


def test_bands_of_groups_are_scaled_by_what_groups_held() -> None:
    """Means of two countries move more evenly than either: their bands become narrower, those of countries stay."""
    world = make_world(economies=90)
    values = world.panel.values
    means = np.stack([values[n::45].mean(axis=0) for n in range(45)] * 2)
    groups = Panel(tuple(f"G{n}" for n in range(90)), 2000, means)
    both = replace(world, groups=groups, _models={}, _earlier={})

    assert (both.model(2015, group=True).factors < both.model(2015).factors).all()
    assert (both.model(2015).factors == world.model(2015).factors).all()
    assert both.model(2015, group=True).course is both.model(2015).course


def test_groups_without_a_past_have_the_bands_of_countries() -> None:
    assert (WORLD.model(2015, group=True).factors == WORLD.model(2015).factors).all()


def test_a_future_value_of_a_group_changes_nothing_that_was_known_before() -> None:
    world = make_world(economies=90)
    means = world.panel.values * 0.9
    planted = means.copy()
    planted[:, 12:] = 50.0
    first, second = (
        replace(world, groups=Panel(world.panel.areas, 2000, one), _models={}, _earlier={}).model(2011, group=True)
        for one in (means, planted)
    )

    assert (first.factors == second.factors).all()
