"""A visit to the dashboard: a page in a real browser that notes what it asked for and complained of."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, WebSocket, expect

Scheme = Literal["light", "dark"]

WIDE = (1280, 900)
NARROW = (390, 844)

LAUNCH_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # another host is not found, so nothing leaves
]
NO_CHROMIUM = (
    "The journeys need Chromium. On Debian: apt-get install chromium."
    " A browser elsewhere is named with CONNECT2030_CHROMIUM=/path/to/chromium."
)

# Findings that are the framework's own and that we cannot mend: (rule of axe, the part of the page, why).
# Keep it short; a finding of ours never goes here.
NAMES_OF_SECTIONS = "Streamlit puts the names of the sections between the links of its own list"
FRAMEWORK_FINDINGS = [
    ("list", "[data-testid=stSidebarNav]", NAMES_OF_SECTIONS),
    ("listitem", "[data-testid=stSidebarNav]", NAMES_OF_SECTIONS),
]

FORGET = "localStorage.clear(); sessionStorage.clear()"

# Opened at a page of its own, Streamlit first looks for its server under that page's address.
FRAMEWORK_MISSES = ("/_stcore/health", "/_stcore/host-config")


def find_chromium() -> str:
    """Return the path of the browser, or fail with a sentence saying how to get one."""
    named = os.environ.get("CONNECT2030_CHROMIUM")
    path = named if named and Path(named).is_file() else shutil.which("chromium")
    if path is None or (named and path != named):
        raise RuntimeError(NO_CHROMIUM)
    return path


@dataclass
class Visit:
    """One page of the dashboard and what was noted while it was open."""

    page: Page
    url: str
    folder: Path
    outside: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str = "/") -> None:
        """Open a path of the dashboard and wait until it stands still."""
        self.page.goto(self.url + path, wait_until="domcontentloaded")
        self.settle()

    def settle(self) -> None:
        """Wait until the script has run and nothing on the page is stale or loading."""
        app = self.page.locator('[data-testid="stApp"]')
        expect(app).to_have_attribute("data-test-script-state", re.compile("^notRunning$"), timeout=30_000)
        expect(self.page.locator('[data-testid="stSkeleton"]')).to_have_count(0, timeout=30_000)
        expect(self.page.locator('[data-stale="true"]')).to_have_count(0, timeout=30_000)

    def picture(self, name: str, *, full: bool = True) -> Path:
        """Save a picture of the page; of all of it, also what is scrolled away, unless told otherwise."""
        path = self.folder / f"{name}.png"
        before = self.page.viewport_size
        if full and before:
            # Streamlit scrolls inside the page, so a full picture needs a window as high as its content.
            needed = self.page.evaluate("Math.ceil(document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 0)")
            self.page.set_viewport_size({"width": before["width"], "height": max(before["height"], needed)})
            self.page.wait_for_timeout(300)
        self.page.screenshot(path=path, animations="disabled")
        if full and before:
            self.page.set_viewport_size(before)
        return path

    def barriers(self) -> list[str]:
        """Return what axe finds serious or critical and what is not the framework's own."""
        response = Axe().run(self.page).response
        return [
            f"{violation['id']} ({violation['impact']}): {target} {violation['help']}"
            for violation in response["violations"]
            if violation["impact"] in {"serious", "critical"}
            for node in violation["nodes"]
            if not self.is_of_the_framework(violation["id"], target := str(node["target"][-1]))
        ]

    def is_of_the_framework(self, rule: str, target: str) -> bool:
        """Tell whether a finding lies in a part of the page that we cannot mend."""
        parts = [part for known, part, _ in FRAMEWORK_FINDINGS if known == rule]
        inside = "([target, part]) => Boolean(document.querySelector(target)?.closest(part))"
        return any(self.page.evaluate(inside, [target, part]) for part in parts)


def is_loopback(url: str) -> bool:
    """Tell whether a request stays on this machine or in the page itself."""
    parts = urlsplit(url)
    return parts.scheme in {"data", "blob", "about"} or parts.hostname == "127.0.0.1"


def watch(visit: Visit) -> None:
    """Note every request to another host, which the browser is told not to find; note errors on the console.

    The requests are heard of, not held up: a browser whose requests wait for this process remembers no script.
    """

    def on_request(asked: Request | WebSocket) -> None:
        if not is_loopback(asked.url):
            visit.outside.append(asked.url)

    def on_console(message: ConsoleMessage) -> None:
        address = urlsplit(message.location.get("url", "")).path
        if message.type == "error" and not address.endswith(FRAMEWORK_MISSES):
            visit.complaints.append(message.text)

    visit.page.on("request", on_request)
    visit.page.on("websocket", on_request)
    visit.page.on("console", on_console)
    visit.page.on("pageerror", lambda error: visit.complaints.append(str(error)))


def open_context(browser: Browser, size: tuple[int, int], scheme: Scheme) -> BrowserContext:
    """Return a reader's browser: a window of a size and a colour scheme, with an empty memory."""
    width, height = size
    return browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        accept_downloads=True,
        locale="en-GB",
    )


@contextmanager
def visiting(context: BrowserContext, url: str, folder: Path) -> Iterator[Visit]:
    """Open one page; fail at the end if anything was asked of another host.

    What a page keeps for its reader is forgotten then; the scripts that the browser has loaded are not, because
    reading them again for every page is what takes the time.
    """
    visit = Visit(page=context.new_page(), url=url, folder=folder)
    watch(visit)
    try:
        yield visit
        visit.page.evaluate(FORGET)
    finally:
        context.clear_cookies()
        visit.page.close()
    if visit.outside:
        raise AssertionError("The dashboard asked other hosts: " + ", ".join(sorted(set(visit.outside))))


def chromium_version(path: str) -> str:
    """Return what the browser says of its version."""
    return subprocess.run([path, "--version"], capture_output=True, text=True, check=True).stdout.strip()
