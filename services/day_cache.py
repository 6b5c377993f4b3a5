"""What is kept in memory by day: of many days the first ones are let go, as a server runs for months."""

from datetime import date
from typing import TypeVar

Key = TypeVar("Key")
Value = TypeVar("Value")

KEPT_DAYS = 64
"""Of how many days something is kept: a page may ask for those of many years at once."""


def kept_for(days: dict[date, dict[Key, Value]], day: date) -> dict[Key, Value]:
    """Return what is kept of a day, empty where it is new.

    Threads share the days. Each step on them is whole, and what a thread holds of a day let go stays as it is.
    """
    found = days.setdefault(day, {})
    for old in list(days)[:-KEPT_DAYS]:
        days.pop(old, None)
    return found
