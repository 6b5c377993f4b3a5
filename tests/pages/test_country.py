"""The page of one country or group: every section for a country, a group, a group of one's own, and without data."""

from collections.abc import Callable
from datetime import date

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
TODAY = date(2026, 11, 22)


def words_of(session: Session) -> str:
    return session.words.replace("\N{NO-BREAK SPACE}", " ")


def test_without_an_area_every_one_is_listed_with_its_figure_and_status(open_page: OpenPage) -> None:
    session = open_page("country")
    words, listed = words_of(session), session.pieces["country_list"]

    assert all(f'href="country?area={one}"' in listed for one in ("WLD", "LDC", "KEN", "ATA"))
    assert "Kenya 35 % 2024 Off track" in words
    assert (
        listed.index("Africa (ITU region)</h2>") < listed.index("area=KEN") < listed.index("Europe (ITU region)</h2>")
    )
    assert session.charts == []


def test_country_has_head_targets_trends_ranks_and_changes(open_page: OpenPage) -> None:
    session = open_page("country", area="KEN")
    words, (course, (alt, figure)) = words_of(session), session.charts

    assert not session.app.error
    assert "Of the 18 targets that apply to Kenya, 1 is met, none is on track or within reach" in words
    assert "KEN · ITU Member State · 57.5 million people (2025, WDI 2026-07-13) · Africa (ITU region)" in words
    assert "35 % of people in Kenya are online (2024). On the present course it is" in words
    assert "36.7 million people are offline." in words
    assert "projection" in {one["meta"] for one in course[1]["data"]}
    assert "Pace needed +10 points a year every year from 2024 to 2030" in words
    assert "11 targets have no figures yet" in words
    assert "51,300 tonnes of e-waste were generated in Kenya in 2019." in words
    assert "No school census is published yet." in words
    assert "No list of pledges is published yet." in words
    assert 'href="money?area=KEN"' in session.pieces["country_short"]
    assert "Figures from WDI 2026-07-13; ITU DataHub 2025-12;" in words
    assert "35 % in 2024 up 12.3 points since 2019" in words
    assert "23rd of 42, median 38.1 %" in words
    assert "Internet use rose by 2.9 points to 35 % 2024 against 2023" in words
    assert "Kenya is 23rd of 42 in Africa (ITU region)" in alt
    assert [one["x"] for one in figure["data"] if one["meta"] == "own"] == [[pytest.approx(35, abs=0.05)]] * 3
    assert 'href="country?area=LMC"' in session.pieces["country_head"]
    assert session.pieces["country_region"].count("c2030-own") == 1
    assert session.pieces["country_targets"].count("area=KEN") + session.pieces["targets_bare"].count("area=KEN") == 18


def test_table_of_the_ranks_holds_every_area_of_the_picture(open_page: OpenPage) -> None:
    session = open_page("country", area="KEN", peers="mobile_basket_5gb")
    *_, (_, figure) = session.charts
    world = next(one for one in figure["data"] if one["meta"] == "peers")

    assert figure["layout"]["xaxis"]["type"] == "log"
    assert session.pieces["peers-mobile_basket_5gb-ken_table"].count('scope="row"') == len(world["x"]) + 1


def test_group_has_its_dated_members_with_a_figure_and_links(open_page: OpenPage) -> None:
    session = open_page("country", area="LDC")
    words = words_of(session)

    assert not session.app.error
    assert "Bhutan left the least developed countries on 13 December 2023." in words
    assert "44 countries belong to it on" in words
    assert 'href="country?area=AGO"' in session.pieces["country_members"]
    assert "area=BTN" not in session.pieces["country_members"]
    assert "Our own mean of 42 countries, weighted by population; 87 % of the people" in words
    assert "Not compared, because the latest figure is too old: Households online (2019)" in words


def test_group_of_ones_own_is_aggregated_with_its_coverage(open_page: OpenPage) -> None:
    session = open_page("country", area="own_group", area_members=["KEN", "UGA"])
    words = words_of(session)

    assert not session.app.error
    assert "summed over countries with 100 % of the people" in words
    assert "2 countries belong to it on" in words
    assert "The whole group: 22.7 % in 2024." in words
    assert "internet_access?indicator=individuals_online&amp;area=KEN&amp;area=UGA" in session.pieces["country_trends"]


def test_area_without_data_says_so(open_page: OpenPage) -> None:
    session = open_page("country", area="ATA")
    words = words_of(session)

    assert not session.app.error
    assert "Nobody has published here how many people are online in Antarctica." in words
    assert "18 targets have no figures yet" in words
    assert session.charts == []


def test_bad_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("country", area="ATLANTIS")

    assert "which is not known here. It was ignored." in words_of(session)
    assert "Kenya 35 % 2024" in words_of(session)


def test_last_revision_says_what_it_changed_for_the_area(open_page: OpenPage, tracker: Tracker) -> None:
    rows = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,96\nindividuals_online,UGA,2025,9\n"
    check = check_file(tracker, rows.encode(), "survey.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "Survey *final*"), TODAY)
    session = open_page("country", area="KEN")
    words = words_of(session)

    assert not session.app.error
    assert "Internet use rose by 61 points to 96 % 2025 against 2024" in words
    assert "Last revision: Internet use rose by 61 points to 96 % Ana, " in words
    assert 'href="changes?compare=revision&amp;area=KEN"' in session.pieces["country_news"]
    assert "Uganda" not in session.pieces["country_news"]
