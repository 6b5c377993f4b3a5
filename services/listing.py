"""The lines of a difference in the order in which people look at them, and what a deed takes away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.datasets import OBSERVATIONS, TARGETS, kind_of
from data.schemas.fields import is_absent
from services.difference import KIND, Difference

ORDER = {"changed": 0, "new": 1, "gone": 2}
OLD, NEW = "old_", "new_"
DIMENSIONS = ("sex", "age", "urbanisation", "breakdown")
TOTAL = "_T"

Row = dict[str, Any]


@dataclass(frozen=True)
class GoneSeries:
    """The rows of one series that a deed takes away, with every period of them."""

    indicator: str
    ref_area: str
    edition: str
    dimensions: tuple[str, ...]
    periods: tuple[str, ...]


def sort_changes(difference: Difference) -> pd.DataFrame:
    """Return the lines of a difference: changed ones first, by the size of their change, then new, then gone."""
    rows = difference.rows
    if f"{OLD}obs_value" not in rows:
        return rows.sort_values(KIND, key=lambda kinds: kinds.map(ORDER), kind="stable")
    old, new = (pd.to_numeric(rows[f"{side}obs_value"], errors="coerce") for side in (OLD, NEW))
    size = (new - old).abs() / pd.concat([old.abs(), new.abs()], axis=1).max(axis=1)
    ranked = rows.assign(_order=rows[KIND].map(ORDER), _size=-size.fillna(0.0).where(rows[KIND] == "changed", 0.0))
    ranked = ranked.sort_values(["_order", "_size", "indicator", "ref_area", "edition", "time_period"], kind="stable")
    return ranked.drop(columns=["_order", "_size"])


def changed_columns(line: Mapping[str, Any], dataset: str) -> list[str]:
    """Return the content columns in which a changed line differs."""
    return [name for name in kind_of(dataset).content if not _same(line[f"{OLD}{name}"], line[f"{NEW}{name}"])]


def _same(old: object, new: object) -> bool:
    return old == new or (is_absent(old) and is_absent(new))


def list_gone(difference: Difference) -> list[GoneSeries]:
    """Return the observations that a deed takes away, one entry a series with all its periods."""
    gone = difference.rows.loc[difference.rows[KIND] == "gone"]
    found = []
    for names, rows in gone.groupby(["indicator", "ref_area", "edition", *DIMENSIONS], sort=True):
        indicator, ref_area, edition, *dimensions = (str(name) for name in names)
        periods = tuple(sorted(rows["time_period"]))
        found.append(GoneSeries(indicator, ref_area, edition, tuple(dimensions), periods))
    return found


def write_periods(periods: tuple[str, ...]) -> str:
    """Return periods in short, whole runs of years as a range: 2001, 2004-2011, 2024-09."""
    runs: list[list[str]] = []
    for period in periods:
        follows = bool(runs) and _is_next(runs[-1][-1], period)
        if follows:
            runs[-1].append(period)
        else:
            runs.append([period])
    return ", ".join(run[0] if len(run) == 1 else f"{run[0]}\N{EN DASH}{run[-1]}" for run in runs)


def _is_next(before: str, period: str) -> bool:
    return before.isdigit() and period.isdigit() and int(period) == int(before) + 1


def change_records(differences: Mapping[str, Difference]) -> list[Row]:
    """Return every line of all differences, flat, for a file: the dataset, the change, the key, old and new."""
    found: list[Row] = []
    for dataset, difference in differences.items():
        lines = sort_changes(difference).astype("object")
        lines = lines.where(lines.notna(), None)
        found += [
            {"dataset": dataset, **{str(name): cell for name, cell in row.items()}} for row in lines.to_dict("records")
        ]
    return found


def parts_of(line: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return which part of the people a line is about: the dimensions that are not the total."""
    return [(name, str(line[name])) for name in DIMENSIONS if str(line[name]) != TOTAL]


@dataclass(frozen=True)
class Wanted:
    """Which observations are looked for; an empty text stands for any, the years belong to the range."""

    indicator: str
    ref_area: str
    edition: str
    first: int
    last: int


def find_observations(frame: pd.DataFrame, wanted: Wanted) -> pd.DataFrame:
    """Return the published observations that are looked for, sorted by their series, the newest period first."""
    fits = frame["time_period"].str[:4].astype(int).between(wanted.first, wanted.last)
    for name in ("indicator", "ref_area", "edition"):
        if getattr(wanted, name):
            fits &= frame[name] == getattr(wanted, name)
    found = frame.loc[fits]
    order = ["indicator", "ref_area", "edition", "time_period", *DIMENSIONS]
    return found.sort_values(order, ascending=[name != "time_period" for name in order], ignore_index=True)


def is_of_targets(dataset: str) -> bool:
    """Return whether the rows of a dataset are targets."""
    return dataset == TARGETS


def has_no_series(dataset: str) -> bool:
    """Return whether the rows of a dataset stand alone, as those of every kind but figures."""
    return kind_of(dataset).name != OBSERVATIONS
