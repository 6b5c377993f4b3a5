"""Money beside need: people offline by hand, and who stands where."""

from dataclasses import replace
from datetime import date

import pytest

from data.schemas.pledge import Pledge
from metrics.registers import CensusCount
from services.registers import Registers
from services.tracker import State, Tracker
from services.view import View
from topics.money.answer import answer_words, dollars_each, gap_words, need_facts
from topics.money.needs import (
    Need,
    countries_of,
    is_old,
    money_for,
    money_rows,
    need_of,
    people_offline,
    unnamed_among_neediest,
)

DAY = date(2026, 11, 22)


def pledge(number: str, beneficiaries: str, amount: float | None = None) -> Pledge:
    return Pledge(pledge_id=number, pledger="X", currency="USD", amount=amount, beneficiaries=beneficiaries)


LIST = [pledge("1", "KEN;UGA", 1e9), pledge("2", "IND"), pledge("3", "LDC", 5e8)]


def need_for(state: State, tracker: Tracker, area: str) -> Need:
    view = View(state, tracker.reference, DAY)
    return need_of(view, area, countries_of(area, view))


def without_edition(state: State, indicator: str, area: str, *editions: str) -> State:
    """Return the state without some editions of one series."""
    book, key = state.world.book, (indicator, area)
    left = tuple(one for one in book.of(indicator, area) if one.edition not in editions)
    return replace(state, world=replace(state.world, book=book.with_totals({key: left})))


def test_people_offline_in_the_world_are_2_2_billion(state: State, tracker: Tracker) -> None:
    """73.6 % of 8.2 billion people used the Internet in 2025 (ITU), so that 2.2 billion did not."""
    found = people_offline(View(state, tracker.reference, DAY), "WLD")

    assert found is not None
    assert found.figure.year == 2025
    assert found.figure.value == pytest.approx(73.6, abs=0.05)
    assert found.people == pytest.approx(2.2e9, abs=0.05e9)


def test_people_offline_are_the_population_times_what_is_missing(state: State, tracker: Tracker) -> None:
    found = people_offline(View(state, tracker.reference, DAY), "KEN")

    assert found is not None
    assert found.figure.year == 2024
    assert found.people == pytest.approx(36.7e6, abs=0.1e6)
    assert people_offline(View(state, tracker.reference, DAY), "ATA") is None


def test_need_of_a_country_has_its_prices_and_that_of_a_group_its_economies(state: State, tracker: Tracker) -> None:
    kenya = need_of(View(state, tracker.reference, DAY), "KEN", ("KEN",))
    world = need_for(state, tracker, "WLD")

    assert [one.target.target_id for one in kenya.prices] == ["UMC2030-M8", "UMC2030-M8m"]
    assert all(one.over is not None and one.over > 0 for one in kenya.prices)
    assert [(one.above, one.of) for one in world.prices] == [(112, 200), (77, 209)]
    assert kenya.schools is None


def test_prices_too_old_are_not_counted_and_the_years_are_told(state: State, tracker: Tracker) -> None:
    """Burundi's last fixed basket is of 2019; all other economies have one of 2022 or later."""
    world = need_for(state, tracker, "WLD")
    notes = [one.note for one in need_facts(world, tracker.reference) if one.name.startswith("Price")]

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
    assert need_facts(at_line, tracker.reference)[-1].note.startswith("exactly at the line of 2 % of monthly GNI")


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
    words = answer_words(money_for([], "AFR", View(state, tracker.reference, DAY)), need, tracker.reference)
    assert words[2].endswith("from the figures of its countries, because the one published for it is from 2019.")
    assert "42 countries, weighted by population (99 % of its people)" in need_facts(need, tracker.reference)[0].note


def test_published_figure_of_a_group_stands_as_long_as_it_is_recent(state: State, tracker: Tracker) -> None:
    then = people_offline(View(state, tracker.reference, date(2023, 1, 1)), "AFR")

    assert then is not None
    assert (then.figure.year, then.published) == (2025, None)


