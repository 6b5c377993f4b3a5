"""Targets: those in use with their state of checking, as a file, and how to use one's own."""

from collections.abc import Callable

from tests.pages.sessions import Session

OpenPage = Callable[..., Session]


def test_every_target_is_in_the_table_with_its_state(open_page: OpenPage) -> None:
    session = open_page("targets")

    table = session.app.dataframe[0].value
    assert len(table) == 51
    assert "51 targets of 5 frameworks, revision 0" in session.words
    assert set(table["Wording"]) == {"seen in the source", "to be checked"}
    assert table["Code"].is_unique


def test_targets_to_be_checked_can_be_singled_out(open_page: OpenPage) -> None:
    whole = open_page("targets").app.dataframe[0].value
    session = open_page("targets", state="open")

    table = session.app.dataframe[0].value
    unchecked = (whole["Wording"] == "to be checked") | (whole["Figure"] == "to be checked")
    assert sorted(table["Code"]) == sorted(whole.loc[unchecked, "Code"])


def test_targets_of_one_framework_can_be_singled_out(open_page: OpenPage) -> None:
    session = open_page("targets", framework="P2C")

    table = session.app.dataframe[0].value
    assert 0 < len(table) < 51
    assert table["Framework"].nunique() == 1


def test_targets_and_their_template_can_be_downloaded(open_page: OpenPage) -> None:
    keys = [one.key for one in open_page("targets").app.download_button]

    assert keys == ["dataset_targets_csv", "dataset_targets_xlsx", "template_targets_csv", "template_targets_xlsx"]
