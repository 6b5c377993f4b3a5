import json
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.second_judge.figures import Book, Edition, Figure, Membership, figure_of, load_book, read_targets
from tests.second_judge.judging import Judge, Judgement
from tests.second_judge.measuring import baseline_of, line_of, progress_of
from tests.second_judge.money import expected_by, is_stale
from tests.second_judge.official import official_methods
from tests.second_judge.past import Indication, indication_of
from tests.second_judge.projection import (
    PRICE,
    SHARE,
    Course,
    Errors,
    default_quantiles,
)

ROOT = Path(__file__).resolve().parents[2]
DAY = date(2026, 11, 30)
TARGETS = read_targets(ROOT / "data/builtin/facts/targets.csv")
BUILTIN = load_book(ROOT)

WDI = ("WDI 2026-07-13", "2026-07")
ITU = ("ITU 2024-11", "2024-11")
FF24 = ("Facts and Figures 2024", "2024-11")
FF25 = ("Facts and Figures 2025", "2025-11")
P2C = ("P2C headlines", "2026-03")

Values = dict[int, float]


def series(target_id: str, edition: tuple[str, str], values: Values, area: str = "WLD") -> list[Figure]:
    target = next(target for target in TARGETS if target.target_id == target_id)
    return [
        Figure(target.indicator, area, str(year), value, target.unit, *edition)
        for year, value in sorted(values.items())
    ]


def judged(target_id: str, *figures: list[Figure], area: str = "WLD", day: date = DAY) -> Judgement:
    kinds = {"WLD": "world", "LDC": "group", "KEN": "country"}
    book = Book([figure for part in figures for figure in part], TARGETS, kinds)
    return Judge(book, day).judge(book.target(target_id), area)


def built_in(target_id: str, area: str = "WLD") -> Judgement:
    return Judge(BUILTIN, DAY).judge(BUILTIN.target(target_id), area)


# ------------------------------------------------------------------------- the known answers, from the built-in figures


@pytest.mark.parametrize(
    ("target_id", "area", "status", "reason"),
    [
        ("SP2020-1.1", "WLD", "not_assessable", "no_figure_near_the_year"),
        ("SP2020-1.2", "WLD", "met_late", "later_figure_meets"),
        ("SP2020-1.3", "WLD", "not_assessable", "no_comparable_baseline"),
        ("SP2020-2.4", "LDC", "met_late", "later_figure_meets"),
        ("SP2020-3.1", "WLD", "qualitative", "no_number"),
        ("SP2020-3.2", "WLD", "not_met", "figure_of_year_before"),
        ("SP2020-3.3", "WLD", "not_assessable", "no_figure_near_the_year"),
        ("UMC2030-U2", "WLD", "insufficient_data", "too_old"),
        ("UMC2030-M8m", "WLD", "achieved", "figure_meets"),
        ("SP2024-2.6", "WLD", "qualitative", "no_number"),
    ],
)
def test_known_answers_follow_from_the_built_in_figures(target_id: str, area: str, status: str, reason: str) -> None:
    judgement = built_in(target_id, area)

    assert (judgement.status, judgement.reason) == (status, reason)


def test_seventy_per_cent_online_was_met_in_2024_by_the_newest_edition() -> None:
    judgement = built_in("SP2020-1.2")
    deciding = judgement.verdict_figure

    assert deciding is not None
    assert (judgement.year_met, deciding.value, deciding.edition) == (2024, 71.2, "WDI 2026-07-13")


def test_countries_with_legislation_are_a_share_of_193() -> None:
    figure = built_in("SP2020-3.3").figure

    assert figure is not None
    assert round(figure.value, 1) == 40.4


def test_recycling_rests_on_the_year_before_and_not_on_the_projection_of_2030() -> None:
    deciding = built_in("SP2020-3.2").verdict_figure

    assert deciding is not None
    assert (deciding.value, deciding.period) == (22.3, "2022")


def test_the_pledges_are_stale_eight_months_after_their_last_figure() -> None:
    judgement = built_in("P2C-1")

    assert judgement.stale
    assert judgement.figure is not None
    assert judgement.figure.period == "2026-03-04"
    assert judgement.status == "within_reach"
    assert judgement.gap == 18_000_000_000


def test_coverage_of_the_world_is_that_of_the_newest_edition_of_2024() -> None:
    judgement = built_in("UMC2030-U5")

    assert judgement.figure is not None
    assert (judgement.figure.value, judgement.figure.period) == (93, "2024")


