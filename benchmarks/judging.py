"""Judging every target for every country, against one pass of pandas over the same observations."""

import tempfile
from datetime import date
from pathlib import Path

import pandas as pd

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now
from data.datasets import KINDS, OBSERVATIONS
from services.tracker import Tracker, open_tracker, to_frame
from services.view import View
from topics.scorecard import make_scorecard

TODAY = date(2026, 11, 22)


def measure_judging() -> list[Measured]:
    """Return the time to judge all targets for all countries, with the series built before and with them built too."""
    with tempfile.TemporaryDirectory() as folder:
        tracker = open_tracker(Path(folder) / "store", moment_now)
        snapshot = tracker.store.snapshot()
        tables = {name: snapshot.read(name) for name in (*KINDS[OBSERVATIONS].datasets, "targets")}
        frame = pd.concat([to_frame(tables[name]) for name in KINDS[OBSERVATIONS].datasets], ignore_index=True)
        state = tracker.build_state("bench", tables)
        countries = _countries(tracker)
        once = cpu_seconds(lambda: _one_pass(frame))
        against = f"one pass of pandas over {len(frame):,} observations"
        what = f"judge {len(state.targets)} targets for {len(countries)} countries"

        def judge_all() -> None:
            state.judgements.clear()  # nothing from memory: each run judges anew
            for country in countries:
                make_scorecard(View(state, tracker.reference, TODAY), country)

        return [
            Measured(what, cpu_seconds(judge_all), against, once),
            Measured("build all series", cpu_seconds(lambda: tracker.build_state("bench", tables)), against, once),
        ]


def _countries(tracker: Tracker) -> list[str]:
    """Return the economies that the World Bank counts: the countries that have a population figure."""
    book = tracker.state().world.book
    areas = tracker.reference.areas
    return [area for area in book.areas_with("population") if areas[area].kind == "country"]


def _one_pass(frame: pd.DataFrame) -> None:
    """Take the last value of every series: one grouping of all observations."""
    frame.sort_values("time_period").groupby(["indicator", "ref_area", "edition"], sort=False)["obs_value"].last()
