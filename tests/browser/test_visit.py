"""A journey fails when a page asks another host, by name or number, and a reader's memory ends with the journey."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, WebSocket

from tests.browser.server import Dashboard
from tests.browser.visit import WIDE, Scheme, visiting

ASK = {
    "by name": "fetch('https://tiles.example/1.json').catch(() => 0)",
    "by number": "fetch('http://192.0.2.1/1.json').catch(() => 0)",
    "picture": "new Promise(done => { const a = new Image(); a.onerror = done; a.src = '//tiles.example/1.png'; })",
    "socket": "new Promise(done => { new WebSocket('wss://tiles.example/live').onerror = () => done(0); })",
}
ContextOf = Callable[[tuple[int, int], Scheme], BrowserContext]


@pytest.mark.parametrize("ask", ASK.values(), ids=ASK)
def test_a_page_that_asks_another_host_finds_nothing_and_fails(
    context_of: ContextOf, dashboard: Dashboard, tmp_path: Path, ask: str
) -> None:
    failures: list[str] = []

    def listen(socket: WebSocket) -> None:
        socket.on("socketerror", lambda failure: failures.append(str(failure)))

    def asking() -> None:
        with visiting(context_of(WIDE, "light"), dashboard.url, tmp_path) as visit:
            visit.page.on("requestfailed", lambda request: failures.append(str(request.failure)))
            visit.page.on("websocket", listen)
            visit.page.goto(f"{dashboard.url}/_stcore/health")
            visit.page.evaluate(ask)

    with pytest.raises(AssertionError, match="asked other hosts"):
        asking()
    assert ["ERR_NAME_NOT_RESOLVED" in failure for failure in failures] == [True]


def test_what_a_page_keeps_is_forgotten(context_of: ContextOf, dashboard: Dashboard, tmp_path: Path) -> None:
    context = context_of(WIDE, "light")
    with visiting(context, dashboard.url, tmp_path) as visit:
        visit.page.goto(f"{dashboard.url}/_stcore/health")
        visit.page.evaluate("localStorage.setItem('kept', '1'); document.cookie = 'kept=1'")

    with visiting(context, dashboard.url, tmp_path) as visit:
        visit.page.goto(f"{dashboard.url}/_stcore/health")
        assert visit.page.evaluate("localStorage.getItem('kept')") is None
        assert "kept" not in visit.page.evaluate("document.cookie")
