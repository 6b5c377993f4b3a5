"""Schools country by country: of a table, or of a revision in the store, of which one country at a time is read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from data.store import ReadParts
from data.tables import SCHOOL_SCHEMA

AREA = "ref_area"

Take = Callable[[str], pa.Table]
"""Returns the schools of a country."""
Schools: TypeAlias = pa.Table | Take
Places = NDArray[np.int64]


def countries_of(schools: pa.Table) -> list[str]:
    """Return the countries that schools are in, sorted."""
    return sorted(schools[AREA].unique().to_pylist())


def stored_schools(read: ReadParts) -> Take:
    """Return the schools of a revision, each country read when it is asked for and held by nobody."""
    return lambda area: read([area], SCHOOL_SCHEMA.names)


def by_country(schools: Schools) -> Take:
    """Return the way to the schools of each country."""
    return divide(schools).take if isinstance(schools, pa.Table) else schools


@dataclass(frozen=True)
class Divided:
    """A table, and the lines of each country in it; `order` is None where they stand together already."""

    table: pa.Table
    order: Places | None
    spans: Mapping[str, tuple[int, int]]

    def take(self, area: str) -> pa.Table:
        """Return the schools of a country."""
        first, last = self.spans.get(area, (0, 0))
        if self.order is None or first == last:
            return self.table.slice(first, last - first)
        return self.table.take(pa.array(self.order[first:last]))


def divide(table: pa.Table) -> Divided:
    """Return a table of schools divided by country; nothing of it is copied."""
    areas = table[AREA].combine_chunks().dictionary_encode() if table.num_rows else pa.array([""]).dictionary_encode()
    codes = areas.indices.to_numpy()[: table.num_rows]
    begins = np.flatnonzero(np.diff(codes, prepend=-1))
    order = None if len(begins) <= len(areas.dictionary) else np.argsort(codes, kind="stable")
    together = codes if order is None else codes[order]
    begins = np.flatnonzero(np.diff(together, prepend=-1))
    ends = np.append(begins, len(codes))[1:]
    names = areas.dictionary.to_pylist()
    spans = {names[together[first]]: (first, last) for first, last in zip(begins.tolist(), ends.tolist(), strict=True)}
    return Divided(table.select(SCHOOL_SCHEMA.names), order, spans)
