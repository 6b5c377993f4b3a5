"""Money beside need: people offline by hand, and who stands where."""

from dataclasses import replace
from datetime import date

import pytest

from data.schemas.pledge import Pledge
from metrics.registers import CensusCount
from services.money_words import answer_words, dollars_each, fact_entries, gap_words
from services.needs import (
    Need,
    countries_of,
    is_old,
    money_for,
    money_rows,
    need_of,
    people_offline,
    unnamed_among_neediest,
)
from services.registers import Registers
from services.tracker import State, Tracker

DAY = date(2026, 11, 22)


def pledge(number: str, beneficiaries: str, amount: float | None = None) -> Pledge:
    return Pledge(pledge_id=number, pledger="X", currency="USD", amount=amount, beneficiaries=beneficiaries)


LIST = [pledge("1", "KEN;UGA", 1e9), pledge("2", "IND"), pledge("3", "LDC", 5e8)]


def need_for(state: State, tracker: Tracker, area: str) -> Need:
    return need_of(state, tracker.reference, area, countries_of(area, tracker.reference, state.members_of, DAY), DAY)


def without_edition(state: State, indicator: str, area: str, *editions: str) -> State:
    """Return the state without some editions of one series."""
    book, key = state.world.book, (indicator, area)
    left = tuple(one for one in book.of(indicator, area) if one.edition not in editions)
    return replace(state, world=replace(state.world, book=book.with_totals({key: left})))


def test_people_offline_in_the_world_are_2_2_billion(state: State) -> None:
    """73.6 % of 8.2 billion people used the Internet in 2025 (ITU), so that 2.2 billion did not."""
    found = people_offline(state, "WLD", DAY)

    assert found is not None
    assert found.figure.year == 2025
    assert found.figure.value == pytest.approx(73.6, abs=0.05)
    assert found.people == pytest.approx(2.2e9, abs=0.05e9)


def test_people_offline_are_the_population_times_what_is_missing(state: State) -> None:
    found = people_offline(state, "KEN", DAY)

    assert found is not None
    assert found.figure.year == 2024
    assert found.people == pytest.approx(36.7e6, abs=0.1e6)
    assert people_offline(state, "ATA", DAY) is None


def test_need_of_a_country_has_its_prices_and_that_of_a_group_its_economies(state: State, tracker: Tracker) -> None:
    kenya = need_of(state, tracker.reference, "KEN", ("KEN",), DAY)
    world = need_for(state, tracker, "WLD")

    assert [one.target.target_id for one in kenya.prices] == ["UMC2030-M8", "UMC2030-M8m"]
    assert all(one.over is not None and one.over > 0 for one in kenya.prices)
    assert [(one.above, one.of) for one in world.prices] == [(112, 200), (77, 209)]
    assert kenya.schools is None


def test_prices_too_old_are_not_counted_and_the_years_are_told(state: State, tracker: Tracker) -> None:
    """Burundi's last fixed basket is of 2019; all other economies have one of 2022 or later."""
    world = need_for(state, tracker, "WLD")
    notes = [note for name, _, note in fact_entries(world, tracker.reference) if name.startswith("Price")]

    assert [(one.years, one.left_out) for one in world.prices] == [((2022, 2025), 1), ((2022, 2025), 0)]
    assert notes == [
        "economies at 2 % of monthly GNI per capita or more, figures of 2022 to 2025; 1 with an older figure left out",
        "economies at 2 % of monthly GNI per capita or more, figures of 2022 to 2025",
    ]


def test_price_exactly_at_a_strict_line_is_not_below_it(state: State, tracker: Tracker) -> None:
    """Switzerland's fixed basket, made to cost 2 % exactly: the target is below 2 %."""
    need = need_for(state, tracker, "CHE")
    strict = need.prices[0]
    assert strict.figure is not None
    point = replace(strict.figure.point, value=2.0)
    at_line = replace(need, prices=(replace(strict, figure=replace(strict.figure, point=point)),))

    assert strict.target.strict
    assert fact_entries(at_line, tracker.reference)[-1][2].startswith("exactly at the line of 2 % of monthly GNI")


