"""The forecast record on its page: the answer first, pictures with their tables, and every empty state."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def unspaced(session: Session) -> str:
    return session.words.replace("\xa0", " ")


def test_page_answers_first_and_shows_pictures_with_tables(open_page: OpenPage) -> None:
    session = open_page("record", area="KEN", year="2024")
    names = [name for name, _ in session.charts]
    words = unspaced(session)

    assert not session.app.error
    assert [one.value for one in session.app.title] == ["How good were these projections?"]
    assert "Six years ahead it was off by 6.6 points on average" in words
    assert [name.partition(".")[0] for name in names] == [
        "How far off, by years ahead",
        "Internet use in Kenya: what was said before 2024, and what came in",
        "When it said at least 80 %, 93 of 100 arrived",
    ]
    assert "Six years before, in 2018, the method would have said 42 % (80 % band 31 % to 60 %)" in words
    assert 'href="country?area=MNG"' in session.pieces["missed-individuals_online_table"]
    assert session.pieces["record_bands"].count("<tr>") == 7
    assert {f"{name}_download_csv" for name in ("record-individuals_online", "said-individuals_online-KEN")} <= {
        one.key for one in session.app.download_button
    }


def test_link_keeps_indicator_and_years(open_page: OpenPage) -> None:
    session = open_page("record", **{"indicator": "fixed_basket", "from": "2023", "to": "2024"})

    assert not session.app.error
    assert "said from 2023 to 2024" in session.words
    assert "10 % and more" in unspaced(session)


def test_area_without_a_record_says_what_it_takes(open_page: OpenPage) -> None:
    session = open_page("record", area="PRK", indicator="coverage_4g")

    assert len(session.charts) == 2
    assert "There is no record for" in session.words


def test_too_few_figures_say_what_a_record_needs(open_page: OpenPage) -> None:
    session = open_page("record", indicator="mobile_basket_5gb")

    assert session.charts == []
    assert "There is no record yet of" in session.words


def test_what_is_never_projected_and_bad_links_say_so(open_page: OpenPage) -> None:
    session = open_page("record", indicator=["p2c_pledged_value", "NONSENSE"])

    assert session.charts == []
    assert "is never projected" in session.words
    assert "which is not known here. It was ignored." in session.words
