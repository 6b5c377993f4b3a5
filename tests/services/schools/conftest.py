"""A store of its own, empty or with a small census; nothing counted before stays in memory."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clock import moment_now
from services.schools.census import forget_censuses
from services.tracker import Tracker, open_tracker
from tests.services.school_samples import SMALL, publish_census


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Tracker]:
    """Return a tracker on a store without schools."""
    forget_censuses()
    yield open_tracker(tmp_path / "store", moment_now)
    forget_censuses()


@pytest.fixture
def small(own: Tracker) -> Tracker:
    """Return a tracker whose store holds `SMALL`."""
    publish_census(own, *SMALL)
    return own
