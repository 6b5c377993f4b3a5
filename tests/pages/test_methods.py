"""The methods: the document itself, and every threshold with its value."""

from collections.abc import Callable

from data.reference.limits import load_projection_facts
from services.tracker import Tracker
from tests.pages.sessions import Session


def test_every_threshold_is_listed_with_its_reason(open_page: Callable[..., Session], tracker: Tracker) -> None:
    session = open_page("methods")

    assert not session.app.error
    assert "Schools of the world: 6,000,000" in session.words
    assert "Earliest year of an observation: 1950" in session.words
    for _, threshold in tracker.reference.thresholds.entries():
        assert " ".join(threshold.reason.split()) in session.words


def test_every_number_of_the_projections_is_listed_with_source_and_reason(open_page: Callable[..., Session]) -> None:
    session = open_page("methods")

    assert "Speeds are measured over the last so many years: 10, 5, 3, 2" in session.words
    assert "Shares, the damped course takes part from this value on, %: 75" in session.words
    assert "1 year: -0.21 / -0.03 / 0.22; 2 years: -0.35 / -0.03 / 0.38" in session.words
    for _, number in load_projection_facts().entries():
        assert " ".join(number.reason.split()) in session.words
        assert " ".join(number.source.split()) in session.words


def test_marks_for_those_who_write_the_document_are_not_shown(open_page: Callable[..., Session]) -> None:
    session = open_page("methods")

    assert "13,402 forecasts for 203 economies" in session.words
    assert not any("<!--" in one.value for one in session.app.markdown)
