"""Held here: the course, its bands and its chance; that nothing from the future is used; who gets none."""

from dataclasses import replace
from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.aim import Aim
from metrics.projection import Question, kind_of, outlook_of, project, who_managed
from metrics.projector import make_projector
from metrics.series import Series
from tests.metrics.figures import make_series
from tests.metrics.projecting import (
    EVERYONE,
    RULES,
    SEVENTY,
    make_book,
    make_projecting,
    projected,
    rising,
    with_few_errors,
)

PRICE = Aim(2, 2, "down", strict=True)
FIVE = {2021: 30.0, 2022: 34.0, 2023: 38.0, 2024: 42.0, 2025: 46.0}


def priced(values: dict[int, float], area: str = "KEN") -> Series:
    series = make_series(values, indicator="fixed_basket", ref_area=area)
    return replace(series, unit_measure="PT_GNIPC")


def test_a_projection_computed_by_hand() -> None:
    """A share of 50 % whose logit rose by 0.2 a year, alone in its world: the default errors apply.

    place(2025) = ln(50 / 50) = 0; slope 0.2; damped reach after 1 year 0.9, after 2 years 0.9 + 0.81 = 1.71, after 5
    years 0.9 + 0.81 + 0.729 + 0.6561 + 0.59049 = 3.68559. Default errors 5 years ahead: -0.63, 0.05, 0.88; nothing has
    shown yet what bands hold here, so their distances of 0.68 and 0.83 become 0.85 and 1.0375: -0.80, 0.05, 1.0875.
    2030: place 0.2 x 3.68559 = 0.737118; median 100 / (1 + exp(-(0.737118 + 0.05))) = 68.72;
    low 100 / (1 + exp(-(0.737118 - 0.80))) = 48.43; high 100 / (1 + exp(-(0.737118 + 1.0875))) = 86.11.
    To 70 it takes ln(7 / 3) - 0.737118 = 0.110180; above the median the errors spread as a half normal one with
    1.0375 / 1.281552 = 0.809565: (0.110180 - 0.05) / 0.809565 = 0.074336 -> 0.5296 lie below, chance 0.4704.
    """
    series = make_series({year: 100 / (1 + exp(-0.2 * (year - 2025))) for year in range(2016, 2026)})
    found = projected(series, SEVENTY, make_projecting(series))

    assert (found.method, found.calibrated) == ("damped_logit", False)
    assert found.at_target() == pytest.approx(68.72, abs=0.005)
    assert found.at_target("low80") == pytest.approx(48.43, abs=0.02)
    assert found.at_target("high80") == pytest.approx(86.11, abs=0.02)
    assert found.chance == pytest.approx(0.4704, abs=0.0005)
    assert found.outlook == "at_risk"


def test_a_price_computed_by_hand() -> None:
    """A price of 4 that fell by a tenth of its logarithm every year, of which each year ahead keeps 0.7.

    0.7 + 0.49 + 0.343 + 0.2401 + 0.16807 = 1.94117, so five years on it is 4 x exp(-0.194117) = 3.294. The default
    errors of prices have the median 0, so this is the median. In 2026 it is 4 x exp(-0.07) = 3.730.
    """
    series = priced({year: 4 * exp(-0.1 * (year - 2025)) for year in range(2018, 2026)})
    found = projected(series, PRICE, make_projecting(series))

    assert found.method == "damped_log"
    assert found.at_target() == pytest.approx(3.294, abs=0.001)
    assert found.fan.at(2026) == pytest.approx(3.730, abs=0.001)
    assert found.chance is not None and 0.1 < found.chance < 0.5


def test_a_country_goes_on_as_others_did() -> None:
    """Four countries rose by 0.1 on the logit scale in every year, so whoever stands among them is taken 0.1 farther.

    A fifth at 50 % that stood still is farther from them than any of them: it counts as the slowest, whose speed is the
    same. In 2026 its median is 100 / (1 + exp(-0.1)) = 52.50, in 2030 (five years are known) 100 / (1 + exp(-0.5)) =
    62.25.
    """
    countries = [rising(f"C{n}", -1.0 + 0.1 * n, 0.1, 2016) for n in (1, 2, 3, 4)]
    still = make_series(dict.fromkeys(range(2016, 2026), 50.0), ref_area="KEN")
    found = projected(still, SEVENTY, make_projecting(*countries, rules=with_few_errors()), 2026)

    assert (found.method, found.calibrated, found.errors) == ("learned", True, 4 * 5)
    assert found.at_target() == pytest.approx(52.50, abs=0.005)
    assert found.fan.at(2030) == pytest.approx(62.25, abs=0.005)


