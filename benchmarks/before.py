"""The method of before, to measure the present one against: a damped course with pooled errors, without any learning.

It is the course that was shown up to November 2026: on the Gompertz scale -ln(-ln p) for shares, on the logarithm for
prices, with the quantiles of all errors on the logit scale whose outcome was known; nothing else uses it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from metrics.aim import HUNDRED
from metrics.bands import HORIZONS, MIDDLE, Learner, Model, default_table
from metrics.courses import FARTHEST, SHARES, reach_of
from metrics.panel import Numbers, slopes
from metrics.projection_rules import Kind, ProjectionRules
from metrics.projector import Projector

FEW_ORIGINS, STRETCH, LONGEST = 3, 1.25, 8


def damped_ahead(values: Numbers, at: int, ahead: int, kind: Kind, rules: ProjectionRules) -> Numbers:
    """Return where the damped course of before takes rows in 1, 2, ... years, on the scale of errors."""
    mine = rules.kinds[kind]
    if kind == "share":
        part = np.clip(values / HUNDRED, rules.lowest_share / HUNDRED, rules.highest_share / HUNDRED)
        places = -np.log(-np.log(part))
    else:
        places = np.log(np.where(values > 0, values, np.nan))
    moved = slopes(places, at, rules.slope_years[0])[:, None] * reach_of(mine.damping, ahead)
    found = places[:, at, None] + moved
    if kind == "price":
        return np.asarray(found)
    left = np.exp(-np.clip(found, -FARTHEST, FARTHEST))
    return np.asarray(-left - np.log(-np.expm1(-left)))


@dataclass(frozen=True, eq=False)
class BeforeModel(Model):
    """What the method of before knew in a year: quantiles of errors by years ahead."""

    table: Numbers = field(default_factory=lambda: np.empty(0))
    damped: bool = True

    def places(self, values: Numbers, at: int, ahead: int) -> Numbers:
        """Return where rows will be 1, 2, ... years after a column: rows x years x quantiles."""
        if self.damped:
            centres = damped_ahead(values[:, : at + 1], at, ahead, self.kind, self.rules)
        else:
            places = self.scale.place(values[:, : at + 1])
            moved = slopes(places, at, self.rules.slope_years[0])[:, None] * reach_of(self.mine.damping, ahead)
            centres = places[:, at, None] + moved
        return np.asarray(centres[:, :, None] + self.table[:ahead])


@dataclass(frozen=True, eq=False)
class BeforeLearner(Learner):
    """The errors of the method of before; default ones, with the damped logit, where fewer than 60 are known."""

    _tables: dict[int, BeforeModel] = field(default_factory=dict, repr=False)

    def model(self, year: int, **_: bool) -> Model:
        """Return what was known at the end of a year; groups are told as countries are."""
        at = min(year - self.panel.first_year, self.panel.values.shape[1] - 1)
        if at not in self._tables:
            self._tables[at] = self._measure(at)
        return self._tables[at]

    def _measure(self, at: int) -> BeforeModel:
        default = default_table(self.mine.defaults)
        base = BeforeModel(self.kind, self.rules, self.scale, None, np.ones(1))
        rows: list[Numbers] = []
        for years in range(1, LONGEST + 1):
            known, origins = self._errors(at, years)
            if len(known) < self.rules.fewest_errors:
                break
            quantiles = np.quantile(known, SHARES)
            stretch = STRETCH if origins < FEW_ORIGINS else 1.0
            rows.append(quantiles[MIDDLE] + (quantiles - quantiles[MIDDLE]) * stretch)
        if not rows:
            return replace(base, table=default, damped=False)
        last = len(rows)
        medians = np.array([one[MIDDLE] for one in rows] + [rows[-1][MIDDLE]] * (HORIZONS - last))
        grown = np.sqrt(np.arange(last + 1, HORIZONS + 1) / last)
        distances = np.concatenate(
            [np.array(rows) - medians[:last, None], (rows[-1] - rows[-1][MIDDLE]) * grown[:, None]]
        )
        own = default - default[:, MIDDLE : MIDDLE + 1]
        beyond = np.where(np.abs(distances) >= np.abs(own), distances, own)
        distances[last:] = beyond[last:]
        distances[:, :MIDDLE] = np.minimum.accumulate(distances[:, :MIDDLE], axis=0)
        distances[:, MIDDLE + 1 :] = np.maximum.accumulate(distances[:, MIDDLE + 1 :], axis=0)
        return replace(base, table=medians[:, None] + distances, counts=(1,) * last)

    def _errors(self, at: int, years: int) -> tuple[Numbers, int]:
        """Return the errors so many years ahead that were known at a column, and from how many origins."""
        found = []
        for before in range(at - years + 1):
            rows = self.training[:, before]
            if rows.any():
                ahead = damped_ahead(self.panel.values[rows, : before + 1], before, years, self.kind, self.rules)
                off = self.places[rows, before + years] - ahead[:, -1]
                found.append(off[~np.isnan(off)])
        found = [one for one in found if len(one)]
        return (np.concatenate(found), len(found)) if found else (np.empty(0), 0)


@dataclass(frozen=True)
class BeforeProjector(Projector):
    """A projector that goes on by the method of before."""

    _before: dict[tuple[str, Kind], BeforeLearner] = field(default_factory=dict, repr=False, compare=False)

    def learner(self, indicator: str, kind: Kind) -> Learner:
        """Return what the method of before knows of an indicator."""
        if (indicator, kind) not in self._before:
            self._before[indicator, kind] = BeforeLearner(self.panel(indicator), kind, self.rules)
        return self._before[indicator, kind]


def before(projector: Projector) -> Projector:
    """Return a projector of the same series that goes on by the method of before."""
    names: Mapping[str, object] = {
        name: getattr(projector, name) for name in ("book", "economies", "fewest_periods", "rules")
    }
    return BeforeProjector(**names)  # type: ignore[arg-type] # names of fields
