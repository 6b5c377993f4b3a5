"""Held here: a day is its end in whatever way it is written, a moment is that moment, and nothing else is either."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from services.misuse import Misuse
from services.view import parse_as_of

END = datetime(2026, 11, 22, 23, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("", None),
        (None, None),
        ("2026-11-22", END),
        ("20261122", END),
        ("2026-W47-7", END),
        ("2026-11-22T10:30", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
        ("20261122T1030", datetime(2026, 11, 22, 10, 30, tzinfo=UTC)),
        ("2026-11-22T10:30+02:00", datetime(2026, 11, 22, 10, 30, tzinfo=timezone(timedelta(hours=2)))),
    ],
)
def test_moment_that_is_meant(written: str | None, moment: datetime | None) -> None:
    assert parse_as_of(written) == moment


@pytest.mark.parametrize("written", ["yesterday", "2026-11-31", "22.11.2026", "20261131", "2026"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(Misuse, match=written):
        parse_as_of(written)
