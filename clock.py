"""The clock of the doors: the only place where the product reads the time.

The dashboard, the command line and the benchmarks ask here and hand the day, the moment or the clock itself to what
lies below them. `CONNECT2030_TODAY` stands in for the real day, for tests and demonstrations: it is noon of that day
when the process starts, and the process's own time runs on from there.
"""

import os
import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from services.misuse import Misuse

TODAY_SETTING = "CONNECT2030_TODAY"
NOON = time_of_day(12, tzinfo=UTC)
_STARTED = time.monotonic()


def moment_now() -> datetime:
    """Return the present moment (UTC).

    Raises:
        Misuse: If CONNECT2030_TODAY is set and is no date.
    """
    day = _day_set()
    if day is None:
        return datetime.now(UTC)
    return datetime.combine(day, NOON) + timedelta(seconds=time.monotonic() - _STARTED)


def today() -> date:
    """Return today's date (UTC).

    Raises:
        Misuse: If CONNECT2030_TODAY is set and is no date.
    """
    return moment_now().date()


def is_set() -> bool:
    """Return whether CONNECT2030_TODAY stands in for the real day."""
    return bool(os.environ.get(TODAY_SETTING))


def _day_set() -> date | None:
    said = os.environ.get(TODAY_SETTING)
    if not said:
        return None
    try:
        return date.fromisoformat(said)
    except ValueError as error:
        raise Misuse.of("today-setting", value=said) from error
