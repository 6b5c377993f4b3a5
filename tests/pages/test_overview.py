"""The overview: every target, its filters, and what it says of the area chosen."""

from collections.abc import Callable

from tests.pages.sessions import Session

Open = Callable[..., Session]


def html_of(session: Session) -> str:
    return "".join(session.pieces.values())


def lines(session: Session) -> int:
    return html_of(session).count('scope="row"')


def test_overview_shows_every_target_of_every_framework(open_page: Open) -> None:
    session = open_page("overview")

    assert lines(session) == 53
    assert "53 targets in 5 frameworks" in html_of(session)


def test_overview_filters_by_framework_and_status(open_page: Open) -> None:
    session = open_page("overview", framework="SP2020", status="met_late")

    assert lines(session) == 2
    assert "2 of 53 targets match the filters." in html_of(session)
    (frameworks,) = [one for one in session.app.multiselect if one.label == "Framework"]
    assert "ITU Strategic Plan 2020-2023 (Connect 2030 Agenda)" in frameworks.options


def test_figure_stands_first_and_the_verdict_of_another_edition_below_it(open_page: Open) -> None:
    """Target 2.7: 96 % in 2024 is the newest figure; the verdict on 2023 is that of the edition that has 2023."""
    html = html_of(open_page("overview", framework="SP2020", status="not_met")).replace("\N{NO-BREAK SPACE}", " ")

    assert "2024, Facts and Figures 2025" in html
    assert "the verdict rests on 95.4 % in 2023 by ITU 2024-11" in html
    assert "editions disagree" in html


def test_overview_takes_a_group_of_ones_own(open_page: Open) -> None:
    session = open_page("overview", area="own_group", area_members=["KEN", "TZA", "UGA"], framework="UMC2030")

    assert "Kenya, United Republic of Tanzania and Uganda" in html_of(session)


def test_overview_says_which_targets_are_not_defined_for_the_country(open_page: Open) -> None:
    session = open_page("overview", area="KEN", framework=["SP2020", "UMC2030"])

    html = html_of(session)
    assert "not for Kenya" in html
    assert "36.7 million people" in html


def test_overview_says_so_when_nothing_matches(open_page: Open) -> None:
    session = open_page("overview", framework="P2C", status="met_on_time")

    assert any("No target matches these filters" in one.value for one in session.app.info)


def test_overview_ignores_a_bad_link_with_a_word(open_page: Open) -> None:
    session = open_page("overview", area="ATLANTIS")

    assert [one.value for one in session.app.warning] == [
        "The link asked for Area 'ATLANTIS', which is not known here. It was ignored."
    ]
    assert lines(session) == 53


def test_overview_filters_by_a_target_of_the_global_goals(open_page: Open) -> None:
    """17.8 is served by 1.2, 2.3, 2.4 and 2.8 of the plan, U1 and M3, and 2.1 and 2.3 of the plan of 2024."""
    session = open_page("overview", sdg="17.8")

    assert lines(session) == 8
    (goals,) = [one for one in session.app.multiselect if one.label == "SDG target"]
    assert goals.options == [f"SDG {one}" for one in ("4.4", "4.a", "5.b", "9.c", "12.4", "12.5", "17.6", "17.8")]


def test_overview_keeps_the_global_goal_in_the_link_and_several_add_up(open_page: Open) -> None:
    session = open_page("overview", sdg=["12.4", "4.a"])

    assert lines(session) == 2 + 5
    assert session.app.query_params["sdg"] == ["12.4", "4.a"]


def test_overview_does_not_say_what_nobody_has_seen_in_a_source(open_page: Open) -> None:
    html = html_of(open_page("overview"))

    assert "to be checked" not in html
    assert "seen in a source" not in html
