"""Held here: which edition carries a judgement, and which later figure stands beside it."""

import pytest

from metrics.editions import edition_in_use, later_figure
from metrics.series import Series
from tests.metrics.figures import make_series, points


def long(edition: str, released: str, last: int, periods: int = 5) -> Series:
    return make_series({year: 50.0 + year - last for year in range(last - periods + 1, last + 1)}, edition, released)


NEW_SHORT = make_series({2024: 68, 2025: 73}, "new", "2025-11")
FOUR = long("four", "2025-06", 2024, 4)
OLD_LONG = long("old", "2024-06", 2023)
OLDER_LONG = long("older", "2019-10", 2019, 15)
EMPTY = make_series({}, "empty", "2026-07")
FORECASTS = make_series({2024: 68}, "forecasts", "2026-01", forecasts=points({2030: 90, 2031: 91, 2032: 92, 2033: 93}))


@pytest.mark.parametrize(
    ("series", "used"),
    [
        pytest.param([NEW_SHORT, OLD_LONG], "old", id="a newer but shorter edition does not displace a trend"),
        pytest.param([FOUR, OLD_LONG], "old", id="four periods are too few"),
        pytest.param([OLD_LONG, OLDER_LONG], "old", id="the newest of the long ones, not the longest"),
        pytest.param([NEW_SHORT, FOUR], "new", id="none has five: the newest"),
        pytest.param([FORECASTS, OLD_LONG], "old", id="projections are no periods"),
        pytest.param([EMPTY, NEW_SHORT], "new", id="an edition without observations"),
        pytest.param([EMPTY], None, id="no observation"),
        pytest.param([], None, id="no edition"),
    ],
)
def test_newest_edition_with_five_periods_carries_the_judgement(series: list[Series], used: str | None) -> None:
    found = edition_in_use(series, 5)

    assert (found.edition if found else None) == used


@pytest.mark.parametrize(
    ("others", "edition", "value"),
    [
        pytest.param([NEW_SHORT], "new", 73, id="its later figure"),
        pytest.param([NEW_SHORT, make_series({2025: 70}, "rival", "2025-06")], "new", 73, id="of two, the newer"),
        pytest.param([make_series({2023: 70}, "same", "2025-11")], "same", 70, id="a later release of the same year"),
        pytest.param([make_series({2023: 70}, "same", "2010-01")], None, None, id="an earlier release of that year"),
        pytest.param([FORECASTS.with_points([])], None, None, id="a projection is not a later figure"),
        pytest.param([], None, None, id="no other edition"),
    ],
)
def test_later_figure_stands_beside_the_edition_in_use(
    others: list[Series], edition: str | None, value: float | None
) -> None:
    found = later_figure([*others, OLD_LONG], OLD_LONG)

    assert ((found[0].edition, found[1].value) if found else (None, None)) == (edition, value)
