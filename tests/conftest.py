"""Stores that are made once and copied by the tests that publish: making one is what takes the time."""

from pathlib import Path

import pytest

from services.projecting.keeping import keep_statements
from services.tracker import open_tracker


@pytest.fixture(scope="session")
def installed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store as it is after installing, to be copied."""
    place = tmp_path_factory.mktemp("installed") / "store"
    open_tracker(place)
    return place


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of which what is said has been written down after installing, to be copied."""
    place = tmp_path_factory.mktemp("kept") / "store"
    keep_statements(open_tracker(place))
    return place
