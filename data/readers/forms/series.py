"""The series of an official file by code: taken as an indicator in its unit, or left out by name; what does not fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow.compute as pc
from rapidfuzz import fuzz

from data.readers.codes import problem
from data.readers.forms.areas import Places
from data.readers.forms.long import Long, Mask, Other, Positions, Sieve, cells_of, same_everywhere
from data.readers.forms.page import Edition, plain
from data.readers.reading import FoundSeries, ReadOptions
from data.readers.sheet import combine
from data.readers.suggestions import offer_indicator
from data.reference.words import load_unit_words, plain_unit
from data.schemas.indicator import Indicator, PublisherCode
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules
from data.schemas.target import PER_CENT

SAME_NAME = 60
"""From this likeness on, of 100, a name is taken as another wording of the publisher's own."""


@dataclass(frozen=True)
class Tracked:
    """A series that is an indicator of ours, and what its publisher means by the code."""

    indicator: Indicator
    code: PublisherCode


def known_codes(publisher: Publisher, rules: Rules) -> Mapping[str, Tracked]:
    """Return the indicators by the codes, in small letters, that the publisher has for them, and by our own."""
    found: dict[str, Tracked] = {}
    for form in publisher.codes:
        for indicator in rules.indicators.values():
            for code in indicator.codes.get(form, ()):
                found.setdefault(code.code.casefold(), Tracked(indicator, code))
    for indicator in rules.indicators.values():
        found.setdefault(indicator.indicator.casefold(), as_said(indicator, indicator.indicator))
    return found


def known_by_title(publisher: Publisher, rules: Rules) -> Mapping[str, Tracked]:
    """Return the same, with the indicators under their names as well: a title may be one of them."""
    named = {one.name.casefold(): as_said(one, one.name) for one in rules.indicators.values()}
    return named | dict(known_codes(publisher, rules))


def as_said(indicator: Indicator, title: str) -> Tracked:
    """Return a series that is an indicator because somebody says so, in the unit of the indicator."""
    return Tracked(indicator, PublisherCode(code=title, unit_measure=indicator.unit_measure))


def unit_of(code: str, tracked: Tracked | None, publisher: Publisher) -> str:
    """Return the unit that a code stands for, an empty text where that is not known."""
    if tracked:
        return tracked.code.unit_measure
    ends = sorted(publisher.ends, key=len, reverse=True)
    return next((publisher.ends[end] for end in ends if code.casefold().endswith(end.casefold())), "")


def is_another_name(name: str, tracked: Tracked | None) -> bool:
    """Return whether a name in the file is quite another than the publisher's own for the code."""
    own = tracked.code.name if tracked else ""
    return bool(own and name.strip()) and fuzz.token_set_ratio(plain(own), plain(name)) < SAME_NAME


OF_SOMETHING_ELSE = "PT_OTHER"
ADVICE = {True: "taken", False: "skipped"}


@dataclass(frozen=True)
class Stated:
    """What a file says of the unit of a series, from which row on and in how many, and the unit its code stands for."""

    code: str
    said: str
    unit: str
    row: int
    rows: int
    taken: bool


def units_meant(said: str, publisher: Publisher) -> tuple[str, ...] | None:
    """Return the units that words may mean; none where they leave it open, None where the words are not known."""
    words = plain_unit(said)
    own = {plain_unit(word): units for word, units in publisher.says.items()}
    found = own.get(words, load_unit_words().get(words))
    return (OF_SOMETHING_ELSE,) if found is None and ("%" in words or "percent" in words) else found


def contradicts(stated: Stated, publisher: Publisher) -> bool:
    """Return whether what a file says of a unit cannot be meant by the unit of the code."""
    if not stated.unit or plain_unit(stated.said) == plain_unit(stated.unit):
        return False
    meant = units_meant(stated.said, publisher)
    if meant is None:
        return stated.taken and plain_unit(stated.unit) in load_unit_words()
    return bool(meant) and not any(_fits(one, stated) for one in meant)


