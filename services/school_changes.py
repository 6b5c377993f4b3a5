"""What a census changes among the schools: country by country, so that millions of them need little memory.

A census replaces the countries it contains; or it is merged by school id: then what it does not state, column or
cell, keeps what is published, and no school goes. "Unknown" states nothing.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from data.progress import tell
from data.schemas.school import UNKNOWN
from data.tables import SCHOOL_SCHEMA
from services.difference import Difference
from services.school_lines import Pair, make_lines, no_lines
from services.shapes import SCHOOL_ROWS

LISTED = 1000
"""At most so many lines of a difference are listed."""
AREA, ID, CONNECTIVITY = "ref_area", "school_id", "connectivity"
ANSWERS = frozenset({CONNECTIVITY, "electricity"})
WORST_FIRST = ("gone", "connectivity", "changed", "new")

Places = NDArray[np.int64]
Mask = NDArray[np.bool_]
Lines = Mapping[str, pa.Table]


@dataclass(frozen=True)
class CountryCount:
    """How many schools of a country a census adds, changes, leaves as they are and removes."""

    ref_area: str
    new: int
    changed: int
    unchanged: int
    gone: int

    @property
    def touched(self) -> int:
        """Return how many schools are added, changed or removed."""
        return self.new + self.changed + self.gone


@dataclass(frozen=True)
class SchoolDifference(Difference):
    """The difference between two states of the schools, with the counts of each country."""

    by_country: tuple[CountryCount, ...] = field(default=())


def merge_schools(before: pa.Table, incoming: pa.Table, stated: Sequence[str], *, by_id: bool) -> SchoolDifference:
    """Return what a census changes in the countries it contains.

    Args:
        before: The published schools of these countries.
        incoming: The schools of the file.
        stated: The columns that the file has.
        by_id: Whether schools are merged by their id; else the file replaces its countries.

    Returns:
        The difference; its state is all schools of these countries afterwards. As in every merge, published schools
        that the file does not name count nowhere.
    """
    parts = sorted(pc.unique(incoming[AREA]).to_pylist())
    if not by_id:
        return compare_schools(before, incoming, parts)
    pairs = (_merged(pair, stated) for pair in _pairs(before, incoming, parts))
    return _difference(pairs, parts, None)


def compare_schools(before: pa.Table, after: pa.Table, parts: Sequence[str]) -> SchoolDifference:
    """Return the difference between two states of the schools in some countries, each state whole."""
    chosen = sorted(parts)
    areas = pc.unique(after[AREA]).to_pylist()
    state = after if set(areas) <= set(chosen) else after.filter(pc.is_in(after[AREA], pa.array(chosen, pa.string())))
    return _difference(_pairs(before, after, chosen), chosen, state)


def count_by_country(difference: Difference) -> tuple[CountryCount, ...]:
    """Return the counts of each country, those with the most schools touched first."""
    found = difference.by_country if isinstance(difference, SchoolDifference) else ()
    return tuple(sorted(found, key=lambda one: (-one.touched, one.ref_area)))


def _pairs(before: pa.Table, after: pa.Table, parts: Sequence[str]) -> Iterator[Pair]:
    old, new = _by_country(before), _by_country(after)
    for area in parts:
        earlier, later = (some.take(area) for some in (old, new))
        place = pc.fill_null(pc.index_in(later[ID], value_set=earlier[ID].combine_chunks()), -1)
        yield Pair(area, earlier, later, place.to_numpy().astype(np.int64))


@dataclass(frozen=True)
class _ByCountry:
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


def _by_country(table: pa.Table) -> _ByCountry:
    areas = table[AREA].combine_chunks().dictionary_encode() if table.num_rows else pa.array([""]).dictionary_encode()
    codes = areas.indices.to_numpy()[: table.num_rows]
    begins = np.flatnonzero(np.diff(codes, prepend=-1))
    order = None if len(begins) <= len(areas.dictionary) else np.argsort(codes, kind="stable")
    together = codes if order is None else codes[order]
    begins = np.flatnonzero(np.diff(together, prepend=-1))
    ends = np.append(begins, len(codes))[1:]
    names = areas.dictionary.to_pylist()
    spans = {names[together[first]]: (first, last) for first, last in zip(begins.tolist(), ends.tolist(), strict=True)}
    return _ByCountry(table.select(SCHOOL_SCHEMA.names), order, spans)


def _merged(pair: Pair, stated: Sequence[str]) -> Pair:
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


def _difference(pairs: Iterator[Pair], parts: Sequence[str], state: pa.Table | None) -> SchoolDifference:
    """Return the difference that the countries make together; their later states are the state, where none is given."""
    counts: list[CountryCount] = []
    states: list[pa.Table] = []
    listed: dict[str, list[pd.DataFrame]] = {kind: [] for kind in WORST_FIRST}
    for done, pair in enumerate(pairs):
        tell("comparing", done / len(parts))
        count, places = _count(pair)
        counts.append(count)
        for kind, (old, new) in places.items():
            room = LISTED - sum(map(len, listed[kind]))
            if len(old) and room > 0:
                listed[kind].append(
                    make_lines("changed" if kind == CONNECTIVITY else kind, pair, old[:room], new[:room])
                )
        if state is None:
            states.append(pair.after)
    rows = list(chain.from_iterable(listed[kind] for kind in WORST_FIRST))
    totals = {name: sum(getattr(one, name) for one in counts) for name in ("new", "changed", "unchanged", "gone")}
    touched = totals["new"] + totals["changed"] + totals["gone"]
    return SchoolDifference(
        state=state if state is not None else pa.concat_tables([SCHOOL_SCHEMA.empty_table(), *states]),
        rows=(pd.concat(rows, ignore_index=True) if rows else no_lines()).iloc[:LISTED],
        **totals,
        cut=touched > LISTED,
        parts=tuple(parts),
        by_country=tuple(counts),
    )


def _count(pair: Pair) -> tuple[CountryCount, Mapping[str, tuple[Places, Places]]]:
    """Return the counts of a country, and by kind which lines of the earlier and the later table are concerned."""
    fresh = np.flatnonzero(pair.place < 0)
    common = np.flatnonzero(pair.place >= 0)
    matched = pair.place[common]
    differs, connectivity = _differs(pair, common, matched)
    gone = np.ones(pair.before.num_rows, dtype=bool)
    gone[matched] = False
    left = np.flatnonzero(gone)
    changed = int(differs.sum())
    others = differs & ~connectivity
    count = CountryCount(pair.ref_area, len(fresh), changed, len(common) - changed - pair.beside, len(left))
    return count, {
        "gone": (left, np.full(len(left), -1)),
        "connectivity": (matched[connectivity], common[connectivity]),
        "changed": (matched[others], common[others]),
        "new": (np.full(len(fresh), -1), fresh),
    }


def _differs(pair: Pair, common: Places, matched: Places) -> tuple[Mask, Mask]:
    """Return which of the schools in both tables differ, and which of them in their connectivity."""
    differs = np.zeros(len(common), dtype=bool)
    connectivity = differs.copy()
    old = pair.before if _is_all(matched, pair.before) else pair.before.take(pa.array(matched))
    new = pair.after if _is_all(common, pair.after) else pair.after.take(pa.array(common))
    for name in SCHOOL_ROWS.content:
        unequal = _unequal(old[name], new[name])
        differs |= unequal
        if name == CONNECTIVITY:
            connectivity = unequal
    return differs, connectivity


def _is_all(places: Places, table: pa.Table) -> bool:
    return len(places) == table.num_rows and bool((places == np.arange(len(places))).all())


def _unequal(old: pa.ChunkedArray, new: pa.ChunkedArray) -> Mask:
    if pa.types.is_floating(old.type):
        left, right = old.to_numpy(), new.to_numpy()
        return np.asarray((left != right) & ~(np.isnan(left) & np.isnan(right)), dtype=bool)
    either = pc.fill_null(pc.not_equal(old, new), fill_value=False)
    one_missing = pc.xor(pc.is_null(old), pc.is_null(new))
    return np.asarray(pc.or_(either, one_missing).to_numpy(), dtype=bool)