def test_a_fan_starts_at_the_last_value() -> None:
    series = make_series(FIVE)
    fan = projected(series, SEVENTY, make_projecting(series)).fan

    assert {getattr(fan, path)[0] for path in ("median", "low80", "high80", "low50", "high50")} == {46.0}
    assert fan.years[0] == 2025 and fan.years[-1] == 2040


@given(last=st.floats(1, 99), step=st.floats(-8, 8))
def test_paths_keep_their_order_and_never_reach_everyone(last: float, step: float) -> None:
    values = {2025 - back: min(99.9, max(0.1, last - back * step)) for back in range(6, -1, -1)}
    series = make_series(values)
    fan = projected(series, EVERYONE, make_projecting(series)).fan

    assert all(low <= mid <= high for low, mid, high in zip(fan.low80[1:], fan.median[1:], fan.high80[1:], strict=True))
    assert max(fan.high80[1:]) < 100 and min(fan.low80) >= 0


@given(levels=st.lists(st.floats(20, 99), min_size=2, max_size=2).map(sorted))
def test_chance_never_grows_when_the_target_is_raised(levels: list[float]) -> None:
    series = make_series({2021: 10.0, 2022: 12.0, 2023: 14.0, 2024: 16.0, 2025: 18.0})
    projector = make_projecting(series)
    low, high = (projected(series, Aim(level, level, "up"), projector).chance for level in levels)

    assert low is not None and high is not None and low >= high


def test_all_of_100_is_asked_as_all_but_everyone() -> None:
    series = make_series(FIVE)
    projector = make_projecting(series)

    assert projected(series, Aim(100, 100, "up"), projector).level == 99.5
    assert projected(series, EVERYONE, projector).level == 95
    assert projected(series, Aim(100, 100, "up"), projector).chance == pytest.approx(0, abs=0.01)


@pytest.mark.parametrize(
    ("series", "aim", "reason"),
    [
        pytest.param(make_series({}), SEVENTY, "projection-few-points", id="no data"),
        pytest.param(
            make_series({2022: 1, 2023: 2, 2024: 3, 2025: 4}), SEVENTY, "projection-few-points", id="4 points"
        ),
        pytest.param(
            make_series({2017: 1, 2018: 2, 2019: 3, 2020: 4, 2021: 5}), SEVENTY, "projection-too-old", id="5 years old"
        ),
        pytest.param(
            make_series({1999: 1, 2000: 2, 2001: 3, 2002: 4, 2022: 5}), SEVENTY, "projection-no-trend", id="one point"
        ),
        pytest.param(
            make_series({f"{year}-12-31": 1.0 * year for year in range(2020, 2026)}),
            SEVENTY,
            "projection-dated",
            id="dated",
        ),
        pytest.param(
            replace(make_series(FIVE), unit_measure="COUNT"), SEVENTY, "projection-required-pace-only", id="a count"
        ),
        pytest.param(
            replace(make_series(FIVE), unit_measure="USD"), SEVENTY, "projection-required-pace-only", id="money"
        ),
        pytest.param(
            replace(make_series(FIVE), unit_measure="RATIO"),
            Aim(0.98, 0.98, "parity", upper=1.02),
            "projection-required-pace-only",
            id="parity",
        ),
        pytest.param(
            priced({2021 + n: 1.0 * n for n in range(5)}), PRICE, "projection-required-pace-only", id="price of 0"
        ),
    ],
)
def test_where_nothing_can_be_projected_the_reason_is_said(series: Series, aim: Aim, reason: str) -> None:
    assert project(series, Question(aim, 2030, 2026), make_projecting(series)) == reason


def test_four_years_is_not_too_old() -> None:
    series = make_series({2018: 10, 2019: 12, 2020: 14, 2021: 16, 2022: 18})

    assert projected(series, SEVENTY, make_projecting(series)).fan.median[0] == 18


