"""A publisher's table turned into our columns: series, areas, units and editions put in our codes, the rest left out.

What is left out is counted by name; what a code means goes before what the file says of it, and a contradiction warns.
What then remains is judged by the same model as any file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import numpy as np
import pandas as pd
import pyarrow as pa
from numpy.typing import NDArray

from data.readers.codes import problem
from data.readers.decimals import weigh, write_plainly
from data.readers.forms.areas import Place, Places, place_of
from data.readers.forms.long import Long, Mask, Sieve, at, cells_of, same_everywhere
from data.readers.forms.page import Edition, Found, month_named
from data.readers.forms.series import Judged, judge_series, source_of
from data.readers.numbers import power_of_ten, times
from data.readers.reading import FoundSeries, ReadOptions, Skipped
from data.readers.sheet import VALUE, Column, Sheet, combine
from data.schemas.fields import is_missing
from data.schemas.observation import TOTAL
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher
from data.schemas.rules import Rules

OPEN_ENDED = "Y_GE"


def ages_that_are_limits(
    columns: Mapping[str, Column], limits: NDArray[np.bool_], area: Column, series: NDArray[np.int32]
) -> dict[str, Column]:
    """Return the columns with the total in the place of an age that is only a limit.

    That is so where the code of the series says it, and the value is the only one of its area, period and sex: an open
    age ('15+') beside others is a part as any other.
    """
    if "age" not in columns or not limits.any():
        return dict(columns)
    age = columns["age"]
    ages = pd.Series([age.cells[code] for code in age.codes.tolist()])
    others = {name: one.codes for name, one in columns.items() if name not in ("age", "obs_status")}
    frame = pd.DataFrame({**others, "area": area.codes, "series": series, "age": ages})
    alone = frame.groupby([*others, "area", "series"], sort=False)["age"].transform("size") == 1
    limit = alone & limits & ages.str.startswith(OPEN_ENDED)
    cells = list(dict.fromkeys([*age.cells, TOTAL]))
    codes = {cell: place for place, cell in enumerate(cells)}
    written = ages.where(~limit, TOTAL)
    return {**columns, "age": Column(np.array([codes[cell] for cell in written], dtype=np.int32), cells)}


def edition_for(
    stated: Edition | None, agency: str, publisher: Publisher, rules: Rules, options: ReadOptions
) -> tuple[Edition, bool]:
    """Return the edition, and whether it had to be assumed.

    What the file states goes first, then what the person says who uploads it; else it is the publisher's name and the
    month of the upload. An edition that is named with a month came out in it; the month of any other is left open.
    """
    if stated:
        return stated, False
    if options.edition and options.edition.strip():
        return Edition(options.edition.strip(), month_named(options.edition)), False
    month = rules.today.strftime("%Y-%m")
    return Edition(f"{publisher.edition or agency or publisher.publisher} {month}", month), True


@dataclass(frozen=True)
class InDigits:
    """Values in plain digits as far as that is certain, what is to be said of them, and the decimal mark they had."""

    values: pa.StringArray
    problems: Sequence[Problem]
    decimal: str


def in_plain_digits(rows: Long, said: str | None, in_per_cent: Mask) -> InDigits:
    """Return the values in plain digits; those that can be meant in two ways block, unless the mark is said.

    A per cent sign is read in the rows whose code stands for a per cent; elsewhere it stays, and the model refuses it.
    """
    evidence, said = weigh([rows.values], said)
    plain = write_plainly(rows.values, evidence, said)
    if plain.doubtful >= 0:
        return InDigits(rows.values, [_of_cell(rows, "decimal-not-certain", plain.doubtful, {})], "")
    changed = plain.changed & (~plain.percent | in_per_cent)
    if not changed.any():
        return InDigits(rows.values, [], said or "")
    values = pa.array(np.where(changed, plain.cells.to_pylist(), rows.values.to_pylist()).tolist(), pa.string())
    signs = changed & plain.percent
    found = _read(rows, values, signs, "per_cent") + _read(rows, values, changed & ~signs, "comma")
    if signs.any() and (in_per_cent & ~signs).any():
        found.append(_of_cell(rows, "percent-mixed", int(np.argmax(in_per_cent & ~signs)), {}))
    return InDigits(values, found, said or evidence.mark)


def _read(rows: Long, values: pa.StringArray, cells: Mask, way: str) -> list[Problem]:
    """Return the note on the cells that were written in one way: the first of them, and how many there are."""
    if not cells.any():
        return []
    first = int(np.argmax(cells))
    return [
        _of_cell(rows, "number-read", first, {"advice": way, "read": values[first].as_py(), "cells": int(cells.sum())})
    ]


def _of_cell(rows: Long, code: str, at: int, details: dict[str, str | int | float]) -> Problem:
    name = cells_of(rows.places, np.array([at]))[0] if rows.places else rows.names.get(VALUE, VALUE)
    return problem(code, row=int(rows.rows[at]), column=name, value=rows.values[at].as_py(), details=details)


KEPT = ("time_period", "sex", "age", "urbanisation", "obs_status")
YEAR = re.compile(r"[0-9]{4}")
REASONS = {"country": "country-not-tracked", "group": "group-not-tracked", "unknown": "area-unknown"}
"""Why an area is left out."""
WARNS = {"country": "message", "unknown": "unknown"}
"""The areas whose being left out warns, and the wording."""


@dataclass(frozen=True)
class Delivered:
    """What a publisher's table is in our columns, and what was left out of it; `sheet` is None where all was."""

    sheet: Sheet | None
    read: int
    skipped: Sequence[Skipped]
    problems: Sequence[Problem]
    series: Sequence[FoundSeries]
    edition: Edition
    assumed: bool
    decimal: str = ""


