"""A scenario on its page: labelled everywhere, kept in the link, started over, and empty states that say what to do."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
LABEL = "Scenario, not a forecast or a published figure"


def unspaced(session: Session) -> str:
    return session.words.replace("\xa0", " ").replace("\\", "")


def test_page_shows_both_sides_and_says_everywhere_that_it_is_a_scenario(open_page: OpenPage) -> None:
    session = open_page("scenario")
    ((name, figure),) = session.charts
    kinds = [one.get("meta") for one in figure["data"]]

    assert not session.app.error
    assert "twice as fast as projected from 2027 on" in unspaced(session)
    assert "nothing on this page is stored" in session.words
    assert LABEL in name
    assert LABEL in figure["layout"]["title"]["subtitle"]["text"]
    assert figure["layout"]["title"]["text"].startswith("<b>Scenario: Internet use in the world")
    assert {"projection", "scenario", "band80", "observed", "aim"} <= set(kinds)
    assert "Still missing in the target year" in session.pieces["scenario_sides_table"]
    assert {"scenario_sides_download_csv", "scenario_sides_download_xlsx"} <= {
        one.key for one in session.app.download_button
    }
    assert "change" not in session.app.query_params


def test_countries_from_a_preset_stay_in_the_link_and_start_over_forgets_them(open_page: OpenPage) -> None:
    session = open_page("scenario", change="reach", to="90", by="2032")
    assert "Choose countries, or take ten at once" in session.words
    session.press("scenario_largest")

    assert session.app.query_params["reach"][:3] == ["IND", "NGA", "CHN"]
    assert "and 7 more reached 90 % by 2032" in unspaced(session)
    session.press("scenario_over")
    assert not {"reach", "change", "to", "by"} & set(session.app.query_params)
    assert "twice as fast as projected" in session.words


def test_numbers_entered_are_kept_in_the_link(open_page: OpenPage) -> None:
    session = open_page("scenario", area="NGA", level="80", year="2032", change="pace", pace="6.5")
    assert "if it moved by +6.5 points a year from 2027 on" in unspaced(session)
    session.app.number_input(key="choice_pace_scenario").set_value(7.25).run()

    assert session.app.query_params["pace"] == "7.25"
    assert session.app.query_params["level"] == "80"


def test_another_indicator_begins_with_its_own_target(open_page: OpenPage) -> None:
    session = open_page("scenario", level="80", pace="7", change="pace")
    session.app.selectbox(key="choice_indicator_scenario").set_value("p2c_pledged_value").run()

    assert not session.app.error
    assert "level" not in session.app.query_params
    assert session.app.number_input(key="choice_level_scenario").value == 100
    assert "Counts, money and parity" in session.words
    assert [one["meta"] for one in session.charts[0][1]["data"] if one.get("meta") == "path"] == ["path", "path"]


def test_bad_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("scenario", level="140", times="nan", year="1990", change="zzz", **{"from": "2020"})

    assert not session.app.error
    assert "'140', which is not a number from 0 to 100. It was ignored." in unspaced(session)
    assert "'nan', which is not a number from 0 to 10" in unspaced(session)
    assert "'zzz', which is not known here" in unspaced(session)
    assert "twice as fast as projected" in session.words


def test_an_area_without_figures_says_who_has_some(open_page: OpenPage) -> None:
    session = open_page("scenario", indicator="fixed_basket", area="PRK")

    assert session.charts == []
    assert "There are figures for Afghanistan" in session.words
