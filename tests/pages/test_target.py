"""One target: its status with everything it rests on; every target of every framework can be shown."""

from collections.abc import Callable
from typing import Any

import pytest

from services.tracker import Tracker
from services.view import View
from tests.days import TODAY
from tests.pages.sessions import Session
from topics.scorecard import judge_row
from topics.wording import describe_reason

OpenPage = Callable[..., Session]


def traces(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in figure["data"] if one.get("meta") == kind]


@pytest.mark.parametrize("area", ["WLD", "KEN"])
def test_every_target_is_shown_with_its_status(open_page: OpenPage, tracker: Tracker, area: str) -> None:
    session = open_page("target")
    state = tracker.state()
    assert len(state.targets) == 53

    for target in state.targets:
        session.app.selectbox(key="choice_target_target").set_value(target.target_id).run()
        if target.for_each_country:
            session.app.selectbox(key="choice_area").set_value(area).run()
        assert not session.app.error, target.target_id
        assert not session.app.exception, target.target_id
        row = judge_row(View(state, tracker.reference, TODAY), target, area)
        assert row.judgement.status in session.pieces["target_head"], target.target_id
        assert len(session.charts) == (1 if row.judgement.series else 0), target.target_id


def test_target_of_each_country_is_judged_for_the_area_of_the_link(open_page: OpenPage) -> None:
    session = open_page("target", target="UMC2030-U1", area="KEN")

    assert "Off track" in session.words
    assert "Judged for Kenya" in session.words
    assert "36.7 million people" in session.words
    assert "Internet use in Kenya rose" in session.words


def test_target_of_the_world_alone_says_so_when_the_link_asks_for_a_country(open_page: OpenPage) -> None:
    session = open_page("target", target="SP2020-1.2", area="KEN")

    assert "This target is defined for World only; the area of the link, Kenya, was ignored" in session.words
    assert "Met late" in session.words


def test_wrong_target_of_a_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("target", target="SP1999-1")

    assert "which is not known here. It was ignored." in session.words
    assert not session.app.error


def test_target_without_figures_shows_no_chart_but_what_is_missing(open_page: OpenPage) -> None:
    session = open_page("target", target="SP2020-1.4")

    assert session.charts == []
    assert "No figures of 'Countries with a national digital strategy'" in session.words
    assert "194 countries" in session.words
    assert "To be checked." in session.words


def test_dated_target_ends_on_the_last_day_of_its_year(open_page: OpenPage) -> None:
    session = open_page("target", target="P2C-1")
    ((_, figure),) = session.charts

    assert 2026.99 < traces(figure, "path")[0]["x"][1] < 2027
    assert "more than USD 82 bn on 4 March 2026" in session.words
    assert "by the end of 2026" in session.words


def test_share_of_countries_is_drawn_in_per_cent(open_page: OpenPage) -> None:
    ((_, figure),) = open_page("target", target="SP2020-3.3").charts

    assert round(traces(figure, "observed")[0]["y"][0], 1) == 40.4


def test_parity_target_is_a_band(open_page: OpenPage) -> None:
    ((_, figure),) = open_page("target", target="UMC2030-M3").charts

    assert [one["y"][0] for one in traces(figure, "aim")] == [0.98, 1.02]


def test_indication_is_not_called_a_verdict(open_page: OpenPage) -> None:
    session = open_page("target", target="SP2020-2.3")

    assert "Not assessable" in session.words
    assert "Indication, not a verdict." in session.words


def test_editions_stand_side_by_side_with_what_each_would_say(open_page: OpenPage) -> None:
    table = open_page("target", target="SP2020-1.2").pieces["target_editions"]

    assert table.count("<tr>") - 1 == 8
    assert "Not met" in table
    assert "gives the figure" in table


def test_projection_of_the_publisher_is_drawn_apart(open_page: OpenPage) -> None:
    ((_, figure),) = open_page("target", target="SP2020-3.2").charts

    assert traces(figure, "forecast")[0]["line"]["dash"] == "dot"


def test_links_lead_back_and_to_the_same_area(open_page: OpenPage) -> None:
    links = open_page("target", target="UMC2030-U1", area="KEN").pieces["target_links"]

    assert 'href="targets?area=KEN"' in links
    assert 'href="internet_access?indicator=individuals_online&amp;area=KEN"' in links


def test_reason_on_the_page_is_that_of_the_judgement(open_page: OpenPage, tracker: Tracker) -> None:
    state = tracker.state()
    target = next(one for one in state.targets if one.target_id == "UMC2030-U1")
    row = judge_row(View(state, tracker.reference, TODAY), target, "WLD")
    words = open_page("target", target="UMC2030-U1").words

    assert describe_reason(row, tracker.reference).replace(" %", "\xa0%").replace(" ", "") in words.replace(
        " %", "\xa0%"
    ).replace(" ", "")


def test_evidence_stands_under_a_heading_of_its_own_with_why_it_decides_nothing(open_page: OpenPage) -> None:
    words = open_page("target", target="SP2020-1.4").pieces["target_evidence"]

    assert all(part in words for part in ("165", "155", "2021", "2022", "Broadband Commission", "stands in for what"))
    assert "target_evidence" not in open_page("target", target="SP2020-3.2").pieces


def test_a_target_names_the_global_goals_it_serves_and_who_says_so(open_page: OpenPage) -> None:
    words = open_page("target", target="SP2020-1.2").pieces["target_sdg"]

    assert "SDG target 17.8" in words
    assert "By indicator; the indicator is the same (17.8.1, IT_USE_ii99)." in words
    assert "UN Statistics Division" in words
    assert "WSIS action lines C2, C5, C6" in words
    assert "target_sdg" not in open_page("target", target="P2C-1").pieces


def test_the_link_to_the_school_target_of_before_leads_to_the_first_of_its_parts(open_page: OpenPage) -> None:
    session = open_page("target", target="UMC2030-M7")

    assert "Every school has a download speed of at least 20 Mbit/s" in session.words
    assert not session.app.error
