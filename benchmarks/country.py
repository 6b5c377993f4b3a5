"""Everything the country page shows of one country, against one pass of pandas over the same observations."""

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now
from data.datasets import KINDS, OBSERVATIONS
from services.tracker import State, Tracker, open_tracker, to_frame
from services.view import View
from topics.country import find_small_trends
from topics.peers import find_standings
from topics.profile import find_profile
from topics.scorecard import make_scorecard

TODAY = date(2026, 11, 22)
COUNTRY = "KEN"


def measure_country() -> list[Measured]:
    """Return the time to find all that stands on a country's page, the first time and warm."""
    with tempfile.TemporaryDirectory() as folder:
        tracker = open_tracker(Path(folder) / "store", moment_now)
        snapshot = tracker.store.snapshot()
        frame = pd.concat([to_frame(snapshot.read(name)) for name in KINDS[OBSERVATIONS].datasets], ignore_index=True)
        state = tracker.state()
        once = cpu_seconds(lambda: frame.sort_values("time_period").groupby(["indicator", "ref_area"]).last())
        against = f"one pass of pandas over {len(frame):,} observations"
        cold = cpu_seconds(lambda: _find(tracker, state), runs=1)
        return [
            Measured("all of a country's page, the first time", cold, against, once),
            Measured("all of a country's page, warm", cpu_seconds(lambda: _find(tracker, state)), against, once),
        ]


def _find(tracker: Tracker, state: State) -> None:
    rows = [one for one in make_scorecard(View(state, tracker.reference, TODAY), COUNTRY) if one.judgement.applies]
    view = View(state, tracker.reference, TODAY)
    find_small_trends(view, COUNTRY, rows)
    find_standings(view, find_profile(view, COUNTRY))