def test_the_world_median_price_is_never_off_track_from_two_equal_figures() -> None:
    two_equal = judged("UMC2030-M8", series("UMC2030-M8", FF25, {2024: 2.5, 2025: 2.5}))

    assert built_in("UMC2030-M8").status != "off_track"
    assert (two_equal.status, two_equal.points, two_equal.moves) == ("insufficient_data", 2, "")


# ---------------------------------------------------------------------------------------------------- past verdicts


def test_editions_disagree_where_one_says_met_on_time_and_the_newer_met_late() -> None:
    newer = series("SP2020-2.4", WDI, {2022: 28.2, 2023: 29.9, 2024: 31.4}, "LDC")
    older = series("SP2020-2.4", ITU, {2021: 28.3, 2022: 30.6, 2023: 32.5}, "LDC")

    judgement = judged("SP2020-2.4", newer, older, area="LDC")

    assert (judgement.status, judgement.year_met, judgement.at_line) == ("met_late", 2024, True)
    assert judgement.editions_disagree == ["ITU 2024-11: met_on_time"]


def test_an_edition_without_the_target_year_decides_nothing_but_may_say_otherwise() -> None:
    long = series("SP2020-2.7", ITU, {2022: 94.5, 2023: 95.4, 2024: 95.6})
    short = series("SP2020-2.7", FF25, {2024: 96})

    judgement = judged("SP2020-2.7", long, short)

    assert (judgement.status, judgement.verdict_edition, judgement.at_line) == ("not_met", "ITU 2024-11", True)
    assert judgement.editions_disagree == ["Facts and Figures 2025: met_late"]


def test_an_edition_that_ended_before_the_late_year_does_not_contradict_it() -> None:
    newer = series("SP2020-1.2", WDI, {2023: 69.2, 2024: 71.2})
    older = series("SP2020-1.2", ("Facts and Figures 2023", "2023-11"), {2023: 67})

    assert judged("SP2020-1.2", newer, older).editions_disagree == []


def test_a_figure_from_before_the_plan_does_not_prove_that_it_was_met() -> None:
    assert judged("SP2020-1.2", series("SP2020-1.2", ITU, {2019: 71})).status == "not_assessable"


def test_growth_of_subscriptions_is_counted_from_the_baseline_of_the_same_edition() -> None:
    parts = {"fixed_broadband_subscriptions": (1027.0, 1506.5), "mobile_broadband_subscriptions": (4744.9, 7270.0)}
    figures = [
        Figure(name, "WLD", year, value, "MN", *ITU)
        for name, values in parts.items()
        for year, value in zip(("2017", "2023"), values, strict=True)
    ]

    judgement = judged("SP2020-1.5", figures)

    assert judgement.line == pytest.approx(1.5 * 5771.9)
    assert judgement.status == "met_on_time"


def test_a_change_from_2017_is_not_measured_from_a_later_year() -> None:
    judgement = judged("SP2020-1.5", series("SP2020-1.5", ITU, {2020: 4000, 2023: 7000}))

    assert (judgement.status, judgement.reason) == ("not_assessable", "no_comparable_baseline")


def test_our_aggregate_is_an_indication_and_never_the_verdict() -> None:
    figures = [
        *series("SP2020-2.3", WDI, {2022: 80}, "AAA"),
        *series("SP2020-2.3", WDI, {2022: 40}, "BBB"),
        *(
            Figure("population", area, "2022", count, "PS", *WDI)
            for area, count in (("AAA", 60), ("BBB", 30), ("CCC", 10))
        ),
    ]
    members = {"DVG": [Membership(area, None, None) for area in ("AAA", "BBB", "CCC")]}
    book = Book(figures, TARGETS, {"DVG": "group"}, members)

    judgement = Judge(book, DAY).judge(book.target("SP2020-2.3"), "DVG")

    assert judgement.status == "not_assessable"
    assert judgement.indication == Indication("met_on_time", (60 * 80 + 30 * 40) / 90, 2022, WDI[0], 2, 0.9)


def test_the_gap_between_developing_and_developed_countries_is_taken_within_one_edition() -> None:
    developing = series("SP2020-2.5", ITU, {2020: 9, 2023: 8}, "DVG")
    developed = series("SP2020-2.5", ITU, {2020: 1, 2023: 2}, "DVD")
    target = replace(next(t for t in TARGETS if t.target_id == "SP2020-2.5"), baseline_period="2020")
    book = Book([*developing, *developed], [target])

    judgement = Judge(book, DAY).judge(target, "DVG")

    assert (judgement.line, judgement.status, judgement.at_line) == (6, "met_on_time", True)


