"""The methods: the document itself, and every threshold with its value."""

from collections.abc import Callable

from services.tracker import Tracker
from tests.pages.sessions import Session


def test_every_threshold_is_listed_with_its_reason(open_page: Callable[..., Session], tracker: Tracker) -> None:
    session = open_page("methods")

    assert not session.app.error
    assert "Schools of the world: 6,000,000" in session.words
    assert "Earliest year of an observation: 1950" in session.words
    for _, threshold in tracker.reference.thresholds.entries():
        assert " ".join(threshold.reason.split()) in session.words
