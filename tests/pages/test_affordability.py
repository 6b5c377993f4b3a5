"""Affordability: the answer first, lines that are never bridged, counts and the ranking with the lines in them."""

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from data import builtin
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def traces(figure: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [one for one in figure["data"] if one.get("meta") == kind]


def test_page_answers_for_the_world_with_the_published_median_first(open_page: OpenPage) -> None:
    session = open_page("affordability")
    words = session.words.replace("\xa0", " ")
    trend, count, ranking = (figure for _, figure in session.charts)

    assert not session.app.error
    assert "In the world the fixed-broadband basket (5 GB) cost 2.5 % of monthly GNI per capita in 2025" in words
    assert "0.5 points missing to below 2 % by 2030" in words
    # By hand: the least-squares slope of the eight logarithms from 3.21 (2018) to 2.53 (2025) halves in 19.3 years.
    assert "it halves every 19 years" in words
    assert [one["y"][0] for one in traces(trend, "aim")] == [2, 3]
    assert len(traces(trend, "observed")) == 1
    assert "87 of 195 economies in the world were below 2 % in 2025, after 64 of 175 in 2018" in words
    assert "2025: 88 of 195 economies below 2 %, as published [Facts and Figures 2025]" in words
    assert [one["mode"] for one in traces(count, "published")] == ["markers"]
    assert sum(len(one["x"]) for one in traces(ranking, "dots")) == 201
    assert [one["x"][0] for one in traces(ranking, "aim")] == [2, 3]


def test_mobile_baskets_are_two_lines_with_the_break_named(open_page: OpenPage) -> None:
    session = open_page("affordability", basket="mobile_baskets")
    lines = traces(session.charts[0][1], "observed")

    assert "Published prices of the 2 GB basket go up to 2025, those of the 5 GB basket begin in 2022" in session.words
    assert [one["x"] for one in lines] == [[2021, 2022, 2023, 2024, 2025], [2022, 2023, 2024, 2025]]
    assert "131 of 206 economies in the world were below 2 % in 2025" in session.words


def test_country_is_placed_among_its_group_and_keeps_the_view_in_the_link(open_page: OpenPage) -> None:
    session = open_page("affordability", area="ZAF", basket="mobile_basket_5gb", among="AFR")

    assert "South Africa is number 2 of 43 economies, the cheapest first: 1.3 % in 2025." in session.words
    assert "7 of 41 economies in Africa were below 2 % in 2025" in session.words
    assert session.app.query_params["among"] == "AFR"
    assert session.app.query_params["area"] == "ZAF"


def test_group_of_ones_own_has_our_own_median_with_its_coverage(open_page: OpenPage) -> None:
    session = open_page("affordability", area="own_group", area_members=["KEN", "TZA", "UGA"])

    assert "It is our own median of 3 economies, which are 100 % of its economies in 2025." in session.words
    assert "our own median of 3 economies; 100 % of the economies" in session.words
    assert traces(session.charts[0][1], "observed")[0]["marker"]["symbol"] == "cross"


def test_group_with_too_few_prices_says_its_coverage(open_page: OpenPage) -> None:
    session = open_page("affordability", area="own_group", area_members=["ERI", "KEN", "PRK"])

    assert "hold at most 33 % of its economies, in 2025; below 50 % none is shown" in session.words.replace("\\", "")
    assert len(session.charts) == 2


def test_table_of_the_ranking_can_be_searched_and_ordered(open_page: OpenPage) -> None:
    session = open_page("affordability")
    session.app.text_input(key="ranking_find").set_value("united").run()
    found = session.pieces["ranking_table"]

    assert found.count("<tr>") - 1 == 4
    assert "United Kingdom" in found
    session.app.text_input(key="ranking_find").set_value("Atlantis").run()
    assert "No economy here has 'Atlantis' in its name." in session.words


def test_old_price_and_area_without_prices_are_said(open_page: OpenPage) -> None:
    assert "are from 2019" in open_page("affordability", area="BDI").words
    session = open_page("affordability", area="VAT")

    assert "for Holy See\\. There are figures for High\\-income economies" in session.words
    assert "How many economies are below the line?" in session.words


def test_unknown_basket_in_a_link_is_ignored_with_a_word(open_page: OpenPage) -> None:
    session = open_page("affordability", basket="gold", area="KEN")

    assert "which is not known here. It was ignored." in session.words
    assert session.charts


def test_page_without_any_price_says_what_to_do(
    open_page: OpenPage, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(store)
    root = Path(shutil.copytree(builtin.ROOT, tmp_path / "builtin", ignore=shutil.ignore_patterns("itu")))
    monkeypatch.setattr("services.tracker.load_builtin", partial(builtin.load_builtin, root=root))
    session = open_page("affordability")

    assert not session.app.error
    assert "There are no price figures yet." in session.words
    assert session.charts == []