def test_old_figure_of_a_group_gives_way_to_our_own(state: State, tracker: Tracker) -> None:
    """ITU published 28.18 % for its region Africa in 2019 (the edition of October 2019).

    Newer editions go on to 2025; without them the countries speak for the region.
    """
    newer = {one.edition for one in state.world.book.of("individuals_online", "AFR")} - {"ITU 2019-10"}
    old = without_edition(state, "individuals_online", "AFR", *newer)
    need = need_for(old, tracker, "AFR")
    offline = need.offline

    assert offline is not None
    assert offline.figure.aggregate is not None
    assert (offline.figure.year, offline.figure.aggregate.countries, offline.published) == (2024, 42, 2019)
    assert offline.people == pytest.approx(800.3e6, abs=0.1e6)
    words = answer_words(money_for([], "AFR", state.members_of, DAY), need, tracker.reference)
    assert words[2].endswith("from the figures of its countries, because the one published for it is from 2019.")
    assert "42 countries, weighted by population (99 % of its people)" in fact_entries(need, tracker.reference)[0][2]


def test_published_figure_of_a_group_stands_as_long_as_it_is_recent(state: State) -> None:
    then = people_offline(state, "AFR", date(2023, 1, 1))

    assert then is not None
    assert (then.figure.year, then.published) == (2025, None)


def test_schools_come_from_the_censuses_as_a_range(state: State, tracker: Tracker) -> None:
    census = {"KEN": [CensusCount("2025", 50, 10, 25)], "UGA": [CensusCount("2025", 10, 4, 6)]}
    counted = State(state.key, state.world, state.targets, state.groups, Registers(census))
    found = need_of(counted, tracker.reference, "LDC", ("KEN", "UGA", "TZA"), DAY).schools

    assert found is not None
    assert (found.low, found.high, found.countries) == (31, 46, 2)
    entries = fact_entries(need_of(counted, tracker.reference, "LDC", ("KEN", "UGA"), DAY), tracker.reference)
    assert ("Schools not connected", "31 to 46") in [one[:2] for one in entries]


@pytest.mark.parametrize(
    ("sort", "order"), [("need", ["IND", "UGA", "KEN"]), ("pledged", ["UGA", "KEN", "IND"])]
)  # fmt: skip
def test_countries_stand_in_the_order_asked_for(state: State, sort: str, order: list[str]) -> None:
    rows = money_rows(LIST, ("KEN", "UGA", "IND", "ATA"), state, DAY, sort)

    assert [one.ref_area for one in rows] == order


def test_least_for_each_person_comes_first(state: State) -> None:
    rows = money_rows(LIST, ("KEN", "UGA", "IND"), state, DAY, "per_person")
    kenya = next(one for one in rows if one.ref_area == "KEN")

    assert rows[0].ref_area == "IND"
    assert kenya.offline is not None
    assert kenya.per_person == pytest.approx(1e9 / kenya.offline.people)


def test_group_counts_a_pledge_once_that_names_several_of_its_countries(state: State) -> None:
    assert money_for(LIST, "KEN+UGA", state.members_of, DAY).pledged_usd == 1e9
    assert money_for(LIST, "LDC", state.members_of, DAY).pledged_usd == 1.5e9
    assert money_for(LIST, "WLD", state.members_of, DAY).count == 3


def test_the_neediest_without_a_pledge_are_named(state: State, tracker: Tracker) -> None:
    rows = money_rows(LIST, ("KEN", "UGA", "IND", "CHN"), state, DAY)

    assert unnamed_among_neediest(rows, 2) == (["CHN"], 2)
    everyone = money_rows(LIST, state.members_of("WLD", DAY), state, DAY)
    words = " ".join(gap_words(everyone, tracker.reference))
    assert words.startswith("8 of the 10 countries with the most people offline are named in no pledge: ")
    assert gap_words(rows, tracker.reference) == []


def test_answer_sets_dollars_beside_people(state: State, tracker: Tracker) -> None:
    need = need_of(state, tracker.reference, "KEN", ("KEN",), DAY)
    words = answer_words(money_for(LIST, "KEN", state.members_of, DAY), need, tracker.reference)

    assert words == [
        "1 pledge that concerns Kenya promises USD 1 bn.",
        "36.7 million people were offline there in 2024.",
        "Shared out, that is USD 27 promised for each person offline.",
    ]
    assert dollars_each(3.214) == "USD 3.21"
    none = answer_words(money_for([], "KEN", state.members_of, DAY), need, tracker.reference)
    assert none[0] == "No pledge of the published list concerns Kenya."
    unknown = need_of(state, tracker.reference, "ATA", ("ATA",), DAY)
    money = money_for([], "ATA", state.members_of, DAY)

    assert "is not known" in answer_words(money, unknown, tracker.reference)[1]


def test_figure_of_internet_use_grows_old(state: State) -> None:
    found = people_offline(state, "KEN", DAY)

    assert found is not None
    assert not is_old(found, state, DAY)
    assert is_old(found, state, date(2030, 1, 1))
