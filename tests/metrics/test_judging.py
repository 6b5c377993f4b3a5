"""Held here: how edition, baseline, aim, pace and verdict come together in one judgement."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from data.schemas.target import Target
from metrics.aggregates import Aggregate
from metrics.judgement import Indication, Judgement, OtherVerdict
from metrics.judging import judge
from metrics.series import Series
from metrics.staying import Staying
from metrics.world import World
from tests.metrics.figures import TODAY, Values, make_ceiling, make_parity, make_series, make_target, make_world
from tests.metrics.projecting import make_projecting, with_few_errors

PAST = make_target(framework="SP2020", baseline_year="2017", baseline_value=46, target_year=2023)
TREND = {2015: 30.0, 2016: 40.0, 2017: 46.0, 2018: 49.0, 2019: 53.0}
LONG = make_series(TREND, "long", "2019-10")


def judged(target: Target, *series: Series, today: date = TODAY) -> Judgement:
    return judge(target, "WLD", make_world(*series), today)


def test_judgement_carries_the_arithmetic() -> None:
    found = judged(make_target(), make_series({2020: 50, 2022: 55, 2023: 56, 2024: 58, 2025: 60}))

    assert (found.edition, found.baseline_value, found.baseline_origin) == ("A", 50, "series")
    assert found.progress == 0.5  # 10 of 20 points
    assert found.gap == 10  # 70 - 60
    assert found.required_pace == 2  # 10 / (2030 - 2025)
    assert found.actual_pace == 2  # (60 - 50) / (2025 - 2020)
    assert found.acceleration_factor == 1
    assert not found.at_line


def test_gap_and_required_pace_go_to_the_level_that_counts_as_met_and_the_target_has_its_own() -> None:
    target = make_target(target_value=100, met_at=95)
    found = judged(target, make_series({2020: 50, 2025: 73.6}))

    # DOMAIN 5: 21.4 points to count as met; 26.4 to everyone. 21.4 / 5 years
    assert found.gap == pytest.approx(21.4)
    assert found.gap_to_target == pytest.approx(26.4)
    assert found.required_pace == pytest.approx(4.28)
    met = judged(target, make_series({2020: 91, 2025: 96}))
    assert (met.status, met.gap, met.gap_to_target, met.required_pace) == ("achieved", -1, 4, None)


def test_target_that_is_reached_requires_no_pace() -> None:
    found = judged(make_target(), make_series({2020: 50, 2025: 72}))

    assert (found.status, found.gap, found.required_pace) == ("achieved", -2, None)
    assert found.progress == pytest.approx(1.1)  # 22 of 20 points


@pytest.mark.parametrize(
    ("newer", "status"),
    [
        pytest.param({2023: 69.0}, "not_met", id="not met"),
        pytest.param({2023: 69.0, 2025: 73.0}, "met_late", id="met late"),
        pytest.param({2025: 73.0}, "not_assessable", id="an edition that begins after the year knows no late"),
        pytest.param({2023: 71.0}, "met_on_time", id="met on time"),
        pytest.param({2021: 66.0}, "not_assessable", id="cannot decide either"),
    ],
)
def test_the_figure_is_the_newest_of_all_editions_and_its_edition_decides_the_past(newer: Values, status: str) -> None:
    found = judged(PAST, make_series(newer, "short", "2025-11"), LONG)
    period, value = max((str(period), value) for period, value in newer.items())

    assert (found.status, found.edition, found.verdict_edition) == (status, "short", None)
    assert found.latest is not None
    assert (found.latest.value, found.latest.period) == (value, period)


def test_the_latest_release_that_has_what_it_needs_decides() -> None:
    newest = make_series({2019: 60.0, 2025: 66.0}, "newest", "2026-07")
    earlier = make_series({2023: 71.0}, "earlier", "2025-11")
    silent = make_series({2019: 60.0}, "newest", "2026-07")

    both = judged(PAST, newest, earlier)
    assert (both.status, both.edition) == ("not_met", "newest")
    assert both.others == (OtherVerdict("met_on_time", 71.0, "2023", "earlier", "2025-11"),)
    assert judged(PAST, silent, earlier).status == "met_on_time"


# DOMAIN 5: SP2020 2.4: WDI 2026-07 says 29.9 in 2023 and 31.4 in 2024, ITU 2024-11 says 30.6 in 2022
def test_editions_that_say_otherwise_of_a_past_year_are_both_named() -> None:
    target = PAST.model_copy(update={"target_value": 30})
    wdi = make_series({2022: 28.0, 2023: 29.9, 2024: 31.4}, "WDI 2026-07", "2026-07")
    found = judged(target, wdi, make_series({2022: 30.6, 2023: 33.1}, "ITU 2024-11", "2024-11"))

    assert (found.status, found.met_in, found.at_line, found.edition) == ("met_late", 2024, True, "WDI 2026-07")
    assert found.others == (OtherVerdict("met_on_time", 30.6, "2022", "ITU 2024-11", "2024-11"),)


def test_an_edition_that_ends_before_the_target_was_met_late_does_not_disagree() -> None:
    newest = make_series({2023: 69.2, 2024: 71.2}, "newest", "2026-07")

    assert judged(PAST, newest, make_series({2023: 67.0}, "old", "2023-11")).others == ()


def test_a_figure_from_before_the_plan_is_no_proof_that_the_target_was_met() -> None:
    world = replace(make_world(make_series({2018: 71.0, 2019: 72.0})), begins={"SP2020": 2020})

    assert judge(PAST, "WLD", world, TODAY).status == "not_assessable"
    assert judge(PAST, "WLD", replace(world, begins={}), TODAY).status == "met_on_time"


def test_reader_may_choose_another_edition() -> None:
    short = make_series({2022: 60.0, 2025: 73.0}, "short", "2025-11")
    found = judge(make_target(), "WLD", make_world(short, LONG), TODAY, "short")

    assert (found.edition, found.status) == ("short", "achieved")


@pytest.mark.parametrize(
    ("today", "status"),
    [
        pytest.param(date(2030, 12, 31), "off_track", id="the last day of the target year is still live"),
        pytest.param(date(2031, 1, 1), "not_met", id="the day after is past"),
    ],
)
def test_target_has_passed_after_31_december_of_its_year(today: date, status: str) -> None:
    target = make_target(kind="country_count", unit_measure="COUNT")
    found = judged(target, make_series({2024: 58, 2025: 60, 2026: 61, 2027: 62, 2030: 65}), today=today)

    assert found.status == status


@pytest.mark.parametrize("year", [2023, 2030])
def test_target_without_a_number_is_qualitative_whatever_its_year(year: int) -> None:
    found = judged(make_target(kind="qualitative", target_value=None, target_year=year), make_series({2025: 60}))

    assert (found.status, found.gap, found.progress) == ("qualitative", None, None)
    assert found.latest is not None


@pytest.mark.parametrize(
    ("count", "of", "share", "status"),
    [
        # DOMAIN: 78 of 193 countries have e-waste legislation, 40.4 %
        pytest.param(78, 193, 40.4, "not_met", id="SP2020 3.3, were it of 2023"),
        pytest.param(97, 194, 50.0, "met_on_time", id="97 of 194 are 50 %, not 49.99999999999999"),
        pytest.param(193, 193, 100.0, "met_on_time", id="all countries"),
        pytest.param(0, 193, 0.0, "not_met", id="none"),
    ],
)
def test_count_of_countries_is_a_share_of_the_denominator(count: int, of: int, share: float, status: str) -> None:
    target = PAST.model_copy(update={"kind": "country_share", "target_value": 50, "denominator": of})
    found = judged(target, make_series({2023: count}))

    assert found.latest is not None
    assert round(found.latest.value, 1) == share
    assert found.status == status


def test_all_countries_are_a_hundred_per_cent_exactly() -> None:
    target = make_target(kind="country_share", target_value=100, denominator=193)

    assert judged(target, make_series({2024: 190, 2025: 193})).status == "achieved"


@pytest.mark.parametrize(
    ("values", "status", "target_value"),
    [
        pytest.param({2017: 8.0, 2023: 6.0}, "met_on_time", 6.0, id="exactly a quarter cheaper"),
        pytest.param({2018: 8.0, 2023: 6.1}, "not_met", 6.0, id="nearest baseline, not cheap enough"),
        pytest.param({2021: 3.5, 2023: 2.0}, "not_assessable", None, id="no comparable baseline (SP2020 1.3)"),
        pytest.param({2017: 0.0, 2023: 2.0}, "not_assessable", None, id="a baseline of zero"),
    ],
)
def test_relative_target_is_judged_against_its_own_baseline(
    values: Values, status: str, target_value: float | None
) -> None:
    changes = {"kind": "relative", "direction": "down", "target_value": -25, "baseline_value": None}
    found = judged(PAST.model_copy(update=changes), make_series(values))

    assert (found.status, found.target_value) == (status, target_value)


def test_gap_between_groups_is_judged_period_by_period() -> None:
    changes = {"kind": "gap_relative", "direction": "down", "target_value": -25, "ref_area": "DVG"}
    target = PAST.model_copy(update=changes | {"baseline_value": None})
    poor = make_series({2017: 10.0, 2020: 9.0, 2023: 8.3}, ref_area="DVG")
    rich = make_series({2017: 2.0, 2023: 2.3}, ref_area="DVD")
    found = judge(target, "DVG", make_world(poor, rich), TODAY)

    # the gap was 10 - 2 = 8 and is 8.3 - 2.3 = 6: a quarter less (2020 is not known for both)
    assert (found.baseline_value, found.target_value, found.status) == (8.0, 6.0, "met_on_time")


def test_progress_is_unknown_where_the_baseline_is_later_than_the_latest_figure() -> None:
    found = judged(make_target(baseline_year="2021", baseline_value=88, target_value=100), LONG)

    assert (found.baseline_origin, found.progress) == ("stated", None)


def test_stated_baseline_without_a_year_serves_progress() -> None:
    found = judged(make_target(baseline_year=""), make_series({2024: 58, 2025: 60}))

    assert (found.baseline_value, found.baseline_period, found.progress) == (50, "", 0.5)


class OneAggregate:
    """A world in which the countries' own figures add up to one series."""

    def __init__(self, series: Series) -> None:
        self.series = series

    def of(self, _indicator: str, _group: str, /) -> tuple[Series | None, Mapping[int, Aggregate]]:
        years = {point.year: Aggregate(point.year, point.value, 0.93, 132) for point in self.series.points}
        return self.series, years


