"""The sources: every dataset at the moment that the reader looks at, under headings for people."""

from collections.abc import Callable
from datetime import timedelta

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
CONTENT = b"indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2025,91\n"


def test_sources_name_the_revision_of_the_chosen_day(open_page: OpenPage, tracker: Tracker) -> None:
    check = check_file(tracker, CONTENT, "survey.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "a survey"), TODAY)
    earlier = TODAY - timedelta(days=2)

    assert "8,053 rows, revision 1." in open_page("sources").words
    assert "8,052 rows, revision 0." in open_page("sources", as_of=earlier.isoformat()).words


def test_headings_of_the_tables_are_words(open_page: OpenPage) -> None:
    editions, _, areas = (list(one.value.columns) for one in open_page("sources").app.dataframe)

    assert editions[:4] == ["Indicator", "Edition", "Released", "Areas"]
    assert areas == ["Area", "Area code", "To be checked"]
