"""Held here: the answer in words, with grammar for one, few and many, and honest words on what it rests on."""

from datetime import date

import pytest

from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY
from topics.gap.counting import Counts
from topics.gap.shortfalls import Gap, find_gap
from topics.gap.words import (
    amount_words,
    answer_words,
    base_words,
    basis_words,
    change_words,
    coverage_words,
    effect_words,
    find_words,
    stale_words,
    thin_words,
)

SCHOOLS: Counts = {"schools_online": {"KEN": (1000, 999, 1), "UGA": (3, 3, 0), "TZA": (500, 400, 100)}}
OPEN: Counts = {"schools_online": {"KEN": (100, 30, 45), "UGA": (60, 10, 25), "TZA": (50, 20, 15), "RWA": (9, 4, 0)}}
"""Some of the schools are unknown; of Rwanda none is known not to be connected."""


def gap_of(state: State, tracker: Tracker, target_id: str, area: str, counts: Counts = SCHOOLS) -> Gap:
    return find_gap(View(state, tracker.reference, TODAY), state.by_id[target_id], area, counts)


def answer(state: State, tracker: Tracker, target_id: str, area: str, counts: Counts = SCHOOLS) -> str:
    gap = gap_of(state, tracker, target_id, area, counts)
    return " ".join(answer_words(gap, find_words(gap, View(state, tracker.reference, TODAY)), tracker.reference))


def basis(state: State, tracker: Tracker, target_id: str, area: str, day: date = TODAY) -> str:
    gap = gap_of(state, tracker, target_id, area)
    return " ".join(
        basis_words(gap, find_words(gap, View(state, tracker.reference, day)), View(state, tracker.reference, day))
    )


@pytest.mark.parametrize(
    ("target_id", "area", "words"),
    [
        pytest.param(
            "UMC2030-U1",
            "WLD",
            "Ten countries hold 56 % of the people still to be connected in the world. "
            "To reach 100 % by 2030 (UMC2030 U1), 2.2 billion people are still missing. The largest: India,",
            id="many",
        ),
        pytest.param("UMC2030-U1", "KEN+TZA+UGA", "Two of three countries hold 72 % of the people still", id="few"),
        pytest.param("UMC2030-M8", "IND+KEN+USA", "India alone holds 96 % of the people living where", id="one of two"),
        pytest.param(
            "UMC2030-U4",
            "KEN+UGA",
            "Kenya alone holds all of the schools that the published censuses (2 countries) say are not connected in ",
            id="only one",
        ),
        pytest.param("UMC2030-U4", "KEN+UGA", "1 school is still missing", id="a single school"),
        pytest.param(
            "UMC2030-U1",
            "KEN",
            "Kenya: 36.7 million people are still missing to reach 100 % by 2030 "
            "(UMC2030 U1). The figure is 35 % in 2024 [WDI",
            id="a country",
        ),
        pytest.param("UMC2030-U4", "KEN", "The school census counts 99.9 %.", id="a country's census"),
        pytest.param(
            "SP2020-1.2",
            "USA",
            "Nothing is missing in the United States of America: it has reached 70 %, the target for 2023",
            id="a country that is there",
        ),
        pytest.param("SP2020-1.2", "FRA+USA", "every country with figures has reached 70 %", id="all are there"),
        pytest.param(
            "SP2020-3.2", "WLD", "To reach 30 %, the target for 2023 (SP2020 3.2), 8.2 million tonnes", id="e-waste"
        ),
        pytest.param("UMC2030-M8", "IND+KEN+USA", "1.5 billion people, in 2 of 3 countries with", id="countries above"),
        pytest.param("UMC2030-M8m", "WLD", "where the 5 GB mobile basket costs more than 2 % in the world", id="price"),
    ],
)
def test_answer_comes_in_sentences(state: State, tracker: Tracker, target_id: str, area: str, words: str) -> None:
    assert words in answer(state, tracker, target_id, area)


@pytest.mark.parametrize(
    ("area", "words"),
    [
        # known not to be connected: 45 of 45 + 25 + 15 = 85, 53 %; with 25, 25, 15 and 5 unknown ones 155
        pytest.param(
            "WLD",
            "Kenya alone holds 53 % of the schools that the published censuses (4 countries) say are not connected. "
            "To reach 100 % by 2030 (GIGA 1), 85 to 155 schools are still missing. "
            "The lower number is of schools known not to be connected, the higher one counts those as well of which "
            "nobody knows. Shares are of the lower numbers. The largest: Kenya, 45 to 70 schools (53 %); "
            "Uganda, 25 to 50 schools (29 %); ",
            id="unknown is never no",
        ),
        pytest.param("KEN", "Kenya: 45 to 70 schools are still missing to reach 100 %", id="a country"),
        pytest.param("KEN", "The school census counts 30 % to 55 %.", id="the figure is a range too"),
        pytest.param("RWA+UGA", "Uganda alone holds all of the schools that the", id="unknown alone holds nothing"),
        pytest.param("RWA", "Rwanda: 0 to 5 schools are still missing", id="a country with unknown ones alone"),
        pytest.param("RWA+USA", " is known not to be connected; of 5 schools nobody knows.", id="none"),
    ],
)
def test_schools_of_which_nobody_knows_make_a_range(state: State, tracker: Tracker, area: str, words: str) -> None:
    assert words in answer(state, tracker, "GIGA-1", area, OPEN)


