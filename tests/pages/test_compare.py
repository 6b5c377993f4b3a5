"""Compare: several areas as lines or ranked, two indicators against each other, an own group, and what goes wrong."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
TODAY = date(2026, 11, 22)
FEW_FIGURES = "indicator,ref_area,time_period,obs_value\nict_skills_basic,KEN,2017,3\nict_skills_basic,UGA,2017,1\n"


def traces(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in figure["data"] if one.get("meta") == kind]


def annotations(figure: dict[str, Any], name: str) -> list[str]:
    return [one["text"] for one in figure["layout"]["annotations"] if one.get("name") == name]


def publish(tracker: Tracker, rows: str) -> None:
    check = check_file(tracker, rows.encode(), "figures.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "a survey"), TODAY)


def test_few_areas_are_lines_with_their_targets(open_page: OpenPage) -> None:
    session = open_page("compare", area=["WLD", "KEN"], indicator="fixed_basket")
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["World", "Kenya"]
    assert traces(figure, "aim")
    assert "fixed_basket_table" in session.pieces


def test_more_than_six_areas_are_ranked_by_their_latest_figure_above_the_lines(open_page: OpenPage) -> None:
    areas = ["KEN", "UGA", "TZA", "RWA", "WLD", "LDC", "BRA", "ATA"]
    session = open_page("compare", area=areas)
    (_, ranked), (_, lines) = session.charts
    (dots,) = traces(ranked, "latest")

    assert len(dots["x"]) == 7
    assert session.words.count("Internet use: the latest figures of 7 areas go from 8.9") == 1
    assert "Antarctica" in session.words
    assert session.pieces["compare-areas_table"].count("<tr>") == 8
    assert annotations(ranked, "area")[0].startswith("<b>Brazil</b>")
    assert "2024" in annotations(ranked, "area")[0]
    assert len(traces(lines, "observed")) == 7


def test_own_group_from_a_link_is_a_line_of_its_own_with_its_rule(open_page: OpenPage) -> None:
    session = open_page("compare", area=["KEN", "own_group"], area_members=["TZA", "KEN", "UGA"])
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == [
        "Kenya, United Republic of Tanzania and Uganda",
        "Kenya",
    ]
    assert any("Your group (3" in words.replace("<br>", " ") for words in annotations(figure, "end"))
    assert "your group (Kenya, United Republic of Tanzania and Uganda)" in session.words
    assert "The group holds the same countries in every year." in session.words
    assert session.app.query_params["area_members"] == ["TZA", "KEN", "UGA"]


def test_own_group_of_one_country_waits_for_a_second_one(open_page: OpenPage) -> None:
    session = open_page("compare", area=["KEN", "own_group"], area_members="UGA")
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["Kenya"]
    assert "Choose at least two countries." in session.words


def test_nothing_chosen_is_explained(open_page: OpenPage) -> None:
    session = open_page("compare", area="own_group", area_members="UGA")

    assert "Choose at least one country or group" in session.words
    assert session.charts == []


def test_two_indicators_answer_first_and_table_and_link_have_the_year_of_the_chart(open_page: OpenPage) -> None:
    session = open_page("compare", view="pair", year="2021", country=["KEN", "TCD"])
    ((alt, figure),) = session.charts
    (marks,) = traces(figure, "countries")

    assert "In 2021, 163 countries have both figures. In 82\xa0% of all pairs of them" in session.pieces["pair_answer"]
    assert "Fixed-broadband basket: no figure at all; Individuals online: " in session.words
    assert len(marks["text"]) == 163 == session.pieces["compare-indicators_table"].count("<tr>") - 1
    assert session.pieces["compare-indicators_table"].count("(2021") == 2 * 163
    assert annotations(figure, "country") == ["<b>Kenya</b>"]
    assert session.app.query_params["year"] == "2021"
    assert alt.startswith("Individuals online against Fixed-broadband basket, 2021.")


def test_slider_changes_the_year_everywhere_and_no_axis(open_page: OpenPage) -> None:
    session = open_page("compare", view="pair")
    before = session.charts[0][1]["layout"]
    session.app.select_slider(key="choice_year_compare").set_value("2019").run()
    after = session.charts[0][1]["layout"]

    assert session.app.query_params["year"] == "2019"
    assert "In 2019, " in session.words
    assert [after[axis]["range"] for axis in ("xaxis", "yaxis")] == [
        before[axis]["range"] for axis in ("xaxis", "yaxis")
    ]


def test_older_figures_say_their_years(open_page: OpenPage) -> None:
    session = open_page("compare", view="pair", year="2025", older="2", group="itu-region")

    assert "In 2025, or up to 2 years before, " in session.words
    assert "(2024, " in session.pieces["compare-indicators_table"]
    assert "Africa (ITU region)" in session.pieces["compare-indicators_under"]


def test_bad_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page(
        "compare", view="pair", x="nonsense", year="1850", country="<b>", group="m49", older="99", axes="z"
    )

    assert session.words.count("which is not known here. It was ignored.") == 6
    assert "In 2024, 171 countries have both figures." in session.words


def test_same_indicator_twice_is_not_offered(open_page: OpenPage) -> None:
    session = open_page("compare", view="pair", x="coverage_4g", y="coverage_4g")

    assert "which is not known here. It was ignored." in session.words
    assert "'4G coverage' also has the higher figure of 'Individuals online'" in session.words


def test_year_without_a_country_with_both_figures_says_which_years_there_are(
    open_page: OpenPage, tracker: Tracker
) -> None:
    publish(tracker, FEW_FIGURES)
    session = open_page("compare", view="pair", x="ict_skills_basic", y="fixed_basket")

    assert session.charts == []
    assert "no country has figures of both" in session.words
    assert "for 2017 alone" in session.words
    assert "from 2018 to 2025" in session.words
    assert "Figures more than 4 years old say little about today" in session.words


@pytest.mark.parametrize("page", ["compare", "internet_access"])
def test_both_pages_with_several_areas_offer_a_group_of_ones_own(open_page: OpenPage, page: str) -> None:
    session = open_page(page, area="own_group", area_members=["KEN", "UGA"])
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["Kenya and Uganda"]
