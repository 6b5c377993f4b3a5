"""Targets: those in use, as a file, and how to use one's own."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def test_every_target_is_in_the_table(open_page: OpenPage) -> None:
    session = open_page("targets")

    table = session.app.dataframe[0].value
    assert len(table) == 53
    assert "53 targets of 5 frameworks, revision 0" in session.words
    assert table["Code"].is_unique


def test_what_nobody_has_seen_in_a_source_is_not_said_in_the_table(open_page: OpenPage) -> None:
    session = open_page("targets")

    assert "to be checked" not in session.app.dataframe[0].value.to_csv()
    assert "under Sources" in session.words


def test_targets_of_one_framework_can_be_singled_out(open_page: OpenPage) -> None:
    session = open_page("targets", framework="P2C")

    table = session.app.dataframe[0].value
    assert 0 < len(table) < 53
    assert table["Framework"].nunique() == 1


def test_targets_and_their_template_can_be_downloaded(open_page: OpenPage) -> None:
    keys = [one.key for one in open_page("targets").app.download_button]

    assert keys == ["dataset_targets_csv", "dataset_targets_xlsx", "template_targets_csv", "template_targets_xlsx"]
