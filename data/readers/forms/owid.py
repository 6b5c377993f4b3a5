"""Our World in Data: entity, code, year and values under their titles; people rename the headers."""

from collections.abc import Collection

from data.readers.forms.long import Long, column_at, same_everywhere, spread, taken
from data.readers.forms.page import Found, plain
from data.readers.head import Page
from data.readers.header import known_kind
from data.readers.table import Table
from data.schemas.publisher import Publisher

ENTITY = ("entity", "country", "country name", "location", "area", "name")
CODE = ("code", "country code", "iso code", "iso3", "iso3 code")
YEAR = ("year",)
ORDER = ((ENTITY, "area_name"), (CODE, "area"), (YEAR, "time_period"))


def recognise(page: Page, publisher: Publisher) -> Found | None:
    """Return where things stand in the file of a chart, None where the file is none."""
    del publisher
    head = page.heads[0] if page.heads else None
    if head is None or len(head.names) <= len(ORDER) or known_kind(head.names) is not None:
        return None
    names = [plain(name) for name in head.names]
    if not all(name in allowed for name, (allowed, _) in zip(names, ORDER, strict=False)):
        return None
    values = {place: head.names[place].strip() for place in range(len(ORDER), len(names)) if names[place]}
    if not values or (names[0] != ENTITY[0] and len(values) > 1):
        return None
    return Found(head, {part: place for place, (_, part) in enumerate(ORDER)}, values, titled=True)


def unfold(table: Table, found: Found, publisher: Publisher, known: Collection[str]) -> Long:
    """Return the table with one value a row."""
    del publisher, known
    values = spread(table, found.values, table.rows > 0)
    columns = {part: taken(column_at(table, place), values.positions) for part, place in found.places.items()}
    names = {
        part: found.head.names[place].strip() for part, place in (("area_name", 0), ("ref_area", 1), ("time_period", 2))
    }
    return Long(
        {**columns, "series": values.columns, "series_name": same_everywhere("", len(values.positions))},
        values.values,
        table.rows[values.positions],
        names,
        values.columns,
        titled=found.titled,
    )
