"""Masses as people say them."""

import pytest

from i18n import format_value


@pytest.mark.parametrize(
    ("million_tonnes", "words"),
    [
        (62.0, "62 million tonnes"),
        (0.7, "0.7 million tonnes"),
        (0.0616, "61,600 tonnes"),
        (0.0512345, "51,200 tonnes"),
        (0.0000004, "0.4 tonnes"),
        (0.0, "0 million tonnes"),
        (-2.28, "\N{MINUS SIGN}2.3 million tonnes"),
    ],
)
def test_mass_is_in_tonnes_where_millions_would_say_nothing(million_tonnes: float, words: str) -> None:
    assert format_value(million_tonnes, "MT") == words
