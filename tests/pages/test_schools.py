"""The schools page: without a census, with the example, full, stale, without data, and from a bad link."""

from collections.abc import Callable, Iterator

import pytest

from data.geometry import Bounds
from i18n import text
from pages.widgets.school_map import drawn_box
from services.schools.census import forget_censuses
from services.tracker import Tracker
from tests.pages.sessions import Session
from tests.services.school_samples import SMALL, publish_census, school

OpenPage = Callable[..., Session]


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    forget_censuses()
    yield
    forget_censuses()


def plain(session: Session) -> str:
    return session.words.replace("\xa0", " ").replace("\\", "")


def test_without_a_census_headlines_and_an_invitation_stand_there(open_page: OpenPage) -> None:
    session = open_page("schools")
    (_, first), *others = session.charts

    assert not session.app.error
    assert "No school census is published here yet." in session.words
    assert 'href="upload"' in session.pieces["schools_invitation"]
    observed = [one["name"] for one in first["data"] if one.get("meta") == "observed"]
    assert observed == ["World, Schools connected", "World, Schools with increased access"]
    assert len(others) == 2


@pytest.mark.usefixtures("store")
def test_example_is_loaded_by_a_button_and_marked(open_page: OpenPage) -> None:
    session = open_page("schools").press("schools_example")

    assert not session.app.error
    assert "schools published here for the world" in session.words
    assert "example_badge" in session.pieces
    mark = text("frame.example_mark")
    marked = [name for name, figure in session.charts if mark in str(figure["layout"].get("annotations"))]
    headlines = [name for name, _ in session.charts if name not in marked]
    assert len(headlines) == 3
    assert all("Line chart" in name for name in headlines)
    assert any("one by one" in name or "Map" in name for name in marked)


def test_census_is_answered_in_a_sentence_with_its_range(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", area="KEN")
    names = [name for name, _ in session.charts]

    assert not session.app.error
    assert "In Kenya 40 % to 60 % of 5 schools are connected: 2 are known to be, 2 are known not to be, " in plain(
        session
    )
    assert "of 1 nobody knows." in plain(session)
    assert "Of 5 schools 2 have a measured speed (3 have none): 1 (50 %) are good" in plain(session)
    assert "Of 2 schools known not to be connected, 1 (50 %) have electricity" in plain(session)
    assert len(names) == len(set(names)) == 5
    assert any(name.startswith("Schools in Kenya, one by one. Map. 4 schools") for name in names)
    assert "One school has no coordinates and is not on the map." in session.words
    assert "Revision 1 of the schools." in session.words


def test_list_of_locations_says_that_connectivity_is_not_recorded(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, school(1), school(2))
    session = open_page("schools", area="KEN")

    ((name, _),) = session.charts

    assert "2 schools located in Kenya; connectivity not recorded." in plain(session)
    assert "0 % to 100 %" not in plain(session)
    assert name.startswith("Schools in Kenya, one by one. Map. 2 schools")


def test_world_names_the_countries_it_rests_on(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    words = plain(open_page("schools"))

    assert "Of 6 schools published here for the world, 33 % to 50 % are connected" in words
    assert "The census covers 2 of" in words
    assert "Kenya and Uganda." in words
    assert "What Giga has announced" in words


def test_filters_of_a_link_are_kept(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", area="KEN", admin1="South", connected=["no"])

    assert "Of the 2 schools chosen in South, Kenya, 50 % are connected: 1 are, 1 are not." in plain(session)
    assert "Below is only the one school with this answer: not connected." in plain(session)
    assert "South" in session.app.query_params["admin1"]


def test_country_without_schools_says_so_and_who_has_some(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", area="PER")

    assert "No school of Peru is published here. 2 countries have schools here: Kenya and Uganda." in plain(session)
    assert not session.charts


def test_stale_census_says_of_when_it_is(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, school(1, connectivity="yes", checked_on="2019"))

    assert "The latest figures are from 2019" in plain(open_page("schools", area="KEN"))


def test_bad_link_is_ignored_with_a_word(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", area="KEN", admin1="Atlantis", level="Kita", box="1,2,3", rule="no_such")

    assert not session.app.error
    assert "Atlantis" in session.words
    assert "Kita" in session.words
    assert "In Kenya 40 % to 60 %" in plain(session)


def test_box_of_a_link_shows_its_schools_one_by_one(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", box="30,0.5,34,2")

    assert any("one by one. Map. 1 school with" in name for name, _ in session.charts)
    assert session.has_button("schools_box_end")


def test_schools_that_a_check_finds_are_listed(open_page: OpenPage, tracker: Tracker) -> None:
    publish_census(tracker, *SMALL)
    session = open_page("schools", area="UGA", rule="level_unlisted")

    assert "One school of Uganda is found by this check." in session.words
    assert "Kindergarten" in session.pieces["schools_found"]


@pytest.mark.parametrize(
    ("event", "expected"),
    [
        pytest.param(
            {"selection": {"box": [{"x": [40.0, 34.5], "y": [1.0, -2.0]}]}}, (34.5, -2.0, 40.0, 1.0), id="box"
        ),
        pytest.param(
            {"selection": {"box": [{"x": [0.0, 99.0], "y": [-9.0, 9.0]}]}}, (34.0, -5.0, 42.0, 5.0), id="beyond"
        ),
        pytest.param({"selection": {"box": [{"x": [35.0, 35.0], "y": [1.0, 1.0]}]}}, None, id="a-click"),
        pytest.param({"selection": {"box": []}}, None, id="nothing"),
        pytest.param(None, None, id="no-event"),
    ],
)
def test_box_drawn_on_the_map(event: object, expected: tuple[float, ...] | None) -> None:
    assert drawn_box(event, Bounds(34.0, -5.0, 42.0, 5.0)) == expected
