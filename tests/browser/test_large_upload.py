"""A large file in a real browser: lost on the way it says so, cancelled it leaves nothing, and then it is published."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import expect

from services.jobs.spool import LOCK, SIZE_SETTING, SPOOL_SETTING
from tests.browser.conftest import OpenVisit
from tests.browser.server import Dashboard
from tests.browser.visit import Visit

PATIENCE = 90_000
SCHOOLS = "school_id,ref_area,connectivity\n" + "".join(f"s{one},KEN,yes\n" for one in range(400_000))


def hold_the_work(dashboard: Dashboard) -> None:
    """Stop the process that waits for the next file, so that its work does not go on until it is ended."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            parent = int((folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()[1])
            if parent == dashboard.process_id and b"services.jobs.process" in (folder / "cmdline").read_bytes():
                os.kill(int(folder.name), signal.SIGSTOP)


def lose_on_the_way(visit: Visit, file: Path) -> None:
    """Upload a file whose connection is cut, and see it said."""
    page = visit.page
    page.route("**/_stcore/upload_file/**", lambda route: route.abort())
    expect(page.get_by_text("did not arrive")).to_be_hidden(timeout=PATIENCE)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("did not arrive")).to_be_visible(timeout=PATIENCE)
    page.unroute("**/_stcore/upload_file/**")


def test_large_file_is_cancelled_and_then_published(
    open_visit: OpenVisit, start_dashboard: Callable[..., Dashboard], tmp_path: Path
) -> None:
    spool = tmp_path / "spool"
    dashboard = start_dashboard(env={SIZE_SETTING: "0.1", SPOOL_SETTING: str(spool)})
    visit = open_visit(dashboard)
    page = visit.page
    file = tmp_path / "census.csv"
    file.write_text(SCHOOLS, encoding="utf-8")
    visit.open("/upload")

    lose_on_the_way(visit, file)
    hold_the_work(dashboard)  # on a quick machine it would be done before anybody could cancel it
    page.get_by_label("Remove census.csv").click()
    expect(page.get_by_text("did not arrive")).to_be_hidden(timeout=PATIENCE)
    visit.complaints.clear()  # the browser itself complains of the connection that was lost

    with page.expect_file_chooser() as chooser:  # a browser does not tell of the same file set once more
        page.get_by_role("button", name="Upload", exact=True).click()
    chooser.value.set_files(file)
    expect(page.get_by_test_id("stProgress")).to_be_visible(timeout=PATIENCE)
    visit.settle()
    assert visit.barriers() == []
    page.locator(".st-key-job_cancel button").click()  # the uploader has a Cancel of its own for a moment
    expect(page.get_by_text("was dropped before it was done")).to_be_visible(timeout=PATIENCE)
    assert not [one for one in spool.rglob("*") if one.is_file() and one.name != LOCK]
    visit.settle()

    page.locator("input[type=file]").set_input_files(file)
    expect(page.get_by_text("400,000 accepted")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("Your name").fill("Ana", timeout=PATIENCE)
    page.get_by_label("Reason").fill("a census")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Schools is now at revision 1")).to_be_visible(timeout=PATIENCE)
    assert visit.complaints == []
