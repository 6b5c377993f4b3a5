"""Places in an order are said as people say them."""

import pytest

from i18n.numbers import format_place


@pytest.mark.parametrize(
    ("place", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        (113, "113th"),
        (1003, "1,003rd"),
    ],
)
def test_places_have_their_endings(place: int, written: str) -> None:
    assert format_place(place) == written
