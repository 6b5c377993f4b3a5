"""Two ways of a difficult file in a real browser: mapped once and known again, and split, mended and merged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.server import Dashboard
from tests.browser.visit import NARROW, Visit

PATIENCE = 20_000
YEARS = "Pays;2024;2026\nKEN;38,5;41\nUGA;19,5;22,5\n"
MIXED = (
    "indicator,ref_area,time_period,obs_value\n"
    "individuals_online,KEN,2026,48.5\nindividuals_online,Kenia,2024,40\nindividuals_online,UGA,2026,abc\n"
)


@pytest.fixture
def own_dashboard(start_dashboard: Callable[..., Dashboard]) -> Dashboard:
    """Serve a dashboard with a store that this test alone writes."""
    return start_dashboard()


def drop(visit: Visit, path: Path) -> None:
    visit.page.locator("input[type=file]").first.set_input_files(path)
    expect(visit.page.get_by_role("heading", name="What was recognised")).to_be_visible(timeout=PATIENCE)
    expect(visit.page.get_by_text(f"{path.name} ").first).to_be_visible(timeout=PATIENCE)
    visit.settle()


def publish(visit: Visit, revision: int) -> None:
    page = visit.page
    page.get_by_label("Your name").last.fill("Ana")
    page.get_by_label("Reason").fill("a survey")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text(f"Internet access is now at revision {revision}")).to_be_visible(timeout=PATIENCE)
    visit.settle()


def test_unknown_form_is_mapped_once_kept_published_and_known_again(
    open_visit: OpenVisit, own_dashboard: Dashboard, tmp_path: Path
) -> None:
    visit = open_visit(own_dashboard, size=NARROW)
    page = visit.page
    first, second = tmp_path / "survey-2026.csv", tmp_path / "survey-2027.csv"
    first.write_text(YEARS, encoding="utf-8")
    second.write_text(YEARS.replace("22,5", "23,5"), encoding="utf-8")
    visit.open("/upload")

    drop(visit, first)
    expect(page.get_by_text("Still needed: indicator.")).to_be_visible(timeout=PATIENCE)
    page.get_by_label("indicator of all rows").click()
    page.keyboard.type("Individuals using the Internet")
    page.keyboard.press("Enter")
    visit.settle()
    page.get_by_text("Keep the mapping for the next file of this shape").click()
    visit.settle()
    page.get_by_label("Name of the mapping").fill("Household survey")
    page.get_by_label("Your name").first.fill("Ana")
    page.keyboard.press("Tab")
    page.wait_for_timeout(500)
    visit.settle()
    assert visit.barriers() == []
    page.get_by_role("button", name="Use this mapping").click()
    expect(page.get_by_text("4 accepted, 0 refused")).to_be_visible(timeout=PATIENCE)
    visit.settle()
    publish(visit, 1)

    drop(visit, second)
    page.get_by_role("button", name="Use the mapping 'Household survey'").click()
    expect(page.get_by_text("4 accepted, 0 refused")).to_be_visible(timeout=PATIENCE)
    expect(page.get_by_text("The columns are read as the mapping 'Household survey' says.")).to_be_visible()
    assert visit.complaints == []


def test_good_rows_are_published_and_the_mended_ones_follow(
    open_visit: OpenVisit, own_dashboard: Dashboard, tmp_path: Path
) -> None:
    visit = open_visit(own_dashboard)
    page = visit.page
    file = tmp_path / "figures.csv"
    file.write_text(MIXED, encoding="utf-8")
    visit.open("/upload")

    drop(visit, file)
    page.get_by_text("Publish the one good row and leave out what is refused for now (rows: 2)").click()
    expect(page.get_by_role("heading", name="Publish or drop")).to_be_visible(timeout=PATIENCE)
    visit.settle()
    publish(visit, 1)

    with page.expect_download() as started:
        page.get_by_role("button", name="Refused rows (CSV)").click()
    refused = started.value.path().read_text(encoding="utf-8-sig")
    assert refused.startswith("reason,indicator,ref_area,time_period,obs_value")
    mended = tmp_path / "mended.csv"
    mended.write_text(refused.replace(",Kenia,", ",KEN,").replace(",abc", ",22.5"), encoding="utf-8-sig")
    drop(visit, mended)
    expect(page.get_by_text("2 accepted, 0 refused")).to_be_visible(timeout=PATIENCE)
    publish(visit, 2)
    assert visit.complaints == []
