"""What a trend shows of a group: the publisher's figures, else our own aggregate, which says that it is ours."""

import pytest

from services.groups import group_code
from services.tracker import State, Tracker
from topics.own_words import broken_remark, own_remark, own_source, own_status, thin_remark
from topics.sentences import chart_title
from topics.trends import Choice, edition_options, find_trends, trend_records

EAST = group_code(["KEN", "TZA", "UGA"])


def test_published_aggregate_is_shown_as_such(state: State) -> None:
    (trend,) = find_trends(state, "individuals_online", Choice(("LDC",)))

    assert not trend.own
    assert trend.series.edition == "WDI 2026-07-13"


@pytest.mark.parametrize(("group", "countries"), [("LMY", 116), (EAST, 3)])
def test_group_without_published_figures_has_our_own_median(state: State, group: str, countries: int) -> None:
    (trend,) = find_trends(state, "fixed_basket", Choice((group,)))

    assert trend.own
    assert trend.series.ref_area == group
    assert trend.aggregates[2025].countries == countries


def test_median_of_three_countries_is_the_middle_price(state: State) -> None:
    prices = sorted(state.world.book.of("fixed_basket", one)[0].points[-1].value for one in ("KEN", "TZA", "UGA"))
    (trend,) = find_trends(state, "fixed_basket", Choice((EAST,)))

    assert trend.series.points[-1].value == prices[1]


def test_country_without_figures_has_no_line(state: State) -> None:
    assert find_trends(state, "fixed_basket", Choice(("VAT",))) == []


def test_edition_of_our_own_aggregate_can_be_chosen(state: State) -> None:
    editions = edition_options(state, ["fixed_basket"], [EAST], "total")

    assert len(editions) == 1
    assert find_trends(state, "fixed_basket", Choice((EAST,), tuple(editions)))[0].own
    assert find_trends(state, "fixed_basket", Choice((EAST,), ("Facts and Figures 2025",))) == []


def test_rows_of_our_own_aggregate_say_so_in_their_source(state: State, tracker: Tracker) -> None:
    trends = find_trends(state, "fixed_basket", Choice((EAST,)))
    newest = trend_records(trends, tracker.reference)[0]

    assert newest["source"].startswith("our own median of 3 economies; 100 % of the economies; from ITU")
    assert newest["area"] == "Kenya, United Republic of Tanzania and Uganda"


def test_words_of_our_own_aggregates(state: State, tracker: Tracker) -> None:
    indicators = tracker.reference.indicators
    (trend,) = find_trends(state, "fixed_basket", Choice(("LMY",)))
    aggregate, basket = trend.aggregates[2025], indicators["fixed_basket"]
    share = f"{aggregate.coverage * 100:.0f} %"

    assert own_status(basket, aggregate) == f"our own median of 116 economies; {share} of the economies"
    assert own_source(basket, aggregate, "ITU").endswith("; from ITU")
    assert own_remark(basket, aggregate, "LMY", "these economies") == (
        "No publisher states this figure for these economies. It is our own median of 116 economies, which are "
        f"{share} of its economies in 2025. Each year counts the countries that were members of the group on "
        "31 December of that year."
    )
    assert own_remark(basket, aggregate, EAST, "X").endswith("The group holds the same countries in every year.")
    assert "hold at most" in thin_remark(basket, aggregate, "the LDCs", 0.5)


def test_line_of_our_own_says_where_other_countries_have_figures(state: State, tracker: Tracker) -> None:
    """Somalia has a price of fixed broadband from 2021 on: half of a group of two comes in."""
    (trend,) = find_trends(state, "fixed_basket", Choice(("KEN+SOM",)))
    basket = tracker.reference.indicators["fixed_basket"]

    words = broken_remark(basket, trend.aggregates.values(), 0.1)

    assert [one.period for one in trend.series.points if one.obs_status == "B"] == ["2021"]
    assert words.startswith(
        "The line is broken before 2021: there countries with 10 % of the economies of the group or"
    )
    assert broken_remark(basket, [], 0.1) == ""


def test_title_compares_with_nothing_before_the_last_break(state: State, tracker: Tracker) -> None:
    """Other economies have 4G figures in 2024 than in 2023, so that there is nothing to compare with."""
    (trend,) = find_trends(state, "coverage_4g", Choice(("LMY",)))

    words = chart_title("4G coverage", [trend], tracker.reference, by_part=False)

    assert words.startswith("4G coverage in low- and middle-income economies: 94.9 % in 2024")