def world_with_countries(values: Values, *published: Series) -> World:
    return replace(make_world(*published), own=OneAggregate(make_series(values, "WDI", "2026-07")))


@pytest.mark.parametrize(
    ("target", "values", "expected"),
    [
        pytest.param(
            PAST,
            {2021: 68.0, 2022: 72.0, 2023: 74.0},
            Indication("met_on_time", 72.0, 2022, 0.93, 132, "WDI"),
            id="the figure that would decide",
        ),
        pytest.param(
            PAST, {2022: 62.0}, Indication("not_met", 62.0, 2022, 0.93, 132, "WDI"), id="the year just before"
        ),
        pytest.param(PAST, {2021: 62.0}, None, id="our own figures do not decide either"),
        pytest.param(
            make_target(), {2022: 62.0, 2024: 66.0}, Indication(None, 66.0, 2024, 0.93, 132, "WDI"), id="live: latest"
        ),
        pytest.param(make_target(), {2020: 62.0, 2021: 66.0}, None, id="live: five years old says nothing of today"),
    ],
)
def test_countries_give_an_indication_that_is_no_verdict(
    target: Target, values: Values, expected: Indication | None
) -> None:
    found = judge(target, "WLD", world_with_countries(values, LONG), TODAY)

    assert found.status in ("not_assessable", "insufficient_data")
    assert found.indication == expected


