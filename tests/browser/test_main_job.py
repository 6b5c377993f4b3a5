"""The main job in a real browser: see a target, bring in a figure, publish it, see it, and take it back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenVisit
from tests.browser.server import Dashboard
from tests.browser.visit import Visit

GOOD = "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,76.4\n"
BAD = "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2026,76.4x\nindividuals_onlin,WLD,2024,70\n"
PATIENCE = 20_000


@pytest.fixture
def own_dashboard(start_dashboard: Callable[..., Dashboard]) -> Dashboard:
    """Serve a dashboard with a store that this test alone writes."""
    return start_dashboard()


def chart(visit: Visit) -> Locator:
    return visit.page.get_by_test_id("stPlotlyChart").first


def upload(visit: Visit, folder: Path, content: str, name: str = "figures.csv") -> None:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    visit.open("/upload")
    visit.page.locator("input[type=file]").set_input_files(path)
    expect(visit.page.get_by_role("heading", name="What was recognised")).to_be_visible(timeout=PATIENCE)
    visit.settle()


def test_a_manager_sees_a_target_publishes_a_figure_and_takes_it_back(
    open_visit: OpenVisit, own_dashboard: Dashboard, tmp_path: Path
) -> None:
    visit = open_visit(own_dashboard)
    page = visit.page
    visit.open("/closed_plan")
    page.get_by_role("link", name="70% of individuals worldwide").click()
    expect(page.get_by_role("heading", name="70% of individuals worldwide using the Internet")).to_be_visible(
        timeout=PATIENCE
    )
    page.get_by_role("link", name="Individuals online").click()
    expect(page.get_by_role("heading", name="used the Internet in")).to_be_visible(timeout=PATIENCE)
    expect(chart(visit).get_by_text("73.6 %").filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    upload(visit, tmp_path, GOOD)
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Reason").fill("July update")
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("Internet access is now at revision 1")).to_be_visible(timeout=PATIENCE)

    visit.open("/internet_access")
    expect(chart(visit).get_by_text("76.4 %").filter(visible=True).first).to_be_visible(timeout=PATIENCE)

    visit.open("/revisions")
    expect(page.get_by_text("July update").first).to_be_visible()
    page.get_by_role("button", name="Take this back").first.click()
    page.get_by_label("Your name").fill("Ana")
    page.get_by_label("Reason").fill("wrong file")
    visit.settle()
    page.get_by_role("button", name="Take back", exact=True).click()
    expect(page.get_by_text("Internet access is now at revision 2")).to_be_visible(timeout=PATIENCE)

    visit.open("/internet_access")
    expect(chart(visit).get_by_text("73.6 %").filter(visible=True).first).to_be_visible(timeout=PATIENCE)
    expect(chart(visit).get_by_text("76.4 %").filter(visible=True)).to_have_count(0)
    assert visit.complaints == []


def test_a_bad_file_shows_every_problem_and_cannot_be_published(
    open_visit: OpenVisit, own_dashboard: Dashboard, tmp_path: Path
) -> None:
    visit = open_visit(own_dashboard)

    upload(visit, tmp_path, BAD, "bad.csv")

    expect(visit.page.get_by_text("Write digits with a point as the decimal mark")).to_be_visible()
    expect(visit.page.get_by_text("Did you mean individuals_online")).to_be_visible()
    expect(visit.page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    assert visit.barriers() == []
    assert visit.complaints == []
    visit.picture("upload-bad")


def test_a_file_that_changes_nothing_says_so(open_visit: OpenVisit, dashboard: Dashboard, tmp_path: Path) -> None:
    visit = open_visit(dashboard)

    upload(visit, tmp_path, "indicator,ref_area,time_period,obs_value\nindividuals_online,WLD,2025,73.6\n")

    expect(visit.page.get_by_text("This file changes nothing")).to_be_visible(timeout=PATIENCE)
    expect(visit.page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
