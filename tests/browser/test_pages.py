"""Every page in a real browser: it paints, asks nobody outside, and can be used by everyone."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from clock import moment_now
from services.examples import publish_example
from services.publishing import Who
from services.tracker import open_tracker
from tests.browser.conftest import OpenVisit
from tests.browser.server import Dashboard
from tests.browser.visit import NARROW, WIDE, Scheme, Visit

PAGES = {
    "/": "of the world is online",
    "/targets?area=KEN&framework=UMC2030": "Targets",
    "/target?target=UMC2030-U1&area=KEN": "Everyone aged 15 or more uses the Internet",
    "/internet_access?area=KEN&area=UGA": "Internet use: 35 % in Kenya",
    "/affordability?area=KEN": "In Kenya the fixed-broadband basket",
    "/ewaste": "22.3 % of the e-waste of the world was documented",
    "/schools": "No school census is published here yet.",
    "/pledges": "Partner2Connect pledges were worth",
    "/country?area=KEN": "Kenya",
    "/maps": "at least 95 % of people use the Internet.",
    "/compare?area=KEN&area=UGA": "Internet use: 35 % in Kenya",
    "/gap": "of the people still to be connected in the world.",
    "/money": "people were offline in the world",
    "/upload": "Bring in new figures",
    "/revisions": "What was published, and how to take it back",
    "/targets": "Targets",
    "/closed_plan": "Targets whose year has passed",
    "/changes": "What changed",
    "/methods": "Methods",
    "/scenario?area=KEN": "Internet use in Kenya would stand at",
    "/record?area=KEN": "How good were these projections?",
    "/sources": "What the figures are made from",
}
REGISTERED = {
    "/schools": "are connected:",
    "/schools?area=KEN": "are connected:",
    "/pledges": "pledges promise",
    "/country?area=KEN": "Kenya",
    "/money?area=KEN": "that concern Kenya promise",
    "/gap?indicator=schools_online": "Who makes up the gap?",
}
LOOKS: list[tuple[tuple[int, int], Scheme]] = [(WIDE, "light"), (NARROW, "dark")]


@pytest.fixture(scope="module")
def registered(start_dashboard: Callable[..., Dashboard]) -> Dashboard:
    """Serve a dashboard in whose store the example census and the example list of pledges are published."""

    def publish(store: Path) -> None:
        tracker = open_tracker(store, moment_now)
        for dataset in ("schools", "pledges"):
            publish_example(tracker, dataset, Who("Ana", "to see the pages"), date(2026, 11, 22))

    return start_dashboard(prepare=publish)


@pytest.mark.parametrize(("size", "scheme"), LOOKS, ids=["wide light", "narrow dark"])
@pytest.mark.parametrize(("path", "title"), PAGES.items(), ids=list(PAGES))
def test_page_opens_whole_and_without_barriers(
    open_visit: OpenVisit, path: str, title: str, size: tuple[int, int], scheme: Scheme
) -> None:
    visit = open_visit(size=size, scheme=scheme)

    visit.open(path)

    check_page(visit, title, size)


@pytest.mark.parametrize(("place", "path"), list(enumerate(REGISTERED)), ids=list(REGISTERED))
def test_page_with_schools_and_pledges_opens_whole_and_without_barriers(
    open_visit: OpenVisit, registered: Dashboard, place: int, path: str
) -> None:
    title, (size, scheme) = REGISTERED[path], LOOKS[place % len(LOOKS)]
    visit = open_visit(registered, size=size, scheme=scheme)

    visit.open(path)

    expect(visit.page.locator(".c2030-badge")).to_be_visible(timeout=20_000)
    check_page(visit, title, size)


def check_page(visit: Visit, title: str, size: tuple[int, int]) -> None:
    """Hold that a page is whole, within its window, and can be used by everyone."""
    expect(visit.page.get_by_role("heading", name=title, level=1)).to_be_visible(timeout=20_000)
    expect(visit.page.get_by_text("Something went wrong")).to_have_count(0)
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    assert visit.barriers() == []
    assert visit.complaints == []
    wide = visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
    assert wide <= size[0], "the page is wider than the window"


def test_the_list_of_targets_has_a_row_for_every_one_that_runs_and_no_chart(open_visit: OpenVisit) -> None:
    visit = open_visit()

    visit.open("/targets")

    expect(visit.page.locator(".c2030-rows th[scope=row]")).to_have_count(29, timeout=20_000)
    assert visit.page.get_by_test_id("stPlotlyChart").count() == 0


def test_two_keys_and_return_open_a_country(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open("/methods")
    visit.page.keyboard.press("/")
    visit.page.keyboard.type("ke")
    expect(visit.page.get_by_role("option").first).to_contain_text("Kenya")
    visit.page.keyboard.press("Enter")

    expect(visit.page.get_by_text("Kenya").first).to_be_visible(timeout=20_000)
    expect(visit.page).to_have_url(re.compile("country.*area=KEN"))
    assert visit.complaints == []


def test_the_places_fold_under_one_button_on_a_telephone(open_visit: OpenVisit) -> None:
    visit = open_visit(size=NARROW)
    visit.open("/")
    link = visit.page.get_by_role("link", name="Countries", exact=True)
    expect(link).to_be_hidden()
    visit.page.get_by_role("button", name="Menu", exact=True).click()
    link.click()

    expect(visit.page).to_have_url(re.compile("/country"), timeout=20_000)
    assert visit.complaints == []


def test_filters_stay_in_the_link_and_bad_values_are_ignored_with_a_word(open_visit: OpenVisit) -> None:
    visit = open_visit()

    visit.open("/targets?area=KEN&framework=UMC2030&framework=NOTHING")

    expect(visit.page.get_by_text("The link asked for Framework 'NOTHING'")).to_be_visible(timeout=20_000)
    expect(visit.page.locator(".c2030-rows th[scope=row]")).to_have_count(17)
    assert "area=KEN" in visit.page.url
    assert "framework=UMC2030" in visit.page.url
    assert "NOTHING" not in visit.page.url


def test_pages_can_be_opened_as_of_a_date_and_back(open_visit: OpenVisit) -> None:
    visit = open_visit()

    visit.open("/?as_of=2026-01-31")

    expect(visit.page.get_by_text("looking back to 31 January 2026")).to_be_visible(timeout=20_000)
    visit.page.get_by_role("button", name="Back to today").click()
    expect(visit.page.get_by_text("looking back to")).to_have_count(0, timeout=20_000)
    assert "as_of" not in visit.page.url
