"""ITU DataHub: one value a row; only the code of a series tells it from others of the same name and unit.

Estimates are marked in the source of a value alone. Whole files hold answers in words.
"""

from collections.abc import Collection
from dataclasses import replace

import numpy as np
import pyarrow as pa

from data.readers.forms.long import Long, changed, from_rows
from data.readers.forms.page import Found, find_columns
from data.readers.head import Page
from data.readers.table import Table
from data.schemas.publisher import Publisher

COLUMNS = {
    "series": ("seriescode",),
    "series_name": ("seriesname",),
    "unit": ("seriesunits",),
    "area": ("entityiso",),
    "area_name": ("entityname",),
    "time_period": ("datayear",),
    "obs_status": ("datasource",),
    "obs_value": ("datavalue",),
}
NEEDED = ("series", "area", "time_period")
NAMES = {
    "ref_area": "area",
    "area_name": "area_name",
    "time_period": "time_period",
    "obs_value": "obs_value",
    "indicator": "series",
}
ESTIMATE = "estimat"


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in a file of the DataHub, None where the file is none."""
    del publisher
    return find_columns(page, COLUMNS, NEEDED)


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with estimates marked as such; a file without a column of values has no values."""
    del publisher, known
    if "obs_value" not in found.places:
        stand_in = replace(found, places={**found.places, "obs_value": found.places["time_period"]})
        empty = pa.array(np.full(len(table.rows), "", dtype=object), pa.string())
        return replace(from_rows(table, stand_in, NAMES), values=empty)
    long = from_rows(table, found, NAMES)
    if "obs_status" not in long.columns:
        return long
    return replace(long, columns={**long.columns, "obs_status": changed(long.columns["obs_status"], _status)})


def _status(source: str) -> str:
    return "E" if ESTIMATE in source.casefold() else "A"