def test_what_if_of_a_census_says_at_least_and_at_most(state: State, tracker: Tracker) -> None:
    """100 schools of Kenya, 30 connected, 45 not: with Uganda's 60 (10) known are 25 %; 110 of 160 are 68.8 %."""
    gap = gap_of(state, tracker, "GIGA-1", "KEN+UGA", OPEN)
    effect = gap.what_if(["KEN"])

    assert effect is not None
    assert (effect.gained, effect.perhaps) == (45, 25)
    told = effect_words(effect, ["KEN"], gap, find_words(gap, View(state, tracker.reference, TODAY)), tracker.reference)
    assert "from at least 25 % to at least 68.8 %" in told
    assert change_words(effect) == "at most +43.8 points"


@pytest.mark.parametrize(
    ("target_id", "area", "words"),
    [
        pytest.param(
            "UMC2030-U1", "WLD", "the countries with figures hold more than 99 % of the people", id="coverage"
        ),
        pytest.param("UMC2030-U1", "WLD", "40 countries and territories have no figure", id="without a figure"),
        pytest.param("UMC2030-U1", "WLD", "25 of the figures are more than 4 years old", id="old figures"),
        pytest.param("UMC2030-U1", "WLD", "counts 95 % as met; the shortfall is counted to 100 % itself", id="met_at"),
        pytest.param("SP2020-1.2", "AFR", "The target is set for the world; here its level is applied to", id="level"),
        pytest.param("SP2020-1.2", "KEN", "here its level is applied to Kenya alone", id="level of a country"),
        pytest.param("SP2020-2.4", "LDC", "makes up for none of the others", id="countries beyond the level"),
        pytest.param("SP2020-3.2", "WLD", "the regions of the world stand for them", id="regions"),
    ],
)
def test_basis_says_what_the_shares_rest_on(
    state: State, tracker: Tracker, target_id: str, area: str, words: str
) -> None:
    assert words in basis(state, tracker, target_id, area)


def test_figures_of_2019_are_called_old(state: State, tracker: Tracker) -> None:
    view = View(state, tracker.reference, TODAY)
    ewaste, people = gap_of(state, tracker, "SP2020-3.2", "WLD"), gap_of(state, tracker, "UMC2030-U1", "WLD")

    assert stale_words(ewaste, view).startswith("The latest figures are from 2019.")
    assert stale_words(people, view) == ""
    assert stale_words(gap_of(state, tracker, "UMC2030-U4", "KEN"), view) == ""


def test_few_countries_with_figures_are_called_few(state: State, tracker: Tracker) -> None:
    gap, full = gap_of(state, tracker, "UMC2030-U4", "AFR"), gap_of(state, tracker, "UMC2030-U1", "AFR")
    words = find_words(gap, View(state, tracker.reference, TODAY))

    assert thin_words(gap, words, state).startswith("Only 14 % of the people of Africa live in countries with figures.")
    assert thin_words(full, words, state) == ""


def test_coverage_that_leaves_somebody_out_is_never_100(state: State) -> None:
    assert coverage_words(0.9999) == "more than 99 %"
    assert coverage_words(1.0, whole=False) == "more than 99 %"
    assert coverage_words(1.0) == "100 %"
    assert coverage_words(0.97) == "97 %"


def test_small_amounts_of_ewaste_do_not_read_as_nothing(state: State, tracker: Tracker) -> None:
    gap = gap_of(state, tracker, "SP2020-3.2", "WLD")

    assert amount_words(0.00152, gap) == "1,520 tonnes"
    assert amount_words(4.8, gap) == "4.8 million tonnes"


def test_what_if_names_both_ends_and_the_published_figure(state: State, tracker: Tracker) -> None:
    gap = gap_of(state, tracker, "UMC2030-U1", "WLD")
    words = find_words(gap, View(state, tracker.reference, TODAY))
    effect = gap.what_if(["IND", "NGA"])

    assert effect is not None
    assert effect_words(effect, ["IND", "NGA"], gap, words, tracker.reference) == (
        "Internet use in the world would rise from 72.4 % to 79.5 % if India and Nigeria reached 100 %."
    )
    assert change_words(effect) == "+7.1 points"
    assert "The published figure is 73.6 % in 2025 [WDI 2026-07-13]." in base_words(gap, words, state)


def test_what_if_of_prices_is_said_in_people(state: State, tracker: Tracker) -> None:
    gap = gap_of(state, tracker, "UMC2030-M8", "IND+KEN+USA")
    words = find_words(gap, View(state, tracker.reference, TODAY))
    effect = gap.what_if(["IND"])

    assert effect is not None
    told = effect_words(effect, ["IND"], gap, words, tracker.reference)
    assert told.startswith("If the price in India came down to below 2 %, 96.9 % instead of 18.3 % of the people of")
    assert told.endswith("would live where it meets the target.")
