"""The dashboard on a store of its own, for every test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import streamlit as st

from clock import moment_now
from services.tracker import STORE_SETTING, Tracker, open_tracker
from tests.pages.sessions import Session

LONG_AFTER_THE_TEST = 3600.0


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the dashboard a new store, with nothing remembered of the one before."""
    place = tmp_path / "store"
    monkeypatch.setenv(STORE_SETTING, str(place))
    monkeypatch.setattr("pages.shared.keeping.AFTER_PUBLISHING", LONG_AFTER_THE_TEST)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield place
    st.cache_resource.clear()
    st.cache_data.clear()


@pytest.fixture
def tracker(store: Path) -> Tracker:
    """Return the same store as another process sees it."""
    return open_tracker(store, moment_now)


@pytest.fixture
def open_page(store: Path) -> Callable[..., Session]:
    def open_one(page: str, **query: str | list[str]) -> Session:
        return Session().open(page, **query)

    return open_one
