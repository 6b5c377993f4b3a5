"""Held here: every target is judged as docs/methods.md says, for its own area or a chosen one."""

from datetime import date

import pytest

from services.tracker import State, Tracker
from services.view import View
from services.world_rules import make_limits
from tests.metrics.figures import LIMITS
from tests.services.conftest import TODAY, Judge
from topics.scorecard import make_scorecard

QUALITATIVE = ["1.1", "1.2", "1.3", "1.4", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6"]
NO_FIGURES = ["1.4", "1.6", "1.7", "2.5", "2.6", "2.9", "2.10", "3.4", "3.5", "4.1"]
NO_FIGURE_NEAR_2023 = ["1.1", "2.1", "2.2", "2.3", "3.3"]
NO_COURSE = ["U2", "U3", "U4", "M1", "M2", "M4", "M5", "M6", "M7", "M7b", "M7c", "M8"]
STATUSES = {
    "SP2020-1.2": "met_late",
    "SP2020-1.3": "not_assessable",
    "SP2020-1.5": "met_on_time",
    "SP2020-2.4": "met_late",
    "SP2020-2.7": "not_met",
    "SP2020-2.8": "not_met",
    "SP2020-3.1": "qualitative",
    "SP2020-3.2": "not_met",
    "SP2020-5.1": "qualitative",
    "UMC2030-U1": "off_track",
    "UMC2030-U5": "within_reach",
    "UMC2030-U6": "off_track",
    "UMC2030-M3": "within_reach",
    "UMC2030-M8m": "achieved",
    "P2C-1": "within_reach",
    "GIGA-1": "insufficient_data",
    **{f"SP2020-{number}": "not_assessable" for number in (*NO_FIGURES, *NO_FIGURE_NEAR_2023)},
    **{f"SP2024-{number}": "qualitative" for number in QUALITATIVE},
    **{f"UMC2030-{n}": "insufficient_data" for n in NO_COURSE},
}


def test_every_target_has_its_status(tracker: Tracker, state: State) -> None:
    rows = make_scorecard(View(state, tracker.reference, TODAY))

    assert len(STATUSES) == 53
    assert {row.target.target_id: row.judgement.status for row in rows} == STATUSES


@pytest.mark.parametrize(
    ("target_id", "latest", "year", "edition", "reason"),
    [
        pytest.param("SP2020-1.1", 57.0, 2019, "ITU 2019-10", "no-data-near-year", id="1.1 households"),
        pytest.param("SP2020-1.2", 73.6, 2025, "WDI 2026-07-13", "met-late", id="1.2 individuals"),
        pytest.param(
            "SP2020-1.3", 2.5, 2025, "ITU ICT Price Baskets 2025-12", "no-comparable-baseline", id="1.3 prices"
        ),
        pytest.param("SP2020-1.5", 9320.7, 2024, "ITU 2024-11", "met-on-time", id="1.5 subscriptions"),
        pytest.param("SP2020-2.3", 47.0, 2019, "ITU 2019-10", "no-data-near-year", id="2.3 developing world"),
        pytest.param("SP2020-2.4", 33.7, 2025, "WDI 2026-07-13", "met-late", id="2.4 LDCs"),
        pytest.param("SP2020-2.7", 96.0, 2024, "Facts and Figures 2025", "not-met", id="2.7 covered"),
        pytest.param("UMC2030-U5", 93.0, 2024, "Facts and Figures 2025", "chance-fair", id="U5: not 81.6 of 2019"),
        pytest.param("SP2020-3.2", 22.3, 2022, "Global E-waste Monitor 2024", "not-met-year-before", id="3.2 e-waste"),
        pytest.param("SP2020-3.3", 40.4, 2019, "Global E-waste Monitor 2020", "no-data-near-year", id="3.3 78 of 193"),
        pytest.param("UMC2030-M8", 2.5, 2025, "ITU ICT Price Baskets 2025-12", "not-comparable", id="M8 fixed"),
        pytest.param("UMC2030-M8m", 1.4, 2025, "ITU ICT Price Baskets 2025-12", "achieved", id="M8m mobile"),
        pytest.param("P2C-1", 82e9, 2026, "P2C headlines", "money-within-reach", id="P2C"),
    ],
)
def test_known_answers_rest_on_their_figures(
    judged: Judge, target_id: str, latest: float, year: int, edition: str, reason: str
) -> None:
    found = judged(target_id).judgement

    assert found.latest is not None
    assert (round(found.latest.value, 1), found.latest.year, found.edition) == (latest, year, edition)
    assert found.reason.code == reason


@pytest.mark.parametrize(
    ("target_id", "met_in", "at_line", "verdict_edition"),
    [
        # 69.2 in 2023, 71.2 in 2024
        pytest.param("SP2020-1.2", 2024, False, None, id="1.2 met late, in 2024"),
        # 29.9 in 2023, 31.4 in 2024
        pytest.param("SP2020-2.4", 2024, True, None, id="2.4 met late, missed by 0.1 point"),
        # ITU 2024-11: 95.4 in 2023, 95.6 in 2024, which rounds to 96; Facts and Figures 2025 has 2024 alone
        pytest.param("SP2020-2.7", None, True, "ITU 2024-11", id="2.7 not met, by the edition that has 2023"),
        # 22.3 in 2022 against 30
        pytest.param("SP2020-3.2", None, False, None, id="3.2 not met"),
        pytest.param("SP2020-1.1", None, False, None, id="1.1 not assessable"),
    ],
)
def test_verdicts_say_when_a_target_was_met_and_whether_it_hangs_on_rounding(
    judged: Judge, target_id: str, met_in: int | None, at_line: bool, verdict_edition: str | None
) -> None:
    found = judged(target_id).judgement

    assert (found.met_in, found.at_line, found.verdict_edition) == (met_in, at_line, verdict_edition)


@pytest.mark.parametrize(
    ("target_id", "indication"),
    [
        # 132 economies have a figure of 2022 in WDI 2026-07-13.
        pytest.param("SP2020-2.3", ("met_on_time", 62.0, 2022, 0.93, 132), id="2.3 of people"),
        # An economy counts where it has a price, also without a figure of its people (Anguilla, Cook Islands).
        pytest.param("SP2020-2.6", ("not_met", 4.3, 2023, 0.87, 141), id="2.6 median price"),
        pytest.param("UMC2030-M8", (None, 2.5, 2025, 0.89, 195), id="M8 live: no status"),
    ],
)
def test_countries_give_an_indication_where_the_publisher_cannot_decide(
    judged: Judge, target_id: str, indication: tuple[str | None, float, int, float, int]
) -> None:
    found = judged(target_id).judgement.indication

    assert found is not None
    assert (
        found.status,
        round(found.value, 1),
        found.year,
        round(found.coverage, 2),
        found.countries,
    ) == indication


def test_pledges_are_judged_by_days(judged: Judge) -> None:
    found = judged("P2C-1").judgement

    # 18 bn in the 302 days from 2026-03-04 to 2026-12-31; the pace is that of the 24 months before 2026-03-04
    assert found.required_pace == pytest.approx(18e9 / (302 / 365.25))
    assert found.actual_pace == pytest.approx(16.91e9, rel=0.002)
    assert (found.stale, found.year_at_pace) == (True, None)
    assert found.progress == pytest.approx(63.45 / 81.45)


def test_people_missing_are_the_gap_times_the_population(judged: Judge, state: State) -> None:
    people = state.world.book.of("population", "WLD")[0].points[-1]
    row = judged("UMC2030-U1")

    assert people.period == "2025"
    assert row.people == pytest.approx(people.value * 26.4 / 100)  # 100 - 73.6


@pytest.mark.parametrize(
    ("target_id", "share"),
    [
        pytest.param("UMC2030-U1", None, id="the World Bank does not say"),
        pytest.param("SP2020-1.1", 1 / 15, id="one of 15 years of ITU's"),
        pytest.param("UMC2030-U6", 1.0, id="all of them"),
        pytest.param("GIGA-1", None, id="no figures"),
    ],
)
def test_estimated_share_is_none_where_it_is_not_stated(judged: Judge, target_id: str, share: float | None) -> None:
    assert judged(target_id).judgement.estimated_share == (None if share is None else pytest.approx(share))


def test_framework_filter_keeps_only_its_targets(tracker: Tracker, state: State) -> None:
    rows = make_scorecard(View(state, tracker.reference, TODAY), framework="UMC2030")

    assert {row.target.framework for row in rows} == {"UMC2030"}
    assert len(rows) == 17
    assert make_scorecard(View(state, tracker.reference, TODAY), framework="NONE") == []


def test_frameworks_come_in_the_order_of_the_reference(tracker: Tracker, state: State) -> None:
    rows = make_scorecard(View(state, tracker.reference, TODAY))

    assert list(dict.fromkeys(row.target.framework for row in rows)) == ["SP2020", "UMC2030", "SP2024", "P2C", "GIGA"]


@pytest.mark.parametrize(
    ("target_id", "today", "status"),
    [
        pytest.param(
            "UMC2030-U1", date(2030, 12, 31), "insufficient_data", id="last day: live, figures of 2025 too old"
        ),
        pytest.param("UMC2030-U1", date(2031, 1, 1), "not_assessable", id="U1: 2025 is not near 2030"),
        pytest.param("UMC2030-M8m", date(2031, 1, 1), "met_on_time", id="M8m: met by 2025"),
        pytest.param("SP2024-1.1", date(2031, 1, 1), "qualitative", id="no number, no verdict"),
        pytest.param("P2C-1", date(2026, 12, 31), "within_reach", id="P2C: the last day of 2026"),
        pytest.param("P2C-1", date(2027, 1, 1), "not_met", id="P2C: 82 of 100 bn in 2026"),
        pytest.param("SP2020-1.2", date(2023, 12, 31), "achieved", id="1.2 was live in 2023, by the figures of today"),
    ],
)
def test_targets_become_past_on_the_day_after_their_year(
    judged: Judge, target_id: str, today: date, status: str
) -> None:
    assert judged(target_id, today).judgement.status == status


def test_every_target_of_2030_is_past_in_2031(tracker: Tracker, state: State) -> None:
    rows = make_scorecard(View(state, tracker.reference, date(2031, 1, 1)))
    past = {"met_on_time", "met_late", "not_met", "not_assessable", "qualitative"}

    assert {row.judgement.status for row in rows} <= past


def test_thresholds_of_the_reference_are_those_that_the_metrics_were_tested_with(tracker: Tracker) -> None:
    assert make_limits(tracker.reference) == LIMITS