def test_a_planted_future_value_changes_no_earlier_projection() -> None:
    """The projection made in 2020 is the same whatever came after, in the series itself and in every other country."""
    plain = [rising(f"C{n}", -2.0, 0.05 * n, 2008) for n in range(1, 8)]
    planted = [
        one.with_points(replace(point, value=99.0) if point.year > 2020 else point for point in one.points)
        for one in plain
    ]
    first, second = (
        projected(series[3], SEVENTY, make_projecting(*series, rules=with_few_errors()), 2026, origin=2020)
        for series in (plain, planted)
    )

    assert first.calibrated
    assert first == second


def test_what_others_managed_later_does_not_count_either() -> None:
    kenya = make_series(dict.fromkeys(range(2016, 2021), 60.0), ref_area="KEN")
    other = make_series({2019: 60.0, 2025: 90.0}, ref_area="AAA")
    projector = make_projecting(kenya, other)

    assert projected(kenya, SEVENTY, projector, 2026, origin=2020).peers_compared == 0
    assert who_managed(projector.panel("individuals_online"), kenya, SEVENTY, 2026, (55, 65)) == (("AAA",), 1)


def test_a_value_of_the_origin_itself_counts() -> None:
    plain = [rising(f"C{n}", -2.0, 0.05 * n, 2008) for n in range(1, 8)]
    changed = [
        one.with_points(replace(point, value=99.0) if point.year == 2020 else point for point in one.points)
        for one in plain[:3]
    ]
    first, second = (
        projected(plain[6], SEVENTY, make_projecting(*series, rules=with_few_errors()), 2026, origin=2020)
        for series in (plain, [*changed, *plain[3:]])
    )

    assert first.at_target() != second.at_target()


def test_year_of_reaching_is_that_of_the_first_crossing() -> None:
    """From 46 at 2025 towards 50 and, with the capped year, towards 99: never by 2040."""
    series = make_series(FIVE)
    projector = make_projecting(series)
    near, far = (projected(series, Aim(level, level, "up"), projector) for level in (50, 99))
    median, fast, slow = near.reached

    assert median == next(y for y, v in zip(near.fan.years, near.fan.median, strict=True) if v >= 50)
    assert fast is not None
    assert median is not None
    assert fast <= median
    assert slow is None or slow >= median
    assert far.reached[0] is None and far.reached[2] is None


def test_past_target_years_have_a_course_but_no_chance() -> None:
    series = make_series(FIVE)
    found = projected(series, Aim(60, 60, "up"), make_projecting(series), target_year=2023)

    assert (found.chance, found.outlook) == (None, None)
    assert found.reached[0] is not None


def test_a_met_target_has_no_chance_any_more() -> None:
    series = make_series(FIVE)
    found = projected(series, Aim(40, 40, "up"), make_projecting(series))

    assert (found.chance, found.reached, found.peers_compared) == (None, (None, None, None), 0)


def test_a_falling_share_is_projected_downwards() -> None:
    series = make_series({2021: 60.0, 2022: 56.0, 2023: 52.0, 2024: 48.0, 2025: 44.0})
    found = projected(series, SEVENTY, make_projecting(series))
    median = found.at_target()

    assert median is not None
    assert median < 44
    assert found.outlook == "off_track"


def test_groups_are_projected_but_do_not_calibrate() -> None:
    countries = [rising(f"C{n}", -2.0, 0.05 * n, 2008) for n in range(1, 8)]
    group = make_series({year: 90.0 if year % 2 else 10.0 for year in range(2008, 2026)}, ref_area="WLD")
    economies = frozenset(one.ref_area for one in countries)
    with_group = make_projector(make_book(*countries, group), economies, 5, with_few_errors())
    without = make_projector(make_book(*countries), economies, 5, with_few_errors())

    assert projected(countries[0], SEVENTY, with_group) == projected(countries[0], SEVENTY, without)
    assert projected(group, SEVENTY, with_group).fan.median[0] == 90.0


