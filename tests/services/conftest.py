"""The tracker on a store that is only read, with the built-in figures as published, and one to publish to."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from clock import moment_now
from services.tracker import State, Tracker, open_tracker
from services.view import View
from tests import days
from topics.scorecard import ScorecardRow, make_scorecard

TODAY = days.TODAY
Judge = Callable[..., ScorecardRow]


@pytest.fixture(scope="session")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Tracker:
    """Return the tracker as it is after installing; tests only read it."""
    return open_tracker(tmp_path_factory.mktemp("tracker") / "store", moment_now)


@pytest.fixture
def own(tmp_path: Path, small_store: Path) -> Tracker:
    """Return a tracker that a test may publish to, with the built-in figures of few countries."""
    return open_tracker(shutil.copytree(small_store, tmp_path / "store"), moment_now)


@pytest.fixture(scope="session")
def state(tracker: Tracker) -> State:
    """Return the state of the built-in figures."""
    return tracker.state()


@pytest.fixture(scope="session")
def judged(tracker: Tracker, state: State) -> Judge:
    """Return a function that gives one row of the scorecard: `judged("SP2020-1.2", area="KEN")`."""

    def find(target_id: str, today: date = TODAY, area: str | None = None) -> ScorecardRow:
        rows = make_scorecard(View(state, tracker.reference, today), area)
        return next(row for row in rows if row.target.target_id == target_id)

    return find
