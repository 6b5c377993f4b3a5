"""Held here: small words that would be wrong: a status in ITU, an aggregate that stands above and is missing below."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def test_palestine_is_said_to_have_its_special_status(open_page: OpenPage) -> None:
    assert "it has a special status in ITU" in open_page("country", area="PSE").words


def test_compare_shows_our_own_aggregate_in_its_table_of_targets_too(open_page: OpenPage) -> None:
    words = open_page("compare", area=["M49_009"], indicator="individuals_online").words

    assert "our own aggregate: no published figure, so no judgement" in words