def test_no_indication_where_the_publisher_decides() -> None:
    found = judge(PAST, "WLD", world_with_countries({2022: 72.0}, make_series({2023: 69.0})), TODAY)

    assert (found.status, found.indication) == ("not_met", None)


def test_parity_judgement_shows_its_band() -> None:
    found = judged(make_parity(), make_series({2019: 0.91, 2024: 0.94}, indicator="gender_parity_online"))

    assert (found.target_value, found.target_upper) == (0.98, 1.02)
    assert found.progress == pytest.approx(3 / 7)  # d fell from 0.07 to 0.04
    assert found.gap == pytest.approx(0.04)


def steady(first: int, last: int, value: float, edition: str, released: str) -> Series:
    return make_series({year: value + year - first for year in range(first, last + 1)}, edition, released)


def test_a_short_new_edition_gives_the_figure_and_the_long_one_the_course() -> None:
    long = steady(2015, 2024, 60.0, "long", "2024-11")  # 69 in 2024
    found = judged_with_projections(make_target(target_value=95), make_series({2025: 70.5}, "short", "2025-11"), long)

    assert found.latest is not None
    assert (found.latest.value, found.edition, found.course_edition) == (70.5, "short", "long")
    assert (found.actual_pace, found.required_pace) == (1, 4.9)  # 69 - 64 in 5 years; 95 - 70.5 in 5
    assert found.series == long
    assert found.projection is not None and found.projection.fan.years[0] == 2024


