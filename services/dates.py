"""Dates as people give them: a day for "as of", the day to judge by."""

from contextlib import suppress
from datetime import UTC, date, datetime, time

from services.misuse import Misuse


def parse_as_of(written: str | None) -> datetime | None:
    """Return the moment that "as of" means: the end of a day (UTC), or the moment itself where a time is given.

    Raises:
        Misuse: If it is neither a date nor a moment.
    """
    if not written:
        return None
    with suppress(ValueError):
        return end_of_day(date.fromisoformat(written))
    try:
        found = datetime.fromisoformat(written)
    except ValueError as error:
        raise Misuse.of("not-a-date", value=written) from error
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def end_of_day(day: date) -> datetime:
    """Return the last moment of a day, UTC."""
    return datetime.combine(day, time.max, tzinfo=UTC)
