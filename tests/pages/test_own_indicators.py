"""An indicator of one's own on the pages: named, charted, and not taken from under its figures."""

from collections.abc import Callable
from datetime import date

import pytest

from data.readers import ReadOptions
from pages.widgets.takeback import PENDING, Takeback
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.pages.sessions import Session

TODAY = date(2026, 11, 22)
OWN = "indicator,name,unit_measure,unit_words,direction\nken_fibre_km,Fibre backbone,KM,km,up\n"
FIGURES = "indicator,ref_area,time_period,obs_value\n" + "".join(
    f"ken_fibre_km,{area},{2021 + step},{level + 1000 * step}\n"
    for area, level in (("KEN", 7000), ("UGA", 2000))
    for step in range(4)
)
Open = Callable[..., Session]


@pytest.fixture
def published(tracker: Tracker) -> None:
    for content in (OWN, FIGURES):
        check = check_file(tracker, content.encode(), "own.csv", ReadOptions(), TODAY)
        publish_file(tracker, check, Who("Ana", "a test"), TODAY)


@pytest.mark.usefixtures("published")
def test_it_is_compared_like_any_other(open_page: Open) -> None:
    session = open_page("compare", indicator="ken_fibre_km", area=["KEN", "UGA"])

    assert "Kenya 10,000 km" in session.words
    assert "Uganda 5,000 km" in session.words


@pytest.mark.usefixtures("published")
def test_a_map_of_two_countries_names_both_ends_of_its_only_class(open_page: Open) -> None:
    session = open_page("maps", indicator="ken_fibre_km")

    assert "from 5,000 km in Uganda to 10,000 km in Kenya" in session.words


@pytest.mark.usefixtures("published")
def test_taking_it_back_says_what_rests_on_it(open_page: Open) -> None:
    session = open_page("revisions")
    session.app.session_state[PENDING] = Takeback("indicators", 0)
    session.app.run()

    assert "Figures or targets rest on these indicators" in session.app.error[0].value
    assert not session.app.exception
