"""Jumps: figures of a deed that move far more in a year than their series ever did; a hint that a file may be wrong."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.datasets import OBSERVATIONS, kind_of
from data.reference import Reference
from data.reference.limits import load_jump_rule
from data.schemas.observation import KEY, SERIES_KEY
from data.schemas.thresholds import JumpRule
from services.difference import KIND, Difference

LISTED = 200
MOST_PER_CENT = 100.0
MONTHS = 12
SERIES, YEAR, BEFORE, STEP, PACE, TOUCHED, SIZE = "_series", "_year", "_before", "_step", "_pace", "_touched", "_size"


@dataclass(frozen=True)
class Jump:
    """A figure that moves far more than its series did; `low` and `high` are the quartiles of its yearly changes."""

    indicator: str
    ref_area: str
    edition: str
    dimensions: tuple[str, ...]
    unit_measure: str
    period_before: str
    period: str
    value_before: float
    value: float
    years: float
    low: float
    high: float


@dataclass(frozen=True)
class Jumps:
    """How many figures of a deed jump, and the largest of these jumps."""

    count: int = 0
    largest: tuple[Jump, ...] = ()


def find_jumps(differences: Mapping[str, Difference], reference: Reference) -> Jumps:
    """Return the new and changed figures that jump against the history of their own series, the largest first."""
    found = [_jumps_of(one, reference) for name, one in differences.items() if kind_of(name).name == OBSERVATIONS]
    jumps = [one for one in found if not one.empty]
    if not jumps:
        return Jumps()
    together = pd.concat(jumps).sort_values(SIZE, ascending=False, kind="stable")
    return Jumps(len(together), tuple(_jump(line) for line in together.head(LISTED).to_dict("records")))


def _jumps_of(difference: Difference, reference: Reference) -> pd.DataFrame:
    rows, state = difference.rows, difference.state
    rows = rows.loc[rows[KIND].isin(["new", "changed"])] if KIND in rows else rows
    if rows.empty or not isinstance(state, pd.DataFrame):
        return pd.DataFrame()
    series = _numbers(state, SERIES_KEY)
    mine = np.isin(series, np.unique(_numbers(rows, SERIES_KEY))) & state["obs_value"].notna().to_numpy()
    frame = state.loc[mine, [*KEY, "obs_value", "unit_measure"]].assign(**{SERIES: pd.factorize(series[mine])[0]})
    frame[TOUCHED] = np.isin(_numbers(frame, KEY), _numbers(rows, KEY))
    return _unusual(_with_steps(frame), reference, load_jump_rule())


def _numbers(frame: pd.DataFrame, columns: Sequence[str]) -> NDArray[np.uint64]:
    """Return a number for each row that is the same where the columns are, many times quicker than a text."""
    return np.asarray(pd.util.hash_pandas_object(frame[list(columns)], index=False), dtype=np.uint64)


def _with_steps(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the figures by series and period, each with its step from the one before; a step takes a year or more."""
    period = frame["time_period"]
    year = period.str[:4].astype(float)
    months = pd.to_numeric(period.str[5:7], errors="coerce").fillna(1.0)
    frame = frame.assign(**{YEAR: year + (months - 1) / MONTHS}).sort_values([SERIES, YEAR], kind="stable")
    same = frame[SERIES].eq(frame[SERIES].shift())
    frame[BEFORE] = frame["obs_value"].shift().where(same)
    frame["period_before"] = frame["time_period"].shift().where(same)
    frame[STEP] = frame["obs_value"] - frame[BEFORE]
    frame["years"] = (frame[YEAR] - frame[YEAR].shift()).where(same)
    frame[PACE] = frame[STEP].abs() / frame["years"].clip(lower=1.0)
    return frame


def _unusual(frame: pd.DataFrame, reference: Reference, rule: JumpRule) -> pd.DataFrame:
    """Return the figures of the deed whose step is out of all proportion to the others of their series.

    The others are those already published where there are enough of them, else all steps of the series.
    """
    published = frame.loc[~frame[TOUCHED]].groupby(SERIES)[PACE]
    everything = frame.groupby(SERIES)[PACE]
    enough = published.count().reindex(everything.count().index).fillna(0) >= rule.changes.value
    usual = published.median().reindex(enough.index).where(enough, everything.median())
    known = enough | (everything.count() >= rule.changes.value)
    bounded = frame["indicator"].map({code: one.maximum == MOST_PER_CENT for code, one in reference.indicators.items()})
    own_share = rule.share.value * frame[BEFORE].abs()
    least = np.where(bounded.fillna(value=False).astype(bool), rule.points.value, own_share)
    far = frame[PACE] > rule.times.value * frame[SERIES].map(usual)
    chosen = frame[TOUCHED] & frame[SERIES].map(known) & far & (frame[STEP].abs() >= least)
    found = frame.loc[chosen].assign(**{SIZE: (frame[STEP].abs() / least)[chosen]})
    return _with_quartiles(found, frame, enough)


def _with_quartiles(found: pd.DataFrame, frame: pd.DataFrame, enough: pd.Series) -> pd.DataFrame:
    history = frame.loc[frame[SERIES].isin(found[SERIES])]
    history = history.loc[~history[TOUCHED] | ~history[SERIES].map(enough)]
    paces = history.groupby(SERIES)[PACE]
    return found.assign(low=found[SERIES].map(paces.quantile(0.25)), high=found[SERIES].map(paces.quantile(0.75)))


def _jump(line: Mapping[Hashable, Any]) -> Jump:
    return Jump(
        indicator=str(line["indicator"]),
        ref_area=str(line["ref_area"]),
        edition=str(line["edition"]),
        dimensions=tuple(str(line[name]) for name in ("sex", "age", "urbanisation", "breakdown")),
        unit_measure=str(line["unit_measure"]),
        period_before=str(line["period_before"]),
        period=str(line["time_period"]),
        value_before=float(line[BEFORE]),
        value=float(line["obs_value"]),
        years=float(line["years"]),
        low=float(line["low"]),
        high=float(line["high"]),
    )
