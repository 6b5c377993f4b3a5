"""The first screen, and the bar above every page with the area that holds."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from pages.widgets.menu import FOLDERS, page_of_old
from tests.pages.sessions import Session

Open = Callable[..., Session]
AREA = "choice_area"


def bar_of(session: Session) -> dict[str, Any]:
    (found,) = [one for one in session.components if one.proto.component_name == "connect2030_bar"]
    return dict(json.loads(found.proto.json))


def test_the_first_screen_answers_in_one_sentence(open_page: Open) -> None:
    words = open_page("overview").words.replace("\N{NO-BREAK SPACE}", " ")

    assert "73.6 % of the world is online (2025). On the present course it is" in words
    assert "universal connectivity is off track; the chance is less than 1 in 100." in words


def test_each_topic_has_a_card_with_its_figure(open_page: Open) -> None:
    html = open_page("overview").pieces["overview"]

    assert html.count('class="c2030-figure-now"') == 5
    assert html.count('<use href="app/static/geo/countries.svg#') > 190
    assert "Ten countries hold 56" in html


def test_a_country_is_two_actions_away(open_page: Open) -> None:
    session = open_page("overview")
    session.app.selectbox(key="brief_on").select("KEN").run()

    assert "Kenya" in session.words
    assert session.app.query_params["area"] == "KEN"


def test_the_area_of_the_bar_holds_from_page_to_page(open_page: Open) -> None:
    session = open_page("ewaste", area="KEN")
    session.app.query_params.clear()
    session.open("gap")

    assert session.app.selectbox(key=AREA).value == "KEN"
    assert session.app.query_params["area"] == "KEN"


def test_a_link_names_an_area_by_its_name(open_page: Open) -> None:
    session = open_page("country", area="kenya")

    assert session.app.selectbox(key=AREA).value == "KEN"
    assert session.app.query_params["area"] == "KEN"


def test_areas_of_an_older_link_stand_beside_the_first(open_page: Open) -> None:
    session = open_page("internet_access", area=["KEN", "TZA"])

    assert session.app.selectbox(key=AREA).value == "KEN"
    assert session.app.multiselect(key="choice_with_internet_access").value == ["TZA"]


def test_an_area_that_nobody_knows_is_ignored_with_a_word(open_page: Open) -> None:
    session = open_page("targets", area="ATLANTIS")

    assert [one.value for one in session.app.warning] == [
        "The link asked for Area 'ATLANTIS', which is not known here. It was ignored."
    ]
    assert session.app.selectbox(key=AREA).value == "WLD"


def test_the_search_knows_every_country_group_indicator_target_and_page(open_page: Open) -> None:
    names = {name: address for name, address, _, _ in bar_of(open_page("gap", area="KEN"))["names"]}

    assert names["Kenya"] == "country?area=KEN"
    assert names["Least developed countries (LDCs)"] == "country?area=LDC"
    assert names["Individuals using the Internet"] == "internet_access?indicator=individuals_online&area=KEN"
    assert names["UMC2030 U1 · Everyone aged 15 or more uses the Internet"] == "target?target=UMC2030-U1&area=WLD"
    assert names["Methods"] == "methods"


@pytest.mark.parametrize("page", [name for name in FOLDERS if name != "overview"])
def test_an_address_that_has_not_changed_leads_where_it_led(page: str) -> None:
    assert page_of_old(page, frozenset({"framework", "area"})) == page


@pytest.mark.parametrize(
    ("asked", "page"), [({"status"}, "targets"), ({"sdg", "area"}, "targets"), ({"area"}, "overview")]
)
def test_what_the_first_page_was_once_asked_is_answered_by_the_list_of_targets(asked: set[str], page: str) -> None:
    assert page_of_old("overview", frozenset(asked)) == page
