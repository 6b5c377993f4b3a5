"""How a command ends: the exit status tells the outcomes apart, as the README lists them."""

from typing import Any

from data.store import (
    NotCertain,
    RevisionDamaged,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreNotWritable,
    StoreUnreadable,
)

DONE, BLOCKED, MISUSE, UNREADABLE, HELD, DISK, NOT_CERTAIN = range(7)
"""Done; the file has problems (or others changed the same rows); misuse; not done: the store cannot be read, somebody
holds it, the disk refuses; done, but it may not survive a power cut."""
STATUSES: dict[type[StoreError], int] = {
    NotCertain: NOT_CERTAIN,
    StoreBusy: HELD,
    StoreFull: DISK,
    StoreNotWritable: DISK,
    StoreUnreadable: UNREADABLE,
    RevisionDamaged: UNREADABLE,
}


def status_of(error: StoreError) -> int:
    """Return the exit status of what a store could not do."""
    return next((status for kind, status in STATUSES.items() if isinstance(error, kind)), UNREADABLE)


def ended(found: dict[str, Any], *, done: bool) -> int:
    """Return the exit status of a deed that writes, by its record and whether it was done."""
    if done and not found.get("certain", True):
        return NOT_CERTAIN
    return DONE if done else BLOCKED
