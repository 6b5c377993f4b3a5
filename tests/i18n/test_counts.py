"""One thing is said otherwise than several, and amounts of money a year carry no false precision."""

import pytest

from i18n import counted, format_pace, format_value


@pytest.mark.parametrize(
    ("key", "count", "said"),
    [
        ("missing.countries", 1, "1 more country"),
        ("missing.countries", 19, "19 more countries"),
        ("overview.lead_part.targets", 1, "1 target"),
        ("overview.lead_part.frameworks", 5, "5 frameworks"),
        ("numbers.countries", 1, "1 country"),
        ("sources.dataset_line", 8052, "8,052 rows, revision 2."),
        ("sources.dataset_line", 1, "1 row, revision 2."),
    ],
)
def test_one_is_singular(key: str, count: int, said: str) -> None:
    assert counted(key, count, revision=2) == said


@pytest.mark.parametrize(
    ("value", "said"), [(16.87e9, "+USD 16.9 bn a year"), (-4.5e9, "\N{MINUS SIGN}USD 4.5 bn a year")]
)
def test_a_pace_in_dollars_has_one_decimal_at_most(value: float, said: str) -> None:
    assert format_pace(value, "USD") == said


def test_a_stated_amount_keeps_two_decimals() -> None:
    assert format_value(18.55e9, "USD") == "USD 18.55 bn"
