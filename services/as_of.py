"""Looking back: what a reader must know of a moment that is looked at."""

from datetime import datetime

from data.datasets import TARGETS
from i18n import counted, format_date, text
from services.tracker import Tracker


def as_of_note(tracker: Tracker, as_of: datetime | None) -> str | None:
    """Return what is shown of the built-in figures, where a moment lies before the store began or some were not out.

    None otherwise, and for no moment at all.
    """
    if as_of is None:
        return None
    began = tracker.store.history(TARGETS)[-1].at
    left_out = sum(tracker.state(as_of).left_out.values())
    if as_of >= began:
        return counted("frame.known_part", left_out) if left_out else None
    day = format_date(began.date())
    return counted("frame.before_store_part", left_out, day=day) if left_out else text("frame.before_store", day=day)
