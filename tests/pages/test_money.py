"""Money beside need: for the world, a country, a group of one's own, and where nothing is known."""

from collections.abc import Callable
from pathlib import Path

import pytest

from services.examples import publish_example
from services.publishing import Who
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

Open = Callable[..., Session]


@pytest.fixture(scope="session")
def small_store(kept_store: Path) -> Path:
    """Return the store with all built-in figures: the page sets every country beside the others."""
    return kept_store


@pytest.fixture
def example(tracker: Tracker) -> None:
    publish_example(tracker, "pledges", Who("Ana", "a test"), TODAY)


def test_page_without_a_list_shows_the_need_and_invites(open_page: Open) -> None:
    page = open_page("money")

    assert "What stands here is the need." in page.words
    assert "2.2 billion people" in page.words
    assert 'href="gap?area=WLD"' in page.pieces["money_invite"]
    alt, _ = page.charts[0]
    assert alt.startswith("People offline in the world, by country. Bar chart.")
    assert "India: " in alt
    assert "Schools not connected" in page.pieces["need_table"]
    assert ", above 2" in page.pieces["need_table"]
    assert not [one for one in page.app.selectbox if one.label == "Order"]


def test_schools_of_an_example_are_named_beside_the_need(open_page: Open, tracker: Tracker) -> None:
    for dataset in ("schools", "pledges"):
        publish_example(tracker, dataset, Who("Ana", "a test"), TODAY)
    page = open_page("money")

    assert "with a school census there," in page.words
    assert "invented example" in page.pieces["money_needs"]
    assert "Schools not connected" in page.pieces["money_table"]


@pytest.mark.usefixtures("example")
def test_world_shows_who_has_money_and_who_has_need(open_page: Open) -> None:
    page = open_page("money")
    alt, figure = page.charts[0]

    assert "111 pledges that concern the world promise USD 18.58 bn and CHF 2.8 billion not converted." in page.words
    assert "2.2 billion people were offline there" in page.words
    assert "named in no pledge: China." in page.words
    assert "never added up" in page.words
    assert "India: USD 166 million in " in alt
    assert len(figure["data"][0]["x"]) == 15


@pytest.mark.usefixtures("example")
def test_country_stands_among_those_of_its_region(open_page: Open) -> None:
    page = open_page("money", area="KEN", sort="pledged")
    _, figure = page.charts[0]

    assert "4 pledges that concern Kenya promise USD 259 million." in page.words
    assert "points above the line of 2 % of monthly GNI per capita" in page.words
    assert "<b>Kenya</b>" in [one["text"] for one in figure["layout"]["annotations"]]


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("query", "words"),
    [
        (
            {"area": "own_group", "area_members": ["KEN", "UGA"]},
            "6 pledges that concern your group (Kenya and Uganda) promise",
        ),
        ({"area": "ATA"}, "How many people are offline in Antarctica is not known."),
        ({"area": "PRK"}, "The latest figure of Internet use is from 2004."),
        ({"area": "XXX"}, "'XXX', which is not known here"),
    ],
)
def test_other_areas_are_answered(open_page: Open, query: dict[str, str], words: str) -> None:
    assert words in open_page("money", **query).words.replace("\\", "")
