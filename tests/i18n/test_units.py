"""Held here: what a unit is called under a chart; a count is called by what its indicator counts."""

import pytest

from data.reference import load_reference
from i18n import has_text, unit_words


@pytest.mark.parametrize(
    ("unit", "indicator", "words"),
    [
        pytest.param("COUNT", "giga_schools_mapped", "schools", id="schools"),
        pytest.param("COUNT", "p2c_pledges", "pledges", id="pledges"),
        pytest.param("COUNT", "", "count", id="of nothing that is known"),
        pytest.param("PT_POP", "individuals_online", "% of population", id="a share"),
    ],
)
def test_unit_is_called_by_its_words(unit: str, indicator: str, words: str) -> None:
    assert unit_words(unit, indicator) == words


def test_every_built_in_count_says_what_it_counts() -> None:
    counts = [one.indicator for one in load_reference().indicators.values() if one.unit_measure == "COUNT"]

    assert [one for one in counts if not has_text(f"numbers.counts.{one}")] == []
