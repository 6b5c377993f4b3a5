"""How pledges grow: values by hand."""

from datetime import date

from data.schemas.pledge import Pledge
from metrics.pledges import cumulate, year_ends

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
