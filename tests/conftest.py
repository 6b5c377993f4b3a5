"""What is made once, as making it is what takes the time: stores that are copied, processes that are forked."""

import os
import select
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import SupportsIndex

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from clock import TODAY_SETTING, moment_now
from data.builtin import DATASETS, builtin_digest, load_builtin
from data.datasets import TARGETS
from data.reference import load_reference
from data.store import Store
from services.jobs import spool
from services.jobs.job import SPARE
from services.projecting.recording import record_statements
from services.tracker import layouts, open_tracker
from tests.days import TODAY
from tests.forking import CLONE, Forked, end_forker

FEW_COUNTRIES = ("BRA", "CHE", "FRA", "GHA", "IND", "KEN", "NPL", "RWA", "TZA", "UGA")


def pytest_configure() -> None:
    """Give the dashboard, the command line and their processes the fixed day of the tests."""
    os.environ[TODAY_SETTING] = TODAY.isoformat()
    if "FAKETIME" in os.environ:
        time.sleep = _sleep


def _sleep(seconds: float | SupportsIndex, /) -> None:
    """Sleep for a span: libfaketime 0.9.10 refuses Python's own, until a moment of the monotonic clock."""
    select.select([], [], [], float(seconds))


@pytest.fixture(scope="session", autouse=True)
def forked_jobs() -> Iterator[None]:
    """Fork the processes of jobs, where that is possible, instead of having each load the libraries anew."""
    with pytest.MonkeyPatch.context() as patch:
        if CLONE is not None:
            patch.setattr("services.jobs.job.subprocess", SimpleNamespace(**{**vars(subprocess), "Popen": Forked}))
        yield
    SPARE.end()
    end_forker()


@pytest.fixture
def jobs_started_anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Start the processes of jobs as the product does, for a test that is about these."""
    SPARE.end()
    monkeypatch.setattr("services.jobs.job.subprocess", subprocess)
    yield
    SPARE.end()


@pytest.fixture
def spool_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Keep dropped files in a folder of the test's own, and return it."""
    monkeypatch.setenv(spool.SPOOL_SETTING, str(tmp_path / "spool"))
    spool.open_spool.cache_clear()
    yield tmp_path / "spool"
    spool.open_spool.cache_clear()


@pytest.fixture(scope="session")
def installed_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store as it is after installing, to be copied."""
    place = tmp_path_factory.mktemp("installed") / "store"
    open_tracker(place, moment_now)
    return place


@pytest.fixture(scope="session")
def small_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store with the built-in figures of groups and few countries, to be copied: for what is about a deed."""

    def seeds() -> dict[str, pa.Table]:
        groups = [code for code, one in load_reference().areas.items() if one.kind != "country"]
        wanted = pa.array([*groups, *FEW_COUNTRIES])
        tables = {name: load_builtin(name) for name in DATASETS}
        return {
            name: rows if name == TARGETS else rows.filter(pc.is_in(rows["ref_area"], wanted))
            for name, rows in tables.items()
        }

    place = tmp_path_factory.mktemp("small") / "store"
    digests = {name: builtin_digest(name) for name in DATASETS}
    Store.open(place, layouts(), seeds=seeds, digests=lambda: digests, clock=moment_now)
    return place


@pytest.fixture(scope="session")
def kept_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a store of which what is said has been written down after installing, to be copied."""
    place = tmp_path_factory.mktemp("kept") / "store"
    record_statements(open_tracker(place, moment_now))
    return place
