"""Sums of pledges: values by hand, and the published ones of December 2023."""

from datetime import date

import pytest

from data.schemas.pledge import PLEDGER_KINDS, Pledge, period_end
from metrics.pledges import (
    NOT_STATED,
    by_pledger,
    concerns,
    cumulate,
    delivery_ratio,
    in_usd,
    largest_share,
    named_countries,
    overdue,
    pledged_usd,
    tally,
    tally_by,
    year_ends,
)


def pledge(number: str = "1", /, **cells: object) -> Pledge:
    base: dict[str, object] = {"pledge_id": number, "pledger": f"Entity {number}", "currency": "USD"}
    return Pledge.model_validate(base | cells)


KES = {"currency": "KES", "usd_rate": 0.0077, "rate_date": "2024-01-01"}
A = pledge("A", amount=100, reported_amount=40, focus_area="access", pledger_kind="government", beneficiaries="KEN;UGA")
B = pledge("B", amount=1000, reported_amount=500, **KES, focus_area="access")
C = pledge("C", amount=70, currency="EUR", focus_area="adoption", reported_amount=7)
D = pledge("D", currency="")
E = pledge("E", amount=900, status="withdrawn", focus_area="access")
LIST = (A, B, C, D, E)


def test_sums_hold_each_pledge_once_and_only_what_is_certain_in_dollars() -> None:
    found = tally(LIST)

    assert (found.count, found.with_amount, found.without_amount) == (4, 3, 1)
    assert found.pledged_usd == pytest.approx(107.7)
    assert found.reported_usd == pytest.approx(43.85)
    assert (found.withdrawn, found.withdrawn_usd) == (1, 900)
    assert found.unconverted == {"EUR": 70}


def test_no_pledges_have_no_sums() -> None:
    found = tally(())

    assert (found.count, found.pledged_usd, found.reported_usd, found.unconverted) == (0, 0, 0, {})


@pytest.mark.parametrize(
    ("cells", "usd"),
    [
        ({"amount": 5}, 5),
        ({"amount": 0}, 0),
        ({"amount": 5, "usd_rate": 2}, 5),
        ({"amount": 5, "currency": "EUR"}, None),
        ({"amount": 5, "currency": "EUR", "usd_rate": 1.1}, None),
        ({"amount": 5, "currency": "EUR", "rate_date": "2024"}, None),
        ({"amount": 5, "currency": "EUR", "usd_rate": 1.1, "rate_date": "2024"}, 5.5),
        ({}, None),
    ],
)
def test_amount_is_converted_only_with_a_rate_and_its_date(cells: dict[str, object], usd: float | None) -> None:
    found = pledged_usd(pledge(**cells))

    assert found == (None if usd is None else pytest.approx(usd))
    assert in_usd(pledge(**cells), None) is None


def test_headline_of_december_2023_by_kind_of_pledger() -> None:
    """USD 36.78 bn in all, 24.46 bn of it from the private sector and 9.70 bn from governments (P2C, 2023-12-06)."""
    billions = {"private_sector": 24.46, "government": 9.70, "": 2.62}
    pledges = [pledge(kind, amount=value * 1e9, pledger_kind=kind) for kind, value in billions.items() if kind]
    pledges.append(pledge("rest", amount=billions[""] * 1e9))

    found = tally_by(pledges, "pledger_kind", PLEDGER_KINDS)

    assert tally(pledges).pledged_usd == pytest.approx(36.78e9)
    assert found["private_sector"].pledged_usd == pytest.approx(24.46e9)
    assert found["private_sector"].pledged_usd / tally(pledges).pledged_usd == pytest.approx(0.665, abs=0.0005)
    assert found[NOT_STATED].pledged_usd == pytest.approx(2.62e9)
    assert found["youth"].count == 0


def test_codes_add_up_to_the_whole() -> None:
    found = tally_by(LIST, "focus_area", ("access", "adoption", "accelerate"))

    assert {code: one.count for code, one in found.items()} == {
        "access": 2, "adoption": 1, "accelerate": 0, NOT_STATED: 1
    }  # fmt: skip
    assert sum(one.pledged_usd for one in found.values()) == pytest.approx(tally(LIST).pledged_usd)
    assert found["access"].withdrawn == 1


