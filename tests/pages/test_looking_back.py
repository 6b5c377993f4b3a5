"""Looking back on the pages: what was known on that day, named and grouped as it was then."""

from collections.abc import Callable
from datetime import date

import pytest

from clock import TODAY_SETTING, moment_now
from data.readers import ReadOptions
from pages.widgets.menu import SECTIONS
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker, open_tracker
from tests.days import TODAY
from tests.pages.sessions import Session

OpenPage = Callable[..., Session]
LOOKED_AT = "2025-11-30"
OWN = "indicator,name,unit_measure,unit_words,direction\nken_fibre_km,Fibre backbone,KM,km,up\n"
FIGURES = "indicator,ref_area,time_period,obs_value\n" + "".join(
    f"ken_fibre_km,{area},{year},{1000 * year}\n" for area in ("KEN", "UGA") for year in (2023, 2024, 2025)
)
WITH_FIGURES = [name for names in SECTIONS.values() for name in names if name != "methods"]


def publish(tracker: Tracker, content: str) -> None:
    check = check_file(tracker, content.encode(), "own.csv", ReadOptions(), TODAY)
    publish_file(tracker, check, Who("Ana", "a test"), TODAY)


@pytest.mark.parametrize("area", ["WLD", "KEN"])
@pytest.mark.parametrize("page", WITH_FIGURES)
def test_no_page_shows_an_edition_that_came_out_later(open_page: OpenPage, page: str, area: str) -> None:
    session = open_page(page, as_of=LOOKED_AT, area=area, target="UMC2030-U1")

    assert not session.app.exception
    assert not session.app.error
    assert "looking back to 30 November 2025" in session.words
    assert "WDI 2026" not in session.words + str(session.charts)
    assert "DataHub 2025-12" not in session.words + str(session.charts)


@pytest.mark.parametrize("page", ["overview", "country", "target", "maps", "sources", "record"])
def test_pages_open_as_of_a_day_on_which_nothing_was_known(open_page: OpenPage, page: str) -> None:
    """The link works, too: without a first day Streamlit drops one of more than ten years ago."""
    session = open_page(page, as_of="2016-05-01", area="WLD")

    assert not session.app.exception
    assert not session.app.error
    assert "looking back to 1 May 2016" in session.words


def test_sources_say_how_many_rows_came_out_later(open_page: OpenPage, tracker: Tracker) -> None:
    rows = tracker.store.read("population").num_rows
    session = open_page("sources", as_of=LOOKED_AT)

    assert f"{rows:,} rows, revision 0. {rows:,} of them were released after the day you look back to" in session.words
    assert not any("WDI" in str(table.value) for table in session.app.dataframe)


@pytest.fixture
def in_march(monkeypatch: pytest.MonkeyPatch, store: object, tracker: Tracker) -> Tracker:
    """Give a tracker to which an indicator of one's own was published, in the March that followed."""
    del store
    monkeypatch.setenv(TODAY_SETTING, "2027-03-15")
    later = open_tracker(tracker.store.location, moment_now)
    publish(later, OWN)
    publish(later, FIGURES)
    return later


@pytest.mark.usefixtures("in_march")
@pytest.mark.parametrize("page", ["country", "maps", "compare", "sources"])
def test_indicator_published_later_stands_on_no_page_that_looks_back(open_page: OpenPage, page: str) -> None:
    now, then = open_page(page, area="KEN"), open_page(page, area="KEN", as_of="2027-03-14")
    shown, before = (str([one.words, one.charts, *choices(one), *tables(one)]) for one in (now, then))

    assert "Fibre backbone" in shown
    assert "Fibre backbone" not in before


@pytest.mark.usefixtures("in_march")
def test_list_of_revisions_ends_with_the_day_looked_at(open_page: OpenPage) -> None:
    assert "own.csv" in open_page("revisions").words
    assert "own.csv" not in open_page("revisions", as_of="2027-03-14").words


def choices(session: Session) -> list[str]:
    return [str(option) for box in session.app.selectbox for option in box.options]


def tables(session: Session) -> list[str]:
    return [str(table.value.to_dict()) for table in session.app.dataframe]


def test_members_of_a_group_are_those_of_the_day_looked_at(open_page: OpenPage) -> None:
    """Bhutan left the least developed countries on 13 December 2023."""
    assert "Bhutan" in open_page("country", area="LDC", as_of=date(2023, 12, 12).isoformat()).words
    before = open_page("country", area="BTN", as_of="2023-12-12").words

    assert "leaves the least developed countries" in before or "Bhutan leaves" in before