@dataclass(frozen=True)
class Owners:
    """For each row that is kept, its series and its area, by their numbers."""

    series: NDArray[np.int32]
    places: NDArray[np.int32]


def deliver(long: Long, found: Found, publisher: Publisher, rules: Rules, options: ReadOptions) -> Delivered:
    """Return a publisher's table in our columns."""
    sieve = Sieve(len(long.rows))
    read = len(long.rows) + sum(one.values for one in long.others)
    judged = judge_series(long, publisher, rules, options, sieve)
    places, problems = _places(long, publisher, rules, sieve)
    _leave_out_the_rest(long, rules, sieve)
    edition, assumed = edition_for(found.edition, long.agency, publisher, rules, options)
    problems = [*found.problems, *long.problems, *judged.problems, *problems]
    if assumed and sieve.kept.any():
        problems.append(problem("edition-not-in-file", details={"edition": edition.name}))
    series = judged.described(long, sieve.kept, places, edition)
    if not sieve.kept.any():
        problems += [problem("nothing-left")] if read and not judged.blocks else []
        return Delivered(None, read, sieve.skipped, problems, series, edition, assumed)
    kept = np.flatnonzero(sieve.kept)
    rows = at(long, kept)
    plain = in_plain_digits(rows, options.decimal, judged.in_per_cent(kept))
    owners = Owners(judged.owners[kept].astype(np.int32), places.owners[kept].astype(np.int32))
    sheet = _sheet(replace(rows, values=plain.values), owners, judged, places, edition, publisher)
    problems += [*plain.problems, *_multipliers(rows)]
    return Delivered(sheet, read, sieve.skipped, problems, series, edition, assumed, plain.decimal)


def _places(long: Long, publisher: Publisher, rules: Rules, sieve: Sieve) -> tuple[Places, list[Problem]]:
    """Return what each distinct code and name of an area stands for, and leave out those that are none of ours."""
    names = long.columns.get("area_name", same_everywhere("", len(long.rows)))
    pairs = combine([long.columns["area"], names])
    _, first, owners = np.unique(pairs, return_index=True, return_inverse=True)
    found: list[Place] = []
    problems: list[Problem] = []
    for number, row in enumerate(first.tolist()):
        code, name = (cells_of(column, np.array([row]))[0].strip() for column in (long.columns["area"], names))
        place = place_of(code, name, publisher, rules)
        found.append(place if place.ref_area else replace(place, ref_area=code))
        rows = owners == number
        if place.meant and (sieve.kept & rows).any():
            details = {"name": name, "meant": place.meant, "taken": rules.areas.get(place.ref_area, place.name)}
            problems.append(_of_area(long, row, "area-contradicts-name", code, details))
        if place.skipped:
            count = sieve.leave_out(rows, "area", REASONS[place.skipped], (code, place.name))
            problems += _area_skipped(long, row, code, place, count)
    return Places(owners, found), [*problems, *_without_values(long, publisher, rules, sieve)]


def _without_values(long: Long, publisher: Publisher, rules: Rules, sieve: Sieve) -> Iterator[Problem]:
    """Yield a warning for each country that is none of ours and stands in the file without a value."""
    for row, code, name in long.without_values:
        place = place_of(code, name, publisher, rules)
        if place.skipped in WARNS:
            sieve.add("area", REASONS[place.skipped], 0, (code.strip(), place.name))
            details = {"advice": "without_values", "name": place.name}
            column = long.names.get("ref_area", "ref_area")
            written = code.strip() or place.name
            yield problem("area-not-tracked", row=row, column=column, value=written, details=details)


