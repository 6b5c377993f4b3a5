"""The rank among peers: who is compared with whom, whose figure is too old, and what is said of it."""

from datetime import date

import pytest

from services.tracker import State, Tracker
from services.view import look_at
from tests.services.conftest import TODAY
from topics.peers import (
    MEMBERS,
    Standing,
    find_standings,
    peer_records,
    peer_sets,
    peers_name,
    place_words,
    rank_rows,
    row_words,
    standing_title,
    years_words,
)
from topics.profile import find_profile, rankable


def standing_of(tracker: Tracker, area: str, indicator: str, day: date = TODAY) -> Standing:
    view = look_at(tracker, day)
    found = find_standings(view, find_profile(view, area))
    return next(one for one in found if one.indicator.indicator == indicator)


@pytest.mark.parametrize(
    ("area", "sets"),
    [
        pytest.param("KEN", ["WLD", "AFR", "LMC"], id="country"),
        pytest.param("LAO", ["WLD", "ASP", "LMC", "LLDC", "LDC"], id="every group of the United Nations"),
        pytest.param("AFR", ["AFR", MEMBERS], id="region: the other regions, and its countries"),
        pytest.param("LDC", [MEMBERS], id="no group like it: its countries alone"),
        pytest.param("WLD", [MEMBERS], id="world"),
        pytest.param("KEN+UGA", [MEMBERS], id="own group"),
    ],
)
def test_peers_are_those_of_the_same_region_and_income(
    tracker: Tracker, state: State, area: str, sets: list[str]
) -> None:
    view = look_at(tracker, TODAY)

    assert list(peer_sets(view, find_profile(view, area))) == sets


def test_groups_are_compared_only_with_groups_that_share_no_country(tracker: Tracker, state: State) -> None:
    view = look_at(tracker, TODAY)
    peers = peer_sets(view, find_profile(view, "LIC"))["LIC"]

    assert sorted(peers) == ["HIC", "LIC", "LMC", "UMC"]


def test_rank_of_kenya_is_that_of_a_plain_count(tracker: Tracker, state: State) -> None:
    row = next(one for one in standing_of(tracker, "KEN", "individuals_online").rows if one.group == "AFR")
    latest = {}
    for area in state.members_of("AFR", TODAY):
        points = state.world.book.of("individuals_online", area)[0].points
        if points[-1].year >= 2022:
            latest[area] = points[-1].value
    better = sum(value > latest["KEN"] for value in latest.values())

    assert row.rank is not None
    assert (row.rank.place, row.rank.of, row.rank.tied) == (better + 1, len(latest), 0)
    assert place_words(row.rank) == "23rd of 42"


def test_lower_price_is_the_better_place(tracker: Tracker) -> None:
    standing = standing_of(tracker, "BTN", "mobile_basket_5gb")
    row = next(one for one in standing.rows if one.group == "LLDC")
    cheaper = [area for area, figure in row.figures.items() if figure.value < standing.own.value]

    assert row.rank is not None
    assert row.rank.place == len(cheaper) + 1 == 12


def test_shared_place_says_so(tracker: Tracker) -> None:
    row = next(one for one in standing_of(tracker, "LAO", "coverage_4g").rows if one.group == "LDC")

    assert row.rank is not None
    assert place_words(row.rank) == "20th of 44 (shared)"


def test_figures_older_than_the_threshold_are_not_compared(tracker: Tracker, state: State) -> None:
    rows = standing_of(tracker, "KEN", "individuals_online").rows

    assert all(figure.year >= TODAY.year - 4 for row in rows for figure in row.figures.values())
    assert len(rows[0].figures) < len(state.world.book.areas_with("individuals_online"))


def test_area_whose_own_figure_is_too_old_has_no_place(tracker: Tracker) -> None:
    standing = standing_of(tracker, "XKX", "individuals_online")

    assert (standing.too_old, standing.rows, standing.own.year) == (True, (), 2018)


def test_area_without_a_figure_has_no_standing(tracker: Tracker, state: State) -> None:
    view = look_at(tracker, TODAY)

    assert find_standings(view, find_profile(view, "ATA")) == []


def test_amounts_that_grow_with_a_country_are_not_ranked(tracker: Tracker, state: State) -> None:
    found = {one.indicator for one in rankable(look_at(tracker, TODAY))}

    assert {"individuals_online", "fixed_basket"} <= found
    assert not found & {"population", "fixed_broadband_subscriptions", "ewaste_generated", "giga_schools_mapped"}


def test_words_of_a_set_of_peers(tracker: Tracker) -> None:
    standing = standing_of(tracker, "KEN", "fixed_basket")
    row = next(one for one in standing.rows if one.group == "LMC")

    assert peers_name("LMC", "KEN", tracker.reference) == "Lower-middle-income economies"
    assert row_words(row, standing) == "29th of 45, median 7.1 %"
    assert years_words(row) == "2023 to 2025"
    assert standing_title(standing, tracker.reference) == (
        "The price of fixed broadband: Kenya is 14th of 37 in Africa (ITU region)"
    )


def test_title_of_a_group_without_peers_names_the_ends(tracker: Tracker) -> None:
    title = standing_title(standing_of(tracker, "LDC", "mobile_basket_5gb"), tracker.reference)

    assert title.startswith("The price of mobile data: from ")


@pytest.mark.parametrize(
    ("group", "area", "name"),
    [
        ("WLD", "KEN", "All countries"),
        (MEMBERS, "WLD", "All countries"),
        (MEMBERS, "AFR", "Its countries"),
        ("AFR", "AFR", "ITU regions"),
        ("LIC", "LIC", "income groups"),
    ],
)
def test_sets_of_peers_have_names(tracker: Tracker, group: str, area: str, name: str) -> None:
    assert peers_name(group, area, tracker.reference) == name


def test_records_hold_every_area_compared_its_own_first_and_its_places(tracker: Tracker) -> None:
    standing = standing_of(tracker, "KEN", "individuals_online")
    records = peer_records(standing, look_at(tracker, TODAY))

    assert records[0]["ref_area"] == "KEN"
    assert records[0]["places"] == {"WLD": 161, "AFR": 23, "LMC": 36}
    assert len(records) == len(standing.rows[0].figures)
    assert [one["places"]["WLD"] for one in records[1:]] == sorted(one["places"]["WLD"] for one in records[1:])


def test_ranks_go_into_a_file_with_their_years(tracker: Tracker) -> None:
    rows = rank_rows([standing_of(tracker, "KEN", "individuals_online")])

    assert [(row["peers"], row["place"], row["of"]) for row in rows] == [
        ("WLD", 161, 185),
        ("AFR", 23, 42),
        ("LMC", 36, 43),
    ]
    assert (rows[0]["first_year"], rows[0]["last_year"]) == (2022, 2025)
