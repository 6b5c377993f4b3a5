"""Prices: lines, counts and ranking from one edition, and what is said of how fast they fall."""

from dataclasses import replace

import pytest

from metrics.prices import EconomyCount
from services.tracker import State, Tracker
from tests.services.conftest import TODAY
from topics.prices import (
    FIXED,
    MOBILE,
    MOBILE_2GB,
    MOBILE_5GB,
    band_words,
    basket_options,
    baskets_of,
    describe_break,
    describe_price_trend,
    describe_too_few,
    economy_counts,
    line_words,
    own_beside,
    price_lines,
    price_ranking,
    price_trends,
    price_words,
    published_counts,
)
from topics.trends import Choice, find_trends

EDITION = "ITU ICT Price Baskets 2025-12"
LINES = (2.0, 3.0)


def with_short_medians(state: State) -> State:
    """Return the state without the world's medians of the price workbook."""
    book = state.world.book
    found = {
        (name, "WLD"): tuple(s for s in book.of(name, "WLD") if s.edition != EDITION) for name in baskets_of(MOBILE)
    }
    return replace(state, world=replace(state.world, book=book.with_totals(found)))


def test_baskets_with_figures_are_offered_and_both_mobile_ones_together(state: State, tracker: Tracker) -> None:
    assert basket_options(state, tracker.reference) == [FIXED, MOBILE_2GB, MOBILE_5GB, MOBILE]
    assert baskets_of(MOBILE) == (MOBILE_2GB, MOBILE_5GB)
    assert baskets_of(FIXED) == (FIXED,)


@pytest.mark.parametrize(
    ("basket", "ids"), [(FIXED, ["UMC2030-M8", "SP2020-2.6"]), (MOBILE_5GB, ["UMC2030-M8m", "SP2020-2.6"])]
)
def test_lines_are_the_ceilings_of_the_targets(state: State, tracker: Tracker, basket: str, ids: list[str]) -> None:
    found = price_lines(state, tracker.reference, basket)

    assert [one.target_id for one in found] == ids
    assert [one.target_value for one in found] == [2, 3]


@pytest.mark.parametrize(
    ("basket", "last"), [(FIXED, EconomyCount(2025, (87, 24, 84))), (MOBILE_5GB, EconomyCount(2025, (131, 14, 61)))]
)
def test_economies_below_the_line_are_counted_in_one_edition(state: State, basket: str, last: EconomyCount) -> None:
    # Kosovo, 3.48 % and 1.04 % in ITU's DataHub, is not in the price workbook.
    edition, found = economy_counts(state, basket, "WLD", LINES)

    assert edition == EDITION
    assert found[-1] == last


def test_economies_of_a_group_are_its_members_of_each_year(state: State) -> None:
    _, found = economy_counts(state, FIXED, "LDC", LINES)
    members = {one.year: one.economies for one in found}

    # Vanuatu left the group in 2020, Bhutan in 2023, Sao Tome and Principe in 2024: all three have a price of 2025
    every = {
        area
        for area in state.groups.members_of("LDC", None)
        for one in state.world.book.of(FIXED, area)
        if any(point.year == 2025 for point in one.points)
    }
    assert {"VUT", "BTN", "STP"} <= every
    assert members[2025] == len(every) - 3


def test_published_counts_stand_in_their_own_editions_with_their_whole(state: State, tracker: Tracker) -> None:
    fixed = published_counts(state, tracker.reference, FIXED, "WLD")
    mobile = published_counts(state, tracker.reference, MOBILE_5GB, "WLD")

    assert [(one.year, one.count) for one in fixed] == [(2021, 64), (2022, 71), (2023, 71), (2024, 78), (2025, 88)]
    assert (fixed[-1].count, fixed[-1].whole, fixed[-1].series.edition) == (88, 195, "Facts and Figures 2025")
    assert (mobile[-1].count, mobile[-1].whole) == (130, 205)


def test_counts_by_the_smaller_basket_never_stand_beside_the_larger_one(state: State, tracker: Tracker) -> None:
    smaller = published_counts(state, tracker.reference, MOBILE_2GB, "WLD")
    larger = published_counts(state, tracker.reference, MOBILE_5GB, "WLD")

    assert [one.year for one in smaller] == [2021, 2022, 2023]
    assert [one.year for one in larger] == [2024, 2025]
    # Facts and Figures 2021 counts LDCs by mobile prices and states the median of neither basket
    assert published_counts(state, tracker.reference, MOBILE_5GB, "LDC") == []
    assert [one.count for one in published_counts(state, tracker.reference, FIXED, "LDC")] == [1]


