"""Held here: the overview counts every target once, and says it in a sentence."""

from services.scorecard import make_scorecard
from services.tracker import State, Tracker
from services.view import View
from tests.services.conftest import TODAY
from topics.targets import status_counts, summarise


def test_summary_counts_every_target_once(tracker: Tracker, state: State) -> None:
    rows = make_scorecard(View(state, tracker.reference, TODAY))
    counts = {status: count for status, _, count in status_counts(rows).counts}

    assert sum(counts.values()) == 53
    assert counts["not_assessable"] == 16
    assert "53 targets in 5 frameworks" in summarise(rows, TODAY)
