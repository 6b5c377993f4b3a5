"""How fast pledges grow: values by hand, and the pace that the headline of March 2026 leaves."""

from datetime import date

import pytest

from data.schemas.pledge import Pledge
from metrics.pledge_pace import actual_pace, cumulate, required_pace, year_ends

END = date(2026, 12, 31)


def pledge(number: int, day: str, amount: float | None, **cells: object) -> Pledge:
    base = {"pledge_id": str(number), "pledger": "X", "currency": "USD", "pledged_on": day, "amount": amount}
    return Pledge.model_validate(base | cells)


LIST = [
    pledge(1, "2022-06-09", 10),
    pledge(2, "2023", 20),
    pledge(3, "2023-12-31", 5),
    pledge(4, "2024-02", 7),
    pledge(5, "2024-03-01", None),
    pledge(6, "2024-03-01", 100, status="withdrawn"),
]


def test_headline_of_march_2026_leaves_18_billion_in_302_days() -> None:
    """USD 82 bn of 100 bn on 4 March 2026: 18 bn in 302 days are 21.8 bn a year."""
    assert required_pace(82e9, 100e9, date(2026, 3, 4), END) == pytest.approx(18e9 / 302 * 365.25)
    assert required_pace(82e9, 100e9, date(2026, 3, 4), END) == pytest.approx(21.77e9, abs=0.005e9)


def test_no_pace_is_required_of_a_target_that_is_reached_and_none_is_left_after_it() -> None:
    assert required_pace(101, 100, date(2026, 3, 4), END) == 0
    assert required_pace(82, 100, END, END) is None
    assert required_pace(82, 100, date(2027, 3, 4), END) is None


def test_value_cumulates_from_day_to_day() -> None:
    assert cumulate(LIST, date(2024, 12, 31)) == [
        (date(2022, 6, 9), 10), (date(2023, 1, 1), 30), (date(2023, 12, 31), 35), (date(2024, 2, 1), 42)
    ]  # fmt: skip
    assert cumulate([*LIST[:1], pledge(9, "", 4)], END) == [(date(2022, 6, 9), 14)]
    assert cumulate([], END) == []


def test_year_ends_stand_from_the_first_pledge_to_the_last_day() -> None:
    assert year_ends(LIST, date(2024, 5, 1)) == [
        (date(2022, 12, 31), 10), (date(2023, 12, 31), 35), (date(2024, 5, 1), 42)
    ]  # fmt: skip
    assert year_ends(LIST, date(2023, 12, 31)) == [(date(2022, 12, 31), 10), (date(2023, 12, 31), 35)]


def test_one_point_stands_where_a_valued_pledge_has_no_date() -> None:
    assert year_ends([*LIST, pledge(9, "", 4)], date(2024, 5, 1)) == [(date(2024, 5, 1), 46)]
    assert year_ends([*LIST, pledge(9, "", None)], date(2024, 5, 1))[-1] == (date(2024, 5, 1), 42)
    assert year_ends([], date(2024, 5, 1)) == []


def test_pace_is_taken_over_the_window_or_since_the_first_pledge() -> None:
    """Since the first pledge, two years ago, there were 42; in the last year the last 12."""
    whole = actual_pace(LIST, date(2024, 6, 8), 5)
    recent = actual_pace(LIST, date(2024, 12, 1), 1)

    assert whole is not None
    assert whole.years == pytest.approx(2, abs=0.01)
    assert whole.usd_a_year == pytest.approx(42 / whole.years)
    assert recent is not None
    assert recent.usd_a_year == pytest.approx(12 / recent.years)


def test_no_pace_is_told_from_less_than_a_year() -> None:
    assert actual_pace(LIST[:1], date(2023, 1, 1), 5) is None
    assert actual_pace([pledge(1, "", 4)], date(2023, 1, 1), 5) is None
