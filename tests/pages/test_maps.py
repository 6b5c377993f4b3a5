"""Maps: the answer first, every country in the map or named beside it, the remark on boundaries under it."""

import re
from collections.abc import Callable
from typing import Any

from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
BOUNDARIES = "no judgement on the status of any territory"


def trace(session: Session, kind: str) -> dict[str, Any]:
    ((_, figure),) = session.charts
    return next(one for one in figure["data"] if one["meta"] == kind)


def plain(session: Session) -> str:
    """Return the words without the marks that keep Markdown from reading them."""
    return session.words.replace("\\", "")


def hover(session: Session, ref_area: str) -> str:
    countries = trace(session, "countries")
    return str(countries["text"][countries["locations"].index(ref_area)])


def test_page_answers_for_the_world_and_shows_every_country(open_page: OpenPage) -> None:
    session = open_page("maps")
    name, figure = session.charts[0]
    table = session.pieces["map-individuals-online_table"]

    assert not session.app.error
    assert "countries, at least 95 % of people use the Internet." in session.words
    assert "latest figure of each country, from 2004 to 2025" in session.words
    assert hover(session, "KEN").startswith("<b>Kenya</b><br>35 % in 2024<br>")
    assert "Off track: UMC2030 U1, 100 % by 2030<br>Edition: WDI 2026-07-13" in hover(session, "KEN")
    assert "Not drawn, as we have no outline of it: Gibraltar 94.4" in session.words
    assert BOUNDARIES in session.words
    assert BOUNDARIES in figure["layout"]["annotations"][0]["text"]
    assert "Internet use: half of 210 countries are at 81.4 % or above" in name
    assert "95 % or more: 30" in name
    assert table.count("<tr>") - 1 == 250
    assert 'href="country?area=KEN"' in table


def test_counts_of_the_key_are_those_of_the_map_and_cover_every_country(open_page: OpenPage) -> None:
    session = open_page("maps")
    counts = [
        int(one) for one in re.findall(r"<small>(\d+) countr", session.pieces["map_world_individuals_online_classes"])
    ]
    numbers = trace(session, "countries")["z"]

    assert sum(counts) == 250
    assert all(numbers.count(at) <= count for at, count in enumerate(counts))
    assert set(trace(session, "dots")["customdata"]) >= {"MDV", "TUV", "NRU", "BRB", "SGP"}


def test_group_is_coloured_by_status_and_the_rest_stays_pale(open_page: OpenPage) -> None:
    session = open_page("maps", indicator="fixed_basket", area="AFR", colour="status")
    key = session.pieces["map_part_fixed_basket_classes"]

    assert not session.app.error
    assert "Africa (ITU region): In 3 of 38 countries, entry-level fixed broadband costs less than 2" in session.words
    assert "UMC2030 M8, below 2 % by 2030:" in session.words
    assert "Off track" in key and "<svg" in key
    assert "FRA" in trace(session, "others")["locations"]
    assert "FRA" not in trace(session, "countries")["locations"]
    assert session.app.query_params["colour"] == "status"


def test_year_shows_its_figures_without_a_status(open_page: OpenPage) -> None:
    session = open_page("maps", year="2019")

    assert "The map shows the figures for 2019." in session.words
    assert "U1" not in hover(session, "KEN")
    assert session.app.selectbox(key="choice_colour_maps").options == ["Value"]


def test_group_of_ones_own(open_page: OpenPage) -> None:
    session = open_page("maps", area="own_group", area_members=["KEN", "UGA", "TZA"])

    assert sorted(trace(session, "countries")["locations"]) == ["KEN", "TZA", "UGA"]


def test_indicator_without_country_figures_says_who_has_some(open_page: OpenPage) -> None:
    session = open_page("maps", indicator="ewaste_legislation_countries")

    assert session.charts == []
    assert (
        "There are no figures of 'Countries with e-waste legislation, policy or regulation' for single countries"
        in plain(session)
    )
    assert "World" in session.words


def test_year_in_which_a_group_has_no_figure_says_so(open_page: OpenPage) -> None:
    session = open_page("maps", year="2000", area="own_group", area_members=["SSD", "XKX"])

    assert not session.app.error
    assert session.charts == []
    assert "for any country of" in session.words
    assert "Choose another year or area." in plain(session)


def test_wrong_values_of_a_link_are_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("maps", indicator="nonsense", year="1066", area="KEN", colour="<b>")

    assert len(session.app.warning) == 3
    assert len(session.charts) == 1


def test_old_figures_are_called_old(open_page: OpenPage, tracker: Tracker) -> None:
    rows = "indicator,ref_area,time_period,obs_value,unit_measure,source\n"
    rows += "ict_skills,KEN,2015,20,PT_POP,A survey\nict_skills,UGA,2015,12,PT_POP,A survey\n"
    open_page("upload").upload(rows).publish()

    session = open_page("maps", indicator="ict_skills")

    assert not session.app.error
    assert "The latest figures are from 2015" in session.words
    assert "from 12 % in Uganda to 20 % in Kenya" in session.words
