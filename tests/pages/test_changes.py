"""What changed, as a page: four ways to say against what, one answer, and one way on where there is nothing."""

from collections.abc import Callable

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
HEADER = "indicator,ref_area,time_period,obs_value,edition\n"
ONLINE, EDITION = "individuals_online", "WDI 2026-07-13"


def publish(tracker: Tracker, rows: str) -> None:
    check = check_file(tracker, (HEADER + rows).encode(), "survey.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "Survey"), TODAY)


def test_page_compares_with_a_year_ago_at_first(open_page: OpenPage) -> None:
    session = open_page("changes")

    assert "Since 22 November 2025, in the world:" in session.words
    assert not session.app.exception
    assert "since" not in session.app.query_params


def test_day_of_the_link_is_taken_and_one_that_is_none_is_named(open_page: OpenPage) -> None:
    assert "Since 1 March 2026, in Kenya:" in open_page("changes", since="2026-03-01", area="KEN").words
    session = open_page("changes", since="2031-01-01")

    assert any("2031" in one.value for one in session.app.warning)
    assert "Since 22 November 2025" in session.words


def test_without_a_revision_the_one_way_on_is_to_add_figures(open_page: OpenPage) -> None:
    session = open_page("changes", compare="revision")

    assert "Nothing has been published here yet" in session.words
    assert 'href="upload"' in session.pieces["changes_answer"]
    assert "changes_figures" not in session.pieces


def test_year_of_the_world_is_told_with_its_countries(open_page: OpenPage) -> None:
    session = open_page("changes", compare="year", figure=ONLINE)

    assert "From one year to the next, in the world:" in session.words
    assert 'href="country?area=BGD"' in session.pieces["changes_members"]


def test_two_editions_can_be_chosen(open_page: OpenPage) -> None:
    session = open_page("changes", compare="editions", edition="Global E-waste Monitor 2024")

    assert "Global E-waste Monitor 2024 against Global E-waste Monitor 2020, in the world:" in session.words


def test_publication_is_told_to_the_country_and_the_world_it_is_about(open_page: OpenPage, tracker: Tracker) -> None:
    publish(tracker, f"{ONLINE},KEN,2025,96,{EDITION}\n")
    kenya = open_page("changes", compare="revision", area="KEN")
    world = open_page("changes", compare="revision")

    assert "Internet use went from off track to achieved." in kenya.words
    assert "One row about Kenya: 1 new, 0 changed, 0 gone." in kenya.words
    assert "no figure, status or chance of the whole moved." in world.words
    assert 'href="country?area=KEN"' in world.pieces["changes_members"]
    assert "In one country the status of its target turned" in world.words


def test_first_screen_leads_to_all_changes(open_page: OpenPage) -> None:
    piece = open_page("overview").pieces["overview"]

    assert 'href="changes?area=WLD"' in piece
    assert "Internet use rose by 2.4 points" in piece