def test_developing_countries_of_the_figures_met_sixty_per_cent_in_2022() -> None:
    indication = indication_of(BUILTIN, BUILTIN.target("SP2020-2.3"), "DVG")

    assert indication is not None
    assert (round(indication.value, 1), indication.year, round(indication.coverage, 2)) == (62.0, 2022, 0.93)


# ------------------------------------------------------------------------------------------- lines, baselines, parity


@pytest.mark.parametrize(
    ("target_id", "value", "meets", "at_line"),
    [
        ("SP2020-2.4", 29.9, False, True),
        ("SP2020-2.4", 29.4, False, False),
        ("SP2020-2.4", 30.3, True, False),
        ("SP2020-2.7", 96.0, True, True),
        ("UMC2030-U1", 95.2, True, False),
        ("UMC2030-U1", 94.6, False, True),
        ("UMC2030-M8", 2.0, False, True),
        ("UMC2030-M8", 1.4, True, False),
        ("SP2020-2.6", 3.0, True, True),
        ("UMC2030-M3", 0.98, True, True),
        ("UMC2030-M3", 1.05, False, False),
        ("UMC2030-M3", 0.95, False, False),
    ],
)
def test_a_value_is_held_against_the_line_as_stated(target_id: str, value: float, meets: bool, at_line: bool) -> None:
    line = line_of(BUILTIN.target(target_id), None)

    assert line is not None
    assert (line.meets(value), line.at_line(value)) == (meets, at_line)


def test_too_many_women_are_as_far_from_parity_as_too_few() -> None:
    line = line_of(BUILTIN.target("UMC2030-M3"), None)
    assert line is not None

    assert line.distance(1.05) == pytest.approx(line.distance(0.95))
    assert line.missing(1.05) == pytest.approx(-0.03)


def test_progress_of_parity_is_one_minus_the_distance_over_that_of_the_baseline() -> None:
    judgement = judged("UMC2030-M3", series("UMC2030-M3", FF24, {2020: 0.90, 2024: 0.94}))

    assert judgement.progress == pytest.approx(0.5)
    assert judgement.required_pace == pytest.approx(0.04 / 6)


def test_progress_counts_to_the_target_and_the_pace_to_the_level_that_counts_as_met() -> None:
    judgement = judged("UMC2030-U1", series("UMC2030-U1", WDI, {2020: 60, 2025: 75}))

    assert judgement.progress == pytest.approx(15 / 40)
    assert judgement.required_pace == pytest.approx(4)
    assert (judgement.gap, judgement.gap_to_target) == (20, 25)


@pytest.mark.parametrize(
    ("target_id", "area", "values", "value", "origin"),
    [
        ("SP2020-1.2", "WLD", {2016: 43, 2017: 46, 2023: 69}, 46, "ITU 2024-11"),
        ("SP2020-1.2", "WLD", {2016: 43, 2018: 49, 2023: 69}, 43, "ITU 2024-11"),
        ("SP2020-1.2", "WLD", {2022: 66, 2023: 69}, 46.3, "stated in the target, from another edition"),
        ("UMC2030-U1", "KEN", {2018: 20, 2022: 30, 2024: 35}, 30, "ITU 2024-11"),
        ("SP2020-1.3", "WLD", {2018: 3.2, 2023: 2.7}, None, None),
    ],
)
def test_the_baseline_is_of_the_edition_and_definition(
    target_id: str, area: str, values: Values, value: float | None, origin: str | None
) -> None:
    edition = Edition(*ITU, tuple(series(target_id, ITU, values, area)))

    found = baseline_of(BUILTIN.target(target_id), area, edition)

    assert (found and found.value, found and found.origin) == (value, origin)


def test_progress_is_not_clamped() -> None:
    target = BUILTIN.target("SP2020-1.2")
    edition = Edition(*ITU, tuple(series("SP2020-1.2", ITU, {2017: 50})))
    line, baseline = line_of(target, None), baseline_of(target, "WLD", edition)
    assert line is not None

    assert progress_of(line, baseline, 40) == -0.5
    assert progress_of(line, baseline, 80) == 1.5


