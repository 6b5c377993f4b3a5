"""Maps in a real browser: painted from our own server alone, and a country can be chosen on it."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenVisit
from tests.browser.visit import NARROW, WIDE, Scheme

PATH = "/maps?indicator=individuals_online"
NO_COLOUR = {"rgba(0, 0, 0, 0)", "none", ""}
COLOURS = """() => [...document.querySelectorAll('.choropleth path')]
    .filter(path => (path.getAttribute('d') || '').length > 20)
    .map(path => getComputedStyle(path).fill)"""


def wait_until_painted(page: Page) -> None:
    """Wait until the outlines have arrived and are drawn."""
    page.wait_for_function("document.querySelectorAll('.choropleth path').length > 200", timeout=60_000)


@pytest.mark.parametrize(("size", "scheme"), [(WIDE, "light"), (NARROW, "dark")], ids=["wide light", "narrow dark"])
def test_map_is_painted_without_asking_another_host(
    open_visit: OpenVisit, size: tuple[int, int], scheme: Scheme
) -> None:
    visit = open_visit(size=size, scheme=scheme)
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))

    visit.open(PATH)
    wait_until_painted(visit.page)
    colours = visit.page.evaluate(COLOURS)

    assert len(set(colours) - NO_COLOUR) >= 6, "the classes of values, and the grey of no figure"
    assert visit.page.locator(".scattergeo .point").count() > 50
    assert any(one.endswith("/app/static/geo/countries.json") for one in asked)
    assert visit.outside == []
    assert visit.complaints == []
    assert visit.barriers() == []
    assert visit.page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= size[0]


def test_country_chosen_on_the_map_opens_its_page(open_visit: OpenVisit) -> None:
    visit = open_visit(size=(1280, 1500))
    visit.open(PATH)
    wait_until_painted(visit.page)
    box = visit.page.locator(".js-plotly-plot").bounding_box()
    assert box is not None

    visit.page.mouse.click(box["x"] + box["width"] * 0.565, box["y"] + box["height"] * 0.56)

    chosen = visit.page.locator(".c2030-picked")
    expect(chosen.locator("strong")).to_be_visible(timeout=20_000)
    name = chosen.locator("strong").inner_text()
    chosen.get_by_role("link", name=f"Open the page of {name}").click()
    expect(visit.page).to_have_url(re.compile(r"/country\?area=[A-Z]{3}"), timeout=20_000)


def test_saved_picture_is_named_after_the_map(open_visit: OpenVisit) -> None:
    visit = open_visit()
    visit.open(PATH)
    wait_until_painted(visit.page)

    for form in ("png", "svg"):
        with visit.page.expect_download(timeout=30_000) as download:
            visit.page.locator(f'[data-do="{form}"]').first.click()

        assert download.value.suggested_filename == f"map_world_individuals_online.{form}"


def test_countries_stand_in_grey_where_the_map_will_be_until_it_is_painted(open_visit: OpenVisit) -> None:
    visit = open_visit()
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    visit.page.route("**/countries.json", hold)
    visit.open(PATH)

    expect(visit.page.locator(".c2030-waiting")).to_be_visible(timeout=20_000)

    held[0].continue_()
    wait_until_painted(visit.page)
    expect(visit.page.locator(".c2030-waiting")).to_be_hidden()
