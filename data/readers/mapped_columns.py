"""Where the columns of a mapping stand in a file: under which header, at which places."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from data.readers.codes import problem
from data.readers.forms.page import open_page
from data.readers.head import Head
from data.readers.opened import Opened, joined_names
from data.schemas.mapping import ColumnMapping
from data.schemas.mapping_names import distinct_headings, plain_heading
from data.schemas.problem import Problem

YEAR_DIGITS = 4


@dataclass(frozen=True)
class Placed:
    """Where the columns of a mapping stand in a file: under which header, and at which place each of theirs."""

    head: Head
    headings: tuple[str, ...]
    places: Mapping[str, int]
    periods: Mapping[str, str]


def find_columns(opened: Opened, mapping: ColumnMapping) -> Placed | Problem:
    """Return where the columns of a mapping stand, or that they do not: then with those that are missing."""
    best: tuple[Head | None, list[str]] = None, list(mapping.needed)
    more_above = len(opened.said)  # rows that come back have these lines above theirs
    row_said = mapping.header_row and mapping.header_row + more_above
    for head in open_page(opened.content, opened.start, opened.delimiter).heads:
        if row_said not in (None, head.row):
            continue
        headings = distinct_headings(head.names)
        known = {plain_heading(name): place for place, name in enumerate(headings)}
        missing = [name for name in mapping.needed if plain_heading(name) not in known]
        if not missing:
            places = {name: known[plain_heading(name)] for name in mapping.needed}
            placed = _with_new_years(Placed(head, headings, places, mapping.periods), mapping)
            return _repeated(placed, mapping) or placed
        if best[0] is None or len(missing) < len(best[1]):
            best = head, missing
    row = best[0].row if best[0] else mapping.header_row
    details = {"names": joined_names(best[1]), "name": mapping.name}
    return problem("mapping-does-not-fit", row=row, details=details | ({"advice": "named"} if mapping.name else {}))


def _repeated(placed: Placed, mapping: ColumnMapping) -> Problem | None:
    """Return what blocks a file in which a column that is used stands twice, unless the mapping knows of both."""
    names = [plain_heading(name) for name in placed.head.names]
    taken, known = set(placed.places.values()), {plain_heading(name) for name in mapping.header}
    counted = {names[place] for place in taken if plain_heading(placed.headings[place]) != names[place]}
    used = {names[place] for place in taken if names[place]} - counted
    for place, heading in enumerate(placed.headings):
        if place not in taken and names[place] in used and plain_heading(heading) not in known:
            name = placed.head.names[place].strip()
            return problem("column-repeated", column=name, details={"times": names.count(names[place])})
    return None


def _with_new_years(placed: Placed, mapping: ColumnMapping) -> Placed:
    """Return the places with those of years that the file has beyond the mapping, where all its periods are years.

    A year that was there when the mapping was made, and was not taken then, is not taken now.
    """
    if not mapping.periods or not all(_is_year(name) for name in mapping.periods):
        return placed
    left = {plain_heading(name) for name in mapping.header} - {plain_heading(name) for name in mapping.periods}
    years = {name: at for at, name in enumerate(placed.headings) if _is_year(name) and plain_heading(name) not in left}
    return replace(
        placed, places={**years, **placed.places}, periods={**{name: name for name in years}, **mapping.periods}
    )


def _is_year(name: str) -> bool:
    return len(name) == YEAR_DIGITS and name.isascii() and name.isdecimal()