# --------------------------------------------------------------------------------------------- live: figure and course


def test_a_newer_figure_does_not_replace_the_course_of_a_longer_edition() -> None:
    long = series("UMC2030-U5", ITU, {2020: 85, 2021: 86, 2022: 88, 2023: 90, 2024: 91})
    judgement = judged("UMC2030-U5", long, series("UMC2030-U5", FF25, {2024: 93}))

    assert judgement.figure is not None
    assert (judgement.figure.value, judgement.course_edition) == (93, "ITU 2024-11")
    assert judgement.chance is not None


def test_a_later_release_that_ends_earlier_does_not_replace_the_figure() -> None:
    judgement = judged("UMC2030-U1", series("UMC2030-U1", WDI, {2023: 69}), series("UMC2030-U1", FF25, {2025: 74}))

    assert judgement.figure is not None
    assert (judgement.figure.value, judgement.figure.edition) == (74, "Facts and Figures 2025")


def test_a_long_edition_that_ended_five_years_ago_is_no_course() -> None:
    old = series("UMC2030-U1", WDI, {2017: 40, 2018: 45, 2019: 50, 2020: 55, 2021: 60})
    judgement = judged("UMC2030-U1", old, series("UMC2030-U1", FF25, {2025: 74}))

    assert (judgement.course_edition, judgement.reason) == (None, "fewer_than_5_points")


def test_a_figure_outside_the_band_of_its_year_withdraws_the_course() -> None:
    long = series("UMC2030-U1", ITU, {2020: 50, 2021: 52, 2022: 54, 2023: 56, 2024: 58})
    below = judged("UMC2030-U1", long, series("UMC2030-U1", FF25, {2025: 40}))
    within = judged("UMC2030-U1", long, series("UMC2030-U1", FF25, {2025: 60}))

    assert (below.status, below.reason) == ("insufficient_data", "figure_contradicts_course")
    assert below.course_edition is None
    assert within.reason == "chance"


def test_three_figures_are_no_course() -> None:
    judgement = judged("UMC2030-U1", series("UMC2030-U1", WDI, {2023: 50, 2024: 60, 2025: 70}))

    assert (judgement.status, judgement.reason, judgement.moves) == ("insufficient_data", "fewer_than_5_points", "up")


def test_a_figure_older_than_four_years_says_nothing_of_today() -> None:
    judgement = judged("UMC2030-U1", series("UMC2030-U1", WDI, {2021: 99}))

    assert (judgement.status, judgement.reason) == ("insufficient_data", "too_old")


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({}, True),
        ({"certainty": "second hand"}, False),
        ({"certainty": "proxy"}, False),
        ({"certainty": "own count"}, False),
        ({"obs_status": "F"}, False),
        ({"age": "Y15T24"}, False),
        ({"breakdown": "pledger government"}, False),
        ({"indicator": "fixed_basket", "obs_value": "0"}, False),
        ({"indicator": "coverage_4g", "obs_value": "0"}, True),
    ],
)
def test_evidence_projections_parts_and_missing_prices_decide_nothing(changes: dict[str, str], kept: bool) -> None:
    row = dict.fromkeys(("sex", "age", "urbanisation", "breakdown"), "_T")
    row |= {"indicator": "individuals_online", "ref_area": "WLD", "time_period": "2024", "obs_value": "70"}
    row |= {"unit_measure": "PT_POP", "obs_status": "A", "edition": "WDI 2026-07-13", "released": "", "certainty": ""}

    figure = figure_of(row | changes)

    assert (figure is not None) == kept
    assert figure is None or figure.released == "2026-07"


# ------------------------------------------------------------------------------------------------------- projection


FLAT = Edition(*WDI, tuple(series("UMC2030-U1", WDI, dict.fromkeys(range(2016, 2026), 50.0))))
NOTHING_KNOWN = Errors(SHARE, 2026, [])


def test_default_errors_are_those_given_and_lie_between_their_horizons() -> None:
    assert default_quantiles(5, SHARE) == (-0.63, 0.05, 0.88)
    assert default_quantiles(4, SHARE) == pytest.approx((-0.545, 0.015, 0.71))


def test_where_nothing_is_known_the_default_errors_are_widened_by_a_quarter() -> None:
    """Five years ahead a tenth of the errors lies above 0.05 + 1.25 x 0.83 = 1.0875."""
    course = Course.of(FLAT, SHARE, NOTHING_KNOWN)

    assert course is not None
    assert course.chance(100 / (1 + 2.718281828**-1.0875), 5) == pytest.approx(0.1, abs=0.001)