def test_schools_come_from_the_censuses_as_a_range(state: State, tracker: Tracker) -> None:
    census = {"KEN": [CensusCount("2025", 50, 10, 25)], "UGA": [CensusCount("2025", 10, 4, 6)]}
    counted = State(state.key, state.world, state.targets, state.groups, Registers(census))
    view = View(counted, tracker.reference, DAY)
    found = need_of(view, "LDC", ("KEN", "UGA", "TZA")).schools

    assert found is not None
    assert (found.low, found.high, found.countries) == (31, 46, 2)
    entries = need_facts(need_of(view, "LDC", ("KEN", "UGA")), tracker.reference)
    assert ("Schools not connected", "31 to 46") in [(one.name, one.value) for one in entries]


@pytest.mark.parametrize(
    ("sort", "order"), [("need", ["IND", "UGA", "KEN"]), ("pledged", ["UGA", "KEN", "IND"])]
)  # fmt: skip
def test_countries_stand_in_the_order_asked_for(state: State, tracker: Tracker, sort: str, order: list[str]) -> None:
    rows = money_rows(View(state, tracker.reference, DAY), LIST, ("KEN", "UGA", "IND", "ATA"), sort)

    assert [one.ref_area for one in rows] == order


def test_least_for_each_person_comes_first(state: State, tracker: Tracker) -> None:
    rows = money_rows(View(state, tracker.reference, DAY), LIST, ("KEN", "UGA", "IND"), "per_person")
    kenya = next(one for one in rows if one.ref_area == "KEN")

    assert rows[0].ref_area == "IND"
    assert kenya.offline is not None
    assert kenya.per_person == pytest.approx(1e9 / kenya.offline.people)


def test_group_counts_a_pledge_once_that_names_several_of_its_countries(state: State, tracker: Tracker) -> None:
    assert money_for(LIST, "KEN+UGA", View(state, tracker.reference, DAY)).pledged_usd == 1e9
    assert money_for(LIST, "LDC", View(state, tracker.reference, DAY)).pledged_usd == 1.5e9
    assert money_for(LIST, "WLD", View(state, tracker.reference, DAY)).count == 3


def test_the_neediest_without_a_pledge_are_named(state: State, tracker: Tracker) -> None:
    rows = money_rows(View(state, tracker.reference, DAY), LIST, ("KEN", "UGA", "IND", "CHN"))

    assert unnamed_among_neediest(rows, 2) == (["CHN"], 2)
    everyone = money_rows(View(state, tracker.reference, DAY), LIST, state.members_of("WLD", DAY))
    words = " ".join(gap_words(everyone, tracker.reference))
    assert words.startswith("8 of the 10 countries with the most people offline are named in no pledge: ")
    assert gap_words(rows, tracker.reference) == []


def test_answer_sets_dollars_beside_people(state: State, tracker: Tracker) -> None:
    need = need_of(View(state, tracker.reference, DAY), "KEN", ("KEN",))
    words = answer_words(money_for(LIST, "KEN", View(state, tracker.reference, DAY)), need, tracker.reference)

    assert words == [
        "1 pledge that concerns Kenya promises USD 1 bn.",
        "36.7 million people were offline there in 2024.",
        "Shared out, that is USD 27 promised for each person offline.",
    ]
    assert dollars_each(3.214) == "USD 3.21"
    none = answer_words(money_for([], "KEN", View(state, tracker.reference, DAY)), need, tracker.reference)
    assert none[0] == "No pledge of the published list concerns Kenya."
    unknown = need_of(View(state, tracker.reference, DAY), "ATA", ("ATA",))
    money = money_for([], "ATA", View(state, tracker.reference, DAY))

    assert "is not known" in answer_words(money, unknown, tracker.reference)[1]


def test_figure_of_internet_use_grows_old(state: State, tracker: Tracker) -> None:
    found = people_offline(View(state, tracker.reference, DAY), "KEN")

    assert found is not None
    assert not is_old(found, View(state, tracker.reference, DAY))
    assert is_old(found, View(state, tracker.reference, date(2030, 1, 1)))