def test_pledge_of_two_countries_stands_whole_under_both_and_once_in_the_total() -> None:
    found = named_countries([A, pledge("F", amount=5, beneficiaries="KEN;LDC")], {"KEN", "UGA"})

    assert {code: tally(held).pledged_usd for code, held in found.items()} == {"KEN": 105, "UGA": 100}
    assert tally([A]).pledged_usd == 100


@pytest.mark.parametrize(
    ("cells", "area", "members", "expected"),
    [
        ({"beneficiaries": "KEN"}, "KEN", (), True),
        ({"beneficiaries": "LDC"}, "UGA", (), False),
        ({"beneficiaries": "LDC"}, "LDC", ("UGA",), True),
        ({"beneficiaries": "UGA;FRA"}, "LDC", ("UGA",), True),
        ({"beneficiaries": "FRA"}, "LDC", ("UGA",), False),
        ({"ldc_focus": "Y"}, "LDC", ("UGA",), True),
        ({"ldc_focus": "Y"}, "SIDS", ("FJI",), False),
        ({"beneficiaries": "UGA"}, "KEN+UGA", ("KEN", "UGA"), True),
        ({}, "WLD", ("UGA",), False),
    ],
)
def test_pledge_concerns_an_area_it_names(
    cells: dict[str, object], area: str, members: tuple[str, ...], expected: bool
) -> None:
    assert concerns(pledge(**cells), area, members) is expected


def test_concentration_is_the_share_of_the_largest() -> None:
    assert largest_share([50, 30, 10, 10], 2) == pytest.approx(0.8)
    assert largest_share([1.0] * 20) == pytest.approx(0.5)
    assert largest_share([5, 5]) == 1
    assert largest_share([0, 0]) is None
    assert largest_share([]) is None


def test_pledger_with_several_pledges_is_one() -> None:
    held = [pledge("1", pledger="X", amount=3), pledge("2", pledger="X", amount=4), pledge("3", pledger="Y", amount=5)]

    assert by_pledger([*held, E]) == {"X": 7, "Y": 5}


@pytest.mark.parametrize(
    ("due", "status", "late"),
    [
        ("2026-11-21", "ongoing", True),
        ("2026-11-22", "ongoing", False),
        ("2026-11", "ongoing", False),
        ("2026-10", "", True),
        ("2026", "planned", False),
        ("2025", "planned", True),
        ("2025", "completed", False),
        ("2025", "withdrawn", False),
        ("", "ongoing", False),
    ],
)
def test_pledge_is_overdue_when_its_last_day_has_passed(due: str, status: str, late: bool) -> None:
    assert bool(overdue([pledge(due_on=due, status=status)], date(2026, 11, 22))) is late


def test_last_day_of_february_is_known() -> None:
    assert (period_end("2024-02"), period_end("2023-02-03")) == (date(2024, 2, 29), date(2023, 2, 3))


def test_delivery_is_measured_where_both_numbers_are_known() -> None:
    ratio, count = delivery_ratio([*LIST, pledge("F", amount=50)])

    assert count == 2
    assert ratio == pytest.approx((40 + 3.85) / (100 + 7.7))
    assert delivery_ratio([pledge(amount=10, reported_amount=15)])[0] == pytest.approx(1.5)
    assert delivery_ratio([pledge(amount=0, reported_amount=0)]) == (None, 1)
    assert delivery_ratio([D]) == (None, 0)


def test_money_is_counted_in_decimals() -> None:
    """100 million at 1.1 are 110 million, where binary fractions make 110,000,000.00000001; 0.1 and 0.2 are 0.3."""
    euros = {"currency": "EUR", "usd_rate": 1.1, "rate_date": "2024-01-01"}
    small = [pledge("X", amount=0.1), pledge("X", amount=0.2)]

    assert in_usd(pledge("1", amount=1e8, **euros), 1e8) == 110_000_000
    assert tally([pledge("1", amount=1e8, reported_amount=3e7, **euros)]).pledged_usd == 110_000_000
    assert tally(small).pledged_usd == 0.3
    assert by_pledger(small) == {"Entity X": 0.3}
    assert tally([pledge("X", amount=one, currency="EUR") for one in (0.1, 0.2)]).unconverted == {"EUR": 0.3}
    assert cumulate([pledge("X", amount=one, pledged_on="2024-05-01") for one in (0.1, 0.2)], date(2024, 6, 1)) == [
        (date(2024, 5, 1), 0.3)
    ]
    assert year_ends(small, date(2024, 6, 1)) == [(date(2024, 6, 1), 0.3)]
