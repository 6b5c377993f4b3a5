"""What an area is on a day, in dates and in words, and how its targets stand in one sentence."""

from datetime import date

import pytest

from exhibits.exhibit import Caption, Members, Passage, Small
from services.tracker import State, Tracker
from services.view import View, look_at
from tests.services.conftest import TODAY
from topics.overview import show_verdict
from topics.profile import (
    count_outcomes,
    describe_moves,
    find_profile,
    outcome_sentence,
    show_directory,
    show_head,
)
from topics.scorecard import make_scorecard


@pytest.mark.parametrize(
    ("area", "day", "said"),
    [
        pytest.param("BTN", TODAY, ["Bhutan left the least developed countries on 13 December 2023."], id="left"),
        pytest.param(
            "NPL",
            TODAY,
            [
                "Nepal leaves the least developed countries on 24 November 2026 "
                "(graduation scheduled; second hand, to be checked)."
            ],
            id="scheduled, with its note",
        ),
        pytest.param(
            "NPL",
            date(2026, 11, 24),
            [
                "Nepal left the least developed countries on 24 November 2026 "
                "(graduation scheduled; second hand, to be checked)."
            ],
            id="on the day itself it has left",
        ),
        pytest.param("KEN", TODAY, [], id="none"),
    ],
)
def test_dated_memberships_are_told_as_of_the_day(tracker: Tracker, area: str, day: date, said: list[str]) -> None:
    view = look_at(tracker, day)

    assert describe_moves(find_profile(view, area), view) == said


@pytest.mark.parametrize(
    ("area", "day", "special"),
    [
        pytest.param("LAO", TODAY, ("LLDC", "LDC"), id="two days before it leaves"),
        pytest.param("LAO", date(2026, 11, 24), ("LLDC",), id="the day it leaves"),
        pytest.param("TUV", TODAY, ("LDC", "SIDS"), id="an island"),
    ],
)
def test_groups_follow_their_dates(tracker: Tracker, area: str, day: date, special: tuple[str, ...]) -> None:
    assert find_profile(look_at(tracker, day), area).groups["special"] == special


def test_narrowest_group_of_a_scheme_comes_first(tracker: Tracker, state: State) -> None:
    groups = find_profile(look_at(tracker, TODAY), "KEN").groups

    assert groups == {"itu-region": ("AFR",), "income": ("LMC", "LMY"), "m49": ("M49_002",)}


@pytest.mark.parametrize(
    ("area", "kind", "members", "people"),
    [
        pytest.param("KEN", "country", 0, 57_532_493, id="country"),
        pytest.param("LDC", "group", 44, 1_214_167_506, id="published group"),
        pytest.param("KEN+UGA", "group", 2, 108_917_387, id="own group: 57,532,493 + 51,384,894"),
        pytest.param("ATA", "country", 0, None, id="nobody counted"),
    ],
)
def test_members_and_people(
    tracker: Tracker, state: State, area: str, kind: str, members: int, people: int | None
) -> None:
    profile = find_profile(look_at(tracker, TODAY), area)

    assert (profile.kind, len(profile.members)) == (kind, members)
    assert (profile.people.value if profile.people else None) == people


def test_people_of_an_own_group_come_with_their_coverage(tracker: Tracker, state: State) -> None:
    people = find_profile(look_at(tracker, TODAY), "KEN+UGA").people

    assert people is not None
    assert people.aggregate is not None
    assert people.aggregate.coverage == 1


def test_targets_of_kenya_in_one_sentence(tracker: Tracker, state: State) -> None:
    rows = [row for row in make_scorecard(View(state, tracker.reference, TODAY), "KEN") if row.judgement.applies]

    assert count_outcomes(rows) == {"meets": 1, "on_the_way": 0, "misses": 2, "lacks": 15, "no_number": 0}
    assert outcome_sentence(rows, "KEN", tracker.reference) == (
        "Of the 18 targets that apply to Kenya, 1 is met, none is on track or within reach, "
        "2 are missed or off track, 15 lack the data."
    )


def test_no_target_is_said_too(tracker: Tracker) -> None:
    assert outcome_sentence([], "KEN", tracker.reference) == "No target applies to Kenya."


@pytest.mark.parametrize(
    ("area", "first", "then"),
    [
        pytest.param(
            "KEN",
            "35 % of people in Kenya are online (2024). On the present course it is",
            "36.7 million people",
            id="all",
        ),
        pytest.param(
            "ALB",
            "85.9 % of people in Albania are online (2024).",
            "336,000 people are offline.",
            id="no false precision",
        ),
        pytest.param(
            "TUV",
            "35.2 % of people in Tuvalu are online (2017). The figures are too few or too old",
            "Mobile data",
            id="old",
        ),
        pytest.param(
            "KEN+TZA", "are online (2024): our own mean of its countries", "Mobile data of 5 GB a month", id="own"
        ),
        pytest.param(
            "ATA", "Nobody has published here how many people are online in Antarctica.", "for any", id="none"
        ),
    ],
)
def test_verdict_says_who_is_online_then_people_prices_and_what_is_missing(
    tracker: Tracker, area: str, first: str, then: str
) -> None:
    view = look_at(tracker, TODAY)
    rows = [row for row in make_scorecard(view, area) if row.judgement.applies]
    verdict = show_verdict(view, area, rows)

    assert first in verdict.first
    assert then in verdict.words


def test_verdict_names_the_least_likely_of_the_other_targets(tracker: Tracker) -> None:
    view = look_at(tracker, TODAY)
    rows = [row for row in make_scorecard(view, "NGA") if row.judgement.applies]
    words = show_verdict(view, "NGA", rows).words

    assert "The least likely of the other targets is the price of fixed broadband: 15.5 % (2025)" in words
    assert "the chance is about 1 in 50. For 11 of the 18 targets nobody has published a figure." in words


def test_head_names_the_area_and_links_its_groups(tracker: Tracker) -> None:
    view = look_at(tracker, TODAY)
    (head,) = show_head(find_profile(view, "TUV"), [], view).parts
    assert isinstance(head, Passage)
    name, identity, *_ = head.texts

    assert name == Caption("Tuvalu", 1)
    assert isinstance(identity, Small)
    assert [one.address for one in identity.links] == [
        f"country?area={group}" for group in ("ASP", "UMC", "LDC", "SIDS", "M49_009")
    ]


def test_every_area_stands_once_in_the_list(tracker: Tracker) -> None:
    (listed,) = show_directory(look_at(tracker, TODAY)).parts
    assert isinstance(listed, Passage)
    found = [member.link.address for one in listed.texts if isinstance(one, Members) for member in one.members]

    assert sorted(found) == sorted(f"country?area={code}" for code in tracker.reference.areas)
