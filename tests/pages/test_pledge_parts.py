"""The pledges on the page of a country or group."""

import pytest
from streamlit.testing.v1 import AppTest

from services.examples import publish_example
from services.publishing import Who
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session


def draw(area: str) -> None:
    from pages.widgets.access import get_view
    from pages.widgets.show import show
    from topics.pledges.tables import country_section

    show(country_section(get_view(), area))


def section_of(area: str) -> Session:
    session = Session()
    session.app = AppTest.from_function(draw, args=(area,), default_timeout=120)
    session.app.run()
    return session


@pytest.fixture
def example(tracker: Tracker) -> None:
    publish_example(tracker, "pledges", Who("Ana", "a test"), TODAY)


@pytest.mark.usefixtures("store")
def test_section_says_that_no_list_is_published() -> None:
    section = section_of("KEN")

    assert "No list of pledges is published yet." in section.words
    assert 'href="money?area=KEN"' in section.pieces["country_pledges"]


@pytest.mark.usefixtures("example")
def test_section_names_the_largest_pledges_of_a_country() -> None:
    section = section_of("KEN")

    assert "4 pledges concerning Kenya promise USD 259 million" in section.words
    assert "more name only a group that Kenya belongs to; they are not counted here." in section.words
    assert section.pieces["country_pledges"].count("<tr>") == 5
    assert "Source: invented example." in section.words


@pytest.mark.usefixtures("example")
@pytest.mark.parametrize(
    ("area", "words"),
    [
        ("LDC", "pledges concerning the least developed countries promise"),
        ("FRA", "No pledge of the published list concerns France."),
    ],
)
def test_section_of_another_area(area: str, words: str) -> None:
    assert words in section_of(area).words
