"""World Bank, World Development Indicators: years as columns, below four lines about the file.

The lines above the header may have been padded with commas and their date re-written by a spreadsheet, or be gone.
Beside the data lie lists of countries and of series; they are recognised, and the right file is named.
"""

from collections.abc import Collection

from data.readers.forms.long import Long, column_at, filled_cells, only_known, spread, taken, without_values
from data.readers.forms.page import (
    Found,
    edition_of,
    find_side_car,
    looks_like_a_period,
    places_of,
    plain,
    year_of,
)
from data.readers.head import Head, Page
from data.readers.sheet import Column
from data.readers.table import Table
from data.schemas.publisher import Publisher

COLUMNS = {
    "area_name": ("country name",),
    "area": ("country code",),
    "series_name": ("indicator name", "series name"),
    "series": ("indicator code", "series code"),
}
NAMES = {"ref_area": "area", "area_name": "area_name", "indicator": "series"}
UPDATED = "last updated date"


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in a download of WDI, None where the file is none."""
    for number, head in enumerate(page.heads):
        side_car = find_side_car(head, publisher)
        if side_car:
            return side_car
        names = {plain(name) for name in head.names}
        places, years = places_of(head, COLUMNS), years_of(head)
        if len(places) == len(COLUMNS) and (years or has_periods(head)) and "indicator code" in names:
            return _with_edition(Found(head, places, years), page.heads[:number], publisher)
    return None


def years_of(head: Head) -> dict[int, str]:
    """Return the years that stand as columns, by position."""
    found = {place: year_of(name) for place, name in enumerate(head.names)}
    return {place: year for place, year in found.items() if year}


def has_periods(head: Head) -> bool:
    """Return whether columns are headed by what looks like a period and is no year: they block when they are read."""
    return any(looks_like_a_period(name) for name in head.names)


def _with_edition(found: Found, above: tuple[Head, ...], publisher: Publisher) -> Found:
    said = next((one for one in above if plain(one.names[0]) == UPDATED and len(one.names) > 1), None)
    if said is None:
        return found
    edition, doubts = edition_of(said.names[1], publisher.edition, said.row)
    return Found(found.head, found.places, found.values, edition, doubts)


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with one value a row; series that nobody tracks are only counted."""
    del publisher
    series, names = (column_at(table, found.places[part]) for part in ("series", "series_name"))
    counts = filled_cells(table, found.values)
    mine, others = only_known(series, known, counts, names, table.rows)
    values = spread(table, found.values, mine)
    columns = {part: taken(column_at(table, place), values.positions) for part, place in found.places.items()}
    titles = [found.head.names[place].strip() for place in found.values]
    return Long(
        {**columns, "time_period": values.columns},
        values.values,
        table.rows[values.positions],
        {part: found.head.names[found.places[at]].strip() for part, at in NAMES.items()},
        Column(values.columns.codes, titles),
        others=others,
        without_values=without_values(table, found.places["area"], found.places["area_name"], counts + ~mine),
    )
