"""Stores that are made once and copied by the tests that publish: making one is what takes the time."""

import os
import select
import time
from pathlib import Path
from typing import SupportsIndex

import pytest

from clock import TODAY_SETTING, moment_now
from services.projecting.keeping import keep_statements
from services.tracker import open_tracker
from tests.days import TODAY


def pytest_configure() -> None:
    """Give the dashboard, the command line and their processes the fixed day of the tests."""
    os.environ[TODAY_SETTING] = TODAY.isoformat()
    if "FAKETIME" in os.environ:
        time.sleep = _sleep


def _sleep(seconds: float | SupportsIndex, /) -> None:
    """Sleep for a span: libfaketime 0.9.10 refuses Python's own, until a moment of the monotonic clock."""
    select.select([], [], [], float(seconds))


@pytest.fixture(scope="session")
def installed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store as it is after installing, to be copied."""
    place = tmp_path_factory.mktemp("installed") / "store"
    open_tracker(place, moment_now)
    return place


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of which what is said has been written down after installing, to be copied."""
    place = tmp_path_factory.mktemp("kept") / "store"
    keep_statements(open_tracker(place, moment_now))
    return place
