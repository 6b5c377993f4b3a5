"""Keeping what is said of the years ahead while the dashboard runs: after a publication, and after the start."""

from threading import Timer

from pages.shared.access import get_tracker
from services.projecting.keeping import keep_statements

AFTER_PUBLISHING = 5.0
"""Seconds: by then the page that follows has built the new state, which the record draws on too."""
AFTER_START = 30.0
"""Seconds: the first reader goes first."""


def keep_soon() -> None:
    """Keep what the newest revisions say, a little later and beside everything else."""
    _keep_after(AFTER_PUBLISHING)


def keep_after_start() -> None:
    """Make up for what an earlier process did not come to."""
    _keep_after(AFTER_START)


def _keep_after(seconds: float) -> None:
    """Keep in a thread of its own. A server that ends does not wait for it: what it misses is made up for later."""
    timer = Timer(seconds, lambda: keep_statements(get_tracker()))
    timer.daemon = True
    timer.start()