def _area_skipped(long: Long, row: int, code: str, place: Place, count: int) -> list[Problem]:
    """Return the warning about a country that is none of ours; a group without a counterpart is only counted."""
    if place.skipped not in WARNS or not count:
        return []
    advice = "named" if not code else WARNS[place.skipped]
    details: dict[str, str | int | float] = {"name": place.name or code, "rows": count, "advice": advice}
    return [_of_area(long, row, "area-not-tracked", code or place.name, details)]


def _of_area(long: Long, row: int, code: str, value: str, details: Mapping[str, str | int | float]) -> Problem:
    column = long.names.get("ref_area", "ref_area")
    if details.get("advice") == "named":
        column = long.names.get("area_name", column)
    return problem(code, row=int(long.rows[row]), column=column, value=value, details=details)


def _leave_out_the_rest(long: Long, rules: Rules, sieve: Sieve) -> None:
    """Leave out rows that say they are void, parts of the people without a code, missing values, and early years."""
    for reason, rows in long.without.items():
        sieve.leave_out(rows, "rows-decided" if reason == "decided" else "rows-void", reason)
    if long.parts is not None:
        sieve.leave_out(long.parts, "rows-of-parts", "part-not-tracked")
    for name, rows in long.parted.items():
        sieve.leave_out(rows, "rows-of-dimension", "dimension-not-tracked", ("", name))
    distinct = long.values.dictionary_encode()
    marks = np.array([is_missing(cell) for cell in distinct.dictionary.to_pylist()] or [False], dtype=bool)
    sieve.leave_out(marks[distinct.indices.to_numpy(zero_copy_only=False)], "rows-without-value", "publisher-has-none")
    periods = long.columns["time_period"]
    early = [bool(YEAR.fullmatch(cell.strip())) and int(cell) < rules.earliest_year for cell in periods.cells]
    sieve.leave_out(np.array(early or [False], dtype=bool)[periods.codes], "rows-too-early", "before-the-earliest-year")


def _sheet(rows: Long, owner: Owners, judged: Judged, places: Places, edition: Edition, publisher: Publisher) -> Sheet:
    owners = owner.series
    columns = {name: rows.columns[name] for name in KEPT if name in rows.columns}
    limits = np.array([one.tracked is not None and one.tracked.code.ages_are_limits for one in judged.all])[owners]
    columns = ages_that_are_limits(columns, limits, rows.columns["area"], owners)
    columns["indicator"] = Column(owners, [one.found.indicator for one in judged.all])
    columns["ref_area"] = Column(owner.places, [one.ref_area for one in places.all])
    columns["source"] = Column(owners, [source_of(one, publisher, rows.agency) for one in judged.all])
    columns["edition"] = same_everywhere(edition.name, len(rows.rows))
    columns["released"] = same_everywhere(edition.released, len(rows.rows))
    divided = np.array([one.tracked.code.divide_by if one.tracked else 1 for one in judged.all])[owners]
    by_name = frozenset(one.ref_area for one in places.all if one.by_name)
    return Sheet(columns, _in_our_unit(rows, divided), rows.rows, rows.names, rows.places, by_name)


def _in_our_unit(rows: Long, divided: NDArray[np.int64]) -> pa.StringArray:
    """Return the values in the units of their indicators, exactly: shifted, not rounded."""
    powers = _powers(rows)
    if (divided == 1).all() and not any(powers):
        return rows.values
    found = zip(rows.values.to_pylist(), powers, divided.tolist(), strict=True)
    return pa.array([times(cell, Decimal(10) ** power / divide_by) for cell, power, divide_by in found], pa.string())


def _powers(rows: Long) -> list[int]:
    column = rows.columns.get("multiplier", same_everywhere("0", len(rows.rows)))
    powers = [power_of_ten(cell) or 0 for cell in column.cells]
    return [powers[code] for code in column.codes.tolist()]


def _multipliers(rows: Long) -> Iterator[Problem]:
    """Yield what blocks a file with a multiplier that cannot be read: its values would be wrong by powers of ten."""
    column = rows.columns.get("multiplier", same_everywhere("", len(rows.rows)))
    for code, cell in enumerate(column.cells):
        wrong = np.flatnonzero(column.codes == code)
        if len(wrong) and power_of_ten(cell) is None:
            row, name = int(rows.rows[wrong[0]]), rows.names.get("multiplier", "UNIT_MULT")
            yield problem("multiplier-not-known", row=row, column=name, value=cell, details={"rows": len(wrong)})
