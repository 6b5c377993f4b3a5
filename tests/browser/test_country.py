"""The country page in a real browser: readable by everyone, and whole on paper."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import NARROW, WIDE, Scheme

TITLES = {
    "/country": "Countries and groups",
    "/country?area=KEN": "Kenya",
    "/country?area=LDC": "Least developed countries",
}
TOOL = ("Upload", "Add figures", "Download this page", "Share", "Search", "What changed", "The figures as a table")
"""Words about the tool, which no sheet of paper has."""
LOOKS = [(WIDE, "light"), (NARROW, "dark")]


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=["wide light", "narrow dark"])
@pytest.mark.parametrize("path", TITLES)
def test_page_opens_whole_and_without_barriers(
    open_visit: OpenVisit, path: str, size: tuple[int, int], scheme: Scheme
) -> None:
    visit = open_visit(size=size, scheme=scheme)

    visit.open(path)

    expect(visit.page.get_by_role("heading", name=TITLES[path], level=1)).to_be_visible(timeout=20_000)
    expect(visit.page.get_by_text("Something went wrong")).to_have_count(0)
    assert visit.barriers() == []
    assert visit.complaints == []
    wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= size[0], "the page is wider than the window"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_whole_on_paper_black_on_white_and_without_what_can_be_pressed(
    open_visit: OpenVisit, scheme: Scheme
) -> None:
    visit = open_visit(scheme=scheme)
    visit.open("/country?area=KEN")
    page = visit.page
    expect(page.get_by_role("heading", name="Download this page")).to_be_visible(timeout=20_000)
    page.evaluate("window.print = () => { window.printed = true; }; 0")

    page.get_by_role("button", name="Share").click()
    page.get_by_role("button", name="Print this page").click()
    page.wait_for_function("window.printed", timeout=20_000)
    page.emulate_media(media="print", color_scheme=scheme)

    expect(page.locator(".c2030-foot")).to_be_visible()
    expect(page.get_by_test_id("stSelectbox").first).to_be_hidden()
    expect(page.get_by_test_id("stHeader")).to_be_hidden()
    expect(page.get_by_role("heading", name="Download this page")).to_be_hidden()
    chart = page.get_by_test_id("stPlotlyChart").first
    ground = "element => getComputedStyle(element.querySelector('.main-svg')).backgroundColor"
    assert chart.evaluate(ground) == "rgb(255, 255, 255)"
    assert chart.evaluate("element => element.getBoundingClientRect().width") <= 700
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stMain]')).overflowY") == "visible"


@pytest.mark.parametrize("area", ["KEN", "NGA", "ALB", "TUV"])
def test_a_country_takes_two_sheets_of_paper(open_visit: OpenVisit, area: str, tmp_path: Path) -> None:
    visit = open_visit()
    visit.open(f"/country?area={area}")
    page = visit.page
    expect(page.get_by_role("heading", name="Download this page")).to_be_visible(timeout=20_000)
    page.evaluate("window.print = () => { window.printed = true; }; 0")
    page.keyboard.press("Control+p")
    page.wait_for_function("window.printed", timeout=30_000)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.pdf(path=tmp_path / "sheet.pdf", format="A4", print_background=True)
    page.emulate_media(media="print")

    written = (tmp_path / "sheet.pdf").read_bytes()
    assert len(re.findall(rb"/Type\s*/Page\b", written)) == 2
    assert [one for one in TOOL if page.get_by_text(one).locator("visible=true").count()] == []
