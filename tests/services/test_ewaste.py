"""E-waste of areas and regions: masses and rates of one edition, and never of two."""

from dataclasses import replace

import pytest

from data.reference import load_reference
from metrics.derive import add_derived
from metrics.series import SeriesBook
from services.tracker import State, Tracker
from tests.metrics.figures import make_book, make_row
from topics.ewaste import (
    GENERATED,
    RATE,
    RECYCLED,
    find_gap,
    legislation_target,
    rate_line,
    region_row,
    region_rows,
    regions,
)
from topics.trends import Choice

INDICATORS = load_reference().indicators
GEM_2020, GEM_2024 = "Global E-waste Monitor 2020", "Global E-waste Monitor 2024"


def test_world_has_the_masses_of_the_newest_monitor(state: State) -> None:
    found = find_gap(state, Choice(("WLD",)))

    assert found is not None
    gap, edition = found
    assert edition == GEM_2024
    assert (gap.year, gap.generated, gap.recycled, gap.rate) == (2022, 62, 13.8, 22.3)
    assert gap.to_reach(30) == pytest.approx(4.8)


def test_chosen_edition_alone_makes_the_gap(state: State) -> None:
    found = find_gap(state, Choice(("WLD",), (GEM_2020,)))

    assert found is not None
    assert (found[0].year, found[0].generated, found[0].recycled, found[1]) == (2019, 53.6, 9.3, GEM_2020)


def test_mass_recycled_of_a_region_is_worked_out_from_its_rate(state: State) -> None:
    found = region_row(state, "M49_142", ())

    # Asia in 2019: 11.7 % of 24.9 million tonnes
    assert found is not None
    assert found.gap is not None
    assert found.gap.worked_out
    assert found.gap.recycled == pytest.approx(2.9133)


def with_book(state: State, book: SeriesBook) -> State:
    """Return the state with other figures, and nothing remembered of the aggregates of those before."""
    return replace(state, world=replace(state.world, book=book), groups=replace(state.groups, book=book, _made={}))


def with_countries(state: State, *masses: tuple[str, str, float]) -> State:
    """Return the state with masses of countries in 2022, as somebody may upload them: country, indicator, tonnes."""
    rows = [make_row(area, "2022", value, indicator=name, edition="UNITAR") for area, name, value in masses]
    book = state.world.book
    return with_book(state, SeriesBook({**book.totals, **add_derived(make_book(*rows), [INDICATORS[RATE]]).totals}))


def test_group_of_countries_has_sum_over_sum(state: State) -> None:
    uploaded = with_countries(
        state,
        *(("KEN", GENERATED, 0.06), ("KEN", RECYCLED, 0.003)),
        *(("UGA", GENERATED, 0.04), ("UGA", RECYCLED, 0.001)),
    )
    found = region_row(uploaded, "KEN+UGA", ())

    # (0.003 + 0.001) / (0.06 + 0.04) = 4 %; the mean of 5 and 2.5 would be 3.75
    assert found is not None
    assert found.own
    assert found.rate == pytest.approx(4)
    assert found.gap is not None
    assert found.gap.recycled == pytest.approx(0.004)


def test_sums_over_different_countries_are_never_compared(state: State) -> None:
    uploaded = with_countries(
        state, ("KEN", GENERATED, 0.06), ("KEN", RECYCLED, 0.003), ("UGA", GENERATED, 0.04), ("TZA", GENERATED, 0.05)
    )
    found = region_row(uploaded, "KEN+UGA", ())

    # generated adds up two countries, recycled one: the sums make no gap, and Kenya alone holds the rate
    assert found is not None
    assert found.gap is None


@pytest.mark.parametrize("area", ["KEN", "LDC", "ATA"])
def test_area_without_figures_has_no_gap(state: State, area: str) -> None:
    assert find_gap(state, Choice((area,))) is None


def test_regions_stand_side_by_side_in_one_edition(state: State, tracker: Tracker) -> None:
    found = region_rows(state, tracker.reference, ())

    assert [one.ref_area for one in found] == [*regions(tracker.reference), "WLD"]
    assert {(one.edition, one.year) for one in found} == {(GEM_2020, 2019)}
    assert {one.ref_area: one.rate for one in found}["M49_150"] == 42.5


def test_edition_with_one_region_shows_one_region(state: State, tracker: Tracker) -> None:
    found = region_rows(state, tracker.reference, (GEM_2024,))

    assert [one.ref_area for one in found] == ["M49_150", "WLD"]


def test_regions_without_any_figure_are_none(state: State, tracker: Tracker) -> None:
    empty = with_book(state, SeriesBook({}))

    assert region_rows(empty, tracker.reference, ()) == []


def test_lines_come_from_the_targets(state: State) -> None:
    rate, law = rate_line(state), legislation_target(state)

    assert rate is not None
    assert law is not None
    assert (rate.target_id, rate.target_value, rate.indicator) == ("SP2020-3.2", 30, RATE)
    assert (law.target_id, law.target_value, law.denominator) == ("SP2020-3.3", 50, 193)
    assert rate_line(replace(state, targets=())) is None
    assert legislation_target(replace(state, targets=())) is None