def test_an_old_long_edition_neither_gives_the_figure_nor_a_course() -> None:
    old = steady(2005, 2019, 60.0, "ITU 2019-10", "2019-10")
    found = judged_with_projections(make_target(target_value=95), make_series({2024: 93.0}, "new", "2025-11"), old)

    assert found.latest is not None and (found.latest.value, found.latest.period) == (93.0, "2024")
    assert (found.course_edition, found.actual_pace, found.chance) == (None, None, None)
    assert (found.status, found.reason.code) == ("insufficient_data", "one-observation")


def test_for_one_period_the_later_release_gives_the_figure() -> None:
    old, new = make_series({2024: 68.0}, "old", "2024-11"), make_series({2024: 71.2}, "new", "2026-07")
    found = judged(make_target(), new, old)

    assert found.latest is not None and (found.latest.value, found.edition) == (71.2, "new")


def test_a_single_newer_value_does_not_wipe_out_a_short_series() -> None:
    short = make_series({2020: 0.88, 2022: 0.9, 2023: 0.91}, "F&F", "2023-11", indicator="gender_parity_mobile")
    newer = make_series({2024: 0.92}, "newer", "2024-11", indicator="gender_parity_mobile")
    found = judged(make_parity(indicator="gender_parity_mobile"), newer, short)

    assert found.latest is not None and found.latest.value == 0.92
    assert (found.reason.code, found.reason.details["count"]) == ("few-figures-up", 3)
    assert found.series == short


def test_a_figure_outside_the_band_of_the_course_withdraws_it() -> None:
    long = steady(2015, 2024, 60.0, "long", "2024-11")
    found = judged_with_projections(make_target(target_value=95), make_series({2025: 50.0}, "short", "2025-11"), long)

    assert (found.status, found.reason.code) == ("insufficient_data", "contradicted")
    assert (found.course_edition, found.projection, found.chance, found.actual_pace) == (None, None, None, None)
    assert found.not_projected == "projection-contradicted"


def test_medians_that_their_publisher_does_not_compare_have_no_course() -> None:
    medians = steady(2016, 2025, 60.0, "baskets", "2025-12")
    world = replace(make_world(medians), no_trend=frozenset({("individuals_online", "WLD", "baskets")}))
    found = judge(make_target(target_value=95), "WLD", world, TODAY)

    assert (found.status, found.reason.code) == ("insufficient_data", "not-comparable")


def judged_with_projections(target: Target, *series: Series) -> Judgement:
    world = replace(make_world(*series), projector=make_projecting(*series))
    return judge(target, "WLD", world, TODAY)


def test_an_achieved_price_is_not_final_its_chance_is_that_of_staying() -> None:
    years = range(2016, 2026)
    stays = [make_series(dict.fromkeys(years, 1.0), indicator="fixed_basket", ref_area=f"A{n}") for n in range(3)]
    leaves = make_series({y: 1.0 if y < 2020 else 3.0 for y in years}, indicator="fixed_basket", ref_area="B")
    mine = replace(make_series({2025: 1.2}, indicator="fixed_basket"), unit_measure="PT_GNIPC")
    rules = with_few_errors(fewest_stays=1)
    projector = make_projecting(*stays, leaves, rules=rules)
    found = judge(make_ceiling(), "WLD", replace(make_world(mine), projector=projector), TODAY)

    # five years ahead: the origins 2016-2020; 3 x 5 stayed, the four of B (2016-2019) did not: (15 + 1) / (19 + 2)
    assert found.status == "achieved"
    assert found.staying == Staying(16 / 21, 19, 5, alike=True)
    assert found.chance == 16 / 21