def test_ranking_begins_with_the_cheapest_and_holds_each_members_latest_price(state: State, tracker: Tracker) -> None:
    members = state.groups.members_of("WLD", TODAY)
    found = price_ranking(state, tracker.reference, MOBILE_5GB, members, LINES)

    assert len(found) == 209  # one of them, Equatorial Guinea, has a price of 2022 alone
    assert (found[0].place, found[0].figure.ref_area, found[0].band) == (1, "LIE", 0)
    assert (found[-1].figure.ref_area, found[-1].figure.value, found[-1].band) == ("CAF", 53.67, 2)
    assert [one.place for one in found] == sorted(one.place for one in found)
    assert len(price_ranking(state, tracker.reference, MOBILE_5GB, ("KEN", "UGA"), LINES)) == 2


def test_price_of_a_group_is_read_from_our_own_median_where_none_is_published(state: State, tracker: Tracker) -> None:
    ((line, found),) = price_trends(state, tracker.reference, [FIXED], "LMY")

    assert line.own
    assert (found.since, found.until, found.count) == (2018, 2025, 8)
    assert own_beside(state, tracker.reference, FIXED, "WLD") == []
    assert own_beside(state, tracker.reference, FIXED, "KEN") == []
    assert own_beside(state, tracker.reference, FIXED, "LDC") == []


def test_price_trend_in_words(state: State, tracker: Tracker) -> None:
    ((line, found),) = price_trends(state, tracker.reference, [FIXED], "KEN")

    assert describe_price_trend(line, found, tracker.reference) == (
        "From 2018 to 2025 the price of fixed broadband in Kenya fell by 5.4 % a year, read on the log scale from 8 "
        f"prices [{EDITION}]: it halves every 12 years."
    )


def test_price_that_hardly_moves_is_said_to(state: State, tracker: Tracker) -> None:
    # By hand: the least-squares slope of the eight logarithms from 2.91 (2018) to 3.11 (2025) is 0.0066 a year.
    ((line, found),) = price_trends(state, tracker.reference, [FIXED], "ABW")

    assert "hardly moved: +0.7 % a year" in describe_price_trend(line, found, tracker.reference)


def test_two_prices_say_nothing_about_how_fast_they_fall(state: State, tracker: Tracker) -> None:
    assert price_trends(state, tracker.reference, [MOBILE_2GB], "GNQ") == []
    assert "at least 3 prices" in describe_too_few(MOBILE_2GB, "GNQ", tracker.reference)


def test_break_between_the_mobile_baskets_is_named(state: State) -> None:
    choice = Choice(("WLD",))
    both = [one for name in baskets_of(MOBILE) for one in find_trends(state, name, choice)]

    assert describe_break(both) == (
        "Published prices of the 2 GB basket go up to 2025, those of the 5 GB basket begin in 2022: two indicators, "
        "not one line, so nothing joins them."
    )
    assert describe_break(find_trends(state, MOBILE_5GB, choice)) == ""


def test_our_own_median_that_begins_before_the_published_one_is_named_with_the_break(
    state: State, tracker: Tracker
) -> None:
    # Without the workbook's medians, Facts and Figures alone states the world's: of 2024 and 2025. Countries' prices of
    # the 5 GB basket begin in 2022.
    state = with_short_medians(state)
    both = [one for name in baskets_of(MOBILE) for one in find_trends(state, name, Choice(("WLD",)))]
    beside = own_beside(state, tracker.reference, MOBILE_5GB, "WLD")

    assert "our own median of the 5 GB basket, from the prices of countries, begins in 2022" in describe_break(
        both, beside
    )


def test_bands_and_lines_in_words(state: State, tracker: Tracker) -> None:
    target = price_lines(state, tracker.reference, FIXED)[1]

    assert band_words(LINES) == ["below 2 %", "2 % to 3 %", "3 % or more"]
    assert band_words((2.0,)) == ["below 2 %", "2 % or more"]
    assert band_words(()) == []
    assert line_words(target) == "3 %: SP2020 2.6, by 2023"
    assert [price_words(value) for value in (0.07, 2.46, 53.67)] == ["0.07 %", "2.5 %", "53.7 %"]
