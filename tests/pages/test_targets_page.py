"""Targets: those that run in one row each, filters, those whose year has passed, as a file, and one's own."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def rows_of(session: Session) -> int:
    return "".join(session.pieces.values()).count('<th scope="row"')


def test_what_each_target_asks_for_is_in_the_table(open_page: OpenPage) -> None:
    session = open_page("targets")

    table = session.app.dataframe[0].value
    assert len(table) == 53
    assert "53 targets of 5 frameworks, revision 0" in session.words
    assert table["Code"].is_unique
    assert "to be checked" not in table.to_csv()


def test_every_target_that_runs_stands_in_a_row(open_page: OpenPage) -> None:
    session = open_page("targets")

    assert rows_of(session) == 29
    assert "29 targets still run" in session.words
    assert "seen in a source" not in "".join(session.pieces.values())


def test_filters_show_closed_targets_too(open_page: OpenPage) -> None:
    session = open_page("targets", framework="SP2020", status="met_late")

    assert rows_of(session) == 2
    assert "2 of 53 targets match the filters." in session.words
    (frameworks,) = [one for one in session.app.multiselect if one.label == "Framework"]
    assert "ITU Strategic Plan 2020-2023 (Connect 2030 Agenda)" in frameworks.options


def test_an_older_link_to_the_first_page_leads_to_the_list(open_page: OpenPage) -> None:
    session = open_page("overview", framework="SP2020", status="met_late")

    assert [one.value for one in session.app.title] == ["Targets"]
    assert rows_of(session) == 2


def test_targets_are_filtered_by_one_of_the_global_goals(open_page: OpenPage) -> None:
    """17.8 is served by 1.2, 2.3, 2.4 and 2.8 of the plan, U1 and M3, and 2.1 and 2.3 of the plan of 2024."""
    session = open_page("targets", sdg="17.8")

    assert rows_of(session) == 8
    (goals,) = [one for one in session.app.multiselect if one.label == "SDG target"]
    assert goals.options == [f"SDG {one}" for one in ("4.4", "4.a", "5.b", "9.c", "12.4", "12.5", "17.6", "17.8")]


def test_the_link_keeps_the_global_goals_and_several_add_up(open_page: OpenPage) -> None:
    session = open_page("targets", sdg=["12.4", "4.a"])

    assert rows_of(session) == 2 + 5
    assert session.app.query_params["sdg"] == ["12.4", "4.a"]


def test_nothing_that_matches_is_said(open_page: OpenPage) -> None:
    session = open_page("targets", framework="P2C", status="met_on_time")

    assert any("No target matches these filters" in one.value for one in session.app.info)


def test_a_country_is_judged_where_a_target_is_set_for_it_and_the_others_name_their_area(open_page: OpenPage) -> None:
    html = "".join(open_page("targets", area="KEN").pieces.values())

    assert '<td class="c2030-area" data-label="For">Kenya</td>' in html
    assert '<td class="c2030-area" data-label="For">World</td>' in html


def test_the_chance_stands_beside_the_status_that_comes_from_it(open_page: OpenPage) -> None:
    html = "".join(open_page("targets", area="ALB").pieces.values())

    assert '<td class="c2030-chance" data-label="Chance">about 1 in 3</td>' in html


def test_a_closed_target_says_what_its_verdict_rests_on(open_page: OpenPage) -> None:
    """Target 2.7: 96 % in 2024 is the newest figure; the verdict on 2023 is that of the edition that has 2023."""
    session = open_page("closed_plan")

    assert rows_of(session) == 24
    assert "The verdict rests on 95.4 % in 2023 by ITU 2024-11." in session.words.replace("\N{NO-BREAK SPACE}", " ")


def test_targets_and_their_template_can_be_downloaded(open_page: OpenPage) -> None:
    keys = {one.key for one in open_page("targets").app.download_button}

    assert keys >= {"dataset_targets_csv", "dataset_targets_xlsx", "template_targets_csv", "overview_file_csv"}