def _fits(meant: str, stated: Stated) -> bool:
    """Return whether a unit is that of the code: a bare per cent is one of anything, as is the unit of a bare code."""
    if stated.unit == PER_CENT and meant.startswith(PER_CENT):
        return not stated.taken or meant in (PER_CENT, OF_SOMETHING_ELSE)
    return meant == stated.unit or (meant == PER_CENT and stated.unit.startswith(PER_CENT))


def unit_problems(all_stated: Iterable[Stated], publisher: Publisher) -> Iterator[Problem]:
    """Yield a warning for each series whose unit in the file is not that of its code; one for each unit if taken."""
    by_code: dict[str, list[Stated]] = {}
    for one in all_stated:
        by_code.setdefault(plain(one.code), []).append(one)
    for found in by_code.values():
        wrong = [one for one in found if contradicts(one, publisher)]
        if found[0].taken:
            by_word = {one.said: [other for other in wrong if other.said == one.said] for one in wrong}
            yield from (_warning(alike) for alike in by_word.values())
        elif wrong:
            yield _warning(wrong)
        elif not found[0].unit:
            yield from _two_in_one(found, publisher)


def _warning(wrong: Sequence[Stated]) -> Problem:
    first = min(wrong, key=lambda one: one.row)
    details: dict[str, str | int | float] = {"series": first.code, "unit": first.unit}
    details |= {"rows": sum(one.rows for one in wrong), "advice": ADVICE[first.taken]}
    return problem("unit-contradicts-code", row=first.row, value=first.said, details=details)


def _two_in_one(found: Sequence[Stated], publisher: Publisher) -> Iterator[Problem]:
    """Yield a warning where one series, whose unit nobody knows here, has two that cannot be the same."""
    known = [one for one in sorted(found, key=lambda one: one.row) if units_meant(one.said, publisher)]
    for one in known[1:]:
        if not _may_be_same(known[0], one, publisher):
            details: dict[str, str | int | float] = {"series": one.code, "other": known[0].said, "advice": "two"}
            details |= {"rows": sum(each.rows for each in found)}
            yield problem("unit-contradicts-code", row=one.row, value=one.said, details=details)
            return


def _may_be_same(one: Stated, other: Stated, publisher: Publisher) -> bool:
    first, second = (set(units_meant(each.said, publisher) or ()) for each in (one, other))
    per_cent = all(unit.startswith(PER_CENT) for unit in first | second) and PER_CENT in first | second
    return bool(first & second) or per_cent


def unit_in_name(name: str, publisher: Publisher) -> str:
    """Return what stands in brackets at the end of a name: the unit, with publishers that have no column for it.

    Of several brackets the last that is a unit counts, the last of all where none is known as one.
    """
    found = list(_brackets(name))
    return next((one for one in found if units_meant(one, publisher)), found[0] if found else "")


def _brackets(name: str) -> Iterator[str]:
    """Yield what stands in the brackets at the end of a name, the last first."""
    rest = name.rstrip()
    while rest.endswith(")"):
        depth, begin = 0, len(rest)
        while begin and (depth or begin == len(rest)):
            begin -= 1
            depth += {")": 1, "(": -1}.get(rest[begin], 0)
        if depth:
            return
        yield rest[begin + 1 : -1].strip()
        rest = rest[:begin].rstrip()


TAKEN, NOT_TRACKED, TEXT_ONLY = "taken", "series-not-tracked", "series-text-only"
WHICH, NO_NUMBERS, NO_SERIES, UNKNOWN = "which-indicator", "no-numbers", "no-series-tracked", "unknown-indicator"
SEVERAL = "; "
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

    def in_per_cent(self, positions: Positions) -> Mask:
        """Return which rows at these positions are of a series whose code stands for a per cent."""
        marks = [one.found.unit_measure.startswith(PER_CENT) for one in self.all]
        return np.array(marks or [False], dtype=bool)[self.owners[positions]]

    def described(self, long: Long, kept: Mask, places: Places, edition: Edition) -> tuple[FoundSeries, ...]:
        """Return every series with the areas and periods of it that were taken; rows without a code are of none."""
        coded = [one for one in self.all if one.found.code or long.titled]
        return (*(_described(one, long, kept, places, edition) for one in _once(coded)), *self.others)


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
    stated = [_stated(long, one) for one in all_series]
    stated += [one for other in long.others for one in _stated_of(other, publisher)]
    problems += unit_problems(stated, publisher)
    for one in all_series:
        problems += _other_name(long, one)
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
        said = said or _unit_in_title(long, name or code, tracked, publisher)
        one = FoundSeries(code, name, outcome, len(rows), indicator, said, unit)
        found.append(OneSeries(rows, one, tracked))
    return found, owners


