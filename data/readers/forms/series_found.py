"""The series of an official file, one by one: taken as an indicator, or left out by name, with what does not fit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc

from data.readers.codes import problem
from data.readers.forms.areas import Places
from data.readers.forms.long import Long, Mask, Positions, cells_of, same_everywhere
from data.readers.forms.page import Edition
from data.readers.forms.series import (
    Tracked,
    as_said,
    contradicts,
    is_another_name,
    known_by_title,
    known_codes,
    unit_in_name,
    unit_of,
)
from data.readers.forms.sieve import Sieve
from data.readers.reading import FoundSeries, ReadOptions
from data.readers.sheet import combine
from data.readers.suggestions import suggest_indicator
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

TAKEN, NOT_TRACKED, TEXT_ONLY = "taken", "series-not-tracked", "series-text-only"
WHICH, NO_NUMBERS, NO_SERIES, UNKNOWN = "which-indicator", "no-numbers", "no-series-tracked", "unknown-indicator"
BLOCKS = frozenset({WHICH, NO_NUMBERS, NO_SERIES, UNKNOWN})
NUMBER_LIKE = r"^[\s+\-\x{2212}<>~]*[0-9.,][0-9.,\s'\x{a0}\x{202f}]*([eE][+-]?[0-9]+)?\s*%?\s*$"


@dataclass(frozen=True)
class OneSeries:
    """A series as the file has it: its rows, and what was found of it."""

    rows: Positions
    found: FoundSeries
    tracked: Tracked | None


@dataclass(frozen=True)
class Judged:
    """All series of a file and what is wrong with them."""

    all: Sequence[OneSeries]
    owners: Positions
    problems: Sequence[Problem]
    others: Sequence[FoundSeries]

    @property
    def blocks(self) -> bool:
        """Return whether no series can be read."""
        return any(one.code in BLOCKS for one in self.problems)

    def described(self, long: Long, kept: Mask, places: Places, edition: Edition) -> tuple[FoundSeries, ...]:
        """Return every series with the areas and periods of it that were taken."""
        return (*(_described(one, long, kept, places, edition) for one in self.all), *self.others)


def source_of(one: OneSeries, publisher: Publisher, agency: str) -> str:
    """Return what stands as the source on the rows of a series."""
    own = one.tracked.code.source if one.tracked else ""
    name = one.found.name or one.found.code
    return own or publisher.source.format(code=one.found.code, name=name, agency=agency or publisher.publisher)


def judge_series(long: Long, publisher: Publisher, rules: Rules, options: ReadOptions, sieve: Sieve) -> Judged:
    """Return the series of a table, and leave those out that are none of ours."""
    known = known_by_title(publisher, rules) if long.titled else known_codes(publisher, rules)
    all_series, owners = _distinct(long, known, publisher)
    problems: list[Problem] = []
    if (
        long.titled
        and len(all_series) == 1
        and all_series[0].tracked is None
        and _has_numbers(long, all_series[0].rows)
    ):
        all_series, problems = _as_the_options_say(long, all_series[0], rules, options)
    for one in all_series:
        problems += _doubts(long, one, publisher)
        _leave_out(long, one, sieve)
    for other in long.others:
        sieve.add("series", NOT_TRACKED, other.values, (other.code, other.name))
    others = tuple(FoundSeries(one.code, one.name, NOT_TRACKED, one.values) for one in long.others)
    if not any(one.tracked for one in all_series) and not any(one.code in BLOCKS for one in problems):
        problems += _nothing(all_series, others)
    return Judged(all_series, owners, problems, others)


def _distinct(long: Long, known: Mapping[str, Tracked], publisher: Publisher) -> tuple[list[OneSeries], Positions]:
    empty = same_everywhere("", len(long.rows))
    columns = [long.columns.get(name, empty) for name in ("series", "series_name", "unit")]
    keys = combine(columns)
    distinct, first, owners = np.unique(keys, return_index=True, return_inverse=True)
    order = np.argsort(owners, kind="stable")
    starts = np.searchsorted(owners[order], np.arange(len(distinct) + 1))
    found = []
    for number, row in enumerate(first.tolist()):
        code, name, said = (cells_of(column, np.array([row]))[0].strip() for column in columns)
        tracked = known.get(code.casefold())
        rows = order[starts[number] : starts[number + 1]]
        outcome = TAKEN if tracked else NOT_TRACKED if _has_numbers(long, rows) else TEXT_ONLY
        unit = unit_of(code, tracked, publisher)
        indicator = tracked.indicator.indicator if tracked else ""
        one = FoundSeries(code, name, outcome, len(rows), indicator, said or unit_in_name(name or code), unit)
        found.append(OneSeries(rows, one, tracked))
    return found, owners


def _has_numbers(long: Long, rows: Positions) -> bool:
    cells = long.values.take(rows).unique()
    return bool(pc.any(pc.match_substring_regex(cells, NUMBER_LIKE)).as_py()) or not any(
        cell.strip() for cell in cells.to_pylist()
    )


def _as_the_options_say(
    long: Long, one: OneSeries, rules: Rules, options: ReadOptions
) -> tuple[list[OneSeries], list[Problem]]:
    """Return the one series of a title that nobody knows as the indicator that the options name."""
    asked = (options.indicator or "").strip().lower()
    if asked in rules.indicators:
        tracked = as_said(rules.indicators[asked], one.found.code)
        found = replace(one.found, outcome=TAKEN, indicator=asked, unit_measure=tracked.code.unit_measure)
        return [OneSeries(one.rows, found, tracked)], []
    if asked:
        return [one], [problem(UNKNOWN, value=asked, details=suggest_indicator(asked, rules))]
    column = _column_of(long, one)
    details = suggest_indicator(one.found.code, rules) if column else {"advice": "untitled"}
    return [one], [problem(WHICH, column=column, value=one.found.code, details=details)]


def _doubts(long: Long, one: OneSeries, publisher: Publisher) -> list[Problem]:
    """Return a warning where the unit or the name in the file is not that of the code."""
    found = []
    row = int(long.rows[one.rows[0]])
    if contradicts(one.found.unit_said, one.found.unit_measure, publisher):
        details: dict[str, str | int | float] = {"series": one.found.code, "unit": one.found.unit_measure}
        details |= {"rows": len(one.rows), "advice": "taken" if one.tracked else "skipped"}
        found.append(problem("unit-contradicts-code", row=row, value=one.found.unit_said, details=details))
    if is_another_name(one.found.name, one.tracked):
        expected = one.tracked.code.name if one.tracked else ""
        details = {"series": one.found.code, "expected": expected}
        found.append(problem("name-contradicts-code", row=row, value=one.found.name, details=details))
    return found


def _leave_out(long: Long, one: OneSeries, sieve: Sieve) -> None:
    if one.tracked is None:
        rows = np.zeros(len(long.rows), dtype=bool)
        rows[one.rows] = True
        sieve.leave_out(rows, "series", one.found.outcome, (one.found.code, one.found.name))


def _nothing(all_series: Sequence[OneSeries], others: Sequence[FoundSeries]) -> list[Problem]:
    """Return why there is no series to read: all are text, or none is an indicator here."""
    if all_series and not others and all(one.found.outcome == TEXT_ONLY for one in all_series):
        return [problem(NO_NUMBERS, value=_names([one.found for one in all_series]))]
    found = [*(one.found for one in all_series), *others]
    return [problem(NO_SERIES, value=_names(found))] if found else []


def _names(found: Sequence[FoundSeries]) -> str:
    return ", ".join(dict.fromkeys(one.code for one in found))


def _column_of(long: Long, one: OneSeries) -> str | None:
    return cells_of(long.places, one.rows[:1])[0] if long.places is not None and len(one.rows) else None


def _described(one: OneSeries, long: Long, kept: Mask, places: Places, edition: Edition) -> FoundSeries:
    rows = one.rows[kept[one.rows]]
    if not len(rows) or not one.tracked:
        return one.found
    periods = long.columns["time_period"]
    codes = np.unique(periods.codes[rows])
    written = sorted(periods.cells[code].strip() for code in codes.tolist())
    areas = {places.all[owner].ref_area for owner in np.unique(places.owners[rows]).tolist()}
    return replace(one.found, edition=edition.name, areas=len(areas), first=written[0], last=written[-1])
