"""A series: the observations of one indicator for one area in ONE edition; and the book of all of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from data.schemas.fields import period_start
from data.schemas.observation import COLUMNS, EVIDENCE, FORECAST, TOTAL

DAYS_IN_A_YEAR = 365.25
EPOCH = date(2000, 1, 1)
TOTALS = (TOTAL, TOTAL, TOTAL, TOTAL)
Dimensions = tuple[str, str, str, str]


def moment(period: str) -> float:
    """Return a period as a number of years on one time axis.

    An annual period stands for its year, so that differences are whole years; a dated one counts by its days
    (a month by its first day).
    """
    if len(period) == len("2024"):
        return float(int(period))
    return date_moment(period_start(period))


def date_moment(day: date) -> float:
    """Return a date as a number of years on the time axis of dated figures: 2026-12-31 is close to 2027.

    A day is 1 / 365.25 of a year wherever it lies, so that differences count the days between.
    """
    return EPOCH.year + (day - EPOCH).days / DAYS_IN_A_YEAR


@dataclass(frozen=True, slots=True)
class Point:
    """One value of a series; `moment` is its place on the time axis in years."""

    period: str
    moment: float
    value: float
    obs_status: str = ""
    qualifier: str = ""
    source: str = ""

    @property
    def year(self) -> int:
        """Return the year observed."""
        return int(self.period[:4])

    @property
    def dated(self) -> bool:
        """Return whether the figure is dated, rather than standing for a whole year."""
        return len(self.period) > len("2024")


def make_point(period: str, value: float, obs_status: str = "", qualifier: str = "") -> Point:
    """Return a point with its place on the time axis."""
    return Point(period, moment(period), value, obs_status, qualifier)


@dataclass(frozen=True, slots=True)
class Series:
    """The observations of one indicator, area and edition, oldest first.

    `points` are what was observed; `forecasts` are the publisher's own projections (obs_status F), never "latest"
    and never evidence. `derived` says that no publisher states it: it follows from other indicators. `register` says
    that it was counted in a register published here, which goes before any figure about the same thing. `certainty` is
    the word of evidence that decides nothing (second hand, a proxy, our own count); empty for what decides.
    """

    indicator: str
    ref_area: str
    edition: str
    released: str
    source: str
    unit_measure: str
    points: tuple[Point, ...]
    forecasts: tuple[Point, ...] = ()
    dimensions: Dimensions = TOTALS
    derived: bool = False
    register: bool = False
    certainty: str = ""

    @property
    def latest(self) -> Point | None:
        """Return the newest observation, None where there is none."""
        return self.points[-1] if self.points else None

    def with_points(self, points: Iterable[Point]) -> "Series":
        """Return the same series with other points."""
        return replace(self, points=tuple(points))

    def estimated_share(self) -> float | None:
        """Return the share of estimates (0 to 1) among the points that state a status; None where none does.

        A derived series has breaks at most, which say nothing of estimates.
        """
        stated = [point for point in self.points if point.obs_status]
        if not stated or self.derived:
            return None
        return sum(point.obs_status == "E" for point in stated) / len(stated)


@dataclass(frozen=True)
class SeriesBook:
    """All series by indicator and area, newest edition first; the totals apart from the breakdowns.

    `evidence` is what nobody saw at its publisher, what stands in for something else and what we counted ourselves,
    total or breakdown: it is shown, and nothing is judged, projected, ranked or mapped by it.
    """

    totals: Mapping[tuple[str, str], tuple[Series, ...]]
    parts: Mapping[tuple[str, str], tuple[Series, ...]] = field(default_factory=dict)
    evidence: Mapping[tuple[str, str], tuple[Series, ...]] = field(default_factory=dict)

    def of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series of totals of an indicator in an area, one an edition, newest edition first."""
        return self.totals.get((indicator, ref_area), ())

    def parts_of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series by sex, age, urban/rural or other breakdown, newest edition first."""
        return self.parts.get((indicator, ref_area), ())

    def evidence_of(self, indicator: str, ref_area: str) -> tuple[Series, ...]:
        """Return the series that are evidence only, newest edition first."""
        return self.evidence.get((indicator, ref_area), ())

    def areas_with(self, indicator: str) -> tuple[str, ...]:
        """Return the areas that have any total of an indicator, in alphabetical order of their codes."""
        return tuple(sorted(area for name, area in self.totals if name == indicator))

    def indicators(self) -> frozenset[str]:
        """Return the indicators that have any series."""
        return frozenset(name for name, _ in self.totals) | frozenset(name for name, _ in self.parts)

    def with_totals(self, totals: Mapping[tuple[str, str], tuple[Series, ...]]) -> "SeriesBook":
        """Return the same book with other series of totals."""
        return replace(self, totals=totals)


Row = tuple[str, str, str, str, str, str, str, float | None, str, str, str, str, str, str, str]
ROW = COLUMNS
SERIES_OF = ("indicator", "ref_area", "sex", "age", "urbanisation", "breakdown", "edition", "certainty")
"""What tells one series from another."""


@dataclass(frozen=True)
class Texts:
    """A column of texts: the distinct ones, and for each row the place of its text among them."""

    words: Sequence[str]
    places: npt.NDArray[np.int64]

    def cells(self) -> list[str]:
        """Return the text of each row."""
        return list(map(self.words.__getitem__, self.places.tolist()))

    def ranks(self) -> npt.NDArray[np.int64]:
        """Return the place of each row's text among all of them in alphabetical order."""
        order = sorted(range(len(self.words)), key=self.words.__getitem__)
        return np.argsort(np.array(order, dtype=np.int64))[self.places]

    def taken(self, rows: npt.NDArray[np.int64]) -> "Texts":
        """Return the column of some of the rows."""
        return Texts(self.words, self.places[rows])


