"""How observation rows become the book of series: sorted as numbers at once, a series made when it is first asked for.

A state is built from tens of thousands of rows, of which one page needs a few hundred.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from data.schemas.observation import COLUMNS, EVIDENCE, FORECAST, TOTAL
from metrics.series import Key, Point, Series, SeriesBook, moment

Row = tuple[str, str, str, str, str, str, str, float | None, str, str, str, str, str, str, str]
ROW = COLUMNS
DIMENSIONS = ("sex", "age", "urbanisation", "breakdown")
SERIES_OF = ("indicator", "ref_area", *DIMENSIONS, "edition", "certainty")
"""What tells one series from another."""
MOST = 2**62
"""Up to where numbers of rows can be combined without leaving 64 bits."""
Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Texts:
    """A column of texts: the distinct ones, and for each row the place of its text among them."""

    words: Sequence[str]
    places: Numbers

    def cells(self, start: int, stop: int) -> list[str]:
        """Return the texts of some rows that follow each other."""
        return [self.words[place] for place in self.places[start:stop].tolist()]

    def at(self, row: int) -> str:
        """Return the text of a row."""
        return self.words[int(self.places[row])]

    def ranks(self) -> Numbers:
        """Return the place of each row's text among all of them in alphabetical order."""
        order = sorted(range(len(self.words)), key=self.words.__getitem__)
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order))
        return ranks[self.places]

    def among(self, wanted: Iterable[str]) -> npt.NDArray[np.bool_]:
        """Return of each row whether its text is one of those wanted."""
        wanted = set(wanted)
        return np.array([word in wanted for word in self.words], dtype=np.bool_)[self.places]

    def taken(self, rows: Numbers) -> "Texts":
        """Return the column of some of the rows, in their order."""
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


def build_book(columns: Mapping[str, Texts], values: npt.NDArray[np.float64]) -> SeriesBook:
    """Return the book of all series found in observations by column: `values` and, by name, all the others.

    Rows without a value (NaN) are left out.
    """
    kept = np.flatnonzero(~np.isnan(values))
    groups = _number_groups([columns[name] for name in SERIES_OF])[kept]
    order = np.lexsort((columns["time_period"].ranks()[kept], groups))
    rows = kept[order]
    table = _Table({name: column.taken(rows) for name, column in columns.items()}, values[rows])
    starts = np.flatnonzero(np.diff(groups[order], prepend=-1))
    totals, parts, evidence = (_Shelf(table, runs) for runs in _sort_runs(table, starts))
    return SeriesBook(totals, parts, evidence, _newest_releases(table))


def _newest_releases(table: "_Table") -> dict[str, str]:
    """Return the newest month of release of each edition, without evidence."""
    editions, released = table.texts["edition"], table.texts["released"]
    decides = ~table.texts["certainty"].among(EVIDENCE)
    pairs = np.unique(editions.places[decides] * len(released.words) + released.places[decides])
    found: dict[str, str] = {}
    for edition, month in zip(*(one.tolist() for one in np.divmod(pairs, len(released.words) or 1)), strict=True):
        found[editions.words[edition]] = max(released.words[month], found.get(editions.words[edition], ""))
    return found


def _make_texts(cells: Sequence[object]) -> Texts:
    words: dict[str, int] = {}
    places = [words.setdefault(str(cell), len(words)) for cell in cells]
    return Texts(tuple(words), np.array(places, dtype=np.int64))


def _number_groups(columns: Sequence[Texts]) -> Numbers:
    """Return a number for each row, the same for the rows of one series."""
    groups, span = columns[0].places, len(columns[0].words)
    for column in columns[1:]:
        if span * len(column.words) > MOST:
            distinct, groups = np.unique(groups, return_inverse=True)
            span = len(distinct)
        groups = groups * len(column.words) + column.places
        span *= len(column.words)
    return groups


Runs = dict[Key, list[tuple[int, int]]]


@dataclass(frozen=True)
class _Table:
    """The rows with a value, those of one series one after the other, oldest first."""

    texts: Mapping[str, Texts]
    values: npt.NDArray[np.float64]

    @cached_property
    def moments(self) -> npt.NDArray[np.float64]:
        """The place of each row on the time axis."""
        periods = self.texts["time_period"]
        return np.array([moment(one) for one in periods.words], dtype=np.float64)[periods.places]


def _sort_runs(table: _Table, starts: Numbers) -> tuple[Runs, Runs, Runs]:
    """Return where the series stand in the table: totals, parts and evidence, by indicator and area."""
    runs: tuple[Runs, Runs, Runs] = ({}, {}, {})
    parts = np.zeros(len(starts), dtype=np.bool_)
    for name in DIMENSIONS:
        parts |= ~table.texts[name].taken(starts).among((TOTAL,))
    shelves = np.where(table.texts["certainty"].taken(starts).among(EVIDENCE), 2, parts).tolist()
    indicators, areas = (table.texts[name].taken(starts).cells(0, len(starts)) for name in ("indicator", "ref_area"))
    bounds = pairwise([*starts.tolist(), len(table.values)])
    for shelf, indicator, area, run in zip(shelves, indicators, areas, bounds, strict=True):
        runs[shelf].setdefault((indicator, area), []).append(run)
    return runs


@dataclass(frozen=True, eq=False)
class _Shelf(Mapping[Key, tuple[Series, ...]]):
    """The series by indicator and area, newest edition first, each made when it is first asked for."""

    table: _Table
    runs: Runs
    made: dict[Key, tuple[Series, ...]] = field(default_factory=dict)

    def __getitem__(self, key: Key) -> tuple[Series, ...]:
        if key not in self.made:
            found = [_make_series(self.table, start, stop) for start, stop in self.runs[key]]
            found.sort(key=lambda series: (series.released, series.edition), reverse=True)
            self.made[key] = tuple(found)
        return self.made[key]

    def __contains__(self, key: object) -> bool:
        return key in self.runs

    def __iter__(self) -> Iterator[Key]:
        return iter(self.runs)

    def __len__(self) -> int:
        return len(self.runs)


def _make_series(table: _Table, start: int, stop: int) -> Series:
    texts = table.texts
    points = _make_points(table, start, stop)
    observed = tuple([point for point in points if point.obs_status != FORECAST])
    released = texts["released"].cells(start, stop)
    newest = (
        stop - 1 if len(set(released)) == 1 else max(range(start, stop), key=lambda row: (released[row - start], row))
    )
    certainty = texts["certainty"].at(newest)
    return Series(
        indicator=texts["indicator"].at(newest),
        ref_area=texts["ref_area"].at(newest),
        edition=texts["edition"].at(newest),
        released=released[newest - start],
        source=texts["source"].at(newest),
        unit_measure=texts["unit_measure"].at(newest),
        points=observed,
        forecasts=tuple(point for point in points if point.obs_status == FORECAST)
        if len(observed) < len(points)
        else (),
        dimensions=tuple(texts[name].at(newest) for name in DIMENSIONS),  # type: ignore[arg-type] # there are four
        certainty=certainty if certainty in EVIDENCE else "",
    )


def _make_points(table: _Table, start: int, stop: int) -> list[Point]:
    periods, *others = (
        table.texts[name].cells(start, stop) for name in ("time_period", "obs_status", "qualifier", "source")
    )
    moments, values = table.moments[start:stop].tolist(), table.values[start:stop].tolist()
    return list(map(Point, periods, moments, values, *others))
