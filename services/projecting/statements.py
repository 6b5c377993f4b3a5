"""What is said of the years ahead, as rows to keep: the fan of every series, and the chance of every target."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

import pyarrow as pa

from data.datasets import TARGETS
from data.reference import Reference
from data.schemas.indicator import Indicator
from data.schemas.revision import Revision
from data.schemas.target import Target
from data.tables import STATEMENT_SCHEMA
from metrics.aim import HUNDRED, Aim
from metrics.editions import edition_in_use
from metrics.fan import Path, Projection
from metrics.judgement import Judgement
from metrics.live import is_live
from metrics.projection import Question, kind_of_indicator, project
from metrics.projection_rules import Kind
from metrics.series import Series
from services.projecting.projection_rules import make_projection_rules
from services.tracker import State

FORMULAS = 2
"""Raised whenever the formulas of the projection change; a change of its numbers shows by itself."""
DECIMALS = 4
"""More than any source states, and few enough to take little room."""
PATHS: tuple[Path, ...] = ("median", "low80", "high80", "low50", "high50")
STATEMENT_COLUMNS = tuple(STATEMENT_SCHEMA.names)
OCCASION_COLUMNS = STATEMENT_COLUMNS[: STATEMENT_COLUMNS.index("indicator")]
Row = dict[str, Any]


@cache
def method_version() -> str:
    """Return what tells this method from an earlier or later one: that of the formulas, and a mark of their numbers."""
    numbers = repr(make_projection_rules()).encode()
    return f"{FORMULAS}-{hashlib.sha256(numbers).hexdigest()[:8]}"


@dataclass(frozen=True)
class Occasion:
    """Why something was said: the revision of a dataset that was published, the day judged by, the day of recording."""

    revision: Revision
    said_on: date
    recorded_at: datetime

    @property
    def key(self) -> str:
        """Return what names the occasion: no other revision, also of a store begun anew, has the same."""
        return occasion_key(self.revision)

    def columns(self) -> Row:
        """Return what every row says of its occasion."""
        return {
            "kept_for": self.key,
            "source_dataset": self.revision.dataset,
            "source_revision": self.revision.revision,
            "published_at": self.revision.at,
            "recorded_at": self.recorded_at,
            "said_on": self.said_on.isoformat(),
            "method_version": method_version(),
        }


def occasion_key(revision: Revision) -> str:
    """Return what names the record of a revision by the method in use."""
    return f"{revision.dataset}-{revision.revision}-{revision.at:%Y%m%dT%H%M%S%f}-m{method_version()}"


def stated_datasets(reference: Reference) -> tuple[str, ...]:
    """Return the datasets whose revisions change what is said of the years ahead; the targets come last."""
    found = {one.dataset: None for one in reference.indicators.values() if kind_of_indicator(one)}
    return (*found, TARGETS)


def make_statements(state: State, reference: Reference, occasion: Occasion) -> dict[str, pa.Table]:
    """Return what is said by indicator, of the indicators of the dataset; for the targets, of every indicator."""
    dataset, blocks = occasion.revision.dataset, {}
    targets = [one for one in state.targets if is_live(one, occasion.said_on)]
    for indicator, facts in reference.indicators.items():
        if dataset not in (TARGETS, facts.dataset):
            continue
        mine = [one for one in targets if one.indicator == indicator]
        rows = list(_said(state, facts, mine, occasion.said_on))
        if rows:
            blocks[indicator] = _table(rows, occasion)
    return blocks


def digest(block: pa.Table) -> str:
    """Return a mark of what a block says, whatever the occasion: the same words have the same mark."""
    said = block.drop_columns(list(OCCASION_COLUMNS)).to_pylist()
    return hashlib.sha256(repr([tuple(row.values()) for row in said]).encode()).hexdigest()[:16]


def _said(state: State, indicator: Indicator, targets: list[Target], day: date) -> Iterator[Row]:
    """Give the rows of an indicator, area by area: first the years of the fan, then the targets."""
    kind = kind_of_indicator(indicator)
    for area in state.world.book.areas_with(indicator.indicator):
        fitting = [one for one in targets if one.for_each_country or one.ref_area == area]
        judged = [(one, state.judge(one, area, day)) for one in fitting]
        if kind is not None:
            yield from _fan_rows(state, (indicator.indicator, area), kind, [one for _, one in judged], day)
        for target, judgement in judged:
            if judgement.series is not None:
                yield _target_row(target, judgement, judgement.series)


def _plainly(state: State, series: Series, kind: Kind, day: date) -> Projection | None:
    """Return the projection of a series without a running target: of its fan nothing hangs on one."""
    level, direction = (HUNDRED, "up") if kind == "share" else (0.0, "down")
    question = Question(Aim(level, level, direction), day.year, max(day.year, series.points[-1].year))
    found = project(series, question, state.projector)
    return None if isinstance(found, str) else found


def _series_columns(series: Series) -> Row:
    last = series.points[-1]
    return {
        "indicator": series.indicator,
        "ref_area": series.ref_area,
        "edition": series.edition,
        "last_value": _rounded(last.value),
        "last_year": last.year,
        "points": len(series.points),
    }


def _fan_rows(state: State, which: tuple[str, str], kind: Kind, judged: list[Judgement], day: date) -> Iterator[Row]:
    """Give the years of the fan, taken from a judgement where there is one with it."""
    found = next((one for one in judged if one.projection), None)
    if found:
        series, projection = found.series, found.projection
    else:
        series = edition_in_use(state.world.book.of(*which), state.world.limits.fewest_periods_of_an_edition)
        projection = _plainly(state, series, kind, day) if series and series.points else None
    if series is None or projection is None:
        return
    shared = _series_columns(series) | {"target_id": "", "method": projection.method}
    for year in projection.fan.years[1:]:
        yield shared | {"year": year} | {name: _rounded(projection.fan.at(year, name)) for name in PATHS}


def _target_row(target: Target, judgement: Judgement, series: Series) -> Row:
    """Return what is said of a target; its figures are in the unit of the target."""
    found = judgement.projection
    reached = found.reached if found else (None, None, None)
    return {
        **_series_columns(series),
        "target_id": target.target_id,
        "year": target.target_year,
        **{name: _rounded(found.at_target(name)) if found else None for name in PATHS},
        "chance": _rounded(judgement.chance),
        "status": judgement.status,
        "level": _rounded(found.level if found else judgement.line or judgement.target_value),
        **dict(zip(("reached_year", "reached_low", "reached_high"), reached, strict=True)),
        "direction": target.direction,
        "method": found.method if found else "",
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, DECIMALS)


def _table(rows: Iterable[Row], occasion: Occasion) -> pa.Table:
    shared = occasion.columns()
    return pa.Table.from_pylist([shared | row for row in rows], schema=STATEMENT_SCHEMA)