def test_a_price_that_halves_each_year_falls_on_by_half_to_the_power_of_the_damping() -> None:
    halving = Edition(*WDI, tuple(series("UMC2030-M8", WDI, {2020: 8.0, 2021: 4.0, 2022: 2.0, 2023: 1.0})))
    course = Course.of(halving, PRICE, Errors(PRICE, 2026, []))

    assert course is not None
    assert [course.value(1), course.value(2)] == pytest.approx([0.5**0.7, 0.5 ** (0.7 + 0.49)])


@pytest.mark.parametrize(("origin", "counted"), [(96.0, False), (94.0, True), (4.0, False)])
def test_cases_come_from_shares_between_5_and_95(origin: float, counted: bool) -> None:
    points = [*((year, origin) for year in range(2015, 2020)), (2020, origin + 1)]
    known = Errors(SHARE, 2026, [points] * 60)

    assert bool(known.lessons(2026)) == counted


# ---------------------------------------------------------------------------------------------------- counts and money


def pledged(*values: tuple[str, float]) -> Edition:
    return Edition(*P2C, tuple(Figure("p2c_pledged_value", "WLD", day, value, "USD", *P2C) for day, value in values))


@pytest.mark.parametrize(
    ("values", "expected", "status"),
    [
        ((40, 60, 80), 100, "on_track"),
        ((30, 60, 75), 97.5, "within_reach"),
        ((50, 65, 75), 87.5, "at_risk"),
        ((50, 55, 60), 65, "off_track"),
        ((60, 55, 50), 45, "reversing"),
    ],
)
def test_money_is_expected_at_the_pace_of_24_months(values: tuple[float, ...], expected: float, status: str) -> None:
    days = ("2023-12-31", "2024-12-31", "2025-12-31")

    found = expected_by(pledged(*zip(days, values, strict=True)), 100, 2027.0)

    assert found is not None
    assert found.value == pytest.approx(expected)
    assert found.status == status


@pytest.mark.parametrize(
    ("day", "stale"),
    [(date(2026, 3, 1), False), (date(2026, 8, 1), True), (date(2026, 6, 30), False)],
    ids=["two months old", "older than the time left", "as old as the time left"],
)
def test_a_figure_older_than_the_time_that_is_left_is_stale(day: date, stale: bool) -> None:
    assert is_stale(pledged(("2024-12-31", 60), ("2025-12-31", 80)), 2026, day) == stale


# ------------------------------------------------------------------------------------------- official methods, members


def test_official_methods_give_the_values_computed_by_hand() -> None:
    judgement = judged("UMC2030-U1", series("UMC2030-U1", WDI, {2020: 50, 2025: 60}))
    official = judgement.official

    assert (official.unsd, official.open_sdg, official.eurostat) == ("fair", "limited", "insufficient")
    assert official.escap == pytest.approx(2.0)


def test_an_official_fair_beside_off_track_disagrees_and_beside_at_risk_does_not() -> None:
    target = BUILTIN.target("UMC2030-U1")
    edition = Edition(*WDI, tuple(series("UMC2030-U1", WDI, {2020: 50, 2025: 60})))
    line, baseline = line_of(target, None), baseline_of(target, "WLD", edition)
    assert line is not None

    official = official_methods(line, edition.last, baseline, 2030.0)

    assert official.disagrees_with("off_track")
    assert not official.disagrees_with("at_risk")
    assert official.disagrees_with("on_track")


def test_no_official_method_is_given_for_a_past_target() -> None:
    assert built_in("SP2020-1.2").official.unsd is None


def test_a_country_belongs_to_a_group_until_the_day_it_leaves() -> None:
    member = Membership("BTN", None, date(2023, 12, 13))

    assert member.holds_on(date(2023, 12, 12))
    assert not member.holds_on(date(2023, 12, 13))
    assert not Membership("NEW", date(2026, 1, 1), None).holds_on(DAY.replace(year=2025))


def test_the_command_prints_every_judgement_of_an_area() -> None:
    command = [sys.executable, "-m", "tests.second_judge", "--day", "2026-11-30", "--json", "--area", "KEN"]

    printed = json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout)

    assert {judgement["area"] for judgement in printed} == {"KEN"}
    assert len(printed) == sum(target.each_country for target in TARGETS)
