"""Looking back: what a reader must know of a moment that is looked at."""

from datetime import datetime

from i18n import format_date, text
from services.shapes import TARGETS
from services.tracker import Tracker


def as_of_note(tracker: Tracker, as_of: datetime | None) -> str | None:
    """Return that a moment lies before the store began, and when it did; None otherwise, and for no moment at all."""
    began = tracker.store.history(TARGETS)[-1].at
    if as_of is None or as_of >= began:
        return None
    return text("frame.before_store", day=format_date(began.date()))
