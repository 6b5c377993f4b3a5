"""UN database of the Sustainable Development Goals: areas are numbers, values texts, dimensions differ by goal.

The CSV writes the names of dimensions in square brackets, the spreadsheet of the portal does not.
"""

from collections.abc import Collection
from dataclasses import replace

from data.readers.forms.long import Long, column_at, from_rows, in_our_codes, parted_by
from data.readers.forms.page import Found, find_columns, plain
from data.readers.head import Page
from data.readers.table import Table
from data.schemas.publisher import Publisher

COLUMNS = {
    "series": ("seriescode",),
    "series_name": ("seriesdescription",),
    "area": ("geoareacode",),
    "area_name": ("geoareaname",),
    "time_period": ("timeperiod",),
    "obs_value": ("value",),
    "unit": ("[units]", "units"),
    "sex": ("[sex]", "sex"),
    "age": ("[age]", "age"),
    "urbanisation": ("[location]", "location"),
    "obs_status": ("[nature]", "nature"),
}
NEEDED = ("series", "area", "time_period", "obs_value")
NAMES = {
    "ref_area": "area",
    "area_name": "area_name",
    "time_period": "time_period",
    "obs_value": "obs_value",
    "indicator": "series",
}


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in a file of the database, None where the file is none."""
    del publisher
    return find_columns(page, COLUMNS, NEEDED)


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with sexes, ages and places in our codes; what else parts the people is left out."""
    del known
    long = from_rows(table, found, NAMES)
    others = [
        (name.strip(), column_at(table, place))
        for place, name in enumerate(found.head.names)
        if name.strip() and place not in found.places.values() and plain(name).strip("[] ") not in publisher.also
    ]
    return in_our_codes(replace(long, parted=parted_by(others)), publisher.dimensions)