@pytest.mark.parametrize(
    ("chance", "outlook"),
    [(1, "on_track"), (0.8, "on_track"), (0.79, "within_reach"), (0.5, "within_reach"), (0.49, "at_risk"),
     (0.2, "at_risk"), (0.19, "off_track"), (0, "off_track")],
)  # fmt: skip
def test_outlook_follows_the_thresholds(chance: float, outlook: str) -> None:
    assert outlook_of(chance, RULES) == outlook


def test_a_share_that_must_fall_goes_on_like_a_price() -> None:
    assert kind_of(priced({2025: 4.0}), PRICE) == "price"
    assert kind_of(make_series(FIVE), SEVENTY) == "share"


def test_drivers_add_up_to_the_way_of_the_median() -> None:
    """Others rose by 0.1 a year on the logit scale, all of them, so all of the way is theirs: level and speed add 0.

    From 50 % five years of 0.1 lead to 100 / (1 + exp(-0.5)) = 62.25: 12.25 points by what others did.
    """
    countries = [rising(f"C{n}", -1.0 + 0.1 * n, 0.1, 2014) for n in (1, 2, 3, 4)]
    values = {year: 100 / (1 + exp(-0.1 * (year - 2025))) for year in range(2014, 2026)}
    series = make_series(values, ref_area="KEN")
    found = projected(series, SEVENTY, make_projecting(*countries, series, rules=with_few_errors()))

    assert found.drivers == pytest.approx((12.25, 0, 0), abs=0.005)


def test_drivers_of_a_fast_country_have_its_speed() -> None:
    countries = [rising(f"C{n}", -2.0 + 0.1 * n, 0.02 * n, 2008) for n in range(1, 9)]
    found = projected(countries[7], Aim(99, 99, "up"), make_projecting(*countries, rules=with_few_errors()))
    median = found.at_target()

    assert found.drivers is not None and median is not None and found.drivers[2] > 0
    assert sum(found.drivers) == pytest.approx(median - found.fan.median[0])


def test_borrowed_errors_have_no_drivers() -> None:
    series = make_series(FIVE)

    assert projected(series, SEVENTY, make_projecting(series)).drivers is None


STEADY = [rising(f"C{n:02}", -1.5 + 0.02 * n, 0.1 + 0.002 * n, 2000) for n in range(40)]
"""Forty countries that rise steadily from 2000 to 2025: whoever was called on track arrived."""


def last_of(series: Series, points: int) -> Series:
    """Return a country of its own with the last points of a series."""
    return replace(series.with_points(series.points[-points:]), ref_area="KEN")


@pytest.mark.parametrize(
    ("points", "changes", "said"),
    [
        pytest.param(4, {}, True, id="4 points"),
        pytest.param(3, {}, True, id="3 points"),
        pytest.param(2, {}, False, id="2 points are too few for anything"),
        pytest.param(4, {"short_arrived": 1.01}, False, id="too few of those called on track arrived"),
        pytest.param(4, {"fewest_stays": 10**6}, False, id="too few cases to know"),
        pytest.param(4, {"fewest_errors": 10**6}, False, id="nothing is learned"),
    ],
)
def test_few_points_will_do_where_chances_from_as_few_came_true(
    points: int, changes: dict[str, float], said: bool
) -> None:
    short = last_of(STEADY[5], points)
    projector = make_projecting(*STEADY, short, rules=replace(RULES, **changes))  # type: ignore[arg-type] # names of rules
    found = project(short, Question(EVERYONE, 2030, 2026), projector)

    assert (found == "projection-few-points") is not said


def test_few_points_of_a_group_are_too_few() -> None:
    """What came true is known of countries alone."""
    short = last_of(STEADY[5], 4)

    assert project(short, Question(EVERYONE, 2030, 2026), make_projecting(*STEADY)) == "projection-few-points"


def test_what_was_said_from_few_points_is_known_from_its_outcomes_alone() -> None:
    """From 2016 on everybody stands at 1 %: in 2015 that is not known, so few points will do; in 2025 they will not."""
    broken = [
        one.with_points(replace(point, value=1.0) if point.year > 2015 else point for point in one.points)
        for one in STEADY
    ]
    plain, planted = (make_projecting(*some).learner("individuals_online", "share") for some in (STEADY, broken))

    assert plain.holds_short(4, 2025) and not planted.holds_short(4, 2025)
    assert plain.holds_short(4, 2015) == planted.holds_short(4, 2015)
