"""The dashboard on a store: of the worker for the tests that only read, of its own for a test that asks for `store`."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clock import moment_now
from services.jobs.spool import SIZE_SETTING
from services.tracker import STORE_SETTING, Tracker, open_tracker
from tests.pages.sessions import COMPONENTS_ONCE, LONG_AFTER_THE_TEST, Session, forget_everything


@pytest.fixture(scope="session", autouse=True)
def components_are_looked_for_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*COMPONENTS_ONCE)
        yield


@pytest.fixture(scope="session")
def read_store(tmp_path_factory: pytest.TempPathFactory, kept_store: Path) -> Path:
    """Return the store that tests share which only read it."""
    return shutil.copytree(kept_store, tmp_path_factory.mktemp("read") / "store")


@pytest.fixture
def store(tmp_path: Path, small_store: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the dashboard a store of its own, with nothing remembered of the one before."""
    place = shutil.copytree(small_store, tmp_path / "store")
    monkeypatch.setenv(STORE_SETTING, str(place))
    monkeypatch.setattr("pages.widgets.access.AFTER_PUBLISHING", LONG_AFTER_THE_TEST)
    forget_everything()
    yield place
    forget_everything()


@pytest.fixture
def tracker(store: Path) -> Tracker:
    """Return the same store as another process sees it."""
    return open_tracker(store, moment_now)


@pytest.fixture(autouse=True)
def jobs_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a page wait for its jobs as long as it takes: a test reads what follows in one run."""
    monkeypatch.setattr("pages.widgets.jobs.WAITED_S", 300)


@pytest.fixture
def jobs_are_followed(jobs_are_waited_for: None, spool_here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have a page show at once how far its jobs are."""
    del jobs_are_waited_for, spool_here
    monkeypatch.setattr("pages.widgets.jobs.WAITED_S", 0)


@pytest.fixture
def every_file_is_large(jobs_are_followed: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have every file worked on as a large one, whatever its size."""
    del jobs_are_followed
    monkeypatch.setenv(SIZE_SETTING, "0.0001")


@pytest.fixture
def open_page(request: pytest.FixtureRequest) -> Iterator[Callable[..., Session]]:
    """Return how a page is opened: on the test's own store if it has one, or else on the one that nobody changes."""

    def open_one(page: str, **query: str | list[str]) -> Session:
        return Session().open(page, **query)

    if "store" in request.fixturenames:
        request.getfixturevalue("store")
        yield open_one
        return
    place: Path = request.getfixturevalue("read_store")
    before = files_of(place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(STORE_SETTING, str(place))
        yield open_one
    if files_of(place) != before:
        forget_everything()
        shutil.rmtree(place)
        shutil.copytree(request.getfixturevalue("kept_store"), place)
        pytest.fail("The test changed the store that others read. It asks for the fixture `store` to have its own.")


def files_of(place: Path) -> dict[Path, tuple[int, int]]:
    """Return the files of a store with their sizes and times."""
    return {path: (path.stat().st_size, path.stat().st_mtime_ns) for path in place.rglob("*")}
