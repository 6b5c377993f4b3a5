"""The schools of a country before and after, side by side: as a census has them, or with what stays as published."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.schemas.school import UNKNOWN
from data.tables import SCHOOL_SCHEMA
from services.schools.countries import AREA, Places, Schools, by_country
from services.schools.lines import Pair

ID = "school_id"
ANSWERS = frozenset({"connectivity", "electricity"})

Mask = NDArray[np.bool_]
Stays = Callable[[Pair], Places]
"""Returns where the published schools of a country stand that stay though the file does not name them."""


def pairs(before: Schools, after: Schools, parts: Sequence[str]) -> Iterator[Pair]:
    """Give one country after another; those before are let go of."""
    old, new = by_country(before), by_country(after)
    for area in parts:
        yield _pair(area, old(area), new(area))


def _pair(area: str, before: pa.Table, after: pa.Table) -> Pair:
    place = pc.fill_null(pc.index_in(after[ID], value_set=before[ID].combine_chunks()), -1)
    return Pair(area, before, after, place.to_numpy().astype(np.int64))


def with_held(pair: Pair, stays: Stays) -> Pair:
    """Return the pair with the published schools that stay though the file does not name them."""
    held = stays(pair)
    after = pa.concat_tables([pair.after, pair.before.take(pa.array(held))])
    return replace(pair, after=after, place=np.concatenate([pair.place, held]), held=len(held))


def merged(pair: Pair, stated: Sequence[str]) -> Pair:
    """Return the pair with published cells where the file states none, and the schools it does not name."""
    known = pair.place >= 0
    published = pair.before.take(pa.array(pair.place, mask=~known))
    columns = {}
    for name in SCHOOL_SCHEMA.names:
        cells = pair.after[name]
        open_cells = _says_nothing(name, cells) if name in stated else np.ones(len(cells), dtype=bool)
        keep = pa.array(known & open_cells)
        columns[name] = cells if name in (AREA, ID) else pc.if_else(keep, published[name], cells)
    named = np.zeros(pair.before.num_rows, dtype=bool)
    named[pair.place[known]] = True
    beside = np.flatnonzero(~named)
    after = pa.concat_tables([pa.table(columns, schema=SCHOOL_SCHEMA), pair.before.take(pa.array(beside))])
    return Pair(pair.ref_area, pair.before, after, np.concatenate([pair.place, beside]), len(beside))


def _says_nothing(name: str, cells: pa.ChunkedArray) -> Mask:
    if pa.types.is_string(cells.type):
        nothing = pa.array(["", UNKNOWN] if name in ANSWERS else [""])
        return np.asarray(pc.is_in(cells, nothing).to_numpy(), dtype=bool)
    return np.asarray(cells.is_null(nan_is_null=pa.types.is_floating(cells.type)).to_numpy(), dtype=bool)
