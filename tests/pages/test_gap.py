"""Who makes up the gap: the answer first, ranked bars, the table of all, a what-if in the link."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def unspaced(session: Session) -> str:
    return session.words.replace("\xa0%", " %")


def test_page_answers_for_the_world_first(open_page: OpenPage) -> None:
    session = open_page("gap")
    ((name, figure),) = session.charts
    table = session.pieces["gap-UMC2030-U1-WLD_table"]

    assert not session.app.error
    assert "Ten countries hold 56 % of the people still to be connected in the world." in unspaced(session)
    assert "hold more than 99 % of the people of the world" in unspaced(session)
    assert len(figure["data"][0]["x"]) == 16
    assert name.startswith("Who holds the people still to be connected in the world. Bar chart, the largest first.")
    assert "All 191 others" in name
    assert table.count("<tr>") - 1 == 250
    assert "no figure" in table
    assert 'href="country?area=IND"' in session.pieces["gap_under"]
    assert {"gap-UMC2030-U1-WLD_download_csv", "gap-UMC2030-U1-WLD_download_xlsx"} <= {
        one.key for one in session.app.download_button
    }


def test_ten_largest_reach_the_target_by_a_button_and_stay_in_the_link(open_page: OpenPage) -> None:
    session = open_page("gap")
    assert "Choose countries, or take the largest" in session.words
    session.press("gap_ten")

    assert session.app.query_params["reach"][:3] == ["IND", "NGA", "CHN"]
    assert len(session.app.query_params["reach"]) == 10
    assert "Internet use in the world would rise from 72.4 % to 87.7 %" in unspaced(session)
    assert "This is a what-if and changes no data:" in session.words


def test_link_opens_a_group_put_together_with_its_what_if(open_page: OpenPage) -> None:
    session = open_page("gap", area="own_group", area_members=["KEN", "IND"], indicator="fixed_basket", reach="IND")

    assert not session.app.error
    assert "India alone holds 96 % of the people living where the fixed basket costs more than 2 %" in unspaced(session)
    assert "Above by" in session.pieces["gap-UMC2030-M8-IND-KEN_table"]
    assert "If the price in India came down to below 2 %" in unspaced(session)


def test_old_figures_by_region_are_called_old(open_page: OpenPage) -> None:
    session = open_page("gap", indicator="ewaste_recycling_rate")

    assert "The latest figures are from 2019\\." in session.words
    assert "the regions of the world stand for them" in session.words
    assert len(session.charts) == 1


def test_country_alone_needs_no_bars(open_page: OpenPage) -> None:
    session = open_page("gap", area="KEN")

    assert session.charts == []
    assert "Kenya: 36.7 million people are still missing to reach 100 % by 2030" in unspaced(session)
    assert "What if" not in session.words


def test_what_cannot_be_counted_says_why(open_page: OpenPage) -> None:
    session = open_page("gap", indicator="households_online")

    assert not session.app.error
    assert session.charts == []
    assert "is a share of households" in session.words


def test_bad_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("gap", target="NONSENSE", reach="ZZZ")

    assert "which is not known here. It was ignored." in session.words
    assert len(session.charts) == 1
