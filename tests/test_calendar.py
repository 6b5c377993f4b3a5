"""On the real day, whatever it is: every page opens, the commands answer, and no status contradicts the year.

All other tests have a day of their own (`tests/days.py`). These alone take the day from the clock; `make calendar` runs
them, and some of the others, on days on which a calendar is apt to trip: a leap day, the turn of a year, the day after
two countries left the least developed, and one after all targets have come due.
"""

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import cli
from clock import TODAY_SETTING, moment_now, today
from metrics.judgement import LIVE_STATUSES, PAST_STATUSES
from pages.widgets.menu import SECTIONS
from services.tracker import STORE_SETTING
from tests.pages.sessions import COMPONENTS_ONCE, LONG_AFTER_THE_TEST, Session, forget_everything

pytestmark = pytest.mark.calendar
PAGES = [name for names in SECTIONS.values() for name in names]
OF_EITHER = {"insufficient_data", "qualitative"}


@pytest.fixture(scope="module", autouse=True)
def real_day(tmp_path_factory: pytest.TempPathFactory, installed_store: Path) -> Iterator[None]:
    """Let the product take the day from the clock, with a store of its own."""
    place = shutil.copytree(installed_store, tmp_path_factory.mktemp("calendar") / "store")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(*COMPONENTS_ONCE)
        patch.delenv(TODAY_SETTING)
        patch.setenv(STORE_SETTING, str(place))
        patch.setattr("pages.widgets.access.AFTER_PUBLISHING", LONG_AFTER_THE_TEST)
        forget_everything()
        yield
        forget_everything()


def answer(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert cli.main([*arguments, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    return found if isinstance(found, list) else [found]


def test_clock_is_the_real_one() -> None:
    before = datetime.now(UTC)

    assert before <= moment_now() <= datetime.now(UTC)
    assert today() in {before.date(), datetime.now(UTC).date()}


@pytest.mark.parametrize("area", ["WLD", "KEN"])
@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens(page: str, area: str) -> None:
    session = Session().open(page, area=area, target="UMC2030-U1")

    assert not session.app.exception
    assert not session.app.error
    assert session.words


@pytest.mark.parametrize("page", ["overview", "country", "target"])
def test_yesterday_can_be_looked_back_to(page: str) -> None:
    yesterday = today() - timedelta(days=1)
    session = Session().open(page, as_of=yesterday.isoformat(), target="UMC2030-U1")

    assert not session.app.exception
    assert not session.app.error
    assert f"looking back to {yesterday.day} {yesterday:%B %Y}" in session.words


@pytest.mark.parametrize("area", ["WLD", "KEN"])
def test_a_status_never_contradicts_the_year_of_its_target(capsys: pytest.CaptureFixture[str], area: str) -> None:
    """The last day of a target's year is its own; from the first of January on it is past."""
    year = today().year
    rows = answer(capsys, "scorecard", "--area", area)
    live = {one["target_id"]: one["status"] for one in rows if one["target_year"] and one["target_year"] >= year}
    past = {one["target_id"]: one["status"] for one in rows if one["target_year"] and one["target_year"] < year}

    assert set(live.values()) <= {*LIVE_STATUSES, *OF_EITHER}, live
    assert set(past.values()) <= {*PAST_STATUSES, *OF_EITHER}, past
    assert live or year > 2030
    assert past or year < 2024


@pytest.mark.parametrize("area", ["WLD", "KEN"])
def test_a_series_is_the_same_on_every_day(capsys: pytest.CaptureFixture[str], area: str) -> None:
    (found,) = answer(capsys, "series", "individuals_online", area)

    assert found["in_use"] is True
    assert found["observations"]


def test_moment_of_a_publication_is_the_real_one(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "figures.csv"
    file.write_text("indicator,ref_area,time_period,obs_value\nindividuals_online,KEN,2024,41\n", encoding="utf-8")
    answer(capsys, "publish", str(file), "--by", "Ana", "--why", "a survey")
    newest = answer(capsys, "history", "internet_access")[0]

    assert newest["at"][:10] == today().isoformat()
