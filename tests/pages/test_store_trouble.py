"""Held here: every page says what is missing, damaged or lost, shows what is whole, and promises nothing unchecked."""

import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from data.store.repair import acknowledge, carry_out, plan_repair
from i18n.catalogue import load_catalogue
from services.tracker import Tracker
from tests.data.store_samples import added_files, checksums
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
ROW = "indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2026,41\n"


def at_noon() -> datetime:
    return datetime(2026, 11, 30, 12, tzinfo=UTC)


def said(page: Session) -> str:
    """Return what is written on a page, without the marks that keep names from becoming markup."""
    return page.words.replace("\\", "")


@pytest.fixture
def published(tracker: Tracker, store: Path, open_page: OpenPage) -> Path:
    """Return a store to which somebody published a value on the page."""
    open_page("upload").upload(ROW).publish()
    return store


@pytest.mark.parametrize("page", ["overview", "revisions", "sources"])
def test_every_page_names_a_newest_file_that_is_damaged_and_shows_the_revision_before(
    published: Path, open_page: OpenPage, page: str
) -> None:
    path = added_files(published, 1)[0]
    path.write_bytes(path.read_bytes()[:-1])
    before = checksums(published)
    words = said(open_page(page))

    assert path.name in words
    assert "internet_access revision 1" in words
    assert "nothing can be published" in words
    assert "Something went wrong" not in words
    assert checksums(published) == before


def test_page_that_needs_a_missing_table_says_so_and_no_more(published: Path, open_page: OpenPage) -> None:
    shutil.rmtree(published / "observations")
    words = said(open_page("overview"))

    assert "This page cannot be drawn" in words
    assert "The folder 'observations' of the store is missing" in words
    assert "Nothing was changed" in words


def test_lost_revision_is_on_every_page_until_it_is_acknowledged_and_in_the_list_for_good(
    published: Path, open_page: OpenPage
) -> None:
    added_files(published, 1)[0].unlink()
    carry_out(published, plan_repair(published), at_noon, 1)
    told = said(open_page("overview"))
    acknowledge(published, {"observations": [("internet_access", 1)]}, ("Ben", "seen"), at_noon().isoformat(), 1)
    after = said(open_page("overview"))
    listed = said(open_page("revisions"))

    assert "Revision 1 of" in told and "Ana" in told and "a survey" in told and "store acknowledge 1" in told
    assert "is lost" not in after
    assert "Revision 1 of" in listed and "is lost" in listed and "store acknowledge" not in listed


def test_list_of_an_earlier_day_has_no_revision_that_was_lost_of_a_later_one(
    published: Path, open_page: OpenPage
) -> None:
    added_files(published, 1)[0].unlink()
    carry_out(published, plan_repair(published), at_noon, 1)
    acknowledge(published, {"observations": [("internet_access", 1)]}, ("Ana", "known"), at_noon().isoformat(), 1)

    assert "Revision 1 of" in said(open_page("revisions"))
    assert "Revision 1 of" not in said(open_page("revisions", as_of="2026-11-01"))


def test_no_text_promises_that_nothing_is_affected() -> None:
    assert not [key for key, words in load_catalogue().items() if "is affected" in words.lower()]
