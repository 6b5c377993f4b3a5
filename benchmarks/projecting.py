"""Judging all targets for all areas with bands from nothing, and measuring the bands at once or series by series."""

import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from multiprocessing import get_context
from pathlib import Path

import numpy as np

from benchmarks.measure import Measured, cpu_seconds
from clock import moment_now
from data.schemas.target import Target
from metrics.bands import Learner, Model
from metrics.panel import Numbers
from metrics.projector import Projector
from services.projecting.projection_rules import make_state_projector
from services.tracker import State, Tracker, open_tracker

AHEAD = 16
"""Years from a value of 2024 to the last year of a fan."""
TODAY = date(2026, 11, 22)
INDICATOR = "individuals_online"
COLD = "open, read and judge every target for every area with bands, in a new process after its imports"
ALLOWED = 2.0


def measure_projecting() -> list[Measured]:
    """Return the time to judge every target for every area, and that to measure the errors behind the bands."""
    with tempfile.TemporaryDirectory() as folder:
        tracker = open_tracker(Path(folder) / "store", moment_now)
        state = tracker.state()
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            cold = fresh.submit(_judge_all_once, str(tracker.store.location)).result()
        return [Measured(COLD, cold, "the time allowed", ALLOWED), _judging(tracker, state), _projections(state)]


def _judge_all_once(location: str) -> float:
    """Return the CPU seconds to open the store, read it and judge everything, in a process that has only imported."""
    before = time.process_time()
    tracker = open_tracker(location, moment_now)
    state = tracker.state()
    for target, area in _pairs(tracker, state):
        state.judge(target, area, TODAY)
    return time.process_time() - before


def _pairs(tracker: Tracker, state: State) -> list[tuple[Target, str]]:
    areas = tuple(tracker.reference.areas)
    return [(one, area) for one in state.targets for area in areas if one.for_each_country or area == one.ref_area]


def _judging(tracker: Tracker, state: State) -> Measured:
    pairs = _pairs(tracker, state)

    def judge_all(projector: Projector | None) -> None:
        fresh = replace(state, world=replace(state.world, projector=projector), judgements={})
        for target, area in pairs:
            fresh.judge(target, area, TODAY)

    def with_bands() -> None:
        judge_all(make_state_projector(state.world.book, tracker.reference, state.world.limits))

    what = f"judge {len(pairs):,} pairs of target and area with bands, measured from nothing"
    return Measured(what, cpu_seconds(with_bands), "the same without", cpu_seconds(lambda: judge_all(None)))


def _projections(state: State) -> Measured:
    """Learn of an indicator and project all economies at once, and by the same model one by one."""
    projector = state.projector
    panel = projector.panel(INDICATOR)
    at, year = len(panel.years) - 1, panel.years[-1]

    def learn() -> Model:
        return Learner(panel, "share", projector.rules).model(year)

    def one_by_one() -> list[Numbers]:
        model = learn()
        return [model.places(row[None], at, AHEAD) for row in panel.values]

    assert np.allclose(learn().places(panel.values, at, AHEAD), np.concatenate(one_by_one()), equal_nan=True)
    seconds = cpu_seconds(lambda: learn().places(panel.values, at, AHEAD))
    what = f"learn from {len(panel.areas)} economies and project them at once"
    return Measured(what, seconds, "the same one by one", cpu_seconds(one_by_one, runs=1))
