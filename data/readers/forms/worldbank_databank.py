"""World Bank, extracts of the DataBank: a series a column with its code in brackets, or a year a column.

Below the table stand lines on the database and its last update; a missing value is `..`.
"""

import re
from collections.abc import Collection

from data.readers.assemble import Table
from data.readers.forms import worldbank_wdi
from data.readers.forms.dates import edition_of
from data.readers.forms.long import Long, changed, column_at, spread, taken
from data.readers.forms.page import Found, Page, places_of
from data.readers.forms.side_cars import find_side_car
from data.readers.sheet import Column
from data.schemas.publisher import Publisher

BY_SERIES = {
    "area_name": ("country", "country name"),
    "area": ("country code",),
    "time_period": ("time", "year"),
}
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
        if len(by_year) == len(worldbank_wdi.COLUMNS) and years:
            return _found(Found(head, by_year, years), page, publisher)
        if len(by_series) == len(BY_SERIES) and coded:
            return _found(Found(head, by_series, coded), page, publisher)
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
    return Long(
        {**columns, "series": changed(titles, _code), "series_name": changed(titles, _name)},
        values.values,
        table.rows[values.positions],
        {
            "ref_area": found.head.names[found.places["area"]],
            "time_period": found.head.names[found.places["time_period"]],
        },
        titles,
    )


def _code(title: str) -> str:
    match = WITH_CODE.fullmatch(title)
    return match[2].strip() if match else title


def _name(title: str) -> str:
    match = WITH_CODE.fullmatch(title)
    return match[1].strip() if match else title
