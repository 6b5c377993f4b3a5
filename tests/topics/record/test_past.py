"""The forecast record in sentences, and that it works by itself for figures that are uploaded later."""

from datetime import date
from math import exp
from pathlib import Path

import pytest

from clock import moment_now
from data.readers import ReadOptions
from exhibits.exhibit import Table
from metrics.backtest import Span
from metrics.record import said_of
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import State, Tracker, open_tracker
from services.view import View
from topics.projections import backtest_record
from topics.record.past import (
    Shown,
    answer_words,
    area_statements,
    area_words,
    chance_sentence,
    find_shown,
    made_from_words,
    no_record_words,
    of_cases,
    origin_years,
    recorded_indicators,
    reliability_title,
)
from topics.record.rules import show_rules

TODAY = date(2026, 11, 22)
COUNTRIES = ("KEN", "UGA", "TZA", "RWA", "BDI", "SSD", "GHA", "NGA", "SEN", "MLI")


@pytest.fixture(scope="module")
def online(tracker: Tracker, state: State) -> Shown:
    found = find_shown(View(state, tracker.reference, TODAY), "individuals_online", Span())
    assert found is not None
    return found


def test_answer_says_first_how_far_off_it_was(online: Shown) -> None:
    first, band = answer_words(online)

    assert first == (
        "Six years ahead it was off by 6.6 points on average; a straight line by 10.5 points;"
        " 'no change' by 18.9 points."
    )
    assert band == "82 of 100 outcomes fell inside the 80 % band."
    assert "13,402 forecasts for 203 countries and territories, said from 2008 to 2024" in made_from_words(online)


def test_answer_admits_where_a_simple_method_was_nearer(tracker: Tracker, state: State) -> None:
    found = find_shown(View(state, tracker.reference, TODAY), "coverage_4g", Span())

    assert found is not None
    assert found.farthest == 3, "five years ahead there are only 11 forecasts"
    assert answer_words(found)[-1] == "One year ahead, 'no change' was nearer."


def test_chances_are_told_beside_the_yes_of_the_open_sdg_rule(online: Shown) -> None:
    ours, rule, brier = chance_sentence(online)

    assert ours == "When the method gave a chance of at least 80 % (1,440 cases), 93 of 100 arrived."
    assert rule == "When the rule of Open SDG said yes (8,853 cases), 33 of 100 arrived."
    assert "the Brier score is 0.07, that of the rule's yes or no 0.399" in brier
    assert reliability_title(online) == "When it said at least 80 %, 93 of 100 arrived"


@pytest.mark.parametrize(
    ("share", "cases", "words"),
    [(0.92, 891, "92 of 100"), (0.5, 50, "50 of 100"), (1.0, 6, "6 of 6"), (0.0, 2, "0 of 2")],
)
def test_of_few_cases_no_share_of_100_is_made(share: float, cases: int, words: str) -> None:
    assert of_cases(share, cases) == words


def test_an_area_is_told_what_was_said_longest_before(tracker: Tracker, state: State) -> None:
    _, statements = area_statements(View(state, tracker.reference, TODAY), ("individuals_online", "KEN"), Span())
    answer, band = area_words(statements, said_of(statements, 2024), "PT_POP", tracker.reference)

    assert answer == (
        "35 % came in for Kenya in 2024. Six years before, in 2018, the method would have said"
        " 42 % (80 % band 31 % to 60 %): 7.5 points less came in."
    )
    assert band == "Of all 81 statements about it, 68 had their outcome inside the 80 % band."


def test_what_is_projected_is_offered_first(tracker: Tracker, state: State) -> None:
    found = recorded_indicators(View(state, tracker.reference, TODAY))

    assert found[0] == "individuals_online"
    assert {"coverage_4g", "fixed_basket", "mobile_basket_5gb"} < set(found)
    assert found.index("fixed_basket") < found.index("p2c_pledged_value")
    assert find_shown(View(state, tracker.reference, TODAY), "p2c_pledged_value", Span()) is None


def test_an_indicator_with_too_few_figures_says_what_a_record_needs(tracker: Tracker, state: State) -> None:
    found = find_shown(View(state, tracker.reference, TODAY), "mobile_basket_5gb", Span())

    assert found is not None and not found.record.forecasts
    words = no_record_words(found, View(state, tracker.reference, TODAY))
    assert "at least 5 annual figures within 20 years, a figure above 0 %" in words
    assert "The longest series has 4 annual figures" in words


def test_a_record_works_for_an_indicator_that_is_uploaded_later(tmp_path: Path) -> None:
    """Ten countries with businesses online from 2008 to 2024: origins from the eighth year on, 2015 to 2023."""
    tracker = open_tracker(tmp_path / "store", moment_now)
    assert backtest_record(tracker.state(), tracker.reference, "businesses_online", (None, None))["forecasts"] == 0
    assert origin_years(tracker.state(), "businesses_online") == []
    rows = [
        f"businesses_online,{area},{year},{100 / (1 + exp(2 - 0.15 * (year - 2008) - 0.1 * at)):.1f},survey"
        for at, area in enumerate(COUNTRIES)
        for year in range(2008, 2025)
    ]
    content = "\n".join(["indicator,ref_area,time_period,obs_value,edition", *rows]).encode()
    check = check_file(tracker, content, "businesses.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "a survey"), TODAY)
    view = View(tracker.state(), tracker.reference, TODAY)
    found = backtest_record(view.state, view.reference, "businesses_online", (None, None))
    shown = find_shown(view, "businesses_online", Span())

    assert (found["forecasts"], found["areas"]) == (390, 10)
    assert {h: one["n"] for h, one in found["horizons"].items()} == {
        "1": 90, "2": 80, "3": 70, "4": 60, "5": 50, "6": 40,
    }  # fmt: skip
    assert found["horizons"]["4"]["mae"] < found["horizons"]["4"]["mae_no_change"]
    assert shown is not None and answer_words(shown)[0].startswith("Four years ahead it was off by")
    assert "businesses_online" in recorded_indicators(view)


def test_official_rules_are_told_beside_the_chance(tracker: Tracker, state: State, online: Shown) -> None:
    """Open SDG's on track is its yes in the record, but for a few cases with a gap five years before the origin."""
    exhibit = show_rules(online, Span(), View(state, tracker.reference, TODAY))
    table = next(part for part in exhibit.parts if isinstance(part, Table))
    rows = {(row[0], row[1]): row for row in table.cells}

    cases, arrived = rows["Open SDG / Statistics Canada", "On track to meet the target"][2:4]
    yes = online.record.on_track_cagr
    assert yes is not None and abs(int(str(cases).replace(",", "")) - yes.said) <= 5 and arrived == "33 of 100"
    assert rows["This method", "On track"][2:4] == ["1,440", "93 of 100"]
    assert {row["rule"] for row in table.records} == {"ours", "unsd", "open_sdg", "escap", "eurostat"}
    assert sum(int(row["cases"]) for row in table.records if row["rule"] == "ours") == 15_704
