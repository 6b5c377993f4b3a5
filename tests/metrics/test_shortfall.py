"""Held here: what each member of a group lacks, its share of the whole, and what the group gains by a what-if."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.shortfall import (
    Holding,
    Shortfall,
    aggregate_share,
    count_holdings,
    effect_of,
    fewest_holding,
    missing_of,
    rank_shortfalls,
    share_of_largest,
)

GROUP = (Holding("AAA", 100, 20), Holding("BBB", 300, 280), Holding("CCC", 50, 50), Holding("DDD", 10, 12))
SIZES = st.floats(min_value=0.001, max_value=2e9)
SHARES = st.floats(min_value=0, max_value=100)


@pytest.mark.parametrize(
    ("size", "held", "target", "whole", "missing"),
    [
        pytest.param(1000, 350, 100, False, 650, id="people to 100 %"),
        pytest.param(1000, 350, 70, False, 350, id="people to 70 %"),
        pytest.param(1000, 700, 70, False, 0, id="at the target nothing lacks"),
        pytest.param(1000, 900, 70, False, 0, id="beyond the target nothing lacks, and nothing is negative"),
        pytest.param(1000, 0, 100, False, 1000, id="a value of zero lacks everything"),
        pytest.param(1000, 0, 0, False, 0, id="a target of zero lacks nothing"),
        # Global E-waste Monitor 2024: 62 million tonnes generated, 13.8 recycled; 30 % of 62 are 18.6
        pytest.param(62, 13.8, 30, False, 4.8, id="tonnes of the world in 2022"),
        pytest.param(0.9, 1.1, 30, False, 0, id="a recycling rate above 100 % lacks nothing"),
        pytest.param(7, 5, 95, True, 2, id="95 % of 7 schools are 7 schools"),
        pytest.param(20, 18, 95, True, 1, id="95 % of 20 schools are 19 schools, not 20"),
        pytest.param(0.3, 0.1 + 0.2, 100, False, 0, id="what binary fractions leave over is no shortfall"),
    ],
)
def test_missing_is_what_lacks_to_the_target(
    size: float, held: float, target: float, whole: bool, missing: float
) -> None:
    assert missing_of(Holding("AAA", size, held), target, whole=whole) == pytest.approx(missing)


def test_ranking_is_by_size_with_shares_that_add_up() -> None:
    # AAA lacks 80, BBB 20 of 100 together; CCC and DDD lack nothing and are not listed
    assert rank_shortfalls(GROUP, 100) == (Shortfall("AAA", 80, 0.8, 0.8), Shortfall("BBB", 20, 0.2, 1))


def test_equal_shortfalls_stand_by_their_codes() -> None:
    ranked = rank_shortfalls([Holding("ZZZ", 10, 0), Holding("AAA", 10, 0)], 100)

    assert [one.ref_area for one in ranked] == ["AAA", "ZZZ"]


@pytest.mark.parametrize(
    "group", [pytest.param((), id="nobody has a figure"), pytest.param(GROUP[2:], id="all have reached it")]
)
def test_nothing_missing_gives_no_ranking(group: tuple[Holding, ...]) -> None:
    assert rank_shortfalls(group, 100) == ()
    assert share_of_largest((), 10) == 0
    assert fewest_holding((), 0.5) == 0


@given(st.lists(st.tuples(SIZES, SHARES), min_size=1, max_size=12), SHARES)
def test_shares_add_up_to_one_and_never_fall_below_zero(group: list[tuple[float, float]], target: float) -> None:
    holdings = [Holding(f"A{at:02}", size, size * share / 100) for at, (size, share) in enumerate(group)]
    ranked = rank_shortfalls(holdings, target)

    assert all(one.missing > 0 for one in ranked)
    if ranked:
        assert sum(one.share for one in ranked) == pytest.approx(1)
        assert ranked[-1].together == pytest.approx(1)


def test_counts_of_schools_rank_countries_by_schools_known_not_to_be_connected() -> None:
    # KEN: 95 % of 1,000 are 950, 400 are connected, 500 may be: 450 to 550 lack; UGA: 95 of 100, 95 are
    # TZA: 8 of 8 (7.6), 2 are and 6 are not; RWA: 10 of 10 (9.5), 4 are, of 6 nobody knows: 0 to 6
    counts = {"TZA": (8, 2, 6), "KEN": (1000, 400, 500), "UGA": (100, 95, 5), "XXX": (0, 0, 0), "RWA": (10, 4, 0)}
    ranked = rank_shortfalls(count_holdings(counts), 95, whole=True)

    assert ranked == (
        Shortfall("KEN", 450, 450 / 456, 450 / 456, 100),
        Shortfall("TZA", 6, 6 / 456, 1),
        Shortfall("RWA", 0, 0, 1, 6),
    )
    assert [one.missing_high for one in ranked] == [550, 6, 6]
    assert [one.ref_area for one in count_holdings(counts)] == ["TZA", "KEN", "UGA", "RWA"]


def test_where_nobody_knows_of_any_nothing_is_certainly_missing() -> None:
    ranked = rank_shortfalls(count_holdings({"RWA": (10, 4, 0)}), 100, whole=True)

    assert ranked == (Shortfall("RWA", 0, 0, 0, 6),)


@pytest.mark.parametrize(
    ("share", "few"),
    [
        pytest.param(0.5, 2, id="exactly half"),
        pytest.param(0.51, 3, id="just more than half"),
        pytest.param(0.1, 1, id="the first alone"),
        pytest.param(1.0, 4, id="all"),
    ],
)
def test_fewest_that_hold_a_share(share: float, few: int) -> None:
    ranked = rank_shortfalls([Holding(f"A{at}", 25, 0) for at in range(4)], 100)

    assert fewest_holding(ranked, share) == few


def test_share_of_more_than_there_are_is_all() -> None:
    ranked = rank_shortfalls(GROUP, 100)

    assert share_of_largest(ranked, 1) == 0.8
    assert share_of_largest(ranked, 10) == 1
    assert share_of_largest(ranked, 0) == 0


def test_aggregate_is_sum_over_sum() -> None:
    assert aggregate_share(GROUP) == pytest.approx(362 / 460 * 100)
    assert aggregate_share(()) is None


@pytest.mark.parametrize(
    ("chosen", "gained"),
    [
        pytest.param(("AAA",), 80, id="one country"),
        pytest.param(("AAA", "BBB"), 100, id="two countries"),
        pytest.param(("DDD",), 0, id="a country beyond the target stays as it is"),
        pytest.param((), 0, id="none"),
        pytest.param(("ZZZ",), 0, id="a country without a figure"),
    ],
)
def test_what_if_moves_only_the_chosen(chosen: tuple[str, ...], gained: float) -> None:
    before = 362 / 460 * 100
    effect = effect_of(GROUP, chosen, 100)

    assert effect is not None
    assert effect.before == pytest.approx(before)
    assert effect.after == pytest.approx(before + gained / 460 * 100)
    assert effect.gained == pytest.approx(gained)


def test_what_if_of_nobody_has_no_answer() -> None:
    assert effect_of((), ("AAA",), 100) is None