def _unit_in_title(long: Long, title: str, tracked: Tracked | None, publisher: Publisher) -> str:
    """Return the unit in the brackets of a title; those of a flow hold its version, those of our names other things."""
    ours = tracked is not None and title.casefold() == tracked.indicator.name.casefold()
    return "" if ours or "series_name" not in long.columns else unit_in_name(title, publisher)


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
        return [one], [problem(UNKNOWN, value=asked, details=offer_indicator(asked, rules))]
    column = _column_of(long, one)
    details = offer_indicator(one.found.code, rules) if column else {"advice": "untitled"}
    return [one], [problem(WHICH, column=column, value=one.found.code, details=details)]


def _stated(long: Long, one: OneSeries) -> Stated:
    found, row = one.found, int(long.rows[one.rows[0]])
    return Stated(found.code, found.unit_said, found.unit_measure, row, len(one.rows), one.tracked is not None)


def _stated_of(other: Other, publisher: Publisher) -> list[Stated]:
    """Return what the names of a series that was not taken apart say of its unit."""
    unit, names = unit_of(other.code, None, publisher), other.names.items()
    return [
        Stated(other.code, unit_in_name(name, publisher), unit, row, values, taken=False)
        for name, (row, values) in names
    ]


def _other_name(long: Long, one: OneSeries) -> list[Problem]:
    """Return a warning where the name in the file is not that of the code."""
    if not is_another_name(one.found.name, one.tracked):
        return []
    details: dict[str, str | int | float] = {"series": one.found.code}
    details["expected"] = one.tracked.code.name if one.tracked else ""
    row = int(long.rows[one.rows[0]])
    return [problem("name-contradicts-code", row=row, value=one.found.name, details=details)]


def _leave_out(long: Long, one: OneSeries, sieve: Sieve) -> None:
    if one.tracked is None and (one.found.code or long.titled):
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
    return ", ".join(dict.fromkeys(one.code or one.name for one in found))


def _column_of(long: Long, one: OneSeries) -> str | None:
    return cells_of(long.places, one.rows[:1])[0] if long.places is not None and len(one.rows) else None


def _once(series: Sequence[OneSeries]) -> list[OneSeries]:
    """Return each series once, though names and units beside its code may differ."""
    together: dict[tuple[str, str], OneSeries] = {}
    for one in series:
        key = (one.found.code.casefold() or one.found.name, one.found.outcome)
        before = together.setdefault(key, one)
        if before is not one:
            rows = np.concatenate([before.rows, one.rows])
            said = dict.fromkeys(unit for unit in (*before.found.unit_said.split(SEVERAL), one.found.unit_said) if unit)
            found_of_both = replace(before.found, values=len(rows), unit_said=SEVERAL.join(said))
            together[key] = OneSeries(rows, found_of_both, before.tracked)
    return list(together.values())


def _described(one: OneSeries, long: Long, kept: Mask, places: Places, edition: Edition) -> FoundSeries:
    rows = one.rows[kept[one.rows]]
    if not len(rows) or not one.tracked:
        return one.found
    periods = long.columns["time_period"]
    codes = np.unique(periods.codes[rows])
    written = sorted(periods.cells[code].strip() for code in codes.tolist())
    areas = {places.all[owner].ref_area for owner in np.unique(places.owners[rows]).tolist()}
    return replace(one.found, edition=edition.name, areas=len(areas), first=written[0], last=written[-1])
