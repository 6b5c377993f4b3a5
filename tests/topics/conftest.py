"""The tracker that the tests of the deeds have, for topics as well, and figures published into it."""

from collections.abc import Callable

import pytest

from data.readers import ReadOptions
from services.checking import check_file
from services.publishing import Who, publish_file
from services.tracker import Tracker
from tests.services.conftest import TODAY, judged, own, state, tracker

__all__ = ["judged", "own", "state", "tracker"]
Publish = Callable[[str], None]
HEADER = "indicator,ref_area,time_period,obs_value,edition\n"
EDITION = "WDI 2026-07-13"


@pytest.fixture
def publish(own: Tracker) -> Publish:
    def one(rows: str) -> None:
        check = check_file(own, (HEADER + rows).encode(), "survey.csv", ReadOptions(), TODAY)
        publish_file(own, check, Who("Ana", "Survey"), TODAY)

    return one
