"""Uploading a census of schools or a list of pledges: how it is taken in, what it would change, and the badge."""

import json
from collections.abc import Callable
from datetime import date

from services.examples import publish_example
from services.publishing import Who
from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
CENSUS = "school_id,ref_area,school_name,connectivity\n1,KEN,Moi Avenue,yes\n2,KEN,Uhuru,no\n1,UGA,Nakasero,unknown\n"
AGAIN = "school_id,ref_area,school_name,connectivity\n2,KEN,Uhuru,yes\n"
PLEDGES = "pledge_id,pledger,amount,currency,pledged_on\nP1,An operator,90000000000,USD,2024-05-01\n"


def test_census_is_shown_country_by_country_and_published(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(CENSUS, "census.csv")
    counts = session.pieces["counts_publish"]

    assert "It holds 3 schools in Kenya and Uganda." in session.words
    assert "Kenya" in counts
    assert "Uganda" in counts

    session.publish(why="census of 2026")

    assert tracker.store.history("schools")[0].rows == 3
    assert "census.csv" in session.words


def test_census_replaces_its_countries_unless_it_is_merged_by_id(open_page: OpenPage, tracker: Tracker) -> None:
    open_page("upload").upload(CENSUS, "census.csv").publish()
    session = open_page("upload").upload(AGAIN, "again.csv")
    replaced = session.words

    mode = next(one for one in session.app.radio if str(one.key).startswith("upload_by_id"))
    mode.set_value(True).run()

    assert "One published row is not there afterwards" in replaced
    assert "One published row is not there afterwards" not in session.words
    session.publish()
    assert tracker.store.history("schools")[0].rows == 3


def test_file_without_connectivity_is_merged_unless_the_manager_says_otherwise(
    open_page: OpenPage, tracker: Tracker
) -> None:
    open_page("upload").upload(CENSUS, "census.csv").publish()
    session = open_page("upload").upload("giga_id_school,school_name,country_iso3_code\n1,Moi,KEN\n", "giga.csv")

    assert "the published census of Kenya does" in session.words
    session.publish()
    answers = tracker.store.read("schools", parts=["KEN"]).to_pylist()
    assert {row["school_id"]: row["connectivity"] for row in answers} == {"1": "yes", "2": "no"}


def test_list_of_pledges_is_complete_only_when_a_day_is_given(open_page: OpenPage, tracker: Tracker) -> None:
    session = open_page("upload").upload(PLEDGES, "pledges.csv")
    assert "No target changes its status" in session.words  # a partial list decides none

    session.app.date_input(key="upload_complete_on").set_value(date(2026, 6, 30)).run()
    assert "No target changes its status" not in session.words
    session.publish()

    assert tracker.state().pledges_complete_on == "2026-06-30"


def test_every_page_says_that_an_example_is_published(open_page: OpenPage, tracker: Tracker) -> None:
    publish_example(tracker, "pledges", Who("Ana", "to see the page"), date(2026, 11, 22))

    for page in ("overview", "methods"):
        assert "EXAMPLE" in open_page(page).pieces["example_badge"]


def test_pictures_of_invented_data_say_so_and_others_do_not(open_page: OpenPage, tracker: Tracker) -> None:
    publish_example(tracker, "pledges", Who("Ana", "to see the page"), date(2026, 11, 22))
    marks = {page: json.dumps(open_page(page).charts[0][1]).count("EXAMPLE: invented") for page in ("pledges", "gap")}

    assert marks == {"pledges": 1, "gap": 0}


def test_without_an_example_there_is_no_badge(open_page: OpenPage) -> None:
    assert "example_badge" not in open_page("methods").pieces
