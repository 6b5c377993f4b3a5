"""The sources: every dataset at the moment that the reader looks at, under headings for people."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
CONTENT = b"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,91\n"


@pytest.fixture(scope="session")
def small_store(kept_store: Path) -> Path:
    """Return the store with all built-in figures: their number is told here."""
    return kept_store


def test_sources_name_the_revision_of_the_chosen_day(open_page: OpenPage, tracker: Tracker) -> None:
    check = check_file(tracker, CONTENT, "survey.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "a survey"), TODAY)
    earlier = TODAY - timedelta(days=2)

    assert "23,607 rows, revision 1." in open_page("sources").words
    assert "23,606 rows, revision 0." in open_page("sources", as_of=earlier.isoformat()).words


def test_headings_of_the_tables_are_words(open_page: OpenPage) -> None:
    editions, _, areas = (list(one.value.columns) for one in open_page("sources").app.dataframe)

    assert editions[:5] == ["Indicator", "Edition", "Released", "Use", "Areas"]
    assert areas == ["Area", "Area code", "To be checked"]


def test_every_target_that_nobody_has_seen_in_a_source_is_listed_with_the_reason(
    open_page: OpenPage, tracker: Tracker
) -> None:
    table = open_page("sources").pieces["sources_targets"]
    unseen = [one for one in tracker.state().targets if one.to_be_checked]

    assert table.count("<tr>") - 1 == len(unseen) == 33
    assert all(f"target?target={one.target_id}" in table for one in unseen)
    assert "only the first page could be opened" in table
    assert "wording and figure" in table


def test_editions_say_whether_anything_is_judged_by_them(open_page: OpenPage) -> None:
    table = open_page("sources").app.dataframe[0].value

    quoted = table[table["Use"] == "evidence: second hand"]
    assert set(quoted["Edition"]) == {"Facts and Figures 2025", "Global E-waste Monitor 2024"}
    assert {"judged by", "evidence: a proxy", "evidence: our own count"} <= set(table["Use"])
