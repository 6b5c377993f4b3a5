"""Fixtures of the journeys: the real dashboard with a store of its own, opened in a real browser.

    def test_overview_names_every_target(open_visit: OpenVisit) -> None:
        visit = open_visit(size=NARROW, scheme="dark")
        visit.open("/")
        ...
        assert visit.barriers() == []
        assert visit.complaints == []

A request to another host finds nothing and fails the test when it ends.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache, partial
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from tests.browser.server import ROOT, Dashboard, serve
from tests.browser.visit import LAUNCH_FLAGS, WIDE, Scheme, Visit, find_chromium, open_context, visiting

PICTURES = ROOT / "test-results"


class OpenVisit(Protocol):
    """Open a page of the dashboard in a window of a size and a colour scheme."""

    def __call__(
        self, dashboard: Dashboard | None = None, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light"
    ) -> Visit:
        """Return the visit; it is closed when the test ends."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # Playwright gives every launch a new, empty user data folder and removes it.
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), headless=True, args=LAUNCH_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def start_dashboard(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Dashboard]]:
    with ExitStack() as running:

        def start(
            script: Path = ROOT / "dashboard.py",
            env: dict[str, str] | None = None,
            prepare: Callable[[Path], None] | None = None,
        ) -> Dashboard:
            folder = tmp_path_factory.mktemp("dashboard")
            if prepare:
                prepare(folder / "store")
            return running.enter_context(serve(script, folder / "store", folder / "streamlit.log", env))

        yield start


@pytest.fixture(scope="session")
def dashboard(start_dashboard: Callable[..., Dashboard]) -> Dashboard:
    """Serve one dashboard for the journeys that only read; one that publishes starts its own."""
    return start_dashboard()


@pytest.fixture(scope="session")
def context_of(browser: Browser) -> Callable[[tuple[int, int], Scheme], BrowserContext]:
    """Return the browser of a reader with a window of a size and a colour scheme, one for all the journeys."""
    return cache(partial(open_context, browser))


@pytest.fixture
def open_visit(
    request: pytest.FixtureRequest, context_of: Callable[[tuple[int, int], Scheme], BrowserContext]
) -> Iterator[Callable[..., Visit]]:
    PICTURES.mkdir(exist_ok=True)
    with ExitStack() as visits:

        def open_one(
            dashboard: Dashboard | None = None, *, size: tuple[int, int] = WIDE, scheme: Scheme = "light"
        ) -> Visit:
            served = dashboard or request.getfixturevalue("dashboard")
            return visits.enter_context(visiting(context_of(size, scheme), served.url, PICTURES))

        yield open_one


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
