"""The five jobs of a manager, counted in actions (`docs/jobs.md`): a click, something typed, a file chosen."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.browser.conftest import OpenVisit
from tests.browser.server import Dashboard
from tests.browser.visit import Visit

PATIENCE = 30_000
FIGURES = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,41\n"


class Counted:
    """A manager at work; `actions` counts what they did since the page stood there."""

    def __init__(self, visit: Visit, path: str = "/") -> None:
        self.page, self.visit, self.actions = visit.page, visit, 0
        visit.open(path)

    def click(self, what: Locator) -> None:
        """Click on something."""
        what.click()
        self.actions += 1

    def fill(self, what: Locator, words: str) -> None:
        """Type into a field."""
        what.fill(words)
        self.actions += 1

    def press(self, key: str) -> None:
        """Press a key."""
        self.page.keyboard.press(key)
        self.actions += 1


def test_a_brief_on_a_country_takes_two_actions(open_visit: OpenVisit) -> None:
    manager = Counted(open_visit())

    manager.fill(manager.page.get_by_label("Brief me on"), "Kenya")
    manager.press("Enter")

    expect(manager.page.get_by_role("heading", name="Kenya", level=1)).to_be_visible(timeout=PATIENCE)
    expect(manager.page.get_by_text("On the present course it is")).to_be_visible()
    assert manager.actions <= 2


def test_whether_the_world_arrives_is_read_at_once(open_visit: OpenVisit) -> None:
    manager = Counted(open_visit())

    answer = manager.page.get_by_role("heading", level=1)
    expect(answer).to_contain_text("of the world is online")
    expect(answer).to_contain_text("the chance is")
    assert manager.actions <= 1


def test_who_makes_up_the_gap_takes_one_action(open_visit: OpenVisit) -> None:
    manager = Counted(open_visit())
    expect(manager.page.get_by_text("Ten countries hold")).to_be_visible(timeout=PATIENCE)

    manager.click(manager.page.get_by_role("link", name="All countries, and what if"))

    expect(manager.page).to_have_url(re.compile("/gap"), timeout=PATIENCE)
    assert manager.actions <= 2


def test_what_changed_takes_one_action(open_visit: OpenVisit) -> None:
    manager = Counted(open_visit())

    manager.click(manager.page.get_by_role("link", name="All changes"))

    expect(manager.page.get_by_role("heading", name="What changed", level=1)).to_be_visible(timeout=PATIENCE)
    assert manager.actions <= 2


def test_bringing_in_new_figures_takes_six_actions(
    open_visit: OpenVisit, start_dashboard: Callable[..., Dashboard], tmp_path: Path
) -> None:
    manager = Counted(open_visit(start_dashboard()))
    page = manager.page
    (tmp_path / "figures.csv").write_text(FIGURES, encoding="utf-8")

    manager.click(page.locator("summary", has_text="Data"))
    manager.click(page.get_by_role("link", name="Upload", exact=True))
    page.locator("input[type=file]").set_input_files(tmp_path / "figures.csv")
    manager.actions += 1
    expect(page.get_by_label("Your name")).to_be_visible(timeout=PATIENCE)
    manager.fill(page.get_by_label("Your name"), "Ana")
    manager.fill(page.get_by_label("Reason"), "survey of 2025")
    manager.visit.settle()
    manager.click(page.get_by_role("button", name="Publish", exact=True))

    expect(page.get_by_text("Internet access is now at revision 1")).to_be_visible(timeout=PATIENCE)
    assert manager.actions <= 7
