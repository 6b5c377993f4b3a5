"""Will it arrive: the fan, its words and figures, who managed it, and the official methods, on the target page."""

from collections.abc import Callable
from typing import Any

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def kinds(figure: dict[str, Any]) -> list[str]:
    return [one.get("meta", "") for one in figure["data"]]


def test_country_that_rises_has_its_fan_words_peers_and_official_methods(open_page: OpenPage) -> None:
    session = open_page("target", target="UMC2030-U1", area="ALB")
    ((alt, figure),) = session.charts
    outlook, officials = session.pieces["target_outlook"], session.pieces["target_officials"]

    assert kinds(figure)[:3] == ["band80", "band50", "projection"]
    assert "our projection: 2030: 93 %" in alt
    assert "about 1 in 3 (30\N{NO-BREAK SPACE}%)" in outlook
    assert 'href="country?area=' in outlook
    assert "Why they differ." in officials
    assert "UN Statistics Division" in officials
    assert "projection, not an observation" in session.pieces["UMC2030-U1-ALB-projection_table"]
    assert "80 % band" in session.pieces["target_under"]


def test_group_is_checked_against_the_sum_of_its_countries(open_page: OpenPage) -> None:
    words = open_page("target", target="UMC2030-U1", area="WLD").words.replace("\N{NO-BREAK SPACE}", " ")

    assert "Cross-check: the projections of the countries put together come to" in words
    assert "countries with figures are projected" in words


def test_three_points_have_no_fan_and_a_reason(open_page: OpenPage) -> None:
    session = open_page("target", target="UMC2030-M8", area="AIA")
    ((_, figure),) = session.charts

    assert "projection" not in kinds(figure)
    assert "Fewer than five annual figures" in session.words
    assert "Reached at the recent pace" not in session.words
    assert "3 figures are too few for a course" in session.words


def test_target_of_a_year_that_has_passed_says_when_it_would_be_met(open_page: OpenPage) -> None:
    session = open_page("target", target="SP2020-2.8")

    assert "it would be met about 2031" in session.words
    assert "target_officials" not in session.pieces


def test_target_without_figures_has_no_course(open_page: OpenPage) -> None:
    session = open_page("target", target="SP2020-1.4")

    assert "target_outlook" not in session.pieces


def test_line_alone_has_a_fan_with_its_bands(open_page: OpenPage) -> None:
    ((_, alone),) = open_page("internet_access", area="KEN").charts

    assert {"projection", "band50", "band80"} <= set(kinds(alone))
