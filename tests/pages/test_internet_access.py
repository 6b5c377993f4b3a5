"""Internet access: the answer first, one line an area and edition, a link that keeps the view."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def traces(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in figure["data"] if one.get("meta") == kind]


def test_page_answers_for_the_world_first(open_page: OpenPage) -> None:
    session = open_page("internet_access")

    assert not session.app.error
    answer = "73.6\xa0% of people in the world used the Internet in 2025. On the present course it is 85\xa0% in 2030"
    assert f'<h1 class="c2030-answer">{answer}' in session.pieces["individuals_online_answer"]
    assert "73.6\xa0% 2025 [WDI 2026-07-13]" in unspaced(session)
    assert (
        "UMC2030 U1 Off track 21.4 points to count as met · 2.2 billion people short of 100\xa0%, by 2030"
        in unspaced(session)
    )
    assert "Internet use in the world rose from 15.6\xa0% in 2005 to 73.6\xa0% in 2025" in unspaced(session)


def unspaced(session: Session) -> str:
    """Return the words with no-break spaces where figures and per cent signs are kept together."""
    return session.words.replace(" %", "\xa0%")


def test_chart_is_named_and_shows_targets_path_and_one_line(open_page: OpenPage) -> None:
    ((name, figure),) = open_page("internet_access").charts

    assert "World: 15.6 % in 2005, 73.6 % in 2025." in name
    assert "Target: 100 % by 2030." in name
    assert [one["name"] for one in traces(figure, "observed")] == ["World"]
    assert [one["y"][0] for one in traces(figure, "aim")] == [100, 70]
    assert len(traces(figure, "path")) == 2


def test_areas_stand_side_by_side(open_page: OpenPage) -> None:
    session = open_page("internet_access", area=["KEN", "UGA", "WLD"])
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["Kenya", "Uganda", "World"]
    assert "Kenya 35\xa0%" in unspaced(session)
    # what moves away from a share that is projected is off track: its chance is slight
    assert "Uganda 8.9\xa0% in 2024 [WDI 2026-07-13, 60\xa0% estimated] Off track" in unspaced(session)


def test_editions_are_never_joined_and_say_where_they_judge_otherwise(open_page: OpenPage) -> None:
    session = open_page("internet_access", edition=["WDI 2026-07-13", "Facts and Figures 2024"])
    ((_, figure),) = session.charts

    assert [len(one["x"]) for one in traces(figure, "observed")] == [21, 2]
    assert "SP2020 1\\.2 for the world is not met; by the edition in use it is met late" in session.words


def test_one_edition_chosen_judges(open_page: OpenPage) -> None:
    session = open_page("internet_access", edition="ITU 2019-10")

    assert "UMC2030 U1 Insufficient data" in session.words
    assert "The latest figures of the world" in session.words


def test_later_figure_of_another_edition_stands_beside_the_line(open_page: OpenPage) -> None:
    session = open_page("internet_access", indicator="coverage_4g")
    ((_, figure),) = session.charts
    words = unspaced(session)

    assert "93\xa0% of people in the world were covered by at least a 4G network in 2024." in words
    assert "93\xa0% 2024 [Facts and Figures 2025" in words
    assert "ends at 91.8\xa0% in 2024 [ITU 2024-11]" in words
    assert [one["mode"] for one in traces(figure, "later")] == ["markers"]


def test_generations_of_networks_share_a_chart_for_one_area(open_page: OpenPage) -> None:
    session = open_page("internet_access", indicator=["coverage_3g", "coverage_4g", "coverage_5g"])
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["World, 3G", "World, 4G", "World, 5G"]


def test_generations_of_networks_have_charts_of_their_own_for_two_areas(open_page: OpenPage) -> None:
    session = open_page("internet_access", indicator=["coverage_3g", "coverage_4g"], area=["WLD", "LDC"])

    assert len(session.charts) == 2


def test_breakdown_shows_women_beside_men_of_one_edition(open_page: OpenPage) -> None:
    session = open_page("internet_access", part="sex")
    ((_, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "observed")] == ["World, Women", "World, Men", "World, Total"]
    assert traces(figure, "aim") == []
    assert "women 65.3\xa0% (2024), men 69.5\xa0% (2024)" in unspaced(session)


def test_breakdown_is_offered_only_where_it_exists(open_page: OpenPage) -> None:
    session = open_page("internet_access", area="KEN")

    assert session.app.selectbox(key="choice_part_internet_access").options == ["Total"]


def test_area_without_figures_says_so_and_which_areas_have_some(open_page: OpenPage) -> None:
    session = open_page("internet_access", indicator="households_online", area="KEN")

    assert not session.app.error
    assert session.charts == []
    assert "There are no figures of 'Households with Internet access at home' for Kenya" in session.words
    assert "Africa" in session.words


def test_old_figures_are_called_old(open_page: OpenPage) -> None:
    session = open_page("internet_access", indicator="households_online")

    assert "are from 2019" in session.words


def test_nothing_chosen_is_explained(open_page: OpenPage) -> None:
    session = open_page("internet_access")
    session.app.multiselect(key="choice_indicator_internet_access").set_value([]).run()

    assert "Choose an indicator and an area" in session.words
    assert session.charts == []


@pytest.mark.parametrize("query", [{"area": ["KEN", "ZZZ"]}, {"area": "KEN", "indicator": "nonsense"}])
def test_wrong_values_of_a_link_are_ignored_with_a_word(open_page: OpenPage, query: dict[str, Any]) -> None:
    session = open_page("internet_access", **query)

    assert "which is not known here. It was ignored." in session.words
    assert [one["name"] for one in traces(session.charts[0][1], "observed")] == ["Kenya"]


def test_markup_in_a_link_stays_text(open_page: OpenPage) -> None:
    session = open_page("internet_access", area="![x](http://example.org/x.png)")

    assert "](http" not in "".join(one.value for one in session.app.warning)


def test_link_keeps_the_view(open_page: OpenPage) -> None:
    session = open_page("internet_access", area=["KEN", "UGA"], indicator="coverage_4g")

    assert session.app.query_params["area"] == "KEN"
    assert session.app.query_params["with"] == "UGA"
    assert session.app.query_params["indicator"] == "coverage_4g"


def test_table_holds_exactly_the_figures_of_the_chart(open_page: OpenPage) -> None:
    session = open_page("internet_access", area="KEN")
    ((_, figure),) = session.charts
    table = session.pieces["individuals_online_table"]

    assert table.count("<tr>") - 1 == sum(len(one["x"]) for one in traces(figure, "observed"))
    assert {one.key for one in session.app.download_button} == {
        "individuals_online_download_csv",
        "individuals_online_download_xlsx",
        "individuals_online-projection_download_csv",
        "individuals_online-projection_download_xlsx",
    }


def test_group_without_published_figures_has_our_own_mean_and_says_so(open_page: OpenPage) -> None:
    session = open_page("internet_access", area="M49_002")
    ((_, figure),) = session.charts

    assert re.search(r"our own mean of 5\d countries, weighted by population, which hold \d+\xa0%", unspaced(session))
    assert [one["marker"]["symbol"] for one in traces(figure, "observed")] == ["cross"]
    assert "our own mean of" in session.pieces["individuals_online_table"]


def test_each_of_several_areas_has_its_projection_and_the_first_alone_a_band(open_page: OpenPage) -> None:
    session = open_page("internet_access", area=["KEN", "UGA"])
    ((name, figure),) = session.charts

    assert [one["name"] for one in traces(figure, "projection")] == ["Kenya", "Uganda"]
    assert len(traces(figure, "band80")) == 1
    assert traces(figure, "band80")[0]["x"][0] == traces(figure, "projection")[0]["x"][0]
    assert "Our projection for Uganda, 2030:" in name


def test_ways_to_look_at_an_indicator_carry_it_and_the_area(open_page: OpenPage) -> None:
    modes = open_page("internet_access", area="KEN").pieces["modes"]

    assert 'aria-current="page">Chart</a>' in modes
    for page in ("maps", "compare", "gap", "scenario", "money"):
        assert f'href="{page}?indicator=individuals_online&amp;area=KEN"' in modes


def test_group_is_followed_by_who_makes_up_its_gap_and_how_it_compares(open_page: OpenPage) -> None:
    words = unspaced(open_page("internet_access"))

    assert "Ten countries hold 56\xa0% of the people still to be connected in the world." in words
    assert "Internet use: from 36\xa0% in Africa (2025) to 91.5\xa0% in the Commonwealth" in words
    assert "Try a scenario" in words
