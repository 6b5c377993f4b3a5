"""What a target asks: its series, baseline and line, how far a value is from it, and at what pace it moves."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import isclose

from tests.second_judge.figures import Book, Edition, Figure, Target

REDEFINED = {"fixed_basket": 2018}
"""The first year of a new definition: ITU's 5 GB basket of 2018 is no baseline for the 1 GB basket of 2017."""

PLAN_FROM = {"SP2020": 2020, "UMC2030": 2022, "SP2024": 2024, "P2C": 2022, "GIGA": 2019}
"""The first year of each plan: a figure from before is no proof that its target was met."""

FIRST_BASELINE = {"SP2020": 2017, "UMC2030": 2020}
"""From when on an edition's first figure serves as the baseline where the target states none."""

PACE_YEARS = 5
COUNTERPART = "DVD"
ANOTHER_EDITION = "stated in the target, from another edition"


@dataclass(frozen=True)
class Baseline:
    """Where progress starts: value, period, and where it comes from."""

    value: float
    period: str
    when: float
    origin: str


def editions_for(book: Book, target: Target, area: str) -> list[Edition]:
    """Return the editions of a target's series in the target's own measure, the newest release first."""
    editions = book.editions(target.indicator, area)
    if target.kind == "gap_relative":
        return _gaps(editions, {edition.name: edition for edition in book.editions(target.indicator, COUNTERPART)})
    if target.kind == "country_share" and target.denominator:
        return [_each(edition, lambda value: value / (target.denominator or 1) * 100) for edition in editions]
    return editions


def _each(edition: Edition, change: Callable[[float], float]) -> Edition:
    figures = tuple(replace(figure, value=change(figure.value)) for figure in edition.figures)
    return replace(edition, figures=figures)


def _gaps(editions: list[Edition], others: dict[str, Edition]) -> list[Edition]:
    gaps = []
    for edition in editions:
        other = (
            {figure.period: figure.value for figure in others[edition.name].figures} if edition.name in others else {}
        )
        both = [replace(f, value=f.value - other[f.period]) for f in edition.figures if f.period in other]
        if both:
            gaps.append(replace(edition, figures=tuple(both)))
    return gaps


def redefined_between(indicator: str, first: int, second: int) -> bool:
    """Return whether the indicator was given another definition between two years."""
    changed = REDEFINED.get(indicator)
    return changed is not None and min(first, second) < changed <= max(first, second)


def baseline_of(target: Target, area: str, edition: Edition, before: float | None = None) -> Baseline | None:
    """Return the baseline: the edition's figure of the year or within one, the one stated, or the first.

    A relative target takes no later first figure: what it promises is a change from its year.
    """
    year = target.baseline_year
    if year is not None and (near := _near(target, edition, year, before)) is not None:
        return _own(near)
    if target.baseline_value is not None and area == target.area:
        stated = Figure(target.indicator, area, target.baseline_period, target.baseline_value, target.unit, "", "")
        if redefined_between(target.indicator, stated.year, edition.last.year):
            return None
        return Baseline(stated.value, stated.period, stated.when, ANOTHER_EDITION)
    return None if "relative" in target.kind else _first(target, edition, before)


def _near(target: Target, edition: Edition, year: int, before: float | None) -> Figure | None:
    near = [
        figure
        for figure in edition.figures
        if abs(figure.year - year) <= 1
        and not redefined_between(target.indicator, year, figure.year)
        and (before is None or figure.when < before)
    ]
    if near and near[0].dated:
        exact = [figure for figure in near if figure.period == target.baseline_period]
        return (exact or near)[0]
    return min(near, key=lambda figure: (abs(figure.year - year), figure.year), default=None)


def _first(target: Target, edition: Edition, before: float | None) -> Baseline | None:
    start = FIRST_BASELINE.get(target.framework)
    if start is None:
        return None
    for figure in edition.figures:
        moved = target.baseline_year is not None and redefined_between(
            target.indicator, target.baseline_year, figure.year
        )
        if figure.year >= start and not moved and (before is None or figure.when < before):
            return _own(figure)
    return None


def _own(figure: Figure) -> Baseline:
    return Baseline(figure.value, figure.period, figure.when, figure.edition)


@dataclass(frozen=True)
class Line:
    """What counts as met: the level, and the target itself where that is more."""

    target: Target
    level: float
    full: float
    reference: float | None = None
    """The baseline from which a relative target counts; its precision is that of the change, in per cent."""

    def meets(self, value: float) -> bool:
        """Return whether a value counts as met."""
        if self.target.kind == "parity":
            return self.distance(value) == 0
        if self.target.direction == "down":
            return value < self.level if self.target.strict else value <= self.level
        return value > self.level if self.target.strict else value >= self.level

    def distance(self, value: float) -> float:
        """Return how far a ratio lies outside the band of parity."""
        low, high = self.level, self.target.upper or self.level
        return max(low - value, value - high, 0.0)

    def at_line(self, value: float) -> bool:
        """Return whether a value rounds to the line, and the verdict hangs on that rounding."""
        if self.reference:
            change, asked = (value / self.reference - 1) * 100, self.target.value or 0.0
            rounded = round(change, self.target.decimals)
            return rounded == asked and (isclose(change, asked) or self.meets(value) != self._reaches(rounded, asked))
        edges = [edge for edge in (self.level, self.target.upper) if edge is not None]
        rounded = round(value, self.target.decimals)
        return rounded in edges and (value in edges or self.meets(value) != self.meets(rounded))

    def _reaches(self, value: float, asked: float) -> bool:
        return value <= asked if self.target.direction == "down" else value >= asked

    def missing(self, value: float, *, full: bool = False) -> float:
        """Return what is missing to the level that counts, or to the target itself; below 0 where a value must fall."""
        if self.target.kind == "parity":
            return self._nearest(value) - value
        return (self.full if full else self.level) - value

    def _nearest(self, value: float) -> float:
        low, high = self.level, self.target.upper or self.level
        return min(max(value, low), high)


def line_of(target: Target, baseline: Baseline | None) -> Line | None:
    """Return the line of a target; none without a number, or without a baseline where it is a change from one."""
    if target.value is None or target.level is None:
        return None
    if "relative" not in target.kind:
        return Line(target, target.level, target.value)
    if baseline is None:
        return None
    level = baseline.value * (1 + target.value / 100)
    return Line(target, level, level, reference=baseline.value)


def progress_of(line: Line, baseline: Baseline | None, value: float) -> float | None:
    """Return the share of the way from the baseline to the target itself: not clamped, none without a way."""
    if baseline is None:
        return None
    if line.target.kind == "parity":
        start = line.distance(baseline.value)
        return 1 - line.distance(value) / start if start else None
    way = line.full - baseline.value
    return (value - baseline.value) / way if way else None


def required_pace(line: Line, figure: Figure, end: float) -> float | None:
    """Return the yearly change needed from the figure to the end of the target year; for parity, of the distance."""
    years = end - figure.when
    if years <= 0:
        return None
    missing = line.missing(figure.value)
    return (line.distance(figure.value) if line.target.kind == "parity" else missing) / years


def actual_pace(line: Line, edition: Edition) -> float | None:
    """Return the change a year over the last five years of an edition; two equal figures are no trend."""
    last = edition.last
    recent = [figure for figure in edition.figures if last.when - figure.when <= PACE_YEARS]
    first = recent[0]
    if len(recent) < 2 or (len(recent) == 2 and first.value == last.value):
        return None
    change = last.value - first.value
    if line.target.kind == "parity":
        change = line.distance(first.value) - line.distance(last.value)
    return change / (last.when - first.when)
