"""World Bank, extracts of the DataBank: a series a column with its code in brackets, or a year a column.

Below the table stand lines on the database and its last update; a missing value is `..`.
"""

import re
from collections.abc import Collection, Mapping

import numpy as np

from data.readers.codes import problem
from data.readers.forms import worldbank_wdi
from data.readers.forms.long import Long, Positions, changed, column_at, spread, taken
from data.readers.forms.page import Found, edition_of, find_side_car, places_of, year_of
from data.readers.head import Page
from data.readers.sheet import Column, combine
from data.readers.table import Table
from data.schemas.problem import Problem
from data.schemas.publisher import Publisher

BY_SERIES = {
    "area_name": ("country name", "country"),
    "area": ("country code",),
    "time_period": ("time", "year"),
}
TIME_CODE, YEAR_IN_CODE = "time code", re.compile(r"YR([12][0-9]{3})", re.IGNORECASE)
WITH_CODE = re.compile(r"(.*)\[([^\[\]]+)\]\s*")
UPDATED = re.compile(r"Last Updated:\s*([0-9./-]+)")


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in an extract, None where the file is none."""
    for head in page.heads:
        side_car = find_side_car(head, publisher)
        if side_car:
            return side_car
        by_year = places_of(head, worldbank_wdi.COLUMNS)
        years = worldbank_wdi.years_of(head)
        by_series = places_of(head, BY_SERIES)
        coded = {place: name for place, name in enumerate(head.names) if WITH_CODE.fullmatch(name.strip())}
        if len(by_year) == len(worldbank_wdi.COLUMNS) and (years or worldbank_wdi.has_periods(head)):
            return _found(Found(head, by_year, years), page, publisher)
        if len(by_series) == len(BY_SERIES) and coded:
            by_code = places_of(head, {"time_code": (TIME_CODE,)})
            return _found(Found(head, by_series | by_code, coded), page, publisher)
    return None


def _found(found: Found, page: Page, publisher: Publisher) -> Found:
    said = UPDATED.findall(page.last)
    edition, doubts = edition_of(said[-1], publisher.edition, None) if said else (None, ())
    return Found(found.head, found.places, found.values, edition, doubts)


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with one value a row."""
    if "series" in found.places:
        return worldbank_wdi.unfold(table, found, publisher, known)
    values = spread(table, found.values, table.rows > 0)
    titles = Column(values.columns.codes, [name.strip() for name in values.columns.cells])
    columns = {part: taken(column_at(table, place), values.positions) for part, place in found.places.items()}
    rows = table.rows[values.positions]
    columns["time_period"], problems = _as_coded(columns, rows, found)
    return Long(
        {**columns, "series": changed(titles, _code), "series_name": changed(titles, _name)},
        values.values,
        rows,
        {
            "ref_area": found.head.names[found.places["area"]],
            "area_name": found.head.names[found.places["area_name"]],
            "time_period": found.head.names[found.places["time_period"]],
        },
        titles,
        problems=problems,
    )


def _as_coded(columns: Mapping[str, Column], rows: Positions, found: Found) -> tuple[Column, tuple[Problem, ...]]:
    """Return the years as their codes say them; another one that stands beside its code warns, and the code wins."""
    said, coded = columns["time_period"], columns.get("time_code")
    if coded is None:
        return said, ()
    _, first, owners = np.unique(combine([said, coded]), return_index=True, return_inverse=True)
    years, problems = [], []
    for number, at in enumerate(first.tolist()):
        written, code = (one.cells[int(one.codes[at])].strip() for one in (said, coded))
        match = YEAR_IN_CODE.fullmatch(code)
        years.append(match[1] if match else written)
        if match and year_of(written) != match[1]:
            details: dict[str, str | int | float] = {"code": code, "rows": int((owners == number).sum())}
            name = found.head.names[found.places["time_period"]].strip()
            problems.append(
                problem("period-contradicts-code", row=int(rows[at]), column=name, value=written, details=details)
            )
    return Column(owners.astype(np.int32), years), tuple(problems)


def _code(title: str) -> str:
    match = WITH_CODE.fullmatch(title)
    return match[2].strip() if match else title


def _name(title: str) -> str:
    match = WITH_CODE.fullmatch(title)
    return match[1].strip() if match else title