def build_series(rows: Iterable[Row]) -> SeriesBook:
    """Return the book of all series found in observation rows, each a tuple in the order of `ROW`.

    Rows without a value are left out: missing is never a number.
    """
    columns = dict(zip(ROW, zip(*rows, strict=True), strict=False))
    if not columns:
        return SeriesBook({})
    values = np.array(columns.pop("obs_value"), dtype=np.float64)
    return build_book({name: _make_texts(cells) for name, cells in columns.items()}, values)


def _make_texts(cells: Sequence[object]) -> Texts:
    words: dict[str, int] = {}
    places = [words.setdefault(str(cell), len(words)) for cell in cells]
    return Texts(tuple(words), np.array(places, dtype=np.int64))


def build_book(columns: Mapping[str, Texts], values: npt.NDArray[np.float64]) -> SeriesBook:
    """Return the book of all series found in observations given by column: `values` and, by name, all the others.

    Rows are sorted as numbers, and only what a series consists of is made, as a state is built from tens of thousands.
    """
    groups = _group_rows([columns[name] for name in SERIES_OF])
    periods, released = columns["time_period"].ranks(), columns["released"].ranks()
    order = np.lexsort((periods, groups))
    order = order[~np.isnan(values[order])]
    sorted_groups, releases = groups[order], released[order].tolist()
    starts = np.flatnonzero(np.diff(sorted_groups, prepend=-1)).tolist()
    cells = {name: column.taken(order).cells() for name, column in columns.items()}
    points = _make_points(cells, values[order])
    shelves: tuple[Shelf, Shelf, Shelf] = (defaultdict(list), defaultdict(list), defaultdict(list))
    for start, stop in pairwise([*starts, len(order)]):
        newest = max(range(start, stop), key=lambda row: (releases[row], row))
        series = _make_series(cells, newest, points[start:stop])
        shelf = 2 if series.certainty else int(series.dimensions != TOTALS)
        shelves[shelf][(series.indicator, series.ref_area)].append(series)
    return SeriesBook(*(_newest_first(shelf) for shelf in shelves))


Shelf = defaultdict[tuple[str, str], list[Series]]


def _group_rows(columns: Sequence[Texts]) -> npt.NDArray[np.int64]:
    """Return a number for each row, the same for the rows of one series."""

    def join(groups: npt.NDArray[np.int64], column: Texts) -> npt.NDArray[np.int64]:
        return np.unique(groups * len(column.words) + column.places, return_inverse=True)[1]

    return reduce(join, columns[1:], columns[0].places)


def _make_points(cells: Mapping[str, list[str]], values: npt.NDArray[np.float64]) -> list[Point]:
    moments = {period: moment(period) for period in set(cells["time_period"])}
    rest = (cells[name] for name in ("obs_status", "qualifier", "source"))
    at = map(moments.__getitem__, cells["time_period"])
    return list(map(Point, cells["time_period"], at, values.tolist(), *rest))


def _make_series(cells: Mapping[str, list[str]], newest: int, points: list[Point]) -> Series:
    certainty = cells["certainty"][newest]
    return Series(
        indicator=cells["indicator"][newest],
        ref_area=cells["ref_area"][newest],
        edition=cells["edition"][newest],
        released=cells["released"][newest],
        source=cells["source"][newest],
        unit_measure=cells["unit_measure"][newest],
        points=tuple(point for point in points if point.obs_status != FORECAST),
        forecasts=tuple(point for point in points if point.obs_status == FORECAST),
        dimensions=(
            cells["sex"][newest],
            cells["age"][newest],
            cells["urbanisation"][newest],
            cells["breakdown"][newest],
        ),
        certainty=certainty if certainty in EVIDENCE else "",
    )


def _newest_first(shelf: Mapping[tuple[str, str], list[Series]]) -> dict[tuple[str, str], tuple[Series, ...]]:
    return {
        key: tuple(sorted(found, key=lambda series: (series.released, series.edition), reverse=True))
        for key, found in shelf.items()
    }
